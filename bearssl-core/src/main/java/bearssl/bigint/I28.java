package bearssl.bigint;

/**
 * Big non-negative integers in limbs of 28 bits, for 64-bit JVMs: decoding, encoding, and arithmetic modulo an odd
 * number.
 *
 * <p>A number is {@code n} elements of an {@code int[]}, lowest limb first, each 0..2^28-1. All numbers of a
 * computation live in one array {@code v}, usually {@code Workspace.ints}, and are named by the index of their lowest
 * limb; all have the same even length {@code n}. Products are summed up in a {@code long[] acc}, usually {@code
 * Workspace.longs}, in columns that are carried once, at the end: a column takes 254 products of 2^56 before it fills
 * 64 unsigned bits. Two arrays of two types cannot be one and the same, which is what allows a compiler to load and
 * add several at a time.
 *
 * <p>In every method: {@code d} is the destination, {@code m} the modulus, odd and above 2^32, and {@code m0i} is
 * {@link #ninv28} of its lowest limb. {@code R} is 2^(28n), at least 4m; the Montgomery form of x is {@code x*R mod m}.
 * Where a number is said to be <i>loose</i> it is below 2m, otherwise below m. Products of loose numbers are loose:
 * with x, y below 2m and f below R, (x*y + f*m)/R is below (4m*m + R*m)/R, which is 2m at most.
 *
 * <p>CT: offsets, lengths and the bit length of the modulus leak, values and the modulus do not; {@link #modPow} leaks
 * its exponent besides. {@code long} multiplication is taken to need the same time for all values, as on every 64-bit
 * CPU.
 * Scratch: {@link #columns} longs, zero before and zero after. Source: Montgomery 1985.
 */
public final class I28 {
    static final int LIMB_BITS = 28;
    static final int LIMB_MASK = 0xFFFFFFF;

    private static final int MOST_LIMBS = 126; // 2*126 products in a column, and a carry

    private I28() {
    }

    /**
     * Number of limbs that a modulus needs.
     *
     * @param byteLen its length in bytes
     * @return n, even, with two bits to spare
     */
    public static int limbs(int byteLen) {
        return 2 * ((8 * byteLen + 2 + 2 * LIMB_BITS - 1) / (2 * LIMB_BITS));
    }

    /**
     * Inverse of {@link #limbs}.
     *
     * @param limbs room, 0 or more
     * @return length in bytes of the longest modulus that fits
     */
    public static int maxByteLen(int limbs) {
        return limbs < 2 ? 0 : (LIMB_BITS * (limbs & ~1) - 2) / 8;
    }

    /** Longs that a multiplication takes. @param n limbs @return elements */
    public static int columns(int n) {
        return 2 * n;
    }

    /** Computes {@code -1/m0 mod 2^28}. @param m0 lowest limb of an odd modulus @return odd */
    public static int ninv28(int m0) {
        int inv = m0;                    // right to 3 bits; Newton doubles that to 6, 12, 24, 48
        inv *= 2 - m0 * inv;
        inv *= 2 - m0 * inv;
        inv *= 2 - m0 * inv;
        inv *= 2 - m0 * inv;
        return -inv & LIMB_MASK;
    }

    /**
     * Decodes an unsigned big-endian number.
     *
     * @param v   the numbers
     * @param d   destination
     * @param n   its limbs
     * @param src array with the number, which must be below 2^(28*n)
     * @param off its first byte
     * @param len its length in bytes, 0 or more
     */
    public static void decode(int[] v, int d, int n, byte[] src, int off, int len) {
        for (int i = 0; i < n; i++) {
            v[d + i] = limb(src, off, len, i);
        }
    }

    /**
     * Tells whether a number is below the modulus. CT: either way.
     *
     * @param v the numbers
     * @param x number of n limbs
     * @param m modulus
     * @param n limbs
     * @return 1 if it is, else 0
     */
    public static int isBelow(int[] v, int x, int m, int n) {
        int borrow = 0;
        for (int i = 0; i < n; i++) {
            borrow = v[x + i] - v[m + i] - borrow >>> 31;
        }
        return borrow;
    }

    /**
     * Encodes a number as unsigned big-endian bytes, with leading zeros.
     *
     * @param dst destination
     * @param off first index written
     * @param len bytes written; the number must be below 2^(8*len)
     * @param v   the numbers
     * @param x   number to encode
     * @param n   its limbs
     */
    public static void encode(byte[] dst, int off, int len, int[] v, int x, int n) {
        long gathered = 0;
        int bits = 0;
        int next = x;
        for (int i = off + len - 1; i >= off; i--) {
            if (bits < 8) {
                gathered |= (long) (next < x + n ? v[next] : 0) << bits;
                next++;
                bits += LIMB_BITS;
            }
            dst[i] = (byte) gathered;
            gathered >>>= 8;
            bits -= 8;
        }
    }

    // Limb i of an unsigned big-endian number; zero above its top.
    private static int limb(byte[] src, int off, int len, int i) {
        int bit = LIMB_BITS * i;
        int last = off + len - 1 - (bit >> 3);
        int v = 0;
        for (int j = last - 3 < off ? off : last - 3; j <= last; j++) {
            v = v << 8 | src[j] & 0xFF;
        }
        // An odd limb begins in the middle of a byte, an even one at its start: four bytes hold either.
        return v >>> (bit & 7) & LIMB_MASK;
    }

    /**
     * Multiplies in Montgomery form: {@code d = x*y/R mod m}, loose.
     *
     * @param v   the numbers
     * @param d   destination; may be x or y
     * @param x   a loose number
     * @param y   a loose number
     * @param m   modulus
     * @param n   limbs
     * @param m0i -1/m mod 2^28
     * @param acc scratch
     * @param t   its first element
     */
    public static void montMul(int[] v, int d, int x, int y, int m, int n, int m0i, long[] acc, int t) {
        multiply(v, x, y, n, acc, t);
        reduce(v, d, m, n, m0i, acc, t);
    }

    /**
     * Squares in Montgomery form: {@code d = x*x/R mod m}, loose.
     *
     * @param v   the numbers
     * @param d   destination; may be x
     * @param x   a loose number
     * @param m   modulus
     * @param n   limbs
     * @param m0i -1/m mod 2^28
     * @param acc scratch
     * @param t   its first element
     */
    public static void montSquare(int[] v, int d, int x, int m, int n, int m0i, long[] acc, int t) {
        for (int i = 0; i < n; i += 2) {
            long x0 = v[x + i];
            long x1 = v[x + i + 1];
            int c = t + 2 * i;
            acc[c] += x0 * x0;
            acc[c + 1] += 2 * x0 * x1;
            acc[c + 2] += x1 * x1;
            if (i + 2 < n) {
                addRows(v, x + i + 2, n - i - 2, acc, c + 2, 2 * x0, 2 * x1);
            }
        }
        reduce(v, d, m, n, m0i, acc, t);
    }

    /**
     * Adds a product to columns: {@code acc = acc + x*y}, not carried.
     *
     * @param v   the numbers
     * @param x   number of n limbs
     * @param y   number of n limbs; may be x
     * @param n   limbs
     * @param acc columns
     * @param t   the lowest of {@link #columns}
     */
    static void multiply(int[] v, int x, int y, int n, long[] acc, int t) {
        for (int i = 0; i < n; i += 2) {
            addRows(v, y, n, acc, t + i, v[x + i], v[x + i + 1]);
        }
    }

    /*
     * Columns = columns + y*(a1*2^28 + a0). The loop is where the time goes: two products for a load and a store of a
     * column, which is what scalar code and vectors both like best.
     */
    private static void addRows(int[] v, int y, int n, long[] acc, int t, long a0, long a1) {
        acc[t] += a0 * v[y];
        for (int j = 1; j < n; j++) {
            acc[t + j] += a0 * v[y + j] + a1 * v[y + j - 1];
        }
        acc[t + n] += a1 * v[y + n - 1];
    }

    /*
     * d = columns/R mod m, loose, and the columns are zero again. Two limbs at a time: f = f1*2^28 + f0 makes the lower
     * two columns zero modulo 2^56; what they hold beyond goes into the third.
     */
    private static void reduce(int[] v, int d, int m, int n, int m0i, long[] acc, int t) {
        if (n > MOST_LIMBS) {
            carry(acc, t, 2 * n); // n products each: now there is room for as many again
        }
        long m0 = v[m];
        long m1 = v[m + 1];
        for (int i = t; i < t + n; i += 2) {
            long f0 = acc[i] * m0i & LIMB_MASK;
            long f1 = (acc[i + 1] + f0 * m1 + (acc[i] + f0 * m0 >>> LIMB_BITS)) * m0i & LIMB_MASK;
            addRows(v, m, n, acc, i, f0, f1);
            acc[i + 2] += acc[i + 1] + (acc[i] >>> LIMB_BITS) >>> LIMB_BITS;
            acc[i] = 0;
            acc[i + 1] = 0;
        }
        long c = 0;
        for (int i = 0; i < n; i++) {
            c += acc[t + n + i];
            v[d + i] = (int) c & LIMB_MASK;
            c >>>= LIMB_BITS;
            acc[t + n + i] = 0;
        }
    }

    /** Carries columns: each is below 2^28 afterwards. */
    static void carry(long[] acc, int t, int count) {
        long c = 0;
        for (int i = t; i < t + count; i++) {
            c += acc[i];
            acc[i] = c & LIMB_MASK;
            c >>>= LIMB_BITS;
        }
    }

    /**
     * Leaves Montgomery form: {@code d = d/R mod m}.
     *
     * @param d a loose number; then below m; for the rest {@link #montMul}
     */
    public static void fromMontgomery(int[] v, int d, int m, int n, int m0i, long[] acc, int t) {
        for (int i = 0; i < n; i++) {
            acc[t + i] = v[d + i];
        }
        reduce(v, d, m, n, m0i, acc, t); // below (2m + R*m)/R, so m at most
        tighten(v, d, m, n);
    }

    /** Makes a loose number one below m. @param v the numbers @param d the number @param m modulus @param n limbs */
    public static void tighten(int[] v, int d, int m, int n) {
        int mask = isBelow(v, d, m, n) - 1;
        int borrow = 0;
        for (int i = 0; i < n; i++) {
            int z = v[d + i] - (v[m + i] & mask) + borrow;
            v[d + i] = z & LIMB_MASK;
            borrow = z >> 31;
        }
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
    static void decodeReduce(int[] v, int d, byte[] src, int off, int len, int m, int n) {
        for (int i = 0; i < n; i++) {
            v[d + i] = 0;
        }
        int bits = bitLength(v, m, n);
        long inv = inverseOfTop(v, m, n, bits);
        for (int i = (8 * len + LIMB_BITS - 1) / LIMB_BITS - 1; i >= 0; i--) {
            shiftIn(v, d, limb(src, off, len, i), m, n, bits, inv);
        }
    }

    /**
     * Converts to Montgomery form in place: {@code d = d*R mod m}, loose.
     *
     * @param v the numbers
     * @param d a loose number
     * @param m modulus
     * @param n limbs
     */
    public static void toMontgomery(int[] v, int d, int m, int n) {
        int bits = bitLength(v, m, n);
        long inv = inverseOfTop(v, m, n, bits);
        for (int i = 0; i < n; i++) {
            shiftIn(v, d, 0, m, n, bits, inv);
        }
    }

    /*
     * d = d*2^28 + z - q*m, loose, for a loose d.
     *
     * With dTop = floor(d/2^s) below 2^33, mTop = floor(m/2^s) from 2^31 to 2^32, and inv = floor(2^62/(mTop+1)), the
     * estimate q = floor(dTop*inv/2^34) never exceeds d*2^28/m, because each rounding is down; and the product is below
     * 2^63, because mTop*inv is below 2^62. The four roundings are worth less than 1/8, 1/4, 1/2 and 1 of m, and z less
     * than 1/16.
     */
    private static void shiftIn(int[] v, int d, int z, int m, int n, int bits, long inv) {
        long q = top(v, d, n, bits) * inv >>> 34;
        long carry = z;
        for (int i = 0; i < n; i++) {
            int old = v[d + i];
            long w = carry - q * v[m + i]; // above -2^58
            v[d + i] = (int) w & LIMB_MASK;
            carry = old + (w >> LIMB_BITS);
        }
    }

    // floor(2^62/(mTop+1)), bit by bit: the time that a division takes may tell of the modulus, which can be a secret.
    private static long inverseOfTop(int[] v, int m, int n, int bits) {
        long divisor = top(v, m, n, bits) + 1;
        long rest = 1L << 31;            // 2^62 is this 31 times doubled; never above the divisor
        long inv = 0;
        for (int i = 0; i < 31; i++) {
            rest = 2 * rest - divisor;
            long mask = rest >> 63;
            rest += divisor & mask;
            inv = 2 * inv + 1 + mask;
        }
        return inv;
    }

    // floor(x / 2^(bits-32)): where the modulus has its top 32 bits, and one bit more.
    private static long top(int[] v, int x, int n, int bits) {
        int i = (bits - 32) / LIMB_BITS;
        int shift = (bits - 32) % LIMB_BITS;
        long high = i + 2 < n ? v[x + i + 2] : 0;
        return high << 2 * LIMB_BITS - shift | (long) v[x + i + 1] << LIMB_BITS - shift | v[x + i] >>> shift;
    }

    private static int bitLength(int[] v, int x, int n) {
        int i = n - 1;
        while (i > 1 && v[x + i] == 0) {
            i--;
        }
        int bits = LIMB_BITS * i;
        for (int w = v[x + i]; w != 0; w >>= 1) {
            bits++;
        }
        return bits;
    }

    /**
     * Computes {@code d = x^e mod m} for a public, odd exponent above 1. CT: e leaks, x does not.
     *
     * @param v    the numbers
     * @param d    destination
     * @param src  array with the base x, unsigned big-endian, below m
     * @param xOff its first byte
     * @param xLen its length in bytes
     * @param e    array with the exponent, unsigned big-endian
     * @param eOff its first byte
     * @param eLen its length in bytes
     * @param m    modulus
     * @param n    limbs
     * @param m0i  -1/m mod 2^28
     * @param b    a number's room for scratch
     * @param acc  scratch
     * @param t    its first element
     */
    public static void modPow(int[] v, int d, byte[] src, int xOff, int xLen, byte[] e, int eOff, int eLen,
            int m, int n, int m0i, int b, long[] acc, int t) {
        int bit = 8 * eLen - 1;
        while (!isSet(e, eOff, eLen, bit)) {
            bit--;
        }
        decode(v, b, n, src, xOff, xLen);
        toMontgomery(v, b, m, n);
        System.arraycopy(v, b, v, d, n);
        while (--bit > 0) {
            montSquare(v, d, d, m, n, m0i, acc, t);
            if (isSet(e, eOff, eLen, bit)) {
                montMul(v, d, d, b, m, n, m0i, acc, t);
            }
        }
        // The lowest bit is set: a multiplication by x that is not in Montgomery form is the way out of it.
        montSquare(v, d, d, m, n, m0i, acc, t);
        decode(v, b, n, src, xOff, xLen);
        montMul(v, d, d, b, m, n, m0i, acc, t); // below (2m*m + R*m)/R, so loose
        tighten(v, d, m, n);
    }

    private static boolean isSet(byte[] e, int off, int len, int bit) {
        return (e[off + len - 1 - (bit >> 3)] >> (bit & 7) & 1) != 0;
    }
}
