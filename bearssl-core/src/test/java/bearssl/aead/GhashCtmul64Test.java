package bearssl.aead;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** All that {@link GhashCtmul32Test} asks, of the engine with 64-bit multiplies. */
class GhashCtmul64Test extends GhashCtmul32Test {
    @Override
    Ghash engine() {
        return new GhashCtmul64();
    }

    /** As many terms as there are: 16 meet in the top four bits of a product, and their carry must be lost. */
    @Test
    void everyBitSet() {
        byte[] ones = new byte[16];
        Arrays.fill(ones, (byte) -1);
        checkAgainstTheModel(ones, ones, ones);
    }

    /** All bits but one of key and block: where a carry would show. */
    @Property(tries = 300)
    void nearlyEveryBitSet(@ForAll @IntRange(max = 127) int clearInKey, @ForAll @IntRange(max = 127) int clearInData) {
        checkAgainstTheModel(allBut(clearInKey), allBut(clearInData), new byte[0]);
        checkAgainstTheModel(allBut(clearInKey), new byte[0], allBut(clearInData));
    }

    private static byte[] allBut(int bit) {
        byte[] b = new byte[16];
        Arrays.fill(b, (byte) -1);
        b[bit >> 3] ^= (byte) (1 << (bit & 7));
        return b;
    }

    private void checkAgainstTheModel(byte[] h, byte[] aad, byte[] data) {
        byte[] out = new byte[16];
        Ghash ghash = engine();
        ghash.key(h, 0);
        ghash.update(aad, 0, aad.length);
        ghash.update(data, 0, data.length);
        ghash.finish(aad.length, data.length, out, 0);
        assertArrayEquals(model(h, aad, data), out);
    }
}
