package bearssl.ec;

import bearssl.base.Ct;
import bearssl.base.Workspace;

/**
 * P-256 (secp256r1) for processors with a 16x16->32 multiplier and no memory to spare: no table in the heap, 1200
 * bytes of scratch, most of it in the array from which RSA borrows at other times of a handshake.
 *
 * <p>Points are homogeneous, {@code x = X/Z, y = Y/Z}; infinity is {@code (0 : Y : 0)}. Both formulas hold for all
 * inputs, so there is no exceptional case to hide: {@link #add} is the complete addition of Renes, Costello and Batina,
 * {@link #twice} is the ordinary doubling with its one exception, infinity, mended. Next to Jacobian coordinates with
 * masked special cases that costs an estimated third more time.
 *
 * <p>Scalars are recoded on the fly into 86 digits -4..4 of three bits (Booth): three doublings and one addition for
 * each, from a table of P, 2P, 3P, 4P that is read whole every time.
 *
 * <p>CT: {@link #mul} leaks whether the point is valid and whether the product is infinity, {@link #mulGen} nothing,
 * {@link #mulAdd} everything. Scratch, for each of the three and for {@link #isOnCurve}: {@link #SCRATCH_SHORTS} and
 * {@link #SCRATCH_INTS}.
 * Source: SP 800-186, 3.2.1.3; Renes-Costello-Batina 2016 (eprint 2015/1060), 3.2; "dbl-2007-bl-2" of the
 * Explicit-Formulas Database; Booth 1951.
 */
public final class EcP256M15 implements EcCurve {
    /** The only instance; it has no state. */
    public static final EcCurve INSTANCE = new EcP256M15();

    private static final int LIMBS = FieldP256M15.LIMBS;
    private static final int POINT = 3 * LIMBS;
    private static final int X = 0;
    private static final int Y = LIMBS;
    private static final int Z = 2 * LIMBS;

    // The frame of shorts: four points, the sum so far, the point to add, the constant -3b, temporaries.
    private static final int TABLE = 0;
    private static final int SUM = TABLE + 4 * POINT;
    private static final int ADDEND = SUM + POINT;
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
        int f = ws.pushShorts(SCRATCH_SHORTS);
        int k = ws.pushInts(SCRATCH_INTS);
        boolean good = decodePoint(ws.shorts, f, f + TABLE, point, off, len, ws.ints, k);
        ws.popInts(k);
        ws.popShorts(f);
        return good;
    }

    public boolean mul(byte[] point, int off, int len, byte[] scalar, int scalarOff, Workspace ws) {
        int f = ws.pushShorts(SCRATCH_SHORTS);
        int k = ws.pushInts(SCRATCH_INTS);
        boolean good = decodePoint(ws.shorts, f, f + TABLE, point, off, len, ws.ints, k);
        if (good) {
            multiply(ws.shorts, f, scalar, scalarOff, ws.ints, k);
            good = encodeSum(point, off, ws.shorts, f, ws.ints, k);
        }
        if (!good) {
            Ct.wipe(point, off, len);
        }
        ws.popInts(k);
        ws.popShorts(f);
        return good;
    }

    public void mulGen(byte[] dst, int off, byte[] scalar, int scalarOff, Workspace ws) {
        int f = ws.pushShorts(SCRATCH_SHORTS);
        int k = ws.pushInts(SCRATCH_INTS);
        FieldP256M15.load(ws.shorts, f + MINUS_3B, FieldP256M15.MINUS_3B);
        loadGenerator(ws.shorts, f + TABLE);
        multiply(ws.shorts, f, scalar, scalarOff, ws.ints, k);
        encodeSum(dst, off, ws.shorts, f, ws.ints, k);
        ws.popInts(k);
        ws.popShorts(f);
    }

    /**
     * {@inheritDoc}
     *
     * <p>When the answer is false, the point has been wiped.
     */
    public boolean mulAdd(byte[] point, int off, int len, byte[] x, int xOff, byte[] y, int yOff, Workspace ws) {
        int f = ws.pushShorts(SCRATCH_SHORTS);
        int k = ws.pushInts(SCRATCH_INTS);
        short[] w = ws.shorts;
        boolean good = decodePoint(w, f, f + TABLE, point, off, len, ws.ints, k);
        if (good) {
            // The table: A, 3A, G, 3G.
            int g = TABLE + 2 * POINT;
            loadGenerator(w, f + g);
            triple(w, f, TABLE + POINT, TABLE, ws.ints, k);
            triple(w, f, g + POINT, g, ws.ints, k);
            setInfinity(w, f + SUM);
            for (int bit = TOP_WINDOW + WINDOW - 1; bit >= 0; bit--) {
                twice(w, f, SUM, SUM, ws.ints, k);
                addOdd(w, f, TABLE, oddDigit(x, xOff, bit), ws.ints, k);
                addOdd(w, f, g, oddDigit(y, yOff, bit), ws.ints, k);
            }
            good = encodeSum(point, off, w, f, ws.ints, k);
        }
        if (!good) {
            Ct.wipe(point, off, len);
        }
        ws.popInts(k);
        ws.popShorts(f);
        return good;
    }

    // SUM = scalar * (first point of the table). The frame holds that point, in TABLE, and the constant.
    private static void multiply(short[] w, int f, byte[] scalar, int scalarOff, int[] t, int k) {
        twice(w, f, TABLE + POINT, TABLE, t, k);
        triple(w, f, TABLE + 2 * POINT, TABLE, t, k);
        twice(w, f, TABLE + 3 * POINT, TABLE + POINT, t, k);
        setInfinity(w, f + SUM);
        for (int bit = TOP_WINDOW; bit >= 0; bit -= WINDOW) {
            if (bit < TOP_WINDOW) {
                for (int i = 0; i < WINDOW; i++) {
                    twice(w, f, SUM, SUM, t, k);
                }
            }
            select(w, f, windowAt(scalar, scalarOff, bit));
            add(w, f, t, k);
        }
    }

    // Bits bit-1..bit+2 of a scalar, 0 where it has none.
    private static int windowAt(byte[] scalar, int off, int bit) {
        int last = off + SCALAR_LEN - 1 - (bit >> 3);       // holds that bit
        int above = last - 1 >= off ? scalar[last - 1] & 0xFF : 0;
        int at = scalar[last] & 0xFF;
        int below = bit >= 8 ? scalar[last + 1] & 0xFF : 0;
        return (above << 16 | at << 8 | below) >> 7 + (bit & 7) & 0x0F;
    }

    // Booth: four bits b2 b1 b0 c mean the digit -4*b2 + 2*b1 + b0 + c.
    private static int digit(int window) {
        return (window + 1 >> 1) - (window >> 3 << 3);
    }

    // ADDEND = digit * (first point of the table), by reading all of the table.
    private static void select(short[] w, int f, int window) {
        int digit = digit(window);
        int negative = digit >> 31;
        int magnitude = (digit ^ negative) - negative;
        int is1 = -Ct.eq(magnitude, 1);
        int is2 = -Ct.eq(magnitude, 2);
        int is3 = -Ct.eq(magnitude, 3);
        int is4 = -Ct.eq(magnitude, 4);
        for (int i = 0; i < POINT; i++) {
            int p = f + TABLE + i;
            int low = w[p] & is1 | w[p + POINT] & is2;
            int high = w[p + 2 * POINT] & is3 | w[p + 3 * POINT] & is4;
            w[f + ADDEND + i] = (short) (low | high);
        }
        negateAddend(w, f, negative);
        // Digit 0 has left (0, 0, 0); any Y but 0 makes that infinity.
        w[f + ADDEND + Y] = (short) (w[f + ADDEND + Y] | Ct.isZero(digit));
    }

    // The digit, -3, -1, 0, 1 or 3, to add at this very bit: a window's even digits move up to where they are odd.
    private static int oddDigit(byte[] scalar, int off, int bit) {
        int shift = bit % WINDOW;
        int digit = digit(windowAt(scalar, off, bit - shift));
        boolean odd = (digit >> shift & 1) != 0;
        return odd && digit >> shift << shift == digit ? digit >> shift : 0;
    }

    // SUM += digit * P, where P and 3P are at p.
    private static void addOdd(short[] w, int f, int p, int digit, int[] t, int k) {
        if (digit == 0) {
            return;
        }
        FieldP256M15.copy(w, f + ADDEND, f + (digit == 3 || digit == -3 ? p + POINT : p), 3);
        negateAddend(w, f, digit >> 31);
        add(w, f, t, k);
    }

    // Negates it if the mask is -1, and not if it is 0.
    private static void negateAddend(short[] w, int f, int mask) {
        for (int i = f + ADDEND + Y; i < f + ADDEND + Z; i++) {
            w[i] = (short) ((w[i] ^ mask) - mask);
        }
    }

    private static void setInfinity(short[] w, int p) {
        for (int i = 0; i < POINT; i++) {
            w[p + i] = 0;
        }
        w[p + Y] = 1;
    }

    private static void loadGenerator(short[] w, int p) {
        FieldP256M15.load(w, p + X, FieldP256M15.GENERATOR_X);
        FieldP256M15.load(w, p + Y, FieldP256M15.GENERATOR_Y);
        FieldP256M15.load(w, p + Z, FieldP256M15.ONE);
    }

    // d = 3p, by way of SUM and ADDEND.
    private static void triple(short[] w, int f, int d, int p, int[] t, int k) {
        twice(w, f, SUM, p, t, k);
        FieldP256M15.copy(w, f + ADDEND, f + p, 3);
        add(w, f, t, k);
        FieldP256M15.copy(w, f + d, f + SUM, 3);
    }

    /*
     * d = 2p; d may be p. With a = -3, after dbl-2007-bl-2:
     *   m = 3(X-Z)(X+Z), s = 2YZ, r = Ys, b = Xr, h = m^2 - 4b, X' = hs, Y' = m(2b-h) - 2r^2, Z' = s^3.
     * No point has order 2, so s = 0 and Z' = 0 only if Z = 0. Then all of X', Y', Z' are 0, and Y' is made 1.
     */
    private static void twice(short[] w, int f, int d, int p, int[] t, int k) {
        int x = f + p + X;
        int y = f + p + Y;
        int z = f + p + Z;
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
        int newX = f + d + X;
        int newY = f + d + Y;
        int newZ = f + d + Z;
        FieldP256M15.mul(w, newX, h, s, t, k);
        FieldP256M15.combine(w, h, -2, r, 0, r, t, k);
        FieldP256M15.mulAdd(w, newY, m, b, r, h, t, k);
        FieldP256M15.square(w, h, s, t, k);
        FieldP256M15.mul(w, newZ, h, s, t, k);
        w[newY] = (short) (w[newY] | FieldP256M15.isZero(w, newZ));
    }

    /*
     * SUM += ADDEND, for any two points of the curve, in the factored form of Renes, Costello and Batina with a = -3:
     *   u = 3(xz - b*zz), v = 3(b*xz - xx - 3zz), s = 3(xx - zz), where xx = X1X2, yy = Y1Y2, zz = Z1Z2 and
     *   xy = X1Y2 + X2Y1, yz = Y1Z2 + Y2Z1, xz = X1Z2 + X2Z1;
     *   X = xy(yy+u) - yz*v, Y = s*v + (yy-u)(yy+u), Z = yz(yy-u) + xy*s.
     */
    private static void add(short[] w, int f, int[] t, int k) {
        int x1 = f + SUM + X;
        int y1 = f + SUM + Y;
        int z1 = f + SUM + Z;
        int x2 = f + ADDEND + X;
        int y2 = f + ADDEND + Y;
        int z2 = f + ADDEND + Z;
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

    // Sets the constant, decodes and checks a point, affine: length, form, coordinates below p, equation. Only the
    // verdict leaks.
    private static boolean decodePoint(short[] w, int f, int p, byte[] point, int off, int len, int[] t, int k) {
        if (len != POINT_LEN || point[off] != UNCOMPRESSED) {
            return false;
        }
        FieldP256M15.load(w, f + MINUS_3B, FieldP256M15.MINUS_3B);
        int temp = f + TEMP;
        int x = p + X;
        int y = p + Y;
        int good = FieldP256M15.decode(w, x, point, off + 1, temp, t, k);
        good &= FieldP256M15.decode(w, y, point, off + 1 + FieldP256M15.BYTES, temp, t, k);
        FieldP256M15.load(w, p + Z, FieldP256M15.ONE);
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
        int x = f + SUM + X;
        int y = f + SUM + Y;
        int z = f + SUM + Z;
        int temp = f + TEMP;
        int inverse = temp + FieldP256M15.INVERT_TEMPS * LIMBS;
        FieldP256M15.invert(w, inverse, z, temp, t, k);
        FieldP256M15.mul(w, x, x, inverse, t, k);
        FieldP256M15.mul(w, y, y, inverse, t, k);
        dst[off] = UNCOMPRESSED;
        FieldP256M15.encode(dst, off + 1, w, x, temp, t, k);
        FieldP256M15.encode(dst, off + 1 + FieldP256M15.BYTES, w, y, temp, t, k);
        return FieldP256M15.isZero(w, z) == 0;
    }
}
