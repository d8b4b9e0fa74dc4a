package bearssl.x509;

/**
 * What is known of the time when a certificate's validity is judged. Times are seconds since 1970-01-01T00:00:00Z.
 *
 * <ul>
 *   <li>The time is {@link #set}: it is used, or the floor if that is later.</li>
 *   <li>Only a {@link #floor} is known (a device without a clock that remembers when it was built, or when it last
 *       saw a valid certificate): what expired before it is refused. What begins after it is not, for the true time
 *       may be later; a renewed certificate does not lock such a device out.</li>
 *   <li>Neither: {@link bearssl.tls.BrErr#BR_ERR_X509_TIME_UNKNOWN}. 1970 is never assumed.</li>
 * </ul>
 *
 * <p>A chain that was found valid raises the floor to the latest start of validity in it: a CA vouches that this time
 * has come. A server's certificate that is trusted by itself does not: nobody signed for its dates. Store
 * {@link #floor()} where it outlives a restart, if there is no clock.
 *
 * <p>One object may serve all connections of a thread.
 */
public final class X509Clock {
    /** No time: before anything that a certificate can say. */
    public static final long UNKNOWN = Long.MIN_VALUE;

    private long now = UNKNOWN;
    private long floor = UNKNOWN;

    /** Makes a clock that knows nothing. */
    public X509Clock() {
        // see set and floor
    }

    /** Tells what time it is; call it before a handshake. @param unixSeconds the time */
    public void set(long unixSeconds) {
        now = unixSeconds;
    }

    /** Forgets the time; the floor stays. */
    public void unset() {
        now = UNKNOWN;
    }

    /** Raises the floor: it is that late at least. Lower values are ignored. @param unixSeconds a time that is past */
    public void floor(long unixSeconds) {
        if (unixSeconds > floor) {
            floor = unixSeconds;
        }
    }

    /** The time that has come for certain. @return seconds, {@link #UNKNOWN} if there is none */
    public long floor() {
        return floor;
    }

    /** The time that validity is judged at. @return seconds, {@link #UNKNOWN} if it cannot be judged */
    public long time() {
        return now > floor ? now : floor;
    }

    /** Whether {@link #time} stands in for a time that is not known. @return true if only the floor is known */
    public boolean isFloorOnly() {
        return now == UNKNOWN && floor != UNKNOWN;
    }
}
