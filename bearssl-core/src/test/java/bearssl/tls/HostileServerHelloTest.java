package bearssl.tls;

import static bearssl.testing.ScriptedServer.EXTENDED_MASTER_SECRET;
import static bearssl.testing.ScriptedServer.MAX_FRAGMENT_LENGTH;
import static bearssl.testing.ScriptedServer.POINT_FORMATS;
import static bearssl.testing.ScriptedServer.RENEGOTIATION_INFO;
import static bearssl.testing.ScriptedServer.SERVER_HELLO;
import static bearssl.testing.ScriptedServer.SERVER_NAME;
import static org.junit.jupiter.api.Assertions.assertEquals;

import bearssl.testing.Bytes;
import bearssl.testing.ScriptedServer;
import bearssl.testing.ServerRecord;
import bearssl.tls.profile.EcdheProfile;
import bearssl.tls.profile.RsaGcmProfile;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** ServerHello and its extensions: RFC 5246, section 7.4.1.3 and the extensions' own documents. */
class HostileServerHelloTest extends HostileServer {
    @ParameterizedTest
    @ValueSource(ints = {0x0000, 0x0002, 0x0200, 0x0300, 0x0301, 0x0302, 0x0304, 0x0305, 0x03FF, 0x0400, 0x0404, 0x7A7A,
        0xFEFD, 0xFEFF, 0xFFFF})
    void rejectsAnotherVersion(int version) {
        server.onHello(h -> h.version = version);
        refused(BrErr.BR_ERR_UNSUPPORTED_VERSION, Alert.PROTOCOL_VERSION, version, 0x0303);
    }

    /** What a server puts at the end of its random that knows a higher version: RFC 8446, 4.1.3. */
    private static void knowsMore(ScriptedServer.Hello h, int last) {
        System.arraycopy(Bytes.of('D', 'O', 'W', 'N', 'G', 'R', 'D', last), 0, h.random, 24, 8);
    }

    @ParameterizedTest
    @ValueSource(ints = {0x0301, 0x0302})
    void rejectsADowngradeThatTheServerOwnsUpTo(int version) {
        server.onHello(h -> {
            h.version = version;
            knowsMore(h, 0);
        });
        refused(BrErr.BR_ERR_UNSUPPORTED_VERSION, Alert.ILLEGAL_PARAMETER, version, 0);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void takesTls12OfAServerThatKnowsMore(int last) {
        // 1 is what every server of TLS 1.3 says here; 0 is for clients that were answered in TLS 1.1
        server.onHello(h -> knowsMore(h, last));
        opensAndEchoes();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 16, 31, 32})
    void takesASessionIdOfAnyLength(int len) {
        server.onHello(h -> h.sessionId = new byte[len]);
        opensAndEchoes();
    }

    @ParameterizedTest
    @ValueSource(ints = {33, 64, 255})
    void rejectsALongerSessionId(int len) {
        server.onHello(h -> h.sessionId = new byte[len]);
        refused(BrErr.BR_ERR_OVERSIZED_ID, Alert.DECODE_ERROR, len, 32);
    }

    @Test
    void rejectsASessionIdThatRunsPastTheMessage() {
        server.onFlight(1, f -> f.editBody(SERVER_HELLO, b -> Bytes.first(Bytes.with(b, 34, 32), 50)));
        refused(BrErr.BR_ERR_BAD_HANDSHAKE, Alert.DECODE_ERROR);
    }

    @ParameterizedTest
    @ValueSource(ints = {0x0000, 0x00FF, 0x5600, 0x1301, 0x1305, 0x0A0A, 0x0004, 0x000A, 0xC018, 0xC030, 0xC013, 0x002F, 0xCCA8, 0xFFFF})
    void rejectsASuiteThatWasNotOffered(int suite) {
        server.onHello(h -> h.suite = suite);
        refused(BrErr.BR_ERR_BAD_CIPHER_SUITE, Alert.ILLEGAL_PARAMETER, suite, 0);
    }

    @Test
    void rejectsASuiteThatOnlyAnotherProfileOffers() {
        profile = EcdheProfile.create();
        server = ScriptedServer.rsa();
        refused(BrErr.BR_ERR_BAD_CIPHER_SUITE, Alert.ILLEGAL_PARAMETER, 0x009C, 0);
        profile = RsaGcmProfile.create();
        server = ScriptedServer.ecdheRsa();
        refused(BrErr.BR_ERR_BAD_CIPHER_SUITE, Alert.ILLEGAL_PARAMETER, 0xC02F, 0);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 64, 255})
    void rejectsCompression(int method) {
        server.onHello(h -> h.compression = method);
        refused(BrErr.BR_ERR_BAD_COMPRESSION, Alert.ILLEGAL_PARAMETER, method, 0);
    }

    // ---- extensions that nobody asked for

    @ParameterizedTest
    @ValueSource(ints = {5, 12, 15, 16, 18, 21, 22, 35, 41, 43, 44, 51, 0x3374, 0x5500, 0x0A0A, 0xFF02, 0xFFFF})
    void rejectsServerHelloWithUnofferedExtension(int type) {
        server.onHello(h -> h.extension(type));
        refused(BrErr.BR_ERR_EXTRA_EXTENSION, Alert.UNSUPPORTED_EXTENSION, type, 0);
    }

    @ParameterizedTest
    @ValueSource(ints = {13, 50})
    void rejectsAnOfferedExtensionThatIsNoAnswer(int type) {
        server.onHello(h -> h.extension(type, 0, 2, 4, 1));
        refused(BrErr.BR_ERR_EXTRA_EXTENSION, Alert.ILLEGAL_PARAMETER, type, 4);
    }

    @Test
    void rejectsServerNameThatWasNotOffered() {
        // an address is no name, so that none is sent
        server.onHello(h -> h.extension(SERVER_NAME));
        name = "192.0.2.1";
        refused(BrErr.BR_ERR_EXTRA_EXTENSION, Alert.UNSUPPORTED_EXTENSION, SERVER_NAME, 0);
    }

    @Test
    void rejectsServerHelloThatIsReallyOfTls13() {
        server.onHello(h -> h.extension(43, 3, 4));
        refused(BrErr.BR_ERR_EXTRA_EXTENSION, Alert.UNSUPPORTED_EXTENSION, 43, 2);
    }

    @Test
    void rejectsMaxFragmentLengthThatWasNotOffered() {
        offerMaxFragment = false;
        server.onHello(h -> h.extension(MAX_FRAGMENT_LENGTH, 2));
        refused(BrErr.BR_ERR_EXTRA_EXTENSION, Alert.UNSUPPORTED_EXTENSION, 1, 1);
    }

    @Test
    void rejectsPointFormatsThatWereNotOffered() {
        profile = RsaGcmProfile.create();
        server = ScriptedServer.rsa();
        server.onHello(h -> h.extension(POINT_FORMATS, 1, 0));
        refused(BrErr.BR_ERR_EXTRA_EXTENSION, Alert.UNSUPPORTED_EXTENSION, 11, 2);
    }

    @Test
    void rejectsSupportedGroupsThatWereNotOffered() {
        profile = RsaGcmProfile.create();
        server = ScriptedServer.rsa();
        server.onHello(h -> h.extension(10, 0, 2, 0, 23));
        refused(BrErr.BR_ERR_EXTRA_EXTENSION, Alert.UNSUPPORTED_EXTENSION, 10, 4);
    }

    @Test
    void ignoresSupportedGroupsInTheAnswer() {
        // A server should not send it, but some do, BigIP among them; it was offered and says nothing new.
        server.onHello(h -> h.extension(10, 0, 4, 0, 24, 0, 23));
        opensAndEchoes();
    }

    @ParameterizedTest
    @ValueSource(ints = {RENEGOTIATION_INFO, EXTENDED_MASTER_SECRET, SERVER_NAME, MAX_FRAGMENT_LENGTH, POINT_FORMATS})
    void rejectsAnExtensionSentTwice(int type) {
        server.onHello(h -> {
            byte[] answer = h.extensions.stream().filter(e -> Bytes.u16(e, 0) == type).findFirst().orElseThrow();
            h.extensions.add(answer);
        });
        refused(BrErr.BR_ERR_EXTRA_EXTENSION, Alert.ILLEGAL_PARAMETER);
    }

    // ---- answers that are wrong

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 32})
    void rejectsExtendedMasterSecretWithContent(int len) {
        server.onHello(h -> h.replace(EXTENDED_MASTER_SECRET, new int[len]));
        refused(BrErr.BR_ERR_BAD_HANDSHAKE, Alert.DECODE_ERROR);
    }

    @Test
    void rejectsServerNameWithContent() {
        server.onHello(h -> h.replace(SERVER_NAME, 0, 3, 0, 0, 0));
        refused(BrErr.BR_ERR_BAD_SNI, Alert.DECODE_ERROR, 5, 0);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 4, 5, 255})
    void rejectsAnotherFragmentLengthThanRequested(int code) {
        server.onHello(h -> h.replace(MAX_FRAGMENT_LENGTH, code));
        refused(BrErr.BR_ERR_BAD_FRAGLEN, Alert.ILLEGAL_PARAMETER, code, 2);
    }

    @Test
    void rejectsFragmentLengthOfWrongLength() {
        server.onHello(h -> h.replace(MAX_FRAGMENT_LENGTH));
        refused(BrErr.BR_ERR_BAD_FRAGLEN, Alert.DECODE_ERROR, 0, 0);
        server = ScriptedServer.ecdheRsa().onHello(h -> h.replace(MAX_FRAGMENT_LENGTH, 2, 2));
        refused(BrErr.BR_ERR_BAD_FRAGLEN, Alert.DECODE_ERROR, 2, 0);
    }

    @Test
    void rejectsRenegotiationInfoThatIsNotEmpty() {
        // RFC 5746, 3.4
        server.onHello(h -> h.replace(RENEGOTIATION_INFO, 12, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12));
        refused(BrErr.BR_ERR_BAD_SECRENEG, Alert.HANDSHAKE_FAILURE, 13, 1);
    }

    @Test
    void rejectsRenegotiationInfoThatIsMalformed() {
        server.onHello(h -> h.replace(RENEGOTIATION_INFO));
        refused(BrErr.BR_ERR_BAD_SECRENEG, Alert.DECODE_ERROR, 0, 1);
        server = ScriptedServer.ecdheRsa().onHello(h -> h.replace(RENEGOTIATION_INFO, 1));
        refused(BrErr.BR_ERR_BAD_SECRENEG, Alert.DECODE_ERROR, 1, 1);
        server = ScriptedServer.ecdheRsa().onHello(h -> h.replace(RENEGOTIATION_INFO, 0, 0));
        refused(BrErr.BR_ERR_BAD_SECRENEG, Alert.DECODE_ERROR, 2, 1);
    }

    @Test
    void rejectsPointFormatsWithoutUncompressed() {
        // RFC 8422, 5.1.2
        server.onHello(h -> h.replace(POINT_FORMATS, 2, 1, 2));
        refused(BrErr.BR_ERR_INVALID_ALGORITHM, Alert.ILLEGAL_PARAMETER);
    }

    @Test
    void takesTheLongestListOfPointFormats() {
        int[] data = new int[256];
        Arrays.fill(data, 99);
        data[0] = 255;
        data[255] = 0;
        server.onHello(h -> h.replace(POINT_FORMATS, data));
        opensAndEchoes();
    }

    @Test
    void takesPointFormatsWithUncompressedLast() {
        server.onHello(h -> h.replace(POINT_FORMATS, 3, 2, 1, 0));
        opensAndEchoes();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "00", "0200", "010000", "02"})
    void rejectsMalformedPointFormats(String hex) {
        int[] data = new int[hex.length() / 2];
        for (int i = 0; i < data.length; i++) {
            data[i] = Integer.parseInt(hex.substring(2 * i, 2 * i + 2), 16);
        }
        server.onHello(h -> h.replace(POINT_FORMATS, data));
        refused(BrErr.BR_ERR_BAD_HANDSHAKE, Alert.DECODE_ERROR);
    }

    // ---- structure

    @Test
    void rejectsEveryTruncation() {
        start();
        handshake();
        int len = Bytes.u16(server.sent(), 3) - 4;
        for (int n = 0; n < len; n++) {
            int cut = n;
            if (n == 38) {
                continue; // ends behind compression_method: a ServerHello without extensions
            }
            server = ScriptedServer.ecdheRsa().onFlight(1, f -> f.editBody(SERVER_HELLO, b -> Bytes.first(b, cut)));
            refused(BrErr.BR_ERR_BAD_HANDSHAKE, Alert.DECODE_ERROR);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 100})
    void rejectsBytesBehindTheExtensions(int n) {
        server.onFlight(1, f -> f.editBody(SERVER_HELLO, b -> Bytes.join(b, new byte[n])));
        refused(BrErr.BR_ERR_BAD_HANDSHAKE, Alert.DECODE_ERROR);
    }

    @Test
    void rejectsALastExtensionThatRunsPastTheList() {
        server.onHello(h -> {
            h.extensions.removeIf(e -> Bytes.u16(e, 0) == MAX_FRAGMENT_LENGTH);
            h.extensions.add(Bytes.of(0, 1, 0, 2, 2));
        });
        refused(BrErr.BR_ERR_BAD_HANDSHAKE, Alert.DECODE_ERROR);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void rejectsAnExtensionHeaderCutShort(int n) {
        server.onHello(h -> h.extensions.add(new byte[n]));
        refused(BrErr.BR_ERR_BAD_HANDSHAKE, Alert.DECODE_ERROR);
    }

    @Test
    void aServerHelloOf16MegabytesEndsAtOnce() {
        server.onFlight(1, f -> f.edit(SERVER_HELLO, m -> Bytes.join(Bytes.of(2, 0xFF, 0xFF, 0xFF), new byte[8])));
        refused(BrErr.BR_ERR_LIMIT_EXCEEDED, Alert.DECODE_ERROR, 0xFFFFFF, ServerHello.MAX_LEN);
    }

    @ParameterizedTest
    @ValueSource(ints = {600, 5000, 60000})
    void aLongServerHelloIsRefusedForWhatMakesItLong(int len) {
        server.onHello(h -> h.extension(21, new int[len]));
        refused(BrErr.BR_ERR_EXTRA_EXTENSION, Alert.UNSUPPORTED_EXTENSION, 21, len);
    }

    @ParameterizedTest
    @ValueSource(ints = {600, 5000, 60000})
    void anOfferedExtensionOfAnyLengthIsRefused(int len) {
        server.onHello(h -> h.replace(POINT_FORMATS, new int[len]));
        refused(BrErr.BR_ERR_BAD_HANDSHAKE, Alert.DECODE_ERROR);
        server = ScriptedServer.ecdheRsa().onHello(h -> h.replace(SERVER_NAME, new int[len]));
        refused(BrErr.BR_ERR_BAD_SNI, Alert.DECODE_ERROR, len, 0);
    }

    @Test
    void aSecondServerHelloInTheSameRecordIsUnexpected() {
        server.onFlight(1, f -> f.edit(SERVER_HELLO, m -> Bytes.join(m, m)));
        refused(BrErr.BR_ERR_UNEXPECTED, Alert.UNEXPECTED_MESSAGE);
        assertEquals(ScriptedServer.SERVER_HELLO, tls.detail1());
    }

    @Test
    void theNextMessageMayBeginInTheRecordOfServerHello() {
        server.onFlight(1, f -> {
            byte[] all = Bytes.join(f.record(SERVER_HELLO).payload(), f.record(ScriptedServer.CERTIFICATE).payload());
            f.drop(ScriptedServer.CERTIFICATE);
            int cut = f.record(SERVER_HELLO).payload().length + 2;
            f.record(SERVER_HELLO).payload(Bytes.first(all, cut));
            f.records().add(1, ServerRecord.of(ServerRecord.HANDSHAKE, Bytes.without(all, cut)));
        });
        opensAndEchoes();
    }
}
