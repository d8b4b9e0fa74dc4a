package mqttlite.stream;

import bearssl.tls.BrErr;
import bearssl.tls.ClientAuth;
import bearssl.tls.TlsProfile;
import bearssl.tls.X509Engine;
import bearssl.tls.profile.FastProfile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import mqttlite.MqttClient;
import mqttlite.MqttConnect;
import mqttlite.MqttListener;
import mqttlite.MqttStatus;
import mqttlite.Reconnect;
import mqttlite.SessionState;

/**
 * An MQTT client whose calls wait, over TLS on a socket, for programs that want no more than that:
 *
 * <pre>
 *     X509Engine trust = Trust.ca(Files.readAllBytes(Paths.get("ca.pem")));
 *     BlockingMqttClient mqtt = new BlockingMqttClient("broker.example", 8883, trust, new MqttConnect("lamp"));
 *     mqtt.onMessage((topic, payload) -&gt; System.out.println(topic + " " + payload.length));
 *     mqtt.connect();
 *     mqtt.subscribe("cmnd/lamp/#", 1);
 *     mqtt.publish("tele/lamp/STATE", "on", 1);
 *     for (;;) {
 *         mqtt.loop(1000);
 *     }
 * </pre>
 *
 * <p>A connection that is lost is opened again by whichever call is waiting, as {@link Reconnect} says; the TLS session is
 * resumed, subscriptions are made again when the broker has lost them, and messages above QoS 0 that were not
 * acknowledged leave again. What will never work is thrown, as is everything that {@link #connect} meets. All calls come
 * from one thread, and messages are handled inside of them.
 */
public final class BlockingMqttClient implements Closeable {
    /** How long {@link #publish} and {@link #subscribe} wait for the broker's answer, unless {@link #patience}. */
    public static final int PATIENCE_MILLIS = 30000;

    private static final int STATE_LEN = 8192;
    private static final int LOOK_MILLIS = 1000;
    private static final int CLOSE_MILLIS = 2000;
    private static final Charset UTF_8 = Charset.forName("UTF-8");

    private final BrokerLink link;
    private final MqttConnect options;
    private final byte[] clientId;
    private final List<byte[]> filters = new ArrayList<byte[]>();
    private final List<Integer> filterQos = new ArrayList<Integer>();

    private ClientAuth auth;
    private TlsProfile profile = FastProfile.create();
    private SessionState state = new SessionState(new byte[STATE_LEN], true);
    private StateFile file;
    private MessageHandler handler;
    private Reconnect reconnect;
    private int patience = PATIENCE_MILLIS;

    private MqttClient mqtt;
    private int awaited; // packet identifier of the call that waits
    private int answer;
    private boolean answered;
    private boolean isOpen; // connected as far as was noticed

    /**
     * Makes a client that is not connected yet.
     *
     * @param host  name or address of the broker; the name that its certificate has to be for
     * @param port  its port, mostly 8883
     * @param trust whom to believe, {@link Trust}; null for a connection without TLS
     * @param who   the client's identifier and what else CONNECT says
     */
    public BlockingMqttClient(String host, int port, X509Engine trust, MqttConnect who) {
        link = new BrokerLink(trust);
        link.broker(0, host, port);
        options = who;
        clientId = who.clientId();
    }

    /** Names a second broker, to be used when the first is not there. Before {@link #connect}. */
    public BlockingMqttClient orElse(String host, int port) {
        link.broker(1, host, port);
        return this;
    }

    /** Sets the certificate and key that this client shows. Before {@link #connect}. */
    public BlockingMqttClient clientAuth(ClientAuth certificateAndKey) {
        auth = certificateAndKey;
        return this;
    }

    /** Sets another set of cipher suites. Before {@link #connect}. */
    public BlockingMqttClient profile(TlsProfile other) {
        profile = other;
        return this;
    }

    /** Sets how connections are opened again. Before {@link #connect}. */
    public BlockingMqttClient reconnect(Reconnect times) {
        reconnect = times;
        return this;
    }

    /** Sets how long {@link #publish} and {@link #subscribe} wait, in milliseconds. */
    public BlockingMqttClient patience(int millis) {
        patience = millis;
        return this;
    }

    /**
     * Keeps the session in a file, so that nothing is lost when the process ends: for a client with
     * {@code cleanSession(false)}. Before {@link #connect}.
     *
     * @param path name of the file; it is made when there is none
     * @throws MqttException if it cannot be read, or holds something else
     */
    public BlockingMqttClient store(String path) throws MqttException {
        byte[] array = new byte[STATE_LEN];
        file = new StateFile(path);
        state = new SessionState(array, true);
        int len;
        try {
            len = file.read(array);
        } catch (IOException e) {
            throw notStored(e);
        }
        if (len > 0 && !state.load(len)) {
            throw new MqttException(BrErr.BR_ERR_BAD_PARAM, path + " does not hold a session of MQTT",
                    "name another file, or remove it");
        }
        return this;
    }

    /** Sets what to do with messages. */
    public void onMessage(MessageHandler what) {
        handler = what;
    }

    /** The session, with the messages that wait. @return the one that is stored */
    public SessionState session() {
        return state;
    }

    // ---- calls that wait

    /**
     * Connects, within the deadline of {@link Reconnect}.
     *
     * @throws MqttException if that does not work the first time (with two brokers: with either)
     */
    public void connect() throws MqttException {
        if (mqtt == null) {
            setUp();
        }
        MqttException failure = attempt();
        if (failure != null && link.brokers() == 2) {
            failure = attempt();
        }
        if (failure != null) {
            throw failure;
        }
    }

    /**
     * Publishes a text and, above QoS 0, waits until the broker has taken it over.
     *
     * @param topic   the topic, without wildcards
     * @param payload the text
     * @param qos     0, 1 or 2
     * @throws MqttException if it cannot be sent, or is not taken over in time; then it is still sent when it can be
     */
    public void publish(String topic, String payload, int qos) throws MqttException {
        publish(topic, payload.getBytes(UTF_8), qos, false);
    }

    /**
     * Publishes bytes and, above QoS 0, waits until the broker has taken them over.
     *
     * @param topic   the topic, without wildcards
     * @param payload the bytes
     * @param qos     0, 1 or 2
     * @param retain  true to keep it as the last value
     * @throws MqttException if it cannot be sent, or is not taken over in time; then it is still sent when it can be
     */
    public void publish(String topic, byte[] payload, int qos, boolean retain) throws MqttException {
        long end = now() + patience;
        byte[] name = topic.getBytes(UTF_8);
        if (qos == 0 || mqtt == null) {
            awaitConnection(end); // above, the session takes it at any time
        }
        int r = mqtt.publish(name, payload, qos, retain);
        while (r == 0) {
            check(end);
            step(end);
            r = mqtt.publish(name, payload, qos, retain);
        }
        refuse(r);
        if (qos > 0) {
            await(r, end);
        } else {
            while (!mqtt.isSent() && mqtt.state() == MqttClient.CONNECTED) {
                check(end);
                step(end);
            }
        }
    }

    /**
     * Hands a message over without waiting, also from a {@link MessageHandler}: whichever call waits next sends it.
     *
     * @param topic   the topic, without wildcards
     * @param payload the bytes
     * @param qos     0, 1 or 2
     * @param retain  true to keep it as the last value
     * @return false if there is no room now
     */
    public boolean send(String topic, byte[] payload, int qos, boolean retain) {
        mqtt.gather(true);
        int r = mqtt.publish(topic.getBytes(UTF_8), payload, qos, retain);
        mqtt.gather(false);
        if (r < 0 && r != -MqttStatus.MQTT_NOT_CONNECTED && r != -mqtt.error()) {
            throw new IllegalArgumentException(MqttStatus.cause(-r));
        }
        return r > 0;
    }

    /**
     * Subscribes and waits for the broker's consent; again by itself whenever the broker has lost the session.
     *
     * @param filter topic filter
     * @param qos    greatest QoS wanted
     * @throws MqttException if the broker refuses, or does not answer in time
     */
    public void subscribe(String filter, int qos) throws MqttException {
        long end = now() + patience;
        byte[] name = filter.getBytes(UTF_8);
        answered = false;
        answer = MqttStatus.MQTT_OK;
        do {
            awaitConnection(end);
            int r = mqtt.subscribe(name, qos);
            refuse(r);
            if (r == 0) {
                check(end);
                step(end);
                continue;
            }
            await(r, end);
        } while (!answered);
        if (answer < 0) { // 0x80
            throw new MqttException(MqttStatus.MQTT_SUBSCRIPTION_REFUSED);
        }
        filters.add(name);
        filterQos.add(qos);
    }

    /**
     * Receives, keeps the connection alive and opens it again if need be.
     *
     * @param millis how long; it returns earlier when something has happened
     * @throws MqttException if the connection is lost for good
     */
    public void loop(int millis) throws MqttException {
        long end = now() + millis;
        if (mqtt == null) {
            connect();
        }
        step(end);
    }

    /** Ends the connection in the orderly way. Messages that wait are kept by {@link #store}. */
    @Override
    public void close() {
        if (mqtt == null) {
            return;
        }
        long end = now() + CLOSE_MILLIS;
        mqtt.disconnect();
        while (mqtt.state() == MqttClient.DISCONNECTING && now() < end) {
            link.waitAtMost(end - now());
            mqtt.poll(now());
        }
        hangUp();
    }

    // ---- one step of whatever has to be done

    private void awaitConnection(long end) throws MqttException {
        if (mqtt == null) {
            connect();
        }
        while (mqtt.state() != MqttClient.CONNECTED) {
            check(end);
            step(end);
        }
    }

    private void await(int packetId, long end) throws MqttException {
        awaited = packetId;
        answered = false;
        while (!answered && mqtt.inFlight() > 0) {
            check(end);
            step(end);
        }
        awaited = 0;
    }

    private static void check(long end) throws MqttException {
        if (now() >= end) {
            throw new MqttException(MqttStatus.MQTT_ACK_TIMEOUT);
        }
    }

    private static void refuse(int r) throws MqttException {
        if (r < 0) {
            throw new MqttException(-r);
        }
    }

    // Polls once, waiting until there is something; or waits for the next attempt to connect and makes it.
    private void step(long end) throws MqttException {
        long left = Math.max(1, end - now());
        if (mqtt.state() != MqttClient.CLOSED) {
            link.waitAtMost(Math.min(left, Math.min(LOOK_MILLIS, mqtt.dueIn(now()))));
            poll();
        }
        if (mqtt.state() != MqttClient.CLOSED) {
            return;
        }
        // Publishing, too, may have met the end.
        if (isOpen) {
            isOpen = false;
            hangUp();
            if (reconnect.lost(mqtt.error(), now()) == Reconnect.LASTING) {
                throw new MqttException(mqtt.error());
            }
            return;
        }
        long wait = reconnect.waitMillis(now());
        if (wait > 0) {
            sleep(Math.min(left, wait));
            return;
        }
        MqttException failure = attempt();
        if (failure != null && reconnect.waitMillis(now()) == Long.MAX_VALUE) {
            throw failure;
        }
    }

    private int poll() throws MqttException {
        try {
            return mqtt.poll(now());
        } catch (NotStored e) {
            throw notStored(e.getCause());
        }
    }

    private static void sleep(long millis) throws MqttException {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MqttException(BrErr.BR_ERR_IO, "interrupted while waiting to connect again", "call again");
        }
    }

    private static long now() {
        return BrokerLink.now();
    }

    // ---- connecting

    private void setUp() {
        if (reconnect == null) {
            reconnect = new Reconnect(clientId, link.brokers());
        }
        link.setUp(profile, auth);
        mqtt = new MqttClient(new byte[MqttClient.MAX_PACKET], new byte[MqttClient.MAX_PACKET], state, new Events());
    }

    // Tries one broker. Null if that worked.
    private MqttException attempt() {
        reconnect.waitMillis(now());
        long end = now() + reconnect.leftMillis(now());
        try {
            int r = mqtt.connect(link.open(reconnect.broker(), end), options, now());
            while (r >= 0 && mqtt.state() == MqttClient.CONNECTING) {
                link.waitUntil(end, MqttStatus.MQTT_CONNACK_TIMEOUT);
                r = poll();
            }
            refuse(r);
            reconnect.connected(now());
            isOpen = true;
            return null;
        } catch (MqttException e) {
            hangUp();
            reconnect.lost(e.code(), now());
            return e;
        }
    }

    private void hangUp() {
        link.close();
        mqtt.abandon();
    }

    // ---- events

    /** Carries what happened in a callback out of the engine. */
    private static final class NotStored extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotStored(IOException reason) {
            super(reason);
        }
    }

    private static MqttException notStored(Throwable reason) {
        return new MqttException(MqttStatus.MQTT_NOT_STORED, "the session cannot be stored: " + reason.getMessage(),
                MqttStatus.remedy(MqttStatus.MQTT_NOT_STORED));
    }

    private final class Events extends MqttListener {
        @Override
        public void connected(boolean sessionPresent) {
            for (int i = 0; i < filters.size() && !sessionPresent; i++) {
                // Two requests fit beside full outboxes; what does not is for the next connection.
                mqtt.subscribe(filters.get(i), filterQos.get(i));
            }
        }

        @Override
        public void message(byte[] buf, int topicOff, int topicLen, int payloadOff, int payloadLen, int qos,
                boolean retain, boolean dup) {
            if (handler != null) {
                byte[] payload = new byte[payloadLen];
                System.arraycopy(buf, payloadOff, payload, 0, payloadLen);
                handler.message(new String(buf, topicOff, topicLen, UTF_8), payload);
            }
        }

        @Override
        public void published(int packetId) {
            answered |= packetId == awaited;
        }

        @Override
        public void subscribed(int packetId, byte[] buf, int off, int count) {
            if (packetId == awaited) {
                answered = true;
                answer = buf[off];
            }
        }

        @Override
        public void stateChanged(SessionState changed) {
            if (file != null) {
                try {
                    file.write(changed.array(), changed.seal());
                } catch (IOException e) {
                    throw new NotStored(e);
                }
            }
        }
    }
}
