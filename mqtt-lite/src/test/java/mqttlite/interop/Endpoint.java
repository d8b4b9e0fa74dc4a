package mqttlite.interop;

import java.io.IOException;

/** A server that runs on a port of this machine. */
interface Endpoint extends AutoCloseable {
    int port();

    /** The name to ask it for. */
    default String host() {
        return "localhost";
    }

    /** What it has said. */
    default String log() throws IOException {
        return "";
    }

    @Override
    void close() throws IOException;
}
