package mqttlite.demo;

import static mqttlite.demo.Deviation.unless;
import static mqttlite.demo.Deviation.unlessDone;

import bearssl.base.Transport;
import bearssl.hash.Sha1;
import bearssl.tls.BrErr;
import bearssl.tls.CipherSuite;
import bearssl.tls.TlsProfile;
import bearssl.x509.KeyFingerprint;
import bearssl.x509.PinText;
import bearssl.x509.X509Default;
import bearssl.x509.X509Fingerprint;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import mqttlite.MqttClient;
import mqttlite.MqttConnect;
import mqttlite.MqttStatus;

/** What the demo shows of one cipher suite, in order, and what it measures on the way. */
final class Round {
    private static final int MESSAGES = 1000;
    private static final int WARM_UP_MESSAGES = 50;
    private static final int HANDSHAKES = 15;
    private static final int STEP = MESSAGES / 20; // of the progress line
    private static final int OTHER_BUFFER = 4096;
    private static final byte[] LARGE = new byte[3000]; // a payload

    private final PrintStream out;
    private final Broker broker;
    private final int port;
    private final X509Certificate ca;
    private final TlsProfile profile;
    private final String name;
    private final Inbox inbox = new Inbox(MESSAGES);
    private final Outbox outbox;
    private final X509Fingerprint pins = new X509Fingerprint(Sha1.INSTANCE);
    private final Device device;
    private final Traffic traffic;
    private final Meter meter = new Meter();

    /** Everything for the table. */
    String suite;
    int maxFragment;
    double handshakeMillis;
    long messagesPerSecond;
    long allocated;
    long liveBytes;
    long handshakeBytes;
    long handshakeBytesByCa;

    Round(PrintStream out, Broker broker, X509Certificate ca, TlsProfile profile, String name) {
        this.out = out;
        this.broker = broker;
        port = broker.port();
        this.ca = ca;
        this.profile = profile;
        this.name = name;
        outbox = new Outbox("tele/" + name + "/SENSOR");
        device = new Device(profile, pins, inbox);
        traffic = new Traffic(device, inbox, outbox);
    }

    private static MqttConnect login(String clientId) {
        return new MqttConnect(clientId).user(Broker.USER)
                .password(Broker.PASSWORD.getBytes(StandardCharsets.US_ASCII));
    }

    void run() throws Deviation, IOException {
        learn();
        reconnect();
        messages();
        oversize();
        wrongPin();
        byCa();
        timeHandshakes();
        out.println();
    }

    private void learn() throws Deviation, IOException {
        pins.learnOnce();
        device.dial(port);
        unless("TLS reset", 0, device.reset());
        long during = device.retained();
        unless("TLS handshake, learning", 1, device.handshake());
        unless("MQTT CONNECT", 1, device.login(login(name + "-learning")));
        broker.awaitReady(name + "-learning");
        // only now: the broker has accepted us, so it is the one that we mean
        unless(pins.pinReceived(0), "the fingerprint was not learned");
        liveBytes = device.retained();
        handshakeBytes = during - liveBytes;
        suite = CipherSuite.name(device.tls.cipherSuite());
        maxFragment = device.tls.maxFragment();
        out.println(suite);
        byte[] pin = new byte[KeyFingerprint.LEN];
        pins.expected(0, pin, 0);
        say("learned", hex(pin) + ", once logged in");
        unlessDone("SUBSCRIBE", traffic.subscribe());
        unlessDone("the first messages", traffic.exchange(WARM_UP_MESSAGES));
        unless("close", Transport.END, device.hangUp());
    }

    private void reconnect() throws Deviation, IOException {
        traffic.restart();
        MqttConnect options = login(name + "-pinned");
        device.dial(port);
        meter.start();
        int r = traffic.connect(options);
        meter.stop();
        unless("pinned connection", 1, r);
        unless(!pins.learned(), "a pinned connection has learned");
        broker.awaitReady(name + "-pinned");
        unless(maxFragment == Device.BUFFER, "the broker did not agree to records of 1024 bytes");
        say("pinned", "reconnected with that key alone; records of at most " + maxFragment + " bytes agreed");
    }

    private void messages() throws Deviation {
        meter.start();
        int r = traffic.subscribe();
        meter.stop();
        unlessDone("SUBSCRIBE", r);
        long start = System.nanoTime();
        for (int goal = STEP; goal <= MESSAGES; goal += STEP) {
            meter.start();
            r = traffic.exchange(goal);
            meter.stop();
            unlessDone("after " + inbox.received + " messages", r);
            progress(goal);
        }
        messagesPerSecond = MESSAGES * 1_000_000_000L / (System.nanoTime() - start);
        allocated = meter.bytes();
        out.println();
        unless(inbox.repeated == 0, inbox.repeated + " messages came twice or damaged");
        unless(allocated == 0, allocated + " bytes were allocated after set-up");
    }

    private void progress(int done) {
        char[] bar = new char[MESSAGES / STEP];
        Arrays.fill(bar, 0, done / STEP, '#');
        Arrays.fill(bar, done / STEP, bar.length, '.');
        out.printf("\r  messages   [%s] %d of %d sent at QoS 1, acknowledged, received", new String(bar), done,
                MESSAGES);
        out.flush();
    }

    private void oversize() throws Deviation, IOException {
        int r = device.mqtt.publish(outbox.topic, LARGE, 1, false);
        unless("publishing 3000 bytes", -MqttStatus.MQTT_TOO_LARGE, r);
        say("too large", "3000 bytes to send: " + -r + " " + MqttStatus.name(-r) + ", nothing was sent");
        // somebody else publishes, over the same workspace: a device needs one, however many connections it has
        try (Device other = new Device(profile, OTHER_BUFFER, pins, device.workspace, inbox)) {
            other.dial(port);
            unless("second device: reset", 0, other.reset());
            unless("second device: handshake", 1, other.handshake());
            unless("second device: CONNECT", 1, other.login(login(name + "-other")));
            broker.awaitReady(name + "-other");
            int acknowledged = inbox.acknowledged;
            unless(other.mqtt.publish(outbox.topic, LARGE, 1, false) > 0, "second device: publish");
            inbox.forget();
            unless(other.mqtt.publish(outbox.topic, outbox.number(1), 1, false) > 0, "second device: publish");
            r = 1;
            while (r > 0 && inbox.acknowledged < 2) {
                r = other.poll();
            }
            unless(r > 0 && acknowledged > 0, "second device: result " + r);
            while (r > 0 && inbox.received == 0) {
                r = device.poll();
            }
            unless(r > 0 && inbox.received == 1, "after the oversize message: result " + r);
            other.hangUp();
        }
        unless(inbox.oversizeLength > LARGE.length && inbox.oversizeAcknowledged, "the oversize message was not reported");
        unless(device.mqtt.state() == MqttClient.CONNECTED, "the oversize message ended the connection");
        say("", inbox.oversizeLength + " bytes received: passed by unstored, acknowledged; the next one came");
        unless("close", Transport.END, device.hangUp());
    }

    private byte[] pin(int slot) {
        byte[] pin = new byte[KeyFingerprint.LEN];
        pins.expected(slot, pin, 0);
        return pin;
    }

    private void wrongPin() throws Deviation, IOException {
        byte[] right = pin(0);
        byte[] wrong = right.clone();
        wrong[0] ^= 1;
        pins.pin(0, wrong, 0);
        device.dial(port);
        unless("TLS reset", 0, device.reset());
        int r = device.handshake();
        unless("a wrong pin", -BrErr.BR_ERR_BAD_PARAM, r);
        unless(device.tls.alertSent() >= 0, "a wrong pin: no alert was sent");
        say("wrong pin", "refused with error " + -r + " " + BrErr.name(-r) + "; the broker got alert "
                + device.tls.alertSent());
        device.close();
        pins.pin(0, right, 0);
    }

    private void byCa() throws Deviation, IOException {
        try (Device other = new Device(profile, X509Default.create(CaTrust.anchors(ca), CaTrust.now()), inbox)) {
            other.dial(port);
            unless("by CA: TLS reset", 0, other.reset());
            long during = other.retained();
            unless("by CA: TLS handshake", 1, other.handshake());
            unless("by CA: MQTT CONNECT", 1, other.login(login(name + "-ca")));
            broker.awaitReady(name + "-ca");
            handshakeBytesByCa = during - other.retained();
            unless("close", Transport.END, other.hangUp());
        }
        say("by CA", "no pin: leaf and intermediate, " + broker.chainBytes
                + " bytes, validated up to the CA in 1024-byte buffers");
    }

    private void timeHandshakes() throws Deviation, IOException {
        long[] nanos = new long[HANDSHAKES];
        for (int i = 0; i < HANDSHAKES; i++) {
            device.dial(port);
            long start = System.nanoTime();
            unless("TLS reset", 0, device.reset());
            unless("TLS handshake", 1, device.handshake());
            nanos[i] = System.nanoTime() - start;
            unless("close", Transport.END, device.hangUp());
        }
        Arrays.sort(nanos);
        handshakeMillis = nanos[HANDSHAKES / 2] / 1e6;
    }

    private static String hex(byte[] bytes) {
        byte[] text = new byte[3 * bytes.length];
        int n = PinText.formatHex(bytes, 0, bytes.length, ' ', text, 0);
        return new String(text, 0, n, StandardCharsets.US_ASCII);
    }

    private void say(String what, String text) {
        out.printf("  %-10s %s%n", what, text);
    }
}
