package mqttlite;

import bearssl.base.Transport;
import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.Deque;

/** A broker's end in memory: what it says is fed in chunks, what it hears is kept. */
final class ScriptedTransport implements Transport {
    final ByteArrayOutputStream heard = new ByteArrayOutputStream();
    /** What read answers when nothing is left: 0, {@link #END} or an error. */
    int whenEmpty;
    /** Bytes that write takes in total before it answers 0. */
    int room = Integer.MAX_VALUE;
    /** Greatest number of bytes that one write takes. */
    int writeChunk = Integer.MAX_VALUE;
    /** What write answers, when below 0. */
    int writeError;
    /** Bytes that write takes before it wants a flush, as a TLS record does. */
    int buffer = Integer.MAX_VALUE;
    /** What flush answers. */
    int flushAnswer = 1;
    int flushes;
    private int buffered;
    private final Deque<byte[]> chunks = new ArrayDeque<>();
    private int offset;

    ScriptedTransport say(byte[]... parts) {
        for (byte[] part : parts) {
            if (part.length > 0) {
                chunks.add(part);
            }
        }
        return this;
    }

    boolean saidAll() {
        return chunks.isEmpty();
    }

    /** What was heard since the last call, in hexadecimal. */
    String takeHeard() {
        String hex = Wire.hex(heard.toByteArray());
        heard.reset();
        return hex;
    }

    @Override
    public int read(byte[] buf, int off, int len) {
        if (len <= 0) {
            throw new IllegalArgumentException("read of " + len + " bytes");
        }
        byte[] chunk = chunks.peek();
        if (chunk == null) {
            return whenEmpty;
        }
        int n = Math.min(len, chunk.length - offset);
        System.arraycopy(chunk, offset, buf, off, n);
        offset += n;
        if (offset == chunk.length) {
            chunks.remove();
            offset = 0;
        }
        return n;
    }

    @Override
    public int write(byte[] buf, int off, int len) {
        if (len <= 0) {
            throw new IllegalArgumentException("write of " + len + " bytes");
        }
        if (writeError < 0) {
            return writeError;
        }
        int n = Math.min(Math.min(len, room), Math.min(writeChunk, buffer - buffered));
        heard.write(buf, off, n);
        room -= n;
        buffered += n;
        return n;
    }

    @Override
    public int flush() {
        flushes++;
        if (flushAnswer > 0) {
            buffered = 0;
        }
        return flushAnswer;
    }
}
