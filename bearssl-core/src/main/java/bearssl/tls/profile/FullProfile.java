package bearssl.tls.profile;

import bearssl.aead.AesCt;
import bearssl.aead.Gcm;
import bearssl.aead.GhashCtmul32;
import bearssl.ec.EcP256M15;
import bearssl.ec.EcVerifyCurve;
import bearssl.hash.Sha256;
import bearssl.rsa.RsaI15;
import bearssl.tls.CipherSuite;
import bearssl.tls.EcdheWideKeyExchange;

/**
 * Every suite that this library knows, or those of them that the caller lists, and servers' signatures with SHA-256,
 * SHA-384 and SHA-512; all in the small forms. The curves of servers' keys are P-256 and those that the caller names.
 */
public final class FullProfile extends AllSuites {
    private FullProfile(int rsaBits, int[] suites, EcVerifyCurve[] keyCurves) {
        super(Sha256.INSTANCE, rsaBits, suites, RsaI15.INSTANCE, EcP256M15.INSTANCE, keyCurves);
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
        return create(rsaBits, suites, new EcVerifyCurve[0]);
    }

    /**
     * Makes the profile with a choice of suites, for servers whose certificate has an EC key on another curve than
     * P-256, say {@code new EcVerifyCurve[] {EcP384I15.INSTANCE}}. See {@link EcdheWideKeyExchange} before: there are
     * servers that break when a further curve is offered.
     *
     * @param rsaBits   longest RSA key of a server, 2048 to 4096
     * @param suites    constants of {@link CipherSuite}, most preferred first, each at most once
     * @param keyCurves curves of servers' keys besides P-256; kept, not copied
     * @return a new profile
     */
    public static FullProfile create(int rsaBits, int[] suites, EcVerifyCurve[] keyCurves) {
        return new FullProfile(rsaBits, suites, keyCurves);
    }

    protected Gcm newGcm() {
        return new Gcm(new AesCt(), new GhashCtmul32());
    }
}
