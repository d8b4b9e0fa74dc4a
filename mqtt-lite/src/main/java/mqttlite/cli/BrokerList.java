package mqttlite.cli;

import java.util.List;

/** The broker of -h and -p, or two: each option may be given twice, and one value of either serves both. */
final class BrokerList {
    private static final int MOST = 2;

    private final HostPort[] brokers;

    BrokerList(Options options, int defaultPort) throws UsageError {
        List<String> hosts = options.texts("host");
        int[] ports = options.numbers("port", 1, 65535);
        refuseThird("-h", hosts.size());
        refuseThird("-p", ports.length);
        brokers = new HostPort[Math.max(1, Math.max(hosts.size(), ports.length))];
        for (int i = 0; i < brokers.length; i++) {
            String host = hosts.isEmpty() ? "localhost" : hosts.get(Math.min(i, hosts.size() - 1));
            brokers[i] = new HostPort(host, ports.length == 0 ? defaultPort : ports[Math.min(i, ports.length - 1)]);
        }
    }

    private static void refuseThird(String option, int count) throws UsageError {
        if (count > MOST) {
            throw new UsageError(option + " can be given twice at most, for a broker and the one that steps in");
        }
    }

    int count() {
        return brokers.length;
    }

    HostPort at(int index) {
        return brokers[index];
    }
}
