package mqttlite.cli;

import bearssl.tls.stream.SystemEntropy;
import mqttlite.MqttClient;
import mqttlite.MqttConnect;
import mqttlite.MqttListener;
import mqttlite.MqttStatus;
import mqttlite.SessionState;

/**
 * An MQTT connection made from options: {@link #open} up to an accepted CONNACK, {@link #poll} to go on,
 * {@link #close}. The command talks to {@link #mqtt} in between.
 */
final class MqttSession {
    /** How long an acknowledgement may take, unless -W says otherwise. */
    static final int ACK_SECONDS = 30;

    // What comes counts as received when the wait for it began: a long wait would make a live broker look silent.
    private static final int LOOK_MILLIS = 1000;
    private static final int DEFAULT_PORT = 1883;
    private static final int CLOSE_SECONDS = 5;
    private static final int MAX_PACKET_LIMIT = 1 << 20;

    private final Options options;
    private final Console console;
    private final MqttConnect connect;
    private final MqttClient mqtt;
    private final NetworkLink link;
    private final Deadline users;
    private final int maxPacket;
    private final int port;

    MqttSession(Options options, Console console, MqttListener listener) throws UsageError, Failure {
        this.options = options;
        this.console = console;
        boolean useTls = TlsSettings.areWanted(options);
        port = options.number("port", useTls ? TlsSettings.MQTTS_PORT : DEFAULT_PORT, 1, 65535);
        maxPacket = options.number("max-packet", MqttClient.MAX_PACKET, MqttClient.MIN_BUFFER, MAX_PACKET_LIMIT);
        int seconds = options.number("timeout", 0, 1, 1000000);
        users = seconds == 0 ? Deadline.never() : Deadline.users(seconds);
        connect = connectOptions(options);
        link = new NetworkLink(options, console, useTls, users);
        mqtt = new MqttClient(new byte[maxPacket], new byte[maxPacket], listener);
        mqtt.oversizePolicy(policy(options));
    }

    MqttClient mqtt() {
        return mqtt;
    }

    int maxPacket() {
        return maxPacket;
    }

    /** A packet of ours is longer than the user allows. */
    Failure tooLarge(String packet) {
        return Failure.of(MqttStatus.MQTT_TOO_LARGE,
                packet + " would exceed " + maxPacket + " bytes, nothing of it was sent",
                "shorten it, or raise --max-packet if the broker and those who receive take it");
    }

    /** A limit for an acknowledgement that is waited for from now on. */
    Deadline ackDeadline() {
        return Deadline.within(ACK_SECONDS, users);
    }

    // ---- options

    private static MqttConnect connectOptions(Options options) throws UsageError {
        boolean keepsSession = options.has("disable-clean-session");
        if (keepsSession && !options.has("id")) {
            throw new UsageError("-c needs -i: the broker keeps the session under the client identifier");
        }
        byte[] id = options.bytes("id");
        MqttConnect connect = new MqttConnect(id != null ? id : Options.bytesOf(randomId()));
        connect.cleanSession(!keepsSession);
        connect.keepAlive(options.number("keepalive", MqttConnect.KEEP_ALIVE, 0, 65535));
        // Deadline sees to it.
        connect.connackTimeout(Integer.MAX_VALUE);
        connect.user(options.bytes("username")).password(options.bytes("pw"));
        if (options.has("will-topic")) {
            connect.will(options.bytes("will-topic"), options.bytes("will-payload"),
                    options.number("will-qos", 0, 0, 2), options.has("will-retain"));
        } else {
            for (String name : new String[] {"will-payload", "will-qos", "will-retain"}) {
                if (options.has(name)) {
                    throw new UsageError("--" + name + " needs --will-topic");
                }
            }
        }
        int bad = connect.check();
        if (bad != MqttStatus.MQTT_OK) {
            throw new UsageError(wrongOption(bad) + MqttStatus.cause(bad));
        }
        return connect;
    }

    private static String wrongOption(int code) {
        switch (code) {
            case MqttStatus.MQTT_INVALID_TOPIC: return "--will-topic: ";
            case MqttStatus.MQTT_EMPTY_CLIENT_ID: return "-i and -c: ";
            case MqttStatus.MQTT_PASSWORD_WITHOUT_USER: return "-P without -u: ";
            case MqttStatus.MQTT_INVALID_UTF8: return "-i, -u or --will-topic: ";
            default: return "-i, -u, -P or --will-payload is longer than 65535 bytes: ";
        }
    }

    private static String randomId() {
        byte[] random = new byte[4];
        new SystemEntropy().seed(random, 0, random.length);
        // [MQTT-3.1.3-5] 1 to 23 digits and letters are what every broker has to take.
        return "mqttlite" + ServerTrust.hex(random, 0);
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

    // ---- the connection

    /** Connects; returns when the broker has accepted. A key to be learned is kept from then on. */
    void open() throws Failure {
        link.open(options.text("host", "localhost"), port);
        String step = "waiting for CONNACK";
        int r = mqtt.connect(link.transport(), connect, now());
        if (r == -MqttStatus.MQTT_TOO_LARGE) {
            throw tooLarge("CONNECT");
        }
        // Messages of a stored session may come with CONNACK, and the listener may have had enough already.
        while (r >= 0 && mqtt.state() == MqttClient.CONNECTING) {
            Deadline limit = link.connecting();
            limit.check(MqttStatus.MQTT_CONNACK_TIMEOUT, step);
            link.waitAtMost(limit.leftMillis());
            r = mqtt.poll(now());
        }
        if (r < 0) {
            String hint = link.isTls() ? null : TlsHint.cause(-r, mqtt.errorDetail());
            throw hint == null ? link.failure(-r, step) : Failure.of(-r, hint, TlsHint.REMEDY);
        }
        link.accepted();
        if (options.has("info")) {
            link.printInfo(2 * maxPacket + SessionState.DEFAULT_LEN);
        }
    }

    /** Lets the connection go on for some time, a second at most, or until something has moved. */
    void poll(int millis, String step) throws Failure {
        users.check(0, step);
        long now = now();
        long wait = Math.min(Math.min(millis, users.leftMillis()), Math.min(LOOK_MILLIS, mqtt.dueIn(now)));
        link.waitAtMost((int) wait);
        int r = mqtt.poll(now);
        if (r < 0 && mqtt.state() == MqttClient.CLOSED && mqtt.error() != 0) {
            throw failure(-r, step);
        }
    }

    /** Takes what has arrived, without waiting. */
    void pollInput(String step) throws Failure {
        if (link.hasInput()) {
            poll(1, step);
        }
    }

    Failure failure(int code, String step) {
        return link.failure(code, step);
    }

    /** Ends the session with DISCONNECT if it is open, and the link. */
    void close() throws Failure {
        Deadline limit = Deadline.within(CLOSE_SECONDS, Deadline.never());
        if (mqtt.state() == MqttClient.CONNECTED) {
            mqtt.disconnect();
        }
        while (mqtt.state() == MqttClient.DISCONNECTING && !limit.isOver()) {
            link.waitAtMost(limit.leftMillis());
            mqtt.poll(now());
        }
        link.close();
    }

    private static long now() {
        return System.nanoTime() / 1000000;
    }
}
