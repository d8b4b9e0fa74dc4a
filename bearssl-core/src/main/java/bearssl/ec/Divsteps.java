package bearssl.ec;

/**
 * Division modulo an odd number of up to 256 bits in constant time, on limbs of 13 or 15 bits: many times faster than
 * Fermat's exponentiation, without a multiplication beyond 16x16->32.
 *
 * <p>Numbers are named by their lowest limb; limbs hold {@code bits} bits, the highest one is signed and has room for
 * five more. CT: nothing leaks but offsets and lengths. Scratch: none but what the caller passes.
 * Source: Bernstein-Yang 2019 (eprint 2019/266); the start at delta = 1/2, and that 590 steps suffice then for 256
 * bits, are Wuille's (2021).
 */
final class Divsteps {
    private static final int STEPS = 590;

    private Divsteps() {
    }

    /**
     * Divides: {@code d = d/a mod m}, up to a multiple of m; 0 if a is 0. Below 25*m either way if d was below 2*m,
     * with limbs of up to 2^bits either way.
     *
     * @param w    numbers
     * @param d    the dividend, and the quotient; behind it a, which is 0..m-1, and room for two numbers
     * @param m    modulus, prime to a unless that is 0; its limbs may have any sign
     * @param n    limbs
     * @param bits bits of a limb, 15 at most
     * @param m0i  -1/m mod 2^bits
     */
    static void divide(short[] w, int d, int m, int n, int bits, int m0i) {
        int g = d + n;
        int f = g + n;
        int e = f + n;
        // Always d*a = f*dividend and e*a = g*dividend modulo m, so that f = gcd = +-1 leaves the quotient in d.
        System.arraycopy(w, m, w, f, n);
        for (int i = 0; i < n; i++) {
            w[e + i] = w[d + i];
            w[d + i] = 0;
        }
        int zeta = -1;                  // -(delta + 1/2)
        for (int done = 0; done < STEPS; done += bits) {
            /*
             * As many steps as a limb has bits, of (delta, f, g) -> (1-delta, g, (g-f)/2) if delta > 0 and g is odd,
             * (1+delta, f, g/2 or (g+f)/2) otherwise; the low limbs are enough. They come to 2^bits * (f, g) =
             * (u*f + v*g, q*f + r*g), |u| + |v| <= 2^bits, |q| + |r| <= 2^bits; uv is u + 2^32*v, and qr the same.
             */
            int low = w[f];
            int lowG = w[g];
            long uv = 1;
            long qr = 1L << 32;
            for (int i = 0; i < bits; i++) {
                int minus = zeta >> 31;
                int odd = -(lowG & 1);
                lowG += (low ^ minus) - minus & odd;
                qr += (uv ^ minus) - minus & odd;
                minus &= odd;
                zeta = (zeta ^ minus) - 1;
                low += lowG & minus;    // f + (g - f)
                uv += qr & minus;
                lowG >>= 1;
                uv <<= 1;
            }
            transform(w, f, g, m, n, bits, 0, uv, qr);
            // The greater of |d|, |e| grows by m/2 at most, 46 times with 13 bits.
            transform(w, d, e, m, n, bits, m0i, uv, qr);
        }
        int sign = w[f + n - 1] >> 15;
        for (int i = d; i < g; i++) {
            w[i] = (short) ((w[i] ^ sign) - sign);
        }
    }

    /*
     * (x, y) = ((u*x + v*y + j*m)/2^bits, (q*x + r*y + k*m)/2^bits), where j and k, half of a limb either way, make the
     * divisions exact; with m0i 0 they are exact without. A sum is at most 2^30 + 2^29 + 2^17.
     */
    private static void transform(short[] w, int x, int y, int m, int n, int bits, int m0i, long uv, long qr) {
        int u = (int) uv;
        int v = (int) (uv - u >> 32);
        int q = (int) qr;
        int r = (int) (qr - q >> 32);
        int xSum = u * w[x] + v * w[y];
        int ySum = q * w[x] + r * w[y];
        int j = xSum * m0i << 32 - bits >> 32 - bits;
        int k = ySum * m0i << 32 - bits >> 32 - bits;
        xSum += j * w[m];
        ySum += k * w[m];
        int mask = (1 << bits) - 1;
        for (int i = 1; i < n; i++) {
            int xi = w[x + i];
            int yi = w[y + i];
            int mi = w[m + i];
            xSum = (xSum >> bits) + u * xi + v * yi + j * mi;
            ySum = (ySum >> bits) + q * xi + r * yi + k * mi;
            w[x + i - 1] = (short) (xSum & mask);
            w[y + i - 1] = (short) (ySum & mask);
        }
        w[x + n - 1] = (short) (xSum >> bits);
        w[y + n - 1] = (short) (ySum >> bits);
    }
}
