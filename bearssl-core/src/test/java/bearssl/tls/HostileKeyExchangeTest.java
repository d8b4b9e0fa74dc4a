package bearssl.tls;

import static bearssl.testing.ScriptedServer.SERVER_KEY_EXCHANGE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import bearssl.hash.HashFunction;
import bearssl.testing.Bytes;
import bearssl.testing.ScriptedServer;
import bearssl.testing.ServerRecord;
import bearssl.tls.profile.EcdheProfile;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** ServerKeyExchange: RFC 8422, section 5.4, and RFC 5246, section 7.4.3. */
class HostileKeyExchangeTest extends HostileServer {
    private static ScriptedServer server(int suite) {
        return suite == CipherSuite.ECDHE_ECDSA_WITH_AES_128_GCM_SHA256 ? ScriptedServer.ecdheEcdsa()
                : ScriptedServer.ecdheRsa();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 19, 22, 24, 25, 29, 30, 256, 0xFF01, 0xFFFF})
    void rejectsAGroupThatWasNotOffered(int group) {
        server.onKeyExchange(k -> k.curve = group);
        refused(BrErr.BR_ERR_INVALID_ALGORITHM, Alert.ILLEGAL_PARAMETER, group, 23);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 4, 255})
    void rejectsAnExplicitCurve(int type) {
        server.onKeyExchange(k -> k.curveType = type);
        refused(BrErr.BR_ERR_INVALID_ALGORITHM, Alert.ILLEGAL_PARAMETER);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 32, 33, 64, 66, 133})
    void rejectsAPointOfAnotherLength(int len) {
        server.onKeyExchange(k -> k.point = Bytes.first(k.point, len));
        refused(BrErr.BR_ERR_INVALID_ALGORITHM, Alert.ILLEGAL_PARAMETER, len, 65);
    }

    @Test
    void rejectsAPointOfNoBytes() {
        server.onKeyExchange(k -> k.point = new byte[0]);
        refused(BrErr.BR_ERR_BAD_HANDSHAKE, Alert.DECODE_ERROR);
    }

    @Test
    void rejectsThePointAtInfinity() {
        server.onKeyExchange(k -> k.point = new byte[1]);
        refused(BrErr.BR_ERR_INVALID_ALGORITHM, Alert.ILLEGAL_PARAMETER, 1, 65);
        server = ScriptedServer.ecdheRsa().onKeyExchange(k -> k.point = new byte[65]);
        refused(BrErr.BR_ERR_INVALID_ALGORITHM, Alert.ILLEGAL_PARAMETER);
    }

    @Test
    void rejectsACompressedPoint() {
        server.onKeyExchange(k -> k.point = Bytes.with(Bytes.first(k.point, 33), 0, 2));
        refused(BrErr.BR_ERR_INVALID_ALGORITHM, Alert.ILLEGAL_PARAMETER, 33, 65);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 5, 6, 7, 255})
    void rejectsAPointOfFullLengthInAnotherForm(int form) {
        server.onKeyExchange(k -> k.point = Bytes.with(k.point, 0, form));
        refused(BrErr.BR_ERR_INVALID_ALGORITHM, Alert.ILLEGAL_PARAMETER);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 32, 33, 64})
    void rejectsAPointThatIsNotOnTheCurve(int index) {
        server.onKeyExchange(k -> k.point = Bytes.flip(k.point, index, 1));
        refused(BrErr.BR_ERR_INVALID_ALGORITHM, Alert.ILLEGAL_PARAMETER);
        assertEquals(List.of(ScriptedServer.CLIENT_HELLO), server.clientMessages());
    }

    @Test
    void rejectsCoordinatesAboveTheField() {
        byte[] point = new byte[65];
        Arrays.fill(point, (byte) 0xFF);
        point[0] = 4;
        server.onKeyExchange(k -> k.point = point);
        refused(BrErr.BR_ERR_INVALID_ALGORITHM, Alert.ILLEGAL_PARAMETER);
    }

    @ParameterizedTest
    @CsvSource({"49199, 1", "49199, 5", "49199, 6", "49199, 2", "49199, 8", "49195, 2", "49195, 5", "49195, 0"})
    void rejectsAHashThatWasNotOffered(int suite, int hash) {
        profile = EcdheProfile.create();
        server = server(suite).onKeyExchange(k -> k.hash = hash);
        refused(BrErr.BR_ERR_INVALID_ALGORITHM, Alert.ILLEGAL_PARAMETER);
        assertEquals(hash, tls.detail1() >>> 8);
        assertEquals(HashFunction.SHA256, tls.detail2() >>> 8);
    }

    @ParameterizedTest
    @CsvSource({"49199, 3", "49199, 0", "49199, 2", "49199, 4", "49195, 1", "49195, 0", "49195, 7"})
    void rejectsASignatureAlgorithmThatDoesNotFitTheKey(int suite, int algorithm) {
        server = server(suite).onKeyExchange(k -> k.signature = algorithm);
        refused(BrErr.BR_ERR_INVALID_ALGORITHM, Alert.ILLEGAL_PARAMETER);
        assertEquals(algorithm, tls.detail1() & 0xFF);
    }

    @ParameterizedTest
    @CsvSource({"49199, 0804", "49199, 0805", "49199, 0809", "49199, 0403", "49199, 0203", "49199, 0A0A", "49199, FFFF",
        "49195, 0804", "49195, 0401", "49195, 0807", "49195, 0808", "49195, 0303", "49195, 0000"})
    void rejectsAnAlgorithmOfAnotherKindWhateverItsBytesLookLike(int suite, String algorithm) {
        // RSA-PSS, EdDSA, GREASE: of these the two bytes are no longer hash and signature
        int number = Integer.parseInt(algorithm, 16);
        server = server(suite).onFlight(1, f -> f.editBody(SERVER_KEY_EXCHANGE,
                b -> Bytes.with(Bytes.with(b, 69, number >> 8), 70, number & 0xFF)));
        refused(BrErr.BR_ERR_INVALID_ALGORITHM, Alert.ILLEGAL_PARAMETER);
        assertEquals(number, tls.detail1());
    }

    @ParameterizedTest
    @CsvSource({"49199, 0", "49199, 100", "49199, 255", "49195, 0", "49195, 10", "49195, -1", "49195, 40"})
    void rejectsAWrongSignature(int suite, int index) {
        server = server(suite).onKeyExchange(k -> k.onSignature = s -> Bytes.flip(s, index, 4));
        refused(BrErr.BR_ERR_BAD_SIGNATURE, Alert.DECRYPT_ERROR);
    }

    @ParameterizedTest
    @CsvSource({"49199, 0", "49199, 1", "49199, 128", "49199, 255", "49199, 257", "49199, 400",
        "49195, 0", "49195, 1", "49195, 8", "49195, 60", "49195, 100", "49195, 400"})
    void rejectsASignatureOfWrongLength(int suite, int len) {
        server = server(suite).onKeyExchange(k -> k.onSignature = s -> Bytes.first(s, len));
        refused(BrErr.BR_ERR_BAD_SIGNATURE, Alert.DECRYPT_ERROR);
    }

    @ParameterizedTest
    @ValueSource(ints = {49199, 49195})
    void rejectsASignatureOverOtherRandoms(int suite) {
        // what an attacker has who kept a signature from another connection
        byte[][] kept = new byte[1][];
        server = server(suite).onKeyExchange(k -> k.onSignature = s -> {
            kept[0] = s;
            return s;
        });
        opens();
        byte[] old = kept[0];
        server = server(suite).onHello(h -> h.random[31] ^= 1).onKeyExchange(k -> k.onSignature = s -> old);
        refused(BrErr.BR_ERR_BAD_SIGNATURE, Alert.DECRYPT_ERROR);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 100})
    void rejectsBytesBehindTheSignature(int n) {
        server.onFlight(1, f -> f.editBody(SERVER_KEY_EXCHANGE, b -> Bytes.join(b, new byte[n])));
        refused(BrErr.BR_ERR_BAD_HANDSHAKE, Alert.DECODE_ERROR);
    }

    @Test
    void rejectsEveryTruncation() {
        // the lengths say what is missing before any curve or signature is looked at
        for (int n = 0; n < 4 + 65 + 4 + 256; n++) {
            int cut = n;
            server = ScriptedServer.ecdheRsa()
                    .onFlight(1, f -> f.editBody(SERVER_KEY_EXCHANGE, b -> Bytes.first(b, cut)));
            refused(BrErr.BR_ERR_BAD_HANDSHAKE, Alert.DECODE_ERROR);
        }
    }

    @ParameterizedTest
    @CsvSource({"513", "2000", "16777215"})
    void rejectsAMessageThatNoKeyExchangeCanFill(int len) {
        server.onFlight(1, f -> f.edit(SERVER_KEY_EXCHANGE, m ->
                Bytes.join(Bytes.of(12), Bytes.u24(len), Bytes.without(m, 4))));
        refused(BrErr.BR_ERR_LIMIT_EXCEEDED, Alert.DECODE_ERROR, len, 512);
    }

    @Test
    void rejectsOneForRsaKeyTransport() {
        server = ScriptedServer.rsa();
        server.onFlight(1, f -> f.before(ScriptedServer.SERVER_HELLO_DONE,
                ServerRecord.handshake(SERVER_KEY_EXCHANGE, new byte[] {3, 0, 23, 65})));
        refused(BrErr.BR_ERR_UNEXPECTED, Alert.UNEXPECTED_MESSAGE);
    }
}
