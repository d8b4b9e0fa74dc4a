package constrained.teavm;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bearssl.testing.Peers;
import constrained.teavm.program.TightExchange;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** TLS and MQTT in a Java heap of kilobytes, as a 32-bit program, against mosquitto. */
@Timeout(180)
class TightExchangeTest {
    @TempDir
    private static Path sources;
    private static Path program;

    @BeforeAll
    static void translate() throws IOException {
        Peers.require("mosquitto");
        Gcc32.require();
        Translation.toC(TightExchange.class, sources);
        program = CCompiler.compile32(sources);
    }

    /** Half of the heap that is promised, and a control that is too small: the buffers alone take 5 KB. */
    @ParameterizedTest
    @EnumSource
    void connectsPublishesReceivesAndResumesInHalfThePromisedHeap(Mode mode) throws IOException {
        try (TightRun run = new TightRun(program, mode)) {
            Map<Integer, Integer> reports = run.run(1024 * mode.promised / 2, 20);
            assertTrue(TightRun.isRight(reports), () -> mode + ": " + reports);
            assertFalse(TightRun.isRight(run.run(8192, 20)), "8 KB are too small");
        }
    }
}
