package bearssl.rsa;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** {@link RsaPrivateTest} with 28-bit limbs. */
class RsaI28PrivateTest extends RsaPrivateTest {
    RsaI28PrivateTest() {
        super(RsaI28Private.INSTANCE);
    }

    @Test
    void sizes() {
        RsaPrivateKey key = new RsaPrivateKey();
        key.set(new byte[0], 0, 2048, 128, 128, 3);
        assertEquals(1920, rsa.scratchInts(key));
        assertEquals(834, rsa.scratchLongs(key));
        assertEquals(256, rsa.scratchBytes(key));
        key.set(new byte[0], 0, 4096, 256, 256, 3);
        assertEquals(1920, rsa.scratchInts(key));
        assertEquals(908, rsa.scratchLongs(key));
    }
}
