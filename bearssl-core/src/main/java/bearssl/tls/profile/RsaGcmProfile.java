package bearssl.tls.profile;

import bearssl.aead.AesCt;
import bearssl.aead.Gcm;
import bearssl.aead.GhashCtmul32;
import bearssl.hash.Sha256;
import bearssl.rsa.RsaI15;
import bearssl.tls.CipherSuite;
import bearssl.tls.RsaKeyExchange;
import bearssl.tls.TlsProfile;

/**
 * RSA key transport only: the least code and memory, and no forward secrecy. For servers that still allow it, where
 * {@link EcdheProfile} does not fit.
 */
public final class RsaGcmProfile extends TlsProfile {
    private RsaGcmProfile(int rsaBits) {
        super(Sha256.INSTANCE, rsaBits, HandshakeSizes.rsaMessageLen(), HandshakeSizes.RSA_BYTES,
                SmallSizes.rsaShorts(rsaBits), HandshakeSizes.INTS, 0);
    }

    /** Makes the profile for RSA keys up to 2048 bits. @return a new profile */
    public static RsaGcmProfile create() {
        return create(2048);
    }

    /**
     * Makes the profile.
     *
     * @param rsaBits longest RSA key of a server, 2048 to 4096
     * @return a new profile
     */
    public static RsaGcmProfile create(int rsaBits) {
        RsaGcmProfile profile = new RsaGcmProfile(rsaBits);
        profile.with(CipherSuite.RSA_WITH_AES_128_GCM_SHA256, new RsaKeyExchange(RsaI15.INSTANCE));
        return profile;
    }

    protected Gcm newGcm() {
        return new Gcm(new AesCt(), new GhashCtmul32());
    }
}
