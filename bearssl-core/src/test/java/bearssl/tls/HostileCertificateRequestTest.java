package bearssl.tls;

import static bearssl.testing.ScriptedServer.CERTIFICATE_REQUEST;
import static org.junit.jupiter.api.Assertions.assertEquals;

import bearssl.testing.Bytes;
import bearssl.testing.ScriptedServer;
import bearssl.testing.ServerRecord;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** CertificateRequest (RFC 5246, section 7.4.4), which streams by, and ServerHelloDone behind it. */
class HostileCertificateRequestTest extends HostileServer {
    private static final byte[] TYPES = Bytes.vector8(Bytes.of(1, 64));
    private static final byte[] ALGORITHMS = Bytes.vector16(Bytes.of(4, 1, 4, 3));
    private static final byte[] NAMES = Bytes.vector16(Bytes.join(Bytes.vector16(new byte[20]),
            Bytes.vector16(new byte[1])));

    private void malformed(byte[]... parts) {
        server = ScriptedServer.ecdheRsa().requestCertificate(Bytes.join(parts));
        refused(BrErr.BR_ERR_BAD_HANDSHAKE, Alert.DECODE_ERROR);
    }

    @Test
    void takesARequestForEverySuite() {
        for (ScriptedServer each : List.of(ScriptedServer.ecdheRsa(), ScriptedServer.ecdheEcdsa(),
                ScriptedServer.rsa())) {
            server = each.requestCertificate(Bytes.join(TYPES, ALGORITHMS, NAMES));
            opensAndEchoes();
            assertEquals(List.of(1, 11, 16, 20), server.clientMessages());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {512, 1024, 4096})
    void streamsA60KilobyteRequestThroughAnyBuffer(int plaintext) {
        buffer = plaintext;
        byte[] names = new byte[0];
        for (int i = 0; i < 600; i++) {
            names = Bytes.join(names, Bytes.vector16(new byte[98]));
        }
        server.requestCertificate(Bytes.join(TYPES, ALGORITHMS, Bytes.vector16(names)));
        opensAndEchoes();
    }

    @Test
    void streamsTheLongestThatThereCanBe() {
        byte[] names = Bytes.join(Bytes.vector16(new byte[60000]), Bytes.vector16(new byte[5531]));
        assertEquals(65535, names.length);
        server.requestCertificate(Bytes.join(Bytes.vector8(new byte[255]), Bytes.vector16(new byte[65534]),
                Bytes.vector16(names)));
        // its length needs three bytes, which the server's own reading of flights does not know
        opens();
    }

    @Test
    void streamsItByteByByte() {
        server.requestCertificate(Bytes.join(TYPES, ALGORITHMS, NAMES))
                .onFlight(1, f -> f.split(CERTIFICATE_REQUEST, 1));
        opensAndEchoes();
    }

    @Test
    void rejectsEveryTruncation() {
        byte[] body = Bytes.join(TYPES, ALGORITHMS, NAMES);
        for (int n = 0; n < body.length; n++) {
            malformed(Bytes.first(body, n));
        }
    }

    @Test
    void rejectsVectorsThatAreEmptyOddOrTooLong() {
        byte[] none = new byte[2];
        malformed(Bytes.of(0), ALGORITHMS, NAMES);
        malformed(TYPES, none, NAMES);
        malformed(TYPES, Bytes.vector16(Bytes.of(4, 1, 4)), NAMES);
        malformed(TYPES, ALGORITHMS, Bytes.vector16(none)); // a name of no bytes
        malformed(TYPES, ALGORITHMS, Bytes.vector16(Bytes.of(0, 5, 1, 2, 3, 4))); // a name longer than the list
        malformed(TYPES, ALGORITHMS, Bytes.vector16(Bytes.of(0, 1, 1, 0))); // half a length at the end of the list
        malformed(TYPES, ALGORITHMS, NAMES, Bytes.of(0));
        malformed(TYPES, ALGORITHMS, none, Bytes.of(0, 0));
        malformed(Bytes.of(255, 1, 64), ALGORITHMS, NAMES);
    }

    @Test
    void rejectsARequestInTheFormOfTls11() {
        malformed(TYPES, NAMES);
    }

    @Test
    void rejectsASecondRequest() {
        server.requestCertificate().onFlight(1, f -> f.duplicate(CERTIFICATE_REQUEST));
        refused(BrErr.BR_ERR_UNEXPECTED, Alert.UNEXPECTED_MESSAGE);
        assertEquals(CERTIFICATE_REQUEST, tls.detail1());
    }

    @Test
    void aRequestOf16MegabytesEndsAtOnce() {
        server.requestCertificate(new byte[100]).onFlight(1, f -> f.edit(CERTIFICATE_REQUEST,
                m -> Bytes.join(Bytes.of(13, 0xFF, 0xFF, 0xFF), Bytes.without(m, 4))));
        refused(BrErr.BR_ERR_LIMIT_EXCEEDED, Alert.DECODE_ERROR, 0xFFFFFF, CertificateRequest.MAX_LEN);
    }

    // ---- ServerHelloDone

    @ParameterizedTest
    @ValueSource(ints = {1, 100, 16000})
    void rejectsAServerHelloDoneThatIsNotEmpty(int len) {
        server.onFlight(1, f -> f.editBody(ScriptedServer.SERVER_HELLO_DONE, b -> new byte[len]));
        refused(BrErr.BR_ERR_BAD_HELLO_DONE, Alert.DECODE_ERROR, len, 0);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 50})
    void rejectsBytesBehindServerHelloDone(int len) {
        byte[] more = new byte[len];
        more[0] = ScriptedServer.FINISHED;
        server.onFlight(1, f -> f.append(ScriptedServer.SERVER_HELLO_DONE, more));
        refused(BrErr.BR_ERR_UNEXPECTED, Alert.UNEXPECTED_MESSAGE);
        assertEquals(List.of(ScriptedServer.CLIENT_HELLO), server.clientMessages());
    }

    @Test
    void rejectsHalfAHelloRequestBehindServerHelloDoneAtChangeCipherSpec() {
        server.onFlight(1, f -> f.append(ScriptedServer.SERVER_HELLO_DONE, new byte[2]));
        refused(BrErr.BR_ERR_UNEXPECTED, Alert.UNEXPECTED_MESSAGE);
        assertEquals(BrErr.RECORD + ServerRecord.CHANGE_CIPHER_SPEC, tls.detail1());
    }
}
