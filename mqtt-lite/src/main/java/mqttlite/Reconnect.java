package mqttlite;

import bearssl.tls.BrErr;

/**
 * When to try to connect again, and to which of two brokers: a state machine that the caller drives, without a thread or
 * a clock of its own. All times are milliseconds of one steady clock.
 *
 * <pre>
 *     while (reconnect.waitMillis(now) == 0) {      // more than 0: sleep; Long.MAX_VALUE: give up
 *         open(brokers[reconnect.broker()]);        // at most reconnect.leftMillis(now) for all of it
 *         reconnect.connected(now);                 // CONNACK has come
 *         ...
 *         reconnect.lost(code, now);                // what ended it, or kept it from coming about
 *     }
 * </pre>
 *
 * <p>The n-th attempt in a row waits between the half and the whole of {@code first * 2^(n-1)}, at most {@code cap}; the
 * one after a connection that was stable, up to {@code first}. Where in that range is a hash of client identifier and
 * attempt: a fleet that lost its broker comes back spread out, and each member always at its own time. A connection
 * counts as stable after {@link #stable(int)}: one that was lost before, as when two clients use one identifier and
 * throw each other out, is {@link #KICKED} and goes on waiting longer and longer.
 *
 * <p>What will happen again ends it, {@link #LASTING}: at once as long as no broker has ever accepted, later only when it
 * happens {@link #LASTING_ATTEMPTS} times in a row.
 *
 * <p>With two brokers each attempt goes to the other one; the wait grows when both were tried.
 */
public final class Reconnect {
    /** What happened may pass: a network or a broker that is down. */
    public static final int PASSING = 0;
    /** The broker accepted and ended the connection before it was stable. */
    public static final int KICKED = 1;
    /** What happened will happen again: a wrong password, an unknown CA, a refused protocol. No more attempts. */
    public static final int LASTING = 2;
    /** How often it has to happen in a row with brokers that have accepted before: one altered bit looks the same. */
    public static final int LASTING_ATTEMPTS = 3;

    /** Default of {@link #delays}: up to 4 s after the first failure. */
    public static final int FIRST_MILLIS = 4000;
    /** Default of {@link #delays}: never more than two minutes. */
    public static final int CAP_MILLIS = 120000;
    /** Default of {@link #stable(int)}. */
    public static final int STABLE_MILLIS = 60000;
    /** Default of {@link #deadline(int)}: from the first packet of TCP to CONNACK. */
    public static final int DEADLINE_MILLIS = 30000;

    private static final String BAD_TIMES;

    static {
        BAD_TIMES = "mqtt: times above 0, the first delay up to the cap";
    }

    private final int seed;
    private final int brokers;
    private int first = FIRST_MILLIS;
    private int cap = CAP_MILLIS;
    private int stable = STABLE_MILLIS;
    private int deadline = DEADLINE_MILLIS;

    private int attempts; // since the last stable connection
    private int broker;
    private int refusals; // bit n: broker n will never do
    private int refused; // in a row
    private boolean proven; // a broker has accepted before
    private int reason;
    private boolean waiting; // for dueAt
    private boolean accepted;
    private long dueAt;
    private long since; // of the attempt, or of CONNACK

    /**
     * Makes one that may try at once.
     *
     * @param clientId the client's identifier, which sets it apart from the others of its fleet
     * @param brokers  1 or 2
     */
    public Reconnect(byte[] clientId, int brokers) {
        if (brokers < 1 || brokers > 2) {
            throw new IllegalArgumentException(BAD_TIMES);
        }
        seed = Crc32.of(clientId, 0, clientId.length);
        this.brokers = brokers;
    }

    /**
     * Sets the range of delays.
     *
     * @param firstMillis after the first failure, 1 or more
     * @param capMillis   never more than that, up to {@link Integer#MAX_VALUE} / 2
     * @return this
     * @throws IllegalArgumentException if out of range
     */
    public Reconnect delays(int firstMillis, int capMillis) {
        if (firstMillis < 1 || capMillis < firstMillis || capMillis > Integer.MAX_VALUE / 2) {
            throw new IllegalArgumentException(BAD_TIMES);
        }
        first = firstMillis;
        cap = capMillis;
        return this;
    }

    /**
     * Sets how long a connection has to last to be forgiven what went before.
     *
     * @param millis 1 or more
     * @return this
     * @throws IllegalArgumentException if out of range
     */
    public Reconnect stable(int millis) {
        if (millis < 1) {
            throw new IllegalArgumentException(BAD_TIMES);
        }
        stable = millis;
        return this;
    }

    /**
     * Sets the limit for one attempt as a whole: name, TCP, TLS and CONNACK.
     *
     * @param millis 1 or more
     * @return this
     * @throws IllegalArgumentException if out of range
     */
    public Reconnect deadline(int millis) {
        if (millis < 1) {
            throw new IllegalArgumentException(BAD_TIMES);
        }
        deadline = millis;
        return this;
    }

    /**
     * How long to wait until the next attempt. At 0 the attempt, and its deadline, begin.
     *
     * @param now the time
     * @return 0 if it is time, {@link Long#MAX_VALUE} if no broker will ever do
     */
    public long waitMillis(long now) {
        if (refusals == (1 << brokers) - 1) {
            return Long.MAX_VALUE;
        }
        if (waiting && dueAt - now > 0) {
            return dueAt - now;
        }
        waiting = false;
        accepted = false;
        since = now;
        return 0;
    }

    /** The broker to connect to. @return 0 or 1 */
    public int broker() {
        return broker;
    }

    /**
     * What is left of the time for this attempt.
     *
     * @param now the time
     * @return milliseconds, 0 if it is over
     */
    public int leftMillis(long now) {
        long left = since + deadline - now;
        return left < 0 ? 0 : (int) left;
    }

    /**
     * The broker has accepted.
     *
     * @param now the time
     */
    public void connected(long now) {
        accepted = true;
        proven = true;
        refused = 0;
        since = now;
    }

    /**
     * An attempt has failed, or a connection ended that is still wanted.
     *
     * @param code what ended it: a code of MQTT, TLS or connecting, as {@link MqttClient#error} or the transport say
     * @param now  the time
     * @return {@link #PASSING}, {@link #KICKED} or {@link #LASTING}
     */
    public int lost(int code, long now) {
        int kind = PASSING;
        boolean wasStable = accepted && now - since >= stable;
        if (wasStable) {
            attempts = 0;
        } else if (accepted) {
            kind = KICKED;
        } else if (!isLasting(code)) {
            refused = 0;
        } else if (!proven || ++refused >= LASTING_ATTEMPTS) {
            kind = LASTING;
            refusals |= 1 << broker;
        }
        reason = code;
        accepted = false;
        waiting = true;
        dueAt = now + delay(wasStable);
        attempts++;
        if (brokers == 2 && (refusals & 1 << (1 - broker)) == 0) {
            broker = 1 - broker;
        }
        return kind;
    }

    /** What {@link #lost} was told last. @return a code, 0 before */
    public int reason() {
        return reason;
    }

    /** Forgets that brokers will never do, for a caller who changed something or knows better. */
    public void forgive() {
        refusals = 0;
        refused = 0;
    }

    // The delay before the next attempt; `attempts` have failed before the one that did just now.
    private int delay(boolean wasStable) {
        int phase = phase();
        if (wasStable) {
            return phase % first;
        }
        int range = first;
        for (int i = attempts / brokers; i > 0 && range < cap; i--) {
            range = range > cap / 2 ? cap : 2 * range;
        }
        return range / 2 + phase % (range - range / 2);
    }

    // A number from 0 that client and attempt determine; neighbours differ in all bits.
    private int phase() {
        int h = seed ^ attempts * 0x9E3779B9;
        h = (h ^ h >>> 16) * 0x85EBCA6B;
        h = (h ^ h >>> 13) * 0xC2B2AE35;
        return (h ^ h >>> 16) >>> 1;
    }

    /**
     * Tells whether what happened will happen again, however long one waits. Not so for certificates that are expired
     * or not valid yet, nor for broken signatures: a clock may be set, and what alters data on the way may go.
     *
     * @param code as {@link #lost} takes it
     * @return true if it lasts
     */
    public static boolean isLasting(int code) {
        switch (code) {
            case MqttStatus.MQTT_REFUSED_PROTOCOL:
            case MqttStatus.MQTT_REFUSED_CLIENT_ID:
            case MqttStatus.MQTT_REFUSED_CREDENTIALS:
            case MqttStatus.MQTT_REFUSED_NOT_AUTHORIZED:
            case BrErr.BR_ERR_BAD_PARAM: // a key that matches no pin
            case BrErr.BR_ERR_UNSUPPORTED_VERSION:
            case BrErr.BR_ERR_NO_RANDOM:
            case BrErr.BR_ERR_NO_CLIENT_AUTH:
            case BrErr.BR_ERR_X509_BAD_SERVER_NAME:
            case BrErr.BR_ERR_X509_NOT_TRUSTED:
            case BrErr.BR_ERR_RECV_FATAL_ALERT + 40: // handshake_failure
            case BrErr.BR_ERR_RECV_FATAL_ALERT + 70: // protocol_version
            case BrErr.BR_ERR_RECV_FATAL_ALERT + 71: // insufficient_security
            case BrErr.BR_ERR_RECV_FATAL_ALERT + 112: // unrecognized_name
            case BrErr.BR_ERR_RECV_FATAL_ALERT + 116: // certificate_required
            case BrErr.BR_ERR_RECV_FATAL_ALERT + 120: // no_application_protocol
                return true;
            default:
                // Refusals of the client's certificate: bad_certificate (42) to access_denied (49) but 47, our fault.
                return code >= BrErr.BR_ERR_RECV_FATAL_ALERT + 42 && code <= BrErr.BR_ERR_RECV_FATAL_ALERT + 49
                        && code != BrErr.BR_ERR_RECV_FATAL_ALERT + 47
                        || code >= MqttStatus.MQTT_TOO_LARGE && code <= MqttStatus.MQTT_BAD_STATE;
        }
    }
}
