package bearssl.ec;

import bearssl.base.Workspace;

/**
 * Arithmetic modulo the order n of a curve's group, which a curve may bring for ECDSA; for those that do not,
 * {@link bearssl.bigint.I15} serves. Numbers are unsigned big-endian, results of {@link EcVerifyCurve#scalarLen} bytes
 * and below n; a destination may be where an operand is.
 *
 * <p>CT: lengths leak, numbers do not. Scratch: at most {@link EcVerifyCurve#scratchLongs}.
 */
interface EcOrder {
    /**
     * Computes {@code dst = 1/a mod n}; 0 for 0.
     *
     * @param dst  destination
     * @param off  first index written
     * @param a    array with a, as long as a result, below n
     * @param aOff its first byte
     * @param ws   scratch
     */
    void invertScalar(byte[] dst, int off, byte[] a, int aOff, Workspace ws);

    /**
     * Computes {@code dst = a*b + c mod n}. The three may exceed n; a length of 0 makes a number 0.
     *
     * @param dst  destination, with b in it
     * @param off  first index written
     * @param a    array with a
     * @param aOff its first byte
     * @param aLen its length in bytes, at most that of a result
     * @param bOff first byte of b in dst, which is as long as a result
     * @param c    array with c
     * @param cOff its first byte
     * @param cLen its length in bytes, at most that of a result
     * @param ws   scratch
     */
    void multiplyAddScalars(byte[] dst, int off, byte[] a, int aOff, int aLen, int bOff, byte[] c, int cOff, int cLen,
            Workspace ws);
}
