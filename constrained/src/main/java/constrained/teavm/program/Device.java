package constrained.teavm.program;

import bearssl.base.Transport;
import bearssl.base.Workspace;
import bearssl.hash.Sha1;
import bearssl.hash.Sha256;
import bearssl.rand.EntropySource;
import bearssl.rand.HmacDrbg;
import bearssl.tls.BrErr;
import bearssl.tls.TlsClient;
import bearssl.tls.TlsIo;
import bearssl.tls.TlsProfile;
import bearssl.tls.TlsSession;
import bearssl.tls.X509Engine;
import bearssl.x509.AnchorList;
import bearssl.x509.X509Clock;
import bearssl.x509.X509Default;
import bearssl.x509.X509Fingerprint;
import mqttlite.MqttClient;
import mqttlite.MqttConnect;
import mqttlite.MqttListener;
import org.teavm.interop.Address;

/**
 * A device with a heap of kilobytes: connects to a broker, subscribes, publishes messages at QoS 1 that come back, and
 * disconnects; then the same in a resumed session. It reports the heap that is in use, and how it ended.
 */
public final class Device extends MqttListener implements Transport, EntropySource {
    /** What it reports: the bytes of heap in use after the set-up, in each connection, and how it ended: 0, or an error. */
    public static final int SET_UP = 1;
    public static final int CONNECTED = 2;
    public static final int RESUMED = 3;
    public static final int END = 0;

    private static final int BUFFER = 1024;
    private static final int MOST_ANCHORS = 400; // bytes
    private static final byte[] TOPIC = {'t'};
    private static final byte[] CLIENT = {'t', 'i', 'g', 'h', 't'};

    private int received;

    private Device() {
    }

    /** Runs it. @param rounds messages on each of its two connections */
    static void run(TlsProfile profile, X509Engine trust, int rounds) {
        Shim.report(END, new Device().connectTwice(profile, trust, rounds));
    }

    private static void reportHeap(int what) {
        Runtime runtime = Runtime.getRuntime();
        Shim.report(what, (int) (runtime.totalMemory() - runtime.freeMemory()));
    }

    /** Trusts the key whose fingerprint is in the environment's file. */
    static X509Engine pin() {
        byte[] pin = new byte[20];
        Shim.file(Address.ofData(pin), pin.length);
        X509Fingerprint x509 = new X509Fingerprint(Sha1.INSTANCE);
        x509.pin(0, pin, 0);
        return x509;
    }

    /** Trusts the CA of the environment's file. */
    static X509Engine ca() {
        byte[] anchors = new byte[MOST_ANCHORS];
        int len = Shim.file(Address.ofData(anchors), anchors.length);
        X509Clock clock = new X509Clock();
        clock.set(Shim.seconds());
        return X509Default.create(new AnchorList(anchors, 0, len), clock);
    }

    private int connectTwice(TlsProfile profile, X509Engine trust, int rounds) {
        Workspace workspace = profile.newWorkspace(trust);
        HmacDrbg rng = new HmacDrbg(Sha256.INSTANCE);
        if (!rng.seed(this, workspace)) {
            return BrErr.BR_ERR_NO_RANDOM;
        }
        TlsClient tls = new TlsClient(profile, rng, new byte[BUFFER + TlsClient.IN_OVERHEAD],
                new byte[BUFFER + TlsClient.OUT_OVERHEAD]);
        TlsIo io = new TlsIo(tls, this);
        TlsSession session = new TlsSession(new byte[TlsSession.LEN], 0);
        MqttClient mqtt = new MqttClient(new byte[BUFFER], new byte[BUFFER], this);
        MqttConnect options = new MqttConnect(CLIENT);
        byte[] payload = new byte[200];
        reportHeap(SET_UP);
        for (int i = 0; i < 2; i++) {
            if (Shim.connect() < 0) {
                return BrErr.BR_ERR_IO;
            }
            io.reset();
            if (tls.reset("localhost", workspace, trust, session) < 0 || io.handshake() <= 0) {
                return tls.error();
            }
            if (!exchange(mqtt, io, options, payload, rounds)) {
                return mqtt.error() != 0 ? mqtt.error() : tls.error();
            }
            reportHeap(tls.resumed() ? RESUMED : CONNECTED);
            mqtt.disconnect();
            io.close();
            Shim.close();
        }
        return 0;
    }

    private boolean exchange(MqttClient mqtt, TlsIo io, MqttConnect options, byte[] payload, int rounds) {
        if (mqtt.connect(io, options, 0) <= 0) {
            return false;
        }
        while (mqtt.state() == MqttClient.CONNECTING) {
            if (mqtt.poll(0) <= 0) {
                return false;
            }
        }
        if (mqtt.subscribe(TOPIC, 1) <= 0) {
            return false;
        }
        for (int i = 0; i < rounds; i++) {
            int before = received;
            if (mqtt.publish(TOPIC, payload, 1, false) <= 0) {
                return false;
            }
            while (received == before || mqtt.inFlight() > 0) {
                if (mqtt.poll(0) <= 0) {
                    return false;
                }
            }
        }
        return true;
    }

    @Override
    public void message(byte[] buf, int topicOff, int topicLen, int payloadOff, int payloadLen, int qos,
            boolean retain, boolean dup) {
        received++;
    }

    @Override
    public int read(byte[] buf, int off, int len) {
        int n = Shim.read(Address.ofData(buf).add(off), len);
        return n > 0 ? n : n == 0 ? Transport.END : -BrErr.BR_ERR_IO;
    }

    @Override
    public int write(byte[] buf, int off, int len) {
        int n = Shim.write(Address.ofData(buf).add(off), len);
        return n < 0 ? -BrErr.BR_ERR_IO : n;
    }

    @Override
    public int flush() {
        return 1;
    }

    @Override
    public boolean seed(byte[] buf, int off, int len) {
        return Shim.random(Address.ofData(buf).add(off), len) == 0;
    }
}
