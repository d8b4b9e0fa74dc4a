package bearssl.rsa;

import bearssl.base.Workspace;
import bearssl.bigint.I28;
import bearssl.bigint.I28Crt;
import bearssl.bigint.I28Reduction;

/**
 * The RSA private operation on 28-bit limbs, with the Chinese remainder theorem: the fast form, for 64-bit JVMs.
 *
 * <p>A number is as long as the longer prime, half as long as the modulus.
 *
 * <p>CT: see {@link RsaPrivate#modPow}.
 * Scratch: as many bytes as the modulus has, {@link I28Crt#tableLen} ints, and {@link I28#frame} longs of
 * the modulus; 1920 ints and, for 2048 bits, 834 longs. More than 4096 bits are refused.
 * Source: RFC 8017, section 5.2.1 (RSASP1), step 2.2 for two primes.
 */
public final class RsaI28Private implements RsaPrivate {
    /** The only instance. */
    public static final RsaPrivate INSTANCE = new RsaI28Private();

    private RsaI28Private() {
    }

    public int scratchBytes(RsaPrivateKey key) {
        return key.modulusLen();
    }

    public int scratchShorts(RsaPrivateKey key) {
        return 0;
    }

    public int scratchInts(RsaPrivateKey key) {
        return I28Crt.tableLen();
    }

    public int scratchLongs(RsaPrivateKey key) {
        return I28.frame(2 * limbs(key));
    }

    private static int limbs(RsaPrivateKey key) {
        return I28.limbs(key.pLen() > key.qLen() ? key.pLen() : key.qLen());
    }

    public boolean modPow(byte[] x, int off, int len, RsaPrivateKey key, Workspace ws) {
        if (len != key.modulusLen() || !key.isSound() || len > ws.freeBytes() || scratchInts(key) > ws.freeInts()
                || scratchLongs(key) > ws.freeLongs() || 2 * limbs(key) > I28.MOST_LIMBS) {
            return false;
        }
        int n = limbs(key);
        int result = ws.pushBytes(len);
        int t = ws.pushInts(scratchInts(key));
        int f = ws.pushLongs(scratchLongs(key));
        modulus(ws.longs, f, n, key);
        I28.decodeNumber(ws.longs, f, 2 * n, x, off, len);
        boolean done = I28.isBelow(ws.longs, f, 2 * n) == 1;
        if (done) {
            power(x, off, len, key, ws, result, f, n, t);
            done = isRoot(x, off, len, key, ws, result, f, n);
        }
        if (done) {
            System.arraycopy(ws.bytes, result, x, off, len);
        }
        ws.popLongs(f);
        ws.popInts(t);
        ws.popBytes(result);
        return done;
    }

    // p*q, in 2*n limbs.
    private static void modulus(long[] w, int f, int n, RsaPrivateKey key) {
        I28.decodeNumber(w, f, n, key.array(), key.pOff(), key.pLen());
        I28.decodeFactor(w, f, n, key.array(), key.qOff(), key.qLen());
        I28Crt.productToModulus(w, f, n);
    }

    /*
     * result = x^d mod p*q by Garner's formula: with s1 = x^dp mod p, s2 = x^dq mod q and h = (s1 - s2)/q mod p it is
     * s2 + q*h, at most (q-1) + q*(p-1) = p*q - 1. s2 may be above p as well as below.
     */
    private static void power(byte[] x, int off, int len, RsaPrivateKey key, Workspace ws, int result,
            int f, int n, int t) {
        int[] v = ws.ints;
        long[] w = ws.longs;
        byte[] k = key.array();
        I28.decodeModulus(w, f, n, k, key.qOff(), key.qLen());
        I28Reduction.decodeReduce(w, f, n, x, off, len);
        I28Crt.modPow(w, f, n, I28.ninv28(w, f), k, key.dqOff(), key.qLen(), v, t);
        I28.encodeNumber(ws.bytes, result, key.qLen(), w, f, n);

        I28.decodeModulus(w, f, n, k, key.pOff(), key.pLen());
        int m0i = I28.ninv28(w, f);
        I28Reduction.decodeReduce(w, f, n, x, off, len);
        I28Crt.modPow(w, f, n, m0i, k, key.dpOff(), key.pLen(), v, t);
        I28Crt.storeNumber(v, t, w, f, n);
        I28Reduction.decodeReduce(w, f, n, k, key.iqOff(), key.pLen()); // below p in a sound key; of another, anything
        I28.numberToFactor(w, f, n);
        I28Reduction.decodeReduce(w, f, n, ws.bytes, result, key.qLen());
        I28Crt.subtractFrom(w, f, n, v, t);
        I28Reduction.toMontgomery(w, f, n);
        I28.multiply(w, f, n, m0i);
        I28.tighten(w, f, n);

        I28.decodeFactor(w, f, n, k, key.qOff(), key.qLen());
        I28Crt.encodeProductPlus(ws.bytes, result, len, w, f, n, key.qLen());
    }

    // Whether result^e mod p*q = x.
    private static boolean isRoot(byte[] x, int off, int len, RsaPrivateKey key, Workspace ws, int result,
            int f, int n) {
        long[] w = ws.longs;
        modulus(w, f, n, key);
        I28.modPow(w, f, 2 * n, I28.ninv28(w, f), ws.bytes, result, len,
                key.array(), key.exponentOff(), key.exponentLen());
        I28.decodeFactor(w, f, 2 * n, x, off, len);
        return I28.isNumberFactor(w, f, 2 * n);
    }
}
