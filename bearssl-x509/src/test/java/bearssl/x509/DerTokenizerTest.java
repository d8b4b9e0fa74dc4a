package bearssl.x509;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DerTokenizerTest {
    private static byte[] hex(String s) {
        return HexFormat.of().parseHex(s.replace(" ", ""));
    }

    /** All events of an input fed in pieces of this size; adjoining BYTES are joined. */
    private static String events(byte[] in, int piece, boolean strict, int maxDepth) {
        return events(in, in.length, piece, strict, maxDepth);
    }

    private static String events(byte[] in, int announced, int piece, boolean strict, int maxDepth) {
        DerTokenizer der = new DerTokenizer(maxDepth, strict);
        der.reset(announced);
        StringBuilder log = new StringBuilder();
        StringBuilder bytes = new StringBuilder();
        int from = 0;
        for (;;) {
            int n = Math.min(piece, in.length - from);
            byte[] copy = new byte[n + 2];
            System.arraycopy(in, from, copy, 1, n);
            der.input(copy, 1, n);
            from += n;
            int event;
            while ((event = der.next()) != DerTokenizer.MORE) {
                if (event == DerTokenizer.BYTES) {
                    assertTrue(der.len() > 0 && der.off() >= 1 && der.off() + der.len() <= n + 1);
                    bytes.append(HexFormat.of().formatHex(der.array(), der.off(), der.off() + der.len()));
                    continue;
                }
                if (bytes.length() > 0) {
                    log.append(bytes);
                    bytes.setLength(0);
                }
                if (event < 0) {
                    assertEquals(event, der.next());
                    return log.append(event).toString();
                }
                switch (event) {
                    case DerTokenizer.TAG -> log.append(Integer.toHexString(der.tag())).append(' ');
                    case DerTokenizer.OPEN -> log.append(der.length()).append('{');
                    case DerTokenizer.CLOSE -> log.append('}');
                    default -> {
                        assertEquals(DerTokenizer.END, event);
                        assertEquals(DerTokenizer.END, der.next());
                        return log.append('.').toString();
                    }
                }
            }
            if (from == in.length) {
                return log.append(bytes).append('?').toString();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "30 06 02 01 05 04 01 AA, 30 6{2 1{05}4 1{aa}}.",
        "30 06 02 01 05 04 01 AA 05 00, 30 6{2 1{05}4 1{aa}}.",
        "05 00 05 00, 5 0{}.",
        "30 06 02 01 05 04 01, 30 6{2 1{05}4 1{?",
        "30 05 02 01 05 04 01, 30 5{2 1{05}4 -36",
        "30 84 7F FF FF FF 02 01 05, 30 2147483647{2 1{05}?",
        "30 84 7F FF FF FF 04 84 7F FF FF F9, 30 2147483647{4 2147483641{?",
        "30 84 7F FF FF FF 04 84 7F FF FF FA, 30 2147483647{4 -36",
        "30 85 01 00 00 00 00 00, 30 -36",
        "'', ?"})
    void eventsOfOneElementWhoseLengthIsNotAnnounced(String in, String expected) {
        byte[] bytes = hex(in);
        for (int piece = 1; piece <= bytes.length + 1; piece++) {
            assertEquals(expected, events(bytes, DerTokenizer.ONE_ELEMENT, piece, true, 3), "pieces of " + piece);
        }
    }

    @Test
    void theLongestHeaderIsReadWithoutAnAnnouncedLength() {
        byte[] header = new byte[129 + 3];
        header[0] = 0x30;
        header[1] = (byte) 0xFF;
        header[128] = 3; // 127 bytes of length
        header[129] = 2;
        header[130] = 1;
        assertEquals("30 3{2 1{00}}.", events(header, DerTokenizer.ONE_ELEMENT, 7, false, 3));
    }

    @ParameterizedTest
    @CsvSource({
        "30 06 02 01 05 04 01 AA, 30 6{2 1{05}4 1{aa}}.",
        "30 00 05 00, 30 0{}5 0{}.",
        "A0 03 80 01 07, a0 3{80 1{07}}.",
        "30 81 7F, 30 -33",
        "30 82 00 80, 30 -33",
        "30 81 00, 30 -33",
        "30 80 00 00, 30 -39",
        "30 05 02 01 05, 30 -36",
        "30 03 02 02 05, 30 3{2 -36",
        "30 01 02, 30 1{2 -36",
        "30 02 02 81, 30 2{2 -36",
        "30 85 01 00 00 00 00 00, 30 -36",
        "30 84 7F FF FF FF, 30 -36",
        "30 84 FF FF FF FF, 30 -36",
        "1F 01 00, -38",
        "BF 01 00, -38",
        "42 00, -37",
        "C2 00, -37",
        "30 08 30 06 30 04 30 02 05 00, 30 8{30 6{30 4{30 -50",
        "'', ."})
    void eventsOfStrictReading(String in, String expected) {
        byte[] bytes = hex(in);
        for (int piece = 1; piece <= bytes.length + 1; piece++) {
            assertEquals(expected, events(bytes, piece, true, 3));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "04 81 01 AA, 4 1{aa}.",
        "04 84 00 00 00 01 AA, 4 1{aa}.",
        "04 81 00, 4 0{}.",
        "30 80 00 00, 30 -39",
        "04 85 00 00 00 00 01 AA, 4 1{aa}."})
    void lenientReadingTakesLongLengths(String in, String expected) {
        byte[] bytes = hex(in);
        for (int piece = 1; piece <= bytes.length + 1; piece++) {
            assertEquals(expected, events(bytes, piece, false, 3));
        }
    }

    @Test
    void elementsCanBeSkippedNestedAndReadRaw() {
        DerTokenizer der = new DerTokenizer(4, true);
        byte[] in = hex("30 14 30 03 02 01 05 04 02 05 00 03 03 00 05 00 30 02 05 00 05 00");
        der.reset(in.length);
        der.input(in, 0, in.length);
        assertEquals(DerTokenizer.TAG, der.next());
        assertEquals(DerTokenizer.OPEN, der.next());
        assertEquals(20, der.left());
        assertEquals(DerTokenizer.TAG, der.next());
        der.skip();
        assertEquals(DerTokenizer.CLOSE, der.next());
        assertEquals(1, der.depth());
        assertEquals(DerTokenizer.TAG, der.next());
        assertEquals(-42, der.expect(0x24));
        assertEquals(-41, der.expect(0x05));
        assertEquals(0, der.expect(0x04));
        assertEquals(DerTokenizer.OPEN, der.next());
        der.nest();
        assertEquals(DerTokenizer.TAG, der.next());
        assertEquals(DerTokenizer.NULL, der.tag());
        assertEquals(DerTokenizer.OPEN, der.next());
        assertEquals(DerTokenizer.CLOSE, der.next());
        assertEquals(DerTokenizer.CLOSE, der.next());
        assertEquals(DerTokenizer.TAG, der.next());
        assertEquals(DerTokenizer.OPEN, der.next());
        der.bits();
        assertEquals(DerTokenizer.BITS, der.next());
        assertEquals(0, der.unusedBits());
        der.skipRest();
        assertEquals(DerTokenizer.CLOSE, der.next());
        assertEquals(DerTokenizer.TAG, der.next());
        assertEquals(-43, der.expect(0x10));
        assertEquals(DerTokenizer.OPEN, der.next());
        der.raw();
        assertEquals(DerTokenizer.BYTES, der.next());
        assertEquals(2, der.len());
        assertEquals(DerTokenizer.CLOSE, der.next());
        assertEquals(DerTokenizer.TAG, der.next());
        assertEquals(-42, der.expect(0x25));
    }

    @Property(tries = 3000)
    void anyBytesEndInAnEventAndSplitsDoNotMatter(@ForAll @Size(max = 60) byte[] in,
            @ForAll @IntRange(min = 1, max = 20) int piece, @ForAll boolean strict) {
        byte[] tamed = in.clone();
        for (int i = 0; i < tamed.length; i += 2) {
            tamed[i] = (byte) (tamed[i] & 0x3F); // more often a length or tag that leads on
        }
        for (byte[] b : Arrays.asList(in, tamed)) {
            assertEquals(events(b, b.length + 1, strict, 4), events(b, piece, strict, 4));
        }
    }
}
