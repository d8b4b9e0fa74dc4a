package mqttlite.sim;

import bearssl.base.Transport;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;

/**
 * One TCP connection: bytes under way in both directions, delivered some at a time. When it is cut, what is under way
 * is lost; each end learns of it only after it has read what had arrived.
 */
final class Network implements Transport {
    private final Random random;
    private final Runnable hook;
    private final Deque<Byte> toBroker = new ArrayDeque<>();
    private final Deque<Byte> toClient = new ArrayDeque<>();
    private int brokerMayRead;
    private int clientMayRead;
    private boolean cut;

    /** @param hook runs before each call of the client, and may throw */
    Network(Random random, Runnable hook) {
        this.random = random;
        this.hook = hook;
    }

    /** Lets some of what is under way arrive. */
    void carry() {
        if (!cut) {
            brokerMayRead = Math.min(toBroker.size(), brokerMayRead + random.nextInt(40));
            clientMayRead = Math.min(toClient.size(), clientMayRead + random.nextInt(40));
        }
    }

    void carryAll() {
        if (!cut) {
            brokerMayRead = toBroker.size();
            clientMayRead = toClient.size();
        }
    }

    void cut() {
        cut = true;
    }

    boolean isCut() {
        return cut;
    }

    // ---- the broker's end

    /** @return the next byte, -1 if there is none now, -2 at the end */
    int brokerRead() {
        if (brokerMayRead > 0) {
            brokerMayRead--;
            return toBroker.remove() & 0xFF;
        }
        return cut ? -2 : -1;
    }

    void brokerWrite(byte[] bytes) {
        for (byte b : bytes) {
            toClient.add(b);
        }
    }

    // ---- the client's end

    @Override
    public int read(byte[] buf, int off, int len) {
        hook.run();
        if (clientMayRead == 0) {
            return cut ? END : 0;
        }
        int n = 1 + random.nextInt(Math.min(len, clientMayRead));
        for (int i = 0; i < n; i++) {
            buf[off + i] = toClient.remove();
        }
        clientMayRead -= n;
        return n;
    }

    @Override
    public int write(byte[] buf, int off, int len) {
        hook.run();
        // The end of a connection is seen late: what is written until then is lost.
        if (cut && random.nextBoolean()) {
            return END;
        }
        int n = random.nextInt(len + 1);
        for (int i = 0; i < n; i++) {
            toBroker.add(buf[off + i]);
        }
        return n;
    }

    @Override
    public int flush() {
        return 1;
    }
}
