package bearssl.tls.profile;

import bearssl.aead.AesCt;
import bearssl.aead.Gcm;
import bearssl.aead.GhashCtmul32;
import bearssl.ec.EcP256M15;
import bearssl.hash.Sha256;
import bearssl.rsa.RsaI15;
import bearssl.tls.CipherSuite;
import bearssl.tls.EcdheKeyExchange;
import bearssl.tls.KeyExchange;
import bearssl.tls.RsaKeyExchange;
import bearssl.tls.TlsProfile;

/** Every suite that this library knows, or those of them that the caller lists; all in the small forms. */
public final class FullProfile extends TlsProfile {
    private FullProfile(int rsaBits) {
        super(Sha256.INSTANCE, rsaBits, SmallSizes.ecdheMessageLen(rsaBits),
                SmallSizes.ecdheBytes(rsaBits), SmallSizes.ecdheShorts(rsaBits), SmallSizes.INTS);
    }

    /** Makes the profile with all three suites, RSA key transport last, and RSA keys up to 2048 bits. @return it */
    public static FullProfile create() {
        return create(2048, new int[] {
            CipherSuite.ECDHE_RSA_WITH_AES_128_GCM_SHA256,
            CipherSuite.ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
            CipherSuite.RSA_WITH_AES_128_GCM_SHA256,
        });
    }

    /**
     * Makes the profile with a choice of suites.
     *
     * @param rsaBits longest RSA key of a server, 2048 to 4096
     * @param suites  constants of {@link CipherSuite}, most preferred first, each at most once
     * @return a new profile
     */
    public static FullProfile create(int rsaBits, int[] suites) {
        if (suites.length == 0) {
            throw new IllegalArgumentException("a profile needs a cipher suite");
        }
        FullProfile profile = new FullProfile(rsaBits);
        KeyExchange ecdhe = new EcdheKeyExchange(EcP256M15.INSTANCE, RsaI15.INSTANCE, Sha256.INSTANCE);
        KeyExchange rsa = new RsaKeyExchange(RsaI15.INSTANCE);
        for (int i = 0; i < suites.length; i++) {
            profile.with(suites[i], suites[i] == CipherSuite.RSA_WITH_AES_128_GCM_SHA256 ? rsa : ecdhe);
        }
        return profile;
    }

    protected Gcm newGcm() {
        return new Gcm(new AesCt(), new GhashCtmul32());
    }
}
