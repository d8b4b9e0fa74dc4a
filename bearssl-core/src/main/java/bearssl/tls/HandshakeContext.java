package bearssl.tls;

import bearssl.base.Workspace;
import bearssl.rand.HmacDrbg;

/**
 * What the messages of one handshake share: the borrowed objects, what has been negotiated, and the values that explain
 * an error. {@link ClientHandshake} decides what comes when; the classes of the messages read and write this.
 */
final class HandshakeContext {
    final TlsProfile profile;
    final HmacDrbg rng;
    final Transcript transcript;

    Workspace ws;
    int frame; // the handshake's byte frame, see HandshakeFrame
    X509Engine x509;
    String serverName;
    KeyExchange exchange;
    int suite;
    int maxFragmentOffer;
    int maxFragment;
    boolean extendedMasterSecret;

    int alert; // another than the usual one of the error, or -1
    int detail1;
    int detail2;

    HandshakeContext(TlsProfile profile, HmacDrbg rng) {
        this.profile = profile;
        this.rng = rng;
        transcript = new Transcript(profile.hash());
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
        alert = -1;
        detail1 = 0;
        detail2 = 0;
        frame = ws.pushBytes(HandshakeFrame.length(profile.messageLen()));
        transcript.start(ws);
        rng.generate(ws.bytes, frame + HandshakeFrame.CLIENT_RANDOM, KeySchedule.RANDOM_LEN, ws);
    }

    /** Keeps the two values that make an error understood. @return the code */
    int error(int code, int first, int second) {
        detail1 = first;
        detail2 = second;
        return code;
    }

    /** Index in the workspace of the message being gathered, header included. */
    int messageOff() {
        return frame + HandshakeFrame.MESSAGE;
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
        exchange = null;
        serverName = null;
    }
}
