package bearssl.benchmarks.run;

import java.util.List;
import java.util.function.Predicate;

/**
 * How much is measured.
 *
 * @param name           of the pass
 * @param versions       of Java
 * @param modes          of the JVM
 * @param operations     which of them
 * @param windows        of each contender of an operation
 * @param windowMillis   length of a window
 * @param warmMillis     without getting faster, before the first one
 * @param coldRuns       of each client, to PUBACK
 * @param warmConnects   of each client before it is measured
 * @param rounds         of connecting or publishing that are measured
 * @param messages       of a round
 * @param retained       connections open at the same time
 * @param jmh            suites that JMH runs besides, a pattern; null for none
 * @param jmhForks       JVMs for each of them
 * @param jmhMillis      length of an iteration, of which there are five, and three before
 */
record Pass(String name, List<Integer> versions, List<Jvm.Mode> modes, Predicate<Operation> operations, int windows,
        int windowMillis, int warmMillis, int coldRuns, int warmConnects, int rounds, int messages, int retained,
        String jmh, int jmhForks, int jmhMillis) {
    private static final List<Jvm.Mode> ALL_MODES = List.of(Jvm.Mode.values());

    /** Ten minutes on two cores. */
    static final Pass QUICK = new Pass("quick", List.of(17, 25), ALL_MODES, Operation::inQuick,
            11, 25, 600, 7, 1500, 9, 10000, 200, null, 0, 0);
    /** An hour and more. */
    static final Pass FULL = new Pass("full", List.of(17, 25), ALL_MODES, o -> true,
            25, 100, 2000, 25, 5000, 25, 20000, 500, ".*", 1, 1000);
    /** Some seconds, to see that all of it works; its numbers mean nothing. */
    static final Pass TINY = new Pass("tiny", List.of(Runtime.version().feature()), List.of(Jvm.Mode.C2),
            o -> o.name().matches("RSA-2048 verify|AES-GCM seal, 16 B|handshake, .*"),
            1, 1, 1, 1, 1, 1, 10, 2, "Sha256", 0, 10);

    static Pass of(String name) {
        for (Pass pass : List.of(QUICK, FULL, TINY)) {
            if (pass.name.equals(name)) {
                return pass;
            }
        }
        throw new IllegalArgumentException("quick, full or tiny: " + name);
    }

    /** Interpreted, an operation takes up to a second, and there is nothing to get warm. */
    int warmMillis(Jvm jvm) {
        return jvm.mode() == Jvm.Mode.INTERPRETER ? 1 : jvm.mode() == Jvm.Mode.C1 ? warmMillis / 3 : warmMillis;
    }

    int coldRuns(Jvm jvm) {
        return jvm.mode() == Jvm.Mode.C1 ? Math.max(1, coldRuns / 2) : coldRuns;
    }
}
