package mqttlite.demo;

import bearssl.base.Transport;
import bearssl.base.Workspace;
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
import java.net.InetAddress;
import java.net.Socket;
import mqttlite.MqttClient;
import mqttlite.MqttConnect;
import mqttlite.MqttListener;
import org.openjdk.jol.info.GraphLayout;

/**
 * A device: a TLS client, an MQTT client above it, and every byte that the two use. The constructor is the set-up; from
 * then on only {@link #dial} allocates, because a Java socket does.
 */
public final class Device implements AutoCloseable {
    /** Longest record and longest MQTT packet, as on Tasmota. */
    public static final int BUFFER = 1024;

    /** How long an answer may take before the demo calls it a failure. */
    private static final int PATIENCE_MILLIS = 20_000;

    public final Workspace workspace;
    public final TlsClient tls;
    public final TlsIo io;
    public final MqttClient mqtt;

    /** Offered and kept by {@link #reset}, if there is one. */
    public TlsSession session;

    private final X509Engine x509;
    private final Link link = new Link();
    private final MqttListener listener;
    private SocketTransport socket;

    /** A device with 1024-byte buffers and a workspace of its own. */
    public Device(TlsProfile profile, X509Engine x509, MqttListener listener) {
        this(profile, BUFFER, x509, profile.newWorkspace(x509), listener);
    }

    /**
     * Sets everything up.
     *
     * @param profile   suites and implementations
     * @param buffer    longest plaintext of a record and longest MQTT packet
     * @param x509      judges the server's certificates
     * @param workspace scratch for handshakes, which several devices may share
     * @param listener  hears of what arrives
     */
    public Device(TlsProfile profile, int buffer, X509Engine x509, Workspace workspace, MqttListener listener) {
        this.x509 = x509;
        this.workspace = workspace;
        this.listener = listener;
        HmacDrbg rng = new HmacDrbg(Sha256.INSTANCE);
        rng.seed(new SystemEntropy(), workspace);
        tls = new TlsClient(profile, rng, new byte[buffer + TlsClient.IN_OVERHEAD],
                new byte[buffer + TlsClient.OUT_OVERHEAD]);
        io = new TlsIo(tls, link);
        mqtt = new MqttClient(new byte[buffer], new byte[buffer], listener);
    }

    /** Connects by TCP to a port of this machine. */
    public void dial(int port) throws IOException {
        close();
        Socket tcp = new Socket(InetAddress.getLoopbackAddress(), port);
        tcp.setSoTimeout(PATIENCE_MILLIS);
        socket = new SocketTransport(tcp);
        link.plug(socket);
    }

    /** Lends workspace and X.509 engine to a new TLS connection. @return what {@link TlsClient#reset} answers */
    public int reset() {
        io.reset();
        return tls.reset("localhost", workspace, x509, session);
    }

    /** The TLS handshake, after {@link #reset}. @return what {@link TlsIo#handshake} answers: 1, or minus a code */
    public int handshake() {
        return io.handshake();
    }

    /** CONNECT over TLS, up to the broker's answer. @return 1, or 0 for no answer in time, or minus a code */
    public int login(MqttConnect options) {
        return login(io, options);
    }

    /** CONNECT over plain TCP. @return as {@link #login(MqttConnect)} */
    public int loginWithoutTls(MqttConnect options) {
        return login(link, options);
    }

    private int login(Transport transport, MqttConnect options) {
        int r = mqtt.connect(transport, options, now());
        while (r > 0 && mqtt.state() == MqttClient.CONNECTING) {
            r = poll();
        }
        return r;
    }

    /** Lets MQTT go on: waits for bytes if nothing else is to be done. @return as {@link MqttClient#poll} */
    public int poll() {
        return mqtt.poll(now());
    }

    private static long now() {
        return System.nanoTime() / 1_000_000;
    }

    /** DISCONNECT, close_notify, FIN. @return what {@link TlsIo#close} answers: {@link Transport#END} */
    public int hangUp() {
        mqtt.disconnect();
        int r = io.close();
        close();
        return r;
    }

    /** Bytes of the heap that TLS and MQTT hold at this moment, their buffers included, the socket not. */
    public long retained() {
        link.plug(null);
        GraphLayout all = GraphLayout.parseInstance(tls, io, mqtt);
        long bytes = all.subtract(GraphLayout.parseInstance(link, listener)).totalSize();
        link.plug(socket);
        return bytes;
    }

    @Override
    public void close() {
        if (socket != null) {
            socket.close();
            socket = null;
        }
    }
}
