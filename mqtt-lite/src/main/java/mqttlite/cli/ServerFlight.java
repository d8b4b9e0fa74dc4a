package mqttlite.cli;

import bearssl.base.Codec;
import bearssl.base.Transport;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A transport that hands all bytes on and looks at those of the server: how long its records are, and what its messages
 * in the clear say beyond what the engine tells. What is malformed is not there; the engine says what is wrong with it.
 */
final class ServerFlight implements Transport {
    /** Extension: renegotiation_info (RFC 5746). */
    static final int RENEGOTIATION_INFO = 0xFF01;

    private static final int HEADER_LEN = 5;
    private static final int CHANGE_CIPHER_SPEC = 20;
    private static final int HANDSHAKE = 22;
    private static final int SERVER_HELLO = 2;
    private static final int CERTIFICATE = 11;
    private static final int CERTIFICATE_REQUEST = 13;
    private static final int MOST_MESSAGES = 1 << 17; // bytes; the engine refuses longer Certificate messages
    private static final int RANDOM_END = 34;
    // RFC 8446, 4.1.3: how the random of a server ends that speaks TLS 1.3, too.
    private static final byte[] DOWNGRADE = {'D', 'O', 'W', 'N', 'G', 'R', 'D', 1};

    private final Transport below;
    private final byte[] header = new byte[HEADER_LEN];
    private final ByteArrayOutputStream messages = new ByteArrayOutputStream();
    private int headerLen; // of the record that is passing
    private int missing; // bytes of it
    private boolean isProtected;
    private int longest;
    private int received;
    private int sent;

    ServerFlight(Transport below) {
        this.below = below;
    }

    // ---- Transport

    @Override
    public int read(byte[] buf, int off, int len) {
        int n = below.read(buf, off, len);
        if (n > 0) {
            received += n;
            look(buf, off, off + n);
        }
        return n;
    }

    @Override
    public int write(byte[] buf, int off, int len) {
        int n = below.write(buf, off, len);
        sent += n > 0 ? n : 0;
        return n;
    }

    @Override
    public int flush() {
        return below.flush();
    }

    private void look(byte[] buf, int start, int end) {
        int i = start;
        while (i < end) {
            if (headerLen < HEADER_LEN) {
                header[headerLen++] = buf[i++];
                missing = headerLen == HEADER_LEN ? Codec.u16(header, 3) : 0;
            } else {
                int n = Math.min(missing, end - i);
                if (header[0] == HANDSHAKE && !isProtected && messages.size() + n <= MOST_MESSAGES) {
                    messages.write(buf, i, n);
                }
                missing -= n;
                i += n;
            }
            if (headerLen == HEADER_LEN && missing == 0) {
                longest = isProtected ? longest : Math.max(longest, Codec.u16(header, 3));
                isProtected |= header[0] == CHANGE_CIPHER_SPEC;
                headerLen = 0;
            }
        }
    }

    // ---- records

    /** Bytes that the server has sent. */
    int received() {
        return received;
    }

    /** Bytes that were sent to it. */
    int sent() {
        return sent;
    }

    /** Content of its longest record in the clear, in bytes. */
    int longestRecord() {
        return longest;
    }

    // ---- messages

    /** The body of its first message of a type, null if none came whole. */
    private byte[] message(int type) {
        byte[] all = messages.toByteArray();
        int at = 0;
        while (all.length - at >= 4) {
            int len = Codec.u16(all, at + 2) | (all[at + 1] & 0xFF) << 16;
            if (len > all.length - at - 4) {
                return null;
            }
            if (all[at] == type) {
                return Arrays.copyOfRange(all, at + 4, at + 4 + len);
            }
            at += 4 + len;
        }
        return null;
    }

    /** Whether it has begun to shake hands. */
    boolean hasHello() {
        return message(SERVER_HELLO) != null;
    }

    /** Length of the session's id, 0 for none. */
    int sessionIdLen() {
        byte[] hello = message(SERVER_HELLO);
        return hello == null || hello.length <= RANDOM_END ? 0 : hello[RANDOM_END] & 0xFF;
    }

    /** Whether ServerHello says that the server speaks TLS 1.3 besides. */
    boolean marksTls13() {
        byte[] hello = message(SERVER_HELLO);
        return hello != null && hello.length >= RANDOM_END && Arrays.equals(DOWNGRADE,
                Arrays.copyOfRange(hello, RANDOM_END - DOWNGRADE.length, RANDOM_END));
    }

    /** Whether ServerHello has this extension. */
    boolean hasExtension(int type) {
        byte[] hello = message(SERVER_HELLO);
        int at = hello == null ? 0 : RANDOM_END + 1 + sessionIdLen() + 5; // suite, compression, length
        while (hello != null && hello.length - at >= 4) {
            if (Codec.u16(hello, at) == type) {
                return true;
            }
            at += 4 + Codec.u16(hello, at + 2);
        }
        return false;
    }

    /** The certificates, the server's own first. */
    List<byte[]> chain() {
        List<byte[]> chain = new ArrayList<byte[]>();
        byte[] body = message(CERTIFICATE);
        int at = 3;
        while (body != null && body.length - at >= 3) {
            int len = (body[at] & 0xFF) << 16 | Codec.u16(body, at + 1);
            if (len > body.length - at - 3) {
                break;
            }
            chain.add(Arrays.copyOfRange(body, at + 3, at + 3 + len));
            at += 3 + len;
        }
        return chain;
    }

    /** Whether CertificateRequest takes keys of this type, 1 for RSA and 64 for EC (RFC 5246, 7.4.4; RFC 8422, 5.5). */
    boolean takesClientKey(int type) {
        byte[] body = message(CERTIFICATE_REQUEST);
        for (int i = 1; body != null && body.length > 0 && i <= (body[0] & 0xFF) && i < body.length; i++) {
            if (body[i] == type) {
                return true;
            }
        }
        return false;
    }

    /** Names of the CAs that CertificateRequest wants client certificates from; none: any. */
    List<String> authorities() {
        List<String> names = new ArrayList<String>();
        byte[] body = message(CERTIFICATE_REQUEST);
        int at = body == null || body.length == 0 ? 0 : 1 + (body[0] & 0xFF);
        at += body == null || body.length - at < 2 ? 0 : 2 + Codec.u16(body, at); // signature algorithms
        at += 2;
        while (body != null && body.length - at >= 2) {
            int len = Codec.u16(body, at);
            if (len > body.length - at - 2) {
                break;
            }
            DerReader name = new DerReader(body, at + 2, len);
            name.next(DerReader.SEQUENCE);
            names.add(NameText.of(name.inside()));
            at += 2 + len;
        }
        return names;
    }
}
