package bearssl.tls;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bearssl.base.Transport;
import bearssl.ec.EcP256M15;
import bearssl.rand.HmacDrbg;
import bearssl.rsa.RsaPrivateKey;
import bearssl.testing.Bytes;
import bearssl.testing.OurClientAuth;
import bearssl.testing.ScriptedServer;
import bearssl.testing.ServerRecord;
import bearssl.testing.TestCertificates;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** When a connection has ended, however it did, no array of it holds anything but zeros. */
class SecretsWipedTest extends ResumingClient {
    /** Elements other than zero in the arrays that an object reaches, but for generator, profile, session and the client's key. */
    private static int traces(Object o) {
        return traces(o, Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    private static int traces(Object o, Set<Object> seen) {
        if (o == null || o instanceof HmacDrbg || o instanceof TlsProfile || o instanceof TlsSession
                || o instanceof ClientAuth || o instanceof String || !seen.add(o)) {
            return 0;
        }
        int sum = 0;
        if (o.getClass().isArray()) {
            for (int i = 0; i < Array.getLength(o); i++) {
                sum += ((Number) Array.get(o, i)).longValue() != 0 ? 1 : 0;
            }
            return sum;
        }
        for (Field field : o.getClass().getDeclaredFields()) {
            if (!field.getType().isPrimitive() && !Modifier.isStatic(field.getModifiers())) {
                field.setAccessible(true);
                try {
                    sum += traces(field.get(o), seen);
                } catch (IllegalAccessException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
        return sum;
    }

    private void assertNoTrace() {
        assertEquals(TlsClient.CLOSED, tls.state());
        assertEquals(0, traces(tls));
        assertWiped(ws);
    }

    @Test
    void afterAnOrderlyEndOfOurs() {
        opensAndEchoes();
        assertTrue(traces(tls) > 100, "the keys of both directions");
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

    /** Whether bytes stand somewhere in an array. */
    private static boolean holds(byte[] array, byte[] wanted) {
        String hex = HexFormat.of().formatHex(array);
        return hex.contains(HexFormat.of().formatHex(wanted));
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
            assertFalse(holds(in, scalar) || holds(out, scalar), "the private key in a buffer");
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
                assertFalse(holds(in, part) || holds(out, part), "the private key in a buffer");
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

    @Test
    void afterAResumedSession() {
        firstConnection();
        assertNoTrace();
        resumes();
        assertTrue(traces(tls) > 100, "the keys of both directions");
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
