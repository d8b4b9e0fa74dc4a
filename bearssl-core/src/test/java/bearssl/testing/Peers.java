package bearssl.testing;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;

/** Programs of the machine that tests talk to, such as {@code mosquitto} and {@code openssl}. */
public final class Peers {
    /** Besides PATH: Debian keeps daemons in sbin, which an ordinary user's PATH lacks. */
    private static final String DAEMON_FOLDERS = ":/usr/sbin:/usr/local/sbin:/sbin";

    private Peers() {
    }

    /** The path of the program; without it the test is skipped, or fails under CI. */
    public static Path require(String program) {
        return require(program, System.getenv("PATH") + DAEMON_FOLDERS, Ci.isCi());
    }

    static Path require(String program, String folders, boolean ci) {
        Path found = find(program, folders);
        if (found == null) {
            throw Ci.missing("no program '" + program + "' on this machine", ci);
        }
        return found;
    }

    private static Path find(String program, String folders) {
        for (String folder : folders.split(File.pathSeparator)) {
            Path p = Path.of(folder, program);
            if (Files.isExecutable(p) && !Files.isDirectory(p)) {
                return p;
            }
        }
        return null;
    }
}
