package bearssl.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bearssl.base.Workspace;
import bearssl.ec.EcPublicKey;
import bearssl.rsa.RsaPublicKey;
import bearssl.testing.KnownKeyX509;
import bearssl.testing.TestCertificates;
import bearssl.testing.UnaskedX509;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** After set-up nothing is allocated: not in a handshake, not for a message, not in an interpreter either. */
class EngineAllocationTest {
    private static KnownKeyX509 engine(int suite) {
        return new KnownKeyX509(AllocationProbe.key(suite).getPublic());
    }

    @ParameterizedTest
    @ValueSource(ints = {CipherSuite.ECDHE_RSA_WITH_AES_128_GCM_SHA256,
        CipherSuite.ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, CipherSuite.RSA_WITH_AES_128_GCM_SHA256})
    void aHundredHandshakesAndTenThousandMessagesAllocateNothing(int suite) {
        AllocationProbe.Recording recorded = AllocationProbe.record(suite, 100);
        assertEquals(0, new AllocationProbe(recorded, engine(suite)).allocated(100));
    }

    @ParameterizedTest
    @ValueSource(ints = {CipherSuite.ECDHE_RSA_WITH_AES_128_GCM_SHA256,
        CipherSuite.ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, CipherSuite.RSA_WITH_AES_128_GCM_SHA256})
    void aHundredResumedHandshakesAllocateNothing(int suite) {
        AllocationProbe.Recording recorded = AllocationProbe.recordResumed(suite, 10);
        assertEquals(0, new AllocationProbe(recorded, new UnaskedX509()).allocated(100));
    }

    @ParameterizedTest
    @ValueSource(ints = {CipherSuite.ECDHE_RSA_WITH_AES_128_GCM_SHA256,
        CipherSuite.ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, CipherSuite.RSA_WITH_AES_128_GCM_SHA256})
    void anInterpreterAllocatesNothingEither(int suite, @TempDir Path dir) throws Exception {
        Path file = dir.resolve("recording");
        AllocationProbe.save(file, suite, AllocationProbe.record(suite, 50));
        assertEquals("allocated 0", interpreted(file.toString(), "3"));
    }

    private static KeyPair clientKey(String kind) {
        return kind.equals("RSA") ? TestCertificates.rsa2048() : TestCertificates.p256();
    }

    /** The chain leaves in several records. */
    @ParameterizedTest
    @CsvSource({"C02F, EC", "009C, EC", "C02B, RSA"})
    void aHundredHandshakesWithAClientCertificateAllocateNothing(String hex, String kind) {
        int suite = Integer.parseInt(hex, 16);
        AllocationProbe.Recording recorded = AllocationProbe.recordAuthenticated(suite, 1, clientKey(kind));
        assertEquals(0, new AllocationProbe(recorded, engine(suite)).allocated(100));
    }

    @ParameterizedTest
    @ValueSource(strings = {"EC", "RSA"})
    void norForAClientCertificate(String kind, @TempDir Path dir) throws Exception {
        int suite = CipherSuite.ECDHE_ECDSA_WITH_AES_128_GCM_SHA256;
        Path file = dir.resolve("recording");
        AllocationProbe.save(file, suite, AllocationProbe.recordAuthenticated(suite, 1, clientKey(kind)));
        assertEquals("allocated 0", interpreted(file.toString(), "3"));
    }

    @Test
    void norForAResumedHandshake(@TempDir Path dir) throws Exception {
        int suite = CipherSuite.ECDHE_RSA_WITH_AES_128_GCM_SHA256;
        Path file = dir.resolve("recording");
        AllocationProbe.save(file, suite, AllocationProbe.recordResumed(suite, 10));
        assertEquals("allocated 0", interpreted(file.toString(), "3"));
    }

    private static String interpreted(String... args) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xint", "-Xshare:auto", "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                AllocationProbe.class.getName());
        builder.command().addAll(List.of(args));
        Process child = builder.redirectErrorStream(true).start();
        String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim();
        assertTrue(child.waitFor(60, TimeUnit.SECONDS));
        return said;
    }

    /** A control: one small array a connection is seen. */
    @Test
    void theProbeSeesAnAllocation() {
        int suite = CipherSuite.RSA_WITH_AES_128_GCM_SHA256;
        X509Engine wasteful = new Wasteful(engine(suite));
        AllocationProbe.Recording recorded = AllocationProbe.record(suite, 1);
        long allocated = new AllocationProbe(recorded, wasteful).allocated(10);
        assertTrue(allocated >= 10 * 16, () -> allocated + " bytes");
    }

    private static final class Wasteful implements X509Engine {
        private final X509Engine inner;
        private byte[] waste;

        Wasteful(X509Engine inner) {
            this.inner = inner;
        }

        @Override
        public int scratchBytes() {
            return inner.scratchBytes();
        }

        @Override
        public int scratchShorts() {
            return inner.scratchShorts();
        }

        @Override
        public int scratchInts() {
            return inner.scratchInts();
        }

        @Override
        public int scratchLongs() {
            return inner.scratchLongs();
        }

        @Override
        public void startChain(String serverName, Workspace ws) {
            waste = new byte[1];
        }

        @Override
        public void startCert(int length) {
            inner.startCert(length + waste.length - 1);
        }

        @Override
        public void append(byte[] buf, int off, int len) {
            inner.append(buf, off, len);
        }

        @Override
        public void endCert() {
            inner.endCert();
        }

        @Override
        public int endChain() {
            return inner.endChain();
        }

        @Override
        public int keyType() {
            return inner.keyType();
        }

        @Override
        public int keyUsages() {
            return inner.keyUsages();
        }

        @Override
        public RsaPublicKey rsaKey() {
            return inner.rsaKey();
        }

        @Override
        public EcPublicKey ecKey() {
            return inner.ecKey();
        }
    }
}
