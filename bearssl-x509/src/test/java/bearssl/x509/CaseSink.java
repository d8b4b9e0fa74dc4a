package bearssl.x509;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Takes in cases, all of them or some; those left out are not even made. */
final class CaseSink {
    private final int every;
    private final Set<String> labels;
    private final List<String> lines = new ArrayList<>();
    private int offered;

    /**
     * Makes an empty sink.
     *
     * @param every  1 for all cases, n for every n-th
     * @param labels taken in all
     */
    CaseSink(int every, Set<String> labels) {
        this.every = every;
        this.labels = labels;
    }

    /**
     * Offers a case.
     *
     * @param label what is special about it; becomes its id together with a number
     * @param fill  writes its tokens
     */
    void add(String label, Consumer<BatchCase> fill) {
        if (offered++ % every == 0 || labels.contains(label)) {
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
