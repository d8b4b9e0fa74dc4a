package mqttlite.stream;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import mqttlite.demo.Meter;

/**
 * Lets each member of a fleet publish to itself, over and over, and tells how many bytes the thread allocated meanwhile:
 * what remains when everybody is connected.
 */
final class FleetAllocationProbe extends FleetListener {
    private static final int WINDOWS = 5;

    private final MqttFleet fleet;
    private final byte[][] topics;
    private final byte[] payload = new byte[50];
    private int target;

    private FleetAllocationProbe(int port, byte[] ca, int members) {
        topics = new byte[members][];
        for (int i = 0; i < members; i++) {
            topics[i] = ("garbage/" + members + "/" + i).getBytes(StandardCharsets.US_ASCII);
        }
        fleet = new MqttFleet("localhost", port, () -> Trust.ca(ca), "garbage-" + members + "-", members, this);
    }

    /** For a JVM of its own: port, file of the CA, members, messages. Prints the least bytes of a window. */
    public static void main(String[] args) throws IOException {
        System.out.println("allocated " + run(Integer.parseInt(args[0]), Files.readAllBytes(Path.of(args[1])),
                Integer.parseInt(args[2]), Integer.parseInt(args[3])));
    }

    /**
     * Measures.
     *
     * @param messages in each window of measurement; two in front of the first
     * @return the least of a window: a single one may hold a stray allocation of the JVM's own
     */
    static long run(int port, byte[] ca, int members, int messages) throws IOException {
        FleetAllocationProbe probe = new FleetAllocationProbe(port, ca, members);
        try (MqttFleet fleet = probe.fleet) {
            while (fleet.received() < members) {
                fleet.poll(1000);
            }
            probe.exchange(2 * messages);
            long least = Long.MAX_VALUE;
            for (int i = 0; i < WINDOWS; i++) {
                Meter meter = new Meter();
                meter.start();
                probe.exchange(messages);
                meter.stop();
                least = Math.min(least, meter.bytes());
            }
            return least;
        }
    }

    // Everybody has one message on its way, and sends the next one when it comes back.
    private void exchange(int messages) throws IOException {
        target += messages;
        while (fleet.received() < target) {
            fleet.poll(1000);
        }
    }

    @Override
    public void connected(int member, boolean sessionPresent) {
        fleet.subscribe(member, topics[member], 1);
    }

    @Override
    public void subscribed(int member, int packetId, int granted) {
        fleet.publish(member, topics[member], payload, 1, false);
    }

    @Override
    public void message(int member, byte[] buf, int topicOff, int topicLen, int payloadOff, int payloadLen, int qos,
            boolean retain) {
        fleet.publish(member, buf, topicOff, topicLen, buf, payloadOff, payloadLen, 1, false);
    }
}
