package bearssl.aead;

import bearssl.base.Codec;
import bearssl.base.Ct;

/**
 * GHASH with integer multiplies of 16-bit operands, of which the low 32 bits of the product are used: no table, no
 * branch on data, no {@code long}.
 *
 * <p>A carry-less product of 16-bit polynomials is made from integer products of operands that keep every third bit
 * only: at most six terms then meet at a bit position, and their sum, below 8, stays within the two empty positions
 * above it. Karatsuba's rule makes a 128-bit product from 27 of these.
 *
 * <p>A block is four big-endian words; the most significant bit of the first is the coefficient of x^0.
 *
 * <p>CT: only offsets and lengths leak, provided that the machine multiplies 16-bit values in constant time. Scratch:
 * none beyond its own fields. Source: SP 800-38D, 6.3 and 6.4; the masked multiply is an idea of BearSSL.
 */
public final class GhashCtmul32 implements Ghash {
    private static final int MID = 8;

    // Hash key divided by x, most significant word first: see key().
    private int h0;
    private int h1;
    private int h2;
    private int h3;
    // Eight words of a product, least significant first, of which the upper four hold the running value after
    // reduction; then seven words of the product's middle part.
    private final int[] z = new int[MID + 7];

    /** Makes a hash without a key. */
    public GhashCtmul32() {
    }

    public void key(byte[] h, int off) {
        int w0 = Codec.be32(h, off);
        int w1 = Codec.be32(h, off + 4);
        int w2 = Codec.be32(h, off + 8);
        int w3 = Codec.be32(h, off + 12);
        // Bit 127 of a word row is x^0, so bit 254 of a product is x^0 and bit 253 x^1: one place lower than the top
        // of eight words. Hence a factor x, taken out here once. 1/x = x^127 + x^6 + x + 1 comes in for the bit lost.
        int lost = w0 >> 31;
        h0 = (w0 << 1 | w1 >>> 31) ^ lost & 0xC2000000;
        h1 = w1 << 1 | w2 >>> 31;
        h2 = w2 << 1 | w3 >>> 31;
        h3 = w3 << 1 ^ lost & 1;
        reset();
    }

    public void reset() {
        Ct.wipe(z, 0, z.length);
    }

    public void wipe() {
        h0 = 0;
        h1 = 0;
        h2 = 0;
        h3 = 0;
        reset();
    }

    public void update(byte[] data, int off, int len) {
        int end = off + len;
        int i = off;
        while (end - i >= BLOCK_LEN) {
            absorb(Codec.be32(data, i), Codec.be32(data, i + 4), Codec.be32(data, i + 8), Codec.be32(data, i + 12));
            i += BLOCK_LEN;
        }
        if (i < end) {
            absorb(partial(data, i, end), partial(data, i + 4, end),
                    partial(data, i + 8, end), partial(data, i + 12, end));
        }
    }

    // The word at i; bytes at end and beyond count as zero.
    private static int partial(byte[] data, int i, int end) {
        int w = 0;
        for (int j = i; j < i + 4; j++) {
            w = w << 8 | (j < end ? data[j] & 0xFF : 0);
        }
        return w;
    }

    public void finish(int aadLen, int dataLen, byte[] dst, int dstOff) {
        absorb(aadLen >>> 29, aadLen << 3, dataLen >>> 29, dataLen << 3);
        for (int i = 0; i < 4; i++) {
            Codec.putBe32(dst, dstOff + 4 * i, z[7 - i]);
        }
    }

    // Running value = (running value + block) * h
    private void absorb(int b0, int b1, int b2, int b3) {
        int[] d = z;
        int a0 = d[7] ^ b0;
        int a1 = d[6] ^ b1;
        int a2 = d[5] ^ b2;
        int a3 = d[4] ^ b3;
        reset();
        // Each word is low + high * x^16, so a product is LL + (MM - LL - HH) * x^16 + HH * x^32, where MM is that of
        // the sums low + high.
        addProduct(a0, a1, a2, a3, h0, h1, h2, h3, 0, -1);
        addProduct(a0 >>> 16, a1 >>> 16, a2 >>> 16, a3 >>> 16, h0 >>> 16, h1 >>> 16, h2 >>> 16, h3 >>> 16, 1, -1);
        addProduct(a0 ^ a0 >>> 16, a1 ^ a1 >>> 16, a2 ^ a2 >>> 16, a3 ^ a3 >>> 16,
                h0 ^ h0 >>> 16, h1 ^ h1 >>> 16, h2 ^ h2 >>> 16, h3 ^ h3 >>> 16, 0, 0);
        for (int i = 0; i < 7; i++) {
            d[i] ^= d[MID + i] << 16;
            d[i + 1] ^= d[MID + i] >>> 16;
        }
        // x^128 = x^7 + x^2 + x + 1, from the highest power down; multiplying by x moves a bit to the right.
        for (int i = 0; i < 4; i++) {
            int w = d[i];
            d[i + 3] ^= w << 31 ^ w << 30 ^ w << 25;
            d[i + 4] ^= w ^ w >>> 1 ^ w >>> 2 ^ w >>> 7;
        }
    }

    // Multiplies polynomials of four limbs, the low 16 bits of each argument, 32 places apart: products of limbs have
    // 31 bits and don't meet. The coefficients are added to the middle part, and also, if outer is -1, to the words
    // from at on.
    private void addProduct(int a3, int a2, int a1, int a0, int b3, int b2, int b1, int b0, int at, int outer) {
        int p0 = mul16(a0, b0);
        int p1 = mul16(a1, b1);
        int p2 = mul16(a2, b2);
        int p3 = mul16(a3, b3);
        int p01 = mul16(a0 ^ a1, b0 ^ b1) ^ p0 ^ p1;
        int p23 = mul16(a2 ^ a3, b2 ^ b3) ^ p2 ^ p3;
        int p02 = mul16(a0 ^ a2, b0 ^ b2) ^ p0 ^ p2;
        int p13 = mul16(a1 ^ a3, b1 ^ b3) ^ p1 ^ p3;
        // All sixteen products of limbs, less all but a0 * b3 + a1 * b2 + a2 * b1 + a3 * b0.
        int c3 = mul16(a0 ^ a1 ^ a2 ^ a3, b0 ^ b1 ^ b2 ^ b3) ^ p01 ^ p23 ^ p02 ^ p13 ^ p0 ^ p1 ^ p2 ^ p3;
        add(0, p0, at, outer);
        add(1, p01, at, outer);
        add(2, p02 ^ p1, at, outer);
        add(3, c3, at, outer);
        add(4, p13 ^ p2, at, outer);
        add(5, p23, at, outer);
        add(6, p3, at, outer);
    }

    private void add(int i, int c, int at, int outer) {
        z[MID + i] ^= c;
        z[at + i] ^= c & outer;
    }

    // Carry-less product of the low 16 bits of both.
    private static int mul16(int x, int y) {
        int x0 = x & 0x9249;
        int x1 = x & 0x2492;
        int x2 = x & 0x4924;
        int y0 = y & 0x9249;
        int y1 = y & 0x2492;
        int y2 = y & 0x4924;
        int z0 = x0 * y0 ^ x1 * y2 ^ x2 * y1;
        int z1 = x0 * y1 ^ x1 * y0 ^ x2 * y2;
        int z2 = x0 * y2 ^ x1 * y1 ^ x2 * y0;
        return z0 & 0x49249249 | z1 & 0x92492492 | z2 & 0x24924924;
    }
}
