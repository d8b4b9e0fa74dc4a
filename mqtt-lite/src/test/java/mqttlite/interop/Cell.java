package mqttlite.interop;

import java.util.ArrayList;
import java.util.List;

/**
 * One connection to be tried.
 *
 * @param setup    of the server
 * @param fragment the maximum fragment length to ask for, 0 for none
 * @param client   the certificate to show; its chain is as long as the server's
 * @param resumed  whether this is the second connection of its session
 */
record Cell(Setup setup, int fragment, ClientKey client, boolean resumed) {
    static final int[] FRAGMENTS = {512, 1024, 0};

    private static final int LONGEST_PLAINTEXT = 16384;

    /** Every cell with a server of this set-up, those that resume behind those that they resume. */
    static List<Cell> of(Setup setup) {
        List<Cell> cells = new ArrayList<>();
        for (int fragment : FRAGMENTS) {
            for (ClientKey client : ClientKey.values()) {
                if ((client != ClientKey.NONE) == setup.asks()) {
                    cells.add(new Cell(setup, fragment, client, false));
                    cells.add(new Cell(setup, fragment, client, true));
                }
            }
        }
        return cells;
    }

    /** Every cell. */
    static List<Cell> all() {
        List<Cell> cells = new ArrayList<>();
        Setup.all().forEach(setup -> cells.addAll(of(setup)));
        return cells;
    }

    /** Longest plaintext of a record, which the client's buffers are made for. */
    int plaintext() {
        return fragment == 0 ? LONGEST_PLAINTEXT : fragment;
    }

    @Override
    public String toString() {
        return setup.suite() + "\t" + (fragment == 0 ? "off" : fragment) + "\t" + client + "\t"
                + (resumed ? "resumed" : "full") + "\t" + setup.chain();
    }
}
