package mqttlite;

/**
 * CRC-32 of ISO 3309 (the polynomial of Ethernet and zip), four bits at a time: against accidents, not against
 * attackers.
 */
final class Crc32 {
    private static final int POLYNOMIAL = 0xEDB88320;
    private static final int[] NIBBLES = new int[16];

    static {
        for (int i = 0; i < 16; i++) {
            int c = i;
            for (int bit = 0; bit < 4; bit++) {
                c = (c & 1) == 0 ? c >>> 1 : c >>> 1 ^ POLYNOMIAL;
            }
            NIBBLES[i] = c;
        }
    }

    private Crc32() {
    }

    /** Checksum of {@code len} bytes from {@code off}. */
    static int of(byte[] b, int off, int len) {
        int c = -1;
        for (int i = off; i < off + len; i++) {
            c ^= b[i] & 0xFF;
            c = c >>> 4 ^ NIBBLES[c & 15];
            c = c >>> 4 ^ NIBBLES[c & 15];
        }
        return ~c;
    }
}
