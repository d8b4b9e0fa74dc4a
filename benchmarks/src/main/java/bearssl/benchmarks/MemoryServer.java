package bearssl.benchmarks;

import bearssl.base.Transport;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

/** A TLS server in memory, of the JDK: sends back what it receives, at once, in the thread of its client. */
final class MemoryServer implements Transport {
    private static final int ROOM = 40000; // more than two records of the greatest length

    private final SSLContext context = Jsse.server();
    private final ByteBuffer received = ByteBuffer.allocate(ROOM);
    private final ByteBuffer plain = ByteBuffer.allocate(ROOM);
    private final ByteBuffer sent = ByteBuffer.allocate(ROOM);
    private SSLEngine engine;
    private boolean deaf;

    /** Makes it; it keeps sessions. */
    MemoryServer() throws GeneralSecurityException, IOException {
        accept();
    }

    /** Forgets the connection and waits for the next one. */
    void accept() {
        engine = context.createSSLEngine();
        engine.setUseClientMode(false);
        received.clear();
        sent.clear();
        deaf = false;
    }

    /** Drops whatever comes from now on. */
    void stopListening() {
        deaf = true;
    }

    @Override
    public int read(byte[] buf, int off, int len) {
        sent.flip();
        int n = Math.min(len, sent.remaining());
        sent.get(buf, off, n);
        sent.compact();
        return n;
    }

    @Override
    public int write(byte[] buf, int off, int len) {
        if (!deaf) {
            received.put(buf, off, len);
            try {
                answer();
            } catch (SSLException e) {
                throw new IllegalStateException(e);
            }
        }
        return len;
    }

    @Override
    public int flush() {
        return 1;
    }

    private void answer() throws SSLException {
        for (;;) {
            Runnable task = engine.getDelegatedTask();
            if (task != null) {
                task.run();
                continue;
            }
            if (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
                engine.wrap(plain.clear().limit(0), sent);
                continue;
            }
            received.flip();
            SSLEngineResult result = engine.unwrap(received, plain.clear());
            received.compact();
            plain.flip();
            if (plain.hasRemaining()) {
                engine.wrap(plain, sent);
            } else if (result.bytesConsumed() == 0
                    && result.getHandshakeStatus() != HandshakeStatus.NEED_TASK
                    && result.getHandshakeStatus() != HandshakeStatus.NEED_WRAP) {
                return;
            }
        }
    }
}
