package bearssl.tls;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bearssl.base.Transport;
import bearssl.base.Workspace;
import bearssl.rand.HmacDrbg;
import bearssl.testing.Bytes;
import bearssl.testing.KnownKeyX509;
import bearssl.testing.RecordedServer;
import bearssl.testing.ScriptedServer;
import bearssl.testing.ServerRecord;
import bearssl.testing.TestCertificates;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes that come cut, changed, one by one or not at all, and a transport that takes what it likes. */
class HostileTransportTest extends HostileServer {
    /** What a server sent in a handshake and ten bytes of data, and where its records begin. */
    private record Recording(byte[] bytes, List<Integer> starts, int handshakeLen, X509Engine engine) {
    }

    private final byte[] recordedIn = new byte[1024 + TlsClient.IN_OVERHEAD];
    private final byte[] recordedOut = new byte[1024 + TlsClient.OUT_OVERHEAD];
    private final Workspace recordedWs = PROFILE.newWorkspace();

    private Recording record(ScriptedServer s) {
        server = s;
        x509 = new KnownKeyX509(TestCertificates.rsa2048().getPublic());
        opens();
        int len = server.sent().length;
        server.send(ServerRecord.applicationData(new byte[10]));
        return new Recording(server.sent(), List.copyOf(server.recordStarts()), len, x509);
    }

    /** Runs a client with the seed of the recording over other bytes, until it reads data or fails. */
    private int replay(Recording r, byte[] bytes, int readAtMost) {
        HmacDrbg rng = generator();
        TlsClient client = new TlsClient(PROFILE, rng, recordedIn, recordedOut);
        assertEquals(0, client.reset("broker.example", recordedWs, r.engine));
        TlsIo pump = new TlsIo(client, new RecordedServer(bytes, readAtMost));
        byte[] data = new byte[20];
        int result = pump.read(data, 0, 20);
        if (result < 0) {
            assertEquals(TlsClient.CLOSED, client.state());
            assertEquals(-client.error(), result);
            assertArrayEquals(new byte[20], data);
            assertWiped(recordedWs);
        }
        assertTrue(!client.needsWorkspace());
        return result;
    }

    @Test
    void anEndAtAnyByteIsATruncation() {
        Recording r = record(ScriptedServer.rsa());
        assertEquals(10, replay(r, r.bytes, Integer.MAX_VALUE));
        for (int len = 0; len < r.bytes.length; len++) {
            assertEquals(-BrErr.BR_ERR_IO, replay(r, Bytes.first(r.bytes, len), Integer.MAX_VALUE), "cut at " + len);
        }
    }

    @Test
    void anEndAtAnyByteOfAnEcdheHandshakeIsATruncation() {
        Recording r = record(ScriptedServer.ecdheRsa());
        assertEquals(10, replay(r, r.bytes, Integer.MAX_VALUE));
        for (int len = 0; len < r.bytes.length; len += 7) {
            assertEquals(-BrErr.BR_ERR_IO, replay(r, Bytes.first(r.bytes, len), Integer.MAX_VALUE), "cut at " + len);
        }
    }

    @Test
    void everyFlippedBitInTheFirst64BytesOfAnyRecordIsFound() {
        Recording r = record(ScriptedServer.ecdheRsa());
        for (int start : r.starts) {
            int len = Math.min(64, 5 + Bytes.u16(r.bytes, start + 3));
            for (int bit = 0; bit < 8 * len; bit++) {
                int index = start + bit / 8;
                byte[] changed = Bytes.flip(r.bytes, index, 1 << bit % 8);
                int result = replay(r, changed, Integer.MAX_VALUE);
                // The first record's minor version is of no account: servers differ in it.
                assertTrue(result < 0 || index == 2, "bit " + bit + " of the record at " + start + ": " + result);
                assertTrue(result != Transport.END);
            }
        }
    }

    @Test
    void randomBytesInPlaceOfAnyPartGiveACode() {
        Recording r = record(ScriptedServer.rsa());
        Random random = new Random(42);
        for (int i = 0; i < 2000; i++) {
            byte[] changed = r.bytes.clone();
            int from = random.nextInt(r.bytes.length);
            int n = 1 + random.nextInt(40);
            for (int k = from; k < Math.min(from + n, changed.length); k++) {
                changed[k] = (byte) random.nextInt();
            }
            int result = replay(r, changed, 1 + random.nextInt(200));
            assertTrue(result < 0 && result != Transport.END || result == 10, "run " + i + ": " + result);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 6, 7, 13, 100})
    void readsOfAnySizeGiveTheSame(int atMost) {
        Recording r = record(ScriptedServer.rsa());
        assertEquals(10, replay(r, r.bytes, atMost));
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "0, 1", "0, 3", "7, 0", "500, 1"})
    void writesThatAreTakenInPartArriveWhole(int first, int second) {
        server.takes(first, second);
        opens();
        byte[] data = new byte[3000];
        new Random(1).nextBytes(data);
        int written = 0;
        int got = 0;
        byte[] back = new byte[3000];
        for (int i = 0; i < 20000 && got < data.length; i++) {
            if (written < data.length) {
                int n = io.write(data, written, data.length - written);
                assertTrue(n >= 0, this::story);
                written += n;
            }
            assertTrue(io.flush() >= 0, this::story);
            if (got < written && (tls.state() & TlsClient.SENDREC) == 0) {
                int n = io.read(back, got, data.length - got);
                assertTrue(n >= 0, this::story);
                got += n;
            }
        }
        assertArrayEquals(data, back);
    }

    @ParameterizedTest
    @CsvSource({"512, 512", "513, 512", "1023, 512", "1024, 1024", "2047, 1024", "2048, 2048", "4095, 2048",
        "4096, 4096", "8000, 4096", "16383, 4096", "16384, 0", "20000, 0"})
    void theBufferDecidesWhatIsAskedFor(int plaintext, int negotiated) {
        buffer = plaintext;
        opensAndEchoes();
        assertEquals(negotiated, tls.maxFragment());
        assertEquals(negotiated, tls.maxFragmentOffered());
        server = ScriptedServer.rsa().ignoreMaxFragment();
        opensAndEchoes();
        assertEquals(0, tls.maxFragment());
    }

    @Test
    void recordsOfTheClientKeepToTheNegotiatedLength() {
        buffer = 4000;
        opens();
        assertEquals(2048, tls.maxFragment());
        byte[] data = new byte[2048];
        assertEquals(2048, io.write(data, 0, 2048));
        assertEquals(1, io.flush());
        assertEquals(2048, server.received().get(server.received().size() - 1).payload().length);
        assertEquals(2048, io.write(new byte[5000], 0, 5000));
    }

    @Test
    void aHandshakeThatFailedIsNotOpenWhileItsAlertCannotLeave() {
        server.onHello(h -> h.suite = 0x1301);
        start();
        assertEquals(0, stuckBehindClientHello());
        for (int i = 0; i < 3; i++) {
            assertEquals(0, io.handshake(), this::story);
            assertEquals(0, io.write(new byte[5], 0, 5));
            assertEquals(0, io.read(new byte[5], 0, 5));
        }
        server.takes(Integer.MAX_VALUE);
        assertEquals(-BrErr.BR_ERR_BAD_CIPHER_SUITE, io.handshake());
        assertDead(BrErr.BR_ERR_BAD_CIPHER_SUITE, Alert.ILLEGAL_PARAMETER);
    }

    /** Lets the ClientHello out and nothing behind it. */
    private int stuckBehindClientHello() {
        server.takes(Integer.MAX_VALUE, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        return io.handshake();
    }

    @Test
    void aTransportThatFailsToWriteStillReadsTheServersLastWord() {
        // The server refused our ClientHello and closed before our next flight left.
        ScriptedServer s = ScriptedServer.rsa().onFlight(1, f ->
                f.add(ServerRecord.alert(Alert.FATAL, Alert.HANDSHAKE_FAILURE)));
        server = s;
        start();
        int[] written = new int[1];
        io = new TlsIo(tls, new Transport() {
            @Override
            public int read(byte[] buf, int off, int len) {
                return s.read(buf, off, len);
            }

            @Override
            public int write(byte[] buf, int off, int len) {
                if (written[0]++ > 0) {
                    return -BrErr.BR_ERR_IO;
                }
                return s.write(buf, off, len);
            }

            @Override
            public int flush() {
                return 1;
            }
        });
        assertEquals(-(BrErr.BR_ERR_RECV_FATAL_ALERT + Alert.HANDSHAKE_FAILURE), io.handshake(), this::story);
    }

    @Test
    void aTransportThatFailsAtOnceIsAnIoError() {
        start();
        io = new TlsIo(tls, new Transport() {
            @Override
            public int read(byte[] buf, int off, int len) {
                return -77;
            }

            @Override
            public int write(byte[] buf, int off, int len) {
                return len;
            }

            @Override
            public int flush() {
                return 1;
            }
        });
        assertEquals(-BrErr.BR_ERR_IO, io.handshake());
        assertEquals(TlsClient.CLOSED, tls.state());
        assertWiped(ws);
    }
}
