package mqttlite.cli;

import bearssl.tls.stream.ConnectError;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Reads standard input on a thread of its own, since a read from it cannot be given a time limit. What was read waits
 * in a short queue: pieces as they come, or lines without their line feed.
 */
final class StdinReader extends Thread {
    private static final int PIECE_LEN = 4096;
    private static final int QUEUE_LEN = 16;

    private final InputStream in;
    private final boolean isLines;
    private final int limit;
    private final ArrayBlockingQueue<byte[]> queue = new ArrayBlockingQueue<byte[]>(QUEUE_LEN);
    private Failure failure; // written before ended, read after it
    private volatile boolean ended;

    private StdinReader(InputStream in, boolean isLines, int limit) {
        super("stdin");
        this.in = in;
        this.isLines = isLines;
        this.limit = limit;
        setDaemon(true);
    }

    /** Starts to read pieces of any length. */
    static StdinReader pieces(InputStream in) {
        StdinReader reader = new StdinReader(in, false, PIECE_LEN);
        reader.start();
        return reader;
    }

    /** Starts to read lines. @param limit a longer line is cut there, and so not taken for a shorter one */
    static StdinReader lines(InputStream in, int limit) {
        StdinReader reader = new StdinReader(in, true, limit);
        reader.start();
        return reader;
    }

    /** The next piece or line, or null if none comes within so many milliseconds. */
    byte[] next(int millis) {
        byte[] b = queue.poll();
        if (b != null || millis == 0 || isOver()) {
            return b;
        }
        try {
            return queue.poll(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    /** Whether another one is there already. */
    boolean hasMore() {
        return !queue.isEmpty();
    }

    /** Whether nothing will come any more. */
    boolean isOver() {
        // In this order: what was put before the end is still there.
        return ended && queue.isEmpty();
    }

    /** Once it is over: fails if that was not the end of standard input, so that no rest is lost in silence. */
    void check() throws Failure {
        if (ended && failure != null) {
            throw failure;
        }
    }

    @Override
    public void run() {
        try {
            if (isLines) {
                readLines();
            } else {
                readPieces();
            }
        } catch (IOException e) {
            failure = Failure.of(Codes.CLI_CANNOT_READ, "standard input: " + e.getMessage(),
                    "check where standard input comes from");
        } catch (InterruptedException e) {
            // nobody wants the rest
        } catch (OutOfMemoryError e) {
            failure = Failure.of(ConnectError.ERR_OOM);
        } finally {
            ended = true;
        }
    }

    private void readPieces() throws IOException, InterruptedException {
        byte[] piece = new byte[limit];
        int n = in.read(piece);
        while (n >= 0) {
            put(piece, n);
            n = in.read(piece);
        }
    }

    private void readLines() throws IOException, InterruptedException {
        byte[] piece = new byte[PIECE_LEN];
        byte[] line = new byte[limit];
        int have = 0;
        boolean open = false; // a line has begun, maybe an empty rest
        int n = in.read(piece);
        while (n >= 0) {
            for (int i = 0; i < n; i++) {
                open = piece[i] != '\n';
                if (!open) {
                    put(line, have);
                    have = 0;
                } else if (have < limit) {
                    line[have++] = piece[i];
                }
            }
            n = in.read(piece);
        }
        if (open) {
            put(line, have);
        }
    }

    private void put(byte[] b, int len) throws InterruptedException {
        byte[] exact = new byte[len];
        System.arraycopy(b, 0, exact, 0, len);
        queue.put(exact);
    }
}
