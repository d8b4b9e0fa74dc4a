package bearssl.base;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import java.util.Arrays;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

class CtTest {
    private static final int[] EDGES = {0, 1, -1, 2, -2, 255, 256, Integer.MAX_VALUE, Integer.MIN_VALUE, 0x7FFF, 0x8000};

    @Example
    void edgesAreRight() {
        for (int x : EDGES) {
            for (int y : EDGES) {
                check(x, y);
            }
        }
    }

    @Property
    void comparisonsAreRight(@ForAll int x, @ForAll int y) {
        check(x, y);
    }

    private static void check(int x, int y) {
        assertEquals(x == 0 ? 1 : 0, Ct.isZero(x));
        assertEquals(x == y ? 1 : 0, Ct.eq(x, y));
        assertEquals(Integer.compareUnsigned(x, y) < 0 ? 1 : 0, Ct.below(x, y));
        assertEquals(x, Ct.mux(1, x, y));
        assertEquals(y, Ct.mux(0, x, y));
    }

    @Property
    void equalSeesEveryBit(@ForAll byte[] a, @ForAll byte[] noise) {
        byte[] left = Arrays.copyOf(noise, noise.length + a.length + 3);
        System.arraycopy(a, 0, left, noise.length, a.length);
        assertEquals(1, Ct.equal(left, noise.length, a, 0, a.length));
        for (int i = 0; i < a.length; i++) {
            left[noise.length + i] ^= (byte) (1 << i % 8);
            assertEquals(0, Ct.equal(left, noise.length, a, 0, a.length));
            left[noise.length + i] ^= (byte) (1 << i % 8);
        }
    }

    @Property
    void inRangeIsThatOfBigIntegers(@ForAll @Size(4) byte[] x, @ForAll @Size(4) byte[] m) {
        checkRange(x, m);
        checkRange(x, x);
        checkRange(new byte[4], m);
        byte[] close = m.clone();
        close[3]--;
        checkRange(close, m);
    }

    private static void checkRange(byte[] x, byte[] m) {
        BigInteger value = new BigInteger(1, x);
        boolean expected = value.signum() > 0 && value.compareTo(new BigInteger(1, m)) < 0;
        byte[] both = new byte[9];
        System.arraycopy(x, 0, both, 1, 4);
        System.arraycopy(m, 0, both, 5, 4);
        assertEquals(expected ? 1 : 0, Ct.inRange(both, 1, both, 5, 4));
    }

    @Example
    void wipesTheRangeAlone() {
        byte[] b = {1, 2, 3, 4, 5};
        Ct.wipe(b, 1, 3);
        assertArrayEquals(new byte[] {1, 0, 0, 0, 5}, b);
        int[] w = {1, 2, 3};
        Ct.wipe(w, 2, 1);
        assertArrayEquals(new int[] {1, 2, 0}, w);
    }

    @Example
    void integersKeepTheirPlace() {
        byte[] b = new byte[8];
        Codec.putU16(b, 1, 0x1FFFE);
        Codec.putU24(b, 3, 0x1ABCDEF);
        assertArrayEquals(new byte[] {0, -1, -2, (byte) 0xAB, (byte) 0xCD, (byte) 0xEF, 0, 0}, b);
        assertEquals(0xFFFE, Codec.u16(b, 1));
        assertEquals(0xABCDEF, Codec.u24(b, 3));
        Codec.putBe32(b, 4, 0x89ABCDEF);
        assertEquals(0x89ABCDEF, Codec.be32(b, 4));
        assertEquals(0xCDEF, Codec.u16(b, 6));
    }
}
