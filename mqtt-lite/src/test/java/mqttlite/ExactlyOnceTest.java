package mqttlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** QoS 2 in both directions, one connection and several. */
class ExactlyOnceTest {
    private static final byte[] T = Wire.utf8("t");
    private static final byte[] ONE = Wire.utf8("1");
    private static final MqttConnect KEPT = Bench.options().cleanSession(false);

    private static String hex(String text) {
        return Wire.hex(Wire.hex(text));
    }

    private static Bench kept() {
        return new Bench(new SessionState(new byte[1024], true));
    }

    // ---- sending

    @Test
    void theFourSteps_MQTT_4_3_3_1() {
        for (Bench bench : new Bench[] {new Bench(), kept()}) {
            bench.connect(KEPT);
            assertEquals(1, bench.client.publish(T, ONE, 2, true));
            assertEquals(hex("35 06 0001 74 0001 31"), bench.broker.takeHeard());
            assertEquals(0, bench.hear(Wire.pubrec(1)));
            assertEquals(hex("62 02 0001"), bench.broker.takeHeard());
            assertTrue(bench.events.list.isEmpty());
            assertEquals(1, bench.client.inFlight());
            assertEquals(0, bench.hear(Wire.pubcomp(1)));
            assertEquals("[published 1]", bench.events.take().toString());
            assertEquals(0, bench.client.inFlight());
            assertEquals("", bench.broker.takeHeard());
        }
    }

    @Test
    void pubcompBeforePubrec_MQTT_4_3_3_1() {
        Bench bench = Bench.connected();
        bench.client.publish(T, ONE, 2, false);
        bench.assertViolation(MqttStatus.MQTT_UNEXPECTED_ACK, Wire.pubcomp(1));
    }

    @Test
    void pubackForQos2_MQTT_4_3_3_1() {
        Bench bench = Bench.connected();
        bench.client.publish(T, ONE, 2, false);
        bench.assertViolation(MqttStatus.MQTT_UNEXPECTED_ACK, Wire.puback(1));
    }

    @Test
    void pubrecForQos1_MQTT_4_3_2_1() {
        Bench bench = Bench.connected();
        bench.client.publish(T, ONE, 1, false);
        bench.assertViolation(MqttStatus.MQTT_UNEXPECTED_ACK, Wire.pubrec(1));
    }

    @Test
    void pubackAfterPubrec_MQTT_4_3_3_1() {
        Bench bench = Bench.connected();
        bench.client.publish(T, ONE, 2, false);
        bench.hear(Wire.pubrec(1));
        bench.broker.takeHeard();
        bench.assertViolation(MqttStatus.MQTT_UNEXPECTED_ACK, Wire.puback(1));
    }

    @Test
    void pubrecSaidTwiceIsAnsweredTwice_MQTT_4_3_3_1() {
        Bench bench = Bench.connected();
        bench.client.publish(T, ONE, 2, false);
        bench.hear(Wire.pubrec(1));
        bench.broker.takeHeard();
        assertEquals(0, bench.hear(Wire.pubrec(1)));
        assertEquals(hex("62 02 0001"), bench.broker.takeHeard());
        assertEquals(0, bench.hear(Wire.pubcomp(1)));
        bench.assertViolation(MqttStatus.MQTT_UNEXPECTED_ACK, Wire.pubcomp(1));
    }

    @Test
    void pubrelsLeaveInTheOrderOfTheirPubrecs_MQTT_4_6_0_4() {
        Bench bench = kept().connect(KEPT);
        for (int id = 1; id <= 4; id++) {
            assertEquals(id, bench.client.publish(T, ONE, 2, false));
        }
        bench.hear(Wire.pubrec(3), Wire.pubrec(1));
        bench.hear(Wire.pubrec(2));
        bench.drop();
        bench.connect(KEPT, Wire.CONNACK_PRESENT);
        bench.run();
        assertEquals(hex("62 02 0003 62 02 0001 62 02 0002 3c 06 0001 74 0004 31"), bench.broker.takeHeard());
    }

    // ---- after a lost connection

    @Test
    void unacknowledgedMessagesAreSentAgainWithTheirIdentifiersAndDup_MQTT_4_4_0_1_and_3_3_1_1() {
        Bench bench = kept().connect(KEPT);
        bench.client.publish(T, ONE, 1, false);
        bench.client.publish(T, ONE, 2, true);
        bench.broker.takeHeard();
        bench.drop();
        assertEquals(2, bench.client.inFlight());
        assertEquals(3, bench.client.publish(Wire.utf8("u"), ONE, 1, false));
        bench.connect(KEPT, Wire.CONNACK_PRESENT);
        bench.run();
        assertEquals(hex("3a 06 0001 74 0001 31 3d 06 0001 74 0002 31 32 06 0001 75 0003 31"), bench.broker.takeHeard());
        assertEquals(0, bench.hear(Wire.puback(1), Wire.puback(3), Wire.pubrec(2), Wire.pubcomp(2)));
        assertEquals("[connected true, published 1, published 3, published 2]", bench.events.take().toString());
        assertEquals(0, bench.client.inFlight());
    }

    @Test
    void anAnswerToWhatWasNotSentYet_MQTT_2_3_1_6() {
        Bench bench = new Bench(new SessionState(new byte[1024], true).window(2)).connect(KEPT);
        for (int id = 1; id <= 3; id++) {
            assertEquals(id, bench.client.publish(T, ONE, 2, false));
        }
        bench.broker.takeHeard();
        bench.assertViolation(MqttStatus.MQTT_UNEXPECTED_ACK, Wire.pubrec(3));
    }

    @Test
    void aLostSessionIsToldAndMessagesGoOutAnew() {
        Bench bench = kept().connect(KEPT);
        bench.client.publish(T, ONE, 1, false);
        bench.client.publish(T, ONE, 2, false);
        bench.client.publish(T, ONE, 2, false);
        bench.hear(Wire.pubrec(2), Wire.publish(4, 9, "in", 0));
        bench.drop();
        bench.events.take();
        bench.connect(KEPT, Wire.CONNACK);
        bench.run();
        // 2 was the broker's already. The others are new to it: no DUP.
        assertEquals("[published 2, connected false, session lost]", bench.events.take().toString());
        assertEquals(hex("32 06 0001 74 0001 31 34 06 0001 74 0003 31"), bench.broker.takeHeard());
        // Of the new session 9 is another message.
        bench.hear(Wire.publish(4, 9, "in", 0));
        assertEquals("[message in 0/0 q2]", bench.events.take().toString());
    }

    @Test
    void theFirstConnectionOfASessionLosesNothing() {
        Bench bench = kept();
        bench.connect(KEPT, Wire.CONNACK);
        assertEquals("[connected false]", bench.events.take().toString());
        bench.drop();
        bench.connect(Bench.options(), Wire.CONNACK);
        bench.drop();
        bench.connect(KEPT, Wire.CONNACK);
        assertEquals("[connected false, connected false]", bench.events.take().toString());
    }

    @Test
    void aSessionThatKeepsNoMessagesForgetsThemWithTheConnection() {
        Bench bench = new Bench().connect(KEPT);
        bench.client.publish(T, ONE, 2, false);
        bench.client.publish(T, ONE, 1, false);
        bench.hear(Wire.pubrec(1));
        bench.drop();
        bench.connect(KEPT, Wire.CONNACK_PRESENT);
        bench.run();
        // The broker waits for PUBREL, and the identifier is all it takes.
        assertEquals(hex("62 02 0001"), bench.broker.takeHeard());
        assertEquals(1, bench.client.inFlight());
    }

    // ---- receiving

    @Test
    void aMessageIsDeliveredOnceUntilPubrel_MQTT_4_3_3_2() {
        Bench bench = new Bench().connect(KEPT);
        bench.hear(Wire.publish(4, 9, "in", 1));
        assertEquals(hex("50 02 0009"), bench.broker.takeHeard());
        bench.hear(Wire.publish(0xC, 9, "in", 1));
        assertEquals(hex("50 02 0009"), bench.broker.takeHeard());
        bench.drop();
        bench.connect(KEPT, Wire.CONNACK_PRESENT);
        bench.hear(Wire.publish(0xC, 9, "in", 1));
        assertEquals(hex("50 02 0009"), bench.broker.takeHeard());
        bench.hear(Wire.pubrel(9));
        assertEquals(hex("70 02 0009"), bench.broker.takeHeard());
        assertEquals("[message in 1/0 q2, connected true]", bench.events.take().toString());
        bench.hear(Wire.publish(4, 9, "in", 1));
        assertEquals("[message in 1/0 q2]", bench.events.take().toString());
    }

    @Test
    void pubrelOfNothingIsAnswered_MQTT_4_3_3_2() {
        Bench bench = Bench.connected();
        assertEquals(0, bench.hear(Wire.pubrel(77)));
        assertEquals(hex("70 02 004d"), bench.broker.takeHeard());
        assertTrue(bench.events.list.isEmpty());
    }

    @Test
    void asManyMessagesMayBeOpenAsMosquittoOpensWhenASessionComesBack() {
        SessionState state = new SessionState(new byte[2048], true);
        Bench bench = new Bench(state).connect(KEPT);
        assertEquals(1, bench.client.publish(T, ONE, 2, false)); // in flight all the while
        for (int id = 1; id <= 500; id++) {
            assertEquals(0, bench.hear(Wire.publish(4, id, "in", 0)));
        }
        assertEquals(500, bench.events.take().size());
        int len = state.seal();
        SessionState loaded = new SessionState(Arrays.copyOf(state.array(), 2048), true);
        assertTrue(loaded.load(len));
        Bench later = new Bench(loaded);
        later.connect(KEPT, Wire.CONNACK_PRESENT);
        later.events.take();
        for (int id = 1; id <= 500; id++) {
            assertEquals(0, later.hear(Wire.publish(0xC, id, "in", 0), Wire.pubrel(id)));
        }
        assertEquals("[]", later.events.take().toString());
        assertTrue(loaded.seal() < 128, "room that is not needed goes back to the outbox");
        assertEquals(0, later.hear(Wire.pubrec(1), Wire.pubcomp(1)));
        assertEquals("[published 1]", later.events.take().toString());
    }

    @Test
    void atLeastThirtyTwoMessagesMayBeOpen() {
        Bench bench = new Bench(new SessionState(new byte[SessionState.MIN_LEN], false)).connect(KEPT);
        for (int id = 1; id <= SessionState.OPEN_IDS; id++) {
            assertEquals(0, bench.hear(Wire.publish(4, id, "in", 0)));
        }
        assertEquals(SessionState.OPEN_IDS, bench.events.take().size());
        assertEquals(0, bench.hear(Wire.pubrel(7), Wire.publish(4, 100, "in", 0)));
        bench.broker.takeHeard();
        bench.assertViolation(MqttStatus.MQTT_TOO_MANY_OPEN, Wire.publish(4, 101, "in", 0));
        assertEquals(1, bench.events.take().size());
    }

    @Test
    void anOversizeMessageAtQos2GoesThroughItsStepsOnce() {
        Bench bench = Bench.connected();
        byte[] large = Wire.publish(4, 5, "big", 2000);
        bench.hear(large);
        bench.hear(large);
        assertEquals(hex("50 02 0005 50 02 0005"), bench.broker.takeHeard());
        bench.hear(Wire.pubrel(5));
        assertEquals(hex("70 02 0005"), bench.broker.takeHeard());
        assertEquals("[oversize big 3 2010 q2 #5 acknowledged]", bench.events.take().toString());
    }

    @Test
    void anOversizeMessageThatIsNotAcknowledgedStaysTheBrokers() {
        Bench bench = Bench.connected();
        bench.client.oversizePolicy(MqttClient.DRAIN);
        byte[] large = Wire.publish(4, 5, "big", 2000);
        bench.hear(large);
        assertEquals("", bench.broker.takeHeard());
        assertEquals("[oversize big 3 2010 q2 #5]", bench.events.take().toString());
    }

    // ---- storing

    /** What of the wire had left each time the state was stored. */
    private static final class Storage extends Events {
        final ScriptedTransport broker = new ScriptedTransport();
        final List<String> log = new ArrayList<>();
        byte[] stored;
        RuntimeException full;

        @Override
        public void stateChanged(SessionState state) {
            if (full != null) {
                throw full;
            }
            stored = java.util.Arrays.copyOf(state.array(), state.seal());
            log.add(broker.takeHeard());
        }
    }

    @Test
    void theStateIsStoredBeforeWhatDependsOnIt() {
        Storage storage = new Storage();
        MqttClient client = new MqttClient(new byte[256], new byte[256], new SessionState(new byte[512], true), storage);
        client.connect(storage.broker, KEPT, 0);
        storage.broker.say(Wire.CONNACK);
        client.poll(0);
        storage.broker.takeHeard();
        storage.log.clear();
        client.publish(T, ONE, 2, false);
        assertEquals("[]", storage.log.toString().replace(", ", ""));
        assertEquals(hex("34 06 0001 74 0001 31"), storage.broker.takeHeard());
        for (byte[] packet : new byte[][] {Wire.pubrec(1), Wire.publish(4, 9, "in", 0), Wire.pubrel(9)}) {
            storage.log.clear();
            storage.broker.say(packet);
            client.poll(0);
            assertEquals("", String.join("", storage.log));
            assertEquals(1, storage.log.size());
            assertEquals(8, storage.broker.takeHeard().length());
        }
    }

    @Test
    void whatCannotBeStoredIsNotSaid() {
        Storage storage = new Storage();
        MqttClient client = new MqttClient(new byte[256], new byte[256], new SessionState(new byte[512], true), storage);
        client.connect(storage.broker, KEPT, 0);
        storage.broker.say(Wire.CONNACK);
        client.poll(0);
        storage.broker.takeHeard();
        storage.broker.say(Wire.publish(4, 9, "in", 0));
        storage.full = new IllegalStateException("disk full");
        assertThrows(IllegalStateException.class, () -> client.poll(0));
        assertEquals("", storage.broker.takeHeard());
        storage.full = null;
        assertEquals(1, client.poll(0));
        assertEquals(hex("50 02 0009"), storage.broker.takeHeard());
    }
}
