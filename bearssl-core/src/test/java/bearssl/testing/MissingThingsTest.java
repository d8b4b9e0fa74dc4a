package bearssl.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

/** What is missing skips here and fails in CI, never passes. */
class MissingThingsTest {
    @Test
    void missingVectorsSkipLocallyAndFailInCi(@TempDir Path dir) {
        String root = dir.toString();
        TestAbortedException skipped = assertThrows(TestAbortedException.class,
                () -> Vectors.path(root, "wycheproof/absent.json", false));
        assertTrue(skipped.getMessage().contains("absent.json"), skipped.getMessage());
        assertThrows(AssertionError.class,
                () -> Vectors.path(root, "wycheproof/absent.json", true));
        assertThrows(TestAbortedException.class, () -> Vectors.path(null, "any", false));
        assertThrows(AssertionError.class, () -> Vectors.path(null, "any", true));
    }

    @Test
    void presentVectorsAreFound(@TempDir Path dir) throws Exception {
        Files.writeString(dir.resolve("some.rsp"), "Len = 0");
        assertEquals(dir.resolve("some.rsp"), Vectors.path(dir.toString(), "some.rsp", true));
    }

    @Test
    void missingProgramsSkipLocallyAndFailInCi() {
        TestAbortedException skipped = assertThrows(TestAbortedException.class,
                () -> Peers.require("no-such-program", "/bin:/usr/bin", false));
        assertTrue(skipped.getMessage().contains("no-such-program"), skipped.getMessage());
        assertThrows(AssertionError.class,
                () -> Peers.require("no-such-program", "/bin:/usr/bin", true));
        assertEquals(Path.of("/bin/sh"), Peers.require("sh", "/nowhere:/bin", true));
    }

    @Test
    void ciIsTheEnvironmentVariable() {
        assertTrue(Ci.isCi("true"));
        assertEquals(false, Ci.isCi(null));
        assertEquals(false, Ci.isCi("false"));
    }
}
