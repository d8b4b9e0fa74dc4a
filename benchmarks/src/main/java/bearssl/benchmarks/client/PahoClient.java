package bearssl.benchmarks.client;

import javax.net.ssl.SSLContext;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;

/** Eclipse Paho's client that waits, without a store. */
final class PahoClient implements Client {
    private static final byte[] PAYLOAD = {'b'};

    private final MqttClient mqtt;
    private final MqttConnectOptions options = new MqttConnectOptions();

    PahoClient(SSLContext context, String uri) throws MqttException {
        mqtt = new MqttClient(uri, "", new MemoryPersistence());
        options.setSocketFactory(context.getSocketFactory());
    }

    @Override
    public void connect() throws MqttException {
        mqtt.connect(options);
    }

    @Override
    public void publishAcknowledged() throws MqttException {
        mqtt.publish("b", PAYLOAD, 1, false);
    }

    @Override
    public void publish(int messages, byte[] payload) throws MqttException {
        for (int i = 0; i < messages; i++) {
            mqtt.publish("b", payload, 0, false);
        }
    }

    @Override
    public boolean isResumed() {
        return false;
    }

    @Override
    public void disconnect() throws MqttException {
        mqtt.disconnect();
    }
}
