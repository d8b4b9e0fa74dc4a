package bearssl.x509;

import bearssl.base.Ct;

/**
 * Trust anchors in an array: four bytes {@code BAN1}, then {@link TrustAnchor} records one after another. It is
 * searched from its start; a few hundred anchors take some microseconds.
 */
public final class AnchorList implements TrustStore {
    /** Length of what stands before the first record. */
    public static final int HEADER_LEN = 4;

    private static final String MAGIC;
    private static final String MALFORMED;

    static { // not as constants: docs/ARCHITECTURE.md, "No literal in a method"
        MAGIC = "BAN1";
        MALFORMED = "not a list of trust anchors";
    }

    private final byte[] buf;
    private final int first;
    private final int end;

    /**
     * Makes a list on the caller's array, which must stay unchanged.
     *
     * @param packed holds the list
     * @param off    its first byte
     * @param len    its length in bytes
     */
    public AnchorList(byte[] packed, int off, int len) {
        if (!isValid(packed, off, len)) {
            throw new IllegalArgumentException(MALFORMED);
        }
        buf = packed;
        first = off + HEADER_LEN;
        end = off + len;
    }

    /**
     * Tells whether bytes are a list.
     *
     * @param packed array
     * @param off    first byte
     * @param len    length in bytes
     * @return true if so; the keys themselves are not judged
     */
    public static boolean isValid(byte[] packed, int off, int len) {
        if (len < HEADER_LEN) {
            return false;
        }
        for (int i = 0; i < HEADER_LEN; i++) {
            if (packed[off + i] != MAGIC.charAt(i)) {
                return false;
            }
        }
        int at = off + HEADER_LEN;
        while (at < off + len) {
            int n = TrustAnchor.check(packed, at, off + len);
            if (n == 0) {
                return false;
            }
            at += n;
        }
        return true;
    }

    /**
     * Writes the {@link #HEADER_LEN} bytes that start a list; records of {@link AnchorDecoder} follow.
     *
     * @param dst destination
     * @param off first index written
     */
    public static void writeHeader(byte[] dst, int off) {
        for (int i = 0; i < HEADER_LEN; i++) {
            dst[off + i] = (byte) MAGIC.charAt(i);
        }
    }

    /** Number of anchors. @return 0 or more */
    public int count() {
        int n = 0;
        for (int at = first; at < end; at += TrustAnchor.check(buf, at, end)) {
            n++;
        }
        return n;
    }

    public boolean find(byte[] dnHash, int off, int index, TrustAnchor anchor) {
        int left = index;
        for (int at = first; at < end; at += TrustAnchor.check(buf, at, end)) {
            if (Ct.equal(buf, at + TrustAnchor.DN_OFF, dnHash, off, TrustAnchor.DN_LEN) != 0 && left-- == 0) {
                anchor.set(buf, at);
                return true;
            }
        }
        return false;
    }
}
