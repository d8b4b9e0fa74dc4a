package mqttlite.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bearssl.testing.JsseServer;
import bearssl.testing.TestCertificates;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FingerprintCommandTest {
    // Source: made with openssl and Tasmota's own rules for the fingerprint.
    private static final String RSA = """
            -----BEGIN PUBLIC KEY-----
            MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEArDp4b5SJqGUNMNc+sqzW
            MjNqWEZEb4CxDCHhfIJ7wkG4e4ZziCZ3+zGk1DcT4G0mMxPFUARnQiW7yEKqHBm/
            VUghD/Hj7+YhAoOqmENS67Oz3qcrfUwK8GrOQUxKF3VCLXHR9cro+NwANqd4RSFz
            OnNopHxqL+tDML835MvqLR1pcr1cbjllASFpVQ0K14zjykkqS0pofbJWhe3ciLc/
            V9S3XKM2qfiZE1Pk1f0HzwviKqfoDFFBbMsiaNulbJgQBeGA9QL+7ZnerRZJYEKl
            c5xPJ1M0hcOQytO3CKiPdcdtMiiBxYuk5xqRWYA/UJ5sOpMu26gmK/dMr46f/4xf
            8wIDAQAB
            -----END PUBLIC KEY-----
            """;
    private static final String EC = """
            -----BEGIN PUBLIC KEY-----
            MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEQqSV/YWBO6cRqmEF1mwfa8YUP4FL
            BhzBPsAg+AhSOiK5Ml6EHBcvVEUh4+ckm5qJGoU0V9G6j1tysLuGZRntmw==
            -----END PUBLIC KEY-----
            """;

    @TempDir
    Path folder;

    private String file(String name, byte[] content) throws IOException {
        return Files.write(folder.resolve(name), content).toString();
    }

    private static byte[] der(String pem) {
        return Base64.getMimeDecoder().decode(pem.replaceAll("-----.*-----", ""));
    }

    @Test
    void goldenVectors() throws IOException {
        Cli.Result rsa = Cli.run("fingerprint", file("rsa.pem", RSA.getBytes(StandardCharsets.US_ASCII))).exits(0);
        assertTrue(rsa.out().contains(
                "fingerprint      C1 1E 35 95 2B F3 3B 05 FA C9 4C 04 60 4D 0E C3 C5 A9 94 12\n"), rsa.out());
        assertTrue(rsa.out().contains(
                "fingerprint-v1   60 89 F0 7E 58 0D F0 40 FE 09 B5 6D 7D 03 00 EE DD 63 6D 96 "), rsa.out());
        Cli.Result ec = Cli.run("fingerprint", file("ec.der", der(EC))).exits(0);
        assertTrue(ec.out().contains(
                "fingerprint      DD A6 46 67 A8 A2 C9 11 86 FB 2C F6 81 95 99 F5 8C FF 5F 5E\n"), ec.out());
    }

    @Test
    void certificatesAndTheirKeysAgreeInPemAndDer() throws Exception {
        for (KeyPair key : new KeyPair[] {TestCertificates.rsa2048(), TestCertificates.p256()}) {
            KeyStore store = TestCertificates.chain(key, 2);
            X509Certificate leaf = (X509Certificate) store.getCertificate("server");
            byte[] spki = leaf.getPublicKey().getEncoded();
            String expected = Cli.run("fingerprint", file("key.der", spki)).exits(0).out();
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(spki);
            assertTrue(expected.contains("spki-sha256      " + HexFormat.of().withUpperCase().formatHex(digest)));
            assertTrue(expected.contains("pin-sha256       sha256//" + Base64.getEncoder().encodeToString(digest)));
            String pem = "some text\n-----BEGIN CERTIFICATE-----\n"
                    + Base64.getMimeEncoder().encodeToString(leaf.getEncoded()) + "\n-----END CERTIFICATE-----\n";
            assertEquals(expected, Cli.run("fingerprint", file("c.der", leaf.getEncoded())).exits(0).out());
            assertEquals(expected,
                    Cli.run("fingerprint", file("c.pem", pem.getBytes(StandardCharsets.US_ASCII))).exits(0).out());
            String suite = "TLS_ECDHE_" + (key.getPublic().getAlgorithm().equals("RSA") ? "RSA" : "ECDSA")
                    + "_WITH_AES_128_GCM_SHA256";
            try (JsseServer server = new JsseServer(store, suite)) {
                assertEquals(expected, Cli.run("fingerprint", "127.0.0.1:" + server.port()).exits(0).out());
            }
        }
    }

    private static String pem(String label, byte[] der) {
        return "-----BEGIN " + label + "-----\n" + Base64.getMimeEncoder().encodeToString(der) + "\n-----END " + label
                + "-----\n";
    }

    private String shown(String name, byte[] content) throws IOException {
        return Cli.run("fingerprint", file(name, content)).exits(0).out();
    }

    @Test
    void privateKeysShowTheirPublicKey() throws Exception {
        for (KeyPair key : new KeyPair[] {TestCertificates.rsa2048(), TestCertificates.p256()}) {
            byte[] pkcs8 = key.getPrivate().getEncoded();
            String expected = shown("public.der", key.getPublic().getEncoded());
            assertEquals(expected, shown("k8.der", pkcs8));
            assertEquals(expected, shown("k8.pem", pem("PRIVATE KEY", pkcs8).getBytes(StandardCharsets.US_ASCII)));
        }
        byte[] pkcs8 = TestCertificates.rsa2048().getPrivate().getEncoded();
        byte[] spki = TestCertificates.rsa2048().getPublic().getEncoded();
        byte[] pkcs1 = java.util.Arrays.copyOfRange(pkcs8, 26, pkcs8.length);
        byte[] publicPkcs1 = java.util.Arrays.copyOfRange(spki, 24, spki.length);
        String expected = shown("public.der", spki);
        for (byte[] form : new byte[][] {pkcs1, publicPkcs1, pem("RSA PRIVATE KEY", pkcs1).getBytes(
                StandardCharsets.US_ASCII), pem("RSA PUBLIC KEY", publicPkcs1).getBytes(StandardCharsets.US_ASCII)}) {
            assertEquals(expected, shown("rsa", form));
        }
        // Source: openssl pkey -pubout -outform DER | sha256sum
        String sec1 = shown("sec1.pem", PemFileTest.EC_WITH_PARAMETERS.getBytes(StandardCharsets.US_ASCII));
        assertTrue(sec1.contains("spki-sha256      " + PemFileTest.EC_SPKI_SHA256 + "\n"), sec1);
    }

    @Test
    void privateKeysThatCannotBeReadAreNamed() throws IOException {
        // Source: RFC 8410, 10.3
        String ed25519 = pem("PRIVATE KEY",
                Base64.getDecoder().decode("MC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC"));
        Cli.run("fingerprint", file("ed.key", ed25519.getBytes(StandardCharsets.US_ASCII)))
                .failsWith("49 BR_ERR_X509_UNSUPPORTED").says("ed.key, line 1: ").says("(PRIVATE KEY) is neither RSA")
                .says("use a P-256 key");
        Cli.run("fingerprint", file("trad.key", PemFileTest.TRADITIONAL.getBytes(StandardCharsets.US_ASCII)))
                .failsWith("3004 CLI_BAD_FILE").says("trad.key, line 1: ").says("(EC PRIVATE KEY) is encrypted");
        byte[] broken = TestCertificates.rsa2048().getPrivate().getEncoded();
        broken[300] ^= 1;
        Cli.run("fingerprint", file("broken.der", broken)).exits(1).says("the private key (PRIVATE KEY) is malformed")
                .says("openssl pkey -in").says("-inform DER -check -noout");
    }

    @Test
    void otherFilesAreNamed() throws IOException {
        Cli.run("fingerprint", file("text", "hello".getBytes(StandardCharsets.US_ASCII)))
                .failsWith("3004 CLI_BAD_FILE");
        Cli.run("fingerprint", file("empty", new byte[0])).failsWith("3004 CLI_BAD_FILE");
        Cli.run("fingerprint", file("cut", java.util.Arrays.copyOf(der(EC), 50))).exits(1).says("BR_ERR_X509_");
        Cli.run("fingerprint", folder.resolve("none").toString()).failsWith("3001 CLI_CANNOT_READ");
    }
}
