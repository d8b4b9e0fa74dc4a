package bearssl.rsa;

import bearssl.base.Workspace;
import bearssl.bigint.I28;
import bearssl.bigint.I28Crt;

/**
 * The RSA private operation on 28-bit limbs, with the Chinese remainder theorem: the fast form, for 64-bit JVMs.
 *
 * <p>A number is as long as the longer prime, half as long as the modulus.
 *
 * <p>CT: see {@link RsaPrivate#modPow}.
 * Scratch: as many bytes as the modulus has, 35 numbers of {@link I28#limbs} ints, and {@link I28#columns} longs of the
 * modulus; 1330 ints and 152 longs for 2048 bits.
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

    // A prime, the power modulo that prime, and what computing it takes: more than six, which the check takes.
    public int scratchInts(RsaPrivateKey key) {
        return (2 + I28Crt.powerScratch()) * limbs(key);
    }

    public int scratchLongs(RsaPrivateKey key) {
        return I28.columns(2 * limbs(key));
    }

    private static int limbs(RsaPrivateKey key) {
        return I28.limbs(key.pLen() > key.qLen() ? key.pLen() : key.qLen());
    }

    public boolean modPow(byte[] x, int off, int len, RsaPrivateKey key, Workspace ws) {
        if (len != key.modulusLen() || !key.isSound() || len > ws.freeBytes() || scratchInts(key) > ws.freeInts()
                || scratchLongs(key) > ws.freeLongs()) {
            return false;
        }
        int n = limbs(key);
        int result = ws.pushBytes(len);
        int w = ws.pushInts(scratchInts(key));
        int t = ws.pushLongs(scratchLongs(key));
        product(ws, w, key, n, t);
        I28.decode(ws.ints, w + 2 * n, 2 * n, x, off, len);
        boolean done = I28.isBelow(ws.ints, w + 2 * n, w, 2 * n) == 1;
        if (done) {
            power(x, off, len, key, ws, result, w, n, t);
            done = isRoot(x, off, len, key, ws, result, w, n, t);
        }
        if (done) {
            System.arraycopy(ws.bytes, result, x, off, len);
        }
        ws.popLongs(t);
        ws.popInts(w);
        ws.popBytes(result);
        return done;
    }

    // p*q at w, in 2*n limbs. Takes four numbers.
    private static void product(Workspace ws, int w, RsaPrivateKey key, int n, int t) {
        int p = w + 2 * n;
        int q = p + n;
        I28.decode(ws.ints, p, n, key.array(), key.pOff(), key.pLen());
        I28.decode(ws.ints, q, n, key.array(), key.qOff(), key.qLen());
        I28Crt.multiplyAdd(ws.ints, w, p, q, -1, n, ws.longs, t);
    }

    /*
     * result = x^d mod p*q by Garner's formula: with s1 = x^dp mod p, s2 = x^dq mod q and h = (s1 - s2)/q mod p it is
     * s2 + q*h, at most (q-1) + q*(p-1) = p*q - 1. s2 may be above p as well as below.
     */
    private static void power(byte[] x, int off, int len, RsaPrivateKey key, Workspace ws, int result,
            int w, int n, int t) {
        int[] v = ws.ints;
        long[] acc = ws.longs;
        byte[] k = key.array();
        int m = w;
        int d = m + n;
        int b = d + n;
        I28.decode(v, m, n, k, key.qOff(), key.qLen());
        I28Crt.decodeReduce(v, d, x, off, len, m, n);
        I28Crt.modPow(v, d, k, key.dqOff(), key.qLen(), m, n, I28.ninv28(v[m]), b, acc, t);
        I28.encode(ws.bytes, result, key.qLen(), v, d, n);

        I28.decode(v, m, n, k, key.pOff(), key.pLen());
        int m0i = I28.ninv28(v[m]);
        I28Crt.decodeReduce(v, d, x, off, len, m, n);
        I28Crt.modPow(v, d, k, key.dpOff(), key.pLen(), m, n, m0i, b, acc, t);
        I28Crt.decodeReduce(v, b, ws.bytes, result, key.qLen(), m, n);
        I28Crt.subtract(v, d, b, m, n);
        I28.toMontgomery(v, d, m, n);
        I28Crt.decodeReduce(v, b, k, key.iqOff(), key.pLen(), m, n); // below p in a sound key; of another, anything
        I28.montMul(v, d, d, b, m, n, m0i, acc, t);
        I28.tighten(v, d, m, n);

        int q = m;
        int sum = b + n;
        I28.decode(v, q, n, k, key.qOff(), key.qLen());
        I28.decode(v, b, n, ws.bytes, result, key.qLen());
        I28Crt.multiplyAdd(v, sum, q, d, b, n, acc, t);
        I28.encode(ws.bytes, result, len, v, sum, 2 * n);
    }

    // Whether result^e mod p*q = x. Takes six numbers.
    private static boolean isRoot(byte[] x, int off, int len, RsaPrivateKey key, Workspace ws, int result,
            int w, int n, int t) {
        int[] v = ws.ints;
        int d = w + 2 * n;
        int b = d + 2 * n;
        product(ws, w, key, n, t);
        I28.modPow(v, d, ws.bytes, result, len, key.array(), key.exponentOff(), key.exponentLen(),
                w, 2 * n, I28.ninv28(v[w]), b, ws.longs, t);
        I28.decode(v, b, 2 * n, x, off, len);
        int diff = 0;
        for (int i = 0; i < 2 * n; i++) {
            diff |= v[d + i] ^ v[b + i];
        }
        return diff == 0;
    }
}
