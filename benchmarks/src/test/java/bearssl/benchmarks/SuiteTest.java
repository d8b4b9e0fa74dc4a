package bearssl.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

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

    @ParameterizedTest
    @MethodSource("suites")
    void contendersAgreeAndRun(Suite suite) throws Exception {
        suite.contender = Suite.SMALL;
        suite.setUp();
        assertNotNull(suite.run());
        assertEquals(suite.create(Suite.BOUNCY_CASTLE).run().length, suite.run().length);
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
    void anOperationThatAContenderLacksIsSaid() {
        EcKeyGenBenchmark suite = new EcKeyGenBenchmark();
        suite.contender = Suite.JDK;
        assertThrows(IllegalArgumentException.class, suite::setUp);
    }
}
