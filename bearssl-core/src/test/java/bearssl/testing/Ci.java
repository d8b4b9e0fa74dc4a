package bearssl.testing;

import org.junit.jupiter.api.Assumptions;

/** What a machine lacks is a skipped test for a developer and a failed one for CI. */
public final class Ci {
    private Ci() {
    }

    /** Whether the environment says {@code CI=true}. */
    public static boolean isCi() {
        return isCi(System.getenv("CI"));
    }

    static boolean isCi(String value) {
        return "true".equalsIgnoreCase(value);
    }

    /**
     * Ends the running test: skipped with this reason, or failed with it under CI. Never returns.
     *
     * @return nothing; declared so that callers can write {@code throw Ci.missing(...)}
     */
    public static AssertionError missing(String reason) {
        return missing(reason, isCi());
    }

    static AssertionError missing(String reason, boolean ci) {
        if (ci) {
            throw new AssertionError(reason + " (and CI=true: nothing may be missing here)");
        }
        Assumptions.abort(reason);
        return new AssertionError("abort returned");
    }
}
