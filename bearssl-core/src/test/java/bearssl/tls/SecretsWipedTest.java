package bearssl.tls;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bearssl.base.Transport;
import bearssl.ec.EcP256M15;
import bearssl.rsa.RsaPrivateKey;
import bearssl.testing.Bytes;
import bearssl.testing.OurClientAuth;
import bearssl.testing.ScriptedServer;
import bearssl.testing.ServerRecord;
import bearssl.testing.TestCertificates;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When a connection has ended, however it did, no array of it holds anything but zeros. */
class SecretsWipedTest extends ResumingClient {
    private void assertNoTrace() {
        assertEquals(TlsClient.CLOSED, tls.state());
        assertEquals(0, Traces.count(tls));
        assertWiped(ws);
    }

    @Test
    void afterAnOrderlyEndOfOurs() {
        opensAndEchoes();
        assertTrue(Traces.count(tls) > 100, "the keys of both directions");
        assertEquals(Transport.END, io.close());
        assertNoTrace();
    }

    @Test
    void afterCloseNotify() {
        opensAndEchoes();
        server.send(ServerRecord.alert(Alert.WARNING, Alert.CLOSE_NOTIFY));
        assertEndsInOrder();
        assertNoTrace();
    }

    @Test
    void afterAFatalAlertAndAfterAViolation() {
        opensAndEchoes();
        server.send(ServerRecord.alert(Alert.FATAL, Alert.INTERNAL_ERROR));
        assertTrue(io.read(new byte[10], 0, 10) < 0);
        assertNoTrace();
        server = ScriptedServer.ecdheRsa();
        opensAndEchoes();
        server.send(ServerRecord.applicationData(new byte[10]).onWire(w -> Bytes.flip(w, -1, 1)));
        assertTrue(io.read(new byte[10], 0, 10) < 0);
        assertNoTrace();
    }

    @Test
    void afterATruncation() {
        server.endWhenDrained();
        opensAndEchoes();
        assertEquals(-BrErr.BR_ERR_IO, io.read(new byte[10], 0, 10));
        assertNoTrace();
    }

    @Test
    void afterAWrongFinished() {
        server.onFlight(2, f -> f.editBody(ScriptedServer.FINISHED, b -> Bytes.flip(b, 3, 1)));
        refused(BrErr.BR_ERR_BAD_FINISHED, Alert.DECRYPT_ERROR);
        assertNoTrace();
    }

    @Test
    void afterAnEndInTheMiddleOfTheHandshake() {
        for (int part = 1; part < 10; part++) {
            server = ScriptedServer.ecdheRsa();
            start();
            handshake();
            int len = server.sent().length;
            tls.close();
            server = ScriptedServer.ecdheRsa().endAt(len * part / 10);
            start();
            assertEquals(-BrErr.BR_ERR_IO, handshake());
            assertNoTrace();
        }
    }

    /** {@link #opens} has found the workspace wiped as soon as the session was open. */
    @Test
    void afterAHandshakeWithAClientCertificate() {
        KeyStore keys = TestCertificates.chain(TestCertificates.p256(), 3);
        byte[] scalar = OurClientAuth.scalar(keys);
        auth = OurClientAuth.of(keys);
        for (ScriptedServer each : new ScriptedServer[] {ScriptedServer.ecdheRsa(), ScriptedServer.ecdheEcdsa(),
            ScriptedServer.rsa()}) {
            server = each.requestCertificate();
            opensAndEchoes();
            assertEquals(List.of(ScriptedServer.CLIENT_HELLO, ScriptedServer.CERTIFICATE,
                    ScriptedServer.CLIENT_KEY_EXCHANGE, ScriptedServer.CERTIFICATE_VERIFY, ScriptedServer.FINISHED),
                    server.clientMessages());
            assertFalse(Traces.hold(tls, scalar), "the private key in a buffer");
            assertEquals(Transport.END, io.close());
            assertNoTrace();
        }
        assertArrayEquals(OurClientAuth.scalar(keys), scalar, "the caller's key stays");
    }

    @Test
    void afterAHandshakeWithAnRsaKey() {
        KeyStore keys = TestCertificates.chain(TestCertificates.rsa2048(), 3);
        RsaPrivateKey key = OurClientAuth.rsaKey(keys);
        byte[] before = key.array().clone();
        auth = OurClientAuth.rsa(key, OurClientAuth.chain(keys));
        for (ScriptedServer each : new ScriptedServer[] {ScriptedServer.ecdheRsa(), ScriptedServer.ecdheEcdsa(),
            ScriptedServer.rsa()}) {
            server = each.requestCertificate();
            opensAndEchoes();
            assertTrue(server.clientMessages().contains(ScriptedServer.CERTIFICATE_VERIFY));
            for (int off = key.pOff(); off < key.exponentOff(); off += 8) {
                byte[] part = Arrays.copyOfRange(before, off, off + 8);
                assertFalse(Traces.hold(tls, part), "the private key in a buffer");
            }
            assertEquals(Transport.END, io.close());
            assertNoTrace();
        }
        assertArrayEquals(before, key.array(), "the caller's key stays");
    }

    /** The attack of Boneh, DeMillo and Lipton: the wrong signature must not be in what was about to leave. */
    @Test
    void afterASignatureThatCameOutWrong() {
        KeyStore keys = TestCertificates.chain(TestCertificates.rsa2048(), 1);
        RsaPrivateKey key = OurClientAuth.rsaKey(keys);
        key.array()[key.dpOff() + 30] ^= 1;
        auth = OurClientAuth.rsa(key, OurClientAuth.chain(keys));
        server.requestCertificate();
        refused(BrErr.BR_ERR_INVALID_ALGORITHM, Alert.INTERNAL_ERROR);
        assertFalse(server.clientMessages().contains(ScriptedServer.CERTIFICATE_VERIFY));
        assertNoTrace();
    }

    @Test
    void afterAKeyThatIsOutOfRange() {
        byte[] order = new byte[32];
        EcP256M15.INSTANCE.order(order, 0);
        auth = OurClientAuth.ec(order, ScriptedServer.chainOf(ScriptedServer.ecKey(), 1).toArray(new byte[0][]));
        server.requestCertificate();
        refused(BrErr.BR_ERR_INVALID_ALGORITHM, Alert.INTERNAL_ERROR);
        assertNoTrace();
    }

    @Test
    void afterAnEndInTheMiddleOfAHandshakeWithAClientCertificate() {
        auth = OurClientAuth.of(TestCertificates.chain(TestCertificates.p256(), 3));
        buffer = 512;
        server.requestCertificate();
        start();
        handshake();
        int len = server.sent().length;
        tls.close();
        for (int part = 1; part < 10; part++) {
            server = ScriptedServer.ecdheRsa().requestCertificate().takes(1000, 0).endAt(len * part / 10);
            start();
            assertEquals(-BrErr.BR_ERR_IO, handshake());
            assertNoTrace();
        }
    }

    // ---- by their values

    /** The client has sent all of its flight and waits: what it no longer needs is gone already. */
    private void waitsForFinished() {
        server.onFlight(2, f -> f.records().clear());
        start();
        assertEquals(0, handshake(), this::story);
        assertEquals(ScriptedServer.FINISHED, server.clientMessages().get(server.clientMessages().size() - 1));
    }

    @Test
    void thePremasterSecretAndTheKeyBlockLastNoLongerThanTheirUse() {
        for (ScriptedServer each : new ScriptedServer[] {ScriptedServer.ecdheRsa(), ScriptedServer.rsa(),
            ScriptedServer.ecdheEcdsa().ignoreExtendedMasterSecret()}) {
            server = each;
            waitsForFinished();
            assertTrue(Traces.hold(tls, server.master()), "the master secret, for Finished");
            assertFalse(Traces.hold(tls, server.premaster()), "premaster secret");
            assertFalse(Traces.hold(tls, server.clientKey()), "key block");
            assertFalse(Traces.hold(tls, server.serverKey()), "key block");
            tls.close();
        }
    }

    @Test
    void noSecretButTheKeysInUseIsLeftInAnOpenSession() {
        for (ScriptedServer each : new ScriptedServer[] {ScriptedServer.ecdheRsa(), ScriptedServer.rsa()}) {
            server = each;
            opensAndEchoes();
            for (Object place : new Object[] {tls, ws}) {
                assertFalse(Traces.hold(place, server.master()));
                assertFalse(Traces.hold(place, server.premaster()));
                assertFalse(Traces.hold(place, server.clientKey()));
                assertFalse(Traces.hold(place, server.serverKey()));
            }
        }
    }

    @Test
    void noSecretOfAResumedSessionIsLeftButInTheSession() {
        firstConnection();
        resumes();
        assertTrue(Traces.hold(stored, server.master()));
        for (Object place : new Object[] {tls, ws}) {
            assertFalse(Traces.hold(place, server.master()));
            assertFalse(Traces.hold(place, server.clientKey()));
        }
    }

    @Test
    void afterAResumedSession() {
        firstConnection();
        assertNoTrace();
        resumes();
        assertTrue(Traces.count(tls) > 100, "the keys of both directions");
        assertEquals(Transport.END, io.close());
        assertNoTrace();
        assertArrayEquals(kept, stored);
        server = server.next();
        resumes();
        server.send(ServerRecord.alert(Alert.FATAL, Alert.INTERNAL_ERROR));
        assertTrue(io.read(new byte[10], 0, 10) < 0);
        assertNoTrace();
        assertForgotten();
    }

    @Test
    void afterAnEndInTheMiddleOfAResumedHandshake() {
        firstConnection();
        resumes();
        int len = server.sent().length;
        tls.close();
        for (int end = 0; end < len; end += 3) {
            server = server.next().endAt(end);
            start();
            handshake();
            tls.transportEnded();
            assertNoTrace();
        }
    }

    @Test
    void afterAWrongFinishedOfAResumedHandshake() {
        firstConnection();
        server.onFlight(2, f -> f.editBody(ScriptedServer.FINISHED, b -> Bytes.flip(b, 3, 1)));
        refusedAndForgotten(BrErr.BR_ERR_BAD_FINISHED, Alert.DECRYPT_ERROR);
        assertNoTrace();
    }
}
