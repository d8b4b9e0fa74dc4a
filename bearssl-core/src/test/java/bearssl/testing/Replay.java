package bearssl.testing;

import bearssl.base.Workspace;
import bearssl.ec.EcCurve;
import bearssl.ec.EcVerifyCurve;
import bearssl.rsa.RsaPublic;
import bearssl.rsa.RsaPublicKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Writes down what curves and RSA answer, and gives the same answers once more in the same order, without an object.
 */
public final class Replay {
    private final List<byte[]> answers = new ArrayList<>();
    private int next;
    private boolean replays;

    /** Starts to write anew, or to read. */
    public void start(boolean again) {
        replays = again;
        next = 0;
        if (!again) {
            answers.clear();
        }
    }

    // An answer is what an operation leaves in its array, or an empty array if it fails.
    private boolean read(byte[] dst, int off) {
        byte[] answer = answers.get(next++);
        System.arraycopy(answer, 0, dst, off, answer.length);
        return answer.length > 0;
    }

    private boolean write(boolean good, byte[] result, int off, int len) {
        answers.add(good ? Arrays.copyOfRange(result, off, off + len) : new byte[0]);
        return good;
    }

    /** The same curve; it has products if that one has. */
    public EcCurve curve(EcVerifyCurve curve) {
        return new EcCurve() {
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

            @Override
            public boolean isOnCurve(byte[] point, int off, int len, Workspace ws) {
                return replays ? read(point, off) : write(curve.isOnCurve(point, off, len, ws), point, off, len);
            }

            @Override
            public boolean mulAdd(byte[] point, int off, int len, byte[] x, int xOff, byte[] y, int yOff,
                    Workspace ws) {
                return replays ? read(point, off)
                        : write(curve.mulAdd(point, off, len, x, xOff, y, yOff, ws), point, off, len);
            }

            @Override
            public boolean mul(byte[] point, int off, int len, byte[] scalar, int scalarOff, Workspace ws) {
                if (!replays) {
                    return write(((EcCurve) curve).mul(point, off, len, scalar, scalarOff, ws), point, off, len);
                }
                boolean good = read(point, off);
                for (int i = off; !good && i < off + len; i++) {
                    point[i] = 0;
                }
                return good;
            }

            @Override
            public void mulGen(byte[] dst, int off, byte[] scalar, int scalarOff, Workspace ws) {
                if (replays) {
                    read(dst, off);
                    return;
                }
                ((EcCurve) curve).mulGen(dst, off, scalar, scalarOff, ws);
                write(true, dst, off, curve.pointLen());
            }
        };
    }

    public RsaPublic rsa(RsaPublic rsa) {
        return new RsaPublic() {
            @Override
            public int scratchShorts(int modulusBits) {
                return rsa.scratchShorts(modulusBits);
            }

            @Override
            public int scratchLongs(int modulusBits) {
                return rsa.scratchLongs(modulusBits);
            }

            @Override
            public int scratchInts(int modulusBits) {
                return rsa.scratchInts(modulusBits);
            }

            @Override
            public int maxModulusLen(Workspace ws) {
                return rsa.maxModulusLen(ws);
            }

            @Override
            public boolean modPow(byte[] x, int off, int len, RsaPublicKey key, Workspace ws) {
                return replays ? read(x, off) : write(rsa.modPow(x, off, len, key, ws), x, off, len);
            }
        };
    }
}
