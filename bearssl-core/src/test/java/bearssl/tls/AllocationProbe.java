package bearssl.tls;

import bearssl.base.Workspace;
import bearssl.hash.Sha256;
import bearssl.rand.HmacDrbg;
import bearssl.testing.KnownKeyX509;
import bearssl.testing.OurClientAuth;
import bearssl.testing.RecordedServer;
import bearssl.testing.ScriptedServer;
import bearssl.testing.TestCertificates;
import bearssl.testing.UnaskedX509;
import bearssl.tls.profile.FullProfile;
import com.sun.management.ThreadMXBean;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;

/**
 * Counts the bytes that a thread allocates for handshakes and echoed messages against a recorded server. Runs in the
 * test's JVM, and as a program in another one whose interpreter hides nothing: escape analysis does away with garbage
 * that a small JVM would have to collect.
 */
final class AllocationProbe {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int WINDOWS = 5;
    private static final byte[] SEED = "a client that repeats itself".getBytes(StandardCharsets.US_ASCII);
    private static final int PLAINTEXT = 512;
    private static final byte[] MESSAGE = new byte[300];

    /**
     * What a server sent.
     *
     * @param bytes    in a handshake and the echoes
     * @param messages how many there are
     * @param session  what the client offered: all zero for a full handshake
     * @param key      the client's private key in PKCS#8
     * @param chain    its certificates, none if it has none
     */
    record Recording(byte[] bytes, int messages, byte[] session, byte[] key, byte[][] chain) {
        Recording(byte[] bytes, int messages, byte[] session) {
            this(bytes, messages, session, new byte[0], new byte[0][]);
        }
    }

    private final Recording recorded;
    private final RecordedServer recording;
    private final byte[] stored = new byte[TlsSession.LEN];
    private final TlsSession session = new TlsSession(stored, 0);
    private final X509Engine x509;
    private final TlsProfile profile = FullProfile.create();
    private final Workspace ws;
    private final HmacDrbg rng = new HmacDrbg(Sha256.INSTANCE);
    private final TlsClient tls = new TlsClient(profile, rng, new byte[PLAINTEXT + TlsClient.IN_OVERHEAD],
            new byte[PLAINTEXT + TlsClient.OUT_OVERHEAD]);
    private final TlsIo io;
    private final byte[] received = new byte[MESSAGE.length];

    /** Plays back a connection. */
    AllocationProbe(Recording recorded, X509Engine x509) {
        this.recorded = recorded;
        this.x509 = x509;
        ClientAuth auth = recorded.chain.length == 0 ? null : OurClientAuth.of(recorded.key, recorded.chain);
        ws = profile.newWorkspace(x509, auth);
        tls.clientAuth(auth);
        recording = new RecordedServer(recorded.bytes);
        io = new TlsIo(tls, recording);
    }

    /** What a server sends to the client that this class makes, in a handshake and so many echoes. */
    static Recording record(int suite, int messages) {
        return record(suite, new Recording(new byte[0], messages, new byte[TlsSession.LEN]));
    }

    /** The same for a client with this key and a chain of three certificates. */
    static Recording recordAuthenticated(int suite, int messages, KeyPair key) {
        KeyStore keys = TestCertificates.chain(key, 3);
        return record(suite, new Recording(new byte[0], messages, new byte[TlsSession.LEN], OurClientAuth.key(keys),
                OurClientAuth.chain(keys)));
    }

    private static Recording record(int suite, Recording client) {
        ScriptedServer server = ScriptedServer.of(suite, key(suite), 2, 1).requestCertificate().keepSessions();
        AllocationProbe live = new AllocationProbe(client, new KnownKeyX509(key(suite).getPublic()));
        live.connection(new TlsIo(live.tls, server));
        check(server.clientMessages().contains(ScriptedServer.CERTIFICATE_VERIFY), client.chain.length > 0);
        return new Recording(server.sent(), client.messages, client.session, client.key, client.chain);
    }

    /** The same of the connection that resumes the session of an earlier one. */
    static Recording recordResumed(int suite, int messages) {
        ScriptedServer server = ScriptedServer.of(suite, key(suite), 1, 1).keepSessions();
        Recording full = new Recording(new byte[0], messages, new byte[TlsSession.LEN]);
        AllocationProbe first = new AllocationProbe(full, new KnownKeyX509(key(suite).getPublic()));
        first.connection(new TlsIo(first.tls, server));
        ScriptedServer next = server.next();
        Recording resumed = new Recording(new byte[0], messages, first.stored);
        AllocationProbe second = new AllocationProbe(resumed, new UnaskedX509());
        second.connection(new TlsIo(second.tls, next));
        return new Recording(next.sent(), messages, first.stored);
    }

    static KeyPair key(int suite) {
        return suite == CipherSuite.ECDHE_ECDSA_WITH_AES_128_GCM_SHA256 ? ScriptedServer.ecKey()
                : TestCertificates.rsa2048();
    }

    /** Bytes allocated by so many connections: the least of a few windows, after one to load classes. */
    long allocated(int connections) {
        connection(io);
        long least = Long.MAX_VALUE;
        long thread = Thread.currentThread().getId();
        for (int i = 0; i < WINDOWS && least > 0; i++) {
            long before = THREADS.getThreadAllocatedBytes(thread);
            for (int k = 0; k < connections; k++) {
                connection(io);
            }
            least = Math.min(least, THREADS.getThreadAllocatedBytes(thread) - before);
        }
        return least;
    }

    private void connection(TlsIo pump) {
        recording.rewind();
        rng.wipe();
        rng.update(SEED, 0, SEED.length, ws);
        pump.reset();
        System.arraycopy(recorded.session, 0, stored, 0, stored.length);
        check(tls.reset("broker.example", ws, x509, session), 0);
        check(pump.handshake(), 1);
        check(tls.resumed() ? 1 : 0, recorded.session[0] != 0 ? 1 : 0);
        for (int i = 0; i < recorded.messages; i++) {
            check(pump.write(MESSAGE, 0, MESSAGE.length), MESSAGE.length);
            check(pump.flush(), 1);
            check(pump.read(received, 0, received.length), MESSAGE.length);
        }
        pump.close();
        check(tls.error(), 0);
    }

    private static void check(boolean result, boolean expected) {
        if (result != expected) {
            throw new IllegalStateException(result + ", not " + expected);
        }
    }

    private void check(int result, int expected) {
        if (result != expected) {
            throw new IllegalStateException(result + ", not " + expected + "; error " + tls.error());
        }
    }

    // ---- the other JVM

    static void save(Path file, int suite, Recording recorded) throws IOException {
        PublicKey key = key(suite).getPublic();
        try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(file))) {
            out.writeUTF(key.getAlgorithm());
            out.writeInt(key.getEncoded().length);
            out.write(key.getEncoded());
            out.writeInt(recorded.bytes.length);
            out.write(recorded.bytes);
            out.writeInt(recorded.messages);
            out.write(recorded.session);
            out.writeInt(recorded.key.length);
            out.write(recorded.key);
            out.writeInt(recorded.chain.length);
            for (byte[] certificate : recorded.chain) {
                out.writeInt(certificate.length);
                out.write(certificate);
            }
        }
    }

    /** Prints the bytes allocated. @param args file with the recording, connections */
    public static void main(String[] args) throws IOException, GeneralSecurityException {
        try (DataInputStream in = new DataInputStream(Files.newInputStream(Path.of(args[0])))) {
            String algorithm = in.readUTF();
            byte[] key = in.readNBytes(in.readInt());
            byte[] bytes = in.readNBytes(in.readInt());
            int messages = in.readInt();
            byte[] session = in.readNBytes(TlsSession.LEN);
            byte[] clientKey = in.readNBytes(in.readInt());
            byte[][] chain = new byte[in.readInt()][];
            for (int i = 0; i < chain.length; i++) {
                chain[i] = in.readNBytes(in.readInt());
            }
            Recording recorded = new Recording(bytes, messages, session, clientKey, chain);
            X509Engine engine = new KnownKeyX509(
                    KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(key)));
            AllocationProbe probe = new AllocationProbe(recorded, engine);
            System.out.println("allocated " + probe.allocated(Integer.parseInt(args[1])));
        }
    }
}
