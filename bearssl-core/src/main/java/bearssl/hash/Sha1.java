package bearssl.hash;

/**
 * SHA-1: 20 bytes. Collisions have been made, so it serves public-key fingerprints and old certificate signatures
 * only, where a second preimage would be needed.
 *
 * <p>CT: only offsets and lengths leak. Scratch: none; the message schedule rolls in the block buffer of the state
 * ({@link #stateWords} = 23). Source: FIPS 180-4, section 6.1, with the schedule of 6.1.3.
 */
public final class Sha1 extends MerkleDamgard {
    /** The only one needed: it has no state. */
    public static final HashFunction INSTANCE = new Sha1();

    private Sha1() {
        super(5);
    }

    public int id() {
        return SHA1;
    }

    void start(int[] st, int stOff) {
        st[stOff] = 0x67452301;
        st[stOff + 1] = 0xEFCDAB89;
        st[stOff + 2] = 0x98BADCFE;
        st[stOff + 3] = 0x10325476;
        st[stOff + 4] = 0xC3D2E1F0;
    }

    void compress(int[] st, int stOff, int blockOff) {
        int a = st[stOff];
        int b = st[stOff + 1];
        int c = st[stOff + 2];
        int d = st[stOff + 3];
        int e = st[stOff + 4];
        for (int t = 0; t < 80; t++) {
            int w = blockOff + (t & 15);
            if (t >= 16) {
                int x = st[blockOff + (t + 13 & 15)] ^ st[blockOff + (t + 8 & 15)]
                        ^ st[blockOff + (t + 2 & 15)] ^ st[w];
                st[w] = x << 1 | x >>> 31;
            }
            int f;
            if (t < 20) {
                f = (d ^ b & (c ^ d)) + 0x5A827999;
            } else if (t < 40) {
                f = (b ^ c ^ d) + 0x6ED9EBA1;
            } else if (t < 60) {
                f = (b & c | d & (b | c)) + 0x8F1BBCDC;
            } else {
                f = (b ^ c ^ d) + 0xCA62C1D6;
            }
            int next = (a << 5 | a >>> 27) + f + e + st[w];
            e = d;
            d = c;
            c = b << 30 | b >>> 2;
            b = a;
            a = next;
        }
        st[stOff] += a;
        st[stOff + 1] += b;
        st[stOff + 2] += c;
        st[stOff + 3] += d;
        st[stOff + 4] += e;
    }
}
