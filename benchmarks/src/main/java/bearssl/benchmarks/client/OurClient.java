package bearssl.benchmarks.client;

import bearssl.base.Workspace;
import bearssl.benchmarks.Profiles;
import bearssl.hash.Sha256;
import bearssl.rand.HmacDrbg;
import bearssl.tls.TlsClient;
import bearssl.tls.TlsIo;
import bearssl.tls.TlsProfile;
import bearssl.tls.TlsSession;
import bearssl.tls.X509Engine;
import bearssl.tls.stream.SocketTransport;
import bearssl.tls.stream.SystemEntropy;
import java.io.IOException;
import mqttlite.MqttClient;
import mqttlite.MqttConnect;
import mqttlite.MqttListener;

/** This library, as its README uses the engines. */
final class OurClient implements Client {
    private static final int BUFFER = 1024;
    private static final byte[] TOPIC = {'b'};
    private static final int PATIENCE = 10000;

    /** What a thread's connections share. */
    static final class Shared {
        final TlsProfile profile;
        final X509Engine x509;
        final Workspace ws;
        final HmacDrbg rng = new HmacDrbg(Sha256.INSTANCE);

        Shared(String contender, byte[] ca) {
            profile = Profiles.create(contender);
            x509 = Profiles.trust(contender, ca);
            ws = profile.newWorkspace(x509);
            rng.seed(new SystemEntropy(), ws);
        }
    }

    private final Shared shared;
    private final int port;
    private final TlsClient tls;
    private final TlsSession session;
    private final MqttClient mqtt = new MqttClient(new byte[BUFFER], new byte[BUFFER], new MqttListener() { });
    private SocketTransport socket;

    OurClient(Shared shared, int port, boolean resumes) {
        this.shared = shared;
        this.port = port;
        session = resumes ? new TlsSession(new byte[TlsSession.LEN], 0) : null;
        tls = new TlsClient(shared.profile, shared.rng, new byte[BUFFER + TlsClient.IN_OVERHEAD],
                new byte[BUFFER + TlsClient.OUT_OVERHEAD]);
    }

    @Override
    public void connect() throws IOException {
        socket = SocketTransport.connect("localhost", port, PATIENCE);
        TlsIo io = new TlsIo(tls, socket);
        tls.reset("localhost", shared.ws, shared.x509, session);
        check(io.handshake());
        check(mqtt.connect(io, new MqttConnect(""), System.currentTimeMillis()));
        while (mqtt.state() == MqttClient.CONNECTING) {
            check(mqtt.poll(System.currentTimeMillis()));
        }
    }

    @Override
    public void publishAcknowledged() throws IOException {
        check(mqtt.publish(TOPIC, TOPIC, 1, false));
        while (mqtt.inFlight() > 0) {
            check(mqtt.poll(System.currentTimeMillis()));
        }
    }

    @Override
    public void publish(int messages, byte[] payload) throws IOException {
        for (int i = 0; i < messages; i++) {
            mqtt.gather(i < messages - 1); // several messages in a record
            check(mqtt.publish(TOPIC, payload, 0, false));
        }
    }

    private void check(int result) throws IOException {
        if (result <= 0) {
            throw new IOException(Integer.toString(tls.error()));
        }
    }

    @Override
    public boolean isResumed() {
        return tls.resumed();
    }

    @Override
    public void disconnect() {
        mqtt.disconnect();
        while (mqtt.state() == MqttClient.DISCONNECTING) {
            mqtt.poll(System.currentTimeMillis());
        }
        socket.close();
    }
}
