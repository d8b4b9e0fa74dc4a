package bearssl.tls;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bearssl.base.Transport;
import bearssl.testing.Bytes;
import bearssl.testing.Flight;
import bearssl.testing.KnownKeyX509;
import bearssl.testing.ScriptedServer;
import bearssl.testing.ServerRecord;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/**
 * A server that speaks the handshake and then breaks something at random: an order, a length, a byte, a record. Only
 * two things may come of it: a session both sides agree on, or an error that leaves nothing behind.
 */
class HostileSequencesTest extends ResumingClient {
    @Property(tries = 300)
    void anyChangeEndsInAgreementOrInAnError(@ForAll @LongRange(min = 0) long seed,
            @ForAll @IntRange(min = 1, max = 3) int changes) {
        Random random = new Random(seed);
        int suite = List.of(0xC02F, 0xC02B, 0x009C).get(random.nextInt(3));
        server = ScriptedServer.of(suite, AllocationProbe.key(suite), 1 + random.nextInt(3), seed)
                .endWhenDrained().endWhenUnreadable().readAtMost(1 + random.nextInt(2000));
        x509 = new KnownKeyX509(AllocationProbe.key(suite).getPublic());
        if (random.nextBoolean()) {
            server.requestCertificate();
        }
        endsInAgreementOrInAnError(changes, random);
    }

    @Property(tries = 300)
    void anyChangeOfAResumedHandshakeDoesToo(@ForAll @LongRange(min = 0) long seed,
            @ForAll @IntRange(min = 1, max = 3) int changes) {
        Random random = new Random(seed);
        server = ScriptedServer.of(0xC02F, AllocationProbe.key(0xC02F), 1, seed);
        firstConnection();
        server.endWhenDrained().endWhenUnreadable().readAtMost(1 + random.nextInt(500));
        endsInAgreementOrInAnError(changes, random);
        if (tls.alertSent() > 0 || tls.error() > BrErr.BR_ERR_RECV_FATAL_ALERT) {
            assertArrayEquals(new byte[stored.length], stored);
        } else if (session.isSet()) {
            assertArrayEquals(kept, stored); // not set: the changed id began a session that has not opened
        }
    }

    private void endsInAgreementOrInAnError(int changes, Random random) {
        for (int i = 0; i < changes; i++) {
            server.onFlight(1 + random.nextInt(2), f -> change(f, random));
        }
        start();
        int result = handshake();
        if (result == 1) {
            assertTrue(server.clientFinishedRight(), "both sides agree on what was said");
            byte[] data = new byte[100];
            while (result > 0) {
                result = io.read(data, 0, data.length); // what was added behind Finished
            }
        }
        assertTrue(result < 0, this::story);
        if (result != Transport.END) {
            assertGone(-result);
            boolean told = tls.alertSent() > 0;
            boolean fromServer = -result >= BrErr.BR_ERR_RECV_FATAL_ALERT || -result == BrErr.BR_ERR_IO;
            assertEquals(!fromServer, told, this::story);
        }
        assertFalse(tls.needsWorkspace());
    }

    private static void change(Flight f, Random random) {
        if (f.size() == 0) {
            return;
        }
        List<ServerRecord> records = f.records();
        int i = random.nextInt(records.size());
        ServerRecord r = records.get(i);
        switch (random.nextInt(10)) {
            case 0:
                records.remove(i);
                break;
            case 1:
                records.add(random.nextInt(records.size() + 1), r);
                break;
            case 2:
                Collections.swap(records, i, random.nextInt(records.size()));
                break;
            case 3:
                r.payload(Bytes.first(r.payload(), random.nextInt(r.payload().length + 20)));
                break;
            case 4:
            case 5:
                if (r.payload().length > 0) {
                    // early bytes are types and lengths
                    int at = Math.min(random.nextInt(r.payload().length), random.nextInt(r.payload().length));
                    r.payload(Bytes.flip(r.payload(), at, 1 << random.nextInt(8)));
                }
                break;
            case 6:
                r.onWire(wire -> Bytes.flip(wire, random.nextInt(Math.min(wire.length, 20)), 1 << random.nextInt(8)));
                break;
            case 7:
                f.merge();
                break;
            case 8:
                records.add(i, ServerRecord.of(20 + random.nextInt(4), randomBytes(random)));
                break;
            default:
                records.add(i, ServerRecord.handshake(random.nextInt(25), randomBytes(random)));
                break;
        }
    }

    private static byte[] randomBytes(Random random) {
        byte[] bytes = new byte[random.nextInt(random.nextBoolean() ? 4 : 3000)];
        random.nextBytes(bytes);
        return bytes;
    }
}
