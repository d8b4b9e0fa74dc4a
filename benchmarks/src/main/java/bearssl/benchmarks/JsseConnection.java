package bearssl.benchmarks;

import bearssl.base.Transport;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;

/** A TLS client of the JDK that connects again and again. */
final class JsseConnection implements TlsConnection {
    private static final int ROOM = 40000; // more than two records of the greatest length

    private final SSLContext context = Jsse.client();
    private final Transport transport;
    private final ByteBuffer sent = ByteBuffer.allocate(ROOM);
    private final ByteBuffer received = ByteBuffer.allocate(ROOM);
    private final ByteBuffer plain = ByteBuffer.allocate(ROOM);
    private SSLEngine engine;
    private SSLSession before; // of the handshake before

    JsseConnection(Transport transport) throws GeneralSecurityException, IOException {
        this.transport = transport;
    }

    @Override
    public void open(boolean resumed) {
        before = engine == null ? null : engine.getSession();
        if (before != null && !resumed) {
            before.invalidate();
        }
        engine = Jsse.clientEngine(context);
        received.clear().limit(0);
        try {
            engine.beginHandshake();
            HandshakeStatus status = engine.getHandshakeStatus();
            while (status != HandshakeStatus.NOT_HANDSHAKING && status != HandshakeStatus.FINISHED) {
                if (status == HandshakeStatus.NEED_TASK) {
                    engine.getDelegatedTask().run();
                } else if (status == HandshakeStatus.NEED_WRAP) {
                    wrap(plain.clear().limit(0));
                } else {
                    unwrap();
                }
                status = engine.getHandshakeStatus();
            }
        } catch (SSLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public boolean isResumed() {
        return engine.getSession() == before;
    }

    @Override
    public void send(byte[] bytes) {
        try {
            wrap(ByteBuffer.wrap(bytes));
        } catch (SSLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void receive(byte[] bytes) {
        try {
            unwrap();
            plain.flip().get(bytes);
        } catch (SSLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void wrap(ByteBuffer from) throws SSLException {
        engine.wrap(from, sent.clear());
        transport.write(sent.array(), 0, sent.position());
    }

    private void unwrap() throws SSLException {
        plain.clear();
        int before = received.remaining();
        engine.unwrap(received, plain);
        if (received.remaining() == before && engine.getHandshakeStatus() != HandshakeStatus.NEED_TASK
                && engine.getHandshakeStatus() != HandshakeStatus.NEED_WRAP) {
            received.compact();
            int n = transport.read(received.array(), received.position(), received.remaining());
            received.position(received.position() + n).flip();
            engine.unwrap(received, plain);
        }
    }
}
