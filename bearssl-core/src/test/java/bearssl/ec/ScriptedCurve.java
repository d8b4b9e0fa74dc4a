package bearssl.ec;

import bearssl.base.Workspace;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.UnaryOperator;

/**
 * An order of 32 bits, and points of which there is an X coordinate only: a "curve" on which rare things are frequent.
 *
 * @param n          the order
 * @param coordinate the X coordinate of a multiple of the generator
 */
record ScriptedCurve(BigInteger n, UnaryOperator<BigInteger> coordinate) implements EcCurve {
    static byte[] fixed(BigInteger v) {
        return HexFormat.of().parseHex(String.format("%08x", v));
    }

    @Override
    public int namedCurve() {
        return 0xFE00;
    }

    @Override
    public int pointLen() {
        return 9;
    }

    @Override
    public int scalarLen() {
        return 4;
    }

    @Override
    public void order(byte[] dst, int off) {
        System.arraycopy(fixed(n), 0, dst, off, 4);
    }

    @Override
    public int scratchShorts() {
        return 0;
    }

    @Override
    public int scratchInts() {
        return 0;
    }

    @Override
    public int scratchLongs() {
        return 0;
    }

    @Override
    public void mulGen(byte[] dst, int off, byte[] scalar, int scalarOff, Workspace ws) {
        BigInteger k = new BigInteger(1, Arrays.copyOfRange(scalar, scalarOff, scalarOff + 4));
        dst[off] = 4;
        System.arraycopy(fixed(coordinate.apply(k)), 0, dst, off + 1, 4);
        Arrays.fill(dst, off + 5, off + 9, (byte) 0x77);
    }

    @Override
    public boolean isOnCurve(byte[] point, int off, int len, Workspace ws) {
        throw new AssertionError();
    }

    @Override
    public boolean mul(byte[] point, int off, int len, byte[] scalar, int scalarOff, Workspace ws) {
        throw new AssertionError();
    }

    @Override
    public boolean mulAdd(byte[] point, int off, int len, byte[] x, int xOff, byte[] y, int yOff, Workspace ws) {
        throw new AssertionError();
    }
}
