package mqttlite;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bearssl.base.Transport;
import bearssl.testing.Peers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import mqttlite.demo.Device;

/** Chains against mosquitto, with a login. */
class MosquittoChainTest extends ChainInterop {
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(20);

    @Override
    Server start(Path files) throws Exception {
        return new Broker(files);
    }

    @Override
    void talk(Device device) {
        assertEquals(1, device.login(new MqttConnect("chain")));
        assertEquals(Transport.END, device.hangUp());
    }

    @Override
    int alert(String log) {
        return OpensslChainTest.alertOfOpenssl(log);
    }

    /** A broker with one listener. */
    private static final class Broker implements Server {
        private final Path folder;
        private final int port;
        private final Process process;

        Broker(Path files) throws IOException, InterruptedException {
            folder = files.toAbsolutePath();
            try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                port = free.getLocalPort();
            }
            // mosquitto gives up root, and could not read its files then
            Files.writeString(folder.resolve("conf"), "user root\nlistener " + port
                    + " 127.0.0.1\nallow_anonymous true\ncertfile " + folder.resolve("chain.pem")
                    + "\nkeyfile " + folder.resolve("key.pem") + "\ntls_version tlsv1.2\n");
            process = new ProcessBuilder(Peers.require("mosquitto").toString(), "-c", folder.resolve("conf").toString())
                    .redirectErrorStream(true).redirectOutput(folder.resolve("log").toFile()).start();
            long deadline = System.nanoTime() + PATIENCE;
            while (!listens()) {
                if (System.nanoTime() > deadline || process.waitFor(5, TimeUnit.MILLISECONDS)) {
                    close();
                    throw new AssertionError("mosquitto does not listen: " + log());
                }
            }
        }

        private boolean listens() {
            try (Socket probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return probe.isConnected();
            } catch (IOException e) {
                return false;
            }
        }

        @Override
        public int port() {
            return port;
        }

        @Override
        public String log() throws IOException {
            return Files.readString(folder.resolve("log"));
        }

        @Override
        public void close() {
            process.destroy();
            try {
                process.waitFor(10, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
