package bearssl.rsa;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bearssl.base.Workspace;
import bearssl.hash.HashFunction;
import bearssl.testing.Vectors;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** PKCS#1 v1.5 signatures: published vectors, the JDK's signatures, and blocks that are nearly right. */
class Pkcs1VerifyTest {
    private static final KeyPair JDK_KEY = newKey();
    private static final RSAPublicKey JDK_PUBLIC = (RSAPublicKey) JDK_KEY.getPublic();
    private static final RSAPrivateKey JDK_PRIVATE = (RSAPrivateKey) JDK_KEY.getPrivate();
    private static final RsaPublicKey KEY = RsaVectors.key(JDK_PUBLIC.getModulus(), JDK_PUBLIC.getPublicExponent());
    private static final int LEN = 128;

    private static KeyPair newKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(8 * LEN);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Verifies with everything at an offset, and checks that the signature and the workspace are as before. */
    private static boolean verify(RsaPublicKey key, byte[] sig, int hashId, byte[] hash, Workspace ws) {
        byte[] in = new byte[2 + sig.length + 1];
        System.arraycopy(sig, 0, in, 2, sig.length);
        byte[] copy = in.clone();
        byte[] hashIn = new byte[1 + hash.length];
        System.arraycopy(hash, 0, hashIn, 1, hash.length);
        boolean valid = Pkcs1.verify(RsaI15.INSTANCE, key, in, 2, sig.length, hashId, hashIn, 1, ws);
        assertArrayEquals(copy, in, "signature changed");
        assertTrue(RsaVectors.isClean(ws), "workspace wiped");
        return valid;
    }

    /** Signs any block with the JDK key's exponent, no padding added. */
    private static byte[] sign(byte[] block) {
        BigInteger s = new BigInteger(1, block).modPow(JDK_PRIVATE.getPrivateExponent(), JDK_PRIVATE.getModulus());
        return RsaVectors.bytes(s, LEN);
    }

    @ParameterizedTest
    @CsvSource({"2048_sha224, 2048, 7, 251", "2048_sha256, 2048, 9, 250", "2048_sha384, 2048, 7, 251",
        "2048_sha512, 2048, 8, 251", "3072_sha256, 3072, 8, 251", "4096_sha256, 4096, 7, 251"})
    void wycheproof(String name, int bits, int validCount, int otherCount) {
        Workspace ws = RsaVectors.workspace(bits);
        Workspace small = RsaVectors.workspace(2048);
        int valid = 0;
        int other = 0;
        JsonObject file = Vectors.json("wycheproof/rsa_signature_" + name + "_test.json");
        for (JsonElement groupElement : file.getAsJsonArray("testGroups")) {
            JsonObject group = groupElement.getAsJsonObject();
            JsonObject pub = group.getAsJsonObject("publicKey");
            RsaPublicKey key = RsaVectors.key(RsaVectors.hex(pub.get("modulus").getAsString()),
                    RsaVectors.hex(pub.get("publicExponent").getAsString()));
            int hashId = RsaVectors.hashId(group.get("sha").getAsString());
            for (JsonElement testElement : group.getAsJsonArray("tests")) {
                JsonObject test = testElement.getAsJsonObject();
                byte[] sig = RsaVectors.hex(test.get("sig").getAsString());
                byte[] hash = RsaVectors.digest(hashId, RsaVectors.hex(test.get("msg").getAsString()));
                // "acceptable" is one case a file, the DigestInfo without NULL: refused, see Pkcs1.verify.
                boolean expected = test.get("result").getAsString().equals("valid");
                assertEquals(expected, verify(key, sig, hashId, hash, ws), name + " tcId " + test.get("tcId"));
                assertEquals(expected && bits <= 2048, verify(key, sig, hashId, hash, small));
                valid += expected ? 1 : 0;
                other += expected ? 0 : 1;
            }
            assertEquals(bits <= 2048, key.modulusLen() <= RsaI15.INSTANCE.maxModulusLen(small));
        }
        assertEquals(validCount, valid);
        assertEquals(otherCount, other);
        assertEquals(RsaI15.INSTANCE.scratchShorts(bits), ws.highWaterShorts());
        assertEquals(bits / 8, ws.highWaterBytes());
    }

    @ParameterizedTest
    @CsvSource({"SigVer15_186-3.rsp, 75, 375", "SigGen15_186-3.rsp, 250, 0"})
    void cavp(String file, int validCount, int invalidCount) {
        Workspace ws = RsaVectors.workspace(4096);
        byte[] n = null;
        byte[] e = null;
        byte[] sig = null;
        byte[] hash = null;
        int hashId = 0;
        int valid = 0;
        int invalid = 0;
        for (String line : Vectors.lines("cavp/rsa/" + file)) {
            String value = line.substring(line.indexOf('=') + 1).trim();
            if (line.startsWith("n = ")) {
                n = RsaVectors.hex(value);
            } else if (line.startsWith("e = ")) {
                e = RsaVectors.hex(value);
            } else if (line.startsWith("SHAAlg = ")) {
                hashId = RsaVectors.hashId(value);
            } else if (line.startsWith("Msg = ")) {
                hash = RsaVectors.digest(hashId, RsaVectors.hex(value));
            } else if (line.startsWith("S = ")) {
                sig = RsaVectors.hex(value);
                if (invalidCount == 0) {
                    assertTrue(verify(RsaVectors.key(n, e), sig, hashId, hash, ws), line);
                    valid++;
                }
            } else if (line.startsWith("Result = ")) {
                boolean expected = value.startsWith("P");
                assertEquals(expected, verify(RsaVectors.key(n, e), sig, hashId, hash, ws), value + " " + line);
                valid += expected ? 1 : 0;
                invalid += expected ? 0 : 1;
            }
        }
        assertEquals(validCount, valid);
        assertEquals(invalidCount, invalid);
    }

    /** RSA Laboratories: moduli of 1024 to 1031 bits among them. */
    @Test
    void rsaLaboratories() {
        Workspace ws = RsaVectors.workspace(2048);
        byte[] n = null;
        byte[] e = null;
        byte[] hash = null;
        int count = 0;
        for (RsaVectors.Item item : RsaVectors.rsaLabs("pkcs1v15sign-vectors.txt")) {
            switch (item.label()) {
                case "Modulus:" -> n = item.value();
                case "Public exponent:" -> e = item.value();
                case "Message to be signed:" -> hash = RsaVectors.digest(HashFunction.SHA1, item.value());
                case "Signature:" -> {
                    assertTrue(verify(RsaVectors.key(n, e), item.value(), HashFunction.SHA1, hash, ws));
                    hash[0] ^= 1;
                    assertFalse(verify(RsaVectors.key(n, e), item.value(), HashFunction.SHA1, hash, ws));
                    count++;
                }
                default -> {
                    // private parts
                }
            }
        }
        assertEquals(300, count);
    }

    /** RSA Laboratories, pkcs1v15sign-vectors.txt, example 1.2. */
    @Test
    void rsaLaboratoriesExample1() {
        byte[] n = RsaVectors.hex(
                "a56e4a0e701017589a5187dc7ea841d156f2ec0e36ad52a44dfeb1e61f7ad991d8c51056ffedb162b4c0f283a12a88a3"
                + "94dff526ab7291cbb307ceabfce0b1dfd5cd9508096d5b2b8b6df5d671ef6377c0921cb23c270a70e2598e6ff89d19f1"
                + "05acc2d3f0cb35f29280e1386b6f64c4ef22e1e1f20d0ce8cffb2249bd9a2137");
        byte[] message = RsaVectors.hex(
                "851384cdfe819c22ed6c4ccb30daeb5cf059bc8e1166b7e3530c4c233e2b5f8f71a1cca582d43ecc72b1bca16dfc7013"
                + "226b9e");
        byte[] sig = RsaVectors.hex(
                "84fd2ce734ec1da828d0f15bf49a8707c15d05948136de537a3db421384167c86fae022587ee9e137daee75473826293"
                + "2d271c744c6d3a189ad4311bdb020492e322fbddc40406ea860d4e8ea2a4084aa98b9622a446756fdb740ddb3d91db76"
                + "70e211661bbf8709b11c08a70771422d1a12def29f0688a192aebd89e0f896f8");
        RsaPublicKey key = RsaVectors.key(n, new byte[] {1, 0, 1});
        byte[] hash = RsaVectors.digest(HashFunction.SHA1, message);
        assertTrue(verify(key, sig, HashFunction.SHA1, hash, RsaVectors.workspace(1024)));
    }

    @Provide
    Arbitrary<Long> seeds() {
        return Arbitraries.longs().withoutEdgeCases();
    }

    @Property(tries = 100)
    void acceptsWhatTheJdkSignsAndNothingElse(@ForAll("seeds") long seed) throws GeneralSecurityException {
        Random rnd = new Random(seed);
        int hashId = HashFunction.SHA1 + rnd.nextInt(5);
        byte[] message = new byte[rnd.nextInt(100)];
        rnd.nextBytes(message);
        Signature signer = Signature.getInstance(RsaVectors.DIGESTS[hashId].replace("-", "") + "withRSA");
        signer.initSign(JDK_PRIVATE);
        signer.update(message);
        byte[] sig = signer.sign();
        byte[] hash = RsaVectors.digest(hashId, message);
        Workspace ws = RsaVectors.workspace(8 * LEN);
        assertTrue(verify(KEY, sig, hashId, hash, ws));
        sig[rnd.nextInt(LEN)] ^= 1 << rnd.nextInt(8);
        assertFalse(verify(KEY, sig, hashId, hash, ws));
    }

    /** The right block, then the same with each byte changed: all of it counts. */
    @ParameterizedTest
    @ValueSource(ints = {HashFunction.SHA1, HashFunction.SHA224, HashFunction.SHA256, HashFunction.SHA384,
        HashFunction.SHA512})
    void comparesTheWholeBlock(int hashId) throws GeneralSecurityException {
        byte[] hash = RsaVectors.digest(hashId, new byte[] {1, 2, 3});
        Signature signer = Signature.getInstance(RsaVectors.DIGESTS[hashId].replace("-", "") + "withRSA");
        signer.initSign(JDK_PRIVATE);
        signer.update(new byte[] {1, 2, 3});
        byte[] block = RsaVectors.bytes(new BigInteger(1, signer.sign()).modPow(JDK_PUBLIC.getPublicExponent(),
                JDK_PUBLIC.getModulus()), LEN);
        Workspace ws = RsaVectors.workspace(8 * LEN);
        assertTrue(verify(KEY, sign(block), hashId, hash, ws));
        for (int i = 1; i < LEN; i++) {
            block[i] ^= 0x80;
            assertFalse(verify(KEY, sign(block), hashId, hash, ws), "byte " + i);
            block[i] ^= 0x80;
        }
        for (int other = HashFunction.SHA1; other <= HashFunction.SHA512; other++) {
            if (other != hashId) {
                assertFalse(verify(KEY, sign(block), other, Arrays.copyOf(hash, 64), ws));
            }
        }
    }

    @Test
    void refusesUnknownHashes() {
        Workspace ws = RsaVectors.workspace(8 * LEN);
        for (int hashId : new int[] {-1, 0, 1, 7, 36, 256}) {
            assertFalse(verify(KEY, new byte[LEN], hashId, new byte[64], ws));
        }
    }

    @Test
    void refusesAnotherLengthThanTheModulus() {
        byte[] hash = new byte[32];
        Workspace ws = RsaVectors.workspace(4096);
        for (int len : new int[] {0, 1, LEN - 1, LEN + 1, 512, 5000}) {
            assertFalse(verify(KEY, new byte[len], HashFunction.SHA256, hash, ws));
        }
    }

    /** 11 bytes of overhead, 19 of prefix, 32 of digest: 62 in all; one byte less leaves seven FF. */
    @ParameterizedTest
    @CsvSource({"62, true", "61, false"})
    void asksForEightBytesOfPadding(int len, boolean expected) {
        byte[] block = new byte[len];
        Arrays.fill(block, (byte) 0xFF);
        byte[] info = RsaVectors.hex("3031300d060960864801650304020105000420" + "5a".repeat(32));
        block[0] = 0;
        block[1] = 1;
        block[len - info.length - 1] = 0;
        System.arraycopy(info, 0, block, len - info.length, info.length);
        byte[] n = new byte[len];
        Arrays.fill(n, (byte) 0xFF);
        RsaPublicKey key = RsaVectors.key(n, new byte[] {3});
        assertEquals(expected, Pkcs1.verify(new Identity(), key, block, 0, len, HashFunction.SHA256,
                Arrays.copyOfRange(block, len - 32, len), 0, new Workspace(len, 0, 0)));
    }

    /** An operation that shows Pkcs1 the block it was given, for blocks that no key of such a length could sign. */
    private static final class Identity implements RsaPublic {
        @Override
        public int scratchShorts(int modulusBits) {
            return 0;
        }

        @Override
        public int scratchLongs(int modulusBits) {
            return 0;
        }

        @Override
        public int scratchInts(int modulusBits) {
            return 0;
        }

        @Override
        public int maxModulusLen(Workspace ws) {
            return 512;
        }

        @Override
        public boolean modPow(byte[] x, int off, int len, RsaPublicKey key, Workspace ws) {
            return true;
        }
    }

    /** A key may be longer than the byte frames serve even where the limbs fit: refused, not an exception. */
    @Test
    void refusesWhatTheWorkspaceCannotHold() {
        byte[] hash = new byte[32];
        assertFalse(verify(KEY, new byte[LEN], HashFunction.SHA256, hash, new Workspace(LEN - 1, 1000, 0)));
        assertFalse(verify(KEY, new byte[LEN], HashFunction.SHA256, hash, new Workspace(1000, 100, 0)));
        assertFalse(verify(KEY, new byte[LEN], HashFunction.SHA256, hash, new Workspace(0, 0, 0)));
    }
}
