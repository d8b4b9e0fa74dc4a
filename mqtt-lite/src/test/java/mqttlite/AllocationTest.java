package mqttlite;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bearssl.testing.TestCa;
import bearssl.testing.TestCertificates;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** After set-up: not one byte, from ClientHello to close_notify, over real sockets. */
class AllocationTest {
    private static final int HANDSHAKES = 100;
    /** The virtual machine may put a few bytes of its own on a thread's account; garbage of ours is there each time. */
    private static final int ATTEMPTS = 3;

    private static final KeyPair CA_KEY = TestCertificates.rsa(2048);
    /** With two below the root: the chain sent has three certificates, and all of them are needed. */
    private static final TestCa CA = new TestCa("Allocation", CA_KEY, CA_KEY, CA_KEY);

    private static EchoBroker broker;

    @BeforeAll
    static void start() throws IOException, GeneralSecurityException {
        broker = new EchoBroker(CA.server(TestCertificates.rsa2048()));
    }

    @AfterAll
    static void stop() throws IOException {
        broker.close();
    }

    @ParameterizedTest
    @CsvSource({"ECDHE, pin, 10000", "RSA, pin, 10000", "ECDHE, CA, 0", "RSA, CA, 0",
        "fast, pin, 10000", "fast, CA, 0"})
    void handshakesAndMessagesAllocateNothing(String profile, String trust, int messages) throws IOException {
        AllocationProbe probe =
                new AllocationProbe(AllocationProbe.profile(profile), trust.equals("CA") ? CA.root() : null);
        long bytes = -1;
        for (int i = 0; i < ATTEMPTS && bytes != 0; i++) {
            bytes = probe.run(broker.port(), HANDSHAKES, messages);
        }
        assertEquals(0, bytes);
    }

    /** Escape analysis can hide garbage; the interpreter has none. */
    @ParameterizedTest
    @CsvSource({"ECDHE, pin, 200", "ECDHE, CA, 0", "RSA, CA, 0", "fast, pin, 200", "fast, CA, 0"})
    void neitherDoTheyInTheInterpreter(String profile, String trust, int messages) throws Exception {
        String said = "";
        for (int i = 0; i < ATTEMPTS && !said.equals("allocated 0"); i++) {
            said = interpreted(profile, trust, 3, messages);
        }
        assertEquals("allocated 0", said);
    }

    private static String interpreted(String profile, String trust, int handshakes, int messages) throws Exception {
        List<String> command = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/java", "-Xint",
                "-Xshare:auto", "-cp", System.getProperty("java.class.path"), AllocationProbe.class.getName(),
                Integer.toString(broker.port()), profile, Integer.toString(handshakes), Integer.toString(messages)));
        if (trust.equals("CA")) {
            command.add(Base64.getEncoder().encodeToString(CA.root().getEncoded()));
        }
        Process child = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim();
        if (!child.waitFor(60, TimeUnit.SECONDS)) {
            child.destroyForcibly();
        }
        return said;
    }
}
