package bearssl.tls;

import static bearssl.testing.ScriptedServer.CERTIFICATE;
import static bearssl.testing.ScriptedServer.FINISHED;
import static bearssl.testing.ScriptedServer.HELLO_REQUEST;
import static bearssl.testing.ScriptedServer.SERVER_HELLO_DONE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import bearssl.testing.Bytes;
import bearssl.testing.Flight;
import bearssl.testing.ScriptedServer;
import bearssl.testing.ServerRecord;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** HelloRequest: ignored and not hashed in the handshake, declined after it (RFC 5246, sections 7.4.1.1 and 7.2.2). */
class HelloRequestTest extends HostileServer {
    private static final int DECLINED = Alert.WARNING << 8 | Alert.NO_RENEGOTIATION;

    @Test
    void isIgnoredBeforeEveryMessageOfTheHandshake() {
        for (int n = 1; n <= 3; n++) {
            int times = n;
            server = ScriptedServer.ecdheRsa().requestCertificate();
            for (int flight = 1; flight <= 2; flight++) {
                server.onFlight(flight, f -> {
                    for (int i = f.size() - 1; i >= 0; i--) {
                        for (int k = 0; k < times; k++) {
                            f.records().add(i, ServerRecord.helloRequest());
                        }
                    }
                });
            }
            opensAndEchoes();
            assertEquals(List.of(), server.alerts());
        }
    }

    @Test
    void isIgnoredInTheRecordsOfOtherMessages() {
        byte[] request = new byte[4];
        server.onFlight(1, f -> {
            f.append(CERTIFICATE, request);
            f.append(SERVER_HELLO_DONE, request);
            f.append(ScriptedServer.SERVER_HELLO, request);
        });
        opensAndEchoes();
        assertEquals(List.of(), server.alerts());
    }

    @Test
    void isIgnoredBehindServerHelloDone() {
        server.onFlight(1, f -> f.after(SERVER_HELLO_DONE, ServerRecord.helloRequest()));
        opensAndEchoes();
    }

    @Test
    void isIgnoredByteByByte() {
        server.onFlight(1, f -> {
            f.before(CERTIFICATE, ServerRecord.helloRequest());
            f.split(HELLO_REQUEST, 1);
        });
        opensAndEchoes();
    }

    @Test
    void isDeclinedInTheRecordOfFinished() {
        server.onFlight(2, f -> f.append(FINISHED, new byte[4]));
        opensAndEchoes();
        assertEquals(List.of(DECLINED), server.alerts());
    }

    @Test
    void isDeclinedByAWarningWhenOpen() {
        opens();
        server.send(ServerRecord.helloRequest());
        echoes("life goes on");
        assertEquals(List.of(DECLINED), server.alerts());
        echoes("and on");
    }

    @Test
    void isDeclinedInFragments() {
        opens();
        for (int i = 0; i < 4; i++) {
            server.send(ServerRecord.of(ServerRecord.HANDSHAKE, new byte[1]));
        }
        echoes("life goes on");
        assertEquals(List.of(DECLINED), server.alerts());
    }

    @Test
    void isDeclinedWithDataInFlight() {
        opens();
        server.echoNothing();
        byte[] mine = {1, 2, 3};
        assertEquals(3, io.write(mine, 0, 3)); // waits in the buffer, not flushed
        server.send(ServerRecord.applicationData(Bytes.of(7)));
        server.send(ServerRecord.helloRequest());
        server.send(ServerRecord.applicationData(Bytes.of(8, 9)));
        byte[] got = new byte[10];
        assertEquals(1, io.read(got, 0, 10), this::story);
        assertEquals(2, io.read(got, 0, 10), this::story);
        assertEquals(1, io.flush());
        assertEquals(List.of(DECLINED), server.alerts());
        assertEquals(3, server.applicationData().length);
    }

    @Test
    void isDeclinedWhileARecordOfOursIsOnItsWay() {
        buffer = 512;
        server.echoNothing();
        opens();
        server.takes(100, 0);
        byte[] mine = new byte[512];
        assertEquals(512, io.write(mine, 0, 512)); // a full record: the buffer has no room for an alert
        server.send(ServerRecord.helloRequest());
        server.send(ServerRecord.applicationData(Bytes.of(8, 9)));
        byte[] got = new byte[10];
        int n = 0;
        for (int i = 0; i < 100 && n == 0; i++) {
            n = io.read(got, 0, 10);
        }
        assertEquals(2, n, this::story);
        for (int i = 0; i < 100 && io.flush() == 0; i++) {
            assertEquals(0, tls.error());
        }
        assertEquals(List.of(DECLINED), server.alerts());
        assertEquals(512, server.applicationData().length);
    }

    @Test
    void aFloodOfThemIsAnErrorUnlessDataComeBetween() {
        opens();
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < 30; i++) {
                server.send(ServerRecord.helloRequest());
            }
            echoes("between");
        }
        for (int i = 0; i < 33; i++) {
            server.send(ServerRecord.helloRequest());
        }
        server.send(ServerRecord.applicationData(new byte[5]));
        refusedWhenOpen(BrErr.BR_ERR_UNEXPECTED, Alert.UNEXPECTED_MESSAGE);
        assertDetails(HELLO_REQUEST, 33);
    }

    @Test
    void aFloodInTheHandshakeIsAnError() {
        server.onFlight(2, f -> {
            for (int i = 0; i < 33; i++) {
                f.before(Flight.CCS, ServerRecord.helloRequest());
            }
        });
        refused(BrErr.BR_ERR_UNEXPECTED, Alert.UNEXPECTED_MESSAGE, HELLO_REQUEST, 33);
    }

    /** As many in one record, or in pieces of it, count as many. */
    @ParameterizedTest
    @ValueSource(ints = {1, 4, 1000})
    void aFloodInOneRecordIsAnErrorInAnyPieces(int readAtMost) {
        server.readAtMost(readAtMost).onFlight(1, f -> f.before(CERTIFICATE, flood(33)));
        refused(BrErr.BR_ERR_UNEXPECTED, Alert.UNEXPECTED_MESSAGE, HELLO_REQUEST, 33);
        server = ScriptedServer.ecdheRsa().readAtMost(readAtMost).onFlight(1, f -> f.before(CERTIFICATE, flood(32)));
        opens();
        server.send(flood(33));
        refusedWhenOpen(BrErr.BR_ERR_UNEXPECTED, Alert.UNEXPECTED_MESSAGE);
        assertDetails(HELLO_REQUEST, 33);
    }

    private static ServerRecord flood(int count) {
        return ServerRecord.of(ServerRecord.HANDSHAKE, new byte[4 * count]);
    }

    @Test
    void withContentItIsMalformed() {
        server.onFlight(1, f -> f.before(CERTIFICATE, ServerRecord.handshake(HELLO_REQUEST, new byte[1])));
        refused(BrErr.BR_ERR_BAD_HANDSHAKE, Alert.DECODE_ERROR);
        server = ScriptedServer.ecdheRsa();
        opens();
        server.send(ServerRecord.handshake(HELLO_REQUEST, new byte[100]));
        refusedWhenOpen(BrErr.BR_ERR_BAD_HANDSHAKE, Alert.DECODE_ERROR);
    }

    @Test
    void insideOneNothingButAlertsMayCome() {
        opens();
        server.send(ServerRecord.of(ServerRecord.HANDSHAKE, new byte[2]));
        server.send(ServerRecord.alert(Alert.WARNING, 90));
        server.send(ServerRecord.applicationData(new byte[5]));
        refusedWhenOpen(BrErr.BR_ERR_UNEXPECTED, Alert.UNEXPECTED_MESSAGE);
    }
}
