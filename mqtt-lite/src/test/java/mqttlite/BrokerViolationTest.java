package mqttlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What no broker may do: each ends the connection with its own code, without DISCONNECT. */
class BrokerViolationTest {
    private static void assertViolation(int code, String... packets) {
        Bench bench = Bench.connected();
        byte[][] bytes = new byte[packets.length][];
        for (int i = 0; i < packets.length; i++) {
            bytes[i] = Wire.hex(packets[i]);
        }
        bench.assertViolation(code, bytes);
        assertEquals(bytes[packets.length - 1][0] & 0xFF, bench.client.errorDetail());
        assertTrue(bench.events.list.isEmpty());
    }

    private static void assertConnectViolation(int code, String packet) {
        Bench bench = new Bench();
        bench.client.connect(bench.broker, Bench.options(), bench.now);
        bench.assertViolation(code, Wire.hex(packet));
        assertTrue(bench.events.list.isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"00 00", "10 00", "80 00", "82 05 0001 0001 61", "a2 05 0001 0001 61", "c0 00", "e0 00",
        "f0 00", "ff"})
    void packetTypesOfClientsOrOfNobody_MQTT_2_2_1(String packet) {
        assertViolation(MqttStatus.MQTT_BAD_TYPE, packet);
    }

    @ParameterizedTest
    @ValueSource(strings = {"41 02 0001", "48 02 0001", "52 02 0001", "60 02 0001", "63 02 0001", "74 02 0001",
        "92 03 0001 00", "b2 02 0001", "d1 00", "d8"})
    void reservedFlags_MQTT_2_2_2_2(String packet) {
        assertViolation(MqttStatus.MQTT_BAD_FLAGS, packet);
    }

    @Test
    void reservedFlagsOfConnack_MQTT_2_2_2_2() {
        assertConnectViolation(MqttStatus.MQTT_BAD_FLAGS, "21 02 00 00");
        assertConnectViolation(MqttStatus.MQTT_BAD_FLAGS, "28 02 00 00");
    }

    @ParameterizedTest
    @ValueSource(strings = {"40 00", "40 01 00", "40 03 0001 00", "50 03 0001 00", "62 01 00", "70 04 0001 0000",
        "90 00", "90 02 0001", "b0 03 0001 00", "d0 01 00", "d0 ff ff ff 7f", "90 80 80 80 02", "30 00", "30 01 00",
        "32 03 000161", "40 ff ff ff ff 01", "30 80 80 80 80", "d0 80 80 80 80 00"})
    void lengthsThatDoNotFitTheType_2_2_3(String packet) {
        assertViolation(MqttStatus.MQTT_BAD_LENGTH, packet);
    }

    @ParameterizedTest
    @ValueSource(strings = {"30 03 0002 61", "30 02 0001", "32 05 0002 61 0001", "30 04 ffff 6161", "32 04 0001 6100"})
    void topicThatRunsPastItsPacket_MQTT_3_3_2_1(String packet) {
        assertViolation(MqttStatus.MQTT_BAD_LENGTH, packet);
    }

    @Test
    void bothQosBits_MQTT_3_3_1_4() {
        assertViolation(MqttStatus.MQTT_BAD_QOS, "36 06 0001 61 0001 62");
        assertViolation(MqttStatus.MQTT_BAD_QOS, "3f");
    }

    @Test
    void dupAtQos0_MQTT_3_3_1_2() {
        assertViolation(MqttStatus.MQTT_BAD_DUP, "38 03 0001 61");
    }

    @ParameterizedTest
    @ValueSource(strings = {"32 05 0001 61 0000", "40 02 0000", "50 02 0000", "62 02 0000", "70 02 0000",
        "90 03 0000 00", "b0 02 0000"})
    void packetIdentifier0_MQTT_2_3_1_1(String packet) {
        assertViolation(MqttStatus.MQTT_BAD_PACKET_ID, packet);
    }

    @ParameterizedTest
    @ValueSource(strings = {"30 03 0001 80", "30 04 0002 c080", "30 05 0003 eda080", "30 05 0002 61c3 62",
        "30 03 0001 ff"})
    void illFormedTopic_MQTT_1_5_3_1(String packet) {
        assertViolation(MqttStatus.MQTT_BAD_UTF8, packet);
    }

    @Test
    void nullCharacterInATopic_MQTT_1_5_3_2() {
        assertViolation(MqttStatus.MQTT_BAD_UTF8, "30 05 0003 610062");
    }

    @Test
    void wildcardInATopic_MQTT_3_3_2_2() {
        assertViolation(MqttStatus.MQTT_BAD_TOPIC, "30 05 0003 612f23");
        assertViolation(MqttStatus.MQTT_BAD_TOPIC, "30 03 0001 2b");
    }

    @Test
    void emptyTopic_MQTT_4_7_3_1() {
        assertViolation(MqttStatus.MQTT_BAD_TOPIC, "30 02 0000");
        assertViolation(MqttStatus.MQTT_BAD_TOPIC, "30 03 0000 61");
    }

    @Test
    void anotherPacketBeforeConnack_MQTT_3_2_0_1() {
        for (String packet : new String[] {"30 03 0001 61", "d0 00", "40 02 0001", "90 03 0001 00", "00", "e0 00",
            "48545450"}) {
            assertConnectViolation(MqttStatus.MQTT_NO_CONNACK, packet);
        }
    }

    @Test
    void hugePublishBeforeConnackIsNotDrained_MQTT_3_2_0_1() {
        assertConnectViolation(MqttStatus.MQTT_NO_CONNACK, "30 ff ff ff 7f");
    }

    @Test
    void secondConnack_MQTT_3_2_0_1() {
        assertViolation(MqttStatus.MQTT_SECOND_CONNACK, "20 02 00 00");
    }

    @Test
    void connackLength_3_2_1() {
        assertConnectViolation(MqttStatus.MQTT_BAD_LENGTH, "20 03 00 00 00");
        assertConnectViolation(MqttStatus.MQTT_BAD_LENGTH, "20 00");
    }

    @Test
    void reservedBitsAndReturnCodesOfConnack_3_2_2() {
        assertConnectViolation(MqttStatus.MQTT_BAD_CONNACK, "20 02 02 00");
        assertConnectViolation(MqttStatus.MQTT_BAD_CONNACK, "20 02 80 00");
        assertConnectViolation(MqttStatus.MQTT_BAD_CONNACK, "20 02 00 06");
        assertConnectViolation(MqttStatus.MQTT_BAD_CONNACK, "20 02 00 ff");
    }

    @Test
    void sessionPresentThoughAClean_MQTT_3_2_2_1() {
        assertConnectViolation(MqttStatus.MQTT_BAD_CONNACK, "20 02 01 00");
    }

    @Test
    void sessionPresentInARefusal_MQTT_3_2_2_4() {
        Bench bench = new Bench();
        bench.client.connect(bench.broker, Bench.options().cleanSession(false), bench.now);
        bench.assertViolation(MqttStatus.MQTT_BAD_CONNACK, Wire.hex("20 02 01 05"));
    }

    @Test
    void acknowledgementOfNothing_MQTT_2_3_1_6_and_2_3_1_7() {
        for (String packet : new String[] {"40 02 0001", "50 02 0001", "70 02 0001", "90 03 0001 00", "b0 02 0001"}) {
            assertViolation(MqttStatus.MQTT_UNEXPECTED_ACK, packet);
        }
    }

    @Test
    void acknowledgementOfAnotherKind_MQTT_2_3_1_6_and_2_3_1_7() {
        // 1 is a PUBLISH, 2 a SUBSCRIBE, 3 an UNSUBSCRIBE.
        for (String packet : new String[] {"90 03 0001 00", "b0 02 0001", "40 02 0002", "b0 02 0002", "40 02 0003",
            "90 03 0003 00", "40 02 0004", "40 02 0100", "50 02 0001", "70 02 0001"}) {
            Bench bench = Bench.connected();
            assertEquals(1, bench.client.publish(Wire.utf8("t"), new byte[0], 1, false));
            assertEquals(2, bench.client.subscribe(Wire.utf8("t"), 1));
            assertEquals(3, bench.client.unsubscribe(Wire.utf8("t")));
            bench.assertViolation(MqttStatus.MQTT_UNEXPECTED_ACK, Wire.hex(packet));
        }
    }

    @Test
    void secondAcknowledgement_MQTT_2_3_1_6() {
        Bench bench = Bench.connected();
        assertEquals(1, bench.client.publish(Wire.utf8("t"), new byte[0], 1, false));
        assertEquals(0, bench.hear(Wire.puback(1)));
        bench.assertViolation(MqttStatus.MQTT_UNEXPECTED_ACK, Wire.puback(1));
    }

    @Test
    void subackWithAnotherNumberOfCodes_MQTT_3_8_4_5() {
        for (String packet : new String[] {"90 03 0001 00", "90 05 0001 000000"}) {
            Bench bench = Bench.connected();
            bench.client.subscribe(new byte[][] {Wire.utf8("a"), Wire.utf8("b")}, new byte[2], 2);
            bench.assertViolation(MqttStatus.MQTT_BAD_SUBACK, Wire.hex(packet));
            assertTrue(bench.events.list.isEmpty());
        }
    }

    @Test
    void subackWithAReservedCode_MQTT_3_9_3_2() {
        for (int code : new int[] {3, 4, 0x7F, 0x81, 0xFF}) {
            Bench bench = Bench.connected();
            bench.client.subscribe(Wire.utf8("a"), 1);
            bench.assertViolation(MqttStatus.MQTT_BAD_SUBACK, Wire.packet(0x90, new byte[] {0, 1, (byte) code}));
        }
    }

    @Test
    void whatCameBeforeTheViolationIsDelivered() {
        Bench bench = Bench.connected();
        int r = bench.hear(Wire.join(Wire.publish(0, 0, "a", 1), Wire.hex("f0 00"), Wire.publish(0, 0, "b", 1)));
        assertEquals(-MqttStatus.MQTT_BAD_TYPE, r);
        assertEquals("[message a 1/0 q0]", bench.events.list.toString());
    }
}
