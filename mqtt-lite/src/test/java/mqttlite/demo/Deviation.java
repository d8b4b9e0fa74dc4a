package mqttlite.demo;

import bearssl.tls.stream.ErrorText;
import mqttlite.MqttStatus;

/** Something went otherwise than the demo promises; the message is one clear line. */
final class Deviation extends Exception {
    private static final long serialVersionUID = 1;

    Deviation(String message) {
        super(message);
    }

    static void unless(boolean expected, String otherwise) throws Deviation {
        if (!expected) {
            throw new Deviation(otherwise);
        }
    }

    /** Expects a result above 0; any other one is told with the name of its code. */
    static void unlessDone(String step, int result) throws Deviation {
        unless(step, result > 0 ? result : 1, result);
    }

    /** Expects a result; any other one is told with the name of its code. */
    static void unless(String step, int expected, int result) throws Deviation {
        if (result != expected) {
            String name = result < 0 ? name(-result) : null;
            throw new Deviation(step + ": " + (result == 0 ? "no answer in time" : "result " + result)
                    + (name == null ? "" : " (" + name + ")"));
        }
    }

    private static String name(int code) {
        return MqttStatus.isMqtt(code) ? MqttStatus.name(code) : ErrorText.name(code);
    }
}
