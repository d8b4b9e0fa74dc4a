package mqttlite;

import bearssl.tls.TlsProfile;
import bearssl.tls.profile.EcdheProfile;
import bearssl.tls.profile.RsaGcmProfile;
import java.io.IOException;
import mqttlite.demo.Device;
import mqttlite.demo.Inbox;
import mqttlite.demo.Meter;
import mqttlite.demo.Outbox;
import mqttlite.demo.Traffic;

/**
 * Connects again and again with a pinned key, exchanges messages, and tells how many bytes its thread allocated
 * meanwhile. Only the TCP connections are made outside of what is measured: a Java socket is an object.
 */
final class AllocationProbe {
    private static final int MOST_MESSAGES = 10_000;
    private static final int WARM_UP_MESSAGES = 100;

    private final Inbox inbox = new Inbox(MOST_MESSAGES);
    private final Device device;
    private final Traffic traffic;
    private final MqttConnect options =
            new MqttConnect("probe").user("user").password(new byte[] {1, 2, 3}).will("will", "gone", 1, false);
    private final Meter meter = new Meter();

    AllocationProbe(TlsProfile profile) {
        device = new Device(profile, inbox);
        traffic = new Traffic(device, inbox, new Outbox("echo"));
    }

    /** For a JVM of its own: port, profile, handshakes, messages. Prints the number of bytes. */
    public static void main(String[] args) throws IOException {
        AllocationProbe probe = new AllocationProbe(profile(args[1]));
        System.out.println("allocated " + probe.run(Integer.parseInt(args[0]), Integer.parseInt(args[2]),
                Integer.parseInt(args[3])));
    }

    static TlsProfile profile(String name) {
        return name.equals("RSA") ? RsaGcmProfile.create() : EcdheProfile.create();
    }

    /**
     * Learns the key, then measures.
     *
     * @param port       of an {@link EchoBroker}
     * @param handshakes how many connections, each with TLS handshake, pin validation and MQTT login
     * @param messages   how many messages to send and receive at QoS 1, over the last connection
     * @return bytes allocated after set-up
     */
    long run(int port, int handshakes, int messages) throws IOException {
        device.pins.learnOnce();
        for (int i = 0; i < 2; i++) { // the first one learns, the second is pinned: now every class is loaded
            session(port, WARM_UP_MESSAGES);
            device.pins.pinReceived(0);
        }
        long before = meter.bytes();
        for (int i = 1; i <= handshakes; i++) {
            session(port, i == handshakes ? messages : 0);
        }
        return meter.bytes() - before;
    }

    private void session(int port, int messages) throws IOException {
        traffic.restart();
        device.dial(port);
        meter.start();
        int r = traffic.connect(options);
        if (r > 0 && messages > 0) {
            r = traffic.subscribe();
            r = r > 0 ? traffic.exchange(messages) : r;
        }
        r = r > 0 ? traffic.disconnect() : r;
        meter.stop();
        device.close();
        if (r <= 0) {
            throw new IllegalStateException("result " + r);
        }
    }
}
