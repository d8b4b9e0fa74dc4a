package bearssl.tls.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bearssl.base.Transport;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class SocketTransportTest {
    private ServerSocket listener;
    private SocketTransport transport;
    private Socket peer;
    private final byte[] buf = new byte[64];

    @BeforeEach
    void connect() throws IOException {
        listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        transport = SocketTransport.connect("127.0.0.1", listener.getLocalPort(), 5000);
        peer = listener.accept();
    }

    @AfterEach
    void close() throws IOException {
        transport.abort();
        peer.close();
        listener.close();
    }

    @Test
    void movesBytesBothWaysAtOffsets() throws IOException {
        peer.getOutputStream().write(new byte[] {1, 2, 3});
        assertEquals(2, transport.read(buf, 10, 2));
        assertEquals(1, transport.read(buf, 12, 40));
        assertEquals(6, buf[10] * buf[11] * buf[12]);
        assertEquals(2, transport.write(buf, 11, 2));
        assertEquals(1, transport.flush());
        assertEquals(2, peer.getInputStream().read());
        assertEquals(3, peer.getInputStream().read());
    }

    @Test
    void answersZeroWhenTheTimeoutRunsOut() throws IOException {
        transport.timeout(5);
        assertEquals(0, transport.read(buf, 0, 64));
        peer.getOutputStream().write(7);
        transport.timeout(5000);
        assertEquals(1, transport.read(buf, 0, 64));
    }

    @Test
    void doesNotWaitWhenToldSo() throws IOException {
        transport.timeout(SocketTransport.NO_WAIT);
        assertEquals(0, transport.read(buf, 0, 64));
        assertFalse(transport.hasInput());
    }

    @Test
    void answersZeroPastTheDeadlineEvenWithBytesThere() throws IOException {
        peer.getOutputStream().write(7);
        transport.timeout(0);
        assertEquals(1, transport.read(buf, 0, 64));
        peer.getOutputStream().write(8);
        transport.deadline(System.nanoTime() - 1);
        assertEquals(0, transport.read(buf, 0, 64));
        transport.noDeadline();
        assertEquals(1, transport.read(buf, 0, 64));
    }

    @Test
    void aDeadlineLessThanAMillisecondAwayIsNotPast() throws IOException {
        peer.getOutputStream().write(7);
        transport.timeout(0);
        int n = 0;
        for (int i = 0; i < 1000 && n == 0; i++) { // for a machine that halts just then
            transport.deadline(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(1) - 1);
            n = transport.read(buf, 0, 64);
        }
        assertEquals(1, n);
    }

    @Test
    void theDeadlineCutsAnUnlimitedWaitShort() {
        transport.timeout(0);
        transport.deadline(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(20));
        assertEquals(0, transport.read(buf, 0, 64));
    }

    @Test
    void finIsTheEndAndStays() throws IOException {
        peer.shutdownOutput();
        assertEquals(Transport.END, transport.read(buf, 0, 64));
        assertEquals(Transport.END, transport.read(buf, 0, 64));
        assertEquals(1, transport.write(buf, 0, 1));
    }

    @Test
    void aResetIsErrorThirtyOneAndStays() throws IOException {
        peer.setSoLinger(true, 0);
        peer.close();
        assertEquals(-31, transport.read(buf, 0, 64));
        assertEquals(-31, transport.read(buf, 0, 64));
        assertNotNull(transport.failure());
    }

    @Test
    void aFailedWriteIsErrorThirtyOneAndStays() throws IOException {
        transport.abort();
        assertEquals(-31, transport.write(buf, 0, 64));
        assertEquals(-31, transport.flush());
        assertEquals(0, transport.writingSince());
    }

    @Test
    void abortEndsAReadThatWaits() throws InterruptedException {
        Thread other = new Thread(transport::abort);
        other.start();
        assertEquals(-31, transport.read(buf, 0, 64));
        other.join();
    }

    @Test
    void closingDeliversWhatWasWrittenThoughBytesAreUnread() throws IOException {
        peer.getOutputStream().write(new byte[1000]);
        transport.write(buf, 0, 64);
        Thread closer = new Thread(transport::close);
        closer.start();
        InputStream in = peer.getInputStream();
        assertEquals(64, in.readNBytes(64).length);
        assertEquals(-1, in.read());
    }

    @Test
    void namesTheCauseWhenNobodyListens() throws IOException {
        int port = listener.getLocalPort();
        listener.close();
        TlsException e = assertThrows(TlsException.class, () -> SocketTransport.connect("127.0.0.1", port, 1000));
        assertEquals(ConnectError.ERR_TCP_CONNECT, e.code());
        assertTrue(e.getMessage().startsWith("-1002 ERR_TCP_CONNECT "), e.getMessage());
    }

    @Test
    void namesTheCauseWhenTheHostIsUnknown() {
        TlsException e = assertThrows(TlsException.class, () -> SocketTransport.connect("host.invalid", 1, 1000));
        assertEquals(ConnectError.ERR_CANT_RESOLVE_IP, e.code());
    }

    @Test
    void readingAndWritingAllocateNothing() throws IOException {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long self = Thread.currentThread().getId();
        transport.timeout(1000);
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 6; round++) {
            long before = threads.getThreadAllocatedBytes(self);
            for (int i = 0; i < 200; i++) {
                transport.write(buf, 0, 64);
            }
            for (int i = 0; i < 200; i++) {
                echo(64);
            }
            least = Math.min(least, threads.getThreadAllocatedBytes(self) - before);
        }
        assertEquals(0, least);
    }

    private final byte[] echoed = new byte[64];

    private void echo(int n) throws IOException {
        int have = 0;
        while (have < n) {
            have += peer.getInputStream().read(echoed, have, n - have);
        }
        peer.getOutputStream().write(echoed, 0, n);
        have = 0;
        while (have < n) {
            have += transport.read(buf, have, n - have);
        }
    }
}
