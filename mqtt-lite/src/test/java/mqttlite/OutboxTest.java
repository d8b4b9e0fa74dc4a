package mqttlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Messages of times without a connection: kept, sent in order, dropped as the caller chose. */
class OutboxTest {
    private static final byte[] NOTHING = new byte[0];
    private static final MqttConnect KEPT = Bench.options().cleanSession(false);

    private final SessionState state = new SessionState(new byte[162], true); // 62 bytes for messages
    private final Bench bench = new Bench(state);

    private int publish(String topic, String payload) {
        return bench.client.publish(Wire.utf8(topic), Wire.utf8(payload), 1, false);
    }

    private List<String> sentOnConnect() {
        bench.connect(KEPT, Wire.CONNACK);
        bench.run();
        bench.events.list.remove("connected false");
        String heard = bench.broker.takeHeard();
        byte[] bytes = Wire.hex(heard);
        List<String> sent = new java.util.ArrayList<>();
        for (int i = 0; i < bytes.length; i += 2 + bytes[i + 1]) {
            int topicLen = bytes[i + 3];
            sent.add(new String(bytes, i + 4, topicLen) + "=" + new String(bytes, i + 6 + topicLen,
                    bytes[i + 1] - 4 - topicLen) + "#" + bytes[i + 5 + topicLen]);
        }
        return sent;
    }

    @Test
    void messagesWaitForTheFirstConnection() {
        assertEquals(1, publish("a", "1"));
        assertEquals(2, publish("b", "2"));
        assertEquals(2, state.messages());
        assertEquals(-MqttStatus.MQTT_NOT_CONNECTED, bench.client.publish(Wire.utf8("a"), NOTHING, 0, false));
        assertEquals(List.of("a=1#1", "b=2#2"), sentOnConnect());
    }

    @Test
    void aFullOutboxRefuses() {
        int n = 0;
        while (publish("t", "0123") > 0) {
            n++;
        }
        assertEquals(4, n); // of 13 bytes each
        assertEquals(0, publish("t", "0123"));
        assertEquals(5, publish("t", "0"), "a smaller one fits");
        assertTrue(bench.events.list.isEmpty());
    }

    @Test
    void theOldestMakeRoom() {
        state.whenFull(SessionState.DROP_OLDEST);
        for (int i = 1; i <= 6; i++) {
            assertEquals(i, publish("t", "012" + i));
        }
        assertEquals("[dropped 1, dropped 2]", bench.events.take().toString());
        // One that takes the room of two.
        assertEquals(7, publish("t", "0123456789abcd7"));
        assertEquals("[dropped 3, dropped 4]", bench.events.take().toString());
        assertEquals(List.of("t=0125#5", "t=0126#6", "t=0123456789abcd7#7"), sentOnConnect());
    }

    @Test
    void theLastValueOfATopicStays() {
        state.whenFull(SessionState.LAST_VALUE);
        publish("a", "1");
        publish("b", "1");
        publish("a", "2");
        publish("aa", "1");
        publish("a", "3");
        assertEquals("[dropped 1, dropped 3]", bench.events.take().toString());
        assertEquals(List.of("b=1#2", "aa=1#4", "a=3#5"), sentOnConnect());
    }

    @Test
    void aValueThatCannotStayDoesNotCostTheOneBefore() {
        state.whenFull(SessionState.LAST_VALUE);
        publish("a", "1");
        publish("b", "x".repeat(42));
        assertEquals(0, publish("a", "0123456789"));
        assertTrue(bench.events.list.isEmpty());
        assertEquals(3, publish("b", "y".repeat(42)));
        assertEquals("[dropped 2]", bench.events.take().toString());
        state.whenFull(SessionState.LAST_VALUE | SessionState.DROP_OLDEST);
        assertEquals(4, publish("a", "0123456789"));
        assertEquals("[dropped 1, dropped 3]", bench.events.take().toString());
        assertEquals(List.of("a=0123456789#4"), sentOnConnect());
    }

    @Test
    void whatWasSentIsNotDropped() {
        state.whenFull(SessionState.DROP_OLDEST | SessionState.LAST_VALUE);
        publish("t", "0121");
        publish("t", "0122");
        assertEquals(List.of("t=0122#2"), sentOnConnect());
        bench.events.take();
        bench.drop();
        assertEquals(3, publish("t", "0123456789a"));
        assertEquals(4, publish("u", "012"));
        assertEquals(5, publish("v", "0123456789"));
        assertEquals("[dropped 3]", bench.events.take().toString());
        // 2 was sent once: it is not to be touched, and without it there is no room.
        assertEquals(0, publish("w", "x".repeat(42)));
        assertTrue(bench.events.list.isEmpty());
    }

    @Test
    void aMessageThatNeverFitsIsTooLarge() {
        assertEquals(-MqttStatus.MQTT_TOO_LARGE, publish("t", "x".repeat(54)));
        assertEquals(1, publish("t", "x".repeat(53)));
        Bench small = new Bench(new SessionState(new byte[4096], true));
        assertEquals(-MqttStatus.MQTT_TOO_LARGE,
                small.client.publish(Wire.utf8("t"), new byte[1017], 1, false));
        assertEquals(1, small.client.publish(Wire.utf8("t"), new byte[1016], 1, false));
    }

    @Test
    void moreThanTheWindowWaits() {
        Bench wide = new Bench(new SessionState(new byte[1024], true).window(3));
        wide.connect(KEPT);
        for (int id = 1; id <= 6; id++) {
            assertEquals(id, wide.client.publish(Wire.utf8("t"), NOTHING, id % 2 + 1, false));
        }
        assertEquals(3 * 14, wide.broker.takeHeard().length());
        wide.hear(Wire.puback(2));
        assertEquals(Wire.hex(Wire.hex("32 05 0001 74 0004")), wide.broker.takeHeard());
        // PUBREC ends the wait of a message at QoS 2: the broker has it.
        wide.hear(Wire.pubrec(1));
        assertEquals(Wire.hex(Wire.hex("62 02 0001 34 05 0001 74 0005")), wide.broker.takeHeard());
    }

    @Test
    void aSmallSendBufferOnlyMakesItSlower() {
        Events events = new Events();
        ScriptedTransport broker = new ScriptedTransport();
        MqttClient client = new MqttClient(new byte[32], new byte[32], new SessionState(new byte[1024], true), events);
        for (int id = 1; id <= 10; id++) {
            assertEquals(id, client.publish(Wire.utf8("topic"), Wire.utf8("payload-" + id), 1, false));
        }
        client.connect(broker, KEPT, 0);
        broker.takeHeard();
        broker.say(Wire.CONNACK);
        broker.writeChunk = 7;
        while (client.poll(0) > 0) {
            assertEquals(MqttClient.CONNECTED, client.state());
        }
        assertEquals(2 * (9 * 20 + 21), broker.takeHeard().length());
    }

    @Test
    void choicesAreChecked() {
        assertThrows(IllegalArgumentException.class, () -> state.whenFull(4));
        assertThrows(IllegalArgumentException.class, () -> state.whenFull(-1));
        assertThrows(IllegalArgumentException.class, () -> state.window(0));
        assertThrows(IllegalArgumentException.class, () -> new SessionState(new byte[127], true));
        assertThrows(IllegalArgumentException.class, () -> new SessionState(null, true));
    }
}
