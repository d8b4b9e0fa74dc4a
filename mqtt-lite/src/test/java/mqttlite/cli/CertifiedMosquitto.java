package mqttlite.cli;


import bearssl.testing.TestCertificates;
import java.nio.file.Files;
import java.nio.file.Path;
import mqttlite.testing.MosquittoProcess;
import java.security.KeyStore;
import java.security.cert.X509Certificate;

/**
 * Debian's mosquitto with TLS 1.2, for clients with a certificate of one CA alone. The certificate's common name is the
 * user's, and a user may use the topics below its name and no others. Besides, a plain listener with the same broker.
 */
final class CertifiedMosquitto implements AutoCloseable {
    final int tls = MosquittoProcess.freePort();
    final int plain = MosquittoProcess.freePort();
    private final Path folder;
    private final MosquittoProcess process;

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
        process = new MosquittoProcess(folder, "per_listener_settings true\n"
                + "listener " + tls + " 127.0.0.1\nallow_anonymous false\ntls_version tlsv1.2\ncertfile "
                + folder.resolve("server.pem") + "\nkeyfile " + folder.resolve("server.key") + "\ncafile "
                + folder.resolve("clients.pem") + "\nrequire_certificate true\nuse_identity_as_username true\nacl_file "
                + acl + "\nlistener " + plain + " 127.0.0.1\nallow_anonymous true\n", tls, plain);
    }

    String log() {
        return process.log();
    }

    @Override
    public void close() {
        process.close();
    }
}
