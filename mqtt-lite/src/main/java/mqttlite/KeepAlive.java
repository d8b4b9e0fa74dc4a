package mqttlite;

/**
 * When to send PINGREQ and when to give up. All times are milliseconds of one steady clock.
 *
 * <p>A PINGREQ is due when either direction was silent for three quarters of the keep-alive: sending silence because
 * the interval between two packets must not exceed it [MQTT-3.1.2-23], receiving silence because a client that only
 * publishes would never notice a broker that is gone.
 *
 * <p>The wait for PINGRESP starts again with any byte received, since messages may be queued in front of it, but
 * [MQTT-3.12.4-1] the broker "MUST send a PINGRESP Packet": whatever it sends instead, after one and a half keep-alives
 * and 4 seconds it has broken off. The time of a single packet that arrives slowly does not count.
 */
final class KeepAlive {
    private int interval; // 0: no keep-alive
    private int timeout;
    private long lastSent;
    private long lastReceived;
    private long askedAt;
    private boolean waiting;

    void start(int keepAliveSeconds, int timeoutMillis, long now) {
        interval = keepAliveSeconds * 750;
        timeout = timeoutMillis;
        lastSent = now;
        lastReceived = now;
        waiting = false;
    }

    void sent(long now) {
        lastSent = now;
    }

    /** Notes that bytes came. @param within whether the last of them left a packet incomplete */
    void received(long now, boolean within) {
        lastReceived = now;
        if (within) {
            askedAt = now; // nothing else can arrive yet
        }
    }

    void answered() {
        waiting = false;
    }

    /** Starts the wait for an answer. */
    void asked(long now) {
        if (!waiting) {
            waiting = true;
            askedAt = now;
        }
    }

    boolean isDue(long now) {
        return interval > 0 && now - dueAt() >= 0;
    }

    // While an answer is awaited only sending silence counts.
    private long dueAt() {
        boolean receivedFirst = !waiting && lastReceived - lastSent < 0;
        return interval + (receivedFirst ? lastReceived : lastSent);
    }

    boolean isDead(long now) {
        return waiting && now - deadAt() >= 0;
    }

    private long deadAt() {
        long wait = lastReceived - askedAt;
        int longest = 4000 + 2 * interval; // with a broker that sends everything but PINGRESP
        if (wait > longest - timeout) {
            wait = longest - timeout;
        }
        return askedAt + timeout + (wait < 0 ? 0 : wait);
    }

    /** Milliseconds until one of the two happens, 0 if it is time, {@link Long#MAX_VALUE} if never. */
    long dueIn(long now) {
        long left = Long.MAX_VALUE;
        if (interval > 0) {
            left = dueAt() - now;
        }
        if (waiting && deadAt() - now < left) {
            left = deadAt() - now;
        }
        return left < 0 ? 0 : left;
    }
}
