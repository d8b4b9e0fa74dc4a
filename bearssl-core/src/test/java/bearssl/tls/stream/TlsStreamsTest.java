package bearssl.tls.stream;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import bearssl.base.Workspace;
import bearssl.hash.Sha256;
import bearssl.rand.HmacDrbg;
import bearssl.testing.JdkX509;
import bearssl.testing.JsseServer;
import bearssl.testing.TestCertificates;
import bearssl.tls.TlsClient;
import bearssl.tls.TlsIo;
import bearssl.tls.TlsProfile;
import bearssl.tls.profile.EcdheProfile;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The streams over a socket, against the JDK's TLS. */
class TlsStreamsTest {
    private final JsseServer server = new JsseServer(TestCertificates.chain(TestCertificates.rsa2048(), 1),
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256");
    private final TlsProfile profile = EcdheProfile.create();
    private TlsClient tls;
    private SocketTransport socket;
    private TlsInputStream in;
    private TlsOutputStream out;

    @BeforeEach
    void connect() throws IOException {
        Workspace ws = profile.newWorkspace();
        HmacDrbg rng = new HmacDrbg(Sha256.INSTANCE);
        assertEquals(true, rng.seed(new SystemEntropy(), ws));
        tls = new TlsClient(profile, rng, new byte[1024 + TlsClient.IN_OVERHEAD],
                new byte[1024 + TlsClient.OUT_OVERHEAD]);
        socket = SocketTransport.connect("127.0.0.1", server.port(), 5000);
        socket.timeout(20_000);
        TlsIo io = new TlsIo(tls, socket);
        assertEquals(0, tls.reset("localhost", ws, new JdkX509()));
        assertEquals(1, io.handshake());
        in = new TlsInputStream(tls, io);
        out = new TlsOutputStream(tls, io);
    }

    @AfterEach
    void close() {
        socket.close();
        server.close();
    }

    @Test
    void carryBytesBothWays() throws IOException {
        byte[] sent = new byte[5000];
        new Random(1).nextBytes(sent);
        out.write(sent[0]);
        out.write(sent, 1, 4999);
        out.flush();
        assertEquals(sent[0] & 0xFF, in.read());
        assertArrayEquals(java.util.Arrays.copyOfRange(sent, 1, 5000), in.readNBytes(4999));
        assertEquals(0, in.read(sent, 0, 0));
    }

    @Test
    void aTimeOutCanBeTriedAgain() throws IOException {
        socket.timeout(5);
        assertThrows(SocketTimeoutException.class, in::read);
        socket.timeout(20_000);
        out.write('x');
        out.flush();
        assertEquals('x', in.read());
    }

    @Test
    void closingSendsCloseNotify() throws IOException {
        out.close();
        assertEquals(0, tls.error());
        assertEquals(-1, in.read());
        assertEquals(31, assertThrows(TlsException.class, () -> out.write(new byte[10])).code());
        socket.close();
    }

    @Test
    void aConnectionCutOffIsErrorThirtyOne() {
        socket.abort();
        assertEquals(31, assertThrows(TlsException.class, in::read).code());
        assertEquals(31, assertThrows(TlsException.class, () -> out.write(new byte[10])).code());
    }

    @Test
    void rangesAreChecked() {
        InputStream stream = in;
        assertThrows(IndexOutOfBoundsException.class, () -> stream.read(new byte[4], 2, 3));
        assertThrows(IndexOutOfBoundsException.class, () -> out.write(new byte[4], -1, 3));
    }
}
