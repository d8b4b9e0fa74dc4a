package bearssl.bigint;

/**
 * Ways to a number below twice the modulus of an {@link I28} frame, 28 bits at a time from the top: from bytes of any
 * length, and into Montgomery form.
 *
 * <p>CT: offsets, lengths and the bit length of the modulus leak, values and the modulus do not. Scratch: none.
 */
public final class I28Reduction {
    private I28Reduction() {
    }

    /**
     * Decodes an unsigned big-endian number and reduces it modulo m, loose.
     *
     * @param w   longs
     * @param f   frame with a modulus; the number of it is written
     * @param n   limbs
     * @param src array with the number, of any size
     * @param off its first byte
     * @param len its length in bytes, 0 or more
     */
    public static void decodeReduce(long[] w, int f, int n, byte[] src, int off, int len) {
        for (int i = f + I28.NUMBER; i < f + I28.NUMBER + n; i++) {
            w[i] = 0;
        }
        int bits = bitLength(w, f, n);
        long inv = inverseOfTop(w, f, n, bits);
        for (int i = (8 * len + I28.LIMB_BITS - 1) / I28.LIMB_BITS - 1; i >= 0; i--) {
            shiftIn(w, f, n, I28.limb(src, off, len, i), bits, inv);
        }
    }

    /**
     * Converts the loose number to Montgomery form: it becomes {@code number*R mod m}, loose.
     *
     * @param w longs
     * @param f frame
     * @param n limbs
     */
    public static void toMontgomery(long[] w, int f, int n) {
        int bits = bitLength(w, f, n);
        long inv = inverseOfTop(w, f, n, bits);
        for (int i = 0; i < n; i++) {
            shiftIn(w, f, n, 0, bits, inv);
        }
    }

    /*
     * d = d*2^28 + z - q*m, loose, for the loose number d.
     *
     * With dTop = floor(d/2^s) below 2^33, mTop = floor(m/2^s) from 2^31 to 2^32, and inv = floor(2^62/(mTop+1)), the
     * estimate q = floor(dTop*inv/2^34) never exceeds d*2^28/m, because each rounding is down; and the product is below
     * 2^63, because mTop*inv is below 2^62. The four roundings are worth less than 1/8, 1/4, 1/2 and 1 of m, and z less
     * than 1/16.
     */
    private static void shiftIn(long[] w, int f, int n, int z, int bits, long inv) {
        long q = top(w, f + I28.NUMBER, n, bits) * inv >>> 34;
        long carry = z;
        for (int i = f; i < f + n; i++) {
            long old = w[i + I28.NUMBER];
            long v = carry - q * w[i + I28.MODULUS]; // above -2^58
            w[i + I28.NUMBER] = v & I28.LIMB_MASK;
            carry = old + (v >> I28.LIMB_BITS);
        }
    }

    // floor(2^62/(mTop+1)), bit by bit: the time that a division takes may tell of the modulus, which can be a secret.
    private static long inverseOfTop(long[] w, int f, int n, int bits) {
        long divisor = top(w, f + I28.MODULUS, n, bits) + 1;
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
    private static long top(long[] w, int x, int n, int bits) {
        int i = (bits - 32) / I28.LIMB_BITS;
        int shift = (bits - 32) % I28.LIMB_BITS;
        long high = i + 2 < n ? w[x + i + 2] : 0;
        return high << 2 * I28.LIMB_BITS - shift | w[x + i + 1] << I28.LIMB_BITS - shift | w[x + i] >>> shift;
    }

    private static int bitLength(long[] w, int f, int n) {
        int i = n - 1;
        while (i > 1 && w[f + I28.MODULUS + i] == 0) {
            i--;
        }
        int bits = I28.LIMB_BITS * i;
        for (int v = (int) w[f + I28.MODULUS + i]; v != 0; v >>= 1) {
            bits++;
        }
        return bits;
    }
}
