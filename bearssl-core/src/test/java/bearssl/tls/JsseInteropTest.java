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
import bearssl.testing.JsseServer;
import bearssl.testing.TestCertificates;
import bearssl.testing.TestSocket;
import bearssl.tls.profile.EcdheProfile;
import bearssl.tls.profile.FullProfile;
import bearssl.tls.profile.RsaGcmProfile;
import java.io.IOException;
import java.security.KeyPair;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real handshakes and data both ways against the JDK's TLS server. */
class JsseInteropTest {
    private static final String ECDHE_RSA = "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256";

    private final TlsProfile profile = FullProfile.create();
    private final Workspace ws = profile.newWorkspace();
    private final HmacDrbg rng = new HmacDrbg(Sha256.INSTANCE);

    JsseInteropTest() {
        byte[] seed = "an interop test may be predictable".getBytes();
        rng.update(seed, 0, seed.length, ws);
    }

    private static KeyPair key(String suite) {
        return suite.contains("ECDSA") ? TestCertificates.p256() : TestCertificates.rsa2048();
    }

    private TlsClient client(int plaintext) {
        return new TlsClient(profile, rng, new byte[plaintext + TlsClient.IN_OVERHEAD],
                new byte[plaintext + TlsClient.OUT_OVERHEAD]);
    }

    @ParameterizedTest
    @CsvSource({
        "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,   1024, 1, 4096",
        "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,    512, 4, 7",
        "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,  16384, 4, 100000",
        "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, 1024, 2, 4096",
        "TLS_RSA_WITH_AES_128_GCM_SHA256,          512, 1, 4096",
        "TLS_RSA_WITH_AES_128_GCM_SHA256,         2048, 3, 1",
    })
    void echoesData(String suite, int plaintext, int certificates, int socketStep) throws IOException {
        try (JsseServer server = new JsseServer(TestCertificates.chain(key(suite), certificates), suite);
                TestSocket socket = new TestSocket(server.port(), socketStep)) {
            TlsClient tls = client(plaintext);
            JdkX509 x509 = new JdkX509();
            assertEquals(0, tls.reset("localhost", ws, x509));
            TlsIo io = new TlsIo(tls, socket);
            assertEquals(1, io.handshake(), () -> "error " + tls.error() + ", server: " + server.lastFailure());
            assertEquals(certificates, x509.certificates());
            assertEquals(suite, CipherSuite.name(tls.cipherSuite()));
            assertEquals(plaintext == 16384 ? 0 : plaintext, tls.maxFragment());
            assertTrue(tls.extendedMasterSecret());
            assertFalse(tls.needsWorkspace());
            Random random = new Random(plaintext);
            for (int len = 1; len < 20_000; len = len * 3 + 1) {
                echo(io, random, len);
            }
            assertEquals(Transport.END, io.close());
            assertEquals(0, tls.error());
        }
    }

    private static void echo(TlsIo io, Random random, int len) {
        byte[] sent = new byte[len];
        random.nextBytes(sent);
        byte[] received = new byte[len];
        int written = 0;
        int read = 0;
        while (read < len) {
            // no more under way than both sides can buffer
            while (written < len && written - read < 16384) {
                int n = io.write(sent, written, len - written);
                assertTrue(n > 0, () -> "write: " + n);
                written += n;
            }
            assertEquals(1, io.flush());
            int n = io.read(received, read, len - read);
            assertTrue(n > 0, () -> "read: " + n);
            read += n;
        }
        assertArrayEquals(sent, received);
    }

    /** The suites' signatures are of SHA-256 only; those in certificates are another matter. */
    @ParameterizedTest
    @CsvSource({
        "SHA384, EC, TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
        "SHA512, RSA, TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
        "SHA384, EC, TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
        "SHA384, EC, TLS_RSA_WITH_AES_128_GCM_SHA256",
    })
    void chainsSignedWithOtherHashesAreServed(String hash, String signer, String suite) throws IOException {
        TlsProfile small = suite.startsWith("TLS_RSA") ? RsaGcmProfile.create() : EcdheProfile.create();
        KeyPair ca = signer.equals("EC") ? TestCertificates.ec("secp384r1") : TestCertificates.rsa2048();
        try (JsseServer server = new JsseServer(TestCertificates.signedWith(hash, key(suite), ca), suite);
                TestSocket socket = new TestSocket(server.port(), 4096)) {
            TlsClient tls = new TlsClient(small, rng, new byte[1053], new byte[1053]);
            assertEquals(0, tls.reset("localhost", small.newWorkspace(), new JdkX509()));
            assertEquals(1, new TlsIo(tls, socket).handshake(), () -> "error " + tls.error());
        }
    }

    @Test
    void refusedCertificateReachesTheServerAsAnAlert() throws IOException {
        try (JsseServer server = new JsseServer(TestCertificates.chain(key(ECDHE_RSA), 1), ECDHE_RSA);
                TestSocket socket = new TestSocket(server.port(), 4096)) {
            TlsClient tls = client(1024);
            tls.reset("localhost", ws, new JdkX509().verdict(BrErr.BR_ERR_X509_NOT_TRUSTED));
            assertEquals(-BrErr.BR_ERR_X509_NOT_TRUSTED, new TlsIo(tls, socket).handshake());
            assertEquals(Alert.UNKNOWN_CA, tls.alertSent());
            assertFalse(tls.needsWorkspace());
        }
    }

    @Test
    void aFatalAlertOfTheServerIsTheError() throws IOException {
        try (JsseServer server = new JsseServer(TestCertificates.chain(key(ECDHE_RSA), 1),
                "TLS_DHE_RSA_WITH_AES_128_GCM_SHA256");
                TestSocket socket = new TestSocket(server.port(), 4096)) {
            TlsClient tls = client(1024);
            tls.reset("localhost", ws, new JdkX509());
            assertEquals(-(BrErr.BR_ERR_RECV_FATAL_ALERT + Alert.HANDSHAKE_FAILURE),
                    new TlsIo(tls, socket).handshake());
        }
    }
}
