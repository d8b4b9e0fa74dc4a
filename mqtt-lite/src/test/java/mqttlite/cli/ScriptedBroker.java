package mqttlite.cli;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A loopback broker without a mind of its own: one script for each connection, the last for all that follow. */
final class ScriptedBroker implements AutoCloseable {
    interface Script {
        void run(Connection c) throws Exception;
    }

    /** One connection, packet by packet. */
    static final class Connection {
        private final Socket socket;
        private final InputStream in;

        Connection(Socket socket) throws IOException {
            this.socket = socket;
            in = socket.getInputStream();
        }

        /** A whole packet of the client's. */
        byte[] packet() throws IOException {
            ByteArrayOutputStream packet = new ByteArrayOutputStream();
            int remaining = 0;
            int shift = 0;
            packet.write(next());
            int b;
            do {
                b = next();
                packet.write(b);
                remaining |= (b & 0x7F) << shift;
                shift += 7;
            } while (b > 127);
            packet.write(in.readNBytes(remaining));
            return packet.toByteArray();
        }

        private int next() throws IOException {
            int b = in.read();
            if (b < 0) {
                throw new EOFException();
            }
            return b;
        }

        void send(int... bytes) throws IOException {
            byte[] b = new byte[bytes.length];
            for (int i = 0; i < b.length; i++) {
                b[i] = (byte) bytes[i];
            }
            socket.getOutputStream().write(b);
        }

        /** Takes CONNECT and accepts. */
        void accept(boolean sessionPresent) throws IOException {
            packet();
            send(0x20, 2, sessionPresent ? 1 : 0, 0);
        }

        /** Takes a SUBSCRIBE of one filter and answers it. */
        void grant(int code) throws IOException {
            byte[] subscribe = packet();
            send(0x90, 3, subscribe[2], subscribe[3], code);
        }

        /** Answers with an acknowledgement of the same packet identifier, which stands in front of the payload. */
        void acknowledge(int type, byte[] packet, int idOff) throws IOException {
            send(type, 2, packet[idOff], packet[idOff + 1]);
        }

        /** Says no more, and waits for the client to go. */
        void fallSilent() throws IOException {
            LoopbackServer.silentlyRead(in);
        }
    }

    private final LoopbackServer server;
    private final AtomicInteger connections = new AtomicInteger();
    final List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());

    ScriptedBroker(Script... scripts) throws IOException {
        server = new LoopbackServer(socket -> {
            int n = connections.getAndIncrement();
            try {
                scripts[Math.min(n, scripts.length - 1)].run(new Connection(socket));
            } catch (EOFException e) {
                return; // the client has gone
            } catch (Exception | AssertionError e) {
                failures.add(e);
            }
        });
    }

    int connections() {
        return connections.get();
    }

    String port() {
        return server.portText();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
