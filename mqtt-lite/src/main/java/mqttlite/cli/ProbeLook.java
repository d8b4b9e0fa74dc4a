package mqttlite.cli;

import bearssl.base.Transport;
import bearssl.base.Workspace;
import bearssl.hash.Sha256Unrolled;
import bearssl.rand.HmacDrbg;
import bearssl.tls.BrErr;
import bearssl.tls.ClientAuth;
import bearssl.tls.TlsClient;
import bearssl.tls.TlsIo;
import bearssl.tls.TlsProfile;
import bearssl.tls.TlsSession;
import bearssl.tls.X509Engine;
import bearssl.tls.stream.ErrorText;
import bearssl.tls.stream.SocketTransport;
import bearssl.tls.stream.SystemEntropy;
import bearssl.tls.stream.TlsException;

/** One connection of {@code probe}: a handshake and close_notify, and what both have shown. */
final class ProbeLook {
    private static final int CLOSE_MILLIS = 2000;

    private final ProbeTarget target;
    private final TlsProfile profile;
    private final X509Engine trust;
    private final ClientAuth auth; // null: no client certificate

    private TlsClient tls;
    private ServerFlight flight;
    private int code;
    private String cause;
    private String remedy;

    /** Prepares a connection. */
    ProbeLook(ProbeTarget target, TlsProfile profile, X509Engine trust, ClientAuth auth) {
        this.target = target;
        this.profile = profile;
        this.trust = trust;
        this.auth = auth;
    }

    /**
     * Makes the connection. Only the time that is over, and what is wrong on this side, is thrown.
     *
     * @param buffer      longest record each way
     * @param asksForSize whether to ask for records that fit it
     * @param session     to be resumed, or kept; null for none
     */
    ProbeLook run(int buffer, boolean asksForSize, TlsSession session) throws Failure {
        SocketTransport socket;
        try {
            socket = target.connect();
        } catch (TlsException e) {
            target.checkTime(false, connecting());
            return failed(e.code(), e.what() + " (" + connecting() + ")", e.remedy());
        }
        WriteWatch watch = new WriteWatch(socket, target.users, WriteWatch.WRITE_SECONDS);
        watch.start();
        try {
            shakeHands(socket, buffer, asksForSize, session);
        } finally {
            socket.close();
            watch.interrupt();
        }
        return this;
    }

    private String connecting() {
        return "connecting to " + target.host + " port " + target.port;
    }

    private void shakeHands(SocketTransport socket, int buffer, boolean asksForSize, TlsSession session)
            throws Failure {
        Workspace workspace = profile.newWorkspace(trust, auth);
        HmacDrbg rng = new HmacDrbg(Sha256Unrolled.INSTANCE);
        if (!rng.seed(new SystemEntropy(), workspace)) {
            throw Failure.of(BrErr.BR_ERR_NO_RANDOM);
        }
        tls = new TlsClient(profile, rng, new byte[buffer + TlsClient.IN_OVERHEAD],
                new byte[buffer + TlsClient.OUT_OVERHEAD]);
        tls.offerMaxFragment(asksForSize);
        tls.offerProtocols(target.protocols);
        tls.clientAuth(auth);
        flight = new ServerFlight(socket);
        int r = tls.reset(target.name, workspace, trust, session);
        if (r < 0) {
            throw Failure.of(-r, ErrorText.cause(tls), ErrorText.remedy(tls));
        }
        TlsIo io = new TlsIo(tls, flight);
        r = 0;
        while (r == 0) {
            target.waitAtMost(socket, Integer.MAX_VALUE);
            r = io.handshake();
            if (r == 0) {
                target.checkTime(true, step());
            }
        }
        if (r < 0) {
            ended(r == Transport.END ? BrErr.BR_ERR_IO : -r, socket);
            return;
        }
        target.waitAtMost(socket, CLOSE_MILLIS);
        io.close();
    }

    private String step() {
        return flight.hasHello() ? "waiting for the end of the TLS handshake"
                : "waiting for ServerHello in the TLS handshake";
    }

    private void ended(int error, SocketTransport socket) {
        if (error == BrErr.BR_ERR_IO && socket.failure() != null) {
            failed(error, "the connection broke off: " + socket.failure(), ErrorText.remedy(tls));
        } else {
            failed(error, ErrorText.cause(tls), ErrorText.remedy(tls));
        }
    }

    private ProbeLook failed(int error, String what, String help) {
        code = error;
        cause = what;
        remedy = help;
        return this;
    }

    // ---- what it has shown

    /** What the engine knows, null if there was no connection. */
    TlsClient tls() {
        return tls;
    }

    ServerFlight flight() {
        return flight;
    }

    /** Why it failed, 0 if it did not. */
    int code() {
        return code;
    }

    /** Whether there is a session, or would be one with a client certificate. */
    boolean works() {
        return code == 0 || lacksCertificate();
    }

    /** Whether it failed for want of a client certificate: the server has asked for one and got none. */
    boolean lacksCertificate() {
        return code >= BrErr.BR_ERR_RECV_FATAL_ALERT && tls.certificateRequested() && !tls.certificateSent();
    }

    /** How far it got: 0 up to ServerHello, 1 up to the certificates, 2 further. */
    int progress() {
        return flight == null || !flight.hasHello() ? 0 : flight.chain().isEmpty() ? 1 : 2;
    }

    /** {@code CODE NAME cause}. */
    String why() {
        return code + " " + Codes.name(code) + ": " + cause;
    }

    Failure failure() {
        return Failure.of(code, cause, remedy);
    }
}
