package bearssl.testing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/** Finds the fields of what a server sends (RFC 5246, section 7.4; RFC 8422, section 5). */
final class WireMessages {
    /** Extensions whose data is a number and not a list. */
    private static final List<Integer> NUMBERS =
            List.of(ScriptedServer.RECORD_SIZE_LIMIT, ScriptedServer.MAX_FRAGMENT_LENGTH);

    private final byte[] bytes;
    private int p;

    private WireMessages(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The content of a record. What has no structure, or another one than it should, is one value. */
    static WireField parse(ServerRecord r) {
        if (r.type == ServerRecord.HANDSHAKE && r.payload.length > 0) {
            try {
                return new WireMessages(r.payload).messages();
            } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
                return WireField.value("fragment", r.payload);
            }
        }
        return WireField.value("content", r.payload);
    }

    // ---- pieces

    private int number(int len) {
        int n = 0;
        for (int i = 0; i < len; i++) {
            n = n << 8 | bytes[p++] & 0xFF;
        }
        return n;
    }

    private WireField value(String name, int len) {
        if (len > bytes.length - p) {
            throw new IllegalArgumentException(name);
        }
        p += len;
        return WireField.value(name, Arrays.copyOfRange(bytes, p - len, p));
    }

    /** A vector of these, as many as its length makes room for. */
    private WireField vector(String name, int lengthBytes, Supplier<WireField> element) {
        int end = number(lengthBytes) + p;
        List<WireField> parts = new ArrayList<>();
        while (p < end) {
            parts.add(element.get());
        }
        if (p != end) {
            throw new IllegalArgumentException(name);
        }
        return WireField.vector(name, lengthBytes, parts.toArray(WireField[]::new));
    }

    /** A vector of bytes that mean nothing by themselves. */
    private WireField opaque(String name, int lengthBytes) {
        int len = number(lengthBytes);
        return WireField.vector(name, lengthBytes, value(name + " bytes", len));
    }

    // ---- messages

    private WireField messages() {
        List<WireField> all = new ArrayList<>();
        while (p < bytes.length) {
            all.add(message());
        }
        return WireField.group("record", all.toArray(WireField[]::new));
    }

    private WireField message() {
        int type = bytes[p];
        WireField first = value("type", 1);
        int end = number(3) + p;
        List<WireField> parts = new ArrayList<>();
        while (p < end) {
            parts.add(part(type, end));
        }
        return WireField.group("message " + type, first, WireField.vector("body", 3, parts.toArray(WireField[]::new)));
    }

    /** The parts of a body; all in one where there is nothing to tell them apart. */
    private WireField part(int type, int end) {
        switch (type) {
            case ScriptedServer.SERVER_HELLO:
                return serverHello(end);
            case ScriptedServer.CERTIFICATE:
                return vector("certificate_list", 3, () -> opaque("certificate", 3));
            case ScriptedServer.SERVER_KEY_EXCHANGE:
                return WireField.group("key exchange", value("curve type", 1), value("curve", 2), opaque("point", 1),
                        value("hash", 1), value("signature algorithm", 1), signature());
            case ScriptedServer.CERTIFICATE_REQUEST:
                return WireField.group("request", vector("types", 1, () -> value("certificate type", 1)),
                        vector("algorithms", 2, () -> value("algorithm", 2)),
                        vector("authorities", 2, () -> opaque("name", 2)));
            default:
                return value("body bytes", end - p);
        }
    }

    private WireField serverHello(int end) {
        WireField fixed = WireField.group("fixed", value("version", 2), value("random", 32), opaque("session id", 1),
                value("suite", 2), value("compression", 1));
        return p == end ? fixed : WireField.group("hello", fixed, vector("extensions", 2, this::extension));
    }

    private WireField extension() {
        int type = Bytes.u16(bytes, p);
        WireField first = value("extension type", 2);
        String name = "extension " + type;
        if (NUMBERS.contains(type)) {
            return WireField.group(name, first, opaque(name + " data", 2));
        }
        if (type == 16) {
            return WireField.group(name, first,
                    vector("protocol data", 2, () -> vector("protocols", 2, () -> opaque("protocol", 1))));
        }
        return WireField.group(name, first, vector(name + " data", 2, () -> opaque(name + " list", 1)));
    }

    /** Of ECDSA it is DER (RFC 3279, section 2.2.3), of lengths below 128. */
    private WireField signature() {
        if (bytes[p + 2] != 0x30 || Bytes.u16(bytes, p) > 72) {
            return opaque("signature", 2);
        }
        return vector("signature", 2, () -> WireField.group("sequence", value("tag", 1),
                vector("numbers", 1, () -> WireField.group("number", value("tag", 1), opaque("integer", 1)))));
    }
}
