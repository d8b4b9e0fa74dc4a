package mqttlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** A client with its scripted broker, a clock and a list of events. */
final class Bench {
    final ScriptedTransport broker = new ScriptedTransport();
    final Events events;
    final MqttClient client;
    long now = 1_000_000;

    Bench() {
        this(MqttClient.MAX_PACKET, MqttClient.MAX_PACKET, new Events());
    }

    Bench(int rx, int tx, Events events) {
        this.events = events;
        client = new MqttClient(new byte[rx], new byte[tx], events);
    }

    /** A client whose session keeps messages in so many bytes. */
    Bench(SessionState session) {
        events = new Events();
        client = new MqttClient(new byte[MqttClient.MAX_PACKET], new byte[MqttClient.MAX_PACKET], session, events);
    }

    static MqttConnect options() {
        return new MqttConnect("c");
    }

    /** A bench whose client is connected with a clean session; events and bytes so far are dropped. */
    static Bench connected() {
        return new Bench().connect(options());
    }

    Bench connect(MqttConnect options) {
        connect(options, Wire.CONNACK);
        events.take();
        broker.takeHeard();
        return this;
    }

    /** Connects; what comes of CONNACK is left to be looked at. */
    void connect(MqttConnect options, byte[] connack) {
        assertEquals(1, client.connect(broker, options, now));
        broker.takeHeard();
        broker.say(connack);
        assertEquals(1, client.poll(now));
        assertEquals(MqttClient.CONNECTED, client.state());
    }

    /** The broker ends the connection. */
    void drop() {
        broker.whenEmpty = bearssl.base.Transport.END;
        assertEquals(-MqttStatus.MQTT_BROKER_CLOSED, run());
        broker.whenEmpty = 0;
        broker.takeHeard();
    }

    /** Polls until nothing moves any more. @return 0, or what ended the connection */
    int run() {
        int r = 1;
        for (int i = 0; r > 0; i++) {
            assertTrue(i < 1_000_000, "poll never comes to rest");
            r = client.poll(now);
        }
        return r;
    }

    int hear(byte[]... packets) {
        broker.say(packets);
        return run();
    }

    /** Asserts that the packets end the connection with the code, and that nothing more is sent. */
    void assertViolation(int code, byte[]... packets) {
        broker.takeHeard();
        assertEquals(-code, hear(packets), () -> "want " + MqttStatus.name(code));
        assertEquals(code, client.error());
        assertEquals(MqttClient.CLOSED, client.state());
        assertEquals(-code, client.poll(now), "the code stays");
        assertEquals(-code, client.publish(Wire.utf8("t"), new byte[0], 0, false));
        // No DISCONNECT: the broker shall publish the will.
        assertEquals("", broker.takeHeard());
    }
}
