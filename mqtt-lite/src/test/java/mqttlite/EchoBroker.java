package mqttlite;

import bearssl.testing.TestCertificates;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/**
 * The least that can be called a broker, over the JDK's TLS 1.2: accepts every login, grants every subscription,
 * acknowledges every message and sends it back at QoS 1. A thread for each connection.
 */
final class EchoBroker implements AutoCloseable {
    private static final String[] SUITES = {
        "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256", "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
        "TLS_RSA_WITH_AES_128_GCM_SHA256",
    };

    private final SSLServerSocket listener;

    EchoBroker(KeyStore keys) throws IOException, GeneralSecurityException {
        this(keys, null);
    }

    /** A broker that demands a certificate. @param clients the CAs of clients, null to demand none */
    EchoBroker(KeyStore keys, KeyStore clients) throws IOException, GeneralSecurityException {
        KeyManagerFactory managers = KeyManagerFactory.getInstance("PKIX");
        managers.init(keys, TestCertificates.PASSWORD);
        SSLContext context = SSLContext.getInstance("TLSv1.2");
        TrustManagerFactory trusted = TrustManagerFactory.getInstance("PKIX");
        trusted.init(clients);
        context.init(managers.getKeyManagers(), clients == null ? null : trusted.getTrustManagers(),
                new SecureRandom());
        listener = (SSLServerSocket) context.getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        listener.setEnabledProtocols(new String[] {"TLSv1.2"});
        listener.setEnabledCipherSuites(SUITES);
        listener.setNeedClientAuth(clients != null);
        start(this::listen);
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "echo-broker");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return listener.getLocalPort();
    }

    private void listen() {
        while (!listener.isClosed()) {
            try {
                SSLSocket socket = (SSLSocket) listener.accept();
                start(() -> serve(socket));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private static void serve(SSLSocket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            talk(new DataInputStream(new BufferedInputStream(socket.getInputStream())),
                    new BufferedOutputStream(socket.getOutputStream(), 1024));
        } catch (IOException e) {
            return; // the client sees it, and says more
        }
    }

    private static void talk(DataInputStream in, OutputStream out) throws IOException {
        int first = in.read();
        while (first > 0) {
            byte[] body = new byte[remaining(in)];
            in.readFully(body);
            switch (first >> 4) {
                case 1 -> out.write(Wire.CONNACK);
                case 8 -> out.write(Wire.packet(0x90, new byte[] {body[0], body[1], 1}));
                case 3 -> echo(body, out);
                case 4 -> { } // PUBACK
                default -> {
                    return; // DISCONNECT
                }
            }
            if (in.available() == 0) {
                out.flush();
            }
            first = in.read();
        }
    }

    /** PUBACK, and the same PUBLISH at QoS 1 back: its packet identifier will do for this side too. */
    private static void echo(byte[] body, OutputStream out) throws IOException {
        int id = 2 + ((body[0] & 0xFF) << 8 | body[1] & 0xFF);
        out.write(new byte[] {0x40, 2, body[id], body[id + 1]});
        out.write(Wire.header(0x32, body.length));
        out.write(body);
    }

    private static int remaining(DataInputStream in) throws IOException {
        int length = 0;
        int shift = 0;
        int b;
        do {
            b = in.readUnsignedByte();
            length |= (b & 0x7F) << shift;
            shift += 7;
        } while (b > 127);
        return length;
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
