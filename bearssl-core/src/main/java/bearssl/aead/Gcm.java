package bearssl.aead;

import bearssl.base.Codec;
import bearssl.base.Ct;

/**
 * AES-128-GCM: encrypts and authenticates in place, under one key, with a 16-byte tag after the data.
 *
 * <p>The caller never uses an IV twice under one key. IV and additional data are left unchanged; they must not overlap
 * the data or the tag, save that the IV may stand anywhere.
 *
 * <p>CT: only offsets, lengths and whether a tag is right leak. Scratch: none beyond its own fields. Source:
 * SP 800-38D, section 7.
 */
public final class Gcm {
    /** Length of a tag, in bytes; shorter ones are not supported. */
    public static final int TAG_LEN = 16;
    /** Length of the usual IV, in bytes. Others cost some blocks more. */
    public static final int IV_LEN = 12;

    // Places in the scratch array.
    private static final int J0 = 0;
    private static final int TAG = 16;

    // Made with the class, not when HotSpot compiles it: docs/ARCHITECTURE.md, "No literal in a method".
    private static final String EMPTY_IV;

    static {
        EMPTY_IV = "empty IV";
    }

    private final AesCtr aes;
    private final Ghash ghash;
    private final byte[] scratch = new byte[TAG + TAG_LEN];

    /**
     * Makes an object without a key.
     *
     * @param aes   block cipher in counter mode, this object's own from now on
     * @param ghash universal hash, likewise
     */
    public Gcm(AesCtr aes, Ghash ghash) {
        this.aes = aes;
        this.ghash = ghash;
    }

    /**
     * Sets the key.
     *
     * @param key array with the key, left unchanged
     * @param off first of its {@link AesCtr#KEY_LEN} bytes
     */
    public void key(byte[] key, int off) {
        aes.key(key, off);
        // H is the encrypted zero block: that of nonce 0 and counter 0, XORed with zero.
        aes.ctr(scratch, J0, 0, scratch, TAG, Ghash.BLOCK_LEN);
        ghash.key(scratch, TAG);
        wipeScratch();
    }

    /**
     * Encrypts {@code len} bytes in place and writes the tag behind them, at {@code data[off + len .. off + len + 16)}.
     *
     * @param iv     array with the IV
     * @param ivOff  its first byte
     * @param ivLen  its length in bytes, at least 1
     * @param aad    additional data
     * @param aadOff its first byte
     * @param aadLen its length in bytes, 0 or more
     * @param data   plaintext, replaced by ciphertext and tag
     * @param off    its first byte
     * @param len    its length in bytes without the tag, 0 or more
     * @throws IllegalArgumentException if the IV is empty
     */
    public void seal(byte[] iv, int ivOff, int ivLen, byte[] aad, int aadOff, int aadLen,
            byte[] data, int off, int len) {
        int counter = start(iv, ivOff, ivLen);
        // What hides the tag comes from the first counter block, and the data from those after it: one batch for both.
        aes.ctr(scratch, J0, counter, scratch, TAG, TAG_LEN);
        aes.ctrOn(scratch, J0, counter + 1, data, off, len);
        hash(aad, aadOff, aadLen, data, off, len, data, off + len);
        for (int i = 0; i < TAG_LEN; i++) {
            data[off + len + i] ^= scratch[TAG + i];
        }
        wipeScratch();
    }

    /**
     * Verifies the tag that stands behind {@code len} bytes of ciphertext and, only then, decrypts them in place.
     *
     * @param iv     array with the IV
     * @param ivOff  its first byte
     * @param ivLen  its length in bytes, at least 1
     * @param aad    additional data
     * @param aadOff its first byte
     * @param aadLen its length in bytes, 0 or more
     * @param data   ciphertext, replaced by plaintext, and tag, left unchanged
     * @param off    first byte of the ciphertext
     * @param len    its length in bytes without the tag, 0 or more
     * @return true if the tag is right; if false, {@code data} is unchanged: ciphertext that nobody vouches for
     * @throws IllegalArgumentException if the IV is empty
     */
    public boolean open(byte[] iv, int ivOff, int ivLen, byte[] aad, int aadOff, int aadLen,
            byte[] data, int off, int len) {
        int counter = start(iv, ivOff, ivLen);
        hash(aad, aadOff, aadLen, data, off, len, scratch, TAG);
        aes.ctr(scratch, J0, counter, scratch, TAG, TAG_LEN);
        boolean right = Ct.equal(scratch, TAG, data, off + len, TAG_LEN) == 1;
        if (right) {
            aes.ctrOn(scratch, J0, counter + 1, data, off, len);
        }
        wipeScratch();
        return right;
    }

    // Leaves the first 12 bytes of the pre-counter block J0 in scratch and returns the last four, the first counter.
    private int start(byte[] iv, int ivOff, int ivLen) {
        // SP 800-38D, 5.2.1.1: 1 <= len(IV).
        if (ivLen < 1) {
            throw new IllegalArgumentException(EMPTY_IV);
        }
        if (ivLen == IV_LEN) {
            System.arraycopy(iv, ivOff, scratch, J0, IV_LEN);
            return 1;
        }
        ghash.reset();
        ghash.update(iv, ivOff, ivLen);
        ghash.finish(0, ivLen, scratch, J0);
        return Codec.be32(scratch, J0 + IV_LEN);
    }

    private void hash(byte[] aad, int aadOff, int aadLen, byte[] data, int off, int len, byte[] dst, int dstOff) {
        ghash.reset();
        ghash.update(aad, aadOff, aadLen);
        ghash.update(data, off, len);
        ghash.finish(aadLen, len, dst, dstOff);
    }

    private void wipeScratch() {
        Ct.wipe(scratch, 0, scratch.length);
    }

    /** Overwrites key and intermediate values with zero; a new {@link #key} must be set before the next use. */
    public void wipe() {
        aes.wipe();
        ghash.wipe();
        wipeScratch();
    }
}
