package bearssl.tls.stream;

import bearssl.tls.Alert;
import bearssl.tls.BrErr;
import bearssl.tls.CipherSuite;
import bearssl.tls.HandshakeStep;
import bearssl.tls.TlsClient;
import bearssl.tls.X509Engine;

/**
 * Errors in words, with the values that explain them: "a record of 2080 bytes arrived and 1024 fit: the server ignored
 * max_fragment_length". Allocates; for people, once a connection is over.
 */
public final class ErrorText {
    private static final int TLS12 = 0x0303;
    private static final int TLS13 = 0x0304;
    private static final int TLS13_SUITES = 0x13; // first byte of all of them, and of no other
    private static final int SUPPORTED_VERSIONS = 43; // RFC 8446, 4.2.1
    private static final String TLS13_ONLY = "the server wants TLS 1.3 only";
    private static final int ANY_TLS = 0x0300; // the version that a record may have before one was agreed on
    private static final int RECORD = 256; // added to the type of a record
    private static final int MAX_STEP = 32;
    private static final int POINT_LEN = 65;
    private static final int EXPONENT_BITS = 64; // the limit of public exponents
    private static final String DIGITS = "0123456789ABCDEF";
    private static final int BAD_CERTIFICATE = BrErr.BR_ERR_RECV_FATAL_ALERT + Alert.BAD_CERTIFICATE;
    private static final int ACCESS_DENIED = BrErr.BR_ERR_RECV_FATAL_ALERT + 49;
    private static final int CERTIFICATE_REQUIRED = BrErr.BR_ERR_RECV_FATAL_ALERT + 116; // RFC 8446, 6.2

    private ErrorText() {
    }

    /**
     * Names a code.
     *
     * @param code a {@code BR_ERR_*} code or one of {@link ConnectError}
     * @return null if it is neither
     */
    public static String name(int code) {
        return code < 0 ? ConnectError.name(code) : BrErr.name(code);
    }

    /** The general cause of a code. @param code as for {@link #name} @return null if it is no code */
    public static String cause(int code) {
        return code < 0 ? ConnectError.cause(code) : BrErr.cause(code);
    }

    /** The general remedy for a code. @param code as for {@link #name} @return null if it is no code */
    public static String remedy(int code) {
        return code < 0 ? ConnectError.remedy(code) : BrErr.remedy(code);
    }

    /** Why an engine is closed, with the values it kept. @param tls the engine @return one clause */
    public static String cause(TlsClient tls) {
        int code = tls.error();
        if (isAboutClient(tls)) {
            return aboutClient(code, tls.certificateSent());
        }
        switch (code) {
            case BrErr.BR_ERR_TOO_LARGE:
                return tooLarge(tls.detail1(), tls.detail2(), tls.maxFragmentOffered(), tls.maxFragment(),
                        tls.recordSizeLimit());
            default:
                return cause(code, tls.detail1(), tls.detail2());
        }
    }

    /**
     * What a handshake was doing when it broke off or its time was over.
     *
     * @param tls an engine after {@link TlsClient#transportEnded}, error {@link BrErr#BR_ERR_IO}
     * @return such as "waiting for the server's Certificate, of which 700 bytes had come"
     */
    public static String step(TlsClient tls) {
        return step(tls.detail1(), tls.detail2());
    }

    private static String step(int step, int received) {
        String known = HandshakeStep.text(step);
        String text = known == null ? HandshakeStep.text(HandshakeStep.OPEN) : known;
        return received == 0 ? text : text.concat(fill(", of which # bytes had come", received, 0));
    }

    /** What to do about the error that closed an engine. @param tls the engine @return one clause */
    public static String remedy(TlsClient tls) {
        if (tls.error() == BrErr.BR_ERR_IO && tls.cipherSuite() == 0) {
            return "check that the port speaks TLS, and look at the server's log";
        }
        if (tls.error() == BrErr.BR_ERR_RECV_FATAL_ALERT + Alert.DECRYPT_ERROR && tls.certificateSent()) {
            return "check that the key belongs to the client certificate";
        }
        if (isAboutClient(tls)) {
            return tls.certificateSent() ? BrErr.remedy(BAD_CERTIFICATE) : BrErr.remedy(BrErr.BR_ERR_NO_CLIENT_AUTH);
        }
        return remedy(tls.error(), tls.detail1(), tls.detail2());
    }

    // An end that the general text does not connect with the client certificate, though it was asked for. Servers that
    // demand one and get none say handshake_failure (OpenSSL, JDK 25), bad_certificate (JDK 17) or certificate_required
    // (GnuTLS).
    private static boolean isAboutClient(TlsClient tls) {
        switch (tls.certificateRequested() ? tls.error() : BrErr.BR_ERR_OK) {
            case BrErr.BR_ERR_RECV_FATAL_ALERT + Alert.HANDSHAKE_FAILURE:
                return true;
            case BrErr.BR_ERR_RECV_FATAL_ALERT + Alert.CLOSE_NOTIFY:
            case BAD_CERTIFICATE:
            case BrErr.BR_ERR_RECV_FATAL_ALERT + Alert.CERTIFICATE_UNKNOWN:
            case ACCESS_DENIED:
            case CERTIFICATE_REQUIRED:
                return !tls.certificateSent();
            default:
                return false;
        }
    }

    private static String aboutClient(int code, boolean sent) {
        String general = BrErr.cause(code);
        int colon = general.indexOf(": ");
        return (colon < 0 ? general : general.substring(0, colon))
                .concat(sent ? ": it refused the client certificate or its signature"
                        : ": a client certificate was asked for, none was sent");
    }

    /**
     * One line for logs.
     *
     * @param code   as for {@link #name}
     * @param cause  what happened
     * @param remedy what to do about it
     * @return {@code "CODE NAME cause; remedy"}
     */
    public static String line(int code, String cause, String remedy) {
        String name = name(code);
        String start = Integer.toString(code).concat(" ").concat(name == null ? "UNKNOWN" : name);
        return start.concat(" ").concat(cause == null ? "unknown error" : cause)
                .concat("; ").concat(remedy == null ? "none known" : remedy);
    }

    static String tooLarge(int received, int fits, int offered, int agreed, int recordSizeLimit) {
        String arrived = fill("a record of # bytes arrived and # fit: ", received, fits);
        if (recordSizeLimit > 0) {
            return arrived.concat("the server agreed to record_size_limit and broke it");
        }
        if (agreed > 0) {
            return arrived.concat("the server agreed to max_fragment_length and broke it");
        }
        return arrived.concat(offered > 0 ? "the server ignored max_fragment_length"
                : "the server was not asked for a max_fragment_length");
    }

    /**
     * The cause of a code with the two values of the engine.
     *
     * @param code   a {@code BR_ERR_*} code
     * @param first  see {@link BrErr}
     * @param second see {@link BrErr}
     * @return one clause
     */
    static String cause(int code, int first, int second) {
        switch (code) {
            case BrErr.BR_ERR_UNSUPPORTED_VERSION:
                return second == ANY_TLS ? notTls(first) : version(first, second);
            case BrErr.BR_ERR_BAD_VERSION:
                return fill("a record has version %, but % was negotiated", first, second);
            case BrErr.BR_ERR_BAD_LENGTH:
                return fill(first > second ? "a record of # bytes arrived, the standard allows #"
                        : "a record of # bytes arrived, it takes at least #", first, second);
            case BrErr.BR_ERR_UNKNOWN_TYPE:
                return fill("a record has type #, which TLS 1.2 does not define", first, second);
            case BrErr.BR_ERR_UNEXPECTED:
                return unexpected(first, second);
            case BrErr.BR_ERR_BAD_CCS:
                return fill(second == 0 ? "ChangeCipherSpec is not of one byte"
                        : "ChangeCipherSpec has the value #, not #", first, second);
            case BrErr.BR_ERR_BAD_ALERT:
                return fill(second == 0 ? "an alert has level #, there are 1 and 2" : "an alert ended after its first byte",
                        first, second);
            case BrErr.BR_ERR_OVERSIZED_ID:
                return fill("the server's session id has # bytes, # are allowed", first, second);
            case BrErr.BR_ERR_BAD_CIPHER_SUITE:
                return fill(first >> 8 == TLS13_SUITES ? TLS13_ONLY.concat(": it chose cipher suite %")
                        : "the server chose cipher suite %, which was not offered", first, second);
            case BrErr.BR_ERR_BAD_COMPRESSION:
                return fill("the server chose compression method #, only null (0) was offered", first, second);
            case BrErr.BR_ERR_BAD_FRAGLEN:
                return fragmentLength(first, second);
            case BrErr.BR_ERR_EXTRA_EXTENSION:
                return extension(first, second);
            case BrErr.BR_ERR_LIMIT_EXCEEDED:
                return limit(first, second);
            case BrErr.BR_ERR_BAD_FINISHED:
                return second == 0 ? BrErr.cause(code) : fill("Finished has # bytes, not #", first, second);
            case BrErr.BR_ERR_RESUME_MISMATCH:
                return first > 1 ? fill("the server resumed a session with cipher suite %, which had %", first, second)
                        : first == 1 ? "the server resumed a session with extended master secret, which had none"
                        : "the server resumed a session without its extended master secret";
            case BrErr.BR_ERR_INVALID_ALGORITHM:
                return algorithm(first, second);
            case BrErr.BR_ERR_WRONG_KEY_USAGE:
                return second == X509Engine.USAGE_KEYX
                        ? "the server's certificate does not allow to encrypt to its key, which RSA key exchange takes"
                        : "the server's certificate does not allow its key to sign, which ECDHE takes";
            case BrErr.BR_ERR_IO:
                return first == HandshakeStep.OPEN ? BrErr.cause(code)
                        : "the connection broke off while ".concat(step(first, second));
            case BrErr.BR_ERR_X509_WRONG_KEY_TYPE:
                return first == second || first == 0 ? BrErr.cause(code) : wrongKeyType(first);
            case BrErr.BR_ERR_X509_WEAK_PUBLIC_KEY:
                return second == 0 ? BrErr.cause(code)
                        : fill("the server's RSA key has # bits, the least is #", first, second);
            default:
                return BrErr.cause(code);
        }
    }

    // What stands where the version of the first record belongs.
    private static String notTls(int version) {
        int high = version >> 8;
        int low = version & 0xFF;
        if (high == 'T' && low == 'T') {
            return "the server does not speak TLS on this port but HTTP";
        }
        return isText(high) && isText(low) ? "the server does not speak TLS on this port: it answered in plain text"
                : "the server does not speak TLS on this port: it may be the plain MQTT port";
    }

    private static String version(int version, int wanted) {
        int low = version & 0xFF;
        if (version >> 8 != TLS12 >> 8) {
            return fill("the server answered with version %, which is none of TLS", version, 0);
        }
        if (wanted == 0 && low > 0) {
            return fill("the server answered TLS 1.# though it speaks TLS 1.2: something between alters the handshake",
                    low - 1, 0);
        }
        return version == TLS13 ? TLS13_ONLY
                : low == 0 ? "the server offers SSL 3.0 only" : fill("the server offers TLS 1.# only", low - 1, 0);
    }

    // What came where it does not belong, or too often.
    private static String unexpected(int type, int step) {
        if (step > MAX_STEP || type == RECORD + 21) {
            return fill(type == 0 ? "the server sent # HelloRequests in a row"
                    : step > MAX_STEP ? "the server sent # empty records in a row"
                    : "the server sent # warnings in a row", step, 0);
        }
        String sent = "the server sent ".concat(message(type));
        return step == HandshakeStep.OPEN ? sent.concat(" where it does not belong")
                : sent.concat(" while the client was ").concat(step(step, 0));
    }

    private static String message(int type) {
        switch (type) {
            case 1: return "ClientHello";
            case 2: return "ServerHello";
            case 4: return "NewSessionTicket";
            case 11: return "Certificate";
            case 12: return "ServerKeyExchange";
            case 13: return "CertificateRequest";
            case 14: return "ServerHelloDone";
            case 15: return "CertificateVerify";
            case 16: return "ClientKeyExchange";
            case 20: return "Finished";
            case 22: return "CertificateStatus";
            case RECORD + 20: return "ChangeCipherSpec";
            case RECORD + 23: return "application data";
            default: return fill("a message of type #", type, 0);
        }
    }

    private static String extension(int type, int len) {
        if (type == SUPPORTED_VERSIONS) {
            return TLS13_ONLY.concat(": it sent the extension supported_versions");
        }
        return len < 0 ? "the server chose an application protocol that was not offered"
                : fill("the server sent extension #, twice or without having been asked", type, 0);
    }

    private static String algorithm(int received, int offered) {
        if (offered == 0) {
            return BrErr.cause(BrErr.BR_ERR_INVALID_ALGORITHM);
        }
        return fill(offered > 255 ? "the server signed with algorithm %, % was offered"
                : offered == POINT_LEN ? "the server's point has # bytes, # belong there"
                : "the server uses curve #, this client #", received, offered);
    }

    private static boolean isText(int c) {
        return c >= ' ' && c <= '~' || c == '\r' || c == '\n';
    }

    private static String fragmentLength(int first, int second) {
        if (second >= 512) {
            return fill("the server answered record_size_limit # and max_fragment_length #, which exclude each other",
                    first, second);
        }
        if (second == 0) {
            return first == 1 ? BrErr.cause(BrErr.BR_ERR_BAD_FRAGLEN)
                    : fill("the server's answer to max_fragment_length has # bytes, not one", first, second);
        }
        return fill(second == 64 ? "the server answered record_size_limit #, the least is #"
                : "the server answered max_fragment_length code # to a request for code #", first, second);
    }

    private static String limit(int first, int second) {
        if (second == 0) {
            return "more records than one key may protect";
        }
        return fill(second == EXPONENT_BITS ? "the public exponent of the server's RSA key has # bits, # are served"
                : isKeyLimit(second) ? "the server's RSA key has # bits, the workspace serves #"
                : "a message of the server has # bytes, # are served", first, second);
    }

    // The limit of a message is not one of these: either it is for what is gathered, or it is above 2^16.
    private static boolean isKeyLimit(int limit) {
        return limit >= 1024 && limit <= 16384;
    }

    private static String wrongKeyType(int type) {
        return type == 1 ? "the server's key is RSA, but it chose a suite for EC keys"
                : "the server's key is EC, but it chose a suite for RSA keys";
    }

    static String remedy(int code, int first, int second) {
        switch (code) {
            case BrErr.BR_ERR_TOO_LARGE:
                return fill("enlarge the receive buffer (--buffer #), or limit the record size at the server",
                        sufficient(first), 0);
            case BrErr.BR_ERR_UNSUPPORTED_VERSION:
                if (second == ANY_TLS) {
                    return "check the port: MQTT over TLS is 8883 by custom";
                }
                return BrErr.remedy(second == 0 ? BrErr.BR_ERR_BAD_SECRENEG : code);
            case BrErr.BR_ERR_EXTRA_EXTENSION:
                return BrErr.remedy(first == SUPPORTED_VERSIONS ? BrErr.BR_ERR_UNSUPPORTED_VERSION : code);
            case BrErr.BR_ERR_BAD_CIPHER_SUITE:
                if (CipherSuite.name(first) != null) {
                    return "offer that suite (--suites)";
                }
                return BrErr.remedy(first >> 8 == TLS13_SUITES ? BrErr.BR_ERR_UNSUPPORTED_VERSION : code);
            case BrErr.BR_ERR_LIMIT_EXCEEDED:
                return remedyForLimit(first, second);
            default:
                return BrErr.remedy(code);
        }
    }

    private static String remedyForLimit(int first, int second) {
        if (isKeyLimit(second)) {
            return first > 4096 ? BrErr.remedy(BrErr.BR_ERR_LIMIT_EXCEEDED)
                    : fill("serve longer RSA keys (--max-rsa #), or use a server key of # bits", first, second);
        }
        return second == 0 ? "connect again" : second == EXPONENT_BITS ? "use a server key with the exponent 65537"
                : BrErr.remedy(BrErr.BR_ERR_UNEXPECTED);
    }

    // A size that max_fragment_length can ask for, since the next server may heed it.
    private static int sufficient(int length) {
        int size = 512;
        while (size < length && size < 4096) {
            size *= 2;
        }
        return size < length ? 16384 : size;
    }

    /** Puts the values where the template has # (decimal) or % (four hexadecimal digits). */
    static String fill(String template, int first, int second) {
        String result = "";
        int start = 0;
        int value = first;
        for (int i = 0; i < template.length(); i++) {
            char c = template.charAt(i);
            if (c == '#' || c == '%') {
                String number = c == '#' ? Integer.toString(value) : hex(value);
                result = result.concat(template.substring(start, i)).concat(number);
                start = i + 1;
                value = second;
            }
        }
        return result.concat(template.substring(start));
    }

    private static String hex(int value) {
        char[] digits = {'0', 'x', 0, 0, 0, 0};
        for (int i = 0; i < 4; i++) {
            digits[2 + i] = DIGITS.charAt(value >> 12 - 4 * i & 15);
        }
        return new String(digits);
    }
}
