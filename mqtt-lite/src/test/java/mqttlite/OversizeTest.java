package mqttlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bearssl.base.Transport;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Packets over the limit, inbound. */
class OversizeTest {
    private static Bench bench(int policy) {
        Bench bench = Bench.connected();
        bench.client.oversizePolicy(policy);
        return bench;
    }

    @Test
    void theLimitIs1024BytesOfTheWholePacket() {
        Bench bench = bench(MqttClient.DRAIN_ACK);
        // 3 header + 2 + 1 topic + 2 identifier
        assertEquals(0, bench.hear(Wire.publish(2, 1, "t", 1016)));
        assertTrue(bench.events.take().get(0).startsWith("message t 1016/"));
        assertEquals(0, bench.hear(Wire.publish(2, 2, "t", 1017)));
        assertEquals(List.of("oversize t 1 1025 q1 #2 acknowledged"), bench.events.take());
        assertEquals("400200014002" + "0002", bench.broker.takeHeard());
    }

    @Test
    void drainAckAcknowledgesAndLivesOn_MQTT_4_5_0_2() {
        Bench bench = bench(MqttClient.DRAIN_ACK);
        bench.hear(Wire.join(Wire.publish(0, 0, "zero", 5000), Wire.publish(3, 77, "one", 5000),
                Wire.publish(0, 0, "next", 1)));
        assertEquals(List.of("oversize zero 4 5009 q0 #0", "oversize one 3 5010 q1 #77 acknowledged",
                "message next 1/0 q0"), bench.events.take());
        assertEquals("4002004d", bench.broker.takeHeard());
    }

    @Test
    void drainLeavesItToTheBroker() {
        Bench bench = bench(MqttClient.DRAIN);
        bench.hear(Wire.join(Wire.publish(2, 77, "one", 5000), Wire.publish(2, 78, "next", 1)));
        assertEquals(List.of("oversize one 3 5010 q1 #77", "message next 1/0 q1"), bench.events.take());
        assertEquals("4002004e", bench.broker.takeHeard());
    }

    @Test
    void disconnectEndsAtTheFixedHeader_MQTT_4_8_0_2() {
        Bench bench = bench(MqttClient.DISCONNECT);
        bench.assertViolation(MqttStatus.MQTT_RECEIVED_TOO_LARGE, Wire.hex("32 ff ff ff 7f"));
        assertEquals(268435460, bench.client.errorDetail());
    }

    @Test
    void theAcknowledgementComesAfterTheLastByteAndNotBefore() {
        Bench bench = bench(MqttClient.DRAIN_ACK);
        byte[] packet = Wire.publish(2, 9, "t", 2000);
        bench.hear(Arrays.copyOf(packet, packet.length - 1));
        assertEquals("", bench.broker.takeHeard());
        assertTrue(bench.events.list.isEmpty());
        bench.hear(new byte[1]);
        assertEquals("40020009", bench.broker.takeHeard());
        assertEquals(1, bench.events.take().size());
    }

    @Test
    void aTopicIsToldAsFarAsItFitsInWholeCharacters() {
        for (int len : new int[] {1, 900, 959, 960, 961, 1100, 5000, 65535}) {
            Bench bench = bench(MqttClient.DRAIN_ACK);
            bench.hear(Wire.publish(2, 9, "x".repeat(len), 2000));
            assertEquals(List.of("oversize " + "x".repeat(Math.min(len, 960)) + " " + len + " "
                    + (len + 2 + 2 + 2000 + (len + 2004 > 16383 ? 4 : 3)) + " q1 #9 acknowledged"),
                    bench.events.take());
        }
        Bench bench = bench(MqttClient.DRAIN_ACK);
        bench.hear(Wire.publish(0, 0, "x" + "\u20ac".repeat(400), 2000));
        assertEquals(List.of("oversize x" + "\u20ac".repeat(319) + " 1201 3206 q0 #0"), bench.events.take());
    }

    @Test
    void onlyAWellFormedPublishIsDrained() {
        byte[] filler = new byte[2000];
        byte[][] heads = {
            Wire.hex("0000"), Wire.hex("0001 2b"), Wire.hex("0003 612f23"), // empty, wildcards
            Wire.hex("0001 80"), Wire.hex("0002 6100"), Wire.hex("0003 eda080"), Wire.hex("0002 61c3"), // UTF-8
            Wire.hex("0001 61 0000"), // packet identifier 0
            Wire.hex("ffff"), Wire.hex("2000")}; // topic past the end
        int[] codes = {MqttStatus.MQTT_BAD_TOPIC, MqttStatus.MQTT_BAD_TOPIC, MqttStatus.MQTT_BAD_TOPIC,
            MqttStatus.MQTT_BAD_UTF8, MqttStatus.MQTT_BAD_UTF8, MqttStatus.MQTT_BAD_UTF8, MqttStatus.MQTT_BAD_UTF8,
            MqttStatus.MQTT_BAD_PACKET_ID, MqttStatus.MQTT_BAD_LENGTH, MqttStatus.MQTT_BAD_LENGTH};
        for (int i = 0; i < heads.length; i++) {
            bench(MqttClient.DRAIN_ACK).assertViolation(codes[i], Wire.packet(0x32, Wire.join(heads[i], filler)));
        }
    }

    @Test
    void theWholeTopicIsCheckedNotOnlyWhatFits_MQTT_1_5_3_1() {
        byte[] topic = new byte[3000];
        Arrays.fill(topic, (byte) 'x');
        topic[2999] = (byte) 0xC3;
        bench(MqttClient.DRAIN_ACK).assertViolation(MqttStatus.MQTT_BAD_UTF8, Wire.publish(0, 0, topic, 2000));
        topic[2999] = '#';
        bench(MqttClient.DRAIN_ACK).assertViolation(MqttStatus.MQTT_BAD_TOPIC, Wire.publish(0, 0, topic, 2000));
    }

    @Test
    void otherTypesOverTheLimitAreViolations() {
        for (String header : new String[] {"90 80 40", "40 80 40", "b0 80 40", "d0 80 40"}) {
            bench(MqttClient.DRAIN_ACK).assertViolation(MqttStatus.MQTT_BAD_LENGTH, Wire.hex(header));
        }
        bench(MqttClient.DRAIN_ACK).assertViolation(MqttStatus.MQTT_BAD_TYPE, Wire.hex("82 80 40"));
    }

    @Test
    void theSmallestBuffersDrainToo() {
        Bench bench = new Bench(32, 32, new Events()).connect(Bench.options());
        byte[] stream = Wire.join(Wire.publish(2, 5, "a".repeat(100), 300), Wire.publish(0, 0, "b", 3));
        for (byte b : stream) {
            bench.broker.say(new byte[] {b});
        }
        bench.run();
        assertEquals(List.of("oversize " + "a".repeat(16) + " 100 407 q1 #5 acknowledged", "message b 3/33 q0"),
                bench.events.take());
    }

    /** Makes up a PUBLISH of the greatest length, byte by byte, then a PINGRESP. */
    private static final class Flood implements Transport {
        private static final int BODY = 268435455;
        private final byte[] head = Wire.join(Wire.CONNACK, Wire.hex("32 ff ff ff 7f 0001 74 0009"));
        private long position;
        private long clock;
        private long lastPing;
        private long longestSilence;
        int pings;
        String last = "";

        @Override
        public int read(byte[] buf, int off, int len) {
            long total = 4 + 5 + (long) BODY;
            if (position == total) {
                return 0;
            }
            int n = (int) Math.min(len, total - position);
            for (int i = 0; i < n && position + i < head.length; i++) {
                buf[off + i] = head[(int) position + i];
            }
            position += n;
            clock += 5; // about 190 KB a second
            return n;
        }

        @Override
        public int write(byte[] buf, int off, int len) {
            last = Wire.hex(Arrays.copyOfRange(buf, off, off + len));
            if (last.equals("c000")) {
                pings++;
                longestSilence = Math.max(longestSilence, clock - lastPing);
                lastPing = clock;
            }
            return len;
        }

        @Override
        public int flush() {
            return 1;
        }
    }

    @Test
    void aPacketOf256MbCostsNoMemoryAndDoesNotStallTheKeepAlive() {
        Flood flood = new Flood();
        Events events = new Events();
        MqttClient client = new MqttClient(new byte[1024], new byte[1024], events);
        assertEquals(1, client.connect(flood, Bench.options().keepAlive(10), 0));
        int r = 1;
        while (r > 0) {
            r = client.poll(flood.clock);
        }
        assertEquals(0, r);
        assertEquals(List.of("connected false", "oversize t 1 268435460 q1 #9 acknowledged"), events.take());
        assertEquals("40020009", flood.last);
        assertTrue(flood.pings > 100, "pings " + flood.pings);
        assertTrue(flood.longestSilence <= 10000, "silence " + flood.longestSilence);
    }
}
