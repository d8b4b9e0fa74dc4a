package bearssl.bigint;

import bearssl.base.Ct;

/**
 * What a private key in the form for the Chinese remainder theorem takes beyond {@link I15}: powers with a secret
 * exponent, differences, and products that are not reduced. Numbers are those of {@link I15}.
 *
 * <p>CT: offsets, lengths and the bit length of the modulus leak; values, the modulus and the exponent do not.
 * Scratch: none but the numbers that the caller passes.
 * Source: Menezes, van Oorschot, Vanstone, Handbook of Applied Cryptography, 14.82 (fixed windows) and 14.71 (Garner).
 */
public final class I15Crt {
    private static final int LIMB_BITS = 15;
    private static final int LIMB_MASK = 0x7FFF;

    private I15Crt() {
    }

    /**
     * Room that {@link #modPow} takes beside base and modulus.
     *
     * @param window bits of the exponent that are handled at once, 1 to 5
     * @return count of numbers: 3, 5, 9, 17 or 33
     */
    public static int powerScratch(int window) {
        return (1 << window) + 1;
    }

    /**
     * Computes {@code d = d^e mod m} for a secret exponent. Neither the base nor the result is in Montgomery form.
     *
     * <p>For each window of the exponent as many squarings, and one multiplication by a power of the base that is
     * picked by reading all of them. 1024 bits of exponent take 2048 multiplications and squarings with a window of
     * 1 bit, 1538 with 2, 1372 with 3, 1294 with 4, 1260 with 5.
     *
     * @param w      the numbers
     * @param d      base, below m; then the result
     * @param e      array with the exponent, unsigned big-endian, of any value
     * @param eOff   its first byte
     * @param eLen   its length in bytes, leading zeros included
     * @param m      modulus, odd, above 1
     * @param n      limbs
     * @param m0i    -1/m mod 2^15
     * @param t      {@link #powerScratch} numbers of scratch, one behind the other
     * @param window bits to handle at once, 1 to 5
     */
    public static void modPow(short[] w, int d, byte[] e, int eOff, int eLen, int m, int n, int m0i,
            int t, int window) {
        int chosen = t + n;
        int powers = chosen + n;    // d^1 to d^count; d^0 takes no room
        int count = (1 << window) - 1;
        I15.toMontgomery(w, d, m, n);
        System.arraycopy(w, d, w, powers, n);
        for (int i = 1; i < count; i++) {
            I15.montMul(w, powers + i * n, powers + (i - 1) * n, d, m, n, m0i);
        }
        one(w, d, n);
        I15.toMontgomery(w, d, m, n);
        int acc = d;
        int other = t;
        int swap;
        for (int bit = (8 * eLen - 1) / window * window; bit >= 0; bit -= window) {
            for (int i = 0; i < window; i++) {
                I15.montMul(w, other, acc, acc, m, n, m0i);
                swap = acc;
                acc = other;
                other = swap;
            }
            int digit = digit(e, eOff, eLen, bit) & count;
            select(w, chosen, powers, count, digit, n);
            I15.montMul(w, other, chosen, acc, m, n, m0i);
            // For digit 0 zero was chosen and zero is the product: what has been squared stays.
            int mask = -Ct.isZero(digit);
            for (int i = 0; i < n; i++) {
                w[other + i] |= w[acc + i] & mask;
            }
            swap = acc;
            acc = other;
            other = swap;
        }
        one(w, chosen, n);
        I15.montMul(w, other, chosen, acc, m, n, m0i);
        if (other != d) {
            System.arraycopy(w, other, w, d, n);
        }
    }

    private static void one(short[] w, int d, int n) {
        for (int i = 1; i < n; i++) {
            w[d + i] = 0;
        }
        w[d] = 1;
    }

    // Eight bits and more of the exponent, from this bit up.
    private static int digit(byte[] e, int off, int len, int bit) {
        int last = off + len - 1 - (bit >> 3);
        int v = last > off ? (e[last - 1] & 0xFF) << 8 : 0;
        return (v | e[last] & 0xFF) >>> (bit & 7);
    }

    // d = the power number "digit", counted from 1; or zero.
    private static void select(short[] w, int d, int powers, int count, int digit, int n) {
        for (int i = 0; i < n; i++) {
            w[d + i] = 0;
        }
        for (int k = 1; k <= count; k++) {
            int mask = -Ct.eq(k, digit);
            int power = powers + (k - 1) * n;
            for (int i = 0; i < n; i++) {
                w[d + i] |= w[power + i] & mask;
            }
        }
    }

    /**
     * Computes {@code d = d - x mod m}.
     *
     * @param w the numbers
     * @param d a number below m; then the difference
     * @param x number below m
     * @param m modulus
     * @param n limbs
     */
    public static void subtract(short[] w, int d, int x, int m, int n) {
        I15.subtract(w, d, 0, x, m, n);
    }

    /**
     * Computes {@code d = d + x*y}, not reduced.
     *
     * @param w the numbers
     * @param d a number of 2*n limbs, the upper half zero; then the sum
     * @param x number of n limbs
     * @param y number of n limbs; may be the same as x
     * @param n limbs
     */
    public static void multiplyAdd(short[] w, int d, int x, int y, int n) {
        for (int i = 0; i < n; i++) {
            int xi = w[x + i];
            int carry = 0;
            for (int j = 0; j < n; j++) {
                // With B = 2^15-1, at most B + B*B + B = 2^30-1: the next carry is at most B again.
                int z = w[d + i + j] + xi * w[y + j] + carry;
                w[d + i + j] = (short) (z & LIMB_MASK);
                carry = z >> LIMB_BITS;
            }
            w[d + i + n] = (short) carry;
        }
    }
}
