package bearssl.tls.stream;

import bearssl.base.Transport;
import bearssl.tls.BrErr;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/**
 * A transport over a channel that does not block, for programs that serve many connections from one thread with a
 * selector. It never waits: where a socket would, it answers 0.
 *
 * <p>All channels of a thread may share one buffer, as nothing stays in it between calls. It should be a direct one:
 * the JDK copies through one of its own otherwise, and keeps that for each thread. No call allocates then.
 */
public final class ChannelTransport implements Transport {
    private final SocketChannel channel;
    private final ByteBuffer buffer;
    private int end; // what every further call answers, 0 while open
    private String failure;

    /**
     * Takes over a channel.
     *
     * @param connected a channel that is connected and does not block
     * @param shared    scratch of this thread, direct, some KB for speed
     */
    public ChannelTransport(SocketChannel connected, ByteBuffer shared) {
        channel = connected;
        buffer = shared;
    }

    @Override
    public int read(byte[] buf, int off, int len) {
        if (end != 0) {
            return end;
        }
        try {
            buffer.clear();
            if (len < buffer.capacity()) {
                buffer.limit(len);
            }
            int n = channel.read(buffer);
            if (n < 0) {
                end = END;
                return END;
            }
            buffer.flip();
            buffer.get(buf, off, n);
            return n;
        } catch (IOException e) {
            return failed(e);
        }
    }

    @Override
    public int write(byte[] buf, int off, int len) {
        if (end != 0 && end != END) {
            return end;
        }
        try {
            buffer.clear();
            buffer.put(buf, off, len < buffer.capacity() ? len : buffer.capacity());
            buffer.flip();
            return channel.write(buffer);
        } catch (IOException e) {
            return failed(e);
        }
    }

    /** Nothing waits here. @return 1, or minus {@link BrErr#BR_ERR_IO} after a failure */
    @Override
    public int flush() {
        return end == 0 || end == END ? 1 : end;
    }

    /** What the operating system said of the first failure. @return its words, null if there was none */
    public String failure() {
        return failure;
    }

    private int failed(IOException e) {
        failure = e.getMessage() != null ? e.getMessage() : e.toString();
        end = -BrErr.BR_ERR_IO;
        return end;
    }
}
