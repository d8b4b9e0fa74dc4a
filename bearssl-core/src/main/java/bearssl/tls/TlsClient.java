package bearssl.tls;

import bearssl.base.Workspace;
import bearssl.rand.HmacDrbg;

/**
 * A TLS 1.2 client as an engine without input or output of its own: it never reads, writes or waits.
 *
 * <p>The caller owns every byte. Two buffers and the profile are handed over once; {@link #reset} starts a connection
 * and borrows a workspace and an X.509 engine until the session is open, after which both may serve another
 * connection. After construction nothing is allocated.
 *
 * <p>Four buffer windows, each with array, offset, length and acknowledgement, move all data; {@link #state} tells
 * which of them are open:
 * <pre>
 * SENDREC  records for the server wait at sendrecBuf[sendrecOff, +sendrecLen)
 * RECVREC  bytes from the server are wanted at recvrecBuf[recvrecOff, +recvrecLen)
 * SENDAPP  application data may be put at sendappBuf[sendappOff, +sendappLen), then flush()
 * RECVAPP  application data waits at recvappBuf[recvappOff, +recvappLen)
 * CLOSED   the connection has ended: error() tells why, 0 for an orderly end
 * </pre>
 *
 * <p>An error of ours sends the fatal alert that the standard names; the engine is CLOSED once it has left. No method
 * throws on behalf of what the server sent. Not for use by two threads at once. {@link TlsIo} joins it to a transport.
 */
public final class TlsClient {
    /** The connection has ended. */
    public static final int CLOSED = 0x01;
    /** Records wait to be sent. */
    public static final int SENDREC = 0x02;
    /** Bytes of records are wanted. */
    public static final int RECVREC = 0x04;
    /** Application data may be sent. */
    public static final int SENDAPP = 0x08;
    /** Application data was received. */
    public static final int RECVAPP = 0x10;

    /** What a buffer needs beyond the plaintext of its longest record: header, explicit nonce, tag. */
    public static final int IN_OVERHEAD = 5 + 8 + 16;
    /** What a buffer needs beyond the plaintext of its longest record: header, explicit nonce, tag. */
    public static final int OUT_OVERHEAD = 5 + 8 + 16;
    /** The smallest record size that can be negotiated, and so the smallest buffer: this plus the overhead. */
    public static final int MIN_PLAINTEXT = 512;

    // A peer that sends these without end makes no progress; the limits are those of other implementations.
    private static final int MAX_EMPTY_RECORDS = 32;
    private static final int MAX_WARNING_ALERTS = 4; // in a row, application data between them aside
    private static final int MAX_HELLO_REQUESTS = 32;

    private static final int NO_ALERT = -1;

    private final TlsProfile profile;
    private final HmacDrbg rng;
    private final RecordIn in;
    private final RecordOut out;
    private final ClientHandshake handshake;
    private Workspace workspace;

    private boolean isClosed = true;
    private boolean ending; // our last alert is composed or waits to be: nothing else is sent or received
    private boolean closedByServer;
    private boolean offerMaxFragment = true;
    private int error;
    private int detail1;
    private int detail2;
    private int alertToSend = NO_ALERT; // level << 8 | number
    private int alertSent = NO_ALERT;
    private int alertLevel; // of the alert being received, 0 before its first byte
    private int emptyRecords;
    private int warningAlerts;
    private int helloRequests;

    /**
     * Makes a client on the caller's buffers, which belong to it alone from now on.
     *
     * @param profile the implementations to use
     * @param rng     generator, seeded before {@link #reset}; it may serve several clients of one thread
     * @param in      receive buffer: the longest plaintext of a record plus {@link #IN_OVERHEAD}, at least 541 bytes
     * @param out     send buffer: likewise with {@link #OUT_OVERHEAD}
     */
    public TlsClient(TlsProfile profile, HmacDrbg rng, byte[] in, byte[] out) {
        if (in.length < MIN_PLAINTEXT + IN_OVERHEAD || out.length < MIN_PLAINTEXT + OUT_OVERHEAD || in == out) {
            throw new IllegalArgumentException("buffers: two arrays of at least 541 bytes");
        }
        this.profile = profile;
        this.rng = rng;
        this.in = new RecordIn(in, new GcmRecord(profile.newGcm()));
        this.out = new RecordOut(out, new GcmRecord(profile.newGcm()));
        handshake = new ClientHandshake(profile, rng, this.in, this.out);
    }

    /**
     * Says whether {@link #reset} asks the server for records that fit the receive buffer (RFC 6066, section 4); it
     * does unless told otherwise. Without it, or with a server that ignores it, a longer record ends the connection.
     *
     * @param offer true to ask
     */
    public void offerMaxFragment(boolean offer) {
        offerMaxFragment = offer;
    }

    /**
     * Starts a new connection; an old one is forgotten.
     *
     * @param serverName for server_name and for the X.509 engine: ASCII, at most 255 characters; an address is not
     *                   sent; null if there is none
     * @param ws         scratch of the profile's size, borrowed until {@link #needsWorkspace} is false
     * @param x509       judges the server's certificate; borrowed as long
     * @return 0, or minus a code: {@link BrErr#BR_ERR_BAD_PARAM} (name, workspace too small or absent, no engine),
     *     {@link BrErr#BR_ERR_BAD_STATE} (workspace in use elsewhere), {@link BrErr#BR_ERR_NO_RANDOM} (generator not
     *     seeded); the engine then is CLOSED with that error
     */
    public int reset(String serverName, Workspace ws, X509Engine x509) {
        giveBackWorkspace();
        isClosed = false;
        ending = false;
        closedByServer = false;
        error = BrErr.BR_ERR_OK;
        detail1 = 0;
        detail2 = 0;
        alertToSend = NO_ALERT;
        alertSent = NO_ALERT;
        alertLevel = 0;
        emptyRecords = 0;
        warningAlerts = 0;
        helloRequests = 0;
        in.reset();
        out.reset();
        handshake.stop();
        if (ws == null || x509 == null || !ServerName.acceptable(serverName)
                || ws.bytes.length < profile.workspaceBytes() || ws.shorts.length < profile.workspaceShorts()
                || ws.ints.length < profile.workspaceInts()) {
            return refuse(BrErr.BR_ERR_BAD_PARAM);
        }
        if (!rng.seeded()) {
            return refuse(BrErr.BR_ERR_NO_RANDOM);
        }
        if (!ws.acquire(this)) {
            return refuse(BrErr.BR_ERR_BAD_STATE);
        }
        workspace = ws;
        handshake.start(serverName, ws, x509, offerMaxFragment ? Extension.maxFragmentFor(in.capacity()) : 0);
        advance();
        return BrErr.BR_ERR_OK;
    }

    private int refuse(int code) {
        error = code;
        isClosed = true;
        return -code;
    }

    /**
     * Tells which windows are open.
     *
     * @return {@link #CLOSED}, or a sum of the other flags
     */
    public int state() {
        if (isClosed) {
            return CLOSED;
        }
        int state = 0;
        if (!out.idle()) {
            state |= SENDREC;
        } else if (sessionOpen() && out.room() > 0) {
            state |= SENDAPP;
        }
        if (ending) {
            return state;
        }
        return state | (in.contentLen() > 0 ? RECVAPP : RECVREC);
    }

    /** Whether application data may pass: after the handshake and before any end. */
    boolean sessionOpen() {
        return !ending && !isClosed && workspace == null;
    }

    /** Why the connection ended: the first error. @return a {@code BR_ERR_*} code, 0 for none or an orderly end */
    public int error() {
        return error;
    }

    /** First value that explains {@link #error}; {@link BrErr} says which. @return for example a length received */
    public int detail1() {
        return detail1;
    }

    /** Second value that explains {@link #error}. @return for example the length that fits */
    public int detail2() {
        return detail2;
    }

    /** The alert that ended the connection on our side. @return its number, -1 if none was sent */
    public int alertSent() {
        return alertSent;
    }

    /** Whether the workspace and the X.509 engine are still borrowed. @return false once the session is open */
    public boolean needsWorkspace() {
        return workspace != null;
    }

    /** The suite that the server chose. @return a constant of {@link CipherSuite}, 0 before ServerHello */
    public int cipherSuite() {
        return handshake.suite;
    }

    /** The record size that the server agreed to. @return 512 to 4096, 0 if it did not or was not asked */
    public int maxFragment() {
        return handshake.maxFragment;
    }

    /** The record size that was asked for. @return 512 to 4096, 0 if none was */
    public int maxFragmentOffered() {
        return handshake.maxFragmentOffer;
    }

    /** Whether the master secret is bound to the handshake (RFC 7627). @return true if the server agreed */
    public boolean extendedMasterSecret() {
        return handshake.extendedMasterSecret;
    }

    // ---- records out

    /** Array of the records to send. @return the send buffer */
    public byte[] sendrecBuf() {
        return out.buffer();
    }

    /** First byte to send. @return an index */
    public int sendrecOff() {
        return out.sendOff();
    }

    /** How many bytes wait. @return 0 when SENDREC is not set */
    public int sendrecLen() {
        return out.sendLen();
    }

    /** Acknowledges that bytes have been sent. @param n 1 up to {@link #sendrecLen} */
    public void sendrecAck(int n) {
        checkAck(n, sendrecLen());
        out.sent(n);
        advance();
    }

    // ---- records in

    /** Array to put received bytes into. @return the receive buffer */
    public byte[] recvrecBuf() {
        return in.buffer();
    }

    /** Where to put the next byte. @return an index */
    public int recvrecOff() {
        return in.fillOff();
    }

    /** How many bytes are wanted at most. @return 0 when RECVREC is not set */
    public int recvrecLen() {
        return isClosed || ending ? 0 : in.fillLen();
    }

    /** Acknowledges that bytes have been put; they are processed at once. @param n 1 up to {@link #recvrecLen} */
    public void recvrecAck(int n) {
        checkAck(n, recvrecLen());
        int type = in.received(n);
        if (type == RecordIn.FAILED) {
            fail(in.error(), in.alert(), in.detail1(), in.detail2());
        } else if (type != RecordIn.NOTHING) {
            content(type);
        }
        advance();
    }

    // ---- application data out

    /** Array to put application data into. @return the send buffer */
    public byte[] sendappBuf() {
        return out.buffer();
    }

    /** Where to put the next byte. @return an index */
    public int sendappOff() {
        return out.payloadOff();
    }

    /** How many bytes fit before a record leaves. @return 0 when SENDAPP is not set */
    public int sendappLen() {
        return (state() & SENDAPP) != 0 ? out.room() : 0;
    }

    /** Acknowledges that data have been put; a full record is made at once. @param n 1 up to {@link #sendappLen} */
    public void sendappAck(int n) {
        checkAck(n, sendappLen());
        out.pending(out.pending() + n);
        if (out.room() == 0) {
            flush();
        }
    }

    /** Makes a record of the application data put so far, if any. */
    public void flush() {
        if (sessionOpen() && out.pending() > 0) {
            sealPending();
        }
    }

    // ---- application data in

    /** Array with received application data. @return the receive buffer */
    public byte[] recvappBuf() {
        return in.buffer();
    }

    /** First byte received. @return an index */
    public int recvappOff() {
        return in.contentOff();
    }

    /** How many bytes were received. @return 0 when RECVAPP is not set */
    public int recvappLen() {
        return isClosed || ending ? 0 : in.contentLen();
    }

    /** Acknowledges that data have been used; their room is taken for the next. @param n 1 up to {@link #recvappLen} */
    public void recvappAck(int n) {
        checkAck(n, recvappLen());
        in.release(n);
    }

    /** A caller's mistake, never the peer's. */
    private static void checkAck(int n, int max) {
        if (n <= 0 || n > max) {
            throw new IllegalArgumentException("acknowledged more than the window holds");
        }
    }

    // ---- the end

    /**
     * Ends the connection in the orderly way: data put so far leave, then close_notify; the engine is CLOSED when both
     * have. In the middle of a handshake close_notify leaves at once.
     */
    public void close() {
        if (!isClosed && !ending) {
            lastAlert(Alert.WARNING, Alert.CLOSE_NOTIFY);
            advance();
        }
    }

    /**
     * Says that the transport failed or came to its end. Without a close_notify before, that is
     * {@link BrErr#BR_ERR_IO}: data may have been cut off.
     */
    public void transportEnded() {
        if (isClosed) {
            return;
        }
        if (error == BrErr.BR_ERR_OK && !closedByServer) {
            error = BrErr.BR_ERR_IO;
        }
        shut();
    }

    // ---- inside

    private void content(int type) {
        byte[] buf = in.buffer();
        int off = in.contentOff();
        int len = in.contentLen();
        if (len == 0 && ++emptyRecords > MAX_EMPTY_RECORDS) {
            fail(BrErr.BR_ERR_UNEXPECTED, Alert.UNEXPECTED_MESSAGE, type, emptyRecords);
            return;
        }
        if (len > 0) {
            emptyRecords = 0;
        }
        switch (type) {
            case RecordIn.HANDSHAKE:
                handshakeDone(handshake.receive(buf, off, len));
                break;
            case RecordIn.CHANGE_CIPHER_SPEC:
                if (alertLevel != 0) {
                    // Half an alert in the clear must not become one with what is protected.
                    fail(BrErr.BR_ERR_UNEXPECTED, Alert.UNEXPECTED_MESSAGE, type, 0);
                    return;
                }
                handshakeDone(handshake.changeCipherSpec(buf, off, len, in.lastPiece()));
                break;
            case RecordIn.ALERT:
                for (int i = 0; i < len && !ending && !isClosed; i++) {
                    alertByte(buf[off + i] & 0xFF);
                }
                break;
            default:
                applicationData(len);
                return;
        }
        if (len > 0 && !isClosed) {
            in.release(len);
        }
    }

    private void applicationData(int len) {
        if (!sessionOpen() || !handshake.betweenMessages()) {
            fail(BrErr.BR_ERR_UNEXPECTED, Alert.UNEXPECTED_MESSAGE, RecordIn.APPLICATION_DATA, 0);
            return;
        }
        if (len > 0) {
            warningAlerts = 0;
            helloRequests = 0;
        }
    }

    private void handshakeDone(int code) {
        if (code != BrErr.BR_ERR_OK) {
            int alert = handshake.alert() >= 0 ? handshake.alert() : Alert.forError(code);
            fail(code, alert, handshake.detail1, handshake.detail2);
            return;
        }
        if (handshake.open() && workspace != null) {
            giveBackWorkspace();
        }
        if (handshake.takeHelloRequest()) {
            if (++helloRequests > MAX_HELLO_REQUESTS) {
                fail(BrErr.BR_ERR_UNEXPECTED, Alert.UNEXPECTED_MESSAGE, HandshakeType.HELLO_REQUEST, helloRequests);
            } else if (alertToSend == NO_ALERT && sessionOpen()) {
                // RFC 5246, 7.2.2: a client that does not want to renegotiate answers with this warning.
                alertToSend = Alert.WARNING << 8 | Alert.NO_RENEGOTIATION;
            }
        }
    }

    private void alertByte(int b) {
        if (alertLevel == 0) {
            if (b != Alert.WARNING && b != Alert.FATAL) {
                fail(BrErr.BR_ERR_BAD_ALERT, Alert.ILLEGAL_PARAMETER, b, 0);
                return;
            }
            alertLevel = b;
            return;
        }
        int level = alertLevel;
        alertLevel = 0;
        if (level == Alert.FATAL) {
            // RFC 5246, 7.2.2: after a fatal alert both sides close without more.
            error = BrErr.BR_ERR_RECV_FATAL_ALERT + b;
            detail1 = b;
            shut();
        } else if (b == Alert.CLOSE_NOTIFY) {
            closeNotify();
        } else if (++warningAlerts > MAX_WARNING_ALERTS) {
            fail(BrErr.BR_ERR_UNEXPECTED, Alert.UNEXPECTED_MESSAGE, RecordIn.ALERT, warningAlerts);
        }
    }

    private void closeNotify() {
        closedByServer = true;
        if (!sessionOpen()) {
            // The server has given up in the middle of the handshake: no orderly end of anything.
            error = BrErr.BR_ERR_RECV_FATAL_ALERT + Alert.CLOSE_NOTIFY;
        }
        // RFC 5246, 7.2.1: "The other party MUST respond with a close_notify alert of its own and close down the
        // connection immediately, discarding any pending writes."
        out.pending(0);
        lastAlert(Alert.WARNING, Alert.CLOSE_NOTIFY);
    }

    private void fail(int code, int alert, int first, int second) {
        if (ending || isClosed) {
            return;
        }
        error = code;
        detail1 = first;
        detail2 = second;
        out.pending(0);
        lastAlert(Alert.FATAL, alert);
    }

    private void lastAlert(int level, int number) {
        ending = true;
        alertToSend = level << 8 | number;
        alertSent = number;
        handshake.stop();
        giveBackWorkspace();
    }

    /** Composes what is to be sent next, as far as there is room. */
    private void advance() {
        if (isClosed) {
            return;
        }
        if (alertToSend != NO_ALERT) {
            composeAlert();
        } else if (!ending && handshake.sending()) {
            handshakeDone(handshake.send());
            if (alertToSend != NO_ALERT) {
                composeAlert();
            }
        }
        if (ending && alertToSend == NO_ALERT && out.idle()) {
            shut();
        }
    }

    private void composeAlert() {
        if (out.pending() > 0) {
            sealPending();
        }
        if (isClosed || out.room() < 2) {
            return; // again when more has left
        }
        if (out.exhausted()) {
            shut();
            return;
        }
        byte[] dst = out.buffer();
        int off = out.payloadOff();
        dst[off] = (byte) (alertToSend >>> 8);
        dst[off + 1] = (byte) alertToSend;
        out.end(RecordIn.ALERT, 2);
        alertToSend = NO_ALERT;
    }

    private void sealPending() {
        if (out.exhausted()) {
            error = BrErr.BR_ERR_LIMIT_EXCEEDED;
            shut();
            return;
        }
        out.end(RecordIn.APPLICATION_DATA, out.pending());
    }

    private void shut() {
        isClosed = true;
        ending = true;
        handshake.stop();
        giveBackWorkspace();
        in.wipe();
        out.wipe();
    }

    private void giveBackWorkspace() {
        if (workspace != null) {
            handshake.dropWorkspace();
            workspace.release(this);
            workspace = null;
        }
    }
}
