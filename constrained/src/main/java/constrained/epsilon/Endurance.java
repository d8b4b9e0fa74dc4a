package constrained.epsilon;

import bearssl.benchmarks.run.Broker;
import bearssl.benchmarks.run.Child;
import bearssl.benchmarks.run.Jvm;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Runs of {@link Traffic} on a JVM whose collector collects nothing: what is allocated is used up. */
final class Endurance {
    private static final int STEP = 64; // KB
    private static final int LEAST = 2048;
    private static final int MOST = 64 * 1024;

    // What the JVM itself may allocate later, in KB: compilers do when they come to a method, once.
    private static final int COMPILERS = 128;

    private static final String TOO_SMALL = "OutOfMemoryError";

    private final Jvm jvm;
    private final Broker broker;

    Endurance(Jvm jvm, Broker broker) {
        this.jvm = jvm;
        this.broker = broker;
    }

    /**
     * Runs the traffic once.
     *
     * @param heap    in KB
     * @param garbage bytes to throw away with each message
     * @return bytes of the heap that were used, or -1 if it was too small
     * @throws IOException if something else went wrong
     */
    long run(int heap, long messages, long reconnects, int garbage) throws IOException {
        List<String> flags = List.of("-XX:+UnlockExperimentalVMOptions", "-XX:+UseEpsilonGC", "-Xlog:disable",
                "-Xmx" + heap + "k", "-Xms" + Math.min(heap, LEAST) + "k", "-XX:EpsilonMaxTLABSize=4k",
                "-XX:EpsilonMinHeapExpand=64k");
        List<String> command = new ArrayList<>(List.of(Traffic.class.getName()));
        command.addAll(broker.arguments());
        command.addAll(List.of(Long.toString(messages), Long.toString(reconnects), Integer.toString(garbage)));
        try (Child child = new Child(jvm, Child.classPath("none"), flags, command.toArray(new String[0]))) {
            String answer = child.answer();
            if (answer.contains(TOO_SMALL)) { // said by the JVM, which halts then
                return -1;
            }
            long received = Long.parseLong(answer);
            if (received != messages) {
                throw new IOException(received + " messages of " + messages + " came back");
            }
            return Long.parseLong(child.answer());
        } catch (IOException e) {
            if (e.getMessage().contains(TOO_SMALL)) {
                return -1;
            }
            throw e;
        }
    }

    /** The smallest heap that is enough, in steps of 64 KB. @return KB */
    private int smallestHeap(long messages, long reconnects) throws IOException {
        int low = LEAST - STEP; // too small, for the JVM itself
        int high = LEAST;
        while (run(high, messages, reconnects, 0) < 0) {
            low = high;
            high *= 2;
            if (high > MOST) {
                throw new IOException("more than " + MOST + " KB");
            }
        }
        while (high - low > STEP) {
            int middle = (low + high) / 2 / STEP * STEP;
            if (run(middle, messages, reconnects, 0) < 0) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    /**
     * The heap in which any number of messages has to find room: the smallest for some, and what the JVM and the JDK may
     * want another time. A socket throws an exception of 1.5 KB if the broker closes first, which is a matter of luck.
     *
     * @return KB
     */
    int heap(long messages, long reconnects) throws IOException {
        return smallestHeap(messages, reconnects) + COMPILERS + (int) (reconnects * 3 / 2);
    }

    /** A row of the page. */
    String row(long messages, long reconnects) throws IOException {
        int heap = heap(reconnects + 1, reconnects);
        long start = System.nanoTime();
        long used = run(heap, messages, reconnects, 0);
        if (used < 0) {
            throw new IOException(heap + " KB were enough for " + (reconnects + 1) + " messages and not for " + messages);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        long garbage = run(heap, messages, reconnects, 24);
        return String.format(Locale.ROOT, "| %s | %,d | %,d | %,d KB | %,d KB | %.0f s | %s |%n", jvm.name(), messages,
                reconnects, heap, used / 1024, seconds, garbage < 0 ? "dies of OutOfMemoryError" : "**lives on**");
    }
}
