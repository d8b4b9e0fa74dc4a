package bearssl.bigint;

/**
 * What the private operation of RSA needs beside {@link I28}, whose terms and conditions hold: powers with a secret
 * exponent, and sums of products that are not reduced.
 *
 * <p>CT: offsets, lengths and bit lengths leak, values do not. Scratch: the frame, and a table that the caller passes.
 */
public final class I28Crt {
    private static final int WINDOW = 4;

    // Elements from one power to the next: a constant, for the reason that I28 gives, and enough for 2048 bits.
    private static final int POWER = 80;
    private static final int CHOSEN = (1 << WINDOW) * POWER;
    private static final int TABLE = CHOSEN + CHOSEN / 2;

    private I28Crt() {
    }

    /** Ints that {@link #modPow} takes. @return elements */
    public static int tableLen() {
        return TABLE;
    }

    /**
     * Raises the loose number to a secret power, four bits of the exponent at a time: four squarings, and a
     * multiplication by a power that is read by looking at all of them.
     *
     * @param w    longs
     * @param f    frame; the number of it is then the power, below m
     * @param n    limbs, at most 74
     * @param m0i  -1/m mod 2^28
     * @param e    array with the exponent, unsigned big-endian
     * @param eOff its first byte
     * @param eLen its length in bytes, 1 or more
     * @param v    ints
     * @param t    first of {@link #tableLen} elements
     */
    public static void modPow(long[] w, int f, int n, int m0i, byte[] e, int eOff, int eLen, int[] v, int t) {
        I28Reduction.toMontgomery(w, f, n);
        I28.numberToFactor(w, f, n);
        setOne(w, f + I28.NUMBER, n);
        I28Reduction.toMontgomery(w, f, n);
        storeNumber(v, t, w, f, n);
        for (int k = 1; k < 1 << WINDOW; k++) {
            I28.multiply(w, f, n, m0i);
            storeNumber(v, t + k * POWER, w, f, n);
        }
        int bit = 8 * eLen - WINDOW;
        select(w, f + I28.NUMBER, digit(e, eOff, eLen, bit), v, t, n);
        while ((bit -= WINDOW) >= 0) {
            for (int i = 0; i < WINDOW; i++) {
                I28.square(w, f, n, m0i);
            }
            select(w, f + I28.FACTOR, digit(e, eOff, eLen, bit), v, t, n);
            I28.multiply(w, f, n, m0i);
        }
        setOne(w, f + I28.FACTOR, n);
        I28.multiply(w, f, n, m0i); // out of Montgomery form: below (2m + R*m)/R, so m at most
        I28.tighten(w, f, n);
    }

    private static void setOne(long[] w, int d, int n) {
        for (int i = d; i < d + n; i++) {
            w[i] = 0;
        }
        w[d] = 1;
    }

    /** Copies the number to ints. @param v ints @param d first of n @param w longs @param f frame @param n limbs */
    public static void storeNumber(int[] v, int d, long[] w, int f, int n) {
        for (int i = 0; i < n; i++) {
            v[d + i] = (int) w[f + I28.NUMBER + i];
        }
    }

    // The digit of the exponent that begins at this bit, a multiple of four.
    private static int digit(byte[] e, int off, int len, int bit) {
        return e[off + len - 1 - (bit >> 3)] >> (bit & 4) & (1 << WINDOW) - 1;
    }

    /*
     * d = the power number "digit". Each bit of the digit, from the top, chooses between the upper and the lower half of
     * what is left.
     */
    private static void select(long[] w, int d, int digit, int[] v, int t, int n) {
        int bit3 = -(digit >> 3);
        int bit2 = -(digit >> 2 & 1);
        int bit1 = -(digit >> 1 & 1);
        int bit0 = -(digit & 1);
        int end = t + 8 * POWER;
        for (int i = t; i < end; i++) {
            v[i + CHOSEN] = v[i] ^ (v[i] ^ v[i + 8 * POWER]) & bit3;
        }
        int chosen = t + CHOSEN;
        end = chosen + 4 * POWER;
        for (int i = chosen; i < end; i++) {
            v[i] ^= (v[i] ^ v[i + 4 * POWER]) & bit2;
        }
        end = chosen + 2 * POWER;
        for (int i = chosen; i < end; i++) {
            v[i] ^= (v[i] ^ v[i + 2 * POWER]) & bit1;
        }
        for (int i = 0; i < n; i++) {
            int low = v[chosen + i];
            w[d + i] = low ^ (low ^ v[chosen + POWER + i]) & bit0;
        }
    }

    /**
     * Subtracts the loose number from x: it becomes {@code x - number mod m}, loose.
     *
     * @param w longs
     * @param f frame
     * @param n limbs
     * @param v ints with x, below m
     * @param x its lowest limb
     */
    public static void subtractFrom(long[] w, int f, int n, int[] v, int x) {
        long z = 0;
        for (int i = 0; i < n; i++) {
            z += v[x + i] - w[f + I28.NUMBER + i] + 2 * w[f + I28.MODULUS + i]; // above -2^29, below 2^30
            w[f + I28.NUMBER + i] = z & I28.LIMB_MASK;
            z >>= I28.LIMB_BITS;
        }
        I28.tighten(w, f, n); // was above 0 and below 3m
    }

    /**
     * Makes the product of number and factor the modulus.
     *
     * @param w longs
     * @param f frame; for the modulus it is one for numbers of 2n limbs
     * @param n limbs of number and factor, at most {@link I28#MOST_LIMBS}/2
     */
    public static void productToModulus(long[] w, int f, int n) {
        product(w, f, n);
        I28.carry(w, f, f + I28.MODULUS, 2 * n);
        I28.shift(w, f + I28.MODULUS, f + I28.SHIFTED_MODULUS, 2 * n);
    }

    /**
     * Encodes {@code number*factor + y}, not reduced; the number is y afterwards.
     *
     * @param dst  unsigned big-endian bytes that hold the sum
     * @param off  their first
     * @param len  their count
     * @param w    longs
     * @param f    frame
     * @param n    limbs of number and factor
     * @param yLen length of y in bytes, the first of dst
     */
    public static void encodeProductPlus(byte[] dst, int off, int len, long[] w, int f, int n, int yLen) {
        product(w, f, n);
        I28.decodeNumber(w, f, n, dst, off, yLen);
        for (int i = f; i < f + n; i++) {
            w[i] += w[i + I28.NUMBER];
        }
        I28.carry(w, f, f, 2 * n);
        I28.encode(dst, off, len, w, f, 2 * n);
    }

    // Columns = number*factor.
    private static void product(long[] w, int f, int n) {
        for (int i = f; i < f + 2 * n; i++) {
            w[i] = 0;
        }
        for (int i = 0; i < n; i++) {
            long x = w[f + I28.FACTOR + i];
            for (int j = 0; j < n; j++) {
                w[f + i + j] += x * w[f + I28.NUMBER + j];
            }
        }
    }
}
