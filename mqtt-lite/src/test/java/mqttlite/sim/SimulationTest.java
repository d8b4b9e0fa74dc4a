package mqttlite.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * Chaos, then quiet: whatever connections and the process went through, nothing at QoS 1 is lost, nothing at QoS 2 lost
 * or doubled, and first arrivals are in order. A run is its seed: jqwik prints the one that fails.
 */
class SimulationTest {
    private static final int STEPS = 250;

    private Random random;
    private ModelBroker broker;
    private Process process;
    private Network network;
    private int brokersMessages;
    private int kills;

    @Property(tries = 1500)
    void connectionsAreLost(@ForAll long seed) {
        run(seed, 0);
    }

    @Property(tries = 1500)
    void theProcessDiesAtAnyStep(@ForAll long seed) {
        run(seed, 10);
    }

    private void run(long seed, int killPercent) {
        random = new Random(seed);
        broker = new ModelBroker(random);
        process = new Process(random);
        network = null;
        brokersMessages = 0;
        kills = 0;
        process.killable(killPercent);
        for (int i = 0; i < STEPS; i++) {
            try {
                chaos();
            } catch (Process.Killed e) {
                kills++;
                cut();
                process.start();
            }
        }
        process.killable(0);
        quiet();
        check();
    }

    private void chaos() {
        switch (random.nextInt(12)) {
            case 0, 1 -> process.publish();
            case 2 -> {
                if (broker.publish(Process.qos(brokersMessages), Process.text(brokersMessages))) {
                    brokersMessages++;
                }
            }
            case 3, 4, 5 -> broker.step();
            case 6, 7 -> carry();
            case 8 -> {
                if (random.nextInt(3) == 0) {
                    cut();
                }
            }
            default -> poll();
        }
    }

    private void carry() {
        if (network != null) {
            network.carry();
        }
    }

    private void cut() {
        if (network != null) {
            network.cut();
        }
    }

    private void poll() {
        if (process.isClosed()) {
            connect();
        } else {
            int code = process.poll();
            assertTrue(code == 0 || code == 2031 || code == 2032, "the connection ended with " + code);
        }
    }

    private void connect() {
        cut();
        broker.step(); // it has seen the end of the connection before
        network = new Network(random, process::maybeDie);
        broker.accept(network);
        process.connect(network);
    }

    private void quiet() {
        for (int i = 0; i < 3000; i++) {
            poll();
            carry();
            broker.step();
            if (process.isIdle() && broker.isIdle() && !process.isClosed()) {
                return;
            }
        }
        throw new AssertionError("never comes to rest");
    }

    private void check() {
        check(broker.arrived, process.sent());
        check(process.received(), brokersMessages);
    }

    private void check(List<String> arrived, int sent) {
        for (int n = 0; n < sent; n++) {
            String text = Process.text(n);
            long times = arrived.stream().filter(text::equals).count();
            assertTrue(times >= 1, text + " is lost after " + kills + " kills");
            if (Process.qos(n) == 2) {
                assertEquals(1, times, text + " after " + kills + " kills");
            }
        }
        List<String> ordered = new ArrayList<>();
        for (int n = 0; n < sent; n++) {
            ordered.add(Process.text(n));
        }
        assertEquals(ordered, new ArrayList<>(new LinkedHashSet<>(arrived)));
    }
}
