package bearssl.tls;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bearssl.testing.JdkX509;
import bearssl.testing.JsseServer;
import bearssl.testing.TestCertificates;
import bearssl.testing.TestSocket;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sessions that the JDK's server keeps and takes up again. */
class JsseResumptionTest extends ResumptionInterop {
    private static final String ECDHE_RSA = "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256";

    private static JsseServer server() {
        return new JsseServer(TestCertificates.chain(TestCertificates.rsa2048(), 1), ECDHE_RSA);
    }

    @ParameterizedTest
    @CsvSource({ECDHE_RSA + ", 512", ECDHE_RSA + ", 1024", ECDHE_RSA + ", 0",
        "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, 512", "TLS_RSA_WITH_AES_128_GCM_SHA256, 1024"})
    void aStoredSessionIsResumed(String suite, int maxFragment) throws IOException {
        var key = suite.contains("ECDSA") ? TestCertificates.p256() : TestCertificates.rsa2048();
        try (JsseServer server = new JsseServer(TestCertificates.chain(key, 1), suite)) {
            client(maxFragment);
            connects(server.port(), "localhost", false);
            connects(server.port(), "localhost", true);
            connects(server.port(), "localhost", true);
        }
    }

    @Test
    void anotherNameAnotherSession() throws IOException {
        try (JsseServer server = server()) {
            connects(server.port(), "localhost", false);
            connects(server.port(), "other.example", false);
            connects(server.port(), "other.example", true);
        }
    }

    @Test
    void aServerThatForgotGivesANewSession() throws IOException {
        try (JsseServer server = server()) {
            connects(server.port(), "localhost", false);
        }
        try (JsseServer server = server()) {
            connects(server.port(), "localhost", false);
            connects(server.port(), "localhost", true);
        }
    }

    @Test
    void aFatalAlertClearsTheSession() throws IOException {
        try (JsseServer server = server()) {
            connects(server.port(), "localhost", false);
        }
        assertTrue(session.isSet());
        try (JsseServer server = server(); TestSocket socket = new TestSocket(server.port(), 1000)) {
            JdkX509 x509 = new JdkX509().verdict(BrErr.BR_ERR_X509_NOT_TRUSTED);
            assertEquals(0, tls.reset("localhost", profile.newWorkspace(), x509, session));
            assertEquals(-BrErr.BR_ERR_X509_NOT_TRUSTED, new TlsIo(tls, socket).handshake());
            assertArrayEquals(new byte[stored.length], stored);
        }
    }
}
