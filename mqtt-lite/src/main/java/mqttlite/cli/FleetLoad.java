package mqttlite.cli;

import bearssl.base.Codec;
import bearssl.tls.stream.ConnectError;
import bearssl.tls.stream.SystemEntropy;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.TreeMap;
import mqttlite.MqttStatus;
import mqttlite.TopicFilter;
import mqttlite.stream.FleetListener;
import mqttlite.stream.MqttFleet;

/**
 * What the members of {@code fleet} say: message k of the run is due at k / rate, whoever is slow, and is member
 * (k mod members)'s. It goes to that member's own topic, to which it alone subscribes, and carries the time at which it
 * was due: a message that had to wait before it was sent counts as late by that, too.
 */
final class FleetLoad extends FleetListener {
    /** Beginning of client identifiers unless -i says otherwise. */
    static final String ID = "fleet-";

    private static final int MIN_PAYLOAD = 16; // time, run, member
    private static final int MAX_PAYLOAD = 1 << 20;
    private static final int MAX_RATE = 1000000;
    private static final int MOST_PER_POLL = 256;
    private static final long SECOND = 1000000000;
    private static final int RUN = 8;
    private static final int MEMBER = 12;

    private final int members;
    private final int first;
    private final int rate;
    private final int qos;
    private final byte[] topic; // with a number of fixed width, that of the member in question
    private final byte[] payload;
    private final int run;
    private final BitSet ready = new BitSet();
    private final TreeMap<Integer, long[]> reasons = new TreeMap<Integer, long[]>();
    private int readyCount;
    private long lastReady;
    private MqttFleet fleet;
    private LatencyLog latencies;
    private Failure fatal;
    private int lastCode;

    private long begun;
    private long next; // number of the message that is due next
    private boolean sends;
    private long out;
    private long in;
    private long skipped;
    private long strangers;

    FleetLoad(Options options, int members, int first) throws UsageError {
        this.members = members;
        this.first = first;
        rate = options.number("rate", 100, 0, MAX_RATE);
        qos = options.number("qos", 0, 0, 2);
        byte[] prefix = options.has("topic") ? options.bytes("topic") : Options.bytesOf("fleet");
        int digits = Integer.toString(first + members - 1).length();
        topic = new byte[prefix.length + 1 + digits];
        System.arraycopy(prefix, 0, topic, 0, prefix.length);
        topic[prefix.length] = '/';
        name(0);
        int bad = TopicFilter.checkTopic(topic, 0, topic.length);
        if (bad != MqttStatus.MQTT_OK) {
            throw new UsageError("-t: " + MqttStatus.cause(bad));
        }
        payload = new byte[options.number("payload", 64, MIN_PAYLOAD, MAX_PAYLOAD)];
        byte[] random = new byte[4];
        new SystemEntropy().seed(random, 0, random.length);
        run = Codec.be32(random, 0);
        Codec.putBe32(payload, RUN, run);
    }

    /** Bytes that a packet may have. */
    int packetLen() {
        return 5 + 2 + topic.length + 2 + payload.length;
    }

    void start(MqttFleet of, LatencyLog log) {
        fleet = of;
        latencies = log;
        lastReady = System.nanoTime();
    }

    // ---- sending

    /** From now on messages are due. */
    void begin(long now) {
        begun = now;
        next = 0;
        sends = rate > 0;
    }

    void end() {
        sends = false;
    }

    /** Sends what is due. @return nanoseconds until the next message is, {@link Long#MAX_VALUE} if none will be */
    long sendDue(long now) {
        for (int i = 0; sends && i < MOST_PER_POLL; i++) {
            long due = begun + next / rate * SECOND + next % rate * SECOND / rate;
            if (due - now > 0) {
                return due - now;
            }
            send((int) (next % members), due);
            next++;
        }
        return sends ? 0 : Long.MAX_VALUE;
    }

    private void send(int member, long due) {
        name(member);
        Codec.putBe32(payload, 0, (int) (due >>> 32));
        Codec.putBe32(payload, 4, (int) due);
        Codec.putBe32(payload, MEMBER, member);
        if (ready.get(member) && fleet.publish(member, topic, payload, qos, false) > 0) {
            out++;
        } else {
            skipped++;
        }
    }

    private void name(int member) {
        int number = first + member;
        for (int i = topic.length - 1; topic[i] != '/'; i--) {
            topic[i] = (byte) ('0' + number % 10);
            number /= 10;
        }
    }

    // ---- telling

    /** Members that are connected and subscribed. */
    int ready() {
        return readyCount;
    }

    /** When the latest of them came. */
    long lastReady() {
        return lastReady;
    }

    /** Messages that were sent. */
    long out() {
        return out;
    }

    /** Messages that came back. */
    long in() {
        return in;
    }

    /** Messages that have not come back. */
    long missing() {
        return out - in;
    }

    /** Messages that were due while their member could not send. */
    long skipped() {
        return skipped;
    }

    /** Messages that are not of this run. */
    long strangers() {
        return strangers;
    }

    /** How often what was the reason of a lost connection or a failed attempt. */
    TreeMap<Integer, long[]> reasons() {
        return reasons;
    }

    /** Ends the command if there is no sense in going on. */
    void check() throws Failure {
        if (fatal != null) {
            throw fatal;
        }
    }

    /** Nobody will ever come back. */
    Failure allEnded() {
        return Failure.of(lastCode, Codes.cause(lastCode) + " (all " + members + " members have been given up)");
    }

    // ---- events

    @Override
    public void connected(int member, boolean sessionPresent) {
        name(member);
        fleet.subscribe(member, topic, qos);
    }

    @Override
    public void subscribed(int member, int packetId, int granted) {
        if (granted < 0) {
            name(member);
            fatal = Failure.of(MqttStatus.MQTT_SUBSCRIPTION_REFUSED, "the broker refused the subscription to '"
                    + new String(topic, StandardCharsets.UTF_8) + "' (SUBACK 0x80)");
        } else if (!ready.get(member)) {
            ready.set(member);
            readyCount++;
            lastReady = System.nanoTime();
        }
    }

    @Override
    public void message(int member, byte[] buf, int topicOff, int topicLen, int payloadOff, int payloadLen, int qos,
            boolean retain) {
        if (payloadLen != payload.length || Codec.be32(buf, payloadOff + RUN) != run
                || Codec.be32(buf, payloadOff + MEMBER) != member) {
            strangers++;
            return;
        }
        long due = (long) Codec.be32(buf, payloadOff) << 32 | Codec.be32(buf, payloadOff + 4) & 0xFFFFFFFFL;
        in++;
        latencies.record(System.nanoTime() - due);
    }

    @Override
    public void lost(int member, int code, int kind) {
        lastCode = code;
        if (ready.get(member)) {
            ready.clear(member);
            readyCount--;
        }
        long[] count = reasons.get(code);
        if (count == null) {
            count = new long[1];
            reasons.put(code, count);
        }
        count[0]++;
        String words = fleet.failure();
        if (code == ConnectError.ERR_TCP_CONNECT && words != null && words.contains("oo many open files")) {
            fatal = Failure.of(code, "the operating system gives this process no more descriptors: "
                    + fleet.connected() + " connections are open", "raise the limit, ulimit -n, above --connections");
        } else if (code == ConnectError.ERR_TCP_CONNECT && words != null && words.contains("annot assign requested")) {
            fatal = Failure.of(code, "there are no more ports to connect from: " + fleet.connected()
                    + " connections are open", "widen net.ipv4.ip_local_port_range, or use several machines (--first)");
        }
    }
}
