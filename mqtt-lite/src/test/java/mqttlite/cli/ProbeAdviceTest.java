package mqttlite.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bearssl.testing.DocTable;
import bearssl.testing.OpensslServer;
import bearssl.testing.TestCertificates;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyStore;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands and the Java source that {@code probe} prints connect as they stand. */
class ProbeAdviceTest {
    @TempDir
    static Path folder;

    private static Mosquitto mosquitto;

    @BeforeAll
    static void start() throws Exception {
        mosquitto = new Mosquitto(folder, 3);
        Cli.run("pub", "-h", "localhost", "-p", "" + mosquitto.plain, "-t", "probe", "-m", "kept", "-r", "-q",
                "1").exits(0);
    }

    @AfterAll
    static void stop() throws Exception {
        if (mosquitto != null) {
            mosquitto.stop();
        }
    }

    private static void assertSubscribes(String[] command) {
        assertEquals("probe kept\n", Cli.run(command).exits(0).out());
    }

    @Test
    void mosquittoWithAnRsaKey() throws Exception {
        Probe p = Probe.works(mosquitto.rsa);
        p.tells("suite.ecdhe-rsa", "yes").tells("suite.rsa", "yes").tells("buffer", "512");
        p.tells("session-resumption", "yes").tells("chain.certificates", "3");
        assertSubscribes(p.command("command", "-C", "1", "-W", "20"));
        Probe.logIn(p.connect(folder.resolve("rsa-java"), null));
    }

    @Test
    void mosquittoWithAnEcKeyTrustedByItself() throws Exception {
        String file = mosquitto.certificate("ec").toString();
        Probe p = Probe.works(mosquitto.ec, "--cafile", file);
        p.tells("suite.ecdhe-ecdsa", "yes").tells("suite.ecdhe-rsa", "no (296").tells("chain.0.key", "EC, P-256");
        assertSubscribes(p.command("command", "-C", "1", "-W", "20"));
        assertSubscribes(p.command("command.ca", "-C", "1", "-W", "20"));
        Probe.logIn(p.connect(folder.resolve("ec-java"), null));
    }

    /** The guide to the command line names every key that there is. */
    @Test
    void itsKeysAreThoseOfTheDocument() {
        String rows = String.join("\n", DocTable.rows("COMMAND-LINE.md", "## probe"));
        List<String> keys = Probe.works(mosquitto.rsa, "--cafile", mosquitto.certificate("ec").toString()).keys();
        assertTrue(keys.size() > 40, keys::toString);
        for (String key : keys) {
            String written = key.replaceFirst("^chain2?\\.\\d+\\.", "chain.0.");
            String end = "`." + written.replaceFirst(".*\\.", "") + "`";
            assertTrue(rows.contains("`" + written + "`") || rows.contains(end), key);
        }
    }

    @Test
    void mosquittosPlainPort() {
        Probe.of(mosquitto.plain).result().failsWith("31 BR_ERR_IO").says("the port speaks MQTT without TLS");
    }

    // ---- servers that take something else

    private static OpensslServer openssl(String name, KeyPair key, String... more) throws Exception {
        Path own = Files.createDirectory(folder.resolve(name));
        return new OpensslServer(own, TestCertificates.chain(key, 1), more);
    }

    @Test
    void aServerThatTakesRsaKeyExchangeAlone() throws Exception {
        try (OpensslServer server = openssl("rsa-alone", TestCertificates.rsa2048(), "-cipher", "AES128-GCM-SHA256")) {
            Probe p = Probe.works(server.port());
            p.tells("suite.ecdhe-rsa", "no (296").tells("suite.rsa", "yes").tells("profile", "RsaGcmProfile.create()");
            assertTrue(p.value("command").contains(" --suites RSA "), p.value("command"));
            p.connect(folder.resolve("rsa-alone-java"), null).close();
        }
    }

    @Test
    void aServerThatSignsWithSha384Alone() throws Exception {
        try (OpensslServer server = openssl("sha384", TestCertificates.rsa2048(), "-sigalgs", "RSA+SHA384", "-cipher",
                "ECDHE-RSA-AES128-GCM-SHA256")) {
            Probe p = Probe.works(server.port());
            p.tells("suite.ecdhe-rsa", "yes");
            p.tells("profile", "FullProfile.create(2048, new int[] {CipherSuite.ECDHE_RSA_");
            p.connect(folder.resolve("sha384-java"), null).close();
        }
    }

    @Test
    void aServerWithAKeyOnP384() throws Exception {
        try (OpensslServer server = openssl("p384", TestCertificates.ec("secp384r1"))) {
            Probe p = Probe.works(server.port());
            p.tells("suite.ecdhe-ecdsa", "yes (with a key on P-384").tells("chain.0.key", "EC, P-384");
            p.tells("command", "none (");
            assertTrue(p.value("profile").contains("EcP384I15.INSTANCE"), p.value("profile"));
            p.connect(folder.resolve("p384-java"), null).close();
        }
    }

    @Test
    void aServerWithTwoKeysAndAnApplicationProtocol() throws Exception {
        KeyStore ec = TestCertificates.chain(TestCertificates.p256(), 1);
        String cert = TestPki.chainFile(folder.resolve("second.pem"), ec);
        String key = PrivateKeys.pkcs8(folder.resolve("second.key"),
                (java.security.PrivateKey) ec.getKey("server", TestCertificates.PASSWORD));
        try (OpensslServer server = openssl("two", TestCertificates.rsa2048(), "-dcert", cert, "-dkey", key,
                "-alpn", "mqtt", "-rev")) {
            Probe p = Probe.works(server.port(), "--tls-alpn", "mqtt", "--servername", "other.example");
            assertEquals("mqtt", p.value("alpn"));
            String[] command = p.command("command");
            assertTrue(String.join(" ", command).contains("--servername other.example --tls-alpn mqtt"),
                    String.join(" ", command));
            p.connect(folder.resolve("two-java"), null).close();
        }
    }

    // ---- words for a shell

    @Test
    void wordsAreQuotedWhereAShellNeedsIt() {
        assertEquals("/etc/ssl/certs/ca.pem", ProbeAdvice.quoted("/etc/ssl/certs/ca.pem"));
        assertEquals("'my ca.pem'", ProbeAdvice.quoted("my ca.pem"));
        assertEquals("'it'\\''s $HOME'", ProbeAdvice.quoted("it's $HOME"));
        assertEquals("''", ProbeAdvice.quoted(""));
        assertEquals("'~'", ProbeAdvice.quoted("~"));
    }
}
