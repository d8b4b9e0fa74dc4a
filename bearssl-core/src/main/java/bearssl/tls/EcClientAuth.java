package bearssl.tls;

import bearssl.base.Workspace;
import bearssl.ec.EcCurve;
import bearssl.ec.EcPrivateKey;
import bearssl.ec.EcdsaAsn1;
import bearssl.ec.EcdsaSign;
import bearssl.hash.Sha256;

/**
 * A client certificate with an elliptic-curve key in memory; signatures are those of {@link EcdsaSign}. It has no state
 * beside what it is given, so one object serves any number of clients:
 * <pre>
 *     EcPrivateKey key = new EcPrivateKey();
 *     key.set(EcCurve.SECP256R1, scalar, 0, 32);
 *     ClientAuth auth = new EcClientAuth(EcP256M15.INSTANCE, key, new byte[][] {certificate, issuer});
 *     Workspace ws = profile.newWorkspace(x509, auth);
 *     tls.clientAuth(auth);
 * </pre>
 */
public final class EcClientAuth extends ChainClientAuth {
    private final EcCurve curve;
    private final EcPrivateKey key;

    /**
     * Keeps key and chain; nothing is copied. That they belong together is not checked here: the server does.
     *
     * @param curve arithmetic on the key's curve
     * @param key   private key; one of another curve, or out of range, makes {@link #sign} fail
     * @param chain certificates in DER, the client's own first
     */
    public EcClientAuth(EcCurve curve, EcPrivateKey key, byte[][] chain) {
        super(chain);
        this.curve = curve;
        this.key = key;
    }

    public int signature() {
        return ECDSA;
    }

    public int maxSignatureLen() {
        return EcdsaAsn1.maxDerLen(curve.scalarLen());
    }

    public int sign(byte[] hash, int hashOff, byte[] dst, int off, Workspace ws) {
        return EcdsaSign.sign(curve, Sha256.INSTANCE, key, hash, hashOff, dst, off, ws);
    }

    public int scratchBytes() {
        return EcdsaSign.scratchBytes(curve, Sha256.INSTANCE);
    }

    public int scratchShorts() {
        return EcdsaSign.scratchShorts(curve);
    }

    public int scratchInts() {
        return EcdsaSign.scratchInts(curve, Sha256.INSTANCE);
    }

    public int scratchLongs() {
        return curve.scratchLongs();
    }
}
