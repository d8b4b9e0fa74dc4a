package bearssl.benchmarks;

import bearssl.base.Transport;
import java.util.Arrays;

/**
 * The way to a server in memory, which remembers how the last record began. The first records of a contender reach the
 * server, whose echo has to be right; then it is not listened to any more, so that the client alone is timed.
 */
final class RecordHeader implements Transport {
    private static final int HEADER_LEN = 5;
    private static final int CHECKED = 3;

    private final MemoryServer server;
    private final byte[] header = new byte[HEADER_LEN];
    private int calls;

    RecordHeader(MemoryServer server) {
        this.server = server;
    }

    Contender contender(byte[] plain, TlsConnection connection) {
        byte[] back = new byte[plain.length];
        connection.open(false);
        return () -> {
            connection.send(plain);
            if (calls < CHECKED) {
                connection.receive(back);
                if (!Arrays.equals(plain, back)) {
                    throw new IllegalStateException("the server has read something else");
                }
                calls++;
                if (calls == CHECKED) {
                    server.stopListening();
                }
            }
            return header;
        };
    }

    @Override
    public int read(byte[] buf, int off, int len) {
        return server.read(buf, off, len);
    }

    @Override
    public int write(byte[] buf, int off, int len) {
        System.arraycopy(buf, off, header, 0, HEADER_LEN);
        return server.write(buf, off, len);
    }

    @Override
    public int flush() {
        return 1;
    }
}
