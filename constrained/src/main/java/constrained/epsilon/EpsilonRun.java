package constrained.epsilon;

import bearssl.benchmarks.run.Broker;
import bearssl.benchmarks.run.Jvm;
import constrained.page.Section;
import java.nio.file.Path;

/** The long run, for the page: a million messages and a thousand reconnects, or as many as are wanted. */
public final class EpsilonRun {
    private static final int[] VERSIONS = {17, 25};

    private EpsilonRun() {
    }

    /** Runs it. @param args the page, messages, reconnects */
    public static void main(String[] args) throws Exception {
        if (Broker.absence() != null) {
            throw new IllegalStateException(Broker.absence());
        }
        long messages = Long.parseLong(args[1]);
        long reconnects = Long.parseLong(args[2]);
        StringBuilder table = new StringBuilder("| JDK | messages | reconnects | `-Xmx` | heap used | time |"
                + " with 24 bytes more a message |\n|---|---|---|---|---|---|---|\n");
        for (int version : VERSIONS) {
            Jvm jvm = Jvm.find(version, Jvm.Mode.C2);
            if (jvm != null) {
                try (Broker broker = new Broker()) {
                    String row = new Endurance(jvm, broker).row(messages, reconnects);
                    System.out.print(row);
                    table.append(row);
                }
            }
        }
        new Section(Path.of(args[0]), "epsilon").write(table.toString());
    }
}
