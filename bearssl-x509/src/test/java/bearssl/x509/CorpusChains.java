package bearssl.x509;

import bearssl.testing.Bytes;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/** Cases about chains and anchors: order, gaps, repetitions, trailing bytes, early ends, direct trust. */
final class CorpusChains {
    private CorpusChains() {
    }

    static void add(CaseSink sink) {
        orders(sink);
        ends(sink);
        anchors(sink);
        directTrust(sink);
        anchorTexts(sink);
        anchorCertificates(sink);
        long seed = 1;
        for (int length = 1; length <= 6; length++) {
            for (int i = 0; i < 12; i++) {
                mixed(sink, length, seed++);
            }
        }
    }

    private static void chain(CaseSink sink, String label, byte[]... certs) {
        sink.add("chain/" + label, c -> {
            CorpusPki.frame(c);
            List.of(certs).forEach(c::cert);
        });
    }

    private static byte[] leaf() {
        return CorpusPki.leaf().signed(CorpusPki.INTER_KEY);
    }

    private static void orders(CaseSink sink) {
        byte[] leaf = leaf();
        byte[] inter = CorpusPki.INTER;
        byte[] root = CorpusPki.ROOT;
        byte[] none = new byte[0];
        byte[] garbage = Bytes.of(0xFF, 0xFF, 0xFF);
        byte[][][] chains = {
            {}, {leaf}, {leaf, inter}, {leaf, inter, root}, {leaf, inter, root, root}, {leaf, root},
            {leaf, root, inter}, {inter, leaf}, {inter}, {root}, {root, root},
            {leaf, leaf}, {leaf, leaf, inter}, {leaf, inter, inter}, {leaf, inter, leaf}, {none}, {none, leaf},
            {leaf, none}, {leaf, none, inter}, {leaf, inter, none},
            {garbage}, {leaf, garbage}, {leaf, inter, garbage}, {leaf, garbage, inter}, {garbage, leaf, inter},
            {leaf, inter, garbage, none}, {none, none},
            {Bytes.of(0x30)}, {Bytes.of(0x30, 0)}, {Bytes.of(0)}, {leaf, Bytes.of(0x30)}, {leaf, Bytes.of(0x30, 0)},
            {new byte[1000]},
        };
        for (byte[][] certs : chains) {
            chain(sink, "order", certs);
        }
        CertSpec ee = CorpusPki.leaf();
        CertSpec under = CorpusPki.leaf();
        under.issuer = ee.subject;
        chain(sink, "signed-by-leaf", under.signed(CorpusPki.LEAF_KEY), ee.signed(CorpusPki.INTER_KEY), inter);
        CertSpec selfSigned = CorpusPki.leaf();
        selfSigned.issuer = selfSigned.subject;
        chain(sink, "self-signed", selfSigned.signed(CorpusPki.LEAF_KEY));
        chain(sink, "self-signed-twice", selfSigned.signed(CorpusPki.LEAF_KEY), selfSigned.signed(CorpusPki.LEAF_KEY));
        sink.add("chain/self-signed-anchor",
                c -> c.sni(CorpusPki.HOST).time(CorpusPki.NOW).ca(selfSigned.signed(CorpusPki.LEAF_KEY))
                        .cert(selfSigned.signed(CorpusPki.LEAF_KEY)));
        sink.add("chain/no-anchor", c -> c.sni(CorpusPki.HOST).time(CorpusPki.NOW).cert(leaf).cert(inter));
        CertSpec otherKey = CorpusPki.inter(CorpusPki.LEAF_KEY);
        chain(sink, "wrong-key", leaf, otherKey.signed(CorpusPki.ROOT_KEY));
        chain(sink, "wrong-key-type", leaf, CorpusPki.inter(CorpusKey.rsa("1024")).signed(CorpusPki.ROOT_KEY));
        chain(sink, "wrong-key-type-rsa", CorpusPki.leaf().signed(CorpusKey.rsa("1024")), inter);
        chain(sink, "wrong-root-key", leaf, CorpusPki.inter(CorpusPki.INTER_KEY).signed(CorpusPki.LEAF_KEY));
        chain(sink, "wrong-root-key-then-root", leaf, CorpusPki.inter(CorpusPki.INTER_KEY).signed(CorpusPki.LEAF_KEY),
                root);
    }

    /** Certificates cut at every byte and with bytes behind them. */
    private static void ends(CaseSink sink) {
        byte[] leaf = leaf();
        for (int len = 1; len < leaf.length; len++) {
            chain(sink, "cut", Bytes.first(leaf, len), CorpusPki.INTER);
            if (len < CorpusPki.INTER.length) {
                chain(sink, "cut-ca", leaf, Bytes.first(CorpusPki.INTER, len));
            }
        }
        for (byte[] more : new byte[][] {{0}, {0x30}, {5, 0}, new byte[100], leaf}) {
            chain(sink, "more", Bytes.join(leaf, more), CorpusPki.INTER);
            chain(sink, "more-ca", leaf, Bytes.join(CorpusPki.INTER, more));
            chain(sink, "more-in-front", Bytes.join(more, leaf), CorpusPki.INTER);
        }
    }

    /** An anchor is hit early, late, not, or by one of several with the same name. */
    private static void anchors(CaseSink sink) {
        byte[] leaf = leaf();
        byte[] inter = CorpusPki.INTER;
        byte[] sameName = CorpusPki.inter(CorpusPki.LEAF_KEY).signed(CorpusPki.ROOT_KEY);
        byte[] sameNameRsa = CorpusPki.inter(CorpusKey.rsa("1024")).signed(CorpusPki.ROOT_KEY);
        CertSpec notCa = CorpusPki.inter(CorpusPki.INTER_KEY);
        notCa.extensions.clear();
        byte[] plain = notCa.signed(CorpusPki.ROOT_KEY);
        byte[] garbage = Bytes.of(1, 2, 3);
        byte[][][] stores = {
            {inter}, {sameName}, {sameName, inter}, {inter, sameName}, {sameNameRsa, inter},
            {sameName, sameNameRsa, inter}, {plain}, {plain, inter}, {garbage}, {garbage, inter},
            {new byte[0]}, {leaf}, {leaf, CorpusPki.ROOT}, {CorpusPki.ROOT, inter}, {inter, inter},
            {sameName, CorpusPki.ROOT}, {plain, CorpusPki.ROOT}, {},
        };
        CertSpec expired = CorpusPki.inter(CorpusPki.INTER_KEY);
        expired.notAfter = Der.text(0x17, "240102000000Z");
        byte[][] seconds = {inter, expired.signed(CorpusPki.ROOT_KEY), new byte[0], garbage, null};
        for (byte[][] store : stores) {
            for (byte[] second : seconds) {
                sink.add("anchor/store", c -> {
                    c.sni(CorpusPki.HOST).time(CorpusPki.NOW);
                    List.of(store).forEach(c::ca);
                    c.cert(leaf);
                    if (second != null) {
                        c.cert(second);
                    }
                });
            }
        }
        CertSpec wrongName = CorpusPki.bareLeaf();
        wrongName.subject = Der.cn("other");
        byte[] broken = Bytes.flip(leaf, -1, 1);
        byte[] cut = Bytes.first(leaf, leaf.length - 1);
        for (byte[] first : new byte[][] {wrongName.signed(CorpusPki.INTER_KEY), broken, cut,
                Bytes.join(leaf, Bytes.of(0))}) {
            sink.add("anchor/early",
                    c -> c.sni(CorpusPki.HOST).time(CorpusPki.NOW).ca(inter).cert(first).cert(garbage));
        }
    }

    private static String anchor(String kind, byte[] dn, String key) {
        return kind + ":" + Base64.getEncoder().encodeToString(dn) + ":" + key;
    }

    private static void directTrust(CaseSink sink) {
        CorpusKey.Rsa rsa = CorpusKey.rsa("1024");
        CorpusKey.Ec other = CorpusKey.ec(23, "other");
        String n = CorpusKey.Rsa.hex(rsa.n);
        String e = CorpusKey.Rsa.hex(rsa.e);
        String ec = CorpusPki.LEAF_KEY.anchor();
        String[] keys = {ec, "ec:24" + ec.substring(5), ec.toUpperCase().replace("EC:", "ec:"), other.anchor(),
                ec.substring(0, ec.length() - 2),
            "ec:23:", "rsa:" + n + ":" + e, "rsa:0000" + n + ":00" + e, "rsa:" + n + ":03", "rsa:" + n + ":",
            "rsa::" + e, "rsa:" + n.substring(2) + ":" + e,
            "rsa:" + n.toUpperCase() + ":" + e};
        CertSpec rsaLeaf = CorpusPki.leaf();
        rsaLeaf.spki = CorpusKey.Rsa.spki(Bytes.join(new byte[2], rsa.n.toByteArray()), rsa.e.toByteArray());
        CertSpec oddAlgorithm = CorpusPki.leaf();
        oddAlgorithm.outerAlgorithm = Der.sequence(Der.oid("1.2.3"));
        CertSpec expired = CorpusPki.leaf();
        expired.notAfter = Der.text(0x17, "240102000000Z");
        CertSpec wrongName = CorpusPki.bareLeaf()
                .with(CertSpec.extension(CorpusPki.SUBJECT_ALT_NAME, -1, Der.sequence(Der.text(0x82, "other"))));
        CertSpec critical = CorpusPki.leaf().with(CertSpec.extension("1.2.3", 0xFF));
        byte[] good = leaf();
        byte[][] certs = {good, rsaLeaf.signed(CorpusPki.INTER_KEY), oddAlgorithm.signed(CorpusPki.INTER_KEY),
                expired.signed(CorpusPki.INTER_KEY),
            wrongName.signed(CorpusPki.INTER_KEY), critical.signed(CorpusPki.INTER_KEY), Bytes.flip(good, -1, 1),
            Bytes.first(good, good.length - 1),
            Bytes.first(good, good.length - 100), Bytes.join(good, Bytes.of(0))};
        for (String key : keys) {
            for (byte[] cert : certs) {
                for (String kind : new String[] {"ee", "ca"}) {
                    sink.add("direct/" + kind,
                            c -> c.sni(CorpusPki.HOST).time(CorpusPki.NOW)
                                    .option("anchor", anchor(kind, CorpusPki.LEAF_DN, key)).cert(cert));
                }
            }
            sink.add("direct/other-name",
                    c -> c.sni(CorpusPki.HOST).time(CorpusPki.NOW)
                            .option("anchor", anchor("ee", CorpusPki.INTER_DN, key)).cert(good));
            sink.add("direct/then-garbage",
                    c -> c.sni(CorpusPki.HOST).time(CorpusPki.NOW)
                            .option("anchor", anchor("ee", CorpusPki.LEAF_DN, key)).cert(good).cert(new byte[0]));
        }
        // an end-entity anchor signs nothing, in whatever place it stands
        String asIssuer = anchor("ee", CorpusPki.INTER_DN, CorpusPki.INTER_KEY.anchor());
        sink.add("direct/ee-as-issuer",
                c -> c.sni(CorpusPki.HOST).time(CorpusPki.NOW).option("anchor", asIssuer).cert(good));
        sink.add("direct/ee-as-issuer-sent",
                c -> c.sni(CorpusPki.HOST).time(CorpusPki.NOW).option("anchor", asIssuer).cert(good)
                        .cert(CorpusPki.INTER));
        sink.add("direct/ca-as-leaf",
                c -> c.sni("Corpus CA").time(CorpusPki.NOW).option("anchor", asIssuer).cert(CorpusPki.INTER));
        sink.add("direct/from-certificate", c -> c.sni(CorpusPki.HOST).time(CorpusPki.NOW).ca(good).cert(good));
        sink.add("direct/no-sni", c -> c.time(CorpusPki.NOW).ca(good).cert(good));
        sink.add("direct/other-certificate-same-key", c -> {
            CertSpec spec = CorpusPki.leaf();
            spec.serial = Der.integer(99);
            c.sni(CorpusPki.HOST).time(CorpusPki.NOW).ca(spec.signed(CorpusPki.ROOT_KEY)).cert(good);
        });
    }

    /** Anchors as texts, with keys that no certificate could hold. */
    private static void anchorTexts(CaseSink sink) {
        CorpusKey.Ec ec = CorpusKey.ec(23, "inter");
        CorpusKey.Rsa rsa = CorpusKey.rsa("1024");
        String q = HexFormat.of().formatHex(ec.point(false));
        String n = CorpusKey.Rsa.hex(rsa.n);
        String e = CorpusKey.Rsa.hex(rsa.e);
        String[] keys = {
            "ec:23:" + q, "ec:24:" + q, "ec:25:" + q, "ec:29:" + q, "ec:1:" + q, "ec:26:" + q, "ec:023:" + q,
            "ec:23:" + HexFormat.of().formatHex(ec.point(true)), "ec:23:06" + q.substring(2),
            "ec:23:00", "ec:23:04", "ec:23:" + q + "00", "ec:23:" + q.substring(0, q.length() - 2) + "00",
            "rsa:" + n + ":" + e, "rsa:00" + n + ":0000" + e, "rsa:" + n + ":" + e + "00",
            "rsa:" + n + ":01", "rsa:" + n + ":00", "rsa:" + n.substring(0, n.length() - 2) + "00:" + e,
            "rsa:00:" + e, "rsa:01:01", "rsa:" + n.substring(0, 60) + ":" + e,
        };
        byte[] ecLeaf = leaf();
        byte[] rsaLeaf = CorpusPki.leaf().signed(rsa);
        for (String key : keys) {
            for (byte[] cert : new byte[][] {ecLeaf, rsaLeaf}) {
                sink.add("anchor/text",
                        c -> c.sni(CorpusPki.HOST).time(CorpusPki.NOW)
                                .option("anchor", anchor("ca", CorpusPki.INTER_DN, key)).cert(cert));
            }
        }
        byte[] empty = Der.sequence();
        CertSpec nameless = CorpusPki.leaf();
        nameless.issuer = empty;
        byte[] cert = nameless.signed(CorpusPki.INTER_KEY);
        for (byte[] dn : new byte[][] {empty, new byte[0], Bytes.of(0x30), Der.set()}) {
            sink.add("anchor/empty-name",
                    c -> c.sni(CorpusPki.HOST).time(CorpusPki.NOW).option("anchor", anchor("ca", dn, ec.anchor()))
                            .cert(cert));
        }
        CertSpec longForm = CorpusPki.leaf();
        longForm.issuer = Bytes.join(Bytes.of(0x30, 0x82, 0), Bytes.without(CorpusPki.INTER_DN, 1));
        byte[] longIssuer = longForm.signed(CorpusPki.INTER_KEY);
        for (byte[] dn : new byte[][] {CorpusPki.INTER_DN, longForm.issuer}) {
            sink.add("anchor/long-form-name",
                    c -> c.sni(CorpusPki.HOST).time(CorpusPki.NOW).option("anchor", anchor("ca", dn, ec.anchor()))
                            .cert(longIssuer));
        }
    }

    /** Anchors from certificates that the decoder takes or does not take. */
    private static void anchorCertificates(CaseSink sink) {
        List<CertSpec> specs = new ArrayList<>();
        for (int i = 0; i < 14; i++) {
            CertSpec s = CorpusPki.inter(CorpusPki.INTER_KEY);
            switch (i) {
                case 0: s.notAfter = Der.text(0x17, "240102000000Z"); break;
                case 1: s.notAfter = Der.text(0x17, "garbage"); break;
                case 2: s.version = new byte[0]; s.extensions.clear(); break;
                case 3: s.version = new byte[0]; break;
                case 4: s.version = Der.explicit(0, Der.integer(7)); break;
                case 5: s.with(CertSpec.extension("1.2.3", 0xFF)); break;
                case 6: s.outerAlgorithm = Der.sequence(Der.oid("1.2.3")); break;
                case 7: s.outerAlgorithm = Der.sequence(Der.tlv(6, new byte[256])); break;
                case 8: s.serial = Der.nothing(); break;
                case 9: s.spki = CorpusKey.Ec.spki(23, Bytes.of(4, 1)); break;
                case 10: s.spki = Der.sequence(Der.sequence(Der.oid("1.3.101.112")), Der.bits(0, new byte[32])); break;
                case 11: s.subject = Der.sequence(); break;
                case 12: s.extensions.clear(); s.with(CertSpec.extension(CorpusPki.BASIC_CONSTRAINTS, 0xFF,
                        Der.sequence(Der.bool(0xFF), Der.integer(0)))); break;
                default: s.extensions.clear(); s.with(CorpusPki.CERT_SIGN); break;
            }
            specs.add(s);
        }
        for (CertSpec s : specs) {
            sink.add("anchor/certificate",
                    c -> c.sni(CorpusPki.HOST).time(CorpusPki.NOW).ca(s.signed(CorpusPki.ROOT_KEY)).cert(leaf()));
        }
        for (int cut : new int[] {1, 2, 80, 200}) {
            sink.add("anchor/certificate-cut", c -> c.sni(CorpusPki.HOST).time(CorpusPki.NOW)
                    .ca(Bytes.first(CorpusPki.INTER, CorpusPki.INTER.length - cut)).cert(leaf()));
        }
        sink.add("anchor/certificate-more",
                c -> c.sni(CorpusPki.HOST).time(CorpusPki.NOW).ca(Bytes.join(CorpusPki.INTER, Bytes.of(0)))
                        .cert(leaf()));
        sink.add("anchor/certificate-more2",
                c -> c.sni(CorpusPki.HOST).time(CorpusPki.NOW).ca(Bytes.join(CorpusPki.INTER, CorpusPki.ROOT))
                        .cert(leaf()));
        sink.add("anchor/certificate-signature",
                c -> c.sni(CorpusPki.HOST).time(CorpusPki.NOW).ca(Bytes.flip(CorpusPki.INTER, -1, 1)).cert(leaf()));
    }

    /** Keys and hashes of all kinds in one chain, sometimes shuffled, with a gap or a repetition. */
    private static void mixed(CaseSink sink, int length, long seed) {
        sink.add("chain/mixed-" + length, c -> {
            Random random = new Random(seed);
            CorpusKey[] all = {CorpusKey.rsa("1024"), CorpusKey.rsa("2048a"), CorpusKey.rsa("2048b"),
                    CorpusKey.rsa("3072"), CorpusKey.rsa("4096"),
                CorpusKey.ec(23, "m"), CorpusKey.ec(24, "m"), CorpusKey.ec(25, "m")};
            CorpusKey[] keys = new CorpusKey[length + 1];
            for (int i = 0; i < keys.length; i++) {
                keys[i] = all[random.nextInt(all.length)];
            }
            c.sni(CorpusPki.HOST).time(CorpusPki.NOW)
                    .option("anchor", anchor("ca", CorpusPki.dn("Mixed " + length), keys[length].anchor()));
            List<byte[]> certs = new ArrayList<>();
            for (int i = 0; i < length; i++) {
                CertSpec spec = i == 0 ? CorpusPki.leaf()
                        : new CertSpec(null, CorpusPki.dn("Mixed " + i), null)
                                .with(CorpusPki.CA_TRUE, CorpusPki.CERT_SIGN);
                spec.issuer = CorpusPki.dn("Mixed " + (i + 1));
                spec.spki = keys[i].spki();
                certs.add(spec.signed(keys[i + 1], 2 + random.nextInt(5)));
            }
            switch (random.nextInt(8)) {
                case 0: Collections.shuffle(certs, random); break;
                case 1: certs.remove(random.nextInt(length)); break;
                case 2: certs.add(random.nextInt(length), certs.get(random.nextInt(length))); break;
                default: break;
            }
            certs.forEach(c::cert);
        });
    }
}
