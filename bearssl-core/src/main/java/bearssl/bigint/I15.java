package bearssl.bigint;

import bearssl.base.Ct;

/**
 * Big non-negative integers in limbs of 15 bits: decoding, encoding, and arithmetic modulo an odd number.
 *
 * <p>A number is {@code n} elements of a {@code short[]}, lowest limb first, each 0..0x7FFF, so that no element is
 * negative and a product of two fits 30 bits: 16x16->32 multiplications are enough, no {@code long} and no unsigned
 * load is needed in a loop. Nothing is stored beside the limbs. All numbers of a computation live in one array
 * {@code w}, usually {@code Workspace.shorts}, and are named by the index of their lowest limb; all have the same
 * length {@code n}, which {@link #limbs} derives from the modulus; the top limbs of that may be zero.
 *
 * <p>In every method: {@code d} is the destination, {@code m} the modulus, odd and above 1, and {@code m0i} is
 * {@link #ninv15} of its lowest limb. Unless said otherwise {@code d} must not overlap another number. {@code R} is
 * 2^15 to the power of n, n rounded up to even; the Montgomery form of x is {@code x*R mod m}.
 *
 * <p>A quotient of two products, d = x*y/z modulo a prime p, from bytes:
 * <pre>
 *     int n = I15.limbs(32);
 *     int m = ws.pushShorts(3 * n), d = m + n, t = d + n;        // the frame is wiped when popped at m
 *     I15.decode(w, m, n, p, 0, 32);
 *     int m0i = I15.ninv15(w[m]);
 *     I15.modPow(w, d, z, 0, 32, pMinus2, 0, 32, m, n, m0i, t);  // 1/z by Fermat
 *     I15.toMontgomery(w, d, m, n);
 *     I15.montMulBytes(w, t, x, 0, 32, d, m, n, m0i);            // x/z
 *     I15.toMontgomery(w, t, m, n);
 *     I15.montMulBytes(w, d, y, 0, 32, t, m, n, m0i);            // x*y/z
 *     I15.encode(dst, 0, 32, w, d, n);
 * </pre>
 *
 * <p>CT: offsets, lengths and the bit length of the modulus leak, values and the modulus do not; {@link #modPow} leaks
 * its exponent besides.
 * Scratch: none but the numbers that the caller passes. Source: Montgomery 1985; the limb size is BearSSL's i15.
 */
public final class I15 {
    private static final int LIMB_BITS = 15;
    private static final int LIMB_MASK = 0x7FFF;

    private I15() {
    }

    /**
     * Number of limbs that a modulus needs.
     *
     * @param byteLen length of the modulus in bytes
     * @return n, at least 2, because multiplication takes limbs by two
     */
    public static int limbs(int byteLen) {
        return byteLen < 4 ? 2 : (8 * byteLen + LIMB_BITS - 1) / LIMB_BITS;
    }

    /**
     * Inverse of {@link #limbs}: the longest modulus that fits.
     *
     * @param limbs room, 0 or more
     * @return its length in bytes, 0 if there is no room for any
     */
    public static int maxByteLen(int limbs) {
        return limbs < 2 ? 0 : LIMB_BITS * limbs / 8;
    }

    /** Computes {@code -1/m0 mod 2^15}. @param m0 lowest limb of an odd modulus @return 1..0x7FFF, odd */
    public static int ninv15(int m0) {
        int inv = m0;                    // m0*m0 = 1 modulo 8: right to 3 bits; Newton doubles that to 6, 12, 24
        inv *= 2 - m0 * inv;
        inv *= 2 - m0 * inv;
        inv *= 2 - m0 * inv;
        return -inv & LIMB_MASK;
    }

    /**
     * Decodes an unsigned big-endian number.
     *
     * @param w   the numbers
     * @param d   destination
     * @param n   its limbs
     * @param src array with the number, which must be below 2^(15*n)
     * @param off its first byte
     * @param len its length in bytes, 0 or more
     */
    public static void decode(short[] w, int d, int n, byte[] src, int off, int len) {
        for (int i = 0; i < n; i++) {
            w[d + i] = (short) limb(src, off, len, i);
        }
    }

    /**
     * Decodes an unsigned big-endian number and tells whether it is below the modulus. CT: for the value, either way.
     *
     * @param w   the numbers
     * @param d   destination, without meaning when the answer is 0
     * @param src array with the number, of any size
     * @param off its first byte
     * @param len its length in bytes, 0 or more
     * @param m   modulus
     * @param n   limbs
     * @return 1 if it is below m, else 0
     */
    public static int decodeBelow(short[] w, int d, byte[] src, int off, int len, int m, int n) {
        decode(w, d, n, src, off, len);
        int borrow = 0;
        for (int i = 0; i < n; i++) {
            borrow = w[d + i] - w[m + i] - borrow >>> 31;
        }
        int above = 0;
        for (int i = n; i < limbs(len); i++) {
            above |= limb(src, off, len, i);
        }
        return borrow & Ct.isZero(above);
    }

    /**
     * Decodes an unsigned big-endian number and reduces it modulo m.
     *
     * @param w   the numbers
     * @param d   destination, below m afterwards
     * @param src array with the number, of any size
     * @param off its first byte
     * @param len its length in bytes, 0 or more
     * @param m   modulus, of 30 bits or more
     * @param n   limbs
     */
    public static void decodeReduce(short[] w, int d, byte[] src, int off, int len, int m, int n) {
        for (int i = 0; i < n; i++) {
            w[d + i] = 0;
        }
        int bits = bitLength(w, m, n);
        long inv = inverseOfTop(w, m, n, bits);
        int hi = 0;
        for (int i = limbs(len) - 1; i >= 0; i--) {
            hi = shiftIn(w, d, hi, limb(src, off, len, i), m, n, bits, inv);
        }
        subtract(w, d, hi, m, m, n);
    }

    /**
     * Encodes a number as unsigned big-endian bytes, with leading zeros.
     *
     * @param dst destination
     * @param off first index written
     * @param len bytes written; the number must be below 2^(8*len)
     * @param w   the numbers
     * @param x   number to encode
     * @param n   its limbs
     */
    public static void encode(byte[] dst, int off, int len, short[] w, int x, int n) {
        int acc = 0;
        int accBits = 0;
        int next = x;
        for (int i = off + len - 1; i >= off; i--) {
            if (accBits < 8) {
                // accBits is below 8, so acc stays below 2^22
                acc |= (next < x + n ? w[next] : 0) << accBits;
                next++;
                accBits += LIMB_BITS;
            }
            dst[i] = (byte) acc;
            acc >>>= 8;
            accBits -= 8;
        }
    }

    /**
     * Multiplies in Montgomery form: {@code d = x*y/R mod m}, below m.
     *
     * @param w   the numbers
     * @param d   destination
     * @param x   any number of n limbs
     * @param y   a number below m; may be the same as x
     * @param m   modulus
     * @param n   limbs
     * @param m0i -1/m mod 2^15
     */
    public static void montMul(short[] w, int d, int x, int y, int m, int n, int m0i) {
        for (int i = 0; i < n; i++) {
            w[d + i] = 0;
        }
        int hi = 0;
        for (int i = 0; i < n; i += 2) {
            int x1 = i + 1 < n ? w[x + i + 1] : 0;
            hi = twoRows(w, d, hi, w[x + i], x1, y, m, n, m0i);
        }
        subtract(w, d, hi, m, m, n);
    }

    /**
     * Multiplies like {@link #montMul}, but reads x from bytes limb by limb, so that it takes no room in w. If y is in
     * Montgomery form and x is not, then the result is not: a multiplication and the way back in one.
     *
     * @param w   the numbers
     * @param d   destination
     * @param x   array with x, unsigned big-endian, below 2^(15*n) but not necessarily below m
     * @param off its first byte
     * @param len its length in bytes
     * @param y   a number below m
     * @param m   modulus
     * @param n   limbs
     * @param m0i -1/m mod 2^15
     */
    public static void montMulBytes(short[] w, int d, byte[] x, int off, int len, int y, int m, int n, int m0i) {
        for (int i = 0; i < n; i++) {
            w[d + i] = 0;
        }
        int hi = 0;
        for (int i = 0; i < n; i += 2) {
            int x1 = i + 1 < n ? limb(x, off, len, i + 1) : 0;
            hi = twoRows(w, d, hi, limb(x, off, len, i), x1, y, m, n, m0i);
        }
        subtract(w, d, hi, m, m, n);
    }

    /**
     * Converts to Montgomery form in place: {@code d = d*R mod m}. Takes about half as long as a multiplication.
     *
     * @param w the numbers
     * @param d number to convert, below m
     * @param m modulus
     * @param n limbs
     */
    public static void toMontgomery(short[] w, int d, int m, int n) {
        int bits = bitLength(w, m, n);
        long inv = inverseOfTop(w, m, n, bits);
        int hi = 0;
        for (int i = n + (n & 1); i > 0; i--) {
            hi = shiftIn(w, d, hi, 0, m, n, bits, inv);
        }
        subtract(w, d, hi, m, m, n);
    }

    /**
     * Computes {@code d = x^e mod m} for a public, odd exponent. x is read from its bytes whenever a bit of e asks for
     * it, hence two numbers beside the modulus are enough; neither x nor d is in Montgomery form.
     *
     * <p>CT: e leaks, x does not. Costs a squaring for each bit of e below its top bit, and for each bit that is set
     * there a multiplication and, but for the lowest, a conversion.
     *
     * @param w    the numbers
     * @param d    destination
     * @param x    array with the base, unsigned big-endian, below m
     * @param xOff its first byte
     * @param xLen its length in bytes
     * @param e    array with the exponent, unsigned big-endian, odd
     * @param eOff its first byte
     * @param eLen its length in bytes
     * @param m    modulus
     * @param n    limbs
     * @param m0i  -1/m mod 2^15
     * @param t    a number's room for scratch
     */
    public static void modPow(short[] w, int d, byte[] x, int xOff, int xLen, byte[] e, int eOff, int eLen,
            int m, int n, int m0i, int t) {
        int bit = 8 * eLen - 1;
        while (bit > 0 && !isSet(e, eOff, eLen, bit)) {
            bit--;
        }
        int acc = d;
        int other = t;
        decode(w, acc, n, x, xOff, xLen);
        if (bit > 0) {
            toMontgomery(w, acc, m, n);
        }
        while (--bit >= 0) {
            montMul(w, other, acc, acc, m, n, m0i);
            if (isSet(e, eOff, eLen, bit)) {
                montMulBytes(w, acc, x, xOff, xLen, other, m, n, m0i);
                if (bit > 0) {
                    toMontgomery(w, acc, m, n);
                }
            } else {
                int swap = acc;
                acc = other;
                other = swap;
            }
        }
        // The lowest bit of e is set, so acc has left Montgomery form with the last multiplication.
        if (acc != d) {
            System.arraycopy(w, acc, w, d, n);
        }
    }

    private static boolean isSet(byte[] e, int off, int len, int bit) {
        return (e[off + len - 1 - (bit >> 3)] >> (bit & 7) & 1) != 0;
    }

    // Limb i of an unsigned big-endian number; zero above its top.
    private static int limb(byte[] src, int off, int len, int i) {
        int bit = LIMB_BITS * i;
        int last = off + len - 1 - (bit >> 3);
        int v = 0;
        for (int j = last - 2 < off ? off : last - 2; j <= last; j++) {
            v = v << 8 | src[j] & 0xFF;
        }
        return v >>> (bit & 7) & LIMB_MASK;
    }

    /*
     * Two steps of Montgomery multiplication at once: (hi,d) = ((hi,d) + x*y + f*m) / 2^30, where x = x1*2^15 + x0 and
     * f < 2^30 makes the division exact. Keeps (hi,d) < y + m <= 2m: the sum is below y+m + (2^30-1)*(y+m).
     *
     * With B = 2^15-1, a column is at most B + 4*B*B + carry. If carry <= 4B then that is B*(4B+5) = (2^15-1)*(2^17+1),
     * below 2^32 (unsigned int, hence >>>), and the next carry is at most 2^17-4 = 4B again.
     */
    private static int twoRows(short[] w, int d, int hi, int x0, int x1, int y, int m, int n, int m0i) {
        int yBelow = w[y];
        int mBelow = w[m];
        int yv = w[y + 1];
        int mv = w[m + 1];
        int z = w[d] + x0 * yBelow;
        int f0 = z * m0i & LIMB_MASK;
        z = w[d + 1] + x0 * yv + f0 * mv + x1 * yBelow + (z + f0 * mBelow >>> LIMB_BITS);
        int f1 = z * m0i & LIMB_MASK;
        int carry = z + f1 * mBelow >>> LIMB_BITS;
        for (int v = 2; v < n; v++) {
            yBelow = yv;
            mBelow = mv;
            yv = w[y + v];
            mv = w[m + v];
            int column = w[d + v] + x0 * yv + f0 * mv + (x1 * yBelow + f1 * mBelow);
            z = column + carry; // all that waits for the carry
            w[d + v - 2] = (short) (z & LIMB_MASK);
            carry = z >>> LIMB_BITS;
        }
        z = hi + x1 * yv + f1 * mv + carry;
        w[d + n - 2] = (short) (z & LIMB_MASK);
        z >>>= LIMB_BITS;
        w[d + n - 1] = (short) (z & LIMB_MASK);
        return z >>> LIMB_BITS;
    }

    /*
     * (hi,d) = d*2^15 + z - q*m with q close below d*2^15/m. Not fully reduced: keeps 0 <= (hi,d) < (1 + 2^-11)*m.
     *
     * With dTop = floor(d/2^s), mTop = floor(m/2^s), 2^29 <= mTop < 2^30 and inv = floor(2^60/(mTop+1)), the estimate
     * q = floor(dTop*inv/2^45) never exceeds d*2^15/m, because each rounding is down. Each of the three roundings
     * before the last one, and z/m, is worth less than 2^-13, hence d*2^15 + z - q*m < (1 + 4*2^-13)*m.
     */
    private static int shiftIn(short[] w, int d, int hi, int z, int m, int n, int bits, long inv) {
        int q = (int) (top(w, d, n, hi, bits) * inv >>> 45);    // at most 2^15 + 16
        int carry = z;                                          // signed, above -2^16
        for (int i = 0; i < n; i++) {
            int old = w[d + i];
            int v = carry - q * w[m + i];
            w[d + i] = (short) (v & LIMB_MASK);
            carry = old + (v >> LIMB_BITS);
        }
        // What was shifted out, hi*2^15 included, less what q*m took from it: one bit remains.
        return carry + (hi << LIMB_BITS);
    }

    // floor(2^60/(mTop+1)), bit by bit: the time that a division takes may tell of the modulus, which can be a secret.
    private static long inverseOfTop(short[] w, int m, int n, int bits) {
        int divisor = (int) top(w, m, n, 0, bits) + 1;
        int rest = 1 << 29;              // 2^60 is this 31 times doubled; always below the divisor
        int inv = 0;
        for (int i = 0; i < 31; i++) {
            rest = 2 * rest - divisor;
            int mask = rest >> 31;
            rest += divisor & mask;
            inv = 2 * inv + 1 + mask;
        }
        return inv;
    }

    // floor((hi,x) / 2^(bits-30)): where the modulus has its top 30 bits, and one bit more.
    private static long top(short[] w, int x, int n, int hi, int bits) {
        int i = (bits - 1) / LIMB_BITS;
        long v = i + 1 < n ? w[x + i + 1] : hi;
        for (int k = i; k > i - 3; k--) {
            v = v << LIMB_BITS | (k >= 0 ? w[x + k] : 0);
        }
        return v >>> bits - LIMB_BITS * i;
    }

    private static int bitLength(short[] w, int x, int n) {
        int i = n - 1;
        while (i > 0 && w[x + i] == 0) {
            i--;
        }
        int bits = LIMB_BITS * i;
        for (int v = w[x + i]; v != 0; v >>= 1) {
            bits++;
        }
        return bits;
    }

    /*
     * (hi,d) = (hi,d) - x, and m added back if that went below zero: a difference modulo m of two numbers below m, or,
     * with m for x, what brings (hi,d) < 2m below m. hi is 1 only with a borrow, because (hi,d) < x + m.
     */
    static void subtract(short[] w, int d, int hi, int x, int m, int n) {
        int borrow = 0;
        for (int i = 0; i < n; i++) {
            int v = w[d + i] - w[x + i] - borrow;
            w[d + i] = (short) (v & LIMB_MASK);
            borrow = v >>> 31;
        }
        int mask = hi - borrow;          // -1 if it did, else 0
        int carry = 0;
        for (int i = 0; i < n; i++) {
            int v = w[d + i] + (w[m + i] & mask) + carry;
            w[d + i] = (short) (v & LIMB_MASK);
            carry = v >> LIMB_BITS;
        }
    }
}
