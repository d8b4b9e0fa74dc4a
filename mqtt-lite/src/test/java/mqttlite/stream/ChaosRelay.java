package mqttlite.stream;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Passes bytes on in odd pieces and late; sooner or later it alters one, if it may, or cuts the connection. */
final class ChaosRelay implements AutoCloseable {
    private static final int LIFE = 6000;

    final AtomicInteger connections = new AtomicInteger();
    final AtomicInteger altered = new AtomicInteger();
    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final int to;
    private final boolean alters;
    private volatile boolean calm;

    /** @param seed decides what happens to each connection */
    ChaosRelay(int to, boolean alters, long seed) throws IOException {
        this.to = to;
        this.alters = alters;
        start(() -> {
            Random random = new Random(seed);
            while (!listener.isClosed()) {
                Socket client = listener.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), to());
                connections.incrementAndGet();
                long left = random.nextLong();
                long right = random.nextLong();
                start(() -> pass(client, server, new Random(left)));
                start(() -> pass(server, client, new Random(right)));
            }
        });
    }

    private int to() {
        return to;
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
        }, "relay");
        thread.setDaemon(true);
        thread.start();
    }

    private void pass(Socket from, Socket to, Random random) throws IOException {
        int life = LIFE / 4 + random.nextInt(LIFE);
        boolean alter = alters && random.nextBoolean();
        try (from; to) {
            to.setTcpNoDelay(true);
            byte[] buf = new byte[1500];
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int n = in.read(buf, 0, 1 + random.nextInt(buf.length)); n > 0;
                    n = in.read(buf, 0, 1 + random.nextInt(buf.length))) {
                life -= calm ? 0 : n;
                if (life < 0 && !alter) {
                    return;
                }
                if (life < 0) {
                    buf[random.nextInt(n)] ^= (byte) (1 << random.nextInt(8));
                    altered.incrementAndGet();
                    alter = false;
                    life = LIFE;
                }
                out.write(buf, 0, n);
                LockSupport.parkNanos(random.nextInt(500_000));
            }
        }
    }

    int port() {
        return listener.getLocalPort();
    }

    /** From now on everything arrives. */
    void calm() {
        calm = true;
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
