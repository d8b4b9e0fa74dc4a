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
    void missingLibrariesSkipLocallyAndFailInCi(@TempDir Path dir) throws Exception {
        Peers.require("cc");
        Path source = Files.writeString(dir.resolve("a.c"), "int main(void) { return 0; }\n");
        TestAbortedException skipped = assertThrows(TestAbortedException.class,
                () -> Peers.compile(source, dir.resolve("a"), false, "stdio.h", "no-such-library"));
        assertTrue(skipped.getMessage().contains("no-such-library"), skipped.getMessage());
        assertThrows(AssertionError.class,
                () -> Peers.compile(source, dir.resolve("a"), true, "stdio.h", "no-such-library"));
        assertThrows(AssertionError.class,
                () -> Peers.compile(source, dir.resolve("a"), true, "no-such-header.h", "pthread"));
        assertEquals(false, Files.exists(dir.resolve("a")));
    }

    @Test
    void programsAreMadeAndTheirMistakesFail(@TempDir Path dir) throws Exception {
        Peers.require("cc");
        Path source = Files.writeString(dir.resolve("a.c"), "int main(void) { return 3; }\n");
        Path program = Peers.compile(source, dir.resolve("made/a"), true, "pthread.h", "pthread");
        assertEquals(3, new ProcessBuilder(program.toString()).start().waitFor());
        Path wrong = Files.writeString(dir.resolve("b.c"), "int main(void) { return x; }\n");
        AssertionError failed = assertThrows(AssertionError.class,
                () -> Peers.compile(wrong, dir.resolve("b"), false, "pthread.h", "pthread"));
        assertTrue(failed.getMessage().contains("b.c"), failed.getMessage());
    }

    @Test
    void ciIsTheEnvironmentVariable() {
        assertTrue(Ci.isCi("true"));
        assertEquals(false, Ci.isCi(null));
        assertEquals(false, Ci.isCi("false"));
    }
}
