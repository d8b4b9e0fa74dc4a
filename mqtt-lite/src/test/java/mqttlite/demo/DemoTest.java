package mqttlite.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The demo as the README's first command runs it: a JVM of its own, with the flags of this one. */
class DemoTest {
    @Test
    void endsByItselfWithItsTable() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/java"));
        for (String flag : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            if (flag.startsWith("-X") || flag.startsWith("-Djdk.") || flag.startsWith("-Djava.security")
                    || flag.startsWith("--")) {
                command.add(flag);
            }
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Demo.class.getName()));
        Process demo = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(demo.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(demo.waitFor(60, TimeUnit.SECONDS));
        assertEquals(0, demo.exitValue(), said);
        String words = said.replaceAll("\\s+", " ");
        assertTrue(words.contains("record size agreed (MFLN), bytes 1024 1024 "), said);
        assertTrue(words.contains("bytes allocated after set-up 0 0 "), said);
        for (String error : new String[] {"54 BR_ERR_X509_EXPIRED", "56 BR_ERR_X509_BAD_SERVER_NAME",
            "62 BR_ERR_X509_NOT_TRUSTED", "50 BR_ERR_X509_LIMIT_EXCEEDED"}) {
            assertTrue(words.contains("refused with error " + error + "; the server got alert"), said);
        }
        said.lines().map(line -> line.substring(line.lastIndexOf('\r') + 1))
                .forEach(line -> assertTrue(line.length() <= 100, line));
    }
}
