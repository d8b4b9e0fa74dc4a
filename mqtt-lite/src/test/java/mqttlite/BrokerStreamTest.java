package mqttlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bearssl.base.Transport;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** One stream with every packet a broker may send, cut and damaged in every place. */
class BrokerStreamTest {
    private static final byte[] STREAM = Wire.join(
            Wire.CONNACK,
            Wire.hex("90 04 0001 01 80"), // SUBACK 1
            Wire.publish(0x00, 0, "a/b", 5),
            Wire.puback(2),
            Wire.publish(0x0A, 7, "\ud83d\ude00/x", 3),
            Wire.hex("b0 02 0003"), // UNSUBACK 3
            Wire.publish(0x01, 0, "r", 0),
            Wire.publish(0x02, 9, "large/\u00e9", 700),
            Wire.PINGRESP,
            Wire.publish(0x02, 10, "fits", 112),
            Wire.publish(0x02, 11, "fits", 113));

    private static final List<String> EVENTS = List.of("connected false", "subscribed 1: 1 128",
            "message a/b 5/31810 q0", "published 2", "message \ud83d\ude00/x 3/33 q1 dup", "unsubscribed 3",
            "message r 0/0 q0 retain", "oversize large/\u00e9 8 715 q1 #9 acknowledged",
            "message fits 112/919605304 q1", "oversize fits 4 123 q1 #11 acknowledged");

    private static final String ANSWERS = Wire.hex(Wire.hex("40 02 0007 40 02 0009 40 02 000a 40 02 000b"));

    private static final int LIMIT = 122;

    /** Asks for everything that the stream answers, from inside the callback. */
    private static final class Asking extends Events {
        MqttClient client;

        @Override
        public void connected(boolean sessionPresent) {
            super.connected(sessionPresent);
            assertEquals(1, client.subscribe(new byte[][] {Wire.utf8("a/#"), Wire.utf8("b")}, new byte[] {1, 0}, 2));
            assertEquals(2, client.publish(Wire.utf8("t"), Wire.utf8("p"), 1, false));
            assertEquals(3, client.unsubscribe(Wire.utf8("a/#")));
        }
    }

    private static Bench play(int limit, byte[]... chunks) {
        Asking events = new Asking();
        Bench bench = new Bench(limit, 256, events);
        events.client = bench.client;
        assertEquals(1, bench.client.connect(bench.broker, Bench.options(), bench.now));
        bench.broker.say(chunks).whenEmpty = Transport.END;
        int r = bench.run();
        assertEquals(-bench.client.error(), r);
        assertTrue(MqttStatus.isMqtt(-r), () -> "code " + r);
        return bench;
    }

    private static void assertAll(Bench bench) {
        assertEquals(EVENTS, bench.events.list);
        assertEquals(MqttStatus.MQTT_BROKER_CLOSED, bench.client.error());
        assertTrue(bench.broker.takeHeard().endsWith(ANSWERS));
    }

    private static byte[] part(int from, int to) {
        return Arrays.copyOfRange(STREAM, from, to);
    }

    @Test
    void theWholeStreamAtOnce() {
        assertAll(play(LIMIT, STREAM));
    }

    @Test
    void splitAtEveryByte() {
        for (int cut = 0; cut <= STREAM.length; cut++) {
            assertAll(play(LIMIT, part(0, cut), part(cut, STREAM.length)));
        }
    }

    @Test
    void everyByteAlone() {
        byte[][] bytes = new byte[STREAM.length][];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = part(i, i + 1);
        }
        assertAll(play(LIMIT, bytes));
    }

    @Property(tries = 300)
    void anySplit(@ForAll @Size(min = 1, max = 40) List<@IntRange(min = 1, max = 150) Integer> lengths) {
        Asking events = new Asking();
        Bench bench = new Bench(LIMIT, 256, events);
        events.client = bench.client;
        bench.client.connect(bench.broker, Bench.options(), bench.now);
        int off = 0;
        for (int i = 0; off < STREAM.length; i++) {
            int end = Math.min(STREAM.length, off + lengths.get(i % lengths.size()));
            bench.broker.say(part(off, end));
            off = end;
        }
        bench.broker.whenEmpty = Transport.END;
        bench.run();
        assertAll(bench);
    }

    @Test
    void truncatedAtEveryByte() {
        for (int cut = 0; cut < STREAM.length; cut++) {
            Bench bench = play(LIMIT, part(0, cut));
            List<String> events = bench.events.list;
            assertEquals(EVENTS.subList(0, events.size()), events);
            assertEquals(cut < 4 ? MqttStatus.MQTT_CLOSED_BEFORE_CONNACK : MqttStatus.MQTT_BROKER_CLOSED,
                    bench.client.error());
        }
    }

    @Test
    void everyBitFlippedEndsInACode() {
        for (int bit = 0; bit < 8 * STREAM.length; bit++) {
            byte[] damaged = STREAM.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            Bench whole = play(LIMIT, damaged);
            int cut = bit % damaged.length;
            Bench split = play(LIMIT, Arrays.copyOf(damaged, cut), Arrays.copyOfRange(damaged, cut, damaged.length));
            assertEquals(whole.events.list, split.events.list);
            assertEquals(whole.client.error(), split.client.error());
            assertEquals(whole.client.errorDetail(), split.client.errorDetail());
            if (bit < 8 * 4 && bit != 16) {
                assertTrue(whole.events.list.isEmpty(), "a damaged CONNACK connects nobody");
            }
        }
    }

    @Test
    void randomGarbageEndsInACode() {
        Random random = new Random(20141029);
        for (int i = 0; i < 20000; i++) {
            byte[] garbage = new byte[random.nextInt(200)];
            random.nextBytes(garbage);
            // Types that a broker may send get deeper in.
            if (garbage.length > 1 && i % 2 == 0) {
                garbage[0] = (byte) new int[] {0x30, 0x32, 0x90, 0x40, 0xB0, 0xD0}[random.nextInt(6)];
                garbage[1] &= 0x7F;
            }
            byte[] stream = i % 4 == 3 ? garbage : Wire.join(Wire.CONNACK, garbage);
            Bench whole = play(64, stream);
            Bench split = play(64, Arrays.copyOf(stream, stream.length / 2),
                    Arrays.copyOfRange(stream, stream.length / 2, stream.length));
            assertEquals(whole.events.list, split.events.list);
            assertEquals(whole.client.error(), split.client.error());
        }
    }
}
