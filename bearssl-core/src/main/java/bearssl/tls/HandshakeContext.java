package bearssl.tls;

import bearssl.base.Workspace;
import bearssl.rand.HmacDrbg;

/**
 * What the messages of one handshake share: the borrowed objects, what has been negotiated, and the values that explain
 * an error. {@link ClientHandshake} decides what comes when; the classes of the messages read and write this.
 */
final class HandshakeContext {
    // Where things lie in the byte frame that lasts as long as the handshake; offsets from its start. The two randoms
    // stand side by side because ServerKeyExchange signs them so.
    static final int CLIENT_RANDOM = 0;
    static final int SERVER_RANDOM = CLIENT_RANDOM + KeySchedule.RANDOM_LEN;
    static final int MASTER_SECRET = SERVER_RANDOM + KeySchedule.RANDOM_LEN;
    /** The server's ephemeral point, then the product with our scalar; or the premaster secret of 48 bytes. */
    static final int SHARED = MASTER_SECRET + KeySchedule.MASTER_SECRET_LEN;
    private static final int SHARED_LEN = 65;
    /** The message being gathered: its header, then its body. */
    private static final int MESSAGE = SHARED + SHARED_LEN;

    static final byte NOT_REQUESTED = 0;
    /** The server asked for a client certificate; an empty list answers, unless there is one of the kind it wants. */
    static final byte REQUESTED = 1;
    /** A chain answers, and a signature. */
    static final byte AUTHENTICATES = 2;

    final TlsProfile profile;
    final HmacDrbg rng;
    final Transcript transcript;

    Workspace ws;
    int frame; // the byte frame
    X509Engine x509;
    ClientAuth auth; // null if there is no client certificate
    String serverName;
    TlsSession session; // null if none is wanted
    boolean offersSession;
    boolean resumed;
    KeyExchange exchange;
    int suite;
    String[] protocols; // to offer, most wanted first; null for none. Stays from one connection to the next
    String protocol; // what the server chose of them
    int maxFragmentOffer;
    int maxFragment;
    int recordSizeOffer; // the longest record that fits here, 0 if it is not told
    int recordSizeLimit; // the longest record that fits there, 0 if the server did not tell
    boolean extendedMasterSecret;
    byte clientCertificate; // one of the above

    int alert; // another than the usual one of the error, or -1
    int detail1;
    int detail2;

    /** Length of the byte frame. @param messageLen the longest body that is gathered */
    static int frameLength(int messageLen) {
        return MESSAGE + HandshakeReader.HEADER_LEN + messageLen;
    }

    HandshakeContext(TlsProfile profile, HmacDrbg rng) {
        this.profile = profile;
        this.rng = rng;
        transcript = new Transcript(profile.hash());
    }

    void start(String name, Workspace workspace, X509Engine engine, ClientAuth clientAuth, TlsSession stored,
            int recordSize) {
        serverName = name;
        auth = clientAuth;
        session = stored;
        resumed = false;
        ws = workspace;
        x509 = engine;
        maxFragmentOffer = recordSize == 0 ? 0 : Extension.maxFragmentFor(recordSize);
        maxFragment = 0;
        recordSizeOffer = recordSize;
        recordSizeLimit = 0;
        extendedMasterSecret = false;
        clientCertificate = NOT_REQUESTED;
        exchange = null;
        suite = 0;
        protocol = null;
        alert = -1;
        detail1 = 0;
        detail2 = 0;
        frame = ws.pushBytes(frameLength(profile.messageLen()));
        transcript.start(ws);
        rng.generate(ws.bytes, frame + CLIENT_RANDOM, KeySchedule.RANDOM_LEN, ws);
        offersSession = session != null && session.fits(this);
    }

    /** Keeps the two values that make an error understood. @return the code */
    int error(int code, int first, int second) {
        detail1 = first;
        detail2 = second;
        return code;
    }

    /** Index in the workspace of the message being gathered, header included. */
    int messageOff() {
        return frame + MESSAGE;
    }

    /** Index in the workspace of its body. */
    int bodyOff() {
        return messageOff() + HandshakeReader.HEADER_LEN;
    }

    /** Lets go of everything that belongs to the caller; the workspace is wiped by its release. */
    void drop() {
        transcript.end();
        ws = null;
        x509 = null;
        session = null;
        auth = null;
        exchange = null;
        serverName = null;
    }
}
