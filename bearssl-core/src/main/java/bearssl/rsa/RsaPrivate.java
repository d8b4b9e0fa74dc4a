package bearssl.rsa;

import bearssl.base.Workspace;

/** The RSA private operation: {@code x^d mod n}. A stateless singleton; scratch comes from the workspace. */
public interface RsaPrivate {
    /**
     * Bytes of scratch that an operation takes.
     *
     * @param key the key, or one whose numbers have the same lengths
     * @return bytes, as many as the modulus has
     */
    int scratchBytes(RsaPrivateKey key);

    /**
     * Least scratch that an operation takes; it is faster with more, and takes more if that is free.
     *
     * @param key the key, or one whose numbers have the same lengths
     * @return shorts, in the 15-bit form 759 for 2048 bits and 1507 for 4096
     */
    int scratchShorts(RsaPrivateKey key);

    /**
     * Scratch in ints.
     *
     * @param key the key, or one whose numbers have the same lengths
     * @return ints, none in the 15-bit form
     */
    int scratchInts(RsaPrivateKey key);

    /**
     * Scratch in longs.
     *
     * @param key the key, or one whose numbers have the same lengths
     * @return longs, none in the 15-bit form
     */
    int scratchLongs(RsaPrivateKey key);

    /**
     * Computes {@code x = x^d mod n} in place.
     *
     * <p>The result is raised to the public exponent before it leaves, which has to give x again: one that is wrong
     * modulo one prime alone, because a number of the key or a step of the computation was disturbed, gives the key
     * away (Boneh, DeMillo, Lipton 1997; Lenstra 1996).
     *
     * <p>Refused, and {@code x} left as it is: {@code len} other than the modulus length, x not below n, a key that is
     * not set or whose lengths don't fit together, an even prime, a public exponent that is even or 1, a result that
     * fails the check, too little scratch.
     *
     * <p>CT: all lengths, the bit lengths of the primes and the public exponent leak, and whether x was refused; x, the
     * result and the other numbers of the key do not.
     *
     * @param x   unsigned big-endian number
     * @param off its first byte
     * @param len its length, the same as the modulus
     * @param key primes, exponents and coefficient
     * @param ws  scratch, wiped afterwards
     * @return true on success
     */
    boolean modPow(byte[] x, int off, int len, RsaPrivateKey key, Workspace ws);
}
