package bearssl.x509;

import bearssl.testing.Bytes;
import java.util.ArrayList;
import java.util.List;

/** Cases about extensions other than names. */
final class CorpusExtensions {
    private static final String ANY_POLICY = "2.5.29.32.0";
    private static final String CPS = "1.3.6.1.5.5.7.2.1";
    private static final String USER_NOTICE = "1.3.6.1.5.5.7.2.2";

    private CorpusExtensions() {
    }

    static void add(CaseSink sink) {
        basicConstraints(sink);
        pathLengths(sink);
        keyUsages(sink);
        policies(sink);
        others(sink);
    }

    static CertSpec inter(byte[]... extensions) {
        CertSpec spec = CorpusPki.inter(CorpusPki.INTER_KEY);
        spec.extensions = new ArrayList<>(List.of(extensions));
        return spec;
    }

    private static byte[] basic(int critical, byte[]... value) {
        return CertSpec.extension(CorpusPki.BASIC_CONSTRAINTS, critical, value);
    }

    static void both(CaseSink sink, String label, byte[]... extensions) {
        CorpusPki.leafCase(sink, label, CorpusPki.leaf().with(extensions));
        CorpusPki.interCase(sink, label + "-of-ca", CorpusPki.inter(CorpusPki.INTER_KEY).with(extensions));
    }

    private static void basicConstraints(CaseSink sink) {
        byte[] yes = Der.bool(0xFF);
        byte[][] values = {
            Der.sequence(), Der.sequence(yes), Der.sequence(Der.bool(1)), Der.sequence(Der.bool(0)), new byte[0],
            Der.sequence(yes, Der.integer(0)), Der.sequence(yes, Der.integer(5)), Der.sequence(yes, Der.integer(-1)),
            Der.sequence(yes, Der.integer(127)), Der.sequence(yes, Der.integer(128)),
            Der.sequence(yes, Der.integer(65535)),
            Der.sequence(yes, Der.integer(0x7FFFFFFF)), Der.sequence(yes, Der.integer(0x80000000L)),
            Der.sequence(yes, Der.integer(0xFFFFFEFFL)), Der.sequence(yes, Der.integer(0xFFFFFFFFL)),
            Der.sequence(yes, Der.integer(0x100000000L)), Der.sequence(yes, Der.tlv(0x02)),
            Der.sequence(yes, Der.tlv(0x02, Bytes.of(0, 0))),
            Der.sequence(yes, Der.tlv(0x02, Bytes.of(0, 0, 0, 0, 0, 0, 3))),
            Der.sequence(yes, Der.tlv(0x02, Bytes.of(0, 0xFF, 0xFF, 0xFE, 0))),
            Der.sequence(yes, Der.tlv(0x02, Bytes.of(0x7F, 0xFF, 0xFF, 0xFE))),
            Der.sequence(yes, Der.tlv(0x02, Bytes.of(0, 0xFF, 0xFF, 0xFF, 0))),
            Der.sequence(yes, Der.tlv(0x22, Bytes.of(0))), Der.sequence(yes, Der.tlv(0x0A, Bytes.of(0))),
            Der.sequence(yes, Der.tlv(0x80, Bytes.of(0))), Der.sequence(yes, Der.nothing()), Der.sequence(yes, yes),
            Der.sequence(yes, Der.integer(0), Der.integer(0)), Der.sequence(yes, Der.integer(0), Der.nothing()),
            Der.sequence(yes, Der.integer(0), Bytes.of(0)), Der.sequence(yes, Bytes.of(2)),
            Der.sequence(yes, Bytes.of(2, 1)),
            Der.sequence(yes, Bytes.of(0x1F)), Der.sequence(yes, Bytes.of(0x42, 1, 0)),
            Der.sequence(Der.integer(0)), Der.sequence(Der.integer(0), yes), Der.sequence(Der.nothing()),
            Der.sequence(Der.tlv(0x01)), Der.sequence(Der.tlv(0x01, Bytes.of(0xFF, 0xFF))), Der.sequence(Bytes.of(1)),
            Der.sequence(Der.tlv(0x21, Bytes.of(0xFF))), Der.sequence(Der.tlv(0x81, Bytes.of(0xFF))),
            Der.sequence(Bytes.of(1, 0x81, 1, 0xFF)), Der.sequence(Bytes.of(1, 0x81, 2, 0xFF, 0)),
            Der.sequence(Bytes.of(1, 0x80)),
            Der.sequence(Bytes.of(0x1F, 1, 0xFF)), Der.sequence(Bytes.of(0x41, 1, 0xFF)),
            Der.set(yes), Der.tlv(0x10, yes), yes, Der.nothing(), Der.octets(yes), Der.tlv(0xB0, yes),
            Bytes.join(Der.sequence(yes), Der.nothing()), Bytes.join(Der.sequence(yes), Bytes.of(0)),
            Bytes.of(0x30), Bytes.of(0x30, 0x80, 1, 1, 0xFF, 0, 0), Bytes.of(0x30, 4, 1, 1, 0xFF),
            Bytes.of(0x30, 2, 1, 1, 0xFF), Bytes.of(0x30, 0x81, 3, 1, 1, 0xFF),
            Bytes.of(0x30, 0x84, 0, 0, 0, 3, 1, 1, 0xFF),
        };
        for (byte[] value : values) {
            CorpusPki.interCase(sink, "bc/ca", inter(basic(0xFF, value), CorpusPki.CERT_SIGN));
            CorpusPki.interCase(sink, "bc/ca-not-critical", inter(basic(-1, value)));
            CorpusPki.leafCase(sink, "bc/leaf", CorpusPki.leaf().with(basic(0xFF, value)));
            sink.add("bc/anchor", c -> { // judged when the anchor is made
                CertSpec root = CorpusPki.root(CorpusPki.ROOT_KEY);
                root.extensions = new ArrayList<>(List.of(basic(0xFF, value)));
                c.sni(CorpusPki.HOST).time(CorpusPki.NOW).ca(root.signed(CorpusPki.ROOT_KEY))
                        .cert(CorpusPki.leaf().signed(CorpusPki.INTER_KEY)).cert(CorpusPki.INTER);
            });
        }
        CorpusPki.interCase(sink, "bc/none", inter(CorpusPki.CERT_SIGN));
        CorpusPki.interCase(sink, "bc/no-extensions", inter());
        byte[] no = basic(0xFF, Der.sequence());
        CorpusPki.interCase(sink, "bc/twice", inter(CorpusPki.CA_TRUE, CorpusPki.CA_TRUE));
        CorpusPki.interCase(sink, "bc/yes-no", inter(CorpusPki.CA_TRUE, no));
        CorpusPki.interCase(sink, "bc/no-yes", inter(no, CorpusPki.CA_TRUE));
        CorpusPki.interCase(sink, "bc/usage-first", inter(CorpusPki.CERT_SIGN, CorpusPki.CA_TRUE));
        CorpusPki.leafCase(sink, "bc/leaf-is-ca", CorpusPki.leaf().with(CorpusPki.CA_TRUE));
        CertSpec caUsage = CorpusPki.bareLeaf().with(CorpusPki.CA_TRUE, CorpusPki.CERT_SIGN, CorpusPki.SAN_HOST);
        CorpusPki.leafCase(sink, "bc/leaf-signs", caUsage);
    }

    /** Chains of one to four CAs, each with a path length of 0 to 3 or none, some self-issued. */
    private static void pathLengths(CaseSink sink) {
        for (int depth = 1; depth <= 4; depth++) {
            int combinations = 1;
            for (int i = 0; i < depth; i++) {
                combinations *= 5;
            }
            for (int combination = 0; combination < combinations; combination += depth < 4 ? 1 : 7) {
                for (int selfIssued = 0; selfIssued < (depth < 3 ? 1 << depth - 1 : 1); selfIssued++) {
                    pathCase(sink, depth, combination, selfIssued);
                }
            }
        }
    }

    private static void pathCase(CaseSink sink, int depth, int combination, int selfIssued) {
        sink.add("path/" + depth, c -> {
            c.sni(CorpusPki.HOST).time(CorpusPki.NOW).ca(CorpusPki.ROOT);
            byte[] subject = CorpusPki.dn("Path 0");
            CertSpec leaf = CorpusPki.leaf();
            leaf.issuer = subject;
            c.cert(leaf.signed(CorpusPki.INTER_KEY));
            int rest = combination;
            for (int i = 0; i < depth; i++) {
                boolean top = i == depth - 1;
                byte[] issuer = top ? CorpusPki.ROOT_DN : (selfIssued >> i & 1) != 0 ? subject
                        : CorpusPki.dn("Path " + (i + 1));
                byte[] path = rest % 5 == 4 ? new byte[0] : Der.integer(rest % 5);
                CertSpec ca = new CertSpec(issuer, subject, CorpusPki.INTER_KEY.spki())
                        .with(basic(0xFF, Der.sequence(Der.bool(0xFF), path)), CorpusPki.CERT_SIGN);
                c.cert(ca.signed(top ? CorpusPki.ROOT_KEY : CorpusPki.INTER_KEY));
                subject = issuer;
                rest /= 5;
            }
        });
    }

    private static void keyUsages(CaseSink sink) {
        int[] patterns = {0, 1, 2, 4, 8, 0x10, 0x20, 0x40, 0x80, 0xFF, 0xA0, 0xC0, 0x38, 0x06, 0xF8};
        for (int unused = 0; unused <= 9; unused++) {
            for (int pattern : patterns) {
                usage(sink, Der.bits(unused, Bytes.of(pattern)));
                usage(sink, Der.bits(unused, Bytes.of(pattern, 0x80)));
            }
            usage(sink, Der.bits(unused));
        }
        byte[] sign = Der.bits(2, Bytes.of(0x84));
        byte[][] values = {
            new byte[0], Der.tlv(0x03), Der.bits(0x80, Bytes.of(0xFF)), Der.bits(0xFF, Bytes.of(0xFF)),
            Der.bits(0, new byte[200]), Der.bits(7, Bytes.join(Bytes.of(0x84), new byte[200])), Der.bits(0xFF),
            Der.tlv(0x23, sign), Der.tlv(0x83, Bytes.of(2, 0x84)), Der.octets(Bytes.of(2, 0x84)), Der.integer(0x84),
            Der.sequence(sign), Der.nothing(), Bytes.join(sign, Bytes.of(0)), Bytes.join(sign, sign),
            Bytes.of(3), Bytes.of(3, 2), Bytes.of(3, 2, 7), Bytes.of(3, 1), Bytes.of(3, 0x81, 2, 2, 0x84),
            Bytes.of(3, 0x80, 2, 0x84, 0, 0), Bytes.of(3, 3, 2, 0x84), Bytes.of(3, 1, 2, 0x84),
        };
        for (byte[] value : values) {
            usage(sink, value);
        }
        byte[] signOnly = CertSpec.extension(CorpusPki.KEY_USAGE, 0xFF, Der.bits(7, Bytes.of(0x80)));
        byte[] exchangeOnly = CertSpec.extension(CorpusPki.KEY_USAGE, 0xFF, Der.bits(5, Bytes.of(0x20)));
        byte[][][] lists = {{signOnly, exchangeOnly}, {exchangeOnly, signOnly}, {CorpusPki.CERT_SIGN, signOnly},
            {signOnly, CorpusPki.CERT_SIGN}};
        for (byte[][] list : lists) {
            CorpusPki.leafCase(sink, "ku/twice", CorpusPki.bareLeaf().with(CorpusPki.SAN_HOST).with(list));
            CorpusPki.interCase(sink, "ku/twice-of-ca", inter(CorpusPki.CA_TRUE).with(list));
        }
        CorpusPki.interCase(sink, "ku/wrong-before-bc", inter(signOnly, basic(0xFF, Der.sequence())));
        CorpusPki.interCase(sink, "ku/bc-before-wrong", inter(basic(0xFF, Der.sequence()), signOnly));
    }

    private static void usage(CaseSink sink, byte[] value) {
        byte[] extension = CertSpec.extension(CorpusPki.KEY_USAGE, 0xFF, value);
        CorpusPki.leafCase(sink, "ku/leaf", CorpusPki.bareLeaf().with(CorpusPki.SAN_HOST, extension));
        CorpusPki.interCase(sink, "ku/ca", inter(CorpusPki.CA_TRUE, extension));
    }

    private static void policies(CaseSink sink) {
        byte[] id = Der.oid("2.23.140.1.2.1");
        byte[] cps = Der.sequence(Der.oid(CPS), Der.text(0x16, "http://x"));
        byte[] notice = Der.sequence(Der.oid(USER_NOTICE), Der.sequence());
        byte[][] values = {
            Der.sequence(Der.sequence(id)), Der.sequence(), new byte[0], Der.sequence(Der.sequence()),
            Der.sequence(Der.sequence(Der.oid(ANY_POLICY))), Der.sequence(Der.sequence(id), Der.sequence(id)),
            Der.sequence(Der.sequence(id, Der.sequence(cps))), Der.sequence(Der.sequence(id, Der.sequence(notice))),
            Der.sequence(Der.sequence(id, Der.sequence(cps, notice))), Der.sequence(Der.sequence(id, Der.sequence())),
            Der.sequence(Der.sequence(id, Der.sequence(cps), Der.nothing())), Der.sequence(Der.sequence(id, cps)),
            Der.sequence(Der.sequence(id, Der.sequence(Der.sequence(Der.oid(CPS))))),
            Der.sequence(Der.sequence(id, Der.sequence(Der.sequence(Der.oid(CPS), Der.nothing(), Der.nothing())))),
            Der.sequence(Der.sequence(id, Der.sequence(Der.sequence(Der.oid(CPS), Bytes.of(0xFF))))),
            Der.sequence(Der.sequence(id, Der.sequence(Der.sequence(Der.nothing())))),
            Der.sequence(Der.sequence(id, Der.sequence(Der.sequence()))),
            Der.sequence(Der.sequence(id, Der.sequence(Der.nothing()))),
            Der.sequence(Der.sequence(id, Der.nothing())), Der.sequence(Der.sequence(Der.nothing())), Der.sequence(id),
            Der.sequence(Der.sequence(Der.tlv(0x06, new byte[256]))), Der.sequence(Der.sequence(Der.tlv(0x26, id))),
            Der.set(Der.sequence(id)), Bytes.join(Der.sequence(Der.sequence(id)), Bytes.of(0)),
            Der.sequence(Bytes.of(0)),
            Bytes.of(0x30, 3), Bytes.of(0x30), Der.nothing(),
            Der.sequence(Der.sequence(id, Der.sequence(notice)), Der.nothing()),
            Der.sequence(Der.sequence(id, Der.sequence(Der.sequence(Der.tlv(0x06), Der.nothing())))),
        };
        for (byte[] value : values) {
            for (int critical : new int[] {-1, 0xFF}) {
                both(sink, "policies", CertSpec.extension(CorpusPki.POLICIES, critical, value));
            }
        }
    }

    /** Extensions that C passes over, or does not know: well-formed, garbage and empty, critical or not. */
    private static void others(CaseSink sink) {
        byte[] names = Der.sequence(Der.text(0x82, "x"));
        byte[] point = Der.sequence(Der.sequence(Der.explicit(0, Der.explicit(0, Der.text(0x86, "http://x")))));
        byte[] access = Der.sequence(Der.sequence(Der.oid("1.3.6.1.5.5.7.48.1"), Der.text(0x86, "http://x")));
        Object[][] known = {
            {"2.5.29.35", Der.sequence(Der.tlv(0x80, new byte[20]))}, {"2.5.29.14", Der.octets(new byte[20])},
            {"2.5.29.18", names}, {"2.5.29.9", Der.sequence()}, {"2.5.29.31", point}, {"2.5.29.46", point},
            {"1.3.6.1.5.5.7.1.1", access}, {"1.3.6.1.5.5.7.1.11", access},
            {CorpusPki.EXT_KEY_USAGE, Der.sequence(Der.oid("1.3.6.1.5.5.7.3.1"))},
            {CorpusPki.EXT_KEY_USAGE, Der.sequence(Der.oid("1.3.6.1.5.5.7.3.2"))},
            {CorpusPki.EXT_KEY_USAGE, Der.sequence(Der.oid("2.5.29.37.0"))},
            {"2.5.29.30", Der.sequence(Der.explicit(0, Der.sequence(Der.text(0x82, "example"))))},
            {"2.5.29.30", Der.sequence(Der.explicit(1, Der.sequence(Der.text(0x82, "example"))))},
            {"2.5.29.36", Der.sequence(Der.tlv(0x80, Bytes.of(0)))}, {"2.5.29.54", Der.integer(0)},
            {"2.5.29.33", Der.sequence()},
            {"2.5.29.16", Der.sequence()}, {"1.3.6.1.5.5.7.1.24", Der.sequence(Der.integer(5))},
            {"1.3.6.1.4.1.11129.2.4.3", Der.nothing()}, {"2.16.840.1.113730.1.1", Der.bits(6, Bytes.of(0x40))},
            {"1.2.3.4", Der.nothing()}, {"2.5.29", Der.nothing()}, {"2.5.29.19.1", Der.nothing()},
            {"2.5.29.999", Der.nothing()},
        };
        for (Object[] k : known) {
            for (int critical : new int[] {-1, 0, 1, 0xFF}) {
                both(sink, "ext/known", CertSpec.extension((String) k[0], critical, (byte[]) k[1]));
                both(sink, "ext/garbage", CertSpec.extension((String) k[0], critical, Bytes.of(0xFF, 0x80, 0x1F)));
                both(sink, "ext/empty", CertSpec.extension((String) k[0], critical));
            }
            byte[] twice = CertSpec.extension((String) k[0], -1, (byte[]) k[1]);
            both(sink, "ext/twice", twice, twice);
        }
    }
}
