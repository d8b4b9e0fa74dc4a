package mqttlite.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bearssl.testing.OpensslServer;
import bearssl.testing.TestCertificates;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.bouncycastle.asn1.x509.GeneralName;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Trust by CAs, over real connections. */
class CaTrustTest {
    private static final String NOW = "2026-06-01T00:00:00Z";
    private static final KeyPair EC = TestCertificates.p256();
    private static final TestPki PKI = new TestPki("Two Level CA", 2);
    private static final TestPki OTHER = new TestPki("Other CA", 1);
    private static final KeyPair LONG = TestCertificates.rsa(4096);

    @TempDir
    static Path folder;

    private static String root;
    private static String otherRoot;

    @BeforeAll
    static void writeRoots() throws Exception {
        root = PKI.rootFile(folder);
        otherRoot = OTHER.rootFile(folder);
    }

    private static Cli.Result client(int port, String... more) {
        List<String> args = new ArrayList<>(List.of("client", "127.0.0.1:" + port));
        if (!List.of(more).contains("--time")) {
            args.addAll(List.of("--time", NOW));
        }
        args.addAll(List.of(more));
        return Cli.run("GET / HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII), args.toArray(new String[0]));
    }

    /** A server that ends each connection once it is open. */
    private static LoopbackServer server(KeyStore keys) throws Exception {
        KeyManagerFactory managers = KeyManagerFactory.getInstance("PKIX");
        managers.init(keys, TestCertificates.PASSWORD);
        SSLContext context = SSLContext.getInstance("TLSv1.2");
        context.init(managers.getKeyManagers(), null, null);
        return new LoopbackServer(tcp -> {
            SSLSocket tls = (SSLSocket) context.getSocketFactory().createSocket(tcp, null, tcp.getPort(), false);
            tls.setUseClientMode(false);
            tls.startHandshake();
            tls.close();
        });
    }

    private static Cli.Result ask(KeyStore keys, String... more) throws Exception {
        try (LoopbackServer server = server(keys)) {
            return client(server.port(), more);
        }
    }

    private static void assertOpen(Cli.Result r) {
        r.exits(0);
    }

    @ParameterizedTest
    @CsvSource({"1, EC", "2, RSA", "3, EC", "4, RSA", "5, EC"})
    void chainsOfOneToFiveCertificatesFromOpenssl(int length, String kind) throws Exception {
        TestPki pki = new TestPki("CA of " + length, length);
        KeyPair key = kind.equals("RSA") ? TestCertificates.rsa2048() : EC;
        KeyStore chain = pki.chain(key);
        assertEquals(length, chain.getCertificateChain("server").length);
        try (OpensslServer server = new OpensslServer(Files.createTempDirectory(folder, "server"), chain, "-www")) {
            String answer = client(server.port(), "--cafile", pki.rootFile(folder)).exits(0).out();
            assertTrue(answer.startsWith("HTTP/1.0 200"), answer);
            client(server.port(), "--cafile", root).failsWith("62 BR_ERR_X509_NOT_TRUSTED")
                    .says("whose issuer (CN=CA of " + length + " 0, O=Test) is no trusted CA");
        }
    }

    @Test
    void anExpiredCertificateIsNamedWithItsDates() throws Exception {
        KeyStore chain = PKI.chain(EC);
        ask(chain, "--cafile", root, "--time", "2035-01-01T00:00:01Z").failsWith("54 BR_ERR_X509_EXPIRED")
                .says("certificate 0 (CN=localhost) expired on 2035-01-01T00:00:00Z, judged at 2035-01-01T00:00:01Z");
        ask(chain, "--cafile", root, "--time", "0").failsWith("54 BR_ERR_X509_EXPIRED")
                .says("is not valid before 2025-01-01T00:00:00Z, judged at 1970-01-01T00:00:00Z");
    }

    @Test
    void theMachinesClockCountsWithoutTime() throws Exception {
        Instant now = Instant.now();
        KeyStore fresh = OTHER.chain(EC, OTHER.leaf(EC, "CN=fresh", now.minusSeconds(60), now.plusSeconds(600),
                new GeneralName(GeneralName.iPAddress, "127.0.0.1")));
        KeyStore stale = OTHER.chain(EC, OTHER.leaf(EC, "CN=stale", now.minusSeconds(600), now.minusSeconds(60),
                new GeneralName(GeneralName.iPAddress, "127.0.0.1")));
        try (LoopbackServer good = server(fresh); LoopbackServer bad = server(stale)) {
            Cli.run("client", "127.0.0.1:" + good.port(), "--cafile", otherRoot).exits(0);
            Cli.run("client", "127.0.0.1:" + bad.port(), "--cafile", otherRoot).failsWith("54 BR_ERR_X509_EXPIRED")
                    .says("CN=stale");
        }
    }

    @Test
    void aWrongNameIsNamedWithTheRightOnes() throws Exception {
        KeyStore chain = PKI.chain(EC);
        ask(chain, "--cafile", root, "--servername", "other.example").failsWith("56 BR_ERR_X509_BAD_SERVER_NAME")
                .says("certificate 0 (CN=localhost) is not for 'other.example' but for DNS:localhost, IP:127.0.0.1")
                .says("--servername");
        assertOpen(ask(chain, "--cafile", root, "--servername", "localhost"));
        KeyStore nameless = PKI.chain(EC, PKI.leaf(EC, "CN=127.0.0.1", TestPki.FROM, TestPki.TO));
        ask(nameless, "--cafile", root).failsWith("56 BR_ERR_X509_BAD_SERVER_NAME")
                .says("it holds no alternative name");
    }

    @Test
    void theCommonNameCountsOnlyWhenAllowed() throws Exception {
        KeyStore old = PKI.chain(EC, PKI.leaf(EC, "CN=broker.example", TestPki.FROM, TestPki.TO));
        ask(old, "--cafile", root, "--servername", "broker.example").failsWith("56 BR_ERR_X509_BAD_SERVER_NAME")
                .says("--allow-cn");
        assertOpen(ask(old, "--cafile", root, "--servername", "broker.example", "--allow-cn"));
        ask(old, "--cafile", root, "--servername", "other.example", "--allow-cn")
                .failsWith("56 BR_ERR_X509_BAD_SERVER_NAME");
    }

    @Test
    void anUnknownCaIsNamed() throws Exception {
        ask(PKI.chain(EC), "--cafile", otherRoot).failsWith("62 BR_ERR_X509_NOT_TRUSTED")
                .says("the chain ends in certificate 1 (CN=Two Level CA 1, O=Test), "
                        + "whose issuer (CN=Two Level CA 0, O=Test) is no trusted CA").says("--cafile");
    }

    @Test
    void aLongKeyIsNamedAndServedOnRequest() throws Exception {
        KeyStore chain = PKI.chain(LONG);
        ask(chain, "--cafile", root).failsWith("50 BR_ERR_X509_LIMIT_EXCEEDED").says("key RSA, 4096 bits")
                .says("--max-rsa 4096");
        assertOpen(ask(chain, "--cafile", root, "--max-rsa", "4096"));
    }

    @Test
    void aLongKeyOfTheRootIsNamedAndServedOnRequest() throws Exception {
        TestPki pki = new TestPki("Long CA", 2, LONG);
        String file = pki.rootFile(folder);
        ask(pki.chain(EC), "--cafile", file).failsWith("50 BR_ERR_X509_LIMIT_EXCEEDED").says("--max-rsa 4096");
        assertOpen(ask(pki.chain(EC), "--cafile", file, "--max-rsa", "4096"));
    }

    @Test
    void anAddressIsAskedForWithoutItsZoneAndNotInBrackets() {
        assertEquals("fe80::1", TlsSettings.nameOf("fe80::1%eth0"));
        assertEquals("::1", TlsSettings.nameOf("::1"));
        assertEquals("a%b", TlsSettings.nameOf("a%b"));
        assertEquals(null, TlsSettings.nameOf("\u00E4.example"));
    }

    @Test
    void aRootOnALargerCurveIsServed() throws Exception {
        TestPki pki = new TestPki("CA on P-384", 2, TestCertificates.ec("secp384r1"));
        assertOpen(ask(pki.chain(EC), "--cafile", pki.rootFile(folder)));
    }

    @Test
    void strictnessMayBeChosen() throws Exception {
        // No extended key usage, no key identifiers: sound, but not what the public web wants.
        assertOpen(ask(PKI.chain(EC), "--cafile", root));
        assertOpen(ask(PKI.chain(EC), "--cafile", root, "--strict", "no", "--servername", "localhost"));
        ask(PKI.chain(EC), "--cafile", root, "--strict", "yes").exits(1).says("BR_ERR_X509_");
        KeyStore old = PKI.chain(EC, PKI.leaf(EC, "CN=broker.example", TestPki.FROM, TestPki.TO));
        assertOpen(ask(old, "--cafile", root, "--servername", "broker.example", "--strict", "no"));
    }

    // ---- where CAs come from

    @Test
    void bundlesFoldersDerAndPackedListsAreRead() throws Exception {
        KeyStore chain = PKI.chain(EC);
        String bundle = Files.writeString(folder.resolve("bundle.txt"), "Some text\n" + TestPki.pem(OTHER.root())
                + "more\n" + TestPki.pem(PKI.root())).toString();
        assertOpen(ask(chain, "--cafile", bundle));
        String der = Files.write(folder.resolve("root.der"), PKI.root().getEncoded()).toString();
        assertOpen(ask(chain, "--cafile", otherRoot, "--cafile", der));
        String packed = folder.resolve("packed").toString();
        Cli.run("ta", "--out", packed, otherRoot, der).exits(0).says("2 anchors");
        assertOpen(ask(chain, "--cafile", packed));
        Path path = Files.createDirectory(folder.resolve("path"));
        Files.writeString(path.resolve("README"), "no certificate");
        Files.createDirectory(path.resolve("a.pem"));
        Files.writeString(path.resolve("b.CRT"), TestPki.pem(PKI.root()));
        assertOpen(ask(chain, "--capath", path.toString()));
        Files.writeString(path.resolve("c.cer"), "no certificate");
        ask(chain, "--capath", path.toString()).failsWith("3004 CLI_BAD_FILE")
                .says("c.cer: holds nothing in PEM or DER");
    }

    @Test
    void whatCannotBeAnAnchorIsNamedWhenNothingElseHelps() throws Exception {
        KeyPair key = TestPki.ed25519();
        String bundle = TestPki.pemFile(folder.resolve("mixed.pem"),
                TestPki.sign("CN=Ed", key, "CN=Ed", key, true, TestPki.FROM, TestPki.TO), OTHER.root());
        ask(PKI.chain(EC), "--cafile", bundle).failsWith("62 BR_ERR_X509_NOT_TRUSTED").says("1 of the CAs given")
                .says("CN=Ed").says("BR_ERR_X509_UNSUPPORTED");
        assertOpen(ask(OTHER.chain(EC), "--cafile", bundle));
        String alone = TestPki.pemFile(folder.resolve("alone.pem"),
                TestPki.sign("CN=Ed", key, "CN=Ed", key, true, TestPki.FROM, TestPki.TO));
        Cli.run("client", "127.0.0.1:1", "--cafile", alone).failsWith("3004 CLI_BAD_FILE").says("alone.pem")
                .says("BR_ERR_X509_UNSUPPORTED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hello", "BAN1", "BAN1x", "-----BEGIN CERTIFICATE-----\nMII\n",
        "-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----\n",
        "-----BEGIN EC PRIVATE KEY-----\nMAA=\n-----END EC PRIVATE KEY-----\n"})
    void filesWithoutCasAreNamed(String content) throws Exception {
        String file = Files.writeString(folder.resolve("bad"), content).toString();
        Cli.run("client", "127.0.0.1:1", "--cafile", file).failsWith("3004 CLI_BAD_FILE");
        Cli.run("pub", "-t", "a", "-n", "--cafile", file).failsWith("3004 CLI_BAD_FILE");
    }

    @Test
    void filesAndFoldersThatAreNotThereAreNamed() throws Exception {
        String none = folder.resolve("none").toString();
        Cli.run("client", "127.0.0.1:1", "--cafile", none).failsWith("3001 CLI_CANNOT_READ").says(none);
        Cli.run("client", "127.0.0.1:1", "--capath", none).failsWith("3001 CLI_CANNOT_READ").says(none);
        Cli.run("client", "127.0.0.1:1", "--cafile", folder.toString()).failsWith("3001 CLI_CANNOT_READ")
                .says("is a folder");
        String empty = Files.createDirectory(folder.resolve("empty")).toString();
        Cli.run("client", "127.0.0.1:1", "--capath", empty).failsWith("3004 CLI_BAD_FILE").says(empty);
    }

    @Test
    void wrongUsageIsNamed() {
        String pin = "C11E35952BF33B05FAC94C04604D0EC3C5A99412";
        String[] client = {"client", "127.0.0.1:1"};
        for (String[] more : new String[][] {
            {"--cafile", root, "--fingerprint", pin, "--cafile and --fingerprint exclude each other"},
            {"--capath", "x", "--insecure", "--capath and --insecure exclude each other"},
            {"--cafile", root, "--learn", "x", "--cafile and --learn exclude each other"},
            {"--time", NOW, "--time needs --cafile or --capath"},
            {"--strict", "yes", "--insecure", "--strict needs --cafile or --capath"},
            {"--allow-cn", "--allow-cn needs --cafile or --capath"},
            {"--cafile", root, "--servername", "", "without a name there is nothing to check"},
            {"--cafile", root, "--strict", "maybe", "--strict: 'maybe' is neither yes nor no"},
            {"--cafile", root, "--time", "soon", "--time: 'soon' is no time"},
        }) {
            List<String> args = new ArrayList<>(List.of(client));
            args.addAll(List.of(more).subList(0, more.length - 1));
            Cli.run(args.toArray(new String[0])).exits(2).says(more[more.length - 1]);
        }
    }
}
