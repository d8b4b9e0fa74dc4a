package mqttlite;

/** Topic names and topic filters: which are allowed, and which filter matches which name. Source: MQTT 3.1.1, 4.7. */
public final class TopicFilter {
    private TopicFilter() {
    }

    /**
     * Checks a name to publish to.
     *
     * @param b   array
     * @param off first byte
     * @param len number of bytes
     * @return 0, {@link MqttStatus#MQTT_INVALID_UTF8} or {@link MqttStatus#MQTT_INVALID_TOPIC}
     */
    public static int checkTopic(byte[] b, int off, int len) {
        // [MQTT-4.7.3-1] at least one character, [MQTT-4.7.3-3] at most 65535 bytes.
        if (len < 1 || len > MqttPacket.MAX_FIELD) {
            return MqttStatus.MQTT_INVALID_TOPIC;
        }
        if (!Utf8.isValid(b, off, len)) {
            return MqttStatus.MQTT_INVALID_UTF8;
        }
        // [MQTT-3.3.2-2], [MQTT-4.7.1-1] no wildcard.
        for (int i = off; i < off + len; i++) {
            if (b[i] == '+' || b[i] == '#') {
                return MqttStatus.MQTT_INVALID_TOPIC;
            }
        }
        return MqttStatus.MQTT_OK;
    }

    /**
     * Checks a filter to subscribe to.
     *
     * @param b   array
     * @param off first byte
     * @param len number of bytes
     * @return 0, {@link MqttStatus#MQTT_INVALID_UTF8} or {@link MqttStatus#MQTT_INVALID_FILTER}
     */
    public static int checkFilter(byte[] b, int off, int len) {
        if (len < 1 || len > MqttPacket.MAX_FIELD) {
            return MqttStatus.MQTT_INVALID_FILTER;
        }
        if (!Utf8.isValid(b, off, len)) {
            return MqttStatus.MQTT_INVALID_UTF8;
        }
        int end = off + len;
        for (int i = off; i < end; i++) {
            if (b[i] != '+' && b[i] != '#') {
                continue;
            }
            // [MQTT-4.7.1-2] '#' and [MQTT-4.7.1-3] '+' fill a whole level, and '#' is the last.
            boolean startsLevel = i == off || b[i - 1] == '/';
            boolean endsLevel = i + 1 == end || b[i] == '+' && b[i + 1] == '/';
            if (!startsLevel || !endsLevel) {
                return MqttStatus.MQTT_INVALID_FILTER;
            }
        }
        return MqttStatus.MQTT_OK;
    }

    /**
     * Tells whether a valid filter matches a valid name.
     *
     * @param f    array of the filter
     * @param fOff its first byte
     * @param fLen its length
     * @param t    array of the name
     * @param tOff its first byte
     * @param tLen its length
     * @return true if it matches
     */
    public static boolean matches(byte[] f, int fOff, int fLen, byte[] t, int tOff, int tLen) {
        int fEnd = fOff + fLen;
        int tEnd = tOff + tLen;
        // [MQTT-4.7.2-1] a leading wildcard does not match a leading '$'.
        if (tLen > 0 && t[tOff] == '$' && fLen > 0 && (f[fOff] == '+' || f[fOff] == '#')) {
            return false;
        }
        int i = fOff;
        int j = tOff;
        while (i < fEnd) {
            if (f[i] == '#') {
                return true;
            }
            if (f[i] == '+') {
                i++;
                while (j < tEnd && t[j] != '/') {
                    j++;
                }
                continue;
            }
            if (j == tEnd) {
                // "sport/#" also matches its parent "sport".
                return f[i] == '/' && i + 2 == fEnd && f[i + 1] == '#';
            }
            if (f[i] != t[j]) {
                return false;
            }
            i++;
            j++;
        }
        return j == tEnd;
    }
}
