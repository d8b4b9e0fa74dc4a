package bearssl.ec;

import bearssl.base.Workspace;

/**
 * Numbers modulo the order n of P-256, on {@link Limbs29}: for signatures, where one division, by a secret, counts.
 *
 * <p>CT: nothing leaks but offsets and lengths. Scratch: {@link #SCRATCH_LONGS}. Source: FIPS 186-5 / SP 800-186,
 * 3.2.1.3; Montgomery 1985.
 */
final class OrderP256Wide {
    /** Longs taken from the workspace. */
    static final int SCRATCH_LONGS = 4 * Limbs29.LIMBS + Limbs29.DIVIDE_TEMP;

    private static final String ORDER;
    private static final String R_SQUARED;

    static { // not as constants: docs/ARCHITECTURE.md, "No literal in a method"
        ORDER = "\uffff\uffff\u0000\u0000\uffff\uffff\uffff\uffff\ubce6\ufaad\ua717\u9e84\uf3b9\ucac2\ufc63\u2551";
        // 2^522 modulo n
        R_SQUARED = "\u84b6\u556a\u6558\u7f06\u16c8\ue4ad\uafb1\u6586"
                + "\u1f11\ufc5b\ub2d3\u1a99\u45e9\ucfee\ub48d\u9ef5";
    }

    // -1/n modulo 2^29
    private static final int N0I = 0x0e00bc4f;
    private static final int LIMBS = Limbs29.LIMBS;
    private static final int BITS = Limbs29.BITS;
    private static final long MASK = Limbs29.MASK;

    private OrderP256Wide() {
    }

    /** Writes n, 32 bytes, big-endian. @param dst destination @param off first index written */
    static void encode(byte[] dst, int off) {
        for (int i = 0; i < Limbs29.BYTES; i += 2) {
            char c = ORDER.charAt(i >> 1);
            dst[off + i] = (byte) (c >> 8);
            dst[off + i + 1] = (byte) c;
        }
    }

    /**
     * Decodes a scalar k as the odd one of k and n-k.
     *
     * @param w   numbers
     * @param d   destination
     * @param src array with k, 32 bytes, 0..n
     * @param off its first byte
     * @param n   room for a number; receives n
     * @return -1 if it was n-k, else 0
     */
    static long decodeOdd(long[] w, int d, byte[] src, int off, int n) {
        Limbs29.decode(w, d, src, off, Limbs29.BYTES);
        Limbs29.load(w, n, ORDER);
        long even = (w[d] & 1) - 1;
        subtractFrom(1, w, d, n, even);
        return even;
    }

    /** Sets {@code d = factor*m - d} if the mask is -1, and leaves d if it is 0; unsigned limbs all. */
    static void subtractFrom(int factor, long[] w, int d, int m, long mask) {
        long x = 0;
        for (int i = 0; i < LIMBS; i++) {
            x += factor * w[m + i] - w[d + i];
            w[d + i] ^= (w[d + i] ^ x & MASK) & mask;
            x >>= BITS;
        }
    }

    /** As {@link EcOrder#invertScalar}. */
    static void invert(byte[] dst, int off, byte[] a, int aOff, Workspace ws) {
        long[] w = ws.longs;
        int n = ws.pushLongs(SCRATCH_LONGS);
        int x = n + LIMBS;
        int d = x + LIMBS;
        int sum = d + LIMBS;
        Limbs29.load(w, n, ORDER);
        Limbs29.decode(w, x, a, aOff, Limbs29.BYTES);
        // R/a, then (R/a)*1/R
        w[d] = 1;
        Limbs29.load(w, sum, R_SQUARED);
        multiply(w, d, sum, n, sum + LIMBS);
        Limbs29.divide(w, d, x, n, N0I, sum + LIMBS);
        Limbs29.decode(w, x, a, aOff, 0);
        w[x] = 1;
        multiply(w, d, x, n, sum);
        Limbs29.encode(dst, off, w, d);
        ws.popLongs(n);
    }

    /** As {@link EcOrder#multiplyAddScalars}. */
    static void multiplyAdd(byte[] dst, int off, byte[] a, int aOff, int aLen, int bOff,
            byte[] c, int cOff, int cLen, Workspace ws) {
        long[] w = ws.longs;
        int n = ws.pushLongs(SCRATCH_LONGS);
        int x = n + LIMBS;
        int d = x + LIMBS;
        int temp = d + LIMBS;
        Limbs29.load(w, n, ORDER);
        Limbs29.load(w, d, R_SQUARED);
        Limbs29.decode(w, x, a, aOff, aLen);
        multiply(w, d, x, n, temp);
        Limbs29.decode(w, x, dst, bOff, Limbs29.BYTES);
        multiply(w, d, x, n, temp);
        // c is below 2n, the sum below 3n.
        Limbs29.decode(w, x, c, cOff, cLen);
        for (int i = 0; i < LIMBS; i++) {
            w[d + i] += w[x + i];
        }
        subtract(w, d, n);
        subtract(w, d, n);
        Limbs29.encode(dst, off, w, d);
        ws.popLongs(n);
    }

    // d -= n, unless that is below 0; d above -n.
    private static void subtract(long[] w, int d, int n) {
        for (int i = 0; i < LIMBS; i++) {
            w[d + i] -= w[n + i];
        }
        Limbs29.makePositive(w, d, n);
    }

    /*
     * d = d*x/R mod n, 0..n-1, R = 2^261: d between -12n and 12n with limbs up to 2^29 either way, x below 2^256 with
     * unsigned limbs. A column adds 9 products below 2^58, 9 multiples of n's limbs below 2^58 and a carry below 2^34:
     * less than 2^63. The result of the reduction is above -12n/32 and below 12n/32 + n + 1.
     */
    private static void multiply(long[] w, int d, int x, int n, int t) {
        for (int i = 0; i < 2 * LIMBS; i++) {
            w[t + i] = 0;
        }
        for (int i = 0; i < LIMBS; i++) {
            long di = w[d + i];
            for (int k = 0; k < LIMBS; k++) {
                w[t + i + k] += di * w[x + k];
            }
        }
        for (int i = t; i < t + LIMBS; i++) {
            long f = w[i] * N0I & MASK;
            for (int k = 0; k < LIMBS; k++) {
                w[i + k] += f * w[n + k];
            }
            w[i + 1] += w[i] >> BITS;
        }
        System.arraycopy(w, t + LIMBS, w, d, LIMBS);
        Limbs29.makePositive(w, d, n);
        subtract(w, d, n);
    }
}
