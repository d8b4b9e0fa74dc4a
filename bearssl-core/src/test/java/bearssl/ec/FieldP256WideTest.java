package bearssl.ec;

import static bearssl.ec.EcVectors.P;
import static bearssl.ec.EcVectors.fixed;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Each field routine against {@link BigInteger}, with limbs at their bounds and every way to overlap. */
class FieldP256WideTest {
    private static final int L = Limbs29.LIMBS;
    private static final BigInteger R = BigInteger.ONE.shiftLeft(261);
    private static final BigInteger R_INVERSE = R.modInverse(P);
    private static final long UNIT = 1L << 28;
    private static final long GUARD = 0x5A5A5A5A5A5A5A5AL;

    // Two operands, the destination, p and scratch, between guards.
    private static final int A = 1;
    private static final int B = A + L;
    private static final int D = B + L;
    private static final int PRIME = D + L;
    private static final int TEMP = PRIME + L;
    private final long[] w = new long[TEMP + L + Limbs29.DIVIDE_TEMP + 1];

    static BigInteger value(long[] w, int at) {
        BigInteger v = BigInteger.ZERO;
        for (int i = L - 1; i >= 0; i--) {
            v = v.shiftLeft(29).add(BigInteger.valueOf(w[at + i]));
        }
        return v;
    }

    private void put(long[] a, long[] b) {
        w[0] = GUARD;
        w[w.length - 1] = GUARD;
        Limbs29.load(w, PRIME, FieldP256Wide.P);
        System.arraycopy(a, 0, w, A, L);
        System.arraycopy(b, 0, w, B, L);
    }

    /** The destination is the expected number, of size 1 and of a value up to the bound and half of 2^256. */
    private void check(BigInteger expected, BigInteger bound, int d) {
        BigInteger v = value(w, d);
        assertEquals(expected.mod(P), v.mod(P));
        for (int i = 0; i < L; i++) {
            assertTrue(w[d + i] >= -UNIT && w[d + i] <= UNIT, "limb " + i + ": " + w[d + i]);
        }
        assertTrue(v.abs().compareTo(bound.add(BigInteger.ONE.shiftLeft(255)).add(BigInteger.ONE)) <= 0, "value");
        assertEquals(P, value(w, PRIME));
        assertEquals(GUARD, w[0]);
        assertEquals(GUARD, w[w.length - 1]);
    }

    /** Limbs of at most 2^28 either way, at the bounds more often than not; the highest is that of a value up to 2. */
    @Provide
    Arbitrary<long[]> elements() {
        Arbitrary<Long> limb = Arbitraries.oneOf(Arbitraries.of(-UNIT, 1 - UNIT, -1L, 0L, 1L, UNIT - 1, UNIT),
                Arbitraries.longs().between(-UNIT, UNIT));
        Arbitrary<long[]> same = Arbitraries.of(-UNIT, UNIT - 1, UNIT).map(v -> {
            long[] all = new long[L];
            Arrays.fill(all, v);
            return all;
        });
        Arbitrary<Long> top = Arbitraries.longs().between(-1L << 25, 1L << 25);
        return Arbitraries.oneOf(limb.array(long[].class).ofSize(L), same).flatMap(low -> top.map(high -> {
            long[] e = low.clone();
            e[L - 1] = high;
            return e;
        }));
    }

    private static long[] times(long[] a, long m) {
        long[] r = new long[L];
        for (int i = 0; i < L; i++) {
            r[i] = a[i] * m;
        }
        return r;
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void mulIsMontgomeryMultiplication(@ForAll("elements") long[] one, @ForAll("elements") long[] other,
            @ForAll @IntRange(min = 1, max = 12) int size) {
        long[] a = times(one, size);
        long[] b = times(other, 12 / size);
        BigInteger product = value(a, 0).multiply(value(b, 0));
        BigInteger bound = product.abs().shiftRight(261);
        for (int d : new int[] {D, A, B}) {
            put(a, b);
            FieldP256Wide.mul(w, d, A, B);
            check(product.multiply(R_INVERSE), bound, d);
        }
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void squareIsMulByItself(@ForAll("elements") long[] one, @ForAll @IntRange(min = 1, max = 3) int size) {
        long[] a = times(one, size);
        put(a, a);
        FieldP256Wide.mul(w, D, A, A);
        FieldP256Wide.square(w, B, A);
        assertArrayEquals(Arrays.copyOfRange(w, D, D + L), Arrays.copyOfRange(w, B, B + L));
        FieldP256Wide.square(w, A, A);
        check(value(a, 0).pow(2).multiply(R_INVERSE), value(a, 0).pow(2).shiftRight(261), A);
    }

    /** All limbs at their bounds, the highest too, fill the columns most. */
    @Test
    void columnsDoNotOverflow() {
        for (long s = -UNIT; s <= UNIT; s += 2 * UNIT) {
            long[] e = new long[L];
            Arrays.fill(e, s);
            for (int size = 1; size <= 12; size++) {
                long[] a = times(e, size);
                long[] b = times(e, 12 / size);
                put(a, b);
                FieldP256Wide.mul(w, D, A, B);
                BigInteger product = value(a, 0).multiply(value(b, 0));
                assertEquals(product.multiply(R_INVERSE).mod(P), value(w, D).mod(P));
            }
        }
    }

    /** A doubling multiplies X - d by X + d, both of size 4: no column of X^2 - d^2 overflows. */
    @Property(edgeCases = EdgeCasesMode.NONE)
    void differenceOfSquares(@ForAll("elements") long[] one, @ForAll("elements") long[] d) {
        long[] x = times(one, 3);
        long[] minus = new long[L];
        long[] plus = new long[L];
        for (int i = 0; i < L; i++) {
            minus[i] = x[i] - d[i];
            plus[i] = x[i] + d[i];
        }
        put(minus, plus);
        FieldP256Wide.mul(w, D, A, B);
        BigInteger difference = value(x, 0).pow(2).subtract(value(d, 0).pow(2));
        check(difference.multiply(R_INVERSE), difference.abs().shiftRight(261), D);
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void combineIsLinear(@ForAll("elements") long[] a, @ForAll("elements") long[] b,
            @ForAll @IntRange(min = -9, max = 9) int mb, @ForAll @IntRange(min = -9, max = 9) int mc) {
        BigInteger sum = value(a, 0).add(value(b, 0).multiply(BigInteger.valueOf(mb)))
                .add(value(a, 0).multiply(BigInteger.valueOf(mc)));
        for (int d : new int[] {D, A, B}) {
            put(a, b);
            FieldP256Wide.combine(w, d, A, mb, B, mc, A);
            assertEquals(sum, value(w, d));
            for (int i = 0; i < L - 1; i++) {
                assertTrue(w[d + i] >= -UNIT && w[d + i] < UNIT);
            }
        }
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void invertGivesTheMontgomeryInverse(@ForAll("elements") long[] a) {
        put(a, a);
        FieldP256Wide.invert(w, D, A, PRIME, TEMP);
        BigInteger v = value(a, 0).mod(P);
        BigInteger expected = v.signum() == 0 ? v : v.modInverse(P).multiply(R).multiply(R);
        assertEquals(expected.mod(P), value(w, D).mod(P));
        for (int i = 0; i < L; i++) {
            assertTrue(Math.abs(w[D + i]) <= 2 * UNIT);
        }
        assertTrue(value(w, D).abs().compareTo(P.multiply(BigInteger.valueOf(12))) < 0);
        assertEquals(value(a, 0), value(w, A), "operand changed");
        assertEquals(GUARD, w[w.length - 1]);
    }

    @Test
    void zeroInvertsToZero() {
        invertGivesTheMontgomeryInverse(new long[L]);
    }

    @Provide
    Arbitrary<BigInteger> numbers() {
        BigInteger top = BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE);
        return Arbitraries.oneOf(Arbitraries.bigIntegers().between(BigInteger.ZERO, top),
                Arbitraries.bigIntegers().between(P.subtract(BigInteger.TEN), P.add(BigInteger.TEN)),
                Arbitraries.of(BigInteger.ZERO, BigInteger.ONE, P.shiftRight(1), top));
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void decodeAndEncode(@ForAll("numbers") BigInteger v) {
        put(new long[L], new long[L]);
        byte[] src = new byte[40];
        System.arraycopy(fixed(v), 0, src, 5, 32);
        assertEquals(v.compareTo(P) < 0 ? 1 : 0, FieldP256Wide.decode(w, D, src, 5, PRIME, TEMP));
        check(v.multiply(R), BigInteger.ONE.shiftLeft(252), D);
        byte[] dst = new byte[40];
        FieldP256Wide.encode(dst, 7, w, D, PRIME, TEMP);
        byte[] expected = new byte[40];
        System.arraycopy(fixed(v.mod(P)), 0, expected, 7, 32);
        assertArrayEquals(expected, dst);
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void encodeIsCanonicalForAnyElement(@ForAll("elements") long[] a) {
        put(a, a);
        byte[] dst = new byte[32];
        FieldP256Wide.encode(dst, 0, w, A, PRIME, TEMP);
        assertEquals(value(a, 0).multiply(R_INVERSE).mod(P), new BigInteger(1, dst));
    }

    @Property(tries = 50)
    void multiplesOfThePrimeAreZero(@ForAll @IntRange(min = -9, max = 9) int m, @ForAll @IntRange(max = 1) int more) {
        put(new long[L], new long[L]);
        FieldP256Wide.combine(w, A, PRIME, m - 1, PRIME, 0, PRIME);
        w[A] += more;
        assertEquals(1 - more, FieldP256Wide.isZero(w, A, PRIME, TEMP));
    }

    @Test
    void constantsAreWhatTheySay() {
        Limbs29.load(w, D, FieldP256Wide.P);
        assertEquals(P, value(w, D));
        Limbs29.load(w, D, FieldP256Wide.ONE);
        assertEquals(R.mod(P), value(w, D));
        Limbs29.load(w, D, FieldP256Wide.B);
        assertEquals(EcVectors.B.multiply(R).mod(P), value(w, D));
    }
}
