package bearssl.tls;

/**
 * How client and server come to a premaster secret: {@link EcdheKeyExchange} or {@link RsaKeyExchange}. A profile names
 * the ones it wants, so the classes of the others are not needed. Stateless; state lies in the handshake's frame.
 */
public abstract class KeyExchange {
    KeyExchange() {
    }

    /** Whether the server sends a ServerKeyExchange. */
    abstract boolean expectsServerKeyExchange();

    /** The group to offer. @return its TLS number, 0 if the exchange uses none */
    abstract int group();

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
