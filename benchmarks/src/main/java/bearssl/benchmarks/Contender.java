package bearssl.benchmarks;

/** One operation by one implementation: what is timed. */
public interface Contender {
    /**
     * Does the operation once.
     *
     * @return its result, the same bytes for every contender of a suite at the same call counted from its making; the
     *     array may be one that the next call overwrites
     */
    byte[] run();

    /** Whether results are drawn at random, so that only their length can be compared. @return mostly false */
    default boolean isRandom() {
        return false;
    }

    /**
     * Does the operation several times and looks at the clock.
     *
     * @param calls how often
     * @return nanoseconds for all of them
     */
    default long time(long calls) {
        long start = System.nanoTime();
        int sum = 0;
        for (long i = 0; i < calls; i++) {
            sum += run()[0]; // so that no call is for nothing
        }
        long nanos = System.nanoTime() - start;
        return sum == Integer.MIN_VALUE ? nanos + 1 : nanos;
    }

    /** Ends what was started for it. */
    default void close() {
    }
}
