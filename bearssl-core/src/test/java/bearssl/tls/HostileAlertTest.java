package bearssl.tls;

import static bearssl.testing.ScriptedServer.CERTIFICATE;
import static bearssl.testing.ScriptedServer.FINISHED;
import static bearssl.testing.ScriptedServer.SERVER_HELLO;
import static bearssl.testing.ScriptedServer.SERVER_HELLO_DONE;
import static bearssl.testing.ScriptedServer.SERVER_KEY_EXCHANGE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import bearssl.testing.Bytes;
import bearssl.testing.Flight;
import bearssl.testing.ScriptedServer;
import bearssl.testing.ServerRecord;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The server's alerts, true and false ones. */
class HostileAlertTest extends HostileServer {
    private static final int[][] STATES = {
        {1, SERVER_HELLO}, {1, CERTIFICATE}, {1, SERVER_KEY_EXCHANGE}, {1, SERVER_HELLO_DONE}, {2, Flight.CCS},
        {2, FINISHED},
    };
    private static final int CLOSE = Alert.WARNING << 8 | Alert.CLOSE_NOTIFY;

    private static ServerRecord warning(int number) {
        return ServerRecord.alert(Alert.WARNING, number);
    }

    private static ServerRecord alertBytes(int... bytes) {
        return ServerRecord.of(ServerRecord.ALERT, Bytes.of(bytes));
    }

    // ---- fatal

    @ParameterizedTest
    @ValueSource(ints = {0, 10, 20, 22, 40, 42, 47, 70, 71, 80, 90, 100, 112, 255})
    void aFatalAlertIsTheErrorAndNothingIsSentBack(int number) {
        for (int[] state : STATES) {
            server = ScriptedServer.rsa();
            int before = state[1] == SERVER_KEY_EXCHANGE ? SERVER_HELLO_DONE : state[1];
            server.onFlight(state[0], f -> f.before(before, ServerRecord.alert(Alert.FATAL, number)));
            endsSilently(BrErr.BR_ERR_RECV_FATAL_ALERT + number);
            assertEquals(number, tls.detail1());
        }
    }

    @Test
    void aFatalAlertEndsAnOpenSession() {
        opens();
        server.send(ServerRecord.applicationData(new byte[5]));
        server.send(ServerRecord.alert(Alert.FATAL, Alert.INTERNAL_ERROR));
        server.send(ServerRecord.applicationData(new byte[5]));
        byte[] data = new byte[10];
        assertEquals(5, io.read(data, 0, 10));
        assertEquals(-(BrErr.BR_ERR_RECV_FATAL_ALERT + Alert.INTERNAL_ERROR), io.read(data, 0, 10));
        assertEquals(List.of(), server.alerts());
        assertGone(BrErr.BR_ERR_RECV_FATAL_ALERT + Alert.INTERNAL_ERROR);
    }

    @Test
    void aFatalAlertUnderAnyRecordVersionIsHeardBeforeServerHello() {
        // a server that wants another version says so in a record of that version
        for (int version : new int[] {0x0300, 0x0301, 0x0302, 0x0303, 0x0304}) {
            server = ScriptedServer.ecdheRsa().onFlight(1, f -> f.records().add(0,
                    ServerRecord.alert(Alert.FATAL, Alert.PROTOCOL_VERSION).version(version)));
            endsSilently(BrErr.BR_ERR_RECV_FATAL_ALERT + Alert.PROTOCOL_VERSION);
        }
    }

    @Test
    void whatFollowsAFatalAlertInItsRecordIsNotRead() {
        server.onFlight(1, f -> f.before(CERTIFICATE, alertBytes(2, 40, 77, 77)));
        endsSilently(BrErr.BR_ERR_RECV_FATAL_ALERT + Alert.HANDSHAKE_FAILURE);
    }

    // ---- warnings

    @ParameterizedTest
    @ValueSource(ints = {41, 90, 100, 112, 113, 114, 40, 200, 255})
    void warningsAreIgnoredInEveryState(int number) {
        for (int[] state : STATES) {
            server = ScriptedServer.ecdheRsa();
            server.onFlight(state[0], f -> f.before(state[1], warning(number)));
            opensAndEchoes();
            assertEquals(List.of(), server.alerts());
        }
    }

    @Test
    void fourWarningsInARowAreIgnoredButNotFive() {
        opens();
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < 4; i++) {
                server.send(warning(90));
            }
            echoes("between");
        }
        for (int i = 0; i < 5; i++) {
            server.send(warning(90));
        }
        server.send(ServerRecord.applicationData(new byte[5]));
        refusedWhenOpen(BrErr.BR_ERR_UNEXPECTED, Alert.UNEXPECTED_MESSAGE);
        assertDetails(BrErr.RECORD + ServerRecord.ALERT, 5);
    }

    @Test
    void fiveWarningsInTheHandshakeAreTooMany() {
        server.onFlight(1, f -> f.before(CERTIFICATE, alertBytes(1, 90, 1, 90, 1, 90, 1, 90)));
        opensAndEchoes();
        server = ScriptedServer.ecdheRsa()
                .onFlight(1, f -> f.before(CERTIFICATE, alertBytes(1, 90, 1, 90, 1, 90, 1, 90, 1, 90)));
        refused(BrErr.BR_ERR_UNEXPECTED, Alert.UNEXPECTED_MESSAGE, BrErr.RECORD + ServerRecord.ALERT, 5);
    }

    @Test
    void warningsBetweenMessagesAreNotInARow() {
        server.onFlight(1, f -> {
            for (int type : new int[] {SERVER_HELLO, CERTIFICATE, SERVER_KEY_EXCHANGE, SERVER_HELLO_DONE}) {
                f.before(type, alertBytes(1, 90, 1, 112));
            }
        });
        server.onFlight(2, f -> f.before(FINISHED, alertBytes(1, 90, 1, 112)));
        opensAndEchoes();
    }

    @Test
    void emptyRecordsBetweenWarningsDoNotHelp() {
        opens();
        for (int i = 0; i < 5; i++) {
            server.send(warning(90));
            server.send(ServerRecord.applicationData(new byte[0]));
        }
        refusedWhenOpen(BrErr.BR_ERR_UNEXPECTED, Alert.UNEXPECTED_MESSAGE);
        assertDetails(BrErr.RECORD + ServerRecord.ALERT, 5);
    }

    // ---- form

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 21, 255})
    void rejectsAnUnknownLevel(int level) {
        server.onFlight(1, f -> f.before(CERTIFICATE, alertBytes(level, Alert.CLOSE_NOTIFY)));
        refused(BrErr.BR_ERR_BAD_ALERT, Alert.ILLEGAL_PARAMETER, level, 0);
        server = ScriptedServer.ecdheRsa();
        opens();
        server.send(alertBytes(level, Alert.CLOSE_NOTIFY));
        refusedWhenOpen(BrErr.BR_ERR_BAD_ALERT, Alert.ILLEGAL_PARAMETER);
    }

    @Test
    void anAlertMayBeCutInTwoRecords() {
        server.onFlight(1, f -> {
            f.before(CERTIFICATE, alertBytes(2));
            f.before(CERTIFICATE, alertBytes(40));
        });
        endsSilently(BrErr.BR_ERR_RECV_FATAL_ALERT + Alert.HANDSHAKE_FAILURE);
        server = ScriptedServer.ecdheRsa();
        opens();
        server.send(alertBytes(1));
        server.send(alertBytes(0));
        assertEndsInOrder();
    }

    @Test
    void severalAlertsMayShareARecord() {
        opens();
        server.send(alertBytes(1, 90, 1, 112, 1, 0));
        assertEndsInOrder();
    }

    @Test
    void emptyAlertsCountAsEmptyRecords() {
        server.onFlight(1, f -> {
            for (int i = 0; i < 33; i++) {
                f.before(CERTIFICATE, alertBytes());
            }
        });
        refused(BrErr.BR_ERR_UNEXPECTED, Alert.UNEXPECTED_MESSAGE, BrErr.RECORD + ServerRecord.ALERT, 33);
    }

    // ---- close_notify

    @Test
    void closeNotifyInTheHandshakeIsAFailureAndAnswered() {
        for (int[] state : STATES) {
            server = ScriptedServer.ecdheRsa().onFlight(state[0], f -> f.before(state[1], warning(Alert.CLOSE_NOTIFY)));
            start();
            assertEquals(-BrErr.BR_ERR_RECV_FATAL_ALERT, handshake(), this::story);
            assertEquals(List.of(CLOSE), server.alerts());
            assertGone(BrErr.BR_ERR_RECV_FATAL_ALERT);
        }
    }

    @Test
    void closeNotifyBehindFinishedIsAnOrderlyEnd() {
        server.onFlight(2, f -> f.add(warning(Alert.CLOSE_NOTIFY)));
        opens();
        assertEndsInOrder();
    }

    @Test
    void nothingIsReadBehindCloseNotify() {
        opens();
        server.send(warning(Alert.CLOSE_NOTIFY));
        server.send(ServerRecord.applicationData(new byte[5]));
        assertEndsInOrder();
        assertEndsInOrder();
        assertEquals(List.of(CLOSE), server.alerts());
    }

    @Test
    void closeNotifyDiscardsWhatWaitsToBeSent() {
        opens();
        assertEquals(4, io.write(new byte[4], 0, 4));
        server.send(warning(Alert.CLOSE_NOTIFY));
        assertEndsInOrder();
        assertEquals(0, server.applicationData().length);
    }

    @Test
    void anEndWithoutCloseNotifyIsATruncation() {
        server.endWhenDrained();
        opens();
        assertEquals(-BrErr.BR_ERR_IO, io.read(new byte[10], 0, 10));
        assertEquals(List.of(), server.alerts());
        assertGone(BrErr.BR_ERR_IO);
    }
}
