package bearssl.hash;

/**
 * SHA-256 unrolled: the 16 words of the schedule and the eight of the state are local variables, and no value moves
 * from one to another. The fast form of {@link Sha256}, for 64-bit machines and for interpreters; 4 KB of code.
 *
 * <p>CT: only offsets and lengths leak. Scratch: none; a state is that of {@link Sha256}, and either may go on with it.
 * Source: FIPS 180-4, section 6.2.
 */
public final class Sha256Unrolled extends Sha256 {
    /** The only one needed: it has no state. */
    public static final HashFunction INSTANCE = new Sha256Unrolled();

    private Sha256Unrolled() {
    }

    // Each round adds T1 to d, which is the next e, and makes h the next a; the round after it uses the names moved by
    // one place. A majority is b unless a and c both differ from it; what is a ^ b in one round is b ^ c in the next.
    void compress(int[] st, int stOff, int blockOff) {
        int a = st[stOff];
        int b = st[stOff + 1];
        int c = st[stOff + 2];
        int d = st[stOff + 3];
        int e = st[stOff + 4];
        int f = st[stOff + 5];
        int g = st[stOff + 6];
        int h = st[stOff + 7];
        int w0 = st[blockOff];
        int w1 = st[blockOff + 1];
        int w2 = st[blockOff + 2];
        int w3 = st[blockOff + 3];
        int w4 = st[blockOff + 4];
        int w5 = st[blockOff + 5];
        int w6 = st[blockOff + 6];
        int w7 = st[blockOff + 7];
        int w8 = st[blockOff + 8];
        int w9 = st[blockOff + 9];
        int w10 = st[blockOff + 10];
        int w11 = st[blockOff + 11];
        int w12 = st[blockOff + 12];
        int w13 = st[blockOff + 13];
        int w14 = st[blockOff + 14];
        int w15 = st[blockOff + 15];
        int[] k = K;
        int bc = b ^ c;
        int ab;
        int t = 0;
        while (true) {
            h += k[t] + w0 + (g ^ e & (f ^ g))
                    + ((e >>> 6 | e << 26) ^ (e >>> 11 | e << 21) ^ (e >>> 25 | e << 7));
            d += h;
            ab = a ^ b;
            h += (b ^ ab & bc) + ((a >>> 2 | a << 30) ^ (a >>> 13 | a << 19) ^ (a >>> 22 | a << 10));
            g += k[t + 1] + w1 + (f ^ d & (e ^ f))
                    + ((d >>> 6 | d << 26) ^ (d >>> 11 | d << 21) ^ (d >>> 25 | d << 7));
            c += g;
            bc = h ^ a;
            g += (a ^ ab & bc) + ((h >>> 2 | h << 30) ^ (h >>> 13 | h << 19) ^ (h >>> 22 | h << 10));
            f += k[t + 2] + w2 + (e ^ c & (d ^ e))
                    + ((c >>> 6 | c << 26) ^ (c >>> 11 | c << 21) ^ (c >>> 25 | c << 7));
            b += f;
            ab = g ^ h;
            f += (h ^ ab & bc) + ((g >>> 2 | g << 30) ^ (g >>> 13 | g << 19) ^ (g >>> 22 | g << 10));
            e += k[t + 3] + w3 + (d ^ b & (c ^ d))
                    + ((b >>> 6 | b << 26) ^ (b >>> 11 | b << 21) ^ (b >>> 25 | b << 7));
            a += e;
            bc = f ^ g;
            e += (g ^ ab & bc) + ((f >>> 2 | f << 30) ^ (f >>> 13 | f << 19) ^ (f >>> 22 | f << 10));
            d += k[t + 4] + w4 + (c ^ a & (b ^ c))
                    + ((a >>> 6 | a << 26) ^ (a >>> 11 | a << 21) ^ (a >>> 25 | a << 7));
            h += d;
            ab = e ^ f;
            d += (f ^ ab & bc) + ((e >>> 2 | e << 30) ^ (e >>> 13 | e << 19) ^ (e >>> 22 | e << 10));
            c += k[t + 5] + w5 + (b ^ h & (a ^ b))
                    + ((h >>> 6 | h << 26) ^ (h >>> 11 | h << 21) ^ (h >>> 25 | h << 7));
            g += c;
            bc = d ^ e;
            c += (e ^ ab & bc) + ((d >>> 2 | d << 30) ^ (d >>> 13 | d << 19) ^ (d >>> 22 | d << 10));
            b += k[t + 6] + w6 + (a ^ g & (h ^ a))
                    + ((g >>> 6 | g << 26) ^ (g >>> 11 | g << 21) ^ (g >>> 25 | g << 7));
            f += b;
            ab = c ^ d;
            b += (d ^ ab & bc) + ((c >>> 2 | c << 30) ^ (c >>> 13 | c << 19) ^ (c >>> 22 | c << 10));
            a += k[t + 7] + w7 + (h ^ f & (g ^ h))
                    + ((f >>> 6 | f << 26) ^ (f >>> 11 | f << 21) ^ (f >>> 25 | f << 7));
            e += a;
            bc = b ^ c;
            a += (c ^ ab & bc) + ((b >>> 2 | b << 30) ^ (b >>> 13 | b << 19) ^ (b >>> 22 | b << 10));
            h += k[t + 8] + w8 + (g ^ e & (f ^ g))
                    + ((e >>> 6 | e << 26) ^ (e >>> 11 | e << 21) ^ (e >>> 25 | e << 7));
            d += h;
            ab = a ^ b;
            h += (b ^ ab & bc) + ((a >>> 2 | a << 30) ^ (a >>> 13 | a << 19) ^ (a >>> 22 | a << 10));
            g += k[t + 9] + w9 + (f ^ d & (e ^ f))
                    + ((d >>> 6 | d << 26) ^ (d >>> 11 | d << 21) ^ (d >>> 25 | d << 7));
            c += g;
            bc = h ^ a;
            g += (a ^ ab & bc) + ((h >>> 2 | h << 30) ^ (h >>> 13 | h << 19) ^ (h >>> 22 | h << 10));
            f += k[t + 10] + w10 + (e ^ c & (d ^ e))
                    + ((c >>> 6 | c << 26) ^ (c >>> 11 | c << 21) ^ (c >>> 25 | c << 7));
            b += f;
            ab = g ^ h;
            f += (h ^ ab & bc) + ((g >>> 2 | g << 30) ^ (g >>> 13 | g << 19) ^ (g >>> 22 | g << 10));
            e += k[t + 11] + w11 + (d ^ b & (c ^ d))
                    + ((b >>> 6 | b << 26) ^ (b >>> 11 | b << 21) ^ (b >>> 25 | b << 7));
            a += e;
            bc = f ^ g;
            e += (g ^ ab & bc) + ((f >>> 2 | f << 30) ^ (f >>> 13 | f << 19) ^ (f >>> 22 | f << 10));
            d += k[t + 12] + w12 + (c ^ a & (b ^ c))
                    + ((a >>> 6 | a << 26) ^ (a >>> 11 | a << 21) ^ (a >>> 25 | a << 7));
            h += d;
            ab = e ^ f;
            d += (f ^ ab & bc) + ((e >>> 2 | e << 30) ^ (e >>> 13 | e << 19) ^ (e >>> 22 | e << 10));
            c += k[t + 13] + w13 + (b ^ h & (a ^ b))
                    + ((h >>> 6 | h << 26) ^ (h >>> 11 | h << 21) ^ (h >>> 25 | h << 7));
            g += c;
            bc = d ^ e;
            c += (e ^ ab & bc) + ((d >>> 2 | d << 30) ^ (d >>> 13 | d << 19) ^ (d >>> 22 | d << 10));
            b += k[t + 14] + w14 + (a ^ g & (h ^ a))
                    + ((g >>> 6 | g << 26) ^ (g >>> 11 | g << 21) ^ (g >>> 25 | g << 7));
            f += b;
            ab = c ^ d;
            b += (d ^ ab & bc) + ((c >>> 2 | c << 30) ^ (c >>> 13 | c << 19) ^ (c >>> 22 | c << 10));
            a += k[t + 15] + w15 + (h ^ f & (g ^ h))
                    + ((f >>> 6 | f << 26) ^ (f >>> 11 | f << 21) ^ (f >>> 25 | f << 7));
            e += a;
            bc = b ^ c;
            a += (c ^ ab & bc) + ((b >>> 2 | b << 30) ^ (b >>> 13 | b << 19) ^ (b >>> 22 | b << 10));
            t += 16;
            if (t == 64) {
                break;
            }
            // Word t of the schedule replaces word t-16; the others are t-15, t-7 and t-2.
            w0 += ((w1 >>> 7 | w1 << 25) ^ (w1 >>> 18 | w1 << 14) ^ w1 >>> 3) + w9
                    + ((w14 >>> 17 | w14 << 15) ^ (w14 >>> 19 | w14 << 13) ^ w14 >>> 10);
            w1 += ((w2 >>> 7 | w2 << 25) ^ (w2 >>> 18 | w2 << 14) ^ w2 >>> 3) + w10
                    + ((w15 >>> 17 | w15 << 15) ^ (w15 >>> 19 | w15 << 13) ^ w15 >>> 10);
            w2 += ((w3 >>> 7 | w3 << 25) ^ (w3 >>> 18 | w3 << 14) ^ w3 >>> 3) + w11
                    + ((w0 >>> 17 | w0 << 15) ^ (w0 >>> 19 | w0 << 13) ^ w0 >>> 10);
            w3 += ((w4 >>> 7 | w4 << 25) ^ (w4 >>> 18 | w4 << 14) ^ w4 >>> 3) + w12
                    + ((w1 >>> 17 | w1 << 15) ^ (w1 >>> 19 | w1 << 13) ^ w1 >>> 10);
            w4 += ((w5 >>> 7 | w5 << 25) ^ (w5 >>> 18 | w5 << 14) ^ w5 >>> 3) + w13
                    + ((w2 >>> 17 | w2 << 15) ^ (w2 >>> 19 | w2 << 13) ^ w2 >>> 10);
            w5 += ((w6 >>> 7 | w6 << 25) ^ (w6 >>> 18 | w6 << 14) ^ w6 >>> 3) + w14
                    + ((w3 >>> 17 | w3 << 15) ^ (w3 >>> 19 | w3 << 13) ^ w3 >>> 10);
            w6 += ((w7 >>> 7 | w7 << 25) ^ (w7 >>> 18 | w7 << 14) ^ w7 >>> 3) + w15
                    + ((w4 >>> 17 | w4 << 15) ^ (w4 >>> 19 | w4 << 13) ^ w4 >>> 10);
            w7 += ((w8 >>> 7 | w8 << 25) ^ (w8 >>> 18 | w8 << 14) ^ w8 >>> 3) + w0
                    + ((w5 >>> 17 | w5 << 15) ^ (w5 >>> 19 | w5 << 13) ^ w5 >>> 10);
            w8 += ((w9 >>> 7 | w9 << 25) ^ (w9 >>> 18 | w9 << 14) ^ w9 >>> 3) + w1
                    + ((w6 >>> 17 | w6 << 15) ^ (w6 >>> 19 | w6 << 13) ^ w6 >>> 10);
            w9 += ((w10 >>> 7 | w10 << 25) ^ (w10 >>> 18 | w10 << 14) ^ w10 >>> 3) + w2
                    + ((w7 >>> 17 | w7 << 15) ^ (w7 >>> 19 | w7 << 13) ^ w7 >>> 10);
            w10 += ((w11 >>> 7 | w11 << 25) ^ (w11 >>> 18 | w11 << 14) ^ w11 >>> 3) + w3
                    + ((w8 >>> 17 | w8 << 15) ^ (w8 >>> 19 | w8 << 13) ^ w8 >>> 10);
            w11 += ((w12 >>> 7 | w12 << 25) ^ (w12 >>> 18 | w12 << 14) ^ w12 >>> 3) + w4
                    + ((w9 >>> 17 | w9 << 15) ^ (w9 >>> 19 | w9 << 13) ^ w9 >>> 10);
            w12 += ((w13 >>> 7 | w13 << 25) ^ (w13 >>> 18 | w13 << 14) ^ w13 >>> 3) + w5
                    + ((w10 >>> 17 | w10 << 15) ^ (w10 >>> 19 | w10 << 13) ^ w10 >>> 10);
            w13 += ((w14 >>> 7 | w14 << 25) ^ (w14 >>> 18 | w14 << 14) ^ w14 >>> 3) + w6
                    + ((w11 >>> 17 | w11 << 15) ^ (w11 >>> 19 | w11 << 13) ^ w11 >>> 10);
            w14 += ((w15 >>> 7 | w15 << 25) ^ (w15 >>> 18 | w15 << 14) ^ w15 >>> 3) + w7
                    + ((w12 >>> 17 | w12 << 15) ^ (w12 >>> 19 | w12 << 13) ^ w12 >>> 10);
            w15 += ((w0 >>> 7 | w0 << 25) ^ (w0 >>> 18 | w0 << 14) ^ w0 >>> 3) + w8
                    + ((w13 >>> 17 | w13 << 15) ^ (w13 >>> 19 | w13 << 13) ^ w13 >>> 10);
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
}
