package mqttlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bearssl.base.Transport;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class MqttClientTest {
    private static final byte[] T = Wire.utf8("t");
    private static final byte[] NOTHING = new byte[0];

    private static String hex(String text) {
        return Wire.hex(Wire.hex(text));
    }

    private static int connect(MqttConnect options) {
        Bench bench = new Bench();
        int r = bench.client.connect(bench.broker, options, 0);
        assertEquals(r < 0, bench.broker.takeHeard().isEmpty(), "what is refused sends nothing");
        return r;
    }

    @Test
    void connectsAndTellsSessionPresent_MQTT_3_2_2_2() {
        Bench bench = new Bench();
        MqttConnect options = Bench.options().cleanSession(false);
        assertEquals(1, bench.client.connect(bench.broker, options, bench.now));
        assertEquals(MqttClient.CONNECTING, bench.client.state());
        assertEquals(hex("10 0d 0004 4d515454 04 00 003c 0001 63"), bench.broker.takeHeard());
        assertEquals(0, bench.client.poll(bench.now));
        assertEquals(0, bench.hear(Wire.hex("20 02 01 00")));
        assertEquals(MqttClient.CONNECTED, bench.client.state());
        assertEquals(List.of("connected true"), bench.events.take());
    }

    @Test
    void messagesGatherUntilTheNextDoesNotFitOrPoll() {
        Bench bench = new Bench(64, 64, new Events()).connect(Bench.options());
        byte[] one = Wire.publish(0, 0, "t", 20);
        byte[] payload = new byte[20];
        for (int i = 0; i < payload.length; i++) {
            payload[i] = (byte) i;
        }
        bench.client.gather(true);
        assertEquals(1, bench.client.publish(T, payload, 0, false));
        assertEquals(1, bench.client.publish(T, payload, 0, false));
        assertFalse(bench.client.isSent());
        assertEquals("", bench.broker.takeHeard());
        assertEquals(1, bench.client.publish(T, payload, 0, false));
        assertEquals(Wire.hex(one) + Wire.hex(one), bench.broker.takeHeard(), "the third did not fit");
        assertEquals(1, bench.client.poll(bench.now));
        assertEquals(Wire.hex(one), bench.broker.takeHeard());
        assertEquals(1, bench.client.publish(T, payload, 0, false));
        bench.client.gather(false);
        assertEquals(1, bench.client.publish(T, payload, 0, false));
        assertEquals(Wire.hex(one) + Wire.hex(one), bench.broker.takeHeard());
    }

    @Test
    void messagesThatGatherDoNotOutliveTheirConnection() {
        Bench bench = new Bench(64, 64, new Events()).connect(Bench.options());
        bench.client.gather(true);
        assertEquals(1, bench.client.publish(T, new byte[40], 0, false));
        bench.broker.writeError = bearssl.base.Transport.END;
        assertEquals(-MqttStatus.MQTT_BROKER_CLOSED, bench.client.publish(T, new byte[40], 0, false));
        assertEquals(MqttClient.CLOSED, bench.client.state());
    }

    @Test
    void refusalsHaveTheirReturnCode_MQTT_3_2_2_5() {
        for (int n = 1; n <= 5; n++) {
            Bench bench = new Bench();
            bench.client.connect(bench.broker, Bench.options(), bench.now);
            assertEquals(-2000 - n, bench.hear(Wire.packet(0x20, new byte[] {0, (byte) n})));
            assertEquals(2000 + n, bench.client.error());
            assertEquals(0, bench.client.errorDetail());
            assertTrue(bench.events.list.isEmpty());
        }
    }

    @Test
    void passwordNeedsAUser_MQTT_3_1_2_22() {
        assertEquals(-MqttStatus.MQTT_PASSWORD_WITHOUT_USER, connect(Bench.options().password(NOTHING)));
        assertEquals(1, connect(Bench.options().user("u")));
        assertEquals(1, connect(Bench.options().user("").password(NOTHING)));
    }

    @Test
    void emptyClientIdNeedsACleanSession_MQTT_3_1_3_7() {
        assertEquals(-MqttStatus.MQTT_EMPTY_CLIENT_ID, connect(new MqttConnect("").cleanSession(false)));
        assertEquals(1, connect(new MqttConnect("")));
    }

    @Test
    void connectOptionsAreChecked() {
        assertEquals(-MqttStatus.MQTT_INVALID_UTF8, connect(new MqttConnect("a\u0000")));
        assertEquals(-MqttStatus.MQTT_INVALID_UTF8, connect(new MqttConnect("\ud800")));
        assertEquals(-MqttStatus.MQTT_INVALID_UTF8, connect(Bench.options().user("\udc00")));
        assertEquals(-MqttStatus.MQTT_INVALID_UTF8, connect(Bench.options().will("\ud800", "", 0, false)));
        assertEquals(-MqttStatus.MQTT_INVALID_TOPIC, connect(Bench.options().will("a/#", "", 0, false)));
        assertEquals(-MqttStatus.MQTT_INVALID_TOPIC, connect(Bench.options().will("", "", 0, false)));
        // [MQTT-3.1.2-14]
        assertEquals(-MqttStatus.MQTT_INVALID_QOS, connect(Bench.options().will("w", "", 3, false)));
        assertEquals(-MqttStatus.MQTT_INVALID_ARGUMENT, connect(Bench.options().keepAlive(65536)));
        assertEquals(-MqttStatus.MQTT_INVALID_ARGUMENT, connect(Bench.options().connackTimeout(0)));
        assertEquals(-MqttStatus.MQTT_INVALID_ARGUMENT, connect(Bench.options().pingTimeout(-1)));
        assertEquals(-MqttStatus.MQTT_INVALID_ARGUMENT, connect(new MqttConnect((byte[]) null)));
        assertEquals(-MqttStatus.MQTT_INVALID_ARGUMENT, connect(Bench.options().user(new byte[65536])));
        assertEquals(-MqttStatus.MQTT_INVALID_ARGUMENT, connect(null));
        assertEquals(1, connect(Bench.options().will(T, null, 2, true)));
    }

    @Test
    void connectOver1024BytesIsRefused() {
        // 3 header + 10 + 2 + 1 id + 2 + 1 user + 2 + password
        assertEquals(1, connect(Bench.options().user("u").password(new byte[1003])));
        assertEquals(-MqttStatus.MQTT_TOO_LARGE, connect(Bench.options().user("u").password(new byte[1004])));
    }

    @Test
    void thePasswordDoesNotStayInTheSendBuffer() {
        byte[] tx = new byte[128];
        ScriptedTransport broker = new ScriptedTransport();
        broker.writeChunk = 5;
        MqttClient client = new MqttClient(new byte[128], tx, new Events());
        assertEquals(1, client.connect(broker, Bench.options().user("u").password(Wire.utf8("secret")), 0));
        assertTrue(broker.takeHeard().contains(Wire.hex(Wire.utf8("secret"))));
        for (byte b : tx) {
            assertEquals(0, b);
        }
    }

    @Test
    void publishAtQos0AndQos1() {
        Bench bench = Bench.connected();
        assertEquals(1, bench.client.publish(Wire.utf8("a/b"), Wire.utf8("hello"), 0, false));
        assertEquals(hex("30 0a 0003 612f62 68656c6c6f"), bench.broker.takeHeard());
        assertEquals(1, bench.client.publish(Wire.utf8("xa/bx"), 1, 3, Wire.utf8("xhellox"), 1, 5, 1, true));
        assertEquals(hex("33 0c 0003 612f62 0001 68656c6c6f"), bench.broker.takeHeard());
        assertEquals(1, bench.client.inFlight());
        assertEquals(2, bench.client.publish(T, NOTHING, 1, false));
        assertEquals(0, bench.hear(Wire.puback(2), Wire.puback(1)));
        assertEquals(List.of("published 2", "published 1"), bench.events.take());
        assertEquals(0, bench.client.inFlight());
    }

    @Test
    void publishOver1024BytesIsRefusedAndNothingSent() {
        Bench bench = Bench.connected();
        // 3 header + 2 + 1 topic (+ 2 identifier)
        assertEquals(1, bench.client.publish(T, new byte[1018], 0, false));
        assertEquals(1024 * 2, bench.broker.takeHeard().length());
        assertEquals(1, bench.client.publish(T, new byte[1016], 1, false));
        assertEquals(1024 * 2, bench.broker.takeHeard().length());
        assertEquals(-MqttStatus.MQTT_TOO_LARGE, bench.client.publish(T, new byte[1019], 0, false));
        assertEquals(-MqttStatus.MQTT_TOO_LARGE, bench.client.publish(T, new byte[1017], 1, false));
        assertEquals(-MqttStatus.MQTT_TOO_LARGE, bench.client.publish(T, new byte[20000000], 1, false));
        assertEquals("", bench.broker.takeHeard());
        assertEquals(1, bench.client.inFlight());
        assertEquals(0, bench.client.error());
        assertEquals(0, bench.run());
    }

    @Test
    void publishArgumentsAreChecked() {
        Bench bench = Bench.connected();
        MqttClient c = bench.client;
        assertEquals(-MqttStatus.MQTT_INVALID_TOPIC, c.publish(NOTHING, NOTHING, 0, false));
        assertEquals(-MqttStatus.MQTT_INVALID_TOPIC, c.publish(Wire.utf8("a/+"), NOTHING, 0, false));
        assertEquals(-MqttStatus.MQTT_INVALID_UTF8, c.publish(Wire.hex("c0 80"), NOTHING, 0, false));
        assertEquals(-MqttStatus.MQTT_INVALID_QOS, c.publish(T, NOTHING, 3, false));
        assertEquals(-MqttStatus.MQTT_INVALID_QOS, c.publish(T, NOTHING, -1, false));
        assertEquals(-MqttStatus.MQTT_INVALID_ARGUMENT, c.publish(null, NOTHING, 0, false));
        assertEquals(-MqttStatus.MQTT_INVALID_ARGUMENT, c.publish(T, null, 0, false));
        assertEquals(-MqttStatus.MQTT_INVALID_ARGUMENT, c.publish(T, 0, 2, null, 0, 0, 0, false));
        assertEquals(-MqttStatus.MQTT_INVALID_ARGUMENT, c.publish(T, 0, 1, T, 1, 1, 0, false));
        assertEquals(-MqttStatus.MQTT_INVALID_ARGUMENT, c.publish(T, 0, 1, T, 0, -1, 0, false));
        assertEquals(-MqttStatus.MQTT_INVALID_ARGUMENT, c.publish(T, 0, 1, T, 2147483647, 2147483647, 0, false));
        assertEquals("", bench.broker.takeHeard());
        assertEquals(1, c.publish(T, 0, 1, null, 0, 0, 0, false));
        assertEquals(1, c.publish(Wire.utf8("\ufeff\ud83d\ude00"), NOTHING, 0, false));
    }

    @Test
    void subscribeAndUnsubscribe() {
        Bench bench = Bench.connected();
        byte[][] filters = {Wire.utf8("a/b"), Wire.utf8("c/#")};
        assertEquals(1, bench.client.subscribe(filters, new byte[] {1, 0}, 2));
        assertEquals(hex("82 0e 0001 0003 612f62 01 0003 632f23 00"), bench.broker.takeHeard());
        assertEquals(2, bench.client.subscribe(filters[0], 1));
        assertEquals(hex("82 08 0002 0003 612f62 01"), bench.broker.takeHeard());
        assertEquals(3, bench.client.unsubscribe(filters, 2));
        assertEquals(hex("a2 0c 0003 0003 612f62 0003 632f23"), bench.broker.takeHeard());
        assertEquals(4, bench.client.unsubscribe(filters[1]));
        assertEquals(hex("a2 07 0004 0003 632f23"), bench.broker.takeHeard());
        assertEquals(0, bench.hear(Wire.hex("90 03 0002 80"), Wire.hex("b0 02 0004"), Wire.hex("90 04 0001 01 02"),
                Wire.hex("b0 02 0003")));
        assertEquals(List.of("subscribed 2: 128", "unsubscribed 4", "subscribed 1: 1 2", "unsubscribed 3"),
                bench.events.take());
        assertEquals(0, bench.client.inFlight());
    }

    @Test
    void filtersAreCheckedBeforeAnythingIsSent_MQTT_3_8_3_3() {
        Bench bench = Bench.connected();
        MqttClient c = bench.client;
        byte[][] none = new byte[1][];
        assertEquals(-MqttStatus.MQTT_INVALID_FILTER, c.subscribe(Wire.utf8("a#"), 0));
        assertEquals(-MqttStatus.MQTT_INVALID_FILTER, c.unsubscribe(NOTHING));
        assertEquals(-MqttStatus.MQTT_INVALID_UTF8, c.subscribe(Wire.hex("61 00"), 0));
        assertEquals(-MqttStatus.MQTT_INVALID_QOS, c.subscribe(T, 3));
        assertEquals(-MqttStatus.MQTT_INVALID_QOS, c.subscribe(new byte[][] {T, T}, new byte[] {0, 3}, 2));
        assertEquals(-MqttStatus.MQTT_INVALID_ARGUMENT, c.subscribe(new byte[][] {T}, new byte[1], 0));
        assertEquals(-MqttStatus.MQTT_INVALID_ARGUMENT, c.subscribe(new byte[][] {T}, new byte[2], 2));
        assertEquals(-MqttStatus.MQTT_INVALID_ARGUMENT, c.subscribe(new byte[][] {T, T}, new byte[1], 2));
        assertEquals(-MqttStatus.MQTT_INVALID_ARGUMENT, c.subscribe(none, new byte[1], 1));
        assertEquals(-MqttStatus.MQTT_INVALID_ARGUMENT, c.subscribe(null, 0));
        assertEquals(-MqttStatus.MQTT_INVALID_ARGUMENT, c.unsubscribe((byte[]) null));
        assertEquals(-MqttStatus.MQTT_INVALID_ARGUMENT, c.unsubscribe(null, 1));
        assertEquals(-MqttStatus.MQTT_TOO_LARGE, c.subscribe(Wire.utf8("x".repeat(1020)), 0));
        assertEquals(-MqttStatus.MQTT_TOO_LARGE, c.unsubscribe(Wire.utf8("x".repeat(65535))));
        assertEquals("", bench.broker.takeHeard());
        assertEquals(0, c.inFlight());
    }

    @Test
    void aSubscribeWhoseAnswerWouldNotFitIsRefused() {
        Bench bench = new Bench(32, 1024, new Events()).connect(Bench.options());
        byte[][] filters = new byte[29][];
        Arrays.fill(filters, T);
        assertEquals(-MqttStatus.MQTT_TOO_LARGE, bench.client.subscribe(filters, new byte[29], 29));
        assertEquals(1, bench.client.subscribe(filters, new byte[29], 28));
        assertEquals(0, bench.hear(Wire.packet(0x90, Wire.join(Wire.id(1), new byte[28]))));
        assertEquals(1, bench.events.take().size());
    }

    @Test
    void receivesAndAcknowledgesInOrder_MQTT_4_6_0_2() {
        Bench bench = Bench.connected();
        assertEquals(0, bench.hear(Wire.join(Wire.publish(0, 0, "a", 2), Wire.publish(3, 500, "b", 0),
                Wire.publish(0x0A, 2, "c", 1))));
        assertEquals(List.of("message a 2/1 q0", "message b 0/0 q1 retain", "message c 1/0 q1 dup"),
                bench.events.take());
        assertEquals(hex("40 02 01f4 40 02 0002"), bench.broker.takeHeard());
        // Acknowledgements of one read leave together.
        int before = bench.broker.flushes;
        bench.hear(Wire.join(Wire.publish(2, 3, "a", 2), Wire.publish(2, 4, "b", 0)));
        assertEquals(before + 1, bench.broker.flushes);
    }

    @Test
    void acknowledgementsWaitForRoomAndNothingIsLost() {
        Bench bench = new Bench(1024, 32, new Events()).connect(Bench.options());
        bench.broker.room = 0;
        byte[][] parts = new byte[20][];
        StringBuilder answers = new StringBuilder();
        for (int i = 0; i < parts.length; i++) {
            parts[i] = Wire.publish(2, i + 1, "t", i);
            answers.append(Wire.hex(Wire.puback(i + 1)));
        }
        assertEquals(0, bench.hear(Wire.join(parts)));
        // Eight fit, one waits: the ninth message is delivered, its successors are not.
        assertEquals(9, bench.events.list.size());
        assertFalse(bench.client.isSent());
        StringBuilder heard = new StringBuilder();
        while (bench.events.list.size() < 20 || !bench.client.isSent()) {
            bench.broker.room = 3;
            assertEquals(0, bench.run());
            heard.append(bench.broker.takeHeard());
        }
        assertEquals(answers.toString(), heard.toString());
        assertEquals(20, bench.events.list.size());
        assertEquals(20, new HashSet<>(bench.events.list).size());
    }

    @Property(tries = 200)
    void partialWritesLoseNothing(@ForAll @IntRange(min = 1, max = 40) int chunk,
            @ForAll @IntRange(min = 1, max = 50) int perPoll) {
        Bench bench = new Bench(1024, 64, new Events()).connect(Bench.options());
        bench.broker.writeChunk = chunk;
        bench.broker.room = 0;
        StringBuilder want = new StringBuilder();
        int busy = 0;
        for (int i = 0; i < 30; ) {
            byte[] payload = new byte[i];
            int r = bench.client.publish(T, payload, 0, false);
            assertTrue(r == 0 || r == 1);
            if (r == 1) {
                want.append(Wire.hex(Wire.packet(0x30, Wire.join(Wire.string(T), payload))));
                i++;
            } else {
                busy++;
                bench.broker.room = perPoll;
                assertEquals(0, bench.run());
            }
        }
        bench.broker.room = Integer.MAX_VALUE;
        assertEquals(0, bench.run());
        assertTrue(busy > 0);
        assertTrue(bench.client.isSent());
        assertEquals(want.toString(), bench.broker.takeHeard());
    }

    @Property(tries = 50)
    void aTransportThatWantsToBeFlushedIsFlushed(@ForAll @IntRange(min = 1, max = 50) int buffer) {
        Bench bench = new Bench(1024, 64, new Events());
        bench.broker.buffer = buffer;
        bench.connect(Bench.options());
        assertEquals(1, bench.client.publish(T, new byte[59], 0, false));
        assertTrue(bench.client.isSent());
        assertEquals(128, bench.broker.takeHeard().length());
        bench.broker.flushAnswer = 0;
        assertEquals(1, bench.client.publish(T, new byte[59], 0, false));
        assertFalse(bench.client.isSent());
        assertEquals(2 * buffer, bench.broker.takeHeard().length());
        assertEquals(0, bench.run());
        assertEquals(0, bench.client.disconnect());
        bench.broker.flushAnswer = 1;
        assertEquals(1, bench.client.poll(bench.now));
        assertEquals(MqttClient.CLOSED, bench.client.state());
        assertEquals(2 * (66 - buffer), bench.broker.takeHeard().length());
        bench.broker.flushAnswer = -31;
        assertEquals(-31, bench.client.connect(bench.broker, Bench.options(), bench.now));
    }

    @Test
    void aFullWindowAnswers0UntilAnAcknowledgement() {
        Bench bench = Bench.connected();
        for (int i = 1; i <= SessionState.WINDOW; i++) {
            assertEquals(i, bench.client.publish(T, NOTHING, 1 + i % 2, false));
        }
        bench.broker.takeHeard();
        assertEquals(0, bench.client.publish(T, NOTHING, 1, false));
        assertEquals("", bench.broker.takeHeard());
        assertEquals(1, bench.client.publish(T, NOTHING, 0, false));
        assertEquals(SessionState.WINDOW + 1, bench.client.subscribe(T, 0));
        assertEquals(SessionState.WINDOW + 2, bench.client.unsubscribe(T));
        bench.broker.takeHeard();
        assertEquals(0, bench.client.subscribe(T, 0));
        assertEquals("", bench.broker.takeHeard());
        assertEquals(0, bench.hear(Wire.puback(2)));
        assertEquals(SessionState.WINDOW + 3, bench.client.publish(T, NOTHING, 1, false));
    }

    @Test
    void identifiersInFlightAreNeverReused_MQTT_2_3_1_2() {
        Outbox table = new Outbox(new byte[32], 0);
        int kept = table.id(table.add(Outbox.SENT, 2, 0));
        Set<Integer> seen = new HashSet<>();
        for (int i = 0; i < 2 * 65534; i++) {
            int id = table.id(table.add(Outbox.SUBSCRIBE, 0, 2));
            assertTrue(id >= 1 && id <= 65535 && id != kept);
            seen.add(id);
            assertEquals(2, table.count());
            assertEquals(id, table.take(table.find(id)));
            assertEquals(-1, table.find(id));
        }
        assertEquals(65534, seen.size());
        assertEquals(1, table.count());
        assertEquals(-1, table.find(0));
    }

    @Test
    void disconnectSendsItsPacketLast_MQTT_3_14_4_2() {
        Bench bench = Bench.connected();
        bench.broker.room = 2;
        assertEquals(1, bench.client.publish(T, NOTHING, 0, false));
        assertEquals(0, bench.client.disconnect());
        assertEquals(MqttClient.DISCONNECTING, bench.client.state());
        assertEquals(-MqttStatus.MQTT_NOT_CONNECTED, bench.client.publish(T, NOTHING, 0, false));
        assertEquals(-MqttStatus.MQTT_NOT_CONNECTED, bench.client.ping());
        assertEquals(-MqttStatus.MQTT_BAD_STATE, bench.client.connect(bench.broker, Bench.options(), bench.now));
        bench.broker.room = 100;
        assertEquals(1, bench.client.poll(bench.now));
        assertEquals(MqttClient.CLOSED, bench.client.state());
        assertEquals(hex("30 03 0001 74 e0 00"), bench.broker.takeHeard());
        assertEquals(0, bench.client.error());
        assertEquals(-MqttStatus.MQTT_NOT_CONNECTED, bench.client.poll(bench.now));
        assertEquals(-MqttStatus.MQTT_NOT_CONNECTED, bench.client.disconnect());
    }

    @Test
    void aClientConnectsAgainAndForgetsTheOldConnection() {
        Bench bench = Bench.connected();
        bench.client.publish(T, NOTHING, 1, false);
        bench.hear(Wire.hex("30 7f 0001")); // the start of a packet
        bench.broker.whenEmpty = Transport.END;
        assertEquals(-MqttStatus.MQTT_BROKER_CLOSED, bench.run());
        bench.broker.whenEmpty = 0;
        bench.broker.takeHeard();
        bench.connect(Bench.options());
        assertEquals(0, bench.client.error());
        assertEquals(0, bench.client.inFlight());
        assertEquals(2, bench.client.publish(T, NOTHING, 1, false));
    }

    @Test
    void theTransportsOwnErrorsPassThrough() {
        Bench bench = Bench.connected();
        bench.broker.whenEmpty = -7;
        assertEquals(-7, bench.run());
        assertEquals(7, bench.client.error());
        bench = Bench.connected();
        bench.broker.writeError = -31;
        assertEquals(-31, bench.client.publish(T, NOTHING, 0, false));
        assertEquals(-31, bench.run());
        bench = new Bench();
        bench.broker.writeError = -31;
        assertEquals(-31, bench.client.connect(bench.broker, Bench.options(), 0));
        bench.broker.writeError = Transport.END;
        assertEquals(-MqttStatus.MQTT_CLOSED_BEFORE_CONNACK, bench.client.connect(bench.broker, Bench.options(), 0));
    }

    @Test
    void callsBeforeTheConnectionAreRefused() {
        Bench bench = new Bench();
        assertEquals(-MqttStatus.MQTT_NOT_CONNECTED, bench.client.poll(0));
        assertEquals(-MqttStatus.MQTT_NOT_CONNECTED, bench.client.publish(T, NOTHING, 0, false));
        assertEquals(1, bench.client.connect(bench.broker, Bench.options(), 0));
        assertEquals(-MqttStatus.MQTT_BAD_STATE, bench.client.connect(bench.broker, Bench.options(), 0));
        assertEquals(-MqttStatus.MQTT_NOT_CONNECTED, bench.client.subscribe(T, 0));
        assertEquals(0, bench.client.error());
    }

    @Test
    void aCallbackMayPublishAnEchoAndDisconnectBehindTheAcknowledgement() {
        class Echo extends Events {
            MqttClient client;

            @Override
            public void message(byte[] buf, int topicOff, int topicLen, int payloadOff, int payloadLen,
                    int qos, boolean retain, boolean dup) {
                super.message(buf, topicOff, topicLen, payloadOff, payloadLen, qos, retain, dup);
                assertEquals(-MqttStatus.MQTT_BAD_STATE, client.poll(0));
                assertEquals(-MqttStatus.MQTT_BAD_STATE, client.connect(new ScriptedTransport(), Bench.options(), 0));
                assertEquals(1, client.publish(buf, topicOff, topicLen, buf, payloadOff, payloadLen, 0, false));
                assertEquals(0, client.disconnect());
            }
        }

        Echo events = new Echo();
        Bench bench = new Bench(1024, 1024, events);
        events.client = bench.client;
        bench.connect(Bench.options());
        bench.broker.say(Wire.join(Wire.publish(2, 9, "a", 2), Wire.publish(2, 10, "a", 2)));
        assertEquals(1, bench.client.poll(bench.now));
        assertEquals(MqttClient.CLOSED, bench.client.state());
        assertEquals(List.of("message a 2/1 q1"), events.take());
        assertEquals(hex("30 05 0001 61 0001 40 02 0009 e0 00"), bench.broker.takeHeard());
    }

    @Test
    void aCallbackThatMeetsABrokenTransportEndsThePoll() {
        class Answer extends Events {
            Bench bench;

            @Override
            public void message(byte[] buf, int topicOff, int topicLen, int payloadOff, int payloadLen,
                    int qos, boolean retain, boolean dup) {
                super.message(buf, topicOff, topicLen, payloadOff, payloadLen, qos, retain, dup);
                bench.broker.writeError = -31;
                assertEquals(-31, bench.client.publish(T, NOTHING, 0, false));
            }
        }

        Answer events = new Answer();
        Bench bench = new Bench(1024, 1024, events);
        events.bench = bench;
        bench.connect(Bench.options());
        assertEquals(-31, bench.hear(Wire.join(Wire.publish(2, 9, "a", 2), Wire.publish(2, 10, "a", 2))));
        assertEquals(1, events.list.size());
    }

    @Test
    void aMessageWhoseCallbackThrowsIsNotAcknowledged() {
        Bench bench = new Bench(1024, 1024, new Events() {
            @Override
            public void message(byte[] buf, int topicOff, int topicLen, int payloadOff, int payloadLen,
                    int qos, boolean retain, boolean dup) {
                if (payloadLen == 1) {
                    throw new IllegalStateException("listener");
                }
            }
        }).connect(Bench.options());
        bench.broker.say(Wire.join(Wire.publish(2, 1, "a", 1), Wire.publish(2, 2, "a", 2)));
        assertThrows(IllegalStateException.class, () -> bench.client.poll(bench.now));
        assertEquals(0, bench.run());
        assertEquals(hex("40 02 0002"), bench.broker.takeHeard());
    }

    @Test
    void setUpMistakesThrow() {
        Events e = new Events();
        byte[] ok = new byte[32];
        assertThrows(IllegalArgumentException.class, () -> new MqttClient(new byte[31], ok, e));
        assertThrows(IllegalArgumentException.class, () -> new MqttClient(ok, new byte[31], e));
        assertThrows(IllegalArgumentException.class, () -> new MqttClient(ok, ok, e));
        assertThrows(IllegalArgumentException.class, () -> new MqttClient(ok, new byte[32], null));
        assertThrows(IllegalArgumentException.class, () -> new MqttClient(ok, new byte[32], (SessionState) null, e));
        assertThrows(IllegalArgumentException.class, () -> new MqttClient(ok, new byte[32], e).oversizePolicy(3));
    }
}
