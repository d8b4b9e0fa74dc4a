package bearssl.x509;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bearssl.base.Workspace;
import bearssl.testing.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;

/** 20,000 changed roots and packed anchors: what is taken for an anchor is used, with whatever is in it. */
class AnchorMutationTest {
    private static final byte[] HEADER = "BAN1".getBytes(StandardCharsets.US_ASCII);
    private static final List<byte[]> CHAIN = X509MutationTest.CHAIN;
    private static final int TRIES = 20_000;
    private static int used;
    private static int accepted;

    @Property(tries = TRIES, seed = X509MutationTest.SEED, shrinking = ShrinkingMode.OFF,
            edgeCases = EdgeCasesMode.NONE)
    void anchors(@ForAll long seed) {
        Mutator mutator = new Mutator(seed);
        boolean packed = mutator.below(2) == 0;
        byte[] root = FuzzChain.CONSTRAINED_ROOT;
        byte[] cert = packed ? root : mutator.below(2) == 0 ? mutator.elements(root) : mutator.bytes(root, CHAIN.get(2));
        int rules = mutator.below(2) == 0 ? X509Rules.DEFAULT : mutator.below(1024);
        byte[] record = Trial.anchor(rules, cert);
        if (record.length > 0 && packed) {
            record = mutator.bytes(record, root);
            if (mutator.below(4) > 0 && record.length > 4) {
                record = Bytes.join(Bytes.of(0, 0, record.length >> 8, record.length),
                        Arrays.copyOfRange(record, 4, record.length));
            }
        }
        byte[] list = Bytes.join(HEADER, record);
        if (AnchorList.isValid(list, 0, list.length)) {
            used++;
            X509Minimal engine = X509FuzzTarget.blind(new AnchorList(list, 0, list.length), rules);
            Workspace ws = Trial.workspace(engine);
            int code = Trial.run(engine, FuzzChain.HOST, ws, CHAIN, Integer.MAX_VALUE);
            assertEquals(code, Trial.run(engine, FuzzChain.HOST, ws, CHAIN, 1 + mutator.below(200)));
            assertTrue(code >= 0 && code <= 62);
            accepted += code == 0 ? 1 : 0;
        }
    }

    @AfterContainer
    static void manyAnchorsAreUsed() {
        assertTrue(used > 6000 && accepted > 500, used + " used, " + accepted + " accepted");
    }
}
