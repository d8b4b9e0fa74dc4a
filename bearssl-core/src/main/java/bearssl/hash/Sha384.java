package bearssl.hash;

/**
 * SHA-384: 48 bytes. It is SHA-512 from another start, less the last two words.
 *
 * <p>CT: only offsets and lengths leak. Scratch: none; {@link #stateWords} = 50. Source: FIPS 180-4, section 6.5.
 */
public final class Sha384 extends Sha512 {
    /** The only one needed: it has no state. */
    public static final HashFunction INSTANCE = new Sha384();

    private Sha384() {
        // all its state is the caller's
    }

    public int id() {
        return SHA384;
    }

    public int digestLength() {
        return 48;
    }

    // FIPS 180-4, 5.3.4: fractional parts of the square roots of the 9th to the 16th prime.
    void start(int[] st, int stOff) {
        st[stOff] = 0xCBBB9D5D;
        st[stOff + 1] = 0xC1059ED8;
        st[stOff + 2] = 0x629A292A;
        st[stOff + 3] = 0x367CD507;
        st[stOff + 4] = 0x9159015A;
        st[stOff + 5] = 0x3070DD17;
        st[stOff + 6] = 0x152FECD8;
        st[stOff + 7] = 0xF70E5939;
        st[stOff + 8] = 0x67332667;
        st[stOff + 9] = 0xFFC00B31;
        st[stOff + 10] = 0x8EB44A87;
        st[stOff + 11] = 0x68581511;
        st[stOff + 12] = 0xDB0C2E0D;
        st[stOff + 13] = 0x64F98FA7;
        st[stOff + 14] = 0x47B5481D;
        st[stOff + 15] = 0xBEFA4FA4;
    }
}
