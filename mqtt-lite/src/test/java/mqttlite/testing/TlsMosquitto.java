package mqttlite.testing;

import bearssl.testing.TestCa;
import bearssl.testing.TestCertificates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;

/** Debian's mosquitto on a TLS port of this machine, with a certificate for localhost that a CA has issued. */
public final class TlsMosquitto implements AutoCloseable {
    public final int port = MosquittoProcess.freePort();
    public final byte[] ca; // in PEM
    private final MosquittoProcess process;

    /**
     * Starts it and waits until it listens.
     *
     * @param folder for its files, {@code ca.pem} among them
     * @param more   lines for its configuration file
     */
    public TlsMosquitto(Path folder, String more) throws IOException, GeneralSecurityException {
        this(0, folder, more, "");
    }

    /** The same. @param before lines in front of the first listener */
    public TlsMosquitto(Path folder, String more, String before) throws IOException, GeneralSecurityException {
        this(0, folder, more, before);
    }

    /** The same. @param descriptors that it may have open, 0: as many as this process */
    public TlsMosquitto(int descriptors, Path folder, String more, String before) throws IOException, GeneralSecurityException {
        TestCa issuer = new TestCa("Fleet", TestCertificates.p256());
        KeyStore store = issuer.server(TestCertificates.p256());
        StringBuilder chain = new StringBuilder();
        for (Certificate c : store.getCertificateChain("server")) {
            chain.append(pem("CERTIFICATE", c.getEncoded()));
        }
        ca = pem("CERTIFICATE", issuer.root().getEncoded()).getBytes("US-ASCII");
        Files.write(folder.resolve("ca.pem"), ca);
        Files.writeString(folder.resolve("server.pem"), chain);
        Files.writeString(folder.resolve("server.key"),
                pem("PRIVATE KEY", store.getKey("server", TestCertificates.PASSWORD).getEncoded()));
        process = new MosquittoProcess(descriptors, folder, before + "listener " + port + " 127.0.0.1\nallow_anonymous true\ncertfile "
                + folder.resolve("server.pem") + "\nkeyfile " + folder.resolve("server.key") + "\n" + more, port);
    }

    private static String pem(String label, byte[] der) {
        return "-----BEGIN " + label + "-----\n" + Base64.getMimeEncoder().encodeToString(der) + "\n-----END " + label
                + "-----\n";
    }

    public MosquittoProcess process() {
        return process;
    }

    @Override
    public void close() {
        process.close();
    }
}
