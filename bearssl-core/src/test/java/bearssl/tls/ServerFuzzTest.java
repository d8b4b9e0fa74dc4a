package bearssl.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bearssl.testing.FuzzSettings;
import bearssl.testing.Mutation;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.lifecycle.AfterProperty;

/**
 * A server that speaks the handshake and then breaks one field, length, order or byte at a time, or two. What must hold
 * says {@link FuzzRun}; how to run it longer or again, docs/TESTING.md.
 */
@AddLifecycleHook(FuzzSettings.class)
class ServerFuzzTest {
    private static final int TRIES = 8000;
    private static final String SEED = "1";
    /** What so many tries are sure to come across. */
    private static final List<Integer> CODES = List.of(0, 3, 4, 5, 6, 7, 9, 10, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21,
            22, 23, 24, 25, 26, 27, 31, 51);

    private final Set<Integer> codes = new TreeSet<>();
    private final Set<Mutation.Kind> kinds = EnumSet.noneOf(Mutation.Kind.class);
    private int tries;

    @Provide
    Arbitrary<FuzzScenario> scenarios() {
        return ints(FuzzScenario.COUNT).map(FuzzScenario::of);
    }

    @Provide
    Arbitrary<Mutation> mutations() {
        List<Mutation.Kind> kinds = List.of(Mutation.Kind.values());
        int fields = Mutation.Kind.NOTHING.ordinal();
        Arbitrary<Mutation.Kind> kind = Arbitraries.frequencyOf(Tuple.of(9, Arbitraries.of(kinds.subList(0, fields))),
                Tuple.of(2, Arbitraries.of(Mutation.Kind.HELLO, Mutation.Kind.EXCHANGE)),
                Tuple.of(9, Arbitraries.of(kinds.subList(fields, kinds.size()))));
        // most of what has a structure is in the first flight
        return Combinators.combine(kind, Arbitraries.of(false, false, true), Arbitraries.of(1, 1, 1, 2, 3), ints(8),
                ints(60), Arbitraries.of(false, true), ints(1 << 16)).as(Mutation::new);
    }

    private static Arbitrary<Integer> ints(int count) {
        return Arbitraries.integers().between(0, count - 1).withDistribution(RandomDistribution.uniform());
    }

    @Provide
    Arbitrary<Integer> pieces() {
        return ints(1 << 16);
    }

    @Property(tries = TRIES, seed = SEED, edgeCases = EdgeCasesMode.NONE)
    void oneThingIsWrong(@ForAll("scenarios") FuzzScenario scenario, @ForAll("mutations") Mutation mutation,
            @ForAll("pieces") int pieces) {
        int code = FuzzRun.of(scenario, mutation::arrange, pieces);
        assertTrue(code == 0 || mutation.kind() != Mutation.Kind.NOTHING, "fails without a change");
        codes.add(code);
        kinds.add(mutation.kind());
        tries++;
    }

    /** A fuzzer that comes nowhere finds nothing. */
    @AfterProperty
    void reachesWhatThereIs() {
        if (tries >= TRIES) {
            assertEquals(EnumSet.allOf(Mutation.Kind.class), kinds);
            assertTrue(codes.containsAll(CODES), codes::toString);
        }
    }

    @Property(tries = TRIES / 4, seed = SEED, edgeCases = EdgeCasesMode.NONE)
    void twoThingsAreWrong(@ForAll("scenarios") FuzzScenario scenario, @ForAll("mutations") Mutation one,
            @ForAll("mutations") Mutation other, @ForAll("pieces") int pieces) {
        FuzzRun.of(scenario, (server, story) -> {
            one.arrange(server, story);
            other.arrange(server, story);
        }, pieces);
    }
}
