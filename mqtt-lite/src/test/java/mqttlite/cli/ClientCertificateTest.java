package mqttlite.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bearssl.testing.OpensslServer;
import bearssl.testing.TestCertificates;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** --cert and --key at servers that ask: the JDK's, OpenSSL's and mosquitto's. */
class ClientCertificateTest {
    private static final TestPki PKI = new TestPki("Device CA", 2);
    private static final TestPki OTHER = new TestPki("Other CA", 1);
    private static final KeyPair EC = TestCertificates.p256();
    private static final KeyPair RSA = TestCertificates.rsa2048();
    private static final KeyStore SERVER = TestCertificates.chain(TestCertificates.p256(), 1);

    @TempDir
    Path folder;

    private Path file(String name) {
        return folder.resolve(name);
    }

    /** Writes certificate and key of a client. @return the options that name them */
    private String[] identity(String name, TestPki pki, KeyPair key, Instant until) throws Exception {
        KeyStore chain = pki.chain(key, pki.leaf(key, "CN=" + name, TestPki.FROM, until));
        return new String[] {"--cert", TestPki.chainFile(file(name + ".pem"), chain), "--key",
            PrivateKeys.pkcs8(file(name + ".key"), key.getPrivate())};
    }

    private String[] lamp() throws Exception {
        return identity("lamp", PKI, EC, TestPki.TO);
    }

    private static String[] join(String[] first, String... more) {
        List<String> all = new ArrayList<>(Arrays.asList(first));
        all.addAll(Arrays.asList(more));
        return all.toArray(new String[0]);
    }

    private static Cli.Result client(int port, String... more) {
        return Cli.run("GET / HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII),
                join(new String[] {"client", "localhost:" + port, "--insecure"}, more));
    }

    // ---- the JDK's server

    /** One that says the client's name, or "nobody". */
    private static LoopbackServer jsse(boolean demands) throws Exception {
        return jsse(demands, PKI);
    }

    private static LoopbackServer jsse(boolean demands, TestPki clients) throws Exception {
        KeyManagerFactory managers = KeyManagerFactory.getInstance("PKIX");
        managers.init(SERVER, TestCertificates.PASSWORD);
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, TestCertificates.PASSWORD);
        trusted.setCertificateEntry("ca", clients.root());
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLSv1.2");
        context.init(managers.getKeyManagers(), trust.getTrustManagers(), null);
        return new LoopbackServer(tcp -> {
            SSLSocket tls = (SSLSocket) context.getSocketFactory().createSocket(tcp, null, tcp.getPort(), false);
            tls.setUseClientMode(false);
            if (demands) {
                tls.setNeedClientAuth(true);
            } else {
                tls.setWantClientAuth(true);
            }
            tls.startHandshake();
            tls.getOutputStream().write((name(tls) + "\n").getBytes(StandardCharsets.US_ASCII));
            tls.close();
        });
    }

    private static String name(SSLSocket tls) {
        try {
            return tls.getSession().getPeerPrincipal().getName();
        } catch (SSLPeerUnverifiedException e) {
            return "nobody";
        }
    }

    @Test
    void everyFormOfKeyAndCertificateIsTaken() throws Exception {
        try (LoopbackServer server = jsse(true)) {
            for (KeyPair key : new KeyPair[] {EC, RSA}) {
                KeyStore chain = PKI.chain(key, PKI.leaf(key, "CN=lamp", TestPki.FROM, TestPki.TO));
                String pem = TestPki.chainFile(file("lamp.pem"), chain);
                String pkcs8 = PrivateKeys.pkcs8(file("pkcs8.key"), key.getPrivate());
                String traditional = PrivateKeys.traditional(file("traditional.key"), key.getPrivate());
                String der = Files.write(file("lamp.key.der"), key.getPrivate().getEncoded()).toString();
                for (String form : new String[] {pkcs8, traditional, der}) {
                    Cli.Result r = client(server.port(), "--cert", pem, "--key", form, "--info").exits(0);
                    assertEquals("CN=lamp\n", r.out());
                    r.says("info: client certificate sent: CN=lamp (" + (key == EC ? "EC, P-256" : "RSA, 2048 bits")
                            + ", until 2035-01-01T00:00:00Z)");
                }
                String both = Files.writeString(file("both.pem"),
                        Files.readString(Path.of(traditional)) + Files.readString(Path.of(pem))).toString();
                assertEquals("CN=lamp\n", client(server.port(), "--cert", both).exits(0).out());
            }
        }
    }

    @Test
    void aSingleCertificateInDerIsTaken() throws Exception {
        X509Certificate leaf = OTHER.leaf(EC, "CN=lamp", TestPki.FROM, TestPki.TO);
        String der = Files.write(file("lamp.der"), leaf.getEncoded()).toString();
        String key = PrivateKeys.pkcs8(file("lamp.key"), EC.getPrivate());
        try (LoopbackServer server = jsse(true, OTHER)) {
            assertEquals("CN=lamp\n", client(server.port(), "--cert", der, "--key", key).exits(0).out());
        }
    }

    @Test
    void withoutOneTheLineSaysThatItWasAskedFor() throws Exception {
        try (LoopbackServer server = jsse(true)) {
            // bad_certificate of JDK 17, handshake_failure of JDK 25
            client(server.port()).exits(1).says(" BR_ERR_RECV_FATAL_ALERT the server sent alert ")
                    .says(": a client certificate was asked for, none was sent (waiting for the end of the TLS handshake); "
                    + "configure one (--cert, --key), or switch the demand off at the server");
        }
        try (LoopbackServer server = jsse(false)) {
            Cli.Result r = client(server.port(), "--info").exits(0);
            assertEquals("nobody\n", r.out());
            r.says("info: client certificate asked for, none sent");
        }
    }

    @Test
    void aServerThatDoesNotAskGetsNone() throws Exception {
        try (OpensslServer server = new OpensslServer(folder, SERVER, "-www")) {
            client(server.port(), join(lamp(), "--info")).exits(0).says("info: client certificate not asked for");
        }
    }

    @Test
    void certAloneMeansTls() throws Exception {
        try (LoopbackServer server = jsse(true)) {
            String[] pub = {"pub", "-h", "127.0.0.1", "-p", server.portText(), "-t", "a", "-m", "x"};
            Cli.run(join(pub, lamp())).failsWith("62 BR_ERR_X509_NOT_TRUSTED");
        }
    }

    @Test
    void theFingerprintOfAServerThatAsksIsShown() throws Exception {
        try (LoopbackServer server = jsse(true)) {
            String[] fingerprint = {"fingerprint", "localhost:" + server.port()};
            String with = Cli.run(join(fingerprint, lamp())).exits(0).out();
            assertEquals(with, Cli.run(fingerprint).exits(0).out());
        }
    }

    // ---- sessions

    @Test
    void aSessionIsOfOneIdentity() throws Exception {
        String[] session = {"--info", "--session", file("session").toString()};
        String[] lamp = join(lamp(), session);
        String[] other = join(identity("switch", PKI, TestCertificates.p256(), TestPki.TO), session);
        try (LoopbackServer server = jsse(false)) {
            assertEquals("CN=lamp\n", client(server.port(), lamp).exits(0).says("session new").out());
            Cli.Result resumed = client(server.port(), lamp).exits(0).says("session resumed");
            assertEquals("CN=lamp\n", resumed.out());
            assertFalse(resumed.err().contains("client certificate"), resumed.err());
            assertEquals("CN=switch\n", client(server.port(), other).exits(0).says("session new").out());
            assertEquals("CN=switch\n", client(server.port(), other).exits(0).says("session resumed").out());
            assertEquals("nobody\n", client(server.port(), session).exits(0).says("session new").out());
            assertEquals("nobody\n", client(server.port(), session).exits(0).says("session resumed").out());
            assertEquals("CN=lamp\n", client(server.port(), lamp).exits(0).says("session new").out());
            // renewed: the same key and name
            assertEquals("CN=lamp\n", client(server.port(), join(lamp(), session)).exits(0).says("session new").out());
        }
    }

    @Test
    void reconnectShowsTheCertificateOnce() throws Exception {
        try (LoopbackServer server = jsse(true)) {
            Cli.Result r = client(server.port(), join(lamp(), "--reconnect")).exits(0);
            assertEquals("CN=lamp\n", r.out());
            assertEquals("session=new\nsession=resumed\n", r.err());
        }
    }

    // ---- OpenSSL's server

    private OpensslServer openssl(String... more) throws Exception {
        TestPki.pemFile(file("clients.pem"), PKI.root());
        return new OpensslServer(folder, SERVER, join(new String[] {"-www", "-CAfile", "clients.pem"}, more));
    }

    private OpensslServer demandingOpenssl() throws Exception {
        return openssl("-Verify", "4", "-verify_return_error");
    }

    @Test
    void opensslVerifiesChainsThroughAnyBuffer() throws Exception {
        try (OpensslServer server = demandingOpenssl()) {
            for (KeyPair key : new KeyPair[] {EC, RSA}) {
                for (String buffer : new String[] {"512", "1024", "16384"}) {
                    client(server.port(), join(identity("lamp", PKI, key, TestPki.TO), "--buffer", buffer)).exits(0);
                }
            }
        }
    }

    @Test
    void aCertificateOfAnotherCaIsRefused() throws Exception {
        try (OpensslServer server = demandingOpenssl()) {
            client(server.port(), identity("lamp", OTHER, EC, TestPki.TO)).failsWith("304 BR_ERR_RECV_FATAL_ALERT")
                    .says("unknown_ca: it does not know who issued the client certificate")
                    .says("send its intermediate certificates too (--cert)");
            // the same if the chain is not whole
            String leaf = TestPki.pemFile(file("leaf.pem"), PKI.leaf(EC, "CN=lamp", TestPki.FROM, TestPki.TO));
            client(server.port(), "--cert", leaf, "--key", file("lamp.key").toString())
                    .failsWith("304 BR_ERR_RECV_FATAL_ALERT");
        }
    }

    @Test
    void anExpiredCertificateIsRefused() throws Exception {
        try (OpensslServer server = demandingOpenssl()) {
            client(server.port(), identity("lamp", PKI, EC, TestPki.FROM.plusSeconds(1)))
                    .failsWith("301 BR_ERR_RECV_FATAL_ALERT").says("certificate_expired")
                    .says("renew the client certificate (--cert, --key)");
        }
    }

    @Test
    void noCertificateIsRefused() throws Exception {
        try (OpensslServer server = demandingOpenssl()) {
            client(server.port()).failsWith("296 BR_ERR_RECV_FATAL_ALERT")
                    .says("handshake_failure: a client certificate was asked for, none was sent")
                    .says("configure one (--cert, --key)");
        }
    }

    @ParameterizedTest
    @CsvSource({"EC, RSA+SHA256:RSA+SHA384, an EC key, an RSA key", "RSA, ECDSA+SHA256, an RSA key, a P-256 key",
        "EC, ECDSA+SHA384, an EC key, an RSA key"})
    void aKeyOfAnotherKindThanAskedForIsSaid(String kind, String algorithms, String mine, String wanted)
            throws Exception {
        String[] identity = identity("lamp", PKI, kind.equals("EC") ? EC : RSA, TestPki.TO);
        try (OpensslServer server = openssl("-verify", "4", "-client_sigalgs", algorithms)) {
            Cli.Result r = client(server.port(), join(identity, "--info")).exits(0).says("warning: the server takes no "
                    + "client certificate with " + mine + " that signs with SHA-256, none was sent\n");
            r.says("info: client certificate asked for, none sent");
            assertTrue(r.out().contains("no client certificate available"), r.out());
        }
        try (OpensslServer server = openssl("-Verify", "4", "-client_sigalgs", algorithms)) {
            Cli.Result r = client(server.port(), identity).failsWith("296 BR_ERR_RECV_FATAL_ALERT")
                    .says("a client certificate was asked for, none was sent").says("with " + mine)
                    .says("give it one with " + wanted + " (--cert, --key)");
            assertEquals(1, r.err().lines().count(), r.err());
        }
    }

    // ---- mosquitto

    @Test
    void mosquittoTakesTheCertificateForTheUser() throws Exception {
        KeyStore server = PKI.chain(EC);
        try (CertifiedMosquitto broker = new CertifiedMosquitto(folder, server, PKI.root())) {
            String[] options = join(lamp(), "-h", "localhost", "-p", Integer.toString(broker.tls), "--cafile",
                    PKI.rootFile(folder), "--time", "2026-06-01", "-q", "1", "--session", file("session").toString());
            Cli.run(join(new String[] {"pub", "-t", "lamp/state", "-r", "-m", "on"}, options)).exits(0);
            assertEquals("lamp/state on\n", Cli.run(join(new String[] {"sub", "-t", "lamp/#", "-v", "-C", "1", "--info"},
                    options)).exits(0).says("session resumed").out());
            // others' topics are not the lamp's: mosquitto acknowledges and drops it
            ReadySubscriber subscriber = new ReadySubscriber();
            CompletableFuture<Cli.Result> sub = Cli.start(() -> subscriber.run(join(new String[] {"sub", "-t", "+/state",
                "-v", "-C", "2", "-W", "20", "--info"}, options)));
            subscriber.awaitSubscribed();
            String[] rsa = identity("switch", PKI, RSA, TestPki.TO);
            String[] asSwitch = join(rsa, Arrays.copyOfRange(options, 4, options.length - 2));
            Cli.run(join(new String[] {"pub", "-t", "lamp/state", "-r", "-m", "off"}, asSwitch)).exits(0);
            Cli.run(join(new String[] {"pub", "-t", "lamp/state", "-r", "-m", "on again"}, options)).exits(0);
            assertEquals("lamp/state on\nlamp/state on again\n", Cli.await(sub).exits(0).out());
        }
    }

    @Test
    void mosquittoRefusesWithoutOne() throws Exception {
        try (CertifiedMosquitto broker = new CertifiedMosquitto(folder, PKI.chain(EC), PKI.root())) {
            String[] pub = {"pub", "-h", "localhost", "-p", Integer.toString(broker.tls), "--insecure", "-t", "lamp/a",
                "-m", "x"};
            Cli.run(pub).failsWith("296 BR_ERR_RECV_FATAL_ALERT").says("none was sent").says("--cert, --key");
            Cli.run(join(pub, identity("lamp", OTHER, EC, TestPki.TO))).failsWith("304 BR_ERR_RECV_FATAL_ALERT");
            Cli.run(join(pub, lamp())).exits(0);
        }
    }
}
