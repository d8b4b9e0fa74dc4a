package mqttlite.cli;

import java.util.Locale;
import java.util.Map;
import mqttlite.stream.MqttFleet;

/** What {@code fleet} tells: a line each second on standard error, and sums on standard output at the end. */
final class FleetReport {
    private static final long SECOND = 1000000000;

    private final MqttFleet fleet;
    private final FleetLoad load;
    private final LatencyLog latencies;
    private final Console console;
    private final int members;
    private long start;
    private long lastTick;
    private long nextTick;
    private long settledAfter = -1; // nanoseconds
    private int settledWith;
    // as of the last line
    private long connects;
    private long attempts;
    private long out;
    private long in;

    FleetReport(MqttFleet fleet, FleetLoad load, LatencyLog latencies, Console console, int members) {
        this.fleet = fleet;
        this.load = load;
        this.latencies = latencies;
        this.console = console;
        this.members = members;
    }

    void begin(long now) {
        start = now;
        lastTick = now;
        nextTick = now + SECOND;
    }

    /** All who will connect have. */
    void settled() {
        settledAfter = load.lastReady() - start;
        settledWith = load.ready();
    }

    /** Nanoseconds until there is a line to print. */
    long untilTick() {
        long left = nextTick - System.nanoTime();
        return left < 0 ? 0 : left;
    }

    /** Prints a line if it is time. */
    void tick() throws Failure {
        long now = System.nanoTime();
        if (nextTick - now > 0) {
            return;
        }
        double seconds = (now - lastTick) / (double) SECOND;
        latencies.next();
        int waiting = members - fleet.connected() - fleet.connecting() - fleet.ended();
        console.error(String.format(Locale.ROOT,
                "%d s: connected %d, connecting %d, waiting %d, given up %d; attempts/s %.0f, connects/s %.0f; "
                        + "messages/s out %.0f, in %.0f; %s; lost %d%s",
                (now - start + SECOND / 2) / SECOND, fleet.connected(), fleet.connecting(), waiting, fleet.ended(),
                (fleet.attempts() - attempts) / seconds, (fleet.connects() - connects) / seconds,
                (load.out() - out) / seconds, (load.in() - in) / seconds, latencies.lastInWords(), fleet.losses(),
                fleet.failure() == null ? "" : "; last failure: " + fleet.failure()));
        attempts = fleet.attempts();
        connects = fleet.connects();
        out = load.out();
        in = load.in();
        lastTick = now;
        nextTick += SECOND;
        if (nextTick - now < 0) {
            nextTick = now + SECOND;
        }
    }

    /** Prints the sums. */
    void summary() throws Failure {
        long now = System.nanoTime();
        latencies.next();
        console.line("members: " + members);
        console.line("connected: " + fleet.connected());
        if (settledAfter >= 0) {
            double seconds = settledAfter / (double) SECOND;
            console.line(String.format(Locale.ROOT, "connecting: %.2f s, %.0f a second", seconds, settledWith / seconds));
        }
        console.line("connects: " + fleet.connects() + ", of them resumed: " + fleet.resumed());
        console.line("attempts: " + fleet.attempts());
        console.line("lost: " + fleet.losses());
        for (Map.Entry<Integer, long[]> reason : load.reasons().entrySet()) {
            console.line("reason: " + reason.getValue()[0] + " times " + reason.getKey() + " "
                    + Codes.name(reason.getKey()) + ", " + Codes.cause(reason.getKey()));
        }
        double sending = settledAfter < 0 ? 0 : (now - start - settledAfter) / (double) SECOND;
        console.line(String.format(Locale.ROOT, "messages: out %d, in %d, missing %d, skipped %d, strangers %d in %.1f s",
                load.out(), load.in(), load.missing(), load.skipped(), load.strangers(), sending));
        latencies.print(console);
        console.flush();
    }
}
