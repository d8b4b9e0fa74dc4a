package bearssl.ec;

import static bearssl.ec.EcVectors.N;
import static bearssl.ec.EcVectors.fixed;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import bearssl.base.Workspace;
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

/** Arithmetic modulo the order against {@link BigInteger}, and the division on which inverses rest. */
class OrderP256WideTest {
    private static final BigInteger TOP = BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE);

    private final Workspace ws = new Workspace(0, 0, 0, OrderP256Wide.SCRATCH_LONGS);

    @Provide
    Arbitrary<BigInteger> numbers() {
        return Arbitraries.oneOf(Arbitraries.bigIntegers().between(BigInteger.ZERO, TOP),
                Arbitraries.bigIntegers().between(N.subtract(BigInteger.TEN), N.add(BigInteger.TEN)),
                Arbitraries.integers().between(0, 255).map(BigInteger.ONE::shiftLeft),
                Arbitraries.integers().between(1, 256).map(i -> BigInteger.ONE.shiftLeft(i).subtract(BigInteger.ONE)),
                Arbitraries.of(BigInteger.ZERO, BigInteger.ONE, N.shiftRight(1), TOP));
    }

    /** Operands at odd offsets, of any length; the destination in place of one of them, or apart. */
    @Property(edgeCases = EdgeCasesMode.NONE)
    void multiplyAdd(@ForAll("numbers") BigInteger a, @ForAll("numbers") BigInteger b, @ForAll("numbers") BigInteger c,
            @ForAll @IntRange(max = 32) int cLen, @ForAll @IntRange(max = 3) int where) {
        byte[] buf = new byte[140];
        System.arraycopy(fixed(a), 0, buf, 1, 32);
        System.arraycopy(fixed(b), 0, buf, 34, 32);
        System.arraycopy(fixed(c), 0, buf, 67, 32);
        byte[] expected = buf.clone();
        BigInteger addend = new BigInteger(1, Arrays.copyOfRange(buf, 67, 67 + cLen));
        System.arraycopy(fixed(a.multiply(b).add(addend).mod(N)), 0, expected, 1 + 33 * where, 32);
        OrderP256Wide.multiplyAdd(buf, 1 + 33 * where, buf, 1, 32, 34, buf, 67, cLen, ws);
        assertArrayEquals(expected, buf);
        System.arraycopy(fixed(c.mod(N)), 0, expected, 100, 32);
        System.arraycopy(fixed(c), 0, expected, 67, 32);
        System.arraycopy(fixed(c), 0, buf, 67, 32);
        OrderP256Wide.multiplyAdd(buf, 100, buf, 1, 0, 34, buf, 67, 32, ws);
        assertArrayEquals(Arrays.copyOfRange(expected, 100, 132), Arrays.copyOfRange(buf, 100, 132));
        scratchIsWiped();
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void invert(@ForAll("numbers") BigInteger any) {
        BigInteger a = any.mod(N);
        byte[] buf = new byte[66];
        System.arraycopy(fixed(a), 0, buf, 1, 32);
        BigInteger expected = a.signum() == 0 ? a : a.modInverse(N);
        OrderP256Wide.invert(buf, 34, buf, 1, ws);
        assertEquals(expected, new BigInteger(1, Arrays.copyOfRange(buf, 34, 66)));
        OrderP256Wide.invert(buf, 1, buf, 1, ws);
        assertArrayEquals(Arrays.copyOfRange(buf, 34, 66), Arrays.copyOfRange(buf, 1, 33));
        assertEquals(0, buf[0]);
        assertEquals(0, buf[33]);
        scratchIsWiped();
    }

    /** Division is right modulo any odd number, to a multiple of it that stays in bounds. */
    @Property(edgeCases = EdgeCasesMode.NONE)
    void divideByAnyModulus(@ForAll("numbers") BigInteger any, @ForAll("numbers") BigInteger x,
            @ForAll("numbers") BigInteger y) {
        BigInteger m = any.setBit(0).setBit(1);
        BigInteger a = x.mod(m);
        while (!a.gcd(m).equals(BigInteger.ONE)) {
            a = a.add(BigInteger.ONE).mod(m);
        }
        long[] w = new long[3 * Limbs29.LIMBS + Limbs29.DIVIDE_TEMP];
        Limbs29.decode(w, 0, fixed(m), 0, 32);
        Limbs29.decode(w, 9, fixed(a), 0, 32);
        Limbs29.decode(w, 18, fixed(y.mod(m)), 0, 32);
        BigInteger limb = BigInteger.ONE.shiftLeft(29);
        Limbs29.divide(w, 18, 9, 0, m.negate().modInverse(limb).intValue(), 27);
        BigInteger quotient = FieldP256WideTest.value(w, 18);
        assertEquals(y.mod(m), quotient.multiply(a).mod(m));
        assertEquals(-1, quotient.abs().compareTo(m.multiply(BigInteger.valueOf(12))));
    }

    @Test
    void scratchIsAsDeclared() {
        OrderP256Wide.invert(new byte[32], 0, fixed(BigInteger.TEN), 0, ws);
        assertEquals(OrderP256Wide.SCRATCH_LONGS, ws.highWaterLongs());
        scratchIsWiped();
        assertEquals(-1, Integer.compare(OrderP256Wide.SCRATCH_LONGS, EcP256Wide.SCRATCH_LONGS));
    }

    private void scratchIsWiped() {
        assertArrayEquals(new long[ws.longs.length], ws.longs);
        assertEquals(ws.longs.length, ws.freeLongs());
    }
}
