package bearssl.tls;

/**
 * Checks the structure of a CertificateRequest of any length as it streams by (RFC 5246, section 7.4.4):
 * {@code certificate_types<1..2^8-1>}, {@code supported_signature_algorithms<2..2^16-2>},
 * {@code certificate_authorities<0..2^16-1>} of {@code DistinguishedName<1..2^16-1>}.
 */
final class CertificateRequest {
    private static final int TYPES = 0;
    private static final int ALGORITHMS = 1;
    private static final int AUTHORITIES = 2;
    private static final int NAME = 3;
    private static final int DONE = 4;

    private int part; // which vector comes next, or is being read
    private int length;
    private int lengthHave;
    private int left; // bytes of the vector being read
    private int authoritiesLeft;

    void start() {
        part = TYPES;
        length = 0;
        lengthHave = 0;
        left = 0;
        authoritiesLeft = 0;
    }

    /** Takes in a piece of the body. @return a {@code BR_ERR_*} code */
    int append(byte[] buf, int off, int len) {
        int i = off;
        int end = off + len;
        while (i < end) {
            if (left > 0) {
                int n = end - i < left ? end - i : left;
                i += n;
                left -= n;
                continue;
            }
            if (part == DONE) {
                return BrErr.BR_ERR_BAD_HANDSHAKE;
            }
            length = length << 8 | buf[i++] & 0xFF;
            lengthHave++;
            if (lengthHave == (part == TYPES ? 1 : 2) && !vector()) {
                return BrErr.BR_ERR_BAD_HANDSHAKE;
            }
        }
        return BrErr.BR_ERR_OK;
    }

    /** A length is complete. @return false if it is out of range */
    private boolean vector() {
        int announced = length;
        length = 0;
        lengthHave = 0;
        switch (part) {
            case TYPES:
                left = announced;
                part = ALGORITHMS;
                return announced >= 1;
            case ALGORITHMS:
                left = announced;
                part = AUTHORITIES;
                return announced >= 2 && (announced & 1) == 0;
            case AUTHORITIES:
                authoritiesLeft = announced;
                part = announced > 0 ? NAME : DONE;
                return true;
            default:
                left = announced;
                authoritiesLeft -= 2 + announced;
                part = authoritiesLeft > 0 ? NAME : DONE;
                return announced >= 1 && authoritiesLeft >= 0;
        }
    }

    /** The body has ended. @return a {@code BR_ERR_*} code */
    int end() {
        return part == DONE && left == 0 ? BrErr.BR_ERR_OK : BrErr.BR_ERR_BAD_HANDSHAKE;
    }
}
