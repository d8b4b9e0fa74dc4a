package mqttlite.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** A loopback server that treats every connection as a test says. */
final class LoopbackServer implements AutoCloseable {
    interface Treatment {
        void of(Socket socket) throws Exception;
    }

    private final ServerSocket listener;
    private final Thread thread;

    LoopbackServer(Treatment treatment) throws IOException {
        listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        thread = new Thread(() -> serve(treatment), "loopback-server");
        thread.setDaemon(true);
        thread.start();
    }

    /** Reads what comes and says nothing, until the client goes. */
    static Treatment silent() {
        return socket -> silentlyRead(socket.getInputStream());
    }

    static void silentlyRead(java.io.InputStream in) throws IOException {
        in.transferTo(java.io.OutputStream.nullOutputStream());
    }

    /** Reads something, answers with these bytes, then waits for the client to go. */
    static Treatment answering(byte[] answer) {
        return socket -> {
            socket.getInputStream().read(new byte[2000]);
            socket.getOutputStream().write(answer);
            silent().of(socket);
        };
    }

    private void serve(Treatment treatment) {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                Thread connection = new Thread(() -> treat(socket, treatment), "scripted-connection");
                connection.setDaemon(true);
                connection.start();
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private static void treat(Socket socket, Treatment treatment) {
        try (socket) {
            treatment.of(socket);
        } catch (Exception e) {
            // the client is judged, not this server
        }
    }

    int port() {
        return listener.getLocalPort();
    }

    String portText() {
        return Integer.toString(port());
    }

    /** Closes the port. It listens as long as the other thread has not left accept. */
    @Override
    public void close() throws IOException {
        listener.close();
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
