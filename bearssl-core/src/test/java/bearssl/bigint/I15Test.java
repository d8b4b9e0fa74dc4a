package bearssl.bigint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
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
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;

/** {@link I15} against {@link BigInteger}: random and extreme moduli from 2 to 4096 bits, at offsets other than 0. */
class I15Test {
    private static final short GUARD = 0x5A5A;
    private static final BigInteger P256_ORDER =
            new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);

    /** Four numbers of one length between guards, the first of them the modulus. */
    private static final class Numbers {
        final BigInteger mod;
        final int n;
        final short[] w;
        final int m = 3;
        final int a;
        final int b;
        final int c;
        final int m0i;

        Numbers(BigInteger mod, long seed) {
            this.mod = mod;
            // Every other number has a limb more than it needs.
            n = Math.max(2, (mod.bitLength() + 14) / 15 + (int) (seed & 1));
            a = m + n + 1;
            b = a + n + 1;
            c = b + n + 1;
            w = new short[c + n + 3];
            Arrays.fill(w, GUARD);
            put(m, mod);
            m0i = I15.ninv15(w[m]);
        }

        void put(int at, BigInteger v) {
            byte[] bytes = v.toByteArray();
            I15.decode(w, at, n, bytes, 0, bytes.length);
            assertEquals(v, value(at));
        }

        BigInteger value(int at) {
            BigInteger v = BigInteger.ZERO;
            for (int i = n - 1; i >= 0; i--) {
                assertTrue(w[at + i] >= 0, "a limb is never negative");
                v = v.shiftLeft(15).add(BigInteger.valueOf(w[at + i]));
            }
            return v;
        }

        BigInteger r() {
            return BigInteger.ONE.shiftLeft(15 * (n + (n & 1)));
        }

        void checkGuards() {
            assertEquals(mod, value(m), "modulus changed");
            for (int i : new int[] {0, 1, 2, m + n, a + n, b + n, c + n, c + n + 1, c + n + 2}) {
                assertEquals(GUARD, w[i], "written outside at " + i);
            }
        }
    }

    private static int byteLen(BigInteger v) {
        return (v.bitLength() + 7) / 8;
    }

    private static byte[] bytes(BigInteger v, int len) {
        byte[] out = new byte[len];
        byte[] in = v.toByteArray();
        int n = Math.min(len, in.length);
        System.arraycopy(in, in.length - n, out, len - n, n);
        return out;
    }

    private static BigInteger below(BigInteger m, int kind, long seed) {
        switch (kind) {
            case 0:
                return BigInteger.ZERO;
            case 1:
                return BigInteger.ONE.mod(m); // 0 for the modulus 1
            case 2:
                return m.subtract(BigInteger.ONE);
            case 3:
                return m.shiftRight(1);
            case 4: {
                // Just above a multiple of m when shifted by one to three limbs: the quotient is estimated one too low.
                Random rnd = new Random(seed);
                int shift = 15 * (1 + rnd.nextInt(3));
                BigInteger multiple = new BigInteger(shift, rnd).multiply(m);
                return multiple.shiftRight(shift).add(BigInteger.ONE).min(m.subtract(BigInteger.ONE));
            }
            default:
                return new BigInteger(m.bitLength() + 64, new Random(seed)).mod(m);
        }
    }

    /** Odd moduli: all ones or nearly, a one at either end only, 30 ones on top, a small top, random; of any length. */
    @Provide
    Arbitrary<BigInteger> moduli() {
        Arbitrary<Integer> bits = Arbitraries.frequencyOf(
                Tuple.of(2, Arbitraries.integers().between(2, 64)),
                Tuple.of(3, Arbitraries.integers().between(2, 20).map(limbs -> 15 * limbs)),
                Tuple.of(2, Arbitraries.integers().between(65, 600)),
                Tuple.of(1, Arbitraries.of(1024, 1025, 1035, 1036, 2047, 2048, 2055, 4095, 4096)));
        return Combinators.combine(bits, Arbitraries.integers().between(0, 5), Arbitraries.longs()).as(I15Test::modulus)
                .withoutEdgeCases();
    }

    private static BigInteger modulus(int bits, int kind, long seed) {
        BigInteger top = BigInteger.ONE.shiftLeft(bits - 1);
        BigInteger allOnes = top.shiftLeft(1).subtract(BigInteger.ONE);
        BigInteger random = new BigInteger(bits, new Random(seed));
        switch (kind) {
            case 0:
                return allOnes;
            case 1:
                return top.setBit(0);
            case 5:
                return allOnes.subtract(BigInteger.valueOf(2 * (seed & 0xFF))).abs().setBit(0);
            case 2:
                int low = Math.max(0, bits - 30);
                return random.or(allOnes.shiftRight(low).shiftLeft(low)).setBit(0);
            case 3:
                return random.and(allOnes.shiftRight(Math.min(bits - 1, 31))).setBit(0).setBit(bits - 1);
            default:
                return random.setBit(0).setBit(bits - 1);
        }
    }

    @Provide
    Arbitrary<Long> seeds() {
        return Arbitraries.longs().withoutEdgeCases();
    }

    @Provide
    Arbitrary<Integer> kinds() {
        return Arbitraries.integers().between(0, 8).withoutEdgeCases();
    }

    @Property(tries = 500)
    void multipliesInMontgomeryForm(@ForAll("moduli") BigInteger mod, @ForAll("kinds") int kx, @ForAll("kinds") int ky,
            @ForAll("seeds") long seed) {
        Numbers s = new Numbers(mod, seed);
        BigInteger x = below(mod, kx, seed);
        BigInteger y = below(mod, ky, seed + 1);
        s.put(s.a, x);
        s.put(s.b, y);
        BigInteger product = x.multiply(y).multiply(s.r().modInverse(mod)).mod(mod);
        I15.montMul(s.w, s.c, s.a, s.b, s.m, s.n, s.m0i);
        assertEquals(product, s.value(s.c));
        assertEquals(x, s.value(s.a));
        assertEquals(y, s.value(s.b));

        byte[] xBytes = bytes(x, 2 + byteLen(mod));
        I15.montMulBytes(s.w, s.c, xBytes, 2, xBytes.length - 2, s.b, s.m, s.n, s.m0i);
        assertEquals(product, s.value(s.c));
        s.checkGuards();
    }

    @Property(tries = 200)
    void firstFactorMayBeAnyNumberOfItsLimbs(@ForAll("moduli") BigInteger mod, @ForAll("kinds") int ky,
            @ForAll("seeds") long seed) {
        Numbers s = new Numbers(mod, seed);
        BigInteger limit = BigInteger.ONE.shiftLeft(15 * s.n);
        BigInteger y = below(mod, ky, seed);
        s.put(s.b, y);
        for (BigInteger x : new BigInteger[] {limit.subtract(BigInteger.ONE), below(limit, 9, seed)}) {
            s.put(s.a, x);
            BigInteger product = x.multiply(y).multiply(s.r().modInverse(mod)).mod(mod);
            I15.montMul(s.w, s.c, s.a, s.b, s.m, s.n, s.m0i);
            assertEquals(product, s.value(s.c));
            byte[] xBytes = x.toByteArray();
            I15.montMulBytes(s.w, s.c, xBytes, 0, xBytes.length, s.b, s.m, s.n, s.m0i);
            assertEquals(product, s.value(s.c));
        }
        s.checkGuards();
    }

    @Property(tries = 200)
    void squaresANumberGivenTwice(@ForAll("moduli") BigInteger mod, @ForAll("kinds") int kx,
            @ForAll("seeds") long seed) {
        Numbers s = new Numbers(mod, seed);
        BigInteger x = below(mod, kx, seed);
        s.put(s.a, x);
        I15.montMul(s.w, s.c, s.a, s.a, s.m, s.n, s.m0i);
        assertEquals(x.multiply(x).multiply(s.r().modInverse(mod)).mod(mod), s.value(s.c));
        s.checkGuards();
    }

    @Property(tries = 1000)
    void convertsToMontgomeryForm(@ForAll("moduli") BigInteger mod, @ForAll("kinds") int kx,
            @ForAll("seeds") long seed) {
        Numbers s = new Numbers(mod, seed);
        BigInteger x = below(mod, kx, seed);
        s.put(s.a, x);
        I15.toMontgomery(s.w, s.a, s.m, s.n);
        assertEquals(x.multiply(s.r()).mod(mod), s.value(s.a));
        s.checkGuards();
    }

    @Property(tries = 500)
    void reducesLongerAndShorterNumbers(@ForAll("moduli") BigInteger mod, @ForAll("seeds") long seed) {
        if (mod.bitLength() < 30) {
            return;
        }
        Numbers s = new Numbers(mod, seed);
        Random rnd = new Random(seed);
        int len = rnd.nextInt(2 * byteLen(mod) + 3);
        BigInteger longest = BigInteger.ONE.shiftLeft(8 * len).subtract(BigInteger.ONE);
        for (BigInteger v : new BigInteger[] {longest, longest.and(mod), longest.and(mod.add(BigInteger.ONE)),
                longest.subtract(longest.mod(mod)), new BigInteger(8 * len, rnd)}) {
            byte[] src = bytes(v, 5 + len);
            I15.decodeReduce(s.w, s.b, src, 5, len, s.m, s.n);
            assertEquals(v.mod(mod), s.value(s.b));
        }
        s.checkGuards();
    }

    @Property(tries = 500)
    void tellsWhatIsBelowTheModulus(@ForAll("moduli") BigInteger mod, @ForAll("kinds") int kx,
            @ForAll("seeds") long seed) {
        Numbers s = new Numbers(mod, seed);
        int len = byteLen(mod) + 1 + new Random(seed).nextInt(6);
        BigInteger beyond = BigInteger.ONE.shiftLeft(8 * len).subtract(BigInteger.ONE);
        BigInteger low = below(mod, kx, seed);
        assertBelow(s, low, len, 1);
        assertBelow(s, mod, len, 0);
        assertBelow(s, mod.add(BigInteger.ONE), len, 0);
        assertBelow(s, beyond, len, 0);
        assertBelow(s, low.add(BigInteger.ONE.shiftLeft(8 * len - 1)), len, 0);
        if (mod.add(low).bitLength() <= 8 * len) {
            assertBelow(s, mod.add(low), len, 0);
        }
        s.checkGuards();
    }

    private static void assertBelow(Numbers s, BigInteger v, int len, int expected) {
        byte[] src = bytes(v, 1 + len);
        assertEquals(expected, I15.decodeBelow(s.w, s.a, src, 1, len, s.m, s.n));
        if (expected == 1) {
            assertEquals(v, s.value(s.a));
        }
    }

    @Property(tries = 300)
    void encodesWhatItDecoded(@ForAll("moduli") BigInteger v, @ForAll("seeds") long seed) {
        Numbers s = new Numbers(v, seed);
        int pad = new Random(seed).nextInt(4);
        byte[] dst = new byte[3 + byteLen(v) + pad + 2];
        Arrays.fill(dst, (byte) 0xA5);
        I15.encode(dst, 3, byteLen(v) + pad, s.w, s.m, s.n);
        byte[] expected = new byte[dst.length];
        Arrays.fill(expected, (byte) 0xA5);
        System.arraycopy(bytes(v, byteLen(v) + pad), 0, expected, 3, byteLen(v) + pad);
        assertArrayEquals(expected, dst);
    }

    @Property(tries = 150)
    void raisesToAnOddPower(@ForAll("moduli") BigInteger mod, @ForAll("kinds") int kx,
            @ForAll("seeds") long seed) {
        Numbers s = new Numbers(mod, seed);
        BigInteger x = below(mod, kx, seed);
        Random rnd = new Random(seed);
        // A full-length exponent costs a square per bit: only for the shorter moduli.
        int eBits = mod.bitLength() < 300 ? mod.bitLength() : 1 + rnd.nextInt(20);
        byte[] xBytes = bytes(x, 1 + byteLen(mod));
        for (BigInteger e : new BigInteger[] {BigInteger.ONE, BigInteger.valueOf(3), BigInteger.valueOf(65537),
                new BigInteger(eBits, rnd).setBit(0)}) {
            byte[] eBytes = bytes(e, 2 + byteLen(e));
            I15.modPow(s.w, s.a, xBytes, 1, xBytes.length - 1, eBytes, 1, eBytes.length - 1, s.m, s.n, s.m0i, s.b);
            assertEquals(x.modPow(e, mod), s.value(s.a), "e = " + e);
        }
        s.checkGuards();
    }

    @Test
    void negativeInverseOfEveryOddLimb() {
        for (int m0 = 1; m0 <= 0x7FFF; m0 += 2) {
            int inv = I15.ninv15(m0);
            assertTrue(inv > 0 && inv <= 0x7FFF);
            assertEquals(0x7FFF, m0 * inv & 0x7FFF);
        }
    }

    @Test
    void limbsHoldTheirBytes() {
        assertEquals(2, I15.limbs(1));
        assertEquals(2, I15.limbs(3));
        assertEquals(3, I15.limbs(4));
        assertEquals(18, I15.limbs(32));
        assertEquals(137, I15.limbs(256));
        assertEquals(274, I15.limbs(512));
    }

    /** The quotient of the class comment, modulo the order of P-256, with the hash not reduced. */
    @Test
    void dividesModuloTheOrderOfP256() {
        Numbers s = new Numbers(P256_ORDER, 0);
        BigInteger z = new BigInteger(256, new Random(7)).mod(P256_ORDER);
        BigInteger h = BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE);
        byte[] e = bytes(P256_ORDER.subtract(BigInteger.TWO), 32);
        I15.modPow(s.w, s.a, bytes(z, 32), 0, 32, e, 0, 32, s.m, s.n, s.m0i, s.b);
        assertEquals(z.modInverse(P256_ORDER), s.value(s.a));
        I15.toMontgomery(s.w, s.a, s.m, s.n);
        I15.montMulBytes(s.w, s.b, bytes(h, 32), 0, 32, s.a, s.m, s.n, s.m0i);
        assertEquals(h.multiply(z.modInverse(P256_ORDER)).mod(P256_ORDER), s.value(s.b));
    }
}
