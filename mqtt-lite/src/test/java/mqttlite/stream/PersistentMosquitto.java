package mqttlite.stream;

import java.io.IOException;
import java.nio.file.Path;
import mqttlite.testing.MosquittoProcess;

/** Debian's mosquitto without TLS, which keeps its sessions when it is stopped and started again. */
final class PersistentMosquitto implements AutoCloseable {
    final int port = MosquittoProcess.freePort();
    private final MosquittoProcess process;

    PersistentMosquitto(Path folder) throws IOException {
        process = new MosquittoProcess(folder, "listener " + port + " 127.0.0.1\nallow_anonymous true\n"
                + "persistence true\npersistence_location " + folder + "/\nmax_queued_messages 0\n", port);
    }

    void start() throws IOException {
        process.start();
    }

    void stop() {
        process.stop();
    }

    @Override
    public void close() {
        stop();
    }
}
