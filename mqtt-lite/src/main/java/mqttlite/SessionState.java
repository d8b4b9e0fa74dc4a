package mqttlite;

import bearssl.base.Codec;

/**
 * The client's half of an MQTT session (MQTT 3.1.1, 3.1.2.4 and 4.1) in one array of the caller: messages at QoS 1 and 2
 * that are not fully acknowledged, and the packet identifiers of those received at QoS 2. It outlives connections, and
 * the process if the caller stores the array.
 *
 * <p>One that keeps messages is the outbox, too: {@link MqttClient#publish} puts them in with or without a connection,
 * and they leave, and leave again after a lost connection, with the same identifier until the broker has taken them
 * over. One that does not takes six bytes a message, and what is in flight when the connection is lost is lost.
 *
 * <pre>
 *     byte[] array = new byte[4096];
 *     SessionState state = new SessionState(array, true);
 *     if (stored) {                       // into the array
 *         state.load(len);                // false: damaged, the session starts empty
 *     }
 * </pre>
 *
 * <p>Whatever would be wrong after the process died must be stored first: {@link MqttListener#stateChanged} is called
 * before bytes that depend on a change leave.
 *
 * <p>The array: {@code MQS1}; CRC-32 of what follows; number of bytes in use (4 bytes); CRC-32 of the client identifier;
 * last packet identifier (2); flags (1), bit 0: the broker holds the session; n (1); {@link #OPEN_IDS} * (n + 1)
 * identifiers (2 each); the {@link Outbox}. Numbers are big-endian.
 */
public final class SessionState {
    /**
     * Messages at QoS 2 that may always be open inbound at once, between PUBLISH and PUBREL. More may be as long as the
     * array has room, {@link #MAX_OPEN_IDS} at most: mosquitto sends more than its limit when a session comes back,
     * and under load without that.
     */
    public static final int OPEN_IDS = 32;
    /** Most messages at QoS 2 that may be open inbound at once. */
    public static final int MAX_OPEN_IDS = 256 * OPEN_IDS;
    /** Least length of the array: room for seven messages that are not kept. */
    public static final int MIN_LEN = 128;
    /** Length that {@link MqttClient} chooses by itself: 16 messages that are not kept, and two requests. */
    public static final int DEFAULT_LEN = 196;
    /** Greatest length of the array: packet identifiers must outnumber the messages. */
    public static final int MAX_LEN = 262144;
    /** Default of {@link #window(int)}. */
    public static final int WINDOW = 16;

    /** {@link #whenFull}: a new message is refused, {@code publish} answers 0. The default. */
    public static final int REFUSE = 0;
    /** {@link #whenFull}: the oldest messages that were never sent make room. */
    public static final int DROP_OLDEST = 1;
    /** {@link #whenFull}: not only when full: a message takes the place of one of the same topic that was never sent. */
    public static final int LAST_VALUE = 2;

    private static final int MAGIC = 0x4D515331; // MQS1
    private static final int CRC = 4;
    private static final int USED = 8;
    private static final int OWNER = 12;
    private static final int LAST_ID = 16;
    private static final int FLAGS = 18;
    private static final int IDS = 20;
    private static final int BLOCK_LEN = 2 * OPEN_IDS;
    private static final int HEADER_LEN = IDS + BLOCK_LEN;
    // What messages leave to requests: a SUBSCRIBE and an UNSUBSCRIBE.
    private static final int REQUESTS_LEN = 2 * (Outbox.ENTRY_LEN + 2);
    private static final int AT_BROKER = 1;

    private static final String BAD_ARRAY;
    private static final String BAD_CHOICE;

    static {
        BAD_ARRAY = "mqtt: a session needs an array of 128 to 262144 bytes";
        BAD_CHOICE = "mqtt: a window of 1..65535, and REFUSE, DROP_OLDEST, LAST_VALUE or both of these";
    }

    final OpenIds open;
    final Outbox outbox;
    final boolean keepsMessages;
    int window = WINDOW;
    int policy = REFUSE;

    private final byte[] array;
    private int owner;
    private boolean atBroker;
    private boolean changed;

    /**
     * Makes an empty session; what the array holds is left until {@link #load} or the first change.
     *
     * @param array         the caller's, {@link #MIN_LEN} to {@link #MAX_LEN} bytes; this session's alone from now on
     * @param keepsMessages true to keep messages until they are acknowledged
     * @throws IllegalArgumentException if the length of the array is out of range
     */
    public SessionState(byte[] array, boolean keepsMessages) {
        if (array == null || array.length < MIN_LEN || array.length > MAX_LEN) {
            throw new IllegalArgumentException(BAD_ARRAY);
        }
        this.array = array;
        this.keepsMessages = keepsMessages;
        open = new OpenIds(array, IDS, OPEN_IDS);
        outbox = new Outbox(array, HEADER_LEN);
    }

    /**
     * Limits the messages that wait for their acknowledgement at once; more stay in the outbox. Brokers drop what
     * exceeds theirs, often 20 to 100.
     *
     * @param messages 1..65535
     * @return this
     * @throws IllegalArgumentException for anything else
     */
    public SessionState window(int messages) {
        if (messages < 1 || messages > MqttPacket.MAX_FIELD) {
            throw new IllegalArgumentException(BAD_CHOICE);
        }
        window = messages;
        return this;
    }

    /**
     * Chooses what happens to a message that finds no room. Only messages that were never sent are dropped;
     * {@link MqttListener#dropped} tells which.
     *
     * @param choice {@link #REFUSE}, {@link #DROP_OLDEST}, {@link #LAST_VALUE} or {@code DROP_OLDEST | LAST_VALUE}
     * @return this
     * @throws IllegalArgumentException for anything else
     */
    public SessionState whenFull(int choice) {
        if (choice < REFUSE || choice > (DROP_OLDEST | LAST_VALUE)) {
            throw new IllegalArgumentException(BAD_CHOICE);
        }
        policy = choice;
        return this;
    }

    /** The array given to the constructor. @return the caller's array */
    public byte[] array() {
        return array;
    }

    /**
     * Messages of the caller that are not fully acknowledged.
     *
     * @return 0 or more
     */
    public int messages() {
        return outbox.count() - outbox.count(Outbox.SUBSCRIBE) - outbox.count(Outbox.UNSUBSCRIBE);
    }

    /**
     * Tells whether a message was received at QoS 2 that the broker has not released: PUBREL is still to come.
     *
     * @return true if there is one
     */
    public boolean hasOpen() {
        return !open.isEmpty();
    }

    /**
     * Tells whether the session is this client's, or nobody's yet; then it is this client's from now on. To be asked
     * after {@link #load} by those who would rather not send what another client left.
     *
     * @param clientId the client's identifier
     * @return false if it is another's
     */
    public boolean claim(byte[] clientId) {
        int id = Crc32.of(clientId, 0, clientId.length);
        if (owner == 0) {
            owner = id;
            clearOpen();
        }
        return owner == id;
    }

    /** Forgets everything, of a session with the broker and of messages to be sent. */
    public void clear() {
        outbox.startAt(HEADER_LEN);
        open.load(OPEN_IDS);
        open.clear();
        owner = 0;
        atBroker = false;
        changed = true;
    }

    /**
     * Completes the array for storing.
     *
     * @return number of bytes in use, from the start of the array
     */
    public int seal() {
        Codec.putBe32(array, 0, MAGIC);
        Codec.putBe32(array, USED, outbox.end());
        Codec.putBe32(array, OWNER, owner);
        Codec.putU16(array, LAST_ID, outbox.lastId());
        Codec.putU16(array, FLAGS, (atBroker ? AT_BROKER << 8 : 0) | blocks());
        Codec.putBe32(array, CRC, Crc32.of(array, USED, outbox.end() - USED));
        return outbox.end();
    }

    /**
     * Takes over a stored session that stands at the start of the array. Before a connection is opened.
     *
     * @param len number of bytes that were stored, any
     * @return true if it is sound; false if not: then the session is empty
     */
    public boolean load(int len) {
        boolean sound = isSound(len);
        if (sound) {
            owner = Codec.be32(array, OWNER);
            atBroker = array[FLAGS] == AT_BROKER;
            int blocks = array[FLAGS + 1] & 0xFF;
            open.load(OPEN_IDS * (blocks + 1));
            outbox.startAt(HEADER_LEN + BLOCK_LEN * blocks);
            sound = open.isSet() && outbox.load(Codec.be32(array, USED), Codec.u16(array, LAST_ID));
        }
        if (!sound) {
            clear();
        }
        changed = !sound;
        return sound;
    }

    private boolean isSound(int len) {
        return len >= HEADER_LEN && len <= array.length && Codec.be32(array, 0) == MAGIC
                && Codec.be32(array, USED) == len && (array[FLAGS] & ~AT_BROKER) == 0
                && HEADER_LEN + BLOCK_LEN * (array[FLAGS + 1] & 0xFF) <= len
                && Codec.be32(array, CRC) == Crc32.of(array, USED, len - USED);
    }

    // ---- for the client

    /** Whether a message fits. */
    boolean hasRoom(int contentLen) {
        int requests = (Outbox.ENTRY_LEN + 2) * (outbox.count() - messages());
        return outbox.hasRoom(contentLen + (requests < REQUESTS_LEN ? REQUESTS_LEN - requests : 0));
    }

    /** Whether a message would fit if there were no other. */
    boolean couldHold(int contentLen) {
        return contentLen + REQUESTS_LEN <= array.length - HEADER_LEN - Outbox.ENTRY_LEN;
    }

    /**
     * Sees to it that there is room for the identifier of one more message received at QoS 2.
     *
     * @return false if the array has none
     */
    boolean makeRoomToOpen() {
        if (open.contains(0)) {
            return true;
        }
        if (open.places() == MAX_OPEN_IDS || !hasRoom(BLOCK_LEN - Outbox.ENTRY_LEN)) {
            return false;
        }
        resizeOpen(blocks() + 1);
        return true;
    }

    /** PUBREL has come. */
    void closeOpen(int id) {
        if (open.remove(id)) {
            changed = true;
            if (blocks() > 0 && open.isEmpty()) {
                resizeOpen(0);
            }
        }
    }

    // Of OPEN_IDS places, besides the first.
    private int blocks() {
        return open.places() / OPEN_IDS - 1;
    }

    private void clearOpen() {
        open.clear();
        resizeOpen(0);
    }

    private void resizeOpen(int blocks) {
        outbox.moveTo(HEADER_LEN + BLOCK_LEN * blocks);
        open.resize(OPEN_IDS * (blocks + 1));
    }

    /** Something changed that has to be stored before bytes that depend on it leave. */
    void change() {
        changed = true;
    }

    boolean isChanged() {
        return changed;
    }

    void stored() {
        changed = false;
    }

    /**
     * A connection is opened by the client with this identifier.
     *
     * @return true if what is here was another client's: the broker knows nothing of it
     */
    boolean newConnection(byte[] clientId) {
        int id = Crc32.of(clientId, 0, clientId.length);
        boolean isForeign = id != owner;
        owner = id;
        outbox.newConnection();
        if (isForeign) {
            atBroker = false;
            newSession();
        }
        changed = true;
        return isForeign;
    }

    /**
     * The broker has accepted.
     *
     * @param present whether it holds the session
     * @param keep    whether it will after this connection
     * @return true if it should have held it and does not
     */
    boolean accepted(boolean present, boolean keep) {
        boolean lost = atBroker && !present && keep;
        if (!present) {
            newSession();
        }
        atBroker = keep;
        changed = true;
        return lost;
    }

    private void newSession() {
        clearOpen();
        outbox.newSession();
    }
}
