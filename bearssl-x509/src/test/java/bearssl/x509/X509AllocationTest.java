package bearssl.x509;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** After set-up nothing is allocated, in an interpreter either; {@link X509FuzzTarget} holds it for mutated chains. */
class X509AllocationTest {
    @Test
    void aThousandValidationsAllocateNothing() {
        X509AllocationProbe probe = new X509AllocationProbe();
        assertEquals(0, probe.allocated(1000 / probe.chains() + 1));
    }

    @Test
    void anInterpreterAllocatesNothingEither() throws Exception {
        Process child = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xint",
                "-Xshare:auto", "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                X509AllocationProbe.class.getName(), "3").redirectErrorStream(true).start();
        String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim();
        assertTrue(child.waitFor(60, TimeUnit.SECONDS));
        assertEquals("allocated 0", said);
    }
}
