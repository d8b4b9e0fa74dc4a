package mqttlite.cli;

/** Values that several options of MQTT share. */
final class MqttOptions {
    private MqttOptions() {
    }

    /** The value of -q. */
    static int qos(Options options) throws UsageError {
        int qos = options.number("qos", 0, 0, 2);
        if (qos == 2) {
            throw new UsageError("-q: QoS 2 is not supported yet; use 0 or 1");
        }
        return qos;
    }
}
