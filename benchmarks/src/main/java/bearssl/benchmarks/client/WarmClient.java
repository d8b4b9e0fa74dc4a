package bearssl.benchmarks.client;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A program that does on order, and answers nanoseconds: {@code connect N} connects so often, up to CONNACK;
 * {@code publish N} publishes so many messages of 200 bytes at QoS 0. {@code retain N} answers the bytes of heap that so
 * many open connections keep from being collected.
 */
public final class WarmClient {
    private static final int PAYLOAD = 200;
    private static final int COLLECTIONS = 4;

    private final Clients clients;
    private final Client client;
    private final boolean resumes;
    private final byte[] payload = new byte[PAYLOAD];
    private boolean connected;
    private boolean offersSession;

    private WarmClient(Clients clients, boolean resumes) throws Exception {
        this.clients = clients;
        this.resumes = resumes;
        client = clients.create();
    }

    /** Runs it. @param args contender, port, file of the CA, whether to resume sessions */
    public static void main(String[] args) throws Exception {
        boolean resumes = Boolean.parseBoolean(args[3]);
        WarmClient self = new WarmClient(new Clients(args[0], Integer.parseInt(args[1]), args[2], resumes), resumes);
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        String order = orders.readLine();
        while (order != null) {
            String[] words = order.split(" ");
            int count = Integer.parseInt(words[1]);
            switch (words[0]) {
                case "connect":
                    System.out.println(self.connect(count));
                    break;
                case "publish":
                    System.out.println(self.publish(count));
                    break;
                default:
                    System.out.println(self.retain(count));
            }
            order = orders.readLine();
        }
        Runtime.getRuntime().halt(0);
    }

    private long connect(int count) throws Exception {
        long nanos = 0;
        for (int i = 0; i < count; i++) {
            long start = System.nanoTime();
            client.connect();
            nanos += System.nanoTime() - start;
            if (client.isResumed() != (resumes && offersSession)) {
                throw new IllegalStateException("resumed: " + client.isResumed());
            }
            client.disconnect();
            offersSession = true;
        }
        return nanos;
    }

    private long publish(int messages) throws Exception {
        if (!connected) {
            client.connect();
            connected = true;
        }
        long start = System.nanoTime();
        client.publish(messages, payload);
        client.publishAcknowledged(); // the broker has had all of them
        return System.nanoTime() - start;
    }

    private long retain(int count) throws Exception {
        List<Client> open = new ArrayList<>(count);
        clients.create().connect(); // whatever is made once
        long before = usedHeap();
        for (int i = 0; i < count; i++) {
            Client one = clients.create();
            one.connect();
            one.publish(1, payload);
            one.publishAcknowledged(); // by now it has all its buffers
            open.add(one);
        }
        long after = usedHeap();
        for (Client one : open) {
            one.disconnect();
        }
        return after - before;
    }

    private static long usedHeap() {
        long used = Long.MAX_VALUE;
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
            used = Math.min(used, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        return used;
    }
}
