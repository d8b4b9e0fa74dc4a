package mqttlite.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.moquette.broker.Server;
import io.moquette.broker.config.IConfig;
import io.moquette.broker.config.MemoryConfig;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import mqttlite.MqttConnect;
import mqttlite.Reconnect;
import mqttlite.testing.MosquittoProcess;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Another broker's reading of the standard. Connections are not cut here: Moquette 0.17 loses packets that arrive right
 * behind its CONNACK, and then leaves a message that is sent again without an answer.
 */
@Timeout(60)
class MoquetteTest {
    private static final Server BROKER = new Server();
    private static int port;

    @BeforeAll
    static void start() throws Exception {
        port = MosquittoProcess.freePort();
        Properties p = new Properties();
        p.setProperty(IConfig.HOST_PROPERTY_NAME, "127.0.0.1");
        p.setProperty(IConfig.PORT_PROPERTY_NAME, Integer.toString(port));
        p.setProperty(IConfig.WEB_SOCKET_PORT_PROPERTY_NAME, "disabled");
        p.setProperty(IConfig.ALLOW_ANONYMOUS_PROPERTY_NAME, "true");
        p.setProperty(IConfig.PERSISTENCE_ENABLED_PROPERTY_NAME, "false");
        p.setProperty(IConfig.ENABLE_TELEMETRY_NAME, "false");
        p.setProperty(IConfig.BUFFER_FLUSH_MS_PROPERTY_NAME, "0");
        BROKER.startServer(new MemoryConfig(p));
    }

    @AfterAll
    static void stop() {
        BROKER.stopServer();
    }

    private static BlockingMqttClient client(String id, int toPort, boolean clean) {
        return new BlockingMqttClient("127.0.0.1", toPort, null, new MqttConnect(id).cleanSession(clean))
                .reconnect(new Reconnect(id.getBytes(StandardCharsets.UTF_8), 1).delays(1, 20).stable(1))
                .patience(20000);
    }

    private static List<String> collect(BlockingMqttClient mqtt) {
        List<String> got = new ArrayList<>();
        mqtt.onMessage((topic, payload) -> got.add(topic + "=" + new String(payload, StandardCharsets.UTF_8)));
        return got;
    }

    @Test
    void messagesComeAndGoAtEachQos() throws Exception {
        try (BlockingMqttClient mqtt = client("simple", port, true)) {
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
        }
    }

    @Test
    void whatCameWhileAwayIsThereAfterwards() throws Exception {
        BlockingMqttClient first = client("away", port, false);
        first.connect();
        first.subscribe("away/#", 2);
        first.close();
        try (BlockingMqttClient other = client("other", port, true)) {
            other.connect();
            other.publish("away/1", "one", 1);
            other.publish("away/2", "two", 2);
        }
        try (BlockingMqttClient again = client("away", port, false)) {
            List<String> got = collect(again);
            again.connect();
            while (got.size() < 2) {
                again.loop(1000);
            }
            assertEquals("[away/1=one, away/2=two]", got.toString());
        }
    }
}
