package mqttlite.cli;

import java.nio.charset.StandardCharsets;
import java.util.List;
import mqttlite.MqttStatus;
import mqttlite.TopicFilter;

/** {@code sub}: subscribes and prints what comes, until -C or -W is reached or the connection ends. */
final class SubCommand extends SessionEvents {
    private static final byte[] SPACE = {' '};
    private static final byte[] LINE_FEED = {'\n'};

    private final Options options;
    private final Console console;
    private final byte[][] filters;
    private final byte[] qos;
    private final int count; // 0: no limit
    private final MqttSession session;
    private int received;
    private boolean hasEnough; // and waits for PUBREL
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
            sub.receive();
        } finally {
            sub.session.close();
        }
    }

    private void receive() throws Failure {
        while (!session.isLeaving() && !hasEnough) { // what was stored may have been enough
            if (session.isConnected() && !subscribed) {
                subscribe();
            } else {
                poll(Integer.MAX_VALUE, "waiting for messages");
            }
        }
        session.finish();
    }

    // On a connection whose broker does not hold what was subscribed to by an earlier one.
    private void subscribe() throws Failure {
        String step = "waiting for SUBACK";
        Deadline limit = session.ackDeadline();
        boolean asked = session.subscribe(filters, qos) > 0;
        while (!subscribed && !hasEnough && session.isConnected()) {
            if (limit.isOver()) {
                session.lost(limit.failure(MqttStatus.MQTT_ACK_TIMEOUT, step));
                return;
            }
            poll(limit.leftMillis(), step);
            asked = asked || session.isConnected() && session.subscribe(filters, qos) > 0;
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
    public void connected(boolean sessionPresent) {
        super.connected(sessionPresent);
        subscribed &= sessionPresent;
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
        if (hasEnough) {
            leaveToBroker(qos);
            return;
        }
        if (qos == 2) {
            take();
        }
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
            throw new CallbackFailure(e);
        }
        received++;
        if (received == count) {
            // Nothing is taken any more, so nothing is acknowledged that was not printed.
            hasEnough = true;
            if (qos < 2 && !session.state().hasOpen()) {
                session.leave();
            }
        }
    }

    @Override
    public void oversize(byte[] buf, int topicOff, int topicLen, int topicFullLen, int totalLen, int qos,
            int packetId, boolean acknowledged) {
        if (hasEnough) {
            leaveToBroker(qos);
            return;
        }
        String topic = new String(buf, topicOff, topicLen, StandardCharsets.UTF_8);
        console.error("oversize: a packet of " + totalLen + " bytes on topic '" + topic
                + (topicLen < topicFullLen ? "..." : "") + "' at QoS " + qos + " exceeds " + session.maxPacket()
                + " and was dropped" + (qos == 0 ? "" : acknowledged ? ", acknowledged" : ", not acknowledged"));
    }
}
