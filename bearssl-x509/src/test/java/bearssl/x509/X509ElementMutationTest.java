package bearssl.x509;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;

/** 35,000 chains with changed elements: tags, contents, order, lengths that lie. */
class X509ElementMutationTest {
    private static final X509FuzzTarget TARGET = new X509FuzzTarget(List.of()).measuring();
    private static final Set<Integer> CODES = new TreeSet<>();

    @Property(tries = X509MutationTest.TRIES, seed = X509MutationTest.SEED, shrinking = ShrinkingMode.OFF,
            edgeCases = EdgeCasesMode.NONE)
    void elements(@ForAll long seed) {
        Mutator mutator = new Mutator(seed);
        CODES.add(TARGET.run(X509MutationTest.input(mutator, 0, mutator.chain(X509MutationTest.CHAIN, true))));
    }

    /** The mutations get to all that a chain can be refused for, but 34 and 35, which take a chain cut off. */
    @AfterContainer
    static void everyCodeIsReached() {
        Set<Integer> seldom = Set.of(34, 35, 38, 44, 47, 51, 53, 54, 58);
        Set<Integer> often = new TreeSet<>(Set.of(0));
        for (int code = 33; code <= 62; code++) {
            if (code != 61 && !seldom.contains(code)) {
                often.add(code);
            }
        }
        CODES.removeAll(seldom);
        assertEquals(often, CODES);
    }
}
