package bearssl.x509;

/**
 * Pins as text. Reading is strict: what is not exactly a pin is refused with the reason, because a pin that was read
 * wrongly locks the device out, or worse.
 *
 * <p>Hexadecimal: pairs of digits of either case, with nothing between them, or one space, or one colon, the same
 * throughout. Base64: the 44 characters of 32 bytes, padding included, with or without {@code sha256//} before them.
 * No white space before or after.
 */
public final class PinText {
    /** The text is a pin. */
    public static final int OK = 0;
    /** A character that is neither a digit of the notation nor a separator. */
    public static final int BAD_CHARACTER = 1;
    /** Too few or too many bytes, or half a byte. */
    public static final int BAD_LENGTH = 2;
    /** Separators that are doubled, mixed, missing here and there, or at an end. */
    public static final int BAD_SEPARATOR = 3;
    /** All bytes are zero: Tasmota's mark for "learn the key", not a pin. */
    public static final int ALL_ZERO = 4;
    /** All bytes are FF: Tasmota's mark for "accept any key", not a pin. */
    public static final int ALL_FF = 5;

    private static final String BASE64_PREFIX = "sha256//";
    private static final int BASE64_LEN = 44;
    private static final String DIGITS = "0123456789ABCDEF";

    private PinText() {
    }

    /**
     * Reads a 20-byte fingerprint in hexadecimal.
     *
     * @param text the text
     * @param dst  destination; when the result is not {@link #OK}, {@link #ALL_ZERO} or {@link #ALL_FF}, the bytes
     *             there have no meaning
     * @param off  first of 20 bytes
     * @return {@link #OK} or the reason why it is no pin
     */
    public static int parseFingerprint(String text, byte[] dst, int off) {
        return parseHex(text, dst, off, KeyFingerprint.LEN);
    }

    /**
     * Reads a 32-byte digest, in base64 or in hexadecimal.
     *
     * @param text the text
     * @param dst  destination, as for {@link #parseFingerprint}
     * @param off  first of 32 bytes
     * @return {@link #OK} or the reason why it is no pin
     */
    public static int parseSpki(String text, byte[] dst, int off) {
        if (text.startsWith(BASE64_PREFIX)) {
            return parseBase64(text, BASE64_PREFIX.length(), dst, off);
        }
        if (text.length() == BASE64_LEN && text.charAt(BASE64_LEN - 1) == '=') {
            return parseBase64(text, 0, dst, off);
        }
        return parseHex(text, dst, off, X509SpkiPin.LEN);
    }

    private static int parseHex(String text, byte[] dst, int off, int count) {
        int n = text.length();
        int separator = n > 2 && hexValue(text.charAt(2)) < 0 ? text.charAt(2) : 0;
        int step = separator == 0 ? 2 : 3;
        if (separator != 0 && separator != ' ' && separator != ':') {
            return BAD_CHARACTER;
        }
        for (int i = 0; i < n; i++) {
            int c = text.charAt(i);
            boolean isSeparator = c == ' ' || c == ':';
            if (!isSeparator && hexValue(c) < 0) {
                return BAD_CHARACTER;
            }
            boolean separatorHere = i % step == 2;
            if (isSeparator != separatorHere || isSeparator && c != separator) {
                return BAD_SEPARATOR;
            }
        }
        if (n != count * step - (step - 2)) {
            return n > 0 && n % step == 0 && step == 3 ? BAD_SEPARATOR : BAD_LENGTH;
        }
        for (int i = 0; i < count; i++) {
            dst[off + i] = (byte) (hexValue(text.charAt(i * step)) << 4 | hexValue(text.charAt(i * step + 1)));
        }
        return markOf(dst, off, count);
    }

    static int hexValue(int c) {
        if (c >= '0' && c <= '9') {
            return c - '0';
        }
        int lower = c | 0x20;
        return lower >= 'a' && lower <= 'f' && c < 0x80 ? lower - 'a' + 10 : -1;
    }

    private static int parseBase64(String text, int from, byte[] dst, int off) {
        if (text.length() - from != BASE64_LEN) {
            return BAD_LENGTH;
        }
        int bits = 0;
        int at = off;
        for (int i = 0; i < BASE64_LEN - 1; i++) { // 43 characters: ten groups of three bytes, then two bytes
            int v = Base64.value(text.charAt(from + i));
            if (v < 0) {
                return BAD_CHARACTER;
            }
            bits = bits << 6 | v;
            int phase = i & 3;
            if (phase != 0 && at < off + X509SpkiPin.LEN) {
                dst[at++] = (byte) (bits >> 6 - 2 * phase);
            }
        }
        // RFC 4648, 3.5: the unused bits of the last character must be zero.
        if (text.charAt(text.length() - 1) != '=' || (bits & 3) != 0) {
            return BAD_CHARACTER;
        }
        return markOf(dst, off, X509SpkiPin.LEN);
    }

    private static int markOf(byte[] b, int off, int len) {
        if (!isMark(b, off, len)) {
            return OK;
        }
        return b[off] == 0 ? ALL_ZERO : ALL_FF;
    }

    // All zero or all FF.
    static boolean isMark(byte[] b, int off, int len) {
        if (b[off] != 0 && b[off] != -1) {
            return false;
        }
        for (int i = 1; i < len; i++) {
            if (b[off + i] != b[off]) {
                return false;
            }
        }
        return true;
    }

    /**
     * Writes bytes in hexadecimal, upper case, as ASCII.
     *
     * @param src       source
     * @param off       its first byte
     * @param len       number of bytes
     * @param separator character between two bytes, 0 for none
     * @param dst       destination; must not overlap the source
     * @param dstOff    first index written
     * @return number of characters written: 3 per byte minus 1, or 2 per byte without separator
     */
    public static int formatHex(byte[] src, int off, int len, int separator, byte[] dst, int dstOff) {
        int at = dstOff;
        for (int i = 0; i < len; i++) {
            if (i > 0 && separator != 0) {
                dst[at++] = (byte) separator;
            }
            int v = src[off + i];
            dst[at++] = (byte) DIGITS.charAt(v >> 4 & 15);
            dst[at++] = (byte) DIGITS.charAt(v & 15);
        }
        return at - dstOff;
    }

    /**
     * Writes bytes in base64 with padding (RFC 4648, section 4), as ASCII.
     *
     * @param src    source
     * @param off    its first byte
     * @param len    number of bytes
     * @param dst    destination; must not overlap the source
     * @param dstOff first index written
     * @return number of characters written: 44 for a digest of 32 bytes
     */
    public static int formatBase64(byte[] src, int off, int len, byte[] dst, int dstOff) {
        return Base64.encode(src, off, len, dst, dstOff);
    }
}
