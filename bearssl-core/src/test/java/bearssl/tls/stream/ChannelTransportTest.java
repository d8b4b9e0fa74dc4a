package bearssl.tls.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bearssl.base.Transport;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ChannelTransportTest {
    private static final int SHARED = 64;

    private ServerSocketChannel listener;
    private SocketChannel channel;
    private SocketChannel peer;
    private Selector selector;
    private ChannelTransport transport;
    private final byte[] buf = new byte[200];

    @BeforeEach
    void connect() throws IOException {
        listener = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        channel = SocketChannel.open(listener.getLocalAddress());
        peer = listener.accept();
        channel.configureBlocking(false);
        selector = Selector.open();
        channel.register(selector, SelectionKey.OP_READ);
        transport = new ChannelTransport(channel, ByteBuffer.allocateDirect(SHARED));
    }

    @AfterEach
    void close() throws IOException {
        selector.close();
        channel.close();
        peer.close();
        listener.close();
    }

    private void say(int... bytes) throws IOException {
        ByteBuffer said = ByteBuffer.allocate(bytes.length);
        for (int b : bytes) {
            said.put((byte) b);
        }
        said.flip();
        while (said.hasRemaining()) {
            peer.write(said);
        }
        await();
    }

    private void await() throws IOException {
        selector.select();
        selector.selectedKeys().clear();
    }

    @Test
    void movesBytesBothWaysAtOffsets() throws IOException {
        say(1, 2, 3);
        assertEquals(2, transport.read(buf, 10, 2));
        assertEquals(1, transport.read(buf, 12, 100));
        assertEquals(6, buf[10] * buf[11] * buf[12]);
        assertEquals(0, transport.read(buf, 0, 1), "nothing is there, and nothing is waited for");
        assertEquals(2, transport.write(buf, 11, 2));
        assertEquals(1, transport.flush());
        ByteBuffer heard = ByteBuffer.allocate(2);
        while (heard.hasRemaining()) {
            peer.read(heard);
        }
        assertEquals(2, heard.get(0));
        assertEquals(3, heard.get(1));
    }

    @Test
    void takesAtMostWhatTheSharedBufferHolds() {
        assertEquals(SHARED, transport.write(buf, 0, buf.length));
    }

    @Test
    void answersZeroWhenTheNetworkTakesNothing() throws IOException {
        long taken = 0;
        int n;
        while ((n = transport.write(buf, 0, SHARED)) > 0) {
            taken += n;
        }
        assertEquals(0, n);
        ByteBuffer rest = ByteBuffer.allocate(1 << 16);
        while (taken > 0) {
            rest.clear();
            taken -= peer.read(rest);
        }
        assertTrue(transport.write(buf, 0, SHARED) > 0);
    }

    @Test
    void theEndStaysTheEnd() throws IOException {
        say(7);
        peer.shutdownOutput();
        assertEquals(1, transport.read(buf, 0, 5));
        await();
        assertEquals(Transport.END, transport.read(buf, 0, 5));
        assertEquals(Transport.END, transport.read(buf, 0, 5));
        assertEquals(1, transport.write(buf, 0, 1), "the other direction is open");
        assertEquals(1, transport.flush());
    }

    @Test
    void aFailureStaysAndIsTold() throws IOException {
        channel.shutdownOutput();
        assertEquals(-31, transport.write(buf, 0, 5));
        assertEquals(-31, transport.write(buf, 0, 5));
        assertEquals(-31, transport.read(buf, 0, 5));
        assertEquals(-31, transport.flush());
        assertNotNull(transport.failure());
    }

    @Test
    void readsAndWritesAllocateNothing() throws IOException {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long self = Thread.currentThread().getId();
        ByteBuffer heard = ByteBuffer.allocateDirect(SHARED);
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 5; round++) {
            long before = threads.getThreadAllocatedBytes(self);
            for (int i = 0; i < 2000; i++) {
                transport.write(buf, 0, 10);
                heard.clear();
                peer.read(heard);
                heard.flip();
                peer.write(heard);
                int n = 0;
                while (n < 10) {
                    n += transport.read(buf, 0, 10 - n);
                }
            }
            least = Math.min(least, threads.getThreadAllocatedBytes(self) - before);
        }
        assertEquals(0, least);
    }
}
