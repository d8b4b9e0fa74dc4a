package mqttlite.cli;

/**
 * Walks through DER elements that lie in an array, for those who print them. {@link #next} goes to the next element;
 * whatever does not fit into what holds it ends the walk.
 */
final class DerReader {
    static final int INTEGER = 0x02;
    static final int BIT_STRING = 0x03;
    static final int OCTET_STRING = 0x04;
    static final int OID = 0x06;
    static final int SEQUENCE = 0x30;

    final byte[] buf;
    private final int end;
    private int pos;
    private int tag;
    private int off;
    private int len;

    DerReader(byte[] buf, int off, int len) {
        this.buf = buf;
        this.pos = off;
        this.end = off + len;
    }

    /** Goes to the next element. @return false if there is none that is whole */
    boolean next() {
        tag = -1;
        if (end - pos < 2) {
            return false;
        }
        int at = pos + 1;
        int length = buf[at++] & 0xFF;
        if (length > 0x80 && length <= 0x84) {
            int count = length - 0x80;
            length = 0;
            for (; count > 0 && at < end; count--) {
                length = length << 8 | buf[at++] & 0xFF;
            }
            length = count == 0 ? length : -1;
        } else if (length >= 0x80) {
            length = -1;
        }
        if (length < 0 || length > end - at) {
            return false;
        }
        tag = buf[pos] & 0xFF;
        off = at;
        len = length;
        pos = at + length;
        return true;
    }

    /** Goes to the next element. @return whether it has this tag */
    boolean next(int wanted) {
        return next() && tag == wanted;
    }

    /** The elements in the one at hand; none, if there is none at hand. */
    DerReader inside() {
        return new DerReader(buf, off, tag < 0 ? 0 : len);
    }

    /** The elements in the BIT STRING at hand, behind its count of unused bits. */
    DerReader insideBits() {
        return new DerReader(buf, off + 1, tag < 0 || len == 0 ? 0 : len - 1);
    }

    /** Identifier byte of the element at hand, -1 if there is none. */
    int tag() {
        return tag;
    }

    /** First byte of its contents. */
    int off() {
        return off;
    }

    /** Length of its contents. */
    int len() {
        return len;
    }

    /** An object identifier as {@code 1.2.840.113549}; what cannot be one in hexadecimal. */
    String oid() {
        StringBuilder s = new StringBuilder();
        long value = 0;
        for (int i = off; i < off + len; i++) {
            value = value << 7 | buf[i] & 0x7F;
            if (value > Integer.MAX_VALUE || i == off + len - 1 && buf[i] < 0) {
                return "#" + Hex.of(buf, off, len);
            }
            if (buf[i] >= 0) {
                if (s.length() == 0) {
                    long first = Math.min(value / 40, 2);
                    s.append(first).append('.').append(value - 40 * first);
                } else {
                    s.append('.').append(value);
                }
                value = 0;
            }
        }
        return s.toString();
    }
}
