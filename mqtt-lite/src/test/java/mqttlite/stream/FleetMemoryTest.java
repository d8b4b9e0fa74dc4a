package mqttlite.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bearssl.testing.DocTable;
import bearssl.tls.TlsProfile;
import bearssl.tls.profile.EcdheProfile;
import bearssl.tls.profile.FastProfile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import mqttlite.testing.TlsMosquitto;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jol.info.GraphLayout;

/** What one member more takes, counted by JOL: the difference between fleets of two sizes. docs/FLEET.md tells the same. */
@Timeout(60)
class FleetMemoryTest {
    private static final int FEW = 20;
    private static final int MANY = 120;
    private static final int TOLERANCE = 64;
    private static final int CEILING = 8192; // ten thousand leave a third of 128 MB to spare

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

    private static final class Quiet extends FleetListener {
    }

    // The direct buffer, which all share, hangs together with those of other fleets: one more counts as a little more.
    private static long bytes(int members, TlsProfile profile, boolean resumes, boolean connects) throws IOException {
        try (MqttFleet fleet = new MqttFleet("localhost", broker.port, () -> Trust.ca(broker.ca), "memory-", members,
                new Quiet()).profile(profile).resume(resumes)) {
            fleet.start();
            while (connects && fleet.connected() < members) {
                fleet.poll(1000);
            }
            if (!connects) {
                fleet.shared = null;
            }
            return GraphLayout.parseInstance(fleet).totalSize();
        }
    }

    private static long aMember(TlsProfile profile, boolean resumes, boolean connects) throws IOException {
        long more = bytes(MANY, profile, resumes, connects) - bytes(FEW, profile, resumes, connects);
        return more / (MANY - FEW);
    }

    @Test
    void theDocumentTellsWhatIsMeasured() throws IOException {
        List<String> rows = DocTable.rows("FLEET.md", "## Memory");
        assertEquals("| " + aMember(FastProfile.create(), true, false) + " | "
                + aMember(EcdheProfile.create(), true, false) + " |", rows.get(0).replaceFirst("\\|[^|]*", ""));
        if (Runtime.version().feature() == 17) { // the channel is the JDK's, and hangs together with others of this JVM
            String[] cells = rows.get(1).split("\\|");
            assertEquals(Long.parseLong(cells[2].trim()), aMember(FastProfile.create(), true, true), TOLERANCE);
            assertEquals(Long.parseLong(cells[3].trim()), aMember(EcdheProfile.create(), true, true), TOLERANCE);
        }
        assertTrue(aMember(FastProfile.create(), true, true) < CEILING);
    }

    @Test
    void aSessionTakes112Bytes() throws IOException {
        assertEquals(112, aMember(FastProfile.create(), true, false) - aMember(FastProfile.create(), false, false));
    }
}
