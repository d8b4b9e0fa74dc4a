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
 * S-box circuit is that of Boyar and Peralta, "A depth-16 circuit for the AES S-box" (2011), 128 gates.
 */
public final class AesCt implements AesCtr {
    private static final int ROUNDS = 10;
    // Bits of block 0; block 1 has the others.
    private static final int EVEN = 0x55555555;

    // Round r is at 4r. A round key is the same for both blocks, so words 2j and 2j+1 of its bitsliced form share a
    // word here: the even bits are those of 2j, the odd bits those of 2j+1.
    private final int[] roundKeys = new int[4 * (ROUNDS + 1)];
    private final int[] q = new int[8];

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
        for (int i = 0; i < rk.length; i += 4) {
            for (int c = 0; c < 4; c++) {
                q[2 * c] = rk[i + c];
                q[2 * c + 1] = rk[i + c];
            }
            transpose(q);
            for (int j = 0; j < 4; j++) {
                rk[i + j] = q[2 * j] & EVEN | q[2 * j + 1] & ~EVEN;
            }
        }
    }

    // SubWord(RotWord(w)) of FIPS 197, 5.2: the S-box on one word, the other seven being zero.
    private int subRotated(int w) {
        q[0] = w << 8 | w >>> 24;
        for (int i = 1; i < 8; i++) {
            q[i] = 0;
        }
        transpose(q);
        subBytes(q);
        transpose(q);
        return q[0];
    }

    public void ctr(byte[] nonce, int nonceOff, int counter, byte[] data, int off, int len) {
        int n0 = Codec.be32(nonce, nonceOff);
        int n1 = Codec.be32(nonce, nonceOff + 4);
        int n2 = Codec.be32(nonce, nonceOff + 8);
        int[] w = q;
        int next = counter;
        int i = off;
        int end = off + len;
        while (i < end) {
            w[0] = n0;
            w[1] = n0;
            w[2] = n1;
            w[3] = n1;
            w[4] = n2;
            w[5] = n2;
            w[6] = next++;
            w[7] = next++;
            encrypt();
            for (int b = 0; b < 2; b++) {
                for (int c = b; c < 8 && i < end; c += 2) {
                    i = xorWord(w[c], data, i, end);
                }
            }
        }
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
    }

    private void encrypt() {
        int[] w = q;
        int[] rk = roundKeys;
        transpose(w);
        addRoundKey(w, rk, 0);
        for (int k = 4; k < 4 * ROUNDS; k += 4) {
            subBytes(w);
            shiftRows(w);
            mixColumns(w);
            addRoundKey(w, rk, k);
        }
        subBytes(w);
        shiftRows(w);
        addRoundKey(w, rk, 4 * ROUNDS);
        transpose(w);
    }

    private static void addRoundKey(int[] q, int[] rk, int k) {
        for (int j = 0; j < 4; j++) {
            int even = rk[k + j] & EVEN;
            int odd = rk[k + j] & ~EVEN;
            q[2 * j] ^= even | even << 1;
            q[2 * j + 1] ^= odd | odd >>> 1;
        }
    }

    // Row r moves r columns, which is 2r bits: rows 2 and 3 by 4, then rows 1 and 3 by 2.
    private static void shiftRows(int[] q) {
        for (int i = 0; i < 8; i++) {
            int x = q[i];
            int swap = (x ^ x >>> 4) & 0x00000F0F;
            x ^= swap ^ swap << 4;
            q[i] = x & 0xFF00FF00 | x >>> 2 & 0x003F003F | (x & 0x00030003) << 6;
        }
    }

    // Row r becomes 2(r + next) + next + (row r+2 + row r+3), where next is row r+1: a word rotated by 8.
    private static void mixColumns(int[] q) {
        int q0 = q[0];
        int q1 = q[1];
        int q2 = q[2];
        int q3 = q[3];
        int q4 = q[4];
        int q5 = q[5];
        int q6 = q[6];
        int q7 = q[7];
        int n0 = q0 << 8 | q0 >>> 24;
        int n1 = q1 << 8 | q1 >>> 24;
        int n2 = q2 << 8 | q2 >>> 24;
        int n3 = q3 << 8 | q3 >>> 24;
        int n4 = q4 << 8 | q4 >>> 24;
        int n5 = q5 << 8 | q5 >>> 24;
        int n6 = q6 << 8 | q6 >>> 24;
        int n7 = q7 << 8 | q7 >>> 24;
        q0 ^= n0;
        q1 ^= n1;
        q2 ^= n2;
        q3 ^= n3;
        q4 ^= n4;
        q5 ^= n5;
        q6 ^= n6;
        q7 ^= n7;
        // Doubling: bit i comes from bit i-1, and bit 7 returns as 0x1B.
        q[0] = q7 ^ n0 ^ (q0 << 16 | q0 >>> 16);
        q[1] = q0 ^ q7 ^ n1 ^ (q1 << 16 | q1 >>> 16);
        q[2] = q1 ^ n2 ^ (q2 << 16 | q2 >>> 16);
        q[3] = q2 ^ q7 ^ n3 ^ (q3 << 16 | q3 >>> 16);
        q[4] = q3 ^ q7 ^ n4 ^ (q4 << 16 | q4 >>> 16);
        q[5] = q4 ^ n5 ^ (q5 << 16 | q5 >>> 16);
        q[6] = q5 ^ n6 ^ (q6 << 16 | q6 >>> 16);
        q[7] = q6 ^ n7 ^ (q7 << 16 | q7 >>> 16);
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

    // u0 is the most significant bit of a byte, as in the paper; so are the other names.
    private static void subBytes(int[] q) {
        int u0 = q[7];
        int u1 = q[6];
        int u2 = q[5];
        int u3 = q[4];
        int u4 = q[3];
        int u5 = q[2];
        int u6 = q[1];
        int u7 = q[0];

        // To the tower field GF(((2^2)^2)^2): linear.
        int t1 = u0 ^ u3;
        int t2 = u0 ^ u5;
        int t3 = u0 ^ u6;
        int t4 = u3 ^ u5;
        int t5 = u4 ^ u6;
        int t6 = t1 ^ t5;
        int t7 = u1 ^ u2;
        int t8 = u7 ^ t6;
        int t9 = u7 ^ t7;
        int t10 = t6 ^ t7;
        int t11 = u1 ^ u5;
        int t12 = u2 ^ u5;
        int t13 = t3 ^ t4;
        int t14 = t6 ^ t11;
        int t15 = t5 ^ t11;
        int t16 = t5 ^ t12;
        int t17 = t9 ^ t16;
        int t18 = u3 ^ u7;
        int t19 = t7 ^ t18;
        int t20 = t1 ^ t19;
        int t21 = u6 ^ u7;
        int t22 = t7 ^ t21;
        int t23 = t2 ^ t22;
        int t24 = t2 ^ t10;
        int t25 = t20 ^ t17;
        int t26 = t3 ^ t16;
        int t27 = t1 ^ t12;

        // Product of the two halves over GF(2^4), plus their squares.
        int m1 = t13 & t6;
        int m2 = t23 & t8;
        int m3 = t14 ^ m1;
        int m4 = t19 & u7;
        int m5 = m4 ^ m1;
        int m6 = t3 & t16;
        int m7 = t22 & t9;
        int m8 = t26 ^ m6;
        int m9 = t20 & t17;
        int m10 = m9 ^ m6;
        int m11 = t1 & t15;
        int m12 = t4 & t27;
        int m13 = m12 ^ m11;
        int m14 = t2 & t10;
        int m15 = m14 ^ m11;
        int m16 = m3 ^ m2;
        int m17 = m5 ^ t24;
        int m18 = m8 ^ m7;
        int m19 = m10 ^ m15;
        int m20 = m16 ^ m13;
        int m21 = m17 ^ m15;
        int m22 = m18 ^ m13;
        int m23 = m19 ^ t25;

        // Inverse in GF(2^4).
        int m24 = m22 ^ m23;
        int m25 = m22 & m20;
        int m26 = m21 ^ m25;
        int m27 = m20 ^ m21;
        int m28 = m23 ^ m25;
        int m29 = m28 & m27;
        int m30 = m26 & m24;
        int m31 = m20 & m23;
        int m32 = m27 & m31;
        int m33 = m27 ^ m25;
        int m34 = m21 & m22;
        int m35 = m24 & m34;
        int m36 = m24 ^ m25;
        int m37 = m21 ^ m29;
        int m38 = m32 ^ m33;
        int m39 = m23 ^ m30;
        int m40 = m35 ^ m36;
        int m41 = m38 ^ m40;
        int m42 = m37 ^ m39;
        int m43 = m37 ^ m38;
        int m44 = m39 ^ m40;
        int m45 = m42 ^ m41;

        // Products of that inverse with both halves.
        int m46 = m44 & t6;
        int m47 = m40 & t8;
        int m48 = m39 & u7;
        int m49 = m43 & t16;
        int m50 = m38 & t9;
        int m51 = m37 & t17;
        int m52 = m42 & t15;
        int m53 = m45 & t27;
        int m54 = m41 & t10;
        int m55 = m44 & t13;
        int m56 = m40 & t23;
        int m57 = m39 & t19;
        int m58 = m43 & t3;
        int m59 = m38 & t22;
        int m60 = m37 & t20;
        int m61 = m42 & t1;
        int m62 = m45 & t4;
        int m63 = m41 & t2;

        // Back to GF(2^8), with the affine map of the S-box: linear.
        int l0 = m61 ^ m62;
        int l1 = m50 ^ m56;
        int l2 = m46 ^ m48;
        int l3 = m47 ^ m55;
        int l4 = m54 ^ m58;
        int l5 = m49 ^ m61;
        int l6 = m62 ^ l5;
        int l7 = m46 ^ l3;
        int l8 = m51 ^ m59;
        int l9 = m52 ^ m53;
        int l10 = m53 ^ l4;
        int l11 = m60 ^ l2;
        int l12 = m48 ^ m51;
        int l13 = m50 ^ l0;
        int l14 = m52 ^ m61;
        int l15 = m55 ^ l1;
        int l16 = m56 ^ l0;
        int l17 = m57 ^ l1;
        int l18 = m58 ^ l8;
        int l19 = m63 ^ l4;
        int l20 = l0 ^ l1;
        int l21 = l1 ^ l7;
        int l22 = l3 ^ l12;
        int l23 = l18 ^ l2;
        int l24 = l15 ^ l9;
        int l25 = l6 ^ l10;
        int l26 = l7 ^ l9;
        int l27 = l8 ^ l10;
        int l28 = l11 ^ l14;
        int l29 = l11 ^ l17;

        // The four complements add its constant 0x63.
        q[7] = l6 ^ l24;
        q[6] = ~(l16 ^ l26);
        q[5] = ~(l19 ^ l28);
        q[4] = l6 ^ l21;
        q[3] = l20 ^ l22;
        q[2] = l25 ^ l29;
        q[1] = ~(l13 ^ l27);
        q[0] = ~(l6 ^ l23);
    }
}
