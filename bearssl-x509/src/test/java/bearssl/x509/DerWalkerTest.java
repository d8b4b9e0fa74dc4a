package bearssl.x509;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The notation of grammars, with a handler that writes down what it is told. */
class DerWalkerTest {
    private static final int MAX_DEPTH = 6;
    private static final char GATHER = 'g' - 'a' + 1; // any below STREAM
    private static final char STREAM = 'S';
    private static final char FORWARD = 'f';

    /** Grammars in print: x30 is a tag, g, S, f and - are actions. */
    private static String grammar(String text) {
        StringBuilder g = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case 'x' -> {
                    g.append((char) Integer.parseInt(text.substring(i + 1, i + 3), 16));
                    i += 2;
                }
                case 'g' -> g.append(GATHER);
                case '-' -> g.append(DerWalker.NONE);
                case ' ' -> { }
                default -> g.append(c); // S, f, marks and parentheses
            }
        }
        return g.toString();
    }

    private static final class Log extends DerHandler {
        final byte[] pad = new byte[DerWalker.PAD_LEN];
        final DerTokenizer der = new DerTokenizer(MAX_DEPTH, true);
        final DerWalker walker = new DerWalker(der, MAX_DEPTH, pad, this);
        final StringBuilder said = new StringBuilder();
        String inner;
        int skipTag = -1;
        int failAt = -1;
        private String lastBytes = "";

        @Override
        int event(int action, int event) {
            if (said.length() > 0 && failAt >= 0 && said.length() > failAt) {
                return -99;
            }
            if (event == DerTokenizer.BYTES) {
                lastBytes += HexFormat.of().formatHex(der.array(), der.off(), der.off() + der.len());
                return 0;
            }
            said.append(lastBytes);
            lastBytes = "";
            char name = action == GATHER ? 'g' : (char) action;
            switch (event) {
                case DerTokenizer.TAG -> {
                    said.append(name).append(Integer.toHexString(der.tag()));
                    if (der.tag() == skipTag) {
                        walker.skip();
                    }
                }
                case DerTokenizer.OPEN -> {
                    said.append('{');
                    if (inner != null && der.tag() == 4) {
                        walker.enter(inner);
                    }
                }
                case DerTokenizer.CLOSE -> said.append(action == GATHER
                        ? "g=" + HexFormat.of().formatHex(pad, 0, Math.min(walker.padLen(), pad.length)) + ";" : "}");
                default -> said.append('?');
            }
            return 0;
        }

        String walk(String grammar, byte[] in, int piece) {
            said.setLength(0);
            lastBytes = "";
            walker.start(grammar, in.length);
            int result = 0;
            for (int at = 0; result == 0 && at < in.length; at += piece) {
                int n = Math.min(piece, in.length - at);
                byte[] copy = new byte[n + 1];
                System.arraycopy(in, at, copy, 1, n);
                der.input(copy, 1, n);
                result = walker.run();
                der.release();
            }
            return said + lastBytes + (result == DerWalker.DONE ? "." : result < 0 ? Integer.toString(result) : "...");
        }
    }

    private static void assertWalk(String expected, Log log, String grammar, String hex) {
        byte[] in = HexFormat.of().parseHex(hex.replace(" ", ""));
        for (int piece = 1; piece <= in.length; piece++) {
            assertEquals(expected, log.walk(grammar(grammar), in, piece), "pieces of " + piece);
        }
    }

    @ParameterizedTest
    @CsvSource({
        // elements in order
        "x30-(x02g x04g), 30 06 02 01 05 04 01 AA, g=05;g=aa;.",
        "x30-(x02g x04g), 30 06 04 01 AA 02 01 05, -41",
        "x30-(x02g x04g), 30 03 02 01 05, g=05;-36",
        "x30-(x02g x04g), 30 00, -36",
        "x30-(x02g), 30 05 02 01 05 05 00, g=05;-40",
        "x30-(x02g), 31 03 02 01 05, -41",
        "x30-(x02g), 10 03 02 01 05, -42",
        "x30-(x02g), 30 03 22 01 05, -43",
        "x30-(x02g), 30 03 02 01 05 00, g=05;-40",
        "x30-(), 30 00, .",
        "x30-(), 30 02 05 00, -41",
        // without children, without action: passed over
        "x30-, 30 03 FF FF FF, .",
        "x30-(x02- x04g), 30 06 02 01 05 04 01 AA, g=aa;.",
        // optional
        "x30-(?x02g x04g), 30 03 04 01 AA, g=aa;.",
        "x30-(?x02g x04g), 30 06 02 01 05 04 01 AA, g=05;g=aa;.",
        "x30-(?x02g x04g), 30 09 02 01 05 02 01 05 04 01 AA, g=05;-41",
        "x30-(?x02g), 30 00, .",
        "x30-(?x02g), 30 02 05 00, -41",
        "x30-(?x30-(x02g) x04g), 30 03 04 01 AA, g=aa;.",
        "x30-(?x02g), 30 03 22 01 05, -43",
        // any number, in any order
        "x30-(*x02g), 30 00, .",
        "x30-(*x02g), 30 06 02 01 05 02 01 06, g=05;g=06;.",
        "x30-(*x02g *x04g), 30 09 04 01 AA 02 01 05 04 01 BB, g=aa;g=05;g=bb;.",
        "x30-(*x02g *x04g), 30 02 05 00, -41",
        "x30-(x02g *x02g), 30 00, -36",
        "x30-(x04g *x02g *x05g), 30 08 04 01 AA 05 00 02 01 05, g=aa;g=;g=05;.",
        "x30-(*x02g x05g), 30 05 02 01 05 05 00, g=05;g=;.",
        "x30-(*x02g x05g), 30 05 05 00 02 01 05, g=;-40",
        "x30-(*x30-(x02g)), 30 0A 30 03 02 01 05 30 03 02 01 06, g=05;g=06;.",
        // constructed or not
        "x30-(~x81g), 30 03 81 01 AA, g=aa;.",
        "x30-(~x81g), 30 03 A1 01 AA, g=aa;.",
        "x30-(~x81g), 30 00, .",
        "x30-(~x81g), 30 03 82 01 AA, -41",
        // any tag: told at TAG, too
        "x30-(.g), 30 03 02 01 05, g2g=05;.",
        "x30-(.g), 30 02 30 00, g30g=;.",
        "x30-(.-), 30 02 30 00, .",
        "x30-(*.g), 30 00, .",
        "x30-(x02g *.g), 30 06 02 01 05 A3 01 AA, g=05;ga3g=aa;.",
        // gathered contents of a constructed element are its bytes
        "x30g, 30 03 02 01 05, g=020105;.",
        "x30-(x30g), 30 02 30 00, g=;.",
        // streamed
        "x30-(x04S), 30 03 04 01 AA, S4{aa}.",
        "x30-(x04S), 30 02 04 00, S4{}.",
        "x30-(x30S), 30 04 30 02 05 00, S30{0500}.",
        "x30S(x02g), 30 03 02 01 05, S30{g=05;}.",
        "x30S(x02g), 30 00, S30{-36",
        "x30S(x02g), 30 05 02 01 05 05 00, S30{g=05;-40",
        // forwarded with all that is in it
        "x30-(x30f x04g), 30 08 30 03 02 01 05 04 01 AA, f30{f2{05}}g=aa;.",
        "x30-(x30f), 30 06 30 04 30 02 05 00, f30{f30{f5{}}}.",
        "x30-(x30f), 30 04 30 00 05 00, f30{}-40",
        "x30-(x30f x04g), 30 04 30 02 05 00, f30{f5{}}-36"})
    void theNotation(String grammar, String hex, String events) {
        assertWalk(events, new Log(), grammar, hex);
    }

    @Test
    void contentsBeyondTheRoomAreCounted() {
        for (int len : new int[] {0, 1, 255, 256, 257, 1000}) {
            byte[] in = Der.sequence(Der.octets(new byte[len]));
            Log log = new Log();
            log.walk(grammar("x30-(x04g)"), in, 100);
            assertEquals(len, log.walker.padLen());
        }
    }

    @Test
    void contentsOfAStreamedElementAreWalkedAlongAnotherGrammar() {
        Log log = new Log();
        log.inner = grammar("x30-(*x02g)");
        String outer = "x30-(*x04S ?x05-)";
        assertWalk("S4{g=05;}.", log, outer, "30 07 04 05 30 03 02 01 05");
        assertWalk("S4{}S4{g=05;}.", log, outer, "30 0B 04 02 30 00 04 05 30 03 02 01 05");
        assertWalk("S4{}.", log, outer, "30 06 04 02 30 00 05 00");
        assertWalk("S4{-36", log, outer, "30 02 04 00");
        assertWalk("S4{-41", log, outer, "30 04 04 02 05 00");
        assertWalk("S4{-40", log, outer, "30 06 04 04 30 00 05 00");
        assertWalk("S4{-36", log, outer, "30 05 04 03 30 02 05");
        log.inner = null;
        assertWalk("S4{05}.", log, outer, "30 03 04 01 05"); // no trace of it in the next walk
    }

    @Test
    void aSkippedElementHasNoContents() {
        Log log = new Log();
        log.skipTag = 0x02;
        assertWalk("g2g=;g4g=aa;.", log, "x30-(*.g)", "30 06 02 01 05 04 01 AA");
        log.skipTag = 0x30;
        assertWalk("S30}g=aa;.", log, "x31-(.S x04g)", "31 07 30 02 05 05 04 01 AA");
    }

    @Test
    void aCodeOfTheHandlerEndsTheWalk() {
        Log log = new Log();
        log.failAt = 3;
        assertWalk("g=05;-99", log, "x30-(*x02g)", "30 09 02 01 05 02 01 06 02 01 07");
    }

    @Test
    void nestingIsLimitedByTheTokenizer() {
        List<byte[]> nested = new ArrayList<>(List.of(Der.nothing()));
        for (int i = 0; i < MAX_DEPTH; i++) {
            nested.add(Der.sequence(nested.get(i)));
        }
        Log log = new Log();
        assertTrue(log.walk(grammar("x30f"), nested.get(MAX_DEPTH - 1), 1).endsWith("."));
        assertTrue(log.walk(grammar("x30f"), nested.get(MAX_DEPTH), 1).endsWith("-50"));
        assertEquals(".", log.walk(grammar("x30-"), nested.get(MAX_DEPTH), 1), "what is skipped has no depth");
        String deep = "x05g";
        for (int i = 0; i < MAX_DEPTH; i++) {
            deep = "x30-(" + deep + ")";
        }
        assertTrue(log.walk(grammar(deep), nested.get(MAX_DEPTH), 1).endsWith("-50"), "nor is it reached by a grammar");
    }

    // ---- small integers

    @ParameterizedTest
    @CsvSource({"00, 0", "05, 5", "7F, 127", "0080, 128", "00000005, 5", "7FFFFFFF, 2147483647", "80, -46", "FF, -46",
        "'', -46", "0080000000, -2147483648", "00FEFFFFFF, -2147483648", "010000000000, -46", "00FFFFFFFF, -46"})
    void integers(String hex, int expected) {
        Log log = new Log();
        log.walk(grammar("x02g"), Der.tlv(0x02, HexFormat.of().parseHex(hex)), 3);
        assertEquals(expected, log.walker.integer());
    }

    @Property(tries = 3000)
    void anyBytesEndAndPiecesDoNotMatter(@ForAll @Size(max = 50) byte[] in,
            @ForAll @IntRange(min = 1, max = 20) int piece) {
        byte[] tamed = in.clone();
        for (int i = 0; i < tamed.length; i++) {
            byte[] likely = {0x30, 0x02, 0x04, 0x05, 0x03, 0x01, 0x00, 0x08};
            tamed[i] = in[i] < 64 ? likely[in[i] & 7] : in[i];
        }
        for (String g : List.of("x30-(?x02g *x04S *x05g)", "x30f", "x30S(*.g)", "x30-(*x30-(?x02g .S))")) {
            Log log = new Log();
            log.inner = grammar("x30-(*x02g)");
            assertEquals(log.walk(grammar(g), tamed, 100), log.walk(grammar(g), tamed, piece));
        }
    }
}
