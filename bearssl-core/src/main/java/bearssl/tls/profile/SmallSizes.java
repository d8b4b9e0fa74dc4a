package bearssl.tls.profile;

import bearssl.ec.EcP256M15;
import bearssl.rsa.RsaI15;

/**
 * Scratch that the small implementations take inside a handshake, in elements. A test runs the handshakes and holds
 * each number to the high-water mark that they reach.
 */
final class SmallSizes {
    /** Ints: the PRF's HMAC. P-256 and the generator take fewer. */
    static final int INTS = 78;
    /** Bytes without ServerKeyExchange: the PRF. */
    static final int RSA_BYTES = 172;

    private static final int DIGEST_LEN = 32;
    private static final int MIN_MESSAGE_LEN = 512;

    private SmallSizes() {
    }

    /** Bytes with ServerKeyExchange: a digest, and above it the block of an RSA signature. ECDSA takes fewer. */
    static int ecdheBytes(int rsaBits) {
        return DIGEST_LEN + rsaBits / 8;
    }

    /** Shorts without elliptic curves. */
    static int rsaShorts(int rsaBits) {
        if (rsaBits < 2048 || rsaBits > 4096) {
            throw new IllegalArgumentException("RSA keys: 2048 to 4096 bits");
        }
        return RsaI15.INSTANCE.scratchShorts(rsaBits);
    }

    /** Shorts with P-256, which borrows the same ones at another time. */
    static int ecdheShorts(int rsaBits) {
        int rsa = rsaShorts(rsaBits);
        return rsa > EcP256M15.SCRATCH_SHORTS ? rsa : EcP256M15.SCRATCH_SHORTS;
    }

    /** The longest message gathered: ServerHello. */
    static int rsaMessageLen() {
        return MIN_MESSAGE_LEN;
    }

    /** The longest message gathered: ServerHello, or ServerKeyExchange with a point, lengths and a signature. */
    static int ecdheMessageLen(int rsaBits) {
        int serverKeyExchange = 4 + 65 + 4 + rsaBits / 8;
        return serverKeyExchange > MIN_MESSAGE_LEN ? serverKeyExchange : MIN_MESSAGE_LEN;
    }
}
