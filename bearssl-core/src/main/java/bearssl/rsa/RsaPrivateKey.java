package bearssl.rsa;

/**
 * An RSA private key with two primes as a view on the caller's bytes, in the form for the Chinese remainder theorem.
 * The numbers lie one after another, unsigned big-endian, in fixed lengths: p and q without leading zeros; dp, dq and
 * iq filled up with them to the length of the prime that they are below; then the public exponent. Setting it copies
 * and checks nothing.
 *
 * <p>The exponent is there to verify a signature before it leaves: one that was computed with a corrupted dp, dq or iq
 * would give the primes away.
 *
 * <p>Source: RFC 8017, sections 3.2 and A.1.2.
 */
public final class RsaPrivateKey {
    private static final int MIN_PRIME_LEN = 5; // reduction wants 33 bits

    private byte[] buf;
    private int start;
    private int bits;
    private int pLen;
    private int qLen;
    private int eLen;

    /** Makes a key that is not set yet: all lengths are 0. */
    public RsaPrivateKey() {
        // the fields' zeros say "not set"
    }

    /**
     * Points this key at {@code p || q || dp || dq || iq || e}.
     *
     * @param array       holds the numbers
     * @param off         first byte of p
     * @param modulusBits length of p*q in bits
     * @param lenP        length of p, and of dp and iq, in bytes
     * @param lenQ        length of q, and of dq
     * @param lenE        length of the public exponent
     */
    public void set(byte[] array, int off, int modulusBits, int lenP, int lenQ, int lenE) {
        buf = array;
        start = off;
        bits = modulusBits;
        pLen = lenP;
        qLen = lenQ;
        eLen = lenE;
    }

    /** The array with all numbers. @return the caller's array, null before {@link #set} */
    public byte[] array() {
        return buf;
    }

    /** Length of the modulus. @return bits, 0 before {@link #set} */
    public int modulusBits() {
        return bits;
    }

    /** First byte of the first prime. @return an index */
    public int pOff() {
        return start;
    }

    /** Length of p, dp and iq. @return bytes */
    public int pLen() {
        return pLen;
    }

    /** First byte of the second prime. @return an index */
    public int qOff() {
        return start + pLen;
    }

    /** Length of q and dq. @return bytes */
    public int qLen() {
        return qLen;
    }

    /** First byte of d mod p-1. @return an index, of {@link #pLen} bytes */
    public int dpOff() {
        return start + pLen + qLen;
    }

    /** First byte of d mod q-1. @return an index, of {@link #qLen} bytes */
    public int dqOff() {
        return start + 2 * pLen + qLen;
    }

    /** First byte of 1/q mod p. @return an index, of {@link #pLen} bytes */
    public int iqOff() {
        return start + 2 * pLen + 2 * qLen;
    }

    /** First byte of the public exponent. @return an index */
    public int exponentOff() {
        return start + 3 * pLen + 2 * qLen;
    }

    /** Length of the public exponent. @return bytes */
    public int exponentLen() {
        return eLen;
    }

    /** Length of the modulus. @return bytes */
    int modulusLen() {
        return (bits + 7) / 8;
    }

    /** What holds for every key: its lengths belong together, p and q are odd, e is odd and above 1. */
    boolean isSound() {
        int excess = pLen + qLen - modulusLen();
        int last = eLen - 1;
        if (pLen < MIN_PRIME_LEN || qLen < MIN_PRIME_LEN || excess < 0 || excess > 1 || last < 0) {
            return false;
        }
        int e = exponentOff();
        int high = 0;
        for (int i = 0; i < last; i++) {
            high |= buf[e + i];
        }
        boolean odd = (buf[start + pLen - 1] & buf[qOff() + qLen - 1] & buf[e + last] & 1) != 0;
        return odd && (high != 0 || buf[e + last] != 1);
    }
}
