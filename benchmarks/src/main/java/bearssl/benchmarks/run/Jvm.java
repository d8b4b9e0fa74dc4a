package bearssl.benchmarks.run;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A JVM with flags.
 *
 * @param name  its version, and what is peculiar about it
 * @param home  where it is
 * @param flags what to start it with
 */
public record Jvm(String name, Path home, List<String> flags) {
    /** The compilers C1 and C2, as a JVM decides; C1 alone; the interpreter. */
    public enum Mode {
        C2(""), C1(" C1", "-XX:TieredStopAtLevel=1"), INTERPRETER(" -Xint", "-Xint");

        final String suffix; // of a JVM's name
        final List<String> flags;

        Mode(String suffix, String... flags) {
            this.suffix = suffix;
            this.flags = List.of(flags);
        }
    }

    /** A JVM of this machine: this one, or one beside it. @return null if there is none of that version */
    public static Jvm find(int version, Mode mode) throws IOException {
        Path here = Path.of(System.getProperty("java.home")).toRealPath();
        List<Path> homes = new ArrayList<>(List.of(here));
        try (DirectoryStream<Path> beside = Files.newDirectoryStream(here.getParent())) {
            beside.forEach(homes::add);
        }
        for (Path home : homes) {
            Path release = home.resolve("release");
            if (Files.isExecutable(home.resolve("bin/java")) && Files.exists(release)
                    && Files.readString(release).contains("JAVA_VERSION=\"" + version)) {
                return new Jvm(version + mode.suffix, home, mode.flags);
            }
        }
        return null;
    }

    public Mode mode() {
        return flags.equals(Mode.C1.flags) ? Mode.C1 : flags.isEmpty() ? Mode.C2 : Mode.INTERPRETER;
    }

    /** What it says about itself. @return for example {@code OpenJDK 64-Bit Server VM 17.0.15+6-Debian-1deb12u1} */
    public String description() throws IOException {
        Process process = new ProcessBuilder(home.resolve("bin/java").toString(), "-XshowSettings:properties", "-version")
                .redirectErrorStream(true).start();
        String name = "";
        String version = "";
        for (String line : new String(process.getInputStream().readAllBytes()).split("\n")) {
            String[] pair = line.strip().split(" = ", 2);
            name = pair[0].equals("java.vm.name") ? pair[1] : name;
            version = pair[0].equals("java.runtime.version") ? pair[1] : version;
        }
        return name + " " + version;
    }
}
