package mqttlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bearssl.tls.BrErr;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReconnectTest {
    private static final int DEAD = -1002; // no TCP connection, as a transport says it
    private static final int HOUR = 3_600_000;

    private static Reconnect of(String id) {
        return new Reconnect(Wire.utf8(id), 1);
    }

    /** Waits of attempts that all fail at once. */
    private static List<Long> waits(Reconnect reconnect, int count) {
        List<Long> waits = new ArrayList<>();
        long now = 5;
        for (int i = 0; i < count; i++) {
            assertEquals(0, reconnect.waitMillis(now));
            assertEquals(Reconnect.PASSING, reconnect.lost(DEAD, now));
            long wait = reconnect.waitMillis(now);
            waits.add(wait);
            now += wait;
        }
        return waits;
    }

    @Test
    void delaysDoubleUpToTheCap() {
        List<Long> waits = waits(of("a"), 12);
        long range = Reconnect.FIRST_MILLIS;
        for (long wait : waits) {
            assertTrue(wait >= range / 2 && wait < range, waits.toString());
            range = Math.min(2 * range, Reconnect.CAP_MILLIS);
        }
        assertEquals(waits, waits(of("a"), 12), "a client's times are its own");
        assertFalse(waits.equals(waits(of("b"), 12)));
    }

    @Test
    void theLastMillisecondCounts() {
        Reconnect reconnect = of("a");
        reconnect.lost(DEAD, 0);
        long wait = reconnect.waitMillis(0);
        assertEquals(1, reconnect.waitMillis(wait - 1));
        assertEquals(0, reconnect.waitMillis(wait));
        assertEquals(0, reconnect.waitMillis(wait + HOUR));
    }

    @Test
    void onlyAStableConnectionForgives() {
        Reconnect reconnect = of("a");
        waits(reconnect, 6);
        long now = HOUR;
        assertEquals(0, reconnect.waitMillis(now));
        reconnect.connected(now);
        assertEquals(Reconnect.KICKED, reconnect.lost(MqttStatus.MQTT_BROKER_CLOSED, now + Reconnect.STABLE_MILLIS - 1));
        assertTrue(reconnect.waitMillis(now + Reconnect.STABLE_MILLIS - 1) >= Reconnect.CAP_MILLIS / 2);
        now = 2 * HOUR;
        assertEquals(0, reconnect.waitMillis(now));
        reconnect.connected(now);
        now += Reconnect.STABLE_MILLIS;
        assertEquals(Reconnect.PASSING, reconnect.lost(MqttStatus.MQTT_BROKER_CLOSED, now));
        assertTrue(reconnect.waitMillis(now) < Reconnect.FIRST_MILLIS);
        assertEquals(MqttStatus.MQTT_BROKER_CLOSED, reconnect.reason());
    }

    @Test
    void twoClientsOfOneNameCalmDown() {
        Reconnect one = of("same");
        long now = 0;
        int connections = 0;
        while (now < HOUR) {
            now += one.waitMillis(now);
            one.connected(now);
            connections++;
            assertEquals(Reconnect.KICKED, one.lost(MqttStatus.MQTT_BROKER_CLOSED, now + 10));
        }
        assertTrue(connections < 60, connections + " connections in an hour");
    }

    @ParameterizedTest
    @ValueSource(ints = {2001, 2002, 2004, 2005, BrErr.BR_ERR_BAD_PARAM, BrErr.BR_ERR_X509_NOT_TRUSTED,
        BrErr.BR_ERR_X509_BAD_SERVER_NAME, 256 + 48, 256 + 70, 2040, 2048})
    void whatWillNeverWorkIsNotTriedAgain(int code) {
        Reconnect reconnect = of("a");
        assertEquals(0, reconnect.waitMillis(0));
        assertEquals(Reconnect.LASTING, reconnect.lost(code, 0));
        assertEquals(Long.MAX_VALUE, reconnect.waitMillis(HOUR));
        reconnect.forgive();
        assertEquals(0, reconnect.waitMillis(HOUR));
    }

    @Test
    void whatWorkedOnceIsGivenUpOnlyWhenItFailsRepeatedly() {
        Reconnect reconnect = of("a");
        reconnect.waitMillis(0);
        reconnect.connected(0);
        reconnect.lost(MqttStatus.MQTT_BROKER_CLOSED, HOUR);
        int unknown = BrErr.BR_ERR_X509_NOT_TRUSTED;
        long now = HOUR;
        for (int code : new int[] {unknown, unknown, DEAD, unknown, unknown}) {
            now += HOUR;
            assertEquals(0, reconnect.waitMillis(now));
            assertEquals(Reconnect.PASSING, reconnect.lost(code, now));
        }
        now += HOUR;
        assertEquals(0, reconnect.waitMillis(now));
        assertEquals(Reconnect.LASTING, reconnect.lost(unknown, now));
        assertEquals(Long.MAX_VALUE, reconnect.waitMillis(now + HOUR));
    }

    @ParameterizedTest
    @ValueSource(ints = {2003, 2031, 2033, 2034, 31, BrErr.BR_ERR_X509_EXPIRED, BrErr.BR_ERR_X509_TIME_UNKNOWN, 7, 256,
        256 + 47, 256 + 80, -1001, -1002})
    void whatMayPassIs(int code) {
        Reconnect reconnect = of("a");
        assertEquals(0, reconnect.waitMillis(0));
        assertEquals(Reconnect.PASSING, reconnect.lost(code, 0));
        assertEquals(0, reconnect.waitMillis(HOUR));
    }

    @Test
    void twoBrokersTakeTurns() {
        Reconnect reconnect = new Reconnect(Wire.utf8("a"), 2);
        List<Integer> tried = new ArrayList<>();
        List<Long> waits = new ArrayList<>();
        long now = 0;
        for (int i = 0; i < 6; i++) {
            assertEquals(0, reconnect.waitMillis(now));
            tried.add(reconnect.broker());
            reconnect.lost(DEAD, now);
            waits.add(reconnect.waitMillis(now));
            now += waits.get(i);
        }
        assertEquals(List.of(0, 1, 0, 1, 0, 1), tried);
        assertTrue(waits.get(1) < 4000 && waits.get(2) >= 4000 && waits.get(3) < 8000 && waits.get(4) >= 8000,
                waits.toString());
    }

    @Test
    void oneBrokerThatWillNeverDoLeavesTheOther() {
        Reconnect reconnect = new Reconnect(Wire.utf8("a"), 2);
        reconnect.waitMillis(0);
        reconnect.lost(DEAD, 0);
        assertEquals(1, reconnect.broker());
        reconnect.waitMillis(HOUR);
        assertEquals(Reconnect.LASTING, reconnect.lost(MqttStatus.MQTT_REFUSED_CREDENTIALS, HOUR));
        for (int i = 2; i < 9; i++) {
            assertEquals(0, reconnect.waitMillis(i * HOUR));
            assertEquals(0, reconnect.broker());
            reconnect.lost(DEAD, i * HOUR);
        }
        assertEquals(0, reconnect.waitMillis(20 * HOUR));
        reconnect.lost(MqttStatus.MQTT_REFUSED_CREDENTIALS, 20 * HOUR);
        assertEquals(Long.MAX_VALUE, reconnect.waitMillis(21 * HOUR));
    }

    @Test
    void oneDeadlineForTheWholeAttempt() {
        Reconnect reconnect = of("a").deadline(1000);
        assertEquals(0, reconnect.waitMillis(500));
        assertEquals(1000, reconnect.leftMillis(500));
        assertEquals(1, reconnect.leftMillis(1499));
        assertEquals(0, reconnect.leftMillis(1500));
        assertEquals(0, reconnect.leftMillis(HOUR));
    }

    /** A broker dies with ten thousand clients on it and is away for an hour. */
    @Test
    void aFleetNeverStorms() {
        int size = 10_000;
        int away = HOUR;
        int seconds = away / 1000 + 400;
        int[] attempts = new int[seconds];
        int back = 0;
        for (int i = 0; i < size; i++) {
            Reconnect reconnect = of("device-" + i);
            reconnect.connected(-HOUR);
            reconnect.lost(MqttStatus.MQTT_BROKER_CLOSED, 0);
            long now = reconnect.waitMillis(0);
            while (now < away) {
                attempts[(int) (now / 1000)]++;
                assertEquals(0, reconnect.waitMillis(now));
                reconnect.lost(DEAD, now);
                now += reconnect.waitMillis(now);
            }
            attempts[(int) (now / 1000)]++;
            assertTrue(now < away + Reconnect.CAP_MILLIS);
            back++;
        }
        assertEquals(size, back);
        // In the long run evenly over the cap's range of a minute: 167 a second, and chance adds to it.
        assertTrue(most(attempts, 900, seconds) < 250, most(attempts, 900, seconds) + " attempts in one second");
        // Waves of the first attempts have not run into each other yet.
        assertTrue(most(attempts, 60, 900) < 400, most(attempts, 60, 900) + " attempts in one second");
        // The first wave, when all lost the broker at once, has four seconds.
        assertTrue(attempts[0] < 0.3 * size, attempts[0] + " in the first second");
    }

    private static int most(int[] counts, int from, int to) {
        int most = 0;
        for (int i = from; i < to; i++) {
            most = Math.max(most, counts[i]);
        }
        return most;
    }

    @Test
    void timesAreChecked() {
        assertThrows(IllegalArgumentException.class, () -> of("a").delays(0, 1));
        assertThrows(IllegalArgumentException.class, () -> of("a").delays(2, 1));
        assertThrows(IllegalArgumentException.class, () -> of("a").delays(1, Integer.MAX_VALUE));
        assertThrows(IllegalArgumentException.class, () -> of("a").stable(0));
        assertThrows(IllegalArgumentException.class, () -> of("a").deadline(0));
        assertThrows(IllegalArgumentException.class, () -> new Reconnect(new byte[0], 3));
        assertThrows(IllegalArgumentException.class, () -> new Reconnect(new byte[0], 0));
    }
}
