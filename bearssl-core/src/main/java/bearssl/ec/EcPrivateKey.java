package bearssl.ec;

/**
 * An elliptic-curve private key as a view on the caller's bytes: a scalar from 1 up to the curve's order minus 1,
 * big-endian, as long as the order. Setting it copies and checks nothing.
 */
public final class EcPrivateKey {
    private int curve;
    private byte[] buf;
    private int off;
    private int len;

    /** Makes a key that is not set yet: curve and length are 0. */
    public EcPrivateKey() {
        // the fields' zeros say "not set"
    }

    /**
     * Points this key at a scalar.
     *
     * @param namedCurve the curve's TLS number, {@link EcCurve#SECP256R1} for P-256
     * @param array      holds the scalar
     * @param scalarOff  its first byte
     * @param scalarLen  its length in bytes
     */
    public void set(int namedCurve, byte[] array, int scalarOff, int scalarLen) {
        curve = namedCurve;
        buf = array;
        off = scalarOff;
        len = scalarLen;
    }

    /** The curve's TLS number (RFC 8422, section 5.1.1). @return 23 for P-256, 0 before {@link #set} */
    public int curve() {
        return curve;
    }

    /** The array with the scalar. @return the caller's array, null before {@link #set} */
    public byte[] array() {
        return buf;
    }

    /** First byte of the scalar. @return an index */
    public int off() {
        return off;
    }

    /** Length of the scalar. @return bytes */
    public int len() {
        return len;
    }
}
