package mqttlite.sim;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import mqttlite.MqttClient;
import mqttlite.MqttConnect;
import mqttlite.MqttListener;
import mqttlite.SessionState;

/**
 * An application with its client. What it has on stable storage is the state of the session, what it received and how
 * far it is with sending, all written in one step; the rest is lost when it dies.
 */
final class Process extends MqttListener {
    /** The process is dead from here on. */
    static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private static final byte[] TOPIC = {'o'};
    private static final MqttConnect OPTIONS = new MqttConnect("sim").cleanSession(false).keepAlive(0);

    private final Random random;
    // Stable storage.
    private byte[] storedState = new byte[0];
    private List<String> storedReceived = List.of();
    private int storedNext;

    private MqttClient client;
    private List<String> received;
    private int next; // number of the next message to be sent
    private boolean publishing;
    private int killPercent;
    private long now;

    Process(Random random) {
        this.random = random;
        start();
    }

    /** From now on any step may be the last one. */
    void killable(int percent) {
        killPercent = percent;
    }

    void start() {
        byte[] array = Arrays.copyOf(storedState, Math.max(storedState.length, 250 + random.nextInt(300)));
        SessionState state = new SessionState(array, true).window(1 + random.nextInt(8));
        if (storedState.length > 0 && !state.load(storedState.length)) {
            throw new AssertionError("what was stored cannot be loaded");
        }
        received = new ArrayList<>(storedReceived);
        next = storedNext;
        publishing = false;
        client = new MqttClient(new byte[64 + random.nextInt(100)], new byte[40 + random.nextInt(100)], state, this);
    }

    void maybeDie() {
        if (random.nextInt(1000) < killPercent) {
            throw new Killed();
        }
    }

    boolean isClosed() {
        return client.state() == MqttClient.CLOSED;
    }

    boolean isIdle() {
        return client.inFlight() == 0 && client.isSent();
    }

    void connect(Network network) {
        int r = client.connect(network, OPTIONS, now);
        if (r < 0 && r != -client.error()) {
            throw new AssertionError("connect answers " + r);
        }
    }

    /** @return the code that ended the connection, or 0 */
    int poll() {
        int r = client.poll(now++);
        return r < 0 ? -r : 0;
    }

    /** Sends message number {@link #sent}, at QoS 1 if it is odd and 2 if it is even. */
    void publish() {
        publishing = true;
        int r = client.publish(TOPIC, text(next).getBytes(StandardCharsets.UTF_8), qos(next), false);
        publishing = false;
        if (r > 0) {
            next++;
        } else if (r < 0) {
            throw new AssertionError("publish answers " + r);
        }
    }

    int sent() {
        return next;
    }

    List<String> received() {
        return received;
    }

    static String text(int number) {
        return "message " + number;
    }

    static int qos(int number) {
        return 2 - number % 2;
    }

    @Override
    public void message(byte[] buf, int topicOff, int topicLen, int payloadOff, int payloadLen, int qos,
            boolean retain, boolean dup) {
        maybeDie();
        received.add(new String(buf, payloadOff, payloadLen, StandardCharsets.UTF_8));
        if (random.nextInt(8) == 0) {
            publish(); // an answer, from the callback
        }
    }

    @Override
    public void stateChanged(SessionState state) {
        maybeDie();
        storedState = Arrays.copyOf(state.array(), state.seal());
        storedReceived = List.copyOf(received);
        storedNext = publishing ? next + 1 : next;
        maybeDie();
    }
}
