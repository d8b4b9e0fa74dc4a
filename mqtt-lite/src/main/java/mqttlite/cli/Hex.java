package mqttlite.cli;

/** Hexadecimal numbers: lower case when written, either case when read. */
final class Hex {
    private static final String DIGITS = "0123456789abcdef";

    private Hex() {
    }

    static String of(byte[] b, int off, int len) {
        StringBuilder s = new StringBuilder(2 * len);
        for (int i = off; i < off + len; i++) {
            s.append(DIGITS.charAt(b[i] >> 4 & 15)).append(DIGITS.charAt(b[i] & 15));
        }
        return s.toString();
    }

    /** Reads a number; an odd first digit is a byte of its own. @return null if there is none, or another character */
    static byte[] parse(String text) {
        byte[] b = new byte[(text.length() + 1) / 2];
        for (int i = 0; i < text.length(); i++) {
            int v = value(text.charAt(i));
            if (v < 0) {
                return null;
            }
            int at = b.length - 1 - (text.length() - 1 - i) / 2;
            b[at] = (byte) (b[at] << 4 | v);
        }
        return b.length == 0 ? null : b;
    }

    /** The value of a digit, -1 for another character. */
    static int value(int c) {
        return c < 0x80 ? Character.digit(c, 16) : -1;
    }
}
