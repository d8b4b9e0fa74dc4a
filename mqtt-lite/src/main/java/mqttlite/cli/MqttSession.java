package mqttlite.cli;

import mqttlite.MqttClient;
import mqttlite.MqttConnect;
import mqttlite.MqttStatus;
import mqttlite.Reconnect;
import mqttlite.SessionState;

/**
 * An MQTT connection made from options: {@link #open} up to an accepted CONNACK, {@link #poll} to go on, {@link #leave}
 * and {@link #close}. With --reconnect it is one connection after the other, each of them made by {@link #poll}; what is
 * lost and what comes back is told on standard error.
 */
final class MqttSession {
    /** How long an acknowledgement may take, unless -W says otherwise. */
    static final int ACK_SECONDS = 30;

    static final int DEFAULT_PORT = 1883;

    // What comes counts as received when the wait for it began: a long wait would make a live broker look silent.
    private static final int LOOK_MILLIS = 1000;
    private static final int CLOSE_SECONDS = 5;
    private static final int RELEASE_SECONDS = 2;
    private static final int MAX_PACKET_LIMIT = 1 << 20;
    private static final int STATE_LEN = 8192; // with --reconnect besides two packets

    private final Console console;
    private final MqttConnect connect;
    private final SessionEvents events;
    private final SessionStore store; // null: none
    private final SessionState state;
    private final MqttClient mqtt;
    private final NetworkLink link;
    private final Deadline users;
    private final BrokerList brokers;
    private final Reconnect reconnect; // null: a connection that is lost ends the command
    private final int maxPacket;
    private boolean showsInfo; // of the next connection
    private boolean isOpen; // as far as was noticed
    private boolean wasOpen;
    private boolean hasSentAtQos0;
    private boolean isLeaving;

    MqttSession(Options options, Console console, SessionEvents events) throws UsageError, Failure {
        this.console = console;
        this.events = events;
        boolean useTls = TlsSettings.areWanted(options);
        brokers = new BrokerList(options, useTls ? TlsSettings.MQTTS_PORT : DEFAULT_PORT);
        maxPacket = options.number("max-packet", MqttClient.MAX_PACKET, MqttClient.MIN_BUFFER, MAX_PACKET_LIMIT);
        int policy = policy(options);
        int seconds = options.number("timeout", 0, 1, 1000000);
        users = seconds == 0 ? Deadline.never() : Deadline.users(seconds);
        connect = ConnectOptions.of(options);
        reconnect = reconnect(options);
        link = new NetworkLink(options, console, useTls, users, limit(NetworkLink.CONNECT_SECONDS));
        link.writeWithin(writeSeconds(options));
        store = SessionStore.of(options, connect.clientId(), maxPacket);
        state = store != null ? store.state() : newState();
        events.keepIn(store);
        mqtt = new MqttClient(new byte[maxPacket], new byte[maxPacket], state, events);
        mqtt.oversizePolicy(policy);
        showsInfo = options.has("info");
    }

    // A write that hangs keeps PINGREQ from leaving: it ends when the broker, had it got that, would have to have answered.
    private static int writeSeconds(Options options) throws UsageError {
        int keepAlive = options.number("keepalive", MqttConnect.KEEP_ALIVE, 0, 65535);
        int seconds = 4 + (3 * keepAlive + 1) / 2;
        return keepAlive == 0 ? WriteWatch.WRITE_SECONDS : Math.min(seconds, WriteWatch.WRITE_SECONDS);
    }

    private Reconnect reconnect(Options options) throws UsageError {
        int seconds = options.number("retry-delay", Reconnect.FIRST_MILLIS / 1000, 1, Reconnect.CAP_MILLIS / 1000);
        if (!options.has("reconnect")) {
            if (options.has("retry-delay")) {
                throw new UsageError("--retry-delay needs --reconnect");
            }
            return null;
        }
        return new Reconnect(connect.clientId(), brokers.count()).delays(1000 * seconds, Reconnect.CAP_MILLIS);
    }

    private SessionState newState() {
        return reconnect == null ? new SessionState(new byte[STATE_LEN], false)
                : new SessionState(new byte[Math.min(SessionState.MAX_LEN, STATE_LEN + 2 * maxPacket)], true);
    }

    private static int policy(Options options) throws UsageError {
        String text = options.text("oversize", "drain-ack");
        if (text.equals("drain-ack")) {
            return MqttClient.DRAIN_ACK;
        }
        if (text.equals("drain")) {
            return MqttClient.DRAIN;
        }
        if (text.equals("disconnect")) {
            return MqttClient.DISCONNECT;
        }
        throw new UsageError("--oversize: '" + text + "' is not one of drain-ack, drain, disconnect");
    }

    // ---- telling

    MqttClient mqtt() {
        return mqtt;
    }

    /** The file of --store, null without it. */
    SessionStore store() {
        return store;
    }

    SessionState state() {
        return state;
    }

    int maxPacket() {
        return maxPacket;
    }

    boolean reconnects() {
        return reconnect != null;
    }

    boolean isConnected() {
        return mqtt.state() == MqttClient.CONNECTED;
    }

    /** Whether a broker has ever accepted. */
    boolean wasOpen() {
        return wasOpen;
    }

    /** Whether {@link #leave} has been called. */
    boolean isLeaving() {
        return isLeaving;
    }

    /** A packet of ours is longer than the user allows. */
    Failure tooLarge(String packet) {
        return Failure.of(MqttStatus.MQTT_TOO_LARGE,
                packet + " would exceed " + maxPacket + " bytes, nothing of it was sent",
                "shorten it, or raise --max-packet if the broker and those who receive take it");
    }

    /** A limit for an acknowledgement that is waited for from now on. */
    Deadline ackDeadline() {
        return limit(ACK_SECONDS);
    }

    // The user's limit replaces ours where there is one try, and ends all of them where there are many.
    private Deadline limit(int seconds) {
        return reconnect == null ? Deadline.within(seconds, users) : Deadline.earlier(seconds, users);
    }

    // ---- connections

    /** Connects; returns when a broker has accepted. A key to be learned is kept from then on. */
    void open() throws Failure {
        if (reconnect != null) {
            while (!isOpen) {
                users.check(0, "waiting for a connection");
                comeBack(users.leftMillis());
            }
            return;
        }
        try {
            connect(0);
        } catch (Failure e) {
            if (brokers.count() == 1 || !e.isOfConnection()) {
                throw e;
            }
            console.error("lost: " + e.getMessage() + "; next attempt at " + brokers.at(1));
            hangUp();
            connect(1);
        }
    }

    private void connect(int broker) throws Failure {
        link.open(brokers.at(broker), broker);
        String step = "waiting for CONNACK";
        int r = sendConnect();
        // Messages of a stored session may come with CONNACK, and the listener may have had enough already.
        while (r >= 0 && mqtt.state() == MqttClient.CONNECTING) {
            Deadline limit = link.connecting();
            limit.check(MqttStatus.MQTT_CONNACK_TIMEOUT, step);
            link.waitAtMost(limit.leftMillis());
            r = step();
        }
        if (r < 0) {
            String hint = link.isTls() ? null : TlsHint.cause(-r, mqtt.errorDetail());
            throw hint == null ? link.failure(-r, step) : Failure.of(-r, hint, TlsHint.REMEDY);
        }
        link.accepted();
        isOpen = true;
        wasOpen = true;
        if (showsInfo) {
            link.printInfo(2 * maxPacket + state.array().length);
            showsInfo = false;
        }
    }

    private int sendConnect() throws Failure {
        try {
            int r = mqtt.connect(link.transport(), connect, now());
            if (r == -MqttStatus.MQTT_TOO_LARGE) {
                throw tooLarge("CONNECT");
            }
            return r;
        } catch (CallbackFailure e) {
            throw e.reason;
        }
    }

    // Waits for the time of the next attempt, no longer than this, or makes it.
    private void comeBack(int millis) throws Failure {
        long wait = reconnect.waitMillis(now());
        if (wait > 0) {
            sleep(Math.min(wait, Math.min(millis, users.leftMillis())));
            return;
        }
        int broker = reconnect.broker();
        try {
            connect(broker);
        } catch (Failure e) {
            lost(e);
            return;
        }
        reconnect.connected(now());
        console.error("connected: " + brokers.at(broker)
                + (link.isTls() ? ", TLS session " + (link.isResumed() ? "resumed" : "new") : "")
                + ", MQTT session " + (events.isSessionPresent() ? "present" : "new"));
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(Math.max(1, millis));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Gives this connection up: the command ends with this failure unless another connection may do. */
    void lost(Failure reason) throws Failure {
        boolean mayMiss = isOpen && hasSentAtQos0 && !mqtt.isSent();
        isOpen = false;
        if (reconnect == null || !reason.isOfConnection()) {
            throw reason;
        }
        hangUp();
        int kind = reconnect.lost(reason.code(), now());
        long wait = reconnect.waitMillis(now());
        if (wait == Long.MAX_VALUE) {
            throw reason;
        }
        console.error("lost: " + reason.getMessage()
                + (kind == Reconnect.KICKED ? "; soon after it was accepted" : "")
                + (mayMiss ? "; what was being sent at QoS 0 may be lost" : "")
                + "; next attempt in " + (wait + 99) / 1000 + "." + (wait + 99) / 100 % 10 + " s at "
                + brokers.at(reconnect.broker()));
    }

    private void hangUp() {
        link.close();
        mqtt.abandon();
    }

    /**
     * Lets things go on for some time, a second at most, or until something has moved: the connection, or, with
     * --reconnect, the wait and the attempt to make another.
     */
    void poll(int millis, String step) throws Failure {
        users.check(0, step);
        if (!isOpen && reconnect != null) {
            comeBack(Math.min(millis, LOOK_MILLIS));
            return;
        }
        long now = now();
        if (mqtt.state() != MqttClient.CLOSED) {
            long wait = Math.min(Math.min(millis, users.leftMillis()), Math.min(LOOK_MILLIS, mqtt.dueIn(now)));
            link.waitAtMost((int) wait);
            step(now);
        }
        if (mqtt.state() == MqttClient.CLOSED && mqtt.error() != 0) {
            lost(link.failure(mqtt.error(), step));
        }
    }

    /** Fails if the time of -W is over. */
    void checkTime(String step) throws Failure {
        users.check(0, step);
    }

    private int step() throws Failure {
        return step(now());
    }

    private int step(long now) throws Failure {
        try {
            return mqtt.poll(now);
        } catch (CallbackFailure e) {
            if (e == SessionEvents.NOT_TAKEN) {
                return 1;
            }
            throw e.reason;
        }
    }

    /** Whether something has arrived. */
    boolean hasInput() {
        return link.hasInput();
    }

    /**
     * Publishes.
     *
     * @return the packet identifier, or 1 at QoS 0; 0 if there is no room or no connection: poll, and try again
     */
    int publish(byte[] topic, byte[] payload, int qos, boolean retain) throws Failure {
        int r;
        try {
            r = mqtt.publish(topic, payload, qos, retain);
        } catch (CallbackFailure e) {
            throw e.reason;
        }
        if (r == -MqttStatus.MQTT_TOO_LARGE) {
            throw tooLarge("PUBLISH");
        }
        if (r < 0 && reconnect != null && mqtt.state() == MqttClient.CLOSED) {
            return 0;
        }
        if (r < 0) {
            throw link.failure(-r, "publishing");
        }
        hasSentAtQos0 |= qos == 0;
        return r;
    }

    /**
     * Subscribes.
     *
     * @return as {@link #publish}
     */
    int subscribe(byte[][] filters, byte[] qos) throws Failure {
        int r = mqtt.subscribe(filters, qos, filters.length);
        if (r == -MqttStatus.MQTT_TOO_LARGE) {
            throw tooLarge("SUBSCRIBE");
        }
        if (r < 0 && (reconnect == null || mqtt.state() != MqttClient.CLOSED)) {
            throw link.failure(-r, "subscribing");
        }
        return Math.max(r, 0);
    }

    // ---- the end

    /**
     * Waits until the broker has released what was received at QoS 2, a moment at most. Without that the messages are
     * the caller's all the same, so that what happens to the connection does not matter.
     */
    void finish() throws Failure {
        Deadline limit = Deadline.earlier(RELEASE_SECONDS, users);
        while (isConnected() && state.hasOpen() && !limit.isOver()) {
            link.waitAtMost(limit.leftMillis());
            step();
        }
    }

    /** Says DISCONNECT, also from a callback: nothing is received any more, and nothing else acknowledged. */
    void leave() {
        isLeaving = true;
        if (isConnected()) {
            mqtt.disconnect();
        }
    }

    /** Ends the session with DISCONNECT if it is open, waits for that to leave, and ends the link. */
    void close() throws Failure {
        Deadline limit = Deadline.within(CLOSE_SECONDS, Deadline.never());
        try {
            leave();
            while (mqtt.state() == MqttClient.DISCONNECTING && !limit.isOver()) {
                link.waitAtMost(limit.leftMillis());
                step();
            }
        } catch (CallbackFailure e) {
            throw e.reason; // not stored, so not acknowledged either
        } finally {
            hangUp();
            if (store != null) {
                store.close();
            }
        }
    }

    private static long now() {
        return System.nanoTime() / 1000000;
    }
}
