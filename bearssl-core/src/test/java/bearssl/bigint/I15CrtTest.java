package bearssl.bigint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** {@link I15Crt} against {@link BigInteger}, at offsets other than 0, with guards around every number. */
class I15CrtTest {
    private static final short GUARD = 0x5A5A;
    private static final int FIRST = 3;

    private static short[] array(int elements) {
        short[] w = new short[FIRST + elements + 1];
        Arrays.fill(w, GUARD);
        return w;
    }

    private static void put(short[] w, int at, int n, BigInteger v) {
        byte[] bytes = v.toByteArray();
        I15.decode(w, at, n, bytes, 0, bytes.length);
    }

    private static BigInteger value(short[] w, int at, int n) {
        BigInteger v = BigInteger.ZERO;
        for (int i = n - 1; i >= 0; i--) {
            assertTrue(w[at + i] >= 0, "a limb is never negative");
            v = v.shiftLeft(15).add(BigInteger.valueOf(w[at + i]));
        }
        return v;
    }

    private static void checkGuards(short[] w) {
        for (int i : new int[] {0, 1, 2, w.length - 1}) {
            assertEquals(GUARD, w[i], "written outside at " + i);
        }
    }

    private static int limbs(BigInteger mod, int more) {
        return Math.max(2, (mod.bitLength() + 14) / 15 + more);
    }

    private static BigInteger below(BigInteger m, Random rnd) {
        switch (rnd.nextInt(6)) {
            case 0:
                return BigInteger.ZERO;
            case 1:
                return m.subtract(BigInteger.ONE);
            default:
                return new BigInteger(m.bitLength() + 64, rnd).mod(m);
        }
    }

    /** Odd moduli: all ones, a one at either end only, random. */
    @Provide
    Arbitrary<BigInteger> moduli() {
        return Combinators.combine(Arbitraries.integers().between(31, 400), Arbitraries.integers().between(0, 4),
                Arbitraries.longs()).as((bits, kind, seed) -> {
                    BigInteger top = BigInteger.ONE.shiftLeft(bits - 1);
                    if (kind == 0) {
                        return top.shiftLeft(1).subtract(BigInteger.ONE);
                    }
                    return kind == 1 ? top.setBit(0) : new BigInteger(bits, new Random(seed)).or(top).setBit(0);
                }).withoutEdgeCases();
    }

    @Provide
    Arbitrary<Long> seeds() {
        return Arbitraries.longs().withoutEdgeCases();
    }

    @Provide
    Arbitrary<Integer> windows() {
        return Arbitraries.integers().between(1, 5);
    }

    @Property(tries = 400)
    void raisesToAnyPower(@ForAll("moduli") BigInteger mod, @ForAll("windows") int window,
            @ForAll("seeds") long seed) {
        Random rnd = new Random(seed);
        int n = limbs(mod, rnd.nextInt(2));
        short[] w = array((2 + I15Crt.powerScratch(window)) * n);
        int m = FIRST;
        int d = m + n;
        int t = d + n;
        BigInteger x = below(mod, rnd);
        int eLen = 1 + rnd.nextInt(12);
        BigInteger e = rnd.nextInt(5) == 0 ? BigInteger.ZERO : new BigInteger(8 * eLen, rnd);
        if (rnd.nextInt(3) == 0) {
            e = e.shiftRight(rnd.nextInt(8 * eLen)); // leading zeros
        }
        byte[] array = new byte[2 + eLen + 2];
        Arrays.fill(array, (byte) 0xFF);
        System.arraycopy(unsigned(e, eLen), 0, array, 2, eLen);
        put(w, m, n, mod);
        put(w, d, n, x);
        I15Crt.modPow(w, d, array, 2, eLen, m, n, I15.ninv15(w[m]), t, window);
        assertEquals(x.modPow(e, mod), value(w, d, n));
        assertEquals(mod, value(w, m, n));
        checkGuards(w);
    }

    /** Each power of the base, and none, comes up at each place of the window. */
    @Test
    void everyDigitIsPicked() {
        BigInteger mod = BigInteger.ONE.shiftLeft(61).subtract(BigInteger.ONE);
        BigInteger x = BigInteger.valueOf(0x123456789ABCDEFL);
        for (int window = 1; window <= 5; window++) {
            for (int e = 0; e < 1 << 11; e++) {
                int n = limbs(mod, 0);
                short[] w = array((2 + I15Crt.powerScratch(window)) * n);
                put(w, FIRST, n, mod);
                put(w, FIRST + n, n, x);
                byte[] bytes = {(byte) (e >> 8), (byte) e};
                I15Crt.modPow(w, FIRST + n, bytes, 0, 2, FIRST, n, I15.ninv15(w[FIRST]), FIRST + 2 * n, window);
                assertEquals(x.modPow(BigInteger.valueOf(e), mod), value(w, FIRST + n, n));
            }
        }
    }

    @Property(tries = 300)
    void subtractsModuloM(@ForAll("moduli") BigInteger mod, @ForAll("seeds") long seed) {
        Random rnd = new Random(seed);
        int n = limbs(mod, rnd.nextInt(2));
        short[] w = array(3 * n);
        BigInteger a = below(mod, rnd);
        BigInteger b = rnd.nextInt(5) == 0 ? a : below(mod, rnd);
        put(w, FIRST, n, mod);
        put(w, FIRST + n, n, a);
        put(w, FIRST + 2 * n, n, b);
        I15Crt.subtract(w, FIRST + n, FIRST + 2 * n, FIRST, n);
        assertEquals(a.subtract(b).mod(mod), value(w, FIRST + n, n));
        assertEquals(b, value(w, FIRST + 2 * n, n));
        checkGuards(w);
    }

    @Property(tries = 300)
    void multipliesAndAdds(@ForAll("seeds") long seed) {
        Random rnd = new Random(seed);
        int n = 1 + rnd.nextInt(40);
        BigInteger limit = BigInteger.ONE.shiftLeft(15 * n);
        BigInteger x = below(limit, rnd);
        BigInteger y = below(limit, rnd);
        BigInteger sum = below(limit, rnd);
        short[] w = array(4 * n);
        put(w, FIRST, 2 * n, sum);
        put(w, FIRST + 2 * n, n, x);
        put(w, FIRST + 3 * n, n, y);
        I15Crt.multiplyAdd(w, FIRST, FIRST + 2 * n, FIRST + 3 * n, n);
        assertEquals(x.multiply(y).add(sum), value(w, FIRST, 2 * n));
        assertEquals(x, value(w, FIRST + 2 * n, n));
        assertEquals(y, value(w, FIRST + 3 * n, n));
        put(w, FIRST, 2 * n, sum);
        I15Crt.multiplyAdd(w, FIRST, FIRST + 2 * n, FIRST + 2 * n, n);
        assertEquals(x.multiply(x).add(sum), value(w, FIRST, 2 * n));
        checkGuards(w);
    }

    @Test
    void scratchOfEachWindow() {
        int[] numbers = {3, 5, 9, 17, 33};
        for (int window = 1; window <= 5; window++) {
            assertEquals(numbers[window - 1], I15Crt.powerScratch(window));
        }
    }

    private static byte[] unsigned(BigInteger v, int len) {
        byte[] in = v.toByteArray();
        byte[] out = new byte[len];
        int n = Math.min(len, in.length);
        System.arraycopy(in, in.length - n, out, len - n, n);
        return out;
    }
}
