package mqttlite.stream;

import static org.junit.jupiter.api.Assertions.assertTrue;

import bearssl.testing.Peers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Debian's mosquitto without TLS, which keeps its sessions when it is stopped and started again. */
final class PersistentMosquitto implements AutoCloseable {
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(20);

    final int port;
    private final Path folder;
    private final String program;
    private Process process;

    PersistentMosquitto(Path folder) throws IOException {
        this.folder = folder;
        program = Peers.require("mosquitto").toString();
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Files.writeString(folder.resolve("conf"), "user root\nlistener " + port + " 127.0.0.1\nallow_anonymous true\n"
                + "persistence true\npersistence_location " + folder + "/\nmax_queued_messages 0\n");
        start();
    }

    void start() throws IOException {
        process = new ProcessBuilder(program, "-c", folder.resolve("conf").toString()).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile())).start();
        long deadline = System.nanoTime() + PATIENCE;
        while (!listens()) {
            assertTrue(System.nanoTime() < deadline && process.isAlive(), "mosquitto does not listen");
            Thread.onSpinWait();
        }
    }

    /** Ends it so that it saves what it has. */
    void stop() {
        process.destroy();
        try {
            assertTrue(process.waitFor(10, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private boolean listens() {
        try (Socket probe = new Socket("127.0.0.1", port)) {
            return probe.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        stop();
    }
}
