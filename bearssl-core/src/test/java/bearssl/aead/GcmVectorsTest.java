package bearssl.aead;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import bearssl.testing.Cavp;
import bearssl.testing.Vectors;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Published files, 128-bit keys and 128-bit tags only: TLS uses no others. */
class GcmVectorsTest {
    private final Gcm gcm = engine();

    Gcm engine() {
        return new Gcm(new AesCt(), new GhashCtmul32());
    }

    /** Opens a copy; null if refused, and then the copy is unchanged. */
    private byte[] opened(byte[] key, byte[] iv, byte[] aad, byte[] ciphertext, byte[] tag) {
        byte[] data = Arrays.copyOf(ciphertext, ciphertext.length + 16);
        System.arraycopy(tag, 0, data, ciphertext.length, 16);
        byte[] before = data.clone();
        gcm.key(key, 0);
        if (gcm.open(iv, 0, iv.length, aad, 0, aad.length, data, 0, ciphertext.length)) {
            return Arrays.copyOf(data, ciphertext.length);
        }
        assertArrayEquals(before, data);
        return null;
    }

    private byte[] sealed(byte[] key, byte[] iv, byte[] aad, byte[] plain) {
        byte[] data = Arrays.copyOf(plain, plain.length + 16);
        gcm.key(key, 0);
        gcm.seal(iv, 0, iv.length, aad, 0, aad.length, data, 0, plain.length);
        return data;
    }

    @Test
    void cavpDecrypt() {
        int right = 0;
        int wrong = 0;
        for (Cavp.Case c : Cavp.cases("cavp/gcm/gcmDecrypt128.rsp")) {
            if (!c.text("Taglen").equals("128")) {
                continue;
            }
            byte[] plain = opened(c.hex("Key"), c.hex("IV"), c.hex("AAD"), c.hex("CT"), c.hex("Tag"));
            if (c.has("FAIL")) {
                assertEquals(null, plain);
                wrong++;
            } else {
                assertArrayEquals(c.hex("PT"), plain);
                right++;
            }
        }
        assertEquals(590, wrong);
        assertEquals(1125 - 590, right);
    }

    @Test
    void cavpEncrypt() {
        int seen = 0;
        for (Cavp.Case c : Cavp.cases("cavp/gcm/gcmEncryptExtIV128.rsp")) {
            if (!c.text("Taglen").equals("128")) {
                continue;
            }
            String out = HexFormat.of().formatHex(sealed(c.hex("Key"), c.hex("IV"), c.hex("AAD"), c.hex("PT")));
            assertEquals(c.text("CT") + c.text("Tag"), out);
            seen++;
        }
        assertEquals(1125, seen);
    }

    @Test
    void wycheproof() {
        int seen = 0;
        int emptyIvs = 0;
        for (JsonElement g : Vectors.json("wycheproof/aes_gcm_test.json").getAsJsonArray("testGroups")) {
            if (g.getAsJsonObject().get("keySize").getAsInt() != 128) {
                continue;
            }
            assertEquals(128, g.getAsJsonObject().get("tagSize").getAsInt());
            for (JsonElement t : g.getAsJsonObject().getAsJsonArray("tests")) {
                emptyIvs += wycheproof(t.getAsJsonObject()) ? 0 : 1;
                seen++;
            }
        }
        assertEquals(108, seen);
        assertEquals(EMPTY_IVS, emptyIvs);
    }

    private static final int EMPTY_IVS = 2; // of the six, those with a 128-bit key

    private boolean wycheproof(JsonObject test) {
        byte[] key = hex(test, "key");
        byte[] iv = hex(test, "iv");
        byte[] aad = hex(test, "aad");
        byte[] ct = hex(test, "ct");
        byte[] tag = hex(test, "tag");
        String name = "tcId " + test.get("tcId");
        if (iv.length == 0) {
            assertThrows(IllegalArgumentException.class, () -> opened(key, iv, aad, ct, tag), name);
            return false;
        }
        byte[] plain = opened(key, iv, aad, ct, tag);
        if (!test.get("result").getAsString().equals("valid")) {
            assertEquals(null, plain, name);
            return true;
        }
        assertArrayEquals(hex(test, "msg"), plain, name);
        byte[] sealed = sealed(key, iv, aad, plain);
        assertArrayEquals(ct, Arrays.copyOf(sealed, ct.length), name);
        assertArrayEquals(tag, Arrays.copyOfRange(sealed, ct.length, sealed.length), name);
        return true;
    }

    private static byte[] hex(JsonObject test, String name) {
        return HexFormat.of().parseHex(test.get(name).getAsString());
    }
}
