package bearssl.x509;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;

/**
 * 35,000 chains with changed bytes. With three more classes: 100,000. See {@link X509FuzzTarget} for what must hold.
 */
class X509MutationTest {
    static final int TRIES = 35_000;
    static final String SEED = "5280";
    private static final X509FuzzTarget TARGET = new X509FuzzTarget(List.of()).measuring();
    static final List<byte[]> CHAIN = FuzzChain.chain();

    /** Rules and the like, at random. */
    static byte[] input(Mutator mutator, int flags, List<byte[]> chain) {
        int[] rules = {X509Rules.LENIENT, X509Rules.DEFAULT, X509Rules.STRICT, X509Rules.DEFAULT | X509Rules.COMMON_NAME,
            mutator.below(1024)};
        int piece = mutator.below(8) == 0 ? 1 : mutator.below(200);
        return X509FuzzTarget.encode(rules[mutator.below(rules.length)], flags | mutator.below(128) & ~X509FuzzTarget.REAL,
                piece, mutator.below(3) == 0 ? mutator.below(6) : 0, chain);
    }

    @Property(tries = TRIES, seed = SEED, shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
    void bytes(@ForAll long seed) {
        Mutator mutator = new Mutator(seed);
        TARGET.run(input(mutator, 0, mutator.chain(CHAIN, false)));
    }

    @Test
    void theChainItselfIsValid() {
        for (int rules : new int[] {X509Rules.LENIENT, X509Rules.DEFAULT & ~X509Rules.CONSTRAINTS, X509Rules.STRICT}) {
            List<byte[]> chain = new ArrayList<>(CHAIN);
            int code = TARGET.run(X509FuzzTarget.encode(rules, X509FuzzTarget.CONSTRAINED, 7, 0, chain));
            // a critical extension that is not known without its rule
            assertEquals((rules & X509Rules.CONSTRAINTS) == 0 ? 57 : 0, code, "rules " + rules);
        }
    }
}
