package constrained.jvm;

import bearssl.benchmarks.Suite;
import bearssl.benchmarks.run.Broker;
import bearssl.benchmarks.run.Jvm;
import bearssl.testing.Ci;
import bearssl.testing.Peers;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A connection, a validated chain, a message and its PUBACK, on other JVMs. */
@Timeout(120)
class PlacesTest {
    @TempDir
    Path scratch;

    private final Jvm whole;

    PlacesTest() throws IOException {
        whole = Jvm.find(Runtime.version().feature(), Jvm.Mode.C2);
    }

    private void run(Jvm place) throws IOException {
        Peers.require("mosquitto");
        try (Broker broker = new Broker()) {
            Exchange.run(place, broker, Suite.FAST);
            Exchange.run(place, broker, Suite.SMALL);
        }
    }

    @Test
    void interpreter() throws IOException {
        run(Places.interpreter(whole));
    }

    @Test
    void twoMegabytes() throws IOException {
        run(Places.twoMegabytes(whole));
    }

    @Test
    void zero() throws IOException {
        Jvm zero = Places.anyZero();
        if (zero == null) {
            throw Ci.missing("no zero VM: Debian's openjdk-17-jre-zero is one");
        }
        run(zero);
    }

    @Test
    void imageOfJavaBase() throws IOException {
        run(Places.image(whole, scratch.resolve("image")));
    }
}
