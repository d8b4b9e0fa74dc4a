package constrained.teavm;

import bearssl.testing.Ci;
import bearssl.testing.Peers;
import java.nio.file.Files;
import java.nio.file.Path;

/** A compiler that makes 32-bit programs. */
final class Gcc32 {
    private static final Path START_FILE = Path.of("/usr/lib32/crt1.o");

    private Gcc32() {
    }

    /** Skips the running test where there is none; fails it under CI. */
    static void require() {
        Peers.require("gcc");
        if (!Files.exists(START_FILE)) {
            throw Ci.missing("gcc has no -m32 here: Debian's gcc-multilib brings it");
        }
    }
}
