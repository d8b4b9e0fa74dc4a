package mqttlite;

import bearssl.base.Codec;

/**
 * Writes packets into an array. Pure functions: the lengths come first ({@code ...Remaining}), the caller makes sure
 * that {@link #packetLength} bytes fit and that the fields are valid, then each writer returns the index after its
 * last byte. Source: MQTT 3.1.1, chapter 3.
 */
final class MqttEncoder {
    /** Length of PUBACK and its kin. */
    static final int ACK_LEN = 4;
    /** Length of PINGREQ and DISCONNECT. */
    static final int EMPTY_LEN = 2;

    // Length and text of the protocol name, level 4 [MQTT-3.1.2-1].
    private static final int CONNECT_FIXED = 10; // 2 + "MQTT" + level + flags + keep-alive
    private static final int CONNECT_CLEAN = 0x02;
    private static final int CONNECT_WILL = 0x04;
    private static final int CONNECT_WILL_QOS_SHIFT = 3;
    private static final int CONNECT_WILL_RETAIN = 0x20;
    private static final int CONNECT_PASSWORD = 0x40;
    private static final int CONNECT_USER = 0x80;

    private MqttEncoder() {
    }

    /**
     * Length of a whole packet.
     *
     * @param remaining 0 or more
     * @return {@code remaining} and 2 to 5 header bytes, or {@link Integer#MAX_VALUE} beyond what MQTT can say
     */
    static int packetLength(int remaining) {
        if (remaining > MqttPacket.MAX_REMAINING) {
            return Integer.MAX_VALUE;
        }
        return remaining + (remaining < 128 ? 2 : remaining < 16384 ? 3 : remaining < 2097152 ? 4 : 5);
    }

    /**
     * Writes a fixed header.
     *
     * @param b array
     * @param off index
     * @param first type and flags
     * @param remaining length
     */
    static int header(byte[] b, int off, int first, int remaining) {
        b[off++] = (byte) first;
        int left = remaining;
        while (left > 127) {
            b[off++] = (byte) (left & 0x7F | 0x80);
            left >>>= 7;
        }
        b[off++] = (byte) left;
        return off;
    }

    // Two length bytes and the bytes themselves; null is written as empty.
    private static int field(byte[] b, int off, byte[] src, int srcOff, int len) {
        Codec.putU16(b, off, len);
        if (len > 0) {
            System.arraycopy(src, srcOff, b, off + 2, len);
        }
        return off + 2 + len;
    }

    private static int lengthOf(byte[] field) {
        return field == null ? 0 : field.length;
    }

    static int connectRemaining(MqttConnect c) {
        int n = CONNECT_FIXED + 2 + c.clientId.length;
        if (c.willTopic != null) {
            n += 4 + c.willTopic.length + lengthOf(c.willPayload);
        }
        if (c.user != null) {
            n += 2 + c.user.length;
        }
        if (c.password != null) {
            n += 2 + c.password.length;
        }
        return n;
    }

    static int connect(byte[] b, int off, MqttConnect c) {
        int flags = c.cleanSession ? CONNECT_CLEAN : 0;
        if (c.willTopic != null) {
            flags |= CONNECT_WILL | c.willQos << CONNECT_WILL_QOS_SHIFT | (c.willRetain ? CONNECT_WILL_RETAIN : 0);
        }
        flags |= (c.user != null ? CONNECT_USER : 0) | (c.password != null ? CONNECT_PASSWORD : 0);
        off = header(b, off, MqttPacket.CONNECT << 4, connectRemaining(c));
        Codec.putBe32(b, off, 0x00044D51); // length 4, "MQ"
        Codec.putBe32(b, off + 4, 0x54540400 | flags); // "TT", level 4
        Codec.putU16(b, off + 8, c.keepAlive);
        // [MQTT-3.1.3-1] client identifier, will topic, will message, user name, password, in this order.
        off = field(b, off + CONNECT_FIXED, c.clientId, 0, c.clientId.length);
        if (c.willTopic != null) {
            off = field(b, off, c.willTopic, 0, c.willTopic.length);
            off = field(b, off, c.willPayload, 0, lengthOf(c.willPayload));
        }
        if (c.user != null) {
            off = field(b, off, c.user, 0, c.user.length);
        }
        if (c.password != null) {
            off = field(b, off, c.password, 0, c.password.length);
        }
        return off;
    }

    static int publishRemaining(int topicLen, int payloadLen, int qos) {
        // [MQTT-2.3.1-5] a PUBLISH at QoS 0 has no packet identifier.
        return 2 + topicLen + (qos > 0 ? 2 : 0) + payloadLen;
    }

    /**
     * Writes a PUBLISH.
     *
     * @param flags DUP, QoS and RETAIN bits
     * @param packetId used above QoS 0
     */
    static int publish(byte[] b, int off, int flags, int packetId, byte[] topic, int topicOff, int topicLen,
            byte[] payload, int payloadOff, int payloadLen) {
        int qos = flags >> MqttPacket.QOS_SHIFT & 3;
        off = header(b, off, MqttPacket.PUBLISH << 4 | flags, publishRemaining(topicLen, payloadLen, qos));
        off = field(b, off, topic, topicOff, topicLen);
        if (qos > 0) {
            Codec.putU16(b, off, packetId);
            off += 2;
        }
        if (payloadLen > 0) {
            System.arraycopy(payload, payloadOff, b, off, payloadLen);
        }
        return off + payloadLen;
    }

    /**
     * Writes PUBACK or its kin.
     *
     * @param type one of PUBACK, PUBREC, PUBREL, PUBCOMP
     * @param packetId 1..65535
     */
    static int ack(byte[] b, int off, int type, int packetId) {
        off = header(b, off, type << 4 | (type == MqttPacket.PUBREL ? MqttPacket.FLAGS_RESERVED : 0), 2);
        Codec.putU16(b, off, packetId);
        return off + 2;
    }

    /** Writes PINGREQ or DISCONNECT. */
    static int empty(byte[] b, int off, int type) {
        return header(b, off, type << 4, 0);
    }

    /** Length of SUBSCRIBE ({@code perFilter} 3) or UNSUBSCRIBE (2), or -1 beyond {@code limit}. */
    static int filtersRemaining(byte[][] filters, int count, int perFilter, int limit) {
        int n = 2;
        for (int i = 0; i < count; i++) {
            n += perFilter + filters[i].length;
            if (n > limit) {
                return -1;
            }
        }
        return n;
    }

    /** Writes a SUBSCRIBE, or an UNSUBSCRIBE when {@code qos} is null. */
    static int filters(byte[] b, int off, int packetId, byte[][] filters, byte[] qos, int count, int remaining) {
        int type = qos == null ? MqttPacket.UNSUBSCRIBE : MqttPacket.SUBSCRIBE;
        // [MQTT-3.8.1-1], [MQTT-3.10.1-1] the flags are 0010.
        off = header(b, off, type << 4 | MqttPacket.FLAGS_RESERVED, remaining);
        Codec.putU16(b, off, packetId);
        off += 2;
        for (int i = 0; i < count; i++) {
            off = field(b, off, filters[i], 0, filters[i].length);
            if (qos != null) {
                b[off++] = qos[i];
            }
        }
        return off;
    }
}
