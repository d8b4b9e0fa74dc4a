package mqttlite.interop;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Rows of {@code docs/INTEROP.md}. */
final class InteropTable {
    private InteropTable() {
    }

    /** How many cells of each kind a peer can do. */
    static String counts(Peer peer) {
        StringBuilder row = new StringBuilder("| ").append(peer).append(" |");
        append(row, count(peer, c -> true));
        for (Suite suite : Suite.values()) {
            append(row, count(peer, c -> c.setup().suite() == suite));
        }
        for (int fragment : Cell.FRAGMENTS) {
            append(row, count(peer, c -> c.fragment() == fragment));
        }
        for (ClientKey client : ClientKey.values()) {
            append(row, count(peer, c -> c.client() == client));
        }
        append(row, count(peer, c -> !c.resumed()));
        append(row, count(peer, Cell::resumed));
        for (int chain = 1; chain <= Pki.LONGEST_CHAIN; chain++) {
            int length = chain;
            append(row, count(peer, c -> c.setup().chain() == length));
        }
        return row.toString();
    }

    /** What it answers to extensions. */
    static String answers(Peer peer) {
        return "| " + peer + " | " + peer.limit().words + " | " + (peer.bindsMasterSecret() ? "yes" : "no") + " |";
    }

    private static void append(StringBuilder row, long count) {
        row.append(' ').append(count).append(" |");
    }

    private static long count(Peer peer, Predicate<Cell> kind) {
        return Cell.all().stream().filter(kind).filter(c -> peer.gap(c) == null).count();
    }

    /** What it cannot do, in how many cells, why, and with which error it shows. */
    static List<String> gaps(Peer peer) {
        List<String> rows = new ArrayList<>();
        for (Gap gap : peer.gaps()) {
            long cells = Cell.all().stream().filter(c -> peer.gap(c) == gap).count();
            rows.add("| " + peer + " | " + gap.what() + " | " + cells + " | " + gap.why() + " | " + gap.error() + " |");
        }
        return rows;
    }
}
