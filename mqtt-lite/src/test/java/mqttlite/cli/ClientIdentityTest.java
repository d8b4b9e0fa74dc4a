package mqttlite.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import bearssl.testing.TestCertificates;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** --cert and --key before anything is sent: each mistake is one line, with the file and what to do. */
class ClientIdentityTest {
    private static final TestPki PKI = new TestPki("Device CA", 2);
    private static final KeyPair EC = TestCertificates.p256();
    private static final KeyPair RSA = TestCertificates.rsa2048();

    @TempDir
    Path folder;

    private final AtomicBoolean connected = new AtomicBoolean();
    private LoopbackServer server;

    @BeforeEach
    void listen() throws Exception {
        server = new LoopbackServer(socket -> connected.set(true));
    }

    @AfterEach
    void nothingWasSent() throws Exception {
        server.close();
        assertFalse(connected.get());
    }

    private Cli.Result pub(String... options) {
        List<String> args = new ArrayList<>(List.of("pub", "-h", "127.0.0.1", "-p", server.portText(), "-t", "a", "-m",
                "x"));
        args.addAll(Arrays.asList(options));
        return Cli.run(args.toArray(new String[0]));
    }

    private static X509Certificate leaf(KeyPair key) {
        return PKI.leaf(key, "CN=lamp", TestPki.FROM, TestPki.TO);
    }

    private Path file(String name) {
        return folder.resolve(name);
    }

    private String cert(KeyPair key) throws Exception {
        return TestPki.pemFile(file("lamp.pem"), leaf(key));
    }

    // ---- options

    @Test
    void aKeyAloneIsWrongUsage() throws Exception {
        String key = PrivateKeys.pkcs8(file("lamp.key"), EC.getPrivate());
        pub("--key", key).exits(2).says("usage: --key needs --cert FILE");
        pub("--key", key, "--cert", "").exits(2).says("usage: --cert: the file's name is empty");
        pub("--key=", "--cert", key).exits(2).says("usage: --key: the file's name is empty");
        pub("--key", key, "--key", key, "--cert", key).exits(2).says("--key is given twice");
        Cli.run("client", "127.0.0.1:" + server.port(), "--key", key).exits(2);
        Cli.run("fingerprint", "127.0.0.1:" + server.port(), "--key", key).exits(2);
    }

    @Test
    void aCertificateWithoutKeyHasACodeOfItsOwn() throws Exception {
        pub("--cert", cert(EC)).failsWith("-1003 ERR_MISSING_EC_KEY")
                .says("lamp.pem holds no private key, and there is no --key; give the private key of the certificate");
    }

    // ---- files

    @Test
    void missingFilesAreNamed() throws Exception {
        String none = file("none").toString();
        String key = PrivateKeys.pkcs8(file("lamp.key"), EC.getPrivate());
        pub("--cert", none, "--key", key).failsWith("3001 CLI_CANNOT_READ").says(none);
        pub("--cert", cert(EC), "--key", none).failsWith("3001 CLI_CANNOT_READ").says(none);
        pub("--cert", cert(EC), "--key", folder.toString()).failsWith("3001 CLI_CANNOT_READ").says("is a folder");
    }

    @Test
    void filesThatWereTakenForEachOtherAreNamed() throws Exception {
        String key = PrivateKeys.traditional(file("lamp.key"), EC.getPrivate());
        pub("--cert", key, "--key", cert(EC)).failsWith("3004 CLI_BAD_FILE")
                .says("lamp.key: holds no certificate but EC PRIVATE KEY");
        pub("--cert", cert(EC), "--key", cert(EC)).failsWith("3004 CLI_BAD_FILE")
                .says("lamp.pem: holds no private key but CERTIFICATE");
        String request = PrivateKeys.pem(file("lamp.csr"), "CERTIFICATE REQUEST", new byte[] {0x30, 0});
        pub("--cert", request, "--key", key).failsWith("3004 CLI_BAD_FILE")
                .says("this is a request for a certificate").says("give the certificate that the CA made of it");
    }

    @Test
    void aKeyOfAnotherCertificateIsNamed() throws Exception {
        for (KeyPair other : new KeyPair[] {TestCertificates.p256(), RSA}) {
            String key = PrivateKeys.pkcs8(file("other.key"), other.getPrivate());
            pub("--cert", cert(EC), "--key", key).failsWith("3004 CLI_BAD_FILE").says("other.key, line 1: "
                    + "the private key does not belong to the first certificate in " + file("lamp.pem") + " (CN=lamp)");
        }
        String ec = PrivateKeys.pkcs8(file("ec.key"), EC.getPrivate());
        pub("--cert", cert(RSA), "--key", ec).failsWith("3004 CLI_BAD_FILE").says("requested with");
    }

    @Test
    void aChainInTheWrongOrderIsNamed() throws Exception {
        KeyStore chain = PKI.chain(EC, leaf(EC));
        X509Certificate issuer = (X509Certificate) chain.getCertificateChain("server")[1];
        String upsideDown = TestPki.pemFile(file("lamp.pem"), issuer, leaf(EC));
        pub("--cert", upsideDown, "--key", PrivateKeys.pkcs8(file("lamp.key"), EC.getPrivate()))
                .failsWith("3004 CLI_BAD_FILE").says("(CN=Device CA 1, O=Test) but to number 2")
                .says("put the client's own certificate first");
    }

    @Test
    void aListOfAllCasIsNoChain() throws Exception {
        X509Certificate[] many = new X509Certificate[300];
        Arrays.fill(many, PKI.root());
        many[0] = leaf(EC);
        pub("--cert", TestPki.pemFile(file("all.pem"), many), "--key",
                PrivateKeys.pkcs8(file("lamp.key"), EC.getPrivate()))
                .failsWith("3004 CLI_BAD_FILE").says("its 300 certificates have").says("servers take 102400");
    }

    // ---- keys that are not served

    @Test
    void keysOfOtherKindsAreNamed() throws Exception {
        KeyPair ed = TestPki.ed25519();
        KeyPair wide = TestCertificates.ec("secp384r1");
        for (KeyPair pair : new KeyPair[] {ed, wide}) {
            pub("--cert", cert(pair), "--key", PrivateKeys.pkcs8(file("lamp.key"), pair.getPrivate()))
                    .failsWith("49 BR_ERR_X509_UNSUPPORTED")
                    .says("lamp.key, line 1: the private key (PRIVATE KEY) is neither RSA with two primes nor on P-256")
                    .says("use a P-256 key, or RSA with 2048 to 4096 bits");
        }
    }

    @Test
    void rsaKeysThatAreTooLongOrTooShortAreNamed() throws Exception {
        KeyPair little = TestCertificates.rsa(512);
        pub("--cert", cert(EC), "--key", PrivateKeys.pkcs8(file("a.key"), little.getPrivate()))
                .failsWith("60 BR_ERR_X509_WEAK_PUBLIC_KEY").says("is shorter than 1024 bits");
        // what is refused by its length alone need not be a key
        BigInteger n = BigInteger.ONE.shiftLeft(4103).add(BigInteger.ONE);
        BigInteger half = BigInteger.ONE.shiftLeft(2051).add(BigInteger.ONE);
        byte[] big = new RSAPrivateKey(n, BigInteger.valueOf(65537), half, half, half, half, half, half).getEncoded();
        pub("--cert", cert(EC), "--key", PrivateKeys.pem(file("b.key"), "RSA PRIVATE KEY", big))
                .failsWith("50 BR_ERR_X509_LIMIT_EXCEEDED").says("is longer than 4096 bits");
    }

    @Test
    void encryptedKeysAreNamed() throws Exception {
        String old = Files.writeString(file("old.key"), PemFileTest.TRADITIONAL).toString();
        String recent = PrivateKeys.pem(file("new.key"), "ENCRYPTED PRIVATE KEY", new byte[] {0x30, 0});
        for (String key : new String[] {old, recent}) {
            pub("--cert", cert(EC), "--key", key).failsWith("3004 CLI_BAD_FILE").says(") is encrypted")
                    .says("decrypt it with: openssl pkey -in " + key);
        }
        // also where the certificate's file has it
        String both = Files.writeString(file("both.pem"), Files.readString(Path.of(cert(EC)))
                + PemFileTest.TRADITIONAL).toString();
        pub("--cert", both).failsWith("3004 CLI_BAD_FILE").says("both.pem, line ").says(") is encrypted");
    }

    @Test
    void aCertificateWhoseKeyCannotBeReadIsNamed() throws Exception {
        String key = PrivateKeys.pkcs8(file("lamp.key"), EC.getPrivate());
        String ed = TestPki.pemFile(file("ed.pem"), leaf(TestPki.ed25519()));
        pub("--cert", ed, "--key", key).failsWith("49 BR_ERR_X509_UNSUPPORTED").says("ed.pem: ");
        byte[] der = leaf(EC).getEncoded();
        String cut = PrivateKeys.pem(file("cut.pem"), "CERTIFICATE", Arrays.copyOf(der, 60));
        pub("--cert", cut, "--key", key).exits(1).says("BR_ERR_X509_").says("cut.pem: ");
    }

    // ---- sessions

    @Test
    void theIdentityIsPartOfWhatASessionDependsOn() throws Exception {
        byte[] trust = "trust".getBytes(StandardCharsets.US_ASCII);
        PrivateKeys.pkcs8(file("lamp.key"), EC.getPrivate());
        byte[] first = identity(cert(EC)).criteria(trust);
        byte[] again = identity(cert(EC)).criteria(trust); // renewed: another serial number
        assertEquals(first.length, again.length);
        assertFalse(Arrays.equals(first, again));
        assertArrayEquals(again, identity(file("lamp.pem").toString()).criteria(trust));
        assertFalse(Arrays.equals(again, trust));
        assertFalse(Arrays.equals(again, identity(file("lamp.pem").toString()).criteria(new byte[5])));
    }

    private ClientIdentity identity(String cert) throws Exception {
        return ClientIdentity.of(Options.parse("pub", new String[] {"pub", "--cert", cert, "--key",
            file("lamp.key").toString()}));
    }
}
