package bearssl.x509;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bearssl.base.Workspace;
import bearssl.ec.EcP256M15;
import bearssl.ec.EcP384I15;
import bearssl.ec.EcP521I15;
import bearssl.hash.Sha256;
import bearssl.hash.Sha384;
import bearssl.hash.Sha512;
import bearssl.rsa.RsaI15;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.openjdk.jol.info.GraphLayout;

/** What chain validation keeps, in bytes of a 64-bit JVM with compressed references, headers and all. */
class X509SizeTest {
    private static final int LIMIT = 3072; // what Tasmota takes for BearSSL's context

    private final Trial trial = Trial.of(X509Rules.DEFAULT);
    private final AnchorList anchors = trial.anchors();

    /** Without the caller's anchors and clock, and without the singletons, which are there once. */
    private long context(X509Minimal engine) {
        Object[] others = {anchors, trial.clock, Sha256.INSTANCE, Sha384.INSTANCE, Sha512.INSTANCE, RsaI15.INSTANCE,
            EcP256M15.INSTANCE, EcP384I15.INSTANCE, EcP521I15.INSTANCE};
        return GraphLayout.parseInstance(engine).subtract(GraphLayout.parseInstance(others)).totalSize();
    }

    @Test
    void contexts() {
        Map<String, Long> sizes = new TreeMap<>();
        sizes.put("X509Default", context(X509Default.create(anchors, trial.clock)));
        sizes.put("X509Rsa", context(X509Rsa.create(anchors, trial.clock)));
        for (int bits : new int[] {2048, 4096}) {
            sizes.put("X509Full " + bits, context(X509Full.create(anchors, trial.clock, bits, X509Rules.DEFAULT)));
        }
        sizes.put("X509Full 4096 strict", context(X509Full.create(anchors, trial.clock, 4096, X509Rules.STRICT)));
        System.out.println("contexts of chain validation, bytes retained: " + sizes);
        assertEquals(Map.of("X509Default", 2888L, "X509Rsa", 2776L, "X509Full 2048", 2896L, "X509Full 4096", 3664L,
                "X509Full 4096 strict", 3784L), sizes);
    }

    @Test
    void withClockAndListTheUsualContextIsBelowTasmotas() {
        Object[] bytes = {trial.packed()};
        long all = GraphLayout.parseInstance(X509Default.create(anchors, trial.clock))
                .subtract(GraphLayout.parseInstance(bytes)).totalSize();
        assertTrue(all <= LIMIT, () -> all + " bytes");
    }

    @Test
    void aSpentEngineKeepsNothingOfTheHandshakeAlive() {
        X509Minimal engine = X509Default.create(anchors, trial.clock);
        Workspace ws = Trial.workspace(engine);
        String host = new String(trial.host);
        List<byte[]> chain = List.of(TablePki.leaf().signed(TablePki.INTER_KEY), TablePki.INTER);
        for (List<byte[]> certs : List.of(chain, chain.subList(0, 1), List.<byte[]>of())) {
            Trial.run(engine, host, ws, certs, 100);
            GraphLayout held = GraphLayout.parseInstance(engine);
            GraphLayout others = GraphLayout.parseInstance(ws, host, certs);
            assertEquals(held.totalSize(), held.subtract(others).totalSize());
        }
    }
}
