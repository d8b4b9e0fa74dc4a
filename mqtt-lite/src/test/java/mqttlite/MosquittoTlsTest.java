package mqttlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bearssl.base.Transport;
import bearssl.hash.Sha1;
import bearssl.testing.Peers;
import bearssl.tls.CipherSuite;
import bearssl.tls.profile.EcdheProfile;
import bearssl.tls.profile.RsaGcmProfile;
import bearssl.x509.X509Fingerprint;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import mqttlite.cli.Mosquitto;
import mqttlite.demo.Device;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Both engines against Debian's mosquitto over TLS 1.2, and its tools on the other side of the broker. */
class MosquittoTlsTest {
    private static Mosquitto broker;

    @TempDir
    static Path folder;

    @BeforeAll
    static void start() throws Exception {
        broker = new Mosquitto(folder, 4);
    }

    @AfterAll
    static void stop() throws InterruptedException {
        if (broker != null) {
            broker.stop();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256, true",
        "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256, false",
        "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, true",
        "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, false",
        "TLS_RSA_WITH_AES_128_GCM_SHA256, true",
        "TLS_RSA_WITH_AES_128_GCM_SHA256, false",
    })
    void talksWithTheToolsOfMosquitto(String suite, boolean maxFragment) throws Exception {
        String name = suite.substring(4, suite.indexOf("_WITH")) + "-" + maxFragment;
        Events events = new Events();
        X509Fingerprint pins = new X509Fingerprint(Sha1.INSTANCE);
        pins.learnOnce();
        try (Device device = new Device(suite.startsWith("TLS_RSA") ? RsaGcmProfile.create() : EcdheProfile.create(),
                pins, events)) {
            device.tls.offerMaxFragment(maxFragment);
            device.dial(suite.contains("ECDSA") ? broker.ec : broker.rsa);
            assertEquals(0, device.reset());
            assertEquals(1, device.handshake(), () -> "error " + device.tls.error());
            assertEquals(suite, CipherSuite.name(device.tls.cipherSuite()));
            assertEquals(maxFragment ? Device.BUFFER : 0, device.tls.maxFragment());
            assertEquals(1, device.login(new MqttConnect(name)));

            assertTrue(device.mqtt.subscribe(Wire.utf8("to/" + name), 1) > 0);
            await(device, events, "subscribed");
            tool("mosquitto_pub", "-q", "1", "-t", "to/" + name, "-m", "from the tool");
            await(device, events, "message to/" + name + " 13/");

            assertTrue(device.mqtt.publish(Wire.utf8("from/" + name), Wire.utf8("from the engine"), 1, true) > 0);
            await(device, events, "published");
            assertEquals("from the engine\n", tool("mosquitto_sub", "-t", "from/" + name, "-C", "1", "-W", "20"));
            assertEquals(Transport.END, device.hangUp());
        }
    }

    private static void await(Device device, Events events, String start) {
        while (events.list.stream().noneMatch(e -> e.startsWith(start))) {
            int r = device.poll();
            assertTrue(r > 0, () -> start + ": " + r + " after " + events.list);
        }
    }

    /** Runs a tool against the plain listener. @return what it printed */
    private static String tool(String program, String... args) throws Exception {
        List<String> command = new ArrayList<>(
                List.of(Peers.require(program).toString(), "-h", "127.0.0.1", "-p", Integer.toString(broker.plain)));
        command.addAll(List.of(args));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(20, TimeUnit.SECONDS));
        assertEquals(0, process.exitValue(), said);
        return said;
    }
}
