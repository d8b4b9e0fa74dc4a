package bearssl.tls;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bearssl.ec.EcP384I15;
import bearssl.ec.EcP521I15;
import bearssl.ec.EcVerifyCurve;
import bearssl.testing.Bytes;
import bearssl.testing.JsseServer;
import bearssl.testing.ScriptedServer;
import bearssl.testing.TestCertificates;
import bearssl.testing.TestSocket;
import bearssl.tls.profile.EcdheProfile;
import bearssl.tls.profile.FullProfile;
import bearssl.tls.profile.RsaGcmProfile;
import java.io.IOException;
import java.security.KeyPair;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that sign with SHA-384 or SHA-512, or with keys on P-384 and P-521. */
class WideSignaturesTest extends HostileServer {
    private static final int ECDSA = CipherSuite.ECDHE_ECDSA_WITH_AES_128_GCM_SHA256;
    private static final int[] SUITES = {CipherSuite.ECDHE_RSA_WITH_AES_128_GCM_SHA256, ECDSA};
    private static final KeyPair P384 = TestCertificates.ec("secp384r1");
    private static final KeyPair P521 = TestCertificates.ec("secp521r1");

    private static TlsProfile wide(EcVerifyCurve... curves) {
        return FullProfile.create(2048, SUITES, curves);
    }

    private static ScriptedServer server(KeyPair key, int hash) {
        return ScriptedServer.of(key.getPrivate().getAlgorithm().equals("RSA") ? SUITES[0] : ECDSA, key, 1, 1)
                .onKeyExchange(k -> k.hash = hash);
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 5, 6})
    void opensWithEachHashOfRsaAndP256(int hash) {
        server = server(TestCertificates.rsa2048(), hash);
        opensAndEchoes();
        server = server(ScriptedServer.ecKey(), hash);
        opensAndEchoes();
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 5, 6})
    void opensWithKeysOfTheNamedCurves(int hash) {
        profile = wide(EcP384I15.INSTANCE, EcP521I15.INSTANCE);
        server = server(P384, hash);
        opensAndEchoes();
        server = server(P521, hash);
        opensAndEchoes();
        server = server(ScriptedServer.ecKey(), hash);
        opensAndEchoes();
    }

    @ParameterizedTest
    @CsvSource({"384, 24", "521, 25"})
    void refusesKeysOfCurvesThatAreNotNamed(int bits, int named) {
        server = server(bits == 384 ? P384 : P521, 4);
        refused(BrErr.BR_ERR_INVALID_ALGORITHM, Alert.ILLEGAL_PARAMETER, named, 23);
        profile = wide(bits == 384 ? EcP521I15.INSTANCE : EcP384I15.INSTANCE);
        server = server(bits == 384 ? P384 : P521, 4);
        refused(BrErr.BR_ERR_INVALID_ALGORITHM, Alert.ILLEGAL_PARAMETER, named, 23);
    }

    /** What mbed TLS 2.28 does: a curve for certificates cannot exchange keys. */
    @Test
    void refusesToExchangeKeysOnACurveForCertificates() {
        profile = wide(EcP384I15.INSTANCE);
        server = server(P384, 5).onKeyExchange(k -> k.curve = 24);
        refused(BrErr.BR_ERR_INVALID_ALGORITHM, Alert.ILLEGAL_PARAMETER, 24, 23);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 7, 8, 0x84, 0xFF})
    void refusesHashesThatAreNotOffered(int hash) {
        profile = wide(EcP384I15.INSTANCE);
        server = server(P384, hash);
        refused(BrErr.BR_ERR_INVALID_ALGORITHM, Alert.ILLEGAL_PARAMETER, hash << 8 | 3, 0x0403);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 20, 60, 90})
    void refusesAWrongSignature(int index) {
        profile = wide(EcP384I15.INSTANCE);
        server = server(P384, 5).onKeyExchange(k -> k.onSignature = s -> Bytes.flip(s, index, 4));
        refused(BrErr.BR_ERR_BAD_SIGNATURE, Alert.DECRYPT_ERROR);
    }

    /** The signature was made with one hash and says it was another. */
    @ParameterizedTest
    @CsvSource({"4, 5", "5, 4", "5, 6", "6, 5"})
    void refusesASignatureOfAnotherHashThanItSays(int made, int said) {
        server = server(TestCertificates.rsa2048(), made)
                .onFlight(1, f -> f.editBody(ScriptedServer.SERVER_KEY_EXCHANGE, b -> Bytes.with(b, 69, said)));
        refused(BrErr.BR_ERR_BAD_SIGNATURE, Alert.DECRYPT_ERROR);
    }

    @Test
    void offersWhatItVerifies() {
        profile = wide(EcP384I15.INSTANCE, EcP521I15.INSTANCE);
        opens();
        assertArrayEquals(Bytes.vector16(Bytes.of(4, 1, 4, 3, 5, 1, 5, 3, 6, 1, 6, 3)), server.offered().get(13));
        assertArrayEquals(Bytes.vector16(Bytes.of(0, 23, 0, 24, 0, 25)), server.offered().get(10));
        profile = PROFILE;
        server = ScriptedServer.ecdheRsa();
        opens();
        assertArrayEquals(Bytes.vector16(Bytes.of(4, 1, 4, 3, 5, 1, 5, 3, 6, 1, 6, 3)), server.offered().get(13));
        assertArrayEquals(Bytes.vector16(Bytes.of(0, 23)), server.offered().get(10));
        profile = EcdheProfile.create();
        server = ScriptedServer.ecdheRsa();
        opens();
        assertArrayEquals(Bytes.vector16(Bytes.of(4, 1, 4, 3)), server.offered().get(13));
        assertArrayEquals(Bytes.vector16(Bytes.of(0, 23)), server.offered().get(10));
        profile = RsaGcmProfile.create();
        server = ScriptedServer.rsa();
        opens();
        assertArrayEquals(Bytes.vector16(Bytes.of(4, 1)), server.offered().get(13));
        assertEquals(null, server.offered().get(10));
    }

    /** P-384 costs no scratch beside P-256 and RSA-2048; P-521 some. */
    @Test
    void scratchIsAsDeclared() {
        profile = wide(EcP384I15.INSTANCE);
        assertEquals(PROFILE.workspaceBytes(), profile.workspaceBytes());
        assertEquals(520, profile.workspaceShorts());
        profile = wide(EcP521I15.INSTANCE);
        assertEquals(PROFILE.workspaceBytes() + 265 - 256, profile.workspaceBytes());
        server = server(P521, 6);
        opens();
        assertEquals(profile.workspaceBytes(), ws.highWaterBytes());
        assertEquals(profile.workspaceShorts(), ws.highWaterShorts());
        assertEquals(560, profile.workspaceShorts());
    }

    /** JSSE serves a P-384 certificate only to a client that names the curve, and signs with SHA-384. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void jsseWithAP384Certificate(boolean named) throws IOException {
        profile = named ? wide(EcP384I15.INSTANCE) : wide();
        try (JsseServer jsse = new JsseServer(TestCertificates.chain(P384, 1), CipherSuite.name(ECDSA));
                TestSocket socket = new TestSocket(jsse.port(), 4096)) {
            start();
            io = new TlsIo(tls, socket);
            int expected = named ? 1 : -(BrErr.BR_ERR_RECV_FATAL_ALERT + Alert.HANDSHAKE_FAILURE);
            assertEquals(expected, handshake(), () -> "server: " + jsse.lastFailure());
            assertTrue(!named || tls.cipherSuite() == ECDSA);
        }
    }
}
