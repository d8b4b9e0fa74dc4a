package mqttlite;

/**
 * What the packets mean that the broker sends in an open connection: messages go to the listener, answers take out of
 * the outbox what they are for, and at most one acknowledgement is owed for the packet at hand.
 */
final class Incoming {
    private final MqttDecoder in;
    private final SessionState session;
    private final Outbox outbox;
    private final MqttListener listener;

    private int policy = MqttClient.DRAIN_ACK;
    private int ackType; // 0: none is owed
    private int ackId;

    Incoming(MqttDecoder in, SessionState session, MqttListener listener) {
        this.in = in;
        this.session = session;
        outbox = session.outbox;
        this.listener = listener;
    }

    void oversizePolicy(int choice) {
        policy = choice;
        in.drains = choice != MqttClient.DISCONNECT;
    }

    void reset() {
        ackType = 0;
    }

    /** Whether an acknowledgement waits for room: nothing more is handled until it has found some. */
    boolean owesAck() {
        return ackType != 0;
    }

    /** Hands over the acknowledgement that is owed, if there is one and there is room. */
    void payAck(SendQueue out) {
        if (ackType != 0) {
            int off = out.reserve(MqttEncoder.ACK_LEN);
            if (off >= 0) {
                out.appended(MqttEncoder.ack(out.buf, off, ackType, ackId));
                ackType = 0;
            }
        }
    }

    private void owe(int type) {
        ackType = type;
        ackId = in.packetId;
    }

    /**
     * Handles the packet that the decoder has found.
     *
     * @param type PUBLISH, {@link MqttDecoder#OVERSIZE}, PUBACK, PUBREC, PUBREL, PUBCOMP, SUBACK or UNSUBACK
     * @return 0, or the code of a violation
     */
    int handle(int type) {
        switch (type) {
            case MqttPacket.PUBLISH:
            case MqttDecoder.OVERSIZE:
                return handlePublish(type);
            case MqttPacket.PUBREL:
                // [MQTT-4.3.3-2] "MUST respond to a PUBREL packet by sending a PUBCOMP packet containing the same
                // Packet Identifier", also when this side has forgotten it.
                session.closeOpen(in.packetId);
                owe(MqttPacket.PUBCOMP);
                return 0;
            case MqttPacket.SUBACK:
                return handleSuback();
            case MqttPacket.UNSUBACK:
                // [MQTT-2.3.1-7] the identifier is that of the UNSUBSCRIBE.
                if (!take(Outbox.UNSUBSCRIBE, 0)) {
                    return MqttStatus.MQTT_UNEXPECTED_ACK;
                }
                listener.unsubscribed(in.packetId);
                return 0;
            default:
                return handleAck(type);
        }
    }

    private int handlePublish(int type) {
        int qos = in.qos();
        if (qos == 2) {
            // [MQTT-4.3.3-2] "MUST acknowledge any subsequent PUBLISH packet with the same Packet Identifier by sending
            // a PUBREC. It MUST NOT cause duplicate messages to be delivered".
            if (session.open.contains(in.packetId)) {
                owe(MqttPacket.PUBREC);
                return 0;
            }
            if (!session.makeRoomToOpen()) {
                return MqttStatus.MQTT_TOO_MANY_OPEN;
            }
        }
        boolean acknowledge = qos > 0;
        if (type == MqttDecoder.OVERSIZE) {
            acknowledge &= policy == MqttClient.DRAIN_ACK;
            listener.oversize(in.buf, in.topicOff, in.topicLen, in.topicFullLen, in.totalLen, qos, in.packetId,
                    acknowledge);
        } else {
            listener.message(in.buf, in.topicOff, in.topicLen, in.payloadOff, in.bodyOff + in.bodyLen - in.payloadOff,
                    qos, (in.first & MqttPacket.FLAG_RETAIN) != 0, (in.first & MqttPacket.FLAG_DUP) != 0);
        }
        // [MQTT-4.5.0-2] every PUBLISH received is acknowledged according to its QoS, [MQTT-4.6.0-2] in order.
        if (acknowledge) {
            if (qos == 2) {
                session.open.add(in.packetId);
            }
            session.change(); // at QoS 1, too, what the listener made of the message is to be stored first
            owe(qos == 1 ? MqttPacket.PUBACK : MqttPacket.PUBREC);
        }
        return 0;
    }

    // [MQTT-2.3.1-6] the identifier is that of the PUBLISH. An answer to what was not asked on this connection is none.
    private int handleAck(int type) {
        if (type == MqttPacket.PUBREC) {
            int e = outbox.find(in.packetId);
            if (e >= 0 && outbox.stage(e) == Outbox.SENT && outbox.qos(e) == 2) {
                outbox.toRelease(e);
            } else if (e >= 0 && outbox.stage(e) == Outbox.RELEASED) {
                outbox.stage(e, Outbox.TO_RELEASE); // said twice, answered twice
            } else {
                return MqttStatus.MQTT_UNEXPECTED_ACK;
            }
            session.change();
            return 0;
        }
        if (!(type == MqttPacket.PUBACK ? take(Outbox.SENT, 1) : take(Outbox.RELEASED, 0))) {
            return MqttStatus.MQTT_UNEXPECTED_ACK;
        }
        listener.published(in.packetId);
        return 0;
    }

    // Takes what has the packet's identifier out of the outbox, if it is in this stage and has this QoS.
    private boolean take(int stage, int qos) {
        int e = outbox.find(in.packetId);
        if (e < 0 || outbox.stage(e) != stage || outbox.qos(e) != qos) {
            return false;
        }
        outbox.remove(e);
        session.change();
        return true;
    }

    private int handleSuback() {
        int count = in.bodyLen - 2;
        int e = outbox.find(in.packetId);
        // [MQTT-3.8.4-2] the identifier is that of the SUBSCRIBE.
        if (e < 0 || outbox.stage(e) != Outbox.SUBSCRIBE) {
            return MqttStatus.MQTT_UNEXPECTED_ACK;
        }
        int asked = outbox.filters(e);
        outbox.remove(e);
        // [MQTT-3.8.4-5] a return code for each filter.
        if (asked != count) {
            return MqttStatus.MQTT_BAD_SUBACK;
        }
        // [MQTT-3.9.3-2] "SUBACK return codes other than 0x00, 0x01, 0x02 and 0x80 are reserved and MUST NOT be used."
        int off = in.bodyOff + 2;
        for (int i = off; i < off + count; i++) {
            int code = in.buf[i] & 0xFF;
            if (code > 2 && code != MqttPacket.SUBACK_FAILURE) {
                return MqttStatus.MQTT_BAD_SUBACK;
            }
        }
        listener.subscribed(in.packetId, in.buf, off, count);
        return 0;
    }
}
