package bearssl.tls;

import bearssl.base.Workspace;

/**
 * Streams a Certificate message into the X.509 engine: {@code opaque certificate<1..2^24-1>} after {@code opaque},
 * with three bytes of length for the list and for each certificate (RFC 5246, section 7.4.2). No certificate is held.
 */
final class CertificateMessage {
    private static final int LENGTH_LEN = 3;

    private int bodyLen;
    private int listLeft; // bytes of the list after those seen, -1 before its length is known
    private int certLeft;
    private int length;
    private int lengthHave;

    void start(int messageLen, X509Engine x509, String serverName, Workspace ws) {
        bodyLen = messageLen;
        listLeft = -1;
        certLeft = 0;
        length = 0;
        lengthHave = 0;
        x509.startChain(serverName, ws);
    }

    /** Takes in a piece of the body. @return a {@code BR_ERR_*} code for a structure that is wrong */
    int append(byte[] buf, int off, int len, X509Engine x509) {
        int i = off;
        int end = off + len;
        while (i < end) {
            if (certLeft == 0) {
                length = length << 8 | buf[i++] & 0xFF;
                if (++lengthHave == LENGTH_LEN) {
                    int error = lengthKnown(x509);
                    if (error != BrErr.BR_ERR_OK) {
                        return error;
                    }
                }
                continue;
            }
            int n = end - i < certLeft ? end - i : certLeft;
            x509.append(buf, i, n);
            i += n;
            certLeft -= n;
            listLeft -= n;
            if (certLeft == 0) {
                x509.endCert();
            }
        }
        return BrErr.BR_ERR_OK;
    }

    private int lengthKnown(X509Engine x509) {
        int announced = length;
        length = 0;
        lengthHave = 0;
        if (listLeft < 0) {
            listLeft = announced;
            if (announced != bodyLen - LENGTH_LEN) {
                return BrErr.BR_ERR_BAD_HANDSHAKE;
            }
            return announced == 0 ? BrErr.BR_ERR_X509_EMPTY_CHAIN : BrErr.BR_ERR_OK;
        }
        listLeft -= LENGTH_LEN;
        if (announced == 0 || announced > listLeft) {
            return BrErr.BR_ERR_BAD_HANDSHAKE;
        }
        certLeft = announced;
        x509.startCert(announced);
        return BrErr.BR_ERR_OK;
    }

    /** The body has ended. @return a code for a list that does not end with it, or the X.509 engine's verdict */
    int end(X509Engine x509) {
        if (listLeft != 0) {
            return BrErr.BR_ERR_BAD_HANDSHAKE;
        }
        return x509.endChain();
    }
}
