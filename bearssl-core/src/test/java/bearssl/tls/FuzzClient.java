package bearssl.tls;

import bearssl.aead.AesCt;
import bearssl.aead.Gcm;
import bearssl.aead.GhashCtmul32;
import bearssl.base.Transport;
import bearssl.base.Workspace;
import bearssl.ec.EcP256M15;
import bearssl.ec.EcVerifyCurve;
import bearssl.hash.HashFunction;
import bearssl.hash.Sha256;
import bearssl.hash.Sha384;
import bearssl.hash.Sha512;
import bearssl.rand.HmacDrbg;
import bearssl.rsa.RsaI15;
import bearssl.testing.KnownKeyX509;
import bearssl.testing.RememberedCurve;
import bearssl.testing.RememberedRsa;
import bearssl.testing.Replay;
import bearssl.testing.ScriptedServer;
import bearssl.tls.profile.FullProfile;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * A client for thousands of connections: the same randomness in each, public-key operations remembered, one engine
 * for all connections with the same buffers. A connection is a handshake, a message, and what the server has to say.
 */
final class FuzzClient {
    static final int MESSAGE_LEN = 512;
    private static final int MOST_STEPS = 1_000_000;
    private static final byte[] SEED = "the same bytes in each connection".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] MESSAGE = "a message of ours".getBytes(StandardCharsets.US_ASCII);
    private static final String[] PROTOCOLS = {"mqtt", "h2"};
    private static final Replay REPLAY = new Replay();
    private static final Profile PROFILE = new Profile();
    private static final Map<Integer, FuzzClient> CLIENTS = new HashMap<>();
    private static final X509Engine RSA = new KnownKeyX509(FuzzScenario.RSA.getPublic());
    private static final X509Engine EC = new KnownKeyX509(FuzzScenario.EC.getPublic());
    private static final ClientAuth AUTH = new QuickAuth();

    /** {@link FullProfile} on operations that are remembered, and can be replayed without an object. */
    private static final class Profile extends TlsProfile {
        private static final FullProfile FULL = FullProfile.create();

        Profile() {
            super(Sha256.INSTANCE, 2048, MESSAGE_LEN,
                    FULL.workspaceBytes() - HandshakeContext.frameLength(MESSAGE_LEN), FULL.workspaceShorts(),
                    FULL.workspaceInts() - Sha256.INSTANCE.stateWords(), 0);
            KeyExchange ecdhe = new EcdheWideKeyExchange(REPLAY.curve(new RememberedCurve(EcP256M15.INSTANCE)),
                    REPLAY.rsa(new RememberedRsa(RsaI15.INSTANCE)),
                    new HashFunction[] {Sha256.INSTANCE, Sha384.INSTANCE, Sha512.INSTANCE}, new EcVerifyCurve[0]);
            for (int i = 0; i < FULL.suiteCount(); i++) {
                boolean isRsa = FULL.suite(i) == CipherSuite.RSA_WITH_AES_128_GCM_SHA256;
                with(FULL.suite(i), isRsa ? new RsaKeyExchange(REPLAY.rsa(new RememberedRsa(RsaI15.INSTANCE))) : ecdhe);
            }
        }

        @Override
        protected Gcm newGcm() {
            return new Gcm(new AesCt(), new GhashCtmul32());
        }
    }

    /** A certificate of 700 bytes, and signatures that nobody looks at. */
    private static final class QuickAuth implements ClientAuth {
        @Override
        public int signature() {
            return ECDSA;
        }

        @Override
        public int certificates() {
            return 1;
        }

        @Override
        public int certificateLen(int index) {
            return 700;
        }

        @Override
        public void certificateBytes(int index, int from, byte[] dst, int off, int len) {
            Arrays.fill(dst, off, off + len, (byte) 'c');
        }

        @Override
        public int maxSignatureLen() {
            return 72;
        }

        @Override
        public int sign(byte[] hash, int hashOff, byte[] dst, int off, Workspace ws) {
            System.arraycopy(hash, hashOff, dst, off, 32);
            return 32;
        }

        @Override
        public int scratchBytes() {
            return 0;
        }

        @Override
        public int scratchShorts() {
            return 0;
        }

        @Override
        public int scratchInts() {
            return 0;
        }

        @Override
        public int scratchLongs() {
            return 0;
        }
    }

    /** Gives a recording in pieces of changing length, then ends. */
    private static final class Playback implements Transport {
        private byte[] recording;
        private int position;
        private int most;
        private int random;

        void start(byte[] bytes, int mostAtOnce, int seed) {
            recording = bytes;
            position = 0;
            most = mostAtOnce;
            random = seed;
        }

        @Override
        public int read(byte[] buf, int off, int len) {
            random = random * 1103515245 + 12345;
            int n = Math.min(Math.min(len, 1 + (random >>> 16) % most), recording.length - position);
            if (n == 0) {
                return END;
            }
            System.arraycopy(recording, position, buf, off, n);
            position += n;
            return n;
        }

        @Override
        public int write(byte[] buf, int off, int len) {
            return len;
        }

        @Override
        public int flush() {
            return 1;
        }
    }

    final Workspace ws = PROFILE.newWorkspace(RSA, AUTH);
    final byte[] in;
    final byte[] out;
    final TlsClient tls;
    final byte[] stored = new byte[TlsSession.LEN];
    private final TlsSession session = new TlsSession(stored, 0);
    private final HmacDrbg rng = new HmacDrbg(Sha256.INSTANCE);
    private final Playback playback = new Playback();
    private final TlsIo playbackIo;

    /** What came of the last connection. */
    boolean opened;
    boolean resumed;
    int result;
    final byte[] data = new byte[1 << 18];
    int dataLen;

    private FuzzClient(int buffer) {
        in = new byte[buffer + TlsClient.IN_OVERHEAD];
        out = new byte[buffer + TlsClient.OUT_OVERHEAD];
        tls = new TlsClient(PROFILE, rng, in, out);
        playbackIo = new TlsIo(tls, playback);
    }

    /** The client for connections of this kind, in whatever state the last one left it. */
    static FuzzClient of(FuzzScenario scenario) {
        return CLIENTS.computeIfAbsent(scenario.buffer(), FuzzClient::new);
    }

    /** Makes a connection that ends well and returns the session that is left of it. */
    static byte[] firstConnection(FuzzScenario scenario, ScriptedServer server) {
        FuzzClient client = of(scenario);
        REPLAY.start(false);
        TlsIo io = new TlsIo(client.tls, server);
        client.start(scenario, new byte[TlsSession.LEN]);
        int r = io.handshake();
        byte[] kept = client.stored.clone();
        io.close();
        if (r != 1 || kept[0] == 0) {
            throw new IllegalStateException("no session: " + scenario + " " + client.tls.error());
        }
        return kept;
    }

    private void start(FuzzScenario scenario, byte[] before) {
        rng.wipe();
        rng.update(SEED, 0, SEED.length, ws);
        System.arraycopy(before, 0, stored, 0, stored.length);
        tls.offerMaxFragment(scenario.sizes() != FuzzScenario.Sizes.NOT_OFFERED);
        tls.offerProtocols(scenario.protocols() ? PROTOCOLS : null);
        tls.clientAuth(scenario.authenticates() ? AUTH : null);
        boolean keeps = scenario.resumption() != FuzzScenario.Resumption.NONE;
        int r = tls.reset("broker.example", ws, engine(scenario), keeps ? session : null);
        if (r != 0) {
            throw new IllegalStateException("reset: " + r);
        }
    }

    private static X509Engine engine(FuzzScenario scenario) {
        return scenario.key() == FuzzScenario.EC ? EC : RSA;
    }

    /** Connects to a server. When the session is open the server speaks. */
    void connect(FuzzScenario scenario, byte[] before, ScriptedServer server, Runnable whenOpen) {
        REPLAY.start(false);
        start(scenario, before);
        run(new TlsIo(tls, server), whenOpen, scenario.closesFirst());
    }

    /** The same connection once more, in other pieces. Allocates nothing. */
    void replay(FuzzScenario scenario, byte[] before, byte[] recording, int mostAtOnce, int seed) {
        REPLAY.start(true);
        start(scenario, before);
        playback.start(recording, mostAtOnce, seed);
        playbackIo.reset();
        run(playbackIo, null, scenario.closesFirst());
    }

    private void run(TlsIo io, Runnable whenOpen, boolean closesFirst) {
        dataLen = 0;
        result = 0;
        for (int i = 0; result == 0; i++) {
            checkSteps(i);
            result = io.handshake();
        }
        opened = result == 1;
        resumed = tls.resumed();
        if (opened && whenOpen != null) {
            whenOpen.run();
        }
        if (opened) {
            io.write(MESSAGE, 0, MESSAGE.length);
            io.flush();
        }
        if (opened && closesFirst) {
            tls.closeBothWays();
        }
        for (int i = 0; result >= 0; i++) {
            checkSteps(i);
            result = io.read(data, dataLen, data.length - dataLen);
            dataLen += Math.max(0, result);
        }
        if (io.read(data, dataLen, data.length - dataLen) != result || io.handshake() != result) {
            throw new AssertionError("another end at the second call");
        }
    }

    private static void checkSteps(int i) {
        if (i > MOST_STEPS) {
            throw new AssertionError("no progress");
        }
    }

    /** The message that the client sends when the session is open. */
    static byte[] message() {
        return MESSAGE;
    }
}
