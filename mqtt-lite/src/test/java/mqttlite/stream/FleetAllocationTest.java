package mqttlite.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import mqttlite.testing.TlsMosquitto;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Messages of a fleet allocate nothing of ours. The JDK's selector has one object a key, an Integer, if the descriptor's
 * number is above 127: few members are measured, so that what is not 0 is ours.
 */
@Timeout(60)
class FleetAllocationTest {
    private static final int MEMBERS = 20;

    @TempDir
    static Path folder;

    private static TlsMosquitto broker;

    @BeforeAll
    static void start() throws Exception {
        broker = new TlsMosquitto(folder, "");
    }

    @AfterAll
    static void stop() {
        if (broker != null) {
            broker.close();
        }
    }

    private static String probe(String... flags) throws Exception {
        List<String> command = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/java", "-Xshare:auto", "-cp",
                System.getProperty("java.class.path")));
        command.addAll(List.of(flags));
        command.addAll(List.of(FleetAllocationProbe.class.getName(), Integer.toString(broker.port),
                folder.resolve("ca.pem").toString(), Integer.toString(MEMBERS), "1000"));
        Process child = new ProcessBuilder(command).redirectErrorStream(true).start();
        return new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim();
    }

    @Test
    void messagesAllocateNothing() throws Exception {
        assertEquals("allocated 0", probe("-Xmx128m"));
    }

    @Test
    void norDoTheyInTheInterpreter() throws Exception {
        assertEquals("allocated 0", probe("-Xint"));
    }
}
