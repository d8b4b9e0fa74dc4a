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
    // Hash key divided by x, most significant word first: see key().
    private int h0;
    private int h1;
    private int h2;
    private int h3;
    // Running value.
    private int y0;
    private int y1;
    private int y2;
    private int y3;
    // Product before reduction, least significant word first.
    private final int[] z = new int[8];

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
        y0 = 0;
        y1 = 0;
        y2 = 0;
        y3 = 0;
    }

    public void wipe() {
        h0 = 0;
        h1 = 0;
        h2 = 0;
        h3 = 0;
        reset();
        Ct.wipe(z, 0, z.length);
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
        Codec.putBe32(dst, dstOff, y0);
        Codec.putBe32(dst, dstOff + 4, y1);
        Codec.putBe32(dst, dstOff + 8, y2);
        Codec.putBe32(dst, dstOff + 12, y3);
    }

    // y = (y + block) * h
    private void absorb(int b0, int b1, int b2, int b3) {
        int a0 = y0 ^ b0;
        int a1 = y1 ^ b1;
        int a2 = y2 ^ b2;
        int a3 = y3 ^ b3;
        for (int i = 0; i < 8; i++) {
            z[i] = 0;
        }
        // Each word is low + high * x^16, so a product is LL + (MM - LL - HH) * x^16 + HH * x^32, where MM is that of
        // the sums low + high.
        addProduct(a0, a1, a2, a3, h0, h1, h2, h3, -1, 0);
        addProduct(a0 >>> 16, a1 >>> 16, a2 >>> 16, a3 >>> 16, h0 >>> 16, h1 >>> 16, h2 >>> 16, h3 >>> 16, 0, -1);
        addProduct(a0 ^ a0 >>> 16, a1 ^ a1 >>> 16, a2 ^ a2 >>> 16, a3 ^ a3 >>> 16,
                h0 ^ h0 >>> 16, h1 ^ h1 >>> 16, h2 ^ h2 >>> 16, h3 ^ h3 >>> 16, 0, 0);
        // x^128 = x^7 + x^2 + x + 1, from the highest power down; multiplying by x moves a bit to the right.
        for (int i = 0; i < 4; i++) {
            int w = z[i];
            z[i + 3] ^= w << 31 ^ w << 30 ^ w << 25;
            z[i + 4] ^= w ^ w >>> 1 ^ w >>> 2 ^ w >>> 7;
        }
        y0 = z[7];
        y1 = z[6];
        y2 = z[5];
        y3 = z[4];
    }

    // Multiplies polynomials of four limbs, the low 16 bits of each argument, 32 places apart: products of limbs have
    // 31 bits and don't meet. Each coefficient c of the product goes into z as c * x^16, and also as c if plain is -1,
    // as c * x^32 if shifted is -1.
    private void addProduct(int a3, int a2, int a1, int a0, int b3, int b2, int b1, int b0, int plain, int shifted) {
        int p0 = mul16(a0, b0);
        int p1 = mul16(a1, b1);
        int p2 = mul16(a2, b2);
        int p3 = mul16(a3, b3);
        int p01 = mul16(a0 ^ a1, b0 ^ b1) ^ p0 ^ p1;
        int p23 = mul16(a2 ^ a3, b2 ^ b3) ^ p2 ^ p3;
        int p02 = mul16(a0 ^ a2, b0 ^ b2) ^ p0 ^ p2;
        int p13 = mul16(a1 ^ a3, b1 ^ b3) ^ p1 ^ p3;
        // The whole square less p01 and p23 (products of neighbours), p02, p13 and the four squares: a0*b3 + a1*b2 + ...
        int c3 = mul16(a0 ^ a1 ^ a2 ^ a3, b0 ^ b1 ^ b2 ^ b3) ^ p01 ^ p23 ^ p02 ^ p13 ^ p0 ^ p1 ^ p2 ^ p3;
        int c2 = p02 ^ p1;
        int c4 = p13 ^ p2;
        int[] d = z;
        d[0] ^= p0 << 16 ^ p0 & plain;
        d[1] ^= p0 >>> 16 ^ p0 & shifted ^ p01 << 16 ^ p01 & plain;
        d[2] ^= p01 >>> 16 ^ p01 & shifted ^ c2 << 16 ^ c2 & plain;
        d[3] ^= c2 >>> 16 ^ c2 & shifted ^ c3 << 16 ^ c3 & plain;
        d[4] ^= c3 >>> 16 ^ c3 & shifted ^ c4 << 16 ^ c4 & plain;
        d[5] ^= c4 >>> 16 ^ c4 & shifted ^ p23 << 16 ^ p23 & plain;
        d[6] ^= p23 >>> 16 ^ p23 & shifted ^ p3 << 16 ^ p3 & plain;
        d[7] ^= p3 >>> 16 ^ p3 & shifted;
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
