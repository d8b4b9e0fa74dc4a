package mqttlite.stream;

import bearssl.base.Workspace;
import bearssl.tls.ClientAuth;
import bearssl.tls.TlsProfile;
import bearssl.tls.X509Engine;

/** What a handshake needs and a live connection does not: scratch, and the engine that judges the certificate. */
final class HandshakeRoom {
    private static final long HOUR_MILLIS = 3600000;

    final Workspace workspace;
    X509Engine engine;
    private final TrustSource trust;
    private long madeAt;

    /** Makes one; without trust there is no TLS, and nothing is needed. */
    HandshakeRoom(TlsProfile profile, TrustSource trust, ClientAuth auth, long now) throws MqttException {
        this.trust = trust;
        if (trust == null) {
            workspace = null;
            return;
        }
        engine = trust.newEngine();
        madeAt = now;
        workspace = profile.newWorkspace(engine, auth);
    }

    /** Sees to it that the engine knows about what time it is. */
    void enter(long now) throws MqttException {
        if (now - madeAt >= HOUR_MILLIS) {
            engine = trust.newEngine();
            madeAt = now;
        }
    }
}
