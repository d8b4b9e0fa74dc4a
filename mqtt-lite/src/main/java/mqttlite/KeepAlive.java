package mqttlite;

/**
 * When to send PINGREQ and when to give up. All times are milliseconds of one steady clock.
 *
 * <p>A PINGREQ is due when either direction was silent for three quarters of the keep-alive: sending silence because
 * the interval between two packets must not exceed it [MQTT-3.1.2-23], receiving silence because a client that only
 * publishes would never notice a broker that is gone. Any byte received counts as a sign of life, so a long packet in
 * front of the PINGRESP does no harm.
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

    void received(long now) {
        lastReceived = now;
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
        return timeout + (lastReceived - askedAt > 0 ? lastReceived : askedAt);
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
