package bearssl.tls;

import bearssl.base.Workspace;
import bearssl.hash.HashFunction;
import bearssl.rsa.Pkcs1Sign;
import bearssl.rsa.RsaPrivate;
import bearssl.rsa.RsaPrivateKey;

/**
 * A client certificate with an RSA key in memory; signatures are those of {@link Pkcs1Sign}. It has no state beside
 * what it is given, so one object serves any number of clients: <pre>
 * ClientAuth auth = new RsaClientAuth(RsaI15Private.INSTANCE, decoder.rsaKey(), new byte[][] {certificate, issuer});
 *     Workspace ws = profile.newWorkspace(x509, auth);
 *     tls.clientAuth(auth);
 * </pre>
 */
public final class RsaClientAuth extends ChainClientAuth {
    private static final int MAX_MODULUS_BITS = 4096;
    private static final String TOO_LONG;

    static { // not as a constant: docs/ARCHITECTURE.md, "No literal in a method"
        TOO_LONG = "RSA keys: at most 4096 bits";
    }

    private final RsaPrivate rsa;
    private final RsaPrivateKey key;

    /**
     * Keeps key and chain; nothing is copied. That they belong together is not checked here: the server does.
     *
     * @param rsa   the private operation
     * @param key   private key, up to 4096 bits; one that is not set, or not sound, makes {@link #sign} fail
     * @param chain certificates in DER, the client's own first
     */
    public RsaClientAuth(RsaPrivate rsa, RsaPrivateKey key, byte[][] chain) {
        super(chain);
        if (key.modulusBits() > MAX_MODULUS_BITS) {
            throw new IllegalArgumentException(TOO_LONG);
        }
        this.rsa = rsa;
        this.key = key;
    }

    public int signature() {
        return RSA;
    }

    public int maxSignatureLen() {
        return (key.modulusBits() + 7) / 8;
    }

    public int sign(byte[] hash, int hashOff, byte[] dst, int off, Workspace ws) {
        return Pkcs1Sign.sign(rsa, key, HashFunction.SHA256, hash, hashOff, dst, off, ws);
    }

    public int scratchBytes() {
        return rsa.scratchBytes(key);
    }

    public int scratchShorts() {
        return rsa.scratchShorts(key);
    }

    public int scratchInts() {
        return rsa.scratchInts(key);
    }

    public int scratchLongs() {
        return rsa.scratchLongs(key);
    }
}
