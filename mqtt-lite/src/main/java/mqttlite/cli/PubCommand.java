package mqttlite.cli;

import mqttlite.MqttClient;
import mqttlite.MqttListener;
import mqttlite.MqttStatus;
import mqttlite.TopicFilter;

/** {@code pub}: publishes one message, some copies of it, or the lines of standard input; at QoS 1 waits for PUBACK. */
final class PubCommand extends MqttListener {
    private static final int LOOK_MILLIS = 20; // how often the broker is listened to while standard input is silent
    private static final int QUIET_PUBLISHES = 64; // after so many, what the broker sent is looked at

    private final Options options;
    private final Console console;
    private final byte[] topic;
    private final int qos;
    private final boolean retain;
    private final int repeat;
    private final MqttSession session;
    private Deadline ack;

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
    }

    static void run(Options options, Console console) throws UsageError, Failure {
        PubCommand pub = new PubCommand(options, console);
        byte[] payload = pub.options.has("stdin-line") ? null : pub.payload();
        try {
            pub.session.open();
            pub.ack = pub.session.ackDeadline();
            if (payload == null) {
                pub.publishLines();
            } else {
                for (int i = 0; i < pub.repeat; i++) {
                    pub.publish(payload, i);
                }
            }
            pub.awaitAcks();
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

    private void publishLines() throws Failure {
        StdinReader lines = StdinReader.lines(console.in(), session.maxPacket() + 1);
        int count = 0;
        while (!lines.isOver()) {
            byte[] line = lines.next(LOOK_MILLIS);
            if (line != null) {
                publish(line, count++);
            } else {
                session.poll(1, "waiting for standard input");
                checkAck();
            }
        }
        lines.check();
    }

    private void publish(byte[] payload, int count) throws Failure {
        if (session.mqtt().inFlight() == 0) {
            ack.renew();
        }
        if (count % QUIET_PUBLISHES == QUIET_PUBLISHES - 1) {
            session.pollInput(step());
        }
        int r = session.mqtt().publish(topic, payload, qos, retain);
        while (r == 0) {
            poll();
            r = session.mqtt().publish(topic, payload, qos, retain);
        }
        if (r == -MqttStatus.MQTT_TOO_LARGE) {
            throw session.tooLarge("PUBLISH");
        }
        if (r < 0) {
            throw session.failure(-r, "publishing");
        }
    }

    private void awaitAcks() throws Failure {
        MqttClient mqtt = session.mqtt();
        while (mqtt.inFlight() > 0 || !mqtt.isSent()) {
            poll();
        }
    }

    private void poll() throws Failure {
        session.poll(ack.leftMillis(), step());
        checkAck();
    }

    private void checkAck() throws Failure {
        if (session.mqtt().inFlight() > 0) {
            ack.check(MqttStatus.MQTT_ACK_TIMEOUT, step());
        }
    }

    private String step() {
        return qos == 0 ? "publishing" : qos == 1 ? "waiting for PUBACK" : "waiting for PUBREC or PUBCOMP";
    }

    @Override
    public void published(int packetId) {
        ack.renew();
    }
}
