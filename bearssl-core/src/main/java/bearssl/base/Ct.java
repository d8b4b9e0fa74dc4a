package bearssl.base;

/**
 * Comparison and selection without a branch. Truth is {@code 1}, falsehood {@code 0}, both as {@code int}, so that a
 * result can stay in arithmetic until it may be public.
 *
 * <p>CT: the methods here leak nothing but lengths and offsets.
 */
public final class Ct {
    private Ct() {
    }

    /** Tells whether {@code x} is zero. @param x any value @return 1 if so, else 0 */
    public static int isZero(int x) {
        return (x | -x) >>> 31 ^ 1;
    }

    /** Tells whether two values are equal. @param x any value @param y any value @return 1 if so, else 0 */
    public static int eq(int x, int y) {
        return isZero(x ^ y);
    }

    /** Unsigned comparison. @param x 32-bit value @param y 32-bit value @return 1 if x is below y, else 0 */
    public static int below(int x, int y) {
        // The borrow of x - y, formed from the top bits (Warren, Hacker's Delight, 2-12).
        return (~x & y | (~(x ^ y)) & (x - y)) >>> 31;
    }

    /**
     * Selects one of two values.
     *
     * @param bit 1 or 0
     * @param x   the result when {@code bit} is 1
     * @param y   the result when {@code bit} is 0
     * @return x or y
     */
    public static int mux(int bit, int x, int y) {
        return y ^ (-bit & (x ^ y));
    }

    /**
     * Compares two byte strings.
     *
     * @param a    first array
     * @param aOff its first byte
     * @param b    second array; may be the same
     * @param bOff its first byte
     * @param len  number of bytes
     * @return 1 if all are equal, else 0
     */
    public static int equal(byte[] a, int aOff, byte[] b, int bOff, int len) {
        int diff = 0;
        for (int i = 0; i < len; i++) {
            diff |= a[aOff + i] ^ b[bOff + i];
        }
        return isZero(diff);
    }

    /**
     * Tells whether a big-endian number is above zero and below another one.
     *
     * @param x    array with the number
     * @param xOff its first byte
     * @param m    array with the bound; may be the same
     * @param mOff its first byte
     * @param len  length of both in bytes
     * @return 1 if {@code 0 < x < m}, else 0
     */
    public static int inRange(byte[] x, int xOff, byte[] m, int mOff, int len) {
        int borrow = 0;
        int or = 0;
        for (int i = len - 1; i >= 0; i--) {
            int b = x[xOff + i] & 0xFF;
            or |= b;
            borrow = b - (m[mOff + i] & 0xFF) - borrow >>> 31;
        }
        return borrow & (isZero(or) ^ 1);
    }

    /** Overwrites with zero. @param b array @param off first index @param len number of bytes */
    public static void wipe(byte[] b, int off, int len) {
        for (int i = off; i < off + len; i++) {
            b[i] = 0;
        }
    }

    /** Overwrites with zero. @param w array @param off first index @param len number of words */
    public static void wipe(int[] w, int off, int len) {
        for (int i = off; i < off + len; i++) {
            w[i] = 0;
        }
    }
}
