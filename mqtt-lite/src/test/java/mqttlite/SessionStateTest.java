package mqttlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** The state of a session as bytes that are stored and loaded. */
class SessionStateTest {
    private static final MqttConnect KEPT = Bench.options().cleanSession(false);
    private static final byte[] T = Wire.utf8("topic");

    /** One message in each stage, an open identifier, a request. */
    private static byte[] stored() {
        SessionState state = new SessionState(new byte[512], true);
        Bench bench = new Bench(state).connect(KEPT);
        for (int id = 1; id <= 4; id++) {
            bench.client.publish(T, Wire.utf8("payload " + id), id % 2 + 1, id > 2);
        }
        bench.client.subscribe(T, 2);
        bench.hear(Wire.pubrec(3), Wire.publish(4, 99, "in", 3));
        bench.broker.room = 0;
        bench.hear(Wire.pubrec(1));
        bench.client.publish(T, Wire.utf8("later"), 2, false);
        return Arrays.copyOf(state.array(), state.seal());
    }

    private static SessionState load(byte[] bytes, int capacity) {
        byte[] array = Arrays.copyOf(bytes, capacity);
        SessionState state = new SessionState(array, true);
        assertTrue(state.load(bytes.length));
        return state;
    }

    @Test
    void anotherProcessGoesOnWhereTheLastOneEnded() {
        byte[] bytes = stored();
        Bench bench = new Bench(load(bytes, 4096));
        assertEquals(5, load(bytes, bytes.length).messages());
        bench.connect(KEPT, Wire.CONNACK_PRESENT);
        bench.run();
        assertEquals(Wire.hex(Wire.join(Wire.pubrel(3), Wire.pubrel(1),
                Wire.packet(0x3A, Wire.join(Wire.string(T), Wire.id(2), Wire.utf8("payload 2"))),
                Wire.packet(0x3B, Wire.join(Wire.string(T), Wire.id(4), Wire.utf8("payload 4"))),
                Wire.packet(0x3C, Wire.join(Wire.string(T), Wire.id(6), Wire.utf8("later"))))),
                bench.broker.takeHeard().replace("3406", "3c06").replace("340e", "3c0e"));
        bench.events.take();
        bench.hear(Wire.publish(0xC, 99, "in", 3), Wire.publish(4, 98, "in", 3));
        assertEquals(1, bench.events.take().size());
        assertEquals(7, bench.client.publish(T, T, 1, false));
    }

    @Test
    void anotherClientIdentifierHasAnotherSession() {
        Bench bench = new Bench(load(stored(), 512));
        bench.connect(new MqttConnect("other").cleanSession(false), Wire.CONNACK_PRESENT);
        bench.run();
        // The messages are new to it, and what another session's broker took over is done.
        assertEquals("[published 3, published 1, connected true]", bench.events.take().toString());
        assertEquals("32", bench.broker.takeHeard().substring(0, 2));
        bench.hear(Wire.publish(4, 99, "in", 3));
        assertEquals(1, bench.events.take().size());
    }

    @Test
    void everyDamagedByteAndEveryOtherLengthIsFound() {
        byte[] bytes = stored();
        SessionState state = new SessionState(new byte[600], true);
        for (int len = -1; len <= 600; len++) {
            if (len != bytes.length) {
                System.arraycopy(bytes, 0, state.array(), 0, bytes.length);
                assertFalse(state.load(len), "length " + len);
            }
        }
        for (int i = 0; i < bytes.length; i++) {
            for (int bit = 0; bit < 8; bit++) {
                System.arraycopy(bytes, 0, state.array(), 0, bytes.length);
                state.array()[i] ^= (byte) (1 << bit);
                assertFalse(state.load(bytes.length), "byte " + i);
                assertEquals(0, state.messages());
            }
        }
        assertFalse(state.load(Integer.MAX_VALUE));
        assertFalse(state.load(Integer.MIN_VALUE));
    }

    /** A checksum can be made by anybody: what is in the file must not matter. */
    @Property(tries = 3000)
    void soundChecksumsOverNonsenseDoNoHarm(@ForAll long seed) {
        Random random = new Random(seed);
        byte[] bytes = stored();
        for (int n = 1 + random.nextInt(4); n > 0; n--) {
            bytes[8 + random.nextInt(bytes.length - 8)] = (byte) random.nextInt();
        }
        int crc = Crc32.of(bytes, 8, bytes.length - 8);
        bearssl.base.Codec.putBe32(bytes, 4, crc);
        SessionState state = new SessionState(Arrays.copyOf(bytes, 700), true);
        state.load(bytes.length);
        Bench bench = new Bench(state);
        bench.connect(KEPT, Wire.CONNACK_PRESENT);
        bench.run();
        bench.client.publish(T, T, 2, false);
        for (int id = 1; id < 8; id++) {
            bench.hear(Wire.puback(id));
            bench.hear(Wire.pubrec(id));
        }
        assertTrue(state.messages() < 100);
    }

    @Test
    void theChecksumIsThatOfZip() {
        byte[] check = Wire.utf8("123456789");
        java.util.zip.CRC32 zip = new java.util.zip.CRC32();
        zip.update(check);
        assertEquals((int) zip.getValue(), Crc32.of(check, 0, check.length));
        assertEquals(0xCBF43926, Crc32.of(check, 0, check.length));
    }
}
