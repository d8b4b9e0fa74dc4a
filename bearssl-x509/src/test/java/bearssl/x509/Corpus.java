package bearssl.x509;

import java.util.List;
import java.util.Set;

/**
 * Some thirty thousand certificate chains, each odd in one way, as lines of {@code verify -batch} in lenient mode; the
 * same ones every time. The classes named {@code Corpus...} make a part each, the names of the cases say which.
 *
 * <p>{@code BearsslOracleTest} judges a sample. With {@code -Dcorpus.every=1} it judges all, with
 * {@code -Dcorpus.random=N} N random ones among them, and with {@code -Dcorpus.file=NAME} it leaves the lines and both
 * verdicts in {@code target/NAME.txt}, {@code .c} and {@code .ours}.
 */
final class Corpus {
    private static final int RANDOM = 2000;

    private Corpus() {
    }

    /** Every n-th case, the first one included, and all whose label is one of those given. */
    static List<String> lines(int every, Set<String> labels) {
        CaseSink sink = new CaseSink(every, labels);
        CorpusNames.add(sink);
        CorpusAlternativeNames.add(sink);
        CorpusDates.add(sink);
        CorpusExtensions.add(sink);
        CorpusFields.add(sink);
        CorpusPublicKeys.add(sink);
        CorpusSignatures.add(sink);
        CorpusChains.add(sink);
        CorpusMutations.add(sink);
        CorpusRandom.addSigned(sink, Integer.getInteger("corpus.random", RANDOM));
        CorpusRandom.addRecorded(sink, LimboCases.all().stream().map(LimboCases.Case::batch).toList());
        return sink.lines();
    }
}
