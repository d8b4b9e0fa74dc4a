package bearssl.bigint;

import bearssl.base.Ct;

/**
 * What the private operation of RSA needs beside {@link I28}, whose terms and conditions hold: powers with a secret
 * exponent, and sums of products that are not reduced.
 *
 * <p>CT: offsets, lengths and bit lengths leak, values do not. Scratch: the numbers and columns that the caller passes.
 */
public final class I28Crt {
    private static final int WINDOW = 5;

    private I28Crt() {
    }

    /** Numbers of scratch that {@link #modPow} takes. @return a count */
    public static int powerScratch() {
        return 1 + (1 << WINDOW);
    }

    /**
     * Decodes an unsigned big-endian number and reduces it modulo m, loose.
     *
     * @param v   the numbers
     * @param d   destination
     * @param src array with the number, of any size
     * @param off its first byte
     * @param len its length in bytes, 0 or more
     * @param m   modulus
     * @param n   limbs
     */
    public static void decodeReduce(int[] v, int d, byte[] src, int off, int len, int m, int n) {
        I28.decodeReduce(v, d, src, off, len, m, n);
    }

    /**
     * Computes {@code d = d^e mod m} for a secret exponent, five bits of it at a time: five squarings, and a
     * multiplication by a power that is read by looking at all of them.
     *
     * @param v    the numbers
     * @param d    a loose number; then the power, below m
     * @param e    array with the exponent, unsigned big-endian
     * @param eOff its first byte
     * @param eLen its length in bytes
     * @param m    modulus
     * @param n    limbs
     * @param m0i  -1/m mod 2^28
     * @param b    first of {@link #powerScratch} numbers
     * @param acc  scratch
     * @param t    its first element
     */
    public static void modPow(int[] v, int d, byte[] e, int eOff, int eLen, int m, int n, int m0i, int b, long[] acc,
            int t) {
        int chosen = b;
        int powers = b + n;
        I28.toMontgomery(v, d, m, n);
        for (int i = 0; i < n; i++) {
            v[powers + i] = 0;
        }
        v[powers] = 1;
        I28.toMontgomery(v, powers, m, n);
        for (int k = 1; k < 1 << WINDOW; k++) {
            I28.montMul(v, powers + k * n, powers + (k - 1) * n, d, m, n, m0i, acc, t);
        }
        System.arraycopy(v, powers, v, d, n);
        for (int bit = (8 * eLen - 1) / WINDOW * WINDOW; bit >= 0; bit -= WINDOW) {
            for (int i = 0; i < WINDOW; i++) {
                I28.montSquare(v, d, d, m, n, m0i, acc, t);
            }
            select(v, chosen, powers, digit(e, eOff, eLen, bit), n);
            I28.montMul(v, d, d, chosen, m, n, m0i, acc, t);
        }
        I28.fromMontgomery(v, d, m, n, m0i, acc, t);
    }

    // A digit of the exponent, from this bit up.
    private static int digit(byte[] e, int off, int len, int bit) {
        int last = off + len - 1 - (bit >> 3);
        int w = last > off ? (e[last - 1] & 0xFF) << 8 : 0;
        return (w | e[last] & 0xFF) >>> (bit & 7) & (1 << WINDOW) - 1;
    }

    // d = the power number "digit".
    private static void select(int[] v, int d, int powers, int digit, int n) {
        for (int i = 0; i < n; i++) {
            v[d + i] = 0;
        }
        for (int k = 0; k < 1 << WINDOW; k++) {
            int mask = -Ct.eq(k, digit);
            int power = powers + k * n;
            for (int i = 0; i < n; i++) {
                v[d + i] |= v[power + i] & mask;
            }
        }
    }

    /**
     * Computes {@code d = d - x mod m}, loose.
     *
     * @param v the numbers
     * @param d a number below m; then the difference
     * @param x a loose number
     * @param m modulus
     * @param n limbs
     */
    public static void subtract(int[] v, int d, int x, int m, int n) {
        int z = 0;
        for (int i = 0; i < n; i++) {
            z += v[d + i] - v[x + i] + 2 * v[m + i]; // above -2^29, below 2^30
            v[d + i] = z & I28.LIMB_MASK;
            z >>= I28.LIMB_BITS;
        }
        I28.tighten(v, d, m, n); // was above 0 and below 3m
    }

    /**
     * Computes {@code d = x*y + z}, not reduced.
     *
     * @param v   the numbers
     * @param d   destination, of 2n limbs; may be x, y or z
     * @param x   number of n limbs
     * @param y   number of n limbs
     * @param z   number of n limbs, or -1 for none
     * @param n   limbs
     * @param acc columns, zero
     * @param t   the first of {@link I28#columns}
     */
    public static void multiplyAdd(int[] v, int d, int x, int y, int z, int n, long[] acc, int t) {
        for (int i = 0; z >= 0 && i < n; i++) {
            acc[t + i] = v[z + i];
        }
        I28.multiply(v, x, y, n, acc, t);
        I28.carry(acc, t, 2 * n);
        for (int i = 0; i < 2 * n; i++) {
            v[d + i] = (int) acc[t + i];
            acc[t + i] = 0;
        }
    }
}
