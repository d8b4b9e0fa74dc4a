package bearssl.cttrace;

/**
 * One thing to check for constant time: a public class or static nested class with a constructor
 * without parameters. Every run gets a new instance, so that state in fields starts equal;
 * static state must not change from run to run.
 */
public interface Subject {
    /** The number of secret bytes that {@link #prepare} wants. */
    int secretLength();

    /**
     * Puts the secret where {@link #run} will find it. Not recorded. Whatever is public must come
     * out the same for any secret. A secret that the code under test would refuse openly (the
     * scalar zero, say) may be moved into range here.
     *
     * @param secret {@link #secretLength} bytes, the callee's to keep
     */
    void prepare(byte[] secret);

    /** Does the work with the secret, at least once reaching the code under test. Recorded. */
    void run();
}
