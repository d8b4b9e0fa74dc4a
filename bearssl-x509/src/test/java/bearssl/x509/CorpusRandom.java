package bearssl.x509;

import bearssl.testing.Bytes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/** Chains changed at random, always in the same way: certificates of ours signed again, recorded ones as they are. */
final class CorpusRandom {
    private CorpusRandom() {
    }

    /** Two to four changes at random in one certificate, so that one may hide another. */
    static void addSigned(CaseSink sink, int count) {
        byte[][] bases = {CorpusMutations.richLeaf().tbs(CorpusPki.INTER_KEY.algorithm(CorpusKey.SHA256)),
                CorpusMutations.richInter().tbs(CorpusPki.ROOT_KEY.algorithm(CorpusKey.SHA256))};
        for (int i = 0; i < count; i++) {
            long seed = i;
            sink.add("random", c -> {
                Random random = new Random(seed);
                int which = random.nextInt(2);
                byte[] tbs = bases[which];
                for (int n = 1 + random.nextInt(3); n > 0; n--) {
                    tbs = randomly(tbs, random);
                }
                if (random.nextBoolean()) {
                    tbs = Bytes.with(tbs, random.nextInt(tbs.length), random.nextInt(256));
                }
                c.time(random.nextInt(8) == 0 ? "2035-01-01T00:00:00Z" : CorpusPki.NOW).ca(CorpusPki.ROOT);
                if (random.nextInt(4) != 0) {
                    c.sni(CorpusPki.HOST);
                }
                if (which == 0) {
                    c.cert(CertSpec.envelope(tbs, CorpusPki.INTER_KEY)).cert(CorpusPki.INTER);
                } else {
                    c.cert(CorpusPki.leaf().signed(CorpusPki.INTER_KEY))
                            .cert(CertSpec.envelope(tbs, CorpusPki.ROOT_KEY));
                }
            });
        }
    }

    private static byte[] randomly(byte[] tbs, Random random) {
        DerNode tree = DerNode.parse(tbs);
        if (tree == null) {
            return Bytes.flip(tbs, random.nextInt(tbs.length), 1 << random.nextInt(8));
        }
        int index = random.nextInt(tree.count());
        List<Consumer<DerNode>> changes = CorpusMutations.changes(tree.node(index));
        return tree.changed(index, changes.get(random.nextInt(changes.size())));
    }

    /** Recorded chains, one byte or one element of one certificate changed, nothing signed again. */
    static void addRecorded(CaseSink sink, List<BatchCase> recorded) {
        for (BatchCase original : recorded) {
            List<byte[]> certs = original.certs();
            sink.add("limbo/" + original.id(), c -> c.like(original, certs));
            if (certs.size() > 8) {
                continue;
            }
            Random random = new Random(original.id().hashCode());
            for (int i = 0; i < 24; i++) {
                long seed = random.nextLong();
                sink.add("limbo-mutant/" + original.id(), c -> c.like(original, mutated(certs, new Random(seed))));
            }
        }
    }

    private static List<byte[]> mutated(List<byte[]> certs, Random random) {
        List<byte[]> result = new ArrayList<>(certs);
        int which = random.nextInt(result.size());
        byte[] cert = result.get(which);
        int at = random.nextInt(cert.length);
        switch (random.nextInt(6)) {
            case 0: result.set(which, Bytes.flip(cert, at, 1 << random.nextInt(8))); break;
            case 1: result.set(which, Bytes.with(cert, at, random.nextInt(256))); break;
            case 2: result.set(which, Bytes.first(cert, at)); break;
            case 3:
                if (result.size() > 1) {
                    result.remove(which);
                }
                break;
            case 4: Collections.swap(result, which, random.nextInt(result.size())); break;
            default:
                DerNode tree = DerNode.parse(cert);
                if (tree != null) {
                    int index = random.nextInt(tree.count());
                    List<Consumer<DerNode>> changes = CorpusMutations.changes(tree.node(index));
                    result.set(which, tree.changed(index, changes.get(random.nextInt(changes.size()))));
                }
                break;
        }
        return result;
    }
}
