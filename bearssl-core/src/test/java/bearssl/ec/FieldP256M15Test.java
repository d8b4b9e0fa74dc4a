package bearssl.ec;

import static bearssl.ec.EcVectors.P;
import static bearssl.ec.EcVectors.fixed;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Each field routine against {@link BigInteger}, with limbs at their bounds and every way to overlap. */
class FieldP256M15Test {
    private static final BigInteger R = BigInteger.ONE.shiftLeft(260);
    private static final BigInteger R_INVERSE = R.modInverse(P);
    // 0.6 * 2^256, which every element keeps below.
    private static final BigInteger BOUND = BigInteger.valueOf(6).shiftLeft(256).divide(BigInteger.TEN);
    private static final int L = FieldP256M15.LIMBS;
    private static final int K = 3;
    private static final short GUARD = 0x5A5A;

    // a, b, x, y, the destination, and scratch, after a guard.
    private static final int A = 1;
    private static final int D = A + 4 * L;
    private static final int TEMP = D + L;
    private final short[] w = new short[TEMP + 5 * L + 1];
    private final int[] t = new int[K + FieldP256M15.COLUMNS + 1];

    private static BigInteger value(short[] w, int at) {
        BigInteger v = BigInteger.ZERO;
        for (int i = L - 1; i >= 0; i--) {
            v = v.shiftLeft(13).add(BigInteger.valueOf(w[at + i]));
        }
        return v;
    }

    private BigInteger value(int at) {
        return value(w, at);
    }

    private void put(int at, short[] element) {
        Arrays.fill(t, 0);
        w[0] = GUARD;
        w[w.length - 1] = GUARD;
        t[K - 1] = GUARD;
        t[K + FieldP256M15.COLUMNS] = GUARD;
        System.arraycopy(element, 0, w, at, L);
    }

    /** The destination is the expected number, in bounds; nothing else has changed and the columns are clear. */
    private void check(BigInteger expected, int d) {
        assertEquals(expected.mod(P), value(d).mod(P));
        checkForm(d);
        assertEquals(GUARD, w[0]);
        assertEquals(GUARD, w[w.length - 1]);
        int[] clear = new int[t.length];
        clear[K - 1] = GUARD;
        clear[K + FieldP256M15.COLUMNS] = GUARD;
        assertArrayEquals(clear, t);
    }

    private void checkForm(int d) {
        for (int i = 0; i < L - 1; i++) {
            assertTrue(w[d + i] >= -4096 && w[d + i] <= 4095, "limb " + i + ": " + w[d + i]);
        }
        assertTrue(value(d).abs().compareTo(BOUND) < 0, "value out of bounds");
    }

    @Provide
    Arbitrary<short[]> elements() {
        Arbitrary<Integer> limb = Arbitraries.oneOf(Arbitraries.of(-4096, -4095, -1, 0, 1, 4095),
                Arbitraries.integers().between(-4096, 4095));
        Arbitrary<Integer> same = Arbitraries.of(-4096, -4095, 4095);
        Arbitrary<Integer> top = Arbitraries.oneOf(Arbitraries.of(-306, -256, -1, 0, 1, 255, 256, 306),
                Arbitraries.integers().between(-306, 306));
        Arbitrary<int[]> limbs = Arbitraries.oneOf(limb.array(int[].class).ofSize(L - 1),
                same.map(v -> filled(v)));
        return Combinators.combine(limbs, top, Arbitraries.of(false, true)).as((low, high, negate) -> {
            short[] e = new short[L];
            for (int i = 0; i < L; i++) {
                int v = i < L - 1 ? low[i] : high;
                e[i] = (short) (negate ? -v : v);    // a negated element may hold 4096
            }
            return e;
        });
    }

    private static int[] filled(int v) {
        int[] all = new int[L - 1];
        Arrays.fill(all, v);
        return all;
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void mulIsMontgomeryMultiplication(@ForAll("elements") short[] a, @ForAll("elements") short[] b) {
        put(A, a);
        put(A + L, b);
        FieldP256M15.mul(w, D, A, A + L, t, K);
        BigInteger product = value(a, 0).multiply(value(b, 0)).multiply(R_INVERSE);
        check(product, D);
        FieldP256M15.mul(w, A, A, A + L, t, K);
        check(product, A);
        put(A, a);
        FieldP256M15.mul(w, A + L, A, A + L, t, K);
        check(product, A + L);
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void squareIsMulByItself(@ForAll("elements") short[] a) {
        put(A, a);
        FieldP256M15.mul(w, D, A, A, t, K);
        FieldP256M15.square(w, TEMP, A, t, K);
        assertArrayEquals(Arrays.copyOfRange(w, D, D + L), Arrays.copyOfRange(w, TEMP, TEMP + L));
        FieldP256M15.square(w, A, A, t, K);
        check(value(a, 0).pow(2).multiply(R_INVERSE), A);
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void mulAddAddsTwoProducts(@ForAll("elements") short[] a, @ForAll("elements") short[] b,
            @ForAll("elements") short[] x, @ForAll("elements") short[] y, @ForAll @IntRange(max = 4) int where) {
        short[][] all = {a, b, x, y};
        for (int i = 0; i < 4; i++) {
            put(A + i * L, all[i]);
        }
        FieldP256M15.mulAdd(w, A + where * L, A, A + L, A + 2 * L, A + 3 * L, t, K);
        BigInteger sum = value(a, 0).multiply(value(b, 0)).add(value(x, 0).multiply(value(y, 0)));
        check(sum.multiply(R_INVERSE), A + where * L);
    }

    /** All limbs at -4096 or 4096 fill the columns most. */
    @Test
    void columnsDoNotOverflow() {
        for (int sign = -1; sign <= 1; sign += 2) {
            short[] e = new short[L];
            Arrays.fill(e, (short) (sign * 4096));
            e[L - 1] = (short) (sign * 306);
            mulAddAddsTwoProducts(e, e, e, e, 4);
            mulIsMontgomeryMultiplication(e, e);
            squareIsMulByItself(e);
        }
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void combineIsLinear(@ForAll("elements") short[] a, @ForAll("elements") short[] b,
            @ForAll @IntRange(min = -12, max = 12) int ma, @ForAll @IntRange(max = 12) int room) {
        int limit = 12 - Math.abs(ma);
        int mb = (room & 1) == 0 ? limit - Math.min(room, limit) : -limit;
        put(A, a);
        put(A + L, b);
        BigInteger sum = value(a, 0).multiply(BigInteger.valueOf(ma)).add(value(b, 0).multiply(BigInteger.valueOf(mb)));
        FieldP256M15.combine(w, D, ma, A, mb, A + L, t, K);
        check(sum, D);
        FieldP256M15.combine(w, A, ma, A, mb, A + L, t, K);
        check(sum, A);
        put(A, a);
        FieldP256M15.combine(w, A + L, ma, A, mb, A + L, t, K);
        check(sum, A + L);
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void aDifferenceThatIsZeroHasOneForm(@ForAll("elements") short[] a) {
        put(A, a);
        FieldP256M15.mul(w, A, A, A, t, K);
        FieldP256M15.combine(w, D, 1, A, -1, A, t, K);
        assertEquals(1, FieldP256M15.isZero(w, D));
        assertEquals(value(A).signum() == 0 ? 1 : 0, FieldP256M15.isZero(w, A));
        // 12a - 12a by way of two other forms
        FieldP256M15.combine(w, D, 12, A, 0, A, t, K);
        FieldP256M15.combine(w, TEMP, 4, A, 0, A, t, K);
        FieldP256M15.combine(w, D, 1, D, -3, TEMP, t, K);
        assertEquals(1, FieldP256M15.isZero(w, D));
    }

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void invertGivesTheMontgomeryInverse(@ForAll("elements") short[] a) {
        put(A, a);
        BigInteger v = value(a, 0).mod(P);
        FieldP256M15.invert(w, TEMP, A, t, K);
        check(v.signum() == 0 ? v : v.modInverse(P).multiply(R).multiply(R), TEMP);
        assertEquals(value(a, 0), value(A), "operand changed");
    }

    @Test
    void zeroInvertsToZero() {
        invertGivesTheMontgomeryInverse(new short[L]);
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
        put(A, new short[L]);
        byte[] src = new byte[40];
        System.arraycopy(fixed(v), 0, src, 5, 32);
        assertEquals(v.compareTo(P) < 0 ? 1 : 0, FieldP256M15.decode(w, D, src, 5, TEMP, t, K));
        check(v.multiply(R), D);
        byte[] dst = new byte[40];
        FieldP256M15.encode(dst, 7, w, D, TEMP, t, K);
        byte[] expected = new byte[40];
        System.arraycopy(fixed(v.mod(P)), 0, expected, 7, 32);
        assertArrayEquals(expected, dst);
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void encodeIsCanonicalForAnyElement(@ForAll("elements") short[] a) {
        put(A, a);
        byte[] dst = new byte[32];
        FieldP256M15.encode(dst, 0, w, A, TEMP, t, K);
        assertEquals(value(a, 0).multiply(R_INVERSE).mod(P), new BigInteger(1, dst));
    }

    @Test
    void constantsAreWhatTheySay() {
        checkConstant(BigInteger.ONE, FieldP256M15.ONE);
        checkConstant(EcVectors.B.multiply(BigInteger.valueOf(-3)), FieldP256M15.MINUS_3B);
        checkConstant(EcVectors.GX, FieldP256M15.GENERATOR);
        checkConstant(EcVectors.GY, FieldP256M15.GENERATOR + 1);
    }

    private void checkConstant(BigInteger v, int constant) {
        FieldP256M15.load(w, D, constant);
        assertEquals(v.multiply(R).mod(P), value(D).mod(P));
        checkForm(D);
    }

    /** A long random walk stays in bounds: what one routine leaves suits the next. */
    @Test
    void boundsHoldOverAWalk() {
        Random random = new Random(7);
        BigInteger[] model = new BigInteger[4];
        for (int i = 0; i < 4; i++) {
            FieldP256M15.load(w, A + i * L, FieldP256M15.GENERATOR);
            model[i] = value(A + i * L);
        }
        for (int n = 0; n < 20000; n++) {
            int d = random.nextInt(4);
            int a = random.nextInt(4);
            int b = random.nextInt(4);
            if (random.nextBoolean()) {
                FieldP256M15.mulAdd(w, A + d * L, A + a * L, A + b * L, A + b * L, A + b * L, t, K);
                model[d] = model[a].multiply(model[b]).add(model[b].pow(2)).multiply(R_INVERSE).mod(P);
            } else {
                int m = random.nextInt(13) - 6;
                FieldP256M15.combine(w, A + d * L, m, A + a * L, 6, A + b * L, t, K);
                BigInteger six = BigInteger.valueOf(6);
                model[d] = model[a].multiply(BigInteger.valueOf(m)).add(model[b].multiply(six)).mod(P);
            }
            assertEquals(model[d], value(A + d * L).mod(P));
            checkForm(A + d * L);
        }
    }
}
