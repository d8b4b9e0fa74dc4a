package mqttlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bearssl.base.Transport;
import bearssl.hash.Sha1;
import bearssl.tls.CipherSuite;
import bearssl.tls.TlsSession;
import bearssl.tls.profile.FullProfile;
import bearssl.x509.X509Fingerprint;
import java.nio.file.Path;
import mqttlite.cli.Mosquitto;
import mqttlite.demo.Device;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sessions that mosquitto keeps and takes up again. */
class MosquittoResumptionTest {
    private static Mosquitto broker;

    @TempDir
    static Path folder;

    @BeforeAll
    static void start() throws Exception {
        broker = new Mosquitto(folder, 3);
    }

    @AfterAll
    static void stop() throws InterruptedException {
        if (broker != null) {
            broker.stop();
        }
    }

    @ParameterizedTest
    @CsvSource({"C02F, 512", "C02F, 1024", "C02F, 16384", "C02B, 512", "C02B, 1024", "C02B, 16384", "009C, 512",
        "009C, 1024", "009C, 16384"})
    void aMessageComesBackOverAResumedSession(String hex, int buffer) throws Exception {
        int suite = Integer.parseInt(hex, 16);
        FullProfile profile = FullProfile.create(2048, new int[] {suite});
        X509Fingerprint pins = new X509Fingerprint(Sha1.INSTANCE);
        pins.learnOnce();
        Events events = new Events();
        try (Device device = new Device(profile, buffer, pins, profile.newWorkspace(pins), events)) {
            device.session = new TlsSession(new byte[TlsSession.LEN], 0);
            for (int i = 0; i < 3; i++) {
                device.dial(hex.equals("C02B") ? broker.ec : broker.rsa);
                assertEquals(0, device.reset());
                assertEquals(1, device.handshake(), () -> "error " + device.tls.error());
                assertEquals(i > 0, device.tls.resumed());
                assertEquals(suite, device.tls.cipherSuite(), () -> CipherSuite.name(suite));
                assertEquals(buffer == 16384 ? 0 : buffer, device.tls.maxFragment());
                assertEquals(1, device.login(new MqttConnect(hex + buffer)));
                events.list.clear();
                String topic = "resumed/" + hex + buffer + i;
                assertTrue(device.mqtt.subscribe(Wire.utf8(topic), 1) > 0);
                await(device, events, "subscribed");
                assertTrue(device.mqtt.publish(Wire.utf8(topic), Wire.utf8("there and back"), 1, false) > 0);
                await(device, events, "message " + topic + " 14/");
                assertEquals(Transport.END, device.hangUp());
            }
        }
    }

    private static void await(Device device, Events events, String start) {
        while (events.list.stream().noneMatch(e -> e.startsWith(start))) {
            int r = device.poll();
            assertTrue(r > 0, () -> start + ": " + r + " after " + events.list);
        }
    }
}
