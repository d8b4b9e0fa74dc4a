package bearssl.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The same operation by several implementations, with fixed inputs. Before a timing starts every contender has run, and
 * the results have to be the same: a wrong one ends the run.
 *
 * <p>A subclass names one operation. JMH runs it with one contender at a time; {@code bearssl.benchmarks.run} with all of
 * them in turn, BearSSL in C among them, which JMH cannot time.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public abstract class Suite {
    /** This library in its forms for 64-bit machines. */
    public static final String FAST = "fast";
    /** This library in its small forms (ct, ctmul32, i15, m15). */
    public static final String SMALL = "small";
    /** BouncyCastle's lightweight API. */
    public static final String BOUNCY_CASTLE = "bouncycastle";
    /** The JDK's providers through JCA. */
    public static final String JDK = "jdk";
    /** BearSSL in C, in the same forms as {@link #SMALL}. */
    public static final String C_SMALL = "c-small";
    /** BearSSL in C, in its forms for 64-bit machines. */
    public static final String C_FAST = "c-fast";

    /** All that may take part. */
    public static final List<String> CONTENDERS = List.of(FAST, SMALL, BOUNCY_CASTLE, JDK, C_SMALL, C_FAST);

    private static final int COMPARED_CALLS = 3;

    @Param({FAST, SMALL, BOUNCY_CASTLE, JDK})
    public String contender;

    private Contender timed;

    private static Implementation implementation(String name) throws Exception {
        switch (name) {
            case FAST:
                return new Ours(name, Engines.FAST);
            case SMALL:
                return new Ours(name, Engines.SMALL);
            case BOUNCY_CASTLE:
                return new BouncyCastle();
            case JDK:
                return new Jdk();
            case C_SMALL:
                return new BearsslC("small");
            case C_FAST:
                return new BearsslC("fast");
            default:
                throw new IllegalArgumentException("no contender " + name);
        }
    }

    /** The operation by one implementation, with the suite's fixed inputs. @return null if it does not have it */
    protected abstract Contender create(Implementation by) throws Exception;

    /** The operation by a contender. @return null if it does not have it */
    public final Contender create(String name) throws Exception {
        return create(implementation(name));
    }

    /**
     * Compares results, and makes the contender that JMH times.
     *
     * @throws Exception if one differs, or a library fails
     */
    @Setup
    public final void setUp() throws Exception {
        List<Contender> all = new ArrayList<>();
        for (String name : List.of(SMALL, contender)) {
            all.add(create(name));
        }
        compare(all.toArray(new Contender[0]));
        timed = create(contender);
        if (timed == null) {
            throw new IllegalArgumentException(contender + " does not have this operation; leave it out with -p");
        }
    }

    /** Ends what the contender has started. */
    @TearDown
    public final void tearDown() {
        timed.close();
    }

    /** Lets all contenders run side by side and ends with an exception at the first difference; null is passed over. */
    public static void compare(Contender... contenders) {
        for (int call = 0; call < COMPARED_CALLS; call++) {
            byte[] expected = null;
            for (Contender one : contenders) {
                if (one == null) {
                    continue;
                }
                byte[] result = one.run().clone();
                boolean same = expected == null || (one.isRandom() ? expected.length == result.length
                        : Arrays.equals(expected, result));
                if (!same) {
                    throw new IllegalStateException("contenders disagree at call " + call + ": "
                            + Arrays.toString(expected) + " and " + Arrays.toString(result));
                }
                expected = expected == null ? result : expected;
            }
        }
    }

    @Benchmark
    public byte[] run() {
        return timed.run();
    }
}
