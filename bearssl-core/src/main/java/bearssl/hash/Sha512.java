package bearssl.hash;

/**
 * SHA-512: 64 bytes. Not for extension but by {@link Sha384}.
 *
 * <p>CT: only offsets and lengths leak. Scratch: none; the message schedule rolls in the block buffer of the state
 * ({@link #stateWords} = 50). Source: FIPS 180-4, section 6.4.
 */
public class Sha512 extends MerkleDamgard {
    // FIPS 180-4, 4.2.3: the first 64 bits of the fractional parts of the cube roots of the first 80 primes, four chars
    // each. As a string they take 0.9 KB of class file; an array initialiser would take 1.5.
    private static final String CUBE_ROOTS = ""
            + "\u428a\u2f98\ud728\uae22\u7137\u4491\u23ef\u65cd\ub5c0\ufbcf\uec4d\u3b2f\ue9b5\udba5\u8189\udbbc"
            + "\u3956\uc25b\uf348\ub538\u59f1\u11f1\ub605\ud019\u923f\u82a4\uaf19\u4f9b\uab1c\u5ed5\uda6d\u8118"
            + "\ud807\uaa98\ua303\u0242\u1283\u5b01\u4570\u6fbe\u2431\u85be\u4ee4\ub28c\u550c\u7dc3\ud5ff\ub4e2"
            + "\u72be\u5d74\uf27b\u896f\u80de\ub1fe\u3b16\u96b1\u9bdc\u06a7\u25c7\u1235\uc19b\uf174\ucf69\u2694"
            + "\ue49b\u69c1\u9ef1\u4ad2\uefbe\u4786\u384f\u25e3\u0fc1\u9dc6\u8b8c\ud5b5\u240c\ua1cc\u77ac\u9c65"
            + "\u2de9\u2c6f\u592b\u0275\u4a74\u84aa\u6ea6\ue483\u5cb0\ua9dc\ubd41\ufbd4\u76f9\u88da\u8311\u53b5"
            + "\u983e\u5152\uee66\udfab\ua831\uc66d\u2db4\u3210\ub003\u27c8\u98fb\u213f\ubf59\u7fc7\ubeef\u0ee4"
            + "\uc6e0\u0bf3\u3da8\u8fc2\ud5a7\u9147\u930a\ua725\u06ca\u6351\ue003\u826f\u1429\u2967\u0a0e\u6e70"
            + "\u27b7\u0a85\u46d2\u2ffc\u2e1b\u2138\u5c26\uc926\u4d2c\u6dfc\u5ac4\u2aed\u5338\u0d13\u9d95\ub3df"
            + "\u650a\u7354\u8baf\u63de\u766a\u0abb\u3c77\ub2a8\u81c2\uc92e\u47ed\uaee6\u9272\u2c85\u1482\u353b"
            + "\ua2bf\ue8a1\u4cf1\u0364\ua81a\u664b\ubc42\u3001\uc24b\u8b70\ud0f8\u9791\uc76c\u51a3\u0654\ube30"
            + "\ud192\ue819\ud6ef\u5218\ud699\u0624\u5565\ua910\uf40e\u3585\u5771\u202a\u106a\ua070\u32bb\ud1b8"
            + "\u19a4\uc116\ub8d2\ud0c8\u1e37\u6c08\u5141\uab53\u2748\u774c\udf8e\ueb99\u34b0\ubcb5\ue19b\u48a8"
            + "\u391c\u0cb3\uc5c9\u5a63\u4ed8\uaa4a\ue341\u8acb\u5b9c\uca4f\u7763\ue373\u682e\u6ff3\ud6b2\ub8a3"
            + "\u748f\u82ee\u5def\ub2fc\u78a5\u636f\u4317\u2f60\u84c8\u7814\ua1f0\uab72\u8cc7\u0208\u1a64\u39ec"
            + "\u90be\ufffa\u2363\u1e28\ua450\u6ceb\ude82\ubde9\ubef9\ua3f7\ub2c6\u7915\uc671\u78f2\ue372\u532b"
            + "\uca27\u3ece\uea26\u619c\ud186\ub8c7\u21c0\uc207\ueada\u7dd6\ucde0\ueb1e\uf57d\u4f7f\uee6e\ud178"
            + "\u06f0\u67aa\u7217\u6fba\u0a63\u7dc5\ua2c8\u98a6\u113f\u9804\ubef9\u0dae\u1b71\u0b35\u131c\u471b"
            + "\u28db\u77f5\u2304\u7d84\u32ca\uab7b\u40c7\u2493\u3c9e\ube0a\u15c9\ubebc\u431d\u67c4\u9c10\u0d4c"
            + "\u4cc5\ud4be\ucb3e\u42b6\u597f\u299c\ufc65\u7e2a\u5fcb\u6fab\u3ad6\ufaec\u6c44\u198c\u4a47\u5817";

    private static final long[] K = new long[80];

    static {
        for (int i = 0; i < 4 * K.length; i++) {
            K[i >> 2] = K[i >> 2] << 16 | CUBE_ROOTS.charAt(i);
        }
    }

    /** The only one needed: it has no state. */
    public static final HashFunction INSTANCE = new Sha512();

    Sha512() {
        super(16);
    }

    public int id() {
        return SHA512;
    }

    // FIPS 180-4, 5.3.5: fractional parts of the square roots of the first eight primes.
    void start(int[] st, int stOff) {
        st[stOff] = 0x6A09E667;
        st[stOff + 1] = 0xF3BCC908;
        st[stOff + 2] = 0xBB67AE85;
        st[stOff + 3] = 0x84CAA73B;
        st[stOff + 4] = 0x3C6EF372;
        st[stOff + 5] = 0xFE94F82B;
        st[stOff + 6] = 0xA54FF53A;
        st[stOff + 7] = 0x5F1D36F1;
        st[stOff + 8] = 0x510E527F;
        st[stOff + 9] = 0xADE682D1;
        st[stOff + 10] = 0x9B05688C;
        st[stOff + 11] = 0x2B3E6C1F;
        st[stOff + 12] = 0x1F83D9AB;
        st[stOff + 13] = 0xFB41BD6B;
        st[stOff + 14] = 0x5BE0CD19;
        st[stOff + 15] = 0x137E2179;
    }

    void compress(int[] st, int stOff, int blockOff) {
        long a = word(st, stOff);
        long b = word(st, stOff + 2);
        long c = word(st, stOff + 4);
        long d = word(st, stOff + 6);
        long e = word(st, stOff + 8);
        long f = word(st, stOff + 10);
        long g = word(st, stOff + 12);
        long h = word(st, stOff + 14);
        long[] k = K;
        int t = 0;
        while (true) {
            for (int w = blockOff; w < blockOff + 32; w += 2) {
                long t1 = h + k[t++] + word(st, w) + (g ^ e & (f ^ g))
                        + ((e >>> 14 | e << 50) ^ (e >>> 18 | e << 46) ^ (e >>> 41 | e << 23));
                long t2 = (a & b | c & (a | b)) + ((a >>> 28 | a << 36) ^ (a >>> 34 | a << 30) ^ (a >>> 39 | a << 25));
                h = g;
                g = f;
                f = e;
                e = d + t1;
                d = c;
                c = b;
                b = a;
                a = t1 + t2;
            }
            if (t == k.length) {
                break;
            }
            // As in Sha256: word t of the schedule replaces word t-16; t-15, t-7 and t-2 lie at these distances.
            schedule(st, blockOff, 2, 1, 9, 14);
            schedule(st, blockOff + 4, 5, 1, 9, -2);
            schedule(st, blockOff + 14, 8, 1, -7, -2);
            schedule(st, blockOff + 30, 1, -15, -7, -2);
        }
        add(st, stOff, a);
        add(st, stOff + 2, b);
        add(st, stOff + 4, c);
        add(st, stOff + 6, d);
        add(st, stOff + 8, e);
        add(st, stOff + 10, f);
        add(st, stOff + 12, g);
        add(st, stOff + 14, h);
    }

    // Distances are in words of 64 bits.
    private static void schedule(int[] st, int wordOff, int words, int to15, int to7, int to2) {
        for (int w = wordOff; w < wordOff + 2 * words; w += 2) {
            long x = word(st, w + 2 * to15);
            long y = word(st, w + 2 * to2);
            add(st, w, ((x >>> 1 | x << 63) ^ (x >>> 8 | x << 56) ^ x >>> 7) + word(st, w + 2 * to7)
                    + ((y >>> 19 | y << 45) ^ (y >>> 61 | y << 3) ^ y >>> 6));
        }
    }

    private static long word(int[] st, int at) {
        return (long) st[at] << 32 | st[at + 1] & 0xFFFFFFFFL;
    }

    private static void add(int[] st, int at, long x) {
        long sum = word(st, at) + x;
        st[at] = (int) (sum >>> 32);
        st[at + 1] = (int) sum;
    }
}
