package bearssl.tls;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import bearssl.testing.Bytes;
import bearssl.testing.ScriptedServer;
import bearssl.tls.profile.EcdheProfile;
import bearssl.tls.profile.RsaGcmProfile;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a hello asks for, and what it never does. */
class ClientHelloTest extends HostileServer {
    @Test
    void offersTheSuitesOfTheProfileAndNoSignalsAmongThem() {
        opens();
        assertEquals(List.of(0xC02F, 0xC02B, 0x009C), server.offeredSuites());
        profile = EcdheProfile.create();
        server = ScriptedServer.ecdheRsa();
        opens();
        assertEquals(List.of(0xC02F, 0xC02B), server.offeredSuites());
        profile = RsaGcmProfile.create();
        server = ScriptedServer.rsa();
        opens();
        assertEquals(List.of(0x009C), server.offeredSuites());
    }

    @Test
    void neverFallsBack() {
        // RFC 7507: TLS_FALLBACK_SCSV, 0x5600, is for clients that try a lower version; after no failure is there one.
        for (int alert : new int[] {Alert.HANDSHAKE_FAILURE, Alert.PROTOCOL_VERSION, 86, Alert.INTERNAL_ERROR}) {
            server = ScriptedServer.ecdheRsa().onFlight(1, f -> f.before(ScriptedServer.SERVER_HELLO,
                    bearssl.testing.ServerRecord.alert(Alert.FATAL, alert)));
            start();
            handshake();
            List<Integer> first = server.offeredSuites();
            byte[] version = Bytes.first(Bytes.without(server.received().get(0).payload(), 4), 2);
            server = ScriptedServer.ecdheRsa();
            io = new TlsIo(tls, server);
            assertEquals(0, tls.reset("broker.example", ws, x509));
            assertEquals(1, handshake(), this::story);
            assertEquals(first, server.offeredSuites());
            assertFalse(server.offeredSuites().contains(0x5600));
            assertFalse(server.offeredSuites().contains(0x00FF), "the extension says it");
            assertArrayEquals(Bytes.of(3, 3), version);
            assertArrayEquals(version, Bytes.first(Bytes.without(server.received().get(0).payload(), 4), 2));
        }
    }

    @Test
    void offersTheExtensionsWhoseAnswersItKnows() {
        opens();
        assertEquals(Set.of(0, 1, 10, 11, 13, 23, 28, 50, 0xFF01), server.offered().keySet());
        assertArrayEquals(Bytes.of(0), server.offered().get(0xFF01));
        assertArrayEquals(Bytes.of(1, 0), server.offered().get(11));
        profile = RsaGcmProfile.create();
        server = ScriptedServer.rsa();
        offerMaxFragment = false;
        protocols = new String[] {"mqtt"};
        opens();
        assertEquals(Set.of(0, 13, 16, 23, 50, 0xFF01), server.offered().keySet());
    }

    @Test
    void isInTheClearInRecordsOfTls12WithNullCompressionAlone() {
        opens();
        ScriptedServer.Received hello = server.received().get(0);
        assertEquals(0x0303, hello.version());
        byte[] payload = hello.payload();
        assertEquals(0, payload[4 + 34], "no session id");
        assertArrayEquals(Bytes.of(1, 0), Bytes.first(Bytes.without(payload, 4 + 35 + 2 + 2 * 3), 2));
    }
}
