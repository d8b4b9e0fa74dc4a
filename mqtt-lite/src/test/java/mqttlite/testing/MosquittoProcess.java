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
    private final int descriptors; // 0: as many as this process may have
    private Process process;

    /**
     * Starts it and waits until it listens.
     *
     * @param folder for its files
     * @param conf   content of the configuration file
     * @param ports  that it will listen on
     */
    public MosquittoProcess(Path folder, String conf, int... ports) throws IOException {
        this(0, folder, conf, ports);
    }

    /** The same. @param descriptors that it may have open, as in {@code ulimit -n} */
    public MosquittoProcess(int descriptors, Path folder, String conf, int... ports) throws IOException {
        this.descriptors = descriptors;
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
        String limit = descriptors == 0 ? "" : "ulimit -n " + descriptors + " && ";
        process = new ProcessBuilder("/bin/sh", "-c", limit + "exec \"$0\" -c \"$1\"",
                Peers.require("mosquitto").toString(), folder.resolve("conf").toString())
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

    public long pid() {
        return process.pid();
    }

    /** Ends it at once, as {@code kill -9}. */
    public void kill() {
        process.destroyForcibly();
        await();
    }

    /** Ends it so that it saves what it has to. */
    public void stop() {
        process.destroy();
        await();
    }

    private void await() {
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
