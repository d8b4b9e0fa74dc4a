package bearssl.rsa;

/**
 * An RSA public key as a view on the caller's bytes: modulus and exponent, unsigned big-endian. Setting it copies
 * nothing; the array must stay unchanged while the key is in use.
 */
public final class RsaPublicKey {
    private byte[] buf;
    private int nOff;
    private int nLen;
    private int eOff;
    private int eLen;

    /** Makes a key that is not set yet: both lengths are 0. */
    public RsaPublicKey() {
        // the fields' zeros say "not set"
    }

    /**
     * Points this key at a modulus and an exponent; leading zero bytes of either are skipped.
     *
     * @param array           holds both
     * @param modulusOff      first byte of the modulus
     * @param modulusLen      its length in bytes
     * @param exponentOff     first byte of the exponent
     * @param exponentLen     its length in bytes
     */
    public void set(byte[] array, int modulusOff, int modulusLen, int exponentOff, int exponentLen) {
        int n = modulusOff;
        int e = exponentOff;
        while (n < modulusOff + modulusLen && array[n] == 0) {
            n++;
        }
        while (e < exponentOff + exponentLen && array[e] == 0) {
            e++;
        }
        buf = array;
        nOff = n;
        nLen = modulusOff + modulusLen - n;
        eOff = e;
        eLen = exponentOff + exponentLen - e;
    }

    /** The array with both numbers. @return the caller's array, null before {@link #set} */
    public byte[] array() {
        return buf;
    }

    /** First byte of the modulus. @return an index, of a byte that is not zero unless the length is 0 */
    public int modulusOff() {
        return nOff;
    }

    /** Length of the modulus without leading zeros. @return bytes */
    public int modulusLen() {
        return nLen;
    }

    /** First byte of the public exponent. @return an index */
    public int exponentOff() {
        return eOff;
    }

    /** Length of the public exponent without leading zeros. @return bytes */
    public int exponentLen() {
        return eLen;
    }

    /**
     * Modulus and exponent odd, the exponent 3 or more and below the modulus. Neither starts with a zero byte, so the
     * longer one is the greater.
     */
    boolean isSound() {
        if (nLen == 0 || eLen == 0 || eLen > nLen) {
            return false;
        }
        if ((buf[nOff + nLen - 1] & buf[eOff + eLen - 1] & 1) == 0) {
            return false;
        }
        if (eLen == 1 && buf[eOff] == 1) {
            return false;
        }
        return eLen < nLen || isBelow(buf, eOff, nOff, nLen);
    }

    private static boolean isBelow(byte[] b, int xOff, int yOff, int len) {
        for (int i = 0; i < len; i++) {
            int diff = (b[xOff + i] & 0xFF) - (b[yOff + i] & 0xFF);
            if (diff != 0) {
                return diff < 0;
            }
        }
        return false;
    }
}
