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
    private final Incoming incoming;
    private final Outgoing outgoing;
    private final KeepAlive keepAlive = new KeepAlive();
    private final MqttListener listener;

    private Transport transport;
    private boolean polling;
    private boolean cleanSession;
    private long now;
    private long openedAt;
    private int connackTimeout;
    // Small packets that wait for room in the send buffer.
    private boolean pingOwed;
    private boolean disconnectOwed;

    Connection(MqttDecoder in, SendQueue out, SessionState session, MqttListener listener) {
        this.in = in;
        this.out = out;
        this.session = session;
        incoming = new Incoming(in, session, listener);
        outgoing = new Outgoing(out, session, listener);
        this.listener = listener;
    }

    void oversizePolicy(int choice) {
        incoming.oversizePolicy(choice);
    }

    int receiveLimit() {
        return in.buf.length;
    }

    boolean isSent() {
        return out.isEmpty() && !incoming.owesAck() && !pingOwed && !disconnectOwed;
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
        incoming.reset();
        pingOwed = false;
        disconnectOwed = false;
        in.reset();
        out.reset();
        if (session.newConnection(options.clientId)) {
            forgetReleased();
        }
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
        int n = state == MqttClient.DISCONNECTING || incoming.owesAck() ? 0 : in.fill(transport);
        if (n < 0) {
            return fail(n == Transport.END ? endCode() : -n);
        }
        if (n == 0) {
            int late = timeouts();
            return late < 0 ? late : moved;
        }
        handled = handleAll();
        keepAlive.received(now, in.isWithinPacket());
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
        while ((state == MqttClient.CONNECTING || state == MqttClient.CONNECTED) && !incoming.owesAck()) {
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
            if (incoming.owesAck() && send() < 0) {
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
            case MqttPacket.PINGRESP:
                keepAlive.answered();
                return 0;
            default:
                return incoming.handle(type);
        }
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
        if (flags == 0) {
            forgetReleased();
        }
        listener.connected(flags == 1);
        if (lost) {
            listener.sessionLost();
        }
        return 0;
    }

    private void owePing() {
        pingOwed = true;
        keepAlive.asked(now);
    }

    // What the broker took over in a session that is gone.
    private void forgetReleased() {
        while (session.outbox.count(Outbox.TO_RELEASE) > 0) {
            listener.published(session.outbox.take(session.outbox.first()));
        }
    }

    /** Puts a message into the outbox, and on its way. @return its packet identifier, 0 if there is no room */
    int keep(int flags, byte[] topic, int topicOff, int topicLen, byte[] payload, int payloadOff, int payloadLen) {
        int id = outgoing.keep(flags, topic, topicOff, topicLen, payload, payloadOff, payloadLen);
        if (id > 0 && !polling) {
            store();
        }
        if (id > 0 && state == MqttClient.CONNECTED) {
            published(id); // how the connection fares is for poll to say: the message is kept
        }
        return id;
    }

    int request(int type, int filters) {
        return outgoing.request(type, filters);
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

    /** Sends a message that was appended, unless messages gather. */
    int published(int result) {
        return out.gathers ? result : sent(result);
    }

    /** Makes room in the send buffer if messages gather there. */
    void makeRoom() {
        if (out.gathers && !polling) {
            send(); // how the connection fares is for the caller to see by its state
        }
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

    private void payOwed() {
        incoming.payAck(out);
        if (pingOwed) {
            pingOwed = !appendEmpty(MqttPacket.PINGREQ);
        }
        if (state == MqttClient.CONNECTED) {
            outgoing.send();
        }
        // Behind all else: [MQTT-3.14.4-2] nothing follows DISCONNECT.
        if (disconnectOwed && !incoming.owesAck() && !pingOwed) {
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
