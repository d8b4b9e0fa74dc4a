package bearssl.tls;

import bearssl.base.Codec;

/**
 * The receiving half of the record layer over the caller's buffer. It holds at most one record.
 *
 * <p>A record in the clear is handed on in pieces as its bytes arrive, so it may be longer than the buffer. A protected
 * record has to fit, because its tag comes last; whether it does is judged from its header.
 *
 * <p>Bytes go in at [{@link #fillOff}, + {@link #fillLen}); {@link #received} tells whether a piece of content came of
 * it, which then stands at [{@link #contentOff}, + {@link #contentLen}) until {@link #release}.
 */
final class RecordIn {
    static final int CHANGE_CIPHER_SPEC = 20;
    static final int ALERT = 21;
    static final int HANDSHAKE = 22;
    static final int APPLICATION_DATA = 23;

    /** Result of {@link #received}: more bytes are needed. */
    static final int NOTHING = 0;
    /** Result of {@link #received}: {@link #error} tells why. */
    static final int FAILED = -1;

    private static final int MAX_PLAINTEXT = 16384;
    private static final int VERSION_MAJOR = 3;
    private static final int TLS12 = 0x0303;

    private final byte[] in;
    private final GcmRecord protection;
    private boolean isProtected;
    private boolean versionKnown;
    private int maxPlaintext = MAX_PLAINTEXT;

    private int type;
    private int have; // bytes of the record at in[0..have); in the clear: of its header
    private int missing; // bytes of the body that have not arrived
    private int contentOff;
    private int contentLen;
    private int error;
    private int alert;
    private int detail1;
    private int detail2;

    RecordIn(byte[] in, GcmRecord protection) {
        this.in = in;
        this.protection = protection;
    }

    void reset() {
        isProtected = false;
        versionKnown = false;
        maxPlaintext = MAX_PLAINTEXT;
        have = 0;
        missing = 0;
        contentLen = 0;
        error = BrErr.BR_ERR_OK;
        alert = -1;
        protection.wipe();
    }

    /** The keys for the server's records; they count from {@link #protect} on. */
    GcmRecord protection() {
        return protection;
    }

    /** Every later record is protected. */
    void protect() {
        isProtected = true;
    }

    /** From here on the record version must be that of TLS 1.2. */
    void versionKnown() {
        versionKnown = true;
    }

    /**
     * The length that was negotiated: longer protected records are refused. Records in the clear stay allowed up to
     * 2^14: they are taken in pieces anyway, and servers are known that split only their protected ones.
     */
    void maxPlaintext(int len) {
        maxPlaintext = len;
    }

    /** Longest payload of a protected record that fits the buffer, at most what the standard allows. */
    int capacity() {
        int len = in.length - GcmRecord.PAYLOAD_OFF - (GcmRecord.EXPANSION - GcmRecord.EXPLICIT_NONCE_LEN);
        return len < MAX_PLAINTEXT ? len : MAX_PLAINTEXT;
    }

    int fillOff() {
        return have;
    }

    int fillLen() {
        if (contentLen > 0) {
            return 0;
        }
        if (have < GcmRecord.HEADER_LEN) {
            return GcmRecord.HEADER_LEN - have;
        }
        int room = in.length - have;
        return missing < room ? missing : room;
    }

    /**
     * Takes in bytes that were put at {@link #fillOff}.
     *
     * @param n how many, 1 up to {@link #fillLen}
     * @return the content's type if there is a piece, which may be empty; {@link #NOTHING}; or {@link #FAILED}
     */
    int received(int n) {
        if (have < GcmRecord.HEADER_LEN) {
            have += n;
            return have < GcmRecord.HEADER_LEN ? NOTHING : header();
        }
        missing -= n;
        if (!isProtected) {
            return content(GcmRecord.HEADER_LEN, n);
        }
        have += n;
        return missing > 0 ? NOTHING : open();
    }

    private int header() {
        type = in[0] & 0xFF;
        int version = Codec.u16(in, 1);
        missing = Codec.u16(in, 3);
        // A server that speaks something else altogether is told by its version, before its type.
        if (version >>> 8 != VERSION_MAJOR) {
            return fail(BrErr.BR_ERR_UNSUPPORTED_VERSION, version, VERSION_MAJOR << 8);
        }
        if (versionKnown && version != TLS12) {
            return fail(BrErr.BR_ERR_BAD_VERSION, version, TLS12);
        }
        if (type < CHANGE_CIPHER_SPEC || type > APPLICATION_DATA) {
            return fail(BrErr.BR_ERR_UNKNOWN_TYPE, type, 0);
        }
        return isProtected ? protectedHeader() : clearHeader();
    }

    private int clearHeader() {
        // RFC 5246, 6.2.1: "The length MUST NOT exceed 2^14."
        if (missing > MAX_PLAINTEXT) {
            return fail(BrErr.BR_ERR_BAD_LENGTH, missing, MAX_PLAINTEXT);
        }
        return missing == 0 ? content(GcmRecord.HEADER_LEN, 0) : NOTHING;
    }

    private int protectedHeader() {
        if (missing < GcmRecord.EXPANSION) {
            // Too short to hold a tag: it cannot be authentic.
            alert = Alert.BAD_RECORD_MAC;
            return fail(BrErr.BR_ERR_BAD_LENGTH, missing, GcmRecord.EXPANSION);
        }
        int plaintext = missing - GcmRecord.EXPANSION;
        if (plaintext > MAX_PLAINTEXT) {
            return fail(BrErr.BR_ERR_BAD_LENGTH, plaintext, MAX_PLAINTEXT);
        }
        int fits = capacity() < maxPlaintext ? capacity() : maxPlaintext;
        if (plaintext > fits) {
            return fail(BrErr.BR_ERR_TOO_LARGE, plaintext, fits);
        }
        return NOTHING;
    }

    private int open() {
        int fragmentLen = have - GcmRecord.HEADER_LEN;
        if (protection.exhausted()) {
            alert = Alert.INTERNAL_ERROR; // RFC 5246, 6.1 names none
            return fail(BrErr.BR_ERR_LIMIT_EXCEEDED, 0, 0);
        }
        if (!protection.open(type, in, 0, fragmentLen)) {
            return fail(BrErr.BR_ERR_BAD_MAC, fragmentLen, 0);
        }
        return content(GcmRecord.PAYLOAD_OFF, fragmentLen - GcmRecord.EXPANSION);
    }

    private int content(int off, int len) {
        contentOff = off;
        contentLen = len;
        if (len == 0) {
            endRecord();
        }
        return type;
    }

    private int fail(int code, int first, int second) {
        error = code;
        if (alert < 0) {
            alert = Alert.forError(code);
        }
        detail1 = first;
        detail2 = second;
        return FAILED;
    }

    byte[] buffer() {
        return in;
    }

    int contentOff() {
        return contentOff;
    }

    int contentLen() {
        return contentLen;
    }

    /** Gives back the first {@code n} bytes of the content; the room is free again when all are. */
    void release(int n) {
        contentOff += n;
        contentLen -= n;
        if (contentLen == 0 && missing == 0) {
            endRecord();
        }
    }

    private void endRecord() {
        have = 0;
    }

    /** How many bytes of a record have come of whose content nothing was handed on yet. */
    int begun() {
        return isProtected || have < GcmRecord.HEADER_LEN || missing == Codec.u16(in, 3) ? have : 0;
    }

    /** Whether the content at hand is the last piece of its record; true between records, too. */
    boolean lastPiece() {
        return missing == 0;
    }

    int error() {
        return error;
    }

    int alert() {
        return alert;
    }

    int detail1() {
        return detail1;
    }

    int detail2() {
        return detail2;
    }

    void wipe() {
        protection.wipe();
        for (int i = 0; i < in.length; i++) {
            in[i] = 0;
        }
        have = 0;
        contentLen = 0;
    }
}
