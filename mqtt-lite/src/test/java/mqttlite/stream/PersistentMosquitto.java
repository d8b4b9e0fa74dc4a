package mqttlite.stream;

import java.io.IOException;
import java.nio.file.Path;
import mqttlite.testing.MosquittoProcess;

/** Debian's mosquitto without TLS, which keeps its sessions when it is stopped and started again. */
final class PersistentMosquitto implements AutoCloseable {
    final int port = MosquittoProcess.freePort();
    private final MosquittoProcess process;

    PersistentMosquitto(Path folder) throws IOException {
        // Of messages that wait for PUBCOMP, mosquitto 2.0.11 publishes those above the limit again when it is back, which
        // [MQTT-4.3.3-1] forbids: "MUST NOT re-send the PUBLISH once it has sent the corresponding PUBREL packet".
        process = new MosquittoProcess(folder, "listener " + port + " 127.0.0.1\nallow_anonymous true\n"
                + "persistence true\npersistence_location " + folder
                + "/\nmax_queued_messages 0\nmax_inflight_messages 1000\n", port);
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
