package bearssl.rsa;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bearssl.base.Workspace;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;

/** {@link RsaPublicTest} with 15-bit limbs, which take moduli of any length. */
class RsaI15Test extends RsaPublicTest {
    RsaI15Test() {
        super(RsaI15.INSTANCE, 3, 2);
    }

    @Test
    void sizes() {
        assertEquals(411, RsaI15.INSTANCE.scratchShorts(2048));
        assertEquals(822, RsaI15.INSTANCE.scratchShorts(4096));
        assertEquals(256, RsaI15.INSTANCE.maxModulusLen(RsaVectors.workspace(2048)));
        assertEquals(0, RsaI15.INSTANCE.maxModulusLen(new Workspace(0, 5, 0)));
    }

    @Test
    void oneByteIsAModulus() {
        byte[] x = {2};
        assertTrue(RsaI15.INSTANCE.modPow(x, 0, 1, RsaVectors.key(BigInteger.valueOf(0x8F), BigInteger.valueOf(5)),
                RsaVectors.workspace(8)));
        assertArrayEquals(new byte[] {32}, x);
    }
}
