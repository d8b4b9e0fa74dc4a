package bearssl.tls;

import static bearssl.testing.ScriptedServer.FINISHED;
import static org.junit.jupiter.api.Assertions.assertFalse;

import bearssl.base.Ct;
import bearssl.cttrace.CtCheck;
import bearssl.cttrace.Subject;
import bearssl.testing.Bytes;
import bearssl.testing.Flight;
import bearssl.testing.KnownKeyX509;
import bearssl.testing.ScriptedServer;
import bearssl.testing.ServerRecord;
import bearssl.testing.TestCertificates;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The server's ChangeCipherSpec and Finished. */
class HostileFinishedTest extends HostileServer {
    @Test
    void rejectsEveryFlippedByteOfFinished() {
        for (int i = 0; i < 12; i++) {
            int index = i;
            server = ScriptedServer.rsa().onFlight(2, f -> f.editBody(FINISHED, b -> Bytes.flip(b, index, 0x80)));
            refused(BrErr.BR_ERR_BAD_FINISHED, Alert.DECRYPT_ERROR);
        }
    }

    @Test
    void theComparisonDoesNotShow() {
        CtCheck.assertConstantTime(Compared.class);
    }

    /** The verify data of both sides, 12 bytes each. */
    public static final class Compared implements Subject {
        private byte[] both;
        private int equal;

        @Override
        public int secretLength() {
            return 2 * KeySchedule.VERIFY_DATA_LEN;
        }

        @Override
        public void prepare(byte[] s) {
            both = s;
        }

        @Override
        public void run() {
            equal += Ct.equal(both, 0, both, KeySchedule.VERIFY_DATA_LEN, KeySchedule.VERIFY_DATA_LEN);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 11, 13, 36, 500})
    void rejectsFinishedOfAnotherLength(int len) {
        server.onFlight(2, f -> f.editBody(FINISHED, b -> Bytes.first(b, len)));
        refused(BrErr.BR_ERR_BAD_FINISHED, Alert.DECODE_ERROR, len, 12);
    }

    @Test
    void rejectsAFinishedOverAnotherTranscript() {
        // somebody changed a byte on the way that nothing else protects; without EMS the keys are still the same
        x509 = new KnownKeyX509(TestCertificates.rsa2048().getPublic());
        server.ignoreExtendedMasterSecret().onFlight(1, f -> f.record(ScriptedServer.CERTIFICATE)
                .onWire(wire -> Bytes.flip(wire, 100, 1)));
        refused(BrErr.BR_ERR_BAD_FINISHED, Alert.DECRYPT_ERROR);
        assertFalse(server.clientFinishedRight());
    }

    @Test
    void rejectsFinishedInTheClearBeforeChangeCipherSpec() {
        server.onFlight(2, f -> f.swap(FINISHED, Flight.CCS));
        refused(BrErr.BR_ERR_UNEXPECTED, Alert.UNEXPECTED_MESSAGE);
    }

    @Test
    void rejectsFinishedInTheClearAfterChangeCipherSpec() {
        server.onFlight(2, f -> f.record(FINISHED).inTheClear());
        refused(BrErr.BR_ERR_BAD_LENGTH, Alert.BAD_RECORD_MAC, 16, 24);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 20})
    void rejectsAnotherMessageInTheRecordOfFinished(int len) {
        byte[] more = new byte[len];
        more[0] = ScriptedServer.NEW_SESSION_TICKET;
        server.onFlight(2, f -> f.append(FINISHED, more));
        refused(BrErr.BR_ERR_UNEXPECTED, Alert.UNEXPECTED_MESSAGE);
    }

    @Test
    void rejectsDataInsideAHelloRequestThatBeginsInTheRecordOfFinished() {
        server.onFlight(2, f -> f.append(FINISHED, new byte[3]));
        opens();
        server.send(ServerRecord.applicationData(new byte[10]));
        refusedWhenOpen(BrErr.BR_ERR_UNEXPECTED, Alert.UNEXPECTED_MESSAGE);
    }

    @Test
    void takesFinishedByteByByte() {
        server.onFlight(2, f -> f.split(FINISHED, 1));
        opensAndEchoes();
    }

    // ---- ChangeCipherSpec

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 20, 255})
    void rejectsAnotherValueOfChangeCipherSpec(int value) {
        server.onFlight(2, f -> f.record(Flight.CCS).payload(Bytes.of(value)));
        refused(BrErr.BR_ERR_BAD_CCS, Alert.ILLEGAL_PARAMETER, value, 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 3, 2000})
    void rejectsChangeCipherSpecOfAnotherLength(int len) {
        byte[] ones = new byte[len];
        Arrays.fill(ones, (byte) 1);
        server.onFlight(2, f -> f.record(Flight.CCS).payload(ones).whole());
        refused(BrErr.BR_ERR_BAD_CCS, Alert.DECODE_ERROR);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void rejectsALongChangeCipherSpecThatComesByteByByte(int len) {
        byte[] ones = new byte[len];
        Arrays.fill(ones, (byte) 1);
        server.readAtMost(1).onFlight(2, f -> f.record(Flight.CCS).payload(ones));
        refused(BrErr.BR_ERR_BAD_CCS, Alert.DECODE_ERROR);
    }

    @Test
    void rejectsChangeCipherSpecInTheMiddleOfFinished() {
        server.onFlight(2, f -> {
            f.drop(Flight.CCS);
            f.interrupt(FINISHED, 8, ServerRecord.changeCipherSpec());
        });
        refused(BrErr.BR_ERR_UNEXPECTED, Alert.UNEXPECTED_MESSAGE);
    }

    @Test
    void rejectsHalfAnAlertAcrossChangeCipherSpec() {
        server.onFlight(2, f -> f.before(Flight.CCS, ServerRecord.of(ServerRecord.ALERT, Bytes.of(Alert.FATAL))));
        refused(BrErr.BR_ERR_BAD_ALERT, Alert.DECODE_ERROR, 1, 2);
    }

    @Test
    void rejectsAnotherChangeCipherSpecWhenOpen() {
        opens();
        server.send(ServerRecord.changeCipherSpec());
        refusedWhenOpen(BrErr.BR_ERR_UNEXPECTED, Alert.UNEXPECTED_MESSAGE);
    }
}
