package mqttlite.cli;

import bearssl.tls.stream.SystemEntropy;
import mqttlite.MqttConnect;
import mqttlite.MqttStatus;

/** What CONNECT says, from the options. */
final class ConnectOptions {
    private ConnectOptions() {
    }

    static MqttConnect of(Options options) throws UsageError {
        boolean keepsSession = options.has("disable-clean-session");
        if (keepsSession && !options.has("id")) {
            throw new UsageError("-c needs -i: the broker keeps the session under the client identifier");
        }
        byte[] id = options.bytes("id");
        MqttConnect connect = new MqttConnect(id != null ? id : Options.bytesOf(randomId()));
        connect.cleanSession(!keepsSession);
        connect.keepAlive(options.number("keepalive", MqttConnect.KEEP_ALIVE, 0, 65535));
        // Deadline sees to it.
        connect.connackTimeout(Integer.MAX_VALUE);
        connect.user(options.bytes("username")).password(options.bytes("pw"));
        if (options.has("will-topic")) {
            connect.will(options.bytes("will-topic"), options.bytes("will-payload"),
                    options.number("will-qos", 0, 0, 2), options.has("will-retain"));
        } else {
            for (String name : new String[] {"will-payload", "will-qos", "will-retain"}) {
                if (options.has(name)) {
                    throw new UsageError("--" + name + " needs --will-topic");
                }
            }
        }
        int bad = connect.check();
        if (bad != MqttStatus.MQTT_OK) {
            throw new UsageError(wrongOption(bad) + MqttStatus.cause(bad));
        }
        return connect;
    }

    /** Puts name, password and keep-alive into options that many clients share. */
    static void copyLogin(Options options, MqttConnect connect) throws UsageError {
        connect.keepAlive(options.number("keepalive", MqttConnect.KEEP_ALIVE, 0, 65535));
        connect.user(options.bytes("username")).password(options.bytes("pw"));
    }

    /** Most bytes that their CONNECT has. */
    static int loginLen(Options options) {
        int len = 64 + options.bytes("id", "").length;
        return len + options.bytes("username", "").length + options.bytes("pw", "").length;
    }

    private static String wrongOption(int code) {
        switch (code) {
            case MqttStatus.MQTT_INVALID_TOPIC: return "--will-topic: ";
            case MqttStatus.MQTT_EMPTY_CLIENT_ID: return "-i and -c: ";
            case MqttStatus.MQTT_PASSWORD_WITHOUT_USER: return "-P without -u: ";
            case MqttStatus.MQTT_INVALID_UTF8: return "-i, -u or --will-topic: ";
            default: return "-i, -u, -P or --will-payload is longer than 65535 bytes: ";
        }
    }

    private static String randomId() {
        byte[] random = new byte[4];
        new SystemEntropy().seed(random, 0, random.length);
        // [MQTT-3.1.3-5] 1 to 23 digits and letters are what every broker has to take.
        return "mqttlite" + ServerTrust.hex(random, 0);
    }
}
