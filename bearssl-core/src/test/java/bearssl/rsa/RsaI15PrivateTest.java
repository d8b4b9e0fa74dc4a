package bearssl.rsa;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import bearssl.base.Workspace;
import bearssl.bigint.I15;
import bearssl.testing.RsaKeys;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;

/** {@link RsaPrivateTest} with 15-bit limbs, and their windows. */
class RsaI15PrivateTest extends RsaPrivateTest {
    private static final int[] WINDOW_NUMBERS = {11, 19, 35};

    RsaI15PrivateTest() {
        super(RsaI15Private.INSTANCE);
    }

    /** More scratch makes wider windows; the results are the same, and what is not needed is left alone. */
    @Test
    void takesWiderWindowsWhereThereIsRoom() {
        RsaPrivateKey key = RsaKeys.of(RsaKeys.prime(264, F4, 1), RsaKeys.prime(264, F4, 2), F4);
        int n = I15.limbs(33);
        byte[] x = bytes(BigInteger.valueOf(99), key);
        byte[] expected = modPow(x, key, workspace(key));
        assertNotNull(expected);
        for (int numbers = 11; numbers <= 40; numbers++) {
            for (int more = -1; more <= 0; more++) {
                Workspace ws = new Workspace(66, numbers * n + more, 0);
                assertEquals(numbers * n + more >= rsa.scratchShorts(key), modPow(x, key, ws) != null);
                int used = 0;
                for (int window : WINDOW_NUMBERS) {
                    used = window * n <= numbers * n + more ? window : used;
                }
                assertEquals(used * n, ws.highWaterShorts());
            }
            assertArrayEquals(expected, modPow(x, key, new Workspace(66, numbers * n, 0)));
        }
    }

    @Test
    void sizes() {
        RsaPrivateKey key = new RsaPrivateKey();
        key.set(new byte[0], 0, 2048, 128, 128, 3);
        assertEquals(759, rsa.scratchShorts(key));
        assertEquals(256, rsa.scratchBytes(key));
        key.set(new byte[0], 0, 4096, 256, 256, 3);
        assertEquals(1507, rsa.scratchShorts(key));
        key.set(new byte[0], 0, 2047, 120, 136, 3);
        assertEquals(11 * I15.limbs(136), rsa.scratchShorts(key));
        assertEquals(256, rsa.scratchBytes(key));
    }
}
