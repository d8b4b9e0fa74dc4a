package bearssl.rsa;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bearssl.base.Workspace;
import bearssl.hash.HashFunction;
import bearssl.testing.RsaKeys;
import bearssl.testing.Vectors;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.RSAPublicKeySpec;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** PKCS#1 v1.5 signatures that we make: published ones, and that Pkcs1 and the JDK take them. */
class Pkcs1SignTest {
    private static final RsaPrivate RSA = RsaI15Private.INSTANCE;
    private static final BigInteger F4 = BigInteger.valueOf(65537);

    private static Workspace workspace(RsaPrivateKey key) {
        return new Workspace(RSA.scratchBytes(key), RSA.scratchShorts(key), 0);
    }

    /** Signs with everything at an offset; null if refused, with the place of the signature wiped or as before. */
    private static byte[] sign(RsaPrivateKey key, int hashId, byte[] hash) {
        int len = (key.modulusBits() + 7) / 8;
        byte[] in = new byte[1 + hash.length];
        System.arraycopy(hash, 0, in, 1, hash.length);
        byte[] out = new byte[2 + len + 1];
        out[1] = 0x33;
        out[2 + len] = 0x33;
        Workspace ws = workspace(key);
        int n = Pkcs1Sign.sign(RSA, key, hashId, in, 1, out, 2, ws);
        assertTrue(RsaVectors.isClean(ws), "workspace wiped");
        assertEquals(0x33, out[1]);
        assertEquals(0x33, out[2 + len]);
        byte[] signature = Arrays.copyOfRange(out, 2, 2 + len);
        if (n == 0) {
            assertArrayEquals(new byte[len], signature);
            return null;
        }
        assertEquals(len, n);
        return signature;
    }

    /** Deterministic signatures; three keys have e = 3 and signatures that are short or close to the modulus. */
    @Test
    void wycheproof() {
        int count = 0;
        for (JsonElement g : Vectors.json("wycheproof/rsa_pkcs1_2048_sig_gen_test.json").getAsJsonArray("testGroups")) {
            JsonObject group = g.getAsJsonObject();
            RsaPrivateKey key = RsaKeys.of(RsaKeys.pkcs8(RsaVectors.hex(group.get("privateKeyPkcs8").getAsString())));
            int hashId = RsaVectors.hashId(group.get("sha").getAsString());
            for (JsonElement t : group.getAsJsonArray("tests")) {
                JsonObject test = t.getAsJsonObject();
                byte[] hash = RsaVectors.digest(hashId, RsaVectors.hex(test.get("msg").getAsString()));
                assertArrayEquals(RsaVectors.hex(test.get("sig").getAsString()), sign(key, hashId, hash),
                        "tcId " + test.get("tcId"));
                count++;
            }
        }
        assertEquals(43, count);
    }

    /** RSA Laboratories: keys of 1024 to 2048 bits with their CRT numbers, SHA-1. */
    @Test
    void rsaLaboratories() {
        BigInteger[] numbers = new BigInteger[6];
        List<String> labels = List.of("Prime 1:", "Prime 2:", "Prime exponent 1:", "Prime exponent 2:", "Coefficient:",
                "Public exponent:");
        byte[] message = null;
        int count = 0;
        for (RsaVectors.Item item : RsaVectors.rsaLabs("pkcs1v15sign-vectors.txt")) {
            int number = labels.indexOf(item.label());
            if (number >= 0) {
                numbers[number] = new BigInteger(1, item.value());
            } else if (item.label().equals("Message to be signed:")) {
                message = item.value();
            } else if (item.label().equals("Signature:")) {
                RsaPrivateKey key = RsaKeys.of(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5]);
                assertArrayEquals(item.value(),
                        sign(key, HashFunction.SHA1, RsaVectors.digest(HashFunction.SHA1, message)));
                count++;
            }
        }
        assertEquals(300, count);
    }

    @ParameterizedTest
    @CsvSource({"512, 512, 65537", "513, 512, 65537", "520, 507, 3", "1024, 1024, 65537", "1020, 1027, 17",
        "1536, 1536, 65537", "2048, 2048, 65537"})
    void oursAndTheJdkVerify(int pBits, int qBits, BigInteger e) throws GeneralSecurityException {
        BigInteger p = RsaKeys.prime(pBits, e, 11 + pBits);
        BigInteger q = RsaKeys.prime(qBits, e, 12 + pBits);
        BigInteger n = p.multiply(q);
        RsaPublicKey verifying = RsaVectors.key(n, e);
        Signature jdk = Signature.getInstance("SHA256withRSA");
        jdk.initVerify(KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(n, e)));
        byte[] message = {1, 2, 3};
        byte[] hash = RsaVectors.digest(HashFunction.SHA256, message);
        for (RsaPrivateKey key : List.of(RsaKeys.of(p, q, e), RsaKeys.of(q, p, e))) {
            byte[] signature = sign(key, HashFunction.SHA256, hash);
            assertTrue(Pkcs1.verify(RsaI15.INSTANCE, verifying, signature, 0, signature.length, HashFunction.SHA256,
                    hash, 0, RsaVectors.workspace(n.bitLength())));
            jdk.update(message);
            assertTrue(jdk.verify(signature));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {HashFunction.SHA1, HashFunction.SHA224, HashFunction.SHA256, HashFunction.SHA384,
        HashFunction.SHA512})
    void theShortestModulusHasEightBytesOfPadding(int hashId) {
        byte[] hash = RsaVectors.digest(hashId, new byte[0]);
        int len = Pkcs1.OVERHEAD + Pkcs1.prefixLength(hashId) + hash.length;
        for (int more = -1; more <= 1; more++) {
            int bits = 8 * (len + more);
            RsaPrivateKey key = RsaKeys.of(RsaKeys.prime(bits / 2, F4, 1), RsaKeys.prime(bits - bits / 2, F4, 2), F4);
            assertEquals((bits + 7) / 8, (key.modulusBits() + 7) / 8);
            assertEquals(more >= 0, sign(key, hashId, hash) != null);
        }
        assertEquals(hashId == HashFunction.SHA256, len == 62);
    }

    @Test
    void refusesAnotherHash() {
        RsaPrivateKey key = RsaKeys.of(RsaKeys.prime(264, F4, 1), RsaKeys.prime(264, F4, 2), F4);
        for (int hashId : new int[] {-1, 0, 1, 7, 8}) {
            assertEquals(null, sign(key, hashId, new byte[64]));
        }
    }

    @Test
    void aKeyThatIsNotSetOrDisturbedYieldsZeros() {
        RsaPrivateKey unset = new RsaPrivateKey();
        assertEquals(0, Pkcs1Sign.sign(RSA, unset, HashFunction.SHA256, new byte[32], 0, new byte[0], 0,
                new Workspace(0, 0, 0)));
        RsaPrivateKey key = RsaKeys.of(RsaKeys.prime(264, F4, 1), RsaKeys.prime(264, F4, 2), F4);
        key.array()[key.dpOff() + 20] ^= 1;
        assertEquals(null, sign(key, HashFunction.SHA256, new byte[32]));
    }

    @Test
    void theHashMayLieAnywhereInTheSignature() {
        RsaPrivateKey key = RsaKeys.of(RsaKeys.prime(264, F4, 1), RsaKeys.prime(264, F4, 2), F4);
        byte[] hash = RsaVectors.digest(HashFunction.SHA256, new byte[9]);
        byte[] expected = sign(key, HashFunction.SHA256, hash);
        for (int at = 0; at <= 34; at++) {
            byte[] dst = new byte[66];
            System.arraycopy(hash, 0, dst, at, 32);
            assertEquals(66, Pkcs1Sign.sign(RSA, key, HashFunction.SHA256, dst, at, dst, 0, workspace(key)));
            assertArrayEquals(expected, dst);
        }
    }

    @Test
    void agreesWithTheJdkForEachHash() throws GeneralSecurityException {
        BigInteger p = RsaKeys.prime(600, F4, 5);
        BigInteger q = RsaKeys.prime(600, F4, 6);
        RsaPrivateKey key = RsaKeys.of(p, q, F4);
        RSAPrivateCrtKey jdkKey = RsaKeys.jdk(p, q, F4);
        byte[] message = new byte[200];
        for (int hashId = HashFunction.SHA1; hashId <= HashFunction.SHA512; hashId++) {
            Signature jdk = Signature.getInstance(RsaVectors.DIGESTS[hashId].replace("-", "") + "withRSA");
            jdk.initSign(jdkKey);
            jdk.update(message);
            assertArrayEquals(jdk.sign(), sign(key, hashId, RsaVectors.digest(hashId, message)));
        }
    }
}
