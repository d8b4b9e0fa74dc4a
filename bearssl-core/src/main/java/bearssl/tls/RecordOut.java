package bearssl.tls;

/**
 * The sending half of the record layer over the caller's buffer.
 *
 * <p>Finished records wait at {@code out[sendOff..sendEnd)}. A new record is composed behind them: its payload goes in
 * at {@link #payloadOff}, up to {@link #room} bytes, and {@link #end} makes a record of it. Several records may wait
 * one behind the other, so that a flight of the handshake leaves in one piece.
 */
final class RecordOut {
    private static final int MAX_PLAINTEXT = 16384;

    private final byte[] out;
    private final GcmRecord protection;
    private boolean isProtected;
    private int maxPlaintext;
    private int sendOff;
    private int sendEnd;
    private int pending; // payload bytes of the application that wait for end(), composed at payloadOff

    RecordOut(byte[] out, GcmRecord protection) {
        this.out = out;
        this.protection = protection;
    }

    void reset() {
        isProtected = false;
        maxPlaintext = MAX_PLAINTEXT;
        sendOff = 0;
        sendEnd = 0;
        pending = 0;
        protection.wipe();
    }

    /** The keys for our records; they count from {@link #protect} on. */
    GcmRecord protection() {
        return protection;
    }

    /** Every later record is protected. */
    void protect() {
        isProtected = true;
    }

    /** The length that was negotiated. */
    void maxPlaintext(int len) {
        maxPlaintext = len;
    }

    byte[] buffer() {
        return out;
    }

    /** Whether nothing waits to be sent. */
    boolean idle() {
        return sendOff == sendEnd;
    }

    int sendOff() {
        return sendOff;
    }

    int sendLen() {
        return sendEnd - sendOff;
    }

    void sent(int n) {
        sendOff += n;
        if (sendOff == sendEnd) {
            sendOff = 0;
            sendEnd = 0;
        }
    }

    /** Where the payload of the next record goes, or its next byte if the application has begun one. */
    int payloadOff() {
        return sendEnd + (isProtected ? GcmRecord.PAYLOAD_OFF : GcmRecord.HEADER_LEN) + pending;
    }

    /** How much payload still fits into one record. */
    int room() {
        int behind = isProtected ? GcmRecord.EXPANSION - GcmRecord.EXPLICIT_NONCE_LEN : 0;
        int free = out.length - behind - payloadOff();
        int allowed = maxPlaintext - pending;
        return free < allowed ? free : allowed;
    }

    /** The longest handshake message in the clear that {@link #endHandshake} takes now. */
    int handshakeRoom() {
        int free = out.length - sendEnd;
        int records = free / (maxPlaintext + GcmRecord.HEADER_LEN) + 1;
        return free - records * GcmRecord.HEADER_LEN;
    }

    /** Application bytes that were composed and wait for {@link #end}. */
    int pending() {
        return pending;
    }

    void pending(int len) {
        pending = len;
    }

    /** Makes a record of the {@code len} bytes at {@link #payloadOff}. */
    void end(int type, int len) {
        pending = 0;
        if (isProtected) {
            sendEnd += protection.seal(type, out, sendEnd, len);
            return;
        }
        GcmRecord.putHeader(type, out, sendEnd, len);
        sendEnd += GcmRecord.HEADER_LEN + len;
    }

    /** Makes as many records in the clear as it takes of the {@code len} bytes of handshake at {@link #payloadOff}. */
    void endHandshake(int len) {
        int left = len;
        while (left > maxPlaintext) {
            int next = sendEnd + GcmRecord.HEADER_LEN + maxPlaintext;
            left -= maxPlaintext;
            System.arraycopy(out, next, out, next + GcmRecord.HEADER_LEN, left);
            end(RecordIn.HANDSHAKE, maxPlaintext);
        }
        end(RecordIn.HANDSHAKE, left);
    }

    /** Whether a record can still be protected: the sequence number must not wrap. */
    boolean exhausted() {
        return isProtected && protection.exhausted();
    }

    void wipe() {
        protection.wipe();
        for (int i = 0; i < out.length; i++) {
            out[i] = 0;
        }
        sendOff = 0;
        sendEnd = 0;
        pending = 0;
    }
}
