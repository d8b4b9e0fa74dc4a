package bearssl.x509;

import bearssl.ec.EcVerifyCurve;
import bearssl.hash.HashFunction;
import bearssl.hash.Sha256;
import bearssl.rsa.RsaI15;

/** Chain validation with the least code: RSA up to 2048 bits with SHA-256, for private CAs. */
public final class X509Rsa {
    private X509Rsa() {
    }

    /**
     * Makes an engine with {@link X509Rules#DEFAULT}.
     *
     * @param anchors whom to trust
     * @param clock   what time it is
     * @return a new engine
     */
    public static X509Minimal create(TrustStore anchors, X509Clock clock) {
        return new X509Minimal(anchors, clock, 2048, X509Rules.DEFAULT, new HashFunction[] {Sha256.INSTANCE},
                RsaI15.INSTANCE, new EcVerifyCurve[0]);
    }
}
