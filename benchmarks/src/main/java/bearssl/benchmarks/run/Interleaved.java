package bearssl.benchmarks.run;

import bearssl.benchmarks.Contender;
import bearssl.benchmarks.Suite;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The program of a JVM that times one operation by all contenders in turn: their results are compared, each runs until it
 * is warm, then short windows follow each other, contender by contender, again and again. The best window of each counts:
 * what else a machine does makes none faster.
 */
public final class Interleaved {
    private static final int ALLOCATION_WINDOWS = 3;
    private static final int MAX_ALLOCATION_CALLS = 20;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final long MILLI = 1000000;
    private static final long SHORT = 5 * MILLI;
    private static final double IMPROVEMENT = 0.97;
    private static final int LEAST_WINDOWS = 2;

    private Interleaved() {
    }

    /**
     * Prints a line for each contender: its name, nanoseconds a call, bytes allocated a call.
     *
     * @param args name of the {@link Operation}, windows, milliseconds of a window, milliseconds without getting
     *     faster after which it is warm, contenders
     */
    public static void main(String[] args) throws Exception {
        Suite suite = Operation.of(args[0]).supplier().get();
        int windows = Integer.parseInt(args[1]);
        long window = Long.parseLong(args[2]) * MILLI;
        long warmUp = Long.parseLong(args[3]) * MILLI;
        String[] names = args[4].split(",");
        compare(suite, names);
        Map<String, Contender> contenders = new LinkedHashMap<>();
        for (String name : names) {
            Contender one = suite.create(name);
            if (one != null) {
                contenders.put(name, one);
            }
        }
        Map<String, Long> calls = new LinkedHashMap<>();
        contenders.forEach((name, one) -> calls.put(name,
                Math.max(1, (long) (window / warmNanos(one, name.startsWith("c-") ? window : warmUp)))));
        Map<String, Double> best = new LinkedHashMap<>();
        // Where a single call takes longer than a window, as interpreted, a few rounds have to do.
        long end = System.nanoTime() + 2 * windows * window * contenders.size();
        for (int i = 0; i < windows && (i < LEAST_WINDOWS || System.nanoTime() < end); i++) {
            contenders.forEach((name, one) ->
                    best.merge(name, (double) one.time(calls.get(name)) / calls.get(name), Math::min));
        }
        contenders.forEach((name, one) -> {
            long least = allocated(one, Math.min(calls.get(name), MAX_ALLOCATION_CALLS));
            System.out.println(name + "\t" + best.get(name) + "\t" + least);
            one.close();
        });
    }

    private static void compare(Suite suite, String[] names) throws Exception {
        Contender[] all = new Contender[names.length];
        for (int i = 0; i < all.length; i++) {
            all[i] = suite.create(names[i]);
        }
        Suite.compare(all);
        Arrays.stream(all).filter(one -> one != null).forEach(Contender::close);
    }

    /**
     * Runs until it has not become faster for some time, or four times as long in all: compilers are slow where others
     * have the processors.
     *
     * @return nanoseconds that one call took towards the end
     */
    private static double warmNanos(Contender one, long nanos) {
        long start = System.nanoTime();
        long improved = start;
        long calls = 1;
        double best = Double.MAX_VALUE;
        double each;
        long now;
        do {
            long took = one.time(calls);
            now = System.nanoTime();
            each = Math.max(1, (double) took / calls);
            if (took < SHORT) {
                calls *= 2;
            }
            if (each < IMPROVEMENT * best) {
                best = each;
                improved = now;
            }
        } while (now - improved < nanos && now - start < 4 * nanos);
        return each;
    }

    private static long allocated(Contender one, long calls) {
        long thread = Thread.currentThread().getId();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < ALLOCATION_WINDOWS; i++) {
            long before = THREADS.getThreadAllocatedBytes(thread);
            for (int k = 0; k < calls; k++) {
                one.run();
            }
            least = Math.min(least, (THREADS.getThreadAllocatedBytes(thread) - before) / calls);
        }
        return least;
    }
}
