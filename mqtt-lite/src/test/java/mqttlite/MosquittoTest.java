package mqttlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bearssl.base.Transport;
import bearssl.testing.Peers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The client against Debian's mosquitto, plain TCP. */
class MosquittoTest {
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(20);
    private static Process mosquitto;
    private static int port;

    @TempDir
    static Path folder;

    @BeforeAll
    static void start() throws IOException {
        Path program = Peers.require("mosquitto");
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Path conf = folder.resolve("mosquitto.conf");
        Files.writeString(conf, "listener " + port + " 127.0.0.1\nallow_anonymous true\npersistence false\n");
        mosquitto = new ProcessBuilder(program.toString(), "-c", conf.toString())
                .redirectErrorStream(true).redirectOutput(folder.resolve("log").toFile()).start();
    }

    @AfterAll
    static void stop() throws InterruptedException {
        if (mosquitto != null) {
            mosquitto.destroy();
            assertTrue(mosquitto.waitFor(10, TimeUnit.SECONDS));
        }
    }

    /** A blocking socket with a time-out of 20 ms. */
    private static final class Tcp implements Transport, AutoCloseable {
        private final Socket socket = new Socket();

        Tcp() throws IOException {
            long deadline = System.nanoTime() + PATIENCE;
            Socket s = socket;
            s.setTcpNoDelay(true);
            s.setSoTimeout(20);
            while (!listens()) {
                assertTrue(System.nanoTime() < deadline && mosquitto.isAlive(), "mosquitto does not listen");
                Thread.onSpinWait();
            }
            s.connect(new InetSocketAddress("127.0.0.1", port));
        }

        private static boolean listens() {
            try (Socket probe = new Socket("127.0.0.1", port)) {
                return probe.isConnected();
            } catch (IOException e) {
                return false;
            }
        }

        @Override
        public int read(byte[] buf, int off, int len) {
            try {
                int n = socket.getInputStream().read(buf, off, len);
                return n < 0 ? END : n;
            } catch (SocketTimeoutException e) {
                return 0;
            } catch (IOException e) {
                return -31;
            }
        }

        @Override
        public int write(byte[] buf, int off, int len) {
            try {
                socket.getOutputStream().write(buf, off, len);
                return len;
            } catch (IOException e) {
                return -31;
            }
        }

        @Override
        public int flush() {
            return 1;
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    private static long now() {
        return System.nanoTime() / 1000000;
    }

    private static void await(MqttClient client, Events events, int count) {
        long deadline = System.nanoTime() + PATIENCE;
        while (events.list.size() < count) {
            int r = client.poll(now());
            assertTrue(r >= 0, () -> MqttStatus.name(-r));
            assertTrue(System.nanoTime() < deadline, () -> "only " + events.list);
        }
    }

    private static MqttClient connect(Tcp tcp, Events events, MqttConnect options) {
        MqttClient client = new MqttClient(new byte[1024], new byte[1024], events);
        assertEquals(1, client.connect(tcp, options, now()));
        await(client, events, 1);
        return client;
    }

    @Test
    void messagesGoRoundAtBothQos() throws IOException {
        Events events = new Events();
        try (Tcp tcp = new Tcp()) {
            MqttClient client = connect(tcp, events, new MqttConnect("round"));
            byte[] topic = Wire.utf8("round/\ud83d\ude00");
            assertEquals(1, client.subscribe(new byte[][] {Wire.utf8("round/#"), topic}, new byte[] {1, 0}, 2));
            await(client, events, 2);
            assertEquals(List.of("connected false", "subscribed 1: 1 0"), events.take());
            byte[] payload = new byte[900];
            for (int i = 0; i < 200; i++) {
                int id;
                do {
                    id = client.publish(topic, payload, i % 2, false);
                    assertTrue(client.poll(now()) >= 0);
                } while (id == 0);
                assertTrue(id > 0);
            }
            // mosquitto sends one copy for each of the two overlapping filters, or one for both.
            await(client, events, 300);
            while (client.inFlight() > 0) {
                assertTrue(client.poll(now()) >= 0);
            }
            assertEquals(100, events.list.stream().filter(e -> e.startsWith("published")).count());
            assertTrue(events.list.stream().filter(e -> e.startsWith("message")).count() >= 200);
            assertTrue(client.unsubscribe(Wire.utf8("round/#")) > 0);
            events.take();
            await(client, events, 1);
            assertEquals(1, client.disconnect());
        }
    }

    @Test
    void anOversizeMessageDoesNotComeBackInTheNextConnectionOfTheSession() throws IOException {
        MqttConnect options = new MqttConnect("small").cleanSession(false);
        Events small = new Events();
        Events large = new Events();
        try (Tcp tcp = new Tcp(); Tcp sender = new Tcp()) {
            MqttClient client = connect(tcp, small, options);
            client.subscribe(Wire.utf8("size/#"), 1);
            await(client, small, 2);
            MqttClient publisher = new MqttClient(new byte[1024], new byte[100000], large);
            publisher.connect(sender, new MqttConnect("large"), now());
            await(publisher, large, 1);
            assertEquals(1, publisher.publish(Wire.utf8("size/large"), new byte[60000], 1, false));
            assertEquals(2, publisher.publish(Wire.utf8("size/small"), new byte[2], 1, false));
            await(publisher, large, 3);
            await(client, small, 4);
            assertEquals(List.of("connected false", "subscribed 1: 1",
                    "oversize size/large 10 60018 q1 #1 acknowledged", "message size/small 2/0 q1"), small.take());
            assertEquals(1, publisher.disconnect());
            assertEquals(1, client.disconnect());
        }
        try (Tcp tcp = new Tcp()) {
            MqttClient client = connect(tcp, small, options);
            assertEquals(1, client.subscribe(Wire.utf8("size/#"), 1));
            await(client, small, 2);
            assertEquals(List.of("connected true", "subscribed 1: 1"), small.take());
            assertEquals(1, client.disconnect());
        }
    }

    @Test
    void theWillIsPublishedAfterAViolationButNotAfterDisconnect() throws IOException {
        Events watcher = new Events();
        try (Tcp tcp = new Tcp()) {
            MqttClient watch = connect(tcp, watcher, new MqttConnect("watch"));
            watch.subscribe(Wire.utf8("will/+"), 0);
            await(watch, watcher, 2);
            watcher.take();
            try (Tcp orderly = new Tcp()) {
                MqttClient client = connect(orderly, new Events(),
                        new MqttConnect("orderly").will("will/orderly", "x", 0, false));
                assertEquals(1, client.disconnect());
            }
            try (Tcp broken = new Tcp()) {
                connect(broken, new Events(), new MqttConnect("broken").will("will/broken", "x", 0, false));
            }
            await(watch, watcher, 1);
            assertEquals(List.of("message will/broken 1/120 q0"), watcher.take());
            assertEquals(1, watch.disconnect());
        }
    }

    @Test
    void keepAlivePingsAreAnswered() throws IOException {
        Events events = new Events();
        try (Tcp tcp = new Tcp()) {
            MqttConnect options = new MqttConnect("ping").keepAlive(10).pingTimeout(1000);
            MqttClient client = connect(tcp, events, options);
            // The clock is ours: five minutes of virtual time, standing still while an answer is awaited.
            long virtual = now();
            long deadline = System.nanoTime() + PATIENCE;
            for (int i = 0; i < 40; i++) {
                virtual += 7500;
                assertEquals(0, client.dueIn(virtual));
                do {
                    int r = client.poll(virtual);
                    assertTrue(r >= 0, () -> MqttStatus.name(-r));
                    assertTrue(System.nanoTime() < deadline, "no PINGRESP");
                } while (client.dueIn(virtual) <= 1000);
                assertEquals(7500, client.dueIn(virtual));
            }
            assertEquals(MqttClient.CONNECTED, client.state());
            assertEquals(1, client.disconnect());
        }
    }
}
