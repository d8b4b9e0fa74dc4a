package bearssl.tls;

import bearssl.hash.HashFunction;

/**
 * How client and server come to a premaster secret: {@link EcdheKeyExchange} or {@link RsaKeyExchange}. A profile names
 * the ones it wants, so the classes of the others are not needed. Stateless; state lies in the handshake's frame.
 */
public abstract class KeyExchange {
    KeyExchange() {
    }

    /** Whether the server sends a ServerKeyExchange. */
    abstract boolean expectsServerKeyExchange();

    /** A group to offer. @param i 0 for its own, above that for keys of certificates @return its number, 0 for none */
    abstract int group(int i);

    /** A hash function to offer for signatures. @param i from 0 up, most wanted first @return its number, 0 for none */
    int hash(int i) {
        return i == 0 ? HashFunction.SHA256 : 0;
    }

    /**
     * Reads a ServerKeyExchange.
     *
     * @param buf holds the body of {@code len} bytes at {@code off}
     * @return a {@code BR_ERR_*} code
     */
    abstract int readServerKeyExchange(byte[] buf, int off, int len, HandshakeContext hs);

    /** Length of the body that {@link #writeClientKeyExchange} will write. */
    abstract int clientKeyExchangeLen(HandshakeContext hs);

    /**
     * Writes the body of the ClientKeyExchange and leaves the premaster secret in the frame.
     *
     * @param dst room for {@link #clientKeyExchangeLen} bytes at {@code off}
     * @return a {@code BR_ERR_*} code
     */
    abstract int writeClientKeyExchange(byte[] dst, int off, HandshakeContext hs);

    /** Where in the frame the premaster secret is. */
    abstract int premasterOff();

    /** How long it is. */
    abstract int premasterLen();
}
