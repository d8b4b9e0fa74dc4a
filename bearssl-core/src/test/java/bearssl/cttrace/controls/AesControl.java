package bearssl.cttrace.controls;

import bearssl.cttrace.Subject;

/** AES-128, one block: with the S-box as a table (leaky), or as arithmetic (constant time). */
public abstract class AesControl implements Subject {
    private static final int BLOCK = 16;
    private static final int ROUND_KEYS = 11 * BLOCK;

    /** The block to encrypt, public. */
    public byte[] in = new byte[BLOCK];
    /** The encrypted block. */
    public final byte[] out = new byte[BLOCK];

    private final byte[] key = new byte[BLOCK];
    private final int[] roundKeys = new int[ROUND_KEYS];
    private final int[] state = new int[BLOCK];
    private final int[] shifted = new int[BLOCK];

    abstract int sbox(int x);

    /** Looks up secrets in a table: the classic cache-timing leak. */
    public static final class Table extends AesControl {
        private static final int[] S = new int[256];

        static {
            for (int i = 0; i < 256; i++) {
                S[i] = Arithmetic.sboxOf(i);
            }
        }

        @Override
        int sbox(int x) {
            return S[x];
        }
    }

    /** Inverts by exponentiation. */
    public static final class Arithmetic extends AesControl {
        static int sboxOf(int x) {
            int x2 = mul(x, x);
            int x3 = mul(x2, x);
            int x6 = mul(x3, x3);
            int x12 = mul(x6, x6);
            int x15 = mul(x12, x3);
            int x30 = mul(x15, x15);
            int x60 = mul(x30, x30);
            int x120 = mul(x60, x60);
            int x127 = mul(mul(x120, x6), x);
            int i = mul(x127, x127); // x^254 = 1/x
            int r = i ^ i << 1 ^ i << 2 ^ i << 3 ^ i << 4;
            return (r ^ r >>> 8 ^ 0x63) & 0xFF;
        }

        @Override
        int sbox(int x) {
            return sboxOf(x);
        }
    }

    /** The product in GF(2^8). */
    private static int mul(int a, int b) {
        int r = 0;
        for (int i = 0; i < 8; i++) {
            r ^= a & -(b >>> i & 1);
            a = a << 1 ^ 0x11B & -(a >>> 7 & 1);
        }
        return r;
    }

    @Override
    public int secretLength() {
        return BLOCK;
    }

    @Override
    public void prepare(byte[] secret) {
        System.arraycopy(secret, 0, key, 0, BLOCK);
    }

    @Override
    public void run() {
        expandKey();
        for (int i = 0; i < BLOCK; i++) {
            state[i] = in[i] & 0xFF ^ roundKeys[i];
        }
        for (int r = 1; r <= 10; r++) {
            for (int i = 0; i < BLOCK; i++) {
                shifted[i] = sbox(state[i + 4 * (i & 3) & 15]); // SubBytes and ShiftRows
            }
            for (int c = 0; c < BLOCK; c += 4) {
                mixColumn(c, r < 10);
            }
            for (int i = 0; i < BLOCK; i++) {
                state[i] ^= roundKeys[BLOCK * r + i];
            }
        }
        for (int i = 0; i < BLOCK; i++) {
            out[i] = (byte) state[i];
        }
    }

    private void expandKey() {
        for (int i = 0; i < BLOCK; i++) {
            roundKeys[i] = key[i] & 0xFF;
        }
        int rcon = 1;
        for (int i = BLOCK; i < ROUND_KEYS; i += 4) {
            boolean first = i % BLOCK == 0;
            for (int j = 0; j < 4; j++) {
                int t = roundKeys[i - 4 + (first ? j + 1 & 3 : j)];
                roundKeys[i + j] = roundKeys[i - BLOCK + j] ^ (first ? sbox(t) : t);
            }
            if (first) {
                roundKeys[i] ^= rcon;
                rcon = mul(rcon, 2);
            }
        }
    }

    private void mixColumn(int c, boolean mix) {
        for (int i = 0; i < 4; i++) {
            int a = shifted[c + i];
            int b = shifted[c + (i + 1 & 3)];
            int others = shifted[c + (i + 2 & 3)] ^ shifted[c + (i + 3 & 3)];
            state[c + i] = mix ? mul(a, 2) ^ mul(b, 3) ^ others : a;
        }
    }
}
