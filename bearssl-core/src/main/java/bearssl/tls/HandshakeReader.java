package bearssl.tls;

import bearssl.base.Codec;

/**
 * Finds message boundaries in the stream of handshake bytes, wherever records cut it: four bytes of header, then as
 * many of body as they announce.
 */
final class HandshakeReader {
    static final int HEADER_LEN = 4;

    // msg_type, RFC 5246, 7.4
    static final int HELLO_REQUEST = 0;
    static final int CLIENT_HELLO = 1;
    static final int SERVER_HELLO = 2;
    static final int CERTIFICATE = 11;
    static final int SERVER_KEY_EXCHANGE = 12;
    static final int CERTIFICATE_REQUEST = 13;
    static final int SERVER_HELLO_DONE = 14;
    static final int CERTIFICATE_VERIFY = 15;
    static final int CLIENT_KEY_EXCHANGE = 16;
    static final int FINISHED = 20;

    private int header; // the header's bytes so far, as one integer
    private int headerHave;
    private int bodyHave;

    void reset() {
        header = 0;
        headerHave = 0;
        bodyHave = 0;
    }

    /** Takes header bytes. @return how many were taken, 0 if the header is complete */
    int header(byte[] buf, int off, int len) {
        int n = 0;
        while (n < len && headerHave < HEADER_LEN) {
            header = header << 8 | buf[off + n] & 0xFF;
            headerHave++;
            n++;
        }
        return n;
    }

    boolean headerComplete() {
        return headerHave == HEADER_LEN;
    }

    /** Whether a message has begun and not ended. */
    boolean inMessage() {
        return headerHave > 0;
    }

    /** Bytes of the message so far, its header included. */
    int received() {
        return headerHave + bodyHave;
    }

    int type() {
        return header >>> 24;
    }

    int length() {
        return header & 0xFFFFFF;
    }

    int bodyHave() {
        return bodyHave;
    }

    int bodyMissing() {
        return length() - bodyHave;
    }

    void bodyTaken(int n) {
        bodyHave += n;
    }

    void putHeader(byte[] dst, int off) {
        Codec.putBe32(dst, off, header);
    }

    /** Writes the header of a message of ours. */
    static void putHeader(byte[] dst, int off, int type, int len) {
        Codec.putBe32(dst, off, type << 24 | len);
    }
}
