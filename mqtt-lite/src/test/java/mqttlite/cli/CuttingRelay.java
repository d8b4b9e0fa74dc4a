package mqttlite.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;

/** Passes the bytes of one connection after the other on, both ways, until it is told to cut the one at hand. */
final class CuttingRelay implements AutoCloseable {
    private final ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final CountDownLatch connected = new CountDownLatch(1);
    private volatile Socket client;
    private volatile Socket server;

    CuttingRelay(int to) throws IOException {
        start(() -> {
            for (;;) {
                Socket from = listener.accept();
                Socket there = new Socket(InetAddress.getLoopbackAddress(), to);
                client = from;
                server = there;
                connected.countDown();
                start(() -> pass(from, there));
                start(() -> pass(there, from));
            }
        });
    }

    /** Something that ends when its sockets are closed. */
    private interface Task {
        void run() throws IOException;
    }

    private static void start(Task task) {
        Thread thread = new Thread(() -> {
            try {
                task.run();
            } catch (IOException e) {
                return; // cut
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private static void pass(Socket from, Socket to) throws IOException {
        byte[] buf = new byte[4096];
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        for (int n = in.read(buf); n > 0; n = in.read(buf)) {
            out.write(buf, 0, n);
        }
    }

    int port() {
        return listener.getLocalPort();
    }

    void cut() throws Exception {
        connected.await();
        client.close();
        server.close();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
