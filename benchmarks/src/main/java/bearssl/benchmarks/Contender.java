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
}
