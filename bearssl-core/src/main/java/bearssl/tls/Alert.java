package bearssl.tls;

/** Alert numbers (RFC 5246, section 7.2; RFC 5746; RFC 6066; RFC 7301) and the one that fits each error. */
public final class Alert {
    /** Level of an alert after which the connection may go on. */
    static final int WARNING = 1;
    /** Level of an alert that ends the connection. */
    static final int FATAL = 2;

    /** The sender will send nothing more. */
    public static final int CLOSE_NOTIFY = 0;
    /** A message that does not belong here. */
    public static final int UNEXPECTED_MESSAGE = 10;
    /** A record whose authentication failed. */
    public static final int BAD_RECORD_MAC = 20;
    /** A record that is too long. */
    public static final int RECORD_OVERFLOW = 22;
    /** No acceptable set of parameters. */
    public static final int HANDSHAKE_FAILURE = 40;
    /** A corrupt certificate or one with a wrong signature. */
    public static final int BAD_CERTIFICATE = 42;
    /** A certificate of an unsupported type. */
    public static final int UNSUPPORTED_CERTIFICATE = 43;
    /** An expired certificate, or one not valid yet. */
    public static final int CERTIFICATE_EXPIRED = 45;
    /** A certificate that is unacceptable for another reason; also: no pin matches. */
    public static final int CERTIFICATE_UNKNOWN = 46;
    /** A field out of range or inconsistent with others. */
    public static final int ILLEGAL_PARAMETER = 47;
    /** No trust anchor for the chain. */
    public static final int UNKNOWN_CA = 48;
    /** A message that cannot be decoded. */
    public static final int DECODE_ERROR = 50;
    /** A wrong signature or Finished. */
    public static final int DECRYPT_ERROR = 51;
    /** A protocol version that is not supported. */
    public static final int PROTOCOL_VERSION = 70;
    /** Parameters that are too weak. */
    public static final int INSUFFICIENT_SECURITY = 71;
    /** An error that has nothing to do with the peer. */
    public static final int INTERNAL_ERROR = 80;
    /** A refused renegotiation; always a warning. */
    public static final int NO_RENEGOTIATION = 100;
    /** An extension in ServerHello that was not offered. */
    public static final int UNSUPPORTED_EXTENSION = 110;

    private Alert() {
    }

    /**
     * Chooses the alert that tells the server of an error of its own. Where one error has several causes the caller
     * that knows better names the alert itself.
     *
     * @param error a {@code BR_ERR_*} code
     * @return an alert number
     */
    static int forError(int error) {
        switch (error) {
            case BrErr.BR_ERR_UNSUPPORTED_VERSION:
            case BrErr.BR_ERR_BAD_VERSION:
                return PROTOCOL_VERSION;
            case BrErr.BR_ERR_BAD_LENGTH:
            case BrErr.BR_ERR_TOO_LARGE:
                return RECORD_OVERFLOW;
            case BrErr.BR_ERR_BAD_MAC:
                return BAD_RECORD_MAC;
            case BrErr.BR_ERR_UNKNOWN_TYPE:
            case BrErr.BR_ERR_UNEXPECTED:
                return UNEXPECTED_MESSAGE;
            case BrErr.BR_ERR_BAD_ALERT:
            case BrErr.BR_ERR_BAD_HANDSHAKE:
            case BrErr.BR_ERR_OVERSIZED_ID:
            case BrErr.BR_ERR_BAD_SNI:
            case BrErr.BR_ERR_BAD_HELLO_DONE:
            case BrErr.BR_ERR_X509_EMPTY_CHAIN:
                return DECODE_ERROR;
            case BrErr.BR_ERR_BAD_CCS:
            case BrErr.BR_ERR_BAD_CIPHER_SUITE:
            case BrErr.BR_ERR_BAD_COMPRESSION:
            case BrErr.BR_ERR_BAD_FRAGLEN:
            case BrErr.BR_ERR_RESUME_MISMATCH:
            case BrErr.BR_ERR_INVALID_ALGORITHM:
            case BrErr.BR_ERR_WRONG_KEY_USAGE:
                return ILLEGAL_PARAMETER;
            case BrErr.BR_ERR_EXTRA_EXTENSION:
                return UNSUPPORTED_EXTENSION;
            case BrErr.BR_ERR_BAD_SECRENEG:
            case BrErr.BR_ERR_LIMIT_EXCEEDED:
                return HANDSHAKE_FAILURE;
            case BrErr.BR_ERR_BAD_FINISHED:
            case BrErr.BR_ERR_BAD_SIGNATURE:
                return DECRYPT_ERROR;
            case BrErr.BR_ERR_BAD_PARAM: // no pin matches
            case BrErr.BR_ERR_X509_TIME_UNKNOWN:
                return CERTIFICATE_UNKNOWN;
            case BrErr.BR_ERR_X509_EXPIRED:
                return CERTIFICATE_EXPIRED;
            case BrErr.BR_ERR_X509_NOT_TRUSTED:
            case BrErr.BR_ERR_X509_NOT_CA:
                return UNKNOWN_CA;
            case BrErr.BR_ERR_X509_WEAK_PUBLIC_KEY:
                return INSUFFICIENT_SECURITY;
            case BrErr.BR_ERR_X509_UNSUPPORTED:
            case BrErr.BR_ERR_X509_LIMIT_EXCEEDED:
            case BrErr.BR_ERR_X509_WRONG_KEY_TYPE:
            case BrErr.BR_ERR_X509_CRITICAL_EXTENSION:
                return UNSUPPORTED_CERTIFICATE;
            default:
                // RFC 5246, 7.2.2: bad_certificate is for corrupt certificates and signatures that do not verify.
                return error > BrErr.BR_ERR_X509_OK ? BAD_CERTIFICATE : INTERNAL_ERROR;
        }
    }
}
