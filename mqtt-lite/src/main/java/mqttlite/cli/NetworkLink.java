package mqttlite.cli;

import bearssl.base.Transport;
import bearssl.base.Workspace;
import bearssl.hash.Sha256Unrolled;
import bearssl.rand.HmacDrbg;
import bearssl.tls.BrErr;
import bearssl.tls.CipherSuite;
import bearssl.tls.TlsClient;
import bearssl.tls.TlsIo;
import bearssl.tls.stream.ConnectError;
import bearssl.tls.stream.ErrorText;
import bearssl.tls.stream.SocketTransport;
import bearssl.tls.stream.SystemEntropy;
import bearssl.tls.stream.TlsException;

/**
 * A socket, and TLS on it if the options ask for it: what lies under an MQTT session or a bare {@code client}.
 *
 * <p>Made from options, which may be refused; {@link #open}; then {@link #transport} moves bytes; {@link #close}. A
 * negative result of the transport becomes a {@link Failure} by {@link #failure}.
 */
final class NetworkLink {
    /** For everything up to the broker's or server's consent, unless -W says otherwise. */
    static final int CONNECT_SECONDS = 30;

    private static final int CLOSE_MILLIS = 2000;

    private final TlsSettings settings; // null: no TLS
    private final ServerTrust trust;
    private final ClientIdentity identity; // null: none
    private final SessionFile[] sessions; // of each broker; in a file, the one of the broker that was used last
    private final Console console;
    private final Deadline users;
    private final Deadline connecting;

    private SessionFile kept; // that of this connection, null: none is kept
    private String host;
    private SocketTransport socket;
    private WriteWatch watch;
    private TlsClient tls;
    private TlsIo io;
    private Workspace workspace;
    private long handshakeMicros;
    private int writeSeconds = WriteWatch.WRITE_SECONDS;

    /**
     * @param users      the limit of -W, or never
     * @param connecting the limit for everything up to consent, started again by each {@link #open}
     */
    NetworkLink(Options options, Console console, boolean useTls, Deadline users, Deadline connecting)
            throws UsageError, Failure {
        this.console = console;
        this.settings = useTls ? new TlsSettings(options) : null;
        this.trust = useTls ? ServerTrust.of(options, settings.maxRsa) : null;
        this.identity = useTls ? ClientIdentity.of(options) : null;
        SessionFile first = useTls ? SessionFile.of(options) : null;
        SessionFile second = first == null || first.isInFile() ? first : SessionFile.of(options);
        this.sessions = new SessionFile[] {first, second};
        this.users = users;
        this.connecting = connecting;
    }

    NetworkLink(Options options, Console console, boolean useTls, Deadline users) throws UsageError, Failure {
        this(options, console, useTls, users, Deadline.within(CONNECT_SECONDS, users));
    }

    boolean isTls() {
        return settings != null;
    }

    ServerTrust trust() {
        return trust;
    }

    /** Whether the TLS session is that of an earlier connection. */
    boolean isResumed() {
        return tls != null && tls.resumed();
    }

    /** The limit for everything up to the broker's or server's consent; it started with this object. */
    Deadline connecting() {
        return connecting;
    }

    SocketTransport socket() {
        return socket;
    }

    Transport transport() {
        return io != null ? io : socket;
    }

    /** Whether bytes have arrived that were not handed on yet. */
    boolean hasInput() {
        return socket != null && (tls != null && tls.recvappLen() > 0 || socket.hasInput());
    }

    // ---- opening

    /** Connects; after {@link #close} once more. */
    void open(HostPort to) throws Failure {
        open(to, 0);
    }

    /** Connects. @param broker 0 or 1, which of the TLS sessions it is to resume */
    void open(HostPort to, int broker) throws Failure {
        host = to.host;
        kept = sessions[broker];
        tls = null;
        connecting.renew();
        java.net.InetAddress[] addresses = Resolver.resolve(host, connecting);
        String step = "connecting to " + to;
        try {
            int left = connecting.leftMillis();
            socket = SocketTransport.connect(addresses, to.port, left == 0 ? 1 : left);
        } catch (TlsException e) {
            connecting.check(ConnectError.ERR_TCP_CONNECT, step);
            throw Failure.of(e.code(), e.what() + " (" + step + ")", e.remedy());
        }
        watch = new WriteWatch(socket, users, writeSeconds);
        watch.start();
        if (settings != null) {
            startTls();
            shakeHands();
        }
    }

    private void startTls() throws Failure {
        workspace = settings.profile.newWorkspace(trust, identity == null ? null : identity.auth());
        HmacDrbg rng = new HmacDrbg(Sha256Unrolled.INSTANCE);
        if (!rng.seed(new SystemEntropy(), workspace)) {
            throw Failure.of(BrErr.BR_ERR_NO_RANDOM);
        }
        tls = new TlsClient(settings.profile, rng, new byte[settings.buffer + TlsClient.IN_OVERHEAD],
                new byte[settings.buffer + TlsClient.OUT_OVERHEAD]);
        tls.offerMaxFragment(settings.offerMaxFragment);
        tls.offerProtocols(settings.protocols);
        tls.clientAuth(identity == null ? null : identity.auth());
        trust.newConnection();
        String name = settings.serverName != null ? settings.serverName : TlsSettings.nameOf(host);
        int r = tls.reset(name == null || name.length() == 0 ? null : name, workspace, trust,
                kept == null ? null : kept.offer(criteria()));
        if (r < 0) {
            throw Failure.of(-r, ErrorText.cause(tls), ErrorText.remedy(tls));
        }
        io = new TlsIo(tls, socket);
    }

    /** What a session depends on. */
    private byte[] criteria() {
        return identity == null ? trust.criteria() : identity.criteria(trust.criteria());
    }

    private void shakeHands() throws Failure {
        long start = System.nanoTime();
        for (;;) {
            waitAtMost(connecting.leftMillis());
            int r = io.handshake();
            if (r > 0) {
                break;
            }
            if (r < 0) {
                throw failure(r == Transport.END ? BrErr.BR_ERR_IO : -r, handshakeStep());
            }
            connecting.check(BrErr.BR_ERR_IO, handshakeStep());
        }
        handshakeMicros = (System.nanoTime() - start) / 1000;
        if (identity != null && identity.isUnsuitable(tls)) {
            console.error("warning: " + identity.unsuitable() + ", none was sent");
        }
        if (kept != null && !trust.hasLearned()) {
            kept.keep(criteria(), tls.resumed());
        }
    }

    /** The broker, or the bare server, has accepted: a key that was learned is kept, and its session. */
    void accepted() throws Failure {
        if (settings == null || tls.resumed() || !trust.keepLearned()) {
            return;
        }
        console.error("learned the server's key, kept in " + trust.learnFile());
        if (kept != null) {
            kept.keep(criteria(), false);
        }
    }

    private String handshakeStep() {
        if (tls.cipherSuite() == 0) {
            return "waiting for ServerHello in the TLS handshake";
        }
        return trust.receivedFingerprint() == null && !tls.resumed() ? "waiting for the server's certificate in the TLS handshake"
                : "waiting for the end of the TLS handshake";
    }

    /** Lets no read of the next call wait longer than this, whatever arrives meanwhile. */
    void waitAtMost(int millis) {
        int wait = millis < 1 ? 1 : millis;
        socket.timeout(wait);
        socket.deadline(System.nanoTime() + wait * 1000000L);
    }

    /** Lets no write of the connections to come take longer than this. Without it it is 30 seconds. */
    void writeWithin(int seconds) {
        writeSeconds = seconds;
    }

    // ---- failing

    /**
     * Explains a code of the transport or of MQTT.
     *
     * @param code positive
     * @param step what was going on, in words
     */
    Failure failure(int code, String step) {
        if (watch != null && watch.hasFired()) {
            return users.isOver() ? users.failure(code, step) : Failure.of(BrErr.BR_ERR_IO,
                    "the server took no data for " + writeSeconds + " s while " + step);
        }
        if (tls != null && code == tls.error()) {
            String cause = trust.cause(code);
            if (cause != null) {
                return Failure.of(code, cause, trust.remedy(code));
            }
            boolean unsuitable = code >= BrErr.BR_ERR_RECV_FATAL_ALERT && identity != null && identity.isUnsuitable(tls);
            return Failure.of(code, ErrorText.cause(tls) + " (" + step + ")",
                    unsuitable ? identity.remedyForUnsuitable() : ErrorText.remedy(tls));
        }
        String cause = Codes.cause(code);
        if (code == BrErr.BR_ERR_IO && socket != null && socket.failure() != null) {
            cause = "the connection broke off: " + socket.failure();
        }
        return Failure.of(code, cause + " (" + step + ")");
    }

    // ---- closing

    /** Ends TLS and TCP in the orderly way as far as the server lets it; does nothing when not open. */
    void close() {
        if (socket == null) {
            return;
        }
        if (io != null) {
            waitAtMost(CLOSE_MILLIS);
            io.close();
        }
        socket.close();
        watch.interrupt();
        watch = null;
        socket = null;
        io = null;
        if (kept != null && tls != null) {
            kept.dropIfCleared();
        }
    }

    // ---- telling

    /** What was negotiated and what it costs, one line each. */
    void printInfo(int mqttBytes) {
        if (tls != null) {
            console.error("info: " + CipherSuite.name(tls.cipherSuite()) + ", maximum fragment length " + fragmentText()
                    + ", extended master secret " + (tls.extendedMasterSecret() ? "yes" : "no")
                    + ", session " + (tls.resumed() ? "resumed" : "new"));
            if (trust.receivedFingerprint() != null) { // a resumed session brings no key
                console.error("info: server key " + trust.keyText() + ", fingerprint "
                        + ServerTrust.hex(trust.receivedFingerprint(), ' ') + ", "
                        + ServerTrust.base64(trust.receivedSpki()));
            }
            printIdentity();
            console.error("info: handshake " + handshakeMicros / 1000 + "." + handshakeMicros / 100 % 10 + " ms");
        }
        int buffers = tls == null ? 0 : 2 * settings.buffer + TlsClient.IN_OVERHEAD + TlsClient.OUT_OVERHEAD;
        int scratch = workspace == null ? 0
                : workspace.bytes.length + 2 * workspace.shorts.length + 4 * workspace.ints.length;
        console.error("info: memory in arrays: TLS buffers " + buffers + ", MQTT " + mqttBytes
                + ", during the handshake " + scratch + " bytes more");
    }

    // A resumed session is that of the client that made it; nothing is asked.
    private void printIdentity() {
        if (tls.certificateSent()) {
            console.error("info: client certificate sent: " + identity);
        } else if (tls.certificateRequested()) {
            console.error("info: client certificate asked for, none sent");
        } else if (identity != null && !tls.resumed()) {
            console.error("info: client certificate not asked for");
        }
    }

    private String fragmentText() {
        if (tls.maxFragment() != 0) {
            return tls.maxFragment() + " (agreed)";
        }
        if (tls.recordSizeLimit() != 0) {
            return settings.buffer + " (agreed as record size limit; the server's is " + tls.recordSizeLimit() + ")";
        }
        return tls.maxFragmentOffered() != 0 ? tls.maxFragmentOffered() + " (asked for, ignored)" : "not asked for";
    }
}
