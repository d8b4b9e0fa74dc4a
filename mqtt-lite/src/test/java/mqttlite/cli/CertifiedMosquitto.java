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
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.concurrent.TimeUnit;

/**
 * Debian's mosquitto with TLS 1.2, for clients with a certificate of one CA alone. The certificate's common name is the
 * user's, and a user may use the topics below its name and no others. Besides, a plain listener with the same broker.
 */
final class CertifiedMosquitto implements AutoCloseable {
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(20);

    final int tls = freePort();
    final int plain = freePort();
    private final Path folder;
    private final Process process;

    /**
     * Starts it and waits until it listens.
     *
     * @param folder    for its files
     * @param server    its own chain, see {@link TestCertificates}
     * @param clientsCa who certifies clients
     */
    CertifiedMosquitto(Path folder, KeyStore server, X509Certificate clientsCa) throws Exception {
        this.folder = folder;
        TestPki.chainFile(folder.resolve("server.pem"), server);
        PrivateKeys.pkcs8(folder.resolve("server.key"),
                (java.security.PrivateKey) server.getKey("server", TestCertificates.PASSWORD));
        TestPki.pemFile(folder.resolve("clients.pem"), clientsCa);
        Path acl = Files.writeString(folder.resolve("acl"), "pattern readwrite %u/#\n");
        acl.toFile().setReadable(false, false);
        acl.toFile().setReadable(true, true);
        // mosquitto gives up root, and could not read its files then
        Files.writeString(folder.resolve("conf"), "user root\nper_listener_settings true\n"
                + "listener " + tls + " 127.0.0.1\nallow_anonymous false\ntls_version tlsv1.2\ncertfile "
                + folder.resolve("server.pem") + "\nkeyfile " + folder.resolve("server.key") + "\ncafile "
                + folder.resolve("clients.pem") + "\nrequire_certificate true\nuse_identity_as_username true\nacl_file "
                + acl + "\nlistener " + plain + " 127.0.0.1\nallow_anonymous true\n");
        process = new ProcessBuilder(Peers.require("mosquitto").toString(), "-c", folder.resolve("conf").toString())
                .redirectErrorStream(true).redirectOutput(folder.resolve("log").toFile()).start();
        long deadline = System.nanoTime() + PATIENCE;
        while (!listens(tls) || !listens(plain)) {
            assertTrue(System.nanoTime() < deadline && process.isAlive(), () -> "mosquitto does not listen: " + log());
            Thread.onSpinWait();
        }
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

    @Override
    public void close() {
        process.destroy();
        try {
            assertTrue(process.waitFor(10, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
