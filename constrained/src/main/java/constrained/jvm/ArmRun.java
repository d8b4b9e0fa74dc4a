package constrained.jvm;

import constrained.page.Section;
import constrained.teavm.CCompiler;
import constrained.teavm.program.KnownAnswers;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The known answers on a 32-bit JVM for ARM, Debian's for armhf, under qemu. Its packages are fetched into a folder of
 * their own; no foreign architecture is added to this system. The folder is in memory, because listing one on ext4 fails
 * for a 32-bit program under qemu, which kills the JDK's cryptography.
 */
public final class ArmRun {
    private static final Path FOLDER = Path.of("/dev/shm/bearssl-armhf");
    private static final String SOURCE = "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg]"
            + " http://deb.debian.org/debian bookworm main\n";
    private static final String PACKAGE = "openjdk-17-jre-headless";
    private static final String JAVA = "usr/lib/jvm/java-17-openjdk-armhf/bin/java";

    private ArmRun() {
    }

    /** Runs it. @param args the page */
    public static void main(String[] args) throws IOException {
        Path root = FOLDER.resolve("root");
        try {
            unpack(root);
            String here = answers(List.of(System.getProperty("java.home") + "/bin/java"));
            List<String> arm = List.of("qemu-arm-static", "-L", root.toString(), root.resolve(JAVA).toString(), "-Xmx32m",
                    "-XX:+UseSerialGC");
            long start = System.nanoTime();
            String there = answers(arm);
            double seconds = (System.nanoTime() - start) / 1e9;
            if (!there.equals(here)) {
                throw new IOException("other answers: " + there);
            }
            List<String> version = new ArrayList<>(arm);
            version.add("-version");
            String name = CCompiler.run(FOLDER, version).split("\n")[2];
            String row = String.format(Locale.ROOT, "%s: the %d lines of known answers are the same, in %.0f s.%n", name,
                    here.split("\n").length, seconds);
            System.out.print(row);
            new Section(Path.of(args[0]), "armhf").write(row);
        } finally {
            CCompiler.run(Path.of("/"), List.of("rm", "-rf", FOLDER.toString()));
        }
    }

    private static String answers(List<String> java) throws IOException {
        List<String> command = new ArrayList<>(java);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), KnownAnswers.class.getName()));
        return CCompiler.run(FOLDER, command);
    }

    private static void unpack(Path root) throws IOException {
        for (String name : List.of("state/lists/partial", "cache/archives/partial", "root")) {
            Files.createDirectories(FOLDER.resolve(name));
        }
        Path settings = FOLDER.resolve("apt.conf");
        Path status = Files.writeString(FOLDER.resolve("state/status"), "");
        Path sources = Files.writeString(FOLDER.resolve("sources.list"), SOURCE);
        Files.writeString(settings, String.join("\n", "Dir::Etc::sourcelist \"" + sources + "\";",
                "Dir::Etc::sourceparts \"-\";", "APT::Architecture \"armhf\";", "APT::Architectures {\"armhf\";};",
                "Dir::State \"" + FOLDER.resolve("state") + "\";", "Dir::State::status \"" + status + "\";",
                "Dir::Cache \"" + FOLDER.resolve("cache") + "\";", "APT::Sandbox::User \"root\";", ""));
        String apt = "APT_CONFIG=" + settings;
        CCompiler.run(FOLDER, List.of("env", apt, "apt-get", "-q", "update"));
        CCompiler.run(FOLDER, List.of("env", apt, "apt-get", "-q", "-y", "install", "--no-install-recommends",
                "--download-only", PACKAGE));
        for (File archive : FOLDER.resolve("cache/archives").toFile().listFiles((dir, name) -> name.endsWith(".deb"))) {
            CCompiler.run(FOLDER, List.of("dpkg-deb", "-x", archive.toString(), root.toString()));
        }
        try (Stream<Path> all = Files.walk(root.resolve("usr/lib/jvm"))) {
            for (Path link : all.filter(Files::isSymbolicLink).toList()) {
                Path target = Files.readSymbolicLink(link);
                if (target.isAbsolute()) { // into etc, of the wrong root
                    Files.delete(link);
                    Files.createSymbolicLink(link, link.getParent().relativize(root.resolve(target.toString().substring(1))));
                }
            }
        }
    }
}
