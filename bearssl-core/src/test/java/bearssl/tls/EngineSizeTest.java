package bearssl.tls;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bearssl.base.Transport;
import bearssl.base.Workspace;
import bearssl.ec.EcP256M15;
import bearssl.hash.HashFunction;
import bearssl.testing.OurClientAuth;
import bearssl.testing.ScriptedServer;
import bearssl.testing.TestCertificates;
import bearssl.tls.profile.AwsIotProfile;
import bearssl.tls.profile.EcdheProfile;
import bearssl.tls.profile.FastProfile;
import bearssl.tls.profile.FullProfile;
import bearssl.tls.profile.RsaGcmProfile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openjdk.jol.info.GraphLayout;

/** What a connection keeps and what a handshake borrows, in bytes of a 64-bit JVM, headers and all. */
class EngineSizeTest extends HostileServer {
    private static TlsProfile profile(String name, int rsaBits) {
        if (name.equals("aws")) {
            return AwsIotProfile.create();
        }
        if (name.equals("fast")) {
            return FastProfile.create(rsaBits, new int[] {0xC02F, 0xC02B, 0x009C});
        }
        return name.equals("rsa") ? RsaGcmProfile.create(rsaBits) : name.equals("ecdhe")
                ? EcdheProfile.create(rsaBits) : FullProfile.create(rsaBits, new int[] {0xC02F, 0xC02B, 0x009C});
    }

    private static long retained(Object... roots) {
        return GraphLayout.parseInstance(roots).totalSize();
    }

    /** A connector that can be pulled, so that the server is not counted. */
    private static final class Plug implements Transport {
        private Transport peer;

        @Override
        public int read(byte[] buf, int off, int len) {
            return peer.read(buf, off, len);
        }

        @Override
        public int write(byte[] buf, int off, int len) {
            return peer.write(buf, off, len);
        }

        @Override
        public int flush() {
            return peer.flush();
        }
    }

    @ParameterizedTest
    @CsvSource({"rsa, 4100", "ecdhe, 4120", "full, 4160", "fast, 5400"})
    void aLiveConnectionStaysSmall(String name, long bound) {
        profile = profile(name, 2048);
        server = name.equals("rsa") ? ScriptedServer.rsa() : ScriptedServer.ecdheRsa();
        start();
        Plug plug = new Plug();
        plug.peer = server;
        io = new TlsIo(tls, plug);
        opensOn();
        echoes("data");
        plug.peer = null;
        long all = retained(io);
        long shared = retained(profile);
        System.out.println("live connection, profile " + name + ", 1024-byte records: " + all
                + " bytes retained, of which the profile (one for all connections) " + shared);
        assertTrue(all <= bound, () -> all + " bytes\n" + GraphLayout.parseInstance(io).toFootprint());
    }

    private void opensOn() {
        assertEquals(1, handshake(), this::story);
    }

    @ParameterizedTest
    @CsvSource({"rsa, 2048, 2300", "ecdhe, 2048, 2700", "aws, 2048, 2700", "full, 2048, 2700",
        "fast, 2048, 8300", "rsa, 4096, 3200", "ecdhe, 4096, 3700"})
    void aWorkspaceStaysSmall(String name, int rsaBits, long bound) {
        Workspace space = profile(name, rsaBits).newWorkspace();
        long size = retained(space);
        System.out.println("workspace, profile " + name + ", RSA up to " + rsaBits + " bits: " + size
                + " bytes retained (" + space.bytes.length + " bytes, " + space.shorts.length + " shorts, "
                + space.ints.length + " ints, " + space.longs.length + " longs)");
        assertTrue(size <= bound, () -> size + " bytes");
    }

    @ParameterizedTest
    @CsvSource({"rsa, 2048", "ecdhe, 2048", "aws, 2048", "full, 2048", "fast, 2048"})
    void declaredScratchIsReachedAndNeverPassed(String name, int rsaBits) {
        profile = profile(name, rsaBits);
        int bytes = 0;
        int shorts = 0;
        int ints = 0;
        int longs = 0;
        for (int i = 0; i < profile.suiteCount(); i++) {
            for (boolean ems : new boolean[] {true, false}) {
                int suite = profile.suite(i);
                server = suite == 0xC02B ? ScriptedServer.ecdheEcdsa()
                        : ScriptedServer.of(suite, TestCertificates.rsa2048(), 1, 1);
                server.requestCertificate();
                if (name.equals("full") || name.equals("fast")) {
                    server.onKeyExchange(k -> k.hash = HashFunction.SHA512);
                }
                if (!ems) {
                    server.ignoreExtendedMasterSecret();
                }
                opens();
                bytes = Math.max(bytes, ws.highWaterBytes());
                shorts = Math.max(shorts, ws.highWaterShorts());
                ints = Math.max(ints, ws.highWaterInts());
                longs = Math.max(longs, ws.highWaterLongs());
            }
        }
        assertEquals(profile.workspaceBytes(), bytes, "bytes");
        assertEquals(profile.workspaceShorts(), shorts, "shorts");
        assertEquals(profile.workspaceInts(), ints, "ints");
        assertEquals(profile.workspaceLongs(), longs, "longs");
    }

    /** What a profile foresees suffices for ECDSA where there is ECDHE; else the workspace grows, and no more. */
    @ParameterizedTest
    @CsvSource({"rsa, 85, 0", "ecdhe, 0, 0", "aws, 0, 0", "full, 0, 0"})
    void aSignerTakesItsScratch(String name, int moreBytes, int moreInts) {
        profile = profile(name, 2048);
        auth = OurClientAuth.of(TestCertificates.chain(TestCertificates.p256(), 1));
        server = (name.equals("rsa") ? ScriptedServer.rsa() : ScriptedServer.ecdheRsa()).requestCertificate();
        opens();
        assertEquals(profile.workspaceBytes() + moreBytes, ws.bytes.length);
        assertEquals(Math.max(profile.workspaceShorts(), EcP256M15.SCRATCH_SHORTS), ws.shorts.length);
        assertEquals(profile.workspaceInts() + moreInts, ws.ints.length);
        assertTrue(moreBytes == 0 || ws.highWaterBytes() == ws.bytes.length, "reached");
    }

    @ParameterizedTest
    @CsvSource({"rsa", "ecdhe", "full"})
    void anRsaSignerTakesItsScratch(String name) {
        profile = profile(name, 2048);
        auth = OurClientAuth.of(TestCertificates.chain(TestCertificates.rsa2048(), 1));
        server = (name.equals("rsa") ? ScriptedServer.rsa() : ScriptedServer.ecdheRsa()).requestCertificate();
        opens();
        int moreBytes = name.equals("rsa") ? 32 + 256 - 172 : 0; // hash, signature; the PRF
        assertEquals(profile.workspaceBytes() + moreBytes, ws.bytes.length);
        assertEquals(759, ws.shorts.length);
        assertEquals(profile.workspaceInts(), ws.ints.length);
        assertEquals(759, ws.highWaterShorts());
        assertTrue(name.equals("full") || ws.highWaterBytes() == ws.bytes.length, "reached");
    }

    // ---- lending

    @Test
    void theNextConnectionUsesTheSameWorkspace() {
        opens();
        Workspace first = ws;
        TlsClient live = tls;
        TlsIo liveIo = io;
        ScriptedServer firstServer = server;
        server = ScriptedServer.ecdheEcdsa();
        tls = new TlsClient(profile, generator(), new byte[600], new byte[600]);
        assertEquals(0, tls.reset("other.example", first, x509));
        io = new TlsIo(tls, server);
        opensOn();
        echoes("second");
        assertWiped(first);
        tls = live;
        io = liveIo;
        server = firstServer;
        echoes("first");
    }

    @Test
    void aClientIsUsedAgainForTheNextConnection() {
        for (int i = 0; i < 3; i++) {
            server = i == 1 ? ScriptedServer.rsa() : ScriptedServer.ecdheRsa();
            if (i == 0) {
                start();
            } else {
                io = new TlsIo(tls, server);
                assertEquals(0, tls.reset("broker.example", ws, x509));
            }
            opensOn();
            echoes("connection " + i);
            assertEquals(Transport.END, io.close());
            assertArrayEquals(new byte[in.length], in);
            assertArrayEquals(new byte[out.length], out);
        }
    }

    @Test
    void aWorkspaceInUseIsRefused() {
        start();
        Workspace busy = ws;
        TlsClient other = new TlsClient(profile, generator(), new byte[600], new byte[600]);
        assertEquals(-BrErr.BR_ERR_BAD_STATE, other.reset("other.example", busy, x509));
        assertEquals(BrErr.BR_ERR_BAD_STATE, other.error());
        assertEquals(TlsClient.CLOSED, other.state());
        assertFalse(other.needsWorkspace());
        opensOn(); // the first one is not disturbed
        assertEquals(0, other.reset("other.example", busy, x509));
        assertTrue(other.needsWorkspace());
        other.transportEnded();
        assertWiped(busy);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void aWorkspaceOneElementTooSmallIsRefused(int which) {
        Workspace small = new Workspace(profile.workspaceBytes() - (which == 0 ? 1 : 0),
                profile.workspaceShorts() - (which == 1 ? 1 : 0), profile.workspaceInts() - (which == 2 ? 1 : 0));
        TlsClient client = new TlsClient(profile, generator(), new byte[600], new byte[600]);
        assertEquals(-BrErr.BR_ERR_BAD_PARAM, client.reset("broker.example", small, x509));
        assertTrue(small.acquire(this), "not borrowed");
    }
}
