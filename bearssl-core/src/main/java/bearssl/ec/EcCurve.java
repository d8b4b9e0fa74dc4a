package bearssl.ec;

import bearssl.base.Workspace;

/** Arithmetic on one prime-order curve with secret scalars, for key exchange and signing. */
public interface EcCurve extends EcVerifyCurve {
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
}
