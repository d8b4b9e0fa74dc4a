package mqttlite.cli;

import bearssl.tls.BrErr;
import mqttlite.MqttStatus;

/** Recognises a TLS port behind the errors that plain MQTT gets from it. */
final class TlsHint {
    static final String REMEDY = "add --fingerprint, --learn FILE or another TLS option";

    private static final int ALERT = 0x15; // the first byte of a TLS record with an alert
    private static final int HANDSHAKE = 0x16;

    private TlsHint() {
    }

    /**
     * Judges a failure before CONNACK.
     *
     * @param detail first byte of the packet at fault
     * @return a cause, or null if nothing points to TLS
     */
    static String cause(int code, int detail) {
        if (code == MqttStatus.MQTT_BAD_TYPE || code == MqttStatus.MQTT_BAD_FLAGS
                || code == MqttStatus.MQTT_NO_CONNACK) {
            return detail == ALERT || detail == HANDSHAKE ? "the port speaks TLS, plain MQTT was sent" : null;
        }
        return code == MqttStatus.MQTT_CLOSED_BEFORE_CONNACK || code == BrErr.BR_ERR_IO
                ? "the broker closed the connection without answering CONNECT; maybe the port speaks TLS" : null;
    }
}
