package bearssl.hash;

/**
 * SHA-224: 28 bytes. It is SHA-256 from another start, less the last word.
 *
 * <p>CT: only offsets and lengths leak. Scratch: none; {@link #stateWords} = 26. Source: FIPS 180-4, section 6.3.
 */
public final class Sha224 extends Sha256 {
    /** The only one needed: it has no state. */
    public static final HashFunction INSTANCE = new Sha224();

    private Sha224() {
        // all its state is the caller's
    }

    public int id() {
        return SHA224;
    }

    public int digestLength() {
        return 28;
    }

    // FIPS 180-4, 5.3.2: the second 32 bits of the fractional parts of the square roots of the 9th to the 16th prime.
    void start(int[] st, int stOff) {
        st[stOff] = 0xC1059ED8;
        st[stOff + 1] = 0x367CD507;
        st[stOff + 2] = 0x3070DD17;
        st[stOff + 3] = 0xF70E5939;
        st[stOff + 4] = 0xFFC00B31;
        st[stOff + 5] = 0x68581511;
        st[stOff + 6] = 0x64F98FA7;
        st[stOff + 7] = 0xBEFA4FA4;
    }
}
