package bearssl.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bearssl.base.Workspace;
import bearssl.testing.Bytes;
import bearssl.testing.RecordedServer;
import bearssl.testing.ScriptedServer;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** A failure costs no object: not the connection that fails, nor its code, values and texts. */
class ErrorAllocationTest extends HostileServer {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int WINDOWS = 5;

    private int lengths; // of all texts, so that they are read

    /** The least of a few windows, after one that loads classes and makes their literals. */
    private static long allocated(Runnable work) {
        work.run();
        long least = Long.MAX_VALUE;
        long thread = Thread.currentThread().getId();
        for (int i = 0; i < WINDOWS && least > 0; i++) {
            long before = THREADS.getThreadAllocatedBytes(thread);
            work.run();
            least = Math.min(least, THREADS.getThreadAllocatedBytes(thread) - before);
        }
        return least;
    }

    private void tell(int code) {
        if (BrErr.name(code) != null) {
            lengths += BrErr.name(code).length() + BrErr.cause(code).length() + BrErr.remedy(code).length();
        }
    }

    @Test
    void textsAreMadeOnce() {
        assertEquals(0, allocated(() -> {
            for (int code = 0; code < 1024; code++) {
                tell(code);
            }
            for (int step = 0; HandshakeStep.text(step) != null; step++) {
                lengths += HandshakeStep.text(step).length();
            }
        }));
        assertTrue(lengths > 0);
    }

    @Test
    void connectionsThatFailMakeNone() {
        start();
        handshake();
        byte[] flights = server.sent();
        byte[][] servers = {
            Bytes.of(), // 31
            "HTTP/1.1 400 Bad Request".getBytes(), // 3
            Bytes.of(21, 3, 3, 0, 2, 2, 40), // 296
            Bytes.of(22, 3, 3, 0x41, 0), // 5
            Bytes.first(flights, 300), // 31, in the middle of Certificate
            Bytes.with(flights, 10, 4), // 3
            Bytes.with(Bytes.first(flights, 700), 5, 14), // 10
        };
        int[] codes = {31, 3, 296, 5, 31, 3, 10};
        server = ScriptedServer.ecdheRsa();
        start();
        tls.close();
        Workspace space = ws;
        for (int i = 0; i < servers.length; i++) {
            RecordedServer recorded = new RecordedServer(servers[i]);
            TlsIo pump = new TlsIo(tls, recorded);
            assertEquals(0, allocated(() -> {
                recorded.rewind();
                pump.reset();
                tls.reset(name, space, x509);
                pump.handshake();
                lengths += tls.detail1() + tls.detail2() + tls.step();
                tell(tls.error());
            }), "error " + codes[i]);
            assertEquals(codes[i], tls.error());
        }
    }
}
