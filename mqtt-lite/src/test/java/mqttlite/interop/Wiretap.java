package mqttlite.interop;

import bearssl.base.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.function.IntSupplier;

/** A loopback socket that moves as much at a time as it is told to, and watches the lengths of the server's records. */
final class Wiretap implements Transport, AutoCloseable {
    private static final int PATIENCE_MILLIS = 20_000;
    private static final int HEADER_LEN = 5;
    private static final int CHANGE_CIPHER_SPEC = 20;
    private static final int PROTECTION = 8 + 16; // explicit nonce and tag

    /** Plaintext of the server's longest record in the clear, and of the longest protected one. */
    int longestClear;
    int longestProtected;

    private final Socket socket;
    private final IntSupplier most;
    private final byte[] header = new byte[HEADER_LEN];
    private int headerLen;
    private int bodyLeft;
    private boolean isProtected;

    /** @param most how many bytes to move at most, asked at each call */
    Wiretap(int port, IntSupplier most) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        this.most = most;
    }

    @Override
    public int read(byte[] buf, int off, int len) {
        try {
            int n = socket.getInputStream().read(buf, off, Math.min(len, most.getAsInt()));
            for (int i = 0; i < n; i++) {
                watch(buf[off + i]);
            }
            return n < 0 ? END : n;
        } catch (IOException e) {
            return -31;
        }
    }

    private void watch(byte b) {
        if (bodyLeft > 0) {
            bodyLeft--;
            return;
        }
        header[headerLen++] = b;
        if (headerLen < HEADER_LEN) {
            return;
        }
        headerLen = 0;
        bodyLeft = (header[3] & 0xFF) << 8 | header[4] & 0xFF;
        if (isProtected) {
            longestProtected = Math.max(longestProtected, bodyLeft - PROTECTION);
        } else {
            longestClear = Math.max(longestClear, bodyLeft);
        }
        isProtected |= header[0] == CHANGE_CIPHER_SPEC;
    }

    @Override
    public int write(byte[] buf, int off, int len) {
        try {
            int n = Math.min(len, most.getAsInt());
            socket.getOutputStream().write(buf, off, n);
            return n;
        } catch (IOException e) {
            return -31;
        }
    }

    @Override
    public int flush() {
        return 1;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
