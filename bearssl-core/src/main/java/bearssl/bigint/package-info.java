/**
 * Big integers modulo an odd number, for RSA and for scalars modulo the order of a curve: {@link bearssl.bigint.I15},
 * 15-bit limbs in {@code short[]}, static methods only, nothing allocated; and {@link bearssl.bigint.I15Crt}, what a
 * private RSA key takes beyond that.
 *
 * <p>x^65537 modulo a number m of 256 bytes, in place, as RSA does it:
 * <pre>
 *     int n = I15.limbs(256);                                   // 137
 *     short[] w = ws.shorts;
 *     int m = ws.pushShorts(3 * n);
 *     I15.decode(w, m, n, modulus, 0, 256);
 *     if (I15.decodeBelow(w, m + n, x, 0, 256, m, n) == 1) {
 *         I15.modPow(w, m + n, x, 0, 256, exponent, 0, 3, m, n, I15.ninv15(w[m]), m + 2 * n);
 *         I15.encode(x, 0, 256, w, m + n, n);
 *     }
 *     ws.popShorts(m);                                          // wiped
 * </pre>
 */
package bearssl.bigint;
