package bearssl.testing;

import bearssl.base.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;

/** A blocking loopback socket as a transport, with a limit on how many bytes each call moves. */
public final class TestSocket implements Transport, AutoCloseable {
    private final Socket socket;
    private final int most;

    public TestSocket(int port, int most) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(20_000);
        this.most = most;
    }

    @Override
    public int read(byte[] buf, int off, int len) {
        try {
            int n = socket.getInputStream().read(buf, off, Math.min(len, most));
            return n < 0 ? END : n;
        } catch (IOException e) {
            return -31;
        }
    }

    @Override
    public int write(byte[] buf, int off, int len) {
        try {
            int n = Math.min(len, most);
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
