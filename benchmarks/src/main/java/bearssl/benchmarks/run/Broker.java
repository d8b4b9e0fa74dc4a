package bearssl.benchmarks.run;

import bearssl.benchmarks.Inputs;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A mosquitto of this machine, with TLS 1.2 and the server's key of {@link Inputs}. */
public final class Broker implements AutoCloseable {
    /** Debian keeps it in a folder that an ordinary user's PATH lacks. */
    private static final String FOLDERS = System.getenv("PATH") + File.pathSeparator + "/usr/sbin";

    private final Path folder = Files.createTempDirectory("benchmark-broker");
    private final int port = freePort();
    private final Process process;

    /** Starts it with ECDHE_RSA. */
    public Broker() throws IOException {
        this("ECDHE-RSA-AES128-GCM-SHA256");
    }

    /** Starts it. @param cipherSuites in the words of OpenSSL */
    public Broker(String cipherSuites) throws IOException {
        for (String file : Inputs.PKI) {
            Files.write(folder.resolve(file), Inputs.pki(file));
        }
        // mosquitto gives up root, and could not read its files then
        Files.write(folder.resolve("conf"), List.of("user root", "listener " + port + " 127.0.0.1",
                "certfile server.pem", "keyfile server.key", "tls_version tlsv1.2",
                "ciphers " + cipherSuites, "allow_anonymous true", "set_tcp_nodelay true", "log_type error"));
        process = new ProcessBuilder(program().toString(), "-c", "conf").directory(folder.toFile())
                .redirectErrorStream(true).redirectOutput(folder.resolve("log").toFile()).start();
        while (!listens()) {
            if (!process.isAlive()) {
                throw new IOException("mosquitto ended: " + Files.readString(folder.resolve("log")));
            }
            Thread.onSpinWait();
        }
    }

    private static Path program() {
        for (String name : FOLDERS.split(File.pathSeparator)) {
            Path program = Path.of(name, "mosquitto");
            if (Files.isExecutable(program)) {
                return program;
            }
        }
        return null;
    }

    /** Why there is none. @return null if there is */
    public static String absence() {
        return program() == null ? "no mosquitto on this machine" : null;
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    private boolean listens() {
        try (Socket probe = new Socket("127.0.0.1", port)) {
            return probe.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /** Arguments of a client's program: port, and file of the CA. */
    public List<String> arguments() {
        return List.of(Integer.toString(port), folder.resolve(Inputs.PKI[0]).toString());
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        for (String file : List.of("conf", "log", Inputs.PKI[0], Inputs.PKI[1], Inputs.PKI[2])) {
            Files.deleteIfExists(folder.resolve(file));
        }
        Files.delete(folder);
    }
}
