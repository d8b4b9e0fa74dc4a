package bearssl.ec;

/**
 * Numbers of 256 bits as nine limbs of 29 bits in a {@code long[]}, lowest first, and their division modulo an odd
 * number in constant time.
 *
 * <p>A number is named by the index of its lowest limb. Unsigned limbs, 0..2^29-1, are the one form of a number; what
 * is computed may be signed. A destination {@code d} must not overlap an operand unless said otherwise.
 *
 * <p>CT: nothing leaks but offsets and lengths. Scratch: none but what the caller passes. Source: Bernstein-Yang 2019
 * (eprint 2019/266); the start at delta = 1/2, and that 590 steps suffice then for 256 bits, are Wuille's (2021).
 */
final class Limbs29 {
    /** Limbs of a number. */
    static final int LIMBS = 9;
    /** Bits of a limb. */
    static final int BITS = 29;
    /** The bits of a limb. */
    static final long MASK = (1L << BITS) - 1;
    /** Length of an encoded number. */
    static final int BYTES = 32;
    /** Longs of scratch for a division: f, g, e, and what a batch of steps comes to. */
    static final int DIVIDE_TEMP = 3 * LIMBS + 4;

    // 21 batches of 29 steps are 609.
    private static final int BATCHES = 21;

    private Limbs29() {
    }

    /** Sets a number to a constant. @param w numbers @param d destination @param constant 16 characters, high first */
    static void load(long[] w, int d, String constant) {
        long acc = 0;
        int bits = 0;
        int limb = d;
        for (int i = 15; i >= 0; i--) {
            acc |= (long) constant.charAt(i) << bits;
            bits += 16;
            if (bits >= BITS) {
                w[limb] = acc & MASK;
                limb++;
                acc >>= BITS;
                bits -= BITS;
            }
        }
        w[limb] = acc;
    }

    /**
     * Decodes an unsigned big-endian number.
     *
     * @param w   numbers
     * @param d   destination
     * @param src array with the number
     * @param off its first byte
     * @param len its length, 0..32
     */
    static void decode(long[] w, int d, byte[] src, int off, int len) {
        long acc = 0;
        int bits = 0;
        int limb = d;
        for (int i = len - 1; i >= len - BYTES; i--) {
            acc |= (i >= 0 ? src[off + i] & 0xFFL : 0) << bits;
            bits += 8;
            if (bits >= BITS) {
                w[limb] = acc & MASK;
                limb++;
                acc >>= BITS;
                bits -= BITS;
            }
        }
        w[limb] = acc;
    }

    /** Encodes unsigned limbs, 32 bytes. @param dst destination @param off its first byte @param w numbers
     * @param a number below 2^256 */
    static void encode(byte[] dst, int off, long[] w, int a) {
        long acc = 0;
        int bits = 0;
        int limb = a;
        for (int i = off + BYTES - 1; i >= off; i--) {
            if (bits < 8) {
                acc |= w[limb] << bits;
                limb++;
                bits += BITS;
            }
            dst[i] = (byte) acc;
            acc >>= 8;
            bits -= 8;
        }
    }

    /** Compares unsigned limbs. @param w numbers @param a number @param m number @return 1 if a is below m, else 0 */
    static int below(long[] w, int a, int m) {
        long borrow = 0;
        for (int i = 0; i < LIMBS; i++) {
            borrow = w[a + i] - w[m + i] + borrow >> BITS;
        }
        return (int) -borrow;
    }

    /** Adds m to a negative number, in place, and makes its limbs unsigned. @param w numbers
     * @param d number, signed limbs, above -m and below 2^261 @param m unsigned limbs */
    static void makePositive(long[] w, int d, int m) {
        carry(w, d, m, 0);
        carry(w, d, m, w[d + LIMBS - 1] >> 63);
    }

    // d += m & mask, with unsigned limbs below a signed one.
    private static void carry(long[] w, int d, int m, long mask) {
        long x = 0;
        for (int i = 0; i < LIMBS - 1; i++) {
            x += w[d + i] + (w[m + i] & mask);
            w[d + i] = x & MASK;
            x >>= BITS;
        }
        w[d + LIMBS - 1] += x + (w[m + LIMBS - 1] & mask);
    }

    /**
     * Divides: {@code d = d/a mod m}, up to a multiple of m; 0 if a is 0. The result has limbs of at most 2^29 either
     * way and is between -12*m and 12*m.
     *
     * @param w    numbers
     * @param d    dividend, 0..m-1, and destination
     * @param a    divisor, 0..m-1, unsigned limbs
     * @param m    modulus, odd, prime to a unless that is 0
     * @param m0i  -1/m mod 2^29
     * @param temp {@link #DIVIDE_TEMP} longs of scratch
     */
    static void divide(long[] w, int d, int a, int m, int m0i, int temp) {
        int f = temp;
        int g = f + LIMBS;
        int e = g + LIMBS;
        int step = e + LIMBS;
        // Always d*a = f*dividend and e*a = g*dividend modulo m, so that f = gcd = +-1 leaves the quotient in d.
        for (int i = 0; i < LIMBS; i++) {
            w[f + i] = w[m + i];
            w[g + i] = w[a + i];
            w[e + i] = w[d + i];
            w[d + i] = 0;
        }
        int zeta = -1;
        for (int i = 0; i < BATCHES; i++) {
            zeta = steps(w, step, zeta, (int) (w[f] | w[f + 1] << BITS), (int) (w[g] | w[g + 1] << BITS));
            transform(w, f, g, step, m, 0);
            // The greater of |d|, |e| grows by m/2 at most: 1 + 21/2 < 12.
            transform(w, d, e, step, m, m0i);
        }
        long sign = w[f + LIMBS - 1] >> 63;
        for (int i = d; i < d + LIMBS; i++) {
            w[i] = (w[i] ^ sign) - sign;
        }
    }

    /*
     * 29 steps of (delta, f, g) -> (1-delta, g, (g-f)/2) if delta > 0 and g is odd, (1+delta, f, g/2 or (g+f)/2)
     * otherwise, for which the low bits of f and g are enough. zeta is -(delta + 1/2). They come to
     * 2^29 * (f, g) = (u*f + v*g, q*f + r*g), |u| + |v| <= 2^29, |q| + |r| <= 2^29; written to w[d..d+3].
     */
    private static int steps(long[] w, int d, int zetaStart, int fStart, int gStart) {
        int zeta = zetaStart;
        int f = fStart;
        int g = gStart;
        int u = 1;
        int v = 0;
        int q = 0;
        int r = 1;
        for (int i = 0; i < BITS; i++) {
            int minus = zeta >> 31;
            int odd = -(g & 1);
            g += (f ^ minus) - minus & odd;
            q += (u ^ minus) - minus & odd;
            r += (v ^ minus) - minus & odd;
            minus &= odd;
            zeta = (zeta ^ minus) - 1;
            f += g & minus;             // f + (g - f)
            u += q & minus;
            v += r & minus;
            g >>= 1;
            u <<= 1;
            v <<= 1;
        }
        w[d] = u;
        w[d + 1] = v;
        w[d + 2] = q;
        w[d + 3] = r;
        return zeta;
    }

    /*
     * (x, y) = ((u*x + v*y + j*m)/2^29, (q*x + r*y + k*m)/2^29), where j and k, -2^28..2^28-1, make the divisions
     * exact; with m0i 0 they are so without. All limbs but the highest are unsigned before and after. A sum is at most
     * 2^29 * 2^29 + 2^28 * 2^29 + 2^31.
     */
    private static void transform(long[] w, int x, int y, int step, int m, int m0i) {
        long u = w[step];
        long v = w[step + 1];
        long q = w[step + 2];
        long r = w[step + 3];
        long xi = w[x];
        long yi = w[y];
        long xSum = u * xi + v * yi;
        long ySum = q * xi + r * yi;
        // the low 29 bits, signed
        long j = (int) xSum * m0i << 3 >> 3;
        long k = (int) ySum * m0i << 3 >> 3;
        xSum += j * w[m];
        ySum += k * w[m];
        for (int i = 1; i < LIMBS; i++) {
            xi = w[x + i];
            yi = w[y + i];
            long mi = w[m + i];
            xSum = (xSum >> BITS) + u * xi + v * yi + j * mi;
            ySum = (ySum >> BITS) + q * xi + r * yi + k * mi;
            w[x + i - 1] = xSum & MASK;
            w[y + i - 1] = ySum & MASK;
        }
        w[x + LIMBS - 1] = xSum >> BITS;
        w[y + LIMBS - 1] = ySum >> BITS;
    }
}
