package bearssl.tls;

/**
 * Checks the structure of a CertificateRequest of any length as it streams by, and keeps which keys it allows (RFC
 * 5246, section 7.4.4): {@code certificate_types<1..2^8-1>}, {@code supported_signature_algorithms<2..2^16-2>},
 * {@code certificate_authorities<0..2^16-1>} of {@code DistinguishedName<1..2^16-1>}.
 */
final class CertificateRequest {
    /** Longest body that the structure allows. */
    static final int MAX_LEN = 1 + 255 + 2 + 65534 + 2 + 65535;

    private static final int TYPES = 0;
    private static final int ALGORITHMS = 1;
    private static final int AUTHORITIES = 2;
    private static final int NAME = 3;
    private static final int DONE = 4;

    private static final int RSA_SIGN = 1; // certificate types
    private static final int ECDSA_SIGN = 64;
    private static final int SHA256 = 4;

    private int part; // which vector comes next, or is being read
    private int length;
    private int lengthHave;
    private int left; // bytes of the vector being read
    private int authoritiesLeft;
    private int types; // bits 1 << ClientAuth.RSA, 1 << ClientAuth.ECDSA
    private int algorithms;
    private int hash; // first byte of the algorithm at hand

    void start() {
        part = TYPES;
        length = 0;
        lengthHave = 0;
        left = 0;
        authoritiesLeft = 0;
        types = 0;
        algorithms = 0;
    }

    /** Takes in a piece of the body. @return a {@code BR_ERR_*} code */
    int append(byte[] buf, int off, int len) {
        int i = off;
        int end = off + len;
        while (i < end) {
            if (left > 0) {
                int n = part == ALGORITHMS || part == AUTHORITIES ? 1 : end - i < left ? end - i : left;
                keep(buf[i] & 0xFF);
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

    // A byte of the types, or of the algorithms: a pair of hash and signature. The part is the one that comes next.
    private void keep(int b) {
        if (part == ALGORITHMS) {
            types |= b == RSA_SIGN ? 1 << ClientAuth.RSA : b == ECDSA_SIGN ? 1 << ClientAuth.ECDSA : 0;
        } else if (part == AUTHORITIES && (left & 1) == 0) {
            hash = b;
        } else if (part == AUTHORITIES && hash == SHA256 && b <= ClientAuth.ECDSA) {
            algorithms |= 1 << b;
        }
    }

    /** Whether a signature of this kind over SHA-256 will do. @param signature a constant of {@link ClientAuth} */
    boolean allows(int signature) {
        return (types & algorithms & 1 << signature) != 0;
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
