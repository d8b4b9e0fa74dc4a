package bearssl.tls;

import static bearssl.tls.HandshakeStep.EXPECT_CERTIFICATE;
import static bearssl.tls.HandshakeStep.EXPECT_CHANGE_CIPHER_SPEC;
import static bearssl.tls.HandshakeStep.EXPECT_DONE;
import static bearssl.tls.HandshakeStep.EXPECT_FINISHED;
import static bearssl.tls.HandshakeStep.EXPECT_REQUEST_OR_DONE;
import static bearssl.tls.HandshakeStep.EXPECT_SERVER_HELLO;
import static bearssl.tls.HandshakeStep.EXPECT_SERVER_KEY_EXCHANGE;
import static bearssl.tls.HandshakeStep.OPEN;
import static bearssl.tls.HandshakeStep.SEND_CERTIFICATE;
import static bearssl.tls.HandshakeStep.SEND_CLIENT_HELLO;
import static bearssl.tls.HandshakeStep.SEND_FINISHED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bearssl.base.Transport;
import bearssl.testing.OurClientAuth;
import bearssl.testing.ScriptedServer;
import bearssl.testing.TestCertificates;
import bearssl.tls.stream.ErrorText;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A server that falls silent, or takes nothing more, at any byte: the client knows what it was about. */
class HandshakeStepTest extends ResumingClient {
    private static final int HEADER_LEN = 5;

    /** Lets so many bytes of a server's pass, and so many to it, then none. */
    private static final class Stall implements Transport {
        private final Transport server;
        private int readable;
        private int writable;

        Stall(Transport server, int readable, int writable) {
            this.server = server;
            this.readable = readable;
            this.writable = writable;
        }

        @Override
        public int read(byte[] buf, int off, int len) {
            int n = readable == 0 ? 0 : server.read(buf, off, Math.min(len, readable));
            readable -= Math.max(n, 0);
            return n;
        }

        @Override
        public int write(byte[] buf, int off, int len) {
            int n = server.write(buf, off, Math.min(len, writable));
            writable -= n;
            return n;
        }

        @Override
        public int flush() {
            return server.flush();
        }
    }

    private void stallsAfter(int readable, int writable) {
        start();
        io = new TlsIo(tls, new Stall(server, readable, writable));
        assertEquals(0, handshake(), this::story);
    }

    /** What the client gives up over. */
    private String givesUp() {
        int step = tls.step();
        tls.transportEnded();
        assertGone(BrErr.BR_ERR_IO);
        assertEquals(step, tls.detail1(), "the same step, kept");
        assertEquals(OPEN, tls.step());
        return step + ", " + tls.detail2();
    }

    /** Where the server's messages begin: the ends of what must have come for each of the steps. */
    private List<Integer> recordEnds() {
        start();
        assertEquals(1, handshake());
        List<Integer> ends = new ArrayList<>(server.recordStarts());
        ends.remove(0);
        ends.add(server.sent().length);
        tls.close();
        return ends;
    }

    private void namesEachStep(int... steps) {
        ScriptedServer first = server;
        List<Integer> ends = recordEnds();
        assertEquals(steps.length, ends.size());
        int start = 0;
        for (int i = 0; i < steps.length; i++) {
            int len = ends.get(i) - start;
            boolean isProtected = steps[i] == EXPECT_FINISHED;
            for (int n : new int[] {0, 1, 4, 5, 6, len / 2, len - 1}) {
                if (n < len) {
                    server = session == null ? again(first) : first.next();
                    stallsAfter(start + n, Integer.MAX_VALUE);
                    // of a message in the clear the record's header does not count, until nothing else is there
                    int begun = n > HEADER_LEN && !isProtected ? n - HEADER_LEN : n;
                    assertEquals(steps[i] + ", " + begun, givesUp(), "after " + n + " bytes of " + len);
                }
            }
            start = ends.get(i);
        }
    }

    private static ScriptedServer again(ScriptedServer server) {
        return (server.offeredSuites().isEmpty() ? server : ScriptedServer.ecdheRsa()).requestCertificate();
    }

    @Test
    void ofTheServersMessages() {
        session = null;
        server.requestCertificate();
        buffer = 4096; // a record for each message
        namesEachStep(EXPECT_SERVER_HELLO, EXPECT_CERTIFICATE, EXPECT_SERVER_KEY_EXCHANGE, EXPECT_REQUEST_OR_DONE,
                EXPECT_DONE, EXPECT_CHANGE_CIPHER_SPEC, EXPECT_FINISHED);
    }

    @Test
    void ofAResumedSession() {
        firstConnection();
        ScriptedServer known = server;
        namesEachStep(EXPECT_SERVER_HELLO, EXPECT_CHANGE_CIPHER_SPEC, EXPECT_FINISHED);
        server = known.next();
        resumes();
    }

    @Test
    void ofTheClientsOwnMessages() {
        auth = OurClientAuth.of(TestCertificates.chain(TestCertificates.p256(), 3));
        session = null;
        buffer = 512;
        List<Integer> steps = new ArrayList<>();
        for (int writable = 0; steps.isEmpty() || steps.get(steps.size() - 1) != OPEN; writable += 90) {
            server = ScriptedServer.ecdheRsa().requestCertificate();
            start();
            io = new TlsIo(tls, new Stall(server, Integer.MAX_VALUE, writable));
            int r = handshake();
            if (steps.isEmpty() || steps.get(steps.size() - 1) != tls.step()) {
                steps.add(tls.step());
            }
            assertEquals(tls.step() == OPEN ? 1 : 0, r);
            if (r == 0) {
                assertEquals(tls.step() + ", 0", givesUp());
            }
        }
        // the last three of them fit the buffer together
        assertEquals(List.of(SEND_CLIENT_HELLO, SEND_CERTIFICATE, SEND_FINISHED, OPEN), steps);
    }

    @Test
    void isToldInWords() {
        server.onFlight(1, f -> f.records().subList(2, f.size()).clear());
        start();
        assertEquals(0, handshake());
        assertEquals("waiting for ServerKeyExchange", HandshakeStep.text(tls.step()));
        tls.transportEnded();
        assertEquals("the connection broke off while waiting for ServerKeyExchange", ErrorText.cause(tls));
        assertEquals("waiting for ServerKeyExchange", ErrorText.step(tls));
        server = ScriptedServer.ecdheRsa();
        stallsAfter(300, Integer.MAX_VALUE);
        tls.transportEnded();
        assertTrue(ErrorText.cause(tls).matches("the connection broke off while waiting for the server's Certificate, "
                + "of which \\d+ bytes had come"), ErrorText.cause(tls));
    }

    @Test
    void isNoneOutsideOfAHandshake() {
        begin();
        assertEquals(OPEN, tls.step());
        opens();
        assertEquals(OPEN, tls.step());
        tls.transportEnded();
        assertEquals("0, 0", tls.detail1() + ", " + tls.detail2());
    }

    private void begin() {
        tls = new TlsClient(profile, generator(), new byte[600], new byte[600]);
    }

    @Test
    void everyStepHasItsText() throws IllegalAccessException {
        Field[] steps = HandshakeStep.class.getFields();
        for (Field f : steps) {
            assertNotNull(HandshakeStep.text(f.getInt(null)), f.getName());
        }
        assertNull(HandshakeStep.text(steps.length));
        assertNull(HandshakeStep.text(-1));
    }
}
