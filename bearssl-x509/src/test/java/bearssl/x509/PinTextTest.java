package bearssl.x509;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PinTextTest {
    private static final byte[] EMPTY_SHA1 = HexFormat.of().parseHex("da39a3ee5e6b4b0d3255bfef95601890afd80709");

    @ParameterizedTest
    @CsvSource({
        "DA 39 A3 EE 5E 6B 4B 0D 32 55 BF EF 95 60 18 90 AF D8 07 09",
        "da:39:a3:ee:5e:6b:4b:0d:32:55:bf:ef:95:60:18:90:af:d8:07:09",
        "DA39A3EE5E6B4B0D3255BFEF95601890afd80709"})
    void readsTheThreeForms(String text) {
        byte[] b = new byte[23];
        assertEquals(PinText.OK, PinText.parseFingerprint(text, b, 2));
        assertArrayEquals(EMPTY_SHA1, Arrays.copyOfRange(b, 2, 22));
        assertTrue(b[0] == 0 && b[1] == 0 && b[22] == 0);
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '\'', value = {
        "'', 2",
        "'DA', 2",
        "'DA 39 A3 EE 5E 6B 4B 0D 32 55 BF EF 95 60 18 90 AF D8 07', 2",
        "'DA 39 A3 EE 5E 6B 4B 0D 32 55 BF EF 95 60 18 90 AF D8 07 0', 2",
        "'DA 39 A3 EE 5E 6B 4B 0D 32 55 BF EF 95 60 18 90 AF D8 07 09 11', 2",
        "'DA 39 A3 EE 5E 6B 4B 0D 32 55 BF EF 95 60 18 90 AF D8 07 09 ', 3",
        "' DA 39 A3 EE 5E 6B 4B 0D 32 55 BF EF 95 60 18 90 AF D8 07 09', 3",
        "'DA 39 A3 EE 5E 6B 4B 0D 32 55 BF EF 95 60 18 90 AF D8 0709', 3",
        "'DA:39 A3 EE 5E 6B 4B 0D 32 55 BF EF 95 60 18 90 AF D8 07 09', 3",
        "'DA  39 A3 EE 5E 6B 4B 0D 32 55 BF EF 95 60 18 90 AF D8 07 09', 3",
        "'DA39A3EE5E6B4B0D3255BFEF95601890AFD807:09', 3",
        "'DA 39 A3 EE 5E 6B 4B 0D 32 55 BF EF 95 60 18 90 AF D8 07 0O', 1",
        "'DA,39,A3,EE,5E,6B,4B,0D,32,55,BF,EF,95,60,18,90,AF,D8,07,09', 1",
        "'0xDA39A3EE5E6B4B0D3255BFEF95601890AFD80709', 1",
        "'DA 39 A3 EE 5E 6B 4B 0D 32 55 BF EF 95 60 18 90 AF D8 07 \u0660\u0669', 1",
        "'00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00', 4",
        "'FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF', 5"})
    void refusesEverythingElseWithTheReason(String text, int reason) {
        assertEquals(reason, PinText.parseFingerprint(text, new byte[20], 0));
    }

    @ParameterizedTest
    @CsvSource({
        "sha256//47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=, 0",
        "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=, 0",
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855, 0",
        "sha256//47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU, 2",
        "sha256//47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFV=, 1",
        "sha256//47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuF==, 1",
        "sha256//47DEQpj8HBSa-_TImW+5JCeuQeRkm5NMpJWZG3hSuFU=, 1",
        "sha256//AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=, 4",
        "sha256//, 2",
        "da39a3ee5e6b4b0d3255bfef95601890afd80709, 2"})
    void spkiForms(String text, int reason) {
        byte[] b = new byte[34];
        assertEquals(reason, PinText.parseSpki(text, b, 1));
        if (reason == 0) {
            assertEquals("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                    HexFormat.of().formatHex(b, 1, 33));
        }
        assertTrue(b[0] == 0 && b[33] == 0);
    }

    /** One character typed wrongly never gives a pin silently: it is refused, or it is another digit. */
    @Property(tries = 2000)
    void typingErrors(@ForAll @IntRange(min = 0, max = 58) int at, @ForAll char c) {
        StringBuilder text = new StringBuilder("DA 39 A3 EE 5E 6B 4B 0D 32 55 BF EF 95 60 18 90 AF D8 07 09");
        text.setCharAt(at, c);
        int result = PinText.parseFingerprint(text.toString(), new byte[20], 0);
        boolean digit = Character.digit(c, 16) >= 0 && c < 0x80;
        boolean fine = at % 3 == 2 ? c == ' ' : digit;
        assertEquals(fine, result == PinText.OK);
    }

    @Property(tries = 500)
    void anyTextNeverThrows(@ForAll String text) {
        assertTrue(PinText.parseFingerprint(text, new byte[20], 0) != PinText.OK);
        assertTrue(PinText.parseSpki(text, new byte[32], 0) != PinText.OK);
    }

    @Property(tries = 300)
    void formatsAsTheJdkDoes(@ForAll @Size(max = 40) byte[] bytes) {
        byte[] out = new byte[130];
        int n = PinText.formatHex(bytes, 0, bytes.length, ' ', out, 3);
        assertEquals(HexFormat.ofDelimiter(" ").withUpperCase().formatHex(bytes),
                new String(out, 3, n, StandardCharsets.US_ASCII));
        n = PinText.formatHex(bytes, 0, bytes.length, 0, out, 0);
        assertEquals(HexFormat.of().withUpperCase().formatHex(bytes), new String(out, 0, n, StandardCharsets.US_ASCII));
        n = PinText.formatBase64(bytes, 0, bytes.length, out, 1);
        assertEquals(Base64.getEncoder().encodeToString(bytes), new String(out, 1, n, StandardCharsets.US_ASCII));
    }

    @Property(tries = 300)
    void readsWhatItWrites(@ForAll @Size(32) byte[] digest) {
        byte[] text = new byte[44];
        byte[] back = new byte[32];
        assertEquals(44, PinText.formatBase64(digest, 0, 32, text, 0));
        int result = PinText.parseSpki(new String(text, StandardCharsets.US_ASCII), back, 0);
        boolean mark = PinText.isMark(digest, 0, 32);
        assertEquals(mark, result != PinText.OK);
        assertArrayEquals(digest, back);
    }

    @Test
    void marksAreToldApart() {
        byte[] b = new byte[20];
        assertEquals(PinText.ALL_ZERO, PinText.parseFingerprint("00".repeat(20), b, 0));
        assertEquals(PinText.ALL_FF, PinText.parseFingerprint("ff".repeat(20), b, 0));
        assertEquals(PinText.OK, PinText.parseFingerprint("00".repeat(19) + "01", b, 0));
    }
}
