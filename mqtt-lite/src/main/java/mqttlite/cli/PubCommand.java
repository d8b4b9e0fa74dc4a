package mqttlite.cli;

import mqttlite.MqttClient;
import mqttlite.MqttStatus;
import mqttlite.TopicFilter;

/**
 * {@code pub}: publishes one message, some copies of it, or the lines of standard input; above QoS 0 waits until the
 * broker has taken them over. With --store they are in the file before anything is sent, and stay there if need be.
 */
final class PubCommand extends SessionEvents {
    private static final int LOOK_MILLIS = 20; // how often the broker is listened to while standard input is silent
    private static final int QUIET_PUBLISHES = 64; // after so many, what the broker sent is looked at

    private final Options options;
    private final Console console;
    private final byte[] topic;
    private final int qos;
    private final boolean retain;
    private final int repeat;
    private final MqttSession session;
    private final boolean keeps;
    private final Deadline ack;
    private Failure broken; // what ended the connection while lines are still taken into the file

    private PubCommand(Options options, Console console) throws UsageError, Failure {
        this.options = options;
        this.console = console;
        options.refuseArguments();
        topic = topic(options);
        qos = options.number("qos", 0, 0, 2);
        retain = options.has("retain");
        repeat = options.number("repeat", 1, 1, Integer.MAX_VALUE);
        checkSource(options);
        session = new MqttSession(options, console, this);
        keeps = session.store() != null && qos > 0;
        ack = session.ackDeadline();
    }

    static void run(Options options, Console console) throws UsageError, Failure {
        PubCommand pub = new PubCommand(options, console);
        try {
            if (options.has("stdin-line")) {
                pub.publishLines();
            } else {
                pub.publishCopies(pub.payload());
            }
        } finally {
            pub.session.close();
        }
    }

    // ---- options

    private static byte[] topic(Options options) throws UsageError {
        byte[] topic = options.bytes("topic");
        if (topic == null) {
            throw new UsageError("-t TOPIC is missing");
        }
        int bad = TopicFilter.checkTopic(topic, 0, topic.length);
        if (bad != MqttStatus.MQTT_OK) {
            throw new UsageError("-t: " + MqttStatus.cause(bad));
        }
        return topic;
    }

    private static void checkSource(Options options) throws UsageError {
        String found = null;
        for (String name : new String[] {"message", "file", "null-message", "stdin-line"}) {
            if (options.has(name)) {
                if (found != null) {
                    throw new UsageError(options.form(found) + " and " + options.form(name) + " exclude each other");
                }
                found = name;
            }
        }
        if (found == null) {
            throw new UsageError("what to publish is missing: -m TEXT, -f FILE, -n or -l");
        }
        if (options.has("repeat") && found.equals("stdin-line")) {
            throw new UsageError("--repeat and -l exclude each other");
        }
    }

    private byte[] payload() throws Failure {
        byte[] payload = new byte[0];
        if (options.has("message")) {
            payload = options.bytes("message");
        } else if (options.has("file")) {
            payload = Files.read(options.text("file", ""), session.maxPacket() + 1);
        }
        // Before connecting, so that a session of the same client identifier is not disturbed for nothing.
        if (packetLength(payload.length) > session.maxPacket()) {
            throw session.tooLarge("PUBLISH");
        }
        return payload;
    }

    // Fixed header, topic and its length, packet identifier, payload. A fifth header byte is beyond every --max-packet.
    private int packetLength(int payloadLen) {
        int remaining = 2 + topic.length + (qos > 0 ? 2 : 0) + payloadLen;
        return remaining + (remaining < 128 ? 2 : remaining < 16384 ? 3 : 4);
    }

    // ---- publishing

    private void publishCopies(byte[] payload) throws Failure {
        int done = 0;
        try {
            while (keeps && done < repeat && session.publish(topic, payload, qos, retain) > 0) {
                done++;
            }
            session.open();
            ack.renew();
            while (done < repeat) {
                publish(payload, done++);
            }
            awaitAcks();
        } catch (Failure e) {
            tellKept();
            throw e;
        }
    }

    private void publishLines() throws Failure {
        try {
            start();
            StdinReader lines = StdinReader.lines(console.in(), session.maxPacket() + 1);
            int count = 0;
            while (!lines.isOver()) {
                byte[] line = lines.next(LOOK_MILLIS);
                if (line != null) {
                    session.mqtt().gather(lines.hasMore());
                    publish(line, count++);
                } else {
                    poll(1, "waiting for standard input");
                    checkAck();
                }
            }
            lines.check();
            awaitAcks();
        } catch (Failure e) {
            tellKept();
            throw e;
        }
    }

    // Lines are read when there is a connection, or when they are kept anyway.
    private void start() throws Failure {
        if (session.reconnects()) {
            return;
        }
        try {
            session.open();
            ack.renew();
        } catch (Failure e) {
            goOn(e);
        }
    }

    private void goOn(Failure e) throws Failure {
        if (!keeps || !e.isOfConnection() || !options.has("stdin-line")) {
            throw e;
        }
        broken = e;
    }

    private void tellKept() {
        int messages = session.store() == null ? 0 : session.state().messages();
        if (messages > 0) {
            console.error("kept: " + messages + (messages == 1 ? " message waits" : " messages wait") + " in "
                    + session.store());
        }
    }

    private void publish(byte[] payload, int count) throws Failure {
        if (session.mqtt().inFlight() == 0) {
            ack.renew();
        }
        // Messages that keep coming must not keep the connection, or the next one, from going on.
        boolean looks = count % QUIET_PUBLISHES == QUIET_PUBLISHES - 1 && session.hasInput();
        if (broken == null && (looks || !session.isConnected())) {
            poll(1, step());
        }
        while (session.publish(topic, payload, qos, retain) == 0) {
            if (broken != null) {
                console.error("lost: " + broken.getMessage());
                throw session.store().full();
            }
            awaitProgress();
        }
    }

    private void awaitAcks() throws Failure {
        MqttClient mqtt = session.mqtt();
        while (broken == null && (!session.wasOpen() || mqtt.inFlight() > 0 || !mqtt.isSent())) {
            awaitProgress();
        }
        if (broken != null) {
            throw broken;
        }
    }

    private void awaitProgress() throws Failure {
        poll(session.isConnected() ? ack.leftMillis() : Integer.MAX_VALUE, step());
        checkAck();
    }

    private void poll(int millis, String step) throws Failure {
        if (broken != null) {
            session.checkTime(step);
            return;
        }
        try {
            session.poll(millis, step);
        } catch (Failure e) {
            goOn(e);
        }
    }

    private void checkAck() throws Failure {
        if (session.isConnected() && session.mqtt().inFlight() > 0 && ack.isOver()) {
            session.lost(ack.failure(MqttStatus.MQTT_ACK_TIMEOUT, step()));
        }
    }

    private String step() {
        return qos == 0 ? "publishing" : qos == 1 ? "waiting for PUBACK" : "waiting for PUBREC or PUBCOMP";
    }

    // ---- events

    @Override
    public void connected(boolean sessionPresent) {
        super.connected(sessionPresent);
        ack.renew();
    }

    @Override
    public void published(int packetId) {
        ack.renew();
    }

    // What came for a subscription under the same client identifier is for sub to take.
    @Override
    public void message(byte[] buf, int topicOff, int topicLen, int payloadOff, int payloadLen, int qos,
            boolean retain, boolean dup) {
        leaveToBroker(qos);
    }

    @Override
    public void oversize(byte[] buf, int topicOff, int topicLen, int topicFullLen, int totalLen, int qos,
            int packetId, boolean acknowledged) {
        leaveToBroker(qos);
    }
}
