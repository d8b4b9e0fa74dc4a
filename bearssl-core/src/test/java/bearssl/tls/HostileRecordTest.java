package bearssl.tls;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import bearssl.testing.Bytes;
import bearssl.testing.Flight;
import bearssl.testing.ScriptedServer;
import bearssl.testing.ServerRecord;
import bearssl.testing.TestCertificates;
import java.lang.reflect.Field;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Records that are wrong as records, whatever they carry. */
class HostileRecordTest extends HostileServer {
    private static ServerRecord data(int len) {
        return ServerRecord.applicationData(new byte[len]);
    }

    private static ServerRecord emptyHandshake() {
        return ServerRecord.of(ServerRecord.HANDSHAKE, new byte[0]);
    }

    // ---- headers

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 19, 24, 0x80, 255})
    void rejectsUnknownTypeInTheHandshake(int type) {
        server.onFlight(1, f -> f.before(ScriptedServer.CERTIFICATE, ServerRecord.of(type, new byte[10])));
        refused(BrErr.BR_ERR_UNKNOWN_TYPE, Alert.UNEXPECTED_MESSAGE, type, 0);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 24, 255})
    void rejectsUnknownTypeWhenOpen(int type) {
        opens();
        server.send(ServerRecord.of(type, new byte[10]));
        refusedWhenOpen(BrErr.BR_ERR_UNKNOWN_TYPE, Alert.UNEXPECTED_MESSAGE);
    }

    @ParameterizedTest
    @ValueSource(ints = {0x0002, 0x0203, 0x0403, 0xFEFD, 0xFFFF})
    void rejectsAFirstRecordOfAnotherMajorVersion(int version) {
        server.onFlight(1, f -> f.record(ScriptedServer.SERVER_HELLO).version(version));
        refused(BrErr.BR_ERR_UNSUPPORTED_VERSION, Alert.PROTOCOL_VERSION, version, 0x0300);
    }

    @Test
    void rejectsAServerOfAnotherProtocolByItsVersion() {
        server.onFlight(1, f -> f.records().add(0, ServerRecord.raw("HTTP/1.1 400 Bad Request".getBytes())));
        refused(BrErr.BR_ERR_UNSUPPORTED_VERSION, Alert.PROTOCOL_VERSION, 'T' << 8 | 'T', 0x0300);
    }

    @ParameterizedTest
    @ValueSource(ints = {0x0300, 0x0301, 0x0302, 0x0304, 0x03FF})
    void takesAnyMinorVersionBeforeServerHelloIsRead(int version) {
        server.onFlight(1, f -> f.record(ScriptedServer.SERVER_HELLO).version(version));
        opensAndEchoes();
    }

    @ParameterizedTest
    @ValueSource(ints = {0x0300, 0x0301, 0x0302, 0x0304})
    void rejectsAnotherVersionAfterServerHello(int version) {
        server.onFlight(1, f -> f.record(ScriptedServer.CERTIFICATE).version(version));
        refused(BrErr.BR_ERR_BAD_VERSION, Alert.PROTOCOL_VERSION, version, 0x0303);
    }

    @Test
    void rejectsAnotherVersionOfAProtectedRecord() {
        opens();
        server.send(data(10).version(0x0301));
        refusedWhenOpen(BrErr.BR_ERR_BAD_VERSION, Alert.PROTOCOL_VERSION);
    }

    // ---- lengths in the clear

    @ParameterizedTest
    @ValueSource(ints = {16385, 16384 + 256, 65535})
    void rejectsClearRecordsOver16384(int len) {
        server.onFlight(1, f -> f.record(ScriptedServer.SERVER_HELLO).length(len));
        refused(BrErr.BR_ERR_BAD_LENGTH, Alert.RECORD_OVERFLOW, len, 16384);
    }

    @Test
    void takesAClearRecordOf16384() {
        // four distinguished names of 4 KB fill the record to its last byte
        byte[] names = new byte[0];
        for (int i = 0; i < 4; i++) {
            names = Bytes.join(names, Bytes.vector16(new byte[i < 3 ? 4090 : 4094]));
        }
        byte[] request = Bytes.join(Bytes.vector8(Bytes.of(1)), Bytes.vector16(Bytes.of(4, 1)),
                Bytes.vector16(names));
        assertEquals(16384, 4 + request.length);
        server.ignoreMaxFragment().requestCertificate(request);
        opensAndEchoes();
    }

    @Test
    void messagesOfOneByteARecordOpen() {
        server.onFlight(1, f -> {
            f.split(ScriptedServer.SERVER_HELLO, 1);
            f.split(ScriptedServer.CERTIFICATE, 1);
            f.split(ScriptedServer.SERVER_KEY_EXCHANGE, 1);
            f.split(ScriptedServer.SERVER_HELLO_DONE, 1);
        }).onFlight(2, f -> f.split(ScriptedServer.FINISHED, 1));
        opensAndEchoes();
    }

    // ---- lengths of protected records

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 8, 16, 23})
    void rejectsProtectedRecordsThatCannotHoldATag(int len) {
        opens();
        server.send(data(100).length(len));
        refusedWhenOpen(BrErr.BR_ERR_BAD_LENGTH, Alert.BAD_RECORD_MAC);
        assertDetails(len, 24);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 23})
    void rejectsAProtectedFinishedThatCannotHoldATag(int len) {
        server.onFlight(2, f -> f.record(ScriptedServer.FINISHED).length(len));
        refused(BrErr.BR_ERR_BAD_LENGTH, Alert.BAD_RECORD_MAC, len, 24);
    }

    @ParameterizedTest
    @ValueSource(ints = {16384 + 24 + 1, 20000, 65535})
    void rejectsProtectedRecordsOver16384(int len) {
        opens();
        server.send(data(100).length(len));
        refusedWhenOpen(BrErr.BR_ERR_BAD_LENGTH, Alert.RECORD_OVERFLOW);
        assertDetails(len - 24, 16384);
    }

    @ParameterizedTest
    @CsvSource({"1025, 1024", "2056, 1024", "16384, 1024"})
    void rejectsRecordsLargerThanTheBuffer(int len, int fits) {
        server.ignoreMaxFragment();
        opens();
        server.send(data(len));
        refusedWhenOpen(BrErr.BR_ERR_TOO_LARGE, Alert.RECORD_OVERFLOW);
        assertDetails(len, fits);
        assertEquals(0, tls.maxFragment());
        assertEquals(1024, tls.maxFragmentOffered());
    }

    @ParameterizedTest
    @CsvSource({"700, 512, 513", "1500, 1024, 1025", "4000, 2048, 2049", "5000, 4096, 4097", "5000, 4096, 5000"})
    void rejectsRecordsLargerThanNegotiatedThoughTheyFit(int plaintext, int negotiated, int len) {
        buffer = plaintext;
        opens();
        assertEquals(negotiated, tls.maxFragment());
        server.send(data(len).whole());
        refusedWhenOpen(BrErr.BR_ERR_TOO_LARGE, Alert.RECORD_OVERFLOW);
        assertDetails(len, negotiated);
    }

    @Test
    void takesLongerRecordsInTheClearThanNegotiated() {
        // mbed TLS agrees to a length and cuts only what it protects; in the clear a length is no burden
        server = ScriptedServer.of(0xC02F, TestCertificates.rsa2048(), 3, 1)
                .onFlight(1, f -> f.record(ScriptedServer.CERTIFICATE).whole());
        opensAndEchoes();
        assertEquals(1024, tls.maxFragment());
    }

    @Test
    void takesARecordThatFillsTheBufferWithoutNegotiation() {
        server.ignoreMaxFragment();
        buffer = 1500;
        opens();
        server.send(data(1500));
        assertEquals(1500, io.read(new byte[2000], 0, 2000), this::story);
    }

    @Test
    void rejectsAFinishedRecordThatIsTooLarge() {
        server.ignoreMaxFragment().onFlight(2, f -> f.append(ScriptedServer.FINISHED, new byte[1500]));
        refused(BrErr.BR_ERR_TOO_LARGE, Alert.RECORD_OVERFLOW, 1516, 1024);
    }

    // ---- authenticity

    @ParameterizedTest
    @ValueSource(ints = {5, 12, 13, 50, -17, -16, -1})
    void rejectsAnyFlippedByteOfAProtectedRecord(int index) {
        opens();
        server.send(data(100).onWire(wire -> Bytes.flip(wire, index, 0x10)));
        refusedWhenOpen(BrErr.BR_ERR_BAD_MAC, Alert.BAD_RECORD_MAC);
    }

    @Test
    void rejectsAFlippedByteInFinished() {
        server.onFlight(2, f -> f.record(ScriptedServer.FINISHED).onWire(wire -> Bytes.flip(wire, -1, 1)));
        refused(BrErr.BR_ERR_BAD_MAC, Alert.BAD_RECORD_MAC);
    }

    @ParameterizedTest
    @ValueSource(ints = {ServerRecord.CHANGE_CIPHER_SPEC, ServerRecord.ALERT, ServerRecord.HANDSHAKE})
    void rejectsAChangedTypeOfAProtectedRecord(int type) {
        opens();
        server.send(data(2).onWire(wire -> Bytes.with(wire, 0, type)));
        refusedWhenOpen(BrErr.BR_ERR_BAD_MAC, Alert.BAD_RECORD_MAC);
    }

    @Test
    void rejectsATruncatedProtectedRecord() {
        opens();
        server.send(data(100).onWire(wire -> Bytes.with(Bytes.first(wire, wire.length - 1), 4, 123)));
        refusedWhenOpen(BrErr.BR_ERR_BAD_MAC, Alert.BAD_RECORD_MAC);
    }

    @Test
    void rejectsAReplayedRecord() {
        opensAndEchoes();
        byte[] sent = server.sent();
        int last = server.recordStarts().get(server.recordStarts().size() - 1);
        server.send(ServerRecord.raw(Bytes.without(sent, last)));
        refusedWhenOpen(BrErr.BR_ERR_BAD_MAC, Alert.BAD_RECORD_MAC);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 2, 1L << 32, -1})
    void rejectsAnotherSequenceNumberThanTheNext(long sequence) {
        opens();
        server.serverSequence(sequence);
        server.send(data(10));
        refusedWhenOpen(BrErr.BR_ERR_BAD_MAC, Alert.BAD_RECORD_MAC);
    }

    @Test
    void rejectsDataInTheClearBehindChangeCipherSpec() {
        opens();
        server.send(data(100).inTheClear());
        refusedWhenOpen(BrErr.BR_ERR_BAD_MAC, Alert.BAD_RECORD_MAC);
    }

    @Test
    void rejectsAClearAlertBehindChangeCipherSpec() {
        opens();
        server.send(ServerRecord.alert(Alert.FATAL, Alert.HANDSHAKE_FAILURE).inTheClear());
        refusedWhenOpen(BrErr.BR_ERR_BAD_LENGTH, Alert.BAD_RECORD_MAC);
    }

    @Test
    void deliversWhatCameBeforeTheViolationAndNothingAfterIt() {
        opens();
        server.send(ServerRecord.applicationData(Bytes.of(1, 2, 3)));
        server.send(data(10).onWire(wire -> Bytes.flip(wire, -1, 1)));
        server.send(data(10));
        byte[] got = new byte[10];
        assertEquals(3, io.read(got, 0, 10));
        assertArrayEquals(Bytes.of(1, 2, 3, 0, 0, 0, 0, 0, 0, 0), got);
        refusedWhenOpen(BrErr.BR_ERR_BAD_MAC, Alert.BAD_RECORD_MAC);
    }

    // ---- floods

    @Test
    void takes32EmptyRecordsInTheHandshakeButNot33() {
        server.onFlight(1, f -> flood(f, 32));
        opensAndEchoes();
        server = ScriptedServer.ecdheRsa().onFlight(1, f -> flood(f, 33));
        refused(BrErr.BR_ERR_UNEXPECTED, Alert.UNEXPECTED_MESSAGE, BrErr.RECORD + ServerRecord.HANDSHAKE, 33);
    }

    private static void flood(Flight f, int n) {
        for (int i = 0; i < n; i++) {
            f.before(ScriptedServer.CERTIFICATE, emptyHandshake());
        }
    }

    @Test
    void takes32EmptyRecordsWhenOpenButNot33() {
        opens();
        for (int i = 0; i < 32; i++) {
            server.send(data(0));
        }
        server.send(data(5));
        assertEquals(5, io.read(new byte[10], 0, 10), this::story);
        for (int i = 0; i < 33; i++) {
            server.send(data(0));
        }
        server.send(data(5));
        refusedWhenOpen(BrErr.BR_ERR_UNEXPECTED, Alert.UNEXPECTED_MESSAGE);
        assertDetails(BrErr.RECORD + ServerRecord.APPLICATION_DATA, 33);
    }

    // ---- sequence numbers

    private void sequence(String half, long used) {
        try {
            Field field = TlsClient.class.getDeclaredField(half);
            field.setAccessible(true);
            Object records = field.get(tls);
            (half.equals("in") ? ((RecordIn) records).protection() : ((RecordOut) records).protection())
                    .sequence(used);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void neverWrapsTheServersSequenceNumber() {
        opens();
        sequence("in", -2);
        server.serverSequence(-2);
        server.send(data(7));
        assertEquals(7, io.read(new byte[10], 0, 10), this::story);
        server.send(data(7));
        refusedWhenOpen(BrErr.BR_ERR_LIMIT_EXCEEDED, Alert.INTERNAL_ERROR);
    }

    @Test
    void neverWrapsItsOwnSequenceNumber() {
        opens();
        int records = server.received().size();
        sequence("out", -1);
        assertEquals(10, io.write(new byte[10], 0, 10));
        assertEquals(-BrErr.BR_ERR_LIMIT_EXCEEDED, io.flush());
        assertEquals(records, server.received().size());
        assertGone(BrErr.BR_ERR_LIMIT_EXCEEDED);
    }
}
