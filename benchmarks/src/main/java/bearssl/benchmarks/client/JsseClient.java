package bearssl.benchmarks.client;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** As little MQTT as will do, on a socket of the JDK's TLS: nobody who uses that can be faster. */
final class JsseClient implements Client {
    private static final String HOST = "localhost";
    private static final byte[] CONNECT = {0x10, 12, 0, 4, 'M', 'Q', 'T', 'T', 4, 2, 0, 60, 0, 0};
    private static final byte[] PUBLISH_QOS1 = {0x32, 6, 0, 1, 'b', 0, 1, 'b'};
    private static final byte[] DISCONNECT = {(byte) 0xE0, 0};
    private static final int CONNACK_LEN = 4;
    private static final int PUBACK_LEN = 4;
    private static final int HEADER_LEN = 6; // of a PUBLISH with 125 to 16380 bytes of payload

    private final SSLContext context;
    private final int port;
    private final boolean resumes;
    // For packets both ways, of the size that ours has.
    private final byte[] answer = new byte[1024];
    private final byte[] packet = new byte[1024];
    private SSLSocket socket;
    private DataInputStream in;
    private OutputStream out;
    private long start;

    JsseClient(SSLContext context, int port, boolean resumes) {
        this.context = context;
        this.port = port;
        this.resumes = resumes;
    }

    @Override
    public void connect() throws IOException {
        start = System.currentTimeMillis();
        Socket plain = new Socket(HOST, port);
        plain.setTcpNoDelay(true);
        socket = (SSLSocket) context.getSocketFactory().createSocket(plain, HOST, port, true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        in = new DataInputStream(socket.getInputStream());
        out = socket.getOutputStream();
        out.write(CONNECT);
        read(CONNACK_LEN, 0x20);
        if (answer[3] != 0) {
            throw new IOException("refused");
        }
    }

    private void read(int len, int type) throws IOException {
        in.readFully(answer, 0, len);
        if (answer[0] != type) {
            throw new IOException("another packet");
        }
    }

    @Override
    public void publishAcknowledged() throws IOException {
        out.write(PUBLISH_QOS1);
        read(PUBACK_LEN, 0x40);
    }

    @Override
    public void publish(int messages, byte[] payload) throws IOException {
        int remaining = payload.length + 3;
        packet[0] = 0x30;
        packet[1] = (byte) (remaining | 0x80);
        packet[2] = (byte) (remaining >> 7);
        packet[3] = 0;
        packet[4] = 1;
        packet[5] = 'b';
        for (int i = 0; i < messages; i++) {
            System.arraycopy(payload, 0, packet, HEADER_LEN, payload.length);
            out.write(packet, 0, HEADER_LEN + payload.length);
        }
    }

    @Override
    public boolean isResumed() {
        return socket.getSession().getCreationTime() < start;
    }

    @Override
    public void disconnect() throws IOException {
        out.write(DISCONNECT);
        if (!resumes) {
            socket.getSession().invalidate();
        }
        socket.close();
    }
}
