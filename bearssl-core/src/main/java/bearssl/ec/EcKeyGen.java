package bearssl.ec;

import bearssl.base.Ct;
import bearssl.base.Workspace;
import bearssl.rand.HmacDrbg;

/** Makes private keys; {@link EcCurve#mulGen} makes the public key that belongs to one. */
public final class EcKeyGen {
    private EcKeyGen() {
    }

    /**
     * Writes a scalar that is uniform in 1 up to the order minus 1: candidates are drawn until one is in range.
     *
     * <p>The curve's order must fill its bytes to the highest bit, as those of P-256 and P-384 do; then a candidate of
     * P-256 fails once in 2^32.
     *
     * <p>CT: the number of candidates leaks, which says nothing about the last one. Scratch:
     * {@link EcCurve#scalarLen} bytes and, above them, what {@code rng} takes. Source: FIPS 186-5, A.2.2.
     *
     * @param curve  curve
     * @param rng    seeded generator
     * @param scalar destination, {@link EcCurve#scalarLen} bytes, big-endian; may lie in a frame of {@code ws}
     * @param off    first index written
     * @param ws     scratch
     */
    public static void generate(EcCurve curve, HmacDrbg rng, byte[] scalar, int off, Workspace ws) {
        int len = curve.scalarLen();
        int order = ws.pushBytes(len);
        curve.order(ws.bytes, order);
        do {
            rng.generate(scalar, off, len, ws);
        } while (Ct.inRange(scalar, off, ws.bytes, order, len) == 0);
        ws.popBytes(order);
    }
}
