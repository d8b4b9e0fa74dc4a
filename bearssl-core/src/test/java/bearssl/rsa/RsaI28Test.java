package bearssl.rsa;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import bearssl.base.Workspace;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;

/** {@link RsaPublicTest} with 28-bit limbs. */
class RsaI28Test extends RsaPublicTest {
    private static final RsaPublic RSA = RsaI28.INSTANCE;

    RsaI28Test() {
        super(RSA, 33, 7);
    }

    @Test
    void sizes() {
        assertEquals(0, RSA.scratchInts(2048));
        assertEquals(834, RSA.scratchLongs(2048));
        assertEquals(907, RSA.scratchLongs(4096));
        assertEquals(258, RSA.maxModulusLen(RsaVectors.workspace(RSA, 2048)));
        assertEquals(517, RSA.maxModulusLen(new Workspace(0, 0, 0, 10000)));
        assertEquals(0, RSA.maxModulusLen(new Workspace(0, 0, 500, 760)));
    }

    /** Its room is that of 4096 bits, whatever the workspace has. */
    @Test
    void moreThan4096BitsAreRefused() {
        BigInteger n = BigInteger.ONE.shiftLeft(4144).subtract(BigInteger.ONE);
        byte[] x = new byte[518];
        x[517] = 2;
        assertFalse(RSA.modPow(x, 0, 518, RsaVectors.key(n, BigInteger.valueOf(3)), new Workspace(0, 0, 0, 10000)));
    }

    @Test
    void fourBytesAreNoModulus() {
        BigInteger n = BigInteger.ONE.shiftLeft(32).subtract(BigInteger.ONE);
        assertFalse(RSA.modPow(new byte[4], 0, 4, RsaVectors.key(n, BigInteger.valueOf(3)),
                RsaVectors.workspace(RSA, 64)));
    }
}
