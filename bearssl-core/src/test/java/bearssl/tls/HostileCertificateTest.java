package bearssl.tls;

import static bearssl.testing.ScriptedServer.CERTIFICATE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import bearssl.testing.Bytes;
import bearssl.testing.JdkX509;
import bearssl.testing.KnownKeyX509;
import bearssl.testing.ScriptedServer;
import bearssl.testing.TestCertificates;
import bearssl.tls.profile.EcdheProfile;
import bearssl.tls.profile.RsaGcmProfile;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The Certificate message and the key in it. */
class HostileCertificateTest extends HostileServer {
    private static final KeyPair RSA_4096 = TestCertificates.rsa(4096);

    private void body(byte[] body) {
        server.onFlight(1, f -> f.editBody(CERTIFICATE, b -> body));
    }

    // ---- structure

    @Test
    void rejectsAnEmptyList() {
        server.chain(List.of());
        refused(BrErr.BR_ERR_X509_EMPTY_CHAIN, Alert.DECODE_ERROR);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void rejectsABodyWithoutAList(int len) {
        body(new byte[len]);
        refused(BrErr.BR_ERR_BAD_HANDSHAKE, Alert.DECODE_ERROR);
    }

    @Test
    void rejectsACertificateOfNoBytes() {
        server.chain(List.of(new byte[0]));
        refused(BrErr.BR_ERR_BAD_HANDSHAKE, Alert.DECODE_ERROR);
        server = ScriptedServer.ecdheRsa();
        List<byte[]> chain = new ArrayList<>(server.chain());
        chain.add(new byte[0]);
        server.chain(chain);
        refused(BrErr.BR_ERR_BAD_HANDSHAKE, Alert.DECODE_ERROR);
    }

    @ParameterizedTest
    @ValueSource(ints = {-100, -1, 1, 100, 0x7FFFFF})
    void rejectsAListLengthThatDiffersFromTheMessage(int difference) {
        server.onFlight(1, f -> f.editBody(CERTIFICATE, b ->
                Bytes.join(Bytes.u24(b.length - 3 + difference), Bytes.without(b, 3))));
        refused(BrErr.BR_ERR_BAD_HANDSHAKE, Alert.DECODE_ERROR);
    }

    @ParameterizedTest
    @ValueSource(ints = {-100, -1, 1, 100, 0x7FFFFF})
    void rejectsACertificateLengthThatDiffersFromTheList(int difference) {
        server.onFlight(1, f -> f.editBody(CERTIFICATE, b ->
                Bytes.join(Bytes.first(b, 3), Bytes.u24(b.length - 6 + difference), Bytes.without(b, 6))));
        refused(BrErr.BR_ERR_BAD_HANDSHAKE, Alert.DECODE_ERROR);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void rejectsAListThatEndsInsideALength(int n) {
        byte[] certificate = server.chain().get(0);
        body(Bytes.vector24(Bytes.join(Bytes.vector24(certificate), new byte[n])));
        refused(BrErr.BR_ERR_BAD_HANDSHAKE, Alert.DECODE_ERROR);
    }

    @Test
    void aCertificateOf16MegabytesEndsAtOnce() {
        server.onFlight(1, f -> f.edit(CERTIFICATE, m -> Bytes.join(Bytes.of(11, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFC),
                new byte[100])));
        refused(BrErr.BR_ERR_LIMIT_EXCEEDED, Alert.DECODE_ERROR, 0xFFFFFF, 102400);
    }

    @Test
    void takesItInPiecesOfAnySize() {
        for (int len : new int[] {1, 2, 3, 4, 5, 7, 100, 511}) {
            server = ScriptedServer.ecdheRsa().onFlight(1, f -> f.split(CERTIFICATE, len));
            opens();
        }
    }

    @Test
    void rejectsBytesThatAreNoCertificate() {
        server.chain(List.of(new byte[500]));
        refused(BrErr.BR_ERR_X509_INVALID_VALUE, Alert.BAD_CERTIFICATE);
    }

    // ---- verdicts

    @ParameterizedTest
    @CsvSource({
        "BR_ERR_BAD_PARAM, CERTIFICATE_UNKNOWN",
        "BR_ERR_X509_INVALID_VALUE, BAD_CERTIFICATE",
        "BR_ERR_X509_TRUNCATED, BAD_CERTIFICATE",
        "BR_ERR_X509_EMPTY_CHAIN, DECODE_ERROR",
        "BR_ERR_X509_INNER_TRUNC, BAD_CERTIFICATE",
        "BR_ERR_X509_BAD_TAG_CLASS, BAD_CERTIFICATE",
        "BR_ERR_X509_BAD_DN, BAD_CERTIFICATE",
        "BR_ERR_X509_BAD_TIME, BAD_CERTIFICATE",
        "BR_ERR_X509_UNSUPPORTED, UNSUPPORTED_CERTIFICATE",
        "BR_ERR_X509_LIMIT_EXCEEDED, UNSUPPORTED_CERTIFICATE",
        "BR_ERR_X509_WRONG_KEY_TYPE, UNSUPPORTED_CERTIFICATE",
        "BR_ERR_X509_BAD_SIGNATURE, BAD_CERTIFICATE",
        "BR_ERR_X509_TIME_UNKNOWN, CERTIFICATE_UNKNOWN",
        "BR_ERR_X509_EXPIRED, CERTIFICATE_EXPIRED",
        "BR_ERR_X509_DN_MISMATCH, BAD_CERTIFICATE",
        "BR_ERR_X509_BAD_SERVER_NAME, BAD_CERTIFICATE",
        "BR_ERR_X509_CRITICAL_EXTENSION, UNSUPPORTED_CERTIFICATE",
        "BR_ERR_X509_NOT_CA, UNKNOWN_CA",
        "BR_ERR_X509_FORBIDDEN_KEY_USAGE, BAD_CERTIFICATE",
        "BR_ERR_X509_WEAK_PUBLIC_KEY, INSUFFICIENT_SECURITY",
        "BR_ERR_X509_NOT_TRUSTED, UNKNOWN_CA",
    })
    void aVerdictIsToldByTheAlertThatFits(String code, String alert) throws ReflectiveOperationException {
        int error = BrErr.class.getField(code).getInt(null);
        x509 = new JdkX509().verdict(error);
        refused(error, Alert.class.getField(alert).getInt(null));
        assertEquals(List.of(ScriptedServer.CLIENT_HELLO), server.clientMessages());
    }

    // ---- the key

    @Test
    void rejectsAnEcKeyForAnRsaSuite() {
        server = ScriptedServer.of(0xC02F, TestCertificates.p256(), 1, 1);
        refused(BrErr.BR_ERR_X509_WRONG_KEY_TYPE, Alert.ILLEGAL_PARAMETER, X509Engine.KEYTYPE_EC,
                X509Engine.KEYTYPE_RSA);
        server = ScriptedServer.of(0x009C, TestCertificates.p256(), 1, 1);
        refused(BrErr.BR_ERR_X509_WRONG_KEY_TYPE, Alert.ILLEGAL_PARAMETER);
    }

    @Test
    void rejectsAnRsaKeyForTheEcdsaSuite() {
        server = ScriptedServer.of(0xC02B, TestCertificates.rsa2048(), 1, 1);
        refused(BrErr.BR_ERR_X509_WRONG_KEY_TYPE, Alert.ILLEGAL_PARAMETER, X509Engine.KEYTYPE_RSA,
                X509Engine.KEYTYPE_EC);
    }

    @Test
    void rejectsAKeyThatMayNotSignForEcdhe() {
        x509 = new JdkX509().usages(X509Engine.USAGE_KEYX);
        refused(BrErr.BR_ERR_WRONG_KEY_USAGE, Alert.ILLEGAL_PARAMETER, X509Engine.USAGE_KEYX, X509Engine.USAGE_SIGN);
    }

    @Test
    void rejectsAKeyThatMayNotEncryptForRsaKeyTransport() {
        server = ScriptedServer.rsa();
        x509 = new JdkX509().usages(X509Engine.USAGE_SIGN);
        refused(BrErr.BR_ERR_WRONG_KEY_USAGE, Alert.ILLEGAL_PARAMETER, X509Engine.USAGE_SIGN, X509Engine.USAGE_KEYX);
    }

    @ParameterizedTest
    @ValueSource(ints = {0x009C, 0xC02F})
    void rejectsAnRsaKeyLongerThanTheWorkspaceServes(int suite) {
        KeyPair key = TestCertificates.rsa(3072);
        server = ScriptedServer.of(suite, key, 1, 1);
        profile = suite == 0x009C ? RsaGcmProfile.create() : EcdheProfile.create();
        refused(BrErr.BR_ERR_LIMIT_EXCEEDED, Alert.HANDSHAKE_FAILURE, 3072, 2048);
    }

    @Test
    void rejectsAnRsaKeyThatIsALittleTooLong() {
        // P-256 wants more scratch than RSA-2048: that must not make room for a longer key whose signature then fails.
        KeyPair key = TestCertificates.rsa(2304);
        server = ScriptedServer.of(0xC02F, key, 1, 1);
        refused(BrErr.BR_ERR_LIMIT_EXCEEDED, Alert.HANDSHAKE_FAILURE, 2304, 2048);
    }

    @ParameterizedTest
    @ValueSource(ints = {0x009C, 0xC02F})
    void servesRsa4096WhereTheProfileSaysSo(int suite) {
        server = ScriptedServer.of(suite, RSA_4096, 1, 1);
        profile = suite == 0x009C ? RsaGcmProfile.create(4096) : EcdheProfile.create(4096);
        buffer = 512;
        opensAndEchoes();
    }

    @ParameterizedTest
    @ValueSource(ints = {0x009C, 0xC02F})
    void rejectsAnRsaKeyThatIsTooShort(int suite) {
        KeyPair key = TestCertificates.rsa(768);
        server = ScriptedServer.of(suite, TestCertificates.rsa2048(), 1, 1);
        x509 = new KnownKeyX509(key.getPublic());
        refused(BrErr.BR_ERR_X509_WEAK_PUBLIC_KEY, Alert.INSUFFICIENT_SECURITY, 768, 1024);
    }

    @Test
    void rejectsAnEcKeyOnAnotherCurve() {
        server = ScriptedServer.ecdheEcdsa();
        KnownKeyX509 engine = new KnownKeyX509(TestCertificates.p256().getPublic());
        engine.ecKey().set(24, new byte[97], 0, 97);
        x509 = engine;
        refused(BrErr.BR_ERR_INVALID_ALGORITHM, Alert.ILLEGAL_PARAMETER, 24, 23);
    }

    @Test
    void rejectsAnRsaKeyThatIsNoRsaKey() {
        // an even modulus: nothing can be encrypted for it
        server = ScriptedServer.rsa();
        KnownKeyX509 engine = new KnownKeyX509(TestCertificates.rsa2048().getPublic());
        byte[] even = new byte[257];
        even[0] = (byte) 0x80;
        even[256] = 3;
        engine.rsaKey().set(even, 0, 256, 256, 1);
        x509 = engine;
        refused(BrErr.BR_ERR_X509_WEAK_PUBLIC_KEY, Alert.INSUFFICIENT_SECURITY);
    }
}
