package mqttlite.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Lines of any length from a stream, as bytes, each as soon as its line feed is there. A CR before it is left out. */
final class LineReader {
    private static final int PIECE_LEN = 1 << 16;

    private final InputStream in;
    private final int limit;
    private final byte[] piece = new byte[PIECE_LEN];
    private int pos;
    private int end;
    private byte[] line = new byte[PIECE_LEN];
    private int len;
    private boolean isCut;

    /** @param limit longest line; of a longer one the first bytes are kept */
    LineReader(InputStream in, int limit) {
        this.in = in;
        this.limit = limit;
    }

    /** Reads a line. @return false at the end */
    boolean next() throws IOException {
        len = 0;
        isCut = false;
        boolean isOpen = false;
        for (;;) {
            if (pos == end) {
                pos = 0;
                end = Math.max(in.read(piece, 0, piece.length), 0);
                if (end == 0) {
                    return isOpen;
                }
            }
            isOpen = true;
            int stop = pos;
            while (stop < end && piece[stop] != '\n') {
                stop++;
            }
            keep(stop - pos);
            pos = stop;
            if (stop < end) {
                pos++;
                len -= len > 0 && line[len - 1] == '\r' ? 1 : 0;
                return true;
            }
        }
    }

    private void keep(int count) {
        int n = Math.min(count, limit - len);
        isCut |= n < count;
        if (len + n > line.length) {
            line = Arrays.copyOf(line, (int) Math.min(limit, Math.max(2L * line.length, len + n)));
        }
        System.arraycopy(piece, pos, line, len, n);
        len += n;
    }

    /** The array with the line, from index 0; valid until the next call of {@link #next}. */
    byte[] line() {
        return line;
    }

    int len() {
        return len;
    }

    /** Whether the line was longer than the limit. */
    boolean isCut() {
        return isCut;
    }
}
