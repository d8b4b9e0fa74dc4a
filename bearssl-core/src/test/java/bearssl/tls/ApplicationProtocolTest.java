package bearssl.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bearssl.testing.JsseServer;
import bearssl.testing.TestCertificates;
import bearssl.testing.TestSocket;
import bearssl.tls.profile.FullProfile;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 7301: offered, chosen, and answers that are none. */
class ApplicationProtocolTest extends HostileServer {
    private static final String ECDHE_RSA = "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256";

    private static final int ALPN = 16;

    @ParameterizedTest
    @CsvSource({"mqtt, mqtt", "mqtt/5, mqtt", "x-amzn-mqtt-ca, x-amzn-mqtt-ca"})
    void theServerChoosesOneOfThoseOffered(String serverWants, String chosen) throws IOException {
        try (JsseServer jsse = new JsseServer(TestCertificates.chain(TestCertificates.rsa2048(), 1), ECDHE_RSA, null,
                serverWants.split("/")[0], "mqtt", "http/1.1");
                TestSocket socket = new TestSocket(jsse.port(), 1000)) {
            profile = FullProfile.create();
            ws = profile.newWorkspace();
            TlsClient client = new TlsClient(profile, generator(), new byte[1053], new byte[1053]);
            client.offerProtocols(new String[] {"x-amzn-mqtt-ca", "mqtt"});
            assertEquals(0, client.reset("localhost", ws, new bearssl.testing.JdkX509()));
            assertEquals(1, new TlsIo(client, socket).handshake(), () -> "error " + client.error());
            assertEquals(chosen, client.protocol());
        }
    }

    @Test
    void aServerWithNoneInCommonSaysSo() throws IOException {
        try (JsseServer jsse = new JsseServer(TestCertificates.chain(TestCertificates.rsa2048(), 1), ECDHE_RSA, null,
                "http/1.1");
                TestSocket socket = new TestSocket(jsse.port(), 1000)) {
            profile = FullProfile.create();
            ws = profile.newWorkspace();
            TlsClient client = new TlsClient(profile, generator(), new byte[1053], new byte[1053]);
            client.offerProtocols(new String[] {"mqtt"});
            client.reset("localhost", ws, new bearssl.testing.JdkX509());
            assertEquals(-(256 + 120), new TlsIo(client, socket).handshake());
        }
    }

    @Test
    void aServerMayIgnoreTheOffer() {
        protocols = new String[] {"mqtt"};
        opens();
        assertNull(tls.protocol());
    }

    @ParameterizedTest
    @CsvSource({
        "'0,3,2,104,50',          20, 47", // h2, which was not offered
        "'0,5,4,109,113,116,84',  20, 47", // mqtT
        "'0,6,4,109,113,116,116', 14, 50", // a list that is longer than the extension
        "'0,4,4,109,113,116,116', 14, 50",
        "'0,5,3,109,113,116,116', 14, 50",
        "'0,10,4,109,113,116,116,4,109,113,116,116', 14, 50", // two
        "'0,1,0',                 14, 50",
        "'0,0',                   14, 50",
        "'0',                     14, 50",
        "'',                      14, 50",
    })
    void answersThatAreNoneEndTheHandshake(String data, int code, int alert) {
        int[] bytes = data.isEmpty() ? new int[0]
                : java.util.Arrays.stream(data.split(",")).mapToInt(Integer::parseInt).toArray();
        server.onHello(h -> h.extension(ALPN, bytes));
        protocols = new String[] {"mqtt"};
        refused(code, alert);
        assertNull(tls.protocol());
    }

    @Test
    void anAnswerWithoutAnOfferIsRefused() {
        server.onHello(h -> h.extension(ALPN, 0, 5, 4, 109, 113, 116, 116));
        refused(BrErr.BR_ERR_EXTRA_EXTENSION, Alert.UNSUPPORTED_EXTENSION);
    }

    @Test
    void theLongestHelloFits() {
        protocols = new String[] {"x".repeat(79)};
        buffer = 512;
        server.onHello(h -> {
            int[] data = new int[82];
            java.util.Arrays.fill(data, 'x');
            data[0] = 0;
            data[1] = 80;
            data[2] = 79;
            h.extension(ALPN, data);
        });
        opens();
        assertEquals(79, tls.protocol().length());
    }

    @Test
    void mistakesAreToldAtSetUp() {
        start();
        for (String[] names : new String[][] {{}, {""}, {"mqtt", ""}, {"x".repeat(80)}, {"x".repeat(40), "y".repeat(39)},
            {"\u00fc"}}) {
            assertThrows(IllegalArgumentException.class, () -> tls.offerProtocols(names));
        }
        tls.offerProtocols(null);
        tls.offerProtocols(new String[] {"x".repeat(39), "y".repeat(39)});
        assertTrue(tls.protocol() == null);
    }
}
