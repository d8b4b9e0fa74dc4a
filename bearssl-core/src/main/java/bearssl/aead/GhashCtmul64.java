package bearssl.aead;

import bearssl.base.Ct;

/**
 * GHASH with integer multiplies of 64-bit operands, of which the low 64 bits of the product are used: no table, no
 * branch on data. The fast sibling of {@link GhashCtmul32}, for machines with a 64-bit multiplier.
 *
 * <p>A carry-less product is made from integer products of operands that keep every fourth bit only ({@link #mul}). Its
 * low half comes directly; its high half is the low half of the product of the operands read backwards. Karatsuba's
 * rule makes a 128-bit product from three of each.
 *
 * <p>Two blocks are taken at a time, the first times H^2 and the second times H: the products are added before the high
 * half is turned round and the sum is reduced.
 *
 * <p>A block is two big-endian words; the most significant bit of the first is the coefficient of x^0.
 *
 * <p>CT: only offsets and lengths leak, provided that the machine multiplies 64-bit values in constant time. Scratch:
 * none beyond its own fields. Source: SP 800-38D, 6.3 and 6.4; the masked multiply and the reversal are ideas of
 * BearSSL.
 */
public final class GhashCtmul64 implements Ghash {
    private static final long BITS_0 = 0x1111111111111111L;
    private static final long BITS_1 = 0x2222222222222222L;
    private static final long BITS_2 = 0x4444444444444444L;
    private static final long BITS_3 = 0x8888888888888888L;

    // Hash key divided by x, most significant word first: see key(). Backwards: both words with their bits reversed.
    private long h0;
    private long h1;
    private long h0Backwards;
    private long h1Backwards;
    // The square of the hash key, divided by x likewise.
    private long s0;
    private long s1;
    private long s0Backwards;
    private long s1Backwards;
    // Running value.
    private long y0;
    private long y1;
    // A block that the caller does not have in one piece.
    private final byte[] block = new byte[BLOCK_LEN];

    /** Makes a hash without a key. */
    public GhashCtmul64() {
    }

    public void key(byte[] h, int off) {
        // Bit 127 of a word row is x^0, so bit 254 of a product is x^0 and bit 253 x^1: one place lower than the top
        // of four words. Hence a factor x, taken out here once. 1/x = x^127 + x^6 + x + 1 comes in for the bit lost.
        long w0 = be64(h, off);
        long w1 = be64(h, off + 8);
        long lost = w0 >> 63;
        h0 = (w0 << 1 | w1 >>> 63) ^ lost & 0xC200000000000000L;
        h1 = w1 << 1 ^ lost & 1;
        h0Backwards = backwards(h0);
        h1Backwards = backwards(h1);
        // The running value becomes h times h.
        reset();
        absorbOne(h, off);
        lost = y0 >> 63;
        s0 = (y0 << 1 | y1 >>> 63) ^ lost & 0xC200000000000000L;
        s1 = y1 << 1 ^ lost & 1;
        s0Backwards = backwards(s0);
        s1Backwards = backwards(s1);
        reset();
    }

    public void reset() {
        y0 = 0;
        y1 = 0;
    }

    public void wipe() {
        h0 = 0;
        h1 = 0;
        h0Backwards = 0;
        h1Backwards = 0;
        s0 = 0;
        s1 = 0;
        s0Backwards = 0;
        s1Backwards = 0;
        Ct.wipe(block, 0, BLOCK_LEN);
        reset();
    }

    public void update(byte[] data, int off, int len) {
        int rest = len & BLOCK_LEN - 1;
        int end = off + len - rest;
        int pairs = off;
        if ((len & BLOCK_LEN) != 0) {
            absorbOne(data, off);
            pairs += BLOCK_LEN;
        }
        if (pairs < end) {
            absorbPairs(data, pairs, end);
        }
        if (rest != 0) {
            System.arraycopy(data, end, block, 0, rest);
            Ct.wipe(block, rest, BLOCK_LEN - rest);
            absorbOne(block, 0);
        }
    }

    public void finish(int aadLen, int dataLen, byte[] dst, int dstOff) {
        putBe64(block, 0, (long) aadLen << 3);
        putBe64(block, 8, (long) dataLen << 3);
        absorbOne(block, 0);
        putBe64(dst, dstOff, y0);
        putBe64(dst, dstOff + 8, y1);
    }

    // Running value = (running value + block) * h
    private void absorbOne(byte[] data, int off) {
        long b0 = h0;
        long b1 = h1;
        long a0 = y0 ^ be64(data, off);
        long a1 = y1 ^ be64(data, off + 8);
        // Low halves: p of the less significant words, q of the others, m of the sums.
        long p = mul(a1, b1);
        long q = mul(a0, b0);
        long m = mul(a0 ^ a1, b0 ^ b1) ^ p ^ q;
        // High halves, backwards. The last bit of the low half comes once more, at the top, and is shifted out below.
        a0 = backwards(a0);
        a1 = backwards(a1);
        b0 = h0Backwards;
        b1 = h1Backwards;
        long pHigh = mul(a1, b1);
        long qHigh = mul(a0, b0);
        long mHigh = mul(a0 ^ a1, b0 ^ b1) ^ pHigh ^ qHigh;
        reduce(p, m ^ backwards(pHigh) >>> 1, q ^ backwards(mHigh) >>> 1, backwards(qHigh) >>> 1);
    }

    // Running value = ((running value + block) * h + next block) * h, for every two blocks.
    private void absorbPairs(byte[] data, int off, int end) {
        long b0 = h0;
        long b1 = h1;
        long b0Back = h0Backwards;
        long b1Back = h1Backwards;
        long c0 = s0;
        long c1 = s1;
        long c0Back = s0Backwards;
        long c1Back = s1Backwards;
        for (int i = off; i < end; i += 2 * BLOCK_LEN) {
            long a0 = y0 ^ be64(data, i);
            long a1 = y1 ^ be64(data, i + 8);
            long n0 = be64(data, i + 16);
            long n1 = be64(data, i + 24);
            // As above.
            long p = mul(a1, c1) ^ mul(n1, b1);
            long q = mul(a0, c0) ^ mul(n0, b0);
            long m = mul(a0 ^ a1, c0 ^ c1) ^ mul(n0 ^ n1, b0 ^ b1) ^ p ^ q;
            a0 = backwards(a0);
            a1 = backwards(a1);
            n0 = backwards(n0);
            n1 = backwards(n1);
            long pHigh = mul(a1, c1Back) ^ mul(n1, b1Back);
            long qHigh = mul(a0, c0Back) ^ mul(n0, b0Back);
            long mHigh = mul(a0 ^ a1, c0Back ^ c1Back) ^ mul(n0 ^ n1, b0Back ^ b1Back) ^ pHigh ^ qHigh;
            reduce(p, m ^ backwards(pHigh) >>> 1, q ^ backwards(mHigh) >>> 1, backwards(qHigh) >>> 1);
        }
    }

    // Running value = the product, given least significant word first. x^128 = x^7 + x^2 + x + 1, from the highest
    // power down; multiplying by x moves a bit to the right.
    private void reduce(long d0, long d1, long d2, long d3) {
        long e1 = d1 ^ d0 << 63 ^ d0 << 62 ^ d0 << 57;
        y0 = d3 ^ e1 ^ e1 >>> 1 ^ e1 >>> 2 ^ e1 >>> 7;
        y1 = d2 ^ d0 ^ d0 >>> 1 ^ d0 >>> 2 ^ d0 >>> 7 ^ e1 << 63 ^ e1 << 62 ^ e1 << 57;
    }

    // Low 64 bits of the carry-less product. At most 16 terms meet at a bit position of an integer product. They can
    // reach 16, and carry four places up, only at bits 60 to 63, where there is no place left.
    private static long mul(long x, long y) {
        long x0 = x & BITS_0;
        long x1 = x & BITS_1;
        long x2 = x & BITS_2;
        long x3 = x & BITS_3;
        long y0 = y & BITS_0;
        long y1 = y & BITS_1;
        long y2 = y & BITS_2;
        long y3 = y & BITS_3;
        return (x0 * y0 ^ x1 * y3 ^ x2 * y2 ^ x3 * y1) & BITS_0
                | (x0 * y1 ^ x1 * y0 ^ x2 * y3 ^ x3 * y2) & BITS_1
                | (x0 * y2 ^ x1 * y1 ^ x2 * y0 ^ x3 * y3) & BITS_2
                | (x0 * y3 ^ x1 * y2 ^ x2 * y1 ^ x3 * y0) & BITS_3;
    }

    // Bit i goes to 63 - i.
    private static long backwards(long v) {
        long x = v;
        x = (x & 0x5555555555555555L) << 1 | x >>> 1 & 0x5555555555555555L;
        x = (x & 0x3333333333333333L) << 2 | x >>> 2 & 0x3333333333333333L;
        x = (x & 0x0F0F0F0F0F0F0F0FL) << 4 | x >>> 4 & 0x0F0F0F0F0F0F0F0FL;
        x = (x & 0x00FF00FF00FF00FFL) << 8 | x >>> 8 & 0x00FF00FF00FF00FFL;
        x = (x & 0x0000FFFF0000FFFFL) << 16 | x >>> 16 & 0x0000FFFF0000FFFFL;
        return x << 32 | x >>> 32;
    }

    private static long be64(byte[] b, int off) {
        int high = b[off] << 24 | (b[off + 1] & 0xFF) << 16 | (b[off + 2] & 0xFF) << 8 | b[off + 3] & 0xFF;
        int low = b[off + 4] << 24 | (b[off + 5] & 0xFF) << 16 | (b[off + 6] & 0xFF) << 8 | b[off + 7] & 0xFF;
        return (long) high << 32 | low & 0xFFFFFFFFL;
    }

    private static void putBe64(byte[] b, int off, long v) {
        for (int i = 0; i < 8; i++) {
            b[off + i] = (byte) (v >>> 56 - 8 * i);
        }
    }
}
