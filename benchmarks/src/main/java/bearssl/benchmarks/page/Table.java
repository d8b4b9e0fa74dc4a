package bearssl.benchmarks.page;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Numbers of one group, JVM and unit, by operation and contender. */
final class Table {
    private final List<Row> rows;

    private Table(List<Row> rows) {
        this.rows = rows;
    }

    static Table of(List<Row> all, String group, String jvm, String unit) {
        List<Row> rows = new ArrayList<>();
        for (Row row : all) {
            if (row.group().equals(group) && row.jvm().equals(jvm) && (unit == null || row.unit().equals(unit))) {
                rows.add(row);
            }
        }
        return new Table(rows);
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    Set<String> operations() {
        Set<String> names = new LinkedHashSet<>();
        rows.forEach(row -> names.add(row.what()));
        return names;
    }

    Set<String> contenders() {
        Set<String> names = new LinkedHashSet<>();
        rows.forEach(row -> names.add(row.contender()));
        return names;
    }

    /** The number, not a number if it was not measured. */
    double value(String operation, String contender) {
        for (Row row : rows) {
            if (row.what().equals(operation) && row.contender().equals(contender)) {
                return row.value();
            }
        }
        return Double.NaN;
    }

    String unit(String operation) {
        return rows.stream().filter(row -> row.what().equals(operation)).findFirst().orElseThrow().unit();
    }

    double ratio(String operation, String contender, String to) {
        return value(operation, contender) / value(operation, to);
    }
}
