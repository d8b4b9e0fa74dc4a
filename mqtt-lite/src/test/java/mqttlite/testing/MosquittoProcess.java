package mqttlite.testing;

import static org.junit.jupiter.api.Assertions.assertTrue;

import bearssl.testing.Peers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Debian's mosquitto with a configuration file, in a folder of its own; it may be stopped and started again. */
public final class MosquittoProcess implements AutoCloseable {
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(20);

    private final Path folder;
    private final int[] ports;
    private Process process;

    /**
     * Starts it and waits until it listens.
     *
     * @param folder for its files
     * @param conf   content of the configuration file
     * @param ports  that it will listen on
     */
    public MosquittoProcess(Path folder, String conf, int... ports) throws IOException {
        this.folder = folder;
        this.ports = ports;
        // mosquitto gives up root, and could not read its files then
        Files.writeString(folder.resolve("conf"), "user root\n" + conf);
        start();
    }

    /** A port that nobody listens on. */
    public static int freePort() {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    public void start() throws IOException {
        process = new ProcessBuilder(Peers.require("mosquitto").toString(), "-c", folder.resolve("conf").toString())
                .directory(folder.toFile()).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile())).start();
        long deadline = System.nanoTime() + PATIENCE;
        for (int port : ports) {
            while (!listens(port)) {
                assertTrue(System.nanoTime() < deadline && process.isAlive(), () -> "mosquitto does not listen: " + log());
                Thread.onSpinWait();
            }
        }
    }

    private static boolean listens(int port) {
        try (Socket probe = new Socket("127.0.0.1", port)) {
            return probe.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    public String log() {
        try {
            return Files.readString(folder.resolve("log"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** Ends it so that it saves what it has to. */
    public void stop() {
        process.destroy();
        try {
            assertTrue(process.waitFor(10, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        stop();
    }
}
