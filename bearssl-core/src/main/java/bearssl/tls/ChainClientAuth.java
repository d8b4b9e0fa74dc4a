package bearssl.tls;

/**
 * The half of a {@link ClientAuth} that is not secret: a chain of certificates in arrays. A key that lives elsewhere,
 * in a secure element or behind a callback, needs a subclass that says how to sign; {@link EcClientAuth} and {@link
 * RsaClientAuth} have the key in memory.
 */
public abstract class ChainClientAuth implements ClientAuth {
    private static final String NO_CHAIN;

    static { // not as a constant: docs/ARCHITECTURE.md, "No literal in a method"
        NO_CHAIN = "no certificate";
    }

    private final byte[][] chain;

    /**
     * Keeps the chain; nothing is copied or decoded.
     *
     * @param chain one certificate (DER) or more, the client's own first, each signed by the next; the root may be
     *              left out
     */
    protected ChainClientAuth(byte[][] chain) {
        if (chain.length == 0) {
            throw new IllegalArgumentException(NO_CHAIN);
        }
        this.chain = chain;
    }

    public final int certificates() {
        return chain.length;
    }

    public final int certificateLen(int index) {
        return chain[index].length;
    }

    public final void certificateBytes(int index, int from, byte[] dst, int off, int len) {
        System.arraycopy(chain[index], from, dst, off, len);
    }
}
