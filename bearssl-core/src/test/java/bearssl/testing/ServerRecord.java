package bearssl.testing;

import java.util.function.UnaryOperator;

/** A record that a {@link ScriptedServer} will send, and everything that can be wrong about it. */
public final class ServerRecord {
    public static final int CHANGE_CIPHER_SPEC = 20;
    public static final int ALERT = 21;
    public static final int HANDSHAKE = 22;
    public static final int APPLICATION_DATA = 23;
    private static final int RAW = -1;

    final int type;
    byte[] payload;
    int version = 0x0303;
    int length = -1;
    Boolean isProtected;
    boolean whole;
    UnaryOperator<byte[]> onWire = UnaryOperator.identity();

    private ServerRecord(int type, byte[] payload) {
        this.type = type;
        this.payload = payload;
    }

    /** A record with this content. */
    public static ServerRecord of(int type, byte[] payload) {
        return new ServerRecord(type, payload);
    }

    /** A handshake message with a true header. */
    public static ServerRecord handshake(int messageType, byte[] body) {
        return of(HANDSHAKE, message(messageType, body));
    }

    public static byte[] message(int messageType, byte[] body) {
        return Bytes.join(Bytes.of(messageType), Bytes.vector24(body));
    }

    public static ServerRecord alert(int level, int number) {
        return of(ALERT, Bytes.of(level, number));
    }

    public static ServerRecord changeCipherSpec() {
        return of(CHANGE_CIPHER_SPEC, Bytes.of(1));
    }

    public static ServerRecord helloRequest() {
        return handshake(0, new byte[0]);
    }

    public static ServerRecord applicationData(byte[] data) {
        return of(APPLICATION_DATA, data);
    }

    /** Bytes that are no record of the server's making and are sent as they are. */
    public static ServerRecord raw(byte[] bytes) {
        return of(RAW, bytes);
    }

    public int type() {
        return type;
    }

    boolean isRaw() {
        return type == RAW;
    }

    /** Type of the handshake message that begins in this record, -1 if none does. */
    int messageType() {
        return type == HANDSHAKE && payload.length > 0 ? payload[0] & 0xFF : -1;
    }

    /** Another version in the header; protection still covers TLS 1.2. */
    public ServerRecord version(int v) {
        version = v;
        return this;
    }

    /** Another length in the header. */
    public ServerRecord length(int len) {
        length = len;
        return this;
    }

    /** In the clear even behind ChangeCipherSpec. */
    public ServerRecord inTheClear() {
        isProtected = Boolean.FALSE;
        return this;
    }

    /** In one record, however long: not cut to the negotiated length. */
    public ServerRecord whole() {
        whole = true;
        return this;
    }

    /** A last change to the bytes of the record as they leave, header included. */
    public ServerRecord onWire(UnaryOperator<byte[]> change) {
        onWire = change;
        return this;
    }

    /** Another content of the same type. */
    public ServerRecord payload(byte[] bytes) {
        payload = bytes;
        return this;
    }

    public byte[] payload() {
        return payload;
    }

    /** The same with another content. */
    public ServerRecord copy(byte[] other) {
        ServerRecord r = of(type, other);
        r.version = version;
        r.length = length;
        r.isProtected = isProtected;
        r.whole = whole;
        r.onWire = onWire;
        return r;
    }
}
