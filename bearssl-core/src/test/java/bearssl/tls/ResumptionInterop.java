package bearssl.tls;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bearssl.base.Transport;
import bearssl.base.Workspace;
import bearssl.hash.Sha256;
import bearssl.rand.HmacDrbg;
import bearssl.testing.JdkX509;
import bearssl.testing.TestSocket;
import bearssl.testing.UnaskedX509;
import bearssl.tls.profile.FullProfile;
import java.io.IOException;
import java.util.Arrays;

/** A client that keeps its session, over sockets. */
public abstract class ResumptionInterop {
    protected TlsProfile profile = FullProfile.create();
    final HmacDrbg rng = new HmacDrbg(Sha256.INSTANCE);
    final byte[] stored = new byte[TlsSession.LEN + 3];
    protected final TlsSession session = new TlsSession(stored, 2);
    TlsClient tls;
    private final int dataLen;
    private int maxFragment;

    protected ResumptionInterop() {
        this(1000);
    }

    /** @param dataLen how many bytes to send at a time */
    protected ResumptionInterop(int dataLen) {
        this.dataLen = dataLen;
        byte[] seed = "an interop test may be predictable".getBytes();
        rng.update(seed, 0, seed.length, profile.newWorkspace());
        client(1024);
    }

    /** Takes another client. @param len the fragment length that it asks for, 0 for none */
    protected final void client(int len) {
        int plaintext = len == 0 ? 16384 : len;
        tls = new TlsClient(profile, rng, new byte[plaintext + TlsClient.IN_OVERHEAD],
                new byte[plaintext + TlsClient.OUT_OVERHEAD]);
        maxFragment = len;
    }

    /** What the server answers. */
    protected byte[] answer(byte[] sent) {
        return sent;
    }

    /** What a server that knows max_fragment_length alone has agreed to. */
    protected void assertAgreed(TlsClient client, int asked) {
        assertEquals(asked, client.maxFragment());
    }

    protected final void connects(int port, String name, boolean resumed) throws IOException {
        byte[] before = stored.clone();
        Workspace ws = profile.newWorkspace();
        try (TestSocket socket = new TestSocket(port, 1000)) {
            assertEquals(0, tls.reset(name, ws, resumed ? new UnaskedX509() : new JdkX509(), session));
            TlsIo io = new TlsIo(tls, socket);
            assertEquals(1, io.handshake(), () -> "error " + tls.error());
            assertEquals(resumed, tls.resumed());
            assertFalse(tls.needsWorkspace());
            assertAgreed(tls, maxFragment);
            byte[] data = new byte[dataLen];
            for (int i = 0; i < data.length; i++) {
                data[i] = (byte) ('a' + i % 26);
            }
            data[data.length - 1] = '\n';
            for (int n = 0; n < data.length;) {
                n += io.write(data, n, data.length - n);
            }
            assertEquals(1, io.flush());
            byte[] back = new byte[data.length];
            for (int n = 0; n < back.length;) {
                int r = io.read(back, n, back.length - n);
                assertTrue(r > 0, () -> "read: " + r);
                n += r;
            }
            assertArrayEquals(answer(data), back);
            assertEquals(Transport.END, io.close());
        }
        assertTrue(session.isSet());
        assertEquals(resumed, Arrays.equals(before, stored), "the session stays, or is another");
        assertEquals(0, stored[0] | stored[1] | stored[TlsSession.LEN + 2]);
    }
}
