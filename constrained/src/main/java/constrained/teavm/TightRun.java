package constrained.teavm;

import bearssl.base.Workspace;
import bearssl.benchmarks.Inputs;
import bearssl.benchmarks.OurTrust;
import bearssl.benchmarks.run.Broker;
import bearssl.hash.Sha1;
import bearssl.hash.Sha256;
import bearssl.rand.HmacDrbg;
import bearssl.tls.TlsClient;
import bearssl.tls.TlsIo;
import bearssl.tls.TlsProfile;
import bearssl.tls.profile.EcdheProfile;
import bearssl.tls.profile.RsaGcmProfile;
import bearssl.tls.stream.SocketTransport;
import bearssl.tls.stream.SystemEntropy;
import bearssl.x509.X509Fingerprint;
import constrained.teavm.program.Device;
import constrained.teavm.program.TightExchange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** {@link TightExchange} as a 32-bit program, with a broker that it connects to and what it trusts. */
final class TightRun implements AutoCloseable {
    private static final int BUFFER = 1024;
    private static final int PATIENCE = 10000;
    private static final int STEP = 256;
    private static final int LEAST = 4096; // too small for the buffers alone

    private final Path program;
    private final Mode mode;
    private final Broker broker;
    private final Path trust = Files.createTempFile("trust", ".bin");

    /** Starts a broker. @param program of {@link CCompiler} */
    TightRun(Path program, Mode mode) throws IOException {
        this.program = program;
        this.mode = mode;
        broker = new Broker(mode.cipherSuites);
        Files.write(trust, mode == Mode.ECDHE_CA ? OurTrust.packed(Inputs.pki("ca.pem")) : pin());
    }

    private int port() {
        return Integer.parseInt(broker.arguments().get(0));
    }

    // Learned from the broker.
    private byte[] pin() throws IOException {
        X509Fingerprint x509 = new X509Fingerprint(Sha1.INSTANCE);
        x509.acceptAny(true);
        TlsProfile profile = mode == Mode.RSA_PIN ? RsaGcmProfile.create()
                : EcdheProfile.create();
        Workspace workspace = profile.newWorkspace(x509);
        HmacDrbg rng = new HmacDrbg(Sha256.INSTANCE);
        rng.seed(new SystemEntropy(), workspace);
        TlsClient tls = new TlsClient(profile, rng, new byte[BUFFER + TlsClient.IN_OVERHEAD],
                new byte[BUFFER + TlsClient.OUT_OVERHEAD]);
        try (SocketTransport socket = SocketTransport.connect("localhost", port(), PATIENCE)) {
            tls.reset("localhost", workspace, x509);
            byte[] pin = new byte[20];
            if (new TlsIo(tls, socket).handshake() <= 0 || !x509.received(pin, 0)) {
                throw new IOException("no key to learn: " + tls.error());
            }
            return pin;
        }
    }

    /**
     * Runs it.
     *
     * @param heap     bytes of Java heap
     * @param messages on each of its two connections
     * @return what it reported; null if the heap was too small
     */
    Map<Integer, Integer> run(int heap, int messages) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(program.toString(), Integer.toString(mode.argument),
                Integer.toString(messages)).redirectErrorStream(true);
        builder.environment().put("HEAP", Integer.toString(heap));
        builder.environment().put("PORT", Integer.toString(port()));
        builder.environment().put("TRUST", trust.toString());
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes());
        try {
            if (process.waitFor() != 0) {
                if (said.contains("OutOfMemory") || said.contains("Application crashed")) {
                    return null;
                }
                throw new IOException(said);
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        Map<Integer, Integer> reports = new TreeMap<>();
        for (String line : said.split("\n")) {
            String[] pair = line.split(" ");
            reports.put(Integer.valueOf(pair[0]), Integer.valueOf(pair[1]));
        }
        return reports;
    }

    /** Whether all went as it should, the second connection resumed. */
    static boolean isRight(Map<Integer, Integer> reports) {
        return reports != null && reports.get(Device.END) == 0 && reports.containsKey(Device.CONNECTED)
                && reports.containsKey(Device.RESUMED);
    }

    /** The smallest heap in which it goes as it should, in steps of 256 bytes. */
    int smallestHeap(int messages) throws IOException {
        int low = LEAST;
        int high = 1024 * mode.promised;
        while (high - low > STEP) {
            int middle = (low + high) / 2 / STEP * STEP;
            if (isRight(run(middle, messages))) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return high;
    }

    @Override
    public void close() throws IOException {
        broker.close();
        Files.delete(trust);
    }
}
