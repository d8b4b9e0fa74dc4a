package mqttlite.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import mqttlite.MqttConnect;
import mqttlite.testing.TlsMosquitto;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The program of docs/FLEET.md, compiled and run against mosquitto, with fewer members. */
@Timeout(60)
class FleetGuideTest {
    private static final int MEMBERS = 30;

    @TempDir
    private Path folder;

    @Test
    void theMetersOfTheGuideAnswer() throws Exception {
        String guide = Files.readString(Path.of(System.getProperty("root.dir"), "docs", "FLEET.md"));
        Matcher m = Pattern.compile("```java\n(import.*?class Meters.*?)```", Pattern.DOTALL).matcher(guide);
        assertTrue(m.find());
        try (TlsMosquitto broker = new TlsMosquitto(folder, "")) {
            String source = m.group(1).replace("\"broker.example\", 8883", "\"localhost\", " + broker.port)
                    .replace("COUNT = 10000", "COUNT = " + MEMBERS);
            Path file = Files.writeString(folder.resolve("Meters.java"), source);
            String classPath = System.getProperty("java.class.path");
            assertEquals(0, ToolProvider.getSystemJavaCompiler().run(null, null, null, "-cp", classPath, "-proc:none",
                    "-d", folder.toString(), file.toString()));
            Process meters = new ProcessBuilder(System.getProperty("java.home") + "/bin/java", "-cp",
                    folder + ":" + classPath, "Meters").directory(folder.toFile()).inheritIO().start();
            try (BlockingMqttClient head = new BlockingMqttClient("localhost", broker.port, Trust.ca(broker.ca),
                    new MqttConnect("head"))) {
                int[] answers = new int[1];
                head.onMessage((topic, payload) -> answers[0] += new String(payload, StandardCharsets.US_ASCII)
                        .equals("42") ? 1 : 0);
                head.connect();
                head.subscribe("tele", 0);
                // retained: a meter that subscribes later is asked, too
                for (int i = 0; i < MEMBERS; i++) {
                    head.publish("meter/" + i + "/cmnd", "read".getBytes(StandardCharsets.US_ASCII), 1, true);
                }
                while (answers[0] < MEMBERS) {
                    assertTrue(meters.isAlive(), "the example has ended");
                    head.loop(200);
                }
            } finally {
                meters.destroy();
            }
        }
    }
}
