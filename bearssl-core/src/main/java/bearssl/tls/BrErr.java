package bearssl.tls;

/**
 * Error numbers, the same as BearSSL's and so the same as those in Tasmota's log. {@code 256 + n} is a fatal alert
 * number n that the server sent. The constants are inlined where they are used; the texts are loaded only by those
 * who ask.
 */
public final class BrErr {
    /** No error. */
    public static final int BR_ERR_OK = 0;
    /** A parameter is wrong; also: the server's key matches no pin. */
    public static final int BR_ERR_BAD_PARAM = 1;
    /** A call that does not fit the state, or a workspace in use elsewhere. */
    public static final int BR_ERR_BAD_STATE = 2;
    /** A record or ServerHello of a version other than TLS 1.2. */
    public static final int BR_ERR_UNSUPPORTED_VERSION = 3;
    /** A record version that differs from the negotiated one. */
    public static final int BR_ERR_BAD_VERSION = 4;
    /** A record length out of range. */
    public static final int BR_ERR_BAD_LENGTH = 5;
    /** A record or message that exceeds the buffer. */
    public static final int BR_ERR_TOO_LARGE = 6;
    /** A record whose authentication tag is wrong. */
    public static final int BR_ERR_BAD_MAC = 7;
    /** No entropy to seed the generator. */
    public static final int BR_ERR_NO_RANDOM = 8;
    /** A record type that TLS 1.2 does not define. */
    public static final int BR_ERR_UNKNOWN_TYPE = 9;
    /** A message or record that does not belong here. */
    public static final int BR_ERR_UNEXPECTED = 10;
    /** A malformed ChangeCipherSpec. */
    public static final int BR_ERR_BAD_CCS = 12;
    /** A malformed alert. */
    public static final int BR_ERR_BAD_ALERT = 13;
    /** A malformed handshake message. */
    public static final int BR_ERR_BAD_HANDSHAKE = 14;
    /** A session id over 32 bytes. */
    public static final int BR_ERR_OVERSIZED_ID = 15;
    /** A cipher suite that was not offered. */
    public static final int BR_ERR_BAD_CIPHER_SUITE = 16;
    /** A compression method other than null. */
    public static final int BR_ERR_BAD_COMPRESSION = 17;
    /** A maximum fragment length answer that differs from the request. */
    public static final int BR_ERR_BAD_FRAGLEN = 18;
    /** A wrong renegotiation_info. */
    public static final int BR_ERR_BAD_SECRENEG = 19;
    /** An extension that was not offered, or one sent twice. */
    public static final int BR_ERR_EXTRA_EXTENSION = 20;
    /** A malformed server_name answer. */
    public static final int BR_ERR_BAD_SNI = 21;
    /** A ServerHelloDone that is not empty. */
    public static final int BR_ERR_BAD_HELLO_DONE = 22;
    /** A server key longer than the workspace serves. */
    public static final int BR_ERR_LIMIT_EXCEEDED = 23;
    /** A Finished that does not match the handshake. */
    public static final int BR_ERR_BAD_FINISHED = 24;
    /** A resumed session with other parameters than the stored one. */
    public static final int BR_ERR_RESUME_MISMATCH = 25;
    /** A signature algorithm, hash or curve that was not offered. */
    public static final int BR_ERR_INVALID_ALGORITHM = 26;
    /** A wrong signature in ServerKeyExchange. */
    public static final int BR_ERR_BAD_SIGNATURE = 27;
    /** A server key that may not be used for the chosen suite. */
    public static final int BR_ERR_WRONG_KEY_USAGE = 28;
    /** The server demands a client certificate and there is none. */
    public static final int BR_ERR_NO_CLIENT_AUTH = 29;
    /** The transport failed or ended without close_notify. */
    public static final int BR_ERR_IO = 31;
    /** The chain is valid. */
    public static final int BR_ERR_X509_OK = 32;
    /** An invalid ASN.1 value. */
    public static final int BR_ERR_X509_INVALID_VALUE = 33;
    /** A certificate that ends too early. */
    public static final int BR_ERR_X509_TRUNCATED = 34;
    /** No certificate at all. */
    public static final int BR_ERR_X509_EMPTY_CHAIN = 35;
    /** An element that runs past its container. */
    public static final int BR_ERR_X509_INNER_TRUNC = 36;
    /** An unsupported tag class. */
    public static final int BR_ERR_X509_BAD_TAG_CLASS = 37;
    /** An unsupported tag value. */
    public static final int BR_ERR_X509_BAD_TAG_VALUE = 38;
    /** An indefinite length. */
    public static final int BR_ERR_X509_INDEFINITE_LENGTH = 39;
    /** Bytes after the end of an element. */
    public static final int BR_ERR_X509_EXTRA_ELEMENT = 40;
    /** An element of another type than expected. */
    public static final int BR_ERR_X509_UNEXPECTED = 41;
    /** A primitive element where a constructed one is expected. */
    public static final int BR_ERR_X509_NOT_CONSTRUCTED = 42;
    /** A constructed element where a primitive one is expected. */
    public static final int BR_ERR_X509_NOT_PRIMITIVE = 43;
    /** A bit string with an incomplete byte. */
    public static final int BR_ERR_X509_PARTIAL_BYTE = 44;
    /** A malformed BOOLEAN. */
    public static final int BR_ERR_X509_BAD_BOOLEAN = 45;
    /** An integer that is too large. */
    public static final int BR_ERR_X509_OVERFLOW = 46;
    /** A malformed distinguished name. */
    public static final int BR_ERR_X509_BAD_DN = 47;
    /** A malformed date. */
    public static final int BR_ERR_X509_BAD_TIME = 48;
    /** An unsupported version, key type, curve or algorithm. */
    public static final int BR_ERR_X509_UNSUPPORTED = 49;
    /** A key or signature longer than the workspace serves. */
    public static final int BR_ERR_X509_LIMIT_EXCEEDED = 50;
    /** A key type that does not fit the signature or the suite. */
    public static final int BR_ERR_X509_WRONG_KEY_TYPE = 51;
    /** A wrong signature in the chain. */
    public static final int BR_ERR_X509_BAD_SIGNATURE = 52;
    /** The current time is not known. */
    public static final int BR_ERR_X509_TIME_UNKNOWN = 53;
    /** A certificate that is expired or not valid yet. */
    public static final int BR_ERR_X509_EXPIRED = 54;
    /** A certificate whose issuer is not the next one's subject. */
    public static final int BR_ERR_X509_DN_MISMATCH = 55;
    /** The expected server name is not in the certificate. */
    public static final int BR_ERR_X509_BAD_SERVER_NAME = 56;
    /** A critical extension that is not supported. */
    public static final int BR_ERR_X509_CRITICAL_EXTENSION = 57;
    /** An issuer that is not a CA. */
    public static final int BR_ERR_X509_NOT_CA = 58;
    /** An issuer whose key usage forbids signing certificates. */
    public static final int BR_ERR_X509_FORBIDDEN_KEY_USAGE = 59;
    /** An RSA key that is too short or malformed. */
    public static final int BR_ERR_X509_WEAK_PUBLIC_KEY = 60;
    /** No trust anchor, and no other trust, for this chain. */
    public static final int BR_ERR_X509_NOT_TRUSTED = 62;
    /** Added to the number of a fatal alert that was received. */
    public static final int BR_ERR_RECV_FATAL_ALERT = 256;
    /** Added to the number of a fatal alert that was sent. */
    public static final int BR_ERR_SEND_FATAL_ALERT = 512;

    private BrErr() {
    }
}
