package bearssl.tls.stream;

import bearssl.base.Transport;
import bearssl.tls.BrErr;
import bearssl.tls.TlsClient;
import bearssl.tls.TlsIo;
import java.io.IOException;
import java.io.OutputStream;
import java.net.SocketTimeoutException;

/**
 * A stream into an open session. Data gather until a record is full or {@link #flush}, so call flush where an answer
 * is expected. Closing it closes the session with close_notify, not the socket.
 */
public final class TlsOutputStream extends OutputStream {
    private final TlsClient tls;
    private final TlsIo io;
    private final byte[] one = new byte[1];

    /**
     * Makes the stream; nothing is written yet.
     *
     * @param tls the engine
     * @param io  what joins it to its transport
     */
    public TlsOutputStream(TlsClient tls, TlsIo io) {
        this.tls = tls;
        this.io = io;
    }

    @Override
    public void write(int b) throws IOException {
        one[0] = (byte) b;
        write(one, 0, 1);
    }

    @Override
    public void write(byte[] buf, int off, int len) throws IOException {
        if (off < 0 || len < 0 || len > buf.length - off) {
            throw new IndexOutOfBoundsException();
        }
        int done = 0;
        while (done < len) {
            done += moved(io.write(buf, off + done, len - done));
        }
    }

    @Override
    public void flush() throws IOException {
        moved(io.flush());
    }

    @Override
    public void close() {
        io.close();
    }

    private int moved(int result) throws IOException {
        if (result > 0) {
            return result;
        }
        if (result == 0) {
            throw new SocketTimeoutException("the transport takes nothing now");
        }
        // The server has ended the session; what is written now would never arrive.
        throw result == Transport.END ? new TlsException(BrErr.BR_ERR_IO) : TlsException.of(tls);
    }
}
