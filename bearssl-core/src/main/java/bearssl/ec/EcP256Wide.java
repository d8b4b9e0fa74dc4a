package bearssl.ec;

import bearssl.base.Ct;
import bearssl.base.Workspace;

/**
 * P-256 (secp256r1) for 64-bit JVMs: the fast engine beside {@link EcP256M15}, with the same promises, for 4.5 KB of
 * scratch and a table of 2 KB.
 *
 * <p>Points are Jacobian, {@code x = X/Z^2, y = Y/Z^3}; infinity has Z = 0. Addition has exceptions, which never occur
 * where scalars are secret: they are recoded into odd digits, so that no digit is 0 and the sum never is, and that
 * {@link #multiply} and {@link #multiplyGenerator} add equal points for no scalar is shown there.
 *
 * <p>CT: {@link #mul} leaks whether the point is valid and whether the product is infinity, {@link #mulGen} nothing,
 * {@link #mulAdd} everything. Scratch, for each of the three and for {@link #isOnCurve}: {@link #SCRATCH_LONGS}.
 * Source: SP 800-186, 3.2.1.3; "dbl-2001-b" and "add-1998-cmo-2" of the Explicit-Formulas Database; Joye-Tunstall 2009
 * (odd digits); Lim-Lee 1994 and Hamburg 2012 (comb); Okeya et al. 2004 (digits of public scalars).
 */
public final class EcP256Wide implements EcCurve, EcOrder {
    /** The only instance; it has no state. */
    public static final EcCurve INSTANCE = new EcP256Wide();

    private static final int LIMBS = Limbs29.LIMBS;
    private static final int POINT = 3 * LIMBS;
    private static final int X = 0;
    private static final int Y = LIMBS;
    private static final int Z = 2 * LIMBS;

    // The frame: 16 points, the sum so far, the point to add, two scalars with a zero above, p, temporaries.
    private static final int TABLE = 0;
    private static final int SUM = TABLE + 16 * POINT;
    private static final int ADDEND = SUM + POINT;
    private static final int SCALAR = ADDEND + POINT;
    private static final int SCALAR_2 = SCALAR + LIMBS + 1;
    private static final int PRIME = SCALAR_2 + LIMBS + 1;
    private static final int TEMP = PRIME + LIMBS;
    private static final int TEMPS = 5;

    /** Longs taken from the workspace by each operation. */
    public static final int SCRATCH_LONGS = TEMP + TEMPS * LIMBS;

    private static final int POINT_LEN = 1 + 2 * Limbs29.BYTES;
    private static final int UNCOMPRESSED = 0x04;
    private static final int WINDOW = 5;
    private static final int TOP_WINDOW = 255;

    private EcP256Wide() {
    }

    public int namedCurve() {
        return SECP256R1;
    }

    public int pointLen() {
        return POINT_LEN;
    }

    public int scalarLen() {
        return Limbs29.BYTES;
    }

    public int scratchShorts() {
        return 0;
    }

    public int scratchInts() {
        return 0;
    }

    public int scratchLongs() {
        return SCRATCH_LONGS;
    }

    public void order(byte[] dst, int off) {
        OrderP256Wide.encode(dst, off);
    }

    /** {@inheritDoc} */
    public void invertScalar(byte[] dst, int off, byte[] a, int aOff, Workspace ws) {
        OrderP256Wide.invert(dst, off, a, aOff, ws);
    }

    /** {@inheritDoc} */
    public void multiplyAddScalars(byte[] dst, int off, byte[] a, int aOff, int aLen, int bOff,
            byte[] c, int cOff, int cLen, Workspace ws) {
        OrderP256Wide.multiplyAdd(dst, off, a, aOff, aLen, bOff, c, cOff, cLen, ws);
    }

    public boolean isOnCurve(byte[] point, int off, int len, Workspace ws) {
        int f = ws.pushLongs(SCRATCH_LONGS);
        boolean good = decodePoint(ws.longs, f, point, off, len);
        ws.popLongs(f);
        return good;
    }

    public boolean mul(byte[] point, int off, int len, byte[] scalar, int scalarOff, Workspace ws) {
        int f = ws.pushLongs(SCRATCH_LONGS);
        boolean good = decodePoint(ws.longs, f, point, off, len);
        if (good) {
            multiply(ws.longs, f, scalar, scalarOff);
            good = encodeSum(point, off, ws.longs, f);
        }
        if (!good) {
            Ct.wipe(point, off, len);
        }
        ws.popLongs(f);
        return good;
    }

    public void mulGen(byte[] dst, int off, byte[] scalar, int scalarOff, Workspace ws) {
        int f = ws.pushLongs(SCRATCH_LONGS);
        Limbs29.load(ws.longs, f + PRIME, FieldP256Wide.P);
        multiplyGenerator(ws.longs, f, scalar, scalarOff);
        encodeSum(dst, off, ws.longs, f);
        ws.popLongs(f);
    }

    /**
     * {@inheritDoc}
     *
     * <p>When the answer is false, the point has been wiped.
     */
    public boolean mulAdd(byte[] point, int off, int len, byte[] x, int xOff, byte[] y, int yOff, Workspace ws) {
        int f = ws.pushLongs(SCRATCH_LONGS);
        boolean good = decodePoint(ws.longs, f, point, off, len);
        if (good) {
            multiplyAdd(ws.longs, f, x, xOff, y, yOff);
            good = encodeSum(point, off, ws.longs, f);
        }
        if (!good) {
            Ct.wipe(point, off, len);
        }
        ws.popLongs(f);
        return good;
    }

    /*
     * SUM = scalar * (first point of the table). The table becomes P, 3P, 5P ... 31P.
     *
     * u is the odd one of k and n-k, in windows of five bits, each made odd by what it lends to the one below. Whenever
     * 32*v*P + d*P is added, d and v are odd, |d| < 32, 0 < v, and points are equal or opposite only if 32*v = +-d
     * modulo n. 32*v is near n in the last window alone, where 32*v + d = u: then u = n, which is no scalar, or
     * u = n + 2d. But d = (u mod 64) - 32 and n = 17 modulo 64, so d = 15 and u > n.
     */
    private static void multiply(long[] w, int f, byte[] scalar, int scalarOff) {
        long minus = OrderP256Wide.decodeOdd(w, f + SCALAR, scalar, scalarOff, f + TEMP);
        oddMultiples(w, f, 16);
        // The highest digit is 1.
        System.arraycopy(w, f + TABLE, w, f + SUM, POINT);
        for (int bit = TOP_WINDOW - WINDOW; bit >= 0; bit -= WINDOW) {
            for (int i = 0; i < WINDOW; i++) {
                twice(w, f);
            }
            int window = bits(w, f + SCALAR, bit) & 63 | 1;         // 32 + d
            int negative = (window >> WINDOW) - 1;
            select(w, f, (window ^ negative) >> 1 & 15);            // (|d| - 1) / 2
            negate(w, f + ADDEND + Y, negative);
            add(w, f, false, false);
        }
        negate(w, f + SUM + Y, minus);
    }

    /*
     * SUM = scalar * generator, by the comb. Its scalar u is odd, from n to 2n: 2n less the odd one of k and n-k. Then
     * no addition meets equal or opposite points: EcP256WideTest goes through the sums that would. (Between 0 and n
     * there is one scalar whose last addition is a doubling.)
     */
    private static void multiplyGenerator(long[] w, int f, byte[] scalar, int scalarOff) {
        long minus = ~OrderP256Wide.decodeOdd(w, f + SCALAR, scalar, scalarOff, f + TEMP);
        OrderP256Wide.subtractFrom(2, w, f + SCALAR, f + TEMP, -1);
        w[f + SCALAR + LIMBS - 1] |= CombP256Wide.TOP;
        int column = CombP256Wide.COLUMNS - 1;
        CombP256Wide.read(w, f + SUM, f + SCALAR, column, 0);
        Limbs29.load(w, f + SUM + Z, FieldP256Wide.ONE);
        CombP256Wide.read(w, f + ADDEND, f + SCALAR, column, 1);
        add(w, f, true, false);
        while (--column >= 0) {
            twice(w, f);
            for (int half = 0; half < 2; half++) {
                CombP256Wide.read(w, f + ADDEND, f + SCALAR, column, half);
                add(w, f, true, false);
            }
        }
        negate(w, f + SUM + Y, minus);
    }

    /*
     * SUM = x * (first point of the table) + y * generator, all of it public. x is scanned from its highest bit: where
     * two bits differ, five bits and the one below are a digit -16..16, of which the odd part is added as many
     * doublings later as it is shifted; where they are equal there is nothing to add.
     */
    private static void multiplyAdd(long[] w, int f, byte[] x, int xOff, byte[] y, int yOff) {
        long minus = OrderP256Wide.decodeOdd(w, f + SCALAR, y, yOff, f + TEMP);
        w[f + SCALAR + LIMBS - 1] |= CombP256Wide.TOP;
        Limbs29.decode(w, f + SCALAR_2, x, xOff, Limbs29.BYTES);
        oddMultiples(w, f, 8);
        setInfinity(w, f);
        int digit = 0;
        int at = -1;                // where the digit is to be added
        int next = TOP_WINDOW + 1;  // the highest bit not yet in a digit
        for (int bit = next; bit >= 0; bit--) {
            twice(w, f);
            if (bit <= next && (bitsBelow(w, f + SCALAR_2, bit - 1) & 3) % 3 != 0) {
                at = bit - WINDOW + 1;
                next = bit - WINDOW;
                int window = bitsBelow(w, f + SCALAR_2, next) & 63;
                digit = (window + 1 >> 1) - (window >> WINDOW << WINDOW);
                while ((digit & 1) == 0) {
                    digit >>= 1;
                    at++;
                }
            }
            if (bit == at) {
                System.arraycopy(w, f + TABLE + ((digit < 0 ? -digit : digit) >> 1) * POINT, w, f + ADDEND, POINT);
                negate(w, f + ADDEND + Y, digit >> 31);
                addPublic(w, f, false);
            }
            for (int half = 0; half < 2 && bit < CombP256Wide.COLUMNS; half++) {
                CombP256Wide.read(w, f + ADDEND, f + SCALAR, bit, half);
                negate(w, f + ADDEND + Y, minus);
                addPublic(w, f, true);
            }
        }
    }

    // Bits of a scalar from one on, 29 or more, with zeros above.
    private static int bits(long[] w, int scalar, int bit) {
        int limb = scalar + bit / Limbs29.BITS;
        return (int) ((w[limb] | w[limb + 1] << Limbs29.BITS) >> bit % Limbs29.BITS);
    }

    // The same where the first bits may be below the scalar: zeros.
    private static int bitsBelow(long[] w, int scalar, int bit) {
        return bit < 0 ? bits(w, scalar, 0) << -bit : bits(w, scalar, bit);
    }

    // The table = P, 3P, 5P and so on, by way of SUM and ADDEND. P is there already.
    private static void oddMultiples(long[] w, int f, int count) {
        System.arraycopy(w, f + TABLE, w, f + SUM, POINT);
        twice(w, f);
        System.arraycopy(w, f + SUM, w, f + ADDEND, POINT);
        System.arraycopy(w, f + TABLE, w, f + SUM, POINT);
        for (int p = TABLE + POINT; p < TABLE + count * POINT; p += POINT) {
            add(w, f, false, false);
            System.arraycopy(w, f + SUM, w, f + p, POINT);
        }
    }

    // ADDEND = a point of the table, by reading all of it.
    private static void select(long[] w, int f, int index) {
        int d = f + ADDEND;
        for (int i = 0; i < POINT; i++) {
            w[d + i] = 0;
        }
        int p = f + TABLE;
        for (int k = 0; k < 16; k++) {
            long mask = -Ct.eq(k, index);
            for (int i = 0; i < POINT; i++) {
                w[d + i] |= w[p + i] & mask;
            }
            p += POINT;
        }
    }

    // Negates an element if the mask is -1, and not if it is 0.
    private static void negate(long[] w, int a, long mask) {
        for (int i = a; i < a + LIMBS; i++) {
            w[i] = (w[i] ^ mask) - mask;
        }
    }

    /*
     * SUM = 2 * SUM, with a = -3:
     *   d = Z^2, g = 2Y^2, m = 3(X-d)(X+d), s = 2X*g, X' = m^2 - 2s, Y' = m(s-X') - 2g^2, Z' = 2YZ.
     * Sizes: X and Y are at most 3, Z is 2 and Y with it, or 1. X-d and X+d are of size 4, but the columns of their
     * product, those of X^2 - d^2, are as for sizes whose product is 3*3 + 1*1. Then m 3, s 6*2, X' 1 + 2, m(s-X') 3*4,
     * Y' 1 + 2. Values: X below 2.5, Y below 2, Z below 1 before make d 0.54, g 1.3, m 2.4, s 0.7, X' 2.1, Y' 1.9,
     * Z' 0.7.
     */
    private static void twice(long[] w, int f) {
        int x = f + SUM + X;
        int y = f + SUM + Y;
        int z = f + SUM + Z;
        int d = f + TEMP;
        int g = d + LIMBS;
        int m = g + LIMBS;
        int s = m + LIMBS;
        int plus = s + LIMBS;
        FieldP256Wide.square(w, d, z);
        FieldP256Wide.square(w, g, y);
        for (int i = 0; i < LIMBS; i++) {
            long xi = w[x + i];
            long di = w[d + i];
            w[m + i] = xi - di;
            w[plus + i] = xi + di;
            w[s + i] = xi << 1;
            w[g + i] <<= 1;
            w[z + i] <<= 1;
        }
        FieldP256Wide.mul(w, m, m, plus);
        FieldP256Wide.mul(w, s, s, g);
        FieldP256Wide.mul(w, z, z, y);
        FieldP256Wide.square(w, g, g);
        for (int i = m; i < m + LIMBS; i++) {
            w[i] *= 3;
        }
        FieldP256Wide.square(w, d, m);
        for (int i = 0; i < LIMBS; i++) {
            long si = w[s + i];
            long newX = w[d + i] - (si << 1);
            w[x + i] = newX;
            w[s + i] = si - newX;
        }
        FieldP256Wide.mul(w, m, m, s);
        for (int i = 0; i < LIMBS; i++) {
            w[y + i] = w[m + i] - (w[g + i] << 1);
        }
    }

    /*
     * SUM += ADDEND, whose Z counts as 1 if it is affine:
     *   u = X1*Z2^2, s = Y1*Z2^3, h = X2*Z1^2 - u, r = Y2*Z1^3 - s, v = u*h^2,
     *   X = r^2 - h^3 - 2v, Y = r(v-X) - s*h^3, Z = Z1*Z2*h.
     * Not for equal points, where h and r are 0; for opposite points, where h is 0, it gives infinity. isPublic: both
     * may occur, and it may leak.
     * Sizes: X1 and Y1 up to 3, the others up to 2; u and s 1, h and r 2, X 1, v-X 2, Y 2, Z 1. Values: affine, u up to
     * 2.5 and s up to 2, so h 3.1, r 2.6, h^2 and r^2 0.8, h^3 and v 0.6, X 2.5, Y 1.4, Z 0.6; otherwise less.
     */
    private static void add(long[] w, int f, boolean isAffine, boolean isPublic) {
        int x1 = f + SUM + X;
        int y1 = f + SUM + Y;
        int z1 = f + SUM + Z;
        int z2 = f + ADDEND + Z;
        int u = f + TEMP;
        int s = u + LIMBS;
        int h = s + LIMBS;
        int r = h + LIMBS;
        int hh = r + LIMBS;
        if (isAffine) {
            FieldP256Wide.combine(w, u, x1, 0, x1, 0, x1);
            FieldP256Wide.combine(w, s, y1, 0, y1, 0, y1);
        } else {
            FieldP256Wide.square(w, h, z2);
            FieldP256Wide.mul(w, u, x1, h);
            FieldP256Wide.mul(w, h, h, z2);
            FieldP256Wide.mul(w, s, y1, h);
        }
        FieldP256Wide.square(w, r, z1);
        FieldP256Wide.mul(w, h, r, f + ADDEND + X);
        FieldP256Wide.mul(w, r, r, z1);
        FieldP256Wide.mul(w, r, r, f + ADDEND + Y);
        subtract(w, h, h, u);
        subtract(w, r, r, s);
        if (isPublic && isZero(w, f, h)) {
            if (isZero(w, f, r)) {
                twice(w, f);
            } else {
                setInfinity(w, f);
            }
            return;
        }
        FieldP256Wide.mul(w, z1, z1, h);
        if (!isAffine) {
            FieldP256Wide.mul(w, z1, z1, z2);
        }
        FieldP256Wide.square(w, hh, h);
        FieldP256Wide.mul(w, h, h, hh);
        FieldP256Wide.mul(w, u, u, hh);
        FieldP256Wide.square(w, hh, r);
        FieldP256Wide.combine(w, x1, hh, -1, h, -2, u);
        subtract(w, u, u, x1);
        FieldP256Wide.mul(w, r, r, u);
        FieldP256Wide.mul(w, s, s, h);
        subtract(w, y1, r, s);
    }

    // d = a - b
    private static void subtract(long[] w, int d, int a, int b) {
        for (int i = 0; i < LIMBS; i++) {
            w[d + i] = w[a + i] - w[b + i];
        }
    }

    // Tells, with a leak, whether an element of value below 4 is zero: a multiple of p from -3p to 3p, p being -1
    // modulo 2^29. Overwrites the last temporary.
    private static boolean isZero(long[] w, int f, int a) {
        long low = w[a] << 64 - Limbs29.BITS >> 64 - Limbs29.BITS;
        return low >= -3 && low <= 3 && FieldP256Wide.isZero(w, a, f + PRIME, f + TEMP + 4 * LIMBS) != 0;
    }

    private static void setInfinity(long[] w, int f) {
        for (int i = f + SUM; i < f + SUM + POINT; i++) {
            w[i] = 0;
        }
    }

    // SUM += ADDEND, for any two points but an ADDEND of infinity. Leaks.
    private static void addPublic(long[] w, int f, boolean isAffine) {
        long or = 0;
        for (int i = f + SUM + Z; i < f + SUM + POINT; i++) {
            or |= w[i];
        }
        if (or != 0) {
            add(w, f, isAffine, true);
            return;
        }
        System.arraycopy(w, f + ADDEND, w, f + SUM, POINT);
        if (isAffine) {
            Limbs29.load(w, f + SUM + Z, FieldP256Wide.ONE);
        }
    }

    // Decodes and checks a point, into the table, and sets p: length, form, coordinates, equation. The verdict leaks.
    private static boolean decodePoint(long[] w, int f, byte[] point, int off, int len) {
        if (len != POINT_LEN || point[off] != UNCOMPRESSED) {
            return false;
        }
        int x = f + TABLE + X;
        int y = f + TABLE + Y;
        int p = f + PRIME;
        int left = f + TEMP;
        int right = left + LIMBS;
        Limbs29.load(w, p, FieldP256Wide.P);
        int good = FieldP256Wide.decode(w, x, point, off + 1, p, right);
        good &= FieldP256Wide.decode(w, y, point, off + 1 + Limbs29.BYTES, p, right);
        Limbs29.load(w, f + TABLE + Z, FieldP256Wide.ONE);
        // x^3 - 3x + b - y^2 = 0
        FieldP256Wide.square(w, right, x);
        FieldP256Wide.mul(w, right, right, x);
        FieldP256Wide.square(w, left, y);
        FieldP256Wide.combine(w, right, right, -3, x, -1, left);
        Limbs29.load(w, left, FieldP256Wide.B);
        FieldP256Wide.combine(w, right, right, 1, left, 0, left);
        return (good & FieldP256Wide.isZero(w, right, p, left)) != 0;
    }

    // Encodes SUM. Answers false, with nonsense written, if it is the point at infinity.
    private static boolean encodeSum(byte[] dst, int off, long[] w, int f) {
        int z = f + SUM + Z;
        int p = f + PRIME;
        int inverse = f + TABLE;
        int temp = inverse + LIMBS;
        FieldP256Wide.invert(w, inverse, z, p, temp);
        dst[off] = UNCOMPRESSED;
        FieldP256Wide.square(w, temp, inverse);
        FieldP256Wide.mul(w, inverse, inverse, temp);
        FieldP256Wide.mul(w, temp, temp, f + SUM + X);
        FieldP256Wide.encode(dst, off + 1, w, temp, p, temp + LIMBS);
        FieldP256Wide.mul(w, temp, inverse, f + SUM + Y);
        FieldP256Wide.encode(dst, off + 1 + Limbs29.BYTES, w, temp, p, temp + LIMBS);
        return FieldP256Wide.isZero(w, z, p, temp) == 0;
    }
}
