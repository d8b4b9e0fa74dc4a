package bearssl.tls;

import bearssl.base.Ct;
import bearssl.base.Workspace;
import bearssl.rand.HmacDrbg;

/**
 * The client's handshake as a switch over states in wire order.
 *
 * <pre>
 * state                       what happens                                           next
 * SEND_CLIENT_HELLO           compose ClientHello                                    EXPECT_SERVER_HELLO
 * EXPECT_SERVER_HELLO         version, suite, extensions                             EXPECT_CERTIFICATE, or of a
 * resumed
 *                                                                                    session EXPECT_CHANGE_CIPHER_SPEC
 * EXPECT_CERTIFICATE          chain streams into the X.509 engine; key type, usage   EXPECT_SERVER_KEY_EXCHANGE,
 *                                                                                    EXPECT_REQUEST_OR_DONE
 * EXPECT_SERVER_KEY_EXCHANGE  ECDHE only: point, signature                           EXPECT_REQUEST_OR_DONE
 * EXPECT_REQUEST_OR_DONE      CertificateRequest, at most once                       EXPECT_DONE
 * EXPECT_DONE                 ServerHelloDone ends the server's flight               SEND_CERTIFICATE if requested,
 *                                                                                    SEND_CLIENT_KEY_EXCHANGE
 * SEND_CERTIFICATE            the client's chain if it is what was asked for, piece   SEND_CLIENT_KEY_EXCHANGE
 *                             by piece; else an empty list
 * SEND_CLIENT_KEY_EXCHANGE    premaster and master secret, record keys               SEND_CERTIFICATE_VERIFY if a chain
 *                                                                                    was sent, SEND_FINISHED
 * SEND_CERTIFICATE_VERIFY     a signature over all messages so far                   SEND_FINISHED
 * SEND_FINISHED               ChangeCipherSpec, then Finished                        EXPECT_CHANGE_CIPHER_SPEC
 * EXPECT_CHANGE_CIPHER_SPEC   the server's records are protected from here on        EXPECT_FINISHED
 * EXPECT_FINISHED             verify data; the workspace is given back               OPEN, or of a resumed session
 *                                                                                    SEND_FINISHED and then OPEN
 * OPEN                        HelloRequest is declined, nothing else belongs here
 * </pre>
 *
 * <p>Small messages are gathered in the frame and read by straight code; Certificate and CertificateRequest stream
 * through. HelloRequest may come between any two messages and is not hashed.
 */
final class ClientHandshake {
    private static final int SEND_CLIENT_HELLO = HandshakeStep.SEND_CLIENT_HELLO;
    private static final int EXPECT_SERVER_HELLO = HandshakeStep.EXPECT_SERVER_HELLO;
    private static final int EXPECT_CERTIFICATE = HandshakeStep.EXPECT_CERTIFICATE;
    private static final int EXPECT_SERVER_KEY_EXCHANGE = HandshakeStep.EXPECT_SERVER_KEY_EXCHANGE;
    private static final int EXPECT_REQUEST_OR_DONE = HandshakeStep.EXPECT_REQUEST_OR_DONE;
    private static final int EXPECT_DONE = HandshakeStep.EXPECT_DONE;
    private static final int SEND_CERTIFICATE = HandshakeStep.SEND_CERTIFICATE;
    private static final int SEND_CLIENT_KEY_EXCHANGE = HandshakeStep.SEND_CLIENT_KEY_EXCHANGE;
    private static final int SEND_CERTIFICATE_VERIFY = HandshakeStep.SEND_CERTIFICATE_VERIFY;
    private static final int SEND_FINISHED = HandshakeStep.SEND_FINISHED;
    private static final int EXPECT_CHANGE_CIPHER_SPEC = HandshakeStep.EXPECT_CHANGE_CIPHER_SPEC;
    private static final int EXPECT_FINISHED = HandshakeStep.EXPECT_FINISHED;
    private static final int OPEN = HandshakeStep.OPEN;

    /** Longest Certificate. The wire allows 16 MB; OpenSSL too stops at 100 KB. */
    private static final int MAX_CERTIFICATE_LEN = 102400;

    /** A server that sends these without end makes no progress; with application data between them it does. */
    private static final int MAX_HELLO_REQUESTS = 32;

    private final HandshakeContext hs;
    private final RecordIn in;
    private final RecordOut out;
    private final HandshakeReader reader = new HandshakeReader();
    private final CertificateMessage certificate = new CertificateMessage();
    private final CertificateRequest request = new CertificateRequest();
    private final ClientCertificate clientCertificate = new ClientCertificate();

    private int state;
    private boolean helloRequested;
    private int helloRequests;

    ClientHandshake(TlsProfile profile, HmacDrbg rng, RecordIn in, RecordOut out) {
        hs = new HandshakeContext(profile, rng);
        this.in = in;
        this.out = out;
        state = OPEN;
    }

    void start(String name, Workspace workspace, X509Engine engine, ClientAuth auth, TlsSession session,
            int recordSize) {
        hs.start(name, workspace, engine, auth, session, recordSize);
        helloRequested = false;
        helloRequests = 0;
        reader.reset();
        state = SEND_CLIENT_HELLO;
    }

    boolean open() {
        return state == OPEN;
    }

    /** What goes on, a constant of {@link HandshakeStep}. */
    int step() {
        return state;
    }

    /** How many bytes of the message that is awaited have come, its header included. */
    int received() {
        return reader.received();
    }

    HandshakeContext context() {
        return hs;
    }

    /** Whether a HelloRequest arrived since the last call. */
    boolean takeHelloRequest() {
        boolean was = helloRequested;
        helloRequested = false;
        return was;
    }

    /** Application data came between. */
    void forgetHelloRequests() {
        helloRequests = 0;
    }

    // ---- receiving

    /**
     * Takes in the content of a handshake record, or a piece of it.
     *
     * @return a {@code BR_ERR_*} code
     */
    int receive(byte[] buf, int off, int len) {
        int p = off;
        int end = off + len;
        int error = BrErr.BR_ERR_OK;
        while (p < end && error == BrErr.BR_ERR_OK) {
            if (!reader.inMessage() && !expected(buf[p] & 0xFF)) {
                return hs.error(BrErr.BR_ERR_UNEXPECTED, buf[p] & 0xFF, state);
            }
            if (!reader.headerComplete()) {
                p += reader.header(buf, p, end - p);
                if (!reader.headerComplete()) {
                    break;
                }
                error = begin();
            } else {
                int missing = reader.bodyMissing();
                int n = end - p < missing ? end - p : missing;
                error = body(buf, p, n);
                p += n;
            }
            if (error == BrErr.BR_ERR_OK && reader.bodyMissing() == 0) {
                error = end();
                reader.reset();
            }
        }
        return error;
    }

    /** The header of a message that belongs here is complete: can its length be right? */
    private int begin() {
        int type = reader.type();
        int len = reader.length();
        if (type == HandshakeReader.HELLO_REQUEST) {
            return len == 0 ? BrErr.BR_ERR_OK : BrErr.BR_ERR_BAD_HANDSHAKE;
        }
        int message = hs.messageOff();
        reader.putHeader(hs.ws.bytes, message);
        switch (type) {
            case HandshakeReader.SERVER_HELLO:
                return len <= ServerHello.MAX_LEN ? BrErr.BR_ERR_OK : tooLong(len, ServerHello.MAX_LEN);
            case HandshakeReader.CERTIFICATE:
                hs.transcript.update(hs.ws.bytes, message, HandshakeReader.HEADER_LEN);
                certificate.start(len, hs.x509, hs.serverName, hs.ws);
                return len <= MAX_CERTIFICATE_LEN ? BrErr.BR_ERR_OK : tooLong(len, MAX_CERTIFICATE_LEN);
            case HandshakeReader.CERTIFICATE_REQUEST:
                hs.transcript.update(hs.ws.bytes, message, HandshakeReader.HEADER_LEN);
                request.start();
                return len <= CertificateRequest.MAX_LEN ? BrErr.BR_ERR_OK : tooLong(len, CertificateRequest.MAX_LEN);
            case HandshakeReader.SERVER_HELLO_DONE:
                return len == 0 ? BrErr.BR_ERR_OK : hs.error(BrErr.BR_ERR_BAD_HELLO_DONE, len, 0);
            case HandshakeReader.FINISHED:
                if (len != KeySchedule.VERIFY_DATA_LEN) {
                    hs.alert = Alert.DECODE_ERROR;
                    return hs.error(BrErr.BR_ERR_BAD_FINISHED, len, KeySchedule.VERIFY_DATA_LEN);
                }
                return BrErr.BR_ERR_OK;
            default:
                return len <= hs.profile.messageLen() ? BrErr.BR_ERR_OK : tooLong(len, hs.profile.messageLen());
        }
    }

    private int tooLong(int len, int limit) {
        // RFC 5246, 7.2.2: "some field was out of the specified range or the length of the message was incorrect." That
        // is true of all but certificates beyond our own limit, for which there is no alert.
        hs.alert = Alert.DECODE_ERROR;
        return hs.error(BrErr.BR_ERR_LIMIT_EXCEEDED, len, limit);
    }

    /** Whether a message belongs here. Its first byte tells: the rest of a wrong one may never come. */
    private boolean expected(int type) {
        if (type == HandshakeReader.HELLO_REQUEST) {
            return true;
        }
        switch (state) {
            case EXPECT_SERVER_HELLO:
                return type == HandshakeReader.SERVER_HELLO;
            case EXPECT_CERTIFICATE:
                return type == HandshakeReader.CERTIFICATE;
            case EXPECT_SERVER_KEY_EXCHANGE:
                return type == HandshakeReader.SERVER_KEY_EXCHANGE;
            case EXPECT_REQUEST_OR_DONE:
                return type == HandshakeReader.CERTIFICATE_REQUEST || type == HandshakeReader.SERVER_HELLO_DONE;
            case EXPECT_DONE:
                return type == HandshakeReader.SERVER_HELLO_DONE;
            case EXPECT_FINISHED:
                return type == HandshakeReader.FINISHED;
            default:
                return false;
        }
    }

    /** A piece of a body: streamed on, or gathered. */
    private int body(byte[] buf, int off, int n) {
        int have = reader.bodyHave();
        reader.bodyTaken(n);
        switch (reader.type()) {
            case HandshakeReader.CERTIFICATE:
                hs.transcript.update(buf, off, n);
                return certificate.append(buf, off, n, hs.x509);
            case HandshakeReader.CERTIFICATE_REQUEST:
                hs.transcript.update(buf, off, n);
                return request.append(buf, off, n);
            default:
                return gather(buf, off, n, have);
        }
    }

    private int gather(byte[] buf, int off, int n, int have) {
        int room = hs.profile.messageLen() - have;
        int kept = n < room ? n : room;
        System.arraycopy(buf, off, hs.ws.bytes, hs.bodyOff() + have, kept);
        if (kept == n) {
            return BrErr.BR_ERR_OK;
        }
        // Only a ServerHello may be announced longer than what is gathered; its beginning shows what is wrong.
        int code = ServerHello.read(hs.ws.bytes, hs.bodyOff(), reader.length(), hs.profile.messageLen(), hs);
        return code != BrErr.BR_ERR_OK ? code : BrErr.BR_ERR_BAD_HANDSHAKE;
    }

    /** A message is complete. */
    private int end() {
        switch (reader.type()) {
            case HandshakeReader.HELLO_REQUEST:
                // RFC 5246, 7.4.1.1: "This message will be ignored by the client if the client is currently negotiating
                // a session." And: it "MUST NOT be included in the message hashes".
                helloRequested = true;
                return ++helloRequests <= MAX_HELLO_REQUESTS ? BrErr.BR_ERR_OK
                        : hs.error(BrErr.BR_ERR_UNEXPECTED, HandshakeReader.HELLO_REQUEST, helloRequests);
            case HandshakeReader.SERVER_HELLO:
                return endServerHello();
            case HandshakeReader.CERTIFICATE:
                return endCertificate();
            case HandshakeReader.SERVER_KEY_EXCHANGE:
                state = EXPECT_REQUEST_OR_DONE;
                hashGathered();
                return hs.exchange.readServerKeyExchange(hs.ws.bytes, hs.bodyOff(), reader.length(), hs);
            case HandshakeReader.CERTIFICATE_REQUEST:
                hs.clientCertificate = hs.auth != null && request.allows(hs.auth.signature())
                        ? HandshakeContext.AUTHENTICATES : HandshakeContext.REQUESTED;
                state = EXPECT_DONE;
                clientCertificate.start();
                return request.end();
            case HandshakeReader.SERVER_HELLO_DONE:
                hashGathered();
                state = hs.clientCertificate == HandshakeContext.NOT_REQUESTED
                        ? SEND_CLIENT_KEY_EXCHANGE : SEND_CERTIFICATE;
                return BrErr.BR_ERR_OK;
            default:
                return endFinished();
        }
    }

    private void hashGathered() {
        hs.transcript.update(hs.ws.bytes, hs.messageOff(), HandshakeReader.HEADER_LEN + reader.length());
    }

    private int endServerHello() {
        int code = ServerHello.read(hs.ws.bytes, hs.bodyOff(), reader.length(), reader.length(), hs);
        if (code != BrErr.BR_ERR_OK) {
            return code;
        }
        hashGathered();
        in.versionKnown();
        if (hs.maxFragment != 0) {
            in.maxPlaintext(hs.maxFragment);
            out.maxPlaintext(hs.maxFragment);
        }
        state = EXPECT_CERTIFICATE;
        if (hs.resumed) {
            ClientFlight.resume(out, in, hs);
            state = EXPECT_CHANGE_CIPHER_SPEC;
        }
        return BrErr.BR_ERR_OK;
    }

    private int endCertificate() {
        int code = certificate.end(hs.x509);
        if (code != BrErr.BR_ERR_OK) {
            return code;
        }
        code = ServerKey.check(hs);
        if (code != BrErr.BR_ERR_OK) {
            return code;
        }
        state = hs.exchange.expectsServerKeyExchange() ? EXPECT_SERVER_KEY_EXCHANGE : EXPECT_REQUEST_OR_DONE;
        return BrErr.BR_ERR_OK;
    }

    private int endFinished() {
        int expected = hs.ws.pushBytes(KeySchedule.VERIFY_DATA_LEN);
        KeySchedule.verifyData(hs, KeySchedule.SERVER_FINISHED, hs.ws.bytes, expected);
        int equal = Ct.equal(hs.ws.bytes, expected, hs.ws.bytes, hs.bodyOff(), KeySchedule.VERIFY_DATA_LEN);
        hs.ws.popBytes(expected);
        if (equal == 0) {
            return BrErr.BR_ERR_BAD_FINISHED;
        }
        if (hs.resumed) {
            // RFC 5246, 7.3, figure 2: the server's Finished comes first, ours covers it.
            hashGathered();
            state = SEND_FINISHED;
            return BrErr.BR_ERR_OK;
        }
        if (hs.session != null) {
            hs.session.set(hs);
        }
        state = OPEN;
        return BrErr.BR_ERR_OK;
    }

    /** Takes in a ChangeCipherSpec record. @return a {@code BR_ERR_*} code */
    int changeCipherSpec(byte[] buf, int off, int len, boolean whole) {
        // RFC 5246, 7.1: it belongs between messages, and here between our Finished and the server's.
        if (state != EXPECT_CHANGE_CIPHER_SPEC || reader.inMessage()) {
            return hs.error(BrErr.BR_ERR_UNEXPECTED, BrErr.RECORD + RecordIn.CHANGE_CIPHER_SPEC, state);
        }
        // "The message consists of a single byte of value 1." Longer or shorter it cannot be decoded, and another value
        // is out of range.
        if (len != 1 || !whole) {
            hs.alert = Alert.DECODE_ERROR;
            return BrErr.BR_ERR_BAD_CCS;
        }
        if (buf[off] != 1) {
            return hs.error(BrErr.BR_ERR_BAD_CCS, buf[off] & 0xFF, 1);
        }
        in.protect();
        state = EXPECT_FINISHED;
        return BrErr.BR_ERR_OK;
    }

    /** Whether other records may come now: not in the middle of a handshake message. */
    boolean betweenMessages() {
        return !reader.inMessage();
    }

    // ---- sending

    /** Whether it is our turn. */
    boolean sending() {
        return state == SEND_CLIENT_HELLO || state >= SEND_CERTIFICATE && state <= SEND_FINISHED;
    }

    /**
     * Composes what is ours to send, as far as there is room; called again when more has left.
     *
     * @return a {@code BR_ERR_*} code
     */
    int send() {
        int code = BrErr.BR_ERR_OK;
        while (sending() && code == BrErr.BR_ERR_OK && out.handshakeRoom() >= needed()) {
            code = sendNext();
        }
        return code;
    }

    /** Room that the next message takes, record headers aside. */
    private int needed() {
        switch (state) {
            case SEND_CLIENT_HELLO:
                return TlsClient.MIN_PLAINTEXT;
            case SEND_CERTIFICATE:
                return authenticates() ? ClientCertificate.MIN_ROOM : ClientFlight.emptyCertificateRoom();
            case SEND_CLIENT_KEY_EXCHANGE:
                return ClientFlight.keyExchangeRoom(hs);
            case SEND_CERTIFICATE_VERIFY:
                return ClientFlight.certificateVerifyRoom(hs);
            default:
                return ClientFlight.finishedRoom();
        }
    }

    private boolean authenticates() {
        return hs.clientCertificate == HandshakeContext.AUTHENTICATES;
    }

    private int sendNext() {
        switch (state) {
            case SEND_CLIENT_HELLO:
                ClientFlight.send(out, ClientHello.write(out.buffer(), out.payloadOff(), hs), hs);
                state = EXPECT_SERVER_HELLO;
                return BrErr.BR_ERR_OK;
            case SEND_CERTIFICATE:
                if (!authenticates()) {
                    ClientFlight.emptyCertificate(out, hs);
                    state = SEND_CLIENT_KEY_EXCHANGE;
                } else if (clientCertificate.write(out, hs)) {
                    state = SEND_CLIENT_KEY_EXCHANGE;
                }
                return BrErr.BR_ERR_OK;
            case SEND_CLIENT_KEY_EXCHANGE:
                state = authenticates() ? SEND_CERTIFICATE_VERIFY : SEND_FINISHED;
                return ClientFlight.keyExchange(out, in, hs);
            case SEND_CERTIFICATE_VERIFY:
                state = SEND_FINISHED;
                return ClientFlight.certificateVerify(out, hs);
            default:
                ClientFlight.finished(out, hs);
                state = hs.resumed ? OPEN : EXPECT_CHANGE_CIPHER_SPEC;
                return BrErr.BR_ERR_OK;
        }
    }

    /** Gives back what belongs to the caller. */
    void dropWorkspace() {
        hs.drop();
    }

    /** After a failure nothing more is sent or understood. */
    void stop() {
        state = OPEN;
    }
}
