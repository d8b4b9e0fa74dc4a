package bearssl.tls.profile;

import bearssl.aead.AesCt;
import bearssl.aead.Gcm;
import bearssl.aead.GhashCtmul32;
import bearssl.ec.EcP256M15;
import bearssl.hash.Sha256;
import bearssl.rsa.RsaI15;
import bearssl.tls.CipherSuite;
import bearssl.tls.EcdheKeyExchange;
import bearssl.tls.TlsProfile;

/**
 * Forward secrecy only: ECDHE on P-256 with RSA or EC certificates, all in the small forms (i15, m15, ct, ctmul32).
 */
public final class EcdheProfile extends TlsProfile {
    private EcdheProfile(int rsaBits) {
        super(Sha256.INSTANCE, rsaBits, HandshakeSizes.ecdheMessageLen(rsaBits),
                HandshakeSizes.ecdheBytes(rsaBits), SmallSizes.ecdheShorts(rsaBits), HandshakeSizes.INTS, 0);
    }

    /** Makes the profile for RSA keys up to 2048 bits. @return a new profile */
    public static EcdheProfile create() {
        return create(2048);
    }

    /**
     * Makes the profile.
     *
     * @param rsaBits longest RSA key of a server, 2048 to 4096
     * @return a new profile
     */
    public static EcdheProfile create(int rsaBits) {
        EcdheProfile profile = new EcdheProfile(rsaBits);
        EcdheKeyExchange ecdhe = new EcdheKeyExchange(EcP256M15.INSTANCE, RsaI15.INSTANCE, Sha256.INSTANCE);
        profile.with(CipherSuite.ECDHE_RSA_WITH_AES_128_GCM_SHA256, ecdhe);
        profile.with(CipherSuite.ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, ecdhe);
        return profile;
    }

    protected Gcm newGcm() {
        return new Gcm(new AesCt(), new GhashCtmul32());
    }
}
