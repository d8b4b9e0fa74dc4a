package mqttlite.cli;

/** A point in time by which something has to be done: the user's -W, or a limit of this program's. */
final class Deadline {
    private static final long NANOS = 1000000000L;
    private static final int HOUR_MILLIS = 3600000;

    private final boolean isUsers;
    private final int seconds; // 0: never
    private long end;

    private Deadline(boolean isUsers, int seconds) {
        this.isUsers = isUsers;
        this.seconds = seconds;
        end = System.nanoTime() + seconds * NANOS;
    }

    /** The user's limit for the whole run. */
    static Deadline users(int seconds) {
        return new Deadline(true, seconds);
    }

    /** A limit of this program's, which a user's limit replaces. */
    static Deadline within(int seconds, Deadline users) {
        return users.seconds > 0 ? users : new Deadline(false, seconds);
    }

    /** Never over. */
    static Deadline never() {
        return new Deadline(false, 0);
    }

    /** Starts a limit of this program's again, because something moved; the user's stands. */
    void renew() {
        if (!isUsers) {
            end = System.nanoTime() + seconds * NANOS;
        }
    }

    boolean isOver() {
        return seconds > 0 && end - System.nanoTime() <= 0;
    }

    /** Milliseconds left, rounded up, at least 0 and at most an hour. */
    int leftMillis() {
        if (seconds == 0) {
            return HOUR_MILLIS;
        }
        long left = (end - System.nanoTime() + 999999) / 1000000;
        return left < 0 ? 0 : left > HOUR_MILLIS ? HOUR_MILLIS : (int) left;
    }

    /** Ends the command if the time is over. @param code the code unless it is the user's limit */
    void check(int code, String step) throws Failure {
        if (isOver()) {
            throw failure(code, step);
        }
    }

    Failure failure(int code, String step) {
        return isUsers ? Failure.timeUp(seconds, step)
                : Failure.of(code, "nothing came within " + seconds + " s while " + step);
    }
}
