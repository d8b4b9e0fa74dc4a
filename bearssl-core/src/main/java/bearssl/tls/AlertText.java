package bearssl.tls;

/** Texts for alerts that the server sent: what each number means in the life of a TLS 1.2 client (RFC 5246, 7.2). */
final class AlertText {
    private static final String REPORT = "look at the server's log; report it to this project with both logs";
    private static final String OTHER_CERTIFICATE =
            "give the server a client certificate that it takes (--cert, --key): its log says what is wrong with this one";

    private AlertText() {
    }

    /** Names an alert as IANA does. @param alert 0..255 @return static text, or null for a number without a name */
    static String name(int alert) {
        switch (alert) {
            case 0: return "close_notify";
            case 10: return "unexpected_message";
            case 20: return "bad_record_mac";
            case 21: return "decryption_failed";
            case 22: return "record_overflow";
            case 40: return "handshake_failure";
            case 42: return "bad_certificate";
            case 43: return "unsupported_certificate";
            case 44: return "certificate_revoked";
            case 45: return "certificate_expired";
            case 46: return "certificate_unknown";
            case 47: return "illegal_parameter";
            case 48: return "unknown_ca";
            case 49: return "access_denied";
            case 50: return "decode_error";
            case 51: return "decrypt_error";
            case 70: return "protocol_version";
            case 71: return "insufficient_security";
            case 80: return "internal_error";
            case 86: return "inappropriate_fallback";
            case 90: return "user_canceled";
            case 100: return "no_renegotiation";
            case 109: return "missing_extension";
            case 110: return "unsupported_extension";
            case 112: return "unrecognized_name";
            case 116: return "certificate_required";
            case 120: return "no_application_protocol";
            default: return alert >= 0 && alert <= 255 ? "unknown alert" : null;
        }
    }

    /** What the server says by it. @param alert 0..255 @return static text, null beyond */
    static String cause(int alert) {
        switch (alert) {
            case 0: return "close_notify: the server gave up in the middle of the handshake, or made it fatal";
            case 10: return "the server sent alert unexpected_message: our message did not fit its state";
            case 20: return "the server sent alert bad_record_mac: a record reached it altered";
            case 21: return "the server sent alert decryption_failed: a record reached it altered";
            case 22: return "the server sent alert record_overflow: our record was too long for it";
            case 40: return "the server sent alert handshake_failure: no version, suite, curve or signature in common";
            case 42: return "the server sent alert bad_certificate: it refused the client certificate";
            case 43: return "the server sent alert unsupported_certificate: it refused the client certificate";
            case 44: return "the server sent alert certificate_revoked: it refused the client certificate";
            case 45: return "the server sent alert certificate_expired: it refused the client certificate";
            case 46: return "the server sent alert certificate_unknown: it refused the client certificate";
            case 47: return "the server sent alert illegal_parameter: it refused a field of ours";
            case 48: return "the server sent alert unknown_ca: it does not know who issued the client certificate";
            case 49: return "the server sent alert access_denied";
            case 50: return "the server sent alert decode_error: it could not read a message of ours";
            case 51: return "the server sent alert decrypt_error: a signature or Finished of ours was wrong to it";
            case 70: return "the server sent alert protocol_version: it seems that the server wants TLS 1.3 only";
            case 71: return "the server sent alert insufficient_security: it wants stronger suites than AES-128-GCM";
            case 80: return "the server sent alert internal_error: it failed by itself";
            case 86: return "the server sent alert inappropriate_fallback: it allows a higher version";
            case 90: return "the server sent alert user_canceled";
            case 100: return "the server sent alert no_renegotiation";
            case 109: return "the server sent alert missing_extension: it wants an extension that was not offered";
            case 110: return "the server sent alert unsupported_extension";
            case 112: return "the server sent alert unrecognized_name: it does not serve this server name";
            case 116: return "the server sent alert certificate_required: it wants a client certificate";
            case 120: return "the server sent alert no_application_protocol";
            default: return alert >= 0 && alert <= 255 ? "the server sent a fatal alert without a name" : null;
        }
    }

    /** What to do about it. @param alert 0..255 @return static text, null beyond */
    static String remedy(int alert) {
        switch (alert) {
            case 0:
            case 80:
            case 90: return "look at the server's log";
            case 20:
            case 21: return "look for something on the way that alters data; connect again";
            case 40:
                return "offer all suites (an EC key needs ECDHE_ECDSA, an old server RSA key exchange), "
                        + "or allow one and TLS 1.2 at the server; "
                        + "it may also want a client certificate (--cert, --key)";
            case 42:
            case 43:
            case 46:
            case 49: return OTHER_CERTIFICATE;
            case 44: return "give the server another client certificate (--cert, --key)";
            case 45: return "renew the client certificate (--cert, --key); check the clock of the server";
            case 48: return "send its intermediate certificates too (--cert), or make its CA known to the server";
            case 116: return "give the server a client certificate (--cert, --key), or switch the demand off there";
            case 70:
            case 86: return "enable TLS 1.2 at the server";
            case 71: return "allow AES_128_GCM suites and P-256 at the server";
            case 112: return "connect by a name that the server is configured for";
            default: return alert >= 0 && alert <= 255 ? REPORT : null;
        }
    }
}
