package mqttlite;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bearssl.testing.Peers;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/** CAs and servers' certificates made by OpenSSL's command line: {@code genpkey}, {@code req} and {@code ca}. */
final class OpensslPki {
    static final String FOR_LONG = "20991231235959Z";

    private static final String CONFIGURATION = String.join("\n",
            "[req]", "distinguished_name = dn", "[dn]",
            "[ca]", "default_ca = any",
            "[any]", "database = index", "new_certs_dir = .", "policy = anything", "unique_subject = no",
            "rand_serial = yes",
            "[anything]", "organizationName = optional", "commonName = supplied",
            "[root]", "basicConstraints = critical,CA:TRUE", "keyUsage = critical,keyCertSign,cRLSign",
            "subjectKeyIdentifier = hash",
            "[authority]", "basicConstraints = critical,CA:TRUE", "keyUsage = critical,keyCertSign,cRLSign",
            "subjectKeyIdentifier = hash", "authorityKeyIdentifier = keyid",
            "[localhost]", "basicConstraints = CA:FALSE", "keyUsage = critical,digitalSignature,keyEncipherment",
            "extendedKeyUsage = serverAuth", "subjectAltName = DNS:localhost,IP:127.0.0.1",
            "authorityKeyIdentifier = keyid",
            "[elsewhere]", "keyUsage = critical,digitalSignature,keyEncipherment",
            "subjectAltName = DNS:other.example,DNS:*.localhost,IP:127.0.0.2", "");

    private final Path program = Peers.require("openssl");
    private final Path folder;

    /** @param folder for all files; what it holds from earlier is replaced */
    OpensslPki(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
        Files.writeString(folder.resolve("conf"), CONFIGURATION);
        Files.writeString(folder.resolve("index"), "");
    }

    /** Makes a key. @param kind {@code rsa} with bits and number of primes behind it, or the name of a curve */
    void key(String name, String kind) throws Exception {
        String[] field = kind.split(":");
        if (field[0].equals("rsa")) {
            run("genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:" + field[1], "-pkeyopt",
                    "rsa_keygen_primes:" + field[2], "-out", name + ".key");
        } else {
            run("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:" + kind, "-out", name + ".key");
        }
    }

    /** A root's certificate, for the key of the same name. @param commonName of its subject */
    void root(String name, String commonName) throws Exception {
        run("req", "-x509", "-new", "-config", "conf", "-extensions", "root", "-key", name + ".key", "-subj",
                subject(commonName), "-days", "30", "-out", name + ".pem");
    }

    /** A CA's certificate, for the key of the same name. @param md hash function of the signature */
    void authority(String name, String issuer, String md) throws Exception {
        issue(name, name, name, issuer, "authority", FOR_LONG, md);
    }

    /** A server's certificate. @param extensions section of the configuration @param end of its validity */
    void server(String name, String key, String issuer, String extensions, String end) throws Exception {
        issue(name, key, "localhost", issuer, extensions, end, "sha256");
    }

    private void issue(String name, String key, String commonName, String issuer, String extensions, String end,
            String md) throws Exception {
        run("req", "-new", "-config", "conf", "-key", key + ".key", "-subj", subject(commonName), "-out", "request");
        run("ca", "-batch", "-notext", "-config", "conf", "-extensions", extensions, "-cert", issuer + ".pem",
                "-keyfile", issuer + ".key", "-in", "request", "-startdate", "20200101000000Z", "-enddate", end,
                "-md", md, "-out", name + ".pem");
    }

    private static String subject(String commonName) {
        return "/O=A name that takes some room/CN=" + commonName;
    }

    X509Certificate certificate(String name) throws IOException, GeneralSecurityException {
        try (InputStream in = Files.newInputStream(folder.resolve(name + ".pem"))) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }

    /**
     * Files of a server: {@code leaf.pem}, {@code issuers.pem} unless there are none, {@code chain.pem} with all of
     * them, {@code key.pem}.
     *
     * @param leaf    name of its certificate
     * @param key     name of its key
     * @param issuers names of the certificates that it sends besides, in this order
     * @return their folder
     */
    Path server(String leaf, String key, List<String> issuers) throws IOException {
        Path server = Files.createDirectories(folder.resolve("server-" + leaf + "-" + String.join("-", issuers)));
        StringBuilder all = new StringBuilder();
        for (String issuer : issuers) {
            all.append(Files.readString(folder.resolve(issuer + ".pem")));
        }
        Files.deleteIfExists(server.resolve("issuers.pem"));
        if (!issuers.isEmpty()) {
            Files.writeString(server.resolve("issuers.pem"), all);
        }
        String certificate = Files.readString(folder.resolve(leaf + ".pem"));
        Files.writeString(server.resolve("leaf.pem"), certificate);
        Files.writeString(server.resolve("chain.pem"), certificate + all);
        Files.writeString(server.resolve("key.pem"), Files.readString(folder.resolve(key + ".key")));
        return server;
    }

    private void run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(arguments));
        command.add(0, program.toString());
        Process process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), () -> command + ": " + said);
    }
}
