package mqttlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bearssl.base.Transport;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** After set-up: not one byte, over whole connections. */
class MqttAllocationTest {
    private static final int MESSAGES = 10000;

    /** A broker on fixed arrays: takes everything, says one chunk over and over, answers PUBLISH and SUBSCRIBE. */
    private static final class Loop implements Transport {
        private byte[] saying = new byte[0];
        private int said;
        long taken;

        void say(byte[] chunk) {
            saying = chunk;
            said = 0;
        }

        @Override
        public int read(byte[] buf, int off, int len) {
            int n = Math.min(len, saying.length - said);
            System.arraycopy(saying, said, buf, off, n);
            said += n;
            return n;
        }

        @Override
        public int write(byte[] buf, int off, int len) {
            taken += len;
            return len;
        }

        @Override
        public int flush() {
            return 1;
        }
    }

    private static final class Count extends MqttListener {
        int messages;
        int published;
        int subscribed;
        int oversize;

        @Override
        public void message(byte[] buf, int topicOff, int topicLen, int payloadOff, int payloadLen,
                int qos, boolean retain, boolean dup) {
            messages++;
        }

        @Override
        public void published(int packetId) {
            published++;
        }

        @Override
        public void subscribed(int packetId, byte[] buf, int off, int count) {
            subscribed++;
        }

        @Override
        public void oversize(byte[] buf, int topicOff, int topicLen, int topicFullLen, int totalLen,
                int qos, int packetId, boolean acknowledged) {
            oversize++;
        }
    }

    private static final class Session {
        private final Loop broker = new Loop();
        private final Count count = new Count();
        private final SessionState state;
        private final MqttClient client;
        private final MqttConnect options = new MqttConnect("c").user("u").password(new byte[8]);
        private final byte[] topic = Wire.utf8("a/b");
        private final byte[] payload = new byte[100];
        private final byte[] inbound = Wire.join(Wire.publish(0, 0, "a/b", 200), Wire.publish(2, 9, "a/b", 100),
                Wire.PINGRESP);
        private final byte[] large = Wire.publish(2, 9, "a/b", 3000);
        private final byte[] puback = Wire.puback(1);
        private final byte[] suback = Wire.hex("90 03 0001 01");
        private final byte[] unsuback = Wire.hex("b0 02 0001");
        private final byte[] pubrec = Wire.pubrec(1);
        private final byte[] pubcomp = Wire.pubcomp(1);
        private final byte[] exactly = Wire.publish(4, 9, "a/b", 100);
        private final byte[] pubrel = Wire.pubrel(9);
        private long now;

        Session(boolean keepsMessages) {
            state = new SessionState(new byte[512], keepsMessages);
            client = new MqttClient(new byte[1024], new byte[1024], state, count);
        }

        /** A connection that is lost with messages in flight, and the state stored. @return the sum as of run */
        private int lose(int n) {
            int bad = 0;
            for (int i = 0; i < n; i++) {
                bad += client.connect(broker, options, now) - 1 + hear(Wire.CONNACK, 0);
                int id = client.publish(topic, payload, 2, false);
                client.publish(topic, payload, 1, false);
                bad += hear(pubrec, id);
                client.abandon();
                bad += state.seal() > 100 && state.load(state.seal()) ? 0 : 1;
                state.clear();
            }
            return bad;
        }

        private int hear(byte[] packet, int id) {
            if (id > 0) {
                packet[2] = (byte) (id >> 8);
                packet[3] = (byte) id;
            }
            broker.say(packet);
            now += 10000;
            int r = 1;
            while (r > 0) {
                r = client.poll(now);
            }
            return r;
        }

        /** A connection with {@code n} messages each way. @return the sum of all results that should be 0 */
        private int run(int n) {
            int bad = client.connect(broker, options, now) - 1 + hear(Wire.CONNACK, 0);
            bad += hear(suback, client.subscribe(topic, 1));
            for (int i = 0; i < n; i += 2) {
                bad += client.publish(topic, payload, 0, false) - 1;
                bad += hear(puback, client.publish(topic, payload, 1, true));
                int id = client.publish(topic, payload, 2, false);
                bad += hear(pubrec, id) + hear(pubcomp, id) + hear(exactly, 0) + hear(pubrel, 0);
                bad += hear(inbound, 0);
                bad += i % 100 == 0 ? hear(large, 0) : 0;
            }
            bad += hear(unsuback, client.unsubscribe(topic));
            return bad + client.disconnect() - 1;
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void connectionsOf10000MessagesEachWayAllocateNothing(boolean keepsMessages) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long self = Thread.currentThread().getId();
        Session session = new Session(keepsMessages);
        int bad = session.run(2 * MESSAGES);
        long least = Long.MAX_VALUE;
        int rounds = 5;
        for (int i = 0; i < rounds; i++) {
            long before = threads.getThreadAllocatedBytes(self);
            bad |= session.run(MESSAGES);
            least = Math.min(least, threads.getThreadAllocatedBytes(self) - before);
        }
        assertEquals(0, bad);
        int total = (2 + rounds) * MESSAGES;
        assertEquals(3 * total / 2, session.count.messages);
        assertEquals(total, session.count.published);
        assertEquals(1 + rounds, session.count.subscribed);
        assertTrue(session.count.oversize >= total / 100);
        assertTrue(session.broker.taken > 0);
        // A single window may hold a stray allocation of the VM's own; garbage of ours is in every one.
        assertEquals(0, least);
    }

    @Test
    void lostConnectionsAndStoredStatesAllocateNothing() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long self = Thread.currentThread().getId();
        Session session = new Session(true);
        int bad = session.lose(MESSAGES);
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            long before = threads.getThreadAllocatedBytes(self);
            bad |= session.lose(1000);
            least = Math.min(least, threads.getThreadAllocatedBytes(self) - before);
        }
        assertEquals(0, bad);
        assertEquals(0, least);
    }

    /** Escape analysis can hide garbage; the interpreter has none. */
    public static final class Interpreted {
        private Interpreted() {
        }

        public static void main(String[] args) {
            ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            long self = Thread.currentThread().getId();
            long least = Long.MAX_VALUE;
            int bad = 0;
            Session dropping = new Session(false);
            Session keeping = new Session(true);
            for (int i = 0; i < 4; i++) {
                long before = threads.getThreadAllocatedBytes(self);
                bad |= dropping.run(200) | keeping.run(200) | keeping.lose(20);
                long after = threads.getThreadAllocatedBytes(self);
                least = i == 0 ? Long.MAX_VALUE : Math.min(least, after - before);
            }
            System.out.print("allocated " + least + (bad == 0 ? "" : ", and something failed"));
        }
    }

    @Test
    void neitherDoTheyInTheInterpreter() throws Exception {
        Process child = new ProcessBuilder(System.getProperty("java.home") + "/bin/java", "-Xint", "-Xshare:auto", "-cp",
                System.getProperty("java.class.path"), Interpreted.class.getName()).redirectErrorStream(true).start();
        assertEquals("allocated 0", new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        assertEquals(0, child.waitFor());
    }
}
