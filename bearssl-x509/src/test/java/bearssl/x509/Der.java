package bearssl.x509;

import bearssl.testing.Bytes;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/** Writes DER, or what is meant to look like it; every result is a new array. */
final class Der {
    private Der() {
    }

    static byte[] tlv(int tag, byte[]... content) {
        byte[] body = Bytes.join(content);
        return Bytes.join(Bytes.of(tag), length(body.length), body);
    }

    /** The shortest form. */
    static byte[] length(int len) {
        return len < 0x80 ? Bytes.of(len)
                : len < 0x100 ? Bytes.of(0x81, len)
                : len < 0x10000 ? Bytes.of(0x82, len >> 8, len)
                : Bytes.of(0x83, len >> 16, len >> 8, len);
    }

    static byte[] sequence(byte[]... content) {
        return tlv(0x30, content);
    }

    static byte[] set(byte[]... content) {
        return tlv(0x31, content);
    }

    static byte[] explicit(int number, byte[]... content) {
        return tlv(0xA0 + number, content);
    }

    static byte[] octets(byte[]... content) {
        return tlv(0x04, content);
    }

    static byte[] bits(int unused, byte[]... content) {
        return tlv(0x03, Bytes.of(unused), Bytes.join(content));
    }

    static byte[] integer(BigInteger value) {
        return tlv(0x02, value.toByteArray());
    }

    static byte[] integer(long value) {
        return integer(BigInteger.valueOf(value));
    }

    static byte[] bool(int value) {
        return tlv(0x01, Bytes.of(value));
    }

    static byte[] nothing() {
        return Bytes.of(0x05, 0x00);
    }

    static byte[] text(int tag, String s) {
        return tlv(tag, s.getBytes(StandardCharsets.ISO_8859_1));
    }

    static byte[] utf8(String s) {
        return tlv(0x0C, s.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] oid(String dotted) {
        return tlv(0x06, arcs(dotted));
    }

    private static byte[] arcs(String dotted) {
        String[] parts = dotted.split("\\.");
        byte[] body = base128(Long.parseLong(parts[0]) * 40 + Long.parseLong(parts[1]));
        for (int i = 2; i < parts.length; i++) {
            body = Bytes.join(body, base128(Long.parseLong(parts[i])));
        }
        return body;
    }

    private static byte[] base128(long v) {
        byte[] low = Bytes.of((int) (v & 0x7F));
        byte[] result = low;
        for (long rest = v >>> 7; rest != 0; rest >>>= 7) {
            result = Bytes.join(Bytes.of((int) (rest & 0x7F) | 0x80), result);
        }
        return result;
    }

    /** A name of one attribute an RDN: {@code name("2.5.4.6", utf8("XX"), "2.5.4.3", utf8("x"))}. */
    static byte[] name(Object... typesAndValues) {
        byte[] rdns = new byte[0];
        for (int i = 0; i < typesAndValues.length; i += 2) {
            rdns = Bytes.join(rdns, set(attribute((String) typesAndValues[i], (byte[]) typesAndValues[i + 1])));
        }
        return sequence(rdns);
    }

    static byte[] attribute(String type, byte[] value) {
        return sequence(oid(type), value);
    }

    /** A name that is one common name. */
    static byte[] cn(String name) {
        return name("2.5.4.3", utf8(name));
    }
}
