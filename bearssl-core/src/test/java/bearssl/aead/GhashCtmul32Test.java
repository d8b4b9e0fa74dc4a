package bearssl.aead;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class GhashCtmul32Test {
    // SP 800-38D, 6.3: R = 11100001 || 0^120.
    private static final BigInteger R = BigInteger.valueOf(0xE1).shiftLeft(120);

    private final Ghash ghash = engine();

    Ghash engine() {
        return new GhashCtmul32();
    }

    /** "The Galois/Counter Mode of Operation" (McGrew, Viega), test case 2. */
    @Test
    void testCase2() {
        byte[] h = HexFormat.of().parseHex("66e94bd4ef8a2c3b884cfa59ca342b2e");
        byte[] c = HexFormat.of().parseHex("0388dace60b6a392f328c2b971b2fe78");
        byte[] out = new byte[16];
        ghash.key(h, 0);
        ghash.update(c, 0, 16);
        ghash.finish(0, 16, out, 0);
        assertArrayEquals(HexFormat.of().parseHex("f38cbb1ad69223dcc3457ae5b6b0f885"), out);
    }

    @Property(tries = 400)
    void agreesWithTheBitByBitDefinition(@ForAll @Size(16) byte[] h, @ForAll @Size(max = 70) byte[] aad,
            @ForAll @Size(max = 70) byte[] data, @ForAll @IntRange(max = 5) int at) {
        byte[] buf = new byte[at + 16 + aad.length + data.length + 7];
        Arrays.fill(buf, (byte) 0x99);
        System.arraycopy(h, 0, buf, at, 16);
        System.arraycopy(aad, 0, buf, at + 16, aad.length);
        System.arraycopy(data, 0, buf, at + 16 + aad.length, data.length);
        byte[] before = buf.clone();
        byte[] out = new byte[at + 17];
        ghash.key(buf, at);
        for (int round = 0; round < 2; round++) {
            ghash.reset();
            ghash.update(buf, at + 16, aad.length);
            ghash.update(buf, at + 16 + aad.length, data.length);
            ghash.finish(aad.length, data.length, out, at);
            assertArrayEquals(model(h, aad, data), Arrays.copyOfRange(out, at, at + 16));
        }
        assertArrayEquals(before, buf);
    }

    /** Lengths are counted in bits and have more than 32 of them. */
    @Property(tries = 50)
    void lengthsOfAnySize(@ForAll @Size(16) byte[] h, @ForAll @IntRange(min = 0) int aadLen,
            @ForAll @IntRange(min = 0) int dataLen) {
        byte[] out = new byte[16];
        ghash.key(h, 0);
        ghash.finish(aadLen, dataLen, out, 0);
        BigInteger lengths = BigInteger.valueOf(aadLen * 8L).shiftLeft(64).add(BigInteger.valueOf(dataLen * 8L));
        assertArrayEquals(bytes(multiply(lengths, new BigInteger(1, h))), out);
    }

    static byte[] model(byte[] h, byte[] aad, byte[] data) {
        BigInteger key = new BigInteger(1, h);
        BigInteger y = absorb(absorb(BigInteger.ZERO, key, aad), key, data);
        BigInteger lengths = BigInteger.valueOf(aad.length * 8L).shiftLeft(64)
                .add(BigInteger.valueOf(data.length * 8L));
        return bytes(multiply(y.xor(lengths), key));
    }

    private static BigInteger absorb(BigInteger start, BigInteger key, byte[] data) {
        BigInteger y = start;
        for (int i = 0; i < data.length; i += 16) {
            byte[] block = Arrays.copyOf(Arrays.copyOfRange(data, i, Math.min(i + 16, data.length)), 16);
            y = multiply(y.xor(new BigInteger(1, block)), key);
        }
        return y;
    }

    // SP 800-38D, algorithm 1.
    private static BigInteger multiply(BigInteger x, BigInteger y) {
        BigInteger z = BigInteger.ZERO;
        BigInteger v = y;
        for (int i = 127; i >= 0; i--) {
            z = x.testBit(i) ? z.xor(v) : z;
            v = v.testBit(0) ? v.shiftRight(1).xor(R) : v.shiftRight(1);
        }
        return z;
    }

    private static byte[] bytes(BigInteger x) {
        byte[] b = x.toByteArray();
        byte[] out = new byte[16];
        int n = Math.min(16, b.length);
        System.arraycopy(b, b.length - n, out, 16 - n, n);
        return out;
    }

    @Property(tries = 50)
    void wipeLeavesNothing(@ForAll @Size(16) byte[] h, @ForAll @Size(40) byte[] data) throws Exception {
        Ghash used = engine();
        used.key(h, 0);
        used.update(data, 0, data.length);
        used.wipe();
        Fields.assertAllZero(used);
    }
}
