package mqttlite;

import bearssl.hash.Sha1;
import bearssl.tls.TlsProfile;
import bearssl.tls.X509Engine;
import bearssl.tls.profile.EcdheProfile;
import bearssl.tls.profile.FastProfile;
import bearssl.tls.profile.RsaGcmProfile;
import bearssl.x509.X509Default;
import bearssl.x509.X509Fast;
import bearssl.x509.X509Fingerprint;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import mqttlite.demo.CaTrust;
import mqttlite.demo.Device;
import mqttlite.demo.Inbox;
import mqttlite.demo.Meter;
import mqttlite.demo.Outbox;
import mqttlite.demo.Traffic;

/**
 * Connects again and again with a pinned key or a CA, exchanges messages, and tells how many bytes its thread allocated
 * meanwhile. Only the TCP connections are made outside of what is measured: a Java socket is an object.
 */
final class AllocationProbe {
    private static final int MOST_MESSAGES = 10_000;
    private static final int WARM_UP_MESSAGES = 100;

    private final Inbox inbox = new Inbox(MOST_MESSAGES);
    private final X509Fingerprint pins = new X509Fingerprint(Sha1.INSTANCE);
    private final Device device;
    private final Traffic traffic;
    private final MqttConnect options =
            new MqttConnect("probe").user("user").password(new byte[] {1, 2, 3}).will("will", "gone", 1, false);
    private final Meter meter = new Meter();

    /** A probe that trusts a CA, or the first key that it meets if there is none. */
    AllocationProbe(TlsProfile profile, X509Certificate ca) {
        X509Engine x509 = ca == null ? pins : profile instanceof FastProfile
                ? X509Fast.create(CaTrust.anchors(ca), CaTrust.now())
                : X509Default.create(CaTrust.anchors(ca), CaTrust.now());
        device = new Device(profile, x509, inbox);
        traffic = new Traffic(device, inbox, new Outbox("echo"));
    }

    /** For a JVM of its own: port, profile, handshakes, messages, a CA in Base64 or none. Prints the bytes. */
    public static void main(String[] args) throws IOException, CertificateException {
        AllocationProbe probe = new AllocationProbe(profile(args[1]), args.length < 5 ? null : certificate(args[4]));
        System.out.println("allocated " + probe.run(Integer.parseInt(args[0]), Integer.parseInt(args[2]),
                Integer.parseInt(args[3])));
    }

    private static X509Certificate certificate(String base64) throws CertificateException {
        return (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(Base64.getDecoder().decode(base64)));
    }

    static TlsProfile profile(String name) {
        return name.equals("fast") ? FastProfile.create()
                : name.equals("RSA") ? RsaGcmProfile.create() : EcdheProfile.create();
    }

    /**
     * Connects twice, so that every class is loaded and the key is learned, then measures.
     *
     * @param port       of an {@link EchoBroker}
     * @param handshakes how many connections, each with TLS handshake, validation and MQTT login
     * @param messages   how many messages to send and receive at QoS 1, over the last connection
     * @return bytes allocated after set-up
     */
    long run(int port, int handshakes, int messages) throws IOException {
        pins.learnOnce();
        for (int i = 0; i < 2; i++) {
            session(port, WARM_UP_MESSAGES);
            pins.pinReceived(0);
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
