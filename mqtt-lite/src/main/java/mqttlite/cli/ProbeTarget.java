package mqttlite.cli;

import bearssl.tls.BrErr;
import bearssl.tls.stream.ConnectError;
import bearssl.tls.stream.SocketTransport;
import bearssl.tls.stream.TlsException;
import java.net.InetAddress;

/** Where {@code probe} looks, what it says it is, and until when. */
final class ProbeTarget {
    private static final int ANSWER_MILLIS = 5000;

    // MQTT 3.1.1, 3.1: CONNECT with level 0, which no version has, a clean session and an empty client identifier.
    private static final byte[] CONNECT = {0x10, 12, 0, 4, 'M', 'Q', 'T', 'T', 0, 2, 0, 60, 0, 0};
    private static final byte CONNACK = 0x20;

    final String host;
    final int port;
    final String name; // to ask for, null: none
    final String[] protocols; // null: none
    final ClientIdentity identity; // null: none
    final Deadline users;
    final Deadline limit; // of all connections together
    private InetAddress[] addresses;

    ProbeTarget(Options options) throws UsageError, Failure {
        HostPort to = HostPort.parse(options.argument("HOST:PORT"));
        TlsSettings settings = new TlsSettings(options);
        String asked = settings.serverName != null ? settings.serverName : TlsSettings.nameOf(to.host);
        host = to.host;
        port = to.port;
        name = asked == null || asked.length() == 0 ? null : asked;
        protocols = settings.protocols;
        identity = ClientIdentity.of(options);
        int seconds = options.number("timeout", 0, 1, 1000000);
        users = seconds == 0 ? Deadline.never() : Deadline.users(seconds);
        limit = Deadline.within(NetworkLink.CONNECT_SECONDS, users);
    }

    /** Looks the name up. */
    void resolve() throws Failure {
        addresses = Resolver.resolve(host, limit);
    }

    String addressText() {
        StringBuilder s = new StringBuilder();
        for (InetAddress address : addresses) {
            s.append(s.length() == 0 ? "" : ", ").append(address.getHostAddress());
        }
        return s.toString();
    }

    /** Opens one connection. */
    SocketTransport connect() throws TlsException {
        int left = limit.leftMillis();
        return SocketTransport.connect(addresses, port, left == 0 ? 1 : left);
    }

    /** Lets no read wait longer than this, or than the limit. */
    void waitAtMost(SocketTransport socket, int millis) {
        int wait = Math.max(1, Math.min(millis, limit.leftMillis()));
        socket.timeout(wait);
        socket.deadline(System.nanoTime() + wait * 1000000L);
    }

    /**
     * Whether MQTT is spoken there without TLS. MQTT 3.1.1, 3.1.2.2: "The Server MUST respond to the CONNECT Packet
     * with a CONNACK return code 0x01 (unacceptable protocol level) and then disconnect the Client if the Protocol
     * Level is not supported by the Server" [MQTT-3.1.2-2]; so no session is opened and none is taken over.
     */
    boolean speaksPlainMqtt() {
        SocketTransport socket = null;
        try {
            socket = connect();
            waitAtMost(socket, ANSWER_MILLIS);
            byte[] answer = new byte[1];
            return socket.write(CONNECT, 0, CONNECT.length) > 0 && socket.read(answer, 0, 1) == 1
                    && answer[0] == CONNACK;
        } catch (TlsException e) {
            return false;
        } finally {
            if (socket != null) {
                socket.close();
            }
        }
    }

    /** Ends the command if the time is over. */
    void checkTime(boolean isConnected, String step) throws Failure {
        limit.check(isConnected ? BrErr.BR_ERR_IO : ConnectError.ERR_TCP_CONNECT, step);
    }
}
