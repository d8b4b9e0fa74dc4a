package bearssl.tls.profile;

import bearssl.ec.EcP256M15;
import bearssl.rsa.RsaI15;

/**
 * Shorts that the small implementations take inside a handshake: held to the high-water mark, as {@link
 * HandshakeSizes}.
 */
final class SmallSizes {
    private SmallSizes() {
    }

    /** Without elliptic curves. */
    static int rsaShorts(int rsaBits) {
        return RsaI15.INSTANCE.scratchShorts(HandshakeSizes.checked(rsaBits));
    }

    /** With P-256, which borrows the same ones at another time. */
    static int ecdheShorts(int rsaBits) {
        int rsa = rsaShorts(rsaBits);
        return rsa > EcP256M15.SCRATCH_SHORTS ? rsa : EcP256M15.SCRATCH_SHORTS;
    }
}
