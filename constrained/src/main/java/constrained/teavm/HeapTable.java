package constrained.teavm;

import bearssl.benchmarks.run.Broker;
import constrained.page.Section;
import constrained.teavm.program.Device;
import constrained.teavm.program.TightExchange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** The smallest heaps of {@link TightExchange}, for the page. */
public final class HeapTable {
    private static final int MESSAGES = 100;

    private HeapTable() {
    }

    /** Measures. @param args the page, and a folder for what is compiled */
    public static void main(String[] args) throws IOException {
        if (Broker.absence() != null) {
            throw new IllegalStateException(Broker.absence());
        }
        Path sources = Path.of(args[1]);
        Files.createDirectories(sources);
        Translation.toC(TightExchange.class, sources);
        Path program = CCompiler.compile32(sources);
        StringBuilder table = new StringBuilder("| bytes | smallest heap | in use after the set-up | on a live connection |"
                + " resumed |\n|---|---|---|---|---|\n");
        for (Mode mode : Mode.values()) {
            try (TightRun run = new TightRun(program, mode)) {
                int heap = run.smallestHeap(MESSAGES);
                Map<Integer, Integer> reports = run.run(heap, MESSAGES);
                String row = String.format(Locale.ROOT, "| %s | %,d | %,d | %,d | %,d |%n", mode.title, heap,
                        reports.get(Device.SET_UP), reports.get(Device.CONNECTED),
                        reports.get(Device.RESUMED));
                System.out.print(row);
                table.append(row);
            }
        }
        new Section(Path.of(args[0]), "heap").write(table.toString());
    }
}
