package mqttlite.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import mqttlite.MqttClient;
import mqttlite.MqttConnect;
import mqttlite.MqttListener;
import mqttlite.MqttStatus;
import mqttlite.Reconnect;
import mqttlite.SessionState;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Hours of virtual time: a broker that goes away for one of them, silently or with a cut, and comes back. */
class AwayTest {
    private static final int SECOND = 1000;
    private static final int HOUR = 3600 * SECOND;
    private static final int KEEP_ALIVE = 60;
    private static final int PUBLISH_EVERY = 30 * SECOND;

    /** A sensor that publishes a value every half minute, with or without a connection. */
    private static final class Sensor extends MqttListener {
        final MqttConnect options;
        final Reconnect reconnect;
        final MqttClient client;
        final List<Integer> dropped = new ArrayList<>();
        int published;
        boolean open;
        long foundDeadAt = -1;
        int code;

        Sensor(String id, SessionState state) {
            options = new MqttConnect(id).cleanSession(false).keepAlive(KEEP_ALIVE);
            reconnect = new Reconnect(id.getBytes(StandardCharsets.UTF_8), 1);
            client = new MqttClient(new byte[256], new byte[256], state, this);
        }

        @Override
        public void connected(boolean sessionPresent) {
            reconnect.connected(now);
            open = true;
        }

        @Override
        public void dropped(int packetId) {
            dropped.add(packetId);
        }

        long now;
    }

    private final Random random = new Random(1);
    private ModelBroker broker;
    private Sensor sensor;
    private Network network;
    private int attempts;

    private void advance(long now, boolean isAway, boolean isSilent) {
        sensor.now = now;
        if (sensor.client.state() == MqttClient.CLOSED) {
            if (sensor.client.error() != 0) { // publishing met the end
                ended(now);
            }
            if (sensor.reconnect.waitMillis(now) == 0) {
                attempts++;
                if (isAway) {
                    assertEquals(Reconnect.PASSING, sensor.reconnect.lost(-1002, now));
                    return;
                }
                network = new Network(random, () -> { });
                broker.accept(network);
                sensor.client.connect(network, sensor.options, now);
            }
            return;
        }
        for (int i = 0; i < 50; i++) {
            int r = sensor.client.poll(now);
            if (r < 0) {
                ended(now);
                return;
            }
            if (!isSilent) {
                network.carryAll();
                broker.step();
            }
        }
    }

    private void ended(long now) {
        if (sensor.open) {
            sensor.open = false;
            sensor.code = sensor.client.error();
            sensor.foundDeadAt = now;
            network.cut();
            broker.step();
            sensor.reconnect.lost(sensor.code, now);
        }
    }

    private void live(long seed, boolean silent) {
        SessionState state = new SessionState(new byte[1024], true).whenFull(SessionState.DROP_OLDEST);
        broker = new ModelBroker(new Random(seed));
        sensor = new Sensor("sensor-" + seed, state);
        attempts = 0;
        for (long now = 0; now < 3L * HOUR; now += SECOND) {
            boolean isAway = now >= HOUR && now < 2L * HOUR;
            if (now == HOUR && !silent) {
                network.cut();
            }
            if (now % PUBLISH_EVERY == 0) {
                String value = Process.text(sensor.published);
                assertTrue(sensor.client.publish(new byte[] {'o'}, value.getBytes(StandardCharsets.UTF_8), 2, false) > 0);
                sensor.published++;
            }
            advance(now, isAway, isAway && silent);
            if (now == 2L * HOUR) {
                assertTrue(attempts > 20 && attempts < 60, attempts + " attempts in an hour");
            }
        }
        assertEquals(0, sensor.client.inFlight());
        // Nothing doubled, all in order, and what was dropped is what was told: the oldest of the hour.
        assertEquals(sensor.published - sensor.dropped.size(), broker.arrived.size());
        List<String> expected = new ArrayList<>();
        int lost = sensor.dropped.size();
        int firstLost = broker.arrived.indexOf(Process.text(sensor.dropped.get(0) - 1 + lost));
        for (int n = 0; n < sensor.published; n++) {
            if (n < firstLost || n >= firstLost + lost) {
                expected.add(Process.text(n));
            }
        }
        assertEquals(expected, broker.arrived);
        assertTrue(lost > 50 && lost < 120, lost + " dropped");
    }

    @Property(tries = 10, seed = "1")
    void anHourAwayCostsOnlyWhatTheOutboxDropped(@ForAll long seed) {
        live(seed, false);
        assertEquals(MqttStatus.MQTT_BROKER_CLOSED, sensor.code);
    }

    @Property(tries = 10, seed = "2")
    void aBrokerThatFallsSilentIsFoundDead(@ForAll long seed) {
        live(seed, true);
        assertEquals(MqttStatus.MQTT_PING_TIMEOUT, sensor.code);
        // The last byte came in the second before, the next PINGREQ leaves within the keep-alive.
        long limit = HOUR + KEEP_ALIVE * SECOND + KEEP_ALIVE * SECOND / 2 + 4 * SECOND;
        assertTrue(sensor.foundDeadAt >= HOUR && sensor.foundDeadAt <= limit, "found dead at " + sensor.foundDeadAt);
    }
}
