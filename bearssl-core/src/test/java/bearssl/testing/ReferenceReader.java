package bearssl.testing;

import java.util.Arrays;

/** Reads a structure; whatever does not fit is decode_error. */
final class ReferenceReader {
    private static final int DECODE = 50;

    private final byte[] bytes;
    private int at;

    ReferenceReader(byte[] bytes, int at) {
        this.bytes = bytes;
        this.at = at;
    }

    int at() {
        return at;
    }

    int left() {
        return bytes.length - at;
    }

    boolean more() {
        return at < bytes.length;
    }

    void peek(int len) {
        ReferenceStop.require(left() >= len, DECODE);
    }

    /** There are so many bytes, and nothing or a vector that takes all the rest. */
    void fits(int len, int lengthBytes) {
        ReferenceReader next = new ReferenceReader(bytes, at);
        next.take(len);
        if (next.more()) {
            next.vector(lengthBytes);
            next.end();
        }
    }

    void end() {
        ReferenceStop.require(!more(), DECODE);
    }

    int number(int len) {
        peek(len);
        int n = 0;
        for (int i = 0; i < len; i++) {
            n = n << 8 | bytes[at++] & 0xFF;
        }
        return n;
    }

    byte[] take(int len) {
        peek(len);
        at += len;
        return Arrays.copyOfRange(bytes, at - len, at);
    }

    ReferenceReader vector(int lengthBytes) {
        return new ReferenceReader(take(number(lengthBytes)), 0);
    }

    byte[] rest() {
        return take(left());
    }

    byte[] since(int start) {
        return Arrays.copyOfRange(bytes, start, at);
    }
}
