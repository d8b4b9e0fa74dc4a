package bearssl.aead;

/**
 * GHASH, the universal hash of GCM (SP 800-38D, section 6.4), under one hash key that the object holds together with
 * the running value.
 */
public interface Ghash {
    /** Length of hash key, block and result, in bytes. */
    int BLOCK_LEN = 16;

    /** Sets the hash key H and the running value to zero. @param h array with the key @param off its first byte */
    void key(byte[] h, int off);

    /** Sets the running value to zero: a new message under the same key. */
    void reset();

    /**
     * Takes in {@code len} bytes, padded with zero bytes to whole blocks at the end of this call.
     *
     * @param data input, left unchanged
     * @param off  its first byte
     * @param len  number of bytes, 0 or more
     */
    void update(byte[] data, int off, int len);

    /**
     * Takes in the final block of two 64-bit lengths, given in bytes and hashed in bits, and writes the result.
     *
     * @param aadLen  length of the additional data, in bytes, 0 or more
     * @param dataLen length of the ciphertext, in bytes, 0 or more
     * @param dst     destination
     * @param dstOff  first of the 16 bytes written
     */
    void finish(int aadLen, int dataLen, byte[] dst, int dstOff);

    /** Overwrites key and running value with zero. */
    void wipe();
}
