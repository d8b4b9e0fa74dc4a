package bearssl.benchmarks.run;

import bearssl.benchmarks.Jsse;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A JVM that measures or is measured, and answers lines. What it says on standard error is shown when it fails. */
public final class Child implements AutoCloseable {
    private static final String LIBRARIES = "bearssl-core|bearssl-x509|mqtt-lite";

    /** Its process. */
    public final Process process;
    private final BufferedReader answers;
    private final PrintWriter orders;
    private final Path log;

    /**
     * Starts one.
     *
     * @param classPath of {@link #classPath}
     * @param more      flags besides the JVM's own
     * @param command   main class and arguments
     */
    public Child(Jvm jvm, String classPath, List<String> more, String... command) throws IOException {
        log = Files.createTempFile("benchmark", ".log");
        List<String> all = new ArrayList<>(List.of(jvm.home().resolve("bin/java").toString()));
        all.addAll(jvm.flags());
        all.addAll(more);
        all.addAll(List.of(Jsse.P256, "-cp", classPath));
        all.addAll(List.of(command));
        process = new ProcessBuilder(all).redirectError(log.toFile()).start();
        answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        orders = new PrintWriter(process.getOutputStream(), true, StandardCharsets.UTF_8);
    }

    /** The class path that a program of these libraries would have: of this JVM's, whatever fits. */
    public static String classPath(String libraries) {
        String here = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        String wanted = "(.*/)?(benchmarks|constrained|" + LIBRARIES + ")(/target/classes/?|/target/[^/]*\\.jar|-[^/]*\\.jar)|(.*/)?("
                + libraries + ")-[^/]*\\.jar";
        List<String> found = new ArrayList<>();
        for (String entry : here.split(File.pathSeparator)) {
            if (entry.replace('\\', '/').matches(wanted)) {
                found.add(entry);
            }
        }
        return String.join(File.pathSeparator, found);
    }

    /** Its next line. @throws IOException if it ended; with what it said */
    public String answer() throws IOException {
        String line = answers.readLine();
        if (line == null) {
            throw new IOException("ended: " + process.info().commandLine().orElse("") + Files.readString(log));
        }
        return line;
    }

    /** Its next line. @return null if it has ended as it should */
    public String answerOrEnd() throws IOException {
        String line = answers.readLine();
        try {
            if (line == null && process.waitFor() != 0) {
                throw new IOException(Files.readString(log));
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        return line;
    }

    /** Tells it something. @return its next line */
    String ask(String order) throws IOException {
        orders.println(order);
        return answer();
    }

    /** Tells that there is no more to do, and waits for the end. */
    @Override
    public void close() throws IOException {
        orders.close();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        Files.delete(log);
    }
}
