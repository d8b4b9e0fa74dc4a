package mqttlite;

import bearssl.testing.Peers;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * A server that listens on all interfaces and cannot be told otherwise: it gets a network of its own, where there is
 * none but loopback, and connections are handed in through a loopback port of this machine. Where such a network may
 * not be made the test is skipped.
 */
public abstract class SecludedServer implements ChainInterop.Server {
    /** Where it listens; nobody else is in that network. */
    static final String PORT = "5556";

    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(20);
    // From standard input to the server, and from there to standard output until the server closes.
    private static final String RELAY =
            "exec 3<>/dev/tcp/127.0.0.1/" + PORT + " 4<&0; cat <&4 >&3 2>/dev/null & exec cat <&3";

    private final Path folder;
    private final Process process;
    private final ServerSocket door = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());

    /**
     * Starts it and waits until it listens.
     *
     * @param folder  where it runs, and where its log goes
     * @param command its program and options
     * @param ready   what it then has written
     */
    SecludedServer(Path folder, List<String> command, String ready) throws IOException, InterruptedException {
        this.folder = folder;
        String up = Peers.require("ip") + " link set lo up";
        Process probe = new ProcessBuilder("unshare", "-rn", "sh", "-c", up).redirectErrorStream(true).start();
        String said = new String(probe.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Assumptions.assumeTrue(probe.waitFor() == 0, () -> "no network of its own for it: " + said);
        // stdbuf: what it tells on standard output would not be written before its end
        List<String> secluded = new ArrayList<>(List.of("unshare", "-rn", "sh", "-c",
                up + " && exec stdbuf -oL \"$@\"", "sh"));
        secluded.addAll(command);
        process = new ProcessBuilder(secluded).directory(folder.toFile()).redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile()).start();
        long deadline = System.nanoTime() + PATIENCE;
        while (!log().contains(ready)) {
            if (System.nanoTime() > deadline || process.waitFor(5, TimeUnit.MILLISECONDS)) {
                close();
                throw new AssertionError("it does not listen: " + log());
            }
        }
        start(this::receive);
    }

    @Override
    public int port() {
        return door.getLocalPort();
    }

    @Override
    public String log() throws IOException {
        return Files.readString(folder.resolve("log"));
    }

    private interface Task {
        void run() throws IOException;
    }

    private static void start(Task task) {
        Thread thread = new Thread(() -> {
            try {
                task.run();
            } catch (IOException e) {
                // the connection is over
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private void receive() throws IOException {
        for (;;) {
            Socket socket = door.accept();
            Process relay = new ProcessBuilder("nsenter", "-t", Long.toString(process.pid()), "-U", "-n",
                    "--preserve-credentials", "bash", "-c", RELAY)
                    .redirectError(ProcessBuilder.Redirect.INHERIT).start();
            start(() -> {
                try (OutputStream out = relay.getOutputStream()) {
                    pass(socket.getInputStream(), out);
                }
            });
            start(() -> {
                try (socket) {
                    pass(relay.getInputStream(), socket.getOutputStream());
                }
            });
        }
    }

    private static void pass(InputStream in, OutputStream out) throws IOException {
        byte[] buf = new byte[4096];
        for (int n = in.read(buf); n > 0; n = in.read(buf)) {
            out.write(buf, 0, n);
            out.flush();
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        process.destroy();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
