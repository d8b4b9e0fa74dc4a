package mqttlite.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** In virtual time. */
class AttemptGateTest {
    private static final long SECOND = 1_000_000_000;
    private static final long MILLI = 1_000_000;

    private long now = -SECOND;

    private int begin(AttemptGate gate) {
        int begun = 0;
        while (gate.waitNanos(now) == 0) {
            gate.began(now);
            begun++;
        }
        return begun;
    }

    @Test
    void beginsWithOneAndLetsOneMoreForEachSuccess() {
        AttemptGate gate = new AttemptGate(4, 1_000_000, now);
        for (int most : new int[] {1, 2, 3, 4, 4}) {
            now += SECOND;
            begin(gate);
            assertEquals(most, gate.inFlight());
            assertEquals(Long.MAX_VALUE, gate.waitNanos(now));
            gate.succeeded();
        }
    }

    @Test
    void attemptsKeepTheirDistance() {
        AttemptGate gate = new AttemptGate(1000, 100, now);
        int begun = 0;
        for (long end = now + 10 * SECOND; now < end; now += MILLI) {
            for (int i = begin(gate); i > 0; i--) {
                begun++;
                gate.succeeded();
            }
        }
        assertEquals(1000, begun, 10);
    }

    @Test
    void aBrokerThatIsAwaySeesOneAttemptASecond() {
        AttemptGate gate = new AttemptGate(16, 1000, now);
        for (int i = 0; i < 16; i++) {
            now += MILLI;
            begin(gate);
            gate.succeeded();
        }
        now += MILLI;
        int vain = 0;
        for (long end = now + 60 * SECOND; now < end; now += MILLI) {
            for (vain += begin(gate); gate.inFlight() > 0; ) {
                gate.failed(now);
            }
        }
        assertTrue(vain < 16 + 60 + 5, "attempts: " + vain);
        now += SECOND;
        assertEquals(1, begin(gate), "one at a time when it is back");
    }

    @Test
    void aRefusalOfOneDoesNotSlowTheOthers() {
        AttemptGate gate = new AttemptGate(16, 1000, now);
        begin(gate);
        gate.ended();
        now += MILLI;
        assertEquals(1, begin(gate));
    }
}
