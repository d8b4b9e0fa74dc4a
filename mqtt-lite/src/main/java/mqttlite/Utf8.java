package mqttlite;

/**
 * UTF-8 as MQTT wants it: no ill-formed sequence, no surrogate, no overlong form [MQTT-1.5.3-1], no U+0000
 * [MQTT-1.5.3-2]; U+FEFF is a character like any other [MQTT-1.5.3-3].
 *
 * <p>Source: The Unicode Standard, table 3-7 (well-formed byte sequences).
 */
public final class Utf8 {
    /** State of {@link #step} between two characters. */
    static final int BOUNDARY = 0;

    private Utf8() {
    }

    /**
     * Tells whether the bytes are a well-formed string for MQTT.
     *
     * @param b   array
     * @param off first byte
     * @param len number of bytes; 0 is well-formed
     * @return true if so
     */
    public static boolean isValid(byte[] b, int off, int len) {
        int state = BOUNDARY;
        for (int i = 0; i < len && state >= 0; i++) {
            state = step(state, b[off + i] & 0xFF);
        }
        return state == BOUNDARY;
    }

    /**
     * Encodes a string, for set-up: this allocates the result. A lone surrogate becomes three ill-formed bytes and
     * U+0000 a zero byte, which every check that follows refuses.
     *
     * @param s text
     * @return its bytes
     */
    public static byte[] createBytes(String s) {
        byte[] b = new byte[encode(s, null)];
        encode(s, b);
        return b;
    }

    // Writes into b, or only counts when b is null.
    private static int encode(String s, byte[] b) {
        int n = 0;
        for (int i = 0; i < s.length(); i++) {
            int c = s.charAt(i);
            if (c >= 0xD800 && c <= 0xDBFF && i + 1 < s.length()) {
                int low = s.charAt(i + 1);
                if (low >= 0xDC00 && low <= 0xDFFF) {
                    c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
                    i++;
                }
            }
            int tail = c < 0x80 ? 0 : c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
            if (b != null) {
                b[n] = (byte) (tail == 0 ? c : 0xFF80 >> tail & 0xFF | c >> 6 * tail);
                for (int k = 1; k <= tail; k++) {
                    b[n + k] = (byte) (0x80 | c >> 6 * (tail - k) & 0x3F);
                }
            }
            n += 1 + tail;
        }
        return n;
    }

    /**
     * Takes one byte. A state above {@link #BOUNDARY} holds what may follow: the number of bytes still missing
     * (bits 0-7), the least (8-15) and the greatest (16-23) value of the next one.
     *
     * @param state result of the previous step, first {@link #BOUNDARY}
     * @param b     0..255
     * @return the next state, or -1 if the sequence is not allowed
     */
    static int step(int state, int b) {
        if (state != BOUNDARY) {
            int missing = state & 0xFF;
            if (b < (state >> 8 & 0xFF) || b > state >> 16) {
                return -1;
            }
            return missing == 1 ? BOUNDARY : tail(missing - 1, 0x80, 0xBF);
        }
        if (b < 0x80) {
            return b == 0 ? -1 : BOUNDARY;
        }
        if (b < 0xC2 || b > 0xF4) {
            return -1;
        }
        if (b < 0xE0) {
            return tail(1, 0x80, 0xBF);
        }
        if (b < 0xF0) {
            // E0 80..9F would be overlong, ED A0..BF a surrogate.
            return tail(2, b == 0xE0 ? 0xA0 : 0x80, b == 0xED ? 0x9F : 0xBF);
        }
        // F0 80..8F would be overlong, F4 90.. above U+10FFFF.
        return tail(3, b == 0xF0 ? 0x90 : 0x80, b == 0xF4 ? 0x8F : 0xBF);
    }

    private static int tail(int missing, int least, int greatest) {
        return missing | least << 8 | greatest << 16;
    }
}
