package mqttlite.stream;

import bearssl.hash.Sha256Unrolled;
import bearssl.rand.HmacDrbg;
import bearssl.tls.ClientAuth;
import bearssl.tls.TlsClient;
import bearssl.tls.TlsProfile;
import bearssl.tls.TlsSession;
import bearssl.tls.profile.FastProfile;
import bearssl.tls.stream.SystemEntropy;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.charset.Charset;
import java.util.function.Consumer;
import mqttlite.MqttClient;
import mqttlite.MqttConnect;
import mqttlite.MqttStatus;
import mqttlite.Reconnect;

/**
 * Many MQTT clients of one broker, over TLS, on one thread: for gateways and for load tests.
 *
 * <pre>
 *     FleetListener listener = ...;                          // subscribes in connected(), takes messages
 *     MqttFleet fleet = new MqttFleet("broker.example", 8883, () -&gt; Trust.ca(pem), "meter-", 10000, listener);
 *     fleet.options().keepAlive(300);
 *     for (;;) {
 *         fleet.poll(1000);                                  // connects, receives, keeps alive, connects again
 *         fleet.publish(i, topic, payload, 1, false);        // between polls, or from the listener
 *     }
 * </pre>
 *
 * <p>Members connect as soon as {@link #poll} is called, some at a time: see {@link #handshakes} and {@link #ramp}. One
 * that is lost comes back as {@link Reconnect} says, and resumes its TLS session. Nobody comes back faster than the
 * broker accepts: after a failed attempt the fleet makes one at a time, a second apart at last, until one succeeds. What
 * will never work, an unknown CA for instance, ends the member; if no member has ever been accepted, all of them.
 *
 * <p>All is made by the first {@link #poll}, or {@link #start}. From then on messages cost no garbage; a new connection
 * costs the JDK's channel and two small objects. All calls come from one thread.
 */
public final class MqttFleet implements Closeable {
    /** Default of {@link #handshakes}. */
    public static final int HANDSHAKES = 16;
    /** Default of {@link #ramp}: attempts a second. */
    public static final int RAMP = 1000;
    /** Default of {@link #buffers}: longest plaintext of a TLS record. */
    public static final int RECORD = 1024;
    /** Default of {@link #buffers}: longest MQTT packet. */
    public static final int PACKET = 512;

    private static final int CLOSE_MILLIS = 5000;
    private static final int MILLI = 1000000;

    // What members use.
    final FleetListener listener;
    final String host;
    TlsProfile profile; // null: no TLS
    HmacDrbg rng;
    ClientAuth auth;
    String serverName;
    boolean offersMaxFragment = true;
    String[] protocols;
    int record = RECORD;
    int packet = PACKET;
    int firstMillis = Reconnect.FIRST_MILLIS;
    int capMillis = Reconnect.CAP_MILLIS;
    int deadlineMillis = Reconnect.DEADLINE_MILLIS;
    boolean resumes = true;
    byte[] sessions;
    ByteBuffer shared;
    Selector selector;
    DueTimes timers;
    FleetAttempts attempting;
    String failure;
    long now;
    int connected;
    int leaving;
    int ended;
    long attempts;
    long connects;
    long resumed;
    long losses;
    long sent;
    long received;

    private final int port;
    private final TrustSource trust;
    private final MqttConnect options;
    private final byte[] idPrefix;
    private final int count;
    private final Consumer<SelectionKey> each = new Each();
    private int first;
    private int handshakes = HANDSHAKES;
    private int ramp = RAMP;
    private FleetMember[] members;
    private byte[] id; // prefix and number, those of the attempt that begins
    private boolean polling;

    /**
     * Makes a fleet; nothing is opened yet. Member n's client identifier is {@code idPrefix} and n in decimal, with
     * zeros in front so that all are equally long.
     *
     * @param host     name or address of the broker
     * @param port     1..65535
     * @param trust    whom to believe that it is the broker; null: no TLS, for networks of which every part is trusted
     * @param idPrefix beginning of the client identifiers
     * @param count    number of members, 1 or more
     * @param listener hears of everything
     */
    public MqttFleet(String host, int port, TrustSource trust, String idPrefix, int count, FleetListener listener) {
        if (host == null || port < 1 || port > 65535 || count < 1 || listener == null) {
            throw new IllegalArgumentException("a host, a port of 1 to 65535, a member and a listener needed");
        }
        this.host = host;
        this.port = port;
        this.trust = trust;
        this.count = count;
        this.listener = listener;
        this.idPrefix = idPrefix.getBytes(Charset.forName("UTF-8"));
        serverName = host;
        options = new MqttConnect(this.idPrefix);
        profile = trust == null ? null : FastProfile.create();
    }

    // ---- set-up, before the first poll

    /** What all members say in CONNECT, but for the client identifier. @return the object that is used, to be changed */
    public MqttConnect options() {
        return options;
    }

    /** Numbers client identifiers from another number than 0. @param number of member 0 @return this */
    public MqttFleet first(int number) {
        first = number;
        return this;
    }

    /** Chooses suites and implementations. @param choice instead of {@link FastProfile#create()} @return this */
    public MqttFleet profile(TlsProfile choice) {
        profile = choice;
        return this;
    }

    /** Gives all members a certificate, for servers that ask for one. @param identity of all @return this */
    public MqttFleet clientAuth(ClientAuth identity) {
        auth = identity;
        return this;
    }

    /** Names the server otherwise than by the host. @param name to ask for and to be certified, or null @return this */
    public MqttFleet serverName(String name) {
        serverName = name;
        return this;
    }

    /** As {@link TlsClient#offerMaxFragment}. @param offer false to ask for no record size @return this */
    public MqttFleet offerMaxFragment(boolean offer) {
        offersMaxFragment = offer;
        return this;
    }

    /** As {@link TlsClient#offerProtocols}. @param names of application protocols, or null @return this */
    public MqttFleet offerProtocols(String[] names) {
        protocols = names;
        return this;
    }

    /**
     * Sets the buffers, of which each member has two and two.
     *
     * @param recordLen longest plaintext of a TLS record, 512 or more
     * @param packetLen longest MQTT packet, 32 or more
     * @return this
     */
    public MqttFleet buffers(int recordLen, int packetLen) {
        record = recordLen;
        packet = packetLen;
        return this;
    }

    /**
     * Sets how many attempts to connect may be under way at once. Each has scratch for its handshake, about 12 KB with
     * a CA; a broker that is far away needs more than one that is near.
     *
     * @param most 1 or more
     * @return this
     */
    public MqttFleet handshakes(int most) {
        handshakes = most;
        return this;
    }

    /** Sets how many attempts to connect there may be a second. @param perSecond 1 to a million @return this */
    public MqttFleet ramp(int perSecond) {
        ramp = perSecond;
        return this;
    }

    /** As {@link Reconnect#delays}. @param first milliseconds @param cap milliseconds @return this */
    public MqttFleet delays(int first, int cap) {
        firstMillis = first;
        capMillis = cap;
        return this;
    }

    /** As {@link Reconnect#deadline}: for one attempt as a whole. @param millis 1 or more @return this */
    public MqttFleet deadline(int millis) {
        deadlineMillis = millis;
        return this;
    }

    /**
     * Says whether TLS sessions are kept, 112 bytes a member: a connection that resumes one takes a fraction of the time
     * on both sides. They are for a day at most.
     *
     * @param keep false for a full handshake each time
     * @return this
     */
    public MqttFleet resume(boolean keep) {
        resumes = keep;
        return this;
    }

    /**
     * Makes everything that members need; {@link #poll} does so by itself.
     *
     * @throws IOException if the trust source or the operating system refuses
     */
    public void start() throws IOException {
        if (members != null) {
            return;
        }
        now = System.nanoTime() / MILLI;
        selector = Selector.open();
        timers = new DueTimes(count);
        id = new byte[idPrefix.length + Integer.toString(first + count - 1).length()];
        System.arraycopy(idPrefix, 0, id, 0, idPrefix.length);
        shared = ByteBuffer.allocateDirect(record + TlsClient.IN_OVERHEAD);
        if (trust != null) {
            rng = new HmacDrbg(Sha256Unrolled.INSTANCE);
            sessions = resumes ? new byte[count * TlsSession.LEN] : null;
        }
        HandshakeRoom[] rooms = new HandshakeRoom[handshakes];
        for (int i = 0; i < handshakes; i++) {
            rooms[i] = new HandshakeRoom(profile, trust, auth, now);
        }
        attempting = new FleetAttempts(this, count, port, rooms, ramp);
        FleetMember[] all = new FleetMember[count];
        for (int i = 0; i < count; i++) {
            all[i] = new FleetMember(this, i, id(i));
            attempting.enqueue(i);
        }
        members = all;
    }

    // ---- running

    /**
     * Makes everything go on: attempts to connect, what was received, what is due. Returns when something has happened
     * or the time is over.
     *
     * @param millis how long to wait at most, 0 for not at all
     * @return members that have not been given up
     * @throws IOException if the trust source or the operating system refuses what a fleet as a whole needs
     */
    public int poll(long millis) throws IOException {
        start();
        if (polling) {
            throw new IllegalStateException("poll called from a listener");
        }
        polling = true;
        try {
            long wait = fireTimers(millis);
            wait = attempting.beginAll(wait);
            ReadyKeys.await(selector, wait, each);
        } finally {
            polling = false;
        }
        return count - ended;
    }

    /**
     * Polls for some time, or until all members have been given up, or the thread is interrupted.
     *
     * @param millis how long
     * @throws IOException as {@link #poll}
     */
    public void run(long millis) throws IOException {
        long end = System.nanoTime() / MILLI + millis;
        long left = millis;
        while (left > 0 && poll(left) > 0 && !Thread.currentThread().isInterrupted()) {
            left = end - System.nanoTime() / MILLI;
        }
    }

    /**
     * Publishes, as {@link MqttClient#publish(byte[], int, int, byte[], int, int, int, boolean)}.
     *
     * @param member     who
     * @param topic      array of the topic, UTF-8 without wildcards
     * @param topicOff   first byte
     * @param topicLen   1..65535
     * @param payload    array of the payload
     * @param payloadOff first byte
     * @param payloadLen 0 or more
     * @param qos        0, 1 or 2
     * @param retain     true to keep it as the last value
     * @return above 0 done, 0 not now, below 0 minus a code: {@link MqttStatus#MQTT_NOT_CONNECTED}, for instance
     */
    public int publish(int member, byte[] topic, int topicOff, int topicLen, byte[] payload, int payloadOff,
            int payloadLen, int qos, boolean retain) {
        int r = members == null ? -MqttStatus.MQTT_NOT_CONNECTED : members[member].publish(topic, topicOff, topicLen,
                payload, payloadOff, payloadLen, qos, retain);
        sent += r > 0 ? 1 : 0;
        return r;
    }

    /**
     * Publishes.
     *
     * @param member  who
     * @param topic   UTF-8 without wildcards
     * @param payload any bytes
     * @param qos     0, 1 or 2
     * @param retain  true to keep it as the last value
     * @return above 0 done, 0 not now, below 0 minus a code
     */
    public int publish(int member, byte[] topic, byte[] payload, int qos, boolean retain) {
        return publish(member, topic, 0, topic.length, payload, 0, payload.length, qos, retain);
    }

    /**
     * Subscribes; {@link FleetListener#subscribed} follows. To be done anew after each connection whose session the
     * broker did not have.
     *
     * @param member who
     * @param filter topic filter, UTF-8
     * @param qos    greatest QoS wanted
     * @return the packet identifier, 0 not now, below 0 minus a code
     */
    public int subscribe(int member, byte[] filter, int qos) {
        return members == null ? -MqttStatus.MQTT_NOT_CONNECTED : members[member].subscribe(filter, qos);
    }

    // ---- telling

    /** Whether a member is connected. @param member who @return true from CONNACK on */
    public boolean isConnected(int member) {
        return members != null && members[member].isOpen();
    }

    /** Members that are connected. @return 0 or more */
    public int connected() {
        return connected;
    }

    /** Attempts to connect that are under way. @return 0 or more */
    public int connecting() {
        return attempting == null ? 0 : attempting.inFlight();
    }

    /** Members that were given up. @return 0 or more */
    public int ended() {
        return ended;
    }

    /** Attempts to connect so far. @return 0 or more */
    public long attempts() {
        return attempts;
    }

    /** Connections that the broker has accepted so far. @return 0 or more */
    public long connects() {
        return connects;
    }

    /** Those of them that resumed a TLS session. @return 0 or more */
    public long resumed() {
        return resumed;
    }

    /** Connections that were lost so far, failed attempts not among them. @return 0 or more */
    public long losses() {
        return losses;
    }

    /** Messages that {@link #publish} has taken. @return 0 or more */
    public long sent() {
        return sent;
    }

    /** Messages that have arrived. @return 0 or more */
    public long received() {
        return received;
    }

    /** What the operating system, or the trust source, said of the last failure. @return its words, null before */
    public String failure() {
        return failure;
    }

    // ---- the end

    /** Ends all connections in the orderly way, within five seconds. */
    @Override
    public void close() {
        if (members == null) {
            return;
        }
        long end = System.nanoTime() / MILLI + CLOSE_MILLIS;
        try {
            for (int i = 0; i < count; i++) {
                members[i].leave();
            }
            for (long left = CLOSE_MILLIS; leaving > 0 && left > 0; left = end - System.nanoTime() / MILLI) {
                ReadyKeys.await(selector, left, each);
            }
        } catch (IOException e) {
            failure = e.getMessage(); // what is left is cut off
        }
        for (int i = 0; i < count; i++) {
            members[i].cut();
        }
        try {
            selector.close();
        } catch (IOException e) {
            failure = e.getMessage(); // nothing is left that could be lost
        }
        members = null;
        ended = count;
    }

    // ---- for members

    /** What CONNECT of a member says. */
    MqttConnect optionsOf(int member) {
        listener.connecting(member, options.clientId(id(member)));
        return options;
    }

    // In the one array that all share.
    private byte[] id(int member) {
        int number = first + member;
        for (int i = id.length - 1; i >= idPrefix.length; i--) {
            id[i] = (byte) ('0' + number % 10);
            number /= 10;
        }
        return id;
    }

    /** A member was given up: so are the others, if the broker has never accepted any and it is no matter of the member. */
    void gaveUp(int code) {
        if (connects == 0 && !FleetAttempts.isPersonal(code)) {
            attempting.forget();
            for (int i = 0; i < count; i++) {
                members[i].giveUp(code);
            }
        }
    }

    /** Begins an attempt. */
    void begin(int member, HandshakeRoom room) {
        attempts++;
        members[member].begin(room);
    }

    // ---- times

    private long fireTimers(long millis) {
        now = System.nanoTime() / MILLI;
        for (int member = timers.first(); member >= 0 && timers.firstTime() - now <= 0; member = timers.first()) {
            timers.clear(member);
            members[member].due();
        }
        long left = timers.firstTime() == Long.MAX_VALUE ? millis : timers.firstTime() - now;
        return left < millis ? left : millis;
    }

    /** A channel is ready. */
    final class Each implements Consumer<SelectionKey> {
        Each() {
            // visible to the fleet without a bridge
        }

        @Override
        public void accept(SelectionKey key) {
            now = System.nanoTime() / MILLI;
            ((FleetMember) key.attachment()).ready();
        }
    }
}
