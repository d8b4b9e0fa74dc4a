package bearssl.benchmarks.run;

import bearssl.benchmarks.client.WarmClient;
import bearssl.benchmarks.page.Row;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Measures programs that have run for a while, in turn: connecting, publishing, and the heap that connections retain. */
final class WarmPrograms {
    private static final int CONNECTS = 50; // of a round
    private static final double NANOS_OF_MICRO = 1e3;
    private static final double NANOS_OF_SECOND = 1e9;

    private final Jvm jvm;
    private final Pass pass;
    private final Broker broker;
    private final List<Row> rows = new ArrayList<>();

    private WarmPrograms(Jvm jvm, Pass pass, Broker broker) {
        this.jvm = jvm;
        this.pass = pass;
        this.broker = broker;
    }

    static List<Row> measure(Jvm jvm, Pass pass, Broker broker) throws IOException {
        WarmPrograms self = new WarmPrograms(jvm, pass, broker);
        self.connect(false);
        self.connect(true);
        self.publish();
        self.retain();
        return self.rows;
    }

    private void connect(boolean resumed) throws IOException {
        String what = resumed ? "connect, resumed" : "connect, ECDHE_RSA and CA";
        int each = Math.min(CONNECTS, pass.warmConnects());
        measure(Program.TLS, resumed, "connect " + pass.warmConnects(), "connect " + each, (program, wall, cpu) -> {
            row(program, what, "us", wall / each / NANOS_OF_MICRO);
            row(program, what + ", CPU", "us", cpu / each / NANOS_OF_MICRO);
        });
    }

    private void publish() throws IOException {
        measure(Program.PUBLISHING, false, "publish " + 2 * pass.messages(), "publish " + pass.messages(),
                (program, wall, cpu) -> {
                    row(program, "QoS 0, 200 B", "messages/s", pass.messages() / (wall / NANOS_OF_SECOND));
                    row(program, "QoS 0, 200 B, CPU", "us", cpu / pass.messages() / NANOS_OF_MICRO);
                });
    }

    /** What becomes of a program's numbers: nanoseconds of a round, the median, and of a processor, the mean. */
    private interface Outcome {
        void of(Program program, double wall, double cpu);
    }

    private void measure(List<Program> programs, boolean resumed, String warmUp, String round, Outcome outcome)
            throws IOException {
        Map<Program, Child> children = new LinkedHashMap<>();
        Samples wall = new Samples();
        Samples cpu = new Samples();
        try {
            for (Program program : programs) {
                children.put(program, start(program, resumed));
                children.get(program).ask(warmUp);
            }
            for (int i = 0; i < pass.rounds(); i++) {
                for (Program program : programs) {
                    Child child = children.get(program);
                    long before = Proc.cpuNanos(child.process);
                    wall.add(program.contender(), Double.parseDouble(child.ask(round)));
                    cpu.add(program.contender(), Proc.cpuNanos(child.process) - before);
                }
            }
        } finally {
            for (Child child : children.values()) {
                child.close();
            }
        }
        programs.forEach(p -> outcome.of(p, wall.median(p.contender()), cpu.mean(p.contender())));
    }

    private Child start(Program program, boolean resumed) throws IOException {
        List<String> command = new ArrayList<>(List.of(WarmClient.class.getName(), program.contender()));
        command.addAll(broker.arguments());
        command.add(Boolean.toString(resumed));
        return new Child(jvm, Child.classPath(program.libraries()), List.of(), command.toArray(new String[0]));
    }

    private void retain() throws IOException {
        Map<String, Double> each = new LinkedHashMap<>();
        for (Program program : Program.RETAINING) {
            try (Child child = start(program, false)) {
                double heap = Double.parseDouble(child.ask("retain " + pass.retained()));
                each.put(program.contender(), heap / pass.retained());
            }
        }
        for (Program program : Program.TLS) {
            row(program, "heap of a connection", "B", each.get(program.contender()) - each.get("tcp"));
        }
    }

    private void row(Program program, String what, String unit, double value) {
        rows.add(new Row(Row.WARM, jvm.name(), what, program.contender(), unit, value));
    }
}
