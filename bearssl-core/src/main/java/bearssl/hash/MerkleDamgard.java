package bearssl.hash;

import bearssl.base.Codec;

/**
 * What SHA-1 and SHA-256 share: 64-byte blocks of big-endian 32-bit words, a byte count, and padding with a one bit,
 * zero bits and the 64-bit length (FIPS 180-4, sections 5.1.1 and 5.2.1).
 *
 * <p>A state is the chaining words, the byte count (high word, low word) and the 16 words of the current block. A
 * byte is shifted into its word from the right, so whatever an unfinished word held before is gone when it is complete.
 */
abstract class MerkleDamgard implements HashFunction {
    static final int BLOCK_LEN = 64;
    static final int BLOCK_WORDS = 16;

    private final int chainWords;

    MerkleDamgard(int chainWords) {
        this.chainWords = chainWords;
    }

    /** Writes the initial chaining words. */
    abstract void start(int[] st, int stOff);

    /** Takes the 16 words at {@code blockOff} into the chaining words; they are used up as scratch. */
    abstract void compress(int[] st, int stOff, int blockOff);

    public final int digestLength() {
        return 4 * chainWords;
    }

    public final int blockLength() {
        return BLOCK_LEN;
    }

    public final int stateWords() {
        return chainWords + 2 + BLOCK_WORDS;
    }

    public final void init(int[] st, int stOff) {
        start(st, stOff);
        st[stOff + chainWords] = 0;
        st[stOff + chainWords + 1] = 0;
    }

    public final void update(int[] st, int stOff, byte[] data, int off, int len) {
        int count = stOff + chainWords;
        int block = count + 2;
        int end = off + len;
        int pos = st[count + 1] & BLOCK_LEN - 1;
        addToCount(st, count, len);
        int i = off;
        while (i < end) {
            if (pos == 0 && end - i >= BLOCK_LEN) {
                for (int w = block; w < block + BLOCK_WORDS; w++) {
                    st[w] = data[i] << 24 | (data[i + 1] & 0xFF) << 16 | (data[i + 2] & 0xFF) << 8 | data[i + 3] & 0xFF;
                    i += 4;
                }
                compress(st, stOff, block);
            } else {
                pos = put(st, stOff, block, pos, data[i++]);
            }
        }
    }

    public final void finish(int[] st, int stOff, byte[] dst, int dstOff) {
        int count = stOff + chainWords;
        int block = count + 2;
        int pos = put(st, stOff, block, st[count + 1] & BLOCK_LEN - 1, 0x80);
        while (pos != BLOCK_LEN - 8) {
            pos = put(st, stOff, block, pos, 0);
        }
        st[block + 14] = st[count] << 3 | st[count + 1] >>> 29;
        st[block + 15] = st[count + 1] << 3;
        compress(st, stOff, block);
        for (int i = 0; i < chainWords; i++) {
            Codec.putBe32(dst, dstOff + 4 * i, st[stOff + i]);
        }
    }

    private int put(int[] st, int stOff, int block, int pos, int b) {
        int w = block + (pos >>> 2);
        st[w] = st[w] << 8 | b & 0xFF;
        if (pos < BLOCK_LEN - 1) {
            return pos + 1;
        }
        compress(st, stOff, block);
        return 0;
    }

    private static void addToCount(int[] st, int count, int len) {
        int before = st[count + 1];
        st[count + 1] = before + len;
        // Carry out of before + len, where 0 <= len < 2^31: the top bit was set and no longer is.
        st[count] += (before & ~st[count + 1]) >>> 31;
    }
}
