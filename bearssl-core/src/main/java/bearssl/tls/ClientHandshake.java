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
 * EXPECT_SERVER_HELLO         version, suite, extensions                             EXPECT_CERTIFICATE
 * EXPECT_CERTIFICATE          chain streams into the X.509 engine; key type, usage   EXPECT_SERVER_KEY_EXCHANGE,
 *                                                                                    EXPECT_REQUEST_OR_DONE
 * EXPECT_SERVER_KEY_EXCHANGE  ECDHE only: point, signature                           EXPECT_REQUEST_OR_DONE
 * EXPECT_REQUEST_OR_DONE      CertificateRequest, at most once                       EXPECT_DONE
 * EXPECT_DONE                 ServerHelloDone ends the server's flight               SEND_CERTIFICATE if requested,
 *                                                                                    SEND_CLIENT_KEY_EXCHANGE
 * SEND_CERTIFICATE            an empty list: no client certificate                   SEND_CLIENT_KEY_EXCHANGE
 * SEND_CLIENT_KEY_EXCHANGE    premaster and master secret, record keys               SEND_FINISHED
 * SEND_FINISHED               ChangeCipherSpec, then Finished                        EXPECT_CHANGE_CIPHER_SPEC
 * EXPECT_CHANGE_CIPHER_SPEC   the server's records are protected from here on        EXPECT_FINISHED
 * EXPECT_FINISHED             verify data; the workspace is given back               OPEN
 * OPEN                        HelloRequest is declined, nothing else belongs here
 * </pre>
 *
 * <p>Small messages are gathered in the frame and read by straight code; Certificate and CertificateRequest stream
 * through. HelloRequest may come between any two messages and is not hashed.
 */
final class ClientHandshake {
    private static final int SEND_CLIENT_HELLO = 0;
    private static final int EXPECT_SERVER_HELLO = 1;
    private static final int EXPECT_CERTIFICATE = 2;
    private static final int EXPECT_SERVER_KEY_EXCHANGE = 3;
    private static final int EXPECT_REQUEST_OR_DONE = 4;
    private static final int EXPECT_DONE = 5;
    private static final int SEND_CERTIFICATE = 6;
    private static final int SEND_CLIENT_KEY_EXCHANGE = 7;
    private static final int SEND_FINISHED = 8;
    private static final int EXPECT_CHANGE_CIPHER_SPEC = 9;
    private static final int EXPECT_FINISHED = 10;
    private static final int OPEN = 11;

    /** Longest Certificate and CertificateRequest. The wire allows 16 MB; OpenSSL too stops at 100 KB. */
    private static final int MAX_STREAMED_LEN = 102400;
    /** Shortest RSA key of a server: below it neither padding nor signature is worth anything. */
    private static final int MIN_RSA_LEN = 1024 / 8;
    /** Longest public exponent, as in OpenSSL: one as long as the modulus would take a slow JVM seconds. */
    private static final int MAX_RSA_EXPONENT_LEN = 8;

    final TlsProfile profile;
    final HmacDrbg rng;
    private final RecordIn in;
    private final RecordOut out;
    private final HandshakeReader reader = new HandshakeReader();
    private final CertificateMessage certificate = new CertificateMessage();
    private final CertificateRequest request = new CertificateRequest();
    private final Transcript transcript;

    Workspace ws;
    int frame;
    X509Engine x509;
    String serverName;
    KeyExchange exchange;
    int suite;
    int maxFragmentOffer;
    int maxFragment;
    boolean extendedMasterSecret;
    private int state;
    private boolean certificateRequested;
    private boolean helloRequested;

    private int error;
    int alert;
    int detail1;
    int detail2;

    ClientHandshake(TlsProfile profile, HmacDrbg rng, RecordIn in, RecordOut out) {
        this.profile = profile;
        this.rng = rng;
        this.in = in;
        this.out = out;
        transcript = new Transcript(profile.hash());
        state = OPEN;
    }

    void start(String name, Workspace workspace, X509Engine engine, int fragmentOffer) {
        serverName = name;
        ws = workspace;
        x509 = engine;
        maxFragmentOffer = fragmentOffer;
        maxFragment = 0;
        extendedMasterSecret = false;
        exchange = null;
        suite = 0;
        certificateRequested = false;
        helloRequested = false;
        error = BrErr.BR_ERR_OK;
        alert = -1;
        detail1 = 0;
        detail2 = 0;
        reader.reset();
        frame = ws.pushBytes(HandshakeFrame.length(profile.messageLen()));
        transcript.start(ws);
        rng.generate(ws.bytes, frame + HandshakeFrame.CLIENT_RANDOM, KeySchedule.RANDOM_LEN, ws);
        state = SEND_CLIENT_HELLO;
    }

    boolean open() {
        return state == OPEN;
    }

    /** Keeps the two values that make an error understood. @return the code */
    int error(int code, int first, int second) {
        detail1 = first;
        detail2 = second;
        return code;
    }

    /** An alert other than the usual one of the error, or -1. */
    int alert() {
        return alert;
    }

    /** Whether a HelloRequest arrived since the last call. */
    boolean takeHelloRequest() {
        boolean was = helloRequested;
        helloRequested = false;
        return was;
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
        error = BrErr.BR_ERR_OK;
        while (p < end && error == BrErr.BR_ERR_OK) {
            if (!reader.inMessage() && !expected(buf[p] & 0xFF)) {
                return error(BrErr.BR_ERR_UNEXPECTED, buf[p] & 0xFF, state);
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
        if (type == HandshakeType.HELLO_REQUEST) {
            return len == 0 ? BrErr.BR_ERR_OK : BrErr.BR_ERR_BAD_HANDSHAKE;
        }
        int message = frame + HandshakeFrame.MESSAGE;
        reader.putHeader(ws.bytes, message);
        switch (type) {
            case HandshakeType.SERVER_HELLO:
                return len <= ServerHello.MAX_LEN ? BrErr.BR_ERR_OK : tooLong(len, ServerHello.MAX_LEN);
            case HandshakeType.CERTIFICATE:
                transcript.update(ws.bytes, message, HandshakeReader.HEADER_LEN);
                certificate.start(len, x509, serverName, ws);
                return len <= MAX_STREAMED_LEN ? BrErr.BR_ERR_OK : tooLong(len, MAX_STREAMED_LEN);
            case HandshakeType.CERTIFICATE_REQUEST:
                transcript.update(ws.bytes, message, HandshakeReader.HEADER_LEN);
                request.start();
                return len <= MAX_STREAMED_LEN ? BrErr.BR_ERR_OK : tooLong(len, MAX_STREAMED_LEN);
            case HandshakeType.SERVER_HELLO_DONE:
                return len == 0 ? BrErr.BR_ERR_OK : error(BrErr.BR_ERR_BAD_HELLO_DONE, len, 0);
            case HandshakeType.FINISHED:
                if (len != KeySchedule.VERIFY_DATA_LEN) {
                    alert = Alert.DECODE_ERROR;
                    return error(BrErr.BR_ERR_BAD_FINISHED, len, KeySchedule.VERIFY_DATA_LEN);
                }
                return BrErr.BR_ERR_OK;
            default:
                return len <= profile.messageLen() ? BrErr.BR_ERR_OK : tooLong(len, profile.messageLen());
        }
    }

    private int tooLong(int len, int limit) {
        alert = Alert.DECODE_ERROR;
        return error(BrErr.BR_ERR_LIMIT_EXCEEDED, len, limit);
    }

    /** Whether a message belongs here. Its first byte tells: the rest of a wrong one may never come. */
    private boolean expected(int type) {
        if (type == HandshakeType.HELLO_REQUEST) {
            return true;
        }
        switch (state) {
            case EXPECT_SERVER_HELLO:
                return type == HandshakeType.SERVER_HELLO;
            case EXPECT_CERTIFICATE:
                return type == HandshakeType.CERTIFICATE;
            case EXPECT_SERVER_KEY_EXCHANGE:
                return type == HandshakeType.SERVER_KEY_EXCHANGE;
            case EXPECT_REQUEST_OR_DONE:
                return type == HandshakeType.CERTIFICATE_REQUEST || type == HandshakeType.SERVER_HELLO_DONE;
            case EXPECT_DONE:
                return type == HandshakeType.SERVER_HELLO_DONE;
            case EXPECT_FINISHED:
                return type == HandshakeType.FINISHED;
            default:
                return false;
        }
    }

    /** A piece of a body: streamed on, or gathered. */
    private int body(byte[] buf, int off, int n) {
        int have = reader.bodyHave();
        reader.bodyTaken(n);
        switch (reader.type()) {
            case HandshakeType.CERTIFICATE:
                transcript.update(buf, off, n);
                return certificate.append(buf, off, n, x509);
            case HandshakeType.CERTIFICATE_REQUEST:
                transcript.update(buf, off, n);
                return request.append(buf, off, n);
            default:
                return gather(buf, off, n, have);
        }
    }

    private int gather(byte[] buf, int off, int n, int have) {
        int room = profile.messageLen() - have;
        int kept = n < room ? n : room;
        System.arraycopy(buf, off, ws.bytes, frame + HandshakeFrame.MESSAGE + HandshakeReader.HEADER_LEN + have, kept);
        if (kept == n) {
            return BrErr.BR_ERR_OK;
        }
        // Only a ServerHello may be announced longer than what is gathered; its beginning shows what is wrong.
        int code = ServerHello.read(ws.bytes, bodyOff(), reader.length(), profile.messageLen(), this);
        return code != BrErr.BR_ERR_OK ? code : BrErr.BR_ERR_BAD_HANDSHAKE;
    }

    private int bodyOff() {
        return frame + HandshakeFrame.MESSAGE + HandshakeReader.HEADER_LEN;
    }

    /** A message is complete. */
    private int end() {
        switch (reader.type()) {
            case HandshakeType.HELLO_REQUEST:
                // RFC 5246, 7.4.1.1: "This message will be ignored by the client if the client is currently negotiating
                // a session." And: it "MUST NOT be included in the message hashes".
                helloRequested = true;
                return BrErr.BR_ERR_OK;
            case HandshakeType.SERVER_HELLO:
                return endServerHello();
            case HandshakeType.CERTIFICATE:
                return endCertificate();
            case HandshakeType.SERVER_KEY_EXCHANGE:
                state = EXPECT_REQUEST_OR_DONE;
                hashGathered();
                return exchange.readServerKeyExchange(ws.bytes, bodyOff(), reader.length(), this);
            case HandshakeType.CERTIFICATE_REQUEST:
                certificateRequested = true;
                state = EXPECT_DONE;
                return request.end();
            case HandshakeType.SERVER_HELLO_DONE:
                hashGathered();
                state = certificateRequested ? SEND_CERTIFICATE : SEND_CLIENT_KEY_EXCHANGE;
                return BrErr.BR_ERR_OK;
            default:
                return endFinished();
        }
    }

    private void hashGathered() {
        transcript.update(ws.bytes, frame + HandshakeFrame.MESSAGE, HandshakeReader.HEADER_LEN + reader.length());
    }

    private int endServerHello() {
        int code = ServerHello.read(ws.bytes, bodyOff(), reader.length(), reader.length(), this);
        if (code != BrErr.BR_ERR_OK) {
            return code;
        }
        hashGathered();
        in.versionKnown();
        if (maxFragment != 0) {
            in.maxPlaintext(maxFragment);
            out.maxPlaintext(maxFragment);
        }
        state = EXPECT_CERTIFICATE;
        return BrErr.BR_ERR_OK;
    }

    private int endCertificate() {
        int code = certificate.end(x509);
        if (code != BrErr.BR_ERR_OK) {
            return code;
        }
        if (x509.keyType() != CipherSuite.keyType(suite)) {
            alert = Alert.ILLEGAL_PARAMETER;
            return error(BrErr.BR_ERR_X509_WRONG_KEY_TYPE, x509.keyType(), CipherSuite.keyType(suite));
        }
        if ((x509.keyUsages() & CipherSuite.keyUsage(suite)) == 0) {
            return error(BrErr.BR_ERR_WRONG_KEY_USAGE, x509.keyUsages(), CipherSuite.keyUsage(suite));
        }
        // RFC 8422, 5.1.1: the groups offered are those of the certificate's key, too.
        if (x509.keyType() == X509Engine.KEYTYPE_EC && x509.ecKey().curve() != exchange.group()) {
            return error(BrErr.BR_ERR_INVALID_ALGORITHM, x509.ecKey().curve(), exchange.group());
        }
        if (x509.keyType() == X509Engine.KEYTYPE_RSA) {
            int len = x509.rsaKey().modulusLen();
            // Not what happens to be free: P-256's scratch would let a longer key pass whose signature has no room.
            if (len > profile.maxRsaLen()) {
                return error(BrErr.BR_ERR_LIMIT_EXCEEDED, 8 * len, 8 * profile.maxRsaLen());
            }
            int exponentLen = x509.rsaKey().exponentLen();
            if (exponentLen > MAX_RSA_EXPONENT_LEN) {
                return error(BrErr.BR_ERR_LIMIT_EXCEEDED, 8 * exponentLen, 8 * MAX_RSA_EXPONENT_LEN);
            }
            if (len < MIN_RSA_LEN) {
                return error(BrErr.BR_ERR_X509_WEAK_PUBLIC_KEY, 8 * len, 8 * MIN_RSA_LEN);
            }
        }
        state = exchange.expectsServerKeyExchange() ? EXPECT_SERVER_KEY_EXCHANGE : EXPECT_REQUEST_OR_DONE;
        return BrErr.BR_ERR_OK;
    }

    private int endFinished() {
        int expected = ws.pushBytes(KeySchedule.VERIFY_DATA_LEN);
        KeySchedule.verifyData(profile.hash(), ws, frame, "server finished", transcript, ws.bytes, expected);
        int equal = Ct.equal(ws.bytes, expected, ws.bytes, bodyOff(), KeySchedule.VERIFY_DATA_LEN);
        ws.popBytes(expected);
        if (equal == 0) {
            return BrErr.BR_ERR_BAD_FINISHED;
        }
        state = OPEN;
        return BrErr.BR_ERR_OK;
    }

    /** Takes in a ChangeCipherSpec record. @return a {@code BR_ERR_*} code */
    int changeCipherSpec(byte[] buf, int off, int len, boolean whole) {
        // RFC 5246, 7.1: it belongs between messages, and here between our Finished and the server's.
        if (state != EXPECT_CHANGE_CIPHER_SPEC || reader.inMessage()) {
            return error(BrErr.BR_ERR_UNEXPECTED, RecordIn.CHANGE_CIPHER_SPEC, state);
        }
        if (len != 1 || !whole) {
            alert = Alert.DECODE_ERROR;
            return BrErr.BR_ERR_BAD_CCS;
        }
        if (buf[off] != 1) {
            return error(BrErr.BR_ERR_BAD_CCS, buf[off] & 0xFF, 1);
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
                return HandshakeReader.HEADER_LEN + 3;
            case SEND_CLIENT_KEY_EXCHANGE:
                return HandshakeReader.HEADER_LEN + exchange.clientKeyExchangeLen(this);
            default:
                return 1 + GcmRecord.HEADER_LEN + finishedLen() + GcmRecord.EXPANSION;
        }
    }

    private int sendNext() {
        switch (state) {
            case SEND_CLIENT_HELLO:
                sendHandshake(ClientHello.write(out.buffer(), out.payloadOff(), this));
                state = EXPECT_SERVER_HELLO;
                return BrErr.BR_ERR_OK;
            case SEND_CERTIFICATE:
                sendEmptyCertificate();
                state = SEND_CLIENT_KEY_EXCHANGE;
                return BrErr.BR_ERR_OK;
            case SEND_CLIENT_KEY_EXCHANGE:
                state = SEND_FINISHED;
                return sendClientKeyExchange();
            default:
                sendFinished();
                state = EXPECT_CHANGE_CIPHER_SPEC;
                return BrErr.BR_ERR_OK;
        }
    }

    /** A message of {@code len} bytes stands at the payload of the next record. */
    private void sendHandshake(int len) {
        transcript.update(out.buffer(), out.payloadOff(), len);
        out.endHandshake(len);
    }

    private void sendEmptyCertificate() {
        // RFC 5246, 7.4.6: "If no suitable certificate is available, the client MUST send a certificate message
        // containing no certificates."
        byte[] dst = out.buffer();
        int off = out.payloadOff();
        messageHeader(dst, off, HandshakeType.CERTIFICATE, 3);
        dst[off + 4] = 0;
        dst[off + 5] = 0;
        dst[off + 6] = 0;
        sendHandshake(HandshakeReader.HEADER_LEN + 3);
    }

    private int sendClientKeyExchange() {
        byte[] dst = out.buffer();
        int off = out.payloadOff();
        int len = exchange.clientKeyExchangeLen(this);
        messageHeader(dst, off, HandshakeType.CLIENT_KEY_EXCHANGE, len);
        int code = exchange.writeClientKeyExchange(dst, off + HandshakeReader.HEADER_LEN, this);
        if (code != BrErr.BR_ERR_OK) {
            return code;
        }
        sendHandshake(HandshakeReader.HEADER_LEN + len);
        int premaster = frame + exchange.premasterOff();
        KeySchedule.masterSecret(profile.hash(), ws, frame, premaster, exchange.premasterLen(), extendedMasterSecret,
                transcript);
        Ct.wipe(ws.bytes, premaster, exchange.premasterLen());
        KeySchedule.recordKeys(profile.hash(), ws, frame, out.protection(), in.protection());
        return BrErr.BR_ERR_OK;
    }

    private void sendFinished() {
        out.buffer()[out.payloadOff()] = 1;
        out.end(RecordIn.CHANGE_CIPHER_SPEC, 1);
        out.protect();
        byte[] dst = out.buffer();
        int off = out.payloadOff();
        messageHeader(dst, off, HandshakeType.FINISHED, KeySchedule.VERIFY_DATA_LEN);
        KeySchedule.verifyData(profile.hash(), ws, frame, "client finished", transcript, dst,
                off + HandshakeReader.HEADER_LEN);
        transcript.update(dst, off, finishedLen());
        out.end(RecordIn.HANDSHAKE, finishedLen());
    }

    private static int finishedLen() {
        return HandshakeReader.HEADER_LEN + KeySchedule.VERIFY_DATA_LEN;
    }

    private static void messageHeader(byte[] dst, int off, int type, int len) {
        dst[off] = (byte) type;
        dst[off + 1] = (byte) (len >>> 16);
        dst[off + 2] = (byte) (len >>> 8);
        dst[off + 3] = (byte) len;
    }

    /** Lets go of everything that belongs to the caller; the workspace is wiped by its release. */
    void dropWorkspace() {
        transcript.end();
        ws = null;
        x509 = null;
        exchange = null;
        serverName = null;
    }

    /** After a failure nothing more is sent or understood. */
    void stop() {
        state = OPEN;
    }
}
