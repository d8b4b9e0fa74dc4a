package bearssl.x509;

import static bearssl.x509.TablePki.NOT_CRITICAL;

import bearssl.testing.Bytes;
import java.util.List;

/** A chain with everything in it, signed for {@link BlindHash}: what mutations start from. */
final class FuzzChain {
    static final String HOST = TablePki.HOST;

    // RSA, because RememberedRsa saves more than RememberedCurve
    private static final CorpusKey ROOT_KEY = BlindHash.signer(CorpusKey.rsa("2048a"));
    private static final CorpusKey UPPER_KEY = BlindHash.signer(CorpusKey.rsa("2048b"));
    private static final CorpusKey INTER_KEY = ROOT_KEY;
    private static final byte[] UPPER_DN = TablePki.dn("Fuzz Upper");

    static final byte[] ROOT = TablePki.root(ROOT_KEY).signed(ROOT_KEY);
    static final byte[] CONSTRAINED_ROOT = TablePki.root(ROOT_KEY).with(constraints()).signed(ROOT_KEY);
    static final byte[] LEAF = leaf().signed(INTER_KEY);

    private FuzzChain() {
    }

    private static byte[] policies() {
        return CertSpec.extension(TablePki.POLICIES, TablePki.CRITICAL, Der.sequence(Der.sequence(Der.oid("2.5.29.32.0"),
                Der.sequence(Der.sequence(Der.oid("1.3.6.1.5.5.7.2.1"), Der.text(0x16, "http://ca.example"))))));
    }

    private static byte[] access() {
        return CertSpec.extension(TablePki.INFORMATION_ACCESS, NOT_CRITICAL, Der.sequence(Der.sequence(
                Der.oid("1.3.6.1.5.5.7.48.1"), Der.text(0x86, "http://ca.example"))));
    }

    private static byte[] subtree(byte[] base) {
        return Der.sequence(base);
    }

    private static byte[] constraints() {
        byte[] xx = Der.tlv(0xA4, Der.name("2.5.4.6", Der.text(0x13, "XX")));
        return CertSpec.extension(TablePki.NAME_CONSTRAINTS, TablePki.CRITICAL, Der.sequence(
                Der.explicit(0, subtree(TablePki.dns("test.example")), subtree(xx), subtree(TablePki.address(10, 0, 0, 0,
                        255, 0, 0, 0)), subtree(TablePki.address(new int[32]))),
                Der.explicit(1, subtree(TablePki.dns("bad.test.example")), subtree(Der.text(0x82, ".x.test.example")))));
    }

    private static byte[] alternatives(byte[]... more) {
        return TablePki.names(TablePki.dns(HOST), TablePki.dns("*.w.test.example"), TablePki.address(10, 1, 2, 3),
                TablePki.address(0x20, 1, 13, 0xB8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1),
                Der.tlv(0xA4, Der.name("2.5.4.6", Der.text(0x13, "XX"))), Bytes.join(more));
    }

    private static CertSpec leaf() {
        byte[] other = Der.explicit(0, Der.oid("1.3.6.1.4.1.311.20.2.3"), Der.explicit(0, Der.utf8("u")));
        CertSpec leaf = TablePki.leaf(TablePki.INTER_DN, INTER_KEY, alternatives(other, Der.text(0x81, "a@test.example"), Der.text(0x86, "u:x"),
                Der.tlv(0x88, Bytes.of(0x2A, 3))));
        leaf.subject = Der.sequence(Der.set(Der.attribute("2.5.4.6", Der.text(0x13, "XX"))),
                Der.set(Der.attribute("2.5.4.10", Der.tlv(0x1E, Bytes.of(0, 'C', 0, 'D'))),
                        Der.attribute("2.5.4.3", Der.utf8(HOST))));
        leaf.uniqueIds = Bytes.join(Der.tlv(0x81, Bytes.of(0, 1)), Der.tlv(0x82, Bytes.of(0, 2)));
        return leaf.with(CertSpec.extension(TablePki.BASIC_CONSTRAINTS, NOT_CRITICAL, Der.sequence()), policies(), access(),
                CertSpec.extension("2.5.29.31", NOT_CRITICAL, Der.sequence(Der.sequence())),
                CertSpec.extension("2.5.29.18", NOT_CRITICAL, Der.sequence(TablePki.dns("ca.example"))),
                CertSpec.extension("1.2.3.4", NOT_CRITICAL, Bytes.of(1, 2, 3)));
    }

    private static CertSpec inter() {
        CertSpec inter = TablePki.ca(UPPER_DN, UPPER_KEY, TablePki.INTER_DN, INTER_KEY).with(policies(), access(),
                constraints(), TablePki.names(TablePki.dns("ca.test.example")),
                TablePki.purposes(NOT_CRITICAL, TablePki.SERVER_AUTH));
        TablePki.replace(inter, TablePki.BASIC_CONSTRAINTS, TablePki.basics(Der.bool(0xFF), Der.integer(0)));
        inter.notAfter = Der.text(0x18, "20500101000000.5Z");
        return inter;
    }

    private static CertSpec upper() {
        return TablePki.ca(TablePki.ROOT_DN, ROOT_KEY, UPPER_DN, UPPER_KEY);
    }

    /** Leaf, and two CAs. */
    static List<byte[]> chain() {
        return List.of(LEAF, inter().signed(UPPER_KEY), upper().signed(ROOT_KEY));
    }
}
