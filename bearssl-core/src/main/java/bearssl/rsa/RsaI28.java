package bearssl.rsa;

import bearssl.base.Workspace;
import bearssl.bigint.I28;

/**
 * The RSA public operation on 28-bit limbs: the fast form, for 64-bit JVMs.
 *
 * <p>CT: modulus, exponent and all lengths leak; x does not, but whether it is below the modulus does.
 * Scratch: three numbers of {@link I28#limbs} ints and {@link I28#columns} longs; 222 ints and 148 longs for 2048 bits.
 * A modulus below 2^32 is refused.
 * Source: RFC 8017, section 5.2.2 (RSAVP1; RSAEP in 5.1.1 is the same).
 */
public final class RsaI28 implements RsaPublic {
    /** The only instance. */
    public static final RsaPublic INSTANCE = new RsaI28();

    private static final int NUMBERS = 3;    // the modulus, the result, and the base
    private static final int MIN_LEN = 5;

    private RsaI28() {
    }

    public int scratchShorts(int modulusBits) {
        return 0;
    }

    public int scratchInts(int modulusBits) {
        return NUMBERS * I28.limbs((modulusBits + 7) / 8);
    }

    public int scratchLongs(int modulusBits) {
        return I28.columns(I28.limbs((modulusBits + 7) / 8));
    }

    public int maxModulusLen(Workspace ws) {
        int ints = ws.freeInts() / NUMBERS;
        int longs = ws.freeLongs() / 2;
        return I28.maxByteLen(ints < longs ? ints : longs);
    }

    public boolean modPow(byte[] x, int off, int len, RsaPublicKey key, Workspace ws) {
        if (len != key.modulusLen() || len < MIN_LEN || len > maxModulusLen(ws) || !key.isSound()) {
            return false;
        }
        int[] v = ws.ints;
        int n = I28.limbs(len);
        int m = ws.pushInts(NUMBERS * n);
        int t = ws.pushLongs(I28.columns(n));
        int d = m + n;
        I28.decode(v, m, n, key.array(), key.modulusOff(), len);
        I28.decode(v, d, n, x, off, len);
        boolean below = I28.isBelow(v, d, m, n) == 1;
        if (below) {
            I28.modPow(v, d, x, off, len, key.array(), key.exponentOff(), key.exponentLen(),
                    m, n, I28.ninv28(v[m]), d + n, ws.longs, t);
            I28.encode(x, off, len, v, d, n);
        }
        ws.popLongs(t);
        ws.popInts(m);
        return below;
    }
}
