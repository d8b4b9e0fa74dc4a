package bearssl.ec;

import bearssl.base.Workspace;
import bearssl.bigint.I15;

/**
 * Verification over a curve {@code y^2 = x^3 - 3x + b} modulo a prime p that is -1 modulo 2^15; {@link EcP384I15} and
 * {@link EcP521I15} name theirs.
 *
 * <p>Coordinates are {@link I15} integers below p in Montgomery form. Points are Jacobian, {@code x = X/Z^2} and
 * {@code y = Y/Z^3}, Z = 0 being infinity. One sum is formed for both scalars, from the highest bit down. Each scalar
 * is recoded on the fly into digits -3, -1, 1 and 3, one in four bits on average; A and 3A are computed, G and 3G are
 * constants.
 *
 * <p>CT: none, for public data only. Scratch: {@code SLOTS * limbs} shorts, as {@link #scratchShorts} says. Source:
 * SP 800-186, 3.2.1; "dbl-2001-b" and "add-1998-cmo-2" of the Explicit-Formulas Database; Okeya, Schmidt-Samoa, Spahn
 * and Takagi 2004 (digits from left to right).
 */
abstract class EcPrimeI15 implements EcVerifyCurve {
    /** Numbers in the frame. */
    private static final int SLOTS = 16;

    // Slots of the frame: p, the sum, the point to add to it, A (affine), 3A, temporaries.
    private static final int P = 0;
    private static final int X1 = 1;
    private static final int Y1 = 2;
    private static final int Z1 = 3;
    private static final int X2 = 4;
    private static final int Y2 = 5;
    private static final int Z2 = 6;
    private static final int A = 7;
    private static final int A3 = 9;
    private static final int T0 = 12;
    private static final int T1 = 13;
    private static final int T2 = 14;
    private static final int T3 = 15;

    // Places in numbers(): p, then b and the affine points G and 3G, in Montgomery form.
    private static final int B = 1;
    private static final int G = 2;
    private static final int G3 = 4;

    private static final int LIMB_BITS = 15;
    private static final int LIMB_MASK = 0x7FFF;
    private static final int UNCOMPRESSED = 0x04;
    private static final int NONE = -8;

    private final int bits;
    private final int coordLen;
    private final int limbs;

    /**
     * Makes a curve.
     *
     * @param bits length of p and of the order, which leaves at least one bit of the limbs unused; an even number of
     *             bytes
     */
    EcPrimeI15(int bits) {
        this.bits = bits;
        coordLen = (bits + 7) / 8;
        limbs = (bits + LIMB_BITS - 1) / LIMB_BITS;
    }

    /** The order, two bytes to a character. */
    abstract String order();

    /** The constants named above, a limb to a character, lowest first. */
    abstract String numbers();

    public final int pointLen() {
        return 1 + 2 * coordLen;
    }

    public final int scalarLen() {
        return coordLen;
    }

    public final int scratchShorts() {
        return SLOTS * limbs;
    }

    public final int scratchInts() {
        return 0;
    }

    public final int scratchLongs() {
        return 0;
    }

    public final void order(byte[] dst, int off) {
        for (int i = 0; i < coordLen; i++) {
            dst[off + i] = (byte) (order().charAt(i >> 1) >> ((i & 1) == 0 ? 8 : 0));
        }
    }

    public final boolean isOnCurve(byte[] point, int off, int len, Workspace ws) {
        int f = ws.pushShorts(scratchShorts());
        boolean good = decode(ws.shorts, f, point, off, len);
        ws.popShorts(f);
        return good;
    }

    public final boolean mulAdd(byte[] point, int off, int len, byte[] x, int xOff, byte[] y, int yOff, Workspace ws) {
        int f = ws.pushShorts(scratchShorts());
        short[] w = ws.shorts;
        boolean good = decode(w, f, point, off, len);
        if (good) {
            // The sum is infinity: the frame was pushed as zeros.
            addDigit(w, f, false, 1);
            twice(w, f);
            addDigit(w, f, false, 1);
            copy(w, f, A3, X1, 3);
            set(w, f, Z1, 0);
            int ofA = NONE;
            int ofG = NONE;
            for (int bit = 8 * coordLen; bit >= 0; bit--) {
                twice(w, f);
                ofA = recode(x, xOff, bit, ofA);
                ofG = recode(y, yOff, bit, ofG);
                if (place(ofA) == bit) {
                    addDigit(w, f, false, ofA - 8 * bit);
                    ofA = NONE;
                }
                if (place(ofG) == bit) {
                    addDigit(w, f, true, ofG - 8 * bit);
                    ofG = NONE;
                }
            }
            good = !isZero(w, f, Z1);
            encode(point, off, w, f);
        }
        ws.popShorts(f);
        return good;
    }

    /*
     * The digit that is waiting for its place, as 8*place + digit, or NONE. If none is and the bit below this one
     * differs from it, the next: four bits b3 b2 b1 b0 mean -4*b3 + 2*b2 + b1 + b0, and an even digit is an odd one
     * further up. The bits between that place and the lowest of the four are then equal and mean nothing any more.
     */
    private int recode(byte[] scalar, int off, int bit, int waiting) {
        int b3 = bit(scalar, off, bit);
        int b2 = bit(scalar, off, bit - 1);
        if (waiting != NONE || b3 == b2) {
            return waiting;
        }
        int digit = 2 * b2 - 4 * b3 + bit(scalar, off, bit - 2) + bit(scalar, off, bit - 3);
        int place = bit - 2;
        while ((digit & 1) == 0) {
            digit >>= 1;
            place++;
        }
        return 8 * place + digit;
    }

    private static int place(int waiting) {
        return waiting + 4 >> 3;
    }

    // 0 where the scalar has no bit.
    private int bit(byte[] scalar, int off, int i) {
        return i < 0 || i >= 8 * coordLen ? 0 : scalar[off + coordLen - 1 - (i >> 3)] >> (i & 7) & 1;
    }

    // Adds the odd multiple of A or G.
    private void addDigit(short[] w, int f, boolean ofG, int digit) {
        boolean isThree = digit == 3 || digit == -3;
        if (ofG) {
            load(w, f, X2, isThree ? G3 : G);
            load(w, f, Y2, isThree ? G3 + 1 : G + 1);
        } else {
            copy(w, f, X2, isThree ? A3 : A, 3);
        }
        if (digit < 0) {
            // No point has order 2, so y is not 0 and p - y is below p.
            combine(w, f, Y2, P, -1, Y2);
        }
        add(w, f, ofG || !isThree);
    }

    // Sum += point, where Z2 = 1 need not be there if the point is affine. Both may be any points of the curve.
    private void add(short[] w, int f, boolean isAffine) {
        if (isZero(w, f, Z1)) {
            copy(w, f, X1, X2, 3);
            if (isAffine) {
                set(w, f, Z1, 1);
                I15.toMontgomery(w, f + Z1 * limbs, f, limbs);
            }
            return;
        }
        mul(w, f, T0, Z1, Z1);
        mul(w, f, T1, X2, T0);              // X2*Z1^2
        mul(w, f, T2, Z1, T0);
        mul(w, f, T0, Y2, T2);              // Y2*Z1^3
        if (!isAffine) {
            // The sum takes the Z of both; then all is as if that were 1 for the other point.
            mul(w, f, T2, Z2, Z2);
            mul(w, f, X2, X1, T2);
            mul(w, f, T3, Z2, T2);
            mul(w, f, Y2, Y1, T3);
            mul(w, f, T2, Z1, Z2);
            copy(w, f, X1, X2, 2);
            copy(w, f, Z1, T2, 1);
        }
        combine(w, f, T1, T1, -1, X1);      // h
        combine(w, f, T0, T0, -1, Y1);      // r
        if (isZero(w, f, T1)) {
            if (isZero(w, f, T0)) {
                twice(w, f);
            } else {
                set(w, f, Z1, 0);
            }
            return;
        }
        mul(w, f, T2, T1, T1);
        mul(w, f, T3, X1, T2);              // v = X1*h^2
        mul(w, f, X2, T1, T2);              // h^3
        mul(w, f, Y2, Z1, T1);
        copy(w, f, Z1, Y2, 1);              // Z1*h
        mul(w, f, T1, Y1, X2);              // Y1*h^3
        mul(w, f, X1, T0, T0);
        combine(w, f, X1, X1, -1, X2);
        combine(w, f, X1, X1, -1, T3);
        combine(w, f, X1, X1, -1, T3);      // r^2 - h^3 - 2v
        combine(w, f, T3, T3, -1, X1);
        mul(w, f, Y1, T0, T3);
        combine(w, f, Y1, Y1, -1, T1);      // r*(v - X) - Y1*h^3
    }

    // Doubles the sum; infinity stays infinity.
    private void twice(short[] w, int f) {
        mul(w, f, T0, Z1, Z1);
        combine(w, f, T1, X1, -1, T0);
        combine(w, f, T0, X1, 1, T0);
        mul(w, f, T2, T1, T0);
        combine(w, f, T0, T2, 1, T2);
        combine(w, f, T2, T0, 1, T2);       // m = 3*(X - Z^2)*(X + Z^2)
        mul(w, f, T0, Y1, Z1);
        combine(w, f, Z1, T0, 1, T0);       // 2*Y*Z
        mul(w, f, T0, Y1, Y1);
        combine(w, f, T0, T0, 1, T0);       // 2*Y^2
        mul(w, f, T1, X1, T0);
        combine(w, f, T1, T1, 1, T1);       // s = 4*X*Y^2
        mul(w, f, X1, T2, T2);
        combine(w, f, X1, X1, -1, T1);
        combine(w, f, X1, X1, -1, T1);      // m^2 - 2s
        combine(w, f, T1, T1, -1, X1);
        mul(w, f, Y1, T2, T1);
        mul(w, f, T1, T0, T0);
        combine(w, f, Y1, Y1, -1, T1);
        combine(w, f, Y1, Y1, -1, T1);      // m*(s - X) - 8*Y^4
    }

    // Decodes and checks a point, to A: length, form, coordinates below p, equation.
    private boolean decode(short[] w, int f, byte[] point, int off, int len) {
        load(w, f, P, P);
        int x = f + A * limbs;
        int y = x + limbs;
        if (len != pointLen() || point[off] != UNCOMPRESSED
                || I15.decodeBelow(w, x, point, off + 1, coordLen, f, limbs) == 0
                || I15.decodeBelow(w, y, point, off + 1 + coordLen, coordLen, f, limbs) == 0) {
            return false;
        }
        I15.toMontgomery(w, x, f, limbs);
        I15.toMontgomery(w, y, f, limbs);
        mul(w, f, T0, A, A);
        mul(w, f, T1, A, T0);
        combine(w, f, T1, T1, -1, A);
        combine(w, f, T1, T1, -1, A);
        combine(w, f, T1, T1, -1, A);
        load(w, f, T2, B);
        combine(w, f, T1, T1, 1, T2);
        mul(w, f, T0, A + 1, A + 1);
        combine(w, f, T0, T0, -1, T1);
        return isZero(w, f, T0);
    }

    // Encodes the sum; nonsense if it is infinity.
    private void encode(byte[] dst, int off, short[] w, int f) {
        int inverse = invertZ(w, f);
        mul(w, f, T2, inverse, inverse);
        mul(w, f, T3, T2, inverse);
        mul(w, f, X2, X1, T2);
        mul(w, f, Y2, Y1, T3);
        set(w, f, Z2, 1);                   // leaves Montgomery form
        mul(w, f, T0, X2, Z2);
        mul(w, f, T1, Y2, Z2);
        dst[off] = UNCOMPRESSED;
        I15.encode(dst, off + 1, coordLen, w, f + T0 * limbs, limbs);
        I15.encode(dst, off + 1 + coordLen, coordLen, w, f + T1 * limbs, limbs);
    }

    // 1/Z1 by Fermat, Z1^(p-2), in the slot returned, T0 or T1. The primes are mostly ones: four at a time.
    private int invertZ(short[] w, int f) {
        mul(w, f, X2, Z1, Z1);
        mul(w, f, Y2, X2, Z1);
        mul(w, f, X2, Y2, Y2);
        mul(w, f, Z2, X2, X2);
        mul(w, f, X2, Z2, Y2);              // Z1^15
        copy(w, f, T0, Z1, 1);
        int at = T0;
        int bit = bits - 2;
        while (bit >= 0) {
            boolean isOne = inExponent(w, f, bit);
            boolean areOnes = isOne && inExponent(w, f, bit - 1) && inExponent(w, f, bit - 2)
                    && inExponent(w, f, bit - 3);
            for (int i = areOnes ? 4 : 1; i > 0; i--) {
                mul(w, f, at ^ T0 ^ T1, at, at);
                at ^= T0 ^ T1;
                bit--;
            }
            if (isOne) {
                mul(w, f, at ^ T0 ^ T1, at, areOnes ? X2 : Z1);
                at ^= T0 ^ T1;
            }
        }
        return at;
    }

    // Whether p-2 has this bit: it is p without bit 1.
    private static boolean inExponent(short[] w, int f, int bit) {
        return bit >= 0 && bit != 1 && (w[f + bit / LIMB_BITS] >> bit % LIMB_BITS & 1) != 0;
    }

    // d = a*b; d is neither. p is -1 modulo 2^15, hence -1/p is 1.
    private void mul(short[] w, int f, int d, int a, int b) {
        I15.montMul(w, f + d * limbs, f + a * limbs, f + b * limbs, f, limbs, 1);
    }

    // d = a + sign*b modulo p, sign being 1 or -1; d may be a or b.
    private void combine(short[] w, int f, int d, int a, int sign, int b) {
        int to = f + d * limbs;
        int fromA = f + a * limbs;
        int fromB = f + b * limbs;
        int carry = 0;
        for (int i = 0; i < limbs; i++) {
            int v = w[fromA + i] + sign * w[fromB + i] + carry;
            w[to + i] = (short) (v & LIMB_MASK);
            carry = v >> LIMB_BITS;
        }
        // A carry is a borrow: the limbs have room for a sum. Then p is added, else it is taken off if that goes.
        if (carry < 0) {
            combine(w, f, d, d, 1, P);
        } else if (sign > 0 && !isBelowP(w, f, to)) {
            combine(w, f, d, d, -1, P);
        }
    }

    private boolean isBelowP(short[] w, int f, int x) {
        int i = limbs - 1;
        while (i > 0 && w[x + i] == w[f + i]) {
            i--;
        }
        return w[x + i] < w[f + i];
    }

    private boolean isZero(short[] w, int f, int a) {
        int or = 0;
        for (int i = 0; i < limbs; i++) {
            or |= w[f + a * limbs + i];
        }
        return or == 0;
    }

    // The small number itself, not in Montgomery form.
    private void set(short[] w, int f, int d, int value) {
        for (int i = 0; i < limbs; i++) {
            w[f + d * limbs + i] = 0;
        }
        w[f + d * limbs] = (short) value;
    }

    private void load(short[] w, int f, int d, int number) {
        String numbers = numbers();
        for (int i = 0; i < limbs; i++) {
            w[f + d * limbs + i] = (short) numbers.charAt(number * limbs + i);
        }
    }

    private void copy(short[] w, int f, int d, int a, int count) {
        System.arraycopy(w, f + a * limbs, w, f + d * limbs, count * limbs);
    }
}
