package mqttlite.cli;

import bearssl.base.Transport;

/**
 * {@code client}: a bare TLS connection. Standard input goes to the server, what the server sends to standard output
 * and nothing else; it ends when the server ends it. The end of standard input ends nothing.
 */
final class ClientCommand {
    private static final int LOOK_MILLIS = 20; // how often standard input is asked while the server is silent
    private static final int MORE_MILLIS = 2; // how long more of it is waited for right after some
    private static final int BUFFER_LEN = 16384;

    private final Console console;
    private final NetworkLink link;
    private final Deadline users;
    private final Transport io;
    private final byte[] received = new byte[BUFFER_LEN];
    private final StdinReader stdin;
    private byte[] piece; // of standard input, being sent
    private int sent;
    private boolean hasJustSent;

    private ClientCommand(Console console, NetworkLink link, Deadline users) {
        this.console = console;
        this.link = link;
        this.users = users;
        io = link.transport();
        stdin = StdinReader.pieces(console.in());
    }

    static void run(Options options, Console console) throws UsageError, Failure {
        HostPort to = HostPort.parse(options.argument("HOST:PORT"));
        int seconds = options.number("timeout", 0, 1, 1000000);
        Deadline users = seconds == 0 ? Deadline.never() : Deadline.users(seconds);
        NetworkLink link = new NetworkLink(options, console, true, users);
        try {
            open(link, to, options, console);
            if (options.has("reconnect")) {
                link.close();
                open(link, to, options, console);
            }
            if (options.has("info")) {
                link.printInfo(0);
            }
            new ClientCommand(console, link, users).exchange();
        } finally {
            link.close();
        }
    }

    private static void open(NetworkLink link, HostPort to, Options options, Console console) throws Failure {
        link.open(to);
        link.accepted();
        if (options.has("reconnect")) {
            console.error(link.isResumed() ? "session=resumed" : "session=new");
        }
    }

    private void exchange() throws Failure {
        String step = "exchanging data";
        for (;;) {
            users.check(0, step);
            if (piece == null) {
                piece = stdin.next(hasJustSent ? MORE_MILLIS : 0);
                hasJustSent = false;
            }
            boolean isSending = piece != null;
            int r = receive(isSending ? 0 : Math.min(LOOK_MILLIS, users.leftMillis()));
            if (r == 0 && isSending) {
                r = send();
            }
            if (r == Transport.END) {
                return;
            }
            if (r < 0) {
                throw link.failure(-r, step);
            }
        }
    }

    // What has come goes out before anything is sent, so that neither side waits for the other to read.
    private int receive(int millis) throws Failure {
        if (millis == 0 && !link.hasInput()) {
            return 0;
        }
        link.waitAtMost(millis);
        int n = io.read(received, 0, received.length);
        if (n > 0) {
            console.write(received, 0, n);
            console.flush();
        }
        return n;
    }

    private int send() {
        int n = io.write(piece, sent, piece.length - sent);
        if (n > 0) {
            sent += n;
        }
        if (n >= 0 && sent == piece.length) {
            piece = null;
            sent = 0;
            hasJustSent = true;
            int flushed = io.flush();
            return flushed < 0 ? flushed : n;
        }
        return n;
    }
}
