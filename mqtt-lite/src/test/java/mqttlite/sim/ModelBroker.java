package mqttlite.sim;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * One client's session at a broker that does what MQTT 3.1.1 says and complains about what it forbids. It answers when
 * it likes to and sends what it has in any legal order.
 */
final class ModelBroker {
    /** A message for the client that is not fully acknowledged. */
    private static final class Outgoing {
        final int qos;
        final String text;
        boolean sent;
        boolean received; // PUBREC

        Outgoing(int qos, String text) {
            this.qos = qos;
            this.text = text;
        }
    }

    /** What arrived, in the order of arrival. */
    final List<String> arrived = new ArrayList<>();
    private final Random random;
    private final Set<Integer> open = new TreeSet<>(); // at QoS 2, between PUBLISH and PUBREL
    private final Map<Integer, Outgoing> outgoing = new LinkedHashMap<>();
    private boolean hasSession;
    private int lastId;

    private Network network;
    private boolean connected;
    private final ByteArrayOutputStream packet = new ByteArrayOutputStream();
    private final Set<Integer> idsOfThisConnection = new TreeSet<>();

    ModelBroker(Random random) {
        this.random = random;
    }

    void accept(Network next) {
        network = next;
        connected = false;
        packet.reset();
        idsOfThisConnection.clear();
    }

    boolean isIdle() {
        return outgoing.isEmpty() && open.isEmpty();
    }

    /** Forgets the session, as a broker without persistence does that starts again. */
    void forget() {
        open.clear();
        outgoing.clear();
        hasSession = false;
    }

    /** @return false if too much is on its way already */
    boolean publish(int qos, String text) {
        if (outgoing.size() >= 20) {
            return false;
        }
        do {
            lastId = lastId % 65535 + 1;
        } while (outgoing.containsKey(lastId));
        outgoing.put(lastId, new Outgoing(qos, text));
        return true;
    }

    /** Reads what has arrived and sends some of what there is to send. */
    void step() {
        int b = 0;
        while (network != null && (b = network.brokerRead()) >= 0) {
            packet.write(b);
            if (isComplete()) {
                byte[] bytes = packet.toByteArray();
                packet.reset();
                handle(bytes);
            }
        }
        if (b == -2) {
            network = null;
            connected = false;
            packet.reset();
        }
        if (network == null || !connected) {
            return;
        }
        for (Map.Entry<Integer, Outgoing> entry : outgoing.entrySet()) {
            Outgoing message = entry.getValue();
            if (message.sent) {
                continue;
            }
            if (random.nextInt(3) == 0) {
                break; // later
            }
            message.sent = true;
            if (message.received) {
                send(0x62, entry.getKey(), null);
            } else {
                boolean dup = !idsOfThisConnection.add(-entry.getKey()) || random.nextBoolean();
                send(0x30 | (dup ? 8 : 0) | message.qos << 1, entry.getKey(), message.text);
            }
        }
    }

    private boolean isComplete() {
        byte[] p = packet.toByteArray();
        int length = 0;
        for (int i = 1; i < p.length; i++) {
            length |= (p[i] & 0x7F) << 7 * (i - 1);
            if (p[i] >= 0) {
                return p.length == i + 1 + length;
            }
        }
        return false;
    }

    private void handle(byte[] p) {
        int type = (p[0] & 0xFF) >> 4;
        int off = 2;
        while (p[off - 1] < 0) {
            off++;
        }
        if (!connected) {
            require(type == 1, "CONNECT is first");
            connected = true;
            network.brokerWrite(new byte[] {0x20, 2, (byte) (hasSession ? 1 : 0), 0});
            hasSession = true;
            for (Outgoing message : outgoing.values()) {
                message.sent = false; // once more on this connection
            }
            return;
        }
        switch (type) {
            case 3 -> handlePublish(p, off);
            case 4, 5, 7 -> handleAck(type, u16(p, off));
            case 6 -> {
                require((p[0] & 15) == 2, "flags of PUBREL");
                open.remove(u16(p, off)); // unknown ones are answered, too
                send(0x70, u16(p, off), null);
            }
            case 12 -> network.brokerWrite(new byte[] {(byte) 0xD0, 0});
            case 14 -> connected = false;
            default -> throw new AssertionError("packet of type " + type);
        }
    }

    private void handlePublish(byte[] p, int off) {
        int qos = (p[0] & 0xFF) >> 1 & 3;
        boolean dup = (p[0] & 8) != 0;
        int topicLen = u16(p, off);
        int id = u16(p, off + 2 + topicLen);
        String text = new String(p, off + 4 + topicLen, p.length - off - 4 - topicLen, StandardCharsets.UTF_8);
        require(id > 0, "packet identifier 0");
        require(idsOfThisConnection.add(id) || qos == 2 && !open.contains(id) || qos == 1, "id " + id + " sent twice");
        if (qos == 1) {
            arrived.add(text);
            send(0x40, id, null);
            return;
        }
        require(dup || !open.contains(id), "identifier " + id + " is in flight: " + text);
        if (open.add(id)) {
            arrived.add(text);
        }
        send(0x50, id, null);
    }

    private void handleAck(int type, int id) {
        Outgoing message = outgoing.get(id);
        if (type == 5) {
            require(message != null && message.qos == 2 && message.sent, "PUBREC of " + id);
            if (!message.received) {
                message.received = true;
                // PUBRELs leave in the order of the PUBRECs.
                outgoing.remove(id);
                outgoing.put(id, message);
            }
            send(0x62, id, null);
            return;
        }
        require(message != null && message.sent && (type == 4 ? message.qos == 1 : message.received),
                (type == 4 ? "PUBACK of " : "PUBCOMP of ") + id);
        outgoing.remove(id);
    }

    private void send(int first, int id, String text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] payload = text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
        out.write(first);
        out.write(2 + (text == null ? 0 : 3 + payload.length));
        if (text != null) {
            out.writeBytes(new byte[] {0, 1, 'i'});
        }
        out.write(id >> 8);
        out.write(id);
        out.writeBytes(payload);
        network.brokerWrite(out.toByteArray());
    }

    private static int u16(byte[] p, int off) {
        return (p[off] & 0xFF) << 8 | p[off + 1] & 0xFF;
    }

    private static void require(boolean condition, String what) {
        if (!condition) {
            throw new AssertionError("the client broke the protocol: " + what);
        }
    }
}
