package constrained.fleet;

import constrained.fleet.FleetRun.Busy;
import constrained.fleet.FleetRun.Return;
import constrained.fleet.FleetRun.Size;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** What was measured, as tables of docs/FLEET.md. */
final class FleetPage {
    private FleetPage() {
    }

    static String text(int warmUp, List<Size> sizes, Busy high, Return back) throws IOException {
        Size least = sizes.get(0);
        StringBuilder text = new StringBuilder();
        text.append(String.format(Locale.ROOT, """
                Measured on %s, broker and fleet on one machine; `%s`, the JVM's own choice of a collector;
                certificate on P-256 by a CA, full handshakes. Latencies without the first %d seconds of sending.

                | connections | seen by `ss` | named in the broker's log | live heap, MB | bytes of heap a connection \
                | peak RSS, MB | all connected after, s | connects/s |
                |---|---|---|---|---|---|---|---|
                """, Outside.machine(), FleetProcess.HEAP, warmUp));
        for (Size s : sizes) {
            text.append(String.format(Locale.ROOT, "| %d | %d | %d | %.1f | %s | %.0f | %.2f | %.0f |\n", s.members(),
                    s.idle().established(), s.idle().inLog(), s.idle().liveBytes() / 1e6, perConnection(s, least),
                    s.busy().peakKb() / 1024.0, s.busy().seconds(), s.busy().connectsPerSecond()));
        }
        text.append(String.format(Locale.ROOT, """

                Bytes of heap a connection: what is reachable (`jcmd GC.class_histogram`), less that with %d, by the
                connections more.

                | connections | messages/s asked for | came back/s | sent, came back, skipped | p50 ms | p99 ms \
                | p99.9 ms | max ms |
                |---|---|---|---|---|---|---|---|
                """, least.members()));
        for (Size s : sizes) {
            text.append(row(s.busy()));
        }
        text.append(row(high));
        return text.append(String.format(Locale.ROOT, """

                Broker killed (`kill -9`) with %d connected, and started again after %d s: all losses noticed within %.1f s;
                at most %d attempts a second while it was away; all back %.1f s after it listened again (%d in its log);
                at most %d attempts in a second by the fleet's count, %d by the broker's.
                """, back.members(), back.awaySeconds(), back.noticed(), back.mostAway(), back.back(), back.reconnects(),
                back.mostBack(), back.mostInLog())).toString();
    }

    private static String perConnection(Size s, Size least) {
        return s == least ? ""
                : Long.toString((s.idle().liveBytes() - least.idle().liveBytes()) / (s.members() - least.members()));
    }

    private static String row(Busy b) {
        return String.format(Locale.ROOT, "| %d | %d | %.0f | %d, %d, %d | %s | %s | %s | %s |\n", b.members(), b.rate(),
                b.perSecond(), b.out(), b.in(), b.skipped(), b.p50(), b.p99(), b.p999(), b.max());
    }
}
