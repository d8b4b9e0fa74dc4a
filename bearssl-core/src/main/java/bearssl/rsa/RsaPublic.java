package bearssl.rsa;

import bearssl.base.Workspace;

/** The RSA public operation: {@code x^e mod n}. A stateless singleton; scratch comes from the workspace. */
public interface RsaPublic {
    /**
     * Scratch that an operation takes, for sizing a workspace.
     *
     * @param modulusBits length of the longest modulus to serve, for example 2048
     * @return shorts, in the 15-bit form 411 for 2048 and 822 for 4096
     */
    int scratchShorts(int modulusBits);

    /**
     * Scratch in ints.
     *
     * @param modulusBits length of the longest modulus to serve
     * @return ints, none in the 15-bit form
     */
    int scratchInts(int modulusBits);

    /**
     * Scratch in longs.
     *
     * @param modulusBits length of the longest modulus to serve
     * @return longs, none in the 15-bit form
     */
    int scratchLongs(int modulusBits);

    /**
     * The longest modulus that the free part of a workspace can serve: the key-size limit of a connection. Callers
     * compare before they call {@link #modPow}, so that a longer key has an error of its own.
     *
     * @param ws scratch as it will be when {@code modPow} is called
     * @return bytes
     */
    int maxModulusLen(Workspace ws);

    /**
     * Computes {@code x = x^e mod n} in place.
     *
     * <p>Refused, and {@code x} left without meaning: {@code len} other than the modulus length, x not below n, an even
     * modulus or exponent, an exponent below 3, an exponent not below n, a modulus longer than {@link #maxModulusLen}.
     *
     * <p>CT: modulus, exponent and all lengths leak, x does not; the refusal of an x not below n does.
     *
     * @param x   unsigned big-endian number
     * @param off its first byte
     * @param len its length, the same as the modulus
     * @param key modulus and exponent
     * @param ws  scratch
     * @return true on success
     */
    boolean modPow(byte[] x, int off, int len, RsaPublicKey key, Workspace ws);
}
