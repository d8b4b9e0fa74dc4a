package mqttlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bearssl.base.Workspace;
import bearssl.ec.EcCurve;
import bearssl.ec.EcP256M15;
import bearssl.ec.EcPrivateKey;
import bearssl.hash.Sha1;
import bearssl.hash.Sha256;
import bearssl.rand.HmacDrbg;
import bearssl.rsa.RsaPrivateKey;
import bearssl.testing.DocTable;
import bearssl.testing.OurClientAuth;
import bearssl.testing.TestCa;
import bearssl.testing.TestCertificates;
import bearssl.tls.ClientAuth;
import bearssl.tls.TlsClient;
import bearssl.tls.TlsIo;
import bearssl.tls.TlsProfile;
import bearssl.tls.X509Engine;
import bearssl.tls.profile.AwsIotProfile;
import bearssl.tls.profile.EcdheProfile;
import bearssl.tls.profile.FastProfile;
import bearssl.tls.profile.RsaGcmProfile;
import bearssl.tls.stream.SocketTransport;
import bearssl.tls.stream.SystemEntropy;
import bearssl.x509.AnchorList;
import bearssl.x509.X509Clock;
import bearssl.x509.X509Default;
import bearssl.x509.X509Fast;
import bearssl.x509.X509Fingerprint;
import bearssl.x509.X509Full;
import bearssl.x509.X509Minimal;
import bearssl.x509.X509Rsa;
import bearssl.x509.X509Rules;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import mqttlite.demo.CaTrust;
import mqttlite.demo.Link;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openjdk.jol.info.GraphLayout;

/** What a connection retains, counted by JOL during a real handshake and after it; docs/MEMORY.md tells the same. */
class MemoryBudgetTest {
    private static final String HOST = "localhost";
    private static final int BUFFER = 1024;
    private static final int LIVE_CEILING = 7168; // 7.0 KB, Tasmota's
    private static final int AUTHENTICATED_LIVE_CEILING = 7400;
    private static final int RSA_HANDSHAKE_CEILING = 4800;
    private static final int ECDHE_HANDSHAKE_CEILING = 6500;
    private static final int CA_CONTEXT_CEILING = 3072;
    private static final int RSA_CA_HANDSHAKE_CEILING = 6700;
    private static final int ECDHE_CA_HANDSHAKE_CEILING = 8400;

    private static final KeyPair CA_KEY = TestCertificates.rsa(2048);
    private static final TestCa CA = new TestCa("Memory", CA_KEY, CA_KEY);
    /** The client's own: a certificate on a P-256 key, and its CA's. */
    private static final KeyStore CLIENT = TestCertificates.chain(TestCertificates.p256(), 2);
    private static final KeyStore RSA_CLIENT = TestCertificates.chain(TestCertificates.rsa2048(), 2);
    private static EchoBroker broker;
    private static EchoBroker strictBroker; // demands a certificate
    /** A host name as AWS makes them. */
    private static final String AWS_HOST = "a1b2c3d4e5f6g7-ats.iot.eu-central-1.amazonaws.com";
    private static final KeyPair AWS_EC_KEY = TestCertificates.p256();
    private static EchoBroker awsBroker; // demands a certificate, and is certified for that name

    @BeforeAll
    static void start() throws IOException, GeneralSecurityException {
        broker = new EchoBroker(CA.server(TestCertificates.rsa2048()));
        KeyStore trust = KeyStore.getInstance("PKCS12");
        trust.load(null, TestCertificates.PASSWORD);
        trust.setCertificateEntry("ca", CLIENT.getCertificateChain("server")[1]);
        trust.setCertificateEntry("another", RSA_CLIENT.getCertificateChain("server")[1]);
        strictBroker = new EchoBroker(CA.server(TestCertificates.rsa2048()), trust);
        awsBroker = new EchoBroker(CA.server(TestCertificates.rsa2048(), AWS_HOST,
                Instant.now().plus(Duration.ofDays(1))), trust);
    }

    @AfterAll
    static void stop() throws IOException {
        broker.close();
        strictBroker.close();
        awsBroker.close();
    }

    private static final class Quiet extends MqttListener {
    }

    /** A connection whose parts can be counted one by one. */
    private static final class Parts {
        final byte[] in = new byte[BUFFER + TlsClient.IN_OVERHEAD];
        final byte[] out = new byte[BUFFER + TlsClient.OUT_OVERHEAD];
        final byte[] rx = new byte[BUFFER];
        final byte[] tx = new byte[BUFFER];
        final TlsProfile profile;
        final Workspace workspace;
        final HmacDrbg rng = new HmacDrbg(Sha256.INSTANCE);
        final X509Engine x509;
        final Credentials credentials; // the client's, null for none
        final Link link = new Link();
        final MqttListener listener = new Quiet();
        final TlsClient tls;
        final TlsIo io;
        final MqttClient mqtt;
        long during;
        long live;
        private SocketTransport socket;

        Parts(TlsProfile profile, X509Engine x509, Workspace workspace) {
            this(profile, x509, workspace, null);
        }

        Parts(TlsProfile profile, X509Engine x509, Credentials credentials) {
            this(profile, x509, profile.newWorkspace(x509, credentials.auth), credentials);
        }

        private Parts(TlsProfile profile, X509Engine x509, Workspace workspace, Credentials credentials) {
            this.profile = profile;
            this.x509 = x509;
            this.workspace = workspace;
            this.credentials = credentials;
            rng.seed(new SystemEntropy(), workspace);
            tls = new TlsClient(profile, rng, in, out);
            tls.clientAuth(credentials == null ? null : credentials.auth);
            io = new TlsIo(tls, link);
            mqtt = new MqttClient(rx, tx, listener);
        }

        Parts(TlsProfile profile, X509Engine x509) {
            this(profile, x509, profile.newWorkspace(x509));
        }

        void reset() throws IOException {
            boolean isAws = profile instanceof AwsIotProfile;
            int port = (isAws ? awsBroker : credentials == null ? broker : strictBroker).port();
            socket = SocketTransport.connect("127.0.0.1", port, 20_000);
            socket.timeout(20_000);
            link.plug(socket);
            io.reset();
            assertEquals(0, tls.reset(isAws ? AWS_HOST : HOST, workspace, x509));
        }

        /** A connection made and measured, by an engine that has seen none: constants that it meets are not its own. */
        Parts measure() throws IOException {
            reset();
            during = retained();
            login();
            live = retained();
            return this;
        }

        void login() {
            assertEquals(1, io.handshake());
            assertFalse(tls.needsWorkspace());
            assertEquals(1, mqtt.connect(io, new MqttConnect("memory").user("u").password(new byte[8]), 0));
            while (mqtt.state() == MqttClient.CONNECTING) {
                assertTrue(mqtt.poll(0) >= 0);
            }
            assertEquals(MqttClient.CONNECTED, mqtt.state());
        }

        /**
         * All that can be reached from the connection: the profile, the generator, and what is borrowed. Not the bytes
         * of the client's key and certificates, which are a constant of the device, as its program is.
         */
        long retained() {
            link.plug(null);
            Object[] others = credentials == null ? new Object[] {link, listener}
                    : new Object[] {link, listener, credentials.bytes};
            long bytes = sizeWithout(new Object[] {tls, io, mqtt}, others);
            link.plug(socket);
            return bytes;
        }
    }

    /** A client's key and chain, their bytes apart. */
    private static final class Credentials {
        final ClientAuth auth;
        final Object[] bytes;

        Credentials(KeyStore keys) {
            byte[][] chain = OurClientAuth.chain(keys);
            byte[] key;
            if (keys == CLIENT) {
                key = OurClientAuth.scalar(keys);
                auth = OurClientAuth.ec(key, chain);
            } else {
                RsaPrivateKey view = OurClientAuth.rsaKey(keys);
                key = view.array();
                auth = OurClientAuth.rsa(view, chain);
            }
            bytes = new Object[] {key, chain[0], chain[1]};
        }

        /** A single certificate, as AWS makes them, on a P-256 key. */
        Credentials() {
            byte[] scalar = OurClientAuth.scalar(CLIENT);
            byte[][] chain = {OurClientAuth.chain(CLIENT)[0]};
            EcPrivateKey key = new EcPrivateKey();
            key.set(EcCurve.SECP256R1, scalar, 0, scalar.length);
            auth = AwsIotProfile.createAuth(key, chain);
            bytes = new Object[] {scalar, chain[0]};
        }

        /** Bytes of the object that is handed to the client, and of those in it; the curve is the profile's. */
        long size() {
            Object[] others = {bytes, EcP256M15.INSTANCE};
            return sizeWithout(new Object[] {auth}, others);
        }
    }

    private static long size(Object... roots) {
        return GraphLayout.parseInstance(roots).totalSize();
    }

    private static long sizeWithout(Object[] roots, Object... others) {
        return GraphLayout.parseInstance(roots).subtract(GraphLayout.parseInstance(others)).totalSize();
    }

    private static TlsProfile profile(String name) {
        return name.equals("EcdheProfile") ? EcdheProfile.create() : RsaGcmProfile.create();
    }

    private static X509Fingerprint newPins() {
        X509Fingerprint pins = new X509Fingerprint(Sha1.INSTANCE);
        pins.acceptAny(true);
        return pins;
    }

    /** Chain validation whose parts can be counted one by one. */
    private static final class Trust {
        final AnchorList anchors;
        final X509Clock clock = CaTrust.now();
        final X509Minimal x509;

        /** Two roots, as those of AWS: the one with an RSA-2048 key, the other on P-256. */
        private static AnchorList awsRoots() {
            return CaTrust.anchors(CA.root(), new TestCa("Other", AWS_EC_KEY).root());
        }

        Trust(String engine) {
            anchors = engine.equals("aws") ? awsRoots() : CaTrust.anchors(CA.root());
            switch (engine) {
                case "aws" -> x509 = X509Default.create(anchors, clock);
                case "X509Fast" -> x509 = X509Fast.create(anchors, clock);
                case "X509Rsa" -> x509 = X509Rsa.create(anchors, clock);
                case "X509Default" -> x509 = X509Default.create(anchors, clock);
                default -> x509 = X509Full.create(anchors, clock, 4096, X509Rules.DEFAULT);
            }
        }

        long context() {
            return sizeWithout(new Object[] {x509}, anchors, clock);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "EcdheProfile, pin, " + ECDHE_HANDSHAKE_CEILING,
        "RsaGcmProfile, pin, " + RSA_HANDSHAKE_CEILING,
        "EcdheProfile, CA, " + ECDHE_CA_HANDSHAKE_CEILING,
        "RsaGcmProfile, CA, " + RSA_CA_HANDSHAKE_CEILING,
    })
    void staysWithinItsBudget(String name, String trust, int ceiling) throws IOException {
        Parts p = new Parts(profile(name), trust.equals("pin") ? newPins() : new Trust("X509Default").x509);
        p.measure();
        assertTrue(p.live <= LIVE_CEILING, "live: " + p.live);
        assertTrue(p.during - p.live <= ceiling, "handshake: " + (p.during - p.live));
    }

    @ParameterizedTest
    @CsvSource({
        "EcdheProfile, pin, " + ECDHE_HANDSHAKE_CEILING,
        "RsaGcmProfile, pin, " + RSA_HANDSHAKE_CEILING,
        "EcdheProfile, CA, " + ECDHE_CA_HANDSHAKE_CEILING,
        "RsaGcmProfile, CA, " + RSA_CA_HANDSHAKE_CEILING,
    })
    void staysWithinItsBudgetWithAClientCertificate(String name, String trust, int ceiling) throws IOException {
        for (KeyStore keys : List.of(CLIENT, RSA_CLIENT)) {
            X509Engine x509 = trust.equals("pin") ? newPins() : new Trust("X509Default").x509;
            Parts p = new Parts(profile(name), x509, new Credentials(keys)).measure();
            assertTrue(p.live <= AUTHENTICATED_LIVE_CEILING, "live: " + p.live);
            assertTrue(p.during - p.live <= ceiling, "handshake: " + (p.during - p.live));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"X509Rsa", "X509Default"})
    void theContextOfChainValidationStaysWithinItsBudget(String engine) {
        long bytes = new Trust(engine).context();
        assertTrue(bytes > 1000 && bytes <= CA_CONTEXT_CEILING, engine + ": " + bytes);
    }

    @Test
    void theWorkspaceServesTheNextConnectionWhileTheFirstLives() throws IOException {
        Parts first = new Parts(EcdheProfile.create(), new Trust("X509Default").x509);
        first.reset();
        first.login();
        Parts second = new Parts(EcdheProfile.create(), first.x509, first.workspace);
        second.reset();
        assertTrue(second.tls.needsWorkspace());
        second.login();
        assertTrue(first.mqtt.publish(Wire.utf8("t"), new byte[1], 1, false) > 0);
        while (first.mqtt.inFlight() > 0) {
            assertTrue(first.mqtt.poll(0) > 0);
        }
    }

    @Test
    void theDocumentTellsWhatIsMeasured() throws IOException {
        StringBuilder measured = new StringBuilder();
        Parts e = new Parts(EcdheProfile.create(), newPins()).measure();
        Parts r = new Parts(RsaGcmProfile.create(), newPins()).measure();
        row(measured, "TLS buffers: 2 x (1024 + 29) bytes", tlsBuffers(e), tlsBuffers(r));
        row(measured, "TLS engine: keys, counters, state", engine(e), engine(r));
        row(measured, "profile and generator, which connections may share", shared(e), shared(r));
        row(measured, "`TlsIo`", pump(e), pump(r));
        row(measured, "MQTT buffers: 2 x 1024 bytes", mqttBuffers(e), mqttBuffers(r));
        row(measured, "MQTT engine: state, 16 packets in flight", mqtt(e), mqtt(r));
        row(measured, "**a live connection**", e.live, r.live);
        row(measured, "workspace", size(e.workspace), size(r.workspace));
        row(measured, "`X509Fingerprint` for RSA-2048 and EC keys, two pins", size(e.x509), size(r.x509));
        row(measured, "the server name, `localhost`", size(HOST), size(HOST));
        row(measured, "**more during the handshake, pinned key**", borrowed(e), borrowed(r));
        assertDocument("## Measured", measured);
    }

    @Test
    void theDocumentTellsWhatTheFastFormsTake() throws IOException {
        StringBuilder measured = new StringBuilder();
        Parts small = new Parts(EcdheProfile.create(), newPins()).measure();
        Parts fast = new Parts(FastProfile.create(), newPins()).measure();
        Parts smallCa = new Parts(EcdheProfile.create(), new Trust("X509Default").x509).measure();
        Parts fastCa = new Parts(FastProfile.create(), new Trust("X509Fast").x509).measure();
        row(measured, "TLS engine: keys, counters, state", engine(small), engine(fast));
        row(measured, "**a live connection**", small.live, fast.live);
        row(measured, "workspace", size(small.workspace), size(fast.workspace));
        row(measured, "**more during the handshake, pinned key**", borrowed(small), borrowed(fast));
        row(measured, "**more during the handshake, CA**, `X509Default` and `X509Fast`", borrowed(smallCa), borrowed(fastCa));
        assertDocument("## In the fast forms", measured);
    }

    @Test
    void theDocumentTellsWhatIsMeasuredWithACa() throws IOException {
        StringBuilder measured = new StringBuilder();
        Trust trust = new Trust("X509Default");
        long context = trust.context();
        Parts e = new Parts(EcdheProfile.create(), trust.x509).measure();
        Parts r = new Parts(RsaGcmProfile.create(), new Trust("X509Default").x509).measure();
        row(measured, "workspace, `profile.newWorkspace(x509)`", size(e.workspace), size(r.workspace));
        row(measured, "`X509Default`: RSA-2048 and P-256 keys", context, context);
        row(measured, "its anchors: one CA with an RSA-2048 key", size(trust.anchors), size(trust.anchors));
        row(measured, "its clock", size(trust.clock), size(trust.clock));
        row(measured, "the server name, `localhost`", size(HOST), size(HOST));
        row(measured, "**more during the handshake, CA**", borrowed(e), borrowed(r));
        assertDocument("## Measured, with a CA", measured);
    }

    @Test
    void theDocumentTellsWhatIsMeasuredWithAClientCertificate() throws IOException {
        assertDocument("## Measured, with a client certificate", authenticated("EcClientAuth", CLIENT));
        assertDocument("## Measured, with an RSA client certificate", authenticated("RsaClientAuth", RSA_CLIENT));
    }

    @Test
    void theGuideTellsWhatIsMeasuredForAws() throws IOException {
        Credentials credentials = new Credentials();
        Trust trust = new Trust("aws");
        Parts p = new Parts(AwsIotProfile.create(), trust.x509, credentials).measure();
        long pinned = borrowed(new Parts(AwsIotProfile.create(), newPins(), credentials).measure());
        StringBuilder measured = new StringBuilder();
        row(measured, "TLS buffers: 2 x (1024 + 29) bytes", tlsBuffers(p));
        row(measured, "MQTT buffers: 2 x 1024 bytes", mqttBuffers(p));
        row(measured, "TLS, MQTT, generator, and the objects around key and certificate",
                p.live - tlsBuffers(p) - mqttBuffers(p));
        row(measured, "**a live connection**", p.live);
        row(measured, "workspace", size(p.workspace));
        row(measured, "`X509Default`", sizeWithout(new Object[] {trust.x509}, trust.anchors, trust.clock));
        row(measured, "both roots as anchors", size(trust.anchors));
        row(measured, "clock, and a host name of " + AWS_HOST.length() + " characters",
                size(trust.clock) + size(AWS_HOST));
        row(measured, "**more during the handshake, CA**", borrowed(p));
        assertEquals(measured.toString().trim(), String.join("\n", DocTable.rows("AWS-IOT.md", "## Memory")));
        assertTrue(p.live <= AUTHENTICATED_LIVE_CEILING, "live: " + p.live);
        assertTrue(borrowed(p) <= ECDHE_CA_HANDSHAKE_CEILING, "handshake: " + borrowed(p));
        assertTrue(pinned <= ECDHE_HANDSHAKE_CEILING, "handshake, pinned: " + pinned);
    }

    private static void row(StringBuilder table, String what, long bytes) {
        table.append("| ").append(what).append(" | ").append(bytes).append(" |\n");
    }

    private static StringBuilder authenticated(String name, KeyStore keys) throws IOException {
        StringBuilder measured = new StringBuilder();
        Credentials credentials = new Credentials(keys);
        Parts e = new Parts(EcdheProfile.create(), newPins(), credentials).measure();
        Parts r = new Parts(RsaGcmProfile.create(), newPins(), credentials).measure();
        Parts eCa = new Parts(EcdheProfile.create(), new Trust("X509Default").x509, credentials).measure();
        Parts rCa = new Parts(RsaGcmProfile.create(), new Trust("X509Default").x509, credentials).measure();
        row(measured, "`" + name + "`, its key, a chain of two", credentials.size(), credentials.size());
        row(measured, "**a live connection**", e.live, r.live);
        row(measured, "workspace, `profile.newWorkspace(pins, auth)`", size(e.workspace), size(r.workspace));
        row(measured, "**more during the handshake, pinned key**", borrowed(e), borrowed(r));
        row(measured, "**more during the handshake, CA**", borrowed(eCa), borrowed(rCa));
        return measured;
    }

    @Test
    void theDocumentTellsTheSizesOfTheEngines() throws IOException {
        StringBuilder measured = new StringBuilder();
        for (String name : List.of("X509Rsa", "X509Default", "X509Full")) {
            String most = name.equals("X509Full") ? ", RSA keys of CAs up to 4096 bits" : "";
            measured.append("| `").append(name).append("`").append(most).append(" | ")
                    .append(new Trust(name).context());
            for (TlsProfile profile : List.of(EcdheProfile.create(), RsaGcmProfile.create())) {
                measured.append(" | ").append(borrowed(new Parts(profile, new Trust(name).x509).measure()));
            }
            measured.append(" |\n");
        }
        assertDocument("## Engines for chains", measured);
    }

    private static void assertDocument(String heading, StringBuilder measured) {
        assertEquals(measured.toString().trim(), String.join("\n", DocTable.rows("MEMORY.md", heading)));
    }

    private static long tlsBuffers(Parts p) {
        return size(p.in) + size(p.out);
    }

    private static long mqttBuffers(Parts p) {
        return size(p.rx) + size(p.tx);
    }

    private static long shared(Parts p) {
        return size(p.profile, p.rng);
    }

    private static long engine(Parts p) {
        return sizeWithout(new Object[] {p.tls}, p.in, p.out, p.profile, p.rng);
    }

    private static long mqtt(Parts p) {
        p.link.plug(null);
        long bytes = sizeWithout(new Object[] {p.mqtt}, p.rx, p.tx, p.io, p.listener);
        p.link.plug(p.socket);
        return bytes;
    }

    private static long pump(Parts p) {
        p.link.plug(null);
        long bytes = sizeWithout(new Object[] {p.io}, p.tls, p.link);
        p.link.plug(p.socket);
        return bytes;
    }

    /** What {@link TlsClient#reset} borrows; the hash function that both know of counts once. */
    private static long borrowed(Parts p) {
        return p.during - p.live;
    }

    private static void row(StringBuilder table, String what, long ecdhe, long rsa) {
        table.append("| ").append(what).append(" | ").append(ecdhe).append(" | ").append(rsa).append(" |\n");
    }
}
