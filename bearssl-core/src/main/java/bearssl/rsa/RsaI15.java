package bearssl.rsa;

import bearssl.base.Workspace;
import bearssl.bigint.I15;

/**
 * The RSA public operation on 15-bit limbs: the small form, with the least memory.
 *
 * <p>CT: modulus, exponent and all lengths leak; x does not, but whether it is below the modulus does.
 * Scratch: three numbers of {@link I15#limbs} shorts, {@link #scratchShorts}; 411 shorts for a 2048-bit modulus.
 * Source: RFC 8017, section 5.2.2 (RSAVP1; RSAEP in 5.1.1 is the same).
 */
public final class RsaI15 implements RsaPublic {
    /** The only instance. */
    public static final RsaPublic INSTANCE = new RsaI15();

    private static final int NUMBERS = 3;    // the modulus, and two that swap roles in I15.modPow

    private RsaI15() {
    }

    public int scratchShorts(int modulusBits) {
        return NUMBERS * I15.limbs((modulusBits + 7) / 8);
    }

    public int scratchInts(int modulusBits) {
        return 0;
    }

    public int scratchLongs(int modulusBits) {
        return 0;
    }

    public int maxModulusLen(Workspace ws) {
        return I15.maxByteLen(ws.freeShorts() / NUMBERS);
    }

    public boolean modPow(byte[] x, int off, int len, RsaPublicKey key, Workspace ws) {
        if (len != key.modulusLen() || len > maxModulusLen(ws) || !key.isSound()) {
            return false;
        }
        short[] w = ws.shorts;
        int n = I15.limbs(len);
        int m = ws.pushShorts(NUMBERS * n);
        int d = m + n;
        I15.decode(w, m, n, key.array(), key.modulusOff(), len);
        boolean below = I15.decodeBelow(w, d, x, off, len, m, n) == 1;
        if (below) {
            I15.modPow(w, d, x, off, len, key.array(), key.exponentOff(), key.exponentLen(),
                    m, n, I15.ninv15(w[m]), d + n);
            I15.encode(x, off, len, w, d, n);
        }
        ws.popShorts(m);
        return below;
    }
}
