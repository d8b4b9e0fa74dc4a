package bearssl.rand;

/** Where seeds come from: the operating system, a hardware generator, a file that survives a restart. */
public interface EntropySource {
    /**
     * Writes {@code len} unpredictable bytes. Called at set-up and at reseeding, never for each message.
     *
     * @param dst destination
     * @param off first index written
     * @param len number of bytes
     * @return true if all were written; false if there is no entropy, and then the connection is refused with
     *     {@code BR_ERR_NO_RANDOM}
     */
    boolean seed(byte[] dst, int off, int len);
}
