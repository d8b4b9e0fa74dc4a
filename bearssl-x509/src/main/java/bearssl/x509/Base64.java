package bearssl.x509;

/** Base64 (RFC 4648, section 4). CT: not constant-time; private keys go through it at set-up only. Scratch: none. */
final class Base64 {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    private Base64() {
    }

    /** The value of a character. @param c a character @return 0..63, or -1 if it is not of the alphabet */
    static int value(int c) {
        if (c >= 'A' && c <= 'Z') {
            return c - 'A';
        }
        if (c >= 'a' && c <= 'z') {
            return c - 'a' + 26;
        }
        if (c >= '0' && c <= '9') {
            return c - '0' + 52;
        }
        if (c == '+') {
            return 62;
        }
        return c == '/' ? 63 : -1;
    }

    /** Encodes with padding. @return number of characters written, 4 for each 3 bytes begun */
    static int encode(byte[] src, int off, int len, byte[] dst, int dstOff) {
        int at = dstOff;
        for (int i = 0; i < len; i += 3) {
            int bits = (src[off + i] & 0xFF) << 16;
            if (i + 1 < len) {
                bits |= (src[off + i + 1] & 0xFF) << 8;
            }
            if (i + 2 < len) {
                bits |= src[off + i + 2] & 0xFF;
            }
            dst[at++] = (byte) ALPHABET.charAt(bits >> 18);
            dst[at++] = (byte) ALPHABET.charAt(bits >> 12 & 63);
            dst[at++] = (byte) (i + 1 < len ? ALPHABET.charAt(bits >> 6 & 63) : '=');
            dst[at++] = (byte) (i + 2 < len ? ALPHABET.charAt(bits & 63) : '=');
        }
        return at - dstOff;
    }
}
