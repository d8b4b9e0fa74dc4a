package bearssl.aead;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class AesCtTest {
    private final AesCtr aes = engine();

    AesCtr engine() {
        return new AesCt();
    }

    private static byte[] hex(String s) {
        return HexFormat.of().parseHex(s.replace(" ", ""));
    }

    private static int word(byte[] b, int off) {
        return b[off] << 24 | (b[off + 1] & 0xFF) << 16 | (b[off + 2] & 0xFF) << 8 | b[off + 3] & 0xFF;
    }

    /** FIPS 197, appendices B and C.1: the plaintext serves as counter block, the data are zero. */
    @Test
    void fips197() {
        String[][] cases = {
            {"2b7e151628aed2a6abf7158809cf4f3c", "3243f6a8885a308d313198a2e0370734",
                "3925841d02dc09fbdc118597196a0b32"},
            {"000102030405060708090a0b0c0d0e0f", "00112233445566778899aabbccddeeff",
                "69c4e0d86a7b0430d8cdb78070b4c55a"}};
        for (String[] c : cases) {
            byte[] block = hex(c[1]);
            byte[] data = new byte[16];
            aes.key(hex(c[0]), 0);
            aes.ctr(block, 0, word(block, 12), data, 0, 16);
            assertArrayEquals(hex(c[2]), data);
        }
    }

    /** SP 800-38A, F.5.1. */
    @Test
    void sp80038aCounterMode() {
        byte[] block = hex("f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff");
        byte[] data = hex("6bc1bee22e409f96e93d7e117393172a ae2d8a571e03ac9c9eb76fac45af8e51"
                + "30c81c46a35ce411e5fbc1191a0a52ef f69f2445df4f9b17ad2b417be66c3710");
        aes.key(hex("2b7e151628aed2a6abf7158809cf4f3c"), 0);
        aes.ctr(block, 0, word(block, 12), data, 0, data.length);
        assertArrayEquals(hex("874d6191b620e3261bef6864990db6ce 9806f66b7970fdff8617187bb9fffdff"
                + "5ae4df3edbd5d35e5b4f09020db03eab 1e031dda2fbe03d1792170a0f3009cee"), data);
    }

    @Property(tries = 500)
    void agreesWithTheJdkBlockByBlock(@ForAll @Size(16) byte[] key, @ForAll @Size(12) byte[] nonce, @ForAll int counter,
            @ForAll @Size(max = 150) byte[] data, @ForAll @IntRange(max = 5) int at) throws Exception {
        check(key, nonce, counter, data, at);
    }

    /** SP 800-38D, inc32: the counter wraps and the nonce takes no carry. */
    @Property(tries = 100)
    void counterWrapsModulo32Bits(@ForAll @Size(16) byte[] key, @ForAll @Size(12) byte[] nonce,
            @ForAll @IntRange(min = -9, max = -1) int counter, @ForAll @Size(min = 144, max = 200) byte[] data)
            throws Exception {
        check(key, nonce, counter, data, 1);
    }

    /** Pieces that go on one after the other, the last of them partial, are the whole; the next start is a new one. */
    @Property(tries = 300)
    void goesOnAtABlock(@ForAll @Size(16) byte[] key, @ForAll @Size(12) byte[] nonce, @ForAll int counter,
            @ForAll @Size(max = 250) byte[] data, @ForAll @Size(min = 1, max = 6) byte[] cuts) {
        byte[] whole = data.clone();
        byte[] pieces = data.clone();
        aes.key(key, 0);
        aes.ctr(nonce, 0, counter, whole, 0, data.length);
        int done = Math.min(data.length, 16 * (cuts[0] & 3));
        aes.ctr(nonce, 0, counter, pieces, 0, done);
        for (byte cut : cuts) {
            int len = Math.min(data.length - done, 16 * (cut & 7));
            aes.ctrOn(nonce, 0, counter + done / 16, pieces, done, len);
            done += len;
        }
        aes.ctrOn(nonce, 0, counter + done / 16, pieces, done, data.length - done);
        assertArrayEquals(whole, pieces);
        aes.ctr(nonce, 0, counter, pieces, 0, data.length);
        assertArrayEquals(data, pieces);
    }

    private void check(byte[] key, byte[] nonce, int counter, byte[] data, int at) throws Exception {
        byte[] movedKey = new byte[at + 16];
        System.arraycopy(key, 0, movedKey, at, 16);
        byte[] movedNonce = new byte[at + 12];
        System.arraycopy(nonce, 0, movedNonce, at, 12);
        byte[] buf = new byte[at + data.length + 20];
        Arrays.fill(buf, (byte) 0x55);
        System.arraycopy(data, 0, buf, at, data.length);
        byte[] expected = buf.clone();
        byte[] stream = keyStream(key, nonce, counter, data.length);
        for (int i = 0; i < data.length; i++) {
            expected[at + i] ^= stream[i];
        }
        aes.key(movedKey, at);
        aes.ctr(movedNonce, at, counter, buf, at, data.length);
        assertArrayEquals(expected, buf);
        assertArrayEquals(key, Arrays.copyOfRange(movedKey, at, at + 16));
        assertArrayEquals(nonce, Arrays.copyOfRange(movedNonce, at, at + 12));
    }

    private static byte[] keyStream(byte[] key, byte[] nonce, int counter, int len) throws Exception {
        Cipher ecb = Cipher.getInstance("AES/ECB/NoPadding");
        ecb.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"));
        byte[] blocks = new byte[(len + 15) / 16 * 16];
        for (int i = 0; i < blocks.length; i += 16) {
            int c = counter + i / 16;
            System.arraycopy(nonce, 0, blocks, i, 12);
            for (int j = 0; j < 4; j++) {
                blocks[i + 12 + j] = (byte) (c >>> 24 - 8 * j);
            }
        }
        return ecb.doFinal(blocks);
    }

    @Property(tries = 100)
    void wipeLeavesNothing(@ForAll @Size(16) byte[] key) throws Exception {
        AesCtr used = engine();
        used.key(key, 0);
        used.ctr(new byte[12], 0, 1, new byte[50], 0, 50);
        used.wipe();
        Fields.assertAllZero(used);
    }
}
