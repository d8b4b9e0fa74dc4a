package bearssl.x509;

import bearssl.testing.Bytes;
import java.nio.charset.StandardCharsets;

/** Cases about subjectAltName: names of all forms, well-formed and not, alone and beside one that matches. */
final class CorpusAlternativeNames {
    private CorpusAlternativeNames() {
    }

    static void add(CaseSink sink) {
        alternativeNames(sink);
        otherNames(sink);
    }

    private static void alternativeNames(CaseSink sink) {
        byte[] host = Der.text(0x82, CorpusPki.HOST);
        byte[][] names = {
            Der.text(0x81, "a@" + CorpusPki.HOST), Der.text(0x81, CorpusPki.HOST), Der.text(0xA1, CorpusPki.HOST),
            Der.text(0x82, "other.example"), Der.text(0xA2, CorpusPki.HOST),
            Der.tlv(0xA2, Der.text(0x16, CorpusPki.HOST)),
            Der.tlv(0xA3, Der.sequence()), Der.tlv(0x83, Der.sequence()), Der.tlv(0xA3),
            Der.tlv(0xA4, CorpusPki.LEAF_DN), Der.tlv(0x84, CorpusPki.LEAF_DN), Der.tlv(0xA4, Der.octets()),
            Der.tlv(0xA5, Der.utf8("x")), Der.tlv(0x85),
            Der.text(0x86, "https://host.example/"), Der.text(0x86, CorpusPki.HOST), Der.text(0xA6, CorpusPki.HOST),
            Der.tlv(0x87, Bytes.of(127, 0, 0, 1)), Der.tlv(0x87, new byte[16]), Der.tlv(0x87),
            Der.tlv(0x87, new byte[5]),
            Der.tlv(0xA7, Bytes.of(127, 0, 0, 1)),
            Der.tlv(0x88, Bytes.of(0x2A, 3)), Der.tlv(0xA8, Bytes.of(0x2A, 3)), Der.tlv(0x89), Der.tlv(0x9E),
            Der.tlv(0x9F),
            Der.tlv(0xBF), Der.text(0x16, CorpusPki.HOST), Der.text(0x02, CorpusPki.HOST),
            Der.text(0x42, CorpusPki.HOST),
            Der.text(0xC2, CorpusPki.HOST), Der.utf8(CorpusPki.HOST), Der.nothing(), Der.sequence(),
            Bytes.of(0x82), Bytes.of(0x82, 1), Bytes.of(0x82, 0x80), Bytes.of(0x82, 0x80, 0, 0), Bytes.of(0),
            Bytes.join(Bytes.of(0x82, 0x81, 12), CorpusPki.HOST.getBytes(StandardCharsets.US_ASCII)),
        };
        for (byte[] name : names) {
            CorpusPki.leafCase(sink, "san/alone", CorpusPki.bareLeaf().with(CorpusNames.san(name)));
            CorpusPki.leafCase(sink, "san/then-match", CorpusPki.bareLeaf().with(CorpusNames.san(name, host)));
            CorpusPki.leafCase(sink, "san/after-match", CorpusPki.bareLeaf().with(CorpusNames.san(host, name)));
            sink.add("san/no-sni", c -> c.time(CorpusPki.NOW).ca(CorpusPki.ROOT)
                    .cert(CorpusPki.bareLeaf().with(CorpusNames.san(name)).signed(CorpusPki.INTER_KEY))
                            .cert(CorpusPki.INTER));
            CorpusNames.leafCase(sink, "san/ip", "127.0.0.1", CorpusPki.bareLeaf().with(CorpusNames.san(name)));
            CorpusPki.interCase(sink, "san/of-ca", CorpusPki.inter(CorpusPki.INTER_KEY).with(CorpusNames.san(name)));
        }
        byte[][] values = {
            new byte[0], Der.sequence(), Der.set(host), host, Der.tlv(0x10, host), Der.tlv(0xB0, host), Der.nothing(),
            Bytes.join(Der.sequence(host), Der.nothing()), Bytes.join(Der.sequence(host), Bytes.of(0)),
            Bytes.join(Der.sequence(host), Der.sequence(host)), Bytes.join(Bytes.of(0x30, 0x80), host, Bytes.of(0, 0)),
            Bytes.join(Bytes.of(0x30, host.length + 1), host), Bytes.join(Bytes.of(0x30, host.length - 1), host),
            Bytes.join(Bytes.of(0x30, 0x81, host.length), host), Bytes.join(Bytes.of(0x30, 0x82, 0, host.length), host),
        };
        for (byte[] value : values) {
            for (int critical : new int[] {-1, 0, 0xFF}) {
                CorpusPki.leafCase(sink, "san/value", CorpusPki.bareLeaf()
                        .with(CertSpec.extension(CorpusPki.SUBJECT_ALT_NAME, critical, value)));
            }
        }
        byte[] wrong = CorpusNames.san(Der.text(0x82, "other.example"));
        byte[] ip = CorpusNames.san(Der.tlv(0x87, Bytes.of(127, 0, 0, 1)));
        byte[][][] lists = {{CorpusPki.SAN_HOST, wrong}, {wrong, CorpusPki.SAN_HOST},
            {CorpusPki.SAN_HOST, CorpusNames.san()}, {CorpusPki.SAN_HOST, CorpusPki.SAN_HOST}, {wrong}, {ip},
            {ip, CorpusPki.SAN_HOST}, {CorpusPki.SAN_HOST, ip}};
        for (byte[][] list : lists) {
            CorpusPki.leafCase(sink, "san/twice", CorpusPki.bareLeaf().with(list));
            CorpusPki.leafCase(sink, "san/twice-wrong-cn", CorpusNames.subject(Der.cn("other.example")).with(list));
        }
    }

    private static void otherNames(CaseSink sink) {
        byte[] oid = Der.oid("1.3.6.1.4.1.311.20.2.3");
        byte[] text = Der.utf8("user@host.example");
        byte[][] names = {
            Der.tlv(0xA0, oid, Der.explicit(0, text)),
            Der.tlv(0xA0, oid, Der.explicit(0, Der.tlv(0x1E, Bytes.of(0)))),
            Der.tlv(0xA0, oid, Der.explicit(0, Der.text(0x16, "x"))),
            Der.tlv(0xA0, oid, Der.explicit(0, Der.tlv(0x2C, text))),
            Der.tlv(0xA0, oid, Der.explicit(0, Der.tlv(0x3E, text))),
            Der.tlv(0xA0, oid, Der.explicit(0, Der.octets(text))),
            Der.tlv(0xA0, oid, Der.explicit(0, Der.sequence(text, text))),
            Der.tlv(0xA0, oid, Der.explicit(0, text, text)),
            Der.tlv(0xA0, oid, Der.explicit(0)),
            Der.tlv(0xA0, oid, Der.explicit(0, Bytes.of(0x0C))),
            Der.tlv(0xA0, oid, Der.explicit(0, Bytes.of(0x0C, 1))),
            Der.tlv(0xA0, oid, Der.explicit(0, Bytes.of(0x1F, 1, 0))),
            Der.tlv(0xA0, oid, Der.explicit(0, Bytes.of(0x5F, 1, 0))),
            Der.tlv(0xA0, oid, Der.explicit(1, text)),
            Der.tlv(0xA0, oid, Der.tlv(0x80, text)),
            Der.tlv(0xA0, oid, text),
            Der.tlv(0xA0, oid, Der.explicit(0, text), text),
            Der.tlv(0xA0, oid),
            Der.tlv(0xA0),
            Der.tlv(0xA0, text, oid),
            Der.tlv(0xA0, Der.tlv(0x26, oid), Der.explicit(0, text)),
            Der.tlv(0xA0, Der.tlv(0x06), Der.explicit(0, text)),
            Der.tlv(0xA0, Der.tlv(0x06, CorpusNames.fill(0x2A, 256)), Der.explicit(0, text)),
            Der.tlv(0xA0, Der.sequence(oid, Der.explicit(0, text))),
            Der.tlv(0x80, oid, Der.explicit(0, text)),
            Der.tlv(0x80),
        };
        byte[] host = Der.text(0x82, CorpusPki.HOST);
        for (byte[] name : names) {
            CorpusPki.leafCase(sink, "san/other-name", CorpusPki.bareLeaf().with(CorpusNames.san(name)));
            CorpusPki.leafCase(sink, "san/other-name-then-match",
                    CorpusPki.bareLeaf().with(CorpusNames.san(name, host)));
            CorpusPki.leafCase(sink, "san/other-name-after-match",
                    CorpusPki.bareLeaf().with(CorpusNames.san(host, name)));
        }
    }
}
