package bearssl.x509;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** 10,000 changed chains of x509-limbo, with real hash functions: most get no further than a signature. */
class X509LimboMutationTest {
    private static final int TRIES = 10_000;
    private static final int MOST_BYTES = 2500;
    private static final int CASES = 12;

    private static final List<X509FuzzTarget> TARGETS = new ArrayList<>();
    private static final List<List<byte[]>> CHAINS = new ArrayList<>();

    static {
        List<LimboCases.Case> all = LimboCases.all();
        for (int i = 0; TARGETS.size() < CASES; i += 5) {
            List<byte[]> chain = all.get(i).batch().certs();
            if (chain.stream().mapToInt(c -> c.length).sum() <= MOST_BYTES) {
                CHAINS.add(chain);
                List<byte[]> trusted = new ArrayList<>();
                all.get(i).facts().getAsJsonArray("trusted")
                        .forEach(c -> trusted.add(Base64.getDecoder().decode(c.getAsString())));
                TARGETS.add(new X509FuzzTarget(trusted).measuring());
            }
        }
    }

    @Property(tries = TRIES, seed = X509MutationTest.SEED, shrinking = ShrinkingMode.OFF,
            edgeCases = EdgeCasesMode.NONE)
    void limbo(@ForAll long seed) {
        Mutator mutator = new Mutator(seed);
        int i = mutator.below(CASES);
        byte[] input = X509MutationTest.input(mutator, X509FuzzTarget.REAL,
                mutator.chain(CHAINS.get(i), mutator.below(2) == 0));
        TARGETS.get(i).run(input);
    }
}
