package bearssl.x509;

import bearssl.ec.EcP256M15;
import bearssl.ec.EcVerifyCurve;
import bearssl.hash.HashFunction;
import bearssl.hash.Sha256;
import bearssl.hash.Sha384;
import bearssl.hash.Sha512;
import bearssl.rsa.RsaI15;

/** Chain validation as most clients want it: RSA up to 2048 bits and P-256, with SHA-256, 384 and 512. */
public final class X509Default {
    private X509Default() {
    }

    /**
     * Makes an engine with {@link X509Rules#DEFAULT}.
     *
     * @param anchors whom to trust
     * @param clock   what time it is
     * @return a new engine
     */
    public static X509Minimal create(TrustStore anchors, X509Clock clock) {
        return new X509Minimal(anchors, clock, 2048, X509Rules.DEFAULT,
                new HashFunction[] {Sha256.INSTANCE, Sha384.INSTANCE, Sha512.INSTANCE},
                RsaI15.INSTANCE, new EcVerifyCurve[] {EcP256M15.INSTANCE});
    }
}
