package mqttlite;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bearssl.testing.TestCertificates;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** After set-up: not one byte, from ClientHello to close_notify, over real sockets. */
class AllocationTest {
    private static final int HANDSHAKES = 100;
    private static final int MESSAGES = 10_000;
    /** The virtual machine may put a few bytes of its own on a thread's account; garbage of ours is there each time. */
    private static final int ATTEMPTS = 3;

    private static EchoBroker broker;

    @BeforeAll
    static void start() throws IOException, GeneralSecurityException {
        broker = new EchoBroker(TestCertificates.chain(TestCertificates.rsa2048(), 1));
    }

    @AfterAll
    static void stop() throws IOException {
        broker.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ECDHE", "RSA"})
    void handshakesAndMessagesAllocateNothing(String profile) throws IOException {
        AllocationProbe probe = new AllocationProbe(AllocationProbe.profile(profile));
        long bytes = -1;
        for (int i = 0; i < ATTEMPTS && bytes != 0; i++) {
            bytes = probe.run(broker.port(), HANDSHAKES, MESSAGES);
        }
        assertEquals(0, bytes);
    }

    /** Escape analysis can hide garbage; the interpreter has none. */
    @Test
    void neitherDoTheyInTheInterpreter() throws IOException, InterruptedException {
        String said = "";
        for (int i = 0; i < ATTEMPTS && !said.equals("allocated 0"); i++) {
            said = interpreted("ECDHE", 3, 200);
        }
        assertEquals("allocated 0", said);
    }

    private static String interpreted(String profile, int handshakes, int messages)
            throws IOException, InterruptedException {
        Process child = new ProcessBuilder(System.getProperty("java.home") + "/bin/java", "-Xint", "-Xshare:auto",
                "-cp", System.getProperty("java.class.path"), AllocationProbe.class.getName(),
                Integer.toString(broker.port()), profile, Integer.toString(handshakes), Integer.toString(messages))
                .redirectErrorStream(true).start();
        String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim();
        if (!child.waitFor(60, TimeUnit.SECONDS)) {
            child.destroyForcibly();
        }
        return said;
    }
}
