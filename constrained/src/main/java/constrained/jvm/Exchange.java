package constrained.jvm;

import bearssl.benchmarks.client.ColdStart;
import bearssl.benchmarks.run.Broker;
import bearssl.benchmarks.run.Child;
import bearssl.benchmarks.run.Jvm;
import bearssl.benchmarks.run.Proc;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What it takes to start a JVM, connect by ECDHE_RSA with a validated chain, publish one message at QoS 1, and have its
 * PUBACK.
 *
 * @param classes   loaded
 * @param metaspace used, in KB
 * @param memory    most of the process, in MB
 * @param cpu       in ms
 * @param wall      in ms
 */
record Exchange(long classes, long metaspace, double memory, double cpu, double wall) {
    private static final double NANOS_OF_MILLI = 1e6;
    private static final double BYTES_OF_MB = 1e6;

    /**
     * Measures one: its time without a log, its classes with one.
     *
     * @param contender a profile of this library, or the JDK's TLS
     * @throws IOException if it did not end right; with what it said
     */
    static Exchange measure(Jvm jvm, Broker broker, String contender) throws IOException {
        long start = System.nanoTime();
        double wall;
        double cpu;
        double memory;
        try (Child child = start(jvm, broker, contender, List.of())) {
            child.answer();
            wall = (System.nanoTime() - start) / NANOS_OF_MILLI;
            cpu = Proc.youngCpuNanos(child.process) / NANOS_OF_MILLI;
            memory = Proc.peakBytes(child.process) / BYTES_OF_MB;
        }
        Path log = Files.createTempFile("constrained", ".log");
        try {
            try (Child child = start(jvm, broker, contender,
                    List.of("-Xlog:class+load,gc+exit*:file=" + log + "::filecount=0"))) {
                child.answer();
            }
            List<String> lines = Files.readAllLines(log);
            long classes = lines.stream().filter(line -> line.contains(" source: ")).count();
            String metaspace = lines.stream().filter(line -> line.contains("Metaspace")).findFirst()
                    .orElseThrow(() -> new IOException("no metaspace in the log"));
            return new Exchange(classes, Long.parseLong(metaspace.replaceAll(".*Metaspace +used (\\d+)K.*", "$1")),
                    memory, cpu, wall);
        } finally {
            Files.delete(log);
        }
    }

    /** Starts one and waits for PUBACK. @throws IOException if there is none; with what it said */
    static void run(Jvm jvm, Broker broker, String contender) throws IOException {
        try (Child child = start(jvm, broker, contender, List.of())) {
            String answer = child.answer();
            if (!answer.equals("PUBACK")) {
                throw new IOException(answer);
            }
        }
    }

    private static Child start(Jvm jvm, Broker broker, String contender, List<String> flags) throws IOException {
        List<String> command = new ArrayList<>(List.of(ColdStart.class.getName(), contender));
        command.addAll(broker.arguments());
        return new Child(jvm, Child.classPath("none"), flags, command.toArray(new String[0]));
    }
}
