package bearssl.benchmarks.run;

import bearssl.benchmarks.BearsslLibrary;
import bearssl.benchmarks.page.Page;
import bearssl.benchmarks.page.Row;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Measures everything and writes the page with its plots, and the numbers in a file beside it. */
public final class Benchmarks {
    /** The numbers, in the folder of the page. */
    public static final String RESULTS = "results.tsv";

    private final Pass pass;
    private final List<Row> rows = new ArrayList<>();
    private final long start = System.nanoTime();

    private Benchmarks(Pass pass) {
        this.pass = pass;
    }

    /**
     * Runs it.
     *
     * @param args quick, full or tiny; the folder of the page; and {@code page} to make the page of the numbers there
     *     anew without measuring
     */
    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[1]);
        Path results = folder.resolve(RESULTS);
        if (args.length == 2) {
            Benchmarks self = new Benchmarks(Pass.of(args[0]));
            self.measure();
            self.rows.addAll(Machine.describe(self.pass));
            Files.createDirectories(folder);
            Files.write(results, self.rows.stream().map(Row::toLine).collect(Collectors.toList()));
        }
        List<Row> rows = new ArrayList<>();
        for (String line : Files.readAllLines(results, StandardCharsets.UTF_8)) {
            rows.add(Row.parse(line));
        }
        Page.write(folder, rows);
    }

    private void measure() throws IOException {
        absent("BearSSL in C", BearsslLibrary.absence());
        absent("whole connections", Broker.absence());
        for (Jvm.Mode mode : pass.modes()) {
            for (int version : pass.versions()) {
                Jvm jvm = Jvm.find(version, mode);
                if (jvm == null) {
                    absent("JDK " + version, "not on this machine");
                    continue;
                }
                rows.addAll(Primitives.measure(jvm, pass));
                say(jvm, "operations");
                if (Broker.absence() == null) {
                    measure(jvm);
                }
            }
        }
        if (pass.jmh() != null) {
            rows.addAll(JmhRun.measure(pass));
        }
    }

    private void measure(Jvm jvm) throws IOException {
        try (Broker broker = new Broker()) {
            rows.addAll(ColdStarts.measure(jvm, pass, broker));
            say(jvm, "cold starts");
            if (jvm.mode() == Jvm.Mode.C2) {
                rows.addAll(WarmPrograms.measure(jvm, pass, broker));
                say(jvm, "warm connections");
            }
        }
    }

    private void absent(String what, String reason) {
        if (reason != null) {
            rows.add(new Row(Row.ABSENT, "", what, reason, "", 0));
        }
    }

    private void say(Jvm jvm, String what) {
        System.err.println((System.nanoTime() - start) / 1000000000 + " s: JDK " + jvm.name() + ", " + what);
    }
}
