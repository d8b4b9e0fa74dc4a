package bearssl.x509;

import bearssl.base.Workspace;
import bearssl.ec.EcP256M15;
import bearssl.ec.EcP384I15;
import bearssl.ec.EcVerifyCurve;
import bearssl.hash.HashFunction;
import bearssl.hash.Sha256;
import bearssl.hash.Sha384;
import bearssl.hash.Sha512;
import bearssl.rsa.RsaI15;
import bearssl.rsa.RsaPublic;
import bearssl.testing.Bytes;
import bearssl.testing.RememberedCurve;
import bearssl.testing.RememberedRsa;
import bearssl.testing.Replay;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * What the mutation tests and the fuzzer feed: bytes that choose rules, name, clock and anchors, and a chain. It is
 * validated whole and in pieces, and its first certificate made an anchor. Anything but a code, a code that depends on
 * the pieces, scratch that is not given back, and an allocation are failures.
 *
 * <pre>
 *   0  2  rules, their lowest ten bits
 *   2  1  flags: what is below
 *   3  1  length of pieces, 0 for whole certificates
 *   4  1  expected name
 *   5     certificates: two bytes of length, which may lie, and their bytes
 * </pre>
 */
public final class X509FuzzTarget {
    static final int HEADER_LEN = 5;
    /** Real hash functions; else {@link BlindHash}. */
    static final int REAL = 1;
    /** The usual leaf is an anchor, too. */
    static final int DIRECT = 2;
    /** The clock has nothing but a floor. */
    static final int FLOOR = 4;
    /** No name is needed. */
    static final int NAMELESS = 8;
    /** The length of the last certificate is announced as one more. */
    static final int LYING = 16;
    /** The root has name constraints. */
    static final int CONSTRAINED = 32;
    /** The first certificate of the chain, if it makes an anchor, is the only one. */
    static final int OWN_ANCHOR = 64;

    static final String[] HOSTS = {FuzzChain.HOST, "10.1.2.3", "example.com", "2001:db8::1", "", null};

    private static final int RULES = 1024;
    private static final int WINDOWS = 5;
    private static final int MAX_RECORD = 1 << 16;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static final HashFunction[] HASHES = {Sha256.INSTANCE, Sha384.INSTANCE, Sha512.INSTANCE};
    private static final HashFunction[] BLIND = Arrays.stream(HASHES).map(BlindHash::new).toArray(HashFunction[]::new);

    private static final RsaPublic RSA = new RememberedRsa(RsaI15.INSTANCE);
    private static final EcVerifyCurve[] CURVES =
            {new RememberedCurve(EcP256M15.INSTANCE), new RememberedCurve(EcP384I15.INSTANCE)};

    private final Replay replay = new Replay();
    private final RsaPublic rsa = replay.rsa(RSA);
    private final EcVerifyCurve[] curves = Arrays.stream(CURVES).map(replay::curve).toArray(EcVerifyCurve[]::new);
    private final X509Minimal[] engines = new X509Minimal[2 * RULES];
    private final AnchorDecoder[] decoders = new AnchorDecoder[RULES];
    private final AnchorList[] anchors = new AnchorList[4];
    private final Workspace ws;
    private final byte[] record = new byte[MAX_RECORD];
    private final byte[] sameRecord = new byte[MAX_RECORD];
    private final TrustAnchor own = new TrustAnchor();
    private TrustStore store;
    private boolean measures;

    /** Makes a target that trusts the usual root and these CAs. */
    X509FuzzTarget(List<byte[]> more) {
        for (int i = 0; i < anchors.length; i++) {
            Trial trial = Trial.none(X509Rules.DEFAULT)
                    .trust((i & 1) == 0 ? FuzzChain.ROOT : FuzzChain.CONSTRAINED_ROOT);
            if (i >= 2) {
                trial.trust(FuzzChain.LEAF);
            }
            more.forEach(trial::trust);
            anchors[i] = trial.anchors();
        }
        ws = Trial.workspace(engine(X509Rules.DEFAULT, 0));
    }

    /** Measures allocations from now on. */
    X509FuzzTarget measuring() {
        measures = true;
        return this;
    }

    private static final X509FuzzTarget FUZZED = new X509FuzzTarget(List.of());

    /** Entry of the fuzzer, which makes objects of its own: allocations are not counted. @param data its choice */
    public static void fuzzerTestOneInput(byte[] data) {
        FUZZED.run(data);
    }

    /** Writes inputs to start from. @param args a folder, made if it is not there */
    public static void main(String[] args) throws IOException {
        Path folder = Files.createDirectories(Path.of(args[0]));
        int[] rules = {X509Rules.LENIENT, X509Rules.DEFAULT, X509Rules.STRICT, X509Rules.DEFAULT | X509Rules.COMMON_NAME};
        int[] flags = {0, CONSTRAINED, DIRECT | FLOOR, OWN_ANCHOR | NAMELESS, REAL};
        for (int rule : rules) {
            for (int flag : flags) {
                for (int i = 0; i < FuzzChain.chain().size(); i++) {
                    List<byte[]> chain = FuzzChain.chain().subList(i, FuzzChain.chain().size());
                    Files.write(folder.resolve("chain-" + rule + "-" + flag + "-" + i), encode(rule, flag, 50, 0, chain));
                }
                Files.write(folder.resolve("root-" + rule + "-" + flag),
                        encode(rule, flag, 1, 5, List.of(FuzzChain.CONSTRAINED_ROOT)));
            }
        }
    }

    static byte[] encode(int rules, int flags, int piece, int host, List<byte[]> chain) {
        byte[] all = Bytes.of(rules >> 8, rules, flags, piece, host);
        for (byte[] cert : chain) {
            all = Bytes.join(all, Bytes.u16(cert.length), cert);
        }
        return all;
    }

    // With a floor alone each chain has an engine of its own: what is valid raises the floor.
    private X509Minimal engine(int rules, int flags) {
        boolean real = (flags & REAL) != 0;
        int index = rules + (real ? RULES : 0);
        X509Minimal engine = (flags & FLOOR) != 0 ? null : engines[index];
        if (engine == null) {
            X509Clock clock = new X509Clock();
            clock.set((flags & FLOOR) != 0 ? X509Clock.UNKNOWN : Trial.NOW.getEpochSecond());
            clock.floor(Trial.NOW.getEpochSecond() - 1_000_000);
            engine = new X509Minimal((dnHash, off, i, anchor) -> store.find(dnHash, off, i, anchor), clock, 2048, rules,
                    real ? HASHES : BLIND, rsa, curves);
        }
        if ((flags & FLOOR) == 0) {
            engines[index] = engine;
        }
        return engine.acceptNoName((flags & NAMELESS) != 0);
    }

    /** An engine that sees no digests. */
    static X509Minimal blind(TrustStore anchors, int rules) {
        X509Clock now = new X509Clock();
        now.set(Trial.NOW.getEpochSecond());
        return new X509Minimal(anchors, now, 2048, rules, BLIND, RSA, CURVES);
    }

    private AnchorDecoder decoder(int rules) {
        if (decoders[rules] == null) {
            decoders[rules] = new AnchorDecoder(256, rules);
        }
        return decoders[rules];
    }

    /** Validates. @return the verdict, -1 for bytes that are no input */
    int run(byte[] data) {
        if (data.length < HEADER_LEN) {
            return -1;
        }
        int rules = Bytes.u16(data, 0) % RULES;
        int flags = data[2];
        int piece = (data[3] & 0xFF) == 0 ? Integer.MAX_VALUE : data[3] & 0xFF;
        String host = HOSTS[(data[4] & 0xFF) % HOSTS.length];
        int anchorLen = anchor(decoder(rules), record, data, Integer.MAX_VALUE);
        check(anchorLen == anchor(decoder(rules), sameRecord, data, piece), "anchor in pieces");
        boolean isOwn = (flags & OWN_ANCHOR) != 0 && anchorLen > 0;
        if (anchorLen > 0) {
            check(Arrays.equals(record, 0, anchorLen, sameRecord, 0, anchorLen), "another anchor in pieces");
            check(TrustAnchor.check(record, 0, anchorLen) == anchorLen, "anchor that is none");
            own.set(record, 0);
        }
        store = isOwn ? this::findOwn : anchors[(flags & DIRECT) | ((flags & CONSTRAINED) != 0 ? 1 : 0)];
        boolean lying = (flags & LYING) != 0;
        replay.start(false);
        int code = feed(engine(rules, flags), host, data, lying, Integer.MAX_VALUE);
        replay.start(false);
        check(code == feed(engine(rules, flags), host, data, lying, piece), "another code in pieces of " + piece);
        check(code >= 0 && code <= 62, "no code " + code);
        check(ws.freeBytes() == ws.bytes.length && ws.freeShorts() == ws.shorts.length
                && ws.freeInts() == ws.ints.length, "scratch");
        if (measures) {
            measure(engine(rules, flags), host, data, lying, piece);
        }
        return code;
    }

    private boolean findOwn(byte[] dnHash, int off, int index, TrustAnchor anchor) {
        boolean isIt = index == 0
                && Arrays.equals(record, TrustAnchor.DN_OFF, TrustAnchor.KEY_OFF, dnHash, off, off + TrustAnchor.DN_LEN);
        if (isIt) {
            anchor.set(record, 0);
        }
        return isIt;
    }

    // Once more, with every class loaded. The least of a few counts: a compiler may make objects meanwhile.
    private void measure(X509Minimal engine, String host, byte[] data, boolean lying, int piece) {
        long thread = Thread.currentThread().getId();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < WINDOWS && least > 0; i++) {
            // what the first made the clock's floor may end the others earlier
            replay.start(true);
            long before = THREADS.getThreadAllocatedBytes(thread);
            feed(engine, host, data, lying, piece);
            least = Math.min(least, THREADS.getThreadAllocatedBytes(thread) - before);
        }
        check(least == 0, "allocates");
    }

    private static int certLen(byte[] data, int at) {
        return Math.min(Bytes.u16(data, at), data.length - at - 2);
    }

    private int feed(X509Minimal engine, String host, byte[] data, boolean lying, int piece) {
        engine.startChain(host, ws);
        for (int at = HEADER_LEN; at + 2 <= data.length; ) {
            int len = certLen(data, at);
            int end = at + 2 + len;
            int announced = lying && end + 2 > data.length ? len + 1 : len;
            engine.startCert(announced);
            for (int i = at + 2; i < end; i += Math.min(piece, end - i)) {
                engine.append(data, i, Math.min(piece, end - i));
            }
            engine.endCert();
            at = end;
        }
        return engine.endChain();
    }

    private int anchor(AnchorDecoder decoder, byte[] dst, byte[] data, int piece) {
        int len = data.length < HEADER_LEN + 2 ? 0 : certLen(data, HEADER_LEN);
        int from = HEADER_LEN + 2;
        decoder.start(len, dst, 0, dst.length);
        for (int i = from; i < from + len; i += Math.min(piece, from + len - i)) {
            decoder.append(data, i, Math.min(piece, from + len - i));
        }
        int result = decoder.end();
        check(result != 0 && result >= -62, "no code " + result);
        return result;
    }

    private static void check(boolean good, String what) {
        if (!good) {
            throw new AssertionError(what);
        }
    }
}
