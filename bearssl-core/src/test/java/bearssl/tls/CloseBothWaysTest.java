package bearssl.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bearssl.base.Transport;
import bearssl.testing.Bytes;
import bearssl.testing.ServerRecord;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Ours first, then the server's close_notify, or what comes instead of it. */
class CloseBothWaysTest extends HostileServer {
    private static final int USER_CANCELED = 90;
    private static final int CLOSE = Alert.WARNING << 8 | Alert.CLOSE_NOTIFY;

    /** Sends close_notify and reads on. @return what the pump answers */
    private int closes() {
        tls.closeBothWays();
        int r = io.pump(TlsClient.CLOSED);
        assertEquals(List.of(CLOSE), server.alerts());
        return r;
    }

    private void refuses(int code) {
        assertEquals(-code, closes());
        assertEquals(code, tls.error());
        assertEquals(List.of(CLOSE), server.alerts(), "nothing follows close_notify");
        assertGone(code);
    }

    @Test
    void theServersCloseNotifyEndsIt() {
        opens();
        assertEquals(0, closes());
        assertEquals(TlsClient.RECVREC, tls.state());
        server.send(ServerRecord.alert(Alert.WARNING, Alert.CLOSE_NOTIFY));
        assertEquals(Transport.END, io.pump(TlsClient.CLOSED));
        assertEquals(0, tls.error());
        assertEquals(List.of(CLOSE), server.alerts());
    }

    @Test
    void warningsMayComeBeforeIt() {
        opens();
        server.send(ServerRecord.alert(Alert.WARNING, USER_CANCELED));
        server.send(ServerRecord.alert(Alert.WARNING, Alert.CLOSE_NOTIFY));
        assertEquals(Transport.END, closes());
        assertEquals(0, tls.error());
    }

    @Test
    void dataFromHereOnAreNobodys() {
        opens();
        server.send(ServerRecord.applicationData(new byte[3]));
        refuses(BrErr.BR_ERR_UNEXPECTED);
    }

    @Test
    void dataThatWereNotTakenAreDropped() {
        opens();
        server.send(ServerRecord.applicationData(new byte[3]));
        assertEquals(1, io.pump(TlsClient.RECVAPP));
        server.send(ServerRecord.alert(Alert.WARNING, Alert.CLOSE_NOTIFY));
        assertEquals(Transport.END, closes());
        assertEquals(0, tls.error());
    }

    @Test
    void whatWaitsLeavesFirst() {
        server.echoNothing();
        opens();
        byte[] data = "last words".getBytes(StandardCharsets.US_ASCII);
        assertEquals(data.length, io.write(data, 0, data.length));
        assertEquals(0, closes());
        assertEquals("last words", new String(server.received().get(server.received().size() - 2).payload(),
                StandardCharsets.US_ASCII));
    }

    @Test
    void aFatalAlertIsAnError() {
        opens();
        server.send(ServerRecord.alert(Alert.FATAL, Alert.INTERNAL_ERROR));
        refuses(BrErr.BR_ERR_RECV_FATAL_ALERT + Alert.INTERNAL_ERROR);
    }

    @Test
    void anAlteredRecordIsAnError() {
        opens();
        server.send(ServerRecord.alert(Alert.WARNING, Alert.CLOSE_NOTIFY).onWire(bytes -> {
            bytes[bytes.length - 1] ^= 1;
            return bytes;
        }));
        refuses(BrErr.BR_ERR_BAD_MAC);
    }

    @Test
    void aHandshakeMessageIsAnError() {
        opens();
        server.send(ServerRecord.of(ServerRecord.HANDSHAKE, Bytes.of(2, 0, 0, 0)));
        refuses(BrErr.BR_ERR_UNEXPECTED);
    }

    @Test
    void manyWarningsAreAnError() {
        opens();
        for (int i = 0; i < 10; i++) {
            server.send(ServerRecord.alert(Alert.WARNING, USER_CANCELED));
        }
        refuses(BrErr.BR_ERR_UNEXPECTED);
    }

    @Test
    void aCutIsToldFromAnEnd() {
        opens();
        assertEquals(0, closes());
        tls.transportEnded();
        assertEquals(BrErr.BR_ERR_IO, tls.error());
        assertEquals(TlsClient.CLOSED, tls.state());
    }

    @Test
    void inTheHandshakeNothingIsAwaited() {
        start();
        tls.closeBothWays();
        assertEquals(Transport.END, io.pump(TlsClient.CLOSED));
        assertEquals(0, tls.error());
    }
}
