package mqttlite;

import bearssl.base.Transport;

/**
 * The life of one connection after the other: what {@link MqttClient#poll} does. {@link MqttClient} checks and writes
 * what the caller asks for; this class moves the bytes, keeps the time, and handles what the broker sends.
 */
final class Connection {
    int state = MqttClient.CLOSED;
    int error;
    int errorDetail;

    private final MqttDecoder in;
    private final SendQueue out;
    private final SessionState session;
    private final Outbox outbox;
    private final KeepAlive keepAlive = new KeepAlive();
    private final MqttListener listener;

    private Transport transport;
    private int policy = MqttClient.DRAIN_ACK;
    private boolean polling;
    private boolean cleanSession;
    private long now;
    private long openedAt;
    private int connackTimeout;
    // Small packets that wait for room in the send buffer.
    private int ackType; // 0: none
    private int ackId;
    private boolean pingOwed;
    private boolean disconnectOwed;

    Connection(MqttDecoder in, SendQueue out, SessionState session, MqttListener listener) {
        this.in = in;
        this.out = out;
        this.session = session;
        outbox = session.outbox;
        this.listener = listener;
    }

    void oversizePolicy(int choice) {
        policy = choice;
        in.drains = choice != MqttClient.DISCONNECT;
    }

    int receiveLimit() {
        return in.buf.length;
    }

    boolean isSent() {
        return out.isEmpty() && ackType == 0 && !pingOwed && !disconnectOwed;
    }

    /** Tells whether a new connection may not be opened now. */
    boolean isBusy() {
        return state != MqttClient.CLOSED || polling;
    }

    /** Starts afresh; CONNECT is the caller's to append. */
    void open(Transport to, MqttConnect options, long nowMillis) {
        transport = to;
        now = nowMillis;
        openedAt = nowMillis;
        cleanSession = options.cleanSession;
        connackTimeout = options.connackTimeout;
        error = 0;
        errorDetail = 0;
        ackType = 0;
        pingOwed = false;
        disconnectOwed = false;
        in.reset();
        out.reset();
        session.newConnection(options.clientId);
        keepAlive.start(options.keepAlive, options.pingTimeout(), nowMillis);
        state = MqttClient.CONNECTING;
    }

    int ping() {
        if (state != MqttClient.CONNECTED) {
            return -closedCode();
        }
        owePing();
        return sent(1);
    }

    int disconnect() {
        if (state == MqttClient.CLOSED) {
            return -closedCode();
        }
        if (state != MqttClient.DISCONNECTING) {
            state = MqttClient.DISCONNECTING;
            disconnectOwed = true;
        }
        // From a callback: the message just delivered is still to be acknowledged in front of DISCONNECT.
        if (polling) {
            return 0;
        }
        int r = send();
        return r < 0 ? r : state == MqttClient.CLOSED ? 1 : 0;
    }

    void abandon() {
        state = MqttClient.CLOSED;
    }

    int poll(long nowMillis) {
        if (polling) {
            return -MqttStatus.MQTT_BAD_STATE;
        }
        if (state == MqttClient.CLOSED) {
            return -closedCode();
        }
        now = nowMillis;
        polling = true;
        try {
            return step();
        } finally {
            polling = false;
        }
    }

    long dueIn(long nowMillis) {
        if (state == MqttClient.CONNECTING) {
            long left = openedAt + connackTimeout - nowMillis;
            return left < 0 ? 0 : left;
        }
        return state == MqttClient.CONNECTED ? keepAlive.dueIn(nowMillis) : Long.MAX_VALUE;
    }

    private int step() {
        if (state == MqttClient.CONNECTED && keepAlive.isDue(now)) {
            owePing();
        }
        int moved = send();
        if (moved < 0 || state == MqttClient.CLOSED) {
            return moved;
        }
        // Packets left from the last time, when an acknowledgement found no room.
        int handled = handleAll();
        if (handled != 0) {
            return handled < 0 ? handled : settle();
        }
        // While an acknowledgement waits for room nothing more is received.
        int n = state == MqttClient.DISCONNECTING || ackType != 0 ? 0 : in.fill(transport);
        if (n < 0) {
            return fail(n == Transport.END ? endCode() : -n);
        }
        if (n == 0) {
            int late = timeouts();
            return late < 0 ? late : moved;
        }
        keepAlive.received(now);
        handled = handleAll();
        return handled < 0 ? handled : settle();
    }

    // After progress: send what the packets called for.
    private int settle() {
        int r = send();
        if (r < 0 || state == MqttClient.CLOSED) {
            return r < 0 ? r : 1;
        }
        r = timeouts();
        return r < 0 ? r : 1;
    }

    private int timeouts() {
        if (state == MqttClient.CONNECTING && now - openedAt >= connackTimeout) {
            return fail(MqttStatus.MQTT_CONNACK_TIMEOUT);
        }
        if (state == MqttClient.CONNECTED && keepAlive.isDead(now)) {
            return fail(MqttStatus.MQTT_PING_TIMEOUT);
        }
        return 0;
    }

    // Handles packets until there is none complete, or an acknowledgement has to wait. 1 if there was one.
    private int handleAll() {
        int handled = 0;
        while ((state == MqttClient.CONNECTING || state == MqttClient.CONNECTED) && ackType == 0) {
            int type = in.next();
            if (type == 0) {
                return handled;
            }
            handled = 1;
            int bad = type < 0 ? -type : handle(type);
            // The listener may have met the end of the transport.
            if (bad != 0 || state == MqttClient.CLOSED) {
                return bad != 0 ? violation(bad) : -error;
            }
            // Acknowledgements gather in the send buffer; only when it is full they leave at once.
            payOwed();
            if (ackType != 0 && send() < 0) {
                return -error;
            }
        }
        return handled;
    }

    // Returns 0 or a code.
    private int handle(int type) {
        switch (type) {
            case MqttPacket.CONNACK:
                return handleConnack(in.buf[in.bodyOff] & 0xFF, in.buf[in.bodyOff + 1] & 0xFF);
            case MqttPacket.PUBLISH:
            case MqttDecoder.OVERSIZE:
                return handlePublish(type);
            case MqttPacket.PUBREL:
                // [MQTT-4.3.3-2] "MUST respond to a PUBREL packet by sending a PUBCOMP packet containing the same
                // Packet Identifier", also when this side has forgotten it.
                if (session.open.remove(in.packetId)) {
                    session.change();
                }
                owe(MqttPacket.PUBCOMP);
                return 0;
            case MqttPacket.PUBACK:
            case MqttPacket.PUBREC:
            case MqttPacket.PUBCOMP:
                return handleAck(type);
            case MqttPacket.SUBACK:
                return handleSuback();
            case MqttPacket.UNSUBACK:
                // [MQTT-2.3.1-7] the identifier is that of the UNSUBSCRIBE.
                if (!take(Outbox.UNSUBSCRIBE, 0)) {
                    return MqttStatus.MQTT_UNEXPECTED_ACK;
                }
                listener.unsubscribed(in.packetId);
                return 0;
            default: // PINGRESP
                keepAlive.answered();
                return 0;
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
            if (!session.open.contains(0)) {
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

    private int handleConnack(int flags, int returnCode) {
        // 3.2.2.1: bits 7-1 are reserved and 0; 3.2.2.3: return codes 6-255 are reserved.
        if (flags > 1 || returnCode > 5) {
            return MqttStatus.MQTT_BAD_CONNACK;
        }
        // [MQTT-3.2.2-4] a refusal says session present 0; [MQTT-3.2.2-1] so does the answer to a clean session.
        if (flags == 1 && (returnCode != 0 || cleanSession)) {
            return MqttStatus.MQTT_BAD_CONNACK;
        }
        if (returnCode != 0) {
            return MqttStatus.MQTT_REFUSED + returnCode;
        }
        state = MqttClient.CONNECTED;
        boolean lost = session.accepted(flags == 1, !cleanSession);
        // What the broker took over in the session that is gone now.
        while (flags == 0 && outbox.count(Outbox.TO_RELEASE) > 0) {
            listener.published(outbox.take(outbox.first()));
        }
        listener.connected(flags == 1);
        if (lost) {
            listener.sessionLost();
        }
        return 0;
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

    private void owe(int type) {
        ackType = type;
        ackId = in.packetId;
    }

    private void owePing() {
        pingOwed = true;
        keepAlive.asked(now);
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
        if (!polling) {
            store();
        }
        if (state == MqttClient.CONNECTED) {
            sent(id); // how the connection fares is for poll to say: the message is kept
        }
        return id;
    }

    /** Notes a request. @return its packet identifier */
    int request(int type, int filters) {
        int e = outbox.add(type == MqttPacket.SUBSCRIBE ? Outbox.SUBSCRIBE : Outbox.UNSUBSCRIBE, 0, 2);
        outbox.filters(e, filters);
        return outbox.id(e);
    }

    /**
     * Sends what was appended. From a callback not while there is something to store: what the callback handles is not
     * noted yet.
     */
    int sent(int result) {
        if (polling && session.isChanged()) {
            return result;
        }
        int r = send();
        return r < 0 ? r : result;
    }

    // Sends all that the transport takes. 1 if bytes moved, 0 if none, minus the code that ended the connection.
    private int send() {
        int moved = 0;
        int r;
        do {
            payOwed();
            store();
            r = out.push(transport);
            if (r < 0) {
                return fail(r == Transport.END ? endCode() : -r);
            }
            moved |= r;
        } while (r > 0 && !isSent());
        if (moved > 0) {
            keepAlive.sent(now);
        }
        if (state == MqttClient.DISCONNECTING && isSent()) {
            state = MqttClient.CLOSED;
        }
        return moved;
    }

    // What changed is stored before the bytes that depend on it leave. A callback that throws leaves it unstored.
    private void store() {
        if (session.isChanged()) {
            listener.stateChanged(session);
            session.stored();
        }
    }

    // Messages that wait leave as room and window allow: [MQTT-4.6.0-1] in the order of the first attempt, [MQTT-4.6.0-4]
    // and PUBREL in the order of PUBREC.
    private void sendOutbox() {
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

    private void payOwed() {
        if (ackType != 0) {
            int off = out.reserve(MqttEncoder.ACK_LEN);
            if (off >= 0) {
                out.appended(MqttEncoder.ack(out.buf, off, ackType, ackId));
                ackType = 0;
            }
        }
        if (pingOwed) {
            pingOwed = !appendEmpty(MqttPacket.PINGREQ);
        }
        if (state == MqttClient.CONNECTED) {
            sendOutbox();
        }
        // Behind all else: [MQTT-3.14.4-2] nothing follows DISCONNECT.
        if (disconnectOwed && ackType == 0 && !pingOwed) {
            disconnectOwed = !appendEmpty(MqttPacket.DISCONNECT);
        }
    }

    private boolean appendEmpty(int type) {
        int off = out.reserve(MqttEncoder.EMPTY_LEN);
        if (off < 0) {
            return false;
        }
        out.appended(MqttEncoder.empty(out.buf, off, type));
        return true;
    }

    int closedCode() {
        return error != 0 ? error : MqttStatus.MQTT_NOT_CONNECTED;
    }

    private int endCode() {
        return state == MqttClient.CONNECTING ? MqttStatus.MQTT_CLOSED_BEFORE_CONNACK : MqttStatus.MQTT_BROKER_CLOSED;
    }

    private int violation(int code) {
        if (code >= MqttStatus.MQTT_BAD_TYPE) {
            errorDetail = code == MqttStatus.MQTT_RECEIVED_TOO_LARGE ? in.totalLen : in.first;
        }
        return fail(code);
    }

    private int fail(int code) {
        state = MqttClient.CLOSED;
        error = code;
        return -code;
    }
}
