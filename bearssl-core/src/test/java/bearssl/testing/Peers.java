package bearssl.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;

/**
 * Programs of the machine that tests talk to, such as {@code mosquitto} and {@code openssl}, and libraries of the
 * machine behind small C programs of ours.
 */
public final class Peers {
    /** Besides PATH: Debian keeps daemons in sbin, which an ordinary user's PATH lacks. */
    private static final String DAEMON_FOLDERS = ":/usr/sbin:/usr/local/sbin:/sbin";

    private Peers() {
    }

    /** The path of the program; without it the test is skipped, or fails under CI. */
    public static Path require(String program) {
        return require(program, System.getenv("PATH") + DAEMON_FOLDERS, Ci.isCi());
    }

    /** The path of the program; null if it is not on this machine. */
    public static Path find(String program) {
        return find(program, System.getenv("PATH") + DAEMON_FOLDERS);
    }

    static Path require(String program, String folders, boolean ci) {
        Path found = find(program, folders);
        if (found == null) {
            throw Ci.missing("no program '" + program + "' on this machine", ci);
        }
        return found;
    }

    /**
     * A program made with {@code cc -O2} from one C file and libraries of the machine; without the compiler or a
     * library the test is skipped, or fails under CI. A program newer than all files in its source's folder is not made
     * again.
     *
     * @param source    the C file; that it does not compile is a failure, not a lack
     * @param program   where the program goes; its folder is made if need be
     * @param header    of the libraries
     * @param libraries as in {@code -l}
     */
    public static Path compile(Path source, Path program, String header, String... libraries) {
        return compile(source, program, Ci.isCi(), header, libraries);
    }

    static Path compile(Path source, Path program, boolean ci, String header, String... libraries) {
        Path cc = require("cc", System.getenv("PATH"), ci);
        try {
            if (isNewer(program, source.toAbsolutePath().getParent())) {
                return program;
            }
            Files.createDirectories(program.toAbsolutePath().getParent());
            Path made = Files.createTempFile(program.toAbsolutePath().getParent(), "cc", "");
            Path probe = Files.writeString(Files.createTempFile("probe", ".c"),
                    "#include <" + header + ">\nint main(void) { return 0; }\n");
            try {
                if (!messages(cc, probe, made, libraries).isEmpty()) {
                    throw Ci.missing("no " + List.of(libraries) + " with " + header + " on this machine", ci);
                }
                String messages = messages(cc, source, made, libraries);
                if (!messages.isEmpty()) {
                    throw new AssertionError("cc " + source + ": " + messages);
                }
                // in one step, as another test may be doing the same
                return Files.move(made, program, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(probe);
                Files.deleteIfExists(made);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isNewer(Path program, Path sources) throws IOException {
        if (!Files.exists(program)) {
            return false;
        }
        FileTime made = Files.getLastModifiedTime(program);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(sources)) {
            for (Path file : files) {
                if (Files.getLastModifiedTime(file).compareTo(made) >= 0) {
                    return false;
                }
            }
        }
        return true;
    }

    /** What the compiler said: nothing if all went well. */
    private static String messages(Path cc, Path source, Path program, String... libraries) throws IOException {
        List<String> command = new ArrayList<>(List.of(cc.toString(), "-std=c99", "-O2", "-Wall", "-Wextra"));
        command.addAll(List.of("-o", program.toString(), source.toString()));
        for (String library : libraries) {
            command.add("-l" + library);
        }
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            return process.waitFor() == 0 || !said.isEmpty() ? said : "exit status " + process.exitValue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
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
