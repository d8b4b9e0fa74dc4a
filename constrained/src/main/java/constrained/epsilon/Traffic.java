package constrained.epsilon;

import bearssl.base.Transport;
import bearssl.base.Workspace;
import bearssl.hash.Sha256;
import bearssl.rand.HmacDrbg;
import bearssl.tls.TlsClient;
import bearssl.tls.TlsIo;
import bearssl.tls.TlsProfile;
import bearssl.tls.X509Engine;
import bearssl.tls.profile.FastProfile;
import bearssl.tls.stream.SocketTransport;
import bearssl.tls.stream.SystemEntropy;
import java.io.FileInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import mqttlite.MqttClient;
import mqttlite.MqttConnect;
import mqttlite.MqttListener;
import mqttlite.stream.Trust;

/**
 * A client that talks to a broker for long, for a JVM that never collects garbage: connections, each with a whole
 * handshake and a validated chain, and on them messages to itself, by turns at QoS 0 and 1. What is allocated after the
 * first connection is the JDK's: a socket each. For control it may throw away some bytes with each message.
 */
public final class Traffic extends MqttListener implements Transport {
    private static final int BUFFER = 1024;
    private static final int PAYLOAD = 200;
    private static final int ARRAY_HEADER = 16;
    private static final int PATIENCE_MILLIS = 20000;
    private static final byte[] TOPIC = "t".getBytes(StandardCharsets.UTF_8);
    private static final byte[] HOST = "epsilon".getBytes(StandardCharsets.UTF_8);

    /** What was thrown away last: kept, so that no compiler can leave it out. */
    public static Object garbage;

    private final int port;
    private final X509Engine trust;
    private final TlsProfile profile = FastProfile.create();
    private final Workspace workspace;
    private final TlsClient tls;
    private final TlsIo io;
    private final MqttClient mqtt = new MqttClient(new byte[BUFFER], new byte[BUFFER], this);
    private final MqttConnect options = new MqttConnect(HOST);
    private final byte[] payload = new byte[PAYLOAD];
    private SocketTransport socket;
    private long received;
    private boolean subscribed;

    private Traffic(int port, X509Engine trust) {
        this.port = port;
        this.trust = trust;
        workspace = profile.newWorkspace(trust);
        HmacDrbg rng = new HmacDrbg(Sha256.INSTANCE);
        rng.seed(new SystemEntropy(), workspace);
        tls = new TlsClient(profile, rng, new byte[BUFFER + TlsClient.IN_OVERHEAD],
                new byte[BUFFER + TlsClient.OUT_OVERHEAD]);
        io = new TlsIo(tls, this);
    }

    @Override
    public int read(byte[] buf, int off, int len) {
        return socket.read(buf, off, len);
    }

    @Override
    public int write(byte[] buf, int off, int len) {
        return socket.write(buf, off, len);
    }

    @Override
    public int flush() {
        return socket.flush();
    }

    @Override
    public void message(byte[] buf, int topicOff, int topicLen, int payloadOff, int payloadLen, int qos,
            boolean retain, boolean dup) {
        received++;
    }

    @Override
    public void subscribed(int packetId, byte[] buf, int off, int count) {
        subscribed = true;
    }

    private static long now() {
        return System.nanoTime() / 1000000;
    }

    private void check(int result) throws IOException {
        if (result <= 0) {
            throw new IOException("ended with " + result + ", TLS " + tls.error() + ", MQTT " + mqtt.error());
        }
    }

    private void connect() throws IOException {
        Socket tcp = new Socket(InetAddress.getLoopbackAddress(), port);
        tcp.setSoTimeout(PATIENCE_MILLIS);
        socket = new SocketTransport(tcp);
        io.reset();
        check(1 + tls.reset("localhost", workspace, trust));
        check(io.handshake());
        if (tls.resumed()) {
            throw new IOException("a session was resumed: nothing was validated");
        }
        check(mqtt.connect(io, options, now()));
        while (mqtt.state() == MqttClient.CONNECTING) {
            check(mqtt.poll(now()));
        }
        subscribed = false;
        check(mqtt.subscribe(TOPIC, 1));
        while (!subscribed) {
            check(mqtt.poll(now()));
        }
    }

    private void exchange(long messages, int thrownAway) throws IOException {
        for (long i = 0; i < messages; i++) {
            long before = received;
            check(mqtt.publish(TOPIC, payload, (int) i & 1, false));
            while (received == before || mqtt.inFlight() > 0) {
                check(mqtt.poll(now()));
            }
            if (thrownAway > 0) {
                garbage = new byte[thrownAway];
            }
        }
    }

    private void disconnect() {
        mqtt.disconnect();
        io.close();
        socket.close();
    }

    /**
     * Runs it.
     *
     * @param args port; file of the CA; messages; reconnects, with the messages spread over them; bytes of garbage a
     *             message, more than the 16 of an array's header, or 0
     */
    public static void main(String[] args) throws IOException {
        byte[] ca;
        try (FileInputStream in = new FileInputStream(args[1])) {
            ca = in.readAllBytes();
        }
        long messages = Long.parseLong(args[2]);
        long reconnects = Long.parseLong(args[3]);
        int thrownAway = Integer.parseInt(args[4]) - ARRAY_HEADER;
        Traffic traffic = new Traffic(Integer.parseInt(args[0]), Trust.ca(ca));
        for (long i = 0; i <= reconnects; i++) {
            traffic.connect();
            traffic.exchange(messages * (i + 1) / (reconnects + 1) - messages * i / (reconnects + 1), thrownAway);
            traffic.disconnect();
        }
        Runtime runtime = Runtime.getRuntime();
        System.out.println(traffic.received);
        System.out.println(runtime.totalMemory() - runtime.freeMemory());
    }
}
