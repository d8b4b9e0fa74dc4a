package bearssl.testing;

import bearssl.base.Workspace;
import bearssl.ec.EcCurve;
import bearssl.ec.EcVerifyCurve;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * A curve that computes everything once: most of a chain or a handshake is the same in one test after another. Products
 * it has only if it is made of a curve that has them.
 */
public final class RememberedCurve implements EcCurve {
    private static final int MOST = 2000;

    private final EcVerifyCurve curve;
    private final Map<ByteBuffer, byte[]> sums = new HashMap<>(); // an empty array for what is no point
    private final Map<ByteBuffer, Boolean> points = new HashMap<>();

    public RememberedCurve(EcVerifyCurve curve) {
        this.curve = curve;
    }

    /** Some memory is enough. */
    static void forget(Map<?, ?> answers) {
        if (answers.size() >= MOST) {
            answers.clear();
        }
    }

    @Override
    public int namedCurve() {
        return curve.namedCurve();
    }

    @Override
    public int pointLen() {
        return curve.pointLen();
    }

    @Override
    public int scalarLen() {
        return curve.scalarLen();
    }

    @Override
    public int scratchShorts() {
        return curve.scratchShorts();
    }

    @Override
    public int scratchInts() {
        return curve.scratchInts();
    }

    @Override
    public int scratchLongs() {
        return curve.scratchLongs();
    }

    @Override
    public void order(byte[] dst, int off) {
        curve.order(dst, off);
    }

    private static byte[] part(byte[] b, int off, int len) {
        return Arrays.copyOfRange(b, off, off + len);
    }

    @Override
    public synchronized boolean isOnCurve(byte[] point, int off, int len, Workspace ws) {
        forget(points);
        return points.computeIfAbsent(ByteBuffer.wrap(part(point, off, len)),
                key -> curve.isOnCurve(point, off, len, ws));
    }

    @Override
    public synchronized boolean mulAdd(byte[] point, int off, int len, byte[] x, int xOff, byte[] y, int yOff,
            Workspace ws) {
        byte[] input = Bytes.join(part(point, off, len), part(x, xOff, scalarLen()), part(y, yOff, scalarLen()));
        forget(sums);
        byte[] sum = sums.computeIfAbsent(ByteBuffer.wrap(input), key ->
                curve.mulAdd(point, off, len, x, xOff, y, yOff, ws) ? part(point, off, len) : new byte[0]);
        System.arraycopy(sum, 0, point, off, sum.length);
        return sum.length > 0;
    }

    @Override
    public synchronized boolean mul(byte[] point, int off, int len, byte[] scalar, int scalarOff, Workspace ws) {
        byte[] input = Bytes.join(part(point, off, len), part(scalar, scalarOff, scalarLen()));
        forget(sums);
        byte[] product = sums.computeIfAbsent(ByteBuffer.wrap(input), key ->
                ((EcCurve) curve).mul(point, off, len, scalar, scalarOff, ws) ? part(point, off, len) : new byte[0]);
        if (product.length == 0) {
            Arrays.fill(point, off, off + len, (byte) 0);
        }
        System.arraycopy(product, 0, point, off, product.length);
        return product.length > 0;
    }

    @Override
    public synchronized void mulGen(byte[] dst, int off, byte[] scalar, int scalarOff, Workspace ws) {
        forget(sums);
        byte[] product = sums.computeIfAbsent(ByteBuffer.wrap(part(scalar, scalarOff, scalarLen())), key -> {
            byte[] result = new byte[pointLen()];
            ((EcCurve) curve).mulGen(result, 0, scalar, scalarOff, ws);
            return result;
        });
        System.arraycopy(product, 0, dst, off, product.length);
    }
}
