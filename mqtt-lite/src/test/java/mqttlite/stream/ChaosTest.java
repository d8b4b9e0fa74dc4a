package mqttlite.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bearssl.testing.TestCa;
import bearssl.testing.TestCertificates;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import mqttlite.MqttConnect;
import mqttlite.Reconnect;
import mqttlite.testing.MosquittoProcess;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** mosquitto over TLS, behind a network that delays, splits, alters and cuts: at QoS 2 each message once, in order. */
@Timeout(120)
class ChaosTest {
    private static final int MESSAGES = 500;

    @TempDir
    private Path folder;

    private static String pem(String label, byte[] der) {
        return "-----BEGIN " + label + "-----\n" + Base64.getMimeEncoder().encodeToString(der) + "\n-----END " + label
                + "-----\n";
    }

    private MosquittoProcess broker(int port) throws Exception {
        TestCa ca = new TestCa("Chaos", TestCertificates.p256());
        KeyStore store = ca.server(TestCertificates.p256());
        StringBuilder chain = new StringBuilder();
        for (Certificate c : store.getCertificateChain("server")) {
            chain.append(pem("CERTIFICATE", c.getEncoded()));
        }
        Files.writeString(folder.resolve("ca.pem"), pem("CERTIFICATE", ca.root().getEncoded()));
        Files.writeString(folder.resolve("server.pem"), chain);
        Files.writeString(folder.resolve("server.key"),
                pem("PRIVATE KEY", store.getKey("server", TestCertificates.PASSWORD).getEncoded()));
        return new MosquittoProcess(folder, "listener " + port + " 127.0.0.1\nallow_anonymous true\nmax_queued_messages 0\n"
                + "certfile " + folder.resolve("server.pem") + "\nkeyfile " + folder.resolve("server.key") + "\n", port);
    }

    private BlockingMqttClient client(String id, int port) throws Exception {
        return new BlockingMqttClient("localhost", port, Trust.ca(Files.readAllBytes(folder.resolve("ca.pem"))),
                new MqttConnect(id).cleanSession(false))
                .reconnect(new Reconnect(id.getBytes(StandardCharsets.UTF_8), 1).delays(1, 20).stable(1))
                .patience(60000);
    }

    /** The first connections, too, may be cut. */
    private static void connect(BlockingMqttClient mqtt) throws MqttException {
        for (int i = 0; i < 20; i++) {
            try {
                mqtt.connect();
                return;
            } catch (MqttException e) {
                assertTrue(i < 19, e.getMessage());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void eachMessageArrivesOnceAndInOrder(long seed) throws Exception {
        int port = MosquittoProcess.freePort();
        MosquittoProcess broker = broker(port);
        try (ChaosRelay relay = new ChaosRelay(port, true, seed);
                BlockingMqttClient sender = client("sender", relay.port());
                BlockingMqttClient receiver = client("receiver", relay.port())) {
            List<String> got = new ArrayList<>();
            receiver.onMessage((topic, payload) -> got.add(new String(payload, StandardCharsets.UTF_8)));
            connect(receiver);
            receiver.subscribe("chaos", 2);
            connect(sender);
            List<String> sent = new ArrayList<>();
            for (int i = 0; i < MESSAGES; i++) {
                String text = i + " ".repeat(i % 300);
                sender.publish("chaos", text, 2);
                sent.add(text);
                receiver.loop(1);
            }
            relay.calm();
            while (got.size() < MESSAGES) {
                receiver.loop(1000);
            }
            assertEquals(sent, got);
            assertTrue(relay.connections.get() > 10 && relay.altered.get() > 2,
                    relay.connections + " connections, " + relay.altered + " alterations");
        } finally {
            broker.stop();
        }
    }
}
