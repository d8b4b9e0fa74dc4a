package mqttlite.interop;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bearssl.base.Transport;
import bearssl.base.Workspace;
import bearssl.hash.Sha256;
import bearssl.rand.HmacDrbg;
import bearssl.testing.OurClientAuth;
import bearssl.tls.ClientAuth;
import bearssl.tls.TlsClient;
import bearssl.tls.TlsIo;
import bearssl.tls.TlsProfile;
import bearssl.tls.TlsSession;
import bearssl.tls.profile.FastProfile;
import bearssl.tls.profile.FullProfile;
import bearssl.x509.AnchorList;
import bearssl.x509.X509Default;
import bearssl.x509.X509Fast;
import bearssl.x509.X509Minimal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntSupplier;
import mqttlite.MqttClient;
import mqttlite.MqttConnect;
import mqttlite.MqttListener;
import mqttlite.demo.CaTrust;

/** One connection of a client of ours, which trusts the servers' root and judges their chains. */
final class OurClient implements AutoCloseable {
    private static final TlsProfile EVERY_SUITE = FullProfile.create();
    private static final TlsProfile EVERY_SUITE_FAST = FastProfile.create(2048, new int[] {
        Suite.ECDHE_RSA.number, Suite.ECDHE_ECDSA.number, Suite.RSA.number,
    });
    private static final Map<Suite, TlsProfile> PROFILES = new EnumMap<>(Suite.class);
    private static final AnchorList ANCHORS = CaTrust.anchors(Pki.serverRoot());
    private static final HmacDrbg RANDOM = new HmacDrbg(Sha256.INSTANCE);
    private static final Map<String, ClientAuth> IDENTITIES = new HashMap<>();
    private static final int LONGEST_PACKET = 24_000;

    private static int logins;

    static {
        byte[] seed = "a test may be predictable".getBytes(StandardCharsets.US_ASCII);
        RANDOM.update(seed, 0, seed.length, EVERY_SUITE.newWorkspace());
    }

    final TlsClient tls;
    final Wiretap tap;
    private final TlsIo io;

    /**
     * Connects by TCP.
     *
     * @param profile what to offer
     * @param auth    certificate to show, null for none
     * @param in      longest plaintext to receive
     * @param out     longest plaintext to send at a time
     * @param session to offer and to keep
     * @param most    see {@link Wiretap}
     */
    OurClient(TlsProfile profile, ClientAuth auth, Endpoint server, int in, int out, TlsSession session,
            IntSupplier most) throws IOException {
        X509Minimal x509 = profile instanceof FastProfile ? X509Fast.create(ANCHORS, CaTrust.now())
                : X509Default.create(ANCHORS, CaTrust.now());
        Workspace ws = profile.newWorkspace(x509, auth);
        tls = new TlsClient(profile, RANDOM, new byte[in + TlsClient.IN_OVERHEAD],
                new byte[out + TlsClient.OUT_OVERHEAD]);
        tls.clientAuth(auth);
        assertEquals(0, tls.reset(server.host(), ws, x509, session));
        tap = new Wiretap(server.port(), most);
        io = new TlsIo(tls, tap);
    }

    /** For a cell, in buffers for its fragment length; all suites are offered, or its own; both forms by turns. */
    static OurClient of(Cell cell, boolean single, Endpoint server, TlsSession session) throws IOException {
        TlsProfile every = cell.setup().chain() % 2 == 0 ? EVERY_SUITE : EVERY_SUITE_FAST;
        return new OurClient(single ? only(cell.setup().suite()) : every,
                identity(cell.client(), cell.setup().chain()), server, cell.plaintext(), cell.plaintext(), session,
                () -> Integer.MAX_VALUE);
    }

    /** With one suite, in the fast forms. */
    static TlsProfile only(Suite suite) {
        return PROFILES.computeIfAbsent(suite, s -> FastProfile.create(2048, new int[] {s.number}));
    }

    /** Key and chain that the servers accept; null for none. */
    static ClientAuth identity(ClientKey kind, int chain) {
        return kind == ClientKey.NONE ? null
                : IDENTITIES.computeIfAbsent(kind + " " + chain, k -> OurClientAuth.of(Pki.client(kind, chain)));
    }

    /** As {@link TlsIo#handshake}. */
    int handshake() {
        return io.handshake();
    }

    /** Sends data to a server that answers it, and closes the connection. */
    void exchange(byte[] data, byte[] answer) {
        for (int n = 0; n < data.length;) {
            int w = io.write(data, n, data.length - n);
            assertTrue(w > 0, () -> "write: " + w);
            n += w;
        }
        assertEquals(1, io.flush());
        byte[] back = new byte[answer.length];
        for (int n = 0; n < back.length;) {
            int r = io.read(back, n, back.length - n);
            assertTrue(r > 0, () -> "read: " + r);
            n += r;
        }
        assertArrayEquals(answer, back);
        assertEquals(Transport.END, io.close());
    }

    /** Logs in at a broker, and sends a message to itself. */
    void publish(byte[] payload) {
        // Another client each time: RabbitMQ stumbles over one that comes back while its queue is being deleted.
        String id = "interop" + logins++;
        byte[] topic = ("to/" + id).getBytes(StandardCharsets.US_ASCII);
        Inbox inbox = new Inbox();
        MqttClient mqtt = new MqttClient(new byte[LONGEST_PACKET], new byte[LONGEST_PACKET], inbox);
        assertTrue(mqtt.connect(io, new MqttConnect(id), now()) > 0);
        await(mqtt, () -> inbox.connected);
        assertTrue(mqtt.subscribe(topic, 1) > 0);
        await(mqtt, () -> inbox.subscribed);
        assertTrue(mqtt.publish(topic, payload, 1, false) > 0);
        await(mqtt, () -> inbox.payload != null && mqtt.inFlight() == 0);
        assertArrayEquals(payload, inbox.payload);
        assertEquals(0, tls.error());
        mqtt.disconnect();
        io.close(); // may fail: the broker closes the connection when it sees DISCONNECT
    }

    private interface Condition {
        boolean holds();
    }

    private static void await(MqttClient mqtt, Condition condition) {
        while (!condition.holds()) {
            int r = mqtt.poll(now());
            assertTrue(r > 0, () -> "poll: " + r);
        }
    }

    private static long now() {
        return System.nanoTime() / 1_000_000;
    }

    @Override
    public void close() throws IOException {
        tap.close();
    }

    private static final class Inbox extends MqttListener {
        private boolean connected;
        private boolean subscribed;
        private byte[] payload;

        @Override
        public void connected(boolean sessionPresent) {
            connected = true;
        }

        @Override
        public void subscribed(int packetId, byte[] buf, int off, int count) {
            subscribed = true;
        }

        @Override
        public void message(byte[] buf, int topicOff, int topicLen, int payloadOff, int payloadLen, int qos,
                boolean retain, boolean dup) {
            payload = Arrays.copyOfRange(buf, payloadOff, payloadOff + payloadLen);
        }
    }
}
