package bearssl.bigint;

/**
 * Big non-negative integers in limbs of 28 bits, for 64-bit JVMs: arithmetic modulo an odd number.
 *
 * <p>A number is {@code n} elements of a {@code long[]}, lowest limb first, each 0..2^28-1. A computation has one frame
 * of {@link #frame} elements in {@code w}, usually {@code Workspace.longs}, from element {@code f} on. It holds the
 * modulus, the <i>number</i> that is worked on, a <i>factor</i> for it, and columns of products that are carried at the
 * end: a column takes 254 products of 2^56 before it fills 64 unsigned bits.
 *
 * <p>What is added to column j lies at distances from it that are the same for every n, and known when this is compiled:
 * the reason why {@link #STRIDE} is a constant. A compiler of a JVM can see then that a store to a column changes nothing
 * that is still to be loaded, and does eight columns at a time (C2 on JDK 17 and later, with AVX-512; JDK 25 with AVX2
 * too).
 *
 * <p>In every method: {@code m0i} is {@link #ninv28} of the modulus m, which is odd and above 2^32. {@code R} is
 * 2^(28n), at least 4m; the Montgomery form of x is {@code x*R mod m}. Where a number is said to be <i>loose</i> it is
 * below 2m, otherwise below m. Products of loose numbers are loose: with x, y below 2m and f below R, (x*y + f*m)/R is
 * below (4m*m + R*m)/R, which is 2m at most.
 *
 * <p>CT: offsets, lengths and the bit length of the modulus leak, values and the modulus do not; {@link #modPow} leaks
 * its exponent besides. {@code long} multiplication is taken to need the same time for all values, as on every 64-bit
 * CPU.
 * Scratch: the frame, which may hold anything before. Source: Montgomery 1985.
 */
public final class I28 {
    static final int LIMB_BITS = 28;
    static final int LIMB_MASK = 0xFFFFFFF;

    /** Limbs of the longest modulus: of 4096 bits, and of the product of two numbers of 2048 bits. */
    public static final int MOST_LIMBS = 148;

    /*
     * Where things lie in a frame. The columns are n + 3, of which the last two are zero always. A shifted number has
     * its limb i at i + 1, and zero at 0.
     */
    static final int STRIDE = 152;
    static final int NUMBER = STRIDE;
    static final int MODULUS = 2 * STRIDE;
    static final int SHIFTED_NUMBER = 3 * STRIDE;
    static final int SHIFTED_MODULUS = 4 * STRIDE;
    static final int FACTOR = 5 * STRIDE;

    private static final int ROWS = 126; // as many fill a column: 2*126 products, and a carry

    private I28() {
    }

    /**
     * Number of limbs that a modulus needs.
     *
     * @param byteLen its length in bytes, at most 512
     * @return n, with two bits to spare
     */
    public static int limbs(int byteLen) {
        return (8 * byteLen + 2 + LIMB_BITS - 1) / LIMB_BITS;
    }

    /** Longs that a computation takes. @param n limbs @return elements */
    public static int frame(int n) {
        return FACTOR + n;
    }

    /**
     * Inverse of {@link #frame} and {@link #limbs}.
     *
     * @param longs room, 0 or more
     * @return length in bytes of the longest modulus that fits
     */
    public static int maxByteLen(int longs) {
        int n = longs - FACTOR < MOST_LIMBS ? longs - FACTOR : MOST_LIMBS;
        return n < 1 ? 0 : (LIMB_BITS * n - 2) / 8;
    }

    /** Computes {@code -1/m mod 2^28}. @param w longs @param f frame with an odd modulus @return odd */
    public static int ninv28(long[] w, int f) {
        int m0 = (int) w[f + MODULUS];
        int inv = m0;                    // right to 3 bits; Newton doubles that to 6, 12, 24, 48
        inv *= 2 - m0 * inv;
        inv *= 2 - m0 * inv;
        inv *= 2 - m0 * inv;
        inv *= 2 - m0 * inv;
        return -inv & LIMB_MASK;
    }

    /**
     * Decodes the modulus, unsigned and big-endian.
     *
     * @param w   longs
     * @param f   frame
     * @param n   limbs
     * @param src array with the number, which must be below 2^(28*n)
     * @param off its first byte
     * @param len its length in bytes, 0 or more
     */
    public static void decodeModulus(long[] w, int f, int n, byte[] src, int off, int len) {
        decode(w, f + MODULUS, n, src, off, len);
        shift(w, f + MODULUS, f + SHIFTED_MODULUS, n);
    }

    /** Decodes the number, as {@link #decodeModulus} does the modulus. */
    public static void decodeNumber(long[] w, int f, int n, byte[] src, int off, int len) {
        decode(w, f + NUMBER, n, src, off, len);
    }

    /** Decodes the factor, as {@link #decodeModulus} does the modulus. */
    public static void decodeFactor(long[] w, int f, int n, byte[] src, int off, int len) {
        decode(w, f + FACTOR, n, src, off, len);
    }

    private static void decode(long[] w, int d, int n, byte[] src, int off, int len) {
        for (int i = 0; i < n; i++) {
            w[d + i] = limb(src, off, len, i);
        }
    }

    // Limb i of an unsigned big-endian number; zero above its top.
    static int limb(byte[] src, int off, int len, int i) {
        int bit = LIMB_BITS * i;
        int last = off + len - 1 - (bit >> 3);
        int v = 0;
        for (int j = last - 3 < off ? off : last - 3; j <= last; j++) {
            v = v << 8 | src[j] & 0xFF;
        }
        // An odd limb begins in the middle of a byte, an even one at its start: four bytes hold either.
        return v >>> (bit & 7) & LIMB_MASK;
    }

    // The number at x, one limb higher, at d.
    static void shift(long[] w, int x, int d, int n) {
        w[d] = 0;
        System.arraycopy(w, x, w, d + 1, n);
    }

    /**
     * Encodes the number as unsigned big-endian bytes, with leading zeros.
     *
     * @param dst destination
     * @param off first index written
     * @param len bytes written; the number must be below 2^(8*len)
     * @param w   longs
     * @param f   frame
     * @param n   limbs
     */
    public static void encodeNumber(byte[] dst, int off, int len, long[] w, int f, int n) {
        encode(dst, off, len, w, f + NUMBER, n);
    }

    static void encode(byte[] dst, int off, int len, long[] w, int x, int n) {
        long gathered = 0;
        int bits = 0;
        int next = x;
        for (int i = off + len - 1; i >= off; i--) {
            if (bits < 8) {
                gathered |= (next < x + n ? w[next] : 0) << bits;
                next++;
                bits += LIMB_BITS;
            }
            dst[i] = (byte) gathered;
            gathered >>>= 8;
            bits -= 8;
        }
    }

    /**
     * Tells whether the number is below the modulus. CT: either way.
     *
     * @param w longs
     * @param f frame
     * @param n limbs
     * @return 1 if it is, else 0
     */
    public static int isBelow(long[] w, int f, int n) {
        int borrow = 0;
        for (int i = f; i < f + n; i++) {
            borrow = (int) w[i + NUMBER] - (int) w[i + MODULUS] - borrow >>> 31;
        }
        return borrow;
    }

    /** Tells whether number and factor are equal. CT: either way. @param w longs @param f frame @param n limbs */
    public static boolean isNumberFactor(long[] w, int f, int n) {
        long diff = 0;
        for (int i = f; i < f + n; i++) {
            diff |= w[i + NUMBER] ^ w[i + FACTOR];
        }
        return diff == 0;
    }

    /** Makes a loose number one below m. @param w longs @param f frame @param n limbs */
    public static void tighten(long[] w, int f, int n) {
        long mask = isBelow(w, f, n) - 1;
        long borrow = 0;
        for (int i = f; i < f + n; i++) {
            long z = w[i + NUMBER] - (w[i + MODULUS] & mask) + borrow;
            w[i + NUMBER] = z & LIMB_MASK;
            borrow = z >> LIMB_BITS;
        }
    }

    /** Squares the loose number in Montgomery form: it becomes {@code number^2/R mod m}. See {@link #multiply}. */
    public static void square(long[] w, int f, int n, int m0i) {
        multiplyBy(w, f, f + NUMBER, n, m0i);
    }

    /**
     * Multiplies in Montgomery form: the number becomes {@code number*factor/R mod m}; both are loose.
     *
     * @param w   longs
     * @param f   frame
     * @param n   limbs
     * @param m0i -1/m mod 2^28
     */
    public static void multiply(long[] w, int f, int n, int m0i) {
        multiplyBy(w, f, f + FACTOR, n, m0i);
    }

    /*
     * Two limbs x of the factor at a time: with q1*2^28 + q0 chosen so that the lowest two columns of columns +
     * number*(x1*2^28 + x0) + m*(q1*2^28 + q0) are zero modulo 2^56, the sum is shifted down by both.
     */
    private static void multiplyBy(long[] w, int f, int x, int n, int m0i) {
        shift(w, f + NUMBER, f + SHIFTED_NUMBER, n);
        for (int i = f; i < f + n + 3; i++) {
            w[i] = 0;
        }
        long d0 = w[f + NUMBER];
        long d1 = w[f + NUMBER + 1];
        long m0 = w[f + MODULUS];
        long m1 = w[f + MODULUS + 1];
        int i = n & 1;
        if (i != 0) {
            long z = w[x] * d0;
            long q = z * m0i & LIMB_MASK;
            addRow(w, f, f + n, w[x], q);
            System.arraycopy(w, f + 1, w, f, n);
            w[f] += z + q * m0 >>> LIMB_BITS;
        }
        for (; i < n; i += 2) {
            if (i >= ROWS && i < ROWS + 2) {
                carry(w, f, f, n + 1);
            }
            long x0 = w[x + i];
            long x1 = w[x + i + 1];
            long z = w[f] + x0 * d0;
            long q0 = z * m0i & LIMB_MASK;
            z = w[f + 1] + x0 * d1 + x1 * d0 + q0 * m1 + (z + q0 * m0 >>> LIMB_BITS);
            long q1 = z * m0i & LIMB_MASK;
            addRow(w, f, f + n, x0, q0);
            addShiftedRow(w, f, f + n + 1, x1, q1);
            System.arraycopy(w, f + 2, w, f, n + 1);
            w[f] += z + q1 * m0 >>> LIMB_BITS; // after the copy, which would have to wait for it
        }
        carry(w, f, f + NUMBER, n);
    }

    // Columns up to end = columns + number*x + m*q. This loop and the next are where the time goes.
    private static void addRow(long[] w, int f, int end, long x, long q) {
        for (int j = f; j < end; j++) {
            w[j] += x * w[j + NUMBER] + q * w[j + MODULUS];
        }
    }

    // Columns up to end = columns + 2^28*(number*x + m*q).
    private static void addShiftedRow(long[] w, int f, int end, long x, long q) {
        for (int j = f; j < end; j++) {
            w[j] += x * w[j + SHIFTED_NUMBER] + q * w[j + SHIFTED_MODULUS];
        }
    }

    /** Carries columns from c on: at d, each is below 2^28. */
    static void carry(long[] w, int c, int d, int count) {
        long carry = 0;
        for (int i = 0; i < count; i++) {
            carry += w[c + i];
            w[d + i] = carry & LIMB_MASK;
            carry >>>= LIMB_BITS;
        }
    }

    /**
     * Raises a base x to a public power: the number becomes {@code x^e mod m}. CT: e leaks, x does not.
     *
     * @param w    longs
     * @param f    frame
     * @param n    limbs
     * @param m0i  -1/m mod 2^28
     * @param src  array with the base x, unsigned big-endian, below m
     * @param xOff its first byte
     * @param xLen its length in bytes
     * @param e    array with the exponent, unsigned big-endian, odd and above 1
     * @param eOff its first byte
     * @param eLen its length in bytes
     */
    public static void modPow(long[] w, int f, int n, int m0i, byte[] src, int xOff, int xLen,
            byte[] e, int eOff, int eLen) {
        int bit = 8 * eLen - 1;
        while (!isSet(e, eOff, eLen, bit)) {
            bit--;
        }
        decodeNumber(w, f, n, src, xOff, xLen);
        I28Reduction.toMontgomery(w, f, n);
        numberToFactor(w, f, n);
        while (--bit > 0) {
            square(w, f, n, m0i);
            if (isSet(e, eOff, eLen, bit)) {
                multiply(w, f, n, m0i);
            }
        }
        // The lowest bit is set: a multiplication by x that is not in Montgomery form is the way out of it.
        square(w, f, n, m0i);
        decodeFactor(w, f, n, src, xOff, xLen);
        multiply(w, f, n, m0i); // below (2m*m + R*m)/R, so loose
        tighten(w, f, n);
    }

    /** Copies the number to the factor. @param w longs @param f frame @param n limbs */
    public static void numberToFactor(long[] w, int f, int n) {
        System.arraycopy(w, f + NUMBER, w, f + FACTOR, n);
    }

    private static boolean isSet(byte[] e, int off, int len, int bit) {
        return (e[off + len - 1 - (bit >> 3)] >> (bit & 7) & 1) != 0;
    }
}
