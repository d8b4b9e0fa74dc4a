package bearssl.ec;

import static bearssl.ec.EcVectors.N;
import static bearssl.ec.EcVectors.P;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Division against {@link BigInteger}, with limbs of both lengths. */
class DivstepsTest {
    private static final short GUARD = 0x5A5A;

    @Provide
    Arbitrary<BigInteger> numbers() {
        BigInteger top = BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE);
        return Arbitraries.oneOf(Arbitraries.bigIntegers().between(BigInteger.ZERO, top),
                Arbitraries.integers().between(0, 255).map(BigInteger.ONE::shiftLeft),
                Arbitraries.integers().between(1, 256).map(i -> BigInteger.ONE.shiftLeft(i).subtract(BigInteger.ONE)),
                Arbitraries.of(BigInteger.ZERO, BigInteger.ONE, N, P, N.subtract(BigInteger.ONE)));
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void dividesModuloAnyOddNumber(@ForAll("numbers") BigInteger any, @ForAll("numbers") BigInteger x,
            @ForAll("numbers") BigInteger y) {
        BigInteger m = any.setBit(0).setBit(1);
        BigInteger a = x.mod(m);
        while (!a.gcd(m).equals(BigInteger.ONE)) {
            a = a.add(BigInteger.ONE).mod(m);
        }
        for (BigInteger dividend : new BigInteger[] {y.mod(m), m.shiftLeft(1).subtract(BigInteger.ONE)}) {
            BigInteger q13 = divide(dividend, a, m, 13, 20);
            BigInteger q15 = divide(dividend, a, m, 15, 18);
            assertEquals(dividend.mod(m), q13.multiply(a).mod(m));
            assertEquals(dividend.mod(m), q15.multiply(a).mod(m));
        }
    }

    @ParameterizedTest
    @CsvSource({"13, 20", "15, 18"})
    void zeroDividesToZero(int bits, int n) {
        assertEquals(BigInteger.ZERO, divide(BigInteger.TEN, BigInteger.ZERO, N, bits, n));
    }

    private static BigInteger divide(BigInteger x, BigInteger a, BigInteger m, int bits, int n) {
        short[] w = new short[5 * n + 2];
        w[0] = GUARD;
        w[5 * n + 1] = GUARD;
        put(w, 1, x, bits, n);
        put(w, 1 + n, a, bits, n);
        put(w, 1 + 4 * n, m, bits, n);
        Divsteps.divide(w, 1, 1 + 4 * n, n, bits, m.negate().modInverse(BigInteger.ONE.shiftLeft(bits)).intValue());
        assertEquals(GUARD, w[0]);
        assertEquals(GUARD, w[5 * n + 1]);
        BigInteger quotient = BigInteger.ZERO;
        for (int i = n; i > 0; i--) {
            quotient = quotient.shiftLeft(bits).add(BigInteger.valueOf(w[i]));
        }
        assertTrue(quotient.abs().compareTo(m.multiply(BigInteger.valueOf(24 + 1))) < 0);
        return quotient;
    }

    private static void put(short[] w, int at, BigInteger v, int bits, int n) {
        for (int i = 0; i < n; i++) {
            w[at + i] = (short) (v.shiftRight(bits * i).intValue() & (1 << bits) - 1);
        }
    }
}
