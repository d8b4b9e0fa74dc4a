package bearssl.tls;

/**
 * Error numbers, the same as BearSSL's and so the same as those in Tasmota's log. {@code 256 + n} is a fatal alert
 * number n that the server sent. The constants are inlined where they are used; the texts are loaded only by those
 * who ask. This file exceeds the usual length because the table is one.
 *
 * <p>For some errors {@link TlsClient#detail1} and {@link TlsClient#detail2} tell more:
 * <pre>
 * 3      version received, version wanted: 0x0303 by ServerHello, 0x0300 by a record, whose two bytes then are anything
 *        at all; 0: ServerHello says that the server speaks TLS 1.2
 * 4      version received, version wanted
 * 5      length received, limit
 * 6      length of the record's plaintext, length that fits
 * 9      type received
 * 10     type of the message received, or 256 + type of the record; then the {@link HandshakeStep} that it came in, or,
 *        above 32 (4 for alerts), how many came in a row
 * 12     value received, 1; or 0 and 0: its length is wrong
 * 13     level received, 0; or 1, 2: half an alert
 * 15     length received, limit
 * 16     suite received
 * 17     method received
 * 18     code received, code asked for (RFC 6066: 1 is 512 bytes, 2 is 1024, ...); or length of the answer, 0; or
 * record_size_limit received, 64; or record_size_limit and max_fragment_length, which exclude each other, in bytes 19
 * length received, length wanted 20     extension type, its length; or 16, -1: an application protocol that was not
 * offered 21     length received, 0 22     length received, 0 23     size in bits and limit in bits for a key (64 for
 * the public exponent), in bytes for a message; 0 and 0: too many
 *        records
 * 24     length received, 12; or 0 and 0: it does not match
 * 25     suite of the resumed session, that of the stored one; or 1, 0: with extended master secret, stored without; or
 *        0, 1: the other way round
 * 26     curve received, the one offered; signature algorithm received, the one offered (above 255); length of the
 * point,
 *        65; or anything, 0: malformed, off its curve, or a signature of ours that failed
 * 28     key usages, the one needed
 * 31     the {@link HandshakeStep} that it broke off in, then how many bytes had come of what was awaited
 * 51     key type, the one needed
 * 60     size in bits, least size
 * 256+n  n
 * </pre>
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
    /** A maximum fragment length that differs from the request, or a record size limit that cannot be. */
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
    /** An invalid value; also: an extension twice, a bad serial number, algorithms that differ, extensions in v1. */
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
    /** A malformed distinguished name, or an empty one of an issuer. */
    public static final int BR_ERR_X509_BAD_DN = 47;
    /** A malformed date. */
    public static final int BR_ERR_X509_BAD_TIME = 48;
    /** An unsupported version, key type, curve or algorithm; also of the anchor that was needed. */
    public static final int BR_ERR_X509_UNSUPPORTED = 49;
    /** A key, signature or chain that is longer than is served; also the key of the anchor that was needed. */
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
    /** The expected server name is not in the certificate, or there is none. */
    public static final int BR_ERR_X509_BAD_SERVER_NAME = 56;
    /** A critical extension that is not supported; also: name constraints where they cannot be honoured. */
    public static final int BR_ERR_X509_CRITICAL_EXTENSION = 57;
    /** An issuer that is not a CA, or whose path length is exceeded. */
    public static final int BR_ERR_X509_NOT_CA = 58;
    /** A key usage or extended key usage that forbids to sign certificates or to serve; also: a CA as a server. */
    public static final int BR_ERR_X509_FORBIDDEN_KEY_USAGE = 59;
    /** An RSA key that is too short or malformed, a point off its curve. */
    public static final int BR_ERR_X509_WEAK_PUBLIC_KEY = 60;
    /** No trust anchor, and no other trust, for this chain; also: a name outside of an issuer's name constraints. */
    public static final int BR_ERR_X509_NOT_TRUSTED = 62;
    /** Added to the number of a fatal alert that was received. */
    public static final int BR_ERR_RECV_FATAL_ALERT = 256;
    /** Added to the number of a fatal alert that was sent. */
    public static final int BR_ERR_SEND_FATAL_ALERT = 512;

    /** Added to the type of a record where a message's might stand. */
    static final int RECORD = 256;

    private BrErr() {
    }

    /**
     * Names a code as its constant is named.
     *
     * @param code a positive code; {@code 256 + n} and {@code 512 + n} name the constant that was added to
     * @return static text, or null for a number that is no code
     */
    public static String name(int code) {
        switch (code) {
            case BR_ERR_OK: return "BR_ERR_OK";
            case BR_ERR_BAD_PARAM: return "BR_ERR_BAD_PARAM";
            case BR_ERR_BAD_STATE: return "BR_ERR_BAD_STATE";
            case BR_ERR_UNSUPPORTED_VERSION: return "BR_ERR_UNSUPPORTED_VERSION";
            case BR_ERR_BAD_VERSION: return "BR_ERR_BAD_VERSION";
            case BR_ERR_BAD_LENGTH: return "BR_ERR_BAD_LENGTH";
            case BR_ERR_TOO_LARGE: return "BR_ERR_TOO_LARGE";
            case BR_ERR_BAD_MAC: return "BR_ERR_BAD_MAC";
            case BR_ERR_NO_RANDOM: return "BR_ERR_NO_RANDOM";
            case BR_ERR_UNKNOWN_TYPE: return "BR_ERR_UNKNOWN_TYPE";
            case BR_ERR_UNEXPECTED: return "BR_ERR_UNEXPECTED";
            case BR_ERR_BAD_CCS: return "BR_ERR_BAD_CCS";
            case BR_ERR_BAD_ALERT: return "BR_ERR_BAD_ALERT";
            case BR_ERR_BAD_HANDSHAKE: return "BR_ERR_BAD_HANDSHAKE";
            case BR_ERR_OVERSIZED_ID: return "BR_ERR_OVERSIZED_ID";
            case BR_ERR_BAD_CIPHER_SUITE: return "BR_ERR_BAD_CIPHER_SUITE";
            case BR_ERR_BAD_COMPRESSION: return "BR_ERR_BAD_COMPRESSION";
            case BR_ERR_BAD_FRAGLEN: return "BR_ERR_BAD_FRAGLEN";
            case BR_ERR_BAD_SECRENEG: return "BR_ERR_BAD_SECRENEG";
            case BR_ERR_EXTRA_EXTENSION: return "BR_ERR_EXTRA_EXTENSION";
            case BR_ERR_BAD_SNI: return "BR_ERR_BAD_SNI";
            case BR_ERR_BAD_HELLO_DONE: return "BR_ERR_BAD_HELLO_DONE";
            case BR_ERR_LIMIT_EXCEEDED: return "BR_ERR_LIMIT_EXCEEDED";
            case BR_ERR_BAD_FINISHED: return "BR_ERR_BAD_FINISHED";
            case BR_ERR_RESUME_MISMATCH: return "BR_ERR_RESUME_MISMATCH";
            case BR_ERR_INVALID_ALGORITHM: return "BR_ERR_INVALID_ALGORITHM";
            case BR_ERR_BAD_SIGNATURE: return "BR_ERR_BAD_SIGNATURE";
            case BR_ERR_WRONG_KEY_USAGE: return "BR_ERR_WRONG_KEY_USAGE";
            case BR_ERR_NO_CLIENT_AUTH: return "BR_ERR_NO_CLIENT_AUTH";
            case BR_ERR_IO: return "BR_ERR_IO";
            case BR_ERR_X509_OK: return "BR_ERR_X509_OK";
            case BR_ERR_X509_INVALID_VALUE: return "BR_ERR_X509_INVALID_VALUE";
            case BR_ERR_X509_TRUNCATED: return "BR_ERR_X509_TRUNCATED";
            case BR_ERR_X509_EMPTY_CHAIN: return "BR_ERR_X509_EMPTY_CHAIN";
            case BR_ERR_X509_INNER_TRUNC: return "BR_ERR_X509_INNER_TRUNC";
            case BR_ERR_X509_BAD_TAG_CLASS: return "BR_ERR_X509_BAD_TAG_CLASS";
            case BR_ERR_X509_BAD_TAG_VALUE: return "BR_ERR_X509_BAD_TAG_VALUE";
            case BR_ERR_X509_INDEFINITE_LENGTH: return "BR_ERR_X509_INDEFINITE_LENGTH";
            case BR_ERR_X509_EXTRA_ELEMENT: return "BR_ERR_X509_EXTRA_ELEMENT";
            case BR_ERR_X509_UNEXPECTED: return "BR_ERR_X509_UNEXPECTED";
            case BR_ERR_X509_NOT_CONSTRUCTED: return "BR_ERR_X509_NOT_CONSTRUCTED";
            case BR_ERR_X509_NOT_PRIMITIVE: return "BR_ERR_X509_NOT_PRIMITIVE";
            case BR_ERR_X509_PARTIAL_BYTE: return "BR_ERR_X509_PARTIAL_BYTE";
            case BR_ERR_X509_BAD_BOOLEAN: return "BR_ERR_X509_BAD_BOOLEAN";
            case BR_ERR_X509_OVERFLOW: return "BR_ERR_X509_OVERFLOW";
            case BR_ERR_X509_BAD_DN: return "BR_ERR_X509_BAD_DN";
            case BR_ERR_X509_BAD_TIME: return "BR_ERR_X509_BAD_TIME";
            case BR_ERR_X509_UNSUPPORTED: return "BR_ERR_X509_UNSUPPORTED";
            case BR_ERR_X509_LIMIT_EXCEEDED: return "BR_ERR_X509_LIMIT_EXCEEDED";
            case BR_ERR_X509_WRONG_KEY_TYPE: return "BR_ERR_X509_WRONG_KEY_TYPE";
            case BR_ERR_X509_BAD_SIGNATURE: return "BR_ERR_X509_BAD_SIGNATURE";
            case BR_ERR_X509_TIME_UNKNOWN: return "BR_ERR_X509_TIME_UNKNOWN";
            case BR_ERR_X509_EXPIRED: return "BR_ERR_X509_EXPIRED";
            case BR_ERR_X509_DN_MISMATCH: return "BR_ERR_X509_DN_MISMATCH";
            case BR_ERR_X509_BAD_SERVER_NAME: return "BR_ERR_X509_BAD_SERVER_NAME";
            case BR_ERR_X509_CRITICAL_EXTENSION: return "BR_ERR_X509_CRITICAL_EXTENSION";
            case BR_ERR_X509_NOT_CA: return "BR_ERR_X509_NOT_CA";
            case BR_ERR_X509_FORBIDDEN_KEY_USAGE: return "BR_ERR_X509_FORBIDDEN_KEY_USAGE";
            case BR_ERR_X509_WEAK_PUBLIC_KEY: return "BR_ERR_X509_WEAK_PUBLIC_KEY";
            case BR_ERR_X509_NOT_TRUSTED: return "BR_ERR_X509_NOT_TRUSTED";
            default:
                if (AlertText.name(code - BR_ERR_RECV_FATAL_ALERT) != null) {
                    return "BR_ERR_RECV_FATAL_ALERT";
                }
                return AlertText.name(code - BR_ERR_SEND_FATAL_ALERT) != null ? "BR_ERR_SEND_FATAL_ALERT" : null;
        }
    }

    /**
     * Says what happened, in one clause. The alert's name is part of it for {@code 256 + n} and {@code 512 + n}.
     *
     * @param code a positive code
     * @return static text, or null for a number that is no code
     */
    public static String cause(int code) {
        switch (code) {
            case BR_ERR_OK: return "no error";
            case BR_ERR_BAD_PARAM: return "the server's key matches no pin, or a parameter is wrong";
            case BR_ERR_BAD_STATE:
                return "the call does not fit the state, or the workspace serves another connection";
            case BR_ERR_UNSUPPORTED_VERSION: return "the server does not speak TLS 1.2 on this port";
            case BR_ERR_BAD_VERSION: return "a record has another version than the one negotiated";
            case BR_ERR_BAD_LENGTH: return "a record length is out of the range of the standard";
            case BR_ERR_TOO_LARGE:
                return "a protected record exceeds the receive buffer: the server ignored max_fragment_length";
            case BR_ERR_BAD_MAC: return "a record failed its authentication";
            case BR_ERR_NO_RANDOM: return "the generator has no seed";
            case BR_ERR_UNKNOWN_TYPE: return "a record has a type that TLS 1.2 does not define";
            case BR_ERR_UNEXPECTED: return "the server sent a message that does not belong here";
            case BR_ERR_BAD_CCS: return "ChangeCipherSpec is malformed";
            case BR_ERR_BAD_ALERT: return "an alert is malformed";
            case BR_ERR_BAD_HANDSHAKE: return "a handshake message is malformed";
            case BR_ERR_OVERSIZED_ID: return "the server's session id is longer than 32 bytes";
            case BR_ERR_BAD_CIPHER_SUITE: return "the server chose a cipher suite that was not offered";
            case BR_ERR_BAD_COMPRESSION: return "the server chose a compression method other than null";
            case BR_ERR_BAD_FRAGLEN: return "the server's answer to max_fragment_length or record_size_limit is wrong";
            case BR_ERR_BAD_SECRENEG: return "the server's renegotiation_info is wrong";
            case BR_ERR_EXTRA_EXTENSION: return "the server sent an extension twice or one that was not offered";
            case BR_ERR_BAD_SNI: return "the server's answer to server_name is malformed";
            case BR_ERR_BAD_HELLO_DONE: return "ServerHelloDone is not empty";
            case BR_ERR_LIMIT_EXCEEDED: return "a key or message of the server is longer than the workspace serves";
            case BR_ERR_BAD_FINISHED: return "Finished does not match the handshake: it was altered on the way";
            case BR_ERR_RESUME_MISMATCH: return "a resumed session has other parameters than the stored one";
            case BR_ERR_INVALID_ALGORITHM:
                return "the server used a curve, hash or signature algorithm that was not offered, "
                        + "or our own key failed to sign";
            case BR_ERR_BAD_SIGNATURE: return "the signature in ServerKeyExchange is wrong";
            case BR_ERR_WRONG_KEY_USAGE:
                return "the server's certificate forbids the use of its key that the cipher suite needs";
            case BR_ERR_NO_CLIENT_AUTH: return "a server demands a client certificate and gets none";
            case BR_ERR_IO: return "the connection broke off or ended without close_notify";
            case BR_ERR_X509_OK: return "the certificate chain is valid";
            case BR_ERR_X509_INVALID_VALUE:
                return "a certificate holds a value that is malformed, comes twice or contradicts another";
            case BR_ERR_X509_TRUNCATED: return "a certificate ends too early";
            case BR_ERR_X509_EMPTY_CHAIN: return "the server sent no certificate";
            case BR_ERR_X509_INNER_TRUNC: return "an element of a certificate runs past the one that holds it";
            case BR_ERR_X509_BAD_TAG_CLASS: return "a certificate holds a tag of an unsupported class";
            case BR_ERR_X509_BAD_TAG_VALUE: return "a certificate holds a tag of an unsupported value";
            case BR_ERR_X509_INDEFINITE_LENGTH: return "a certificate holds an indefinite length";
            case BR_ERR_X509_EXTRA_ELEMENT: return "a certificate holds extra bytes after an element";
            case BR_ERR_X509_UNEXPECTED: return "a certificate holds an element of another type than expected";
            case BR_ERR_X509_NOT_CONSTRUCTED:
                return "a certificate holds a primitive element where a constructed one belongs";
            case BR_ERR_X509_NOT_PRIMITIVE:
                return "a certificate holds a constructed element where a primitive one belongs";
            case BR_ERR_X509_PARTIAL_BYTE: return "a bit string of a certificate has an incomplete byte";
            case BR_ERR_X509_BAD_BOOLEAN: return "a certificate holds a malformed BOOLEAN";
            case BR_ERR_X509_OVERFLOW: return "a certificate holds an integer that is too large";
            case BR_ERR_X509_BAD_DN: return "a distinguished name is malformed or empty";
            case BR_ERR_X509_BAD_TIME: return "a date of a certificate is malformed";
            case BR_ERR_X509_UNSUPPORTED:
                return "a certificate or anchor has an unsupported version, key type, curve or signature algorithm";
            case BR_ERR_X509_LIMIT_EXCEEDED:
                return "a key or signature (also the trust anchor's) or the whole chain is longer than is served";
            case BR_ERR_X509_WRONG_KEY_TYPE:
                return "a key's type does not fit the signature or the cipher suite that it was used for";
            case BR_ERR_X509_BAD_SIGNATURE: return "a signature in the certificate chain is wrong";
            case BR_ERR_X509_TIME_UNKNOWN: return "the time is not known, so validity cannot be judged";
            case BR_ERR_X509_EXPIRED: return "a certificate is expired or not valid yet";
            case BR_ERR_X509_DN_MISMATCH: return "a certificate was not issued by the next one in the chain";
            case BR_ERR_X509_BAD_SERVER_NAME:
                return "the certificate is not for the server name that was asked for, or none was";
            case BR_ERR_X509_CRITICAL_EXTENSION:
                return "a certificate holds a critical extension that is not supported or does not belong there";
            case BR_ERR_X509_NOT_CA: return "an issuer in the chain is no CA, or its path length is exceeded";
            case BR_ERR_X509_FORBIDDEN_KEY_USAGE:
                return "a certificate's key usage or extended key usage forbids what it is used for";
            case BR_ERR_X509_WEAK_PUBLIC_KEY: return "a public key is too short or malformed";
            case BR_ERR_X509_NOT_TRUSTED:
                return "no pin or trust anchor vouches for the server, or a CA is limited to other names";
            default:
                if (code >= BR_ERR_SEND_FATAL_ALERT) {
                    return AlertText.name(code - BR_ERR_SEND_FATAL_ALERT) == null ? null
                            : "this side sent a fatal alert: this client tells the error that made it do so";
                }
                return AlertText.cause(code - BR_ERR_RECV_FATAL_ALERT);
        }
    }

    /**
     * Says what to do about it, in one clause.
     *
     * @param code a positive code
     * @return static text, or null for a number that is no code
     */
    public static String remedy(int code) {
        switch (code) {
            case BR_ERR_OK:
                return "nothing to do; a connection that failed without a code ended by a time-out or by the peer";
            case BR_ERR_BAD_PARAM:
                return "compare the two fingerprints; if the server's key was changed on purpose, pin the new one";
            case BR_ERR_BAD_STATE: return "one workspace for each handshake that runs; reset before use";
            case BR_ERR_UNSUPPORTED_VERSION: return "check the port; enable TLS 1.2 at the server";
            case BR_ERR_BAD_VERSION:
            case BR_ERR_UNEXPECTED:
            case BR_ERR_BAD_CCS:
            case BR_ERR_BAD_ALERT:
            case BR_ERR_BAD_HANDSHAKE:
            case BR_ERR_OVERSIZED_ID:
            case BR_ERR_BAD_CIPHER_SUITE:
            case BR_ERR_EXTRA_EXTENSION:
            case BR_ERR_BAD_SNI:
            case BR_ERR_BAD_HELLO_DONE: return "report it to the server's maintainers";
            case BR_ERR_BAD_LENGTH: return "check that the port speaks TLS; report it to the server's maintainers";
            case BR_ERR_TOO_LARGE:
                return "enlarge the receive buffer (16384 always suffices) or limit the record size at the server";
            case BR_ERR_BAD_MAC: return "look for something on the way that alters data; connect again";
            case BR_ERR_NO_RANDOM:
                return "seed it from the operating system or from stored entropy before connecting";
            case BR_ERR_UNKNOWN_TYPE: return "check that the port speaks TLS";
            case BR_ERR_BAD_COMPRESSION: return "switch TLS compression off at the server";
            case BR_ERR_BAD_FRAGLEN:
                return "ask for neither (--no-mfln), with a buffer of 16384 bytes; report it to the server's maintainers";
            case BR_ERR_BAD_SECRENEG: return "look for something between that intercepts TLS";
            case BR_ERR_LIMIT_EXCEEDED: return "use a profile for longer RSA keys, or a server key of 2048 bits";
            case BR_ERR_BAD_FINISHED: return "look for something between that intercepts TLS; connect again";
            case BR_ERR_RESUME_MISMATCH:
                return "connect again, the session is forgotten; report it to the server's maintainers";
            case BR_ERR_INVALID_ALGORITHM:
                return "allow P-256 and SHA-256 at the server; check the private key of the client certificate";
            case BR_ERR_BAD_SIGNATURE:
                return "the server does not own the key of its certificate, or something alters data on the way";
            case BR_ERR_WRONG_KEY_USAGE:
                return "offer the other suites, or reissue the certificate with the missing key usage";
            case BR_ERR_NO_CLIENT_AUTH: return "configure one (--cert, --key), or switch the demand off at the server";
            case BR_ERR_IO: return "connect again; data may have been cut off; look at the server's log";
            case BR_ERR_X509_OK: return "nothing to do";
            case BR_ERR_X509_INVALID_VALUE:
            case BR_ERR_X509_INNER_TRUNC:
            case BR_ERR_X509_BAD_TAG_CLASS:
            case BR_ERR_X509_BAD_TAG_VALUE:
            case BR_ERR_X509_EXTRA_ELEMENT:
            case BR_ERR_X509_UNEXPECTED:
            case BR_ERR_X509_NOT_CONSTRUCTED:
            case BR_ERR_X509_NOT_PRIMITIVE:
            case BR_ERR_X509_PARTIAL_BYTE:
            case BR_ERR_X509_BAD_BOOLEAN:
            case BR_ERR_X509_OVERFLOW:
            case BR_ERR_X509_BAD_DN:
            case BR_ERR_X509_BAD_TIME: return "reissue the certificate";
            case BR_ERR_X509_TRUNCATED: return "check the certificate file at the server";
            case BR_ERR_X509_EMPTY_CHAIN: return "configure a certificate at the server";
            case BR_ERR_X509_INDEFINITE_LENGTH: return "reissue the certificate in DER";
            case BR_ERR_X509_UNSUPPORTED:
                return "use RSA keys of 2048 bits or P-256 keys and SHA-256, or configure this side for more";
            case BR_ERR_X509_LIMIT_EXCEEDED:
                return "use RSA keys of 2048 bits, or configure this side for longer ones";
            case BR_ERR_X509_WRONG_KEY_TYPE: return "check certificate and cipher suites at the server";
            case BR_ERR_X509_BAD_SIGNATURE:
                return "check that the certificates at the server belong together: a CA may have a new key";
            case BR_ERR_X509_TIME_UNKNOWN: return "set the clock before connecting, or at least a floor for it";
            case BR_ERR_X509_EXPIRED: return "renew the certificate; check the clock of this side";
            case BR_ERR_X509_DN_MISMATCH: return "send the chain complete and in order: leaf, intermediate, ...";
            case BR_ERR_X509_BAD_SERVER_NAME:
                return "connect by a name that the certificate holds, or reissue it with the name as subjectAltName";
            case BR_ERR_X509_CRITICAL_EXTENSION: return "reissue it without";
            case BR_ERR_X509_NOT_CA:
                return "check the chain; reissue the issuer as a CA, without a path length or with a greater one";
            case BR_ERR_X509_FORBIDDEN_KEY_USAGE:
                return "reissue it: serverAuth for a server, keyCertSign for a CA, not both in one";
            case BR_ERR_X509_WEAK_PUBLIC_KEY: return "use an RSA key of 2048 bits or a P-256 key";
            case BR_ERR_X509_NOT_TRUSTED:
                return "configure a pin or trust anchor; if there is one, check that it belongs to this server's chain";
            default:
                if (code >= BR_ERR_SEND_FATAL_ALERT) {
                    return AlertText.name(code - BR_ERR_SEND_FATAL_ALERT) == null ? null
                            : "look for that error's number; TlsClient.alertSent() tells the alert beside it";
                }
                return AlertText.remedy(code - BR_ERR_RECV_FATAL_ALERT);
        }
    }

    /**
     * Names an alert as IANA does.
     *
     * @param alert number on the wire, 0 to 255
     * @return static text, "unknown alert" for a number without a name; null beyond 255
     */
    public static String alertName(int alert) {
        return AlertText.name(alert);
    }

    /**
     * The alert by which the server is told of an error, where the engine does not know a better one.
     *
     * @param code a {@code BR_ERR_*} code
     * @return number of the alert, -1 if there is nobody to tell or it is the server that told us
     */
    public static int alertFor(int code) {
        switch (code) {
            case BR_ERR_OK:
            case BR_ERR_BAD_STATE:
            case BR_ERR_NO_RANDOM:
            case BR_ERR_NO_CLIENT_AUTH:
            case BR_ERR_IO:
            case BR_ERR_X509_OK: return -1;
            default: return code >= BR_ERR_RECV_FATAL_ALERT || name(code) == null ? -1 : Alert.forError(code);
        }
    }
}
