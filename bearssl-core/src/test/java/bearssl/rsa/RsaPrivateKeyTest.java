package bearssl.rsa;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;

class RsaPrivateKeyTest {
    @Test
    void theNumbersLieOneAfterAnother() {
        byte[] array = new byte[100];
        RsaPrivateKey key = new RsaPrivateKey();
        assertNull(key.array());
        assertEquals(0, key.modulusBits() + key.pLen() + key.qLen() + key.exponentLen());
        key.set(array, 7, 79, 5, 6, 3);
        assertSame(array, key.array());
        assertArrayEquals(new int[] {79, 5, 6, 3},
                new int[] {key.modulusBits(), key.pLen(), key.qLen(), key.exponentLen()});
        assertArrayEquals(new int[] {7, 7 + 5, 7 + 5 + 6, 7 + 5 + 6 + 5, 7 + 5 + 6 + 5 + 6, 7 + 5 + 6 + 5 + 6 + 5},
                new int[] {key.pOff(), key.qOff(), key.dpOff(), key.dqOff(), key.iqOff(), key.exponentOff()});
    }
}
