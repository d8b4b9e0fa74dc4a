package mqttlite.cli;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * One connection of {@link AwsLookAlike}, with the policy of docs/AWS-IOT.md and the limits of AWS: a thing connects
 * under its own name and uses the topics below it. Without a certificate the user name has to name an authorizer.
 */
final class AwsPolicy {
    private static final int CONNECT = 1;
    private static final int PUBLISH = 3;
    private static final int SUBSCRIBE = 8;
    private static final int MAX_PAYLOAD = 128 * 1024;

    private final String thing; // null: no certificate
    private final Socket device;
    private final Socket broker;
    private String name; // client identifier, once it is connected

    AwsPolicy(String thing, Socket device, Socket broker) {
        this.thing = thing;
        this.device = device;
        this.broker = broker;
    }

    /** Passes packets on until either side ends, or the device does what it may not. */
    void forward() throws IOException {
        Thread back = new Thread(this::answers, "aws-answers");
        back.setDaemon(true);
        back.start();
        DataInputStream in = new DataInputStream(device.getInputStream());
        int first = in.read();
        while (first > 0) {
            byte[] header = header(in, first);
            byte[] body = new byte[length(header)];
            in.readFully(body);
            if (!isAllowed(first, body)) {
                return;
            }
            if (first >> 4 != SUBSCRIBE || isOwn(text(body, 2))) {
                broker.getOutputStream().write(header);
                broker.getOutputStream().write(body);
            }
            first = in.read();
        }
    }

    private void answers() {
        try {
            broker.getInputStream().transferTo(device.getOutputStream());
            device.close();
        } catch (IOException e) {
            return; // either is gone
        }
    }

    private static byte[] header(DataInputStream in, int first) throws IOException {
        byte[] header = {(byte) first, 0, 0, 0, 0};
        int n = 1;
        do {
            if (n == header.length) {
                throw new EOFException("length");
            }
            header[n] = in.readByte();
        } while (header[n++] < 0);
        return java.util.Arrays.copyOf(header, n);
    }

    private static int length(byte[] header) {
        int length = 0;
        for (int i = header.length - 1; i > 0; i--) {
            length = length << 7 | header[i] & 0x7F;
        }
        return length;
    }

    private boolean isAllowed(int first, byte[] body) throws IOException {
        switch (first >> 4) {
            case CONNECT:
                name = text(body, 10);
                return thing != null ? name.equals(thing) : new String(body, StandardCharsets.ISO_8859_1)
                        .contains("?x-amz-customauthorizer-name=");
            case PUBLISH:
                String topic = text(body, 0);
                return (first & 6) < 4 && isOwn(topic) && topic.length() <= 256
                        && topic.chars().filter(c -> c == '/').count() <= 7
                        && body.length - topic.length() <= MAX_PAYLOAD;
            case SUBSCRIBE:
                if (!isOwn(text(body, 2))) {
                    OutputStream out = device.getOutputStream();
                    out.write(new byte[] {(byte) 0x90, 3, body[0], body[1], (byte) 0x80});
                    out.flush();
                }
                return true;
            default:
                return true;
        }
    }

    private boolean isOwn(String topic) {
        return topic.startsWith(name + "/");
    }

    private static String text(byte[] b, int off) {
        return new String(b, off + 2, (b[off] & 0xFF) << 8 | b[off + 1] & 0xFF, StandardCharsets.UTF_8);
    }
}
