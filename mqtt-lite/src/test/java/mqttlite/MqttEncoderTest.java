package mqttlite;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Golden packets, written by hand from chapter 3 of the standard. */
class MqttEncoderTest {
    private static final int OFF = 7;

    private static String connect(MqttConnect c) {
        byte[] b = new byte[400];
        int len = MqttEncoder.packetLength(MqttEncoder.connectRemaining(c));
        assertEquals(OFF + len, MqttEncoder.connect(b, OFF, c));
        return Wire.hex(Arrays.copyOfRange(b, OFF, OFF + len));
    }

    private static String hex(String text) {
        return Wire.hex(Wire.hex(text));
    }

    @Test
    void connectWithNothingButAClientId() {
        assertEquals(hex("10 0d 0004 4d515454 04 02 003c 0001 63"), connect(new MqttConnect("c")));
    }

    @Test
    void connectWithAnEmptyClientId_MQTT_3_1_3_7() {
        assertEquals(hex("10 0c 0004 4d515454 04 02 0000 0000"), connect(new MqttConnect("").keepAlive(0)));
    }

    // Figure 3.6: user name, password, will at QoS 1, clean session, keep-alive 10.
    @Test
    void connectOfTheStandardsExample() {
        MqttConnect c = new MqttConnect("id").user("u\u00e9").password(Wire.hex("00 ff")).keepAlive(10)
                .will("w/t", "bye", 1, false);
        assertEquals(hex("10 21 0004 4d515454 04 ce 000a 0002 6964 0003 772f74 0003 627965 0003 75c3a9 0002 00ff"),
                connect(c));
    }

    @Test
    void connectFlags() {
        MqttConnect c = new MqttConnect("c").cleanSession(false).keepAlive(65535).will("w", "", 2, true);
        assertEquals(hex("10 12 0004 4d515454 04 34 ffff 0001 63 0001 77 0000"), connect(c));
        c = new MqttConnect("c").user("u");
        assertEquals(hex("10 10 0004 4d515454 04 82 003c 0001 63 0001 75"), connect(c));
        c = new MqttConnect("c").user("").password(new byte[0]);
        assertEquals(hex("10 11 0004 4d515454 04 c2 003c 0001 63 0000 0000"), connect(c));
    }

    // Figure 3.11 at QoS 1: topic a/b, packet identifier 10.
    @Test
    void publishOfTheStandardsExample() {
        byte[] b = new byte[64];
        byte[] topic = Wire.utf8("xa/by");
        byte[] payload = Wire.utf8("--hello--");
        int end = MqttEncoder.publish(b, OFF, 0x02, 10, topic, 1, 3, payload, 2, 5);
        assertEquals(hex("32 0c 0003 612f62 000a 68656c6c6f"), Wire.hex(Arrays.copyOfRange(b, OFF, end)));
        end = MqttEncoder.publish(b, 0, 0x01, 10, topic, 1, 3, null, 0, 0);
        assertEquals(hex("31 05 0003 612f62"), Wire.hex(Arrays.copyOf(b, end)));
        end = MqttEncoder.publish(b, 0, 0x0B, 65535, topic, 1, 3, payload, 2, 1);
        assertEquals(hex("3b 08 0003 612f62 ffff 68"), Wire.hex(Arrays.copyOf(b, end)));
    }

    // Figures 3.23 and 3.31: a/b and c/d.
    @Test
    void subscribeAndUnsubscribeOfTheStandardsExample() {
        byte[] b = new byte[64];
        byte[][] filters = {Wire.utf8("a/b"), Wire.utf8("c/d"), null};
        int remaining = MqttEncoder.filtersRemaining(filters, 2, 3, 1024);
        int end = MqttEncoder.filters(b, OFF, 10, filters, new byte[] {1, 2}, 2, remaining);
        assertEquals(hex("82 0e 000a 0003 612f62 01 0003 632f64 02"), Wire.hex(Arrays.copyOfRange(b, OFF, end)));
        remaining = MqttEncoder.filtersRemaining(filters, 2, 2, 1024);
        end = MqttEncoder.filters(b, OFF, 10, filters, null, 2, remaining);
        assertEquals(hex("a2 0c 000a 0003 612f62 0003 632f64"), Wire.hex(Arrays.copyOfRange(b, OFF, end)));
        assertEquals(-1, MqttEncoder.filtersRemaining(filters, 2, 3, 13));
    }

    @Test
    void acknowledgementsAndEmptyPackets() {
        byte[] b = new byte[4];
        assertEquals(4, MqttEncoder.ack(b, 0, MqttPacket.PUBACK, 0x1234));
        assertArrayEquals(Wire.hex("40 02 1234"), b);
        MqttEncoder.ack(b, 0, MqttPacket.PUBREC, 1);
        assertArrayEquals(Wire.hex("50 02 0001"), b);
        // [MQTT-3.6.1-1]
        MqttEncoder.ack(b, 0, MqttPacket.PUBREL, 0xFFFF);
        assertArrayEquals(Wire.hex("62 02 ffff"), b);
        MqttEncoder.ack(b, 0, MqttPacket.PUBCOMP, 1);
        assertArrayEquals(Wire.hex("70 02 0001"), b);
        assertEquals(3, MqttEncoder.empty(b, 1, MqttPacket.PINGREQ));
        assertArrayEquals(Wire.hex("70 c0 00 01"), b);
        MqttEncoder.empty(b, 1, MqttPacket.DISCONNECT);
        assertArrayEquals(Wire.hex("70 e0 00 01"), b);
    }

    // Table 2.4.
    @ParameterizedTest
    @CsvSource({"0, 00", "127, 7f", "128, 80 01", "16383, ff 7f", "16384, 80 80 01", "2097151, ff ff 7f",
        "2097152, 80 80 80 01", "268435455, ff ff ff 7f"})
    void remainingLengthOfTheStandardsTable(int remaining, String lengthBytes) {
        byte[] b = new byte[6];
        int end = MqttEncoder.header(b, 1, 0xD0, remaining);
        assertEquals("d0" + hex(lengthBytes), Wire.hex(Arrays.copyOfRange(b, 1, end)));
        assertEquals(end - 1 + remaining, MqttEncoder.packetLength(remaining));
    }

    @Test
    void beyondFourLengthBytesNothingFits() {
        assertEquals(268435460, MqttEncoder.packetLength(268435455));
        assertEquals(Integer.MAX_VALUE, MqttEncoder.packetLength(268435456));
    }

    @Property
    void aPublishWeEncodeIsTheOneWeDecode(@ForAll @IntRange(max = 300) int payloadLen,
            @ForAll @IntRange(min = 1, max = 200) int topicLen, @ForAll @IntRange(max = 1) int qos,
            @ForAll boolean retain, @ForAll @IntRange(min = 1, max = 65535) int id,
            @ForAll @Size(300) byte[] payload) {
        byte[] topic = Wire.utf8("t".repeat(topicLen));
        byte[] b = new byte[1024];
        int flags = qos << 1 | (retain ? 1 : 0);
        int end = MqttEncoder.publish(b, 0, flags, id, topic, 0, topicLen, payload, 0, payloadLen);
        byte[] body = Wire.join(Wire.string(topic), qos > 0 ? Wire.id(id) : new byte[0],
                Arrays.copyOf(payload, payloadLen));
        assertArrayEquals(Wire.packet(0x30 | flags, body), Arrays.copyOf(b, end));

        MqttDecoder decoder = new MqttDecoder(new byte[1024]);
        ScriptedTransport broker = new ScriptedTransport().say(Wire.CONNACK, Arrays.copyOf(b, end));
        decoder.fill(broker);
        assertEquals(MqttPacket.CONNACK, decoder.next());
        assertEquals(0, decoder.next());
        decoder.fill(broker);
        assertEquals(MqttPacket.PUBLISH, decoder.next());
        assertEquals(flags, decoder.first & 15);
        assertEquals(qos > 0 ? id : 0, decoder.packetId);
        assertArrayEquals(topic, Arrays.copyOfRange(decoder.buf, decoder.topicOff, decoder.topicOff + topicLen));
        assertArrayEquals(Arrays.copyOf(payload, payloadLen), Arrays.copyOfRange(decoder.buf, decoder.payloadOff,
                decoder.bodyOff + decoder.bodyLen));
        assertEquals(0, decoder.next());
    }
}
