package bearssl.tls;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bearssl.base.Transport;
import bearssl.base.Workspace;
import bearssl.hash.Sha256;
import bearssl.rand.HmacDrbg;
import bearssl.testing.JdkX509;
import bearssl.testing.ScriptedServer;
import bearssl.tls.profile.FullProfile;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A client and the server that means it harm, one pair a test. A test changes {@link #server}, then says what must
 * come of it: {@link #refused} in the handshake, {@link #refusedWhenOpen} after it, or {@link #opens}.
 */
abstract class HostileServer {
    static final TlsProfile PROFILE = FullProfile.create();

    ScriptedServer server = ScriptedServer.ecdheRsa();
    X509Engine x509 = new JdkX509();
    TlsSession session; // offered and kept, if there is one
    ClientAuth auth; // the client's certificate, if it has one
    TlsProfile profile = PROFILE;
    int buffer = 1024;
    boolean offerMaxFragment = true;
    String[] protocols;
    String name = "broker.example";
    Workspace ws;
    byte[] in;
    byte[] out;
    TlsClient tls;
    TlsIo io;

    static HmacDrbg generator() {
        HmacDrbg rng = new HmacDrbg(Sha256.INSTANCE);
        byte[] seed = "the same bytes at every run".getBytes(StandardCharsets.US_ASCII);
        rng.update(seed, 0, seed.length, new Workspace(512, 0, 512));
        return rng;
    }

    /** Starts a client without moving a byte. */
    final void start() {
        in = new byte[buffer + TlsClient.IN_OVERHEAD];
        out = new byte[buffer + TlsClient.OUT_OVERHEAD];
        ws = profile.newWorkspace(x509, auth);
        tls = new TlsClient(profile, generator(), in, out);
        tls.offerMaxFragment(offerMaxFragment);
        tls.offerProtocols(protocols);
        tls.clientAuth(auth);
        assertEquals(0, tls.reset(name, ws, x509, session));
        io = new TlsIo(tls, server);
    }

    /** Goes on until something other than "nothing now" comes of it, at most a few thousand times. */
    final int handshake() {
        int r = 0;
        for (int i = 0; i < 5000 && r == 0; i++) {
            r = io.handshake();
        }
        return r;
    }

    final void opens() {
        start();
        assertEquals(1, handshake(), this::story);
        assertTrue(server.clientFinishedRight(), "client's Finished");
        assertFalse(tls.needsWorkspace());
        assertWiped(ws);
    }

    /** The session is open and carries data both ways. */
    final void opensAndEchoes() {
        opens();
        echoes("some data");
    }

    final void echoes(String text) {
        byte[] data = text.getBytes(StandardCharsets.US_ASCII);
        assertEquals(data.length, io.write(data, 0, data.length), this::story);
        assertEquals(1, io.flush(), this::story);
        byte[] back = new byte[data.length];
        assertEquals(data.length, io.read(back, 0, back.length), this::story);
        assertArrayEquals(data, back);
    }

    /** The handshake fails with this code, and the server is told so by this fatal alert. */
    final void refused(int code, int alert) {
        start();
        assertEquals(-code, handshake(), this::story);
        assertDead(code, alert);
    }

    final void refused(int code, int alert, int detail1, int detail2) {
        refused(code, alert);
        assertDetails(detail1, detail2);
    }

    /** An open session reads and fails with this code, and the server is told so. */
    final void refusedWhenOpen(int code, int alert) {
        byte[] data = new byte[100];
        assertEquals(-code, io.read(data, 0, data.length), this::story);
        assertArrayEquals(new byte[100], data, "data after the violation");
        assertDead(code, alert);
    }

    /** The handshake fails with this code and the client says nothing, because the server or the transport ended it. */
    final void endsSilently(int code) {
        start();
        assertEquals(-code, handshake(), this::story);
        assertEquals(List.of(), server.alerts());
        assertEquals(-1, tls.alertSent());
        assertGone(code);
    }

    final void assertDetails(int detail1, int detail2) {
        assertEquals(detail1 + ", " + detail2, tls.detail1() + ", " + tls.detail2(), "details");
    }

    /** What must hold after a violation that the client answered. */
    final void assertDead(int code, int alert) {
        assertEquals(alert, tls.alertSent(), "alert");
        List<Integer> alerts = server.alerts();
        assertEquals(Alert.FATAL << 8 | alert, alerts.get(alerts.size() - 1), "alert as the server got it");
        assertGone(code);
    }

    /** What must hold when a connection has ended by an error: nothing is left to do, to read or to find. */
    final void assertGone(int code) {
        assertEquals(code, tls.error());
        assertEquals(TlsClient.CLOSED, tls.state());
        assertFalse(tls.needsWorkspace());
        assertWiped(ws);
        assertEquals(0, Traces.count(tls), "keys");
        assertArrayEquals(new byte[in.length], in, "receive buffer");
        assertArrayEquals(new byte[out.length], out, "send buffer");
        assertTrue(ws.acquire(this), "workspace given back");
        int sent = server.received().size();
        byte[] data = new byte[10];
        assertEquals(-code, io.read(data, 0, 10));
        assertEquals(-code, io.write(data, 0, 10));
        assertEquals(-code, io.flush());
        assertEquals(-code, io.handshake());
        assertEquals(sent, server.received().size(), "nothing leaves any more");
    }

    static void assertWiped(Workspace ws) {
        assertArrayEquals(new byte[ws.bytes.length], ws.bytes, "bytes of the workspace");
        assertArrayEquals(new short[ws.shorts.length], ws.shorts, "shorts of the workspace");
        assertArrayEquals(new int[ws.ints.length], ws.ints, "ints of the workspace");
    }

    /** The server's close_notify has been read: an orderly end. */
    final void assertEndsInOrder() {
        byte[] data = new byte[10];
        assertEquals(Transport.END, io.read(data, 0, 10), this::story);
        assertEquals(0, tls.error());
        assertEquals(TlsClient.CLOSED, tls.state());
        List<Integer> alerts = server.alerts();
        assertEquals(Alert.WARNING << 8 | Alert.CLOSE_NOTIFY, alerts.get(alerts.size() - 1));
    }

    final String story() {
        return "error " + tls.error() + " (" + tls.detail1() + ", " + tls.detail2() + "), alert " + tls.alertSent()
                + ", the server got messages " + server.clientMessages();
    }
}
