package bearssl.benchmarks;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The same operation by several implementations, with fixed inputs. Before a timing starts every contender has run, and
 * the results have to be the same: a wrong one ends the run.
 *
 * <p>A subclass names one operation. Adding an implementation is a case in its {@link #create} and a name in
 * {@link #CONTENDERS}; one that does not have the operation is null there and skipped in the comparison.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public abstract class Suite {
    /** This library in its small forms (ct, ctmul32, i15, m15). */
    public static final String SMALL = "small";
    /** BouncyCastle's lightweight API. */
    public static final String BOUNCY_CASTLE = "bouncycastle";
    /** The JDK's providers through JCA. */
    public static final String JDK = "jdk";

    static final String[] CONTENDERS = {SMALL, BOUNCY_CASTLE, JDK};
    private static final int COMPARED_CALLS = 3;

    @Param({SMALL, BOUNCY_CASTLE, JDK})
    public String contender;

    private Contender timed;

    /**
     * Makes a contender with the suite's fixed inputs.
     *
     * @return null if that implementation does not have the operation
     * @throws Exception if its library fails
     */
    abstract Contender create(String name) throws Exception;

    @Setup
    public final void setUp() throws Exception {
        Contender[] all = new Contender[CONTENDERS.length];
        for (int i = 0; i < all.length; i++) {
            all[i] = create(CONTENDERS[i]);
        }
        compare(all);
        timed = create(contender);
        if (timed == null) {
            throw new IllegalArgumentException(contender + " does not have this operation; leave it out with -p");
        }
    }

    /** Lets all contenders run side by side and ends with an exception at the first difference. */
    static void compare(Contender... contenders) {
        for (int call = 0; call < COMPARED_CALLS; call++) {
            byte[] expected = null;
            for (Contender one : contenders) {
                if (one == null) {
                    continue;
                }
                byte[] result = one.run().clone();
                if (expected != null && !Arrays.equals(expected, result)) {
                    throw new IllegalStateException("contenders disagree at call " + call + ": "
                            + Arrays.toString(expected) + " and " + Arrays.toString(result));
                }
                expected = result;
            }
        }
    }

    @Benchmark
    public byte[] run() {
        return timed.run();
    }
}
