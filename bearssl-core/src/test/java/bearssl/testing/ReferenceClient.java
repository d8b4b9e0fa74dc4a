package bearssl.testing;

import static bearssl.testing.ReferenceStop.require;

import java.io.ByteArrayOutputStream;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.crypto.Cipher;

/**
 * A second opinion on what a {@link ScriptedServer} sent: whether the session opens, which data are delivered, how it
 * ends and which alert the standards name. It reads the whole stream at once, on the JDK's cryptography, and takes
 * whatever certificates there are. What a client may decide for itself it decides as docs/ARCHITECTURE.md says.
 */
public final class ReferenceClient {
    /** How it ends. */
    public enum End {
        /** By close_notify. */
        IN_ORDER,
        /** The stream ends too early. */
        BROKEN_OFF,
        /** By an alert of the server's. */
        TOLD,
        /** By an alert of the client's. */
        REFUSED
    }

    /**
     * The opinion.
     *
     * @param opened whether the handshake was completed
     * @param data   application data in all
     * @param end    how it ends
     * @param alerts the alert that told it, or those that the client may send
     * @param early  whether it ends in the middle of a message, which the client may have refused before
     */
    public record Opinion(boolean opened, byte[] data, End end, List<Integer> alerts, boolean early) {
        @Override
        public String toString() {
            return (opened ? "open, " : "not open, ") + data.length + " bytes, " + end + " " + alerts
                    + (early ? ", or refused before" : "");
        }
    }

    private enum State {
        SERVER_HELLO, CERTIFICATE, KEY_EXCHANGE, REQUEST_OR_DONE, DONE, CHANGE_CIPHER_SPEC, FINISHED, OPEN
    }

    private static final int UNEXPECTED = 10;
    private static final int BAD_MAC = 20;
    private static final int OVERFLOW = 22;
    private static final int ILLEGAL = 47;
    private static final int DECODE = 50;
    private static final int DECRYPT = 51;
    private static final int VERSION = 70;

    private static final int TLS12 = 0x0303;
    private static final int MAX_PLAINTEXT = 16384;
    private static final int EXPANSION = 8 + 16;

    private final ScriptedServer server;
    private final PublicKey key;
    private final ReferenceHello hello;
    private final int capacity;
    private final int messageLen;
    private final boolean closesFirst;
    private final byte[] wire;
    private int p;

    private State state = State.SERVER_HELLO;
    private boolean isProtected;
    private long sequence;
    private byte[] keyBlock;
    private int empty;
    private int warnings;
    private int helloRequests;
    private int level;
    private boolean certificateIsAsked;
    private boolean badPoint;
    private boolean opened;
    private byte[] handshake = new byte[0]; // the message that has begun
    private final ByteArrayOutputStream transcript = new ByteArrayOutputStream();
    private final ByteArrayOutputStream data = new ByteArrayOutputStream();
    private final List<byte[]> ours;

    /**
     * Takes a server whose connection is over.
     *
     * @param key        of its certificate
     * @param session    what the client offered, as it was stored; null for none
     * @param capacity   longest plaintext of a record that fits its buffer
     * @param messageLen longest message that it gathers
     * @param closesFirst whether it sends close_notify as soon as the session is open, and waits for the server's
     */
    public ReferenceClient(ScriptedServer server, PublicKey key, byte[] session, int capacity, int messageLen,
            boolean closesFirst) {
        this.server = server;
        this.key = key;
        this.capacity = Math.min(capacity, MAX_PLAINTEXT);
        this.messageLen = messageLen;
        this.closesFirst = closesFirst;
        wire = server.delivered();
        ours = messages(server);
        transcript.writeBytes(ours.get(0));
        hello = new ReferenceHello(server, session);
    }

    private static List<byte[]> messages(ScriptedServer server) {
        byte[] all = Bytes.join(server.received().stream().filter(r -> r.type() == ServerRecord.HANDSHAKE)
                .map(ScriptedServer.Received::payload).toArray(byte[][]::new));
        List<byte[]> result = new ArrayList<>();
        int at = 0;
        while (at < all.length) {
            int end = at + 4 + Bytes.u16(all, at + 2);
            result.add(Arrays.copyOfRange(all, at, end));
            at = end;
        }
        return result;
    }

    /** Reads everything. */
    public Opinion opinion() {
        try {
            for (;;) {
                record();
            }
        } catch (ReferenceStop stop) {
            boolean early = state != State.OPEN && handshake.length > 0;
            return new Opinion(opened, data.toByteArray(), stop.end, stop.alerts, early);
        }
    }

    // ---- records

    private void record() {
        if (wire.length - p < 5) {
            throw new ReferenceStop(End.BROKEN_OFF);
        }
        int type = wire[p] & 0xFF;
        int version = Bytes.u16(wire, p + 1);
        int len = Bytes.u16(wire, p + 3);
        p += 5;
        // RFC 5246, E.1: before the version is known, any 3.x
        require(state == State.SERVER_HELLO ? version >> 8 == 3 : version == TLS12, VERSION);
        require(type >= 20 && type <= 23, UNEXPECTED);
        byte[] content;
        boolean whole = wire.length - p >= len;
        if (isProtected) {
            require(len >= EXPANSION, BAD_MAC);
            require(len - EXPANSION <= Math.min(capacity, hello.maxFragment()), OVERFLOW);
            if (!whole) {
                throw new ReferenceStop(End.BROKEN_OFF);
            }
            content = open(type, Arrays.copyOfRange(wire, p, p + len));
        } else {
            require(len <= MAX_PLAINTEXT, OVERFLOW);
            content = Arrays.copyOfRange(wire, p, Math.min(wire.length, p + len));
        }
        p += content.length + (isProtected ? EXPANSION : 0);
        if (content.length > 0 || len == 0 || isProtected) {
            content(type, content, whole);
        }
        if (!whole) {
            throw new ReferenceStop(End.BROKEN_OFF);
        }
        // RFC 8422, 5.11; it is found out when the client answers
        require(!badPoint || state != State.CHANGE_CIPHER_SPEC, ILLEGAL);
        opened |= state == State.OPEN;
    }

    private byte[] open(int type, byte[] fragment) {
        byte[] master = hello.resumes() ? hello.master() : server.master();
        require(master != null, BAD_MAC);
        if (keyBlock == null) {
            byte[] randoms = Bytes.join(hello.random(), Arrays.copyOfRange(ours.get(0), 6, 38));
            keyBlock = JdkTls12.prf(master, "key expansion", randoms, 40);
        }
        byte[] len = Bytes.u16(fragment.length - EXPANSION);
        byte[] additional = Bytes.join(Bytes.u64(sequence), Bytes.of(type, 3, 3), len);
        sequence++;
        try {
            return JdkTls12.gcm(Cipher.DECRYPT_MODE, Arrays.copyOfRange(keyBlock, 16, 32),
                    Bytes.join(Arrays.copyOfRange(keyBlock, 36, 40), Bytes.first(fragment, 8)), additional,
                    Bytes.without(fragment, 8));
        } catch (IllegalStateException e) {
            throw new ReferenceStop(End.REFUSED, BAD_MAC);
        }
    }

    private void content(int type, byte[] content, boolean whole) {
        empty = content.length == 0 ? empty + 1 : 0;
        require(empty <= 32, UNEXPECTED);
        if (content.length > 0 && type != ServerRecord.ALERT) {
            warnings = 0;
        }
        switch (type) {
            case ServerRecord.ALERT:
                for (byte b : content) {
                    alert(b & 0xFF);
                }
                break;
            case ServerRecord.CHANGE_CIPHER_SPEC:
                require(level == 0, DECODE); // half an alert
                require(state == State.CHANGE_CIPHER_SPEC && handshake.length == 0, UNEXPECTED);
                require(content.length == 1 && whole, DECODE);
                require(content[0] == 1, ILLEGAL);
                isProtected = true;
                state = State.FINISHED;
                break;
            case ServerRecord.HANDSHAKE:
                handshake = Bytes.join(handshake, content);
                messages();
                break;
            default:
                require(state == State.OPEN && handshake.length == 0 && !closesFirst, UNEXPECTED);
                helloRequests = content.length == 0 ? helloRequests : 0;
                data.writeBytes(content);
                break;
        }
    }

    private void alert(int b) {
        if (level == 0) {
            require(b == 1 || b == 2, ILLEGAL);
            level = b;
            return;
        }
        boolean fatal = level == 2;
        level = 0;
        if (fatal || b == 0) {
            throw new ReferenceStop(!fatal && state == State.OPEN ? End.IN_ORDER : End.TOLD, b);
        }
        require(++warnings <= 4, UNEXPECTED);
    }

    // ---- messages

    private void messages() {
        while (handshake.length > 0) {
            int type = handshake[0] & 0xFF;
            require(type == ScriptedServer.HELLO_REQUEST || belongs(type), UNEXPECTED);
            if (handshake.length < 4) {
                return;
            }
            int len = (handshake[1] & 0xFF) << 16 | Bytes.u16(handshake, 2);
            require(len <= most(type), DECODE);
            if (handshake.length < 4 + len) {
                return;
            }
            byte[] message = Bytes.first(handshake, 4 + len);
            handshake = Bytes.without(handshake, 4 + len);
            if (type == ScriptedServer.HELLO_REQUEST) {
                require(++helloRequests <= 32, UNEXPECTED);
            } else {
                message(type, message, new ReferenceReader(message, 4));
            }
        }
    }

    private boolean belongs(int type) {
        switch (state) {
            case SERVER_HELLO:
                return type == ScriptedServer.SERVER_HELLO;
            case CERTIFICATE:
                return type == ScriptedServer.CERTIFICATE;
            case KEY_EXCHANGE:
                return type == ScriptedServer.SERVER_KEY_EXCHANGE;
            case REQUEST_OR_DONE:
                return type == ScriptedServer.CERTIFICATE_REQUEST && !certificateIsAsked
                        || type == ScriptedServer.SERVER_HELLO_DONE;
            case FINISHED:
                return type == ScriptedServer.FINISHED;
            default:
                return false;
        }
    }

    private int most(int type) {
        switch (type) {
            case ScriptedServer.HELLO_REQUEST:
            case ScriptedServer.SERVER_HELLO_DONE:
                return 0;
            case ScriptedServer.FINISHED:
                return 12;
            case ScriptedServer.CERTIFICATE:
                return 102400;
            case ScriptedServer.CERTIFICATE_REQUEST:
                return 1 + 255 + 2 + 65534 + 2 + 65535;
            case ScriptedServer.SERVER_HELLO:
                return 65607; // all parts at their longest; judged by what is in it
            default:
                return messageLen;
        }
    }

    private void message(int type, byte[] message, ReferenceReader body) {
        switch (type) {
            case ScriptedServer.SERVER_HELLO:
                hello.read(body, message.length - 4 <= messageLen);
                state = hello.resumes() ? State.CHANGE_CIPHER_SPEC : State.CERTIFICATE;
                break;
            case ScriptedServer.CERTIFICATE:
                certificates(body);
                require(JdkTls12.isRsa(key) == (hello.suite() != 0xC02B), ILLEGAL);
                state = hello.suite() == 0x009C ? State.REQUEST_OR_DONE : State.KEY_EXCHANGE;
                break;
            case ScriptedServer.SERVER_KEY_EXCHANGE:
                keyExchange(body);
                state = State.REQUEST_OR_DONE;
                break;
            case ScriptedServer.CERTIFICATE_REQUEST:
                request(body);
                certificateIsAsked = true;
                break;
            case ScriptedServer.SERVER_HELLO_DONE:
                state = State.CHANGE_CIPHER_SPEC;
                break;
            default:
                finished(body);
                break;
        }
        transcript.writeBytes(message);
    }

    private static void certificates(ReferenceReader body) {
        ReferenceReader list = body.vector(3);
        body.end();
        require(list.more(), DECODE);
        while (list.more()) {
            require(list.vector(3).more(), DECODE);
        }
    }

    private void keyExchange(ReferenceReader body) {
        int start = body.at();
        int curveType = body.number(1);
        int curve = body.number(2);
        body.peek(1);
        require(curveType == 3 && curve == 23, ILLEGAL);
        byte[] point = body.vector(1).rest();
        byte[] params = body.since(start);
        require(point.length > 0 && body.left() >= 4, DECODE);
        require(point.length == 65, ILLEGAL);
        int hash = body.number(1);
        int algorithm = body.number(1);
        require(hash >= 4 && hash <= 6 && algorithm == (JdkTls12.isRsa(key) ? 1 : 3), ILLEGAL);
        byte[] signature = body.vector(2).rest();
        body.end();
        byte[] signed = Bytes.join(Arrays.copyOfRange(ours.get(0), 6, 38), hello.random(), params);
        require(JdkTls12.verifies(key, hash, signed, signature), DECRYPT);
        badPoint = !JdkTls12.isOnP256(point);
    }

    private static void request(ReferenceReader body) {
        require(body.vector(1).more(), DECODE);
        int algorithms = body.vector(2).left();
        require(algorithms >= 2 && algorithms % 2 == 0, DECODE);
        ReferenceReader authorities = body.vector(2);
        body.end();
        while (authorities.more()) {
            require(authorities.vector(2).more(), DECODE);
        }
    }

    private void finished(ReferenceReader body) {
        byte[] verifyData = body.rest();
        require(verifyData.length == 12, DECODE);
        byte[] before = transcript.toByteArray();
        for (int i = 1; i < ours.size() && !hello.resumes(); i++) {
            before = Bytes.join(before, ours.get(i));
        }
        byte[] master = hello.resumes() ? hello.master() : server.master();
        byte[] right = JdkTls12.prf(master, "server finished", JdkTls12.sha256(before), 12);
        require(Arrays.equals(verifyData, right), DECRYPT);
        state = State.OPEN;
    }
}
