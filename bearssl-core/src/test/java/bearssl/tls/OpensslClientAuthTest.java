package bearssl.tls;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bearssl.base.Transport;
import bearssl.base.Workspace;
import bearssl.hash.Sha256;
import bearssl.rand.HmacDrbg;
import bearssl.testing.JdkX509;
import bearssl.testing.OpensslServer;
import bearssl.testing.OurClientAuth;
import bearssl.testing.TestCertificates;
import bearssl.testing.TestSocket;
import bearssl.tls.profile.FullProfile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyStore;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Client certificates of ours at {@code openssl s_server}, which verifies them and wants one. */
class OpensslClientAuthTest {
    @TempDir
    Path folder;

    private final X509Engine x509 = new JdkX509();

    private OpensslServer server(KeyPair key, KeyStore clients, String... more) throws Exception {
        byte[][] chain = OurClientAuth.chain(clients);
        Files.writeString(folder.resolve("clients.pem"), "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder().encodeToString(chain[chain.length - 1]) + "\n-----END CERTIFICATE-----\n");
        String[] arguments = new String[6 + more.length];
        System.arraycopy(new String[] {"-rev", "-Verify", "4", "-verify_return_error", "-CAfile", "clients.pem"}, 0,
                arguments, 0, 6);
        System.arraycopy(more, 0, arguments, 6, more.length);
        return new OpensslServer(folder, TestCertificates.chain(key, 1), arguments);
    }

    private static TlsClient client(TlsProfile profile, int plaintext, ClientAuth auth, Workspace ws) {
        HmacDrbg rng = new HmacDrbg(Sha256.INSTANCE);
        byte[] seed = "an interop test may be predictable".getBytes(StandardCharsets.US_ASCII);
        rng.update(seed, 0, seed.length, ws);
        TlsClient tls = new TlsClient(profile, rng, new byte[plaintext + TlsClient.IN_OVERHEAD],
                new byte[plaintext + TlsClient.OUT_OVERHEAD]);
        tls.clientAuth(auth);
        return tls;
    }

    /** A handshake, and a line there and back. @return as of {@link TlsIo} */
    private int talk(OpensslServer server, TlsClient tls, Workspace ws) throws IOException {
        try (TestSocket socket = new TestSocket(server.port(), 1000)) {
            assertEquals(0, tls.reset("localhost", ws, x509));
            TlsIo io = new TlsIo(tls, socket);
            int r = io.handshake();
            if (r != 1) {
                return r;
            }
            assertEquals(4, io.write("abc\n".getBytes(StandardCharsets.US_ASCII), 0, 4));
            assertEquals(1, io.flush());
            byte[] back = new byte[4];
            r = io.read(back, 0, 4);
            if (r > 0) {
                assertArrayEquals("cba\n".getBytes(StandardCharsets.US_ASCII), back);
                assertEquals(Transport.END, io.close());
            }
            return r;
        }
    }

    @ParameterizedTest
    @CsvSource({"C02F, 1, 512, ECDSA+SHA256", "C02B, 3, 512, RSA+SHA512:ECDSA+SHA256", "009C, 2, 1024, ECDSA+SHA256",
        "C02F, 4, 16384, ECDSA+SHA512:RSA+SHA256:ECDSA+SHA256"})
    void ourEcKeySigns(String suite, int length, int plaintext, String algorithms) throws Exception {
        TlsProfile profile = FullProfile.create(2048, new int[] {Integer.parseInt(suite, 16)});
        KeyPair key = suite.equals("C02B") ? TestCertificates.p256() : TestCertificates.rsa2048();
        KeyStore mine = TestCertificates.chain(TestCertificates.p256(), length);
        ClientAuth auth = OurClientAuth.of(mine);
        Workspace ws = profile.newWorkspace(x509, auth);
        try (OpensslServer server = server(key, mine, "-client_sigalgs", algorithms)) {
            TlsClient tls = client(profile, plaintext, auth, ws);
            for (int i = 0; i < 3; i++) {
                assertEquals(4, talk(server, tls, ws), () -> "error " + tls.error());
            }
            String log = server.log();
            assertEquals(4, log.split("Hash used: SHA256\nSignature type: ECDSA\nVerification: OK").length, log);
        }
    }

    @ParameterizedTest
    @CsvSource({"C02F, 1, 512, RSA+SHA256", "C02B, 3, 512, ECDSA+SHA256:RSA+SHA256", "009C, 2, 1024, RSA+SHA256",
        "009C, 4, 16384, RSA+SHA512:ECDSA+SHA256:RSA+SHA256"})
    void ourRsaKeySigns(String suite, int length, int plaintext, String algorithms) throws Exception {
        TlsProfile profile = FullProfile.create(2048, new int[] {Integer.parseInt(suite, 16)});
        KeyPair key = suite.equals("C02B") ? TestCertificates.p256() : TestCertificates.rsa2048();
        KeyStore mine = TestCertificates.chain(TestCertificates.rsa2048(), length);
        ClientAuth auth = OurClientAuth.of(mine);
        Workspace ws = profile.newWorkspace(x509, auth);
        try (OpensslServer server = server(key, mine, "-client_sigalgs", algorithms)) {
            TlsClient tls = client(profile, plaintext, auth, ws);
            for (int i = 0; i < 3; i++) {
                assertEquals(4, talk(server, tls, ws), () -> "error " + tls.error());
            }
            String log = server.log();
            assertEquals(4, log.split("Hash used: SHA256\nSignature type: RSA\nVerification: OK").length, log);
        }
    }

    /** The control: this server does look at what it gets. */
    @Test
    void anotherKeyThanTheCertificatesIsRefused() throws Exception {
        TlsProfile profile = FullProfile.create();
        KeyStore mine = TestCertificates.chain(TestCertificates.p256(), 1);
        byte[] other = OurClientAuth.scalar(TestCertificates.chain(TestCertificates.p256(), 1));
        ClientAuth auth = OurClientAuth.ec(other, OurClientAuth.chain(mine));
        Workspace ws = profile.newWorkspace(x509, auth);
        try (OpensslServer server = server(TestCertificates.rsa2048(), mine)) {
            TlsClient tls = client(profile, 1024, auth, ws);
            assertEquals(-(BrErr.BR_ERR_RECV_FATAL_ALERT + Alert.DECRYPT_ERROR), talk(server, tls, ws));
        }
    }

    /** RFC 5246, 7.4.6: an empty certificate_list instead of a signature that the server could not use. */
    @Test
    void aServerThatWantsRsaGetsNoCertificate() throws Exception {
        TlsProfile profile = FullProfile.create();
        KeyStore mine = TestCertificates.chain(TestCertificates.p256(), 1);
        ClientAuth auth = OurClientAuth.of(mine);
        Workspace ws = profile.newWorkspace(x509, auth);
        try (OpensslServer server = server(TestCertificates.rsa2048(), mine, "-client_sigalgs", "RSA+SHA256")) {
            TlsClient tls = client(profile, 1024, auth, ws);
            assertEquals(-(BrErr.BR_ERR_RECV_FATAL_ALERT + Alert.HANDSHAKE_FAILURE), talk(server, tls, ws));
            assertTrue(server.prints("peer did not return a certificate"), server.log());
        }
    }
}
