package bearssl.ec;

import bearssl.base.Ct;

/**
 * The field of P-256, integers modulo {@code p = 2^256 - 2^224 + 2^192 + 2^96 - 1}, by 16x16->32 multiplications.
 *
 * <p><b>Element.</b> Twenty signed limbs of 13 bits in a {@code short[]}, lowest first, worth
 * {@code v = sum of w[i] * 2^(13*i)}. What every method leaves, and wants of its operands:
 * <ul>
 * <li>limbs 0..18 are in -4096..4095 (a negated element may also hold 4096), so 40 products of two limbs are at most
 *     {@code 40 * 2^24}, a third of what a signed int holds, and no carry is needed before the end;</li>
 * <li>{@code |v| < 0.6 * 2^256}, hence limb 19, of weight 2^247, is in -309..309, and zero modulo p has one form only,
 *     all limbs zero. The value itself is not unique: v and v - p may both occur.</li>
 * </ul>
 * Elements stand for {@code v/R mod p} with {@code R = 2^260} (Montgomery form), except on their way in and out.
 *
 * <p>All elements of a computation live in one array {@code w} and are named by their lowest limb. {@code t} holds, at
 * {@code k}, {@link #COLUMNS} ints for products, all zero before and after each call. A destination {@code d} may be
 * one of the operands. (The file is long because 155 products of limbs are written out at its end.)
 *
 * <p>CT: nothing leaks but offsets. Scratch: none but t. Source: FIPS 186-5 / SP 800-186, 3.2.1.3; Montgomery 1985.
 */
final class FieldP256M15 {
    /** Limbs of an element. */
    static final int LIMBS = 20;
    /** Ints of scratch for a product: 39 columns and the last carry. */
    static final int COLUMNS = 40;
    /** Length of an encoded element in bytes. */
    static final int BYTES = 32;

    // Constants for load: R (the one), -3b*R for the curve's b, the generator's coordinates times R, R^2: modulo p,
    // from -p/2 to p/2; p; and those coordinates of five points that EcP256M15 explains.
    static final int ONE = 0;
    static final int MINUS_3B = 1;
    static final int GENERATOR = 2;
    private static final int R_SQUARED = 4;
    private static final int P = 5;
    static final int COMB = 6;

    private static final int BIAS = 0x4000;
    private static final int LIMB_BITS = 13;
    private static final int LIMB_MASK = 0x1FFF;
    private static final int HALF = 4096;

    // Limb + 0x4000 as a character, because a string costs a third of the class file that an array costs.
    private static final String CONSTANTS;

    static { // not as a constant: docs/ARCHITECTURE.md, "No literal in a method"
        CONSTANTS = "\u4010\u4000\u4000\u4000\u4000\u4000\u4000\u3e00\u4000\u4000"
                + "\u4000\u4000\u4000\u4000\u4000\u3ffe\u4000\u4080\u4000\u4000"
                + "\u4607\u38e3\u460b\u4c3b\u3629\u326c\u3cdc\u344d\u3eea\u3c98"
                + "\u4df0\u338e\u3c1b\u4cf0\u37c6\u4ec8\u46a2\u3331\u3fb7\u3f6e"
                + "\u43c2\u348a\u3063\u461b\u39e7\u300c\u3b6e\u3880\u4960\u3add"
                + "\u3442\u4c45\u4b77\u3b99\u367f\u4b8d\u3375\u3b63\u417e\u3f12"
                + "\u40a8\u4aab\u3f3a\u4a6b\u3df2\u42e7\u4679\u4874\u4b8e\u45a5"
                + "\u4c96\u443e\u48dd\u4434\u34ba\u3b0b\u3886\u4c53\u47fc\u40ae"
                + "\u4300\u4000\u4000\u4000\u4000\u3f80\u4000\u4000\u3ffc\u4000"
                + "\u3fc0\u4000\u4000\u4000\u4000\u3fc0\u4000\u4800\u4001\u4000"
                + "\u3fff\u4000\u4000\u4000\u4000\u4000\u4000\u4020\u4000\u4000"
                + "\u4000\u4000\u4000\u4000\u4400\u4000\u4000\u3ff8\u4000\u4200"
                + "\u307c\u4062\u4a0a\u3c81\u43af\u4f17\u4d13\u3e96\u4486\u3f8f"
                + "\u3e69\u3505\u4ef3\u4d26\u3d70\u4388\u4569\u4d7d\u4553\u40a2"
                + "\u3478\u4bf7\u43d5\u3d93\u429f\u388b\u3b1a\u4c12\u40d8\u3b00"
                + "\u4294\u3bc2\u3259\u4bac\u47b2\u3dca\u368a\u439a\u3757\u40b5"
                + "\u33e2\u4528\u3666\u4d82\u4337\u39f3\u320b\u4739\u3612\u46c1"
                + "\u4e53\u458a\u4b89\u3a4e\u4802\u3ff4\u49bc\u4935\u4494\u409a"
                + "\u4516\u3b1c\u3068\u34b3\u322b\u3ea3\u436c\u3937\u4fba\u4783"
                + "\u341b\u311f\u3535\u3b5d\u429e\u364f\u3b4c\u3a5a\u4850\u4072"
                + "\u3294\u3382\u383a\u33ef\u3736\u477e\u33cb\u4331\u3667\u3a69"
                + "\u3ac2\u47b3\u3445\u3906\u3b1b\u375b\u3302\u3600\u42fb\u3ff7"
                + "\u4696\u4ae7\u3525\u4d62\u4f98\u4f95\u434f\u3400\u32dc\u4ebf"
                + "\u4dc4\u3999\u3c0a\u3a0d\u474a\u49a9\u4cbc\u460d\u322f\u3f85"
                + "\u4af0\u487d\u4bf1\u3bbf\u3a23\u38db\u38b3\u46b2\u34ee\u4654"
                + "\u3ec8\u39b9\u3ab6\u3ab9\u3c4c\u3e59\u34b6\u3b21\u4053\u4082"
                + "\u3a4f\u3cbb\u4153\u46ba\u49de\u47bd\u3d3b\u445e\u3786\u308a"
                + "\u4936\u4baf\u464b\u49a4\u3d28\u4c39\u4d19\u37c8\u4ac5\u4083"
                + "\u4cf8\u41a6\u3030\u3903\u4996\u42b0\u3c46\u3c81\u36d5\u489b"
                + "\u3c81\u42dc\u36d2\u4dda\u3823\u3e50\u34ab\u40b2\u3737\u406e"
                + "\u4ee9\u3996\u41a4\u3229\u43da\u34f8\u4815\u4e99\u4015\u48d1"
                + "\u36bc\u4372\u3b2c\u3f7a\u414f\u3a09\u330a\u3454\u4730\u3fab";
    }

    private FieldP256M15() {
    }

    /** Sets an element to a constant. @param w elements @param d destination @param constant one of those above */
    static void load(short[] w, int d, int constant) {
        for (int i = 0; i < LIMBS; i++) {
            w[d + i] = (short) (CONSTANTS.charAt(constant * LIMBS + i) - BIAS);
        }
    }

    /** Copies consecutive elements. @param w elements @param d destination @param a source @param count how many */
    static void copy(short[] w, int d, int a, int count) {
        System.arraycopy(w, a, w, d, count * LIMBS);
    }

    /** Tells whether an element is zero modulo p. @param w elements @param a element @return 1 or 0 */
    static int isZero(short[] w, int a) {
        int or = 0;
        for (int i = 0; i < LIMBS; i++) {
            or |= w[a + i];
        }
        return Ct.isZero(or);
    }

    /**
     * Multiplies: {@code d = a*b/R}.
     *
     * @param w elements
     * @param d destination
     * @param a factor
     * @param b factor, may be the same
     * @param t scratch
     * @param k its first column
     */
    static void mul(short[] w, int d, int a, int b, int[] t, int k) {
        addProduct(w, a, b, t, k);
        reduce(w, d, t, k);
    }

    /**
     * Squares: {@code d = a*a/R}, in three quarters of the time of {@link #mul}.
     *
     * @param w elements
     * @param d destination
     * @param a element
     * @param t scratch
     * @param k its first column
     */
    static void square(short[] w, int d, int a, int[] t, int k) {
        addProduct10(w, a, a + 10, t, k + 10);
        for (int i = k + 10; i < k + 29; i++) {
            t[i] <<= 1;
        }
        addSquare10(w, a, t, k);
        addSquare10(w, a + 10, t, k + 20);
        reduce(w, d, t, k);
    }

    /**
     * Adds two products: {@code d = (a*b + x*y)/R}, for one reduction.
     *
     * @param w elements
     * @param d destination
     * @param a factor
     * @param b factor
     * @param x factor
     * @param y factor
     * @param t scratch
     * @param k its first column
     */
    static void mulAdd(short[] w, int d, int a, int b, int x, int y, int[] t, int k) {
        addProduct(w, a, b, t, k);
        addProduct(w, x, y, t, k);
        reduce(w, d, t, k);
    }

    /**
     * Combines: {@code d = ma*a + mb*b}, for small factors with {@code |ma| + |mb| <= 12}.
     *
     * @param w  elements
     * @param d  destination
     * @param ma factor of a
     * @param a  element
     * @param mb factor of b
     * @param b  element
     * @param t  scratch
     * @param k  its first column
     */
    static void combine(short[] w, int d, int ma, int a, int mb, int b, int[] t, int k) {
        int column = k + LIMBS;
        for (int i = 0; i < LIMBS; i++) {
            t[column + i] = ma * w[a + i] + mb * w[b + i];
        }
        /*
         * h*p is taken away, h being the multiple of 2^256 nearest to the top limb alone. What the top limb keeps is at
         * most 0.5*2^256; the lower limbs are worth at most 12 * 4096 * 2^234 * 1.001 < 0.012*2^256; |h| <= 24, so the
         * small terms of h*p are far below that. The result stays under 0.52*2^256.
         */
        int h = t[column + 19] + 256 >> 9;
        t[column] += h;
        t[column + 7] -= h << 5;
        t[column + 14] -= h << 10;
        t[column + 17] += h << 3;
        t[column + 19] -= h << 9;
        carryOut(w, d, t, column, 0);
    }

    /**
     * Inverts: {@code d = R^2/a}, the Montgomery form of the inverse; 0 for 0.
     *
     * @param w elements
     * @param d destination, and behind it four elements of scratch
     * @param a element, none of these
     * @param t scratch
     * @param k its first column
     */
    static void invert(short[] w, int d, int a, int[] t, int k) {
        int p = d + 4 * LIMBS;
        load(w, d, ONE);
        load(w, p, P);
        toLimbs(w, d + LIMBS, a, t, k);
        Divsteps.divide(w, d, p, LIMBS, LIMB_BITS, 1);
        // Below 24*p either way, limbs up to 2^13: combine takes that, too.
        combine(w, d, 1, d, 0, d, t, k);
    }

    /**
     * Decodes 32 big-endian bytes, a number x, into the Montgomery form of x modulo p.
     *
     * @param w    elements
     * @param d    destination
     * @param src  array with x
     * @param off  its first byte
     * @param temp one element of scratch
     * @param t    scratch
     * @param k    its first column
     * @return 1 if x is below p, else 0
     */
    static int decode(short[] w, int d, byte[] src, int off, int temp, int[] t, int k) {
        unpack(w, d, src, off);
        load(w, temp, P);
        int borrow = 0;
        for (int i = 0; i < LIMBS; i++) {
            borrow = w[d + i] - w[temp + i] + borrow >> LIMB_BITS;
        }
        combine(w, d, 1, d, 0, d, t, k);
        load(w, temp, R_SQUARED);
        mul(w, d, d, temp, t, k);
        return -borrow;
    }

    /**
     * Encodes an element in Montgomery form as a number below p, 32 bytes, big-endian.
     *
     * @param dst  destination
     * @param off  first index written
     * @param w    elements
     * @param a    element
     * @param temp one element of scratch
     * @param t    scratch
     * @param k    its first column
     */
    static void encode(byte[] dst, int off, short[] w, int a, int temp, int[] t, int k) {
        toLimbs(w, temp, a, t, k);
        int acc = 0;
        int bits = 0;
        int limb = temp;
        for (int i = off + BYTES - 1; i >= off; i--) {
            if (bits < 8) {
                acc |= w[limb] << bits;
                limb++;
                bits += LIMB_BITS;
            }
            dst[i] = (byte) acc;
            acc >>= 8;
            bits -= 8;
        }
    }

    // 32 bytes as limbs 0..8191, the last one below 2^9: 256 = 19*13 + 9.
    private static void unpack(short[] w, int d, byte[] src, int off) {
        int acc = 0;
        int bits = 0;
        int limb = d;
        for (int i = off + BYTES - 1; i >= off; i--) {
            acc |= (src[i] & 0xFF) << bits;
            bits += 8;
            if (bits >= LIMB_BITS) {
                w[limb] = (short) (acc & LIMB_MASK);
                limb++;
                acc >>= LIMB_BITS;
                bits -= LIMB_BITS;
            }
        }
        w[limb] = (short) acc;
    }

    // a out of Montgomery form and below p, in limbs 0..8191.
    private static void toLimbs(short[] w, int d, int a, int[] t, int k) {
        for (int i = 0; i < LIMBS; i++) {
            t[k + i] = w[a + i];
        }
        reduce(w, d, t, k);
        carryUnsigned(w, d, 0);
        // -0.6*2^256 < v < 0.6*2^256 < p: add p if v is below zero, and only then.
        carryUnsigned(w, d, w[d + 19] >> 31);
    }

    // d += p & mask, with limbs 0..8191 below the highest
    private static void carryUnsigned(short[] w, int d, int mask) {
        int carry = 0;
        for (int i = 0; i < LIMBS - 1; i++) {
            carry += w[d + i] + (CONSTANTS.charAt(P * LIMBS + i) - BIAS & mask);
            w[d + i] = (short) (carry & LIMB_MASK);
            carry >>= LIMB_BITS;
        }
        w[d + 19] = (short) (w[d + 19] + carry + (1 << 9 & mask));
    }

    /*
     * d = (number in the columns)/R modulo p, and clears the columns.
     *
     * p = -1 modulo 2^96, so the multiple of p that clears column i is f = column i itself: f*p takes f away there and
     * adds f*2^96 (column i+7, bit 5), f*2^192 (i+14, 10), -f*2^224 (i+17, 3), f*2^256 (i+19, 9). That is |f| <= 4096,
     * hence less than 2^23 in all to a column, beside products of at most 40 * 2^24 and a carry below 2^18.
     *
     * Value: |columns| <= 2 * (0.6*2^256)^2, and the f make a number of at most 0.5002*R, hence
     * |v| <= 2 * 0.36 * 2^252 + 0.5002*p < 0.55 * 2^256.
     */
    private static void reduce(short[] w, int d, int[] t, int k) {
        int carry = 0;
        for (int i = k; i < k + LIMBS; i++) {
            int x = t[i] + carry;
            carry = x + HALF >> LIMB_BITS;
            int f = x - (carry << LIMB_BITS);
            t[i] = 0;
            t[i + 7] += f << 5;
            t[i + 14] += f << 10;
            t[i + 17] -= f << 3;
            t[i + 19] += f << 9;
        }
        carryOut(w, d, t, k + LIMBS, carry);
    }

    // d = carryIn and the 20 columns at t[column], and clears them.
    private static void carryOut(short[] w, int d, int[] t, int column, int carryIn) {
        int carry = carryIn;
        for (int i = 0; i < LIMBS - 1; i++) {
            int x = t[column + i] + carry;
            carry = x + HALF >> LIMB_BITS;
            w[d + i] = (short) (x - (carry << LIMB_BITS));
            t[column + i] = 0;
        }
        w[d + 19] = (short) (t[column + 19] + carry);
        t[column + 19] = 0;
    }

    // Adds a*b to the columns: 400 products as four squares of ten limbs by ten.
    private static void addProduct(short[] w, int a, int b, int[] t, int k) {
        addProduct10(w, a, b, t, k);
        addProduct10(w, a, b + 10, t, k + 10);
        addProduct10(w, a + 10, b, t, k + 10);
        addProduct10(w, a + 10, b + 10, t, k + 20);
    }

    // Written out because twenty locals in registers are what makes it fast, in an interpreter more so than in a JIT.
    private static void addProduct10(short[] w, int a, int b, int[] t, int k) {
        int a0 = w[a];
        int b0 = w[b];
        int a1 = w[a + 1];
        int b1 = w[b + 1];
        int a2 = w[a + 2];
        int b2 = w[b + 2];
        int a3 = w[a + 3];
        int b3 = w[b + 3];
        int a4 = w[a + 4];
        int b4 = w[b + 4];
        int a5 = w[a + 5];
        int b5 = w[b + 5];
        int a6 = w[a + 6];
        int b6 = w[b + 6];
        int a7 = w[a + 7];
        int b7 = w[b + 7];
        int a8 = w[a + 8];
        int b8 = w[b + 8];
        int a9 = w[a + 9];
        int b9 = w[b + 9];
        t[k] += a0 * b0;
        t[k + 1] += a0 * b1 + a1 * b0;
        t[k + 2] += a0 * b2 + a1 * b1 + a2 * b0;
        t[k + 3] += a0 * b3 + a1 * b2 + a2 * b1 + a3 * b0;
        t[k + 4] += a0 * b4 + a1 * b3 + a2 * b2 + a3 * b1 + a4 * b0;
        t[k + 5] += a0 * b5 + a1 * b4 + a2 * b3 + a3 * b2 + a4 * b1 + a5 * b0;
        t[k + 6] += a0 * b6 + a1 * b5 + a2 * b4 + a3 * b3 + a4 * b2 + a5 * b1 + a6 * b0;
        t[k + 7] += a0 * b7 + a1 * b6 + a2 * b5 + a3 * b4 + a4 * b3 + a5 * b2 + a6 * b1 + a7 * b0;
        t[k + 8] += a0 * b8 + a1 * b7 + a2 * b6 + a3 * b5 + a4 * b4 + a5 * b3 + a6 * b2 + a7 * b1 + a8 * b0;
        t[k + 9] += a0 * b9 + a1 * b8 + a2 * b7 + a3 * b6 + a4 * b5 + a5 * b4 + a6 * b3 + a7 * b2 + a8 * b1 + a9 * b0;
        t[k + 10] += a1 * b9 + a2 * b8 + a3 * b7 + a4 * b6 + a5 * b5 + a6 * b4 + a7 * b3 + a8 * b2 + a9 * b1;
        t[k + 11] += a2 * b9 + a3 * b8 + a4 * b7 + a5 * b6 + a6 * b5 + a7 * b4 + a8 * b3 + a9 * b2;
        t[k + 12] += a3 * b9 + a4 * b8 + a5 * b7 + a6 * b6 + a7 * b5 + a8 * b4 + a9 * b3;
        t[k + 13] += a4 * b9 + a5 * b8 + a6 * b7 + a7 * b6 + a8 * b5 + a9 * b4;
        t[k + 14] += a5 * b9 + a6 * b8 + a7 * b7 + a8 * b6 + a9 * b5;
        t[k + 15] += a6 * b9 + a7 * b8 + a8 * b7 + a9 * b6;
        t[k + 16] += a7 * b9 + a8 * b8 + a9 * b7;
        t[k + 17] += a8 * b9 + a9 * b8;
        t[k + 18] += a9 * b9;
    }

    private static void addSquare10(short[] w, int a, int[] t, int k) {
        int a0 = w[a];
        int a1 = w[a + 1];
        int a2 = w[a + 2];
        int a3 = w[a + 3];
        int a4 = w[a + 4];
        int a5 = w[a + 5];
        int a6 = w[a + 6];
        int a7 = w[a + 7];
        int a8 = w[a + 8];
        int a9 = w[a + 9];
        t[k] += a0 * a0;
        t[k + 1] += 2 * a0 * a1;
        t[k + 2] += 2 * a0 * a2 + a1 * a1;
        t[k + 3] += 2 * (a0 * a3 + a1 * a2);
        t[k + 4] += 2 * (a0 * a4 + a1 * a3) + a2 * a2;
        t[k + 5] += 2 * (a0 * a5 + a1 * a4 + a2 * a3);
        t[k + 6] += 2 * (a0 * a6 + a1 * a5 + a2 * a4) + a3 * a3;
        t[k + 7] += 2 * (a0 * a7 + a1 * a6 + a2 * a5 + a3 * a4);
        t[k + 8] += 2 * (a0 * a8 + a1 * a7 + a2 * a6 + a3 * a5) + a4 * a4;
        t[k + 9] += 2 * (a0 * a9 + a1 * a8 + a2 * a7 + a3 * a6 + a4 * a5);
        t[k + 10] += 2 * (a1 * a9 + a2 * a8 + a3 * a7 + a4 * a6) + a5 * a5;
        t[k + 11] += 2 * (a2 * a9 + a3 * a8 + a4 * a7 + a5 * a6);
        t[k + 12] += 2 * (a3 * a9 + a4 * a8 + a5 * a7) + a6 * a6;
        t[k + 13] += 2 * (a4 * a9 + a5 * a8 + a6 * a7);
        t[k + 14] += 2 * (a5 * a9 + a6 * a8) + a7 * a7;
        t[k + 15] += 2 * (a6 * a9 + a7 * a8);
        t[k + 16] += 2 * a7 * a9 + a8 * a8;
        t[k + 17] += 2 * a8 * a9;
        t[k + 18] += a9 * a9;
    }
}
