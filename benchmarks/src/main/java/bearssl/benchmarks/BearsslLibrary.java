package bearssl.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The C program of the suites, compiled with {@code cc -O2} when it is needed first. It is linked with the system's
 * libbearssl, or compiled together with the sources in the folder that the environment variable BEARSSL names.
 */
public final class BearsslLibrary {
    private static final Path PROGRAM =
            Path.of(System.getProperty("java.io.tmpdir"), "bearssl_operations-" + ProcessHandle.current().pid());
    private static final String SOURCES = System.getenv("BEARSSL");
    private static final String GIVEN = "bearssl.operations"; // the path of a program that is there already

    private static String reason;

    private BearsslLibrary() {
    }

    /** Which BearSSL it is. @return some words */
    public static String description() {
        return SOURCES == null ? "the system's libbearssl, compiled as its packager likes"
                : "sources, compiled with `cc -O2`";
    }

    /** Why there is no BearSSL on this machine. @return one line; null if there is */
    public static String absence() {
        try {
            program();
            return null;
        } catch (IOException e) {
            return e.getMessage();
        }
    }

    /**
     * The program.
     *
     * @throws IOException if there is no compiler, or no libbearssl; it says which
     */
    public static synchronized Path program() throws IOException {
        String given = System.getProperty(GIVEN);
        if (given != null) {
            return Path.of(given);
        }
        if (reason == null && !Files.exists(PROGRAM)) {
            reason = compile();
        }
        if (reason != null) {
            throw new IOException(reason);
        }
        return PROGRAM;
    }

    /** The flag by which another JVM finds the program instead of compiling it again. */
    public static String flag() throws IOException {
        return "-D" + GIVEN + "=" + program();
    }

    private static List<String> sources(Path folder) throws IOException {
        List<String> all = new ArrayList<>(List.of("-w", "-I" + folder.resolve("inc"), "-I" + folder.resolve("src")));
        try (Stream<Path> files = Files.walk(folder.resolve("src"))) {
            files.map(Path::toString).filter(name -> name.endsWith(".c")).forEach(all::add);
        }
        return all;
    }

    private static String compile() throws IOException {
        Path source = Files.createTempFile("bearssl_operations", ".c");
        try (InputStream in = BearsslLibrary.class.getResourceAsStream("bearssl_operations.c")) {
            Files.write(source, in.readAllBytes());
            List<String> command = new ArrayList<>(List.of("cc", "-O2", "-o", PROGRAM.toString(), source.toString()));
            command.addAll(SOURCES == null ? List.of("-lbearssl") : sources(Path.of(SOURCES)));
            Process cc = new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(cc.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            PROGRAM.toFile().deleteOnExit();
            return cc.waitFor() == 0 ? null : "no libbearssl: " + said.strip().lines().findFirst().orElse("cc failed");
        } catch (InterruptedException e) {
            throw new IOException(e);
        } catch (IOException e) {
            return "no C compiler: " + e.getMessage();
        } finally {
            Files.delete(source);
        }
    }
}
