package mqttlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class KeepAliveTest {
    private static final String PINGREQ = "c000";

    private static Bench bench(int keepAlive) {
        return new Bench().connect(Bench.options().keepAlive(keepAlive));
    }

    private static void pass(Bench bench, long millis) {
        bench.now += millis;
        assertEquals(0, bench.run());
    }

    @Test
    void pingsBeforeTheKeepAliveIsOver_MQTT_3_1_2_23() {
        Bench bench = bench(60);
        assertEquals(45000, bench.client.dueIn(bench.now));
        pass(bench, 44999);
        assertEquals("", bench.broker.takeHeard());
        assertEquals(1, bench.client.dueIn(bench.now));
        pass(bench, 1);
        assertEquals(PINGREQ, bench.broker.takeHeard());
        assertEquals(10000, bench.client.dueIn(bench.now));
        pass(bench, 9999);
        bench.broker.say(Wire.PINGRESP);
        pass(bench, 0);
        assertEquals("", bench.broker.takeHeard());
        pass(bench, 35000);
        assertEquals("", bench.broker.takeHeard());
        pass(bench, 1);
        assertEquals(PINGREQ, bench.broker.takeHeard());
    }

    @Test
    void aSilentBrokerIsFoundDead_3_12_4() {
        Bench bench = bench(60);
        pass(bench, 45000);
        pass(bench, 9999);
        bench.now++;
        assertEquals(0, bench.client.dueIn(bench.now));
        assertEquals(-MqttStatus.MQTT_PING_TIMEOUT, bench.run());
        assertEquals(-MqttStatus.MQTT_PING_TIMEOUT, bench.run());
    }

    @Test
    void theDefaultTimeOutStaysBelowOneAndAHalfKeepAlivesAnd4Seconds() {
        for (int k = 1; k <= 65535; k++) {
            int t = Bench.options().keepAlive(k).pingTimeout();
            assertTrue(t >= 4000 && t <= 10000 && t <= 1500 * k + 4000);
        }
        assertEquals(2500, Bench.options().pingTimeout(2500).pingTimeout());
    }

    @Test
    void sendingCountsButAPublishingClientStillNoticesADeadBroker() {
        Bench bench = bench(60);
        int pings = 0;
        int r = 0;
        int seconds = 0;
        while (r == 0) {
            bench.now += 1000;
            seconds++;
            bench.client.publish(Wire.utf8("t"), new byte[0], 0, false);
            r = bench.run();
            pings += bench.broker.takeHeard().contains(PINGREQ) ? 1 : 0;
        }
        assertEquals(-MqttStatus.MQTT_PING_TIMEOUT, r);
        assertEquals(1, pings);
        assertEquals(45 + 10, seconds);
    }

    @Test
    void whoSendsEverythingButPingrespIsGivenUp_MQTT_3_12_4_1() {
        for (int k : new int[] {2, 60, 65534}) {
            Bench bench = bench(k);
            pass(bench, k * 750L);
            long asked = bench.now;
            int r = 0;
            while (r == 0) {
                bench.broker.say(Wire.hex("3003000161"));
                bench.now += 1000;
                do {
                    r = bench.client.poll(bench.now);
                } while (r > 0);
            }
            assertEquals(-MqttStatus.MQTT_PING_TIMEOUT, r);
            assertEquals(k * 1500L + 4000, bench.now - asked);
        }
    }

    @Test
    void messagesInFrontOfPingrespDoNoHarm() {
        Bench bench = bench(60);
        pass(bench, 45000);
        for (int i = 0; i < 10; i++) {
            bench.broker.say(Wire.hex("3003000161"));
            pass(bench, 9000);
        }
        bench.broker.say(Wire.PINGRESP);
        pass(bench, 3999);
        assertEquals(MqttClient.CONNECTED, bench.client.state());
    }

    @Test
    void aLongPacketInFrontOfPingrespDoesNoHarm() {
        Bench bench = bench(60);
        pass(bench, 45000);
        bench.broker.takeHeard();
        for (int i = 0; i < 100; i++) {
            // One byte of a long packet every 9 seconds: slow, but alive; we keep sending PINGREQ.
            bench.broker.say(i == 0 ? Wire.hex("30") : i == 1 ? Wire.hex("7f") : i == 2 ? Wire.hex("00")
                    : i == 3 ? Wire.hex("01") : Wire.hex("61"));
            pass(bench, 9000);
        }
        assertEquals(100 * 9000 / 45000 * PINGREQ.length(), bench.broker.takeHeard().length());
        pass(bench, 9999);
        bench.now++;
        assertEquals(-MqttStatus.MQTT_PING_TIMEOUT, bench.run());
    }

    @Test
    void aPeerThatTakesNoBytesIsFoundDeadToo() {
        Bench bench = bench(60);
        bench.broker.room = 0;
        pass(bench, 45000);
        pass(bench, 9999);
        bench.now++;
        assertEquals(-MqttStatus.MQTT_PING_TIMEOUT, bench.run());
        assertEquals("", bench.broker.takeHeard());
    }

    @Test
    void noKeepAliveNoPing() {
        Bench bench = bench(0);
        assertEquals(Long.MAX_VALUE, bench.client.dueIn(bench.now));
        pass(bench, 1L << 40);
        assertEquals("", bench.broker.takeHeard());
        assertEquals(1, bench.client.ping());
        assertEquals(PINGREQ, bench.broker.takeHeard());
        bench.now += 4000;
        assertEquals(-MqttStatus.MQTT_PING_TIMEOUT, bench.run());
    }

    @Test
    void anUnaskedPingrespIsIgnored() {
        Bench bench = bench(60);
        assertEquals(0, bench.hear(Wire.PINGRESP, Wire.PINGRESP));
        assertEquals(MqttClient.CONNECTED, bench.client.state());
    }

    @Test
    void noConnackInTime() {
        Bench bench = new Bench();
        bench.client.connect(bench.broker, Bench.options(), bench.now);
        assertEquals(30000, bench.client.dueIn(bench.now));
        pass(bench, 29999);
        bench.broker.say(Wire.hex("20")); // a single byte does not help
        bench.now++;
        assertEquals(-MqttStatus.MQTT_CONNACK_TIMEOUT, bench.run());
    }

    @Test
    void aConnackThatWaitsWhileTheCallerSleptIsTaken() {
        Bench bench = new Bench();
        bench.client.connect(bench.broker, Bench.options(), bench.now);
        bench.broker.say(Wire.CONNACK);
        bench.now += 1000000;
        assertEquals(1, bench.client.poll(bench.now));
        assertEquals(MqttClient.CONNECTED, bench.client.state());
    }

    @Test
    void aPingrespThatWaitsWhileTheCallerSleptIsTaken() {
        Bench bench = bench(60);
        pass(bench, 45000);
        bench.broker.say(Wire.PINGRESP);
        pass(bench, 1000000);
        assertEquals(MqttClient.CONNECTED, bench.client.state());
    }

    @Test
    void theClockMayWrapAround() {
        Bench bench = new Bench();
        bench.now = Long.MAX_VALUE - 1000;
        bench.connect(Bench.options());
        pass(bench, 44999);
        assertEquals("", bench.broker.takeHeard());
        pass(bench, 1);
        assertEquals(PINGREQ, bench.broker.takeHeard());
    }
}
