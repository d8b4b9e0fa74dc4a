package mqttlite.cli;


import bearssl.testing.TestCertificates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import mqttlite.testing.MosquittoProcess;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;

/** Debian's mosquitto on loopback ports: plain, TLS 1.2 with an RSA chain, TLS 1.2 with an EC key, and with passwords. */
public final class Mosquitto {
    public final int plain = MosquittoProcess.freePort();
    public final int rsa = MosquittoProcess.freePort();
    public final int ec = MosquittoProcess.freePort();
    public final int closed = MosquittoProcess.freePort(); // needs a user name
    private final MosquittoProcess process;
    private final Path folder;

    /** Starts it and waits until it listens. @param chainLength certificates of the RSA listener */
    public Mosquitto(Path folder, int chainLength) throws Exception {
        this.folder = folder;
        write("rsa", TestCertificates.rsa2048(), chainLength);
        write("ec", TestCertificates.p256(), 1);
        process = new MosquittoProcess(folder, "per_listener_settings true\nmax_inflight_messages 100\n"
                + "listener " + plain + " 127.0.0.1\nallow_anonymous true\nacl_file " + acl() + "\n"
                + "listener " + rsa + " 127.0.0.1\nallow_anonymous true\n" + tls("rsa")
                + "listener " + ec + " 127.0.0.1\nallow_anonymous true\n" + tls("ec")
                + "listener " + closed + " 127.0.0.1\nallow_anonymous false\n", closed);
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
        return process.log();
    }

    public void stop() {
        process.close();
    }
}
