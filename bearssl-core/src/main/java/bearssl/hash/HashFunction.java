package bearssl.hash;

/**
 * A hash function over state that the caller holds: a slice of {@link #stateWords} ints. An implementation is a
 * stateless singleton, so one object serves any number of running hashes, and a running hash is copied by copying its
 * words.
 *
 * <p>CT: only lengths and offsets leak, here and in {@link Hmac}. Scratch: none; the slice holds all of it.
 */
public interface HashFunction {
    /** SHA-1 in TLS numbers (RFC 5246, section 7.4.1.4.1). */
    int SHA1 = 2;
    /** SHA-224 in TLS numbers. */
    int SHA224 = 3;
    /** SHA-256 in TLS numbers. */
    int SHA256 = 4;
    /** SHA-384 in TLS numbers. */
    int SHA384 = 5;
    /** SHA-512 in TLS numbers. */
    int SHA512 = 6;

    /** Which function this is. @return one of the constants above */
    int id();

    /** Length of a digest. @return bytes */
    int digestLength();

    /** Length of an input block, which HMAC pads its key to. @return bytes */
    int blockLength();

    /** Length of the state: chaining value, byte count and the partial block. @return ints */
    int stateWords();

    /** Starts a hash: the slice may hold anything before. @param st state array @param stOff its first word */
    void init(int[] st, int stOff);

    /**
     * Takes in bytes; splitting the input differently gives the same digest.
     *
     * @param st    state array
     * @param stOff its first word
     * @param data  input, left unchanged
     * @param off   its first byte
     * @param len   number of bytes, 0 or more
     */
    void update(int[] st, int stOff, byte[] data, int off, int len);

    /**
     * Ends the hash and writes {@link #digestLength} bytes. The state is spent: {@link #init} it before the next use,
     * or finish a copy to go on with the original.
     *
     * @param st     state array
     * @param stOff  its first word
     * @param dst    destination
     * @param dstOff first index written
     */
    void finish(int[] st, int stOff, byte[] dst, int dstOff);
}
