package bearssl.tls;

import static bearssl.testing.ScriptedServer.CERTIFICATE;
import static bearssl.testing.ScriptedServer.CERTIFICATE_REQUEST;
import static bearssl.testing.ScriptedServer.FINISHED;
import static bearssl.testing.ScriptedServer.NEW_SESSION_TICKET;
import static bearssl.testing.ScriptedServer.SERVER_HELLO;
import static bearssl.testing.ScriptedServer.SERVER_HELLO_DONE;
import static bearssl.testing.ScriptedServer.SERVER_KEY_EXCHANGE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bearssl.testing.Flight;
import bearssl.testing.ScriptedServer;
import bearssl.testing.ServerRecord;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages that come early, late, twice or not at all: in every state everything but what belongs there. */
class HostileOrderTest extends HostileServer {
    /** A handshake with all messages; each names the state before it. The last one stands for the open session. */
    private static final int[][] STATES = {
        {1, SERVER_HELLO}, {1, CERTIFICATE}, {1, SERVER_KEY_EXCHANGE}, {1, CERTIFICATE_REQUEST},
        {1, SERVER_HELLO_DONE}, {2, Flight.CCS}, {2, FINISHED}, {2, -1},
    };
    private static final int[] TYPES = {
        1, 2, 3, 4, 5, 8, 11, 12, 13, 14, 15, 16, 20, 21, 22, 23, 24, 67, 203, 254, 255,
    };

    private int suite = CipherSuite.ECDHE_RSA_WITH_AES_128_GCM_SHA256;

    private static ScriptedServer fullServer() {
        return ScriptedServer.ecdheRsa().requestCertificate();
    }

    /** Puts a record where the client is in the state before a message. */
    private void in(int[] state, ServerRecord r) {
        server = ScriptedServer.of(suite, AllocationProbe.key(suite), 1, 1).requestCertificate();
        server.onFlight(state[0], f -> {
            if (state[1] < 0) {
                f.add(r);
            } else {
                f.before(state[1], r);
            }
        });
    }

    private void refusedIn(int[] state, int code, int alert) {
        if (state[1] >= 0) {
            refused(code, alert);
            return;
        }
        opens();
        refusedWhenOpen(code, alert);
    }

    private static boolean belongs(int[] state, int type) {
        // in the state before CertificateRequest the flight may end as well
        return type == state[1] || type == SERVER_HELLO_DONE && state[1] == CERTIFICATE_REQUEST;
    }

    @ParameterizedTest
    @ValueSource(ints = {CipherSuite.ECDHE_RSA_WITH_AES_128_GCM_SHA256,
        CipherSuite.ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, CipherSuite.RSA_WITH_AES_128_GCM_SHA256})
    void inEveryStateEveryOtherMessageIsUnexpected(int keyExchange) {
        suite = keyExchange;
        for (int[] state : STATES) {
            boolean exists = state[1] != SERVER_KEY_EXCHANGE || suite != CipherSuite.RSA_WITH_AES_128_GCM_SHA256;
            for (int type : TYPES) {
                if (exists && !belongs(state, type)) {
                    in(state, ServerRecord.handshake(type, new byte[40]));
                    refusedIn(state, BrErr.BR_ERR_UNEXPECTED, Alert.UNEXPECTED_MESSAGE);
                    assertEquals(type, tls.detail1());
                }
            }
        }
    }

    @Test
    void inEveryStateOneByteOfAnotherMessageIsEnough() {
        for (int[] state : STATES) {
            in(state, ServerRecord.of(ServerRecord.HANDSHAKE, new byte[] {ScriptedServer.CLIENT_KEY_EXCHANGE}));
            refusedIn(state, BrErr.BR_ERR_UNEXPECTED, Alert.UNEXPECTED_MESSAGE);
        }
    }

    @Test
    void inEveryStateButItsOwnChangeCipherSpecIsUnexpected() {
        for (int[] state : STATES) {
            if (state[1] != Flight.CCS) {
                in(state, ServerRecord.changeCipherSpec());
                refusedIn(state, BrErr.BR_ERR_UNEXPECTED, Alert.UNEXPECTED_MESSAGE);
                assertEquals(BrErr.RECORD + ServerRecord.CHANGE_CIPHER_SPEC, tls.detail1());
            }
        }
    }

    @Test
    void applicationDataBeforeFinishedAreUnexpected() {
        for (int[] state : STATES) {
            for (int len = 0; len <= 100 && state[1] >= 0; len += 50) {
                in(state, ServerRecord.applicationData(new byte[len]));
                refused(BrErr.BR_ERR_UNEXPECTED, Alert.UNEXPECTED_MESSAGE);
                assertEquals(BrErr.RECORD + ServerRecord.APPLICATION_DATA, tls.detail1());
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 2", "1, 11", "1, 12", "2, 256"})
    void aMissingMessageShowsAtTheNextOne(int flight, int type) {
        server.onFlight(flight, f -> f.drop(type));
        refused(BrErr.BR_ERR_UNEXPECTED, Alert.UNEXPECTED_MESSAGE);
    }

    @ParameterizedTest
    @CsvSource({"1, 14", "2, 20"})
    void aMissingLastMessageIsWaitedFor(int flight, int type) {
        server.endWhenDrained().onFlight(flight, f -> f.drop(type));
        endsSilently(BrErr.BR_ERR_IO);
    }

    @ParameterizedTest
    @CsvSource({"1, 2", "1, 11", "1, 12", "1, 13", "1, 14", "2, 256"})
    void aMessageTwiceIsUnexpected(int flight, int type) {
        server = fullServer().onFlight(flight, f -> f.duplicate(type));
        refused(BrErr.BR_ERR_UNEXPECTED, Alert.UNEXPECTED_MESSAGE);
    }

    @Test
    void finishedTwiceIsUnexpected() {
        server.onFlight(2, f -> f.duplicate(FINISHED));
        opens();
        refusedWhenOpen(BrErr.BR_ERR_UNEXPECTED, Alert.UNEXPECTED_MESSAGE);
    }

    @ParameterizedTest
    @CsvSource({"2, 11", "11, 12", "12, 13", "12, 14", "13, 14", "2, 14"})
    void neighboursInTheWrongOrderAreUnexpected(int one, int other) {
        server = fullServer().onFlight(1, f -> f.swap(one, other));
        refused(BrErr.BR_ERR_UNEXPECTED, Alert.UNEXPECTED_MESSAGE);
    }

    @Test
    void ticketsAreUnexpectedBeforeChangeCipherSpecAndAfterFinished() {
        server.onFlight(2, f -> f.before(Flight.CCS, ServerRecord.handshake(NEW_SESSION_TICKET, new byte[100])));
        refused(BrErr.BR_ERR_UNEXPECTED, Alert.UNEXPECTED_MESSAGE);
        server = ScriptedServer.ecdheRsa();
        opens();
        server.send(ServerRecord.handshake(NEW_SESSION_TICKET, new byte[100]));
        refusedWhenOpen(BrErr.BR_ERR_UNEXPECTED, Alert.UNEXPECTED_MESSAGE);
    }

    @Test
    void aServerThatResumesASessionNobodyOfferedIsUnexpected() {
        server.onHello(h -> h.sessionId = new byte[32]).onFlight(1, f -> {
            f.drop(CERTIFICATE);
            f.drop(SERVER_KEY_EXCHANGE);
            f.drop(SERVER_HELLO_DONE);
            f.add(ServerRecord.changeCipherSpec());
            f.add(ServerRecord.handshake(FINISHED, new byte[12]));
        });
        refused(BrErr.BR_ERR_UNEXPECTED, Alert.UNEXPECTED_MESSAGE);
        assertEquals(List.of(ScriptedServer.CLIENT_HELLO), server.clientMessages());
    }

    @Test
    void aServerWithoutKeyExchangeIsUnexpected() {
        // the anonymous or static variants that a client would fall for if it took the next message as it comes
        server.onFlight(1, f -> {
            f.drop(CERTIFICATE);
            f.drop(SERVER_KEY_EXCHANGE);
        });
        refused(BrErr.BR_ERR_UNEXPECTED, Alert.UNEXPECTED_MESSAGE);
    }

    // ---- fragments

    @ParameterizedTest
    @ValueSource(ints = {SERVER_HELLO, CERTIFICATE, SERVER_KEY_EXCHANGE, CERTIFICATE_REQUEST})
    void onlyAlertsMayComeBetweenTheFragmentsOfAMessage(int type) {
        for (int at = 1; at < 10; at += 4) {
            int cut = at;
            server = fullServer().onFlight(1, f -> f.interrupt(type, cut, ServerRecord.alert(Alert.WARNING, 112)));
            opensAndEchoes();
            server = fullServer().onFlight(1, f -> f.interrupt(type, cut, ServerRecord.changeCipherSpec()));
            refused(BrErr.BR_ERR_UNEXPECTED, Alert.UNEXPECTED_MESSAGE);
            server = fullServer().onFlight(1,
                    f -> f.interrupt(type, cut, ServerRecord.applicationData(new byte[1])));
            refused(BrErr.BR_ERR_UNEXPECTED, Alert.UNEXPECTED_MESSAGE);
        }
    }

    /** Whole or in pieces: the client does not answer before it has seen all of the record. */
    @ParameterizedTest
    @ValueSource(ints = {1, 7, 10_000})
    void whatFollowsServerHelloDoneInItsRecordIsUnexpected(int readAtMost) {
        server.readAtMost(readAtMost).onFlight(1,
                f -> f.append(SERVER_HELLO_DONE, ServerRecord.message(SERVER_HELLO_DONE, new byte[0])));
        refused(BrErr.BR_ERR_UNEXPECTED, Alert.UNEXPECTED_MESSAGE);
        assertEquals(List.of(ScriptedServer.CLIENT_HELLO), server.clientMessages());
        int state = tls.detail2();
        server = ScriptedServer.rsa().onFlight(1, f -> f.append(SERVER_HELLO_DONE, new byte[] {FINISHED}));
        refused(BrErr.BR_ERR_UNEXPECTED, Alert.UNEXPECTED_MESSAGE, FINISHED, state);
    }

    @Test
    void helloRequestInsideAMessageIsPartOfThatMessage() {
        server.onFlight(1, f -> f.interrupt(CERTIFICATE, 2, ServerRecord.helloRequest()));
        start();
        assertTrue(handshake() < 0, this::story);
    }
}
