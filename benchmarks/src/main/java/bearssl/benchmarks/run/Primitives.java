package bearssl.benchmarks.run;

import bearssl.benchmarks.BearsslLibrary;
import bearssl.benchmarks.Suite;
import bearssl.benchmarks.page.Row;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Times the operations, each in a JVM of its own. */
final class Primitives {
    /** Whoever measures in a JVM has all libraries there. */
    private static final String LIBRARIES = "bc[a-z]*-jdk18on|jmh-core";
    private static final double NANOS_OF_MICRO = 1000;

    private Primitives() {
    }

    static List<Row> measure(Jvm jvm, Pass pass) throws IOException {
        List<Row> rows = new ArrayList<>();
        for (Operation operation : Operation.ALL) {
            if (pass.operations().test(operation) && (jvm.mode() == Jvm.Mode.C2 || !operation.isTls())) {
                rows.addAll(measure(jvm, pass, operation));
            }
        }
        return rows;
    }

    static List<Row> measure(Jvm jvm, Pass pass, Operation operation) throws IOException {
        List<String> names = new ArrayList<>(Suite.CONTENDERS);
        List<String> flags = new ArrayList<>();
        // C is the same beside every JVM.
        if (jvm.mode() != Jvm.Mode.C2 || BearsslLibrary.absence() != null) {
            names.removeAll(List.of(Suite.C_SMALL, Suite.C_FAST));
        } else {
            flags.add(BearsslLibrary.flag());
        }
        List<Row> rows = new ArrayList<>();
        try (Child child = new Child(jvm, Child.classPath(LIBRARIES), flags, Interleaved.class.getName(),
                operation.name(), Integer.toString(pass.windows()), Integer.toString(pass.windowMillis()),
                Integer.toString(pass.warmMillis(jvm)), String.join(",", names))) {
            String line = child.answer();
            while (line != null) {
                String[] f = line.split("\t");
                rows.add(new Row(Row.PRIMITIVE, jvm.name(), operation.name(), f[0], "us",
                        Double.parseDouble(f[1]) / NANOS_OF_MICRO));
                if (!f[0].equals(Suite.C_SMALL) && !f[0].equals(Suite.C_FAST)) {
                    rows.add(new Row(Row.PRIMITIVE, jvm.name(), operation.name(), f[0], "B", Double.parseDouble(f[2])));
                }
                line = child.answerOrEnd();
            }
        }
        return rows;
    }
}
