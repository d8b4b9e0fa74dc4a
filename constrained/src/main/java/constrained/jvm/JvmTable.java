package constrained.jvm;

import bearssl.benchmarks.Suite;
import bearssl.benchmarks.run.Broker;
import bearssl.benchmarks.run.Jvm;
import constrained.page.Section;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** The same exchange in different places, by this library and by the JDK's TLS: medians of some runs, taken in turns. */
public final class JvmTable {
    private static final int[] VERSIONS = {17, 25};
    private static final String[] CONTENDERS = {Suite.FAST, Suite.SMALL, Suite.JDK};

    private JvmTable() {
    }

    /** Measures. @param args the page, and how many runs */
    public static void main(String[] args) throws IOException {
        if (Broker.absence() != null) {
            throw new IllegalStateException(Broker.absence());
        }
        Path scratch = Files.createTempDirectory("images");
        StringBuilder table = new StringBuilder("""
                | | classes | metaspace, KB | peak RSS, MB | CPU, ms | wall, ms |
                |---|---|---|---|---|---|
                """);
        try (Broker broker = new Broker()) {
            for (int version : VERSIONS) {
                for (Jvm place : Places.all(version, scratch)) {
                    String row = row(place, broker, Integer.parseInt(args[1]));
                    System.out.print(row);
                    table.append(row);
                }
            }
        } finally {
            delete(scratch);
        }
        new Section(Path.of(args[0]), "jvms").write(table.toString());
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private static String row(Jvm place, Broker broker, int runs) throws IOException {
        List<List<Exchange>> samples = new ArrayList<>();
        for (String contender : CONTENDERS) {
            samples.add(new ArrayList<>());
        }
        for (int i = 0; i < runs; i++) {
            for (int k = 0; k < CONTENDERS.length; k++) {
                try {
                    samples.get(k).add(Exchange.measure(place, broker, CONTENDERS[k]));
                } catch (IOException e) {
                    if (!CONTENDERS[k].equals(Suite.JDK)) {
                        throw e;
                    }
                    System.out.println(place.name() + ", " + CONTENDERS[k] + " fails: " + e.getMessage().split("\n")[0]);
                }
            }
        }
        return "| " + place.name() + cell(samples, "%,.0f", Exchange::classes) + cell(samples, "%,.0f", Exchange::metaspace)
                + cell(samples, "%.1f", Exchange::memory) + cell(samples, "%,.0f", Exchange::cpu)
                + cell(samples, "%,.0f", Exchange::wall) + " |\n";
    }

    private static String cell(List<List<Exchange>> samples, String format, ToDoubleFunction<Exchange> value) {
        StringBuilder cell = new StringBuilder(" |");
        String before = " ";
        for (List<Exchange> runs : samples) {
            double[] sorted = runs.stream().mapToDouble(value).sorted().toArray();
            cell.append(before).append(sorted.length == 0 ? "fails"
                    : String.format(Locale.ROOT, format, sorted[sorted.length / 2]));
            before = " / ";
        }
        return cell.toString();
    }
}
