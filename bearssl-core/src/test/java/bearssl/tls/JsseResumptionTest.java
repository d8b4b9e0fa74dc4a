package bearssl.tls;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bearssl.base.Workspace;
import bearssl.hash.Sha256;
import bearssl.rand.HmacDrbg;
import bearssl.testing.JdkX509;
import bearssl.testing.JsseServer;
import bearssl.testing.TestCertificates;
import bearssl.testing.TestSocket;
import bearssl.tls.profile.FullProfile;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions that the JDK's server keeps and takes up again. */
class JsseResumptionTest {
    private static final String ECDHE_RSA = "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256";

    private final TlsProfile profile = FullProfile.create();
    private final Workspace ws = profile.newWorkspace();
    private final HmacDrbg rng = new HmacDrbg(Sha256.INSTANCE);
    private final byte[] stored = new byte[TlsSession.LEN + 3];
    private final TlsSession session = new TlsSession(stored, 2);
    private final JdkX509 x509 = new JdkX509();
    private final TlsClient tls = new TlsClient(profile, rng, new byte[1053], new byte[1053]);

    JsseResumptionTest() {
        byte[] seed = "an interop test may be predictable".getBytes();
        rng.update(seed, 0, seed.length, ws);
    }

    private void connects(JsseServer server, String name, boolean resumed) throws IOException {
        try (TestSocket socket = new TestSocket(server.port(), 1000)) {
            assertEquals(0, tls.reset(name, ws, x509, session));
            TlsIo io = new TlsIo(tls, socket);
            assertEquals(1, io.handshake(), () -> "error " + tls.error() + ", server: " + server.lastFailure());
            assertEquals(resumed, tls.resumed());
            assertFalse(tls.needsWorkspace());
            assertEquals(1024, tls.maxFragment());
            byte[] data = new byte[1000];
            Arrays.fill(data, (byte) 'x');
            assertEquals(data.length, io.write(data, 0, data.length));
            io.flush();
            byte[] back = new byte[data.length];
            for (int n = 0; n < back.length;) {
                n += io.read(back, n, back.length - n);
            }
            assertArrayEquals(data, back);
            io.close();
            assertEquals(0, tls.error());
            assertTrue(session.isSet());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {ECDHE_RSA, "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256", "TLS_RSA_WITH_AES_128_GCM_SHA256"})
    void aStoredSessionIsResumed(String suite) throws IOException {
        var key = suite.contains("ECDSA") ? TestCertificates.p256() : TestCertificates.rsa2048();
        try (JsseServer server = new JsseServer(TestCertificates.chain(key, 1), suite)) {
            connects(server, "localhost", false);
            byte[] first = stored.clone();
            connects(server, "localhost", true);
            connects(server, "localhost", true);
            assertArrayEquals(first, stored);
            assertEquals(0, stored[0] | stored[1] | stored[TlsSession.LEN + 2]);
        }
    }

    @Test
    void anotherNameAnotherSession() throws IOException {
        try (JsseServer server = new JsseServer(TestCertificates.chain(TestCertificates.rsa2048(), 1), ECDHE_RSA)) {
            connects(server, "localhost", false);
            connects(server, "other.example", false);
            connects(server, "other.example", true);
        }
    }

    @Test
    void anAlteredSessionIsNotOffered() throws IOException {
        try (JsseServer server = new JsseServer(TestCertificates.chain(TestCertificates.rsa2048(), 1), ECDHE_RSA)) {
            connects(server, "localhost", false);
            byte[] good = stored.clone();
            for (int i : new int[] {2, 3, 4, 5, 6, 37, 38, 40, 85, 86, 89}) {
                System.arraycopy(good, 0, stored, 0, good.length);
                stored[i] ^= 0x40;
                connects(server, "localhost", false);
            }
            System.arraycopy(good, 0, stored, 0, good.length);
            connects(server, "localhost", true);
        }
    }

    @Test
    void aServerThatForgotGivesANewSession() throws IOException {
        try (JsseServer server = new JsseServer(TestCertificates.chain(TestCertificates.rsa2048(), 1), ECDHE_RSA)) {
            connects(server, "localhost", false);
        }
        byte[] first = stored.clone();
        try (JsseServer server = new JsseServer(TestCertificates.chain(TestCertificates.rsa2048(), 1), ECDHE_RSA)) {
            connects(server, "localhost", false);
            assertFalse(Arrays.equals(first, stored));
            connects(server, "localhost", true);
        }
    }

    @Test
    void aFatalAlertClearsTheSession() throws IOException {
        try (JsseServer server = new JsseServer(TestCertificates.chain(TestCertificates.rsa2048(), 1), ECDHE_RSA)) {
            connects(server, "localhost", false);
        }
        assertTrue(session.isSet());
        try (JsseServer server = new JsseServer(TestCertificates.chain(TestCertificates.rsa2048(), 1), ECDHE_RSA);
                TestSocket socket = new TestSocket(server.port(), 1000)) {
            tls.reset("localhost", ws, new JdkX509().verdict(BrErr.BR_ERR_X509_NOT_TRUSTED), session);
            assertEquals(-BrErr.BR_ERR_X509_NOT_TRUSTED, new TlsIo(tls, socket).handshake());
            assertArrayEquals(new byte[stored.length], stored);
        }
    }
}
