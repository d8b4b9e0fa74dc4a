package mqttlite.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import mqttlite.testing.MosquittoProcess;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} in the middle of pub and sub with --store, again and again, with mosquitto on the other side. */
class KilledProcessTest {
    private static final int KILLS = 4;
    private static final int MOST = 40;
    private static final String END = "end of output";
    private static final long SEED = new Random().nextLong();

    @TempDir
    static Path folder;

    private static int port;
    private static MosquittoProcess broker;

    @BeforeAll
    static void start() throws IOException {
        port = MosquittoProcess.freePort();
        broker = new MosquittoProcess(folder, "listener " + port + " 127.0.0.1\nallow_anonymous true\n"
                + "max_queued_messages 0\nmax_queued_bytes 0\n", port);
    }

    @AfterAll
    static void stop() {
        if (broker != null) {
            broker.close();
        }
    }

    private static String[] args(String command, String id, String... more) {
        List<String> args = new ArrayList<>(List.of(command, "-h", "127.0.0.1", "-p", "" + port, "-q", "2", "-c", "-i", id,
                "-W", "60"));
        args.addAll(List.of(more));
        return args.toArray(new String[0]);
    }

    private static Process process(String... args) throws IOException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx16m", "-Xshare:auto", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"),
                "mqttlite.cli.Main"));
        command.addAll(List.of(args));
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.appendTo(folder.resolve("err").toFile())).start();
    }

    private static String next(BlockingQueue<String> lines) throws InterruptedException {
        String line = lines.poll(30, TimeUnit.SECONDS);
        assertTrue(line != null, "nothing came; seed " + SEED + ", " + errors() + ", broker: " + broker.log());
        return line;
    }

    private static int number(BlockingQueue<String> lines) throws InterruptedException {
        return number(next(lines));
    }

    private static int number(String line) {
        assertTrue(!line.equals(END), () -> "ended; seed " + SEED + ", " + errors() + ", broker: " + broker.log());
        return Integer.parseInt(line);
    }

    private static String errors() {
        try {
            return Files.readString(folder.resolve("err"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static BlockingQueue<String> linesOf(InputStream in) {
        BlockingQueue<String> lines = new LinkedBlockingQueue<>();
        Thread reader = new Thread(() -> {
            try (BufferedReader text = new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))) {
                for (String line = text.readLine(); line != null; line = text.readLine()) {
                    lines.add(line);
                }
            } catch (IOException e) {
                return; // killed
            } finally {
                lines.add(END);
            }
        });
        reader.setDaemon(true);
        reader.start();
        return lines;
    }

    @Test
    void nothingThatPubTookInIsLostOrDoubled() throws Exception {
        Random random = new Random(SEED);
        String store = folder.resolve("pub-session").toString();
        Process watcher = process(args("sub", "watcher", "-t", "taken"));
        BlockingQueue<String> arrived = linesOf(watcher.getInputStream());
        try {
            // Once the first message has come back, the subscription stands.
            Cli.run(args("pub", "taken", "-t", "taken", "-m", "0", "-r", "--store", store)).exits(0);
            int last = number(arrived);
            for (int i = 0; i < KILLS; i++) {
                Process pub = process(args("pub", "taken", "-t", "taken", "-l", "--store", store, "--reconnect"));
                feed(pub.getOutputStream(), last + 1, 10 * MOST);
                int until = last + 1 + random.nextInt(MOST);
                while (last < until) {
                    assertEquals(++last, number(arrived), () -> "seed " + SEED);
                }
                pub.destroyForcibly().waitFor();
                // What it had taken in comes now: all of it, once, in order. Where that ends tells the mark behind it.
                Cli.run(args("pub", "taken", "-t", "taken", "-m", "mark", "--store", store)).exits(0);
                for (String line = next(arrived); !line.equals("mark"); line = next(arrived)) {
                    assertEquals(++last, number(line), () -> "seed " + SEED);
                }
            }
        } finally {
            watcher.destroy();
        }
    }

    // More numbers than are waited for, until nobody reads them. The end of input is not among them.
    private static void feed(OutputStream to, int first, int count) {
        Thread feeder = new Thread(() -> {
            try {
                for (int n = first; n < first + count; n++) {
                    to.write((n + "\n").getBytes(StandardCharsets.US_ASCII));
                    to.flush();
                }
            } catch (IOException e) {
                return; // killed
            }
        });
        feeder.setDaemon(true);
        feeder.start();
    }

    @Test
    void subPrintsEverythingAndTwiceOnlyWhatItWasKilledAt() throws Exception {
        Random random = new Random(SEED);
        String[] sub = args("sub", "reader", "-t", "read", "--store", folder.resolve("sub-session").toString());
        Cli.run(args("pub", "first", "-t", "read", "-m", "0", "-r")).exits(0);
        Process process = process(sub);
        BlockingQueue<String> lines = linesOf(process.getInputStream());
        int last = number(lines);
        // Or each subscription would bring it again.
        Cli.run(args("pub", "last", "-t", "read", "-n", "-r")).exits(0);
        assertEquals("", next(lines));
        int count = 500;
        Process pub = process(args("pub", "writer", "-t", "read", "-l"));
        feed(pub.getOutputStream(), 1, 2 * count);
        try {
            for (int kill = 0; last < count; kill++) {
                boolean isLast = kill == KILLS;
                int until = isLast ? count : last + 1 + random.nextInt(count / KILLS);
                while (last < until) {
                    assertEquals(++last, number(lines), () -> "seed " + SEED);
                }
                process.destroyForcibly().waitFor();
                for (String line = next(lines); !line.equals(END); line = next(lines)) {
                    assertEquals(++last, number(line), () -> "seed " + SEED);
                }
                if (!isLast) {
                    process = process(sub);
                    lines = linesOf(process.getInputStream());
                    // Printed, not stored: the last one may come again.
                    int again = number(lines);
                    assertTrue(again == last || again == last + 1, last + ", then " + again + "; seed " + SEED);
                    last = again;
                }
            }
        } finally {
            process.destroyForcibly();
            pub.destroyForcibly();
        }
    }
}
