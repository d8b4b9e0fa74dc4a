package mqttlite.cli;

import java.nio.charset.StandardCharsets;
import java.util.List;
import mqttlite.MqttClient;
import mqttlite.MqttListener;
import mqttlite.MqttStatus;
import mqttlite.TopicFilter;

/** {@code sub}: subscribes and prints what comes, until -C or -W is reached or the connection ends. */
final class SubCommand extends MqttListener {
    private static final byte[] SPACE = {' '};
    private static final byte[] LINE_FEED = {'\n'};

    /** Ends a callback so that its message is not acknowledged: it could not be printed. */
    private static final class NotPrinted extends RuntimeException {
        private static final long serialVersionUID = 1L;
        final Failure reason;

        NotPrinted(Failure reason) {
            super(reason);
            this.reason = reason;
        }
    }

    private final Options options;
    private final Console console;
    private final byte[][] filters;
    private final byte[] qos;
    private final int count; // 0: no limit
    private final MqttSession session;
    private int received;
    private boolean subscribed;
    private Failure refused;

    private SubCommand(Options options, Console console) throws UsageError, Failure {
        this.options = options;
        this.console = console;
        options.refuseArguments();
        filters = filters(options);
        qos = new byte[filters.length];
        java.util.Arrays.fill(qos, (byte) options.number("qos", 0, 0, 2));
        count = options.number("count", 0, 1, Integer.MAX_VALUE);
        session = new MqttSession(options, console, this);
    }

    private static byte[][] filters(Options options) throws UsageError {
        List<String> texts = options.texts("topic");
        if (texts.isEmpty()) {
            throw new UsageError("-t FILTER is missing");
        }
        byte[][] filters = new byte[texts.size()][];
        for (int i = 0; i < filters.length; i++) {
            filters[i] = Options.bytesOf(texts.get(i));
            int bad = TopicFilter.checkFilter(filters[i], 0, filters[i].length);
            if (bad != MqttStatus.MQTT_OK) {
                throw new UsageError("-t '" + texts.get(i) + "': " + MqttStatus.cause(bad));
            }
        }
        return filters;
    }

    static void run(Options options, Console console) throws UsageError, Failure {
        SubCommand sub = new SubCommand(options, console);
        try {
            sub.session.open();
            sub.subscribe();
            sub.receive();
        } catch (NotPrinted e) {
            throw e.reason;
        } finally {
            sub.session.close();
        }
    }

    private void subscribe() throws Failure {
        if (session.mqtt().state() != MqttClient.CONNECTED) {
            return; // what was stored was enough
        }
        int r = session.mqtt().subscribe(filters, qos, filters.length);
        if (r == -MqttStatus.MQTT_TOO_LARGE) {
            throw session.tooLarge("SUBSCRIBE");
        }
        if (r < 0) {
            throw session.failure(-r, "subscribing");
        }
        Deadline limit = session.ackDeadline();
        String step = "waiting for SUBACK";
        while (!subscribed && session.mqtt().state() == MqttClient.CONNECTED) {
            limit.check(MqttStatus.MQTT_ACK_TIMEOUT, step);
            poll(limit.leftMillis(), step);
        }
    }

    private void receive() throws Failure {
        while (session.mqtt().state() == MqttClient.CONNECTED) {
            poll(Integer.MAX_VALUE, "waiting for messages");
        }
    }

    private void poll(int millis, String step) throws Failure {
        session.poll(millis, step);
        console.flush();
        if (refused != null) {
            throw refused;
        }
    }

    @Override
    public void subscribed(int packetId, byte[] buf, int off, int n) {
        subscribed = true;
        for (int i = 0; i < n; i++) {
            String filter = new String(filters[i], StandardCharsets.UTF_8);
            if (buf[off + i] < 0) {
                refused = Failure.of(MqttStatus.MQTT_SUBSCRIPTION_REFUSED,
                        "the broker refused the subscription to '" + filter + "' (SUBACK 0x80)");
            } else if (options.has("info")) {
                console.error("info: subscribed to '" + filter + "' at QoS " + buf[off + i]);
            }
        }
    }

    @Override
    public void message(byte[] buf, int topicOff, int topicLen, int payloadOff, int payloadLen, int qos,
            boolean retain, boolean dup) {
        try {
            if (options.has("verbose")) {
                console.write(buf, topicOff, topicLen);
                console.write(SPACE, 0, 1);
            }
            console.write(buf, payloadOff, payloadLen);
            if (!options.has("no-newline")) {
                console.write(LINE_FEED, 0, 1);
            }
            // Before it is acknowledged it has to be out of our hands.
            console.flush();
        } catch (Failure e) {
            throw new NotPrinted(e);
        }
        received++;
        if (received == count) {
            // Nothing is received any more, so nothing is acknowledged that was not printed.
            session.mqtt().disconnect();
        }
    }

    @Override
    public void oversize(byte[] buf, int topicOff, int topicLen, int topicFullLen, int totalLen, int qos,
            int packetId, boolean acknowledged) {
        String topic = new String(buf, topicOff, topicLen, StandardCharsets.UTF_8);
        console.error("oversize: a packet of " + totalLen + " bytes on topic '" + topic
                + (topicLen < topicFullLen ? "..." : "") + "' at QoS " + qos + " exceeds " + session.maxPacket()
                + " and was dropped" + (qos == 0 ? "" : acknowledged ? ", acknowledged" : ", not acknowledged"));
    }
}
