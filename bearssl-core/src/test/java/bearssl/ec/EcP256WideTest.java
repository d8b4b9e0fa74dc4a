package bearssl.ec;

import static bearssl.ec.EcVectors.G;
import static bearssl.ec.EcVectors.N;
import static bearssl.ec.EcVectors.fixed;
import static bearssl.ec.EcVectors.multiply;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bearssl.base.Workspace;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@link EcP256M15Test} asks, of the fast engine, and what its comb rests on. */
class EcP256WideTest extends EcP256M15Test {
    private static final int COLUMNS = CombP256Wide.COLUMNS;
    private static final BigInteger TWO_N = N.shiftLeft(1);

    @Override
    EcCurve curve() {
        return EcP256Wide.INSTANCE;
    }

    @Override
    @Test
    void scratch() {
        assertEquals(0, curve().scratchShorts());
        assertEquals(0, curve().scratchInts());
        assertEquals(EcP256Wide.SCRATCH_LONGS, curve().scratchLongs());
        assertEquals(560, EcP256Wide.SCRATCH_LONGS);
    }

    /** The 32 numbers, of either sign, that a point of one half of the table may stand for in column 0. */
    private static List<BigInteger> points(int half) {
        List<BigInteger> all = new ArrayList<>();
        for (int signs = 0; signs < 32; signs++) {
            BigInteger sum = BigInteger.ZERO;
            for (int i = 0; i < 5; i++) {
                BigInteger weight = BigInteger.ONE.shiftLeft(COLUMNS * (5 * half + i));
                sum = (signs >> i & 1) != 0 ? sum.add(weight) : sum.subtract(weight);
            }
            all.add(sum);
        }
        return all;
    }

    /** Whether ten numbers, odd and below 2^count either way, add up to v with weights 1, 2^26, ... 2^234. */
    private static boolean isSumOfColumns(BigInteger v, int count) {
        BigInteger rest = v;
        for (int i = 0; i < 10; i++) {
            int digits = rest.intValue() << 32 - COLUMNS >> 32 - COLUMNS;
            if ((digits & 1) == 0 || Math.abs(digits) >= 1 << count) {
                return false;
            }
            rest = rest.subtract(BigInteger.valueOf(digits)).shiftRight(COLUMNS);
        }
        return rest.signum() == 0;
    }

    /**
     * The scalars of the comb, above n and below 2n, for which a sum and the point to be added to it are equal or
     * opposite. In column c the sum stands for what columns c+1 and up come to, and less than 2n in all; it is doubled,
     * a point of the first half is added, then one of the second.
     */
    @Test
    void noScalarOfTheCombMeetsAnException() {
        List<BigInteger> first = points(0);
        List<BigInteger> second = points(1);
        List<BigInteger> found = new ArrayList<>();
        for (int column = 0; column < COLUMNS - 1; column++) {
            int above = COLUMNS - 1 - column;
            for (int m = -4; m <= 4; m++) {
                BigInteger mn = N.multiply(BigInteger.valueOf(m));
                for (BigInteger t : first) {
                    // 2*sum = mn + t, t or -t being added
                    assertTrue(!isHalfSum(mn.add(t), above), "column " + column);
                    for (BigInteger s : second) {
                        // 2*sum + t = mn + s, s or -s being added
                        if (isHalfSum(mn.add(s).subtract(t), above)) {
                            assertEquals(0, column);
                            found.add(mn);
                            found.add(mn.add(s).add(s));
                        }
                    }
                }
            }
        }
        assertTrue(found.size() >= 4, "the one below n is found, so something was looked for");
        for (BigInteger u : found) {
            assertTrue(u.compareTo(N) <= 0 || u.compareTo(TWO_N) >= 0, u.toString(16));
        }
    }

    private static boolean isHalfSum(BigInteger doubled, int count) {
        return !doubled.testBit(0) && isSumOfColumns(doubled.shiftRight(1), count);
    }

    /** The one odd scalar below n whose last addition would be a doubling, and its even counterpart. */
    @Test
    void aDoublingInsideTheCombIsAvoided() {
        BigInteger k = new BigInteger("fffff7ff00020000ff7fffffdffffff7bce6faada7179e84f3b9cac2fc632551", 16);
        Workspace ws = new Workspace(0, 0, 0, EcP256Wide.SCRATCH_LONGS);
        for (BigInteger scalar : List.of(k, N.subtract(k))) {
            byte[] point = new byte[65];
            curve().mulGen(point, 0, fixed(scalar), 0, ws);
            assertArrayEquals(multiply(scalar, G).encoded(), point);
            // in verification it takes place
            byte[] sum = G.encoded();
            assertTrue(curve().mulAdd(sum, 0, 65, new byte[32], 0, fixed(scalar), 0, ws));
            assertArrayEquals(point, sum);
        }
    }

    /** n - 30 and such: the last window of a product is near the order. */
    @Test
    void scalarsNearTheOrderInTheLastWindow() {
        Workspace ws = new Workspace(0, 0, 0, EcP256Wide.SCRATCH_LONGS);
        for (int i = 1; i < 70; i++) {
            BigInteger k = N.subtract(BigInteger.valueOf(i));
            byte[] point = G.encoded();
            assertTrue(curve().mul(point, 0, 65, fixed(k), 0, ws));
            assertArrayEquals(multiply(BigInteger.valueOf(i), G).negated().encoded(), point);
        }
    }
}
