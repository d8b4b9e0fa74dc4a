package bearssl.aead;

import bearssl.base.Codec;
import bearssl.base.Ct;

/**
 * AES-128 in counter mode, bitsliced over 32-bit words: two blocks at a time, no table, no branch on data.
 *
 * <p>Two blocks are eight big-endian words: {@code q[2c + b]} is column c of block b. Bit-sliced ({@link #transpose}),
 * {@code q[i]} holds bit i of all 32 bytes: its most significant byte belongs to row 0 of the AES state, the least to
 * row 3, and within it bit {@code 2c + b} belongs to column c of block b. SubBytes is then a circuit over the eight
 * words, ShiftRows a rotation inside each byte, MixColumns a rotation of the word by whole bytes.
 *
 * <p>The retained state is 44 words of round keys and the eight words in work.
 *
 * <p>CT: only offsets and lengths leak. Scratch: none beyond its own fields. Source: FIPS 197; SP 800-38A, 6.5; the
 * S-box circuit is that of Boyar and Peralta, "A new combinational logic minimization technique with applications to
 * cryptology" (2010).
 */
public final class AesCt implements AesCtr {
    private static final int ROUNDS = 10;
    // Bits of block 0; block 1 has the others.
    private static final int EVEN = 0x55555555;
    // 0x63 in each byte. It passes through ShiftRows and MixColumns unchanged, so the round keys hold it.
    private static final int S_BOX_CONSTANT = 0x63636363;

    // Round r is at 4r. A round key is the same for both blocks, so words 2j and 2j+1 of its bitsliced form share a
    // word here: the even bits are those of 2j, the odd bits those of 2j+1.
    private final int[] roundKeys = new int[4 * (ROUNDS + 1)];
    private final int[] q = new int[8];
    // The last blocks of q that are key stream not used yet.
    private int spare;

    /** Makes a cipher without a key. */
    public AesCt() {
    }

    public void key(byte[] key, int off) {
        int[] rk = roundKeys;
        for (int i = 0; i < 4; i++) {
            rk[i] = Codec.be32(key, off + 4 * i);
        }
        int rcon = 1;
        for (int i = 4; i < rk.length; i += 4) {
            rk[i] = rk[i - 4] ^ subRotated(rk[i - 1]) ^ rcon << 24;
            rk[i + 1] = rk[i - 3] ^ rk[i];
            rk[i + 2] = rk[i - 2] ^ rk[i + 1];
            rk[i + 3] = rk[i - 1] ^ rk[i + 2];
            rcon = rcon << 1 ^ (rcon >>> 7) * 0x11B;
        }
        int constant = 0;
        for (int i = 0; i < rk.length; i += 4) {
            for (int c = 0; c < 4; c++) {
                q[2 * c] = rk[i + c] ^ constant;
                q[2 * c + 1] = q[2 * c];
            }
            constant = S_BOX_CONSTANT;
            transpose(q);
            for (int j = 0; j < 4; j++) {
                rk[i + j] = q[2 * j] & EVEN | q[2 * j + 1] & ~EVEN;
            }
        }
    }

    // SubWord(RotWord(w)) of FIPS 197, 5.2: the S-box on one word, the other seven being zero.
    private int subRotated(int w) {
        Ct.wipe(q, 0, 8);
        q[0] = w << 8 | w >>> 24;
        transpose(q);
        rounds(q, roundKeys, 4 * ROUNDS);
        transpose(q);
        return q[0] ^ S_BOX_CONSTANT;
    }

    public void ctr(byte[] nonce, int nonceOff, int counter, byte[] data, int off, int len) {
        spare = 0;
        ctrOn(nonce, nonceOff, counter, data, off, len);
    }

    public void ctrOn(byte[] nonce, int nonceOff, int counter, byte[] data, int off, int len) {
        int n0 = Codec.be32(nonce, nonceOff);
        int n1 = Codec.be32(nonce, nonceOff + 4);
        int n2 = Codec.be32(nonce, nonceOff + 8);
        int[] w = q;
        int left = spare;
        int next = counter + left;
        int i = off;
        int end = off + len;
        while (i < end) {
            if (left == 0) {
                left = 2;
                w[0] = n0;
                w[1] = n0;
                w[2] = n1;
                w[3] = n1;
                w[4] = n2;
                w[5] = n2;
                w[6] = next++;
                w[7] = next++;
                encrypt();
            }
            for (int c = 2 - left; c < 8 && i < end; c += 2) {
                i = xorWord(w[c], data, i, end);
            }
            left--;
        }
        spare = left;
    }

    // XORs the bytes of a word into the data, as far as there are any; returns the index after them.
    private static int xorWord(int w, byte[] data, int i, int end) {
        if (end - i >= 4) {
            data[i] ^= (byte) (w >>> 24);
            data[i + 1] ^= (byte) (w >>> 16);
            data[i + 2] ^= (byte) (w >>> 8);
            data[i + 3] ^= (byte) w;
            return i + 4;
        }
        int rest = w;
        for (int j = i; j < end; j++) {
            data[j] ^= (byte) (rest >>> 24);
            rest <<= 8;
        }
        return end;
    }

    public void wipe() {
        Ct.wipe(roundKeys, 0, roundKeys.length);
        Ct.wipe(q, 0, q.length);
        spare = 0;
    }

    private void encrypt() {
        int[] w = q;
        int[] rk = roundKeys;
        transpose(w);
        for (int i = 0; i < 8; i++) {
            w[i] = shiftRows(w[i] ^ roundKeyWord(rk, 0, i));
        }
        rounds(w, rk, 4);
        for (int i = 0; i < 8; i++) {
            w[i] ^= roundKeyWord(rk, 4 * ROUNDS, i);
        }
        transpose(w);
    }

    private static int roundKeyWord(int[] rk, int k, int i) {
        return (rk[k + (i >> 1)] >>> (i & 1) & EVEN) * 3;
    }

    // On one word. Row r moves r columns, which is 2r bits: rows 2 and 3 by 4, then rows 1 and 3 by 2. It comes before
    // SubBytes rather than after it, which takes byte by byte, and so stands with the key of the round before.
    private static int shiftRows(int v) {
        int swap = (v ^ v >>> 4) & 0x00000F0F;
        int x = v ^ swap ^ swap << 4;
        return x & 0xFF00FF00 | x >>> 2 & 0x003F003F | (x & 0x00030003) << 6;
    }

    // Each byte column of the eight words is an 8x8 bit matrix; transposing it is its own inverse.
    private static void transpose(int[] q) {
        for (int i = 0; i < 4; i++) {
            exchange(q, i, i + 4, 4, 0x0F0F0F0F);
        }
        for (int i = 0; i < 8; i += 4) {
            exchange(q, i, i + 2, 2, 0x33333333);
            exchange(q, i + 1, i + 3, 2, 0x33333333);
        }
        for (int i = 0; i < 8; i += 2) {
            exchange(q, i, i + 1, 1, 0x55555555);
        }
    }

    private static void exchange(int[] q, int i, int j, int distance, int mask) {
        int diff = (q[i] >>> distance ^ q[j]) & mask;
        q[j] ^= diff;
        q[i] ^= diff << distance;
    }

    // From the round whose key is at first, to SubBytes of the last round; SubBytes is without its constant 0x63. One
    // method, so that no word goes through the array between rounds. x0 is the most significant bit of a byte, as in
    // the paper; the names y, t and z are the paper's too, numbers missing where two steps make one line.
    private static void rounds(int[] w, int[] rk, int first) {
        int k = first;
        int x7 = w[0];
        int x6 = w[1];
        int x5 = w[2];
        int x4 = w[3];
        int x3 = w[4];
        int x2 = w[5];
        int x1 = w[6];
        int x0 = w[7];
        while (true) {
            // To the tower field GF(((2^2)^2)^2): linear.
            int y14 = x3 ^ x5;
            int y13 = x0 ^ x6;
            int y9 = x0 ^ x3;
            int y8 = x0 ^ x5;
            int t0 = x1 ^ x2;
            int y1 = t0 ^ x7;
            int y4 = y1 ^ x3;
            int y12 = y13 ^ y14;
            int y2 = y1 ^ x0;
            int y5 = y1 ^ x6;
            int y3 = y5 ^ y8;
            int t1 = x4 ^ y12;
            int y15 = t1 ^ x5;
            int y20 = t1 ^ x1;
            int y6 = y15 ^ x7;
            int y10 = y15 ^ t0;
            int y11 = y20 ^ y9;
            int y7 = x7 ^ y11;
            int y17 = y10 ^ y11;
            int y19 = y10 ^ y8;
            int y16 = t0 ^ y11;
            int y21 = y13 ^ y16;
            int y18 = x0 ^ y16;

            // The norm: product of the two halves over GF(2^4), plus their squares.
            int t2 = y12 & y15;
            int t3 = y3 & y6 ^ t2;
            int t5 = y4 & x7 ^ t2;
            int t7 = y13 & y16;
            int t8 = y5 & y1 ^ t7;
            int t10 = y2 & y7 ^ t7;
            int t12 = y9 & y11;
            int t13 = y14 & y17 ^ t12;
            int t15 = y8 & y10 ^ t12;
            int t21 = t3 ^ y20 ^ t13;
            int t22 = t5 ^ t15 ^ y19;
            int t23 = t8 ^ t13 ^ y21;
            int t24 = t10 ^ t15 ^ y18;

            // Inverse in GF(2^4).
            int t25 = t21 ^ t22;
            int t26 = t21 & t23;
            int t27 = t24 ^ t26;
            int t29 = t25 & t27 ^ t22;
            int t30 = t23 ^ t24;
            int t31 = t22 ^ t26;
            int t33 = t31 & t30 ^ t24;
            int t35 = t27 ^ t33;
            int t36 = t24 & t35;
            int t37 = t36 ^ t23 ^ t33;
            int t38 = t27 ^ t36;
            int t40 = t25 ^ t29 & t38;
            int t41 = t40 ^ t37;
            int t42 = t29 ^ t33;
            int t43 = t29 ^ t40;
            int t44 = t33 ^ t37;
            int t45 = t42 ^ t41;

            // Products of that inverse with both halves.
            int z0 = t44 & y15;
            int z1 = t37 & y6;
            int z2 = t33 & x7;
            int z3 = t43 & y16;
            int z4 = t40 & y1;
            int z5 = t29 & y7;
            int z6 = t42 & y11;
            int z7 = t45 & y17;
            int z8 = t41 & y10;
            int z9 = t44 & y12;
            int z10 = t37 & y3;
            int z11 = t33 & y4;
            int z12 = t43 & y13;
            int z13 = t40 & y5;
            int z14 = t29 & y2;
            int z15 = t42 & y9;
            int z16 = t45 & y14;
            int z17 = t41 & y8;

            // Back to GF(2^8), with the linear part of the affine map.
            int t46 = z15 ^ z16;
            int t48 = z5 ^ z13;
            int t53 = z0 ^ z3;
            int t57 = z2 ^ z12 ^ t53;
            int t58 = z4 ^ t46;
            int t59 = z3 ^ z6 ^ z7;
            int t62 = z7 ^ z8 ^ t58;
            int t63 = z9 ^ z10 ^ t58;
            int t64 = z4 ^ t59;
            int t65 = z14 ^ t57 ^ t62;
            int t66 = z1 ^ t63;
            int s3 = t53 ^ t66;
            x0 = t59 ^ t63;
            x1 = t64 ^ s3;
            x2 = z16 ^ z17 ^ t64 ^ t65;
            x3 = s3;
            x4 = z2 ^ z5 ^ t66;
            x5 = z10 ^ z11 ^ t65;
            x6 = z12 ^ t48 ^ t62;
            x7 = t48 ^ t46 ^ t57;
            if (k == 4 * ROUNDS) {
                w[0] = x7;
                w[1] = x6;
                w[2] = x5;
                w[3] = x4;
                w[4] = x3;
                w[5] = x2;
                w[6] = x1;
                w[7] = x0;
                return;
            }
            // MixColumns: row r becomes 2(r + next) + next + (row r+2 + row r+3), where next is row r+1, a word rotated
            // by 8. Doubling: bit i comes from bit i-1, and bit 7 returns as 0x1B.
            int n0 = x7 << 8 | x7 >>> 24;
            int n1 = x6 << 8 | x6 >>> 24;
            int n2 = x5 << 8 | x5 >>> 24;
            int n3 = x4 << 8 | x4 >>> 24;
            int n4 = x3 << 8 | x3 >>> 24;
            int n5 = x2 << 8 | x2 >>> 24;
            int n6 = x1 << 8 | x1 >>> 24;
            int n7 = x0 << 8 | x0 >>> 24;
            x7 ^= n0;
            x6 ^= n1;
            x5 ^= n2;
            x4 ^= n3;
            x3 ^= n4;
            x2 ^= n5;
            x1 ^= n6;
            x0 ^= n7;
            int top = x0;
            x0 = shiftRows(x1 ^ n7 ^ (x0 << 16 | x0 >>> 16) ^ (rk[k + 3] >>> 1 & EVEN) * 3);
            x1 = shiftRows(x2 ^ n6 ^ (x1 << 16 | x1 >>> 16) ^ (rk[k + 3] & EVEN) * 3);
            x2 = shiftRows(x3 ^ n5 ^ (x2 << 16 | x2 >>> 16) ^ (rk[k + 2] >>> 1 & EVEN) * 3);
            x3 = shiftRows(x4 ^ top ^ n4 ^ (x3 << 16 | x3 >>> 16) ^ (rk[k + 2] & EVEN) * 3);
            x4 = shiftRows(x5 ^ top ^ n3 ^ (x4 << 16 | x4 >>> 16) ^ (rk[k + 1] >>> 1 & EVEN) * 3);
            x5 = shiftRows(x6 ^ n2 ^ (x5 << 16 | x5 >>> 16) ^ (rk[k + 1] & EVEN) * 3);
            x6 = shiftRows(x7 ^ top ^ n1 ^ (x6 << 16 | x6 >>> 16) ^ (rk[k] >>> 1 & EVEN) * 3);
            x7 = shiftRows(top ^ n0 ^ (x7 << 16 | x7 >>> 16) ^ (rk[k] & EVEN) * 3);
            k += 4;
        }
    }
}
