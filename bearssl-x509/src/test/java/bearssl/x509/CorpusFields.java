package bearssl.x509;

import bearssl.testing.Bytes;

/** Cases about the frame of extensions, and about the fields that nobody needs: version, serial number,
        algorithm inside. */
final class CorpusFields {
    private CorpusFields() {
    }

    static void add(CaseSink sink) {
        frames(sink);
        fields(sink);
    }

    /** The structure around extensions. */
    private static void frames(CaseSink sink) {
        byte[] oid = Der.oid("2.5.29.14");
        byte[] value = Der.octets(Der.octets(new byte[4]));
        byte[][] extensions = {
            Der.sequence(oid, value), Der.sequence(oid), Der.sequence(value), Der.sequence(), Der.nothing(),
            Bytes.of(0x30),
            Der.sequence(oid, Der.bool(0)), Der.sequence(oid, Der.bool(0xFF), value, Der.nothing()),
            Der.sequence(oid, value, Bytes.of(0)), Der.sequence(oid, value, value),
            Der.sequence(oid, Der.bool(0), Der.bool(0), value),
            Der.sequence(oid, Der.tlv(0x01), value), Der.sequence(oid, Der.tlv(0x01, Bytes.of(0, 0)), value),
            Der.sequence(oid, Der.tlv(0x21, Bytes.of(0xFF)), value),
            Der.sequence(oid, Bytes.of(1, 0x81, 1, 0xFF), value),
            Der.sequence(oid, Der.tlv(0x81, Bytes.of(0xFF)), value), Der.sequence(oid, Der.integer(0), value),
            Der.sequence(oid, Der.tlv(0x24, Der.octets())), Der.sequence(oid, Der.tlv(0x84, new byte[4])),
            Der.sequence(oid, Der.bits(0, new byte[4])), Der.sequence(oid, Bytes.of(4, 0x80, 0, 0)),
            Der.sequence(oid, Bytes.of(4, 0x81, 1, 0)), Der.sequence(oid, Bytes.of(4, 9)),
            Der.sequence(oid, Bytes.of(4)),
            Der.set(oid, value), Der.tlv(0x10, oid, value), Der.explicit(0, oid, value),
            Der.sequence(Der.tlv(0x26, oid), value), Der.sequence(Der.tlv(0x06), value),
            Der.sequence(Der.tlv(0x06), Der.bool(0xFF), value), Der.sequence(Der.tlv(0x0D, Bytes.of(0x55)), value),
            Der.sequence(Der.tlv(0x06, new byte[255]), value), Der.sequence(Der.tlv(0x06, new byte[256]), value),
            Der.sequence(Der.tlv(0x06, new byte[255]), Der.bool(0xFF), value),
            Der.sequence(Der.tlv(0x06, new byte[256]), Der.bool(0xFF), value),
            Der.sequence(Bytes.of(6, 0x81, 3, 0x55, 0x1D, 0x0E), value), Der.sequence(Bytes.of(6, 3, 0x55, 0x1D)),
            Der.sequence(Bytes.of(6)),
            Der.sequence(Bytes.of(6, 4, 0x55, 0x1D, 0x80, 0x0E), Der.bool(0xFF), value),
        };
        for (byte[] extension : extensions) {
            CorpusExtensions.both(sink, "ext/frame", extension);
            CertSpec first = CorpusPki.leaf();
            first.extensions.add(0, extension);
            CorpusPki.leafCase(sink, "ext/frame-first", first);
        }
        byte[] list = Der.sequence(CorpusPki.SAN_HOST);
        byte[][] tails = {
            Der.explicit(3, list), Der.explicit(3, Der.sequence()), Der.explicit(3), Der.tlv(0x83, list),
            Der.explicit(3, list, list),
            Der.explicit(3, list, Bytes.of(0)), Der.explicit(3, Der.set(CorpusPki.SAN_HOST)),
            Der.explicit(3, CorpusPki.SAN_HOST),
            Bytes.join(Der.explicit(3, list), Der.explicit(3, list)), Bytes.join(Der.explicit(3, list), Der.nothing()),
            Bytes.join(Der.explicit(3, list), Bytes.of(0)), Bytes.join(Der.explicit(1, list), Der.explicit(3, list)),
            Bytes.join(Der.tlv(0x81, Bytes.of(0, 1)), Der.tlv(0x82, Bytes.of(0, 2)), Der.explicit(3, list)),
            Bytes.join(Der.tlv(0x82, Bytes.of(0, 2)), Der.tlv(0x81, Bytes.of(0, 1)), Der.explicit(3, list)),
            Bytes.join(Der.tlv(0x81, Bytes.of(0, 1)), Der.tlv(0x81, Bytes.of(0, 2)), Der.explicit(3, list)),
            Bytes.join(Der.tlv(0x82, Bytes.of(0, 1)), Der.tlv(0x82, Bytes.of(0, 2)), Der.explicit(3, list)),
            Bytes.join(Der.tlv(0xA1), Der.tlv(0xA2), Der.explicit(3, list)), Der.tlv(0x81), Der.tlv(0x82),
            Der.tlv(0xA1, Bytes.of(0xFF)),
            Bytes.join(Der.explicit(3, list), Der.tlv(0x81, Bytes.of(0))),
            Bytes.join(Der.explicit(3, list), Der.tlv(0x82)),
            Der.explicit(4, list), Der.explicit(0, list), Der.sequence(list), Der.nothing(), list, Der.tlv(0x63, list),
            Bytes.of(0xA3), Bytes.of(0xA3, 0x80), Bytes.of(0xA3, 1), Bytes.of(0), Bytes.of(0x81), Bytes.of(0x81, 1),
        };
        for (byte[] tail : tails) {
            CertSpec leaf = CorpusPki.bareLeaf();
            leaf.tail = tail;
            CorpusPki.leafCase(sink, "ext/tail", leaf);
            CertSpec inter = CorpusExtensions.inter();
            inter.tail = tail;
            CorpusPki.interCase(sink, "ext/tail-of-ca", inter);
        }
    }

    /** Version, serial number, algorithm within. */
    private static void fields(CaseSink sink) {
        byte[][] versions = {
            new byte[0], Der.explicit(0, Der.integer(0)), Der.explicit(0, Der.integer(1)),
            Der.explicit(0, Der.integer(2)),
            Der.explicit(0, Der.integer(3)), Der.explicit(0, Der.integer(127)), Der.explicit(0, Der.integer(128)),
            Der.explicit(0, Der.integer(-1)), Der.explicit(0, Der.tlv(0x02, Bytes.of(0, 2))),
            Der.explicit(0, Der.tlv(0x02)),
            Der.explicit(0, Der.tlv(0x02, Bytes.of(0, 0, 0, 0, 0, 0, 2))), Der.explicit(0, Der.integer(0x80000000L)),
            Der.explicit(0, Der.integer(0xFFFFFEFFL)), Der.explicit(0, Der.integer(0xFFFFFFFFL)),
            Der.explicit(0, Der.integer(0x100000000L)),
            Der.explicit(0, Der.integer(0x7FFFFEFF)), Der.explicit(0, Der.integer(0x1000000)),
            Der.explicit(0), Der.explicit(0, Der.integer(2), Der.integer(2)),
            Der.explicit(0, Der.integer(2), Bytes.of(0)),
            Der.explicit(0, Der.tlv(0x22, Bytes.of(2))), Der.explicit(0, Der.bool(2)),
            Der.explicit(0, Der.tlv(0x82, Bytes.of(2))),
            Der.tlv(0x80, Bytes.of(2)), Der.tlv(0x80, Der.integer(2)), Der.explicit(1, Der.integer(2)),
            Der.integer(2), Der.sequence(Der.integer(2)),
            Bytes.join(Der.explicit(0, Der.integer(2)), Der.explicit(0, Der.integer(2))),
            Bytes.of(0xA0, 0x80, 2, 1, 2, 0, 0), Bytes.of(0xA0, 0x81, 3, 2, 1, 2),
        };
        for (byte[] version : versions) {
            CertSpec leaf = CorpusPki.leaf();
            leaf.version = version;
            CorpusPki.leafCase(sink, "field/version", leaf);
            CertSpec inter = CorpusPki.inter(CorpusPki.INTER_KEY);
            inter.version = version;
            CorpusPki.interCase(sink, "field/version-of-ca", inter);
            CertSpec bare = CorpusPki.bareLeaf();
            bare.version = version;
            CorpusPki.leafCase(sink, "field/version-bare", bare);
        }
        byte[][] serials = {
            Der.integer(0), Der.integer(-1), Der.tlv(0x02), Der.tlv(0x02, new byte[20]), Der.tlv(0x02, new byte[21]),
            Der.tlv(0x02, Bytes.of(0, 1)), Der.tlv(0x02, Bytes.of(0xFF, 0xFF)),
            Der.tlv(0x02, Bytes.join(Bytes.of(0x7F), new byte[19])),
            Der.tlv(0x02, Bytes.join(Bytes.of(0x7F), new byte[20])), Der.tlv(0x02, new byte[300]),
            Der.tlv(0x22, Der.integer(1)),
            Der.tlv(0x82, Bytes.of(1)), Der.tlv(0x0A, Bytes.of(1)), Der.octets(Bytes.of(1)), new byte[0],
            Bytes.of(2, 0x81, 1, 1),
            Bytes.of(2, 0x80, 0, 0), Bytes.join(Der.integer(1), Der.integer(1)), Der.nothing(), Bytes.of(0xC2, 1, 1),
            Bytes.of(0x1F, 1, 1),
        };
        for (byte[] serial : serials) {
            CertSpec leaf = CorpusPki.leaf();
            leaf.serial = serial;
            CorpusPki.leafCase(sink, "field/serial", leaf);
            CertSpec inter = CorpusPki.inter(CorpusPki.INTER_KEY);
            inter.serial = serial;
            CorpusPki.interCase(sink, "field/serial-of-ca", inter);
        }
        byte[][] algorithms = {
            Der.sequence(), Der.sequence(Der.nothing()), Der.sequence(Der.oid("1.2.3")),
            Der.sequence(Bytes.of(0xFF, 0xFF)), Der.nothing(),
            Der.set(Der.oid("1.2.840.10045.4.3.2")), Der.tlv(0x10), new byte[0], CorpusKey.rsa("1024").algorithm(4),
            CorpusPki.INTER_KEY.algorithm(2), Der.sequence(Der.oid("1.2.840.10045.4.3.2"), Der.nothing()),
            Bytes.of(0x30, 0x80, 0, 0),
            Der.oid("1.2.840.10045.4.3.2"), Der.sequence(new byte[400]),
        };
        for (byte[] algorithm : algorithms) {
            CertSpec leaf = CorpusPki.leaf();
            leaf.innerAlgorithm = algorithm;
            CorpusPki.leafCase(sink, "field/inner-algorithm", leaf);
        }
    }
}
