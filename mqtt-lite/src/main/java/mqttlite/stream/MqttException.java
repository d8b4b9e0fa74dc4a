package mqttlite.stream;

import bearssl.tls.stream.ErrorText;
import java.io.IOException;
import mqttlite.MqttStatus;

/** Something did not work. The message is one line: code, name, cause, remedy. */
public final class MqttException extends IOException {
    private static final long serialVersionUID = 1L;

    private final int code;

    /**
     * Makes one with the texts of its code.
     *
     * @param code a code of {@link MqttStatus}, of TLS or of connecting
     */
    public MqttException(int code) {
        this(code, cause(code), remedy(code));
    }

    /**
     * Makes one with texts of its own.
     *
     * @param code   a code of {@link MqttStatus}, of TLS or of connecting
     * @param cause  what happened
     * @param remedy what to do about it
     */
    public MqttException(int code, String cause, String remedy) {
        super(code + " " + name(code) + ": " + cause + "; " + remedy);
        this.code = code;
    }

    /** The error. @return a code of {@link MqttStatus}, of TLS or of connecting */
    public int code() {
        return code;
    }

    private static String name(int code) {
        return MqttStatus.isMqtt(code) ? MqttStatus.name(code) : ErrorText.name(code);
    }

    private static String cause(int code) {
        return MqttStatus.isMqtt(code) ? MqttStatus.cause(code) : ErrorText.cause(code);
    }

    private static String remedy(int code) {
        return MqttStatus.isMqtt(code) ? MqttStatus.remedy(code) : ErrorText.remedy(code);
    }
}
