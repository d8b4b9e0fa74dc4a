package bearssl.ec;

import bearssl.base.Ct;
import bearssl.base.Workspace;
import bearssl.bigint.I15;

/**
 * ECDSA signature verification, for curves whose order n is odd, fills its bytes and has a last byte above 2: P-256,
 * P-384.
 *
 * <p>CT: none, everything is public. Scratch: bytes as the constants say, above them nothing; shorts
 * {@code 3 * I15.limbs(32)}, given back before the curve takes its own; ints, only what the curve takes.
 * Source: FIPS 186-5, 6.4.2; SEC 1, 4.1.4.
 */
public final class EcdsaVerify {
    /** Bytes taken by {@link #verifyRaw} over P-256: a point and two scalars. */
    public static final int P256_RAW_SCRATCH_BYTES = 65 + 2 * 32;
    /** Bytes taken by {@link #verify} over P-256: the signature in raw form besides. */
    public static final int P256_SCRATCH_BYTES = P256_RAW_SCRATCH_BYTES + 2 * 32;

    private EcdsaVerify() {
    }

    /** Bytes taken by {@link #verify} over a curve, for sizing a workspace. @param curve the curve @return bytes */
    public static int scratchBytes(EcVerifyCurve curve) {
        return curve.pointLen() + 4 * curve.scalarLen();
    }

    /**
     * Verifies a signature in DER, as TLS and X.509 carry it; see {@link EcdsaAsn1#toRaw} for how strictly.
     *
     * @param curve   arithmetic on the curve
     * @param key     public key; one of another curve fails
     * @param hash    array with the hash of the message
     * @param hashOff its first byte
     * @param hashLen its length; only its first {@link EcVerifyCurve#scalarLen} bytes count
     * @param sig     array with the signature
     * @param off     its first byte
     * @param len     its length in bytes
     * @param ws      scratch
     * @return true if the key is valid and the signature is the key's signature of the hash
     */
    public static boolean verify(EcVerifyCurve curve, EcPublicKey key, byte[] hash, int hashOff, int hashLen,
            byte[] sig, int off, int len, Workspace ws) {
        int half = curve.scalarLen();
        int raw = ws.pushBytes(2 * half);
        boolean good = EcdsaAsn1.toRaw(sig, off, len, ws.bytes, raw, half)
                && verifyRaw(curve, key, hash, hashOff, hashLen, ws.bytes, raw, 2 * half, ws);
        ws.popBytes(raw);
        return good;
    }

    /**
     * Verifies a signature in raw form (IEEE P1363): r and s, each of exactly {@link EcVerifyCurve#scalarLen} bytes.
     *
     * @param curve   arithmetic on the curve
     * @param key     public key; one of another curve fails
     * @param hash    array with the hash of the message
     * @param hashOff its first byte
     * @param hashLen its length; only its first {@link EcVerifyCurve#scalarLen} bytes count
     * @param sig     array with the signature
     * @param off     its first byte
     * @param len     its length in bytes
     * @param ws      scratch
     * @return true if the key is valid and the signature is the key's signature of the hash
     */
    public static boolean verifyRaw(EcVerifyCurve curve, EcPublicKey key, byte[] hash, int hashOff, int hashLen,
            byte[] sig, int off, int len, Workspace ws) {
        int half = curve.scalarLen();
        if (len != 2 * half || key.curve() != curve.namedCurve() || key.len() != curve.pointLen()) {
            return false;
        }
        int u1 = ws.pushBytes(2 * half + key.len());
        int u2 = u1 + half;
        int point = u2 + half;
        boolean good = scalars(curve, ws.bytes, u1, hash, hashOff, hashLen < half ? hashLen : half, sig, off, ws);
        if (good) {
            System.arraycopy(key.array(), key.off(), ws.bytes, point, key.len());
            good = curve.mulAdd(ws.bytes, point, key.len(), ws.bytes, u2, ws.bytes, u1, ws)
                    && isX(curve, ws.bytes, u1, point, sig, off, ws);
        }
        ws.popBytes(u1);
        return good;
    }

    // Writes u1 = hash/s and u2 = r/s modulo n to u[uOff]. Returns false if r or s is not in 1..n-1.
    private static boolean scalars(EcVerifyCurve curve, byte[] u, int uOff, byte[] hash, int hashOff, int hashLen,
            byte[] sig, int r, Workspace ws) {
        int half = curve.scalarLen();
        int s = r + half;
        int limbs = I15.limbs(half);
        int n = ws.pushShorts(3 * limbs);
        int inverse = n + limbs;
        int x = inverse + limbs;
        short[] w = ws.shorts;
        curve.order(u, uOff);
        I15.decode(w, n, limbs, u, uOff, half);
        int n0i = I15.ninv15(w[n]);
        boolean good = I15.decodeBelow(w, x, sig, r, half, n, limbs) != 0 && !isZero(sig, r, half)
                && I15.decodeBelow(w, x, sig, s, half, n, limbs) != 0 && !isZero(sig, s, half);
        if (good) {
            // 1/s = s^(n-2), n being prime
            u[uOff + half - 1] = (byte) (u[uOff + half - 1] - 2);
            I15.modPow(w, inverse, sig, s, half, u, uOff, half, n, limbs, n0i, x);
            I15.toMontgomery(w, inverse, n, limbs);
            // The hash may exceed n; montMulBytes reduces it.
            I15.montMulBytes(w, x, hash, hashOff, hashLen, inverse, n, limbs, n0i);
            I15.encode(u, uOff, half, w, x, limbs);
            I15.montMulBytes(w, x, sig, r, half, inverse, n, limbs, n0i);
            I15.encode(u, uOff + half, half, w, x, limbs);
        }
        ws.popShorts(n);
        return good;
    }

    // Tells whether the X coordinate of a point is r modulo n. Overwrites half bytes at temp.
    private static boolean isX(EcVerifyCurve curve, byte[] buf, int temp, int point, byte[] sig, int r, Workspace ws) {
        int half = curve.scalarLen();
        int limbs = I15.limbs(half);
        int n = ws.pushShorts(2 * limbs);
        curve.order(buf, temp);
        I15.decode(ws.shorts, n, limbs, buf, temp, half);
        I15.decodeReduce(ws.shorts, n + limbs, buf, point + 1, half, n, limbs);
        I15.encode(buf, temp, half, ws.shorts, n + limbs, limbs);
        ws.popShorts(n);
        return Ct.equal(buf, temp, sig, r, half) != 0;
    }

    private static boolean isZero(byte[] x, int off, int len) {
        int or = 0;
        for (int i = off; i < off + len; i++) {
            or |= x[i];
        }
        return or == 0;
    }
}
