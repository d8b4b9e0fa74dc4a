package bearssl.tls;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bearssl.testing.KnownKeyX509;
import bearssl.testing.ScriptedServer;
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

    private int count(int result) {
        assertTrue(result >= 0, this::story);
        return result;
    }
}
