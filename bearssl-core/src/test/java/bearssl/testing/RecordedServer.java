package bearssl.testing;

import bearssl.base.Transport;

/**
 * Plays back what a server once sent, then ends. A client with the same seed gets the same keys, so that thousands of
 * runs, each with one thing changed, cost no server. Allocates nothing.
 */
public final class RecordedServer implements Transport {
    private final byte[] recording;
    private final int readAtMost;
    private int len;
    private int position;

    public RecordedServer(byte[] recording) {
        this(recording, Integer.MAX_VALUE);
    }

    /** Plays back in steps. @param readAtMost most bytes a read gives */
    public RecordedServer(byte[] recording, int readAtMost) {
        this.recording = recording;
        this.readAtMost = readAtMost;
        len = recording.length;
    }

    /** Ends after so many bytes. */
    public RecordedServer endAt(int n) {
        len = n;
        return this;
    }

    public void rewind() {
        position = 0;
    }

    @Override
    public int read(byte[] buf, int off, int most) {
        int n = Math.min(Math.min(most, readAtMost), len - position);
        if (n == 0) {
            return END;
        }
        System.arraycopy(recording, position, buf, off, n);
        position += n;
        return n;
    }

    @Override
    public int write(byte[] buf, int off, int n) {
        return n;
    }

    @Override
    public int flush() {
        return 1;
    }
}
