package bearssl.bigint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link I28} against {@link BigInteger}: random and extreme moduli and loose numbers, with guards around the frame. */
class I28Test {
    private static final long GUARD = 0x5A5A5A5AL;
    private static final int GUARDS = 3;

    /** A frame between guards, with rubbish in it. */
    private static final class Frame {
        private final BigInteger mod;
        private final int n;
        private final long[] w;
        private final int f = GUARDS;
        private final int m0i;

        Frame(BigInteger mod, int n) {
            this.mod = mod;
            this.n = n;
            w = new long[GUARDS + I28.frame(n) + GUARDS];
            Arrays.fill(w, GUARD);
            byte[] bytes = mod.toByteArray();
            I28.decodeModulus(w, f, n, bytes, 0, bytes.length);
            m0i = I28.ninv28(w, f);
        }

        private void number(BigInteger x) {
            byte[] bytes = x.toByteArray();
            I28.decodeNumber(w, f, n, bytes, 0, bytes.length);
            assertEquals(x, value(I28.NUMBER));
        }

        private void factor(BigInteger x) {
            byte[] bytes = x.toByteArray();
            I28.decodeFactor(w, f, n, bytes, 0, bytes.length);
            assertEquals(x, value(I28.FACTOR));
        }

        private BigInteger value(int at) {
            BigInteger x = BigInteger.ZERO;
            for (int i = n - 1; i >= 0; i--) {
                long limb = w[f + at + i];
                assertTrue(limb >= 0 && limb < 1 << 28, "a limb has 28 bits");
                x = x.shiftLeft(28).add(BigInteger.valueOf(limb));
            }
            return x;
        }

        private BigInteger number() {
            return value(I28.NUMBER);
        }

        private BigInteger loose() {
            assertTrue(number().compareTo(mod.shiftLeft(1)) < 0, "loose");
            return number().mod(mod);
        }

        private void checkGuards() {
            assertEquals(mod, value(I28.MODULUS), "modulus changed");
            for (int i = 0; i < GUARDS; i++) {
                assertEquals(GUARD, w[i], "written below");
                assertEquals(GUARD, w[w.length - 1 - i], "written above");
            }
        }

        private void checkProducts(BigInteger x, BigInteger y) {
            BigInteger rInverse = BigInteger.ONE.shiftLeft(28 * n).modInverse(mod);
            number(x);
            factor(y);
            I28.multiply(w, f, n, m0i);
            assertEquals(x.multiply(y).multiply(rInverse).mod(mod), loose());
            number(x);
            I28.square(w, f, n, m0i);
            assertEquals(x.multiply(x).multiply(rInverse).mod(mod), loose());
        }

        private void checkAll(Random rnd) {
            BigInteger x = below(mod.shiftLeft(1), rnd);
            BigInteger y = below(mod.shiftLeft(1), rnd);
            checkProducts(x, y);
            number(x);
            I28Reduction.toMontgomery(w, f, n);
            assertEquals(x.shiftLeft(28 * n).mod(mod), loose());
            number(x);
            assertEquals(x.compareTo(mod) < 0 ? 1 : 0, I28.isBelow(w, f, n));
            I28.tighten(w, f, n);
            assertEquals(x.mod(mod), number());
            int[] v = new int[n];
            I28Crt.storeNumber(v, 0, w, f, n);
            number(y);
            I28Crt.subtractFrom(w, f, n, v, 0);
            assertEquals(x.subtract(y).mod(mod), loose());
            factor(y);
            number(y);
            assertTrue(I28.isNumberFactor(w, f, n));
            number(y.flipBit(rnd.nextInt(mod.bitLength())));
            assertFalse(I28.isNumberFactor(w, f, n));
            byte[] wide = new BigInteger(3 * mod.bitLength(), rnd).toByteArray();
            I28Reduction.decodeReduce(w, f, n, wide, 0, wide.length);
            assertEquals(new BigInteger(1, wide).mod(mod), loose());
            checkGuards();
        }

        private void checkUnreduced(Random rnd) {
            BigInteger x = below(mod.shiftLeft(1), rnd);
            BigInteger y = below(mod.shiftLeft(1), rnd);
            BigInteger z = below(mod, rnd);
            number(x);
            factor(y);
            int zLen = (mod.bitLength() + 7) / 8;
            byte[] sum = new byte[1 + 2 * zLen + 3 + 1];
            byte[] zBytes = z.toByteArray();
            int skip = Math.max(0, zBytes.length - zLen); // a sign
            System.arraycopy(zBytes, skip, sum, 1 + zLen - (zBytes.length - skip), zBytes.length - skip);
            I28Crt.encodeProductPlus(sum, 1, sum.length - 2, w, f, n, zLen);
            assertEquals(x.multiply(y).add(z).shiftLeft(8), new BigInteger(1, sum));
            checkGuards();
            Frame wide = new Frame(mod, 2 * n);
            System.arraycopy(w, f + I28.FACTOR, wide.w, wide.f + I28.FACTOR, n);
            wide.number(x);
            I28Crt.productToModulus(wide.w, wide.f, n);
            assertEquals(x.multiply(y), wide.value(I28.MODULUS));
            assertEquals(0, wide.w[wide.f + I28.SHIFTED_MODULUS]);
            assertEquals(wide.w[wide.f + I28.MODULUS + 2 * n - 1], wide.w[wide.f + I28.SHIFTED_MODULUS + 2 * n]);
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

    private static Frame frame(int bits, Random rnd) {
        int most = I28.MOST_LIMBS;
        return new Frame(modulus(bits, rnd), Math.min(most, I28.limbs((bits + 7) / 8) + rnd.nextInt(3)));
    }

    @Provide
    Arbitrary<Long> seeds() {
        return Arbitraries.longs().withoutEdgeCases();
    }

    @Property(tries = 400)
    void agreesWithBigInteger(@ForAll("seeds") long seed) {
        Random rnd = new Random(seed);
        Frame frame = frame(33 + rnd.nextInt(600), rnd);
        frame.checkAll(rnd);
        frame.checkUnreduced(rnd);
    }

    /** Around the length at which columns have to be carried in between, and RSA's. */
    @ParameterizedTest
    @ValueSource(ints = {1024, 2048, 3498, 3524, 3526, 3527, 3528, 3582, 3584, 4096, 4142})
    void agreesWithBigIntegerAtLength(int bits) {
        for (int seed = 0; seed < 8; seed++) {
            Random rnd = new Random(seed);
            frame(bits, rnd).checkAll(rnd);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {512, 1024, 1536, 2048, 2070})
    void productsOfPrimes(int bits) {
        for (int seed = 0; seed < 8; seed++) {
            Random rnd = new Random(seed);
            new Frame(modulus(bits, rnd), I28.limbs((bits + 6) / 8)).checkUnreduced(rnd);
        }
    }

    /** The greatest columns there can be: all limbs are ones, in the numbers and in the modulus. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 37, 74, 124, 125, 126, 127, 128, 129, 147, 148})
    void columnsDoNotOverflow(int limbs) {
        BigInteger mod = BigInteger.ONE.shiftLeft(28 * limbs - 2).subtract(BigInteger.ONE);
        Frame frame = new Frame(mod, limbs);
        BigInteger x = mod.shiftLeft(1).subtract(BigInteger.ONE);
        frame.checkProducts(x, x);
        frame.checkGuards();
    }

    /** A frame of the greatest length, and what room allows: no byte more. */
    @Test
    void sizes() {
        assertEquals(37, I28.limbs(128));
        assertEquals(74, I28.limbs(256));
        assertEquals(147, I28.limbs(512));
        assertTrue(I28.limbs(512) <= I28.MOST_LIMBS && 2 * I28.limbs(256) <= I28.MOST_LIMBS);
        for (int len = 5; len <= 512; len++) {
            int longs = I28.frame(I28.limbs(len));
            assertTrue(I28.maxByteLen(longs) >= len);
            assertTrue(I28.maxByteLen(longs - 1) < len);
        }
        assertEquals(0, I28.maxByteLen(0));
        assertEquals(I28.maxByteLen(I28.frame(I28.MOST_LIMBS)), I28.maxByteLen(Integer.MAX_VALUE));
    }

    @Property(tries = 60)
    void powers(@ForAll("seeds") long seed) {
        Random rnd = new Random(seed);
        Frame frame = frame(33 + rnd.nextInt(300), rnd);
        BigInteger x = below(frame.mod, rnd);
        BigInteger e = new BigInteger(1 + rnd.nextInt(90), rnd).setBit(0).add(BigInteger.TWO);
        byte[] xBytes = x.toByteArray();
        byte[] eBytes = e.toByteArray();
        I28.modPow(frame.w, frame.f, frame.n, frame.m0i, xBytes, 0, xBytes.length, eBytes, 0, eBytes.length);
        assertEquals(x.modPow(e, frame.mod), frame.number());
        frame.number(x);
        int[] v = new int[I28Crt.tableLen()];
        I28Crt.modPow(frame.w, frame.f, frame.n, frame.m0i, eBytes, 0, eBytes.length, v, 0);
        assertEquals(x.modPow(e, frame.mod), frame.number());
        frame.checkGuards();
    }
}
