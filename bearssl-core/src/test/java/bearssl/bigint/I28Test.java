package bearssl.bigint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link I28} against {@link BigInteger}: random and extreme moduli and loose numbers, with guards around each. */
class I28Test {
    private static final int GUARD = 0x5A5A5A5A;

    /** A modulus, three numbers and columns, between guards. */
    private static final class Numbers {
        private final BigInteger mod;
        private final int n;
        private final int[] v;
        private final long[] acc;
        private final int m = 3;
        private final int a;
        private final int b;
        private final int c;
        private final int m0i;

        Numbers(BigInteger mod, int n) {
            this.mod = mod;
            this.n = n;
            a = m + n + 1;
            b = a + n + 1;
            c = b + n + 1;
            v = new int[c + n + 1];
            Arrays.fill(v, GUARD);
            acc = new long[2 + I28.columns(n) + 2];
            Arrays.fill(acc, GUARD);
            Arrays.fill(acc, 2, acc.length - 2, 0);
            put(m, mod);
            m0i = I28.ninv28(v[m]);
        }

        private void put(int at, BigInteger x) {
            byte[] bytes = x.toByteArray();
            I28.decode(v, at, n, bytes, 0, bytes.length);
            assertEquals(x, value(at));
        }

        private BigInteger value(int at) {
            BigInteger x = BigInteger.ZERO;
            for (int i = n - 1; i >= 0; i--) {
                assertTrue(v[at + i] >= 0 && v[at + i] < 1 << 28, "a limb has 28 bits");
                x = x.shiftLeft(28).add(BigInteger.valueOf(v[at + i]));
            }
            return x;
        }

        private BigInteger loose(int at) {
            assertTrue(value(at).compareTo(mod.shiftLeft(1)) < 0, "loose");
            return value(at).mod(mod);
        }

        private void checkGuards() {
            assertEquals(mod, value(m), "modulus changed");
            for (int i : new int[] {0, 1, 2, m + n, a + n, b + n, c + n}) {
                assertEquals(GUARD, v[i], "written outside at " + i);
            }
            for (int i = 0; i < acc.length; i++) {
                assertEquals(i < 2 || i >= acc.length - 2 ? GUARD : 0, acc[i], "columns");
            }
        }

        private void checkAll(Random rnd) {
            BigInteger loose = mod.shiftLeft(1);
            BigInteger x = below(loose, rnd);
            BigInteger y = below(loose, rnd);
            BigInteger r = BigInteger.ONE.shiftLeft(28 * n);
            BigInteger rInverse = r.modInverse(mod);
            put(a, x);
            put(b, y);
            I28.montMul(v, c, a, b, m, n, m0i, acc, 2);
            assertEquals(x.multiply(y).multiply(rInverse).mod(mod), loose(c));
            I28.montSquare(v, c, a, m, n, m0i, acc, 2);
            assertEquals(x.multiply(x).multiply(rInverse).mod(mod), loose(c));
            I28.montMul(v, b, a, b, m, n, m0i, acc, 2); // in place
            assertEquals(x.multiply(y).multiply(rInverse).mod(mod), loose(b));
            put(c, x);
            I28.toMontgomery(v, c, m, n);
            assertEquals(x.multiply(r).mod(mod), loose(c));
            I28.fromMontgomery(v, c, m, n, m0i, acc, 2);
            assertEquals(x.mod(mod), value(c));
            put(c, x);
            assertEquals(x.compareTo(mod) < 0 ? 1 : 0, I28.isBelow(v, c, m, n));
            I28.tighten(v, c, m, n);
            assertEquals(x.mod(mod), value(c));
            I28Crt.subtract(v, c, b, m, n);
            assertEquals(x.subtract(value(b)).mod(mod), loose(c));
            byte[] wide = new BigInteger(3 * mod.bitLength(), rnd).toByteArray();
            I28.decodeReduce(v, c, wide, 0, wide.length, m, n);
            assertEquals(new BigInteger(1, wide).mod(mod), loose(c));
            checkGuards();
        }
    }

    private static BigInteger modulus(int bits, Random rnd) {
        BigInteger top = BigInteger.ONE.shiftLeft(bits - 1);
        switch (rnd.nextInt(4)) {
            case 0:
                return top.shiftLeft(1).subtract(BigInteger.ONE);
            case 1:
                return top.setBit(0);
            default:
                return new BigInteger(bits, rnd).or(top).setBit(0);
        }
    }

    private static BigInteger below(BigInteger bound, Random rnd) {
        switch (rnd.nextInt(6)) {
            case 0:
                return BigInteger.valueOf(rnd.nextInt(2));
            case 1:
                return bound.subtract(BigInteger.ONE);
            case 2: // limbs of ones
                return BigInteger.ONE.shiftLeft(bound.bitLength() - 1).subtract(BigInteger.ONE);
            default:
                return new BigInteger(bound.bitLength() + 64, rnd).mod(bound);
        }
    }

    private static Numbers numbers(int bits, Random rnd) {
        BigInteger mod = modulus(bits, rnd);
        return new Numbers(mod, I28.limbs((bits + 7) / 8) + 2 * rnd.nextInt(2));
    }

    @Provide
    Arbitrary<Long> seeds() {
        return Arbitraries.longs().withoutEdgeCases();
    }

    @Property(tries = 400)
    void agreesWithBigInteger(@ForAll("seeds") long seed) {
        Random rnd = new Random(seed);
        numbers(33 + rnd.nextInt(600), rnd).checkAll(rnd);
    }

    /** Around the length at which columns have to be carried in between, and RSA's. */
    @ParameterizedTest
    @ValueSource(ints = {1024, 2048, 3524, 3526, 3527, 3528, 3582, 3584, 4096, 8192})
    void agreesWithBigIntegerAtLength(int bits) {
        for (int seed = 0; seed < 8; seed++) {
            Random rnd = new Random(seed);
            numbers(bits, rnd).checkAll(rnd);
        }
    }

    /** The greatest columns there can be: all limbs are ones, in the numbers and in the modulus. */
    @ParameterizedTest
    @ValueSource(ints = {2, 74, 124, 126, 128, 148})
    void columnsDoNotOverflow(int limbs) {
        BigInteger mod = BigInteger.ONE.shiftLeft(28 * limbs - 2).subtract(BigInteger.ONE);
        Numbers t = new Numbers(mod, limbs);
        BigInteger x = mod.shiftLeft(1).subtract(BigInteger.ONE);
        BigInteger rInverse = BigInteger.ONE.shiftLeft(28 * limbs).modInverse(mod);
        t.put(t.a, x);
        I28.montMul(t.v, t.c, t.a, t.a, t.m, t.n, t.m0i, t.acc, 2);
        assertEquals(x.multiply(x).multiply(rInverse).mod(mod), t.loose(t.c));
        I28.montSquare(t.v, t.c, t.a, t.m, t.n, t.m0i, t.acc, 2);
        assertEquals(x.multiply(x).multiply(rInverse).mod(mod), t.loose(t.c));
        t.checkGuards();
    }

    @Property(tries = 60)
    void powers(@ForAll("seeds") long seed) {
        Random rnd = new Random(seed);
        Numbers t = numbers(33 + rnd.nextInt(300), rnd);
        BigInteger x = below(t.mod, rnd);
        BigInteger e = new BigInteger(1 + rnd.nextInt(90), rnd).setBit(0).add(BigInteger.TWO);
        byte[] xBytes = x.toByteArray();
        byte[] eBytes = e.toByteArray();
        I28.modPow(t.v, t.a, xBytes, 0, xBytes.length, eBytes, 0, eBytes.length, t.m, t.n, t.m0i, t.b, t.acc, 2);
        assertEquals(x.modPow(e, t.mod), t.value(t.a));
        t.checkGuards();
        int[] w = Arrays.copyOf(t.v, t.a + (1 + I28Crt.powerScratch()) * t.n);
        I28.decode(w, t.a, t.n, xBytes, 0, xBytes.length);
        I28Crt.modPow(w, t.a, eBytes, 0, eBytes.length, t.m, t.n, t.m0i, t.a + t.n, t.acc, 2);
        System.arraycopy(w, t.a, t.v, t.a, t.n);
        assertEquals(x.modPow(e, t.mod), t.value(t.a));
    }
}
