package bearssl.ec;

import bearssl.base.Ct;
import bearssl.base.Workspace;
import bearssl.bigint.I15;

/**
 * ECDSA signature verification, for curves whose order n is odd and has a last byte above 2: P-256, P-384, P-521. Of a
 * hash as many bytes count as n has, which is right if n fills its bytes, and for P-521, if the hash is shorter.
 *
 * <p>CT: none, everything is public. Scratch: bytes as {@link #scratchBytes} says; shorts
 * {@code 3 * I15.limbs(curve.scalarLen())}, none for a curve with arithmetic of its own modulo n, given back before the
 * curve takes its own; ints and longs, only what the curve takes.
 * Source: FIPS 186-5, 6.4.2; SEC 1, 4.1.4.
 */
public final class EcdsaVerify {
    private EcdsaVerify() {
    }

    /**
     * Bytes taken from the workspace: two numbers and a point.
     *
     * @param curve the curve
     * @return 129 for P-256, 193 for P-384, 265 for P-521
     */
    public static int scratchBytes(EcVerifyCurve curve) {
        return 2 * curve.scalarLen() + curve.pointLen();
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
        return verify(true, curve, key, hash, hashOff, hashLen, sig, off, len, ws);
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
        return verify(false, curve, key, hash, hashOff, hashLen, sig, off, len, ws);
    }

    private static boolean verify(boolean isDer, EcVerifyCurve curve, EcPublicKey key, byte[] hash, int hashOff,
            int hashLen, byte[] sig, int off, int len, Workspace ws) {
        int half = curve.scalarLen();
        if (key.curve() != curve.namedCurve() || key.len() != curve.pointLen()) {
            return false;
        }
        // r and s, then u1 and u2 in their place, then, as r is wanted once more, both anew.
        int u1 = ws.pushBytes(scratchBytes(curve));
        int u2 = u1 + half;
        int point = u2 + half;
        boolean good = read(isDer, sig, off, len, ws.bytes, u1, half)
                && scalars(curve, ws.bytes, u1, hash, hashOff, hashLen < half ? hashLen : half, point, ws);
        if (good) {
            System.arraycopy(key.array(), key.off(), ws.bytes, point, key.len());
            good = curve.mulAdd(ws.bytes, point, key.len(), ws.bytes, u2, ws.bytes, u1, ws)
                    && read(isDer, sig, off, len, ws.bytes, u1, half);
            // r is to be X modulo n; X is below 2n.
            reduce(curve, ws.bytes, point + 1, u2);
            good &= Ct.equal(ws.bytes, point + 1, ws.bytes, u1, half) != 0;
        }
        ws.popBytes(u1);
        return good;
    }

    // Writes r and s as 2*half bytes.
    private static boolean read(boolean isDer, byte[] sig, int off, int len, byte[] raw, int rawOff, int half) {
        if (isDer) {
            return EcdsaAsn1.toRaw(sig, off, len, raw, rawOff, half);
        }
        if (len != 2 * half) {
            return false;
        }
        System.arraycopy(sig, off, raw, rawOff, len);
        return true;
    }

    // Overwrites r and s with u1 = hash/s and u2 = r/s modulo n. Returns false if r or s is not in 1..n-1. Overwrites
    // half bytes at temp.
    private static boolean scalars(EcVerifyCurve curve, byte[] buf, int r, byte[] hash, int hashOff, int hashLen,
            int temp, Workspace ws) {
        int half = curve.scalarLen();
        int s = r + half;
        curve.order(buf, temp);
        if ((Ct.inRange(buf, r, buf, temp, half) & Ct.inRange(buf, s, buf, temp, half)) == 0) {
            return false;
        }
        if (curve instanceof EcOrder) {
            EcOrder modN = (EcOrder) curve;
            modN.invertScalar(buf, temp, buf, s, ws);
            modN.multiplyAddScalars(buf, s, buf, r, half, temp, buf, 0, 0, ws);
            modN.multiplyAddScalars(buf, r, hash, hashOff, hashLen, temp, buf, 0, 0, ws);
            return true;
        }
        int limbs = I15.limbs(half);
        int n = ws.pushShorts(3 * limbs);
        int inverse = n + limbs;
        int x = inverse + limbs;
        short[] w = ws.shorts;
        I15.decode(w, n, limbs, buf, temp, half);
        int n0i = I15.ninv15(w[n]);
        // 1/s = s^(n-2), n being prime
        buf[temp + half - 1] = (byte) (buf[temp + half - 1] - 2);
        I15.modPow(w, inverse, buf, s, half, buf, temp, half, n, limbs, n0i, x);
        I15.toMontgomery(w, inverse, n, limbs);
        I15.montMulBytes(w, x, buf, r, half, inverse, n, limbs, n0i);
        I15.encode(buf, s, half, w, x, limbs);
        // The hash may exceed n; montMulBytes reduces it.
        I15.montMulBytes(w, x, hash, hashOff, hashLen, inverse, n, limbs, n0i);
        I15.encode(buf, r, half, w, x, limbs);
        ws.popShorts(n);
        return true;
    }

    // Reduces a number below 2n, in place; n is written to b[order..] on the way.
    static void reduce(EcVerifyCurve curve, byte[] b, int d, int order) {
        curve.order(b, order);
        int last = curve.scalarLen() - 1;
        int borrow = 0;
        for (int i = last; i >= 0; i--) {
            borrow = (b[d + i] & 0xFF) - (b[order + i] & 0xFF) + borrow >> 8;
        }
        int mask = ~borrow & 0xFF;
        borrow = 0;
        for (int i = last; i >= 0; i--) {
            borrow += (b[d + i] & 0xFF) - (b[order + i] & mask);
            b[d + i] = (byte) borrow;
            borrow >>= 8;
        }
    }
}
