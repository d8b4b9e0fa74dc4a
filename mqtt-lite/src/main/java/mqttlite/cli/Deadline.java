package mqttlite.cli;

/** A point in time by which something has to be done: the user's -W, or a limit of this program's. */
final class Deadline {
    private static final long NANOS = 1000000000L;
    private static final int HOUR_MILLIS = 3600000;

    private final boolean isUsers;
    private final int seconds; // 0: never
    private final Deadline outer; // counts, too, if it is over earlier; or null
    private long end;

    private Deadline(boolean isUsers, int seconds, Deadline outer) {
        this.isUsers = isUsers;
        this.seconds = seconds;
        this.outer = outer;
        end = System.nanoTime() + seconds * NANOS;
    }

    /** The user's limit for the whole run. */
    static Deadline users(int seconds) {
        return new Deadline(true, seconds, null);
    }

    /** A limit of this program's, which a user's limit replaces. */
    static Deadline within(int seconds, Deadline users) {
        return users.seconds > 0 ? users : new Deadline(false, seconds, null);
    }

    /** A limit of this program's, or the user's if that is over earlier: for what is tried again. */
    static Deadline earlier(int seconds, Deadline users) {
        return new Deadline(false, seconds, users);
    }

    /** Never over. */
    static Deadline never() {
        return new Deadline(false, 0, null);
    }

    /** Starts a limit of this program's again, because something moved; the user's stands. */
    void renew() {
        if (!isUsers) {
            end = System.nanoTime() + seconds * NANOS;
        }
    }

    boolean isOver() {
        return seconds > 0 && end - System.nanoTime() <= 0 || outer != null && outer.isOver();
    }

    /** Milliseconds left, rounded up, at least 0 and at most an hour. */
    int leftMillis() {
        int most = outer == null ? HOUR_MILLIS : outer.leftMillis();
        if (seconds == 0) {
            return most;
        }
        long left = (end - System.nanoTime() + 999999) / 1000000;
        return left < 0 ? 0 : left > most ? most : (int) left;
    }

    /** Ends the command if the time is over. @param code the code unless it is the user's limit */
    void check(int code, String step) throws Failure {
        if (isOver()) {
            throw failure(code, step);
        }
    }

    Failure failure(int code, String step) {
        if (outer != null && outer.isOver()) {
            return outer.failure(code, step);
        }
        return isUsers ? Failure.timeUp(seconds, step)
                : Failure.of(code, "nothing came within " + seconds + " s while " + step);
    }
}
