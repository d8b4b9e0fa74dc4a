package bearssl.tls;

import static bearssl.testing.ScriptedServer.CERTIFICATE;
import static bearssl.testing.ScriptedServer.EXTENDED_MASTER_SECRET;
import static bearssl.testing.ScriptedServer.FINISHED;
import static bearssl.testing.ScriptedServer.MAX_FRAGMENT_LENGTH;
import static bearssl.testing.ScriptedServer.NEW_SESSION_TICKET;
import static bearssl.testing.ScriptedServer.SERVER_HELLO;
import static bearssl.testing.ScriptedServer.SERVER_HELLO_DONE;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bearssl.base.Workspace;
import bearssl.testing.Bytes;
import bearssl.testing.Flight;
import bearssl.testing.RecordedServer;
import bearssl.testing.ScriptedServer;
import bearssl.testing.ServerRecord;
import bearssl.testing.UnaskedX509;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that resumes a session and means it harm: RFC 5246, section 7.3, figure 2, and RFC 7627, section 5.3. */
class HostileResumptionTest extends ResumingClient {
    /** The messages of an abbreviated handshake, each for the state before it; the last is the open session. */
    private static final int[][] STATES = {{1, SERVER_HELLO}, {2, Flight.CCS}, {2, FINISHED}, {2, -1}};

    @BeforeEach
    void keepASession() {
        firstConnection();
    }

    /** The same client and server again, before the second connection. */
    private void again() {
        System.arraycopy(kept, 0, stored, 0, stored.length);
        server = server.next();
    }

    // ---- what the session says

    @ParameterizedTest
    @ValueSource(ints = {0xC02B, 0x009C})
    void rejectsAnotherSuiteThanTheSessions(int suite) {
        // RFC 5246, 7.4.1.3: "For resumed sessions, this field is the value from the state of the session being
        // resumed."
        server.onHello(h -> h.suite = suite);
        refused(BrErr.BR_ERR_RESUME_MISMATCH, Alert.ILLEGAL_PARAMETER, suite, 0xC02F);
        assertForgotten();
    }

    @Test
    void rejectsASuiteThatWasNotOffered() {
        server.onHello(h -> h.suite = 0xC030);
        refusedAndForgotten(BrErr.BR_ERR_BAD_CIPHER_SUITE, Alert.ILLEGAL_PARAMETER);
    }

    @ParameterizedTest
    @ValueSource(ints = {0x0300, 0x0302, 0x0304})
    void rejectsAnotherVersion(int version) {
        server.onHello(h -> h.version = version);
        refusedAndForgotten(BrErr.BR_ERR_UNSUPPORTED_VERSION, Alert.PROTOCOL_VERSION);
    }

    @Test
    void rejectsCompression() {
        server.onHello(h -> h.compression = 1);
        refusedAndForgotten(BrErr.BR_ERR_BAD_COMPRESSION, Alert.ILLEGAL_PARAMETER);
    }

    @Test
    void rejectsASessionThatLosesItsExtendedMasterSecret() {
        server.onHello(h -> h.drop(EXTENDED_MASTER_SECRET));
        refused(BrErr.BR_ERR_RESUME_MISMATCH, Alert.HANDSHAKE_FAILURE, 0, 1);
        assertForgotten();
        again();
        server.onHello(h -> h.hasExtensions = false);
        refused(BrErr.BR_ERR_RESUME_MISMATCH, Alert.HANDSHAKE_FAILURE, 0, 1);
        assertForgotten();
    }

    @Test
    void rejectsASessionThatGainsAnExtendedMasterSecret() {
        firstConnection(ScriptedServer.ecdheRsa().ignoreExtendedMasterSecret());
        server.onHello(h -> h.extension(EXTENDED_MASTER_SECRET));
        refused(BrErr.BR_ERR_RESUME_MISMATCH, Alert.HANDSHAKE_FAILURE, 1, 0);
        assertForgotten();
    }

    @Test
    void rejectsAnExtensionThatWasNotOffered() {
        server.onHello(h -> h.extension(35));
        refusedAndForgotten(BrErr.BR_ERR_EXTRA_EXTENSION, Alert.UNSUPPORTED_EXTENSION);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 4, 255})
    void rejectsAnotherFragmentLengthThanRequested(int code) {
        server.onHello(h -> h.replace(MAX_FRAGMENT_LENGTH, code));
        refusedAndForgotten(BrErr.BR_ERR_BAD_FRAGLEN, Alert.ILLEGAL_PARAMETER);
    }

    @Test
    void rejectsALongerRecordThanTheFragmentLengthThatWasAgreedAgain() {
        buffer = 1500;
        resumes();
        assertEquals(1024, tls.maxFragment());
        server.send(ServerRecord.applicationData(new byte[1025]).whole());
        refusedWhenOpen(BrErr.BR_ERR_TOO_LARGE, Alert.RECORD_OVERFLOW);
        assertForgotten();
    }

    // ---- the session id

    @Test
    void anIdThatDiffersInOneBitIsANewSession() {
        for (int bit = 0; bit < 256; bit += 17) {
            int mask = 1 << bit % 8;
            int index = bit / 8;
            server = server.next().keepSessions();
            byte[] offered = Bytes.first(Bytes.without(kept, 4), 32);
            server.onHello(h -> h.sessionId = Bytes.flip(offered, index, mask));
            System.arraycopy(kept, 0, stored, 0, stored.length);
            opensAnew();
            assertArrayEquals(offered, server.offeredId());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 16, 31})
    void theBeginningOfTheIdIsANewSession(int len) {
        server.keepSessions();
        server.onHello(h -> h.sessionId = Bytes.first(server.offeredId(), len));
        opensAnew();
        assertTrue(session.isSet());
    }

    @Test
    void anEmptyIdIsASessionThatIsNotKept() {
        server.keepSessions();
        server.onHello(h -> h.sessionId = new byte[0]);
        opensAnew();
        assertForgotten();
    }

    @ParameterizedTest
    @ValueSource(ints = {33, 64, 255})
    void rejectsALongerIdThan32Bytes(int len) {
        server.onHello(h -> h.sessionId = Bytes.first(server.offeredId(), len));
        refusedAndForgotten(BrErr.BR_ERR_OVERSIZED_ID, Alert.DECODE_ERROR);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 31, 32})
    void rejectsAnAbbreviatedHandshakeForAnotherId(int len) {
        server.onHello(h -> h.sessionId = new byte[len]);
        refusedAndForgotten(BrErr.BR_ERR_UNEXPECTED, Alert.UNEXPECTED_MESSAGE);
        assertFalse(tls.resumed());
    }

    @Test
    void rejectsAFullHandshakeForTheSameId() {
        byte[] offered = Bytes.first(Bytes.without(kept, 4), 32);
        server.keepSessions().onHello(h -> h.sessionId = offered);
        refused(BrErr.BR_ERR_UNEXPECTED, Alert.UNEXPECTED_MESSAGE);
        assertEquals(CERTIFICATE, tls.detail1());
        assertForgotten();
    }

    @Test
    void rejectsAServerThatKnowsTheIdAndNotTheMasterSecret() {
        // An impostor saw the id pass by in the clear: what it protects does not open.
        server.onFlight(2, f -> f.record(FINISHED).onWire(w -> Bytes.flip(w, 20, 1)));
        refusedAndForgotten(BrErr.BR_ERR_BAD_MAC, Alert.BAD_RECORD_MAC);
    }

    // ---- order

    @Test
    void inEveryStateEveryOtherMessageIsUnexpected() {
        for (int[] state : STATES) {
            for (int type : new int[] {1, 2, 3, 4, 5, 11, 12, 13, 14, 15, 16, 20, 21, 22, 23, 24, 67, 255}) {
                if (type != state[1]) {
                    refusedIn(state, ServerRecord.handshake(type, new byte[12]), BrErr.BR_ERR_UNEXPECTED,
                            Alert.UNEXPECTED_MESSAGE);
                    assertEquals(type, tls.detail1());
                }
            }
        }
    }

    @Test
    void inEveryStateButItsOwnChangeCipherSpecIsUnexpected() {
        for (int[] state : STATES) {
            if (state[1] != Flight.CCS) {
                refusedIn(state, ServerRecord.changeCipherSpec(), BrErr.BR_ERR_UNEXPECTED, Alert.UNEXPECTED_MESSAGE);
                assertEquals(BrErr.RECORD + ServerRecord.CHANGE_CIPHER_SPEC, tls.detail1());
            }
        }
    }

    @Test
    void applicationDataBeforeFinishedAreUnexpected() {
        for (int[] state : STATES) {
            for (int len = 0; len <= 100 && state[1] >= 0; len += 50) {
                refusedIn(state, ServerRecord.applicationData(new byte[len]), BrErr.BR_ERR_UNEXPECTED,
                        Alert.UNEXPECTED_MESSAGE);
                assertEquals(BrErr.RECORD + ServerRecord.APPLICATION_DATA, tls.detail1());
            }
        }
    }

    /** Puts a record where the client is in a state. */
    private void in(int[] state, ServerRecord r) {
        server.onFlight(state[0], f -> f.before(state[1], r));
    }

    private void refusedIn(int[] state, ServerRecord r, int code, int alert) {
        again();
        if (state[1] >= 0) {
            in(state, r);
            refused(code, alert);
        } else {
            opens();
            server.send(r);
            refusedWhenOpen(code, alert);
        }
        assertForgotten();
    }

    @Test
    void rejectsFinishedWithoutChangeCipherSpec() {
        server.onFlight(2, f -> f.drop(Flight.CCS));
        refusedAndForgotten(BrErr.BR_ERR_UNEXPECTED, Alert.UNEXPECTED_MESSAGE);
    }

    @Test
    void rejectsFinishedInTheClearAfterChangeCipherSpec() {
        server.onFlight(2, f -> f.record(FINISHED).inTheClear());
        refusedAndForgotten(BrErr.BR_ERR_BAD_LENGTH, Alert.BAD_RECORD_MAC);
    }

    @ParameterizedTest
    @CsvSource({"1, 2", "2, 256"})
    void aMessageTwiceIsUnexpected(int flight, int type) {
        server.onFlight(flight, f -> f.duplicate(type));
        refusedAndForgotten(BrErr.BR_ERR_UNEXPECTED, Alert.UNEXPECTED_MESSAGE);
    }

    @Test
    void changeCipherSpecTwiceInTheClearDoesNotOpen() {
        server.onFlight(2, f -> f.after(Flight.CCS, ServerRecord.changeCipherSpec().inTheClear()));
        refusedAndForgotten(BrErr.BR_ERR_BAD_LENGTH, Alert.BAD_RECORD_MAC);
    }

    @Test
    void rejectsChangeCipherSpecInTheMiddleOfServerHello() {
        server.onFlight(1, f -> f.interrupt(SERVER_HELLO, 30, ServerRecord.changeCipherSpec()));
        refusedAndForgotten(BrErr.BR_ERR_UNEXPECTED, Alert.UNEXPECTED_MESSAGE);
    }

    @ParameterizedTest
    @ValueSource(ints = {NEW_SESSION_TICKET, CERTIFICATE, SERVER_HELLO_DONE, FINISHED})
    void rejectsAnotherMessageInTheRecordOfServerHello(int type) {
        server.onFlight(1, f -> f.append(SERVER_HELLO, ServerRecord.message(type, new byte[12])));
        refusedAndForgotten(BrErr.BR_ERR_UNEXPECTED, Alert.UNEXPECTED_MESSAGE);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 20})
    void rejectsAnotherMessageInTheRecordOfFinished(int len) {
        byte[] more = new byte[len];
        more[0] = NEW_SESSION_TICKET;
        server.onFlight(2, f -> f.append(FINISHED, more));
        refusedAndForgotten(BrErr.BR_ERR_UNEXPECTED, Alert.UNEXPECTED_MESSAGE);
        assertEquals(List.of(ScriptedServer.CLIENT_HELLO), server.clientMessages(), "no Finished of ours");
    }

    @Test
    void rejectsATicketThatNobodyAskedFor() {
        // RFC 5077, 3.3 puts it before ChangeCipherSpec.
        server.onFlight(2, f -> f.before(Flight.CCS, ServerRecord.handshake(NEW_SESSION_TICKET, new byte[100])));
        refusedAndForgotten(BrErr.BR_ERR_UNEXPECTED, Alert.UNEXPECTED_MESSAGE);
    }

    @Test
    void ignoresHelloRequestsAnywhere() {
        server.onFlight(1, f -> {
            f.before(SERVER_HELLO, ServerRecord.helloRequest());
            f.append(SERVER_HELLO, new byte[4]);
            f.add(ServerRecord.helloRequest());
        });
        server.onFlight(2, f -> {
            f.before(Flight.CCS, ServerRecord.helloRequest());
            f.before(FINISHED, ServerRecord.helloRequest());
        });
        resumes();
        assertEquals(List.of(), server.alerts());
    }

    @Test
    void ignoresAHelloRequestBehindFinished() {
        // RFC 5246, 7.4.1.1: our Finished is still to come.
        server.onFlight(2, f -> f.append(FINISHED, new byte[4]));
        resumes();
        assertEquals(List.of(), server.alerts());
    }

    // ---- Finished

    @Test
    void rejectsEveryFlippedByteOfFinished() {
        for (int i = 0; i < 12; i++) {
            int index = i;
            again();
            server.onFlight(2, f -> f.editBody(FINISHED, b -> Bytes.flip(b, index, 1)));
            refusedAndForgotten(BrErr.BR_ERR_BAD_FINISHED, Alert.DECRYPT_ERROR);
            assertEquals(List.of(ScriptedServer.CLIENT_HELLO), server.clientMessages(), "no Finished of ours");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 11, 13, 500})
    void rejectsFinishedOfAnotherLength(int len) {
        server.onFlight(2, f -> f.editBody(FINISHED, b -> Bytes.first(b, len)));
        refusedAndForgotten(BrErr.BR_ERR_BAD_FINISHED, Alert.DECODE_ERROR);
    }

    @Test
    void rejectsAFinishedOverAnotherServerHello() {
        // Nothing but Finished protects the extensions of a resumed session.
        server.onHello(h -> h.extension(10, 0, 2, 0, 23)).onFlight(1, f -> f.record(SERVER_HELLO)
                .onWire(wire -> Bytes.flip(wire, -1, 1)));
        refusedAndForgotten(BrErr.BR_ERR_BAD_FINISHED, Alert.DECRYPT_ERROR);
    }

    @Test
    void rejectsTheVerifyDataOfTheFirstConnection() {
        byte[][] first = new byte[1][];
        firstConnection(ScriptedServer.ecdheRsa().onFlight(2, f -> first[0] = f.record(FINISHED).payload()));
        server.onFlight(2, f -> f.record(FINISHED).payload(first[0]));
        refusedAndForgotten(BrErr.BR_ERR_BAD_FINISHED, Alert.DECRYPT_ERROR);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 255})
    void rejectsAnotherValueOfChangeCipherSpec(int value) {
        server.onFlight(2, f -> f.record(Flight.CCS).payload(Bytes.of(value)));
        refusedAndForgotten(BrErr.BR_ERR_BAD_CCS, Alert.ILLEGAL_PARAMETER);
    }

    // ---- alerts

    @ParameterizedTest
    @ValueSource(ints = {0, 10, 20, 40, 47, 80, 255})
    void aFatalAlertAnywhereForgetsTheSession(int number) {
        for (int[] state : STATES) {
            again();
            if (state[1] >= 0) {
                in(state, ServerRecord.alert(Alert.FATAL, number));
                endsSilently(BrErr.BR_ERR_RECV_FATAL_ALERT + number);
            } else {
                opens();
                server.send(ServerRecord.alert(Alert.FATAL, number));
                byte[] data = new byte[10];
                assertEquals(-(BrErr.BR_ERR_RECV_FATAL_ALERT + number), io.read(data, 0, 10));
                assertGone(BrErr.BR_ERR_RECV_FATAL_ALERT + number);
            }
            assertForgotten();
        }
    }

    @Test
    void aCloseNotifyInTheHandshakeIsAnErrorThatLeavesTheSession() {
        for (int[] state : STATES) {
            if (state[1] >= 0) {
                again();
                in(state, ServerRecord.alert(Alert.WARNING, Alert.CLOSE_NOTIFY));
                start();
                int code = BrErr.BR_ERR_RECV_FATAL_ALERT + Alert.CLOSE_NOTIFY;
                assertEquals(-code, handshake(), this::story);
                assertEquals(List.of(Alert.WARNING << 8 | Alert.CLOSE_NOTIFY), server.alerts());
                assertGone(code);
                assertArrayEquals(kept, stored);
            }
        }
        again();
        resumes();
    }

    @Test
    void warningsAnywhereLeaveTheSession() {
        for (int[] state : STATES) {
            if (state[1] >= 0) {
                again();
                in(state, ServerRecord.alert(Alert.WARNING, 112));
                resumes();
            }
        }
    }

    @Test
    void rejectsHalfAnAlertAcrossChangeCipherSpec() {
        server.onFlight(2, f -> f.before(Flight.CCS, ServerRecord.of(ServerRecord.ALERT, Bytes.of(Alert.FATAL))));
        refusedAndForgotten(BrErr.BR_ERR_BAD_ALERT, Alert.DECODE_ERROR);
    }

    // ---- bytes

    /** What a server sent in a resumed handshake and nine bytes of data. */
    private byte[] recording() {
        resumes();
        return server.sent();
    }

    private final byte[] replayIn = new byte[1053];
    private final byte[] replayOut = new byte[1053];
    private final Workspace replayWs = PROFILE.newWorkspace();

    /** Runs a client with the seed and the session of the recording over other bytes. @return what a read gives */
    private int replay(byte[] bytes, int readAtMost) {
        System.arraycopy(kept, 0, stored, 0, stored.length);
        TlsClient client = new TlsClient(PROFILE, generator(), replayIn, replayOut);
        assertEquals(0, client.reset("broker.example", replayWs, new UnaskedX509(), session));
        TlsIo pump = new TlsIo(client, new RecordedServer(bytes, readAtMost));
        byte[] data = new byte[20];
        int result = pump.read(data, 0, 20);
        if (result < 0) {
            assertEquals(TlsClient.CLOSED, client.state());
            assertArrayEquals(new byte[20], data);
            assertWiped(replayWs);
            boolean isOurs = client.alertSent() >= 0;
            assertArrayEquals(isOurs ? new byte[TlsSession.LEN] : kept, stored);
        }
        assertFalse(client.needsWorkspace());
        return result;
    }

    @Test
    void anEndAtAnyByteIsATruncationAndLeavesTheSession() {
        byte[] bytes = recording();
        assertEquals(9, replay(bytes, Integer.MAX_VALUE));
        for (int len = 0; len < bytes.length; len++) {
            assertEquals(-BrErr.BR_ERR_IO, replay(Bytes.first(bytes, len), Integer.MAX_VALUE), "cut at " + len);
            assertArrayEquals(kept, stored);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 6, 7, 13, 100})
    void readsOfAnySizeGiveTheSame(int atMost) {
        assertEquals(9, replay(recording(), atMost));
        assertArrayEquals(kept, stored);
    }

    @Test
    void everyFlippedBitOfTheHandshakeIsFound() {
        byte[] bytes = recording();
        for (int bit = 0; bit < 8 * bytes.length; bit++) {
            int index = bit / 8;
            // The first record's minor version is of no account: servers differ in it.
            int result = replay(Bytes.flip(bytes, index, 1 << bit % 8), Integer.MAX_VALUE);
            assertTrue(result < 0 || index == 2, "bit " + bit + ": " + result);
        }
    }

    @Test
    void messagesMayBeSplitAtEveryByte() {
        int hello = Bytes.u16(recording(), 3);
        for (int at = 1; at < hello; at++) {
            int cut = at;
            again();
            server.onFlight(1, f -> f.interrupt(SERVER_HELLO, cut));
            resumes();
        }
        for (int at = 1; at < 16; at++) {
            int cut = at;
            again();
            server.onFlight(2, f -> f.interrupt(FINISHED, cut));
            resumes();
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "0, 1", "7, 0", "500, 1"})
    void writesThatAreTakenInPartArriveWhole(int first, int second) {
        server.takes(first, second);
        start();
        int calls = 0;
        while (handshake() == 0 && calls < 10_000) {
            calls++;
        }
        assertTrue(server.clientFinishedRight(), "open is said when Finished has left");
        server.takes(Integer.MAX_VALUE);
        echoes("some data");
    }
}
