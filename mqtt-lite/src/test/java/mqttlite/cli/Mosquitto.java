package mqttlite.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import bearssl.testing.Peers;
import bearssl.testing.TestCertificates;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.concurrent.TimeUnit;

/** Debian's mosquitto on loopback ports: plain, TLS 1.2 with an RSA chain, TLS 1.2 with an EC key, and with passwords. */
public final class Mosquitto {
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(20);

    public final int plain = freePort();
    public final int rsa = freePort();
    public final int ec = freePort();
    public final int closed = freePort(); // needs a user name
    private final Process process;
    private final Path folder;

    /** Starts it and waits until it listens. @param chainLength certificates of the RSA listener */
    public Mosquitto(Path folder, int chainLength) throws Exception {
        this.folder = folder;
        Path program = Peers.require("mosquitto");
        write("rsa", TestCertificates.rsa2048(), chainLength);
        write("ec", TestCertificates.p256(), 1);
        // mosquitto gives up root, and could not read its files then
        Files.writeString(folder.resolve("conf"), "user root\nper_listener_settings true\nmax_inflight_messages 100\n"
                + "listener " + plain + " 127.0.0.1\nallow_anonymous true\nacl_file " + acl() + "\n"
                + "listener " + rsa + " 127.0.0.1\nallow_anonymous true\n" + tls("rsa")
                + "listener " + ec + " 127.0.0.1\nallow_anonymous true\n" + tls("ec")
                + "listener " + closed + " 127.0.0.1\nallow_anonymous false\n");
        process = new ProcessBuilder(program.toString(), "-c", folder.resolve("conf").toString())
                .redirectErrorStream(true).redirectOutput(folder.resolve("log").toFile()).start();
        long deadline = System.nanoTime() + PATIENCE;
        while (!listens(closed)) {
            assertTrue(System.nanoTime() < deadline && process.isAlive(),
                    () -> "mosquitto does not listen: " + log());
            Thread.onSpinWait();
        }
    }

    private Path acl() throws IOException {
        Path file = folder.resolve("acl");
        Files.writeString(file, "topic readwrite #\ntopic deny secret/#\n");
        file.toFile().setReadable(false, false);
        file.toFile().setReadable(true, true);
        return file;
    }

    private String tls(String name) {
        return "certfile " + folder.resolve(name + ".pem") + "\nkeyfile " + folder.resolve(name + ".key")
                + "\ntls_version tlsv1.2\n";
    }

    private void write(String name, KeyPair pair, int chainLength) throws Exception {
        KeyStore store = TestCertificates.chain(pair, chainLength);
        StringBuilder chain = new StringBuilder();
        for (Certificate c : store.getCertificateChain("server")) {
            chain.append(pem("CERTIFICATE", c.getEncoded()));
        }
        Files.writeString(folder.resolve(name + ".pem"), chain);
        Key key = store.getKey("server", TestCertificates.PASSWORD);
        Files.writeString(folder.resolve(name + ".key"), pem("PRIVATE KEY", key.getEncoded()));
    }

    private static String pem(String label, byte[] der) {
        return "-----BEGIN " + label + "-----\n" + Base64.getMimeEncoder().encodeToString(der) + "\n-----END " + label
                + "-----\n";
    }

    Path certificate(String name) {
        return folder.resolve(name + ".pem");
    }

    String log() {
        try {
            return Files.readString(folder.resolve("log"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static boolean listens(int port) {
        try (Socket probe = new Socket("127.0.0.1", port)) {
            return probe.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    public void stop() throws InterruptedException {
        process.destroy();
        assertTrue(process.waitFor(10, TimeUnit.SECONDS));
    }
}
