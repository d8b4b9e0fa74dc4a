package bearssl.rsa;

import bearssl.base.Workspace;
import bearssl.bigint.I28;

/**
 * The RSA public operation on 28-bit limbs: the fast form, for 64-bit JVMs.
 *
 * <p>CT: modulus, exponent and all lengths leak; x does not, but whether it is below the modulus does.
 * Scratch: {@link I28#frame} longs; 834 for 2048 bits, 907 for 4096, more than which is refused, as is a modulus below
 * 2^32.
 * Source: RFC 8017, section 5.2.2 (RSAVP1; RSAEP in 5.1.1 is the same).
 */
public final class RsaI28 implements RsaPublic {
    /** The only instance. */
    public static final RsaPublic INSTANCE = new RsaI28();

    private static final int MIN_LEN = 5;

    private RsaI28() {
    }

    public int scratchShorts(int modulusBits) {
        return 0;
    }

    public int scratchInts(int modulusBits) {
        return 0;
    }

    public int scratchLongs(int modulusBits) {
        return I28.frame(I28.limbs((modulusBits + 7) / 8));
    }

    public int maxModulusLen(Workspace ws) {
        return I28.maxByteLen(ws.freeLongs());
    }

    public boolean modPow(byte[] x, int off, int len, RsaPublicKey key, Workspace ws) {
        if (len != key.modulusLen() || len < MIN_LEN || len > maxModulusLen(ws) || !key.isSound()) {
            return false;
        }
        long[] w = ws.longs;
        int n = I28.limbs(len);
        int f = ws.pushLongs(I28.frame(n));
        I28.decodeModulus(w, f, n, key.array(), key.modulusOff(), len);
        I28.decodeNumber(w, f, n, x, off, len);
        boolean below = I28.isBelow(w, f, n) == 1;
        if (below) {
            I28.modPow(w, f, n, I28.ninv28(w, f), x, off, len, key.array(), key.exponentOff(), key.exponentLen());
            I28.encodeNumber(x, off, len, w, f, n);
        }
        ws.popLongs(f);
        return below;
    }
}
