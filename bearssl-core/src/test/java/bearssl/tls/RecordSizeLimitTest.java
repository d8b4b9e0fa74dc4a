package bearssl.tls;

import static bearssl.testing.ScriptedServer.MAX_FRAGMENT_LENGTH;
import static bearssl.testing.ScriptedServer.RECORD_SIZE_LIMIT;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bearssl.ec.EcP256M15;
import bearssl.ec.EcP384I15;
import bearssl.ec.EcP521I15;
import bearssl.ec.EcVerifyCurve;
import bearssl.testing.Bytes;
import bearssl.testing.ScriptedServer;
import bearssl.testing.ServerRecord;
import bearssl.testing.TestCertificates;
import bearssl.tls.profile.FullProfile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 8449: what is offered beside max_fragment_length, what an answer means, and answers that are none. */
class RecordSizeLimitTest extends ResumingClient {
    private void sends(int len) {
        byte[] data = new byte[len];
        int sent = 0;
        while (sent < len) {
            int n = io.write(data, sent, len - sent);
            assertTrue(n > 0, this::story);
            sent += n;
        }
        assertEquals(1, io.flush(), this::story);
    }

    private int longest(boolean isProtected) {
        return server.received().stream().filter(r -> r.isProtected() == isProtected)
                .mapToInt(r -> r.payload().length).max().orElse(0);
    }

    // ---- the offer

    @ParameterizedTest
    @CsvSource({"512, 1", "1000, 1", "1500, 2", "4096, 4", "16383, 4"})
    void bothExtensionsSayWhatTheBufferHolds(int plaintext, int code) {
        buffer = plaintext;
        server.ignoreMaxFragment();
        opens();
        assertArrayEquals(Bytes.u16(plaintext), server.offered().get(RECORD_SIZE_LIMIT));
        assertArrayEquals(Bytes.of(code), server.offered().get(MAX_FRAGMENT_LENGTH));
        assertEquals(0, tls.recordSizeLimit());
        assertEquals(0, tls.maxFragment());
    }

    @ParameterizedTest
    @ValueSource(ints = {16384, 16385, 20000})
    void aBufferForAnyRecordAsksForTheLimitOfTheServer(int plaintext) {
        buffer = plaintext;
        server.recordSizeLimit(100);
        opensAndEchoes();
        assertArrayEquals(Bytes.u16(16384), server.offered().get(RECORD_SIZE_LIMIT));
        assertFalse(server.offered().containsKey(MAX_FRAGMENT_LENGTH));
        assertEquals(100, tls.recordSizeLimit());
    }

    @Test
    void neitherIsOfferedWhenSwitchedOff() {
        offerMaxFragment = false;
        server.recordSizeLimit(100);
        opens();
        assertFalse(server.offered().containsKey(RECORD_SIZE_LIMIT));
        assertFalse(server.offered().containsKey(MAX_FRAGMENT_LENGTH));
    }

    @Test
    void theLongestHelloFitsTheSmallestBuffer() {
        // a name of 255 characters, three suites and curves, a session and 80 bytes of protocols
        profile = FullProfile.create(2048, new int[] {0xC02F, 0xC02B, 0x009C},
                new EcVerifyCurve[] {EcP384I15.INSTANCE, EcP521I15.INSTANCE});
        byte[] in = new byte[512 + TlsClient.IN_OVERHEAD];
        tls = new TlsClient(profile, generator(), in, new byte[512 + TlsClient.OUT_OVERHEAD]);
        tls.offerProtocols(new String[] {"x".repeat(79)});
        ws = profile.newWorkspace();
        String name = "x".repeat(255);
        server.keepSessions();
        io = new TlsIo(tls, server);
        x509 = new bearssl.testing.JdkX509();
        for (int i = 0; i < 2; i++) {
            assertEquals(0, tls.reset(name, ws, x509, session));
            assertEquals(1, handshake(), this::story);
            int hello = server.received().get(0).payload().length;
            assertTrue(hello <= TlsClient.MIN_PLAINTEXT, () -> hello + " bytes");
            assertEquals(i == 1, tls.resumed());
            io.close();
            server = server.next();
            io = new TlsIo(tls, server);
        }
    }

    // ---- the answer

    @ParameterizedTest
    @CsvSource({"512, 64", "512, 16384", "700, 65", "1024, 512", "1500, 1000", "5000, 4097", "16384, 64"})
    void theTwoLimitsAreIndependent(int mine, int theirs) {
        buffer = mine;
        server.recordSizeLimit(theirs);
        opens();
        assertEquals(theirs, tls.recordSizeLimit());
        assertEquals(0, tls.maxFragment());
        server.echoNothing();
        sends(3 * mine);
        assertEquals(Math.min(mine, theirs), longest(true));
        server.send(ServerRecord.applicationData(new byte[mine]).whole());
        assertEquals(mine, io.read(new byte[mine], 0, mine), this::story);
    }

    @Test
    void theServersLimitIsOnlyForWhatIsProtected() {
        server = ScriptedServer.rsa().recordSizeLimit(64);
        opensAndEchoes();
        assertEquals(16, longest(true));
        assertTrue(longest(false) > 256, "the ClientKeyExchange of RSA-2048, in one record");
        server = ScriptedServer.of(0xC02F, TestCertificates.rsa2048(), 3, 1).recordSizeLimit(64)
                .onFlight(1, f -> f.record(ScriptedServer.CERTIFICATE).whole());
        opensAndEchoes(); // nor is ours
    }

    @ParameterizedTest
    @ValueSource(ints = {16385, 20000, 65535})
    void aLimitBeyondTheStandardIsThatOfTheStandard(int limit) {
        buffer = 20000;
        server.recordSizeLimit(limit);
        opens();
        assertEquals(16384, tls.recordSizeLimit());
        server.echoNothing();
        sends(20000);
        assertEquals(16384, longest(true));
    }

    @ParameterizedTest
    @CsvSource({"512, 513", "1500, 1501", "1500, 16384", "16383, 16384"})
    void aServerThatAgreesAndBreaksItIsRefused(int mine, int len) {
        buffer = mine;
        server.recordSizeLimit(16384);
        opens();
        server.send(ServerRecord.applicationData(new byte[len]).whole());
        refusedWhenOpen(BrErr.BR_ERR_TOO_LARGE, Alert.RECORD_OVERFLOW);
        assertDetails(len, mine);
    }

    @Test
    void aFinishedThatIsTooLongIsRefused() {
        server.recordSizeLimit(100).onFlight(2,
                f -> f.record(ScriptedServer.FINISHED).payload(new byte[1025]).whole());
        refused(BrErr.BR_ERR_TOO_LARGE, Alert.RECORD_OVERFLOW, 1025, 1024);
    }

    // ---- answers that are none

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 63})
    void rejectsALimitBelow64(int limit) {
        server.onHello(h -> {
            h.drop(MAX_FRAGMENT_LENGTH);
            h.extension(RECORD_SIZE_LIMIT, limit >> 8, limit & 0xFF);
        });
        refused(BrErr.BR_ERR_BAD_FRAGLEN, Alert.ILLEGAL_PARAMETER, limit, 64);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void rejectsBothAnswersInAnyOrder(boolean first) {
        server.onHello(h -> {
            h.extension(RECORD_SIZE_LIMIT, 4, 0);
            if (first) {
                h.replace(MAX_FRAGMENT_LENGTH, 2);
            }
        });
        refused(BrErr.BR_ERR_BAD_FRAGLEN, Alert.ILLEGAL_PARAMETER, 1024, 1024);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 600})
    void rejectsAnAnswerOfAnotherLength(int len) {
        server.onHello(h -> {
            h.drop(MAX_FRAGMENT_LENGTH);
            h.extension(RECORD_SIZE_LIMIT, new int[len]);
        });
        refused(BrErr.BR_ERR_BAD_HANDSHAKE, Alert.DECODE_ERROR);
    }

    @Test
    void rejectsAnAnswerTwiceOrUnasked() {
        server.recordSizeLimit(1024).onHello(h -> h.extension(RECORD_SIZE_LIMIT, 4, 0));
        refused(BrErr.BR_ERR_EXTRA_EXTENSION, Alert.ILLEGAL_PARAMETER, RECORD_SIZE_LIMIT, 2);
        offerMaxFragment = false;
        server = ScriptedServer.ecdheRsa().onHello(h -> h.extension(RECORD_SIZE_LIMIT, 4, 0));
        refused(BrErr.BR_ERR_EXTRA_EXTENSION, Alert.UNSUPPORTED_EXTENSION, RECORD_SIZE_LIMIT, 2);
    }

    // ---- resumption: "the record size limit is renegotiated"

    @Test
    void isAgreedAnewWhenASessionIsResumed() {
        firstConnection(ScriptedServer.ecdheRsa().recordSizeLimit(2000));
        server.recordSizeLimit(300);
        buffer = 1300; // of the same max_fragment_length, without which no session is offered
        resumes();
        assertEquals(300, tls.recordSizeLimit());
        server.echoNothing();
        sends(1000);
        assertEquals(300, longest(true));
        server.send(ServerRecord.applicationData(new byte[1301]).whole());
        refusedWhenOpen(BrErr.BR_ERR_TOO_LARGE, Alert.RECORD_OVERFLOW);
    }

    @Test
    void isNotKeptBeyondTheConnection() {
        firstConnection(ScriptedServer.ecdheRsa().recordSizeLimit(300));
        server.ignoreMaxFragment().recordSizeLimit(0);
        resumes();
        assertEquals(0, tls.recordSizeLimit());
        assertEquals(0, tls.maxFragment());
        server.echoNothing();
        sends(1024);
        assertEquals(1024, longest(true));
    }

    @Test
    void takesThePlaceOfTheFragmentLengthThatTheSessionWasMadeWith() {
        // a server that has learned of it since
        buffer = 1500;
        firstConnection();
        assertEquals(1024, tls.maxFragment());
        server.recordSizeLimit(16384);
        resumes();
        assertEquals(0, tls.maxFragment());
        assertEquals(16384, tls.recordSizeLimit());
        server.send(ServerRecord.applicationData(new byte[1500]).whole());
        assertEquals(1500, io.read(new byte[1500], 0, 1500), this::story);
    }
}
