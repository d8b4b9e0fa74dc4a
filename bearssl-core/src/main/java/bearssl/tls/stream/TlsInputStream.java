package bearssl.tls.stream;

import bearssl.base.Transport;
import bearssl.tls.TlsClient;
import bearssl.tls.TlsIo;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;

/**
 * Application data of an open session as a stream. The end is the server's close_notify; a connection that ends without
 * one is an error (31). A read that the transport ends for lack of time throws {@link SocketTimeoutException}, after
 * which it may be tried again. Closing it closes the session, not the socket.
 */
public final class TlsInputStream extends InputStream {
    private final TlsClient tls;
    private final TlsIo io;
    private final byte[] one = new byte[1];

    /**
     * Makes the stream; nothing is read yet.
     *
     * @param tls the engine
     * @param io  what joins it to its transport
     */
    public TlsInputStream(TlsClient tls, TlsIo io) {
        this.tls = tls;
        this.io = io;
    }

    @Override
    public int read() throws IOException {
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buf, int off, int len) throws IOException {
        if (off < 0 || len < 0 || len > buf.length - off) {
            throw new IndexOutOfBoundsException();
        }
        if (len == 0) {
            return 0;
        }
        int n = io.read(buf, off, len);
        if (n > 0) {
            return n;
        }
        if (n == Transport.END) {
            return -1;
        }
        throw n == 0 ? new SocketTimeoutException("nothing received in time") : TlsException.of(tls);
    }

    @Override
    public int available() {
        return tls.recvappLen();
    }

    @Override
    public void close() {
        io.close();
    }
}
