package mqttlite;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Packets of the broker's side, written independently of {@link MqttEncoder}, and hexadecimal notation. */
final class Wire {
    static final byte[] CONNACK = hex("20 02 00 00");
    static final byte[] CONNACK_PRESENT = hex("20 02 01 00");
    static final byte[] PINGRESP = hex("d0 00");

    private Wire() {
    }

    static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.replaceAll("\\s+", ""));
    }

    static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    /** Any packet: first byte, remaining length, body. */
    static byte[] packet(int first, byte[] body) {
        return join(header(first, body.length), body);
    }

    static byte[] header(int first, int remaining) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(first);
        do {
            out.write(remaining % 128 + (remaining > 127 ? 128 : 0));
            remaining /= 128;
        } while (remaining > 0);
        return out.toByteArray();
    }

    static byte[] string(byte[] text) {
        return join(new byte[] {(byte) (text.length / 256), (byte) text.length}, text);
    }

    static byte[] id(int packetId) {
        return new byte[] {(byte) (packetId / 256), (byte) packetId};
    }

    /** A PUBLISH whose payload counts 0, 1, 2... */
    static byte[] publish(int flags, int packetId, byte[] topic, int payloadLen) {
        byte[] payload = new byte[payloadLen];
        for (int i = 0; i < payloadLen; i++) {
            payload[i] = (byte) i;
        }
        boolean hasId = (flags & 6) != 0;
        return packet(0x30 | flags, join(string(topic), hasId ? id(packetId) : new byte[0], payload));
    }

    static byte[] publish(int flags, int packetId, String topic, int payloadLen) {
        return publish(flags, packetId, utf8(topic), payloadLen);
    }

    static byte[] puback(int packetId) {
        return packet(0x40, id(packetId));
    }

    static byte[] pubrec(int packetId) {
        return packet(0x50, id(packetId));
    }

    static byte[] pubrel(int packetId) {
        return packet(0x62, id(packetId));
    }

    static byte[] pubcomp(int packetId) {
        return packet(0x70, id(packetId));
    }
}
