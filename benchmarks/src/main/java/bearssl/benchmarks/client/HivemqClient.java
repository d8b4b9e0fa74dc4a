package bearssl.benchmarks.client;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttClientSslConfig;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3BlockingClient;
import java.util.List;
import javax.net.ssl.TrustManagerFactory;

/** HiveMQ's client that waits. */
final class HivemqClient implements Client {
    private static final byte[] PAYLOAD = {'b'};

    private final Mqtt3BlockingClient mqtt;

    HivemqClient(TrustManagerFactory trust, int port) {
        mqtt = MqttClient.builder().useMqttVersion3().serverHost("localhost").serverPort(port)
                .sslConfig(MqttClientSslConfig.builder().trustManagerFactory(trust).protocols(List.of("TLSv1.2"))
                        .build())
                .buildBlocking();
    }

    @Override
    public void connect() {
        mqtt.connect();
    }

    @Override
    public void publishAcknowledged() {
        mqtt.publishWith().topic("b").qos(MqttQos.AT_LEAST_ONCE).payload(PAYLOAD).send();
    }

    @Override
    public void publish(int messages, byte[] payload) {
        for (int i = 0; i < messages; i++) {
            mqtt.publishWith().topic("b").qos(MqttQos.AT_MOST_ONCE).payload(payload).send();
        }
    }

    @Override
    public boolean isResumed() {
        return false;
    }

    @Override
    public void disconnect() {
        mqtt.disconnect();
    }
}
