package mqttlite.stream;

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

/** The way to one of two brokers: a socket, and TLS on it, with a session for each that later connections resume. */
final class BrokerLink {
    private static final int PLAINTEXT = 1024;
    private static final int BROKERS = 2;

    private final String[] hosts = new String[BROKERS];
    private final int[] ports = new int[BROKERS];
    private final TlsSession[] sessions = new TlsSession[BROKERS];
    private final X509Engine trust; // null: no TLS
    private TlsClient tls;
    private HmacDrbg rng;
    private Workspace workspace;
    private SocketTransport socket;

    BrokerLink(X509Engine trust) {
        this.trust = trust;
    }

    void broker(int index, String host, int port) {
        hosts[index] = host;
        ports[index] = port;
    }

    int brokers() {
        return hosts[1] == null ? 1 : BROKERS;
    }

    /** Makes what TLS needs, if it is wanted. */
    void setUp(TlsProfile profile, ClientAuth auth) {
        if (trust == null) {
            return;
        }
        workspace = profile.newWorkspace(trust, auth);
        rng = new HmacDrbg(Sha256Unrolled.INSTANCE);
        tls = new TlsClient(profile, rng, new byte[PLAINTEXT + TlsClient.IN_OVERHEAD],
                new byte[PLAINTEXT + TlsClient.OUT_OVERHEAD]);
        tls.clientAuth(auth);
        for (int i = 0; i < BROKERS; i++) {
            sessions[i] = new TlsSession(new byte[TlsSession.LEN], 0);
        }
    }

    /**
     * Opens a connection, TLS included.
     *
     * @param broker 0 or 1
     * @param end    when the time for it is over, on the clock of {@link #now}
     */
    Transport open(int broker, long end) throws MqttException {
        try {
            socket = SocketTransport.connect(hosts[broker], ports[broker], (int) Math.max(1, end - now()));
        } catch (TlsException e) {
            throw new MqttException(e.code(), e.what(), e.remedy());
        }
        if (tls == null) {
            return socket;
        }
        if (!rng.seed(new SystemEntropy(), workspace)) { // anew for each connection
            throw new MqttException(BrErr.BR_ERR_NO_RANDOM);
        }
        TlsIo io = new TlsIo(tls, socket);
        int r = tls.reset(hosts[broker], workspace, trust, sessions[broker]);
        while (r == 0) {
            waitUntil(end, BrErr.BR_ERR_IO);
            r = io.handshake();
        }
        if (r > 0) {
            return io;
        }
        if (r == Transport.END || tls.error() == BrErr.BR_ERR_OK) {
            throw new MqttException(r == Transport.END ? BrErr.BR_ERR_IO : -r);
        }
        throw new MqttException(tls.error(), ErrorText.cause(tls), ErrorText.remedy(tls));
    }

    void close() {
        if (socket != null) {
            socket.close();
        }
    }

    /** Lets the reads to come wait until then at most. @param code what it is if that is now */
    void waitUntil(long end, int code) throws MqttException {
        if (end - now() <= 0) {
            throw new MqttException(code);
        }
        waitAtMost(end - now());
    }

    void waitAtMost(long millis) {
        int wait = (int) Math.max(1, Math.min(Integer.MAX_VALUE, millis));
        socket.timeout(wait);
        socket.deadline(System.nanoTime() + wait * 1000000L);
    }

    /** Milliseconds of a steady clock. */
    static long now() {
        return System.nanoTime() / 1000000;
    }
}
