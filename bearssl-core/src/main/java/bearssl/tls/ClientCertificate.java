package bearssl.tls;

import bearssl.base.Codec;

/**
 * Composes the client's Certificate message (RFC 5246, section 7.4.6) piece by piece, so that a chain of any length
 * leaves through a small buffer.
 */
final class ClientCertificate {
    /** Least room that {@link #write} makes use of. */
    static final int MIN_ROOM = 16;

    private static final int LENGTH_LEN = 3;
    private static final int NOT_BEGUN = -1;

    private int index; // the certificate at hand, NOT_BEGUN before the header
    private int pos; // its bytes written, NOT_BEGUN before its length

    void start() {
        index = NOT_BEGUN;
        pos = NOT_BEGUN;
    }

    /** Writes as much as fits one record. @return true when the message is complete */
    boolean write(RecordOut out, HandshakeContext hs) {
        int off = out.payloadOff();
        int len = fill(out.buffer(), off, off + out.room(), hs.auth) - off;
        hs.transcript.update(out.buffer(), off, len);
        out.end(RecordIn.HANDSHAKE, len);
        return index == hs.auth.certificates();
    }

    // Returns the index behind what was written.
    private int fill(byte[] dst, int off, int end, ClientAuth auth) {
        int p = off;
        if (index == NOT_BEGUN) {
            int list = 0;
            for (int i = 0; i < auth.certificates(); i++) {
                list += LENGTH_LEN + auth.certificateLen(i);
            }
            HandshakeReader.putHeader(dst, p, HandshakeReader.CERTIFICATE, LENGTH_LEN + list);
            Codec.putU24(dst, p + HandshakeReader.HEADER_LEN, list);
            p += HandshakeReader.HEADER_LEN + LENGTH_LEN;
            index = 0;
        }
        while (index < auth.certificates()) {
            int len = auth.certificateLen(index);
            if (pos == NOT_BEGUN) {
                if (end - p < LENGTH_LEN) {
                    return p;
                }
                Codec.putU24(dst, p, len);
                p += LENGTH_LEN;
                pos = 0;
            }
            int n = end - p < len - pos ? end - p : len - pos;
            auth.certificateBytes(index, pos, dst, p, n);
            p += n;
            pos += n;
            if (pos < len) {
                return p;
            }
            index++;
            pos = NOT_BEGUN;
        }
        return p;
    }
}
