package bearssl.ec;

import static bearssl.ec.EcVectors.fixed;
import static bearssl.ec.EcVectors.hex;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EcdsaAsn1Test {
    /** The raw form, or null; at offsets, with guards around the destination. */
    private static byte[] toRaw(byte[] der, int half) {
        byte[] src = new byte[der.length + 5];
        Arrays.fill(src, (byte) 0x02);
        System.arraycopy(der, 0, src, 3, der.length);
        byte[] raw = new byte[2 * half + 2];
        raw[0] = 0x55;
        raw[raw.length - 1] = 0x55;
        boolean good = EcdsaAsn1.toRaw(src, 3, der.length, raw, 1, half);
        assertEquals(0x55, raw[0]);
        assertEquals(0x55, raw[raw.length - 1]);
        return good ? Arrays.copyOfRange(raw, 1, 1 + 2 * half) : null;
    }

    private static byte[] der(BigInteger r, BigInteger s) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (BigInteger v : new BigInteger[] {r, s}) {
            byte[] bytes = v.toByteArray();
            content.write(2);
            content.write(bytes.length);
            content.writeBytes(bytes);
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(0x30);
        if (content.size() >= 0x80) {
            all.write(0x81);
        }
        all.write(content.size());
        all.writeBytes(content.toByteArray());
        return all.toByteArray();
    }

    @Provide
    Arbitrary<BigInteger> numbers() {
        BigInteger top = BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE);
        Arbitrary<BigInteger> any = Arbitraries.bigIntegers().between(BigInteger.ZERO, top);
        return Arbitraries.integers().between(0, 255).flatMap(n -> any.map(v -> v.shiftRight(n)));
    }

    @Property
    void decodesWhatIsEncoded(@ForAll("numbers") BigInteger r, @ForAll("numbers") BigInteger s) {
        byte[] expected = Arrays.copyOf(fixed(r), 64);
        System.arraycopy(fixed(s), 0, expected, 32, 32);
        assertArrayEquals(expected, toRaw(der(r, s), 32));
    }

    /** Between guards. */
    private static byte[] toDer(byte[] raw, int half) {
        byte[] src = new byte[raw.length + 4];
        System.arraycopy(raw, 0, src, 2, raw.length);
        byte[] der = new byte[EcdsaAsn1.maxDerLen(half) + 2];
        Arrays.fill(der, (byte) 0x55);
        int len = EcdsaAsn1.toDer(src, 2, half, der, 1);
        assertTrue(len <= EcdsaAsn1.maxDerLen(half));
        assertEquals(0x55, der[0]);
        for (int i = 1 + len; i < der.length; i++) {
            assertEquals(0x55, der[i]);
        }
        return Arrays.copyOfRange(der, 1, 1 + len);
    }

    @Property
    void encodesAsDer(@ForAll("numbers") BigInteger r, @ForAll("numbers") BigInteger s) {
        byte[] raw = Arrays.copyOf(fixed(r), 64);
        System.arraycopy(fixed(s), 0, raw, 32, 32);
        assertArrayEquals(der(r, s), toDer(raw, 32));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 32, 48, 60, 61, 66})
    void encodesTheLongestAndTheShortest(int half) {
        byte[] raw = new byte[2 * half];
        assertArrayEquals(hex("3006020100020100"), toDer(raw, half));
        Arrays.fill(raw, (byte) 0xFF);
        BigInteger top = BigInteger.ONE.shiftLeft(8 * half).subtract(BigInteger.ONE);
        assertArrayEquals(der(top, top), toDer(raw, half));
        assertEquals(der(top, top).length, EcdsaAsn1.maxDerLen(half));
        raw[0] = 0x7F;
        raw[half] = 0;
        assertArrayEquals(raw, toRaw(toDer(raw, half), half));
    }

    @Test
    void theLongestSignatureOnP256Has72Bytes() {
        assertEquals(72, EcdsaAsn1.maxDerLen(32));
    }

    /** Of all one-byte changes, only those to the digits, without making them longer or shorter, are DER again. */
    @Property(tries = 30)
    void whatIsAcceptedEncodesBack(@ForAll("numbers") BigInteger r, @ForAll("numbers") BigInteger s) {
        byte[] der = der(r, s);
        for (int i = 0; i < der.length; i++) {
            for (int bit = 0; bit < 8; bit++) {
                byte[] changed = der.clone();
                changed[i] ^= (byte) (1 << bit);
                assertCanonical(changed);
            }
            assertEquals(null, toRaw(Arrays.copyOf(der, i), 32), "cut at " + i);
            assertEquals(null, toRaw(Arrays.copyOf(der, der.length + 1 + i), 32), "trailing bytes");
        }
    }

    @Property
    void randomBytesAreRefusedOrCanonical(@ForAll @Size(max = 80) byte[] any) {
        assertCanonical(any);
        byte[] close = any.clone();
        if (close.length > 4) {
            close[0] = 0x30;
            close[1] = (byte) (close.length - 2);
            close[2] = 2;
        }
        assertCanonical(close);
    }

    private static void assertCanonical(byte[] der) {
        byte[] raw = toRaw(der, 32);
        if (raw != null) {
            assertArrayEquals(der, der(new BigInteger(1, Arrays.copyOf(raw, 32)),
                    new BigInteger(1, Arrays.copyOfRange(raw, 32, 64))));
        }
    }

    @Test
    void decodesLongSignatures() {
        BigInteger top = BigInteger.ONE.shiftLeft(521).subtract(BigInteger.ONE);
        byte[] raw = toRaw(der(top, BigInteger.ONE), 66);
        assertEquals(top, new BigInteger(1, Arrays.copyOf(raw, 66)));
        assertEquals(BigInteger.ONE, new BigInteger(1, Arrays.copyOfRange(raw, 66, 132)));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "",
        "30",
        "3000",
        "3080020101020101" + "0000",        // indefinite length
        "3106020101020101",                 // a SET
        "3081" + "06020101020101",          // length not minimal
        "308200" + "06020101020101",
        "3005020101020101",                 // one too few
        "3007020101020101",                 // one too many
        "300702010102010100",               // an element more
        "3003020101",                       // one INTEGER
        "3005" + "0200" + "020101",         // empty INTEGER
        "3006" + "020181" + "020101",       // negative
        "3006" + "020101" + "0201FF",
        "3007" + "02020001" + "020101",     // zeros in front
        "3007" + "020101" + "02020001",
        "3007" + "02810101" + "020101",     // length not minimal
        "3006" + "030101" + "020101",       // another tag
        "3006" + "020101" + "0A0101",
        "3006" + "027F01" + "020101",       // longer than the rest
        "3006" + "02FF01" + "020101"})
    void rejects(String der) {
        assertEquals(null, toRaw(hex(der), 32));
    }

    @Test
    void rejectsMoreThanHalfHolds() {
        assertTrue(toRaw(hex("3006020101020101"), 1) != null);
        assertTrue(toRaw(hex("3008020200FF020200FF"), 1) != null);
        assertEquals(null, toRaw(hex("300702020100020101"), 1));
        assertEquals(null, toRaw(hex("300702010102020100"), 1));
        assertFalse(EcdsaAsn1.toRaw(hex("3006020101020101"), 0, 8, new byte[0], 0, 0));
        assertFalse(EcdsaAsn1.toRaw(hex("3006020101020101"), 0, 8, new byte[400], 0, 67));
    }
}
