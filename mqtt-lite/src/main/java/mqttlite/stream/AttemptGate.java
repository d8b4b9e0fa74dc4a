package mqttlite.stream;

/**
 * How many may try to connect at once, and how soon the next one may: what keeps a fleet from falling upon a broker
 * that has just come back.
 *
 * <p>It begins with one attempt. Each that succeeds lets one more go on at the same time, up to a limit; a failure means
 * one at a time again, after a pause that doubles up to a second. So a broker that is away, or too busy, sees an attempt
 * a second, however large the fleet is. Times are nanoseconds of {@link System#nanoTime}.
 */
final class AttemptGate {
    private static final long MILLI = 1000000;
    private static final long FIRST_PAUSE = 50 * MILLI;
    private static final long LONGEST_PAUSE = 1000 * MILLI;
    private static final long BURST = 5 * MILLI; // late by this much is made up for

    private final int most;
    private final long spacing;
    private int allowed = 1;
    private int inFlight;
    private long pause = FIRST_PAUSE;
    private long opensAt;
    private long pausedUntil;

    /**
     * @param most      attempts at the same time
     * @param perSecond attempts, 1 to a million
     */
    AttemptGate(int most, int perSecond, long now) {
        this.most = most;
        spacing = 1000 * MILLI / perSecond;
        opensAt = now;
        pausedUntil = now;
    }

    /** How long to wait for the next attempt. @return 0 if it may begin, {@link Long#MAX_VALUE} if one has to end before */
    long waitNanos(long now) {
        if (inFlight >= allowed) {
            return Long.MAX_VALUE;
        }
        return opensAt - now > 0 ? opensAt - now : 0;
    }

    int inFlight() {
        return inFlight;
    }

    void began(long now) {
        inFlight++;
        opensAt = (now - opensAt > BURST ? now - BURST : opensAt) + spacing;
    }

    void succeeded() {
        inFlight--;
        pause = FIRST_PAUSE;
        if (allowed < most) {
            allowed++;
        }
    }

    /** An attempt has failed for a reason that concerns nobody but who made it. */
    void ended() {
        inFlight--;
    }

    void failed(long now) {
        inFlight--;
        allowed = 1;
        if (now - pausedUntil >= 0) { // of those that were on their way together, the first one speaks for all
            pausedUntil = now + pause;
            opensAt = pausedUntil - opensAt > 0 ? pausedUntil : opensAt;
            pause = 2 * pause > LONGEST_PAUSE ? LONGEST_PAUSE : 2 * pause;
        }
    }
}
