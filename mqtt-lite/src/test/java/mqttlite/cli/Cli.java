package mqttlite.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Runs the command line inside the test's JVM. */
final class Cli {
    private static final int PATIENCE_SECONDS = 60;

    private Cli() {
    }

    /** What a run left behind. */
    record Result(int exit, byte[] bytes, String err) {
        String out() {
            return new String(bytes, StandardCharsets.UTF_8);
        }

        Result exits(int code) {
            assertEquals(code, exit, "exit code; standard error: " + err);
            return this;
        }

        /** Exit 1 with exactly one line that begins with this code and name. */
        Result failsWith(String codeAndName) {
            exits(1);
            assertTrue(lastLine().startsWith("error=" + codeAndName + " "), err);
            assertTrue(lastLine().contains("; "), err);
            return this;
        }

        Result says(String text) {
            assertTrue(err.contains(text), () -> "'" + text + "' expected in: " + err);
            assertFalse(err.contains("\tat "), err);
            return this;
        }

        String lastLine() {
            String[] lines = err.split("\n");
            return lines[lines.length - 1];
        }
    }

    static Result run(String... args) {
        return run(new byte[0], args);
    }

    static Result run(byte[] stdin, String... args) {
        return run(new ByteArrayInputStream(stdin), args);
    }

    static Result run(InputStream stdin, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        return run(stdin, out, out, args);
    }

    static Result run(InputStream stdin, OutputStream out, ByteArrayOutputStream kept, String... args) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exit = Main.run(args, stdin, out, new PrintStream(err, true, StandardCharsets.UTF_8));
        return new Result(exit, kept.toByteArray(), err.toString(StandardCharsets.UTF_8));
    }

    /** Starts a run on another thread. */
    static CompletableFuture<Result> start(String... args) {
        return start(() -> run(args));
    }

    /** Starts anything on a thread of its own: the common pool has a single one on a machine with two processors. */
    static CompletableFuture<Result> start(Supplier<Result> work) {
        return CompletableFuture.supplyAsync(work, task -> {
            Thread thread = new Thread(task, "command");
            thread.setDaemon(true);
            thread.start();
        });
    }

    static Result await(CompletableFuture<Result> running) {
        try {
            return running.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError("the command did not end", e);
        }
    }
}
