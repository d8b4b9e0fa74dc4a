package mqttlite;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Utf8Test {
    private static boolean valid(byte[] b) {
        return Utf8.isValid(b, 0, b.length);
    }

    /** Well-formed for the JDK and without U+0000. */
    private static boolean jdkValid(byte[] b) {
        for (byte x : b) {
            if (x == 0) {
                return false;
            }
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(b));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "00", "61 00", // U+0000 [MQTT-1.5.3-2]
        "c0 80", "c1 bf", "e0 80 80", "e0 9f bf", "f0 80 80 80", "f0 8f bf bf", // overlong
        "ed a0 80", "ed bf bf", "ed a0 bd ed b8 80", // surrogates [MQTT-1.5.3-1], also in pairs
        "f4 90 80 80", "f5 80 80 80", "ff", "fe", // above U+10FFFF
        "80", "bf", "c3", "c3 28", "e2 82", "e2 28 a1", "f0 9f 98", "f0 28 8c bc", "61 c3"})
    void refusesIllFormed(String hex) {
        byte[] b = Wire.hex(hex);
        assertFalse(jdkValid(b), "the list itself");
        assertFalse(valid(b));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "\u007f", "\u0080", "\u07ff", "\u0800", "\ud7ff", "\ue000", "\uffff",
        "\ufeff", "\ufefftopic", "\ud83d\ude00", "\udbff\udfff", "A\ud869\uded4", "\u0001"})
    void passesWellFormed(String text) {
        byte[] b = Utf8.createBytes(text);
        assertArrayEquals(text.getBytes(StandardCharsets.UTF_8), b);
        assertTrue(valid(b));
    }

    @Test
    void loneSurrogatesAndU0000AreRefusedAfterEncoding() {
        for (String bad : new String[] {"\ud800", "a\udc00b", "\ud83d", "\ude00\ud83d", "\u0000", "a\u0000"}) {
            assertFalse(valid(Utf8.createBytes(bad)));
        }
    }

    @Test
    void agreesWithTheJdkOnEveryTwoAndOnCriticalThreeByteSequences() {
        byte[] two = new byte[2];
        for (int v = 0; v < 0x10000; v++) {
            two[0] = (byte) (v >> 8);
            two[1] = (byte) v;
            assertEquals(jdkValid(two), valid(two), () -> Wire.hex(two));
        }
        byte[] three = new byte[3];
        for (int v = 0; v < 0x100000; v++) {
            three[0] = (byte) (0xE0 | v >> 16);
            three[1] = (byte) (v >> 8);
            three[2] = (byte) (v | 0x80);
            if ((v & 0x40) == 0 && (v & 0xF) == 0) {
                assertEquals(jdkValid(three), valid(three), () -> Wire.hex(three));
            }
        }
    }

    @Property
    void agreesWithTheJdkOnAnyBytes(@ForAll @Size(max = 8) byte[] b, @ForAll @IntRange(max = 5) int lead) {
        byte[] biased = b.clone();
        if (biased.length > 0 && lead > 0) {
            biased[0] = (byte) new int[] {0xE0, 0xED, 0xF0, 0xF4, 0xEF}[lead - 1];
            for (int i = 1; i < biased.length; i++) {
                biased[i] = (byte) (biased[i] & 0x3F | 0x80);
            }
        }
        assertEquals(jdkValid(b), valid(b));
        assertEquals(jdkValid(biased), valid(biased));
    }

    @Property
    void encodesAsTheJdk(@ForAll String text) {
        byte[] ours = Utf8.createBytes(text);
        if (StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            assertArrayEquals(text.getBytes(StandardCharsets.UTF_8), ours);
            assertEquals(text.indexOf(0) < 0, valid(ours));
        } else {
            assertFalse(valid(ours));
        }
    }
}
