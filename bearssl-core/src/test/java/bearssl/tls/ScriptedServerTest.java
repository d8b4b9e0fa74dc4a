package bearssl.tls;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bearssl.base.Transport;
import bearssl.testing.ScriptedServer;
import bearssl.testing.ServerRecord;
import bearssl.testing.TestCertificates;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server that means no harm gets: without it the refusals of the other classes would prove nothing. */
class ScriptedServerTest extends HostileServer {
    @ParameterizedTest
    @ValueSource(ints = {CipherSuite.ECDHE_RSA_WITH_AES_128_GCM_SHA256,
        CipherSuite.ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, CipherSuite.RSA_WITH_AES_128_GCM_SHA256})
    void everySuiteOpens(int suite) {
        server = suite == CipherSuite.ECDHE_ECDSA_WITH_AES_128_GCM_SHA256 ? ScriptedServer.ecdheEcdsa()
                : ScriptedServer.of(suite, TestCertificates.rsa2048(), 1, 1);
        opensAndEchoes();
        assertEquals(suite, tls.cipherSuite());
        assertEquals(1024, tls.maxFragment());
        assertTrue(tls.extendedMasterSecret());
        assertEquals(Transport.END, io.close());
        assertEquals(List.of(Alert.WARNING << 8 | Alert.CLOSE_NOTIFY), server.alerts());
        assertEquals(0, tls.error());
    }

    @Test
    void opensWithoutAnyExtension() {
        server.ignoreExtendedMasterSecret().ignoreMaxFragment().onHello(h -> h.hasExtensions = false);
        opensAndEchoes();
        assertEquals(0, tls.maxFragment());
        assertFalse(tls.extendedMasterSecret());
    }

    @Test
    void opensWithAnEmptyListOfExtensions() {
        server.ignoreExtendedMasterSecret().ignoreMaxFragment().onHello(h -> h.extensions.clear());
        opensAndEchoes();
    }

    @Test
    void opensWithASessionIdOf32Bytes() {
        server.onHello(h -> h.sessionId = new byte[32]);
        opensAndEchoes();
    }

    @Test
    void answersACertificateRequestWithAnEmptyCertificate() {
        server.requestCertificate();
        opensAndEchoes();
        assertEquals(List.of(1, 11, 16, 20), server.clientMessages());
        assertArrayEquals(new byte[] {11, 0, 0, 3, 0, 0, 0}, server.received().get(1).payload());
    }

    @Test
    void aWholeFlightInOneRecordOpens() {
        server.ignoreMaxFragment().onFlight(1, f -> f.merge());
        opensAndEchoes();
    }

    @Test
    void aChainOfSixCertificatesPassesA541ByteBuffer() {
        buffer = 512;
        server.chain(ScriptedServer.chainOf(TestCertificates.rsa2048(), 6));
        opensAndEchoes();
    }

    @Test
    void aChainOfSevenCertificatesInOneRecordPassesA1053ByteBuffer() {
        server = ScriptedServer.of(0xC02F, TestCertificates.rsa2048(), 7, 1).ignoreMaxFragment();
        int len = server.chain().stream().mapToInt(c -> c.length).sum();
        assertTrue(len > 5000, () -> "chain of " + len + " bytes");
        opensAndEchoes();
        assertEquals(0, tls.maxFragment());
    }

    @Test
    void closeNotifyIsAnsweredAndEndsTheStream() {
        opens();
        server.send(ServerRecord.alert(Alert.WARNING, Alert.CLOSE_NOTIFY));
        assertEndsInOrder();
    }

    @Test
    void theSameSeedGivesTheSameBytes() {
        opensAndEchoes();
        byte[] first = server.sent();
        server = ScriptedServer.ecdheRsa().chain(server.chain());
        opensAndEchoes();
        assertArrayEquals(first, server.sent());
    }
}
