package bearssl.x509;

import static bearssl.tls.BrErr.BR_ERR_X509_BAD_BOOLEAN;
import static bearssl.tls.BrErr.BR_ERR_X509_BAD_DN;
import static bearssl.tls.BrErr.BR_ERR_X509_EXTRA_ELEMENT;
import static bearssl.tls.BrErr.BR_ERR_X509_INNER_TRUNC;
import static bearssl.tls.BrErr.BR_ERR_X509_INVALID_VALUE;
import static bearssl.tls.BrErr.BR_ERR_X509_LIMIT_EXCEEDED;
import static bearssl.tls.BrErr.BR_ERR_X509_NOT_CONSTRUCTED;
import static bearssl.tls.BrErr.BR_ERR_X509_OVERFLOW;
import static bearssl.tls.BrErr.BR_ERR_X509_UNEXPECTED;
import static bearssl.tls.BrErr.BR_ERR_X509_UNSUPPORTED;
import static bearssl.x509.RuleTrial.inter;
import static bearssl.x509.RuleTrial.interWith;
import static bearssl.x509.RuleTrial.leaf;
import static bearssl.x509.RuleTrial.leafWith;
import static bearssl.x509.TablePki.CRITICAL;
import static bearssl.x509.TablePki.NOT_CRITICAL;
import static org.junit.jupiter.api.Assertions.assertEquals;

import bearssl.testing.Bytes;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@link X509Rules#FORM} refuses, and nothing else does. */
class X509FormTest {
    private static final byte[] SHA256_ECDSA = Der.oid("1.2.840.10045.4.3.2");
    private static final byte[] SHA384_ECDSA = Der.oid("1.2.840.10045.4.3.3");
    private static final byte[] SHA256_RSA = Der.oid("1.2.840.113549.1.1.11");
    private static final byte[] NONE = new byte[0];

    private final RuleTrial form = new RuleTrial(X509Rules.FORM);

    private static CertSpec algorithms(byte[] inner, byte[] outer) {
        return algorithms(TablePki.leaf(), inner, outer);
    }

    private static CertSpec algorithms(CertSpec spec, byte[] inner, byte[] outer) {
        spec.innerAlgorithm = inner;
        spec.outerAlgorithm = outer;
        return spec;
    }

    // ---- lengths and versions

    @Test
    void lengthsNotInTheirShortestForm() {
        CertSpec leaf = TablePki.leaf();
        leaf.serial = Bytes.of(0x02, 0x81, 0x02, 0x12, 0x34);
        form.refuses(BR_ERR_X509_INVALID_VALUE, "in the signed part", leaf(leaf));
        byte[] cert = TablePki.leaf().signed(TablePki.INTER_KEY);
        byte[] long3 = Bytes.join(Bytes.of(0x30, 0x83, 0), Bytes.of(cert[2] & 0xFF, cert[3] & 0xFF),
                Arrays.copyOfRange(cert, 4, cert.length));
        form.refuses(BR_ERR_X509_INVALID_VALUE, "of the whole", long3, TablePki.INTER);
    }

    @Test
    void versions() {
        CertSpec leaf = TablePki.leaf();
        leaf.version = Der.explicit(0, Der.tlv(0x02, Bytes.of(0, 2)));
        form.refuses(BR_ERR_X509_INVALID_VALUE, "padded", leaf(leaf));
        leaf.version = NONE;
        form.refuses(BR_ERR_X509_INVALID_VALUE, "v1 with extensions", leaf(leaf));
        leaf.version = Der.explicit(0, Der.integer(1));
        form.refuses(BR_ERR_X509_INVALID_VALUE, "v2 with extensions", leaf(leaf));
        leaf.version = Der.explicit(0, Der.integer(0));
        form.refuses(BR_ERR_X509_INVALID_VALUE, "v1 said", leaf(leaf));
        leaf.version = Der.explicit(0, Der.integer(3));
        form.isRefusedWithout(BR_ERR_X509_UNSUPPORTED, BR_ERR_X509_UNSUPPORTED, "v4", leaf(leaf));
        leaf.version = Der.explicit(0, Der.integer(-1));
        form.isRefusedWithout(BR_ERR_X509_OVERFLOW, BR_ERR_X509_OVERFLOW, "negative", leaf(leaf));
        leaf.version = Der.explicit(0);
        form.isRefusedWithout(BR_ERR_X509_INNER_TRUNC, BR_ERR_X509_INNER_TRUNC, "nothing", leaf(leaf));
        leaf.version = Der.explicit(0, Der.integer(2), Der.integer(2));
        form.isRefusedWithout(BR_ERR_X509_EXTRA_ELEMENT, BR_ERR_X509_EXTRA_ELEMENT, "twice", leaf(leaf));
    }

    @Test
    void uniqueIdsNeedVersion2() {
        byte[] id = Der.tlv(0x81, Bytes.of(0, 1));
        Trial v1 = Trial.of(X509Rules.FORM).acceptNoName().host(null);
        CertSpec leaf = new CertSpec(TablePki.INTER_DN, TablePki.LEAF_DN, TablePki.LEAF_KEY.spki());
        leaf.uniqueIds = id;
        for (int version = 0; version < 3; version++) {
            leaf.version = version == 0 ? NONE : Der.explicit(0, Der.integer(version));
            assertEquals(version == 0 ? BR_ERR_X509_INVALID_VALUE : 0,
                    v1.verdict(leaf.signed(TablePki.INTER_KEY), TablePki.INTER), "v" + (version + 1));
        }
        CertSpec both = TablePki.leaf();
        both.uniqueIds = Bytes.join(id, Der.tlv(0x82, Bytes.of(0, 1)));
        form.accepts("both in version 3", leaf(both));
    }

    @Test
    void anEmptyListOfExtensions() {
        CertSpec leaf = new CertSpec(TablePki.INTER_DN, TablePki.LEAF_DN, TablePki.LEAF_KEY.spki());
        leaf.tail = Der.explicit(3, Der.sequence());
        Trial nameless = Trial.of(X509Rules.FORM).host(null);
        assertEquals(BR_ERR_X509_INVALID_VALUE,
                nameless.verdict(leaf.signed(TablePki.INTER_KEY), TablePki.INTER));
        nameless = Trial.of(X509Rules.LENIENT).host(null);
        assertEquals(0,
                nameless.verdict(leaf.signed(TablePki.INTER_KEY), TablePki.INTER));
    }

    // ---- signature algorithms

    @Test
    void anotherAlgorithmInsideThanOutside() {
        byte[] sha256 = Der.sequence(SHA256_ECDSA);
        form.refuses(BR_ERR_X509_INVALID_VALUE, "another hash function",
                leaf(algorithms(Der.sequence(SHA384_ECDSA), sha256)));
        form.refuses(BR_ERR_X509_INVALID_VALUE, "another kind of key",
                leaf(algorithms(Der.sequence(SHA256_RSA, Der.nothing()), sha256)));
        form.refuses(BR_ERR_X509_INVALID_VALUE, "none that is known", leaf(algorithms(Der.sequence(Der.oid("1.2.3")), sha256)));
        form.isRefusedWithout(BR_ERR_X509_INVALID_VALUE, BR_ERR_X509_UNSUPPORTED, "none outside",
                leaf(algorithms(sha256, Der.sequence(Der.oid("1.2.3")))));
        byte[] unknown = Der.sequence(Der.oid("1.2.3"), Der.sequence());
        form.isRefusedWithout(BR_ERR_X509_UNSUPPORTED, BR_ERR_X509_UNSUPPORTED, "an unknown one",
                leaf(algorithms(unknown, unknown)));
    }

    @Test
    void parametersOfEcdsa() {
        for (byte[] parameter : List.of(Der.nothing(), Der.sequence(), Der.integer(1))) {
            byte[] id = Der.sequence(SHA256_ECDSA, parameter);
            boolean isNull = parameter[0] == 5;
            form.refuses(isNull ? BR_ERR_X509_INVALID_VALUE : BR_ERR_X509_UNEXPECTED, "in both", leaf(algorithms(id, id)));
            form.refuses(isNull ? BR_ERR_X509_INVALID_VALUE : BR_ERR_X509_UNEXPECTED, "outside",
                    leaf(algorithms(Der.sequence(SHA256_ECDSA), id)));
        }
    }

    @Test
    void parametersOfRsa() {
        CorpusKey rsa = CorpusKey.rsa("2048a");
        byte[] none = Der.sequence(SHA256_RSA);
        byte[] nothing = Der.sequence(SHA256_RSA, Der.nothing());
        byte[] twice = Der.sequence(SHA256_RSA, Der.nothing(), Der.nothing());
        byte[] full = Der.sequence(SHA256_RSA, Der.tlv(0x05, Bytes.of(0)));
        form.accepts("RFC 4055, 5", rsaSigned(rsa, none, none));
        form.accepts("NULL", rsaSigned(rsa, nothing, nothing));
        form.refuses(BR_ERR_X509_EXTRA_ELEMENT, "two", rsaSigned(rsa, nothing, twice));
        form.refuses(BR_ERR_X509_EXTRA_ELEMENT, "two inside", rsaSigned(rsa, twice, nothing));
        form.refuses(BR_ERR_X509_INVALID_VALUE, "a NULL with contents", rsaSigned(rsa, nothing, full));
        form.refuses(BR_ERR_X509_UNEXPECTED, "another type",
                rsaSigned(rsa, nothing, Der.sequence(SHA256_RSA, Der.sequence())));
        RuleTrial web = new RuleTrial(X509Rules.FORM | X509Rules.WEB);
        web.isRefusedWithout(BR_ERR_X509_INVALID_VALUE, 0, "none, on the web", rsaSigned(rsa, none, none));
        for (int i = 0; i < 2; i++) {
            byte[][] chain = rsaSigned(rsa, i == 0 ? none : nothing, i == 0 ? nothing : none);
            form.isRefusedWithout(BR_ERR_X509_INVALID_VALUE, 0, "in one of the two", chain);
        }
    }

    private static byte[][] rsaSigned(CorpusKey rsa, byte[] inner, byte[] outer) {
        CertSpec leaf = algorithms(TablePki.leaf(TablePki.INTER_DN, rsa, TablePki.HOST_NAME), inner, outer);
        return new byte[][] {leaf.signed(rsa), TablePki.ca(TablePki.ROOT_DN, TablePki.ROOT_KEY, TablePki.INTER_DN, rsa)
                .signed(TablePki.ROOT_KEY)};
    }

    @ParameterizedTest
    @ValueSource(ints = {80, 100, 120, 126, 127, 128, 129, 200, 255, 256, 257, 300, 5000})
    void aBeginningTooLongToBeKeptIsRefusedOrHashedRight(int len) {
        byte[] serial = new byte[len];
        Arrays.fill(serial, (byte) 0x55);
        CertSpec leaf = TablePki.leaf();
        leaf.serial = Der.tlv(0x02, serial);
        Trial trial = Trial.of(X509Rules.FORM);
        int expected = len <= 100 ? 0 : BR_ERR_X509_LIMIT_EXCEEDED;
        assertEquals(expected, trial.verdict(leaf(leaf)));
    }

    // ---- names

    @Test
    void emptyNames() {
        CertSpec inter = TablePki.inter();
        inter.subject = Der.sequence();
        CertSpec leaf = TablePki.leaf(Der.sequence(), TablePki.INTER_KEY, TablePki.HOST_NAME);
        form.refuses(BR_ERR_X509_BAD_DN, "of a CA", RuleTrial.under(inter, leaf));
    }

    // ---- extensions

    @ParameterizedTest
    @CsvSource({"2.5.29.17", "2.5.29.35", "2.5.29.37", "1.2.3.4", "2.5.29.99", "1.3.6.1.5.5.7.1.24"})
    void anExtensionTwice(String oid) {
        byte[] value = oid.equals(TablePki.SUBJECT_ALT_NAME) ? Der.sequence(TablePki.dns(TablePki.HOST))
                : oid.equals(TablePki.EXT_KEY_USAGE) ? Der.sequence(Der.oid(TablePki.SERVER_AUTH))
                : oid.equals(TablePki.AUTHORITY_KEY_ID)
                        ? Der.sequence(Der.tlv(0x80, TablePki.keyId(TablePki.INTER_KEY))) : Der.nothing();
        CertSpec leaf = TablePki.without(TablePki.leaf(), oid);
        byte[] extension = CertSpec.extension(oid, NOT_CRITICAL, value);
        form.accepts("once", leaf(leaf.with(extension)));
        leaf.with(CertSpec.extension("1.2.3.99", NOT_CRITICAL, Der.nothing()), extension);
        form.refuses(BR_ERR_X509_INVALID_VALUE, "twice", leaf(leaf));
        CertSpec inter = TablePki.inter().with(TablePki.purposes(NOT_CRITICAL, TablePki.SERVER_AUTH),
                TablePki.purposes(NOT_CRITICAL, TablePki.SERVER_AUTH));
        form.refuses(BR_ERR_X509_INVALID_VALUE, "twice in a CA", inter(inter));
    }

    @Test
    void identifiersThatDifferSomewhereAreTwoExtensions() {
        CertSpec leaf = TablePki.leaf();
        leaf.with(CertSpec.extension("1.2.3.4", NOT_CRITICAL, Der.nothing()),
                CertSpec.extension("1.2.3.5", NOT_CRITICAL, Der.nothing()),
                CertSpec.extension("1.2.3.4.0", NOT_CRITICAL, Der.nothing()),
                CertSpec.extension("1.2.3", NOT_CRITICAL, Der.nothing()));
        form.accepts("four others", leaf(leaf));
    }

    @Test
    void sixteenExtensionsAtMost() {
        CertSpec leaf = TablePki.leaf();
        for (int i = leaf.extensions.size(); i < 16; i++) {
            leaf.with(CertSpec.extension("1.2.3." + i, NOT_CRITICAL, Der.nothing()));
        }
        form.accepts("sixteen", leaf(leaf));
        leaf.with(CertSpec.extension("1.2.3.100", NOT_CRITICAL, Der.nothing()));
        form.refuses(BR_ERR_X509_LIMIT_EXCEEDED, "seventeen", leaf(leaf));
    }

    @Test
    void booleans() {
        byte[] ok = Der.sequence(Der.oid(TablePki.SERVER_AUTH));
        form.accepts("FALSE", leafWith(TablePki.EXT_KEY_USAGE, 0, ok));
        form.refuses(BR_ERR_X509_BAD_BOOLEAN, "critical", leafWith(TablePki.EXT_KEY_USAGE, 1, ok));
        CertSpec inter = TablePki.replace(TablePki.inter(), TablePki.BASIC_CONSTRAINTS, TablePki.basics(Der.bool(0x7F)));
        form.refuses(BR_ERR_X509_BAD_BOOLEAN, "cA", inter(inter));
    }

    /** Critical or not: what RFC 5280 defines has to have its form; without the rule BearSSL passes over it. */
    @ParameterizedTest
    @CsvSource({
        "2.5.29.9, '', 36", "2.5.29.9, 300205FF, 36", "2.5.29.14, 0500, 41", "2.5.29.14, 04020102FF, 40",
        "2.5.29.18, 04, 36", "2.5.29.18, 30020500FF, 40", "2.5.29.19, 0500, 41", "2.5.29.19, 3003020100, 41",
        "2.5.29.19, 30060101FF020180, 46", "2.5.29.31, '', 36", "2.5.29.31, 3000FF, 40",
        "2.5.29.32, 0500, 41", "2.5.29.32, 30020500, 41", "2.5.29.35, 0500, 41", "2.5.29.35, 300401020304, 41",
        "2.5.29.46, 30030202FF, 36", "1.3.6.1.5.5.7.1.1, 0500, 41", "1.3.6.1.5.5.7.1.1, 3000, 36",
        "1.3.6.1.5.5.7.1.1, 30023000, 36", "1.3.6.1.5.5.7.1.1, 3006300406022A03, 36", "1.3.6.1.5.5.7.1.11, 0500, 41"})
    void garbageInKnownExtensions(String oid, String hex, int code) {
        byte[] value = HexFormat.of().parseHex(hex);
        for (int critical : RuleTrial.criticalities()) {
            byte[][] chain = leafWith(oid, critical, value);
            boolean isRead = critical == CRITICAL && oid.equals(TablePki.POLICIES); // by BearSSL, too
            form.isRefusedWithout(code, isRead ? code : 0, "critical " + critical, chain);
            assertEquals(Trial.text(code), Trial.text(Trial.of(X509Rules.FORM).verdict(chain)));
        }
    }

    @Test
    void pathLengthOfWhoIsNoCa() {
        byte[] basics = Der.sequence(Der.integer(0));
        new RuleTrial(X509Rules.FORM | X509Rules.CA_LEAF).refuses(BR_ERR_X509_UNEXPECTED, "of a leaf",
                leafWith(TablePki.BASIC_CONSTRAINTS, CRITICAL, basics));
        form.refuses(BR_ERR_X509_INVALID_VALUE, "of a leaf that says it is no CA",
                leafWith(TablePki.BASIC_CONSTRAINTS, CRITICAL, Der.sequence(Der.bool(0), Der.integer(0))));
        form.accepts("no CA", leafWith(TablePki.BASIC_CONSTRAINTS, CRITICAL, Der.sequence()));
        form.accepts("no CA", leafWith(TablePki.BASIC_CONSTRAINTS, CRITICAL, Der.sequence(Der.bool(0))));
    }

    @Test
    void tagsThatNoGeneralNameHas() {
        for (int tag : new int[] {0x02, 0x0C, 0x30, 0x83, 0x84, 0x85, 0xA7, 0xA8, 0x89, 0xA9}) {
            byte[] names = Der.sequence(TablePki.dns(TablePki.HOST), Der.tlv(tag, Bytes.of(0)));
            form.refuses(BR_ERR_X509_UNEXPECTED, "tag " + tag, leafWith(TablePki.SUBJECT_ALT_NAME, NOT_CRITICAL, names));
        }
        for (int tag : new int[] {0xA3, 0xA4, 0xA5, 0x87, 0x88}) {
            byte[] names = Der.sequence(TablePki.dns(TablePki.HOST), Der.tlv(tag, new byte[4]));
            form.accepts("tag " + tag, leafWith(TablePki.SUBJECT_ALT_NAME, NOT_CRITICAL, names));
        }
        form.isRefusedWithout(BR_ERR_X509_NOT_CONSTRUCTED, BR_ERR_X509_NOT_CONSTRUCTED, "otherName",
                leafWith(TablePki.SUBJECT_ALT_NAME, NOT_CRITICAL, Der.sequence(Der.tlv(0x80, Bytes.of(0)))));
    }

    @Test
    void trailingBytes() {
        byte[] leaf = TablePki.leaf().signed(TablePki.INTER_KEY);
        for (byte[] more : List.of(Bytes.of(0), Der.nothing())) {
            form.isRefusedWithout(BR_ERR_X509_EXTRA_ELEMENT, BR_ERR_X509_EXTRA_ELEMENT, "behind", Bytes.join(leaf, more),
                    TablePki.INTER);
            CertSpec tail = TablePki.leaf();
            tail.tail = more;
            form.isRefusedWithout(BR_ERR_X509_EXTRA_ELEMENT, BR_ERR_X509_EXTRA_ELEMENT, "in the signed part",
                    leaf(tail));
        }
        byte[] value = Bytes.join(Der.sequence(Der.oid(TablePki.SERVER_AUTH)), Der.nothing());
        new RuleTrial(X509Rules.PURPOSE).isRefusedWithout(BR_ERR_X509_EXTRA_ELEMENT, 0, "behind a value",
                leafWith(TablePki.EXT_KEY_USAGE, NOT_CRITICAL, value));
        form.isRefusedWithout(BR_ERR_X509_EXTRA_ELEMENT, BR_ERR_X509_EXTRA_ELEMENT, "behind a value of a CA",
                interWith(TablePki.BASIC_CONSTRAINTS, CRITICAL, Der.sequence(Der.bool(0xFF)), Der.nothing()));
    }
}
