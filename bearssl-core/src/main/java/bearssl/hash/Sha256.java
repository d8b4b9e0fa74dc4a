package bearssl.hash;

/**
 * SHA-256: 32 bytes. Not for extension but by {@link Sha224} and {@link Sha256Unrolled}.
 *
 * <p>CT: only offsets and lengths leak. Scratch: none; the message schedule rolls in the block buffer of the state
 * ({@link #stateWords} = 26). Source: FIPS 180-4, section 6.2.
 */
public class Sha256 extends MerkleDamgard {
    // FIPS 180-4, 4.2.2: the first 32 bits of the fractional parts of the cube roots of the first 64 primes, two
    // chars each. As a string they take 0.4 KB of class file; an array initialiser would take 0.8.
    private static final String CUBE_ROOTS = ""
            + "\u428a\u2f98\u7137\u4491\ub5c0\ufbcf\ue9b5\udba5"
            + "\u3956\uc25b\u59f1\u11f1\u923f\u82a4\uab1c\u5ed5"
            + "\ud807\uaa98\u1283\u5b01\u2431\u85be\u550c\u7dc3"
            + "\u72be\u5d74\u80de\ub1fe\u9bdc\u06a7\uc19b\uf174"
            + "\ue49b\u69c1\uefbe\u4786\u0fc1\u9dc6\u240c\ua1cc"
            + "\u2de9\u2c6f\u4a74\u84aa\u5cb0\ua9dc\u76f9\u88da"
            + "\u983e\u5152\ua831\uc66d\ub003\u27c8\ubf59\u7fc7"
            + "\uc6e0\u0bf3\ud5a7\u9147\u06ca\u6351\u1429\u2967"
            + "\u27b7\u0a85\u2e1b\u2138\u4d2c\u6dfc\u5338\u0d13"
            + "\u650a\u7354\u766a\u0abb\u81c2\uc92e\u9272\u2c85"
            + "\ua2bf\ue8a1\ua81a\u664b\uc24b\u8b70\uc76c\u51a3"
            + "\ud192\ue819\ud699\u0624\uf40e\u3585\u106a\ua070"
            + "\u19a4\uc116\u1e37\u6c08\u2748\u774c\u34b0\ubcb5"
            + "\u391c\u0cb3\u4ed8\uaa4a\u5b9c\uca4f\u682e\u6ff3"
            + "\u748f\u82ee\u78a5\u636f\u84c8\u7814\u8cc7\u0208"
            + "\u90be\ufffa\ua450\u6ceb\ubef9\ua3f7\uc671\u78f2";

    static final int[] K = new int[64];

    static {
        for (int i = 0; i < 64; i++) {
            K[i] = CUBE_ROOTS.charAt(2 * i) << 16 | CUBE_ROOTS.charAt(2 * i + 1);
        }
    }

    /** The only one needed: it has no state. */
    public static final HashFunction INSTANCE = new Sha256();

    Sha256() {
        super(8);
    }

    public int id() {
        return SHA256;
    }

    // FIPS 180-4, 5.3.3: fractional parts of the square roots of the first eight primes.
    void start(int[] st, int stOff) {
        st[stOff] = 0x6A09E667;
        st[stOff + 1] = 0xBB67AE85;
        st[stOff + 2] = 0x3C6EF372;
        st[stOff + 3] = 0xA54FF53A;
        st[stOff + 4] = 0x510E527F;
        st[stOff + 5] = 0x9B05688C;
        st[stOff + 6] = 0x1F83D9AB;
        st[stOff + 7] = 0x5BE0CD19;
    }

    void compress(int[] st, int stOff, int blockOff) {
        int a = st[stOff];
        int b = st[stOff + 1];
        int c = st[stOff + 2];
        int d = st[stOff + 3];
        int e = st[stOff + 4];
        int f = st[stOff + 5];
        int g = st[stOff + 6];
        int h = st[stOff + 7];
        int[] k = K;
        int bc = b ^ c;
        int t = 0;
        while (true) {
            for (int w = blockOff; w < blockOff + 16; w++) {
                // h, k and w first: they are ready long before e.
                int t1 = h + k[t++] + st[w] + (g ^ e & (f ^ g))
                        + ((e >>> 6 | e << 26) ^ (e >>> 11 | e << 21) ^ (e >>> 25 | e << 7));
                // Majority: b unless a and c both differ from it.
                int ab = a ^ b;
                int t2 = (b ^ ab & bc) + ((a >>> 2 | a << 30) ^ (a >>> 13 | a << 19) ^ (a >>> 22 | a << 10));
                bc = ab;
                h = g;
                g = f;
                f = e;
                e = d + t1;
                d = c;
                c = b;
                b = a;
                a = t1 + t2;
            }
            if (t == K.length) {
                break;
            }
            // Word t of the schedule replaces word t-16, which is here the word at the same place; words t-15, t-7
            // and t-2 lie at these distances, modulo 16. Four loops without a modulus are faster than one with it.
            schedule(st, blockOff, 2, 1, 9, 14);
            schedule(st, blockOff + 2, 5, 1, 9, -2);
            schedule(st, blockOff + 7, 8, 1, -7, -2);
            schedule(st, blockOff + 15, 1, -15, -7, -2);
        }
        st[stOff] += a;
        st[stOff + 1] += b;
        st[stOff + 2] += c;
        st[stOff + 3] += d;
        st[stOff + 4] += e;
        st[stOff + 5] += f;
        st[stOff + 6] += g;
        st[stOff + 7] += h;
    }

    private static void schedule(int[] st, int wordOff, int words, int to15, int to7, int to2) {
        for (int w = wordOff; w < wordOff + words; w++) {
            int x = st[w + to15];
            int y = st[w + to2];
            st[w] += ((x >>> 7 | x << 25) ^ (x >>> 18 | x << 14) ^ x >>> 3) + st[w + to7]
                    + ((y >>> 17 | y << 15) ^ (y >>> 19 | y << 13) ^ y >>> 10);
        }
    }
}
