package bearssl.ec;

import bearssl.base.Ct;
import bearssl.base.Workspace;

/**
 * P-256 (secp256r1) for processors with a 16x16->32 multiplier and no memory to spare: 640 bytes of constants, 1200
 * bytes of scratch, most of it in the array from which RSA borrows at other times of a handshake.
 *
 * <p>Points are homogeneous, {@code x = X/Z, y = Y/Z}; infinity is {@code (0 : Y : 0)}. Both formulas hold for all
 * inputs, so there is no exceptional case to hide: {@link #add} is the complete addition of Renes, Costello and Batina,
 * {@link #twice} is the ordinary doubling with its one exception, infinity, mended. Next to Jacobian coordinates with
 * masked special cases that costs an estimated third more time.
 *
 * <p>Scalars are recoded on the fly into 86 digits -4..4 of three bits (Booth): three doublings and one addition for
 * each, from a table of P, 2P, 3P, 4P that is read whole every time. For the generator a table of four other points
 * makes it one doubling and one addition.
 *
 * <p>CT: {@link #mul} leaks whether the point is valid and whether the product is infinity, {@link #mulGen} nothing,
 * {@link #mulAdd} everything. Scratch, for each of the three and for {@link #isOnCurve}: {@link #SCRATCH_SHORTS} and
 * {@link #SCRATCH_INTS}.
 * Source: SP 800-186, 3.2.1.3; Renes-Costello-Batina 2016 (eprint 2015/1060), 3.2; "dbl-2007-bl-2" of the
 * Explicit-Formulas Database; Booth 1951; Lim-Lee 1994 (comb).
 */
public final class EcP256M15 implements EcCurve {
    /** The only instance; it has no state. */
    public static final EcCurve INSTANCE = new EcP256M15();

    private static final int LIMBS = FieldP256M15.LIMBS;
    private static final int POINT = 3 * LIMBS;
    private static final int Y = LIMBS;
    private static final int Z = 2 * LIMBS;

    // The frame of shorts: the table of four points, the sum so far, the point to add, the constant -3b, temporaries.
    // Of a point, X comes first.
    private static final int TABLE = 0;
    private static final int SUM = TABLE + 4 * POINT;
    private static final int SUM_Y = SUM + Y;
    private static final int SUM_Z = SUM + Z;
    private static final int ADDEND = SUM + POINT;
    private static final int ADDEND_Y = ADDEND + Y;
    private static final int ADDEND_Z = ADDEND + Z;
    private static final int MINUS_3B = ADDEND + POINT;
    private static final int TEMP = MINUS_3B + LIMBS;
    private static final int TEMPS = 7;

    /** Shorts taken from the workspace by each operation. */
    public static final int SCRATCH_SHORTS = TEMP + TEMPS * LIMBS;
    /** Ints taken from the workspace by each operation. */
    public static final int SCRATCH_INTS = FieldP256M15.COLUMNS;

    private static final int SCALAR_LEN = 32;
    private static final int POINT_LEN = 1 + 2 * FieldP256M15.BYTES;
    private static final int UNCOMPRESSED = 0x04;
    private static final int WINDOW = 3;
    // 86 windows: the highest one, bits 255..257, takes the carry that the recoding of bits 252..254 may leave.
    private static final int TOP_WINDOW = 255;
    // Of the comb: 3 * 86 digits.
    private static final int COLUMNS = 86;

    private static final int CHECK = 0;
    private static final int MUL = 1;
    private static final int MUL_GEN = 2;
    private static final int MUL_ADD = 3;

    // SP 800-186, 3.2.1.3: the order n, two bytes to a character.
    private static final String ORDER;

    static { // not as constants: docs/ARCHITECTURE.md, "No literal in a method"
        ORDER = "\uffff\uffff\u0000\u0000\uffff\uffff\uffff\uffff"
                + "\ubce6\ufaad\ua717\u9e84\uf3b9\ucac2\ufc63\u2551";
    }

    private EcP256M15() {
    }

    public int namedCurve() {
        return SECP256R1;
    }

    public int pointLen() {
        return POINT_LEN;
    }

    public int scalarLen() {
        return SCALAR_LEN;
    }

    public int scratchShorts() {
        return SCRATCH_SHORTS;
    }

    public int scratchInts() {
        return SCRATCH_INTS;
    }

    public int scratchLongs() {
        return 0;
    }

    public void order(byte[] dst, int off) {
        for (int i = 0; i < SCALAR_LEN; i += 2) {
            char c = ORDER.charAt(i >> 1);
            dst[off + i] = (byte) (c >> 8);
            dst[off + i + 1] = (byte) c;
        }
    }

    public boolean isOnCurve(byte[] point, int off, int len, Workspace ws) {
        return compute(CHECK, point, off, len, null, 0, null, 0, ws);
    }

    public boolean mul(byte[] point, int off, int len, byte[] scalar, int scalarOff, Workspace ws) {
        return compute(MUL, point, off, len, scalar, scalarOff, null, 0, ws);
    }

    public void mulGen(byte[] dst, int off, byte[] scalar, int scalarOff, Workspace ws) {
        compute(MUL_GEN, dst, off, POINT_LEN, scalar, scalarOff, null, 0, ws);
    }

    /**
     * {@inheritDoc}
     *
     * <p>When the answer is false, the point has been wiped.
     */
    public boolean mulAdd(byte[] point, int off, int len, byte[] x, int xOff, byte[] y, int yOff, Workspace ws) {
        return compute(MUL_ADD, point, off, len, x, xOff, y, yOff, ws);
    }

    // Any of the four, by number.
    private static boolean compute(int what, byte[] point, int off, int len, byte[] x, int xOff, byte[] y, int yOff,
            Workspace ws) {
        int f = ws.pushShorts(SCRATCH_SHORTS);
        int k = ws.pushInts(SCRATCH_INTS);
        short[] w = ws.shorts;
        int[] t = ws.ints;
        FieldP256M15.load(w, f + MINUS_3B, FieldP256M15.MINUS_3B);
        boolean good = what == MUL_GEN || decodePoint(w, f, point, off, len, t, k);
        if (what != CHECK) {
            if (good) {
                if (what == MUL) {
                    multiply(w, f, x, xOff, t, k);
                } else if (what == MUL_GEN) {
                    multiplyGenerator(w, f, x, xOff, t, k);
                } else {
                    multiplyAdd(w, f, x, xOff, y, yOff, t, k);
                }
                good = encodeSum(point, off, w, f, t, k);
            }
            if (!good) {
                Ct.wipe(point, off, len);
            }
        }
        ws.popInts(k);
        ws.popShorts(f);
        return good;
    }

    // SUM = x * (first point of the table) + y * generator. Leaks.
    private static void multiplyAdd(short[] w, int f, byte[] x, int xOff, byte[] y, int yOff, int[] t, int k) {
        // The table: A, 3A, G, 3G.
        int g = TABLE + 2 * POINT;
        loadPoint(w, f + g, FieldP256M15.GENERATOR);
        triple(w, f, TABLE, t, k);
        triple(w, f, g, t, k);
        setInfinity(w, f + SUM);
        for (int bit = TOP_WINDOW + WINDOW - 1; bit >= 0; bit--) {
            twice(w, f, t, k);
            addOdd(w, f, TABLE, oddDigit(x, xOff, bit), t, k);
            addOdd(w, f, g, oddDigit(y, yOff, bit), t, k);
        }
    }

    /*
     * SUM = scalar * generator, by a comb. With digits s = 1 for the scalar's bits 0..257 that are set and -1 for the
     * others, the sum of s*2^i is 2*scalar - (2^258 - 1). So, with H = G/2: three digits of columns c, c+86, c+172 name
     * one of the points H * +-(2^172 +- 2^86 +- 1), and SUM starts with (2^258 - 1)/2^86 * H.
     */
    private static void multiplyGenerator(short[] w, int f, byte[] scalar, int scalarOff, int[] t, int k) {
        for (int i = 0; i < 5; i++) {
            loadPoint(w, f + i * POINT, FieldP256M15.COMB + 2 * i);     // the last one is SUM
        }
        for (int c = COLUMNS - 1; c >= 0; c--) {
            twice(w, f, t, k);
            int digits = window(scalar, scalarOff, c, COLUMNS) >> 1;
            select(w, f, digits - 4 + (digits >> 2));
            add(w, f, t, k);
        }
    }

    // SUM = scalar * (first point of the table). The frame holds that point, in TABLE, and the constant.
    private static void multiply(short[] w, int f, byte[] scalar, int scalarOff, int[] t, int k) {
        addTwice(w, f, TABLE, t, k);
        for (int p = TABLE + POINT; p < SUM; p += POINT) {
            FieldP256M15.copy(w, f + p, f + SUM, 3);
            add(w, f, t, k);
        }
        setInfinity(w, f + SUM);
        for (int bit = TOP_WINDOW; bit >= 0; bit -= WINDOW) {
            for (int i = 0; i < WINDOW; i++) {
                twice(w, f, t, k);
            }
            select(w, f, digit(window(scalar, scalarOff, bit, 1)));
            add(w, f, t, k);
        }
    }

    // Four bits of a scalar, at bit + 2*step, bit + step, bit, bit - step; 0 where it has none.
    private static int window(byte[] scalar, int off, int bit, int step) {
        int window = 0;
        for (int i = bit + 2 * step; i >= bit - step; i -= step) {
            window <<= 1;
            if (i >>> 8 == 0) {
                window |= scalar[off + SCALAR_LEN - 1 - (i >> 3)] >> (i & 7) & 1;
            }
        }
        return window;
    }

    // Booth: four bits b2 b1 b0 c mean the digit -4*b2 + 2*b1 + b0 + c.
    private static int digit(int window) {
        return (window + 1 >> 1) - (window >> 3 << 3);
    }

    // ADDEND = the point that the table has for a digit -4..4, by reading all of the table.
    private static void select(short[] w, int f, int digit) {
        int negative = digit >> 31;
        int magnitude = (digit ^ negative) - negative;
        int d = f + ADDEND;
        for (int i = 0; i < POINT; i++) {
            w[d + i] = 0;
        }
        for (int k = 1; k <= 4; k++) {
            int mask = -Ct.eq(magnitude, k);
            int p = f + (k - 1) * POINT;
            for (int i = 0; i < POINT; i++) {
                w[d + i] = (short) (w[d + i] | w[p + i] & mask);
            }
        }
        negateAddend(w, f, negative);
        // Digit 0 has left (0, 0, 0); any Y but 0 makes that infinity.
        w[d + Y] = (short) (w[d + Y] | Ct.isZero(digit));
    }

    // The digit, -3, -1, 0, 1 or 3, to add at this very bit: a window's even digits move up to where they are odd.
    private static int oddDigit(byte[] scalar, int off, int bit) {
        int shift = bit % WINDOW;
        int digit = digit(window(scalar, off, bit - shift, 1));
        int odd = digit >> shift;
        return (odd & 1) != 0 && odd << shift == digit ? odd : 0;
    }

    // SUM += digit * P, where P and 3P are at p.
    private static void addOdd(short[] w, int f, int p, int digit, int[] t, int k) {
        if (digit == 0) {
            return;
        }
        FieldP256M15.copy(w, f + ADDEND, f + p + (digit * digit >> 3) * POINT, 3);
        negateAddend(w, f, digit >> 31);
        add(w, f, t, k);
    }

    // Negates it if the mask is -1, and not if it is 0.
    private static void negateAddend(short[] w, int f, int mask) {
        for (int i = f + ADDEND_Y; i < f + ADDEND_Z; i++) {
            w[i] = (short) ((w[i] ^ mask) - mask);
        }
    }

    private static void setInfinity(short[] w, int p) {
        for (int i = 0; i < POINT; i++) {
            w[p + i] = 0;
        }
        w[p + Y] = 1;
    }

    // An affine point, whose coordinates are two constants of the field.
    private static void loadPoint(short[] w, int p, int constant) {
        FieldP256M15.load(w, p, constant);
        FieldP256M15.load(w, p + Y, constant + 1);
        FieldP256M15.load(w, p + Z, FieldP256M15.ONE);
    }

    // The point behind p = 3p, by way of SUM and ADDEND.
    private static void triple(short[] w, int f, int p, int[] t, int k) {
        addTwice(w, f, p, t, k);
        add(w, f, t, k);
        FieldP256M15.copy(w, f + p + POINT, f + SUM, 3);
    }

    // SUM = 2p, ADDEND = p
    private static void addTwice(short[] w, int f, int p, int[] t, int k) {
        FieldP256M15.copy(w, f + SUM, f + p, 3);
        FieldP256M15.copy(w, f + ADDEND, f + p, 3);
        add(w, f, t, k);
    }

    /*
     * SUM = 2*SUM. With a = -3, after dbl-2007-bl-2:
     *   m = 3(X-Z)(X+Z), s = 2YZ, r = Ys, b = Xr, h = m^2 - 4b, X' = hs, Y' = m(2b-h) - 2r^2, Z' = s^3.
     * No point has order 2, so s = 0 and Z' = 0 only if Z = 0. Then all of X', Y', Z' are 0, and Y' is made 1.
     */
    private static void twice(short[] w, int f, int[] t, int k) {
        int x = f + SUM;
        int y = f + SUM_Y;
        int z = f + SUM_Z;
        int m = f + TEMP;
        int s = m + LIMBS;
        int r = s + LIMBS;
        int b = r + LIMBS;
        int h = b + LIMBS;
        FieldP256M15.combine(w, m, 3, x, -3, z, t, k);
        FieldP256M15.combine(w, h, 1, x, 1, z, t, k);
        FieldP256M15.mul(w, m, m, h, t, k);
        FieldP256M15.combine(w, s, 2, y, 0, y, t, k);
        FieldP256M15.mul(w, s, s, z, t, k);
        FieldP256M15.mul(w, r, y, s, t, k);
        FieldP256M15.mul(w, b, x, r, t, k);
        FieldP256M15.square(w, h, m, t, k);
        FieldP256M15.combine(w, h, 1, h, -4, b, t, k);
        FieldP256M15.combine(w, b, 2, b, -1, h, t, k);
        FieldP256M15.mul(w, x, h, s, t, k);
        FieldP256M15.combine(w, h, -2, r, 0, r, t, k);
        FieldP256M15.mulAdd(w, y, m, b, r, h, t, k);
        FieldP256M15.square(w, h, s, t, k);
        FieldP256M15.mul(w, z, h, s, t, k);
        w[y] = (short) (w[y] | FieldP256M15.isZero(w, z));
    }

    /*
     * SUM += ADDEND, for any two points of the curve, in the factored form of Renes, Costello and Batina with a = -3:
     *   u = 3(xz - b*zz), v = 3(b*xz - xx - 3zz), s = 3(xx - zz), where xx = X1X2, yy = Y1Y2, zz = Z1Z2 and
     *   xy = X1Y2 + X2Y1, yz = Y1Z2 + Y2Z1, xz = X1Z2 + X2Z1;
     *   X = xy(yy+u) - yz*v, Y = s*v + (yy-u)(yy+u), Z = yz(yy-u) + xy*s.
     */
    private static void add(short[] w, int f, int[] t, int k) {
        int x1 = f + SUM;
        int y1 = f + SUM_Y;
        int z1 = f + SUM_Z;
        int x2 = f + ADDEND;
        int y2 = f + ADDEND_Y;
        int z2 = f + ADDEND_Z;
        int minus3b = f + MINUS_3B;
        int xx = f + TEMP;
        int yy = xx + LIMBS;
        int zz = yy + LIMBS;
        int xy = zz + LIMBS;
        int yz = xy + LIMBS;
        int xz = yz + LIMBS;
        int plus = xz + LIMBS;
        FieldP256M15.mul(w, xx, x1, x2, t, k);
        FieldP256M15.mul(w, yy, y1, y2, t, k);
        FieldP256M15.mul(w, zz, z1, z2, t, k);
        FieldP256M15.mulAdd(w, xy, x1, y2, x2, y1, t, k);
        FieldP256M15.mulAdd(w, yz, y1, z2, y2, z1, t, k);
        FieldP256M15.mulAdd(w, xz, x1, z2, x2, z1, t, k);

        FieldP256M15.mul(w, plus, minus3b, zz, t, k);
        FieldP256M15.combine(w, plus, 1, plus, 3, xz, t, k);
        FieldP256M15.combine(w, plus, 1, plus, 1, yy, t, k);          // yy + u
        int minus = yy;
        FieldP256M15.combine(w, minus, 2, yy, -1, plus, t, k);        // yy - u
        int v = xz;
        FieldP256M15.mul(w, v, minus3b, xz, t, k);
        FieldP256M15.combine(w, v, 1, v, 3, xx, t, k);
        FieldP256M15.combine(w, v, 1, v, 9, zz, t, k);                // -v
        int s = xx;
        FieldP256M15.combine(w, s, 3, xx, -3, zz, t, k);

        FieldP256M15.mulAdd(w, x1, xy, plus, yz, v, t, k);
        FieldP256M15.combine(w, v, -1, v, 0, v, t, k);                // v
        FieldP256M15.mulAdd(w, y1, s, v, minus, plus, t, k);
        FieldP256M15.mulAdd(w, z1, yz, minus, xy, s, t, k);
    }

    // Decodes and checks a point, affine, into the table: length, form, coordinates, equation. Only the verdict leaks.
    private static boolean decodePoint(short[] w, int f, byte[] point, int off, int len, int[] t, int k) {
        if (len != POINT_LEN || point[off] != UNCOMPRESSED) {
            return false;
        }
        int temp = f + TEMP;
        int x = f;
        int y = f + Y;
        int good = FieldP256M15.decode(w, x, point, off + 1, temp, t, k);
        good &= FieldP256M15.decode(w, y, point, off + 1 + FieldP256M15.BYTES, temp, t, k);
        FieldP256M15.load(w, f + Z, FieldP256M15.ONE);
        // 3(x^3 - 3x + b - y^2) = 0
        int right = temp;
        int left = temp + LIMBS;
        FieldP256M15.square(w, right, x, t, k);
        FieldP256M15.mul(w, right, right, x, t, k);
        FieldP256M15.combine(w, right, 3, right, -9, x, t, k);
        FieldP256M15.combine(w, right, 1, right, -1, f + MINUS_3B, t, k);
        FieldP256M15.square(w, left, y, t, k);
        FieldP256M15.combine(w, right, 1, right, -3, left, t, k);
        return (good & FieldP256M15.isZero(w, right)) != 0;
    }

    // Encodes SUM. Answers false, with nonsense written, if it is the point at infinity.
    private static boolean encodeSum(byte[] dst, int off, short[] w, int f, int[] t, int k) {
        int x = f + SUM;
        int y = f + SUM_Y;
        int z = f + SUM_Z;
        int inverse = f + TEMP;
        int temp = inverse + LIMBS;
        FieldP256M15.invert(w, inverse, z, t, k);
        FieldP256M15.mul(w, x, x, inverse, t, k);
        FieldP256M15.mul(w, y, y, inverse, t, k);
        dst[off] = UNCOMPRESSED;
        FieldP256M15.encode(dst, off + 1, w, x, temp, t, k);
        FieldP256M15.encode(dst, off + 1 + FieldP256M15.BYTES, w, y, temp, t, k);
        return FieldP256M15.isZero(w, z) == 0;
    }
}
