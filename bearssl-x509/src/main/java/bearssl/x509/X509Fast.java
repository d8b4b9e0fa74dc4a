package bearssl.x509;

import bearssl.ec.EcP256Wide;
import bearssl.ec.EcP384I15;
import bearssl.ec.EcP521I15;
import bearssl.ec.EcVerifyCurve;
import bearssl.hash.HashFunction;
import bearssl.hash.Sha256Unrolled;
import bearssl.hash.Sha384;
import bearssl.hash.Sha512;
import bearssl.rsa.RsaI28;

/** Chain validation with the fast engines for RSA and P-256, to go with {@code FastProfile} on a 64-bit JVM. */
public final class X509Fast {
    private X509Fast() {
    }

    /**
     * Makes an engine for RSA up to 4096 bits and P-256, with SHA-256, 384 and 512, and {@link X509Rules#DEFAULT}.
     *
     * @param anchors whom to trust
     * @param clock   what time it is
     * @return a new engine
     */
    public static X509Minimal create(TrustStore anchors, X509Clock clock) {
        return create(anchors, clock, 4096, X509Rules.DEFAULT, new EcVerifyCurve[] {EcP256Wide.INSTANCE});
    }

    /**
     * Makes an engine with P-384 and P-521 besides, which are not in a fast form.
     *
     * @param anchors    whom to trust
     * @param clock      what time it is
     * @param maxRsaBits longest RSA key or signature, 2048 to 4096
     * @param rules      a sum of {@link X509Rules}
     * @return a new engine
     */
    public static X509Minimal createFull(TrustStore anchors, X509Clock clock, int maxRsaBits, int rules) {
        return create(anchors, clock, maxRsaBits, rules,
                new EcVerifyCurve[] {EcP256Wide.INSTANCE, EcP384I15.INSTANCE, EcP521I15.INSTANCE});
    }

    private static X509Minimal create(TrustStore anchors, X509Clock clock, int maxRsaBits, int rules,
            EcVerifyCurve[] curves) {
        return new X509Minimal(anchors, clock, maxRsaBits, rules,
                new HashFunction[] {Sha256Unrolled.INSTANCE, Sha384.INSTANCE, Sha512.INSTANCE}, RsaI28.INSTANCE, curves);
    }
}
