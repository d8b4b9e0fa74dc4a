package bearssl.tls.stream;

import bearssl.base.Transport;
import bearssl.tls.BrErr;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;

/**
 * A TCP socket as a transport. Reading waits at most for {@link #timeout} and never past {@link #deadline}, and then
 * answers 0; a failed socket answers minus {@link BrErr#BR_ERR_IO}, the server's FIN {@link Transport#END}.
 *
 * <p>Reading and writing allocate nothing. What allocates is set-up, a time-out that runs out (the exception that
 * {@code java.net} makes of it), a read in the last moments before a deadline, and {@link #close}.
 *
 * <p>Writing waits until the operating system has taken the bytes, without a limit of its own: where a server must not
 * be able to hang the caller, another thread looks at {@link #writingSince} and calls {@link #abort}.
 */
public final class SocketTransport implements Transport, Closeable {
    /** A {@link #timeout}: do not wait at all. */
    public static final int NO_WAIT = -1;

    // Made with the class, not when HotSpot compiles it: docs/ARCHITECTURE.md, "No literal in a method".
    private static final String NO_ANSWER;

    static {
        NO_ANSWER = "no answer in time";
    }

    /** How long {@link #close} waits for the server's FIN, in milliseconds. */
    private static final int LINGER_MILLIS = 500;
    private static final int MILLI = 1000000; // nanoseconds

    // What is read after our end of the stream is looked at by nobody, so that all may write here.
    private static final byte[] DROPPED = new byte[512];

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    private int timeout;
    private int socketTimeout; // what the socket was told last
    private boolean hasDeadline;
    private long deadline;

    private int readEnd; // the result that has become final, or 0
    private int writeEnd;
    private String failure;
    private volatile long writingSince;

    /**
     * Takes over a connected socket.
     *
     * @param connected the socket, this object's alone from now on
     * @throws IOException if it is not connected
     */
    public SocketTransport(Socket connected) throws IOException {
        socket = connected;
        socket.setTcpNoDelay(true); // whole records and packets are written, so there is nothing to wait for
        in = socket.getInputStream();
        out = socket.getOutputStream();
    }

    /**
     * Resolves a name and connects to the first of its addresses that answers.
     *
     * @param host          name or address
     * @param port          1..65535
     * @param timeoutMillis for all of it, above 0; the name service may take longer than that by itself, and a caller
     *                      that minds resolves on another thread
     * @return an open transport that waits without limit
     * @throws TlsException with {@link ConnectError#ERR_CANT_RESOLVE_IP} or {@link ConnectError#ERR_TCP_CONNECT}
     */
    public static SocketTransport connect(String host, int port, int timeoutMillis) throws TlsException {
        long start = System.nanoTime();
        InetAddress[] addresses;
        try {
            addresses = InetAddress.getAllByName(host);
        } catch (IOException e) {
            throw new TlsException(ConnectError.ERR_CANT_RESOLVE_IP);
        }
        long left = timeoutMillis - (System.nanoTime() - start) / MILLI;
        return connect(addresses, port, left < 1 ? 1 : (int) left);
    }

    /**
     * Connects to the first of some addresses that answers. The time is shared out evenly among those not tried yet.
     *
     * @param addresses     one or more
     * @param port          1..65535
     * @param timeoutMillis for all of them, above 0
     * @return an open transport that waits without limit
     * @throws TlsException with {@link ConnectError#ERR_TCP_CONNECT} and the reason of the last address
     */
    public static SocketTransport connect(InetAddress[] addresses, int port, int timeoutMillis) throws TlsException {
        long end = System.nanoTime() + (long) timeoutMillis * MILLI;
        String reason = null;
        for (int i = 0; i < addresses.length; i++) {
            long share = (end - System.nanoTime()) / MILLI / (addresses.length - i);
            Socket socket = new Socket();
            try {
                socket.connect(new InetSocketAddress(addresses[i], port), share < 1 ? 1 : (int) share);
                return new SocketTransport(socket);
            } catch (SocketTimeoutException e) {
                reason = NO_ANSWER;
                closeQuietly(socket);
            } catch (IOException e) {
                reason = e.getMessage();
                closeQuietly(socket);
            }
        }
        throw new TlsException(ConnectError.ERR_TCP_CONNECT, reason, ConnectError.remedy(ConnectError.ERR_TCP_CONNECT));
    }

    /**
     * Sets how long a read waits for its first byte.
     *
     * @param millis above 0, or 0 for no limit, or {@link #NO_WAIT}; without waiting the end of the stream is not seen
     */
    public void timeout(int millis) {
        timeout = millis;
        if (millis != NO_WAIT) {
            try {
                tellSocket(millis); // here and not in the first read: the JDK allocates an Integer for it
            } catch (IOException e) {
                failed(e); // the socket is closed, and the next read says so
            }
        }
    }

    private void tellSocket(int millis) throws IOException {
        if (millis != socketTimeout) {
            socket.setSoTimeout(millis);
            socketTimeout = millis;
        }
    }

    /**
     * Sets the time from which every read answers 0, even if bytes are there: a server that sends one byte now and then
     * cannot hold up a caller who waits for a whole record.
     *
     * @param nanoTime a value of {@link System#nanoTime}
     */
    public void deadline(long nanoTime) {
        hasDeadline = true;
        deadline = nanoTime;
    }

    /** Takes the deadline back. */
    public void noDeadline() {
        hasDeadline = false;
    }

    /**
     * Tells whether a read would find bytes at once.
     *
     * @return true if so; false also when only the end of the stream is there
     */
    public boolean hasInput() {
        try {
            return readEnd == 0 && in.available() > 0;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public int read(byte[] buf, int off, int len) {
        if (readEnd != 0) {
            return readEnd;
        }
        int wait = timeout;
        if (wait == NO_WAIT && !hasInput()) {
            return 0;
        }
        if (hasDeadline) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return 0;
            }
            left = (left + MILLI - 1) / MILLI; // or a wait of one millisecond would be none
            if (wait == 0 || left < wait) {
                wait = left > Integer.MAX_VALUE ? Integer.MAX_VALUE : (int) left;
            }
        }
        try {
            if (wait != NO_WAIT) {
                tellSocket(wait);
            }
            int n = in.read(buf, off, len);
            if (n > 0) {
                return n;
            }
            readEnd = END;
        } catch (SocketTimeoutException e) {
            return 0;
        } catch (IOException e) {
            failed(e);
            readEnd = -BrErr.BR_ERR_IO;
        }
        return readEnd;
    }

    @Override
    public int write(byte[] buf, int off, int len) {
        if (writeEnd != 0) {
            return writeEnd;
        }
        long now = System.nanoTime();
        writingSince = now == 0 ? 1 : now;
        try {
            out.write(buf, off, len);
            return len;
        } catch (IOException e) {
            failed(e);
            writeEnd = -BrErr.BR_ERR_IO;
            return writeEnd;
        } finally {
            writingSince = 0;
        }
    }

    /** Nothing waits here. @return 1, or minus {@link BrErr#BR_ERR_IO} after a failed write */
    @Override
    public int flush() {
        return writeEnd != 0 ? writeEnd : 1;
    }

    /** When the write that is under way began; for another thread. @return a value of nanoTime, 0 if there is none */
    public long writingSince() {
        return writingSince;
    }

    private void failed(IOException e) {
        if (failure == null) {
            failure = e.getMessage();
        }
    }

    /** What the operating system said of the first failure. @return its words, null if there was none */
    public String failure() {
        return failure;
    }

    /** Closes at once, from any thread; a read or write that waits ends with minus {@link BrErr#BR_ERR_IO}. */
    public void abort() {
        closeQuietly(socket);
    }

    /**
     * Closes in the orderly way: FIN, then what the server still sends is read and dropped for half a second at most.
     * Closing with bytes unread would send a RST, which may destroy our last records on their way.
     */
    @Override
    public void close() {
        try {
            if (readEnd == 0 && writeEnd == 0 && !socket.isClosed()) {
                socket.shutdownOutput();
                drain();
            }
        } catch (IOException e) {
            failed(e); // nothing is lost that could be kept
        } finally {
            closeQuietly(socket);
        }
    }

    private void drain() throws IOException {
        long end = System.nanoTime() + (long) LINGER_MILLIS * MILLI;
        for (;;) {
            long left = (end - System.nanoTime()) / MILLI;
            if (left <= 0) {
                return;
            }
            socket.setSoTimeout((int) left);
            if (in.read(DROPPED, 0, DROPPED.length) < 0) {
                return;
            }
        }
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (SocketException e) {
            return; // closed already
        } catch (IOException e) {
            return; // there is nothing else to try
        }
    }
}
