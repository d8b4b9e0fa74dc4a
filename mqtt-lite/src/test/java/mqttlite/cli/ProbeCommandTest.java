package mqttlite.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bearssl.testing.JsseServer;
import bearssl.testing.OpensslServer;
import bearssl.testing.ScriptedServer;
import bearssl.testing.TestCertificates;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.bouncycastle.asn1.x509.GeneralName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code probe} finds out about servers of several kinds. */
class ProbeCommandTest {
    private static final String RSA_SUITE = "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256";
    private static final KeyPair RSA = TestCertificates.rsa2048();
    private static final GeneralName LOCALHOST = new GeneralName(GeneralName.dNSName, "localhost");

    @TempDir
    private Path folder;

    private final TestPki pki = new TestPki("Probe", 3);

    private OpensslServer openssl(KeyStore keys, String... more) throws Exception {
        return new OpensslServer(folder, keys, more);
    }

    private String root() throws Exception {
        return pki.rootFile(folder);
    }

    // ---- protocol

    @Test
    void aServerWithAnRsaKey() throws Exception {
        try (OpensslServer server = openssl(pki.chain(RSA))) {
            Probe p = Probe.works(server.port(), "--cafile", root());
            p.tells("server", "localhost " + server.port() + " (127.0.0.1)");
            p.tells("suite.ecdhe-rsa", "yes").tells("suite.rsa", "yes");
            p.tells("suite.ecdhe-ecdsa", "no (296 BR_ERR_RECV_FATAL_ALERT: the server sent alert handshake_failure");
            p.tells("extended-master-secret", "yes").tells("secure-renegotiation", "yes").tells("tls-1.3", "no");
            p.tells("client-certificate", "not asked for").omits("alpn").omits("warning");
            p.tells("record-size.512", "yes (max_fragment_length)");
            p.tells("record-size.1024", "yes (max_fragment_length)");
            assertEquals("512", p.value("buffer"));
            assertTrue(Integer.parseInt(p.value("longest-record").split(" ")[0]) > 1024, p.value("longest-record"));
            p.tells("session-resumption", "yes (");
            p.tells("profile", "EcdheProfile.create()").tells("buffers", "2106 ").tells("workspace", "2437 ")
                    .tells("workspace.ca", "");
        }
    }

    @Test
    void aServerWithAnEcKeyThatTakesNothingUp() throws Exception {
        KeyStore keys = pki.chain(TestCertificates.p256());
        try (OpensslServer server = openssl(keys, "-no_cache", "-cipher", "ECDHE-ECDSA-AES128-GCM-SHA256",
                "-alpn", "mqtt")) {
            Probe p = Probe.works(server.port(), "--tls-alpn", "mqtt");
            p.tells("suite.ecdhe-rsa", "no (296").tells("suite.ecdhe-ecdsa", "yes").tells("suite.rsa", "no (296");
            assertEquals("mqtt", p.value("alpn"));
            p.tells("session-resumption", "no (the server ");
        }
    }

    @Test
    void aServerThatSpeaksTls13Besides() throws Exception {
        SSLContext context = context(pki.chain(RSA));
        try (SSLServerSocket both = listen(context, "TLSv1.2", "TLSv1.3")) {
            Probe.works(both.getLocalPort()).tells("tls-1.3", "yes").tells("suite.ecdhe-rsa", "yes");
        }
    }

    @Test
    void aServerThatSpeaksTls13Alone() throws Exception {
        SSLContext context = context(pki.chain(RSA));
        try (SSLServerSocket only = listen(context, "TLSv1.3")) {
            Probe p = Probe.of(only.getLocalPort());
            p.result().failsWith("326 BR_ERR_RECV_FATAL_ALERT").says("TLS 1.3 only");
            assertEquals("", p.result().out());
        }
    }

    private static SSLContext context(KeyStore keys) throws Exception {
        KeyManagerFactory managers = KeyManagerFactory.getInstance("PKIX");
        managers.init(keys, TestCertificates.PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    private static SSLServerSocket listen(SSLContext context, String... protocols) throws IOException {
        SSLServerSocket listener = (SSLServerSocket) context.getServerSocketFactory().createServerSocket(0, 5,
                InetAddress.getLoopbackAddress());
        listener.setEnabledProtocols(protocols);
        Thread thread = new Thread(() -> {
            while (!listener.isClosed()) {
                try (SSLSocket socket = (SSLSocket) listener.accept()) {
                    socket.getInputStream().read();
                } catch (IOException e) {
                    continue; // the client is judged, not this server
                }
            }
        });
        thread.setDaemon(true);
        thread.start();
        return listener;
    }

    @Test
    void aServerWithTwoKindsOfKeys() throws Exception {
        KeyStore ec = pki.chain(TestCertificates.p256());
        String cert = TestPki.pemFile(folder.resolve("ec.pem"), (X509Certificate) ec.getCertificate("server"));
        String key = PrivateKeys.pkcs8(folder.resolve("ec.key"),
                (java.security.PrivateKey) ec.getKey("server", TestCertificates.PASSWORD));
        try (OpensslServer server = openssl(pki.chain(RSA), "-dcert", cert, "-dkey", key)) {
            Probe p = Probe.works(server.port(), "--cafile", root());
            p.tells("suite.ecdhe-rsa", "yes").tells("suite.ecdhe-ecdsa", "yes");
            p.tells("chain.suites", "ecdhe-rsa, rsa").tells("chain2.suites", "ecdhe-ecdsa");
            p.tells("chain.0.key", "RSA, 2048 bits").tells("chain2.0.key", "EC, P-256");
            assertEquals(2, p.value("command").split("--fingerprint ").length - 1, p.value("command"));
        }
    }

    // ---- records

    private static LoopbackServer scripted(Supplier<ScriptedServer> servers) throws IOException {
        return new LoopbackServer(socket -> {
            ScriptedServer server = servers.get();
            byte[] buf = new byte[20000];
            InputStream in = socket.getInputStream();
            for (int n = in.read(buf); n > 0; n = in.read(buf)) {
                int taken = 0;
                while (taken < n) {
                    taken += server.write(buf, taken, n - taken);
                }
                for (int r = server.read(buf, 0, buf.length); r > 0; r = server.read(buf, 0, buf.length)) {
                    socket.getOutputStream().write(buf, 0, r);
                }
            }
        });
    }

    @Test
    void aServerThatIgnoresTheFragmentLength() throws Exception {
        try (LoopbackServer server = scripted(() -> ScriptedServer.of(0xC02F, RSA, 3, 7).ignoreMaxFragment()
                .ignoreExtendedMasterSecret().onHello(h -> h.drop(ScriptedServer.RENEGOTIATION_INFO)))) {
            Probe p = Probe.works(server.port());
            p.tells("record-size.512", "no (ignored)").tells("record-size.1024", "no (ignored)");
            p.tells("buffer", "16384 (");
            p.tells("extended-master-secret", "no").tells("secure-renegotiation", "no");
            p.tells("session-resumption", "no (the server gives no session id)");
            assertTrue(p.value("command").contains(" --buffer 16384 "), p.value("command"));
            assertTrue(p.java().contains("new byte[16384 + TlsClient.IN_OVERHEAD]"), p.java());
        }
    }

    @Test
    void aServerThatFailsWhenAskedForAFragmentLength() throws Exception {
        try (LoopbackServer server = scripted(() -> ScriptedServer.of(0xC02F, RSA, 1, 7).onHello(h -> {
            if (h.has(ScriptedServer.MAX_FRAGMENT_LENGTH)) {
                h.replace(ScriptedServer.MAX_FRAGMENT_LENGTH, 4);
            }
        }))) {
            Probe p = Probe.works(server.port());
            p.tells("record-size.512", "no (18 BR_ERR_BAD_FRAGLEN");
            p.tells("record-size.1024", "no (the handshake fails");
            assertTrue(p.value("command").contains(" --buffer 16384 --no-mfln"), p.value("command"));
            p.connect(folder, null).close();
        }
    }

    @Test
    void aServerWithARecordSizeLimit() throws Exception {
        try (LoopbackServer server = scripted(() -> ScriptedServer.of(0xC02F, RSA, 3, 7).recordSizeLimit(4000))) {
            Probe p = Probe.works(server.port());
            // In the clear it sends a record of its whole flight.
            assertTrue(p.value("record-size.512").startsWith("yes (record_size_limit, the server's own is 4000"),
                    p.value("record-size.512"));
            assertEquals("512", p.value("buffer"));
        }
    }

    @Test
    void aServerThatForgetsSessions() throws Exception {
        AtomicInteger seed = new AtomicInteger(); // else the ids of all sessions were the same
        try (LoopbackServer server = scripted(() -> ScriptedServer.of(0xC02F, RSA, 1, seed.incrementAndGet())
                .keepSessions())) {
            Probe.works(server.port()).tells("session-resumption", "no (the server has forgotten it)");
        }
    }

    // ---- certificates

    @Test
    void itsCertificatesOneByOne() throws Exception {
        KeyStore keys = pki.chain(RSA);
        X509Certificate leaf = (X509Certificate) keys.getCertificate("server");
        try (JsseServer server = new JsseServer(keys, RSA_SUITE)) {
            Probe p = Probe.works(server.port(), "--cafile", root(), "--time", "2034-12-31T00:00:00Z");
            p.tells("chain.suites", "ecdhe-rsa").tells("chain.certificates", "3");
            p.tells("chain.0.subject", "CN=localhost").tells("chain.0.issuer", "CN=Probe 2, O=Test");
            p.tells("chain.0.bytes", "" + leaf.getEncoded().length).tells("chain.0.key", "RSA, 2048 bits");
            p.tells("chain.0.signature", "ECDSA with SHA-256").tells("chain.1.signature", "RSA with SHA-256");
            p.tells("chain.0.not-before", "2025-01-01T00:00:00Z").tells("chain.0.not-after", "2035-01-01T00:00:00Z");
            assertEquals("1", p.value("chain.0.days"));
            p.tells("chain.0.names", "DNS:localhost, IP:127.0.0.1").tells("chain.0.warning", "expires within 14 days");
            assertEquals(HexFormat.ofDelimiter(":").withUpperCase().formatHex(sha256(leaf.getEncoded())),
                    p.value("chain.0.sha256"));
            assertEquals("sha256//" + Base64.getEncoder().encodeToString(sha256(leaf.getPublicKey().getEncoded())),
                    p.value("chain.pin-sha256"));
            String shown = Cli.run("fingerprint", "localhost:" + server.port()).exits(0).out();
            assertTrue(shown.contains("fingerprint      " + p.value("chain.fingerprint") + "\n"), shown);
            assertTrue(shown.contains("fingerprint-v1   " + p.value("chain.fingerprint-v1") + " "), shown);
            assertEquals("yes ('localhost')", p.value("chain.name"));
        }
    }

    private static byte[] sha256(byte[] b) throws Exception {
        return MessageDigest.getInstance("SHA-256").digest(b);
    }

    private Probe of(KeyStore keys, String... options) throws Exception {
        try (JsseServer server = new JsseServer(keys, RSA_SUITE)) {
            return Probe.works(server.port(), options);
        }
    }

    @Test
    void trustByTheCasOfTheOptions() throws Exception {
        KeyStore keys = pki.chain(RSA);
        String file = root();
        of(keys, "--cafile", file).tells("chain.trust.ca", "yes (--cafile " + file + "; in Java X509Default)");
    }

    @Test
    void trustByTheSystemsCas() throws Exception {
        Probe p = of(pki.chain(RSA));
        p.tells("chain.trust.ca", "no (");
        p.tells("warning", "nothing vouches for the pins below").omits("command.ca").omits("workspace.ca");
        if (Files.isReadable(Path.of("/etc/ssl/certs/ca-certificates.crt"))) {
            p.tells("chain.trust.ca", "no (62 BR_ERR_X509_NOT_TRUSTED: the chain ends in certificate 2 ");
            p.tells("chain.warning", "the issuer of certificate 2 (CN=Probe 0, O=Test) was not sent");
        }
    }

    @Test
    void trustByPins() throws Exception {
        KeyStore keys = pki.chain(RSA);
        Probe p = of(keys);
        String fingerprint = p.value("chain.fingerprint");
        String pin = p.value("chain.pin-sha256");
        p.tells("chain.trust.fingerprint", "yes (--fingerprint " + fingerprint.replace(" ", "") + ")");
        p.tells("chain.trust.pin-sha256", "yes (--pin-sha256 " + pin + ")");
        of(keys, "--fingerprint", fingerprint, "--pin-sha256", pin)
                .tells("chain.trust.fingerprint", "yes (the one given)")
                .tells("chain.trust.pin-sha256", "yes (the one given)");
        String other = Base64.getEncoder().encodeToString(sha256(new byte[1]));
        of(keys, "--fingerprint", "1".repeat(40), "--pin-sha256", other)
                .tells("chain.trust.fingerprint", "no (1 BR_ERR_BAD_PARAM: the key is not the one given; it takes --fi")
                .tells("chain.trust.pin-sha256", "no (1 ");
    }

    @Test
    void wrongNamesAndDates() throws Exception {
        KeyStore keys = pki.chain(RSA);
        of(keys, "--cafile", root(), "--servername", "other.example")
                .tells("chain.name", "no ('other.example' is none of")
                .tells("chain.trust.ca", "no (56 BR_ERR_X509_BAD_SERVER_NAME: ");
        of(keys, "--cafile", root(), "--time", "2040-01-01").tells("chain.0.warning", "expired")
                .tells("chain.trust.ca", "no (54 BR_ERR_X509_EXPIRED: ").tells("chain.0.days", "-1826");
        of(keys, "--cafile", root(), "--time", "2020-01-01").tells("chain.0.warning", "not valid yet");
        KeyStore old = pki.chain(RSA, pki.leaf(RSA, "CN=localhost", TestPki.FROM, TestPki.TO));
        of(old, "--cafile", root()).tells("chain.name", "no ('localhost' is its common name alone: --allow-cn)")
                .tells("chain.0.warning", "no alternative names").tells("chain.trust.ca", "no (56 ");
        of(old, "--cafile", root(), "--allow-cn").tells("chain.trust.ca", "yes (");
    }

    @Test
    void chainsOutOfOrderOrIncomplete() throws Exception {
        KeyStore keys = pki.chain(RSA);
        X509Certificate[] chain = java.util.Arrays.stream(keys.getCertificateChain("server"))
                .map(X509Certificate.class::cast).toArray(X509Certificate[]::new);
        TestPki.pemFile(folder.resolve("leaf.pem"), chain[0]);
        PrivateKeys.pkcs8(folder.resolve("key.pem"), RSA.getPrivate());
        TestPki.pemFile(folder.resolve("issuers.pem"), chain[2], chain[1], pki.root());
        try (OpensslServer server = new OpensslServer(folder)) {
            Probe.works(server.port(), "--cafile", root())
                    .tells("chain.1.warning", "out of order: certificate 0 was issued by another")
                    .tells("chain.3.warning", "self-signed: a root need not be sent").omits("chain.warning");
        }
        TestPki.pemFile(folder.resolve("issuers.pem"), chain[2]);
        try (OpensslServer server = new OpensslServer(folder)) {
            Probe.works(server.port(), "--cafile", root()).tells("chain.1.warning", "not the issuer of certificate 0")
                    .tells("chain.warning", "the issuer of certificate 0 (CN=Probe 2, O=Test) was not sent");
        }
    }

    @Test
    void aSelfSignedCertificateWithALongKey() throws Exception {
        KeyPair key = TestCertificates.rsa4096();
        X509Certificate own = TestPki.sign("CN=localhost", key, "CN=localhost", key, true, TestPki.FROM, TestPki.TO,
                LOCALHOST);
        KeyStore keys = KeyStore.getInstance("PKCS12");
        keys.load(null, TestCertificates.PASSWORD);
        keys.setKeyEntry("server", key.getPrivate(), TestCertificates.PASSWORD, new X509Certificate[] {own});
        String file = TestPki.pemFile(folder.resolve("own.pem"), own);
        try (JsseServer server = new JsseServer(keys, RSA_SUITE)) {
            Probe p = Probe.works(server.port(), "--cafile", file);
            p.tells("chain.0.warning", "self-signed").tells("chain.0.warning", "an RSA key over 2048 bits needs");
            p.tells("chain.trust.ca", "yes (--cafile " + file + " --max-rsa 4096; in Java X509Full)");
            p.tells("profile", "EcdheProfile.create(4096)");
            assertTrue(p.value("command").contains(" --max-rsa 4096 "), p.value("command"));
            p.connect(folder.resolve("java"), null).close();
        }
    }

    @Test
    void aKeyThatCannotBeUsed() throws Exception {
        KeyPair key = TestPki.ed25519();
        try (OpensslServer server = openssl(pki.chain(key, pki.leaf(key, "CN=localhost", TestPki.FROM, TestPki.TO,
                LOCALHOST)))) {
            Probe p = Probe.of(server.port());
            p.result().failsWith("296 BR_ERR_RECV_FATAL_ALERT");
            p.tells("suite.ecdhe-rsa", "no (296").tells("suite.ecdhe-ecdsa", "no (296").omits("command").omits("chain");
        }
    }

    // ---- client certificates

    @Test
    void serversThatAskForACertificate() throws Exception {
        String ca = pki.rootFile(folder);
        KeyPair key = TestCertificates.p256();
        KeyStore mine = pki.chain(key, pki.leaf(key, "CN=lamp", TestPki.FROM, TestPki.TO));
        String cert = TestPki.chainFile(folder.resolve("lamp.pem"), mine);
        String keyFile = PrivateKeys.pkcs8(folder.resolve("lamp.key"), key.getPrivate());
        try (OpensslServer server = openssl(pki.chain(RSA), "-verify", "3", "-CAfile", ca)) {
            Probe p = Probe.works(server.port());
            p.tells("client-certificate", "optional").tells("client-certificate.keys", "RSA, EC")
                    .tells("client-certificate.ca", "CN=Probe 0, O=Test").omits("client-certificate.given");
            p.tells("session-resumption", "yes");
        }
        try (OpensslServer server = openssl(pki.chain(RSA), "-Verify", "3", "-CAfile", ca)) {
            Probe p = Probe.works(server.port());
            p.tells("client-certificate", "required").tells("suite.ecdhe-rsa", "yes").tells("buffer", "512");
            p.tells("session-resumption", "unknown (a client certificate is required)");
            assertTrue(p.java().contains("connect(ClientAuth auth)"), p.java());
            Probe given = Probe.works(server.port(), "--cert", cert, "--key", keyFile);
            given.tells("client-certificate", "required").tells("client-certificate.given", "accepted")
                    .tells("session-resumption", "yes");
            String command = given.value("command");
            assertTrue(command.contains(" --cert " + cert + " --key " + keyFile), command);
            given.connect(folder.resolve("java"), ClientIdentity.of(Options.parse("probe",
                    new String[] {"probe", "--cert", cert, "--key", keyFile})).auth()).close();
        }
    }

    // ---- failures

    @Test
    void portsWithoutTls() throws Exception {
        int dead;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            dead = free.getLocalPort();
        }
        Probe.of(dead).result().failsWith("-1002 ERR_TCP_CONNECT");
        byte[] http = "HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        try (LoopbackServer server = new LoopbackServer(LoopbackServer.answering(http))) {
            Probe.of(server.port()).result().failsWith("3 BR_ERR_UNSUPPORTED_VERSION").says("but HTTP");
        }
        try (LoopbackServer server = new LoopbackServer(socket -> socket.getInputStream().read(new byte[2000]))) {
            Probe.of(server.port()).result().failsWith("31 BR_ERR_IO").says("the port speaks TLS");
        }
        Cli.run("probe", "host.invalid:8883").failsWith("-1001 ERR_CANT_RESOLVE_IP");
    }

    /** MQTT-3.1.2-2. A broker that reads a ClientHello finds a malformed packet and closes. */
    @Test
    void aPortOfPlainMqtt() throws Exception {
        byte[] refused = {0x20, 2, 0, 1};
        try (LoopbackServer server = new LoopbackServer(socket -> {
            byte[] first = new byte[100];
            int n = socket.getInputStream().read(first);
            if (n > 0 && first[0] == 0x10) {
                assertEquals(0, first[8], "level");
                socket.getOutputStream().write(refused);
            }
        })) {
            Cli.Result r = Probe.of(server.port()).result().failsWith("31 BR_ERR_IO");
            r.says("the port speaks MQTT without TLS").says("8883");
        }
    }

    @Test
    void aSilentServer() throws Exception {
        try (LoopbackServer server = new LoopbackServer(LoopbackServer.silent())) {
            Cli.Result r = Probe.of(server.port(), "-W", "1").result().exits(27);
            r.says("waiting for ServerHello in the TLS handshake");
            assertFalse(r.out().contains("suite"), r.out());
        }
    }

    @Test
    void aServerThatFallsSilentLater() throws Exception {
        boolean[] isLater = new boolean[1];
        try (LoopbackServer server = new LoopbackServer(socket -> {
            if (!isLater[0]) {
                isLater[0] = true;
                LoopbackServer.answering(new byte[] {0x15, 3, 3, 0, 2, 2, 40}).of(socket);
            } else {
                LoopbackServer.silent().of(socket);
            }
        })) {
            long start = System.nanoTime();
            Probe p = Probe.of(server.port(), "-W", "1");
            p.result().exits(27).says("waiting for ServerHello");
            p.tells("suite.ecdhe-rsa", "no (296");
            assertTrue(Duration.ofNanos(System.nanoTime() - start).toSeconds() < 10);
        }
    }

    @Test
    void wrongUsage() {
        Cli.run("probe").exits(2).says("HOST:PORT is missing");
        Cli.run("probe", "localhost").exits(2).says("is not HOST:PORT");
        Cli.run("probe", "localhost:1", "--fingerprint", "1234").exits(2).says("--fingerprint");
        Cli.run("probe", "localhost:1", "--time", "noon").exits(2).says("--time");
        Cli.run("probe", "localhost:1", "--buffer", "512").exits(2).says("unknown option --buffer");
        Cli.run("probe", "localhost:1", "--cafile", "none.pem").failsWith("3001 CLI_CANNOT_READ");
    }
}
