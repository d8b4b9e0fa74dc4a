package mqttlite;

import bearssl.base.Codec;
import bearssl.base.Transport;

/**
 * Finds packets in the receive buffer and checks their form; what they mean is {@link MqttClient}'s business.
 *
 * <p>{@link #fill} reads from a transport, {@link #next} gives one packet after the other, whatever the pieces the
 * stream came in. A packet stays where it was received until the next {@code fill}. One that exceeds the buffer is
 * judged when its fixed header is complete; a PUBLISH is then drained: its topic moves to the front of the buffer as
 * far as it fits, the rest of the buffer takes what passes by.
 *
 * <p>Source: MQTT 3.1.1, chapters 2 and 3.
 */
final class MqttDecoder {
    /** Result of {@link #next}: a PUBLISH that was drained. */
    static final int OVERSIZE = 16;

    // Bytes of the buffer that a long topic leaves to what is drained behind it.
    private static final int DRAIN_WINDOW = 64;

    /** Receive buffer, the caller's. */
    final byte[] buf;
    /** False: an oversize PUBLISH is answered with MQTT_RECEIVED_TOO_LARGE. */
    boolean drains = true;

    // The packet that next() returned.
    int first; // type and flags
    int packetId;
    int bodyOff;
    int bodyLen;
    int topicOff;
    int topicLen;
    int topicFullLen;
    int payloadOff;
    /** Length of the whole packet. */
    int totalLen;

    // 0 <= keep <= start <= end <= buf.length; received and not consumed is [start, end), kept topic is [0, keep).
    private int start;
    private int end;
    private int keep;
    private boolean afterConnack;
    private boolean draining;
    private int drained; // bytes of the body consumed
    private int drainHead; // bytes of the body in front of the payload, as far as known
    private int utf8State;

    MqttDecoder(byte[] buf) {
        this.buf = buf;
    }

    /** Forgets everything, for a new connection. */
    void reset() {
        start = 0;
        end = 0;
        keep = 0;
        afterConnack = false;
        draining = false;
    }

    /**
     * Reads once. Invalidates the packet that {@link #next} gave.
     *
     * @return as {@link Transport#read}
     */
    int fill(Transport transport) {
        if (start > keep) {
            System.arraycopy(buf, start, buf, keep, end - start);
            end -= start - keep;
            start = keep;
        }
        // Room is left: an incomplete packet is shorter than the buffer, and draining consumes all behind the topic.
        int n = transport.read(buf, end, buf.length - end);
        if (n > 0) {
            end += n;
        }
        return n;
    }

    /**
     * Takes the next complete packet.
     *
     * @return its type, {@link #OVERSIZE}, 0 if there is none yet, or minus a code: one of MQTT_BAD_TYPE, _FLAGS,
     *     _LENGTH, _QOS, _DUP, _PACKET_ID, _UTF8, _TOPIC, MQTT_NO_CONNACK, MQTT_SECOND_CONNACK,
     *     MQTT_RECEIVED_TOO_LARGE
     */
    int next() {
        if (draining) {
            return drain();
        }
        if (start == end) {
            return 0;
        }
        first = buf[start] & 0xFF;
        int type = first >> 4;
        int bad = checkFirstByte(type);
        if (bad != 0) {
            return -bad;
        }
        int off = start + 1;
        int remaining = 0;
        int lengthByte;
        do {
            // 2.2.3: at most four length bytes, the fourth without a continuation bit.
            if (off == start + 5) {
                return -MqttStatus.MQTT_BAD_LENGTH;
            }
            if (off == end) {
                return 0;
            }
            lengthByte = buf[off];
            remaining |= (lengthByte & 0x7F) << 7 * (off - start - 1);
            off++;
        } while (lengthByte < 0);
        totalLen = off - start + remaining;
        bodyOff = off;
        bodyLen = remaining;
        if (!lengthFits(type)) {
            return -MqttStatus.MQTT_BAD_LENGTH;
        }
        if (totalLen > buf.length) {
            return oversize(type);
        }
        if (totalLen > end - start) {
            return 0;
        }
        bad = type == MqttPacket.PUBLISH ? parsePublish() : parseAck();
        if (bad != 0) {
            return -bad;
        }
        start += totalLen;
        afterConnack = true;
        return type;
    }

    /** Whether bytes were received that {@link #next} has not made a packet of, or a packet is passing by. */
    boolean isWithinPacket() {
        return draining || start < end;
    }

    int qos() {
        return first >> MqttPacket.QOS_SHIFT & 3;
    }

    private int checkFirstByte(int type) {
        // [MQTT-3.2.0-1] "The first packet sent from the Server to the Client MUST be a CONNACK Packet."
        if (!afterConnack && type != MqttPacket.CONNACK) {
            return MqttStatus.MQTT_NO_CONNACK;
        }
        switch (type) {
            case MqttPacket.PUBLISH:
                return checkPublishFlags();
            case MqttPacket.CONNACK:
                if (afterConnack) {
                    return MqttStatus.MQTT_SECOND_CONNACK;
                }
                return checkReserved(0);
            case MqttPacket.PUBACK:
            case MqttPacket.PUBREC:
            case MqttPacket.PUBCOMP:
            case MqttPacket.SUBACK:
            case MqttPacket.UNSUBACK:
            case MqttPacket.PINGRESP:
                return checkReserved(0);
            case MqttPacket.PUBREL:
                // [MQTT-3.6.1-1] the flags of PUBREL are 0010.
                return checkReserved(MqttPacket.FLAGS_RESERVED);
            default:
                return MqttStatus.MQTT_BAD_TYPE;
        }
    }

    // [MQTT-2.2.2-2] "If invalid flags are received, the receiver MUST close the Network Connection."
    private int checkReserved(int expected) {
        return (first & 15) == expected ? 0 : MqttStatus.MQTT_BAD_FLAGS;
    }

    private int checkPublishFlags() {
        // [MQTT-3.3.1-4] "If a Server or Client receives a PUBLISH Packet which has both QoS bits set to 1 it MUST
        // close the Network Connection."
        if (qos() == 3) {
            return MqttStatus.MQTT_BAD_QOS;
        }
        // [MQTT-3.3.1-2] "The DUP flag MUST be set to 0 for all QoS 0 messages."
        if (qos() == 0 && (first & MqttPacket.FLAG_DUP) != 0) {
            return MqttStatus.MQTT_BAD_DUP;
        }
        return 0;
    }

    private boolean lengthFits(int type) {
        switch (type) {
            case MqttPacket.PUBLISH:
                return bodyLen >= 2 + idLen();
            case MqttPacket.SUBACK:
                // [MQTT-3.8.3-3] at least one filter was asked for, so at least one code comes back.
                return bodyLen >= 3;
            case MqttPacket.PINGRESP:
                return bodyLen == 0;
            default:
                return bodyLen == 2;
        }
    }

    private int idLen() {
        return qos() > 0 ? 2 : 0;
    }

    // CONNACK and PINGRESP have no packet identifier; all others start with one.
    private int parseAck() {
        int type = first >> 4;
        if (type == MqttPacket.CONNACK || type == MqttPacket.PINGRESP) {
            return 0;
        }
        packetId = Codec.u16(buf, bodyOff);
        return packetId == 0 ? MqttStatus.MQTT_BAD_PACKET_ID : 0;
    }

    private int parsePublish() {
        topicOff = bodyOff + 2;
        topicLen = Codec.u16(buf, bodyOff);
        topicFullLen = topicLen;
        if (topicLen > bodyLen - 2 - idLen()) {
            return MqttStatus.MQTT_BAD_LENGTH;
        }
        int bad = TopicFilter.checkTopic(buf, topicOff, topicLen);
        if (bad != 0) {
            return bad == MqttStatus.MQTT_INVALID_UTF8 ? MqttStatus.MQTT_BAD_UTF8 : MqttStatus.MQTT_BAD_TOPIC;
        }
        payloadOff = topicOff + topicLen + idLen();
        packetId = idLen() == 0 ? 0 : Codec.u16(buf, payloadOff - 2);
        // [MQTT-2.3.1-1] "... PUBLISH (in cases where QoS > 0) Control Packets MUST contain a non-zero 16-bit Packet
        // Identifier."
        return packetId == 0 && idLen() > 0 ? MqttStatus.MQTT_BAD_PACKET_ID : 0;
    }

    private int oversize(int type) {
        // A SUBACK longer than the buffer answers no SUBSCRIBE of ours: those ask for no more than fits.
        if (type != MqttPacket.PUBLISH) {
            return -MqttStatus.MQTT_BAD_LENGTH;
        }
        if (!drains) {
            return -MqttStatus.MQTT_RECEIVED_TOO_LARGE;
        }
        start = bodyOff;
        draining = true;
        drained = 0;
        drainHead = 2;
        topicLen = 0;
        topicFullLen = 0;
        packetId = 0;
        utf8State = Utf8.BOUNDARY;
        return drain();
    }

    private int drain() {
        while (start < end && drained < drainHead) {
            int bad = drainHeadByte(buf[start] & 0xFF);
            if (bad != 0) {
                return -bad;
            }
            start++;
            drained++;
        }
        int left = bodyLen - drained;
        int n = left < end - start ? left : end - start;
        start += n;
        drained += n;
        if (drained < bodyLen) {
            return 0;
        }
        draining = false;
        keep = 0;
        topicOff = 0;
        return OVERSIZE;
    }

    // One byte of topic length, topic or packet identifier.
    private int drainHeadByte(int b) {
        if (drained < 2) {
            topicFullLen = topicFullLen << 8 | b;
            return drained == 1 ? topicLengthKnown() : 0;
        }
        if (drained >= 2 + topicFullLen) {
            packetId = packetId << 8 | b;
            return drained == drainHead - 1 && packetId == 0 ? MqttStatus.MQTT_BAD_PACKET_ID : 0;
        }
        utf8State = Utf8.step(utf8State, b);
        boolean last = drained == 1 + topicFullLen;
        if (utf8State < 0 || last && utf8State != Utf8.BOUNDARY) {
            return MqttStatus.MQTT_BAD_UTF8;
        }
        if (b == '+' || b == '#') {
            return MqttStatus.MQTT_BAD_TOPIC;
        }
        keepTopicByte(b);
        return 0;
    }

    private int topicLengthKnown() {
        drainHead = 2 + topicFullLen + idLen();
        if (drainHead > bodyLen) {
            return MqttStatus.MQTT_BAD_LENGTH;
        }
        return topicFullLen == 0 ? MqttStatus.MQTT_BAD_TOPIC : 0;
    }

    private void keepTopicByte(int b) {
        int window = buf.length / 2 < DRAIN_WINDOW ? buf.length / 2 : DRAIN_WINDOW;
        if (keep == buf.length - window) {
            return;
        }
        // Never over bytes to come: keep <= start, as this byte is at start.
        buf[keep++] = (byte) b;
        if (utf8State == Utf8.BOUNDARY && keep == drained - 1) {
            topicLen = keep;
        }
    }
}
