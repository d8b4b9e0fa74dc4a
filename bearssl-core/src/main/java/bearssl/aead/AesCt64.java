package bearssl.aead;

import bearssl.base.Codec;

/**
 * AES-128 in counter mode, bitsliced over 64-bit words: four blocks at a time, no table, no branch on data. The fast
 * sibling of {@link AesCt}, for machines with 64-bit registers.
 *
 * <p>Four blocks are eight words: {@code q[b]} holds columns 0 and 2 of block b, {@code q[4 + b]} columns 1 and 3, of
 * each pair the rows alternating, row 0 first and column 0 or 1 in the lower byte ({@link #spread}). Bit-sliced
 * ({@link #transpose}), {@code q[i]} holds bit i of all 64 bytes: row 0 of the AES state in its most significant 16
 * bits, row 3 in the least, and within a row bit {@code 4c + b} belongs to column c of block b. The next row is a
 * rotation by 16, the next column one by 4 within each 16 bits.
 *
 * <p>ShiftRows is done for two rounds at a time ("fixslicing"): an odd round leaves the rows where they are, row r
 * being r columns late, and MixColumns looks for the next row one column further. The even round makes up for both by
 * exchanging halves of two rows. The round keys of odd rounds are late likewise. The constant 0x63 of SubBytes passes
 * through ShiftRows and MixColumns unchanged, so the round keys hold it.
 *
 * <p>CT: only offsets and lengths leak. Scratch: none beyond its own fields, 96 {@code long}s. Source: FIPS 197;
 * SP 800-38A, 6.5; the S-box circuit is that of Boyar and Peralta, "A new combinational logic minimization technique
 * with applications to cryptology" (2010); fixslicing is by Adomnicai and Peyrin, "Fixslicing AES-like ciphers" (2020).
 */
public final class AesCt64 implements AesCtr {
    private static final int ROUNDS = 10;
    // The lower 12 and 8 bits of each row; rows 1 and 3, the lower half of each.
    private static final long LOW_12 = 0x0FFF0FFF0FFF0FFFL;
    private static final long LOW_8 = 0x00FF00FF00FF00FFL;
    private static final long ODD_ROWS = 0x000000FF000000FFL;

    // Round r is at 8r, bitsliced, the same key for all four blocks.
    private final long[] roundKeys = new long[8 * (ROUNDS + 1)];
    private final long[] q = new long[8];
    // The last blocks of q that are key stream not used yet.
    private int spare;

    /** Makes a cipher without a key. */
    public AesCt64() {
    }

    public void key(byte[] key, int off) {
        int k0 = Codec.be32(key, off);
        int k1 = Codec.be32(key, off + 4);
        int k2 = Codec.be32(key, off + 8);
        int k3 = Codec.be32(key, off + 12);
        roundKey(0, k0, k1, k2, k3);
        int rcon = 1;
        for (int r = 1; r <= ROUNDS; r++) {
            k0 ^= subRotated(k3) ^ rcon << 24;
            k1 ^= k0;
            k2 ^= k1;
            k3 ^= k2;
            rcon = rcon << 1 ^ (rcon >>> 7) * 0x11B;
            if ((r & 1) == 0) {
                roundKey(r, k0, k1, k2, k3);
            } else {
                roundKey(r, late(k0, k3, k2, k1), late(k1, k0, k3, k2), late(k2, k1, k0, k3), late(k3, k2, k1, k0));
            }
        }
    }

    // A column whose row r comes from r columns before.
    private static int late(int row0, int row1, int row2, int row3) {
        return row0 & 0xFF000000 | row1 & 0xFF0000 | row2 & 0xFF00 | row3 & 0xFF;
    }

    private void roundKey(int r, int k0, int k1, int k2, int k3) {
        int constant = r == 0 ? 0 : 0x63636363;
        long k02 = spread(k0 ^ constant) | spread(k2 ^ constant) << 8;
        long k13 = spread(k1 ^ constant) | spread(k3 ^ constant) << 8;
        for (int b = 0; b < 4; b++) {
            q[b] = k02;
            q[4 + b] = k13;
        }
        transpose(q);
        for (int i = 0; i < 8; i++) { // by hand: between two long[], TeaVM's arraycopy is wrong on 32 bits
            roundKeys[8 * r + i] = q[i];
        }
    }

    // SubWord(RotWord(w)) of FIPS 197, 5.2: the S-box on one word, the others being zero.
    private int subRotated(int w) {
        wipe(q);
        q[0] = spread(w << 8 | w >>> 24);
        transpose(q);
        rounds(q, roundKeys, 8 * ROUNDS);
        transpose(q);
        long x = q[0];
        return ((int) (x >>> 24) & 0xFF000000 | (int) (x >>> 16) & 0xFF0000 | (int) (x >>> 8) & 0xFF00
                | (int) x & 0xFF) ^ 0x63636363;
    }

    // The bytes of a word, 16 bits apart.
    private static long spread(int w) {
        long x = w & 0xFFFFFFFFL;
        x = (x | x << 16) & 0x0000FFFF0000FFFFL;
        return (x | x << 8) & LOW_8;
    }

    public void ctr(byte[] nonce, int nonceOff, int counter, byte[] data, int off, int len) {
        spare = 0;
        ctrOn(nonce, nonceOff, counter, data, off, len);
    }

    public void ctrOn(byte[] nonce, int nonceOff, int counter, byte[] data, int off, int len) {
        long n1 = spread(Codec.be32(nonce, nonceOff + 4));
        long n02 = spread(Codec.be32(nonce, nonceOff)) | spread(Codec.be32(nonce, nonceOff + 8)) << 8;
        long[] w = q;
        int left = spare;
        int next = counter + left;
        int i = off;
        int end = off + len;
        while (i < end) {
            if (left == 0) {
                left = 4;
                for (int b = 0; b < 4; b++) {
                    w[b] = n02;
                    w[4 + b] = n1 | spread(next++) << 8;
                }
                encrypt();
            }
            i = xorBlock(w[4 - left], w[8 - left], data, i, end);
            left--;
        }
        spare = left;
    }

    // XORs a block into the data, as far as there are any; returns the index after them.
    private static int xorBlock(long c02, long c13, byte[] data, int i, int end) {
        if (end - i >= BLOCK_LEN) {
            data[i] ^= (byte) (c02 >>> 48);
            data[i + 1] ^= (byte) (c02 >>> 32);
            data[i + 2] ^= (byte) (c02 >>> 16);
            data[i + 3] ^= (byte) c02;
            data[i + 4] ^= (byte) (c13 >>> 48);
            data[i + 5] ^= (byte) (c13 >>> 32);
            data[i + 6] ^= (byte) (c13 >>> 16);
            data[i + 7] ^= (byte) c13;
            data[i + 8] ^= (byte) (c02 >>> 56);
            data[i + 9] ^= (byte) (c02 >>> 40);
            data[i + 10] ^= (byte) (c02 >>> 24);
            data[i + 11] ^= (byte) (c02 >>> 8);
            data[i + 12] ^= (byte) (c13 >>> 56);
            data[i + 13] ^= (byte) (c13 >>> 40);
            data[i + 14] ^= (byte) (c13 >>> 24);
            data[i + 15] ^= (byte) (c13 >>> 8);
            return i + BLOCK_LEN;
        }
        for (int j = 0; i + j < end; j++) {
            // Columns 0 and 1 first, then the bytes above them.
            long pair = (j & 4) == 0 ? c02 : c13;
            data[i + j] ^= (byte) (pair >>> 48 - 16 * (j & 3) + (j & 8));
        }
        return end;
    }

    public void wipe() {
        wipe(roundKeys);
        wipe(q);
        spare = 0;
    }

    private static void wipe(long[] words) {
        for (int i = 0; i < words.length; i++) {
            words[i] = 0;
        }
    }

    private void encrypt() {
        long[] w = q;
        long[] rk = roundKeys;
        transpose(w);
        for (int i = 0; i < 8; i++) {
            w[i] ^= rk[i];
        }
        rounds(w, rk, 8);
        for (int i = 0; i < 8; i++) {
            long x = w[i];
            long swap = (x ^ x >>> 8) & ODD_ROWS;
            w[i] = x ^ swap ^ swap << 8 ^ rk[8 * ROUNDS + i];
        }
        transpose(w);
    }

    // Each byte column of the eight words is an 8x8 bit matrix; transposing it is its own inverse.
    private static void transpose(long[] q) {
        for (int i = 0; i < 4; i++) {
            exchange(q, i, i + 4, 4, 0x0F0F0F0F0F0F0F0FL);
        }
        for (int i = 0; i < 8; i += 4) {
            exchange(q, i, i + 2, 2, 0x3333333333333333L);
            exchange(q, i + 1, i + 3, 2, 0x3333333333333333L);
        }
        for (int i = 0; i < 8; i += 2) {
            exchange(q, i, i + 1, 1, 0x5555555555555555L);
        }
    }

    private static void exchange(long[] q, int i, int j, int distance, long mask) {
        long diff = (q[i] >>> distance ^ q[j]) & mask;
        q[j] ^= diff;
        q[i] ^= diff << distance;
    }

    // From the round whose key is at first, to SubBytes of the last round; SubBytes is without its constant 0x63. One
    // method, so that no word goes through the array between rounds. x0 is the most significant bit of a byte, as in
    // the paper; the names y, t and z are the paper's too, numbers missing where two steps make one line.
    private static void rounds(long[] w, long[] rk, int first) {
        int k = first;
        long x7 = w[0];
        long x6 = w[1];
        long x5 = w[2];
        long x4 = w[3];
        long x3 = w[4];
        long x2 = w[5];
        long x1 = w[6];
        long x0 = w[7];
        while (true) {
            // To the tower field GF(((2^2)^2)^2): linear.
            long y14 = x3 ^ x5;
            long y13 = x0 ^ x6;
            long y9 = x0 ^ x3;
            long y8 = x0 ^ x5;
            long t0 = x1 ^ x2;
            long y1 = t0 ^ x7;
            long y4 = y1 ^ x3;
            long y12 = y13 ^ y14;
            long y2 = y1 ^ x0;
            long y5 = y1 ^ x6;
            long y3 = y5 ^ y8;
            long t1 = x4 ^ y12;
            long y15 = t1 ^ x5;
            long y20 = t1 ^ x1;
            long y6 = y15 ^ x7;
            long y10 = y15 ^ t0;
            long y11 = y20 ^ y9;
            long y7 = x7 ^ y11;
            long y17 = y10 ^ y11;
            long y19 = y10 ^ y8;
            long y16 = t0 ^ y11;
            long y21 = y13 ^ y16;
            long y18 = x0 ^ y16;

            // The norm: product of the two halves over GF(2^4), plus their squares.
            long t2 = y12 & y15;
            long t3 = y3 & y6 ^ t2;
            long t5 = y4 & x7 ^ t2;
            long t7 = y13 & y16;
            long t8 = y5 & y1 ^ t7;
            long t10 = y2 & y7 ^ t7;
            long t12 = y9 & y11;
            long t13 = y14 & y17 ^ t12;
            long t15 = y8 & y10 ^ t12;
            long t21 = t3 ^ y20 ^ t13;
            long t22 = t5 ^ t15 ^ y19;
            long t23 = t8 ^ t13 ^ y21;
            long t24 = t10 ^ t15 ^ y18;

            // Inverse in GF(2^4).
            long t25 = t21 ^ t22;
            long t26 = t21 & t23;
            long t27 = t24 ^ t26;
            long t29 = t25 & t27 ^ t22;
            long t30 = t23 ^ t24;
            long t31 = t22 ^ t26;
            long t33 = t31 & t30 ^ t24;
            long t35 = t27 ^ t33;
            long t36 = t24 & t35;
            long t37 = t36 ^ t23 ^ t33;
            long t38 = t27 ^ t36;
            long t40 = t25 ^ t29 & t38;
            long t41 = t40 ^ t37;
            long t42 = t29 ^ t33;
            long t43 = t29 ^ t40;
            long t44 = t33 ^ t37;
            long t45 = t42 ^ t41;

            // Products of that inverse with both halves.
            long z0 = t44 & y15;
            long z1 = t37 & y6;
            long z2 = t33 & x7;
            long z3 = t43 & y16;
            long z4 = t40 & y1;
            long z5 = t29 & y7;
            long z6 = t42 & y11;
            long z7 = t45 & y17;
            long z8 = t41 & y10;
            long z9 = t44 & y12;
            long z10 = t37 & y3;
            long z11 = t33 & y4;
            long z12 = t43 & y13;
            long z13 = t40 & y5;
            long z14 = t29 & y2;
            long z15 = t42 & y9;
            long z16 = t45 & y14;
            long z17 = t41 & y8;

            // Back to GF(2^8), with the linear part of the affine map.
            long t46 = z15 ^ z16;
            long t48 = z5 ^ z13;
            long t53 = z0 ^ z3;
            long t57 = z2 ^ z12 ^ t53;
            long t58 = z4 ^ t46;
            long t59 = z3 ^ z6 ^ z7;
            long t62 = z7 ^ z8 ^ t58;
            long t63 = z9 ^ z10 ^ t58;
            long t64 = z4 ^ t59;
            long t65 = z14 ^ t57 ^ t62;
            long t66 = z1 ^ t63;
            long s3 = t53 ^ t66;
            x0 = t59 ^ t63;
            x1 = t64 ^ s3;
            x2 = z16 ^ z17 ^ t64 ^ t65;
            x3 = s3;
            x4 = z2 ^ z5 ^ t66;
            x5 = z10 ^ z11 ^ t65;
            x6 = z12 ^ t48 ^ t62;
            x7 = t48 ^ t46 ^ t57;
            if (k == 8 * ROUNDS) {
                break;
            }
            // MixColumns: row r becomes 2(r + next) + next + (row r+2 + row r+3), where next is row r+1. Doubling: bit
            // i comes from bit i-1, and bit 7 returns as 0x1B.
            if ((k & 8) != 0) {
                // An odd round: the next row is one column further.
                long n0 = (x7 << 12 | x7 >>> 52) & LOW_12 | (x7 << 28 | x7 >>> 36) & ~LOW_12;
                long n1 = (x6 << 12 | x6 >>> 52) & LOW_12 | (x6 << 28 | x6 >>> 36) & ~LOW_12;
                long n2 = (x5 << 12 | x5 >>> 52) & LOW_12 | (x5 << 28 | x5 >>> 36) & ~LOW_12;
                long n3 = (x4 << 12 | x4 >>> 52) & LOW_12 | (x4 << 28 | x4 >>> 36) & ~LOW_12;
                long n4 = (x3 << 12 | x3 >>> 52) & LOW_12 | (x3 << 28 | x3 >>> 36) & ~LOW_12;
                long n5 = (x2 << 12 | x2 >>> 52) & LOW_12 | (x2 << 28 | x2 >>> 36) & ~LOW_12;
                long n6 = (x1 << 12 | x1 >>> 52) & LOW_12 | (x1 << 28 | x1 >>> 36) & ~LOW_12;
                long n7 = (x0 << 12 | x0 >>> 52) & LOW_12 | (x0 << 28 | x0 >>> 36) & ~LOW_12;
                x7 ^= n0;
                x6 ^= n1;
                x5 ^= n2;
                x4 ^= n3;
                x3 ^= n4;
                x2 ^= n5;
                x1 ^= n6;
                x0 ^= n7;
                long top = x0;
                x0 = x1 ^ n7 ^ rk[k + 7] ^ ((x0 << 24 | x0 >>> 40) & LOW_8 | (x0 << 40 | x0 >>> 24) & ~LOW_8);
                x1 = x2 ^ n6 ^ rk[k + 6] ^ ((x1 << 24 | x1 >>> 40) & LOW_8 | (x1 << 40 | x1 >>> 24) & ~LOW_8);
                x2 = x3 ^ n5 ^ rk[k + 5] ^ ((x2 << 24 | x2 >>> 40) & LOW_8 | (x2 << 40 | x2 >>> 24) & ~LOW_8);
                x3 = x4 ^ top ^ n4 ^ rk[k + 4]
                        ^ ((x3 << 24 | x3 >>> 40) & LOW_8 | (x3 << 40 | x3 >>> 24) & ~LOW_8);
                x4 = x5 ^ top ^ n3 ^ rk[k + 3]
                        ^ ((x4 << 24 | x4 >>> 40) & LOW_8 | (x4 << 40 | x4 >>> 24) & ~LOW_8);
                x5 = x6 ^ n2 ^ rk[k + 2] ^ ((x5 << 24 | x5 >>> 40) & LOW_8 | (x5 << 40 | x5 >>> 24) & ~LOW_8);
                x6 = x7 ^ top ^ n1 ^ rk[k + 1]
                        ^ ((x6 << 24 | x6 >>> 40) & LOW_8 | (x6 << 40 | x6 >>> 24) & ~LOW_8);
                x7 = top ^ n0 ^ rk[k] ^ ((x7 << 24 | x7 >>> 40) & LOW_8 | (x7 << 40 | x7 >>> 24) & ~LOW_8);
            } else {
                // ShiftRows of two rounds moves row r by 2r columns: rows 1 and 3 by 2.
                long n0 = (x7 ^ x7 >>> 8) & ODD_ROWS;
                long n1 = (x6 ^ x6 >>> 8) & ODD_ROWS;
                long n2 = (x5 ^ x5 >>> 8) & ODD_ROWS;
                long n3 = (x4 ^ x4 >>> 8) & ODD_ROWS;
                long n4 = (x3 ^ x3 >>> 8) & ODD_ROWS;
                long n5 = (x2 ^ x2 >>> 8) & ODD_ROWS;
                long n6 = (x1 ^ x1 >>> 8) & ODD_ROWS;
                long n7 = (x0 ^ x0 >>> 8) & ODD_ROWS;
                x7 ^= n0 ^ n0 << 8;
                x6 ^= n1 ^ n1 << 8;
                x5 ^= n2 ^ n2 << 8;
                x4 ^= n3 ^ n3 << 8;
                x3 ^= n4 ^ n4 << 8;
                x2 ^= n5 ^ n5 << 8;
                x1 ^= n6 ^ n6 << 8;
                x0 ^= n7 ^ n7 << 8;
                n0 = x7 << 16 | x7 >>> 48;
                n1 = x6 << 16 | x6 >>> 48;
                n2 = x5 << 16 | x5 >>> 48;
                n3 = x4 << 16 | x4 >>> 48;
                n4 = x3 << 16 | x3 >>> 48;
                n5 = x2 << 16 | x2 >>> 48;
                n6 = x1 << 16 | x1 >>> 48;
                n7 = x0 << 16 | x0 >>> 48;
                x7 ^= n0;
                x6 ^= n1;
                x5 ^= n2;
                x4 ^= n3;
                x3 ^= n4;
                x2 ^= n5;
                x1 ^= n6;
                x0 ^= n7;
                long top = x0;
                x0 = x1 ^ n7 ^ rk[k + 7] ^ (x0 << 32 | x0 >>> 32);
                x1 = x2 ^ n6 ^ rk[k + 6] ^ (x1 << 32 | x1 >>> 32);
                x2 = x3 ^ n5 ^ rk[k + 5] ^ (x2 << 32 | x2 >>> 32);
                x3 = x4 ^ top ^ n4 ^ rk[k + 4] ^ (x3 << 32 | x3 >>> 32);
                x4 = x5 ^ top ^ n3 ^ rk[k + 3] ^ (x4 << 32 | x4 >>> 32);
                x5 = x6 ^ n2 ^ rk[k + 2] ^ (x5 << 32 | x5 >>> 32);
                x6 = x7 ^ top ^ n1 ^ rk[k + 1] ^ (x6 << 32 | x6 >>> 32);
                x7 = top ^ n0 ^ rk[k] ^ (x7 << 32 | x7 >>> 32);
            }
            k += 8;
        }
        w[0] = x7;
        w[1] = x6;
        w[2] = x5;
        w[3] = x4;
        w[4] = x3;
        w[5] = x2;
        w[6] = x1;
        w[7] = x0;
    }
}
