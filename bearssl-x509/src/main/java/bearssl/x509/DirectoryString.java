package bearssl.x509;

import bearssl.tls.BrErr;

/**
 * The string types of names (X.680, RFC 5280 section 4.1.2.4), as far as they are compared with a server's name: made
 * plain bytes in place. UTF-8 stays as it is; characters beyond ASCII of the other types are in no server name.
 */
final class DirectoryString {
    private static final int UTF8 = 12;
    private static final int BMP = 30;
    private static final int BYTE_ORDER_MARK = 0xFEFF;
    private static final int SWAPPED_MARK = 0xFFFE;
    private static final int SUPPLEMENTARY = 0x10000; // any of these: none is in a server's name

    // UTF8String, NumericString, PrintableString, TeletexString, IA5String, BMPString
    private static final int TYPES = 1 << UTF8 | 1 << 18 | 1 << 19 | 1 << 20 | 1 << 22 | 1 << BMP;

    private DirectoryString() {
    }

    /** Whether a tag is that of a string type. @param tag identifier byte @return true if so */
    static boolean isString(int tag) {
        return tag < 0x20 && (TYPES >> tag & 1) != 0;
    }

    /**
     * Makes a string plain bytes.
     *
     * @param tag identifier byte of a string type
     * @param b   holds the contents from index 0, at most {@link DerWalker#PAD_LEN} bytes of them
     * @param len length of the contents
     * @return length of the bytes, now at index 0; -1 for a string that can match no name; minus
     *     {@link BrErr#BR_ERR_X509_INNER_TRUNC} for half a character at the end of a BMPString
     */
    static int toBytes(int tag, byte[] b, int len) {
        int have = len < DerWalker.PAD_LEN ? len : DerWalker.PAD_LEN;
        if (tag == BMP) {
            return bmp(b, len, have);
        }
        for (int i = 0; i < have; i++) {
            if (b[i] == 0 || tag != UTF8 && b[i] < 0) {
                return -1;
            }
        }
        return len < DerWalker.PAD_LEN ? len : -1;
    }

    private static int bmp(byte[] b, int len, int have) {
        boolean swapped = have > 1 && unit(b, 0, false) == SWAPPED_MARK;
        int n = 0;
        boolean plain = true;
        for (int i = swapped ? 2 : 0; i + 1 < have; i += 2) {
            int c = unit(b, i, swapped);
            if (c >= 0xD800 && c < 0xDC00 && i + 2 < len) {
                // The other half has to follow; with half of that the length is odd.
                i += 2;
                c = i + 1 >= have ? SUPPLEMENTARY : unit(b, i, swapped) >> 10 == 0xDC00 >> 10 ? SUPPLEMENTARY : 0;
            }
            // BearSSL reads no further than an invalid character.
            if (c == 0 || c >= 0xD800 && c < 0xE000) {
                return -1;
            }
            if (c != BYTE_ORDER_MARK || n > 0) {
                plain &= c < 0x80;
                b[n++] = (byte) c;
            }
        }
        if ((len & 1) != 0) {
            return -BrErr.BR_ERR_X509_INNER_TRUNC;
        }
        return plain && len < DerWalker.PAD_LEN ? n : -1;
    }

    private static int unit(byte[] b, int off, boolean swapped) {
        int first = b[off] & 0xFF;
        int second = b[off + 1] & 0xFF;
        return swapped ? second << 8 | first : first << 8 | second;
    }
}
