package bearssl.benchmarks.client;

import java.io.IOException;
import java.net.Socket;

/** A socket and nothing more: what to subtract from the memory of the others. */
final class TcpClient implements Client {
    private final int port;
    private Socket socket;

    TcpClient(int port) {
        this.port = port;
    }

    @Override
    public void connect() throws IOException {
        socket = new Socket("localhost", port);
        socket.getInputStream();
        socket.getOutputStream();
    }

    @Override
    public void publishAcknowledged() {
        return; // there is no MQTT here
    }

    @Override
    public void publish(int messages, byte[] payload) {
        return;
    }

    @Override
    public boolean isResumed() {
        return false;
    }

    @Override
    public void disconnect() throws IOException {
        socket.close();
    }
}
