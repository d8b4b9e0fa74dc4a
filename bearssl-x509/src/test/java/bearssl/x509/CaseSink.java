package bearssl.x509;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Takes in cases, all of them or every n-th; those left out are not even made. */
final class CaseSink {
    private final int every;
    private final Predicate<String> isWanted;
    private final List<String> lines = new ArrayList<>();
    private int offered;

    /**
     * Makes an empty sink.
     *
     * @param every    1 for all cases, n for every n-th
     * @param isWanted says which labels count
     */
    CaseSink(int every, Predicate<String> isWanted) {
        this.every = every;
        this.isWanted = isWanted;
    }

    /**
     * Offers a case.
     *
     * @param label what is special about it; becomes its id together with a number
     * @param fill  writes its tokens
     */
    void add(String label, Consumer<BatchCase> fill) {
        if (offered++ % every == 0 && isWanted.test(label)) {
            BatchCase c = new BatchCase(label + "#" + offered);
            fill.accept(c);
            lines.add(c.line());
        }
    }

    List<String> lines() {
        return lines;
    }

    int offered() {
        return offered;
    }
}
