package mqttlite.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import mqttlite.MqttConnect;
import mqttlite.MqttStatus;
import mqttlite.Reconnect;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The client that waits, against mosquitto. */
class BlockingMqttClientTest {
    @TempDir
    static Path folder;

    private static PersistentMosquitto broker;

    @BeforeAll
    static void start() throws Exception {
        broker = new PersistentMosquitto(folder);
    }

    @AfterAll
    static void stop() {
        if (broker != null) {
            broker.close();
        }
    }

    private static BlockingMqttClient client(String id, boolean clean) {
        byte[] name = id.getBytes(StandardCharsets.UTF_8);
        return new BlockingMqttClient("127.0.0.1", broker.port, null, new MqttConnect(id).cleanSession(clean))
                .reconnect(new Reconnect(name, 1).delays(20, 100).stable(1)).patience(20000);
    }

    private static List<String> collect(BlockingMqttClient mqtt) {
        List<String> got = new ArrayList<>();
        mqtt.onMessage((topic, payload) -> got.add(topic + "=" + new String(payload, StandardCharsets.UTF_8)));
        return got;
    }

    @Test
    void whatIsPublishedArrivesAtEachQos() throws Exception {
        try (BlockingMqttClient mqtt = client("simple", true)) {
            List<String> got = collect(mqtt);
            mqtt.connect();
            mqtt.subscribe("simple/#", 2);
            for (int qos = 0; qos <= 2; qos++) {
                mqtt.publish("simple/" + qos, "q" + qos, qos);
            }
            while (got.size() < 3) {
                mqtt.loop(1000);
            }
            assertEquals("[simple/0=q0, simple/1=q1, simple/2=q2]", got.toString());
            assertEquals(0, mqtt.session().messages());
        }
    }

    @Test
    void loopingAMillisecondAtATimeReceives() throws Exception {
        try (BlockingMqttClient mqtt = client("short", true)) {
            List<String> got = collect(mqtt);
            mqtt.connect();
            mqtt.subscribe("short", 0);
            mqtt.publish("short", "x", 0);
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
            while (got.isEmpty() && System.nanoTime() < end) {
                mqtt.loop(1);
            }
            assertEquals("[short=x]", got.toString());
        }
    }

    @Test
    void aHandlerMayPublish() throws Exception {
        try (BlockingMqttClient mqtt = client("echo", true)) {
            List<String> got = new ArrayList<>();
            mqtt.onMessage((topic, payload) -> {
                got.add(topic);
                if (topic.equals("echo/ask")) {
                    mqtt.send("echo/answer", payload, 2, false);
                }
            });
            mqtt.connect();
            mqtt.subscribe("echo/+", 1);
            mqtt.publish("echo/ask", "?", 1);
            while (got.size() < 2) {
                mqtt.loop(1000);
            }
            assertEquals("[echo/ask, echo/answer]", got.toString());
        }
    }

    @Test
    void nothingIsLostOrDoubledWhileTheBrokerComesAndGoes() throws Exception {
        int count = 300;
        try (BlockingMqttClient receiver = client("receiver", false)) {
            List<String> got = Collections.synchronizedList(collect(receiver));
            receiver.connect();
            receiver.subscribe("load/2", 2);
            receiver.subscribe("load/1", 1);
            CountDownLatch third = new CountDownLatch(count / 3);
            CountDownLatch two = new CountDownLatch(2 * count / 3);
            List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
            Thread sender = new Thread(() -> {
                try (BlockingMqttClient mqtt = client("sender", false)) {
                    for (int i = 0; i < count; i++) {
                        mqtt.publish("load/" + (1 + i % 2), Integer.toString(i), 1 + i % 2);
                        third.countDown();
                        two.countDown();
                    }
                } catch (Throwable e) {
                    failures.add(e);
                }
            });
            Thread killer = new Thread(() -> {
                try {
                    for (CountDownLatch when : new CountDownLatch[] {third, two}) {
                        assertTrue(when.await(30, TimeUnit.SECONDS));
                        broker.stop();
                        broker.start();
                    }
                } catch (Throwable e) {
                    failures.add(e);
                }
            });
            sender.start();
            killer.start();
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(40);
            while (new HashSet<>(got).size() < count && failures.isEmpty() && System.nanoTime() < end) {
                receiver.loop(200);
            }
            killer.join();
            sender.join();
            assertEquals(List.of(), failures);
            assertEquals(count, new HashSet<>(got).size());
            List<String> exactly = new ArrayList<>(got);
            exactly.removeIf(m -> m.startsWith("load/1"));
            List<String> expected = new ArrayList<>();
            for (int i = 1; i < count; i += 2) {
                expected.add("load/2=" + i);
            }
            assertEquals(expected, exactly);
        }
    }

    @Test
    void subscriptionsAreMadeAgainWhenTheBrokerHasLostThem() throws Exception {
        try (BlockingMqttClient mqtt = client("again", true)) {
            List<String> got = collect(mqtt);
            mqtt.connect();
            mqtt.subscribe("again/a", 1);
            mqtt.subscribe("again/b", 1);
            try (BlockingMqttClient other = client("again", true)) {
                other.connect(); // throws the first one out, which comes back
            }
            mqtt.publish("again/a", "1", 1);
            mqtt.publish("again/b", "2", 1);
            while (got.size() < 2) {
                mqtt.loop(1000);
            }
            assertEquals("[again/a=1, again/b=2]", got.toString());
        }
    }

    @Test
    void aStoredSessionOutlivesTheProcess() throws Exception {
        Path file = folder.resolve("state");
        List<String> got;
        try (BlockingMqttClient mqtt = client("stored", false).store(file.toString())) {
            mqtt.connect();
            mqtt.subscribe("stored/#", 2);
            broker.stop();
            MqttException e = assertThrows(MqttException.class, () -> mqtt.patience(300).publish("stored/1", "kept", 2));
            assertEquals(MqttStatus.MQTT_ACK_TIMEOUT, e.code());
            assertEquals(1, mqtt.session().messages());
            // The connection is known to be gone by now; the session takes messages all the same.
            assertThrows(MqttException.class, () -> mqtt.publish("stored/2", "kept, too", 1));
            assertEquals(2, mqtt.session().messages());
        }
        broker.start();
        assertTrue(Files.size(file) > 20);
        try (BlockingMqttClient mqtt = client("stored", false).store(file.toString())) {
            got = collect(mqtt);
            assertEquals(2, mqtt.session().messages());
            mqtt.connect();
            while (got.size() < 2 || mqtt.session().messages() > 0) {
                mqtt.loop(1000);
            }
        }
        got.sort(null); // order is per QoS
        assertEquals("[stored/1=kept, stored/2=kept, too]", got.toString());
    }

    @Test
    void aSecondBrokerStepsIn() throws Exception {
        try (BlockingMqttClient mqtt = new BlockingMqttClient("127.0.0.1", 1, null, new MqttConnect("second"))
                .orElse("127.0.0.1", broker.port)) {
            mqtt.connect();
            mqtt.publish("second", "x", 1);
        }
    }

    @Test
    void failuresSayWhatIsWrong() throws Exception {
        BlockingMqttClient dead = new BlockingMqttClient("127.0.0.1", 1, null, new MqttConnect("dead"));
        assertEquals(-1002, assertThrows(MqttException.class, dead::connect).code());
        BlockingMqttClient noTls = new BlockingMqttClient("127.0.0.1", broker.port,
                Trust.fingerprint("00".repeat(19) + "01"), new MqttConnect("t"));
        MqttException e = assertThrows(MqttException.class, noTls::connect);
        assertTrue(e.code() > 0 && e.code() < 256, e.getMessage());
        assertThrows(MqttException.class, () -> Trust.fingerprint("12:34"));
        assertThrows(MqttException.class, () -> Trust.ca("nothing".getBytes(StandardCharsets.UTF_8)));
        try (BlockingMqttClient mqtt = client("bad", true)) {
            mqtt.connect();
            assertEquals(MqttStatus.MQTT_INVALID_TOPIC,
                    assertThrows(MqttException.class, () -> mqtt.publish("a/#", "x", 1)).code());
            assertEquals(MqttStatus.MQTT_INVALID_FILTER,
                    assertThrows(MqttException.class, () -> mqtt.subscribe("a#", 1)).code());
        }
        Path other = Files.writeString(folder.resolve("other"), "something else");
        e = assertThrows(MqttException.class, () -> client("bad", false).store(other.toString()));
        assertTrue(e.getMessage().contains("does not hold a session"), e.getMessage());
    }
}
