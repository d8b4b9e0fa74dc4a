package mqttlite.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bearssl.testing.TestCa;
import bearssl.testing.TestCertificates;
import bearssl.tls.BrErr;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.List;
import mqttlite.MqttConnect;
import mqttlite.testing.MosquittoProcess;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Certificates and keys in PEM, shown to a mosquitto that lets nobody in without. */
@Timeout(60)
class IdentityTest {
    private static final TestCa CA = new TestCa("Identity", TestCertificates.p256());
    private static final List<KeyStore> CLIENTS = List.of(TestCertificates.chain(TestCertificates.p256(), 1),
            TestCertificates.chain(TestCertificates.rsa2048(), 1));
    private static final int PORT = MosquittoProcess.freePort();

    @TempDir
    static Path folder;

    private static MosquittoProcess broker;

    private static String block(String label, byte[] der) {
        return "-----BEGIN " + label + "-----\n" + Base64.getMimeEncoder().encodeToString(der) + "\n-----END " + label
                + "-----\n";
    }

    private static byte[] certificates(KeyStore store) throws Exception {
        StringBuilder text = new StringBuilder();
        for (Certificate c : store.getCertificateChain("server")) {
            text.append(block("CERTIFICATE", c.getEncoded()));
        }
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] key(KeyStore store) throws Exception {
        byte[] der = store.getKey("server", TestCertificates.PASSWORD).getEncoded();
        return block("PRIVATE KEY", der).getBytes(StandardCharsets.US_ASCII);
    }

    @BeforeAll
    static void start() throws Exception {
        KeyStore store = CA.server(TestCertificates.p256());
        Files.write(folder.resolve("ca.pem"), block("CERTIFICATE", CA.root().getEncoded()).getBytes());
        StringBuilder clients = new StringBuilder();
        for (KeyStore client : CLIENTS) {
            clients.append(new String(certificates(client), StandardCharsets.US_ASCII));
        }
        Files.writeString(folder.resolve("clients.pem"), clients);
        Files.write(folder.resolve("server.pem"), certificates(store));
        Files.write(folder.resolve("server.key"), key(store));
        broker = new MosquittoProcess(folder, "listener " + PORT + " 127.0.0.1\nallow_anonymous true\ncertfile "
                + folder.resolve("server.pem") + "\nkeyfile " + folder.resolve("server.key") + "\ncafile "
                + folder.resolve("clients.pem") + "\nrequire_certificate true\n", PORT);
    }

    @AfterAll
    static void stop() {
        if (broker != null) {
            broker.stop();
        }
    }

    private static BlockingMqttClient client() throws Exception {
        return new BlockingMqttClient("localhost", PORT, Trust.ca(Files.readAllBytes(folder.resolve("ca.pem"))),
                new MqttConnect("identity"));
    }

    @Test
    void aBrokerThatWantsACertificateLetsItsOwnerIn() throws Exception {
        for (KeyStore store : CLIENTS) {
            try (BlockingMqttClient mqtt = client().clientAuth(Identity.pem(certificates(store), key(store)))) {
                mqtt.connect();
                mqtt.publish("identity", store.getCertificate("server").getPublicKey().getAlgorithm(), 1);
            }
        }
    }

    @Test
    void withoutOneTheErrorSaysSo() throws Exception {
        try (BlockingMqttClient mqtt = client()) {
            MqttException e = assertThrows(MqttException.class, mqtt::connect);
            assertTrue(e.getMessage().contains("client certificate"), e.getMessage());
        }
    }

    @Test
    void oneFileMayHoldBoth() throws Exception {
        KeyStore store = CA.server(TestCertificates.p256());
        byte[] both = (new String(certificates(store)) + new String(key(store))).getBytes(StandardCharsets.US_ASCII);
        assertEquals(store.getCertificateChain("server").length, Identity.pem(both, both).certificates());
    }

    @Test
    void whatIsMissingOrUselessIsNamed() throws Exception {
        KeyStore store = CA.server(TestCertificates.p256());
        byte[] certificates = certificates(store);
        byte[] key = key(store);
        assertEquals(BrErr.BR_ERR_X509_EMPTY_CHAIN,
                assertThrows(MqttException.class, () -> Identity.pem(key, key)).code());
        assertEquals(-1003, assertThrows(MqttException.class, () -> Identity.pem(certificates, certificates)).code());
        byte[] p384 = block("PRIVATE KEY", TestCertificates.ec("secp384r1").getPrivate().getEncoded()).getBytes();
        assertEquals(BrErr.BR_ERR_X509_UNSUPPORTED,
                assertThrows(MqttException.class, () -> Identity.pem(certificates, p384)).code());
        byte[] cut = java.util.Arrays.copyOf(key, key.length / 2);
        assertEquals(BrErr.BR_ERR_X509_INVALID_VALUE,
                assertThrows(MqttException.class, () -> Identity.pem(certificates, cut)).code());
        byte[] locked = ("-----BEGIN ENCRYPTED PRIVATE KEY-----\nMIIB\n-----END ENCRYPTED PRIVATE KEY-----\n").getBytes();
        assertTrue(assertThrows(MqttException.class, () -> Identity.pem(certificates, locked)).getMessage()
                .contains("encrypted"));
    }
}
