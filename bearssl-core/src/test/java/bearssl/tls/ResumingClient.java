package bearssl.tls;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bearssl.base.Transport;
import bearssl.testing.JdkX509;
import bearssl.testing.ScriptedServer;
import bearssl.testing.UnaskedX509;

/** A client that offers the session of its first connection, and the server that it got it from. */
abstract class ResumingClient extends HostileServer {
    final byte[] stored = new byte[TlsSession.LEN];
    byte[] kept;

    ResumingClient() {
        session = new TlsSession(stored, 0);
    }

    /** Makes a session with {@link #server}, which then is the one of the next connection. */
    final void firstConnection() {
        session.clear();
        x509 = new JdkX509();
        server.keepSessions();
        opensAndEchoes();
        assertFalse(tls.resumed());
        assertEquals(Transport.END, io.close());
        assertTrue(session.isSet(), "kept");
        kept = stored.clone();
        server = server.next();
        x509 = new UnaskedX509();
    }

    final void firstConnection(ScriptedServer first) {
        server = first;
        firstConnection();
    }

    final void resumes() {
        opensAndEchoes();
        assertTrue(tls.resumed(), "resumed");
        assertTrue(server.resumed(), "resumed by the server");
        assertArrayEquals(kept, stored, "the session is as it was");
    }

    /** The server did not want it: a full handshake, and another session is kept. */
    final void opensAnew() {
        x509 = new JdkX509();
        opensAndEchoes();
        assertFalse(tls.resumed());
        assertFalse(java.util.Arrays.equals(kept, stored), "another session");
    }

    final void refusedAndForgotten(int code, int alert) {
        refused(code, alert);
        assertForgotten();
    }

    final void assertForgotten() {
        assertArrayEquals(new byte[TlsSession.LEN], stored, "session");
        assertFalse(session.isSet());
    }
}
