package bearssl.tls;

import bearssl.base.Codec;

/**
 * Reads a ServerHello (RFC 5246, section 7.4.1.3) and its extensions.
 *
 * <p>A legitimate one is far shorter than what is gathered of a message, because it may answer only what was offered.
 * Of a longer one the beginning is read, which is enough to find out what is wrong with it.
 */
final class ServerHello {
    /** Longest body that the structure allows: fixed part, session id, extensions. */
    static final int MAX_LEN = 2 + 32 + 1 + 32 + 2 + 1 + 2 + 65535;

    private static final int TLS12 = 0x0303;
    // "DOWNGRD" and a zero
    private static final int SENTINEL_HIGH = 0x444F574E;
    private static final int SENTINEL_LOW = 0x47524400;

    private ServerHello() {
    }

    /**
     * Reads the body and keeps what it decides in the handshake.
     *
     * @param len  length as announced
     * @param have how many bytes of it are there, at most {@code len}
     * @return a {@code BR_ERR_*} code; details and alert are set in the handshake
     */
    static int read(byte[] buf, int off, int len, int have, HandshakeContext hs) {
        // version, random, length of session id
        if (have < 35) {
            return BrErr.BR_ERR_BAD_HANDSHAKE;
        }
        int version = Codec.u16(buf, off);
        if (version != TLS12) {
            // RFC 5246, E.1: "the client MUST send a "protocol_version" alert message and close the connection." But if
            // the end of the server's random says that it knows TLS 1.2, somebody on the way has changed our hello. RFC
            // 8446, 4.1.3: "the client MUST abort the handshake with an "illegal_parameter" alert."
            if (version < TLS12 && Codec.be32(buf, off + 26) == SENTINEL_HIGH
                    && Codec.be32(buf, off + 30) == SENTINEL_LOW) {
                hs.alert = Alert.ILLEGAL_PARAMETER;
                return hs.error(BrErr.BR_ERR_UNSUPPORTED_VERSION, version, 0);
            }
            return hs.error(BrErr.BR_ERR_UNSUPPORTED_VERSION, version, TLS12);
        }
        System.arraycopy(buf, off + 2, hs.ws.bytes, hs.frame + HandshakeContext.SERVER_RANDOM, KeySchedule.RANDOM_LEN);
        int idLen = buf[off + 34] & 0xFF;
        if (idLen > TlsSession.MAX_ID_LEN) {
            return hs.error(BrErr.BR_ERR_OVERSIZED_ID, idLen, TlsSession.MAX_ID_LEN);
        }
        int p = 35 + idLen;
        int extensions = p + 5;
        // RFC 5246, 7.4.1.3: "The presence of extensions can be detected by determining whether there are bytes
        // following the compression_method field at the end of the ServerHello."
        if (len != p + 3 && (len < extensions || Codec.u16(buf, off + p + 3) != len - extensions)) {
            return BrErr.BR_ERR_BAD_HANDSHAKE;
        }
        int suite = Codec.u16(buf, off + p);
        hs.exchange = hs.profile.exchange(suite);
        if (hs.exchange == null) {
            return hs.error(BrErr.BR_ERR_BAD_CIPHER_SUITE, suite, 0);
        }
        hs.suite = suite;
        hs.resumed = hs.offersSession && hs.session.isId(buf, off + 35, idLen);
        // RFC 5246, 7.4.1.3: "For resumed sessions, this field is the value from the state of the session being
        // resumed."
        if (hs.resumed && suite != hs.session.suite()) {
            return hs.error(BrErr.BR_ERR_RESUME_MISMATCH, suite, hs.session.suite());
        }
        if (buf[off + p + 2] != 0) {
            return hs.error(BrErr.BR_ERR_BAD_COMPRESSION, buf[off + p + 2] & 0xFF, 0);
        }
        int error = extensions(buf, off + extensions, off + len, off + have, hs);
        return error != BrErr.BR_ERR_OK ? error : session(buf, off + 35, idLen, hs);
    }

    private static int session(byte[] buf, int id, int idLen, HandshakeContext hs) {
        if (!hs.resumed) {
            if (hs.session != null) {
                hs.session.begin(buf, id, idLen);
            }
            return BrErr.BR_ERR_OK;
        }
        // RFC 7627, 5.3: both ways round "the client MUST abort the handshake".
        if (hs.extendedMasterSecret != hs.session.extendedMasterSecret()) {
            hs.alert = Alert.HANDSHAKE_FAILURE;
            return hs.error(BrErr.BR_ERR_RESUME_MISMATCH, hs.extendedMasterSecret ? 1 : 0,
                    hs.extendedMasterSecret ? 0 : 1);
        }
        // RFC 6066, 1.1: a server that resumes a session answers none of its extensions, and "the functionality of these
        // extensions negotiated during the original session initiation is applied to the resumed session." Some answer.
        // But RFC 8449, 4: "the record size limit is renegotiated", and it takes the place of the other one.
        if (hs.session.fragmentAgreed() && hs.recordSizeLimit == 0) {
            hs.maxFragment = hs.maxFragmentOffer;
        }
        return BrErr.BR_ERR_OK;
    }

    private static int extensions(byte[] buf, int off, int end, int haveEnd, HandshakeContext hs) {
        int seen = 0;
        int p = off;
        while (p < end) {
            if (end - p < 4 || haveEnd - p < 4) {
                return BrErr.BR_ERR_BAD_HANDSHAKE;
            }
            int type = Codec.u16(buf, p);
            int len = Codec.u16(buf, p + 2);
            p += 4;
            int bit = offered(type, hs);
            if (bit == 0) {
                if (type == Extension.SIGNATURE_ALGORITHMS || type == Extension.SIGNATURE_ALGORITHMS_CERT) {
                    // Offered, but not for an answer. RFC 5246, 7.4.1.4.1: "Servers MUST NOT send this extension." RFC
                    // 8446, 4.2: if "not specified for the message in which it appears", then illegal_parameter.
                    hs.alert = Alert.ILLEGAL_PARAMETER;
                }
                return hs.error(BrErr.BR_ERR_EXTRA_EXTENSION, type, len);
            }
            if ((seen & bit) != 0) {
                // RFC 5246, 7.4.1.4: "There MUST NOT be more than one extension of the same type." It names no alert;
                // unsupported_extension would be untrue.
                hs.alert = Alert.ILLEGAL_PARAMETER;
                return hs.error(BrErr.BR_ERR_EXTRA_EXTENSION, type, len);
            }
            seen |= bit;
            if (len > end - p) {
                return BrErr.BR_ERR_BAD_HANDSHAKE;
            }
            int error = extension(type, buf, p, len, haveEnd, hs);
            if (error != BrErr.BR_ERR_OK) {
                return error;
            }
            p += len;
        }
        // RFC 8449, 5: "A client MUST treat receipt of both "max_fragment_length" and "record_size_limit" as a fatal
        // error, and it SHOULD generate an "illegal_parameter" alert."
        return hs.maxFragment == 0 || hs.recordSizeLimit == 0 ? BrErr.BR_ERR_OK
                : hs.error(BrErr.BR_ERR_BAD_FRAGLEN, hs.recordSizeLimit, hs.maxFragment);
    }

    /** RFC 5246, 7.4.1.4: only what the client asked for may be answered. @return a bit for each, 0 if not offered */
    private static int offered(int type, HandshakeContext hs) {
        switch (type) {
            case Extension.RENEGOTIATION_INFO:
                return 1;
            case Extension.EXTENDED_MASTER_SECRET:
                return 2;
            case Extension.SERVER_NAME:
                return ServerName.sniLength(hs.serverName) > 0 ? 4 : 0;
            case Extension.MAX_FRAGMENT_LENGTH:
                return hs.maxFragmentOffer != 0 ? 8 : 0;
            case Extension.EC_POINT_FORMATS:
                return hs.profile.offer().group(0) != 0 ? 16 : 0;
            case Extension.SUPPORTED_GROUPS:
                return hs.profile.offer().group(0) != 0 ? 32 : 0;
            case Extension.APPLICATION_PROTOCOLS:
                return hs.protocols != null ? 64 : 0;
            case Extension.RECORD_SIZE_LIMIT:
                return hs.recordSizeOffer != 0 ? 128 : 0;
            default:
                return 0;
        }
    }

    /** Legitimate answers are short: no byte behind {@code haveEnd} is read. */
    private static int extension(int type, byte[] buf, int off, int len, int haveEnd, HandshakeContext hs) {
        switch (type) {
            case Extension.RENEGOTIATION_INFO:
                // RFC 5746, 3.4: "The client MUST then verify that the length of the "renegotiated_connection" field is
                // zero, and if it is not, MUST abort the handshake (by sending a fatal handshake_failure alert)."
                if (len == 1 && off < haveEnd && buf[off] == 0) {
                    return BrErr.BR_ERR_OK;
                }
                if (len == 0 || off < haveEnd && (buf[off] & 0xFF) != len - 1) {
                    hs.alert = Alert.DECODE_ERROR;
                }
                return hs.error(BrErr.BR_ERR_BAD_SECRENEG, len, 1);
            case Extension.EXTENDED_MASTER_SECRET:
                hs.extendedMasterSecret = true;
                return len == 0 ? BrErr.BR_ERR_OK : BrErr.BR_ERR_BAD_HANDSHAKE;
            case Extension.SERVER_NAME:
                return len == 0 ? BrErr.BR_ERR_OK : hs.error(BrErr.BR_ERR_BAD_SNI, len, 0);
            case Extension.MAX_FRAGMENT_LENGTH:
                return maxFragment(buf, off, len, haveEnd, hs);
            case Extension.RECORD_SIZE_LIMIT:
                return recordSize(buf, off, len, haveEnd, hs);
            case Extension.APPLICATION_PROTOCOLS:
                return protocol(buf, off, len, haveEnd, hs);
            case Extension.SUPPORTED_GROUPS:
                // It was offered, and a TLS 1.2 server has no reason to answer it; some do. It says nothing new.
                return BrErr.BR_ERR_OK;
            default:
                return pointFormats(buf, off, len, haveEnd);
        }
    }

    private static int maxFragment(byte[] buf, int off, int len, int haveEnd, HandshakeContext hs) {
        if (len != 1 || off >= haveEnd) {
            hs.alert = Alert.DECODE_ERROR;
            return hs.error(BrErr.BR_ERR_BAD_FRAGLEN, len, 0);
        }
        // RFC 6066, 4: "if a client receives a maximum fragment length negotiation response that differs from the
        // length it requested, it MUST also abort the handshake with an "illegal_parameter" alert."
        int code = Extension.maxFragmentCode(hs.maxFragmentOffer);
        if (buf[off] != code) {
            return hs.error(BrErr.BR_ERR_BAD_FRAGLEN, buf[off] & 0xFF, code);
        }
        hs.maxFragment = hs.maxFragmentOffer;
        return BrErr.BR_ERR_OK;
    }

    private static int recordSize(byte[] buf, int off, int len, int haveEnd, HandshakeContext hs) {
        if (len != 2 || off + len > haveEnd) {
            return BrErr.BR_ERR_BAD_HANDSHAKE;
        }
        int limit = Codec.u16(buf, off);
        // RFC 8449, 4: "An endpoint MUST treat receipt of a smaller value as a fatal error and generate an
        // "illegal_parameter" alert." A client "MAY" refuse a value above 2^14; this one sends no longer records for it.
        if (limit < Extension.MIN_RECORD_SIZE) {
            return hs.error(BrErr.BR_ERR_BAD_FRAGLEN, limit, Extension.MIN_RECORD_SIZE);
        }
        hs.recordSizeLimit = limit < Extension.MAX_RECORD_SIZE ? limit : Extension.MAX_RECORD_SIZE;
        return BrErr.BR_ERR_OK;
    }

    // RFC 7301, 3.1: "the ProtocolNameList MUST contain exactly one ProtocolName."
    private static int protocol(byte[] buf, int off, int len, int haveEnd, HandshakeContext hs) {
        if (len < 4 || off + len > haveEnd || Codec.u16(buf, off) != len - 2 || (buf[off + 2] & 0xFF) != len - 3) {
            return BrErr.BR_ERR_BAD_HANDSHAKE;
        }
        for (int i = 0; i < hs.protocols.length; i++) {
            if (isText(hs.protocols[i], buf, off + 3, len - 3)) {
                hs.protocol = hs.protocols[i];
                return BrErr.BR_ERR_OK;
            }
        }
        hs.alert = Alert.ILLEGAL_PARAMETER;
        return hs.error(BrErr.BR_ERR_EXTRA_EXTENSION, Extension.APPLICATION_PROTOCOLS, -1);
    }

    private static boolean isText(String text, byte[] buf, int off, int len) {
        if (text.length() != len) {
            return false;
        }
        for (int i = 0; i < len; i++) {
            if (text.charAt(i) != buf[off + i]) {
                return false;
            }
        }
        return true;
    }

    private static int pointFormats(byte[] buf, int off, int len, int haveEnd) {
        if (len < 2 || off + len > haveEnd || (buf[off] & 0xFF) != len - 1) {
            return BrErr.BR_ERR_BAD_HANDSHAKE;
        }
        // RFC 8422, 5.2: "the client MUST check that ... the list contains uncompressed(0)".
        for (int i = 1; i < len; i++) {
            if (buf[off + i] == Extension.UNCOMPRESSED) {
                return BrErr.BR_ERR_OK;
            }
        }
        return BrErr.BR_ERR_INVALID_ALGORITHM;
    }
}
