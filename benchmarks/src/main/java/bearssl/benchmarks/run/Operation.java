package bearssl.benchmarks.run;

import bearssl.benchmarks.EcKeyGenBenchmark;
import bearssl.benchmarks.EcdhBenchmark;
import bearssl.benchmarks.EcdsaSignBenchmark;
import bearssl.benchmarks.EcdsaVerifyBenchmark;
import bearssl.benchmarks.GcmOpenBenchmark;
import bearssl.benchmarks.GcmSealBenchmark;
import bearssl.benchmarks.HandshakeBenchmark;
import bearssl.benchmarks.HmacSha256Benchmark;
import bearssl.benchmarks.RecordBenchmark;
import bearssl.benchmarks.RsaSignBenchmark;
import bearssl.benchmarks.RsaVerifyBenchmark;
import bearssl.benchmarks.Sha256Benchmark;
import bearssl.benchmarks.Suite;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * A suite with its parameters.
 *
 * @param name      as the page shows it
 * @param inQuick   whether the quick pass has it
 * @param supplier  makes the suite
 */
record Operation(String name, boolean inQuick, Supplier<Suite> supplier) {
    static final List<Operation> ALL = all();

    private static List<Operation> all() {
        List<Operation> all = new ArrayList<>(List.of(
                new Operation("RSA-2048 verify", true, RsaVerifyBenchmark::new),
                new Operation("RSA-2048 sign", true, RsaSignBenchmark::new),
                new Operation("P-256 key generation", true, EcKeyGenBenchmark::new),
                new Operation("P-256 ECDH", true, EcdhBenchmark::new),
                new Operation("ECDSA sign", true, EcdsaSignBenchmark::new),
                new Operation("ECDSA verify", true, EcdsaVerifyBenchmark::new)));
        for (int size : new int[] {16, 64, 256, 1024}) {
            all.add(new Operation("AES-GCM seal, " + size + " B", size != 64, () -> seal(size)));
        }
        for (int size : new int[] {16, 64, 256, 1024}) {
            all.add(new Operation("AES-GCM open, " + size + " B", false, () -> open(size)));
        }
        for (int size : new int[] {64, 1024}) {
            all.add(new Operation("SHA-256, " + size + " B", size != 64, () -> sha256(size)));
        }
        for (int size : new int[] {64, 1024}) {
            all.add(new Operation("HMAC-SHA-256, " + size + " B", false, () -> hmac(size)));
        }
        for (int size : new int[] {16, 64, 256, 1024}) {
            all.add(new Operation("TLS record, " + size + " B", size == 256, () -> record(size)));
        }
        all.add(new Operation("handshake, both ends", true, HandshakeBenchmark::new));
        all.add(new Operation("handshake resumed, both ends", true, Operation::resumed));
        return all;
    }

    /** One of {@link #ALL}. */
    static Operation of(String name) {
        return ALL.stream().filter(o -> o.name.equals(name)).findFirst().orElseThrow();
    }

    /** Whether it takes handshakes, which take an interpreter minutes: without C2, cold starts tell. */
    boolean isTls() {
        return name.startsWith("TLS") || name.startsWith("handshake");
    }

    private static Suite seal(int size) {
        GcmSealBenchmark suite = new GcmSealBenchmark();
        suite.size = size;
        return suite;
    }

    private static Suite open(int size) {
        GcmOpenBenchmark suite = new GcmOpenBenchmark();
        suite.size = size;
        return suite;
    }

    private static Suite sha256(int size) {
        Sha256Benchmark suite = new Sha256Benchmark();
        suite.size = size;
        return suite;
    }

    private static Suite hmac(int size) {
        HmacSha256Benchmark suite = new HmacSha256Benchmark();
        suite.size = size;
        return suite;
    }

    private static Suite record(int size) {
        RecordBenchmark suite = new RecordBenchmark();
        suite.size = size;
        return suite;
    }

    private static Suite resumed() {
        HandshakeBenchmark suite = new HandshakeBenchmark();
        suite.resumed = true;
        return suite;
    }
}
