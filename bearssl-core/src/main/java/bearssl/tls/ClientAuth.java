package bearssl.tls;

import bearssl.base.Workspace;

/**
 * The client's certificate chain and what signs with its key, for servers that ask for one. The key may live elsewhere,
 * in a secure element for instance: only a signature is asked for, and {@link ChainClientAuth} does the rest; with
 * {@link EcClientAuth} and {@link RsaClientAuth} it is in memory. Hand it to {@link TlsClient#clientAuth}.
 *
 * <p>The signature is over SHA-256, in the form of TLS 1.2 (RFC 5246, section 7.4.8): PKCS#1 version 1.5 for RSA, DER
 * for ECDSA.
 */
public interface ClientAuth {
    /** The key is an RSA key: its signatures are rsa_pkcs1. */
    int RSA = 1;
    /** The key is an elliptic-curve key: its signatures are ecdsa. */
    int ECDSA = 3;

    /** Kind of the key. @return {@link #RSA} or {@link #ECDSA} */
    int signature();

    /** Number of certificates in the chain. @return 1 or more */
    int certificates();

    /** Length of a certificate. @param index 0 for the client's own @return bytes, below 2^24 in all */
    int certificateLen(int index);

    /**
     * Copies a part of a certificate.
     *
     * @param index 0 for the client's own
     * @param from  first byte wanted
     * @param dst   destination
     * @param off   first index written
     * @param len   number of bytes, within the certificate
     */
    void certificateBytes(int index, int from, byte[] dst, int off, int len);

    /** Longest signature that {@link #sign} may write. @return bytes, at most 512 */
    int maxSignatureLen();

    /**
     * Signs a SHA-256 hash.
     *
     * @param hash    array with the hash
     * @param hashOff first of 32 bytes
     * @param dst     destination, with room for {@link #maxSignatureLen} bytes
     * @param off     first index written
     * @param ws      scratch
     * @return length of the signature; 0 or less if it cannot be made, which ends the connection
     */
    int sign(byte[] hash, int hashOff, byte[] dst, int off, Workspace ws);

    /** Bytes of scratch that {@link #sign} takes. @return elements */
    int scratchBytes();

    /** Shorts of scratch that it takes. @return elements */
    int scratchShorts();

    /** Ints of scratch that it takes. @return elements */
    int scratchInts();

    /** Longs of scratch that it takes. @return elements */
    int scratchLongs();
}
