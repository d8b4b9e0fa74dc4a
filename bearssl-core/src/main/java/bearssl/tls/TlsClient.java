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

    /** Longest list of application protocols, one byte for each name besides its characters. */
    public static final int MAX_PROTOCOLS_LEN = 80;

    // Made with the class, not when HotSpot compiles it: docs/ARCHITECTURE.md, "No literal in a method".
    private static final String BAD_BUFFERS;
    private static final String BAD_ACK;
    private static final String BAD_PROTOCOLS;

    static {
        BAD_BUFFERS = "buffers: two arrays of at least 541 bytes";
        BAD_ACK = "acknowledged more than the window holds";
        BAD_PROTOCOLS = "protocols: names in ASCII, none empty, 80 bytes with their lengths";
    }

    private final Engine engine;
    private final RecordIn in;
    private final RecordOut out;
    private boolean offerMaxFragment = true;
    private ClientAuth clientAuth;

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
            throw new IllegalArgumentException(BAD_BUFFERS);
        }
        engine = new Engine(profile, rng, in, out);
        this.in = engine.in;
        this.out = engine.out;
    }

    /**
     * Says whether {@link #reset} asks the server for records that fit the receive buffer; it does unless told
     * otherwise, by max_fragment_length (RFC 6066, section 4) and by record_size_limit (RFC 8449), of which a server
     * answers one at most. Without them, or with a server that ignores both, a longer record ends the connection.
     *
     * @param offer true to ask
     */
    public void offerMaxFragment(boolean offer) {
        offerMaxFragment = offer;
    }

    /**
     * Names the application protocols to offer (RFC 7301, ALPN), most wanted first; from the next {@link #reset} on.
     *
     * @param names ASCII, of 1 to 79 characters, 80 with one more for each; null for none. Not copied
     */
    public void offerProtocols(String[] names) {
        int len = 0;
        for (int i = 0; names != null && i < names.length; i++) {
            for (int j = 0; j < names[i].length(); j++) {
                len += names[i].charAt(j) > 0x7F ? MAX_PROTOCOLS_LEN : 0;
            }
            len += names[i].length() == 0 ? MAX_PROTOCOLS_LEN + 1 : 1 + names[i].length();
        }
        if (names != null && len == 0 || len > MAX_PROTOCOLS_LEN) {
            throw new IllegalArgumentException(BAD_PROTOCOLS);
        }
        engine.context().protocols = names;
    }

    /** The application protocol that the server chose. @return one of those offered, null if it chose none */
    public String protocol() {
        return engine.context().protocol;
    }

    /**
     * Gives the client a certificate, for servers that ask for one; from the next {@link #reset} on. A server that asks
     * for another kind of key gets none.
     *
     * @param auth chain and signer, null for none
     */
    public void clientAuth(ClientAuth auth) {
        clientAuth = auth;
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
        return engine.reset(serverName, ws, x509, clientAuth, null, offerMaxFragment);
    }

    /**
     * Starts a new connection that may go on with a stored session; otherwise as
     * {@link #reset(String, Workspace, X509Engine)}.
     *
     * @param serverName see there; a session is offered to the server of the same name only
     * @param ws         see there
     * @param x509       see there; not asked when the session is resumed
     * @param session    offered if it is set, and set when a session has opened that can be resumed; this client's
     * until
     *                   it is closed
     * @return 0, or minus a code
     */
    public int reset(String serverName, Workspace ws, X509Engine x509, TlsSession session) {
        return engine.reset(serverName, ws, x509, clientAuth, session, offerMaxFragment);
    }

    /**
     * Tells which windows are open.
     *
     * @return {@link #CLOSED}, or a sum of the other flags
     */
    public int state() {
        return engine.state();
    }

    /** Whether application data may pass: after the handshake and before any end. */
    boolean sessionOpen() {
        return engine.sessionOpen();
    }

    /**
     * What the handshake is doing: for whoever waits, and gives up.
     *
     * @return a constant of {@link HandshakeStep}, {@link HandshakeStep#OPEN} when no handshake runs
     */
    public int step() {
        return engine.step();
    }

    /** Why the connection ended: the first error. @return a {@code BR_ERR_*} code, 0 for none or an orderly end */
    public int error() {
        return engine.error;
    }

    /** First value that explains {@link #error}; {@link BrErr} says which. @return for example a length received */
    public int detail1() {
        return engine.detail1;
    }

    /** Second value that explains {@link #error}. @return for example the length that fits */
    public int detail2() {
        return engine.detail2;
    }

    /** The alert that ended the connection on our side. @return its number, -1 if none was sent */
    public int alertSent() {
        return engine.alertSent;
    }

    /** Whether the workspace and the X.509 engine are still borrowed. @return false once the session is open */
    public boolean needsWorkspace() {
        return engine.needsWorkspace();
    }

    /** The suite that the server chose. @return a constant of {@link CipherSuite}, 0 before ServerHello */
    public int cipherSuite() {
        return engine.context().suite;
    }

    /** The fragment length that the server agreed to. @return 512 to 4096, 0 if it did not or was not asked */
    public int maxFragment() {
        return engine.context().maxFragment;
    }

    /** The fragment length that was asked for. @return 512 to 4096, 0 if none was */
    public int maxFragmentOffered() {
        return engine.context().maxFragmentOffer;
    }

    /**
     * The longest record that the server takes (RFC 8449), an answer that also says that its own will fit the receive
     * buffer. It then stands in for {@link #maxFragment}, which is 0.
     *
     * @return 64 to 16384, 0 if the server did not answer so or was not asked
     */
    public int recordSizeLimit() {
        return engine.context().recordSizeLimit;
    }

    /** Whether the server took up the session that was offered. @return true after its ServerHello if so */
    public boolean resumed() {
        return engine.context().resumed;
    }

    /** Whether the server asked for a client certificate. @return true after its request; false in a resumed session */
    public boolean certificateRequested() {
        return engine.context().clientCertificate != HandshakeContext.NOT_REQUESTED;
    }

    /**
     * Whether the client's certificate answered that request.
     *
     * @return false if there is none, or the server asked for another kind of key; it then got an empty list
     */
    public boolean certificateSent() {
        return engine.context().clientCertificate == HandshakeContext.AUTHENTICATES;
    }

    /** Whether the master secret is bound to the handshake (RFC 7627). @return true if the server agreed */
    public boolean extendedMasterSecret() {
        return engine.context().extendedMasterSecret;
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
        engine.advance();
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
        return engine.receiving() ? in.fillLen() : 0;
    }

    /** Acknowledges that bytes have been put; they are processed at once. @param n 1 up to {@link #recvrecLen} */
    public void recvrecAck(int n) {
        checkAck(n, recvrecLen());
        engine.received(n);
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
        engine.flush();
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
        return engine.receiving() ? in.contentLen() : 0;
    }

    /** Acknowledges that data have been used; their room is taken for the next. @param n 1 up to {@link #recvappLen} */
    public void recvappAck(int n) {
        checkAck(n, recvappLen());
        in.release(n);
    }

    /** A caller's mistake, never the peer's. */
    private static void checkAck(int n, int max) {
        if (n <= 0 || n > max) {
            throw new IllegalArgumentException(BAD_ACK);
        }
    }

    // ---- the end

    /**
     * Ends the connection in the orderly way: data put so far leave, then close_notify; the engine is CLOSED when both
     * have. In the middle of a handshake close_notify leaves at once.
     */
    public void close() {
        engine.close(false);
    }

    /**
     * Ends the connection as {@link #close} does, but goes on until the server's close_notify has come, so that a cut
     * is told from an end: the engine is CLOSED without an error then, and with {@link BrErr#BR_ERR_IO} if the
     * transport ended before. Data that were received and not taken are dropped; data that arrive from here on are
     * {@link BrErr#BR_ERR_UNEXPECTED}, as nobody would get them. No alert follows our close_notify.
     */
    public void closeBothWays() {
        engine.close(true);
    }

    /**
     * Says that the transport failed or came to its end, or that the caller waits no longer for it. Without a
     * close_notify before, that is {@link BrErr#BR_ERR_IO}: data may have been cut off. In a handshake
     * {@link #detail1} tells the step then.
     */
    public void transportEnded() {
        engine.transportEnded();
    }
}
