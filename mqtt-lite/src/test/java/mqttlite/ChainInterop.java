package mqttlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bearssl.base.Transport;
import bearssl.tls.BrErr;
import bearssl.tls.CipherSuite;
import bearssl.tls.TlsClient;
import bearssl.tls.X509Engine;
import bearssl.tls.profile.EcdheProfile;
import bearssl.x509.X509Default;
import bearssl.x509.X509Full;
import bearssl.x509.X509Rules;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import mqttlite.demo.CaTrust;
import mqttlite.demo.Device;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Chains of a CA that OpenSSL made, against a server: right ones of up to five certificates connect in 1024-byte
 * buffers, wrong ones are refused, each with its code, and with the alert that the server then tells of.
 */
abstract class ChainInterop {
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(20);
    private static final int BAD_CERTIFICATE = 42;
    private static final int UNSUPPORTED_CERTIFICATE = 43;
    private static final int CERTIFICATE_EXPIRED = 45;
    private static final int UNKNOWN_CA = 48;
    private static final int LENGTHS = 5;
    private static final String RSA_SUITE = "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256";
    private static final String EC_SUITE = "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256";

    // Its keys and signatures: RSA and EC, SHA-256, 384 and 512 in turn. All classes use the same one.
    private static OpensslPki pki;

    @BeforeAll
    static void make() throws Exception {
        if (pki != null) {
            return;
        }
        OpensslPki p = new OpensslPki(Path.of("target/chains"));
        makeRight(p);
        makeWrong(p);
        pki = p;
    }

    private static void makeRight(OpensslPki p) throws Exception {
        p.key("root", "rsa:2048:2");
        p.root("root", "Root");
        String[] kinds = {"P-256", "rsa:2048:2", "P-256", "P-256"};
        String[] hashes = {"sha384", "sha512", "sha256", "sha384"};
        for (int i = 1; i < LENGTHS; i++) {
            p.key(ca(i), kinds[i - 1]);
            p.authority(ca(i), ca(i - 1), hashes[i - 1]);
        }
        p.key("rsa", "rsa:2048:2");
        p.key("ec", "P-256");
        for (int i = 1; i <= LENGTHS; i++) {
            p.server("rsa" + i, "rsa", ca(i - 1), "localhost", OpensslPki.FOR_LONG);
            p.server("ec" + i, "ec", ca(i - 1), "localhost", OpensslPki.FOR_LONG);
        }
        p.key("longroot", "rsa:4096:4"); // of four primes: two take seconds to find
        p.root("longroot", "Long root");
        p.key("wide", "P-384");
        p.authority("wide", "longroot", "sha384");
        p.server("underwide", "ec", "wide", "localhost", OpensslPki.FOR_LONG);
    }

    private static void makeWrong(OpensslPki p) throws Exception {
        p.server("expired", "ec", ca(1), "localhost", "20250101000000Z");
        p.server("elsewhere", "ec", ca(1), "elsewhere", OpensslPki.FOR_LONG);
        p.key("namesake", "rsa:2048:2");
        p.root("namesake", "Root");
        p.key("stranger", "P-256");
        p.root("stranger", "Stranger");
        p.key("long", "rsa:4096:4");
        p.authority("long", "root", "sha256");
        p.server("longca", "ec", "long", "localhost", OpensslPki.FOR_LONG);
        p.server("longkey", "long", ca(1), "localhost", OpensslPki.FOR_LONG);
    }

    private static String ca(int level) {
        return level == 0 ? "root" : "ca" + level;
    }

    /** A server that runs. */
    interface Server extends AutoCloseable {
        int port();

        /** What it has printed so far. */
        String log() throws IOException;

        @Override
        void close() throws IOException;
    }

    /** Starts the server. @param files see {@link OpensslPki#server(String, String, List)} */
    abstract Server start(Path files) throws Exception;

    /** Talks to it, on a connection that is open. */
    abstract void talk(Device device);

    /** The alert that it tells of. @return its number, -1 if none */
    abstract int alert(String log);

    /** Files of a server with the usual issuers of its level. @param leaf its certificate @param level of its issuer */
    static Path files(String leaf, String key, int level) throws IOException {
        List<String> issuers = new ArrayList<>();
        for (int i = level; i > 0; i--) {
            issuers.add(ca(i));
        }
        return pki.server(leaf, key, issuers);
    }

    static Path files(String leaf, String key, String... issuers) throws IOException {
        return pki.server(leaf, key, List.of(issuers));
    }

    private static X509Engine trusting(String root) throws Exception {
        return X509Default.create(CaTrust.anchors(pki.certificate(root)), CaTrust.now());
    }

    void connects(Path files, X509Engine x509, String suite) throws Exception {
        try (Server server = start(files);
                Device device = new Device(EcdheProfile.create(), x509, new MqttListener() { })) {
            device.dial(server.port());
            assertEquals(0, device.reset());
            assertEquals(1, device.handshake(), () -> "error " + device.tls.error());
            assertEquals(suite, CipherSuite.name(device.tls.cipherSuite()));
            assertAgreed(device.tls);
            talk(device);
        }
    }

    /** The length of records that it agreed to. */
    void assertAgreed(TlsClient tls) {
        assertEquals(Device.BUFFER, tls.maxFragment());
    }

    void connects(Path files) throws Exception {
        connects(files, trusting("root"), EC_SUITE);
    }

    void refuses(Path files, String root, int error, int alert) throws Exception {
        try (Server server = start(files);
                Device device = new Device(EcdheProfile.create(), trusting(root), new MqttListener() { })) {
            device.dial(server.port());
            assertEquals(0, device.reset());
            assertEquals(-error, device.handshake());
            assertEquals(alert, device.tls.alertSent());
            long deadline = System.nanoTime() + PATIENCE;
            while (alert(server.log()) < 0 && System.nanoTime() < deadline) {
                Thread.onSpinWait();
            }
            assertEquals(alert, alert(server.log()), server.log());
        }
    }

    /** Writes a line to a server that answers it in some way. */
    static void exchange(Device device, String line, String expected) {
        byte[] bytes = line.getBytes(StandardCharsets.US_ASCII);
        assertEquals(bytes.length, device.io.write(bytes, 0, bytes.length));
        assertEquals(1, device.io.flush());
        byte[] answer = new byte[expected.length()];
        int n = 0;
        while (n < answer.length) {
            int r = device.io.read(answer, n, answer.length - n);
            assertTrue(r > 0, () -> "read: " + r);
            n += r;
        }
        assertEquals(expected, new String(answer, StandardCharsets.US_ASCII));
        assertEquals(Transport.END, device.io.close());
    }

    // ---- right chains

    @ParameterizedTest
    @CsvSource({"ec, 1", "rsa, 5", "ec, 5"}) // see mqttlite.interop for those between
    void aChainUpToTheAnchorConnects(String key, int length) throws Exception {
        connects(files(key + length, key, length - 1), trusting("root"), key.equals("rsa") ? RSA_SUITE : EC_SUITE);
    }

    @Test
    void theRootMayBeSentToo() throws Exception {
        connects(files("ec3", "ec", "ca2", "ca1", "root"));
    }

    @Test
    void aLongRootKeyAndAWideCurveConnectWithAnEngineForThem() throws Exception {
        connects(files("underwide", "ec", "wide"), X509Full.create(CaTrust.anchors(pki.certificate("longroot")),
                CaTrust.now(), 4096, X509Rules.DEFAULT), EC_SUITE);
    }

    // ---- wrong ones

    @Test
    void expired() throws Exception {
        refuses(files("expired", "ec", 1), "root", BrErr.BR_ERR_X509_EXPIRED, CERTIFICATE_EXPIRED);
    }

    @Test
    void wrongName() throws Exception {
        refuses(files("elsewhere", "ec", 1), "root", BrErr.BR_ERR_X509_BAD_SERVER_NAME, BAD_CERTIFICATE);
    }

    @Test
    void unknownCa() throws Exception {
        refuses(files("ec2", "ec", 1), "stranger", BrErr.BR_ERR_X509_NOT_TRUSTED, UNKNOWN_CA);
    }

    @Test
    void unknownCaOfAKnownName() throws Exception {
        refuses(files("ec2", "ec", 1), "namesake", BrErr.BR_ERR_X509_NOT_TRUSTED, UNKNOWN_CA);
    }

    @Test
    void lastIntermediateMissing() throws Exception {
        refuses(files("ec3", "ec", "ca2"), "root", BrErr.BR_ERR_X509_NOT_TRUSTED, UNKNOWN_CA);
    }

    @Test
    void intermediateMissingInTheMiddle() throws Exception {
        refuses(files("ec3", "ec", "ca1"), "root", BrErr.BR_ERR_X509_DN_MISMATCH, BAD_CERTIFICATE);
    }

    @Test
    void wrongOrder() throws Exception {
        refuses(files("ec3", "ec", "ca1", "ca2"), "root", BrErr.BR_ERR_X509_DN_MISMATCH, BAD_CERTIFICATE);
    }

    @Test
    void caKeyOf4096Bits() throws Exception {
        refuses(files("longca", "ec", "long"), "root", BrErr.BR_ERR_X509_LIMIT_EXCEEDED, UNSUPPORTED_CERTIFICATE);
    }

    @Test
    void serverKeyOf4096Bits() throws Exception {
        refuses(files("longkey", "long", 1), "root", BrErr.BR_ERR_X509_LIMIT_EXCEEDED, UNSUPPORTED_CERTIFICATE);
    }
}
