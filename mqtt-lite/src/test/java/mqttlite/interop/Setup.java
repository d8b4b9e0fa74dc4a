package mqttlite.interop;

import java.util.ArrayList;
import java.util.List;

/**
 * How a server is set up.
 *
 * @param suite the only one it takes
 * @param chain how many certificates it sends
 * @param asks  whether it demands, and judges, a client's certificate
 */
record Setup(Suite suite, int chain, boolean asks) {
    static List<Setup> all() {
        List<Setup> all = new ArrayList<>();
        for (Suite suite : Suite.values()) {
            for (int chain = 1; chain <= Pki.LONGEST_CHAIN; chain++) {
                all.add(new Setup(suite, chain, false));
                all.add(new Setup(suite, chain, true));
            }
        }
        return all;
    }

    @Override
    public String toString() {
        return suite + ", chain of " + chain + (asks ? ", asks for a certificate" : "");
    }
}
