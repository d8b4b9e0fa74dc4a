package bearssl.ec;

import bearssl.base.Workspace;

/**
 * As much arithmetic on one prime-order curve as the verification of a signature needs, all of it on public data. A
 * stateless singleton; scratch comes from the workspace.
 *
 * <p>Points are uncompressed, {@code 04 || X || Y}; scalars are unsigned big-endian, of {@link #scalarLen} bytes. Each
 * method checks the points it is given: length, first byte, coordinates below the field prime, on the curve.
 */
public interface EcVerifyCurve {
    /** P-256 in TLS numbers (RFC 8422, section 5.1.1). */
    int SECP256R1 = 23;
    /** P-384 in TLS numbers. */
    int SECP384R1 = 24;
    /** P-521 in TLS numbers. */
    int SECP521R1 = 25;

    /** The curve's TLS number. @return for example {@link #SECP256R1} */
    int namedCurve();

    /** Length of an encoded point. @return bytes, 65 for P-256 */
    int pointLen();

    /** Length of a scalar and of the order. @return bytes, 32 for P-256 */
    int scalarLen();

    /** Shorts that an operation takes from the workspace. @return elements */
    int scratchShorts();

    /** Ints that an operation takes from the workspace. @return elements */
    int scratchInts();

    /** Longs that an operation takes; none on short limbs. @return elements */
    int scratchLongs();

    /**
     * Writes the order of the group, big-endian, {@link #scalarLen} bytes.
     *
     * @param dst destination
     * @param off first index written
     */
    void order(byte[] dst, int off);

    /**
     * Tells whether bytes are a point that may be a public key (SP 800-56A, 5.6.2.3.4: with a prime order that is all).
     *
     * @param point array with the point, left unchanged
     * @param off   its first byte
     * @param len   its length in bytes, any
     * @param ws    scratch
     * @return true if it is on the curve, in the form above
     */
    boolean isOnCurve(byte[] point, int off, int len, Workspace ws);

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
