package bearssl.hash;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import bearssl.base.Workspace;
import bearssl.testing.Cavp;
import bearssl.testing.Vectors;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HmacTest {
    private static byte[] mac(HashFunction h, byte[] key, byte[] message) {
        Workspace ws = new Workspace(h.blockLength(), 0, 0);
        int[] k = new int[Hmac.keyWords(h)];
        int[] st = new int[h.stateWords()];
        byte[] out = new byte[h.digestLength()];
        Hmac.key(h, key, 0, key.length, k, 0, ws);
        Hmac.init(h, k, 0, st, 0);
        h.update(st, 0, message, 0, message.length);
        Hmac.finish(h, k, 0, st, 0, out, 0);
        return out;
    }

    private static byte[] hex(String s) {
        return HexFormat.of().parseHex(s);
    }

    // RFC 4231, sections 4.2, 4.3, 4.4, 4.7.
    @ParameterizedTest
    @CsvSource({
        "0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b, 4869205468657265,"
            + "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7",
        "4a656665, 7768617420646f2079612077616e7420666f72206e6f7468696e673f,"
            + "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"})
    void rfc4231(String key, String message, String mac) {
        assertArrayEquals(hex(mac), mac(Sha256.INSTANCE, hex(key), hex(message)));
    }

    @Test
    void rfc4231KeyLongerThanABlock() {
        byte[] key = new byte[131];
        Arrays.fill(key, (byte) 0xAA);
        assertArrayEquals(hex("60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"),
                mac(Sha256.INSTANCE, key, "Test Using Larger Than Block-Size Key - Hash Key First".getBytes()));
    }

    @ParameterizedTest
    @CsvSource({"SHA1, rfc-2202-sha1.txt, 7", "SHA224, rfc-4231-sha224.txt, 6", "SHA256, rfc-4231-sha256.txt, 6",
        "SHA384, rfc-4231-sha384.txt, 6", "SHA512, rfc-4231-sha512.txt, 6"})
    void rfcFiles(String name, String file, int count) {
        int seen = 0;
        for (Cavp.Case c : Cavp.cases("cavp/hmac/" + file)) {
            assertArrayEquals(c.hex("MD"), mac(HashFunctionTest.named(name), c.hex("Key"), c.hex("Msg")));
            seen++;
        }
        assertEquals(count, seen);
    }

    @ParameterizedTest
    @CsvSource({"SHA1, 170, 66", "SHA224, 172, 66", "SHA256, 174, 66", "SHA384, 174, 66", "SHA512, 174, 66"})
    void wycheproof(String name, int count, int validCount) {
        int seen = 0;
        int valid = 0;
        JsonObject file = Vectors.json("wycheproof/hmac_" + name.toLowerCase() + "_test.json");
        for (JsonElement g : file.getAsJsonArray("testGroups")) {
            int tagLen = g.getAsJsonObject().get("tagSize").getAsInt() / 8;
            for (JsonElement t : g.getAsJsonObject().getAsJsonArray("tests")) {
                JsonObject test = t.getAsJsonObject();
                byte[] tag = mac(HashFunctionTest.named(name), hex(test.get("key").getAsString()),
                        hex(test.get("msg").getAsString()));
                boolean same = Arrays.equals(hex(test.get("tag").getAsString()), Arrays.copyOf(tag, tagLen));
                assertEquals(test.get("result").getAsString().equals("valid"), same, "tcId " + test.get("tcId"));
                seen++;
                valid += same ? 1 : 0;
            }
        }
        assertEquals(count, seen);
        assertEquals(validCount, valid);
    }

    @Property(tries = 300)
    void agreesWithTheJdkAtAnyOffset(@ForAll("functions") HashFunction h, @ForAll @Size(max = 140) byte[] key,
            @ForAll @Size(max = 200) byte[] message, @ForAll @IntRange(max = 5) int at) throws Exception {
        Workspace ws = new Workspace(h.blockLength() + at + key.length, 0, 0);
        // The key lies in a frame, as the engine's premaster secret does.
        int keyOff = ws.pushBytes(at + key.length) + at;
        System.arraycopy(key, 0, ws.bytes, keyOff, key.length);
        int[] words = new int[at + Hmac.keyWords(h) + h.stateWords()];
        int st = at + Hmac.keyWords(h);
        Hmac.key(h, ws.bytes, keyOff, key.length, words, at, ws);
        assertArrayEquals(key, Arrays.copyOfRange(ws.bytes, keyOff, keyOff + key.length));
        assertEquals(ws.bytes.length, ws.highWaterBytes());
        for (int i = keyOff + key.length; i < ws.bytes.length; i++) {
            assertEquals(0, ws.bytes[i], "padded key block is wiped");
        }

        // The message authentication code overwrites the message, twice with one prepared key.
        Mac jdk = Mac.getInstance("Hmac" + HashFunctionTest.name(h));
        jdk.init(new SecretKeySpec(key.length == 0 ? new byte[1] : key, "HMAC"));
        byte[] buf = new byte[at + Math.max(message.length, h.digestLength())];
        for (int round = 0; round < 2; round++) {
            System.arraycopy(message, 0, buf, at, message.length);
            Hmac.init(h, words, at, words, st);
            h.update(words, st, buf, at, message.length);
            Hmac.finish(h, words, at, words, st, buf, at);
            assertArrayEquals(jdk.doFinal(message), Arrays.copyOfRange(buf, at, at + h.digestLength()));
        }
    }

    @Provide
    Arbitrary<HashFunction> functions() {
        return Arbitraries.of(HashFunctionTest.ALL);
    }
}
