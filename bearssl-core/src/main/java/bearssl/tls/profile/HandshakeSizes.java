package bearssl.tls.profile;

/**
 * Scratch that a handshake takes beside that of RSA and elliptic curves, in elements. A test runs the handshakes and
 * holds each number to the high-water mark that they reach.
 */
final class HandshakeSizes {
    /** Ints: the PRF's HMAC. */
    static final int INTS = 78;
    /** Bytes without ServerKeyExchange: the PRF. */
    static final int RSA_BYTES = 172;

    private static final int DIGEST_LEN = 32;
    private static final int MIN_MESSAGE_LEN = 512;

    private HandshakeSizes() {
    }

    /** The length of RSA keys as it was given. */
    static int checked(int rsaBits) {
        if (rsaBits < 2048 || rsaBits > 4096) {
            throw new IllegalArgumentException("RSA keys: 2048 to 4096 bits");
        }
        return rsaBits;
    }

    /** Bytes with ServerKeyExchange: a digest, and above it the block of an RSA signature. ECDSA takes fewer. */
    static int ecdheBytes(int rsaBits) {
        return DIGEST_LEN + rsaBits / 8;
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
