package mqttlite.cli;

import bearssl.tls.stream.ConnectError;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** Looks a name up on a thread of its own: the name service knows no deadline. */
final class Resolver extends Thread {
    private final String host;
    // Written by this thread, read after it has ended.
    private InetAddress[] addresses;

    private Resolver(String host) {
        super("resolver");
        this.host = host;
        setDaemon(true);
    }

    static InetAddress[] resolve(String host, Deadline deadline) throws Failure {
        Resolver resolver = new Resolver(host);
        resolver.start();
        try {
            int left = deadline.leftMillis();
            resolver.join(left == 0 ? 1 : left); // 0 would be without limit
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (resolver.isAlive()) {
            throw deadline.failure(ConnectError.ERR_CANT_RESOLVE_IP, "looking up '" + host + "'");
        }
        if (resolver.addresses == null) {
            throw Failure.of(ConnectError.ERR_CANT_RESOLVE_IP, "the host name '" + host + "' has no address");
        }
        return resolver.addresses;
    }

    @Override
    public void run() {
        try {
            addresses = InetAddress.getAllByName(host);
        } catch (UnknownHostException e) {
            return; // addresses stays null
        }
    }
}
