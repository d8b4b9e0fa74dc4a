package mqttlite;

import bearssl.base.Transport;

/**
 * The send buffer: packets are appended whole and leave as the transport takes them. Nothing is lost when it takes
 * only a part.
 */
final class SendQueue {
    /** Send buffer, the caller's. */
    final byte[] buf;

    // 0 <= start <= end <= buf.length; waiting is [start, end).
    private int start;
    private int end;
    private boolean unflushed;
    /** Whether messages wait here for more. */
    boolean gathers;

    SendQueue(byte[] buf) {
        this.buf = buf;
    }

    void reset() {
        start = 0;
        end = 0;
        unflushed = false;
    }

    /**
     * Makes room.
     *
     * @param len bytes wanted
     * @return the index to write at, or -1 if they do not fit now
     */
    int reserve(int len) {
        if (len > buf.length - end && start > 0) {
            System.arraycopy(buf, start, buf, 0, end - start);
            end -= start;
            start = 0;
        }
        return len > buf.length - end ? -1 : end;
    }

    /**
     * Ends what {@link #reserve} began.
     *
     * @param newEnd index after the packet
     */
    void appended(int newEnd) {
        end = newEnd;
    }

    /** Tells whether everything has left. */
    boolean isEmpty() {
        return start == end && !unflushed;
    }

    /**
     * Hands over what the transport takes. What has gone is zeroed: a CONNECT holds a password.
     *
     * @return 1 if bytes moved, 0 if none, or what the transport answered below 0
     */
    int push(Transport transport) {
        int moved = 0;
        while (start < end) {
            int n = transport.write(buf, start, end - start);
            if (n < 0) {
                return n;
            }
            if (n > 0) {
                wipe(n);
                unflushed = true;
                moved = 1;
                continue;
            }
            // Full below us: once flushed it may take more, else it is for a later call.
            if (!unflushed) {
                return moved;
            }
            int flushed = flush(transport);
            if (flushed <= 0) {
                return flushed < 0 ? flushed : moved;
            }
        }
        start = 0;
        end = 0;
        if (unflushed) {
            int flushed = flush(transport);
            if (flushed < 0) {
                return flushed;
            }
            moved |= flushed;
        }
        return moved;
    }

    private int flush(Transport transport) {
        int r = transport.flush();
        if (r > 0) {
            unflushed = false;
            return 1;
        }
        return r;
    }

    private void wipe(int n) {
        for (int i = 0; i < n; i++) {
            buf[start + i] = 0;
        }
        start += n;
    }
}
