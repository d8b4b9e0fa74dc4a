package bearssl.tls.profile;

import bearssl.aead.AesCt64;
import bearssl.aead.Gcm;
import bearssl.aead.GhashCtmul64;
import bearssl.ec.EcP256Wide;
import bearssl.ec.EcVerifyCurve;
import bearssl.hash.Sha256Unrolled;
import bearssl.rsa.RsaI28;
import bearssl.tls.CipherSuite;

/**
 * The profile to take on a 64-bit JVM unless bytes are counted: like {@link FullProfile}, in the fast forms. What they
 * cost in bytes is in docs/MEMORY.md, what they gain in docs/benchmarks.
 */
public final class FastProfile extends AllSuites {
    private FastProfile(int rsaBits, int[] suites, EcVerifyCurve[] keyCurves) {
        super(Sha256Unrolled.INSTANCE, rsaBits, suites, RsaI28.INSTANCE, EcP256Wide.INSTANCE, keyCurves);
    }

    /** Makes the profile with ECDHE alone, for RSA keys up to 2048 bits and EC keys on P-256. @return a new profile */
    public static FastProfile create() {
        return create(2048, new int[] {
            CipherSuite.ECDHE_RSA_WITH_AES_128_GCM_SHA256,
            CipherSuite.ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
        });
    }

    /**
     * Makes the profile with a choice of suites.
     *
     * @param rsaBits longest RSA key of a server, 2048 to 4096
     * @param suites  constants of {@link CipherSuite}, most preferred first, each at most once
     * @return a new profile
     */
    public static FastProfile create(int rsaBits, int[] suites) {
        return create(rsaBits, suites, new EcVerifyCurve[0]);
    }

    /**
     * Makes the profile with a choice of suites, for servers whose certificate has an EC key on another curve than
     * P-256: see {@link FullProfile#create(int, int[], EcVerifyCurve[])}.
     *
     * @param rsaBits   longest RSA key of a server, 2048 to 4096
     * @param suites    constants of {@link CipherSuite}, most preferred first, each at most once
     * @param keyCurves curves of servers' keys besides P-256; kept, not copied
     * @return a new profile
     */
    public static FastProfile create(int rsaBits, int[] suites, EcVerifyCurve[] keyCurves) {
        return new FastProfile(rsaBits, suites, keyCurves);
    }

    protected Gcm newGcm() {
        return new Gcm(new AesCt64(), new GhashCtmul64());
    }
}
