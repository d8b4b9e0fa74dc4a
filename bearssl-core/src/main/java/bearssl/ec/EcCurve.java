package bearssl.ec;

import bearssl.base.Workspace;

/**
 * Arithmetic on one prime-order curve. A stateless singleton; scratch comes from the workspace.
 *
 * <p>Points are uncompressed, {@code 04 || X || Y}; scalars are unsigned big-endian, of {@link #scalarLen} bytes. Each
 * method checks the points it is given: length, first byte, coordinates below the field prime, on the curve.
 */
public interface EcCurve {
    /** P-256 in TLS numbers (RFC 8422, section 5.1.1). */
    int SECP256R1 = 23;

    /** The curve's TLS number. @return for example {@link #SECP256R1} */
    int namedCurve();

    /** Length of an encoded point. @return bytes, 65 for P-256 */
    int pointLen();

    /** Length of a scalar and of the order. @return bytes, 32 for P-256 */
    int scalarLen();

    /**
     * Writes the order of the group, big-endian, {@link #scalarLen} bytes.
     *
     * @param dst destination
     * @param off first index written
     */
    void order(byte[] dst, int off);

    /**
     * Multiplies a point by a scalar, in place.
     *
     * <p>CT: validity of the point leaks; point and scalar do not.
     *
     * @param point     array with the point
     * @param off       its first byte
     * @param len       its length in bytes
     * @param scalar    array with the scalar, 1 up to the order minus 1
     * @param scalarOff its first byte
     * @param ws        scratch
     * @return true on success; false, with the point wiped, if it was invalid or the product is the point at infinity
     */
    boolean mul(byte[] point, int off, int len, byte[] scalar, int scalarOff, Workspace ws);

    /**
     * Multiplies the generator by a scalar.
     *
     * <p>CT: the scalar does not leak.
     *
     * @param dst       destination of the point, {@link #pointLen} bytes
     * @param off       first index written
     * @param scalar    array with the scalar, 1 up to the order minus 1
     * @param scalarOff its first byte
     * @param ws        scratch
     */
    void mulGen(byte[] dst, int off, byte[] scalar, int scalarOff, Workspace ws);

    /**
     * Computes {@code x*A + y*G} over the point A, in place: the heart of ECDSA verification.
     *
     * <p>Leaks everything: for public data only, unless an implementation says otherwise.
     *
     * @param point array with A
     * @param off   its first byte
     * @param len   its length in bytes
     * @param x     array with the scalar of A, below the order, may be 0
     * @param xOff  its first byte
     * @param y     array with the scalar of the generator, below the order, may be 0
     * @param yOff  its first byte
     * @param ws    scratch
     * @return true on success; false if A is invalid or the sum is the point at infinity
     */
    boolean mulAdd(byte[] point, int off, int len, byte[] x, int xOff, byte[] y, int yOff, Workspace ws);
}
