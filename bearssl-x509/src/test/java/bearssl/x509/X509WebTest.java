package bearssl.x509;

import static bearssl.tls.BrErr.BR_ERR_X509_CRITICAL_EXTENSION;
import static bearssl.tls.BrErr.BR_ERR_X509_FORBIDDEN_KEY_USAGE;
import static bearssl.tls.BrErr.BR_ERR_X509_INVALID_VALUE;
import static bearssl.tls.BrErr.BR_ERR_X509_WEAK_PUBLIC_KEY;
import static bearssl.x509.RuleTrial.inter;
import static bearssl.x509.RuleTrial.interWith;
import static bearssl.x509.RuleTrial.leaf;
import static bearssl.x509.RuleTrial.leafWith;
import static bearssl.x509.TablePki.ANY_PURPOSE;
import static bearssl.x509.TablePki.AUTHORITY_KEY_ID;
import static bearssl.x509.TablePki.CRITICAL;
import static bearssl.x509.TablePki.HOST;
import static bearssl.x509.TablePki.NOT_CRITICAL;
import static bearssl.x509.TablePki.SERVER_AUTH;
import static bearssl.x509.TablePki.SUBJECT_ALT_NAME;
import static bearssl.x509.TablePki.SUBJECT_KEY_ID;
import static org.junit.jupiter.api.Assertions.assertEquals;

import bearssl.testing.Bytes;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The profile of the public web: what {@link X509Rules#WEB} refuses, and nothing else does. */
class X509WebTest {
    private static final int ALL_BUT_WEB = X509Rules.STRICT & ~X509Rules.WEB;
    private static final byte[] KEY_ID = TablePki.keyId(TablePki.INTER_KEY);

    private static void refuses(int code, byte[]... chain) {
        assertEquals(Trial.text(code), Trial.text(Trial.of(X509Rules.STRICT).verdict(chain)));
        assertEquals(Trial.text(0), Trial.text(Trial.of(ALL_BUT_WEB).verdict(chain)), "without");
    }

    private static void accepts(byte[]... chain) {
        assertEquals(Trial.text(0), Trial.text(Trial.of(X509Rules.STRICT).verdict(chain)));
    }

    @Test
    void keyIdentifiersHaveToBeThere() {
        refuses(BR_ERR_X509_INVALID_VALUE, leaf(TablePki.without(TablePki.leaf(), AUTHORITY_KEY_ID)));
        refuses(BR_ERR_X509_INVALID_VALUE, leafWith(AUTHORITY_KEY_ID, NOT_CRITICAL, Der.sequence()));
        refuses(BR_ERR_X509_INVALID_VALUE, inter(TablePki.without(TablePki.inter(), AUTHORITY_KEY_ID)));
        refuses(BR_ERR_X509_INVALID_VALUE, inter(TablePki.without(TablePki.inter(), SUBJECT_KEY_ID)));
        accepts(leafWith(AUTHORITY_KEY_ID, NOT_CRITICAL, Der.sequence(Der.tlv(0x80, new byte[300]))));
        accepts(leaf(TablePki.leaf().with(TablePki.subjectKeyId(TablePki.LEAF_KEY))));
    }

    @ParameterizedTest
    @CsvSource({"2.5.29.35", "2.5.29.14", "1.3.6.1.5.5.7.1.1", "1.3.6.1.5.5.7.1.11", "2.5.29.9", "2.5.29.46"})
    void whatIsInformativeIsNotCritical(String oid) {
        byte[] access = Der.sequence(Der.sequence(Der.oid("1.3.6.1.5.5.7.48.1"), Der.text(0x86, "http://a.example")));
        byte[] value = oid.equals(AUTHORITY_KEY_ID) ? Der.sequence(Der.tlv(0x80, KEY_ID))
                : oid.equals(SUBJECT_KEY_ID) ? Der.octets(KEY_ID) : access;
        refuses(BR_ERR_X509_CRITICAL_EXTENSION, leafWith(oid, CRITICAL, value));
        accepts(leafWith(oid, NOT_CRITICAL, value));
    }

    @Test
    void alternativeNamesAreCriticalIfThereIsNoSubject() {
        byte[] names = Der.sequence(TablePki.dns(HOST));
        CertSpec nameless = TablePki.leaf();
        nameless.subject = Der.sequence();
        refuses(BR_ERR_X509_INVALID_VALUE, leaf(nameless));
        refuses(BR_ERR_X509_INVALID_VALUE, leafWith(SUBJECT_ALT_NAME, CRITICAL, names));
        accepts(leaf(TablePki.replace(nameless, SUBJECT_ALT_NAME, CertSpec.extension(SUBJECT_ALT_NAME, CRITICAL, names))));
    }

    @Test
    void casSayWhatTheyAre() {
        refuses(BR_ERR_X509_INVALID_VALUE,
                interWith(TablePki.BASIC_CONSTRAINTS, NOT_CRITICAL, Der.sequence(Der.bool(0xFF))));
        byte[] noInhibit = Der.sequence(Der.tlv(0x80, Bytes.of(0)));
        refuses(BR_ERR_X509_INVALID_VALUE, interWith(TablePki.POLICY_CONSTRAINTS, NOT_CRITICAL, noInhibit));
        refuses(BR_ERR_X509_FORBIDDEN_KEY_USAGE,
                leaf(TablePki.replace(TablePki.leaf(), TablePki.KEY_USAGE, TablePki.usage(0x84))));
    }

    @Test
    void anyPurposeIsForCas() {
        byte[] any = Der.sequence(Der.oid(SERVER_AUTH), Der.oid(ANY_PURPOSE));
        refuses(BR_ERR_X509_FORBIDDEN_KEY_USAGE, leafWith(TablePki.EXT_KEY_USAGE, NOT_CRITICAL, any));
        accepts(interWith(TablePki.EXT_KEY_USAGE, NOT_CRITICAL, any));
    }

    @Test
    void serialNumbersAreNotZero() {
        CertSpec leaf = TablePki.leaf();
        leaf.serial = Der.integer(0);
        refuses(BR_ERR_X509_INVALID_VALUE, leaf(leaf));
        CertSpec root = TablePki.root();
        root.serial = Der.integer(0);
        assertEquals(0, Trial.anchorCode(X509Rules.STRICT, root.signed(TablePki.ROOT_KEY)), "but for roots");
    }

    @Test
    void keysHaveWholeBytes() {
        for (int bits = 2049; bits < 2056; bits++) {
            BigInteger n = CorpusKey.rsa("2048a").n.shiftLeft(bits - 2048).setBit(0);
            byte[][] chain = leaf(TablePki.with(TablePki.leaf(), CorpusKey.Rsa.spki(n, BigInteger.valueOf(65537))));
            assertEquals(BR_ERR_X509_WEAK_PUBLIC_KEY, Trial.of(X509Rules.STRICT).maxRsaBits(3072).verdict(chain));
            assertEquals(0, Trial.of(ALL_BUT_WEB).maxRsaBits(3072).verdict(chain));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "host.test.example, 0", "HOST.test.example, 33", "Host.Test.Example, 33", "host.test.exampl, 0",
        "xn--hst-sna.test.example, 33", "other.xn--p1ai, 33", "Some Company, 0", "xn-, 0"})
    void aCommonNameIsNoLookalike(String commonName, int code) {
        CertSpec leaf = TablePki.leaf(TablePki.names(TablePki.dns("first.test.example"), TablePki.dns(HOST)));
        leaf.subject = TablePki.dn(commonName);
        assertEquals(code, Trial.of(X509Rules.STRICT).verdict(leaf(leaf)));
        assertEquals(0, Trial.of(ALL_BUT_WEB).verdict(leaf(leaf)));
    }

    @Test
    void aCommonNameIsAsciiAndHasItsLength() {
        CertSpec leaf = TablePki.leaf();
        leaf.subject = TablePki.dn("h\u00f6st.test.example");
        refuses(BR_ERR_X509_INVALID_VALUE, leaf(leaf));
        leaf.subject = TablePki.dn("x".repeat(64));
        accepts(leaf(leaf));
        leaf.subject = TablePki.dn("x".repeat(65));
        refuses(BR_ERR_X509_INVALID_VALUE, leaf(leaf));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a_b.test.example", "*", "a*.test.example", "a.*.example", "test.example.", "a..example", "",
        "-", "a b.example", "h\u00f6st.test.example", "a\u0000.test.example"})
    void dnsNamesHaveTheirForm(String name) {
        byte[] bad = TablePki.dns(name);
        int code = name.equals("-") ? 0 : BR_ERR_X509_INVALID_VALUE;
        assertEquals(code, Trial.of(X509Rules.STRICT).verdict(leaf(TablePki.leaf(TablePki.names(TablePki.dns(HOST), bad)))));
        assertEquals(0, Trial.of(ALL_BUT_WEB).verdict(leaf(TablePki.leaf(TablePki.names(TablePki.dns(HOST), bad)))));
        CertSpec inter = TablePki.inter().with(TablePki.names(bad));
        assertEquals(code, Trial.of(X509Rules.STRICT).verdict(inter(inter)));
    }

    // ---- anchors

    private static void refusesAnchor(int code, CertSpec root) {
        byte[] cert = root.signed(TablePki.ROOT_KEY);
        assertEquals(code, Trial.anchorCode(X509Rules.STRICT, cert));
        assertEquals(0, Trial.anchorCode(ALL_BUT_WEB, cert));
    }

    private static CertSpec rootWith(byte[] extension) {
        return TablePki.root().with(extension);
    }

    @Test
    void rootsOfTheWeb() {
        CorpusKey key = TablePki.ROOT_KEY;
        assertEquals(0, Trial.anchorCode(X509Rules.STRICT,
                rootWith(TablePki.authorityKeyId(key)).signed(key)), "its own key identifier twice");
        refusesAnchor(BR_ERR_X509_INVALID_VALUE, rootWith(TablePki.authorityKeyId(TablePki.LEAF_KEY)));
        byte[] serial = Der.tlv(0x82, Bytes.of(1));
        refusesAnchor(BR_ERR_X509_INVALID_VALUE, rootWith(TablePki.authorityKeyId(key, serial)));
        byte[] issuer = Der.tlv(0xA1, Der.explicit(4, TablePki.ROOT_DN));
        refusesAnchor(BR_ERR_X509_INVALID_VALUE, rootWith(TablePki.authorityKeyId(key, issuer)));
        refusesAnchor(BR_ERR_X509_INVALID_VALUE, rootWith(TablePki.purposes(NOT_CRITICAL, SERVER_AUTH)));
        refusesAnchor(BR_ERR_X509_INVALID_VALUE, TablePki.without(TablePki.root(), SUBJECT_KEY_ID));
        refusesAnchor(BR_ERR_X509_INVALID_VALUE, TablePki.replace(TablePki.root(), TablePki.BASIC_CONSTRAINTS,
                CertSpec.extension(TablePki.BASIC_CONSTRAINTS, NOT_CRITICAL, Der.sequence(Der.bool(0xFF)))));
        BigInteger n = CorpusKey.rsa("2048a").n.shiftLeft(1).setBit(0);
        refusesAnchor(BR_ERR_X509_WEAK_PUBLIC_KEY,
                TablePki.with(TablePki.root(), CorpusKey.Rsa.spki(n, BigInteger.valueOf(65537))));
    }
}
