package bearssl.tls;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bearssl.base.Workspace;
import bearssl.hash.Sha256;
import bearssl.rand.HmacDrbg;
import bearssl.rsa.RsaPrivateKey;
import bearssl.testing.JdkClientAuth;
import bearssl.testing.JdkX509;
import bearssl.testing.JsseServer;
import bearssl.testing.OurClientAuth;
import bearssl.testing.RsaKeys;
import bearssl.testing.TestCertificates;
import bearssl.testing.TestSocket;
import bearssl.tls.profile.FullProfile;
import java.io.IOException;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.Certificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Client certificates at the JDK's server. */
class ClientAuthTest {
    private static final String ECDHE_RSA = "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256";

    private final TlsProfile profile = FullProfile.create();
    private Workspace ws = profile.newWorkspace();
    private final HmacDrbg rng = new HmacDrbg(Sha256.INSTANCE);
    private final JdkX509 x509 = new JdkX509();

    ClientAuthTest() {
        byte[] seed = "an interop test may be predictable".getBytes();
        rng.update(seed, 0, seed.length, ws);
    }

    private static KeyStore trusting(KeyStore chain) throws Exception {
        Certificate[] certs = chain.getCertificateChain("server");
        KeyStore trust = KeyStore.getInstance("PKCS12");
        trust.load(null, TestCertificates.PASSWORD);
        trust.setCertificateEntry("ca", certs[certs.length - 1]);
        return trust;
    }

    private int handshake(JsseServer server, TlsClient tls) throws IOException {
        try (TestSocket socket = new TestSocket(server.port(), 100)) {
            assertEquals(0, tls.reset("localhost", ws, x509));
            TlsIo io = new TlsIo(tls, socket);
            int r = io.handshake();
            byte[] data = {1, 2, 3};
            if (r > 0 && io.write(data, 0, 3) > 0 && io.flush() > 0) {
                byte[] back = new byte[3];
                int n = io.read(back, 0, 3);
                if (n < 0) {
                    return n;
                }
                assertArrayEquals(data, back);
                io.close();
            }
            return r;
        }
    }

    private TlsClient client(int plaintext) {
        return new TlsClient(profile, rng, new byte[plaintext + TlsClient.IN_OVERHEAD],
                new byte[plaintext + TlsClient.OUT_OVERHEAD]);
    }

    @ParameterizedTest
    @CsvSource({
        "RSA, 1, 512,   TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
        "RSA, 4, 512,   TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
        "RSA, 3, 1024,  TLS_RSA_WITH_AES_128_GCM_SHA256",
        "EC,  1, 1024,  TLS_RSA_WITH_AES_128_GCM_SHA256",
        "EC,  2, 512,   TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
        "EC,  4, 16384, TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
    })
    void theChainLeavesThroughAnyBuffer(String kind, int length, int plaintext, String suite) throws Exception {
        KeyPair key = kind.equals("RSA") ? TestCertificates.rsa2048() : TestCertificates.p256();
        KeyStore mine = TestCertificates.chain(key, length);
        KeyPair serverKey = suite.contains("ECDSA") ? TestCertificates.p256() : TestCertificates.rsa2048();
        try (JsseServer server = new JsseServer(TestCertificates.chain(serverKey, 1), suite, trusting(mine))) {
            TlsClient tls = client(plaintext);
            tls.clientAuth(new JdkClientAuth(mine));
            assertEquals(1, handshake(server, tls), () -> tls.error() + ", server: " + server.lastFailure());
            assertArrayEquals(mine.getCertificateChain("server"), server.lastPeer());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1, 16384, TLS_RSA_WITH_AES_128_GCM_SHA256",
        "2, 1024,  TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
        "3, 512,   TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
        "4, 512,   TLS_RSA_WITH_AES_128_GCM_SHA256",
    })
    void ourEcKeySigns(int length, int plaintext, String suite) throws Exception {
        KeyStore mine = TestCertificates.chain(TestCertificates.p256(), length);
        KeyPair serverKey = suite.contains("ECDSA") ? TestCertificates.p256() : TestCertificates.rsa2048();
        ClientAuth auth = OurClientAuth.of(mine);
        ws = profile.newWorkspace(x509, auth);
        try (JsseServer server = new JsseServer(TestCertificates.chain(serverKey, 1), suite, trusting(mine))) {
            TlsClient tls = client(plaintext);
            tls.clientAuth(auth);
            for (int i = 0; i < 3; i++) {
                assertEquals(1, handshake(server, tls), () -> tls.error() + ", server: " + server.lastFailure());
                assertArrayEquals(mine.getCertificateChain("server"), server.lastPeer());
            }
        }
    }

    private static KeyPair rsa(int pBits, int qBits) {
        BigInteger e = BigInteger.valueOf(65537);
        return RsaKeys.pair(RsaKeys.prime(pBits, e, 31), RsaKeys.prime(qBits, e, 32), e);
    }

    /** A signature of 4096 bits is longer than a record of 512 bytes holds. */
    @ParameterizedTest
    @CsvSource({
        "1024, 1024, 1, 16384, TLS_RSA_WITH_AES_128_GCM_SHA256",
        "1024, 1024, 2, 1024,  TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
        "1040, 1008, 3, 512,   TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
        "1008, 1041, 1, 512,   TLS_RSA_WITH_AES_128_GCM_SHA256",
        "2048, 2048, 1, 512,   TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
    })
    void ourRsaKeySigns(int pBits, int qBits, int length, int plaintext, String suite) throws Exception {
        KeyStore mine = TestCertificates.chain(rsa(pBits, qBits), length);
        KeyPair serverKey = suite.contains("ECDSA") ? TestCertificates.p256() : TestCertificates.rsa2048();
        ClientAuth auth = OurClientAuth.of(mine);
        ws = profile.newWorkspace(x509, auth);
        try (JsseServer server = new JsseServer(TestCertificates.chain(serverKey, 1), suite, trusting(mine))) {
            TlsClient tls = client(plaintext);
            tls.clientAuth(auth);
            for (int i = 0; i < 3; i++) {
                assertEquals(1, handshake(server, tls), () -> tls.error() + ", server: " + server.lastFailure());
                assertArrayEquals(mine.getCertificateChain("server"), server.lastPeer());
            }
        }
    }

    /** Nothing may leave of a signature that came out wrong. */
    @Test
    void aDisturbedRsaKeyEndsTheConnection() throws Exception {
        KeyStore mine = TestCertificates.chain(TestCertificates.rsa2048(), 1);
        RsaPrivateKey key = OurClientAuth.rsaKey(mine);
        key.array()[key.dqOff() + 50] ^= 4;
        ClientAuth auth = OurClientAuth.rsa(key, OurClientAuth.chain(mine));
        ws = profile.newWorkspace(x509, auth);
        try (JsseServer server = new JsseServer(TestCertificates.chain(TestCertificates.rsa2048(), 1), ECDHE_RSA,
                trusting(mine))) {
            TlsClient tls = client(1024);
            tls.clientAuth(auth);
            assertEquals(-BrErr.BR_ERR_INVALID_ALGORITHM, handshake(server, tls));
            assertEquals(Alert.INTERNAL_ERROR, tls.alertSent());
        }
    }

    @Test
    void rsaKeysHaveAtMost4096Bits() {
        byte[][] chain = {new byte[1]};
        RsaPrivateKey key = new RsaPrivateKey();
        key.set(new byte[0], 0, 4096, 256, 256, 3);
        assertEquals(512, OurClientAuth.rsa(key, chain).maxSignatureLen());
        key.set(new byte[0], 0, 4097, 257, 256, 3);
        assertThrows(IllegalArgumentException.class, () -> OurClientAuth.rsa(key, chain));
    }

    /** The public keys that certificates and signatures are about have to be the same one. */
    @Test
    void aKeyThatIsNotTheCertificatesIsRefusedByTheServer() throws Exception {
        KeyStore mine = TestCertificates.chain(TestCertificates.p256(), 1);
        KeyStore other = TestCertificates.chain(TestCertificates.p256(), 1);
        ClientAuth auth = OurClientAuth.ec(OurClientAuth.scalar(other), OurClientAuth.chain(mine));
        try (JsseServer server = new JsseServer(TestCertificates.chain(TestCertificates.rsa2048(), 1), ECDHE_RSA,
                trusting(mine))) {
            TlsClient tls = client(1024);
            tls.clientAuth(auth);
            assertTrue(handshake(server, tls) < 0);
            assertTrue(tls.error() > BrErr.BR_ERR_RECV_FATAL_ALERT, () -> "error " + tls.error());
        }
    }

    @Test
    void aKeyOutOfRangeEndsTheConnection() throws Exception {
        KeyStore mine = TestCertificates.chain(TestCertificates.p256(), 1);
        try (JsseServer server = new JsseServer(TestCertificates.chain(TestCertificates.rsa2048(), 1), ECDHE_RSA,
                trusting(mine))) {
            TlsClient tls = client(1024);
            tls.clientAuth(OurClientAuth.ec(new byte[32], OurClientAuth.chain(mine)));
            assertEquals(-BrErr.BR_ERR_INVALID_ALGORITHM, handshake(server, tls));
            assertEquals(Alert.INTERNAL_ERROR, tls.alertSent());
        }
    }

    @Test
    void aChainHasACertificate() {
        assertThrows(IllegalArgumentException.class, () -> OurClientAuth.ec(new byte[32], new byte[0][]));
    }

    @Test
    void withoutACertificateTheServerSaysNo() throws Exception {
        KeyStore mine = TestCertificates.chain(TestCertificates.p256(), 1);
        try (JsseServer server = new JsseServer(TestCertificates.chain(TestCertificates.rsa2048(), 1), ECDHE_RSA,
                trusting(mine))) {
            TlsClient tls = client(1024);
            assertTrue(handshake(server, tls) < 0);
            assertTrue(tls.error() > BrErr.BR_ERR_RECV_FATAL_ALERT, () -> "error " + tls.error());
        }
    }

    @Test
    void aSignerThatFailsEndsTheConnection() throws Exception {
        KeyStore mine = TestCertificates.chain(TestCertificates.p256(), 1);
        try (JsseServer server = new JsseServer(TestCertificates.chain(TestCertificates.rsa2048(), 1), ECDHE_RSA,
                trusting(mine))) {
            TlsClient tls = client(1024);
            tls.clientAuth(new JdkClientAuth(mine).broken());
            assertEquals(-BrErr.BR_ERR_INVALID_ALGORITHM, handshake(server, tls));
            assertEquals(Alert.INTERNAL_ERROR, tls.alertSent());
        }
    }
}
