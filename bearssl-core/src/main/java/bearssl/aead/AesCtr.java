package bearssl.aead;

/**
 * AES-128 in counter mode under one key, which the object holds expanded. One object a direction of a connection.
 */
public interface AesCtr {
    /** Length of a key, in bytes. */
    int KEY_LEN = 16;
    /** Length of a block, in bytes. */
    int BLOCK_LEN = 16;

    /**
     * Sets the key.
     *
     * @param key array with the key, left unchanged
     * @param off first of its {@link #KEY_LEN} bytes
     */
    void key(byte[] key, int off);

    /**
     * Encrypts or decrypts in place: XORs with the key stream of consecutive counter blocks. The block is 12 bytes of
     * {@code nonce} and a 32-bit big-endian counter that starts at {@code counter}, grows by one a block and wraps
     * modulo 2^32 (SP 800-38D, inc32). A last partial block uses the front of its key stream.
     *
     * @param nonce    array with the 12 bytes; must not overlap the data
     * @param nonceOff its first byte
     * @param counter  counter of the first block
     * @param data     the bytes to change
     * @param off      the first of them
     * @param len      how many, 0 or more
     */
    void ctr(byte[] nonce, int nonceOff, int counter, byte[] data, int off, int len);

    /**
     * Goes on after {@link #ctr} or this method, as a further call of {@link #ctr} would, but uses what may be left of
     * the key stream made there: a last partial block is lost, whole blocks after it are not.
     *
     * @param nonce    array with the same 12 bytes; must not overlap the data
     * @param nonceOff its first byte
     * @param counter  the counter after that of the last block used
     * @param data     the bytes to change
     * @param off      the first of them
     * @param len      how many, 0 or more
     */
    void ctrOn(byte[] nonce, int nonceOff, int counter, byte[] data, int off, int len);

    /** Overwrites key and intermediate values with zero; a new {@link #key} must be set before the next use. */
    void wipe();
}
