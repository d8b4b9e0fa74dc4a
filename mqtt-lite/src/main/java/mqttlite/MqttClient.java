package mqttlite;

import bearssl.base.Transport;

/**
 * An MQTT 3.1.1 client on two arrays of the caller: no thread, no clock, no socket, and no allocation once made.
 *
 * <p>Bytes go through a {@link Transport}, time comes in as milliseconds of any steady clock, events go to a
 * {@link MqttListener} from inside {@link #poll}. All calls come from one thread.
 *
 * <p>The limit for a packet is the length of the array it has to fit in, fixed header included: {@link #MAX_PACKET}
 * unless the caller chooses otherwise. A longer packet is refused before anything is sent; when one is received,
 * {@link #oversizePolicy} decides.
 *
 * <p>Results: above 0 done, 0 not now (the send buffer or the session is full: poll, then call again), below
 * 0 minus a code: a {@link MqttStatus} or, from the transport, its own number passed through. A refused call changes
 * nothing. An error of the connection is final: {@link #error} keeps it and every further call but {@link #connect}
 * answers it.
 *
 * <p>QoS 0, 1 and 2 both ways. What is in flight is kept in a {@link SessionState}; with one that keeps messages,
 * nothing at QoS 1 is lost and nothing at QoS 2 lost or doubled, whatever becomes of connections. After a violation the connection is dropped without DISCONNECT, so that the broker
 * publishes the will. Closing the transport is the caller's part. Source: MQTT 3.1.1.
 */
public final class MqttClient {
    /** Default limit for a whole packet in bytes, fixed header included. */
    public static final int MAX_PACKET = 1024;
    /** Least length of the buffers. */
    public static final int MIN_BUFFER = 32;

    /** Oversize policy: let a PUBLISH pass by and acknowledge it, so that it does not come back. The default. */
    public static final int DRAIN_ACK = 0;
    /** Oversize policy: let a PUBLISH pass by; at QoS 1 a broker repeats it in the next connection of the session. */
    public static final int DRAIN = 1;
    /** Oversize policy: end the connection with {@link MqttStatus#MQTT_RECEIVED_TOO_LARGE}. */
    public static final int DISCONNECT = 2;

    /** State: no connection. */
    public static final int CLOSED = 0;
    /** State: CONNECT given to the send buffer, CONNACK not seen. */
    public static final int CONNECTING = 1;
    /** State: accepted by the broker. */
    public static final int CONNECTED = 2;
    /** State: {@link #disconnect} called, bytes left to send. */
    public static final int DISCONNECTING = 3;

    // Made with the class, not when HotSpot compiles it: docs/ARCHITECTURE.md, "No literal in a method".
    private static final String BAD_BUFFERS;
    private static final String BAD_POLICY;

    static {
        BAD_BUFFERS = "mqtt: two buffers of 32 bytes or more, a session and a listener needed";
        BAD_POLICY = "mqtt: no such oversize policy";
    }

    // Marks "no room now" among the negative results of admit().
    private static final int BUSY = Transport.END;

    private final Connection connection;
    private final SendQueue out;
    private final SessionState session;
    // For the subscription of a single filter.
    private final byte[][] oneFilter = new byte[1][];
    private final byte[] oneQos = new byte[1];

    /**
     * Makes a client whose session keeps no messages, in {@link SessionState#DEFAULT_LEN} bytes of its own.
     *
     * @param rx       receive buffer, {@link #MIN_BUFFER} bytes or more; the client's alone from now on
     * @param tx       send buffer, likewise
     * @param listener receives the events
     * @throws IllegalArgumentException if an argument is missing or too short
     */
    public MqttClient(byte[] rx, byte[] tx, MqttListener listener) {
        this(rx, tx, new SessionState(new byte[SessionState.DEFAULT_LEN], false), listener);
    }

    /**
     * Makes a client on arrays and a session of the caller, which are the client's alone from now on.
     *
     * @param rx       receive buffer, {@link #MIN_BUFFER} bytes or more
     * @param tx       send buffer, likewise
     * @param session  state of the session, empty or loaded
     * @param listener receives the events
     * @throws IllegalArgumentException if an argument is missing or too short
     */
    public MqttClient(byte[] rx, byte[] tx, SessionState session, MqttListener listener) {
        if (rx == null || rx.length < MIN_BUFFER || tx == null || tx.length < MIN_BUFFER || rx == tx
                || session == null || listener == null) {
            throw new IllegalArgumentException(BAD_BUFFERS);
        }
        out = new SendQueue(tx);
        this.session = session;
        connection = new Connection(new MqttDecoder(rx), out, session, listener);
    }

    /**
     * Chooses what happens to a received packet that exceeds the receive buffer.
     *
     * @param choice {@link #DRAIN_ACK}, {@link #DRAIN} or {@link #DISCONNECT}
     * @throws IllegalArgumentException for anything else
     */
    public void oversizePolicy(int choice) {
        if (choice < DRAIN_ACK || choice > DISCONNECT) {
            throw new IllegalArgumentException(BAD_POLICY);
        }
        connection.oversizePolicy(choice);
    }

    /**
     * {@link #CLOSED}, {@link #CONNECTING}, {@link #CONNECTED} or {@link #DISCONNECTING}.
     *
     * @return the state
     */
    public int state() {
        return connection.state;
    }

    /**
     * What ended the connection, as a positive code.
     *
     * @return 0 while nothing did, or after {@link #disconnect}
     */
    public int error() {
        return connection.error;
    }

    /**
     * A number that belongs to {@link #error}: the length of the packet for MQTT_RECEIVED_TOO_LARGE, its first byte
     * (type and flags) for a violation.
     *
     * @return the number, or 0
     */
    public int errorDetail() {
        return connection.errorDetail;
    }

    /**
     * Messages at QoS 1 and 2 and requests that wait for their acknowledgement, or to be sent.
     *
     * @return 0 or more
     */
    public int inFlight() {
        return session.outbox.count();
    }

    /**
     * Tells whether the send buffer is empty.
     *
     * @return true if every packet that was put into it has left for the network
     */
    public boolean isSent() {
        return connection.isSent();
    }

    /**
     * Sends CONNECT. {@link MqttListener#connected} follows from {@link #poll} unless the broker refuses, which is
     * code 2000 + n, or does not answer in time.
     *
     * <p>Of an earlier connection requests in flight are forgotten, and messages, unless the session keeps them.
     *
     * @param to      an open transport, used until the connection ends
     * @param options read during this call only
     * @param nowMillis the time
     * @return 1, or minus: MQTT_BAD_STATE if connected or from a callback, MQTT_TOO_LARGE, a result of
     *     {@link MqttConnect#check}, a code of the transport
     */
    public int connect(Transport to, MqttConnect options, long nowMillis) {
        if (connection.isBusy()) {
            return -MqttStatus.MQTT_BAD_STATE;
        }
        if (to == null || options == null) {
            return -MqttStatus.MQTT_INVALID_ARGUMENT;
        }
        int bad = options.check();
        if (bad != 0) {
            return -bad;
        }
        int len = MqttEncoder.packetLength(MqttEncoder.connectRemaining(options));
        if (len > out.buf.length) {
            return -MqttStatus.MQTT_TOO_LARGE;
        }
        connection.open(to, options, nowMillis);
        out.appended(MqttEncoder.connect(out.buf, out.reserve(len), options));
        return connection.sent(1);
    }

    /**
     * Sends a message. Topic and payload are copied; they may lie in the receive buffer (an echo from a callback).
     *
     * @param topic      array of the topic, UTF-8 without wildcards
     * @param topicOff   first byte
     * @param topicLen   1..65535
     * @param payload    array of the payload, or null if its length is 0
     * @param payloadOff first byte
     * @param payloadLen 0 or more
     * @param qos        0, 1 or 2
     * @param retain     true to keep it as the last value
     * @return at QoS 0: 1; above, the packet identifier 1..65535, {@link MqttListener#published} follows; 0 not
     *     now; or minus: MQTT_INVALID_ARGUMENT, MQTT_INVALID_QOS, MQTT_INVALID_TOPIC, MQTT_INVALID_UTF8,
     *     MQTT_TOO_LARGE (also for the array of the session), MQTT_NOT_CONNECTED (also before CONNACK), or what ended
     *     the connection; the last two not above QoS 0 if the session keeps messages: then they wait
     */
    public int publish(byte[] topic, int topicOff, int topicLen, byte[] payload, int payloadOff, int payloadLen,
            int qos, boolean retain) {
        if (!isRange(topic, topicOff, topicLen) || payloadLen != 0 && !isRange(payload, payloadOff, payloadLen)) {
            return -MqttStatus.MQTT_INVALID_ARGUMENT;
        }
        if (qos < 0 || qos > 2) {
            return -MqttStatus.MQTT_INVALID_QOS;
        }
        int bad = TopicFilter.checkTopic(topic, topicOff, topicLen);
        if (bad != 0) {
            return -bad;
        }
        // The first comparison keeps the sum from overflowing.
        int len = payloadLen > MqttPacket.MAX_REMAINING ? Integer.MAX_VALUE
                : MqttEncoder.packetLength(MqttEncoder.publishRemaining(topicLen, payloadLen, qos));
        int flags = qos << MqttPacket.QOS_SHIFT | (retain ? MqttPacket.FLAG_RETAIN : 0);
        if (qos > 0 && session.keepsMessages) {
            if (len > out.buf.length || !session.couldHold(2 + topicLen + payloadLen)) {
                return -MqttStatus.MQTT_TOO_LARGE;
            }
            return connection.keep(flags, topic, topicOff, topicLen, payload, payloadOff, payloadLen);
        }
        int off = admit(len);
        if (off < 0) {
            return off == BUSY ? 0 : off;
        }
        int id = 1;
        if (qos > 0) {
            if (!session.hasRoom(0) || session.outbox.count(Outbox.SENT) >= session.window) {
                return 0;
            }
            id = session.outbox.id(session.outbox.add(Outbox.SENT, flags, 0));
        }
        out.appended(MqttEncoder.publish(out.buf, off, flags, id, topic, topicOff, topicLen,
                payload, payloadOff, payloadLen));
        return connection.published(id);
    }

    /**
     * Lets messages gather in the send buffer: while that is on, what {@link #publish} takes leaves when the next one does
     * not fit, or with {@link #poll}, and a record on the network holds as many as fit. For those who publish one message
     * after another, and poll when they have no more. Off at first.
     *
     * @param on true from now on, false to send each message at once, the next one with all that have gathered
     */
    public void gather(boolean on) {
        out.gathers = on;
    }

    /**
     * Sends a message of two whole arrays.
     *
     * @param topic   topic in UTF-8 without wildcards
     * @param payload payload, not null
     * @param qos     0, 1 or 2
     * @param retain  true to keep it as the last value
     * @return as {@link #publish(byte[], int, int, byte[], int, int, int, boolean)}
     */
    public int publish(byte[] topic, byte[] payload, int qos, boolean retain) {
        if (topic == null || payload == null) {
            return -MqttStatus.MQTT_INVALID_ARGUMENT;
        }
        return publish(topic, 0, topic.length, payload, 0, payload.length, qos, retain);
    }

    /**
     * Asks for messages of one filter.
     *
     * @param filter topic filter in UTF-8
     * @param qos    greatest QoS wanted, 0, 1 or 2
     * @return as {@link #subscribe(byte[][], byte[], int)}
     */
    public int subscribe(byte[] filter, int qos) {
        if (qos < 0 || qos > 2) {
            return -MqttStatus.MQTT_INVALID_QOS;
        }
        oneFilter[0] = filter;
        oneQos[0] = (byte) qos;
        return request(MqttPacket.SUBSCRIBE, oneFilter, oneQos, 1);
    }

    /**
     * Asks for messages of several filters in one packet; {@link MqttListener#subscribed} follows.
     *
     * @param filters topic filters in UTF-8, read during this call only
     * @param qos     greatest QoS wanted for each, 0, 1 or 2
     * @param count   number of filters, 1..65535
     * @return the packet identifier 1..65535; 0 not now; or minus: MQTT_INVALID_ARGUMENT, MQTT_INVALID_QOS,
     *     MQTT_INVALID_FILTER, MQTT_INVALID_UTF8, MQTT_TOO_LARGE (also when the answer would
     *     not fit the receive buffer), MQTT_NOT_CONNECTED, or what ended the connection
     */
    public int subscribe(byte[][] filters, byte[] qos, int count) {
        if (qos == null || qos.length < count) {
            return -MqttStatus.MQTT_INVALID_ARGUMENT;
        }
        for (int i = 0; i < count; i++) {
            if (qos[i] < 0 || qos[i] > 2) {
                return -MqttStatus.MQTT_INVALID_QOS;
            }
        }
        return request(MqttPacket.SUBSCRIBE, filters, qos, count);
    }

    /**
     * Gives one filter back.
     *
     * @param filter topic filter in UTF-8
     * @return as {@link #unsubscribe(byte[][], int)}
     */
    public int unsubscribe(byte[] filter) {
        oneFilter[0] = filter;
        return request(MqttPacket.UNSUBSCRIBE, oneFilter, null, 1);
    }

    /**
     * Gives several filters back in one packet; {@link MqttListener#unsubscribed} follows.
     *
     * @param filters topic filters in UTF-8, read during this call only
     * @param count   number of filters, 1..65535
     * @return as {@link #subscribe(byte[][], byte[], int)}
     */
    public int unsubscribe(byte[][] filters, int count) {
        return request(MqttPacket.UNSUBSCRIBE, filters, null, count);
    }

    private int request(int type, byte[][] filters, byte[] qos, int count) {
        // [MQTT-3.8.3-3], [MQTT-3.10.3-2] at least one filter.
        if (filters == null || count < 1 || count > MqttPacket.MAX_FIELD || count > filters.length) {
            return -MqttStatus.MQTT_INVALID_ARGUMENT;
        }
        for (int i = 0; i < count; i++) {
            if (filters[i] == null) {
                return -MqttStatus.MQTT_INVALID_ARGUMENT;
            }
            int bad = TopicFilter.checkFilter(filters[i], 0, filters[i].length);
            if (bad != 0) {
                return -bad;
            }
        }
        int remaining = MqttEncoder.filtersRemaining(filters, count, qos == null ? 2 : 3, out.buf.length);
        int answer = qos == null ? 0 : MqttEncoder.packetLength(2 + count);
        boolean fits = remaining >= 0 && answer <= connection.receiveLimit();
        int off = admit(fits ? MqttEncoder.packetLength(remaining) : Integer.MAX_VALUE);
        if (off < 0) {
            return off == BUSY ? 0 : off;
        }
        if (!session.outbox.hasRoom(2)) {
            return 0;
        }
        int id = connection.request(type, count);
        out.appended(MqttEncoder.filters(out.buf, off, id, filters, qos, count, remaining));
        return connection.sent(id);
    }

    /**
     * Sends PINGREQ now; {@link #poll} does so by itself when the keep-alive wants it.
     *
     * @return 1, or minus MQTT_NOT_CONNECTED or what ended the connection
     */
    public int ping() {
        return connection.ping();
    }

    /**
     * Ends the connection in the orderly way: everything queued, then DISCONNECT, which makes the broker drop the
     * will. Nothing is received any more.
     *
     * @return 1 when all has left and the state is {@link #CLOSED}; 0 when {@link #poll} has to send the rest (always
     *     so from a callback); or minus what ended the connection before
     */
    public int disconnect() {
        return connection.disconnect();
    }

    /**
     * Ends the connection at once and sends nothing more, for a caller whose patience or transport is at its end: the
     * broker publishes the will. What is in flight stays so.
     */
    public void abandon() {
        connection.abandon();
    }

    /**
     * Makes the connection go on: sends what waits, keeps it alive, receives, calls the listener. Reads from the
     * transport at most once and waits for nothing else.
     *
     * @param nowMillis the time, never before that of the last call
     * @return 1 if anything moved, 0 if not, or minus the code that ended the connection: any of MqttStatus 2001 to
     *     2035, one of the transport; or minus MQTT_BAD_STATE (not final) when called from a callback
     */
    public int poll(long nowMillis) {
        return connection.poll(nowMillis);
    }

    /**
     * How long a caller may wait for bytes before it must poll again.
     *
     * @param nowMillis the time
     * @return milliseconds, 0 if it is time, {@link Long#MAX_VALUE} if only bytes matter
     */
    public long dueIn(long nowMillis) {
        return connection.dueIn(nowMillis);
    }

    // The index to write a packet at, BUSY, or minus the code that refuses it.
    private int admit(int len) {
        if (len > out.buf.length) {
            return -MqttStatus.MQTT_TOO_LARGE;
        }
        if (connection.state != CONNECTED) {
            return -connection.closedCode();
        }
        int off = out.reserve(len);
        if (off < 0) {
            connection.makeRoom();
            if (connection.state != CONNECTED) {
                return -connection.closedCode();
            }
            off = out.reserve(len);
        }
        return off < 0 ? BUSY : off;
    }

    private static boolean isRange(byte[] b, int off, int len) {
        return b != null && off >= 0 && len >= 0 && off <= b.length - len;
    }
}
