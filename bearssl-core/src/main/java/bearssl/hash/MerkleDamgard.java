package bearssl.hash;

import bearssl.base.Codec;

/**
 * What SHA-1 and SHA-2 share: blocks of 16 big-endian words, a byte count, and padding with a one bit, zero bits and
 * the length in bits, which takes two words (FIPS 180-4, sections 5.1 and 5.2).
 *
 * <p>A state is the chaining words, the byte count (high word, low word) and the words of the current block, all of 32
 * bits; where the standard has words of 64, in SHA-512, two make one, the high one first, and a block has 32. A byte is
 * shifted into its word from the right, so whatever an unfinished word held before is gone when it is complete.
 *
 * <p>Messages are shorter than 2^61 bytes. For SHA-1 and SHA-256 the standard says so; SHA-512 would allow more.
 */
abstract class MerkleDamgard implements HashFunction {
    private final int chainWords;

    MerkleDamgard(int chainWords) {
        this.chainWords = chainWords;
    }

    /** Writes the initial chaining words. */
    abstract void start(int[] st, int stOff);

    /** Takes the block at {@code blockOff} into the chaining words; it is used up as scratch. */
    abstract void compress(int[] st, int stOff, int blockOff);

    public int digestLength() {
        return 4 * chainWords;
    }

    public final int blockLength() {
        // 5 or 8 words of 32 bits, or the 8 words of 64 that are 16 here.
        return chainWords < 16 ? 64 : 128;
    }

    public final int stateWords() {
        return chainWords + 2 + blockLength() / 4;
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
        int blockLen = blockLength();
        int blockEnd = block + blockLen / 4;
        int pos = st[count + 1] & blockLen - 1;
        addToCount(st, count, len);
        int i = off;
        while (i < end) {
            if (pos == 0 && end - i >= blockLen) {
                for (int w = block; w < blockEnd; w++) {
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
        int blockLen = blockLength();
        int pos = put(st, stOff, block, st[count + 1] & blockLen - 1, 0x80);
        // The length has two words of the standard, an eighth of the block; its upper half is 0 if they are of 64 bits.
        while (pos != blockLen - blockLen / 8) {
            pos = put(st, stOff, block, pos, 0);
        }
        while (pos != blockLen - 8) {
            pos = put(st, stOff, block, pos, 0);
        }
        st[block + blockLen / 4 - 2] = st[count] << 3 | st[count + 1] >>> 29;
        st[block + blockLen / 4 - 1] = st[count + 1] << 3;
        compress(st, stOff, block);
        for (int i = 0; 4 * i < digestLength(); i++) {
            Codec.putBe32(dst, dstOff + 4 * i, st[stOff + i]);
        }
    }

    private int put(int[] st, int stOff, int block, int pos, int b) {
        int w = block + (pos >>> 2);
        st[w] = st[w] << 8 | b & 0xFF;
        if (pos < blockLength() - 1) {
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
