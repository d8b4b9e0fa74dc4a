package mqttlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.openjdk.jol.info.GraphLayout;

class MqttMemoryTest {
    /** Bytes a client retains besides its two buffers, on a 64-bit JVM, its session of 212 bytes included. */
    private static final long CEILING = 704;

    @Test
    void aClientRetainsFewBytesBesidesItsBuffers() {
        byte[] rx = new byte[1024];
        byte[] tx = new byte[1024];
        MqttListener listener = new MqttListener() {
        };
        MqttClient client = new MqttClient(rx, tx, listener);
        ScriptedTransport broker = new ScriptedTransport();
        assertEquals(1, client.connect(broker, new MqttConnect("c"), 0));
        long all = GraphLayout.parseInstance(client).subtract(GraphLayout.parseInstance(rx, tx, listener, broker))
                .totalSize();
        System.out.println("MqttClient without its buffers: " + all + " bytes retained");
        assertTrue(all > 0 && all <= CEILING, "retained " + all);
    }
}
