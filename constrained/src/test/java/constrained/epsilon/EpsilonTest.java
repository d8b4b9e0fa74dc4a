package constrained.epsilon;

import static org.junit.jupiter.api.Assertions.assertTrue;

import bearssl.benchmarks.run.Broker;
import bearssl.benchmarks.run.Jvm;
import bearssl.testing.Peers;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** No garbage from messages: where the heap is enough for some, it is enough for any number. */
@Timeout(120)
class EpsilonTest {
    @Test
    void aHeapThatIsEnoughForTenMessagesIsEnoughForTenThousand() throws IOException {
        Peers.require("mosquitto");
        Jvm jvm = Jvm.find(Runtime.version().feature(), Jvm.Mode.C2);
        try (Broker broker = new Broker()) {
            Endurance endurance = new Endurance(jvm, broker);
            int heap = endurance.heap(10, 3);
            assertTrue(endurance.run(heap, 10000, 3, 0) > 0, () -> heap + " KB");
            // the control: 24 bytes a message are more than any margin in it
            assertTrue(endurance.run(heap, 10000, 3, 24) < 0, () -> heap + " KB are enough for garbage too");
        }
    }
}
