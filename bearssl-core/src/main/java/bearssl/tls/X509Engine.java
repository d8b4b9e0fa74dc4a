package bearssl.tls;

import bearssl.base.Workspace;
import bearssl.ec.EcPublicKey;
import bearssl.rsa.RsaPublicKey;

/**
 * Judges the server's certificate chain and yields the server's public key. Certificates arrive leaf first, in pieces
 * of any size, and are never held whole. One engine serves one handshake at a time and any number one after another.
 *
 * <p>Call order: {@link #startChain}; for each certificate {@link #startCert}, {@link #append} until its announced
 * length has passed, {@link #endCert}; then {@link #endChain}. An error sticks: later calls of the same chain are
 * ignored and {@code endChain} reports the first one. Nothing is thrown, whatever the bytes are.
 */
public interface X509Engine {
    /** The server's key is an RSA key. */
    int KEYTYPE_RSA = 1;
    /** The server's key is an elliptic-curve key. */
    int KEYTYPE_EC = 2;

    /** The key may be used for key exchange (RSA key transport). */
    int USAGE_KEYX = 0x10;
    /** The key may be used for signatures. */
    int USAGE_SIGN = 0x20;

    /** Bytes of scratch taken between {@link #startChain} and the end of {@link #endChain}. @return elements */
    int scratchBytes();

    /** Shorts of scratch taken meanwhile. @return elements */
    int scratchShorts();

    /** Ints of scratch taken meanwhile. @return elements */
    int scratchInts();

    /** Longs of scratch taken meanwhile; none with the small engines. @return elements */
    int scratchLongs();

    /**
     * Starts a chain; forgets the previous one.
     *
     * @param serverName name the caller wants to talk to, null or empty if it has none
     * @param ws         scratch, the engine's until {@link #endChain} returns; at least what the methods above say is
     *                   free, frames nest inside the caller's
     */
    void startChain(String serverName, Workspace ws);

    /** Starts a certificate. @param length its length in bytes, 0 to 2^24-1 */
    void startCert(int length);

    /**
     * Takes in the next bytes of the current certificate.
     *
     * @param buf source, left unchanged
     * @param off its first byte
     * @param len number of bytes, never past the announced length
     */
    void append(byte[] buf, int off, int len);

    /** Ends the current certificate. */
    void endCert();

    /**
     * Ends the chain and gives the verdict.
     *
     * @return {@link BrErr#BR_ERR_OK}, or the {@code BR_ERR_X509_*} code (or {@link BrErr#BR_ERR_BAD_PARAM}: no pin
     *     matches) of the first problem
     */
    int endChain();

    /** Type of the server's key; defined after {@link #endChain} gave OK. @return a {@code KEYTYPE_} constant */
    int keyType();

    /** What the server's key may be used for; defined after OK. @return a sum of {@code USAGE_} constants */
    int keyUsages();

    /** The server's RSA key; defined after OK when {@link #keyType} says so. @return a view into this engine */
    RsaPublicKey rsaKey();

    /** The server's EC key; defined after OK when {@link #keyType} says so. @return a view into this engine */
    EcPublicKey ecKey();
}
