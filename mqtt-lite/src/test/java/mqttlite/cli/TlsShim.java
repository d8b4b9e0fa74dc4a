package mqttlite.cli;

import bearssl.base.Transport;
import bearssl.base.Workspace;
import bearssl.ec.EcP256M15;
import bearssl.ec.EcPublicKey;
import bearssl.hash.Sha1;
import bearssl.hash.Sha256;
import bearssl.rand.HmacDrbg;
import bearssl.rsa.RsaI15Private;
import bearssl.rsa.RsaPublicKey;
import bearssl.tls.BrErr;
import bearssl.tls.ClientAuth;
import bearssl.tls.EcClientAuth;
import bearssl.tls.RsaClientAuth;
import bearssl.tls.TlsClient;
import bearssl.tls.TlsIo;
import bearssl.tls.TlsProfile;
import bearssl.tls.TlsSession;
import bearssl.tls.X509Engine;
import bearssl.tls.profile.FullProfile;
import bearssl.tls.stream.ErrorText;
import bearssl.tls.stream.SocketTransport;
import bearssl.tls.stream.SystemEntropy;
import bearssl.tls.stream.TlsException;
import bearssl.x509.X509Fingerprint;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Set;

/**
 * The client that test runners drive by flags, as those of BoringSSL's runner are (docs/TESTING.md): connects to
 * the loopback address, trusts whoever answers, and sends back each byte XOR 0xFF until the server ends the connection.
 *
 * <p>Exit codes: 0 when all went as asked; 1 with one line on standard error when not; 89 for a flag that is unknown or
 * asks for what this client does not do.
 */
public final class TlsShim {
    private static final int UNIMPLEMENTED = 89;
    private static final int TLS12 = 0x0303;
    private static final byte[] HELLO = {'h', 'e', 'l', 'l', 'o'};
    private static final int MAX_READ = 16384;
    private static final int PLAINTEXT = 16384;
    private static final int READ_MILLIS = 20000;

    /** Flags that ask for what is so anyway. */
    private static final Set<String> GRANTED = Set.of("-no-tls13", "-no-tls11", "-no-tls1", "-no-ssl3",
            "-expect-secure-renegotiation");

    /** What ends the program with a code that is not 0. */
    private static final class Stop extends Exception {
        private static final long serialVersionUID = 1L;
        final int exit;

        Stop(int exit, String line) {
            super(line);
            this.exit = exit;
        }
    }

    private final TlsProfile profile = FullProfile.create();
    private final AnyLeaf trust = new AnyLeaf();
    private final TlsSession session = new TlsSession(new byte[TlsSession.LEN], 0);

    private int port;
    private int resumeCount;
    private boolean writesFirst;
    private boolean shutsDown;
    private boolean checksCloseNotify;
    private int readSize = MAX_READ;
    private String hostName;
    private String certFile;
    private String keyFile;
    private byte[] shimId;
    private boolean isAsked; // -is-handshaker-supported

    public static void main(String[] args) {
        TlsShim shim = new TlsShim();
        try {
            shim.parse(new ArrayDeque<>(Arrays.asList(args)));
            if (shim.isAsked) {
                System.out.println("No");
                return;
            }
            shim.run();
        } catch (Stop e) {
            System.err.println(e.getMessage());
            System.exit(e.exit);
        }
    }

    /** Trusts any key, for what the certificate around it allows. */
    private static final class AnyLeaf implements X509Engine {
        private final X509Fingerprint any = new X509Fingerprint(Sha1.INSTANCE, X509Fingerprint.RSA_4096);
        private final ByteArrayOutputStream leaf = new ByteArrayOutputStream();
        private int certificates;

        AnyLeaf() {
            any.acceptAny(true);
        }

        @Override
        public int scratchBytes() {
            return any.scratchBytes();
        }

        @Override
        public int scratchShorts() {
            return any.scratchShorts();
        }

        @Override
        public int scratchInts() {
            return any.scratchInts();
        }

        @Override
        public int scratchLongs() {
            return any.scratchLongs();
        }

        @Override
        public void startChain(String serverName, Workspace ws) {
            certificates = 0;
            leaf.reset();
            any.startChain(serverName, ws);
        }

        @Override
        public void startCert(int length) {
            certificates++;
            any.startCert(length);
        }

        @Override
        public void append(byte[] buf, int off, int len) {
            if (certificates == 1) {
                leaf.write(buf, off, len);
            }
            any.append(buf, off, len);
        }

        @Override
        public void endCert() {
            any.endCert();
        }

        @Override
        public int endChain() {
            return any.endChain();
        }

        @Override
        public int keyType() {
            return any.keyType();
        }

        @Override
        public int keyUsages() {
            boolean[] bits;
            try {
                bits = ((X509Certificate) CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(leaf.toByteArray()))).getKeyUsage();
            } catch (CertificateException e) {
                return 0; // the JDK cannot read what we can: no usage is known to be allowed
            }
            if (bits == null) {
                return any.keyUsages();
            }
            return (bits[0] ? USAGE_SIGN : 0) | (bits[2] ? USAGE_KEYX : 0);
        }

        @Override
        public RsaPublicKey rsaKey() {
            return any.rsaKey();
        }

        @Override
        public EcPublicKey ecKey() {
            return any.ecKey();
        }
    }

    // ---- flags

    private void parse(Deque<String> args) throws Stop {
        while (!args.isEmpty()) {
            String flag = args.remove();
            switch (flag) {
                case "-port" -> port = number(flag, args, 1, 65535);
                case "-shim-id" -> shimId = id(flag, args);
                case "-resume-count" -> resumeCount = number(flag, args, 0, 1000);
                case "-shim-writes-first" -> writesFirst = true;
                case "-shim-shuts-down" -> shutsDown = true;
                case "-check-close-notify" -> checksCloseNotify = true;
                case "-read-size" -> readSize = number(flag, args, 1, 1 << 20);
                case "-host-name" -> hostName = value(flag, args);
                case "-cert-file" -> certFile = value(flag, args);
                case "-key-file" -> keyFile = value(flag, args);
                case "-min-version" -> version(flag, number(flag, args, 0, 65535) <= TLS12);
                case "-max-version" -> version(flag, number(flag, args, 0, 65535) >= TLS12);
                case "-ipv6" -> { }
                case "-is-handshaker-supported" -> isAsked = true;
                default -> {
                    if (!GRANTED.contains(flag)) {
                        throw new Stop(UNIMPLEMENTED, "unimplemented: " + flag);
                    }
                }
            }
        }
        if (port == 0 && !isAsked) {
            throw new Stop(UNIMPLEMENTED, "-port is missing");
        }
    }

    private static String value(String flag, Deque<String> args) throws Stop {
        if (args.isEmpty()) {
            throw new Stop(UNIMPLEMENTED, flag + " needs a value");
        }
        return args.remove();
    }

    private static int number(String flag, Deque<String> args, int min, int max) throws Stop {
        String text = value(flag, args);
        try {
            int n = Integer.parseInt(text);
            if (n >= min && n <= max) {
                return n;
            }
        } catch (NumberFormatException e) {
            throw new Stop(UNIMPLEMENTED, flag + ": '" + text + "' is no number");
        }
        throw new Stop(UNIMPLEMENTED, flag + ": '" + text + "' is not from " + min + " to " + max);
    }

    // Newer runners hand out numbers, which come first on each connection: eight bytes, the lowest first.
    private static byte[] id(String flag, Deque<String> args) throws Stop {
        String text = value(flag, args);
        byte[] bytes = new byte[8];
        try {
            long n = Long.parseUnsignedLong(text);
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) (n >>> 8 * i);
            }
        } catch (NumberFormatException e) {
            throw new Stop(UNIMPLEMENTED, flag + ": '" + text + "' is no number");
        }
        return bytes;
    }

    private static void version(String flag, boolean allowsTls12) throws Stop {
        if (!allowsTls12) {
            throw new Stop(UNIMPLEMENTED, flag + ": only TLS 1.2 is spoken");
        }
    }

    // ---- connections

    private void run() throws Stop {
        ClientAuth auth = certFile == null && keyFile == null ? null : auth();
        Workspace workspace = profile.newWorkspace(trust, auth);
        HmacDrbg rng = new HmacDrbg(Sha256.INSTANCE);
        if (!rng.seed(new SystemEntropy(), workspace)) {
            throw new Stop(1, "BR_ERR_NO_RANDOM");
        }
        TlsClient tls = new TlsClient(profile, rng, new byte[PLAINTEXT + TlsClient.IN_OVERHEAD],
                new byte[PLAINTEXT + TlsClient.OUT_OVERHEAD]);
        tls.clientAuth(auth);
        for (int i = 0; i <= resumeCount; i++) {
            try (SocketTransport socket = SocketTransport.connect(loopback(), port, READ_MILLIS)) {
                socket.timeout(READ_MILLIS);
                if (shimId != null) {
                    socket.write(shimId, 0, shimId.length);
                }
                int r = tls.reset(hostName, workspace, trust, session);
                TlsIo io = new TlsIo(tls, socket);
                check(tls, r < 0 ? r : io.handshake());
                exchange(tls, io);
            } catch (TlsException e) {
                throw new Stop(1, e.getMessage());
            }
        }
    }

    // Runners listen on either.
    private static InetAddress[] loopback() {
        try {
            return new InetAddress[] {InetAddress.getByName("127.0.0.1"), InetAddress.getByName("::1")};
        } catch (UnknownHostException e) {
            throw new AssertionError(e); // no name is asked for
        }
    }

    private ClientAuth auth() throws Stop {
        try {
            byte[][] chain = PemFile.read(certFile != null ? certFile : keyFile).requireCertificates()
                    .toArray(new byte[0][]);
            PrivateKey key = PrivateKey.read(keyFile != null ? keyFile : certFile);
            return key.rsa() != null ? new RsaClientAuth(RsaI15Private.INSTANCE, key.rsa(), chain)
                    : new EcClientAuth(EcP256M15.INSTANCE, key.ec(), chain);
        } catch (Failure e) {
            // A key that this client cannot have: nothing of its own to test.
            throw new Stop(UNIMPLEMENTED, e.getMessage());
        }
    }

    private void exchange(TlsClient tls, TlsIo io) throws Stop {
        if (writesFirst) {
            write(tls, io, HELLO, HELLO.length);
        }
        byte[] buf = new byte[Math.min(readSize, MAX_READ)];
        if (shutsDown) {
            tls.closeBothWays();
        }
        int n = 0;
        while (!shutsDown && (n = io.read(buf, 0, buf.length)) > 0) {
            for (int i = 0; i < n; i++) {
                buf[i] ^= (byte) 0xFF;
            }
            write(tls, io, buf, n);
        }
        if (shutsDown) {
            n = io.pump(TlsClient.CLOSED);
        }
        boolean clean = n == Transport.END && tls.error() == BrErr.BR_ERR_OK;
        boolean cutOff = tls.error() == BrErr.BR_ERR_IO;
        if (!clean && (!cutOff || checksCloseNotify)) {
            check(tls, n);
        }
    }

    private static void write(TlsClient tls, TlsIo io, byte[] buf, int len) throws Stop {
        int done = 0;
        while (done < len) {
            int n = io.write(buf, done, len - done);
            check(tls, n == 0 ? -BrErr.BR_ERR_IO : n);
            done += n;
        }
        check(tls, io.flush());
    }

    private static void check(TlsClient tls, int result) throws Stop {
        if (result > 0) {
            return;
        }
        int code = tls.error() != 0 ? tls.error() : BrErr.BR_ERR_IO;
        String alert = tls.alertSent() < 0 ? "" : ", alert " + tls.alertSent() + " sent";
        throw new Stop(1, ":" + ErrorText.name(code) + ": (" + code + alert + ") " + ErrorText.cause(tls));
    }
}
