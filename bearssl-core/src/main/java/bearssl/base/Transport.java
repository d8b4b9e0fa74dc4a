package bearssl.base;

/**
 * A two-way byte stream: the only thing a layer knows of the layer below it.
 *
 * <p>A socket is a transport, the TLS session on top of it is one too, so a protocol written against this interface
 * runs over either. No method keeps a reference to the array it is given.
 *
 * <p>Results share one convention: positive is a count of bytes, {@code 0} means "nothing now, ask again", {@link #END}
 * is the orderly end of the stream, any other negative number is minus an error code (for TLS, minus a
 * {@code BR_ERR_*} code). An error or {@code END} is final: the next call answers the same. Nothing is thrown.
 */
public interface Transport {
    /** Result of {@link #read}: the peer ended the stream in the orderly way of this transport. */
    int END = -0x7FFFFFFF - 1;

    /**
     * Reads at most {@code len} bytes.
     *
     * <p>A blocking transport waits for the first byte, at most for its own time-out, and answers {@code 0} when that
     * runs out; a non-blocking one answers {@code 0} at once.
     *
     * @param buf destination
     * @param off first index written
     * @param len greatest number of bytes, above 0
     * @return bytes read (above 0), 0, {@link #END}, or minus an error code
     */
    int read(byte[] buf, int off, int len);

    /**
     * Takes at most {@code len} bytes for sending; they may wait in a buffer until {@link #flush}.
     *
     * @param buf source, left unchanged
     * @param off first index read
     * @param len number of bytes offered, above 0
     * @return bytes taken (above 0), 0 when none can be taken now, or minus an error code
     */
    int write(byte[] buf, int off, int len);

    /**
     * Sends what {@link #write} has taken.
     *
     * @return 1 when all of it has left, 0 when some remains for a later call, or minus an error code
     */
    int flush();
}
