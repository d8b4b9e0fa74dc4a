package bearssl.tls;

import bearssl.base.Workspace;
import bearssl.rand.HmacDrbg;

/**
 * What {@link TlsClient} is made of: both halves of the record layer, the handshake, alerts in both directions, and the
 * end of the connection. It dispatches the content of records and keeps the first error.
 */
final class Engine {
    // A peer that sends these without end makes no progress; the limits are those of other implementations, the alert
    // is that of what does not belong here. RFC 5246 has no word about it, and allows each of them.
    private static final int MAX_EMPTY_RECORDS = 32;
    private static final int MAX_WARNING_ALERTS = 4; // with nothing but empty records between them

    private static final int NO_ALERT = -1;

    final TlsProfile profile;
    private final HmacDrbg rng;
    final RecordIn in;
    final RecordOut out;
    private final ClientHandshake handshake;
    private Workspace workspace;
    private TlsSession session;

    private boolean isClosed = true;
    private boolean ending; // our last alert is composed or waits to be: nothing else is sent or received
    private boolean awaitsClose; // but the server's close_notify is
    private boolean closedByServer;
    int error;
    int detail1;
    int detail2;
    private int alertToSend = NO_ALERT; // level << 8 | number
    int alertSent = NO_ALERT;
    private int alertLevel; // of the alert being received, 0 before its first byte
    private int emptyRecords;
    private int warningAlerts;

    Engine(TlsProfile profile, HmacDrbg rng, byte[] in, byte[] out) {
        this.profile = profile;
        this.rng = rng;
        this.in = new RecordIn(in, new GcmRecord(profile.newGcm()));
        this.out = new RecordOut(out, new GcmRecord(profile.newGcm()));
        handshake = new ClientHandshake(profile, rng, this.in, this.out);
    }

    /** Starts a connection, see {@link TlsClient#reset}. @return 0 or minus a code */
    int reset(String serverName, Workspace ws, X509Engine x509, ClientAuth auth, TlsSession stored,
            boolean offerMaxFragment) {
        giveBackWorkspace();
        session = null;
        isClosed = false;
        awaitsClose = false;
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
        in.reset();
        out.reset();
        handshake.stop();
        if (!profile.fits(ws, x509, auth) || !ServerName.acceptable(serverName)) {
            return refuse(BrErr.BR_ERR_BAD_PARAM);
        }
        if (!rng.seeded()) {
            return refuse(BrErr.BR_ERR_NO_RANDOM);
        }
        if (!ws.acquire(this)) {
            return refuse(BrErr.BR_ERR_BAD_STATE);
        }
        workspace = ws;
        session = stored;
        handshake.start(serverName, ws, x509, auth, stored, offerMaxFragment ? in.capacity() : 0);
        advance();
        return BrErr.BR_ERR_OK;
    }

    private int refuse(int code) {
        error = code;
        isClosed = true;
        return -code;
    }

    HandshakeContext context() {
        return handshake.context();
    }

    boolean needsWorkspace() {
        return workspace != null;
    }

    /** Whether bytes and data are still taken in. */
    boolean receiving() {
        return !isClosed && (!ending || awaitsClose && out.idle());
    }

    /** The flags of {@link TlsClient#state}. */
    int state() {
        if (isClosed) {
            return TlsClient.CLOSED;
        }
        int state = 0;
        if (!out.idle()) {
            state |= TlsClient.SENDREC;
        } else if (sessionOpen() && out.room() > 0) {
            state |= TlsClient.SENDAPP;
        }
        if (ending) {
            return awaitsClose && out.idle() ? TlsClient.RECVREC : state;
        }
        return state | (in.contentLen() > 0 ? TlsClient.RECVAPP : TlsClient.RECVREC);
    }

    /** Whether application data may pass: after the handshake and before any end. */
    boolean sessionOpen() {
        return !ending && !isClosed && workspace == null;
    }

    /** Takes in bytes put into the receive buffer. */
    void received(int n) {
        int type = in.received(n);
        if (type == RecordIn.FAILED) {
            fail(in.error(), in.alert(), in.detail1(), in.detail2());
        } else if (type != RecordIn.NOTHING) {
            content(type);
        }
        advance();
    }

    /** Makes a record of the application data that wait. */
    void flush() {
        if (sessionOpen() && out.pending() > 0) {
            sealPending();
        }
    }

    /** Queues close_notify. @param both whether to go on until the server's has come */
    void close(boolean both) {
        if (!isClosed && !ending) {
            awaitsClose = both && sessionOpen();
            if (awaitsClose && in.contentLen() > 0) {
                in.release(in.contentLen());
            }
            lastAlert(Alert.WARNING, Alert.CLOSE_NOTIFY);
            advance();
        }
    }

    /** The transport is gone. */
    void transportEnded() {
        if (isClosed) {
            return;
        }
        if (error == BrErr.BR_ERR_OK && !closedByServer) {
            error = BrErr.BR_ERR_IO;
            detail1 = step();
            if (detail1 != HandshakeStep.OPEN) {
                detail2 = handshake.received() > 0 ? handshake.received() : in.begun();
            }
        }
        shut();
    }

    /** See {@link TlsClient#step}. */
    int step() {
        int step = handshake.step();
        if (out.idle()) {
            return step;
        }
        // What leads to the next step is composed, but it has not left.
        return step == HandshakeStep.EXPECT_SERVER_HELLO ? HandshakeStep.SEND_CLIENT_HELLO
                : step == HandshakeStep.EXPECT_CHANGE_CIPHER_SPEC ? HandshakeStep.SEND_FINISHED : step;
    }

    private void content(int type) {
        byte[] buf = in.buffer();
        int off = in.contentOff();
        int len = in.contentLen();
        if (len == 0 && ++emptyRecords > MAX_EMPTY_RECORDS) {
            fail(BrErr.BR_ERR_UNEXPECTED, Alert.UNEXPECTED_MESSAGE, BrErr.RECORD + type, emptyRecords);
            return;
        }
        if (len > 0) {
            emptyRecords = 0;
            if (type != RecordIn.ALERT) {
                warningAlerts = 0; // what may come between them is limited itself
            }
        }
        switch (type) {
            case RecordIn.HANDSHAKE:
                handshakeDone(handshake.receive(buf, off, len));
                break;
            case RecordIn.CHANGE_CIPHER_SPEC:
                if (alertLevel != 0) {
                    // Half an alert in the clear must not become one with what is protected: it has ended too early.
                    fail(BrErr.BR_ERR_BAD_ALERT, Alert.DECODE_ERROR, 1, 2);
                    return;
                }
                handshakeDone(handshake.changeCipherSpec(buf, off, len, in.lastPiece()));
                break;
            case RecordIn.ALERT:
                for (int i = 0; i < len && receiving(); i++) {
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
            fail(BrErr.BR_ERR_UNEXPECTED, Alert.UNEXPECTED_MESSAGE, BrErr.RECORD + RecordIn.APPLICATION_DATA,
                    handshake.step());
            return;
        }
        if (len > 0) {
            handshake.forgetHelloRequests();
        }
    }

    private void handshakeDone(int code) {
        if (code != BrErr.BR_ERR_OK) {
            HandshakeContext context = handshake.context();
            int alert = context.alert >= 0 ? context.alert : Alert.forError(code);
            fail(code, alert, context.detail1, context.detail2);
            return;
        }
        if (handshake.open() && workspace != null) {
            giveBackWorkspace();
        }
        if (handshake.takeHelloRequest() && alertToSend == NO_ALERT && sessionOpen()) {
            // RFC 5246, 7.2.2: a client that does not want to renegotiate answers with this warning.
            alertToSend = Alert.WARNING << 8 | Alert.NO_RENEGOTIATION;
        }
    }

    private void alertByte(int b) {
        if (alertLevel == 0) {
            if (b != Alert.WARNING && b != Alert.FATAL) {
                // RFC 5246, 7.2 knows these two; for a field "out of range" 7.2.2 has illegal_parameter.
                fail(BrErr.BR_ERR_BAD_ALERT, Alert.ILLEGAL_PARAMETER, b, 0);
                return;
            }
            alertLevel = b;
            return;
        }
        int level = alertLevel;
        alertLevel = 0;
        if (level == Alert.FATAL) {
            // RFC 5246, 7.2.2: after a fatal alert both sides close without more, and the session is not to be resumed.
            forgetSession();
            error = BrErr.BR_ERR_RECV_FATAL_ALERT + b;
            detail1 = b;
            shut();
        } else if (b == Alert.CLOSE_NOTIFY) {
            closeNotify();
        } else if (++warningAlerts > MAX_WARNING_ALERTS) {
            fail(BrErr.BR_ERR_UNEXPECTED, Alert.UNEXPECTED_MESSAGE, BrErr.RECORD + RecordIn.ALERT, warningAlerts);
        }
    }

    private void closeNotify() {
        closedByServer = true;
        if (ending) {
            shut();
            return;
        }
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
        if (isClosed || ending && !awaitsClose) {
            return;
        }
        error = code;
        detail1 = first;
        detail2 = second;
        if (ending) {
            shut(); // after close_notify no alert may follow
            return;
        }
        out.pending(0);
        forgetSession();
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
    void advance() {
        if (isClosed) {
            return;
        }
        if (alertToSend != NO_ALERT) {
            composeAlert();
        } else if (!ending && handshake.sending() && in.lastPiece()) {
            // Not before the record's last byte has been read: what else it holds must not depend on pieces.
            handshakeDone(handshake.send());
            if (alertToSend != NO_ALERT) {
                composeAlert();
            }
        }
        if (ending && alertToSend == NO_ALERT && out.idle() && !awaitsClose) {
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

    private void forgetSession() {
        if (session != null) {
            session.clear();
        }
    }

    private void giveBackWorkspace() {
        if (workspace != null) {
            handshake.dropWorkspace();
            workspace.release(this);
            workspace = null;
        }
    }
}
