package bearssl.benchmarks.page;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The page: how far the targets are met, then plots and tables, ratios before numbers. */
public final class Page {
    /** Its name in the folder. */
    public static final String FILE = "README.md";

    private final Path folder;
    private final List<Row> rows;
    private final Set<String> jvms = new LinkedHashSet<>();
    private final String base;
    private final StringBuilder text = new StringBuilder();

    private Page(Path folder, List<Row> rows) {
        this.folder = folder;
        this.rows = rows;
        rows.stream().filter(row -> !row.jvm().isEmpty()).forEach(row -> jvms.add(row.jvm()));
        base = rows.stream().anyMatch(row -> row.contender().equals("fast")) ? "fast" : "small";
    }

    /** Writes it, and its plots beside it. */
    public static void write(Path folder, List<Row> rows) throws IOException {
        Page page = new Page(folder, rows);
        page.introduction();
        page.targets();
        page.profiles();
        for (String jvm : page.jvms) {
            page.operations(jvm);
        }
        page.allocation();
        page.programs(Row.COLD, "Cold: from the start of the JVM to PUBACK");
        page.programs(Row.WARM, "Warm connections");
        page.programs(Row.JMH, "The same operations by JMH");
        Files.writeString(folder.resolve(FILE), page.text.toString());
    }

    private void line(String s) {
        text.append(s).append('\n');
    }

    private void introduction() {
        line(Words.HEAD);
        line("| | |");
        line("|---|---|");
        for (Row row : rows) {
            if (row.group().equals(Row.ABOUT)) {
                line("| " + row.what() + " | " + row.contender() + " |");
            } else if (row.group().equals(Row.ABSENT)) {
                line("| not measured: " + row.what() + " | " + row.contender() + " |");
            }
        }
        line("");
        line(Words.METHOD);
    }

    private void targets() {
        line("## Targets\n");
        int head = text.length();
        int met = 0;
        int missed = 0;
        line("| ratio | " + String.join(" | ", jvms) + " |");
        line("|---|" + "---|".repeat(jvms.size()));
        for (Target target : Target.ALL) {
            List<String> cells = new ArrayList<>();
            boolean any = false;
            for (String jvm : jvms) {
                double ratio = target.jvms().test(jvm) ? target.ratio(rows, jvm) : Double.NaN;
                if (Double.isNaN(ratio)) {
                    cells.add("");
                } else if (target.isMet(ratio)) {
                    cells.add(ratio(ratio));
                    met++;
                } else {
                    cells.add("**" + ratio(ratio) + "**");
                    missed++;
                }
                any |= !Double.isNaN(ratio);
            }
            if (any) {
                line("| " + target.text() + " | " + String.join(" | ", cells) + " |");
            }
        }
        line("");
        text.insert(head, "Ratios: " + met + " meet their target, " + missed + " miss it, and are bold.\n\n");
    }

    private void profiles() {
        line("## What the profiles cost\n");
        line("Bytes of heap, and µs on JDK " + jvms.iterator().next()
                + ". Code is in [SIZE.md](../SIZE.md), memory by its parts in [MEMORY.md](../MEMORY.md).\n");
        List<String> profiles = new ArrayList<>(Table.of(rows, Row.PROFILE, "", "B").contenders());
        line("| |" + profiles.stream().map(p -> " " + Names.of(p) + " |").reduce("", String::concat));
        line("|---|" + "---|".repeat(profiles.size()));
        profileLine(profiles, Row.PROFILE, "", "workspace of a handshake", "B");
        String jvm = jvms.iterator().next();
        profileLine(profiles, Row.WARM, jvm, "heap of a connection", "B");
        profileLine(profiles, Row.WARM, jvm, "connect, ECDHE_RSA and CA", "us");
        profileLine(profiles, Row.WARM, jvm, "connect, resumed", "us");
        for (String operation : Table.of(rows, Row.PRIMITIVE, jvm, "us").operations()) {
            profileLine(profiles, Row.PRIMITIVE, jvm, operation, "us");
        }
        line("");
    }

    private void profileLine(List<String> profiles, String group, String jvm, String what, String unit) {
        Table table = Table.of(rows, group, jvm, unit);
        line("| " + what + (unit.equals("B") ? ", bytes" : "") + " |" + profiles.stream()
                .map(p -> " " + (unit.equals("B") ? bytes(table.value(what, p)) : cell(table.value(what, p))) + " |")
                .reduce("", String::concat));
    }

    private void operations(String jvm) throws IOException {
        Table table = Table.of(rows, Row.PRIMITIVE, jvm, "us");
        if (table.isEmpty()) {
            return;
        }
        line("## Operations, JDK " + jvm + "\n");
        String plot = ("operations-" + jvm.replaceAll("[^0-9A-Za-z]+", "-")).toLowerCase() + ".svg";
        List<String> plotted = new ArrayList<>(table.operations());
        plotted.removeIf(name -> name.startsWith("handshake"));
        Plot.write(folder.resolve(plot), "Time of an operation, JDK " + jvm, table, plotted, base);
        line("![](" + plot + ")\n");
        line("Multiples of " + Names.of(base) + ", then µs:\n");
        matrix(table);
    }

    private void matrix(Table table) {
        List<String> contenders = new ArrayList<>();
        Names.inOrder().forEach(contenders::add);
        contenders.retainAll(table.contenders());
        StringBuilder head = new StringBuilder("| |");
        contenders.stream().filter(c -> !c.equals(base)).forEach(c -> head.append(" × ").append(Names.of(c)).append(" |"));
        contenders.forEach(c -> head.append(' ').append(Names.of(c)).append(" |"));
        line(head.toString());
        line("|---|" + "---|".repeat(2 * contenders.size() - 1));
        for (String operation : table.operations()) {
            String unit = table.unit(operation);
            StringBuilder row = new StringBuilder("| " + operation + (unit.isEmpty() || unit.equals("us") ? "" : ", " + unit)
                    + " |");
            contenders.stream().filter(c -> !c.equals(base))
                    .forEach(c -> row.append(' ').append(ratio(table.ratio(operation, c, base))).append(" |"));
            contenders.forEach(c -> row.append(' ').append(cell(table.value(operation, c))).append(" |"));
            line(row.toString());
        }
        line("");
    }

    private static String cell(double v) {
        return Double.isNaN(v) ? "" : Row.number(v);
    }

    private static String ratio(double v) {
        return Double.isNaN(v) ? "" : v < 10 ? String.format(Locale.ROOT, "%.2f", v) : Row.number(v);
    }

    private void allocation() {
        String jvm = jvms.iterator().next();
        Table table = Table.of(rows, Row.PRIMITIVE, jvm, "B");
        line("## Bytes allocated by an operation, JDK " + jvm + "\n");
        List<String> contenders = new ArrayList<>(table.contenders());
        line("| |" + contenders.stream().map(c -> " " + Names.of(c) + " |").reduce("", String::concat));
        line("|---|" + "---|".repeat(contenders.size()));
        for (String operation : table.operations()) {
            line("| " + operation + " |" + contenders.stream().map(c -> " " + bytes(table.value(operation, c)) + " |")
                    .reduce("", String::concat));
        }
        line("");
    }

    private static String bytes(double v) {
        return Double.isNaN(v) ? "" : Long.toString(Math.round(v));
    }

    private void programs(String group, String title) throws IOException {
        boolean first = true;
        for (String jvm : jvms) {
            Table table = Table.of(rows, group, jvm, null);
            if (!table.isEmpty()) {
                line("## " + title + ", JDK " + jvm + "\n");
                if (first && !group.equals(Row.JMH)) {
                    String plot = group + ".svg";
                    Plot.write(folder.resolve(plot), title + ", JDK " + jvm, table, new ArrayList<>(table.operations()),
                            base);
                    line("![](" + plot + ")\n");
                }
                line("Multiples of " + Names.of(base) + ", then numbers (µs unless it says otherwise):\n");
                matrix(table);
                first = false;
            }
        }
    }
}
