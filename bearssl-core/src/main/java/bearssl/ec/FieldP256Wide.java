package bearssl.ec;

/**
 * The field of P-256, integers modulo {@code p = 2^256 - 2^224 + 2^192 + 2^96 - 1}, on nine limbs of 29 bits in a
 * {@code long[]} (see {@link Limbs29}), for processors with a 64-bit multiplier.
 *
 * <p><b>Element.</b> Nine signed limbs, lowest first, worth {@code v = sum of w[i] * 2^(29*i)}, in Montgomery form:
 * they stand for {@code v/R mod p}, {@code R = 2^261}. Sums and differences of limbs are left as they are, without a
 * carry; two measures say how far that may go:
 * <ul>
 * <li>an element is of <i>size</i> s if its limbs are at most {@code s * 2^28} either way. What the methods here leave
 *     has size 1, unsigned limbs have size 2. A factor of size s and one of size t may be multiplied if
 *     {@code s*t <= 12}: a column adds nine products of two limbs at most and what reduction adds, less than
 *     {@code 9 * 12 * 2^56 + 2^54 < 0.85 * 2^63};</li>
 * <li>its <i>value</i> is c if {@code |v| <= c * 2^256}. The product of values c and e has at most the value
 *     {@code c*e/32 + 0.5}: of the multiple of p that reduction adds, below 2^261, the highest limb is signed.</li>
 * </ul>
 *
 * <p>All elements of a computation live in one array {@code w} and are named by their lowest limb. A destination
 * {@code d} may be one of the operands. (The file is long because 126 products of limbs are written out at its end.)
 *
 * <p>CT: nothing leaks but offsets. Scratch: none. Source: FIPS 186-5 / SP 800-186, 3.2.1.3; Montgomery 1985.
 */
final class FieldP256Wide {
    /** p, for {@link Limbs29#load}. */
    static final String P;
    /** R modulo p: the one. Unsigned limbs. */
    static final String ONE;
    /** The curve's b times R, modulo p. Unsigned limbs. */
    static final String B;
    private static final String R_SQUARED;

    static { // not as constants: docs/ARCHITECTURE.md, "No literal in a method"
        P = "\uffff\uffff\u0000\u0001\u0000\u0000\u0000\u0000\u0000\u0000\uffff\uffff\uffff\uffff\uffff\uffff";
        ONE = "\u0000\u001f\uffff\uffdf\uffff\uffff\uffff\uffff\uffff\uffe0\u0000\u0000\u0000\u0000\u0000\u0020";
        B = "\u8600\uc3bb\u90e9\u0681\ub444\u157e\ue425\udad5\u9e00\ub994\u1086\u121b\u139b\uec45\u3897\ubbfb";
        R_SQUARED = "\u0000\u13ff\uffff\uf7ff\uffff\uffff\uffff\ufbff"
                + "\uffff\uefff\uffff\ufc00\u0000\u0000\u0000\u0c00";
    }

    private static final int LIMBS = Limbs29.LIMBS;
    private static final int BITS = Limbs29.BITS;
    private static final long MASK = Limbs29.MASK;
    private static final long HALF = 1L << BITS - 1;

    private FieldP256Wide() {
    }

    /**
     * Combines: {@code d = a + mb*b + mc*c}, with carries: of size 1 and the value it comes to.
     *
     * @param w  elements
     * @param d  destination
     * @param a  element
     * @param mb factor of b, small
     * @param b  element
     * @param mc factor of c, small
     * @param c  element
     */
    static void combine(long[] w, int d, int a, long mb, int b, long mc, int c) {
        long carry = 0;
        for (int i = 0; i < LIMBS - 1; i++) {
            long x = w[a + i] + mb * w[b + i] + mc * w[c + i] + carry;
            carry = x + HALF >> BITS;
            w[d + i] = x - (carry << BITS);
        }
        w[d + 8] = w[a + 8] + mb * w[b + 8] + mc * w[c + 8] + carry;
    }

    /**
     * Decodes 32 big-endian bytes, a number x, into the Montgomery form of x modulo p.
     *
     * @param w    elements
     * @param d    destination
     * @param src  array with x
     * @param off  its first byte
     * @param p    the prime
     * @param temp one element of scratch
     * @return 1 if x is below p, else 0
     */
    static int decode(long[] w, int d, byte[] src, int off, int p, int temp) {
        Limbs29.decode(w, temp, src, off, Limbs29.BYTES);
        int below = Limbs29.below(w, temp, p);
        Limbs29.load(w, d, R_SQUARED);
        mul(w, d, d, temp);
        return below;
    }

    /**
     * Takes an element out of Montgomery form, to the one number in 0..p-1, unsigned limbs.
     *
     * @param w elements
     * @param d destination, not a
     * @param a element of value 10 at most
     * @param p the prime
     */
    static void toNumber(long[] w, int d, int a, int p) {
        for (int i = 0; i < LIMBS; i++) {
            w[d + i] = 0;
        }
        w[d] = 1;
        mul(w, d, a, d);
        // |v| < 0.5 * 2^256 + 1, which is below p
        Limbs29.makePositive(w, d, p);
    }

    /** Tells whether an element is zero modulo p. @param w elements @param a element @param p the prime
     * @param temp one element of scratch @return 1 or 0 */
    static int isZero(long[] w, int a, int p, int temp) {
        toNumber(w, temp, a, p);
        long or = 0;
        for (int i = temp; i < temp + LIMBS; i++) {
            or |= w[i];
        }
        return 1 + (int) (-or >> 63);
    }

    /**
     * Encodes what an element stands for, 32 bytes, big-endian.
     *
     * @param dst  destination
     * @param off  first index written
     * @param w    elements
     * @param a    element of value 10 at most
     * @param p    the prime
     * @param temp one element of scratch
     */
    static void encode(byte[] dst, int off, long[] w, int a, int p, int temp) {
        toNumber(w, temp, a, p);
        Limbs29.encode(dst, off, w, temp);
    }

    /**
     * Inverts: d stands for the inverse of what a stands for; 0 for 0. Size 2, value 12.
     *
     * @param w    elements
     * @param d    destination, not a
     * @param a    element of value 10 at most
     * @param p    the prime
     * @param temp scratch, an element and {@link Limbs29#DIVIDE_TEMP} longs
     */
    static void invert(long[] w, int d, int a, int p, int temp) {
        toNumber(w, temp, a, p);
        Limbs29.load(w, d, ONE);
        Limbs29.divide(w, d, temp, p, 1, temp + LIMBS);
    }

    /*
     * Both multiplications go by columns, from the lowest. p = -1 modulo 2^96, so the multiple of p that clears column
     * i is f = column i itself: f*p takes f away there and adds f*2^96 (column i+3, bit 9), f*2^192 (i+6, 18),
     * -f*2^224 (i+7, 21) and f*2^256 (i+8, 24). With 0 <= f < 2^29 that is less than 2^54 in all to a column; the carry
     * is below 2^35. f8 alone is signed, so that the f make a number from -R/2 to R/2.
     */

    /**
     * Multiplies: {@code d = a*b/R}.
     *
     * @param w elements
     * @param d destination
     * @param a factor
     * @param b factor, may be the same
     */
    static void mul(long[] w, int d, int a, int b) {
        long a0 = w[a];
        long b0 = w[b];
        long a1 = w[a + 1];
        long b1 = w[b + 1];
        long a2 = w[a + 2];
        long b2 = w[b + 2];
        long a3 = w[a + 3];
        long b3 = w[b + 3];
        long a4 = w[a + 4];
        long b4 = w[b + 4];
        long a5 = w[a + 5];
        long b5 = w[b + 5];
        long a6 = w[a + 6];
        long b6 = w[b + 6];
        long a7 = w[a + 7];
        long b7 = w[b + 7];
        long a8 = w[a + 8];
        long b8 = w[b + 8];
        long x = a0 * b0;
        long f0 = x & MASK;
        long carry = x >> BITS;
        x = a0 * b1 + a1 * b0 + carry;
        long f1 = x & MASK;
        carry = x >> BITS;
        x = a0 * b2 + a1 * b1 + a2 * b0 + carry;
        long f2 = x & MASK;
        carry = x >> BITS;
        x = a0 * b3 + a1 * b2 + a2 * b1 + a3 * b0 + (f0 << 9) + carry;
        long f3 = x & MASK;
        carry = x >> BITS;
        x = a0 * b4 + a1 * b3 + a2 * b2 + a3 * b1 + a4 * b0 + (f1 << 9) + carry;
        long f4 = x & MASK;
        carry = x >> BITS;
        x = a0 * b5 + a1 * b4 + a2 * b3 + a3 * b2 + a4 * b1 + a5 * b0 + (f2 << 9) + carry;
        long f5 = x & MASK;
        carry = x >> BITS;
        x = a0 * b6 + a1 * b5 + a2 * b4 + a3 * b3 + a4 * b2 + a5 * b1 + a6 * b0 + (f3 << 9) + (f0 << 18)
                + carry;
        long f6 = x & MASK;
        carry = x >> BITS;
        x = a0 * b7 + a1 * b6 + a2 * b5 + a3 * b4 + a4 * b3 + a5 * b2 + a6 * b1 + a7 * b0 + (f4 << 9)
                + (f1 << 18) - (f0 << 21) + carry;
        long f7 = x & MASK;
        carry = x >> BITS;
        x = a0 * b8 + a1 * b7 + a2 * b6 + a3 * b5 + a4 * b4 + a5 * b3 + a6 * b2 + a7 * b1 + a8 * b0
                + (f5 << 9) + (f2 << 18) - (f1 << 21) + (f0 << 24) + carry;
        carry = x + HALF >> BITS;
        long f8 = x - (carry << BITS);
        x = a1 * b8 + a2 * b7 + a3 * b6 + a4 * b5 + a5 * b4 + a6 * b3 + a7 * b2 + a8 * b1 + (f6 << 9)
                + (f3 << 18) - (f2 << 21) + (f1 << 24) + carry;
        carry = x + HALF >> BITS;
        w[d] = x - (carry << BITS);
        x = a2 * b8 + a3 * b7 + a4 * b6 + a5 * b5 + a6 * b4 + a7 * b3 + a8 * b2 + (f7 << 9)
                + (f4 << 18) - (f3 << 21) + (f2 << 24) + carry;
        carry = x + HALF >> BITS;
        w[d + 1] = x - (carry << BITS);
        x = a3 * b8 + a4 * b7 + a5 * b6 + a6 * b5 + a7 * b4 + a8 * b3 + (f8 << 9)
                + (f5 << 18) - (f4 << 21) + (f3 << 24) + carry;
        carry = x + HALF >> BITS;
        w[d + 2] = x - (carry << BITS);
        x = a4 * b8 + a5 * b7 + a6 * b6 + a7 * b5 + a8 * b4 + (f6 << 18) - (f5 << 21) + (f4 << 24) + carry;
        carry = x + HALF >> BITS;
        w[d + 3] = x - (carry << BITS);
        x = a5 * b8 + a6 * b7 + a7 * b6 + a8 * b5 + (f7 << 18) - (f6 << 21) + (f5 << 24) + carry;
        carry = x + HALF >> BITS;
        w[d + 4] = x - (carry << BITS);
        x = a6 * b8 + a7 * b7 + a8 * b6 + (f8 << 18) - (f7 << 21) + (f6 << 24) + carry;
        carry = x + HALF >> BITS;
        w[d + 5] = x - (carry << BITS);
        x = a7 * b8 + a8 * b7 - (f8 << 21) + (f7 << 24) + carry;
        carry = x + HALF >> BITS;
        w[d + 6] = x - (carry << BITS);
        x = a8 * b8 + (f8 << 24) + carry;
        carry = x + HALF >> BITS;
        w[d + 7] = x - (carry << BITS);
        w[d + 8] = carry;
    }

    /** Squares: {@code d = a*a/R}. @param w elements @param d destination @param a element */
    static void square(long[] w, int d, int a) {
        long a0 = w[a];
        long a1 = w[a + 1];
        long a2 = w[a + 2];
        long a3 = w[a + 3];
        long a4 = w[a + 4];
        long a5 = w[a + 5];
        long a6 = w[a + 6];
        long a7 = w[a + 7];
        long a8 = w[a + 8];
        long d0 = a0 << 1;
        long d1 = a1 << 1;
        long d2 = a2 << 1;
        long d3 = a3 << 1;
        long d4 = a4 << 1;
        long d5 = a5 << 1;
        long d6 = a6 << 1;
        long d7 = a7 << 1;
        long x = a0 * a0;
        long f0 = x & MASK;
        long carry = x >> BITS;
        x = d0 * a1 + carry;
        long f1 = x & MASK;
        carry = x >> BITS;
        x = d0 * a2 + a1 * a1 + carry;
        long f2 = x & MASK;
        carry = x >> BITS;
        x = d0 * a3 + d1 * a2 + (f0 << 9) + carry;
        long f3 = x & MASK;
        carry = x >> BITS;
        x = d0 * a4 + d1 * a3 + a2 * a2 + (f1 << 9) + carry;
        long f4 = x & MASK;
        carry = x >> BITS;
        x = d0 * a5 + d1 * a4 + d2 * a3 + (f2 << 9) + carry;
        long f5 = x & MASK;
        carry = x >> BITS;
        x = d0 * a6 + d1 * a5 + d2 * a4 + a3 * a3 + (f3 << 9) + (f0 << 18) + carry;
        long f6 = x & MASK;
        carry = x >> BITS;
        x = d0 * a7 + d1 * a6 + d2 * a5 + d3 * a4 + (f4 << 9) + (f1 << 18) - (f0 << 21) + carry;
        long f7 = x & MASK;
        carry = x >> BITS;
        x = d0 * a8 + d1 * a7 + d2 * a6 + d3 * a5 + a4 * a4 + (f5 << 9) + (f2 << 18) - (f1 << 21)
                + (f0 << 24) + carry;
        carry = x + HALF >> BITS;
        long f8 = x - (carry << BITS);
        x = d1 * a8 + d2 * a7 + d3 * a6 + d4 * a5 + (f6 << 9) + (f3 << 18) - (f2 << 21) + (f1 << 24) + carry;
        carry = x + HALF >> BITS;
        w[d] = x - (carry << BITS);
        x = d2 * a8 + d3 * a7 + d4 * a6 + a5 * a5 + (f7 << 9) + (f4 << 18) - (f3 << 21) + (f2 << 24) + carry;
        carry = x + HALF >> BITS;
        w[d + 1] = x - (carry << BITS);
        x = d3 * a8 + d4 * a7 + d5 * a6 + (f8 << 9) + (f5 << 18) - (f4 << 21) + (f3 << 24) + carry;
        carry = x + HALF >> BITS;
        w[d + 2] = x - (carry << BITS);
        x = d4 * a8 + d5 * a7 + a6 * a6 + (f6 << 18) - (f5 << 21) + (f4 << 24) + carry;
        carry = x + HALF >> BITS;
        w[d + 3] = x - (carry << BITS);
        x = d5 * a8 + d6 * a7 + (f7 << 18) - (f6 << 21) + (f5 << 24) + carry;
        carry = x + HALF >> BITS;
        w[d + 4] = x - (carry << BITS);
        x = d6 * a8 + a7 * a7 + (f8 << 18) - (f7 << 21) + (f6 << 24) + carry;
        carry = x + HALF >> BITS;
        w[d + 5] = x - (carry << BITS);
        x = d7 * a8 - (f8 << 21) + (f7 << 24) + carry;
        carry = x + HALF >> BITS;
        w[d + 6] = x - (carry << BITS);
        x = a8 * a8 + (f8 << 24) + carry;
        carry = x + HALF >> BITS;
        w[d + 7] = x - (carry << BITS);
        w[d + 8] = carry;
    }
}
