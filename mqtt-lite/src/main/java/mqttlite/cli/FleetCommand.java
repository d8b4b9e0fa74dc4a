package mqttlite.cli;

import bearssl.tls.X509Engine;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import mqttlite.stream.MqttException;
import mqttlite.stream.MqttFleet;
import mqttlite.stream.TrustSource;

/**
 * {@code fleet}: a load test from one thread. One ordinary connection comes first and says what is wrong, if anything is;
 * then all members connect; then messages leave at the rate that was asked for, and come back.
 */
final class FleetCommand {
    private static final int MOST_MEMBERS = 1000000;
    private static final long MILLI = 1000000;
    private static final long SECOND = 1000 * MILLI;
    private static final long NAP = MILLI / 20; // while the next message is due in less than a millisecond
    private static final long UNCHANGED = 10 * SECOND; // nobody new for so long: those who are there begin
    private static final long DRAIN = 2 * SECOND;
    private static final long FOREVER = Long.MAX_VALUE / 4; // 73 years, which differences of times can tell
    private static final int END_SECONDS = 8;
    private static final int MIN_PACKET = 256;

    private final Options options;
    private final Console console;
    private final int members;
    private final int first;
    private final long duration; // nanoseconds
    private final long warmUp;
    private final FleetLoad load;
    private final CountDownLatch end = new CountDownLatch(1);
    private volatile boolean interrupted;
    private LatencyLog latencies;
    private FleetReport report;
    private MqttFleet fleet;

    private FleetCommand(Options options, Console console) throws UsageError {
        this.options = options;
        this.console = console;
        if (!options.has("connections")) {
            throw new UsageError("--connections N is missing");
        }
        members = options.number("connections", 0, 1, MOST_MEMBERS);
        first = options.number("first", 0, 0, Integer.MAX_VALUE - MOST_MEMBERS);
        int seconds = options.number("duration", 0, 1, 1000000);
        duration = seconds == 0 ? FOREVER : seconds * SECOND;
        warmUp = options.number("warm-up", 0, 0, 1000000) * SECOND;
        options.number("ramp", MqttFleet.RAMP, 1, MOST_MEMBERS);
        options.number("at-once", MqttFleet.HANDSHAKES, 1, MOST_MEMBERS);
        load = new FleetLoad(options, members, first);
    }

    static void run(Options given, Console console) throws UsageError, Failure {
        if (given.has("merge")) {
            LatencyLog.merge(given.arguments(), console);
            return;
        }
        Options options = given;
        if (given.arguments().size() == 1 && !given.has("host")) {
            options = given.with("host", given.arguments().get(0));
        } else {
            given.refuseArguments();
        }
        new FleetCommand(options, console).run();
    }

    private void run() throws UsageError, Failure {
        latencies = new LatencyLog(options.text("log", null));
        try {
            tryOne();
            fleet = fleet();
            report = new FleetReport(fleet, load, latencies, console, members);
            load.start(fleet, latencies);
            Thread hook = new Ender();
            Runtime.getRuntime().addShutdownHook(hook);
            try {
                connectAndSend();
            } finally {
                fleet.close();
                end.countDown();
                if (!interrupted) {
                    Runtime.getRuntime().removeShutdownHook(hook);
                }
            }
        } finally {
            latencies.close();
        }
    }

    // An ordinary connection as member 0, which explains itself; it learns the key, too, if that is wanted.
    private void tryOne() throws UsageError, Failure {
        StringBuilder id = new StringBuilder(Integer.toString(first));
        while (id.length() < Integer.toString(first + members - 1).length()) {
            id.insert(0, '0'); // as MqttFleet does
        }
        MqttSession one = new MqttSession(options.with("id", options.text("id", FleetLoad.ID) + id), console,
                new SessionEvents() { });
        try {
            one.open();
        } finally {
            one.close();
        }
    }

    private MqttFleet fleet() throws UsageError, Failure {
        boolean useTls = TlsSettings.areWanted(options);
        HostPort broker = new BrokerList(options, useTls ? TlsSettings.MQTTS_PORT : MqttSession.DEFAULT_PORT).at(0);
        TlsSettings settings = useTls ? new TlsSettings(options) : null;
        MqttFleet made = new MqttFleet(broker.host, broker.port, useTls ? trust(settings.maxRsa) : null,
                options.text("id", FleetLoad.ID), members, load);
        made.first(first).ramp(options.number("ramp", MqttFleet.RAMP, 1, MOST_MEMBERS))
                .handshakes(Math.min(members, options.number("at-once", MqttFleet.HANDSHAKES, 1, MOST_MEMBERS)));
        ConnectOptions.copyLogin(options, made.options());
        int packet = Math.max(MIN_PACKET, Math.max(load.packetLen(), ConnectOptions.loginLen(options)));
        made.buffers(MqttFleet.RECORD, packet);
        if (useTls) {
            ClientIdentity identity = ClientIdentity.of(options);
            String name = settings.serverName != null ? settings.serverName : TlsSettings.nameOf(broker.host);
            made.profile(settings.profile).buffers(settings.buffer, packet).offerMaxFragment(settings.offerMaxFragment)
                    .offerProtocols(settings.protocols).clientAuth(identity == null ? null : identity.auth())
                    .serverName(name == null || name.length() == 0 ? null : name);
        }
        return made;
    }

    // What the options name has served for the first connection: nothing of this fails unless a file was changed.
    private TrustSource trust(final int maxRsa) {
        return new TrustSource() {
            @Override
            public X509Engine newEngine() throws MqttException {
                try {
                    return ServerTrust.of(options, maxRsa);
                } catch (UsageError e) {
                    throw new MqttException(Codes.CLI_BAD_FILE, e.getMessage(), Codes.remedy(Codes.CLI_BAD_FILE));
                } catch (Failure e) {
                    throw new MqttException(e.code(), Codes.cause(e.code()), Codes.remedy(e.code()));
                }
            }
        };
    }

    // ---- running

    private void connectAndSend() throws Failure {
        long start = System.nanoTime();
        report.begin(start);
        while (!interrupted && !isSettled()) {
            goOn(report.untilTick());
        }
        if (!interrupted) {
            report.settled();
            send(System.nanoTime());
        }
        drain();
        report.summary();
    }

    private boolean isSettled() {
        return fleet.connected() == members - fleet.ended() && load.ready() == fleet.connected()
                || load.ready() > 0 && System.nanoTime() - load.lastReady() > UNCHANGED;
    }

    private void send(long start) throws Failure {
        load.begin(start);
        sendUntil(start + warmUp);
        latencies.startOver();
        sendUntil(start + warmUp + duration);
        load.end();
    }

    private void sendUntil(long end) throws Failure {
        long now = System.nanoTime();
        while (!interrupted && end - now > 0) {
            goOn(Math.min(load.sendDue(now), Math.min(report.untilTick(), end - now)));
            now = System.nanoTime();
        }
        while (!interrupted && load.sendDue(end - 1) == 0) { // what was due by then, however late it is
            goOn(0);
        }
    }

    private void goOn(long nanos) throws Failure {
        try {
            int left = fleet.poll(nanos / MILLI);
            if (nanos < MILLI && nanos > 0) {
                LockSupport.parkNanos(Math.min(nanos, NAP)); // the selector knows milliseconds only
            }
            load.check();
            if (left == 0) {
                throw load.allEnded();
            }
        } catch (MqttException e) {
            throw Failure.of(e.code());
        } catch (IOException e) {
            throw Failure.of(Codes.CLI_INTERNAL, "the selector failed: " + e.getMessage());
        }
        report.tick();
    }

    // What is on its way has some time to come.
    private void drain() throws Failure {
        long start = System.nanoTime();
        while (load.missing() > 0 && System.nanoTime() - start < DRAIN && fleet.connected() > 0) {
            goOn(Math.min(report.untilTick(), 10 * MILLI));
        }
    }

    /** Ends the run in order when the process is told to end. */
    private final class Ender extends Thread {
        Ender() {
            super("ender");
        }

        @Override
        public void run() {
            interrupted = true;
            try {
                end.await(END_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
