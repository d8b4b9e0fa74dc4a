package bearssl.tls.profile;

import bearssl.aead.AesCt;
import bearssl.aead.Gcm;
import bearssl.aead.GhashCtmul32;
import bearssl.ec.EcP256M15;
import bearssl.ec.EcVerifyCurve;
import bearssl.ec.EcdsaVerify;
import bearssl.hash.HashFunction;
import bearssl.hash.Sha256;
import bearssl.hash.Sha384;
import bearssl.hash.Sha512;
import bearssl.rsa.RsaI15;
import bearssl.tls.CipherSuite;
import bearssl.tls.EcdheWideKeyExchange;
import bearssl.tls.KeyExchange;
import bearssl.tls.RsaKeyExchange;
import bearssl.tls.TlsProfile;

/**
 * Every suite that this library knows, or those of them that the caller lists, and servers' signatures with SHA-256,
 * SHA-384 and SHA-512; all in the small forms. The curves of servers' keys are P-256 and those that the caller names.
 */
public final class FullProfile extends TlsProfile {
    private FullProfile(int rsaBits, EcVerifyCurve[] keyCurves) {
        super(Sha256.INSTANCE, rsaBits, SmallSizes.ecdheMessageLen(rsaBits),
                bytes(rsaBits, keyCurves), shorts(rsaBits, keyCurves), SmallSizes.INTS, 0);
    }

    // With ServerKeyExchange: the longest digest, and above it what RSA or ECDSA take.
    private static int bytes(int rsaBits, EcVerifyCurve[] keyCurves) {
        int most = rsaBits / 8;
        for (int i = 0; i < keyCurves.length; i++) {
            int n = EcdsaVerify.scratchBytes(keyCurves[i]);
            most = n > most ? n : most;
        }
        return Sha512.INSTANCE.digestLength() + most;
    }

    private static int shorts(int rsaBits, EcVerifyCurve[] keyCurves) {
        int most = SmallSizes.ecdheShorts(rsaBits);
        for (int i = 0; i < keyCurves.length; i++) {
            int n = keyCurves[i].scratchShorts();
            most = n > most ? n : most;
        }
        return most;
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
        if (suites.length == 0) {
            throw new IllegalArgumentException("a profile needs a cipher suite");
        }
        FullProfile profile = new FullProfile(rsaBits, keyCurves);
        KeyExchange ecdhe = new EcdheWideKeyExchange(EcP256M15.INSTANCE, RsaI15.INSTANCE,
                new HashFunction[] {Sha256.INSTANCE, Sha384.INSTANCE, Sha512.INSTANCE}, keyCurves);
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
