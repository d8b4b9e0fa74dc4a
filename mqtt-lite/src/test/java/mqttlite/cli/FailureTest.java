package mqttlite.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the other side does, or does not do, the command ends with its exit code and one line. */
class FailureTest {
    private static final byte[] CONNACK = {0x20, 2, 0, 0};

    private static Cli.Result pub(LoopbackServer server, String... more) {
        return against(server, new String[] {"pub", "-t", "a", "-m", "x"}, more);
    }

    private static Cli.Result against(LoopbackServer server, String[] command, String... more) {
        String[] args = new String[command.length + 4 + more.length];
        System.arraycopy(command, 0, args, 0, command.length);
        System.arraycopy(new String[] {"-h", "127.0.0.1", "-p", server.portText()}, 0, args, command.length, 4);
        System.arraycopy(more, 0, args, command.length + 4, more.length);
        return Cli.run(args);
    }

    // ---- before anything is sent

    @Test
    void aDeadPort() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Cli.run("pub", "-h", "127.0.0.1", "-p", "" + port, "-t", "a", "-m", "x").failsWith("-1002 ERR_TCP_CONNECT");
        Cli.run("client", "127.0.0.1:" + port).failsWith("-1002 ERR_TCP_CONNECT");
        Cli.run("fingerprint", "127.0.0.1:" + port).failsWith("-1002 ERR_TCP_CONNECT");
    }

    @Test
    void anUnknownHost() {
        Cli.run("pub", "-h", "host.invalid", "-t", "a", "-m", "x").failsWith("-1001 ERR_CANT_RESOLVE_IP")
                .says("'host.invalid'");
    }

    @Test
    void aMissingFileSendsNothing(@TempDir Path folder) throws IOException {
        AtomicBoolean connected = new AtomicBoolean();
        try (LoopbackServer server = new LoopbackServer(socket -> connected.set(true))) {
            String[] sources = {folder.resolve("none").toString(), folder.toString()};
            for (String source : sources) {
                against(server, new String[] {"pub", "-t", "a", "-f", source}).failsWith("3001 CLI_CANNOT_READ")
                        .says(source);
            }
        }
        assertFalse(connected.get());
    }

    @Test
    void aMessageOverTheLimitSendsNothing(@TempDir Path folder) throws IOException {
        AtomicBoolean connected = new AtomicBoolean();
        Path big = folder.resolve("big");
        Files.write(big, new byte[100_000]);
        try (LoopbackServer server = new LoopbackServer(socket -> connected.set(true))) {
            against(server, new String[] {"pub", "-t", "a", "-f", big.toString()}).failsWith("2040 MQTT_TOO_LARGE")
                    .says("1024 bytes");
            // 1 + 2 + 2 + 1 bytes before the payload, 2 more at QoS 1.
            against(server, new String[] {"pub", "-t", "a", "-m", "x".repeat(1019)})
                    .failsWith("2040 MQTT_TOO_LARGE");
            against(server, new String[] {"pub", "-t", "a", "-m", "x".repeat(1017), "-q", "1"})
                    .failsWith("2040 MQTT_TOO_LARGE");
        }
        assertFalse(connected.get());
    }

    @Test
    void aPinFileWithSomethingElseInIt(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("pin");
        Files.writeString(file, "hello\n");
        Cli.run("sub", "-t", "a", "--learn", file.toString()).failsWith("3004 CLI_BAD_FILE").says("remove it");
        assertEquals("hello\n", Files.readString(file));
    }

    // ---- plain MQTT

    @Test
    void aSilentServerWithTimeLimit() throws IOException {
        try (LoopbackServer server = new LoopbackServer(LoopbackServer.silent())) {
            pub(server, "-W", "1").exits(27).says("waiting for CONNACK");
        }
    }

    @Test
    void aServerThatDribblesOneByteAfterAnother() throws IOException {
        try (LoopbackServer server = new LoopbackServer(socket -> {
            socket.getOutputStream().write(new byte[] {0x30, (byte) 0xFF, (byte) 0xFF, 0x7F, 0, 9});
            while (socket.getInputStream().available() >= 0) {
                socket.getOutputStream().write('a');
                Thread.onSpinWait();
            }
        })) {
            // A PUBLISH before CONNACK is a violation, whatever its length; the client need not read it all.
            pub(server, "-W", "5").exits(1).says("MQTT_NO_CONNACK");
        }
    }

    @Test
    void anHttpServer() throws IOException {
        byte[] answer = "HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        try (LoopbackServer server = new LoopbackServer(LoopbackServer.answering(answer))) {
            pub(server).exits(1).says(" MQTT_");
            pub(server, "--insecure").failsWith("3 BR_ERR_UNSUPPORTED_VERSION").says("but HTTP");
        }
    }

    @Test
    void aTextServer() throws IOException {
        byte[] answer = "SSH-2.0-OpenSSH_9.2\r\n".getBytes(StandardCharsets.US_ASCII);
        try (LoopbackServer server = new LoopbackServer(LoopbackServer.answering(answer))) {
            pub(server, "--insecure").failsWith("3 BR_ERR_UNSUPPORTED_VERSION").says("plain text");
            Cli.run("client", "127.0.0.1:" + server.port(), "--insecure").failsWith("3 BR_ERR_UNSUPPORTED_VERSION");
        }
    }

    @Test
    void aTlsPortWithoutTlsOption() throws IOException {
        byte[] alert = {0x15, 3, 3, 0, 2, 2, 70};
        try (LoopbackServer server = new LoopbackServer(LoopbackServer.answering(alert))) {
            pub(server).exits(1).says("the port speaks TLS").says("--fingerprint");
        }
    }

    @Test
    void aServerThatClosesAtOnce() throws IOException {
        try (LoopbackServer server = new LoopbackServer(socket -> socket.getInputStream().read(new byte[2000]))) {
            pub(server).failsWith("2032 MQTT_CLOSED_BEFORE_CONNACK");
            pub(server, "--insecure").failsWith("31 BR_ERR_IO").says("ServerHello");
        }
    }

    @Test
    void aRefusedConnection() throws IOException {
        try (LoopbackServer server = new LoopbackServer(LoopbackServer.answering(new byte[] {0x20, 2, 0, 5}))) {
            pub(server).failsWith("2005 MQTT_REFUSED_NOT_AUTHORIZED");
        }
    }

    @Test
    void aRefusedSubscription() throws IOException {
        try (LoopbackServer server = new LoopbackServer(socket -> {
            InputStream in = socket.getInputStream();
            in.read(new byte[2000]);
            socket.getOutputStream().write(CONNACK);
            byte[] subscribe = new byte[2000];
            in.read(subscribe);
            socket.getOutputStream().write(new byte[] {(byte) 0x90, 4, subscribe[2], subscribe[3], 0, (byte) 0x80});
            LoopbackServer.silent().of(socket);
        })) {
            against(server, new String[] {"sub", "-t", "good", "-t", "secret/#"})
                    .failsWith("2037 MQTT_SUBSCRIPTION_REFUSED").says("'secret/#'").says("0x80");
        }
    }

    @Test
    void aBrokerThatNeverAcknowledges() throws IOException {
        try (LoopbackServer server = new LoopbackServer(LoopbackServer.answering(CONNACK))) {
            CompletableFuture<Cli.Result> sub = Cli.start("sub", "-h", "127.0.0.1", "-p", server.portText(),
                    "-t", "a", "-W", "1");
            pub(server, "-q", "1", "-W", "1").exits(27).says("waiting for PUBACK");
            Cli.await(sub).exits(27).says("waiting for SUBACK");
        }
    }

    @Test
    void anOversizePacketUnderThePolicyDisconnect() throws IOException {
        byte[] publish = {0x30, (byte) 0x90, 0x4E, 0, 1, 'b'};
        try (LoopbackServer server = new LoopbackServer(socket -> {
            InputStream in = socket.getInputStream();
            in.read(new byte[2000]);
            socket.getOutputStream().write(CONNACK);
            byte[] subscribe = new byte[2000];
            in.read(subscribe);
            socket.getOutputStream().write(new byte[] {(byte) 0x90, 3, subscribe[2], subscribe[3], 0});
            socket.getOutputStream().write(publish);
            socket.getOutputStream().write(new byte[9997]);
            LoopbackServer.silent().of(socket);
        })) {
            against(server, new String[] {"sub", "-t", "b", "--oversize", "disconnect"})
                    .failsWith("2035 MQTT_RECEIVED_TOO_LARGE");
            against(server, new String[] {"sub", "-t", "b", "-W", "1"}).exits(27)
                    .says("oversize: a packet of 10003 bytes on topic 'b' at QoS 0 exceeds 1024 and was dropped");
        }
    }

    // ---- TLS

    @Test
    void aServerThatFallsSilentInTheHandshake() throws IOException {
        try (LoopbackServer server = new LoopbackServer(LoopbackServer.silent())) {
            String to = "127.0.0.1:" + server.port();
            List<CompletableFuture<Cli.Result>> running = List.of(
                    Cli.start("pub", "-h", "127.0.0.1", "-p", server.portText(), "-t", "a", "-n", "--tls", "-W", "1"),
                    Cli.start("client", to, "-W", "1"),
                    Cli.start("fingerprint", to, "-W", "1"));
            for (CompletableFuture<Cli.Result> r : running) {
                Cli.await(r).exits(27).says("waiting for ServerHello");
            }
        }
    }

    @Test
    void aServerThatDribblesInTheHandshake() throws IOException {
        try (LoopbackServer server = new LoopbackServer(socket -> {
            socket.getOutputStream().write(new byte[] {22, 3, 3, 0x40, 0, 2, 0, 1, 0});
            while (true) {
                socket.getOutputStream().write(0);
                Thread.onSpinWait();
            }
        })) {
            Cli.Result r = pub(server, "--insecure", "-W", "1");
            assertTrue(r.exit() == 27 || r.exit() == 1, r.err());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 70, 80, 112, 116, 255})
    void anAlertInTheHandshake(int alert) throws IOException {
        byte[] record = {0x15, 3, 3, 0, 2, 2, (byte) alert};
        try (LoopbackServer server = new LoopbackServer(LoopbackServer.answering(record))) {
            pub(server, "--insecure").failsWith(256 + alert + " BR_ERR_RECV_FATAL_ALERT");
        }
    }

    // ---- this side

    @Test
    void aClosedStandardOutput() throws IOException {
        byte[] message = {0x30, 4, 0, 1, 'b', 'x'};
        try (LoopbackServer server = new LoopbackServer(socket -> {
            InputStream in = socket.getInputStream();
            in.read(new byte[2000]);
            socket.getOutputStream().write(CONNACK);
            byte[] subscribe = new byte[2000];
            in.read(subscribe);
            socket.getOutputStream().write(new byte[] {(byte) 0x90, 3, subscribe[2], subscribe[3], 0});
            socket.getOutputStream().write(message);
            LoopbackServer.silent().of(socket);
        })) {
            Cli.run(InputStream.nullInputStream(), new ClosedPipe(), new ByteArrayOutputStream(), "sub",
                    "-h", "127.0.0.1", "-p", server.portText(), "-t", "b").failsWith("3002 CLI_CANNOT_WRITE")
                    .says("Broken pipe");
        }
    }

    private static final class ClosedPipe extends java.io.OutputStream {
        @Override
        public void write(int b) throws IOException {
            throw new IOException("Broken pipe");
        }
    }

    @Test
    void noMemory() {
        InputStream in = new InputStream() {
            @Override
            public int read() {
                throw new OutOfMemoryError();
            }
        };
        // The reader of standard input must not let the command hang, nor end as if all had been sent.
        publishLinesOf(in).failsWith("-1000 ERR_OOM");
        ByteArrayOutputStream out = new ByteArrayOutputStream() {
            @Override
            public synchronized void write(byte[] b, int off, int len) {
                throw new OutOfMemoryError();
            }
        };
        Cli.run(in, out, new ByteArrayOutputStream(), "explain", "1").failsWith("-1000 ERR_OOM");
    }

    @Test
    void standardInputThatCannotBeRead() {
        InputStream in = new InputStream() {
            private boolean isRead;

            @Override
            public int read() throws IOException {
                throw new IOException("Is a directory");
            }

            @Override
            public int read(byte[] b, int off, int len) throws IOException {
                if (isRead) {
                    return read();
                }
                isRead = true;
                b[off] = '\n';
                return 1;
            }
        };
        publishLinesOf(in).failsWith("3001 CLI_CANNOT_READ").says("standard input: Is a directory");
    }

    @Test
    void whatTheBrokerSaysIsHeardWhileStandardInputIsSilent() throws IOException {
        CountDownLatch heard = new CountDownLatch(1);
        InputStream in = new InputStream() {
            private boolean isRead;

            @Override
            public int read() {
                throw new UnsupportedOperationException();
            }

            @Override
            public int read(byte[] b, int off, int len) throws IOException {
                try {
                    if (isRead && !heard.await(20, TimeUnit.SECONDS)) {
                        throw new IOException("not heard");
                    }
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
                b[off] = '\n';
                int n = isRead ? -1 : 1;
                isRead = true;
                return n;
            }
        };
        try (ScriptedBroker broker = new ScriptedBroker(c -> {
            c.accept(false);
            c.acknowledge(0x50, c.packet(), 5); // PUBREC
            c.acknowledge(0x70, c.packet(), 2); // for PUBREL PUBCOMP
            heard.countDown();
            c.fallSilent();
        })) {
            Cli.run(in, "pub", "-h", "127.0.0.1", "-p", broker.port(), "-t", "a", "-l", "-q", "2", "-W", "25").exits(0);
        }
    }

    private static Cli.Result publishLinesOf(InputStream in) {
        try (LoopbackServer server = new LoopbackServer(LoopbackServer.answering(CONNACK))) {
            return Cli.run(in, "pub", "-h", "127.0.0.1", "-p", server.portText(), "-t", "a", "-l", "-W", "20");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aMistakeOfOursIsALineToo() {
        ByteArrayOutputStream out = new ByteArrayOutputStream() {
            @Override
            public synchronized void write(byte[] b, int off, int len) {
                throw new IllegalStateException("test");
            }
        };
        Cli.run(InputStream.nullInputStream(), out, new ByteArrayOutputStream(), "explain", "1")
                .failsWith("3003 CLI_INTERNAL").says("IllegalStateException: test");
    }

    @Test
    void aWriteThatHangsIsEnded() throws Exception {
        assertEndsTheWrite(Deadline.users(1), WriteWatch.WRITE_SECONDS);
        assertEndsTheWrite(Deadline.never(), 1);
    }

    private static void assertEndsTheWrite(Deadline users, int seconds) throws Exception {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket client = new Socket(InetAddress.getLoopbackAddress(), listener.getLocalPort())) {
            bearssl.tls.stream.SocketTransport socket = new bearssl.tls.stream.SocketTransport(client);
            WriteWatch watch = new WriteWatch(socket, users, seconds);
            watch.start();
            byte[] data = new byte[1 << 16];
            int r = 1;
            while (r > 0) {
                r = socket.write(data, 0, data.length);
            }
            assertEquals(-31, r);
            assertTrue(watch.hasFired());
        }
    }
}
