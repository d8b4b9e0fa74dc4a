package constrained.fleet;

import constrained.page.Section;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mqttlite.testing.TlsMosquitto;

/**
 * Lets {@code mqtt fleet} connect a hundred, a thousand and ten thousand clients to mosquitto over TLS from a JVM with a
 * heap of 128 MB, looks at them from outside, kills the broker and sees them come back. Writes the sections of
 * docs/FLEET.md.
 */
final class FleetRun {
    private static final int[] SIZES = {100, 1000, 10000};
    private static final int MOST = SIZES[SIZES.length - 1];
    private static final int DESCRIPTORS = MOST + 500;
    private static final int IDLE_SECONDS = 8;
    private static final int RATE = 2000;
    private static final int HIGH_RATE = 20000;
    private static final int WARM_UP = 3;
    private static final int SECONDS = 20;
    private static final int AWAY_MILLIS = 5000;
    private static final long SECOND = 1_000_000_000;

    private final Path root;
    private final Path work;
    private final Path jar;
    private TlsMosquitto broker;

    private FleetRun(Path root) throws IOException {
        this.root = root;
        work = Files.createDirectories(root.resolve("constrained/target/fleet"));
        jar = root.resolve("mqtt-lite/target/mqtt-lite-cli.jar");
    }

    public static void main(String[] args) throws Exception {
        new FleetRun(Path.of(args[0])).run();
    }

    private void run() throws Exception {
        if (!Outside.grantsDescriptors(DESCRIPTORS)) {
            throw new IOException(DESCRIPTORS + " descriptors are needed: raise the hard limit, ulimit -Hn");
        }
        Files.deleteIfExists(work.resolve("log"));
        broker = new TlsMosquitto(DESCRIPTORS, work, "max_connections -1\n", "");
        try {
            List<Size> sizes = new ArrayList<>();
            for (int members : SIZES) {
                sizes.add(new Size(members, idle(members), busy(members, RATE)));
            }
            Busy high = busy(MOST, HIGH_RATE);
            Return back = killAndReturn();
            String text = FleetPage.text(WARM_UP, sizes, high, back);
            System.out.println(text);
            new Section(root.resolve("docs/FLEET.md"), "fleet").write(text);
        } finally {
            broker.close();
        }
    }

    // ---- what is run

    private FleetProcess fleet(int members, int rate, int seconds, String prefix) throws IOException {
        return new FleetProcess(work, DESCRIPTORS, jar, List.of("localhost", "-p", Integer.toString(broker.port),
                "--cafile", work.resolve("ca.pem").toString(), "--connections", Integer.toString(members), "--rate",
                Integer.toString(rate), "--warm-up", Integer.toString(WARM_UP), "--duration", Integer.toString(seconds),
                "-i", prefix), System.out::println);
    }

    record Size(int members, Idle idle, Busy busy) {
    }

    record Idle(long liveBytes, long established, long inLog) {
    }

    // Everybody connected, nothing sent: what they take, and whether the kernel and the broker see them.
    private Idle idle(int members) throws Exception {
        String prefix = "idle" + members + "-";
        try (FleetProcess fleet = fleet(members, 0, IDLE_SECONDS, prefix)) {
            fleet.awaitConnected(members, 0);
            long established = Outside.established(broker.port);
            long live = fleet.liveBytes();
            fleet.end();
            String log = broker.process().log();
            long inLog = Pattern.compile("New client connected from \\S+ as (" + prefix + "\\d+) ").matcher(log).results()
                    .map(m -> m.group(1)).distinct().count();
            check(established == members, "ss counts " + established + " of " + members);
            check(inLog == members, "the broker's log names " + inLog + " of " + members);
            return new Idle(live, established, inLog);
        }
    }

    record Busy(int members, int rate, double connectsPerSecond, double seconds, long out, long in, long skipped, String p50,
            String p99, String p999, String max, long peakKb, double perSecond) {
    }

    private Busy busy(int members, int rate) throws Exception {
        try (FleetProcess fleet = fleet(members, rate, SECONDS, "busy" + members + "-")) {
            long start = System.nanoTime();
            fleet.awaitConnected(members, 0);
            String out = fleet.end();
            System.out.print(out);
            List<FleetProcess.Second> seconds = fleet.secondsAfter(start).stream().filter(s -> s.in() > 0).toList();
            List<FleetProcess.Second> steady = seconds.subList(1, seconds.size() - 1);
            double perSecond = steady.stream().mapToInt(FleetProcess.Second::in).average().orElse(0);
            Matcher connecting = find("connecting: ([\\d.]+) s, (\\d+) a second", out);
            Matcher messages = find("messages: out (\\d+), in (\\d+), missing \\d+, skipped (\\d+)", out);
            check(find("connected: (\\d+)", out).group(1).equals("" + members), "somebody was lost: " + out);
            return new Busy(members, rate, Double.parseDouble(connecting.group(2)), Double.parseDouble(connecting.group(1)),
                    Long.parseLong(messages.group(1)), Long.parseLong(messages.group(2)), Long.parseLong(messages.group(3)),
                    find("p50: ([\\d.]+)", out).group(1), find("p99: ([\\d.]+)", out).group(1),
                    find("p99\\.9: ([\\d.]+)", out).group(1), find("max: ([\\d.]+)", out).group(1), fleet.peakKb(), perSecond);
        }
    }

    record Return(int members, int awaySeconds, double noticed, double back, int mostAway, int mostBack, int mostInLog, long reconnects) {
    }

    // kill -9 of the broker with everybody connected; some seconds later there is one again.
    private Return killAndReturn() throws Exception {
        try (FleetProcess fleet = fleet(MOST, RATE, 120, "back-")) {
            fleet.awaitConnected(MOST, 0);
            Thread.sleep(5000);
            long killed = System.nanoTime();
            broker.process().kill();
            Thread.sleep(AWAY_MILLIS);
            double noticed = fleet.secondsAfter(killed).stream().filter(s -> s.connected() == 0)
                    .mapToDouble(s -> (s.nanos() - killed) / (double) SECOND).min().orElse(AWAY_MILLIS / 1000.0);
            int mostAway = fleet.secondsAfter(killed).stream().mapToInt(FleetProcess.Second::attempts).max().orElse(0);
            int logged = broker.process().log().length();
            broker.process().start();
            long started = System.nanoTime();
            FleetProcess.Second back = fleet.awaitConnected(MOST, started);
            int mostBack = fleet.secondsAfter(started).stream().mapToInt(FleetProcess.Second::attempts).max().orElse(0);
            String log = broker.process().log().substring(logged);
            long reconnects = Pattern.compile("New client connected from \\S+ as back-").matcher(log).results().count();
            return new Return(MOST, AWAY_MILLIS / 1000, noticed, (back.nanos() - started) / (double) SECOND, mostAway, mostBack, mostASecond(log),
                    reconnects);
        }
    }

    // By the broker's own time stamps.
    private static int mostASecond(String log) {
        Map<String, Integer> seconds = new TreeMap<>();
        Matcher m = Pattern.compile("(?m)^(\\d+): New connection from ").matcher(log);
        while (m.find()) {
            seconds.merge(m.group(1), 1, Integer::sum);
        }
        return seconds.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    }

    private static Matcher find(String regex, String text) throws IOException {
        Matcher m = Pattern.compile("(?m)^" + regex).matcher(text);
        if (!m.find()) {
            throw new IOException("no " + regex + " in " + text);
        }
        return m;
    }

    private static void check(boolean holds, String otherwise) throws IOException {
        if (!holds) {
            throw new IOException(otherwise);
        }
    }
}
