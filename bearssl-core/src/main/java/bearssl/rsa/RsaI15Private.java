package bearssl.rsa;

import bearssl.base.Workspace;
import bearssl.bigint.I15;
import bearssl.bigint.I15Crt;

/**
 * The RSA private operation on 15-bit limbs, with the Chinese remainder theorem.
 *
 * <p>A number is as long as the longer prime, half as long as the modulus. Eleven are asked for, and exponents are read
 * in windows of three bits; with room for nineteen the windows have four bits, which takes 6 % less time, and with
 * room for thirty-five five, another 3 %.
 *
 * <p>CT: see {@link RsaPrivate#modPow}.
 * Scratch: as many bytes as the modulus has, and eleven numbers of {@link I15#limbs} shorts, more where they are free.
 * Source: RFC 8017, section 5.2.1 (RSASP1), step 2.2 for two primes.
 */
public final class RsaI15Private implements RsaPrivate {
    /** The only instance. */
    public static final RsaPrivate INSTANCE = new RsaI15Private();

    private static final int MIN_WINDOW = 3;
    private static final int MAX_WINDOW = 5;

    private RsaI15Private() {
    }

    public int scratchBytes(RsaPrivateKey key) {
        return key.modulusLen();
    }

    public int scratchShorts(RsaPrivateKey key) {
        return numbers(MIN_WINDOW) * limbs(key);
    }

    public int scratchInts(RsaPrivateKey key) {
        return 0;
    }

    public int scratchLongs(RsaPrivateKey key) {
        return 0;
    }

    private static int limbs(RsaPrivateKey key) {
        return I15.limbs(key.pLen() > key.qLen() ? key.pLen() : key.qLen());
    }

    // A prime, the power modulo that prime, and what computing it takes.
    private static int numbers(int window) {
        return 2 + I15Crt.powerScratch(window);
    }

    public boolean modPow(byte[] x, int off, int len, RsaPrivateKey key, Workspace ws) {
        if (len != key.modulusLen() || !key.isSound() || len > ws.freeBytes() || scratchShorts(key) > ws.freeShorts()) {
            return false;
        }
        int n = limbs(key);
        int window = MIN_WINDOW;
        while (window < MAX_WINDOW && numbers(window + 1) * n <= ws.freeShorts()) {
            window++;
        }
        int result = ws.pushBytes(len);
        int w = ws.pushShorts(numbers(window) * n);
        product(ws.shorts, w, key, n);
        boolean done = I15.decodeBelow(ws.shorts, w + 2 * n, x, off, len, w, 2 * n) == 1;
        if (done) {
            power(x, off, len, key, ws, result, w, n, window);
            done = isRoot(x, off, len, key, ws, result, w, n);
        }
        if (done) {
            System.arraycopy(ws.bytes, result, x, off, len);
        }
        ws.popShorts(w);
        ws.popBytes(result);
        return done;
    }

    // p*q at w, in 2*n limbs. Takes four numbers.
    private static void product(short[] s, int w, RsaPrivateKey key, int n) {
        int p = w + 2 * n;
        int q = p + n;
        for (int i = 0; i < 2 * n; i++) {
            s[w + i] = 0;
        }
        I15.decode(s, p, n, key.array(), key.pOff(), key.pLen());
        I15.decode(s, q, n, key.array(), key.qOff(), key.qLen());
        I15Crt.multiplyAdd(s, w, p, q, n);
    }

    /*
     * result = x^d mod p*q by Garner's formula: with s1 = x^dp mod p, s2 = x^dq mod q and h = (s1 - s2)/q mod p it is
     * s2 + q*h, at most (q-1) + q*(p-1) = p*q - 1. s2 may be above p as well as below.
     */
    private static void power(byte[] x, int off, int len, RsaPrivateKey key, Workspace ws, int result,
            int w, int n, int window) {
        short[] s = ws.shorts;
        byte[] k = key.array();
        int m = w;
        int d = m + n;
        int t = d + n;
        I15.decode(s, m, n, k, key.qOff(), key.qLen());
        I15.decodeReduce(s, d, x, off, len, m, n);
        I15Crt.modPow(s, d, k, key.dqOff(), key.qLen(), m, n, I15.ninv15(s[m]), t, window);
        I15.encode(ws.bytes, result, key.qLen(), s, d, n);

        I15.decode(s, m, n, k, key.pOff(), key.pLen());
        int m0i = I15.ninv15(s[m]);
        I15.decodeReduce(s, d, x, off, len, m, n);
        I15Crt.modPow(s, d, k, key.dpOff(), key.pLen(), m, n, m0i, t, window);
        I15.decodeReduce(s, t, ws.bytes, result, key.qLen(), m, n);
        I15Crt.subtract(s, d, t, m, n);
        I15.toMontgomery(s, d, m, n);
        int h = t;
        I15.montMulBytes(s, h, k, key.iqOff(), key.pLen(), d, m, n, m0i);

        int q = m;
        int sum = h + n;
        I15.decode(s, q, n, k, key.qOff(), key.qLen());
        I15.decode(s, sum, 2 * n, ws.bytes, result, key.qLen());
        I15Crt.multiplyAdd(s, sum, q, h, n);
        I15.encode(ws.bytes, result, len, s, sum, 2 * n);
    }

    // Whether result^e mod p*q = x. Takes six numbers.
    private static boolean isRoot(byte[] x, int off, int len, RsaPrivateKey key, Workspace ws, int result,
            int w, int n) {
        short[] s = ws.shorts;
        int d = w + 2 * n;
        int t = d + 2 * n;
        product(s, w, key, n);
        I15.modPow(s, d, ws.bytes, result, len, key.array(), key.exponentOff(), key.exponentLen(),
                w, 2 * n, I15.ninv15(s[w]), t);
        I15.decode(s, t, 2 * n, x, off, len);
        int diff = 0;
        for (int i = 0; i < 2 * n; i++) {
            diff |= s[d + i] ^ s[t + i];
        }
        return diff == 0;
    }
}
