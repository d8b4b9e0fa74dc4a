package bearssl.x509;

import bearssl.ec.EcP256M15;
import bearssl.ec.EcP384I15;
import bearssl.ec.EcP521I15;
import bearssl.ec.EcVerifyCurve;
import bearssl.hash.HashFunction;
import bearssl.hash.Sha256;
import bearssl.hash.Sha384;
import bearssl.hash.Sha512;
import bearssl.rsa.RsaI15;

/** Chain validation with all that this library verifies: P-384 and P-521 besides, and RSA up to 4096 bits. */
public final class X509Full {
    private X509Full() {
    }

    /**
     * Makes an engine.
     *
     * @param anchors    whom to trust
     * @param clock      what time it is
     * @param maxRsaBits longest RSA key or signature, 2048 to 4096
     * @param rules      a sum of {@link X509Rules}
     * @return a new engine
     */
    public static X509Minimal create(TrustStore anchors, X509Clock clock, int maxRsaBits, int rules) {
        return new X509Minimal(anchors, clock, maxRsaBits, rules,
                new HashFunction[] {Sha256.INSTANCE, Sha384.INSTANCE, Sha512.INSTANCE},
                RsaI15.INSTANCE, new EcVerifyCurve[] {EcP256M15.INSTANCE, EcP384I15.INSTANCE, EcP521I15.INSTANCE});
    }
}
