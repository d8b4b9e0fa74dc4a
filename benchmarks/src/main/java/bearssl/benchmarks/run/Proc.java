package bearssl.benchmarks.run;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** What Linux knows about a process. */
public final class Proc {
    private static final long KIB = 1024;
    private static final long TICK = 10000000; // nanoseconds, USER_HZ

    private Proc() {
    }

    private static Path folder(Process process) {
        return Path.of("/proc", Long.toString(process.pid()));
    }

    /** Nanoseconds on a processor, exactly, of all threads that are alive: for a JVM so young that it has ended none. */
    public static long youngCpuNanos(Process process) throws IOException {
        long sum = 0;
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(folder(process).resolve("task"))) {
            for (Path thread : threads) {
                sum += threadNanos(thread);
            }
        }
        return sum;
    }

    private static long threadNanos(Path thread) throws IOException {
        try {
            return Long.parseLong(Files.readString(thread.resolve("schedstat")).split(" ")[0]);
        } catch (NoSuchFileException e) {
            return 0; // has ended since the folder was read
        }
    }

    /** Nanoseconds on a processor of all threads that there ever were, in steps of 10 ms. */
    public static long cpuNanos(Process process) throws IOException {
        // Behind the name in parentheses, the first field is the third one of proc(5).
        String[] fields = Files.readString(folder(process).resolve("stat")).replaceAll(".*\\) ", "").split(" ");
        return (Long.parseLong(fields[14 - 3]) + Long.parseLong(fields[15 - 3])) * TICK;
    }

    /** The most memory that it ever had at a time, in bytes. */
    public static long peakBytes(Process process) throws IOException {
        for (String line : Files.readAllLines(folder(process).resolve("status"))) {
            if (line.startsWith("VmHWM:")) {
                return KIB * Long.parseLong(line.replaceAll("[^0-9]", ""));
            }
        }
        throw new IOException("no VmHWM");
    }
}
