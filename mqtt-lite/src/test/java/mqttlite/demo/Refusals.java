package mqttlite.demo;

import static mqttlite.demo.Deviation.unless;

import bearssl.base.Transport;
import bearssl.testing.JsseServer;
import bearssl.testing.TestCa;
import bearssl.testing.TestCertificates;
import bearssl.tls.BrErr;
import bearssl.tls.profile.EcdheProfile;
import bearssl.x509.X509Default;
import bearssl.x509.X509Full;
import bearssl.x509.X509Rules;
import java.io.IOException;
import java.io.PrintStream;
import java.security.KeyPair;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import mqttlite.MqttListener;

/** Servers with certificates that are wrong in one way each: the device refuses each by name. */
final class Refusals {
    private static final String SUITE = "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256";

    private final PrintStream out;
    private final TestCa ca;
    private final MqttListener nobody = new MqttListener() { };
    private final Device device;

    Refusals(PrintStream out, TestCa ca) {
        this.out = out;
        this.ca = ca;
        device = new Device(EcdheProfile.create(), X509Default.create(CaTrust.anchors(ca.root()), CaTrust.now()),
                nobody);
    }

    void run(int goodPort) throws Deviation, IOException {
        KeyPair key = TestCertificates.rsa2048();
        KeyPair large = TestCertificates.rsa4096();
        TestCa namesake = new TestCa(ca.name(), TestCertificates.p256(), TestCertificates.p256());
        Instant now = Instant.now();
        out.println("The same CA trusted, other servers: each refused by name, before a byte of MQTT");
        refuse("expired", ca.server(key, "localhost", now.minus(Duration.ofDays(1))), BrErr.BR_ERR_X509_EXPIRED);
        refuse("wrong name", ca.server(key, "other.example", now.plus(Duration.ofDays(1))),
                BrErr.BR_ERR_X509_BAD_SERVER_NAME);
        refuse("unknown CA", namesake.server(key), BrErr.BR_ERR_X509_NOT_TRUSTED);
        say("", "although it goes by the name of ours: its key is another");
        refuse("4096 bits", ca.server(large), BrErr.BR_ERR_X509_LIMIT_EXCEEDED);
        acceptLarge(ca.server(large));
        unless("a good server after the bad ones", 1, handshake(device, goodPort));
        say("", "after all this the same device connects to the broker as before");
        unless("close", Transport.END, device.hangUp());
        out.println();
    }

    private void refuse(String what, KeyStore chain, int error) throws Deviation, IOException {
        try (JsseServer server = new JsseServer(chain, SUITE)) {
            unless(what, -error, handshake(device, server.port()));
            unless(device.tls.alertSent() >= 0, what + ": no alert was sent");
            say(what, "refused with error " + error + " " + BrErr.name(error) + "; the server got alert "
                    + device.tls.alertSent());
        }
    }

    private void acceptLarge(KeyStore chain) throws Deviation, IOException {
        try (JsseServer server = new JsseServer(chain, SUITE);
                Device wide = new Device(EcdheProfile.create(4096), X509Full.create(CaTrust.anchors(ca.root()),
                        CaTrust.now(), 4096, X509Rules.DEFAULT), nobody)) {
            unless("4096 bits, served", 1, handshake(wide, server.port()));
            say("", "and accepted by a device that serves keys of 4096 bits");
            unless("close", Transport.END, wide.hangUp());
        }
    }

    private static int handshake(Device device, int port) throws IOException {
        device.dial(port);
        int r = device.reset();
        return r == 0 ? device.handshake() : r;
    }

    private void say(String what, String text) {
        out.printf("  %-10s %s%n", what, text);
    }
}
