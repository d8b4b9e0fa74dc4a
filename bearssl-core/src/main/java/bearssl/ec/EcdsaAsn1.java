package bearssl.ec;

/**
 * The two encodings of an ECDSA signature: TLS and X.509 carry {@code SEQUENCE { r INTEGER, s INTEGER }} in DER
 * (RFC 3279, 2.2.3), the arithmetic wants r and s as two numbers of equal length in a row ("raw", IEEE P1363).
 *
 * <p>Stricter than BearSSL, which takes lengths that aren't minimal and integers with a zero too many or too few:
 * a signature has exactly one encoding here.
 *
 * <p>CT: none, signatures are public. Scratch: none. Source: ITU-T X.690, 8.1.3, 8.3 and 10.1.
 */
public final class EcdsaAsn1 {
    private static final int TAG_SEQUENCE = 0x30;
    private static final int TAG_INTEGER = 0x02;
    private static final int LONG_FORM_1 = 0x81;
    private static final int INTEGER_OVERHEAD = 3; // tag, length, a zero before a high bit
    private static final int MAX_HALF = 66;     // P-521; an INTEGER then is still below 128 bytes

    private EcdsaAsn1() {
    }

    /**
     * Decodes DER into raw form. Zero passes, though no valid signature has it.
     *
     * @param der    array with the encoded signature
     * @param off    its first byte
     * @param len    its length, which it must fill exactly
     * @param raw    destination, {@code 2*half} bytes; not overlapping the source
     * @param rawOff first index written
     * @param half   length of r and of s in raw form, 1..66: 32 for P-256
     * @return true on success; false, with raw in part written, if this is not DER or r or s is negative or too long
     */
    public static boolean toRaw(byte[] der, int off, int len, byte[] raw, int rawOff, int half) {
        if (half < 1 || half > MAX_HALF || len < 2 || (der[off] & 0xFF) != TAG_SEQUENCE) {
            return false;
        }
        int end = off + len;
        int contentLen = der[off + 1] & 0xFF;
        int at = off + 2;
        if (contentLen == LONG_FORM_1 && len > 2) {
            contentLen = der[at] & 0xFF;
            at++;
            // X.690, 10.1: "the length shall be encoded in the minimum number of octets"
            if (contentLen < 0x80) {
                return false;
            }
        } else if (contentLen >= 0x80) {
            return false;
        }
        if (contentLen != end - at) {
            return false;
        }
        at = integer(der, at, end, raw, rawOff, half);
        if (at < 0) {
            return false;
        }
        at = integer(der, at, end, raw, rawOff + half, half);
        return at == end;
    }

    /**
     * Longest encoding of a signature.
     *
     * @param half length of r and of s in raw form, 1..66
     * @return bytes, 72 for P-256
     */
    public static int maxDerLen(int half) {
        int contentLen = 2 * (INTEGER_OVERHEAD + half);
        return contentLen + headerLen(contentLen);
    }

    /**
     * Encodes raw form as DER.
     *
     * @param raw    array with r and s, {@code 2*half} bytes, big-endian
     * @param rawOff first byte of r
     * @param half   length of r and of s, 1..66
     * @param der    destination, {@link #maxDerLen} bytes; not overlapping the source
     * @param off    first index written
     * @return length of the encoding
     */
    public static int toDer(byte[] raw, int rawOff, int half, byte[] der, int off) {
        int contentLen = integerLen(raw, rawOff, half) + integerLen(raw, rawOff + half, half);
        int at = off;
        der[at++] = TAG_SEQUENCE;
        if (headerLen(contentLen) > 2) {
            der[at++] = (byte) LONG_FORM_1;
        }
        der[at++] = (byte) contentLen;
        at = putInteger(der, at, raw, rawOff, half);
        return putInteger(der, at, raw, rawOff + half, half) - off;
    }

    private static int headerLen(int contentLen) {
        return contentLen < 0x80 ? 2 : 3;
    }

    // Leading zeros of a number, the last byte aside.
    private static int zeros(byte[] raw, int off, int half) {
        int n = 0;
        while (n < half - 1 && raw[off + n] == 0) {
            n++;
        }
        return n;
    }

    private static int integerLen(byte[] raw, int off, int half) {
        int skip = zeros(raw, off, half);
        return 2 + half - skip + (raw[off + skip] < 0 ? 1 : 0);
    }

    // Returns the index behind the INTEGER.
    private static int putInteger(byte[] der, int at, byte[] raw, int off, int half) {
        int len = integerLen(raw, off, half) - 2;
        der[at] = TAG_INTEGER;
        der[at + 1] = (byte) len;
        der[at + 2] = 0;
        int digits = len > half ? half : len;
        int next = at + 2 + len;
        System.arraycopy(raw, off + half - digits, der, next - digits, digits);
        return next;
    }

    // Copies the INTEGER at der[at], right-aligned. Returns the index behind it, or -1.
    private static int integer(byte[] der, int at, int end, byte[] raw, int rawOff, int half) {
        if (end - at < 3 || der[at] != TAG_INTEGER) {
            return -1;
        }
        int len = der[at + 1] & 0xFF;
        int first = at + 2;
        if (len == 0 || len >= 0x80 || len > end - first || der[first] < 0) {
            return -1;
        }
        int next = first + len;
        if (der[first] == 0 && len > 1) {
            // X.690, 8.3.2: the first nine bits "shall not all be zero"
            if (der[first + 1] >= 0) {
                return -1;
            }
            first++;
        }
        int digits = next - first;
        if (digits > half) {
            return -1;
        }
        for (int i = 0; i < half - digits; i++) {
            raw[rawOff + i] = 0;
        }
        System.arraycopy(der, first, raw, rawOff + half - digits, digits);
        return next;
    }
}
