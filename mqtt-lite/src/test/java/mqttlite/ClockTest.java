package mqttlite;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bearssl.testing.JsseServer;
import bearssl.testing.TestCa;
import bearssl.testing.TestCertificates;
import bearssl.tls.BrErr;
import bearssl.tls.profile.EcdheProfile;
import bearssl.x509.X509Clock;
import bearssl.x509.X509Default;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import mqttlite.demo.CaTrust;
import mqttlite.demo.Device;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A device that knows the time, knows that some time is past, or knows nothing: which servers it connects to. */
class ClockTest {
    private static final TestCa CA = new TestCa("Clock", TestCertificates.p256(), TestCertificates.p256());
    private static final long NOW = Instant.now().getEpochSecond();
    private static final long DAY = Duration.ofDays(1).toSeconds();

    private static JsseServer server;
    private static long notBefore;

    private final X509Clock clock = new X509Clock();
    private final Device device = new Device(EcdheProfile.create(),
            X509Default.create(CaTrust.anchors(CA.root()), clock), new MqttListener() { });

    @BeforeAll
    static void start() throws Exception {
        var chain = CA.server(TestCertificates.p256());
        notBefore = ((X509Certificate) chain.getCertificate("server")).getNotBefore().getTime() / 1000;
        server = new JsseServer(chain, "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private void assertHandshake(int result) throws IOException {
        device.dial(server.port());
        assertEquals(0, device.reset());
        assertEquals(result, device.handshake());
        device.hangUp();
    }

    @Test
    void anUnknownTimeIsNot1970() throws IOException {
        assertHandshake(-BrErr.BR_ERR_X509_TIME_UNKNOWN);
        assertEquals(X509Clock.UNKNOWN, clock.floor());
    }

    @Test
    void aTimeIsJudgedAtBothEnds() throws IOException {
        clock.set(notBefore);
        assertHandshake(1);
        clock.set(NOW + 2 * DAY);
        assertHandshake(-BrErr.BR_ERR_X509_EXPIRED);
        clock.set(NOW);
        assertHandshake(1);
    }

    @Test
    void notBeforeItsBeginning() throws IOException {
        clock.set(notBefore - 1);
        assertHandshake(-BrErr.BR_ERR_X509_EXPIRED);
    }

    @Test
    void aFloorAloneLetsARenewedCertificateInAndRises() throws IOException {
        clock.floor(notBefore - 300 * DAY);
        assertHandshake(1);
        assertEquals(notBefore, clock.floor());
    }

    @Test
    void aFloorRefusesWhatHasExpiredWhateverTheTimeThatWasSet() throws IOException {
        clock.floor(NOW + 2 * DAY);
        assertHandshake(-BrErr.BR_ERR_X509_EXPIRED);
        clock.set(NOW);
        assertHandshake(-BrErr.BR_ERR_X509_EXPIRED);
    }

    @Test
    void aRefusedChainDoesNotRaiseTheFloor() throws IOException {
        clock.floor(notBefore - 300 * DAY);
        clock.set(notBefore - 1);
        assertHandshake(-BrErr.BR_ERR_X509_EXPIRED);
        assertEquals(notBefore - 300 * DAY, clock.floor());
    }
}
