package bearssl.testing;

import bearssl.testing.ReferenceClient.End;
import java.util.List;

/** The end of a stream that {@link ReferenceClient} reads, or of its patience. */
final class ReferenceStop extends RuntimeException {
    private static final long serialVersionUID = 1;

    final transient End end;
    final transient List<Integer> alerts;

    ReferenceStop(End end, Integer... alerts) {
        super(null, null, false, false);
        this.end = end;
        this.alerts = List.of(alerts);
    }

    /** Goes on only if this holds. @param alert what the server is told else */
    static void require(boolean good, int alert) {
        if (!good) {
            throw new ReferenceStop(End.REFUSED, alert);
        }
    }
}
