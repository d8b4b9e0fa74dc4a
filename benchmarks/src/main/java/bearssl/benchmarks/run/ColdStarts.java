package bearssl.benchmarks.run;

import bearssl.benchmarks.client.ColdStart;
import bearssl.benchmarks.page.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Measures programs from the start of the JVM to PUBACK, one after the other, again and again. */
final class ColdStarts {
    private static final double NANOS_OF_MILLI = 1e6;
    private static final double BYTES_OF_MB = 1e6;

    private final Jvm jvm;
    private final Broker broker;
    private final List<Row> rows = new ArrayList<>();

    private ColdStarts(Jvm jvm, Broker broker) {
        this.jvm = jvm;
        this.broker = broker;
    }

    static List<Row> measure(Jvm jvm, Pass pass, Broker broker) throws IOException {
        ColdStarts self = new ColdStarts(jvm, broker);
        List<Program> programs = Program.COLD;
        Samples wall = new Samples();
        Samples cpu = new Samples();
        Samples memory = new Samples();
        for (int i = 0; i < pass.coldRuns(jvm); i++) {
            for (Program program : programs) {
                self.run(program, wall, cpu, memory);
            }
        }
        for (Program program : programs) {
            self.row(program, "wall", "ms", wall.median(program.contender()));
            self.row(program, "CPU", "ms", cpu.median(program.contender()));
            self.row(program, "peak RSS", "MB", memory.median(program.contender()));
            if (jvm.mode() == Jvm.Mode.C2) {
                self.row(program, "loaded classes", "", self.classes(program));
            }
        }
        return self.rows;
    }

    private void row(Program program, String what, String unit, double value) {
        rows.add(new Row(Row.COLD, jvm.name(), what, program.contender(), unit, value));
    }

    private Child start(Program program, List<String> flags) throws IOException {
        List<String> command = new ArrayList<>(List.of(ColdStart.class.getName(), program.contender()));
        command.addAll(broker.arguments());
        return new Child(jvm, Child.classPath(program.libraries()), flags, command.toArray(new String[0]));
    }

    private void run(Program program, Samples wall, Samples cpu, Samples memory) throws IOException {
        long start = System.nanoTime();
        try (Child child = start(program, List.of())) {
            child.answer();
            wall.add(program.contender(), (System.nanoTime() - start) / NANOS_OF_MILLI);
            cpu.add(program.contender(), Proc.youngCpuNanos(child.process) / NANOS_OF_MILLI);
            memory.add(program.contender(), Proc.peakBytes(child.process) / BYTES_OF_MB);
        }
    }

    private long classes(Program program) throws IOException {
        Path log = Files.createTempFile("classes", ".log");
        try (Child child = start(program, List.of("-Xlog:class+load:file=" + log))) {
            child.answer();
            try (var lines = Files.lines(log)) {
                return lines.filter(line -> line.contains(" source: ")).count();
            }
        } finally {
            Files.delete(log);
        }
    }
}
