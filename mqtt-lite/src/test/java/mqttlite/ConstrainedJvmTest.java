package mqttlite;

import bearssl.base.Transport;
import bearssl.testing.ConstrainedCompile;
import bearssl.testing.ModuleFiles;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The MQTT client builds for platforms smaller and older than the one it is built on. */
class ConstrainedJvmTest {
    private static final List<Path> CORE = List.of(ModuleFiles.origin(Transport.class));

    @Test
    void theLibraryCompilesAgainstCldc() {
        ConstrainedCompile.assertModuleCompilesAgainstCldc(CORE, "mqttlite.cli", "mqttlite.stream");
    }

    @Test
    void theLibraryCompilesAtRelease7() {
        ConstrainedCompile.assertModuleCompilesAtRelease7(CORE, "mqttlite.cli", "mqttlite.stream");
    }
}
