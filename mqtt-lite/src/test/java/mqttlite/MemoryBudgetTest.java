package mqttlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bearssl.base.Workspace;
import bearssl.hash.Sha1;
import bearssl.hash.Sha256;
import bearssl.rand.HmacDrbg;
import bearssl.testing.DocTable;
import bearssl.testing.TestCertificates;
import bearssl.tls.TlsClient;
import bearssl.tls.TlsIo;
import bearssl.tls.TlsProfile;
import bearssl.tls.profile.EcdheProfile;
import bearssl.tls.profile.RsaGcmProfile;
import bearssl.tls.stream.SocketTransport;
import bearssl.tls.stream.SystemEntropy;
import bearssl.x509.X509Fingerprint;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.List;
import mqttlite.demo.Link;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openjdk.jol.info.GraphLayout;

/** What a connection retains, counted by JOL during a real handshake and after it; docs/MEMORY.md tells the same. */
class MemoryBudgetTest {
    private static final String HOST = "localhost";
    private static final int BUFFER = 1024;
    private static final int LIVE_CEILING = 7168; // 7.0 KB, Tasmota's
    private static final int RSA_HANDSHAKE_CEILING = 4800;
    private static final int ECDHE_HANDSHAKE_CEILING = 6500;

    private static EchoBroker broker;

    @BeforeAll
    static void start() throws IOException, GeneralSecurityException {
        broker = new EchoBroker(TestCertificates.chain(TestCertificates.rsa2048(), 1));
    }

    @AfterAll
    static void stop() throws IOException {
        broker.close();
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
        final X509Fingerprint pins = new X509Fingerprint(Sha1.INSTANCE);
        final Link link = new Link();
        final MqttListener listener = new Quiet();
        final TlsClient tls;
        final TlsIo io;
        final MqttClient mqtt;
        private SocketTransport socket;

        Parts(TlsProfile profile, Workspace workspace) {
            this.profile = profile;
            this.workspace = workspace;
            rng.seed(new SystemEntropy(), workspace);
            tls = new TlsClient(profile, rng, in, out);
            io = new TlsIo(tls, link);
            mqtt = new MqttClient(rx, tx, listener);
            pins.learnOnce();
        }

        void reset() throws IOException {
            socket = SocketTransport.connect("127.0.0.1", broker.port(), 20_000);
            socket.timeout(20_000);
            link.plug(socket);
            io.reset();
            assertEquals(0, tls.reset(HOST, workspace, pins));
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

        /** All that can be reached from the connection: the profile, the generator, and what is borrowed. */
        long retained() {
            link.plug(null);
            long bytes = sizeWithout(new Object[] {tls, io, mqtt}, link, listener);
            link.plug(socket);
            return bytes;
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

    @ParameterizedTest
    @ValueSource(strings = {"EcdheProfile", "RsaGcmProfile"})
    void staysWithinItsBudget(String name) throws IOException {
        Parts p = new Parts(profile(name), profile(name).newWorkspace());
        p.reset();
        long during = p.retained();
        p.reset();
        p.login();
        long live = p.retained();
        assertTrue(live <= LIVE_CEILING, "live: " + live);
        long more = during - live;
        long ceiling = name.equals("EcdheProfile") ? ECDHE_HANDSHAKE_CEILING : RSA_HANDSHAKE_CEILING;
        assertTrue(more <= ceiling, "handshake: " + more);
        assertEquals(during, p.retained() + more);
    }

    @Test
    void theWorkspaceServesTheNextConnectionWhileTheFirstLives() throws IOException {
        Parts first = new Parts(EcdheProfile.create(), EcdheProfile.create().newWorkspace());
        first.reset();
        first.login();
        Parts second = new Parts(EcdheProfile.create(), first.workspace);
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
        Parts e = new Parts(EcdheProfile.create(), EcdheProfile.create().newWorkspace());
        Parts r = new Parts(RsaGcmProfile.create(), RsaGcmProfile.create().newWorkspace());
        for (Parts p : List.of(e, r)) {
            p.reset();
            p.login();
        }
        row(measured, "TLS buffers: 2 x (1024 + 29) bytes", tlsBuffers(e), tlsBuffers(r));
        row(measured, "TLS engine: keys, counters, state", engine(e), engine(r));
        row(measured, "profile and generator, which connections may share", shared(e), shared(r));
        row(measured, "`TlsIo`", pump(e), pump(r));
        row(measured, "MQTT buffers: 2 x 1024 bytes", mqttBuffers(e), mqttBuffers(r));
        row(measured, "MQTT engine: state, 16 packets in flight", mqtt(e), mqtt(r));
        row(measured, "**a live connection**", e.retained(), r.retained());
        row(measured, "workspace", size(e.workspace), size(r.workspace));
        row(measured, "`X509Fingerprint` for RSA-2048 and EC keys, two pins", pins(), pins());
        row(measured, "the server name, `localhost`", size(HOST), size(HOST));
        row(measured, "**more during the handshake**", borrowed(e), borrowed(r));
        assertEquals(measured.toString().trim(), String.join("\n", DocTable.rows("MEMORY.md", "## Measured")));
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

    private static long pins() {
        return size(new X509Fingerprint(Sha1.INSTANCE));
    }

    private static long pump(Parts p) {
        p.link.plug(null);
        long bytes = sizeWithout(new Object[] {p.io}, p.tls, p.link);
        p.link.plug(p.socket);
        return bytes;
    }

    /** What {@link TlsClient#reset} borrows; the hash function that both know of counts once. */
    private static long borrowed(Parts p) throws IOException {
        long live = p.retained();
        p.pins.learnOnce();
        p.reset();
        return p.retained() - live;
    }

    private static void row(StringBuilder table, String what, long ecdhe, long rsa) {
        table.append("| ").append(what).append(" | ").append(ecdhe).append(" | ").append(rsa).append(" |\n");
    }
}
