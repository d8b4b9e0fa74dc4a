package constrained.teavm;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A C compiler for what {@link Translation} makes. Java's arithmetic wraps around, which C's does only when told. */
public final class CCompiler {
    /** For a small program with the arithmetic of Java. */
    public static final List<String> FLAGS = List.of("-Os", "-fwrapv", "-fno-strict-aliasing", "-ffunction-sections",
            "-fdata-sections", "-w");
    private static final List<String> SHIM = List.of("shim.h", "shim.c");

    private CCompiler() {
    }

    /** Makes a 32-bit program. @param sources all.c and the rest @return the program, in the same folder */
    static Path compile32(Path sources) throws IOException {
        for (String file : SHIM) {
            try (InputStream in = CCompiler.class.getResourceAsStream(file)) {
                Files.write(sources.resolve(file), in.readAllBytes());
            }
        }
        Path program = sources.resolve("program");
        List<String> command = new ArrayList<>(List.of("gcc", "-m32"));
        command.addAll(FLAGS);
        command.addAll(List.of("-iquote", ".", "-Wl,--gc-sections", "-o", program.toString(), "all.c", "shim.c", "-lm"));
        run(sources, command);
        return program;
    }

    /** Runs a tool to its end. @return what it said @throws IOException if it fails; with that */
    public static String run(Path folder, List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes());
        try {
            if (process.waitFor() != 0) {
                throw new IOException(String.join(" ", command) + ": " + said);
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        return said;
    }
}
