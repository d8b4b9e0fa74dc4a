package bearssl.hash;

import bearssl.base.Workspace;

/**
 * HMAC with any {@link HashFunction}, over state that the caller holds. A key is prepared once, into
 * {@link #keyWords} ints; each message then runs in one hash state:
 * <pre>
 *     Hmac.key(h, key, 0, key.length, k, 0, ws);
 *     Hmac.init(h, k, 0, st, 0);
 *     h.update(st, 0, data, off, len);            // as often as needed
 *     Hmac.finish(h, k, 0, st, 0, mac, 0);
 * </pre>
 *
 * <p>CT: only offsets and lengths leak, the length of the key among them. Source: RFC 2104; FIPS 198-1.
 */
public final class Hmac {
    private static final int IPAD = 0x36;
    private static final int OPAD = 0x5C;

    private Hmac() {
    }

    /**
     * Length of a prepared key: the hash states after the inner and the outer padded key block.
     *
     * @param h hash function
     * @return ints
     */
    public static int keyWords(HashFunction h) {
        return 2 * h.stateWords();
    }

    /**
     * Prepares a key. A key longer than a block of the hash function is hashed first.
     *
     * <p>Scratch: {@code h.blockLength()} bytes.
     *
     * @param h    hash function
     * @param key  array with the key, left unchanged
     * @param off  its first byte
     * @param len  its length in bytes, 0 or more
     * @param k    receives the prepared key, {@link #keyWords} ints
     * @param kOff first index written
     * @param ws   scratch memory; {@code key} and {@code k} may lie in frames of it
     */
    public static void key(HashFunction h, byte[] key, int off, int len, int[] k, int kOff, Workspace ws) {
        int blockLen = h.blockLength();
        int block = ws.pushBytes(blockLen);
        if (len > blockLen) {
            h.init(k, kOff);
            h.update(k, kOff, key, off, len);
            h.finish(k, kOff, ws.bytes, block);
        } else {
            System.arraycopy(key, off, ws.bytes, block, len);
        }
        absorbPadded(h, ws.bytes, block, IPAD, k, kOff);
        absorbPadded(h, ws.bytes, block, IPAD ^ OPAD, k, kOff + h.stateWords());
        ws.popBytes(block);
    }

    private static void absorbPadded(HashFunction h, byte[] block, int off, int pad, int[] st, int stOff) {
        int blockLen = h.blockLength();
        for (int i = off; i < off + blockLen; i++) {
            block[i] ^= (byte) pad;
        }
        h.init(st, stOff);
        h.update(st, stOff, block, off, blockLen);
    }

    /**
     * Starts a message; its bytes then go to {@link HashFunction#update} of {@code st}.
     *
     * <p>Scratch: none.
     *
     * @param h     hash function
     * @param k     prepared key, left unchanged
     * @param kOff  its first word
     * @param st    receives the running state, {@code h.stateWords()} ints; must not overlap the prepared key
     * @param stOff first index written
     */
    public static void init(HashFunction h, int[] k, int kOff, int[] st, int stOff) {
        System.arraycopy(k, kOff, st, stOff, h.stateWords());
    }

    /**
     * Ends a message and writes its {@code h.digestLength()} bytes. The running state is spent.
     *
     * <p>Scratch: none; the inner digest stands in {@code dst} for a moment.
     *
     * @param h      hash function
     * @param k      prepared key, left unchanged
     * @param kOff   its first word
     * @param st     running state
     * @param stOff  its first word
     * @param dst    destination; may hold the message
     * @param dstOff first index written
     */
    public static void finish(HashFunction h, int[] k, int kOff, int[] st, int stOff, byte[] dst, int dstOff) {
        h.finish(st, stOff, dst, dstOff);
        System.arraycopy(k, kOff + h.stateWords(), st, stOff, h.stateWords());
        h.update(st, stOff, dst, dstOff, h.digestLength());
        h.finish(st, stOff, dst, dstOff);
    }
}
