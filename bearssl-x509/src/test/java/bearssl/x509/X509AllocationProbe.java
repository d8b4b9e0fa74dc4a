package bearssl.x509;

import bearssl.base.Workspace;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/**
 * Counts the bytes that a thread allocates for validations. Runs in the test's JVM, and as a program in another one
 * whose interpreter hides nothing: escape analysis does away with garbage that a small JVM would have to collect.
 */
final class X509AllocationProbe {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int WINDOWS = 5;
    private static final int PIECE = 333;

    private final List<X509Minimal> engines = new ArrayList<>();
    private final List<byte[][]> chains = new ArrayList<>();
    private final List<Integer> codes = new ArrayList<>();
    private final Workspace ws;

    /** Chains with RSA, P-256 and P-384, valid and not, by the usual engines. */
    X509AllocationProbe() {
        Trial trial = Trial.of(X509Rules.STRICT);
        X509Minimal usual = X509Default.create(trial.anchors(), trial.clock);
        X509Minimal full = X509Full.create(trial.anchors(), trial.clock, 4096, X509Rules.STRICT);
        CorpusKey rsa = CorpusKey.rsa("2048a");
        CorpusKey p384 = CorpusKey.ec(24, "probe");
        byte[] constraints = TablePki.constraint(TablePki.CRITICAL, 0, TablePki.dns("test.example"));
        byte[] ca = TablePki.ca(TablePki.ROOT_DN, TablePki.ROOT_KEY, TablePki.INTER_DN, rsa).with(constraints)
                .signed(TablePki.ROOT_KEY);
        byte[] leaf = TablePki.leaf(TablePki.INTER_DN, rsa, TablePki.HOST_NAME).signed(rsa, 6);
        add(usual, 0, leaf, ca);
        add(usual, 62, leaf);
        byte[] other = TablePki.names(TablePki.dns("other.example"));
        add(usual, 56, TablePki.leaf(TablePki.INTER_DN, rsa, other).signed(rsa), ca);
        add(usual, 62, TablePki.leaf(TablePki.INTER_DN, rsa, TablePki.names(TablePki.dns(TablePki.HOST),
                TablePki.dns("no.other.example"))).signed(rsa), ca);
        add(usual, 51, TablePki.leaf().signed(p384), ca);
        add(usual, 52, TablePki.leaf().signed(CorpusKey.rsa("2048b")), ca);
        add(usual, 34, leaf, new byte[0]);
        byte[] wide = TablePki.ca(TablePki.ROOT_DN, TablePki.ROOT_KEY, TablePki.INTER_DN, p384).signed(TablePki.ROOT_KEY);
        add(full, 0, TablePki.leaf(TablePki.INTER_DN, p384, TablePki.HOST_NAME).signed(p384, 5), wide);
        ws = Trial.workspace(full);
    }

    private void add(X509Minimal engine, int code, byte[]... chain) {
        engines.add(engine);
        chains.add(chain);
        codes.add(code);
    }

    int chains() {
        return chains.size();
    }

    /** Bytes allocated by so many rounds over all chains: the least of a few windows, after one to load classes. */
    long allocated(int rounds) {
        round();
        long least = Long.MAX_VALUE;
        long thread = Thread.currentThread().getId();
        for (int i = 0; i < WINDOWS && least > 0; i++) {
            long before = THREADS.getThreadAllocatedBytes(thread);
            for (int k = 0; k < rounds; k++) {
                round();
            }
            least = Math.min(least, THREADS.getThreadAllocatedBytes(thread) - before);
        }
        return least;
    }

    private void round() {
        for (int i = 0; i < chains.size(); i++) {
            int code = validate(engines.get(i), chains.get(i));
            if (code != codes.get(i)) {
                throw new IllegalStateException("chain " + i + ": " + code);
            }
        }
    }

    private int validate(X509Minimal engine, byte[][] chain) {
        engine.startChain(TablePki.HOST, ws);
        for (byte[] cert : chain) {
            engine.startCert(cert.length);
            for (int at = 0; at < cert.length; at += PIECE) {
                engine.append(cert, at, Math.min(PIECE, cert.length - at));
            }
            engine.endCert();
        }
        return engine.endChain();
    }

    /** Prints the bytes allocated. @param args rounds */
    public static void main(String[] args) {
        System.out.println("allocated " + new X509AllocationProbe().allocated(Integer.parseInt(args[0])));
    }
}
