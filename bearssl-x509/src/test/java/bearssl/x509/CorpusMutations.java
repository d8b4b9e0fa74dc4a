package bearssl.x509;

import bearssl.testing.Bytes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Certificates changed in one place and signed again, so that what follows the change is still reached. */
final class CorpusMutations {
    private static final byte[][] INSERTED = {Der.nothing(), Der.sequence(), Der.bool(0xFF), Der.integer(0),
        Der.tlv(0x80), Der.explicit(0), Der.explicit(3), Bytes.of(0), Bytes.of(0x5F, 0x1F, 0)};

    private CorpusMutations() {
    }

    static void add(CaseSink sink) {
        byte[] leaf = richLeaf().tbs(CorpusPki.INTER_KEY.algorithm(CorpusKey.SHA256));
        byte[] inter = richInter().tbs(CorpusPki.ROOT_KEY.algorithm(CorpusKey.SHA256));
        Output asLeaf = (label, tbs) -> sink.add(label, c -> CorpusPki.frame(c)
                .cert(CertSpec.envelope(tbs.apply(leaf), CorpusPki.INTER_KEY)).cert(CorpusPki.INTER));
        Output asInter = (label, tbs) -> sink.add(label + "-of-ca", c -> CorpusPki.frame(c)
                .cert(CorpusPki.leaf().signed(CorpusPki.INTER_KEY))
                        .cert(CertSpec.envelope(tbs.apply(inter), CorpusPki.ROOT_KEY)));
        elements(DerNode.parse(leaf), asLeaf);
        elements(DerNode.parse(inter), asInter);
        byte[] plain = CorpusPki.leaf().tbs(CorpusPki.INTER_KEY.algorithm(CorpusKey.SHA256));
        bytes(plain, (label, tbs) -> sink.add(label, c -> CorpusPki.frame(c)
                .cert(CertSpec.envelope(tbs.apply(plain), CorpusPki.INTER_KEY)).cert(CorpusPki.INTER)));
        bytes(inter, asInter);
        rsa(sink);
        envelopes(sink);
    }

    /** Takes a label, and what turns the signed part into another. */
    private interface Output {
        void accept(String label, UnaryOperator<byte[]> change);
    }

    /** With one extension of each kind. */
    static CertSpec richLeaf() {
        CertSpec leaf = CorpusPki.bareLeaf();
        leaf.subject = Der.sequence(Der.set(Der.attribute("2.5.4.6", Der.text(0x13, "XX"))),
                Der.set(Der.attribute("2.5.4.10", Der.tlv(0x1E, Bytes.of(0, 'C'))),
                        Der.attribute("2.5.4.3", Der.utf8(CorpusPki.HOST))));
        leaf.uniqueIds = Bytes.join(Der.tlv(0x81, Bytes.of(0, 1)), Der.tlv(0x82, Bytes.of(0, 2)));
        return leaf.with(CertSpec.extension(CorpusPki.BASIC_CONSTRAINTS, 0xFF, Der.sequence()),
                CertSpec.extension(CorpusPki.KEY_USAGE, 0xFF, Der.bits(5, Bytes.of(0xA0))),
                CertSpec.extension("2.5.29.35", -1, Der.sequence(Der.tlv(0x80, new byte[4]))),
                CertSpec.extension(CorpusPki.POLICIES, 0xFF, Der.sequence(Der.sequence(Der.oid("2.23.140.1.2.1"),
                        Der.sequence(Der.sequence(Der.oid("1.3.6.1.5.5.7.2.1"), Der.text(0x16, "x")))))),
                CertSpec.extension(CorpusPki.SUBJECT_ALT_NAME, 0, Der.sequence(
                        Der.tlv(0xA0, Der.oid("1.3.6.1.4.1.311.20.2.3"), Der.explicit(0, Der.utf8("u"))),
                        Der.text(0x81, "a@x"),
                        Der.tlv(0x87, Bytes.of(127, 0, 0, 1)), Der.text(0x82, CorpusPki.HOST), Der.text(0x86, "u:x"),
                        Der.tlv(0xA4, Der.sequence()))),
                CertSpec.extension(CorpusPki.EXT_KEY_USAGE, -1, Der.sequence(Der.oid("1.3.6.1.5.5.7.3.1"))));
    }

    static CertSpec richInter() {
        CertSpec inter = CorpusPki.inter(CorpusPki.INTER_KEY);
        inter.extensions.clear();
        return inter.with(CertSpec.extension(CorpusPki.BASIC_CONSTRAINTS, 0xFF,
                Der.sequence(Der.bool(0xFF), Der.integer(0))), CorpusPki.CERT_SIGN,
                CertSpec.extension("2.5.29.14", -1, Der.octets(new byte[4])),
                CertSpec.extension(CorpusPki.POLICIES, 0xFF, Der.sequence(Der.sequence(Der.oid("2.5.29.32.0")))));
    }

    private static void elements(DerNode tree, Output out) {
        for (int i = 0; i < tree.count(); i++) {
            int index = i;
            changes(tree.node(i))
                    .forEach(change -> out.accept("mutant/" + index,
                            der -> DerNode.parse(der).changed(index, change)));
        }
    }

    private static void tags(DerNode node, List<Consumer<DerNode>> changes) {
        for (int tag : new int[] {node.tag ^ 0x20, node.tag ^ 0x40, node.tag ^ 0x80, node.tag ^ 0xC0, node.tag + 1,
                node.tag - 1, node.tag | 0x1F, 0, 0xFF}) {
            changes.add(n -> n.tag = tag & 0xFF);
        }
    }

    private static void lengths(DerNode node, List<Consumer<DerNode>> changes) {
        int len = node.bodyLen();
        int high = len >> 8;
        byte[][] lengths = {Bytes.of(0x81, len), Bytes.of(0x82, high, len), Bytes.of(0x83, 0, high, len),
                Bytes.of(0x84, 0, 0, high, len),
            Bytes.of(0x85, 0, 0, 0, high, len), Bytes.join(Bytes.of(0xFE), new byte[124], Bytes.of(high, len)),
            Bytes.of(0x84, 0x7F, 0xFF, 0xFF, 0xFF),
            Bytes.of(0x84, 0x80, 0, 0, 0), Bytes.of(0x85, 1, 0, 0, high, len), Bytes.of(0x80), Bytes.of(0xFF),
                    Bytes.of(0), Der.length(len + 1), Der.length(len + 2)};
        for (byte[] length : lengths) {
            if (length[0] != (byte) 0x81 || len < 0x100) {
                changes.add(n -> n.length = length);
            }
        }
        if (len > 0) {
            changes.add(n -> n.length = Der.length(len - 1));
        }
        changes.add(n -> {
            n.length = Bytes.of(0x80);
            n.behind = Bytes.of(0, 0);
        });
    }

    private static void contents(DerNode node, List<Consumer<DerNode>> changes) {
        int len = node.content.length;
        int step = len <= 20 ? 1 : len / 8;
        for (int i = 0; i < len; i += step) {
            int at = i;
            int old = node.content[i] & 0xFF;
            for (int value : new int[] {old ^ 1, old ^ 0x80, old + 1, old - 1, 0, 0xFF, 0x20, 0x7F}) {
                if ((value & 0xFF) != old) {
                    changes.add(n -> n.content[at] = (byte) value);
                }
            }
            changes.add(n -> n.content = Bytes.join(Bytes.first(n.content, at), Bytes.without(n.content, at + 1)));
            changes.add(n -> n.content = Bytes.join(Bytes.first(n.content, at), Bytes.of(0),
                    Bytes.without(n.content, at)));
        }
        changes.add(n -> n.content = new byte[0]);
        changes.add(n -> n.content = Bytes.join(n.content, Bytes.of(0)));
        changes.add(n -> n.content = Bytes.join(n.content, new byte[260]));
        changes.add(n -> n.behind = Bytes.of(0));
        changes.add(n -> n.behind = Bytes.of(5, 0));
    }

    private static void children(DerNode node, List<Consumer<DerNode>> changes) {
        int count = node.children.size();
        for (int i = 0; i < count; i++) {
            int at = i;
            changes.add(n -> n.children.remove(at));
            changes.add(n -> n.children.add(at, n.children.get(at).copy()));
            if (i + 1 < count) {
                changes.add(n -> Collections.swap(n.children, at, at + 1));
            }
            for (byte[] inserted : INSERTED) {
                changes.add(n -> {
                    DerNode raw = new DerNode(); // tag and length taken from the bytes themselves
                    raw.tag = inserted[0] & 0xFF;
                    raw.length = Bytes.without(inserted, 1);
                    n.children.add(at, raw);
                });
            }
        }
        if (count > 0) {
            changes.add(n -> n.children.clear());
            changes.add(n -> Collections.reverse(n.children));
        }
    }

    /** Every byte as it stands, all lengths around it left. */
    private static void bytes(byte[] der, Output out) {
        for (int i = 0; i < der.length; i++) {
            int at = i;
            int old = der[i] & 0xFF;
            for (int value : new int[] {old ^ 1, old ^ 0x80, old + 1, 0, 0xFF}) {
                if ((value & 0xFF) != old) {
                    out.accept("byte/" + at, b -> Bytes.with(b, at, value));
                }
            }
        }
    }

    /** Keys and identifiers of RSA in element mutations of their own. */
    private static void rsa(CaseSink sink) {
        CorpusKey key = CorpusKey.rsa("1024");
        CertSpec small = CorpusPki.bareLeaf();
        small.spki = CorpusKey.rsa("1025").spki();
        byte[] leaf = small.tbs(key.algorithm(CorpusKey.SHA256));
        CertSpec ca = CorpusPki.inter(key);
        byte[] inter = ca.tbs(CorpusPki.ROOT_KEY.algorithm(CorpusKey.SHA256));
        spkiOnly(leaf, (label, change) -> sink.add("rsa-" + label,
                c -> CorpusPki.frame(c).cert(CertSpec.envelope(change.apply(leaf), key))
                .cert(ca.signed(CorpusPki.ROOT_KEY))));
        spkiOnly(inter, (label, change) -> sink.add("rsa-ca-" + label,
                c -> CorpusPki.frame(c).cert(CorpusPki.leaf().signed(key))
                .cert(CertSpec.envelope(change.apply(inter), CorpusPki.ROOT_KEY))));
    }

    private static void spkiOnly(byte[] tbs, Output out) {
        DerNode tree = DerNode.parse(tbs);
        DerNode spki = tree.children.get(6);
        int first = 1;
        for (int i = 0; i < 6; i++) {
            first += tree.children.get(i).count();
        }
        int offset = first;
        elements(spki, (label, change) -> {
            out.accept(label, der -> {
                DerNode copy = DerNode.parse(der);
                byte[] changed = change.apply(copy.node(offset).encode());
                DerNode raw = new DerNode();
                raw.tag = changed[0] & 0xFF;
                raw.length = Bytes.without(changed, 1);
                copy.children.set(6, raw);
                return copy.encode();
            });
        });
    }

    /** Every change to an element that this class knows. */
    static List<Consumer<DerNode>> changes(DerNode node) {
        List<Consumer<DerNode>> changes = new ArrayList<>();
        tags(node, changes);
        lengths(node, changes);
        contents(node, changes);
        children(node, changes);
        return changes;
    }

    /** What stands outside the signed part. */
    private static void envelopes(CaseSink sink) {
        for (CorpusKey key : new CorpusKey[] {CorpusPki.INTER_KEY, CorpusKey.rsa("1024")}) {
            byte[] cert = CorpusPki.leaf().signed(key);
            byte[] inter = CorpusPki.inter(key).signed(CorpusPki.ROOT_KEY);
            DerNode tree = DerNode.parse(cert);
            int tbs = tree.children.get(0).count();
            for (int i = 0; i < tree.count(); i++) {
                if (i < 2 || i > tbs) {
                    int index = i;
                    List<Consumer<DerNode>> changes = new ArrayList<>();
                    tags(tree.node(i), changes);
                    lengths(tree.node(i), changes);
                    if (i != 1) {
                        contents(tree.node(i), changes);
                        children(tree.node(i), changes);
                    }
                    changes.forEach(change -> sink.add("envelope/" + index,
                            c -> CorpusPki.frame(c).cert(tree.changed(index, change)).cert(inter)));
                }
            }
        }
    }
}
