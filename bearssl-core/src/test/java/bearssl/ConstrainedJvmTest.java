package bearssl;

import bearssl.testing.ConstrainedCompile;
import java.util.List;
import org.junit.jupiter.api.Test;

/** bearssl-core builds for platforms smaller and older than the one it is built on. */
class ConstrainedJvmTest {
    @Test
    void allButTheStreamsCompileAgainstCldc() {
        ConstrainedCompile.assertModuleCompilesAgainstCldc(List.of(), "bearssl.tls.stream");
    }

    @Test
    void compilesAtRelease7() {
        ConstrainedCompile.assertModuleCompilesAtRelease7(List.of());
    }
}
