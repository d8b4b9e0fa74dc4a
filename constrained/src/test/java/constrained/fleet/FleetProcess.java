package constrained.fleet;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code mqtt fleet} in a JVM of 128 MB of its own, with a thread that reads its lines, and looked at from outside. */
final class FleetProcess implements AutoCloseable {
    static final String HEAP = "-Xmx128m";

    private static final Pattern LINE = Pattern.compile("(\\d+) s: connected (\\d+), .*; attempts/s (\\d+), connects/s (\\d+); "
            + "messages/s out (\\d+), in (\\d+); .*; lost (\\d+).*");
    private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+(\\d+) kB");
    private static final Pattern TOTAL = Pattern.compile("Total\\s+(\\d+)\\s+(\\d+)");

    /** A line of standard error. @param nanos when it came */
    record Second(long nanos, int connected, int attempts, int connects, int out, int in, int lost) {
    }

    private final Process process;
    private final List<Second> seconds = new ArrayList<>(); // guarded by itself
    private final Path out;
    private long peakKb; // guarded by seconds

    /**
     * Starts it.
     *
     * @param folder      for its standard output
     * @param descriptors that it may have open
     * @param jar         of the command line
     * @param args        behind {@code fleet}
     */
    FleetProcess(Path folder, int descriptors, Path jar, List<String> args, Consumer<String> progress) throws IOException {
        out = folder.resolve("out");
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", "ulimit -n " + descriptors + " && exec \"$0\" \"$@\"",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), HEAP, "-jar", jar.toString(), "fleet"));
        command.addAll(args);
        process = new ProcessBuilder(command).redirectOutput(out.toFile()).start();
        Thread reader = new Thread(() -> read(progress), "lines");
        reader.setDaemon(true);
        reader.start();
    }

    private void read(Consumer<String> progress) {
        try (BufferedReader err = process.errorReader()) {
            for (String line = err.readLine(); line != null; line = err.readLine()) {
                progress.accept(line);
                Matcher m = LINE.matcher(line);
                long kb = peak();
                synchronized (seconds) {
                    peakKb = Math.max(peakKb, kb);
                    if (m.matches()) {
                        seconds.add(new Second(System.nanoTime(), number(m, 2), number(m, 3), number(m, 4), number(m, 5),
                                number(m, 6), number(m, 7)));
                    }
                }
            }
        } catch (IOException e) {
            return; // it was ended
        }
    }

    private static int number(Matcher m, int group) {
        return Integer.parseInt(m.group(group));
    }

    private long peak() {
        try {
            Matcher m = PEAK.matcher(Files.readString(Path.of("/proc/" + process.pid() + "/status")));
            return m.find() ? Long.parseLong(m.group(1)) : 0;
        } catch (IOException e) {
            return 0; // it has ended
        }
    }

    /** Waits until so many are connected, after a time of {@link System#nanoTime}. @return the line that says so */
    Second awaitConnected(int members, long after) throws InterruptedException {
        for (;;) {
            Thread.sleep(50);
            synchronized (seconds) {
                Second last = seconds.isEmpty() ? null : seconds.get(seconds.size() - 1);
                if (last != null && last.nanos > after && last.connected == members) {
                    return last;
                }
            }
            if (!process.isAlive()) {
                throw new IllegalStateException("the fleet has ended, exit code " + process.exitValue());
            }
        }
    }

    /** The lines that came after a time. */
    List<Second> secondsAfter(long nanos) {
        synchronized (seconds) {
            return seconds.stream().filter(s -> s.nanos > nanos).toList();
        }
    }

    /** The most memory of the machine that it has had, as of the last line. */
    long peakKb() {
        synchronized (seconds) {
            return peakKb;
        }
    }

    /** Bytes of its heap that are reachable, counted by a full collection. */
    long liveBytes() throws IOException {
        String table = Outside.run(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(process.pid()), "GC.class_histogram");
        Matcher m = TOTAL.matcher(table);
        if (!m.find()) {
            throw new IOException("no histogram: " + table);
        }
        return Long.parseLong(m.group(2));
    }

    /** Waits for the end. @return its standard output */
    String end() throws IOException, InterruptedException {
        int exit = process.waitFor();
        String text = Files.readString(out);
        if (exit != 0) {
            throw new IOException("exit code " + exit + ": " + text);
        }
        return text;
    }

    @Override
    public void close() {
        process.destroy();
    }
}
