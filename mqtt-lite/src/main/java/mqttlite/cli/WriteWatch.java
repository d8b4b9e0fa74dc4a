package mqttlite.cli;

import bearssl.tls.stream.SocketTransport;

/** Ends a write that the server lets hang: a blocking socket has a time limit for reading only. */
final class WriteWatch extends Thread {
    /** How long a single write may take at most, in seconds. */
    static final int WRITE_SECONDS = 30;

    private static final int LOOK_MILLIS = 200;

    private final SocketTransport socket;
    private final Deadline users;
    private final int seconds;
    private volatile boolean fired;

    WriteWatch(SocketTransport socket, Deadline users, int seconds) {
        super("write-watch");
        this.socket = socket;
        this.users = users;
        this.seconds = seconds;
        setDaemon(true);
    }

    /** Whether it has ended a write. */
    boolean hasFired() {
        return fired;
    }

    @Override
    public void run() {
        try {
            while (!fired) {
                Thread.sleep(LOOK_MILLIS);
                long since = socket.writingSince();
                boolean tooLong = System.nanoTime() - since > seconds * 1000000000L;
                if (since != 0 && (tooLong || users.isOver())) {
                    fired = true;
                    socket.abort();
                }
            }
        } catch (InterruptedException e) {
            return; // the link is closed
        }
    }
}
