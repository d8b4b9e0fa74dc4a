package mqttlite;

/** What this client sends at QoS 1 and 2, and what it asks for: into the outbox, and from there into the send buffer. */
final class Outgoing {
    private final SendQueue out;
    private final SessionState session;
    private final Outbox outbox;
    private final MqttListener listener;

    Outgoing(SendQueue out, SessionState session, MqttListener listener) {
        this.out = out;
        this.session = session;
        outbox = session.outbox;
        this.listener = listener;
    }

    /** Puts a message into the outbox. @return its packet identifier, 0 if there is no room */
    int keep(int flags, byte[] topic, int topicOff, int topicLen, byte[] payload, int payloadOff, int payloadLen) {
        int content = 2 + topicLen + payloadLen;
        int older = (session.policy & SessionState.LAST_VALUE) == 0 ? -1 : outbox.unsentOf(topic, topicOff, topicLen);
        int spare = (session.policy & SessionState.DROP_OLDEST) != 0 ? outbox.unsentBytes()
                : older >= 0 ? outbox.next(older) - older : 0;
        if (!session.hasRoom(content - spare)) {
            return 0;
        }
        if (older >= 0) {
            listener.dropped(outbox.take(older));
        }
        while (!session.hasRoom(content)) {
            listener.dropped(outbox.take(outbox.oldestUnsent()));
        }
        int id = outbox.id(outbox.addMessage(flags, topic, topicOff, topicLen, payload, payloadOff, payloadLen));
        session.change();
        return id;
    }

    /** Notes a request. @return its packet identifier */
    int request(int type, int filters) {
        int e = outbox.add(type == MqttPacket.SUBSCRIBE ? Outbox.SUBSCRIBE : Outbox.UNSUBSCRIBE, 0, 2);
        outbox.filters(e, filters);
        return outbox.id(e);
    }

    // Messages that wait leave as room and window allow: [MQTT-4.6.0-1] in the order of the first attempt, [MQTT-4.6.0-4]
    // and PUBREL in the order of PUBREC.
    void send() {
        int sent = 0;
        for (int e = outbox.first(); e < outbox.end(); e = outbox.next(e)) {
            int stage = outbox.stage(e);
            if (stage == Outbox.TO_RELEASE) {
                int off = out.reserve(MqttEncoder.ACK_LEN);
                if (off < 0) {
                    return;
                }
                out.appended(MqttEncoder.ack(out.buf, off, MqttPacket.PUBREL, outbox.id(e)));
                outbox.stage(e, Outbox.RELEASED);
            } else if (stage == Outbox.QUEUED) {
                if (sent >= session.window || !appendMessage(e)) {
                    return;
                }
                session.change();
                sent++;
            } else if (stage == Outbox.SENT) {
                sent++;
            }
        }
    }

    private boolean appendMessage(int e) {
        int topicLen = outbox.topicLen(e);
        int payloadLen = outbox.payloadLen(e);
        int remaining = MqttEncoder.publishRemaining(topicLen, payloadLen, outbox.qos(e));
        int off = out.reserve(MqttEncoder.packetLength(remaining));
        if (off < 0) {
            return false;
        }
        out.appended(MqttEncoder.publish(out.buf, off, outbox.flags(e), outbox.id(e), outbox.buf, outbox.topicOff(e),
                topicLen, outbox.buf, outbox.payloadOff(e), payloadLen));
        outbox.stage(e, Outbox.SENT);
        return true;
    }
}
