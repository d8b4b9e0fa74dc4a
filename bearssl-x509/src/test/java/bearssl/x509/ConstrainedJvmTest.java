package bearssl.x509;

import bearssl.base.Transport;
import bearssl.testing.ConstrainedCompile;
import bearssl.testing.ModuleFiles;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** bearssl-x509 builds for platforms smaller and older than the one it is built on. */
class ConstrainedJvmTest {
    private static final List<Path> CORE = List.of(ModuleFiles.origin(Transport.class));

    @Test
    void compilesAgainstCldc() {
        ConstrainedCompile.assertModuleCompilesAgainstCldc(CORE);
    }

    @Test
    void compilesAtRelease7() {
        ConstrainedCompile.assertModuleCompilesAtRelease7(CORE);
    }
}
