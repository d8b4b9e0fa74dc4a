package bearssl.tls;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bearssl.testing.Bytes;
import bearssl.testing.KnownKeyX509;
import bearssl.testing.ScriptedServer;
import bearssl.testing.ServerRecord;
import bearssl.testing.TestCertificates;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** However the server cuts its messages, and the transport its bytes, the same session comes of it. */
class RandomSplitsTest extends HostileServer {
    @Property(tries = 60)
    void anySplitOpensAndEchoes(@ForAll @IntRange(min = 512, max = 5000) int plaintext,
            @ForAll @IntRange(min = 1, max = 3000) int readAtMost,
            @ForAll @IntRange(min = 1, max = 600) int takes,
            @ForAll @IntRange(min = 1, max = 700) int recordLen,
            @ForAll boolean merged, @ForAll boolean acceptsMaxFragment,
            @ForAll @LongRange(min = 0, max = 1000) long seed) {
        buffer = plaintext;
        x509 = new KnownKeyX509(TestCertificates.rsa2048().getPublic());
        server = ScriptedServer.of(0x009C, TestCertificates.rsa2048(), 2, seed).readAtMost(readAtMost).takes(takes, 0);
        if (!acceptsMaxFragment) {
            server.ignoreMaxFragment();
        }
        server.onFlight(1, f -> {
            if (merged) {
                f.merge();
                f.split(ScriptedServer.SERVER_HELLO, recordLen);
            } else {
                f.split(ScriptedServer.CERTIFICATE, recordLen);
            }
        });
        opens();
        int len = new Random(seed).nextInt(plaintext) + 1;
        byte[] data = new byte[len];
        new Random(seed).nextBytes(data);
        int written = 0;
        byte[] back = new byte[len];
        int got = 0;
        for (int i = 0; i < 100_000 && got < len; i++) {
            if (written < len) {
                written += count(io.write(data, written, len - written));
            }
            count(io.flush());
            got += count(io.read(back, got, len - got));
        }
        assertArrayEquals(data, back);
        assertEquals(0, tls.error());
    }

    /** Warnings, cut where they like, between the pieces of handshake messages, cut where those like. */
    @Property(tries = 60)
    void alertsAndMessagesInAnySplitDoNotDisturbEachOther(@ForAll @LongRange(min = 0) long seed) {
        Random random = new Random(seed);
        x509 = new KnownKeyX509(TestCertificates.rsa2048().getPublic());
        server = ScriptedServer.of(0x009C, TestCertificates.rsa2048(), 1, seed).requestCertificate()
                .readAtMost(1 + random.nextInt(300));
        for (int flight = 1; flight <= 2; flight++) {
            server.onFlight(flight, f -> {
                if (f.has(ScriptedServer.SERVER_HELLO)) {
                    f.merge();
                    f.split(ScriptedServer.SERVER_HELLO, 1 + random.nextInt(200));
                } else {
                    f.split(ScriptedServer.FINISHED, 1 + random.nextInt(16));
                }
                for (int i = f.size() - 1; i >= 0; i--) {
                    if (random.nextInt(3) == 0) {
                        int number = new int[] {41, 90, 112, 255}[random.nextInt(4)];
                        f.records().add(i, ServerRecord.of(ServerRecord.ALERT, Bytes.of(number)));
                        f.records().add(i, ServerRecord.of(ServerRecord.ALERT, Bytes.of(Alert.WARNING)));
                    }
                }
            });
        }
        opensAndEchoes();
        server.send(ServerRecord.of(ServerRecord.ALERT, Bytes.of(Alert.WARNING, 90, Alert.WARNING)));
        server.send(ServerRecord.applicationData(Bytes.of(1)));
        server.send(ServerRecord.of(ServerRecord.ALERT, Bytes.of(Alert.CLOSE_NOTIFY)));
        assertEquals(1, io.read(new byte[10], 0, 10), this::story);
        assertEndsInOrder();
    }

    private int count(int result) {
        assertTrue(result >= 0, this::story);
        return result;
    }
}
