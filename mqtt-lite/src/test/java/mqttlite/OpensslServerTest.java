package mqttlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bearssl.base.Transport;
import bearssl.ec.EcP384I15;
import bearssl.ec.EcVerifyCurve;
import bearssl.hash.Sha1;
import bearssl.testing.OpensslServer;
import bearssl.testing.TestCertificates;
import bearssl.tls.BrErr;
import bearssl.tls.CipherSuite;
import bearssl.tls.TlsProfile;
import bearssl.tls.profile.EcdheProfile;
import bearssl.tls.profile.FullProfile;
import bearssl.tls.profile.RsaGcmProfile;
import bearssl.x509.X509Fingerprint;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import mqttlite.demo.Device;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** TLS and pins against {@code openssl s_server}, with 1024-byte buffers. */
class OpensslServerTest {
    private static final int RECORD_OVERFLOW = 22;
    private static final int HANDSHAKE_FAILURE = 40;

    @TempDir
    Path folder;

    private static X509Fingerprint learning(int modulusLen) {
        X509Fingerprint pins = new X509Fingerprint(Sha1.INSTANCE, modulusLen);
        pins.learnOnce();
        return pins;
    }

    private static Device device(TlsProfile profile, X509Fingerprint pins) {
        return new Device(profile, pins, new MqttListener() { });
    }

    private static int connect(Device device, OpensslServer server) throws Exception {
        device.dial(server.port());
        assertEquals(0, device.reset());
        return device.handshake();
    }

    private static void send(Device device, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        assertEquals(bytes.length, device.io.write(bytes, 0, bytes.length));
        assertEquals(1, device.io.flush());
    }

    @ParameterizedTest
    @CsvSource({
        "ECDHE, RSA, 1, true, TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
        "ECDHE, RSA, 4, false, TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
        "ECDHE, EC, 4, true, TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
        "ECDHE, EC, 1, false, TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
        "RSA, RSA, 4, true, TLS_RSA_WITH_AES_128_GCM_SHA256",
        "RSA, RSA, 1, false, TLS_RSA_WITH_AES_128_GCM_SHA256",
    })
    void learnsReconnectsPinnedAndTalks(String exchange, String key, int chain, boolean maxFragment, String suite)
            throws Exception {
        TlsProfile profile = exchange.equals("RSA") ? RsaGcmProfile.create() : EcdheProfile.create();
        X509Fingerprint pins = learning(X509Fingerprint.RSA_2048);
        KeyPair pair = key.equals("EC") ? TestCertificates.p256() : TestCertificates.rsa2048();
        try (OpensslServer server = new OpensslServer(folder, TestCertificates.chain(pair, chain), "-rev");
                Device device = device(profile, pins)) {
            device.tls.offerMaxFragment(maxFragment);
            for (int i = 0; i < 2; i++) {
                assertEquals(1, connect(device, server), () -> "error " + device.tls.error());
                assertEquals(i == 0, pins.learned());
                assertEquals(suite, CipherSuite.name(device.tls.cipherSuite()));
                assertEquals(maxFragment ? Device.BUFFER : 0, device.tls.maxFragment());
                send(device, "bearssl\n");
                byte[] answer = new byte[8];
                int n = 0;
                while (n < answer.length) {
                    int r = device.io.read(answer, n, answer.length - n);
                    assertTrue(r > 0, () -> "read: " + r);
                    n += r;
                }
                assertEquals("lssraeb\n", new String(answer, StandardCharsets.US_ASCII));
                assertEquals(Transport.END, device.io.close());
                assertTrue(pins.pinReceived(0));
            }
            byte[] other = new byte[20];
            other[0] = 1;
            pins.pin(0, other, 0);
            assertEquals(-BrErr.BR_ERR_BAD_PARAM, connect(device, server));
        }
    }

    /** Keys on P-384, signatures with SHA-384 and SHA-512: what the server is told to use, it uses. */
    @ParameterizedTest
    @CsvSource({
        "secp384r1, ECDSA+SHA384, SHA384",
        "secp384r1, ECDSA+SHA512, SHA512",
        "secp384r1, ECDSA+SHA256, SHA256",
        "secp256r1, ECDSA+SHA384, SHA384",
        "RSA, RSA+SHA384, SHA384",
        "RSA, RSA+SHA512, SHA512",
    })
    void signsWithOtherHashesAndCurves(String key, String algorithm, String hash) throws Exception {
        int[] suites = {CipherSuite.ECDHE_RSA_WITH_AES_128_GCM_SHA256, CipherSuite.ECDHE_ECDSA_WITH_AES_128_GCM_SHA256};
        TlsProfile profile = FullProfile.create(2048, suites, new EcVerifyCurve[] {EcP384I15.INSTANCE});
        X509Fingerprint pins = learning(X509Fingerprint.RSA_2048);
        KeyPair pair = key.equals("RSA") ? TestCertificates.rsa2048() : TestCertificates.ec(key);
        try (OpensslServer server = new OpensslServer(folder, TestCertificates.chain(pair, 2), "-rev", "-sigalgs",
                algorithm);
                Device device = device(profile, pins);
                Device small = device(EcdheProfile.create(), learning(X509Fingerprint.RSA_2048))) {
            assertEquals(1, connect(device, server), () -> "error " + device.tls.error());
            assertTrue(pins.learned());
            send(device, "bearssl\n");
            byte[] answer = new byte[8];
            assertEquals(8, device.io.read(answer, 0, 8));
            assertEquals(Transport.END, device.io.close());
            // Without the curve, or with SHA-256 alone, such a server has nothing to offer.
            boolean isWide = key.equals("secp384r1") || !hash.equals("SHA256");
            assertEquals(isWide ? -(BrErr.BR_ERR_RECV_FATAL_ALERT + HANDSHAKE_FAILURE) : 1, connect(small, server));
        }
    }

    /** A server that may send long records sends them; one that has agreed to 1024 bytes does not. */
    @ParameterizedTest
    @CsvSource({"true", "false"})
    void aLongAnswerNeedsTheMaximumFragmentLength(boolean maxFragment) throws Exception {
        byte[] large = new byte[60_000];
        Files.write(folder.resolve("large"), large);
        try (OpensslServer server =
                        new OpensslServer(folder, TestCertificates.chain(TestCertificates.rsa2048(), 1), "-WWW");
                Device device = device(EcdheProfile.create(), learning(X509Fingerprint.RSA_2048))) {
            device.tls.offerMaxFragment(maxFragment);
            assertEquals(1, connect(device, server));
            send(device, "GET /large HTTP/1.0\r\n\r\n");
            byte[] buf = new byte[4096];
            int total = 0;
            int r = 1;
            while (r > 0) {
                r = device.io.read(buf, 0, buf.length);
                total += Math.max(r, 0);
            }
            if (maxFragment) {
                assertTrue(total > large.length, "received " + total);
                return;
            }
            assertEquals(-BrErr.BR_ERR_TOO_LARGE, r);
            assertTrue(device.tls.detail1() > 10_000, "received " + device.tls.detail1());
            assertTrue(device.tls.detail2() > 0 && device.tls.detail2() <= 1053, "fits " + device.tls.detail2());
            assertEquals(RECORD_OVERFLOW, device.tls.alertSent());
        }
    }

    @Test
    void aKeyOf4096BitsIsRefusedByNameUnlessThereIsRoom() throws Exception {
        try (OpensslServer server =
                        new OpensslServer(folder, TestCertificates.chain(TestCertificates.rsa(4096), 1), "-rev");
                Device small = device(EcdheProfile.create(), learning(X509Fingerprint.RSA_2048));
                Device half = device(EcdheProfile.create(), learning(X509Fingerprint.RSA_4096));
                Device large = device(EcdheProfile.create(4096), learning(X509Fingerprint.RSA_4096));
                Device transport = device(RsaGcmProfile.create(4096), learning(X509Fingerprint.RSA_4096))) {
            assertEquals(-BrErr.BR_ERR_X509_LIMIT_EXCEEDED, connect(small, server));
            assertEquals(-BrErr.BR_ERR_LIMIT_EXCEEDED, connect(half, server));
            assertEquals(1, connect(large, server));
            assertEquals(Transport.END, large.io.close());
            assertEquals(1, connect(transport, server));
        }
    }
}
