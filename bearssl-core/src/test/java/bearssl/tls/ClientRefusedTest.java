package bearssl.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bearssl.testing.Bytes;
import bearssl.testing.Flight;
import bearssl.testing.JdkClientAuth;
import bearssl.testing.ScriptedServer;
import bearssl.testing.ServerRecord;
import bearssl.testing.TestCertificates;
import bearssl.tls.stream.ErrorText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the client knows, and says, of a request for its certificate and of a refusal. */
class ClientRefusedTest extends HostileServer {
    private static final String NONE = ": a client certificate was asked for, none was sent";

    private void startWithCertificate() {
        auth = new JdkClientAuth(TestCertificates.chain(TestCertificates.p256(), 1));
        start();
    }

    private void refuses(int alert) {
        server.onFlight(2, f -> f.before(Flight.CCS, ServerRecord.alert(Alert.FATAL, alert)));
    }

    private void assertAnswer(boolean requested, boolean sent) {
        assertEquals(requested + ", " + sent, tls.certificateRequested() + ", " + tls.certificateSent());
    }

    @Test
    void aRequestAndItsAnswerAreKnown() {
        opens();
        assertAnswer(false, false);
        server = ScriptedServer.ecdheRsa().requestCertificate();
        opens();
        assertAnswer(true, false);
        server = ScriptedServer.ecdheRsa().requestCertificate();
        startWithCertificate();
        assertEquals(1, handshake(), this::story);
        assertAnswer(true, true);
        assertEquals(0, tls.reset("broker.example", ws, x509));
        assertAnswer(false, false);
    }

    @Test
    void aCertificateOfAnotherKindIsNotSent() {
        // rsa_sign alone; then ecdsa_sign, but with SHA-384
        for (byte[] body : new byte[][] {Bytes.of(1, 1, 0, 2, 4, 1, 0, 0), Bytes.of(1, 64, 0, 2, 5, 3, 0, 0)}) {
            server = ScriptedServer.ecdheRsa().requestCertificate(body);
            startWithCertificate();
            assertEquals(1, handshake(), this::story);
            assertAnswer(true, false);
        }
    }

    @ParameterizedTest
    @CsvSource({"0, close_notify", "40, the server sent alert handshake_failure",
        "42, the server sent alert bad_certificate", "46, the server sent alert certificate_unknown",
        "49, the server sent alert access_denied", "116, the server sent alert certificate_required"})
    void aDemandThatWasNotMetIsTold(int alert, String start) {
        server.requestCertificate();
        refuses(alert);
        endsSilently(BrErr.BR_ERR_RECV_FATAL_ALERT + alert);
        assertEquals(start + NONE, ErrorText.cause(tls));
        assertTrue(ErrorText.remedy(tls).startsWith("configure one (--cert, --key)"), ErrorText.remedy(tls));
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 20, 50, 80})
    void anotherAlertHasNothingToDoWithIt(int alert) {
        server.requestCertificate();
        refuses(alert);
        endsSilently(BrErr.BR_ERR_RECV_FATAL_ALERT + alert);
        assertEquals(BrErr.cause(BrErr.BR_ERR_RECV_FATAL_ALERT + alert), ErrorText.cause(tls));
    }

    @Test
    void withoutARequestNothingIsSaidOfCertificates() {
        refuses(Alert.HANDSHAKE_FAILURE);
        endsSilently(BrErr.BR_ERR_RECV_FATAL_ALERT + Alert.HANDSHAKE_FAILURE);
        assertEquals(BrErr.cause(tls.error()), ErrorText.cause(tls));
        assertEquals(BrErr.remedy(tls.error()), ErrorText.remedy(tls));
    }

    @ParameterizedTest
    @ValueSource(ints = {42, 43, 44, 45, 46, 48, 49})
    void aRefusedCertificateIsTold(int alert) {
        server.requestCertificate();
        refuses(alert);
        startWithCertificate();
        int code = BrErr.BR_ERR_RECV_FATAL_ALERT + alert;
        assertEquals(-code, handshake(), this::story);
        assertEquals(BrErr.cause(code), ErrorText.cause(tls));
        assertEquals(BrErr.remedy(code), ErrorText.remedy(tls));
        assertFalse(ErrorText.remedy(tls).contains("look at the server's log"), ErrorText.remedy(tls));
    }

    @Test
    void aHandshakeFailureAfterACertificateIsNotOneOfSuites() {
        server.requestCertificate();
        refuses(Alert.HANDSHAKE_FAILURE);
        startWithCertificate();
        assertEquals(-296, handshake(), this::story);
        assertEquals("the server sent alert handshake_failure: it refused the client certificate or its signature",
                ErrorText.cause(tls));
        assertEquals(BrErr.remedy(298), ErrorText.remedy(tls));
    }

    @Test
    void aWrongSignatureAfterACertificateIsThatOfItsKey() {
        server.requestCertificate();
        refuses(Alert.DECRYPT_ERROR);
        startWithCertificate();
        assertEquals(-307, handshake(), this::story);
        assertEquals("check that the key belongs to the client certificate", ErrorText.remedy(tls));
    }
}
