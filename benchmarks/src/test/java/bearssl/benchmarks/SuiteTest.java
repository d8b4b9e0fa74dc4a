package bearssl.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bearssl.testing.Ci;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SuiteTest {
    static Stream<Suite> suites() {
        return Stream.of(new Sha256Benchmark(), new HmacSha256Benchmark(), new GcmSealBenchmark(),
                new GcmOpenBenchmark(), new RsaVerifyBenchmark(), new EcdhBenchmark(), new EcKeyGenBenchmark(),
                new EcdsaVerifyBenchmark(), new EcdsaSignBenchmark(), new RsaSignBenchmark());
    }

    static Stream<Suite> tlsSuites() {
        HandshakeBenchmark resumed = new HandshakeBenchmark();
        resumed.resumed = true;
        return Stream.of(new RecordBenchmark(), new HandshakeBenchmark(), resumed);
    }

    @ParameterizedTest
    @MethodSource("suites")
    void contendersInJavaAgreeAndRun(Suite suite) throws Exception {
        runs(suite, Suite.FAST, Suite.SMALL, Suite.BOUNCY_CASTLE, Suite.JDK);
    }

    @ParameterizedTest
    @MethodSource("tlsSuites")
    void clientsTalkToTheServerInMemory(Suite suite) throws Exception {
        runs(suite, Suite.FAST, Suite.SMALL, Suite.BOUNCY_CASTLE, Suite.JDK);
    }

    private static void runs(Suite suite, String... contenders) throws Exception {
        for (String name : contenders) {
            suite.contender = name;
            suite.setUp();
            assertNotNull(suite.run());
            assertTrue(suite.create(name).time(5) > 0);
        }
    }

    @ParameterizedTest
    @MethodSource("suites")
    void bearsslInCAgrees(Suite suite) throws Exception {
        if (BearsslLibrary.absence() != null) {
            throw Ci.missing(BearsslLibrary.absence());
        }
        List<Contender> all = new ArrayList<>();
        for (String name : List.of(Suite.FAST, Suite.SMALL, Suite.C_SMALL, Suite.C_FAST)) {
            all.add(suite.create(name));
        }
        Suite.compare(all.toArray(new Contender[0]));
        all.forEach(one -> assertTrue(one.time(2) > 0));
        all.forEach(Contender::close);
    }

    @Test
    void aWrongContenderEndsTheRun() {
        Contender right = () -> new byte[] {1, 2};
        int[] calls = new int[1];
        Contender wrongLater = () -> new byte[] {1, (byte) (calls[0]++ < 2 ? 2 : 3)};
        Suite.compare(right, null, right);
        assertThrows(IllegalStateException.class, () -> Suite.compare(right, wrongLater));
    }

    @Test
    void whatIsDrawnAtRandomHasToBeAsLong() {
        Contender right = () -> new byte[] {1, 2};
        Suite.compare(right, random(new byte[2]), right);
        assertThrows(IllegalStateException.class, () -> Suite.compare(right, random(new byte[3])));
    }

    private static Contender random(byte[] result) {
        return new Contender() {
            @Override
            public byte[] run() {
                return result;
            }

            @Override
            public boolean isRandom() {
                return true;
            }
        };
    }

    @Test
    void anOperationThatAContenderLacksIsSaid() throws Exception {
        Suite suite = new Suite() {
            @Override
            protected Contender create(Implementation by) {
                return by instanceof Jdk ? null : () -> new byte[1];
            }
        };
        suite.contender = Suite.JDK;
        assertNull(suite.create(Suite.JDK));
        assertThrows(IllegalArgumentException.class, suite::setUp);
        assertThrows(IllegalArgumentException.class, () -> suite.create("nobody"));
        assertEquals(1, suite.create(Suite.SMALL).run().length);
    }
}
