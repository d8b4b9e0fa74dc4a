package bearssl.tls;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bearssl.base.Transport;
import bearssl.testing.JdkX509;
import bearssl.testing.JsseServer;
import bearssl.testing.TestCertificates;
import bearssl.testing.TestSocket;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Sessions that the JDK's server keeps and takes up again. */
class JsseResumptionTest extends ResumptionInterop {
    private static final String ECDHE_RSA = "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256";

    private static JsseServer server() {
        return new JsseServer(TestCertificates.chain(TestCertificates.rsa2048(), 1), ECDHE_RSA);
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

    // ---- what it is good for

    /** Counts what passes. */
    private static final class Meter implements Transport {
        private final Transport inner;
        private int bytes;

        Meter(Transport inner) {
            this.inner = inner;
        }

        @Override
        public int read(byte[] buf, int off, int len) {
            int n = inner.read(buf, off, len);
            bytes += Math.max(n, 0);
            return n;
        }

        @Override
        public int write(byte[] buf, int off, int len) {
            int n = inner.write(buf, off, len);
            bytes += Math.max(n, 0);
            return n;
        }

        @Override
        public int flush() {
            return inner.flush();
        }
    }

    /** A handshake. @return microseconds, and bytes both ways */
    private int[] handshake(int port, boolean resumed) throws IOException {
        try (TestSocket socket = new TestSocket(port, 16384)) {
            assertEquals(0, tls.reset("localhost", profile.newWorkspace(), new JdkX509(), session));
            Meter meter = new Meter(socket);
            TlsIo io = new TlsIo(tls, meter);
            long start = System.nanoTime();
            assertEquals(1, io.handshake());
            int micros = (int) ((System.nanoTime() - start) / 1000);
            assertEquals(resumed, tls.resumed());
            int bytes = meter.bytes;
            io.close();
            return new int[] {micros, bytes};
        }
    }

    @Test
    void aResumedHandshakeTakesAFractionOfTheBytesAndOfTheTime() throws IOException {
        int runs = 15;
        int[] full = new int[runs];
        int[] resumed = new int[runs];
        int fullBytes = 0;
        int resumedBytes = 0;
        try (JsseServer server = server()) {
            for (int i = 0; i < 2 * runs; i++) { // a first round for the compilers
                session.clear();
                int[] f = handshake(server.port(), false);
                int[] r = handshake(server.port(), true);
                full[i % runs] = f[0];
                resumed[i % runs] = r[0];
                fullBytes = f[1];
                resumedBytes = r[1];
            }
        }
        Arrays.sort(full);
        Arrays.sort(resumed);
        System.out.println("handshake with JSSE, ECDHE_RSA, one certificate: full " + full[runs / 2] + " us and "
                + fullBytes + " bytes, resumed " + resumed[runs / 2] + " us and " + resumedBytes + " bytes");
        assertTrue(resumedBytes < 500 && fullBytes > 2 * resumedBytes, fullBytes + ", " + resumedBytes);
    }
}
