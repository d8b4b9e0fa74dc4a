package mqttlite.interop;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** An implementation of TLS that is not ours, as a server. */
abstract class Peer {
    final String name;
    final Path folder;
    private final List<Gap> gaps = new ArrayList<>();
    private Limit limit = Limit.FRAGMENT;

    /** @param name of the implementation @param folder where its servers may leave files */
    Peer(String name, Path folder) {
        this.name = name;
        this.folder = folder.resolve(name.replace(" ", "")).toAbsolutePath();
    }

    /** What it cannot do; of several gaps around a cell the first one counts. */
    Peer cannot(String what, String why, int error, Predicate<Cell> cells) {
        gaps.add(new Gap(what, why, error, cells));
        return this;
    }

    /** What it makes of a request for short records, if it is not {@link Limit#FRAGMENT}. */
    Peer limits(Limit how) {
        limit = how;
        return this;
    }

    List<Gap> gaps() {
        return gaps;
    }

    Limit limit() {
        return limit;
    }

    /** Why a cell cannot be; null if it can. */
    Gap gap(Cell cell) {
        return gaps.stream().filter(g -> g.cells().test(cell)).findFirst().orElse(null);
    }

    /** Begins to start what takes long. */
    void prepare() throws Exception {
        // nothing does
    }

    /** Starts a server, or has one running for it. Skips the test where the implementation is missing. */
    abstract Endpoint start(Setup setup) throws Exception;

    /** Whether its servers take any suite, so that the client has to choose by offering one. */
    boolean takesAllSuites() {
        return false;
    }

    /** Whether it knows the extended master secret (RFC 7627). */
    boolean bindsMasterSecret() {
        return true;
    }

    /** Data both ways, and the orderly end. @param data any bytes but newlines, at most 15000 */
    void talk(OurClient client, byte[] data) {
        client.exchange(data, data);
    }

    /** Ends what runs for all its servers together. */
    void stop() {
        // nothing does
    }

    /** For the files of one server. */
    Path folder(Setup setup) {
        return folder.resolve(setup.suite() + "-" + setup.chain() + "-" + setup.asks());
    }

    static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    /** Ends a process. @param process null for none */
    static void end(Process process) {
        if (process == null) {
            return;
        }
        process.destroyForcibly(); // whatever it is doing: RabbitMQ does not listen while it starts
        try {
            process.waitFor(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
