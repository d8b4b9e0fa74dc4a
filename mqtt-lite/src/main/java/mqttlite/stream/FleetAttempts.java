package mqttlite.stream;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import mqttlite.MqttStatus;

/** Whose turn it is to connect, when, in which of the rooms for handshakes, and to which of the broker's addresses. */
final class FleetAttempts {
    private static final int MILLI = 1000000;
    private static final int MOST_PER_POLL = 64; // begun before channels are looked at again

    private final MqttFleet fleet;
    private final int port;
    private final AttemptGate gate;
    private final HandshakeRoom[] rooms; // [0, roomsFree) are free
    private int roomsFree;
    private final int[] queue; // members whose time has come, a ring
    private int queueStart;
    private int queueLen;
    private InetAddress[] addresses;
    private int addressIndex;
    private boolean lookUp = true;
    private InetSocketAddress address;

    FleetAttempts(MqttFleet fleet, int members, int port, HandshakeRoom[] rooms, int perSecond) {
        this.fleet = fleet;
        this.port = port;
        this.rooms = rooms;
        roomsFree = rooms.length;
        queue = new int[members];
        gate = new AttemptGate(rooms.length, perSecond, System.nanoTime());
    }

    int inFlight() {
        return gate.inFlight();
    }

    /** Where to connect to. @return an address, null if the name has none */
    InetSocketAddress address() {
        return address;
    }

    /** Has a member try as soon as others let it. */
    void enqueue(int member) {
        int i = queueStart + queueLen++;
        queue[i < queue.length ? i : i - queue.length] = member;
    }

    /** Nobody waits any more. */
    void forget() {
        queueLen = 0;
    }

    /**
     * Begins what may begin.
     *
     * @param millis how long one would wait otherwise
     * @return how long to wait for the next one, no longer than that
     */
    long beginAll(long millis) {
        for (int begun = 0; queueLen > 0; begun++) {
            long nanos = System.nanoTime();
            long wait = gate.waitNanos(nanos);
            if (wait > 0 || begun == MOST_PER_POLL) {
                long rounded = wait == Long.MAX_VALUE ? wait : (wait + MILLI - 1) / MILLI;
                return rounded < millis ? rounded : millis;
            }
            int member = queue[queueStart];
            queueStart = queueStart + 1 < queue.length ? queueStart + 1 : 0;
            queueLen--;
            gate.began(nanos);
            if (lookUp) {
                chooseAddress();
            }
            fleet.begin(member, rooms[--roomsFree]);
        }
        return millis;
    }

    // The name is looked up again only when nobody has a connection that would have to wait meanwhile.
    private void chooseAddress() {
        try {
            if (addresses == null || fleet.connected == 0) {
                addresses = InetAddress.getAllByName(fleet.host);
            }
            address = new InetSocketAddress(addresses[addressIndex++ % addresses.length], port);
            lookUp = false;
        } catch (IOException e) {
            fleet.failure = e.getMessage();
            address = null;
        }
    }

    /** An attempt is over. @param code 0 if it succeeded, else why not */
    void over(HandshakeRoom room, int code) {
        rooms[roomsFree++] = room;
        if (code == 0) {
            gate.succeeded();
        } else if (isPersonal(code)) {
            gate.ended();
        } else {
            gate.failed(System.nanoTime());
            lookUp = true;
        }
    }

    /** Whether a reason concerns an identifier or a password, which others may have better ones of. */
    static boolean isPersonal(int code) {
        return code == MqttStatus.MQTT_REFUSED_CLIENT_ID || code == MqttStatus.MQTT_REFUSED_CREDENTIALS
                || code == MqttStatus.MQTT_REFUSED_NOT_AUTHORIZED;
    }
}
