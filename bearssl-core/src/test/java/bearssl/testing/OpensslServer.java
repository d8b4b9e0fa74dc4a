package bearssl.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code openssl s_server} with TLS 1.2 on a free loopback port; without the program the test is skipped. */
public final class OpensslServer implements AutoCloseable {
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(20);

    private final Path folder;
    private final Process process;
    private final int port;

    /**
     * Starts it and waits until it listens.
     *
     * @param folder for its files, and where it runs
     * @param keys   key store with the server's chain, see {@link TestCertificates}
     * @param more   further arguments: {@code -rev} answers each line reversed, {@code -WWW} serves files
     */
    public OpensslServer(Path folder, KeyStore keys, String... more) throws IOException, InterruptedException {
        this(Pem.write(folder, keys), more);
    }

    /**
     * Starts it and waits until it listens.
     *
     * @param folder where it runs: holds {@code leaf.pem}, {@code key.pem}, and {@code issuers.pem} or none
     * @param more   further arguments
     */
    public OpensslServer(Path folder, String... more) throws IOException, InterruptedException {
        this.folder = folder;
        port = freePort();
        List<String> command = new ArrayList<>(List.of(Peers.require("openssl").toString(), "s_server", "-accept",
                "127.0.0.1:" + port, "-tls1_2", "-cert", "leaf.pem", "-key", "key.pem"));
        if (Files.exists(folder.resolve("issuers.pem"))) {
            command.addAll(List.of("-cert_chain", "issuers.pem"));
        }
        command.addAll(List.of(more));
        process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile()).start();
        long deadline = System.nanoTime() + PATIENCE;
        while (!listens()) {
            if (System.nanoTime() > deadline || process.waitFor(5, TimeUnit.MILLISECONDS)) {
                close();
                throw new AssertionError("s_server does not listen: " + log());
            }
        }
    }

    public int port() {
        return port;
    }

    /** What it has printed so far. */
    public String log() throws IOException {
        return Files.readString(folder.resolve("log"));
    }

    /** Whether it prints this, now or soon: what it thinks of a client it says when the client has gone. */
    public boolean prints(String text) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE;
        while (!log().contains(text)) {
            if (System.nanoTime() > deadline || process.waitFor(5, TimeUnit.MILLISECONDS)) {
                return log().contains(text);
            }
        }
        return true;
    }

    private boolean listens() {
        try (Socket probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return probe.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
