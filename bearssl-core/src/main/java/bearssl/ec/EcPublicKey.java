package bearssl.ec;

/**
 * An elliptic-curve public key as a view on the caller's bytes: an uncompressed point {@code 04 || X || Y}
 * (SEC 1, section 2.3.3). Setting it copies and checks nothing.
 */
public final class EcPublicKey {
    private int curve;
    private byte[] buf;
    private int off;
    private int len;

    /** Makes a key that is not set yet: curve and length are 0. */
    public EcPublicKey() {
        // the fields' zeros say "not set"
    }

    /**
     * Points this key at a point.
     *
     * @param namedCurve the curve's TLS number, {@link EcCurve#SECP256R1} for P-256
     * @param array      holds the point
     * @param pointOff   its first byte
     * @param pointLen   its length in bytes
     */
    public void set(int namedCurve, byte[] array, int pointOff, int pointLen) {
        curve = namedCurve;
        buf = array;
        off = pointOff;
        len = pointLen;
    }

    /** The curve's TLS number (RFC 8422, section 5.1.1). @return 23 for P-256, 0 before {@link #set} */
    public int curve() {
        return curve;
    }

    /** The array with the point. @return the caller's array, null before {@link #set} */
    public byte[] array() {
        return buf;
    }

    /** First byte of the point. @return an index */
    public int off() {
        return off;
    }

    /** Length of the point. @return bytes */
    public int len() {
        return len;
    }
}
