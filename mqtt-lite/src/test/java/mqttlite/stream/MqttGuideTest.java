package mqttlite.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bearssl.testing.TestCa;
import bearssl.testing.TestCertificates;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import mqttlite.MqttConnect;
import mqttlite.testing.MosquittoProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The fifteen lines of docs/MQTT.md, compiled and run against mosquitto with a CA of our own. */
@Timeout(60)
class MqttGuideTest {
    @TempDir
    private Path folder;

    private static String pem(String label, byte[] der) {
        return "-----BEGIN " + label + "-----\n" + Base64.getMimeEncoder().encodeToString(der) + "\n-----END " + label
                + "-----\n";
    }

    private MosquittoProcess broker(int port) throws Exception {
        TestCa ca = new TestCa("Guide", TestCertificates.p256());
        KeyStore store = ca.server(TestCertificates.p256());
        StringBuilder chain = new StringBuilder();
        for (Certificate c : store.getCertificateChain("server")) {
            chain.append(pem("CERTIFICATE", c.getEncoded()));
        }
        Files.writeString(folder.resolve("ca.pem"), pem("CERTIFICATE", ca.root().getEncoded()));
        Files.writeString(folder.resolve("server.pem"), chain);
        Files.writeString(folder.resolve("server.key"),
                pem("PRIVATE KEY", store.getKey("server", TestCertificates.PASSWORD).getEncoded()));
        return new MosquittoProcess(folder, "listener " + port + " 127.0.0.1\nallow_anonymous true\ncertfile "
                + folder.resolve("server.pem") + "\nkeyfile " + folder.resolve("server.key") + "\n", port);
    }

    @Test
    void theFifteenLinesTalkToABroker() throws Exception {
        String guide = Files.readString(Path.of(System.getProperty("root.dir"), "docs", "MQTT.md"));
        Matcher m = Pattern.compile("```java\n(import.*?class Lamp.*?)```", Pattern.DOTALL).matcher(guide);
        assertTrue(m.find());
        int port = MosquittoProcess.freePort();
        String source = m.group(1).replace("\"broker.example\", 8883", "\"localhost\", " + port);
        Path file = Files.writeString(folder.resolve("Lamp.java"), source);
        String classPath = System.getProperty("java.class.path");
        assertEquals(0, ToolProvider.getSystemJavaCompiler().run(null, null, null, "-cp", classPath, "-proc:none", "-d",
                folder.toString(), file.toString()));
        MosquittoProcess broker = broker(port);
        Process lamp = null;
        try (BlockingMqttClient other = new BlockingMqttClient("localhost", port,
                Trust.ca(Files.readAllBytes(folder.resolve("ca.pem"))), new MqttConnect("other"))) {
            StringBuilder heard = new StringBuilder();
            other.onMessage((topic, payload) -> heard.append(topic).append(' ')
                    .append(new String(payload, StandardCharsets.UTF_8)));
            other.connect();
            other.subscribe("tele/#", 1);
            lamp = new ProcessBuilder(System.getProperty("java.home") + "/bin/java", "-cp",
                    folder + ":" + classPath, "Lamp").directory(folder.toFile()).redirectErrorStream(true).start();
            while (heard.length() == 0) {
                assertTrue(lamp.isAlive(), "the example has ended");
                other.loop(200);
            }
            assertEquals("tele/lamp/STATE on", heard.toString());
            other.publish("cmnd/lamp/POWER", "off", 1);
            try (BufferedReader out = lamp.inputReader()) {
                assertEquals("cmnd/lamp/POWER off", out.readLine());
            }
        } finally {
            if (lamp != null) {
                lamp.destroy();
            }
            broker.stop();
        }
    }
}
