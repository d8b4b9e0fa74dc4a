package bearssl.x509;

import static bearssl.tls.BrErr.BR_ERR_X509_BAD_SERVER_NAME;
import static bearssl.tls.BrErr.BR_ERR_X509_FORBIDDEN_KEY_USAGE;
import static bearssl.tls.BrErr.BR_ERR_X509_INNER_TRUNC;
import static bearssl.tls.BrErr.BR_ERR_X509_INVALID_VALUE;
import static bearssl.tls.BrErr.BR_ERR_X509_LIMIT_EXCEEDED;
import static bearssl.tls.BrErr.BR_ERR_X509_NOT_CA;
import static bearssl.tls.BrErr.BR_ERR_X509_UNEXPECTED;
import static bearssl.tls.BrErr.BR_ERR_X509_WEAK_PUBLIC_KEY;
import static bearssl.x509.RuleTrial.inter;
import static bearssl.x509.RuleTrial.interWith;
import static bearssl.x509.RuleTrial.interWithKey;
import static bearssl.x509.RuleTrial.leaf;
import static bearssl.x509.RuleTrial.leafWith;
import static bearssl.x509.TablePki.ANY_PURPOSE;
import static bearssl.x509.TablePki.CLIENT_AUTH;
import static bearssl.x509.TablePki.CRITICAL;
import static bearssl.x509.TablePki.EXT_KEY_USAGE;
import static bearssl.x509.TablePki.HOST;
import static bearssl.x509.TablePki.INTER_KEY;
import static bearssl.x509.TablePki.NOT_CRITICAL;
import static bearssl.x509.TablePki.ROOT_KEY;
import static bearssl.x509.TablePki.SERVER_AUTH;
import static org.junit.jupiter.api.Assertions.assertEquals;

import bearssl.testing.Bytes;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each rule but FORM, CONSTRAINTS and WEB refuses, and nothing else does. Those have tests of their own. */
class X509RulesTest {
    @Test
    void theGoodChainIsValidByAnyRules() {
        for (int rules = 0; rules <= X509Rules.STRICT; rules++) {
            boolean lacksForm = (rules & X509Rules.WEB) != 0 && (rules & X509Rules.FORM) == 0;
            if (!lacksForm) {
                assertEquals(0, Trial.of(rules).verdict(leaf(TablePki.leaf())), "rules " + rules);
            }
        }
    }

    // ---- SERIAL

    private static CertSpec serial(byte[] content) {
        CertSpec leaf = TablePki.leaf();
        leaf.serial = Der.tlv(0x02, content);
        return leaf;
    }

    @Test
    void serialNumbers() {
        RuleTrial rule = new RuleTrial(X509Rules.SERIAL);
        byte[] twenty = Bytes.with(new byte[20], 0, 0x7F);
        rule.accepts("20 bytes", leaf(serial(twenty)));
        rule.accepts("a zero for the sign", leaf(serial(Bytes.of(0, 0x80))));
        rule.accepts("zero, but not on the web", leaf(serial(Bytes.of(0))));
        rule.refuses(BR_ERR_X509_INVALID_VALUE, "21 bytes", leaf(serial(Bytes.join(twenty, Bytes.of(1)))));
        assertEquals(BR_ERR_X509_INVALID_VALUE,
                Trial.of(X509Rules.SERIAL).verdict(leaf(serial(Bytes.join(twenty, new byte[280])))));
        rule.refuses(BR_ERR_X509_INVALID_VALUE, "20 bytes and a zero",
                leaf(serial(Bytes.join(Bytes.of(0), Bytes.with(twenty, 0, 0x80)))));
        rule.refuses(BR_ERR_X509_INVALID_VALUE, "negative", leaf(serial(Bytes.of(0x80))));
        rule.refuses(BR_ERR_X509_INVALID_VALUE, "negative", leaf(serial(Bytes.of(0xFF, 1))));
        rule.refuses(BR_ERR_X509_INVALID_VALUE, "padded", leaf(serial(Bytes.of(0, 1))));
        rule.refuses(BR_ERR_X509_INVALID_VALUE, "a padded zero", leaf(serial(Bytes.of(0, 0))));
        rule.refuses(BR_ERR_X509_INVALID_VALUE, "empty", leaf(serial(new byte[0])));
        CertSpec inter = TablePki.inter();
        inter.serial = Der.integer(-1);
        rule.refuses(BR_ERR_X509_INVALID_VALUE, "of a CA", inter(inter));
    }

    // ---- KEYS

    private static final CorpusKey.Rsa RSA = CorpusKey.rsa("2048a");
    private final RuleTrial keys = new RuleTrial(X509Rules.KEYS);

    private static byte[][] leafKey(byte[] spki) {
        return leaf(TablePki.with(TablePki.leaf(), spki));
    }

    private static byte[][] rsaKey(BigInteger n, BigInteger e) {
        return leafKey(CorpusKey.Rsa.spki(n, e));
    }

    @Test
    void modulusAndExponentAreOdd() {
        keys.accepts("a good key", leafKey(RSA.spki()));
        keys.refuses(BR_ERR_X509_WEAK_PUBLIC_KEY, "even modulus", rsaKey(RSA.n.clearBit(0), RSA.e));
        keys.refuses(BR_ERR_X509_WEAK_PUBLIC_KEY, "even exponent", rsaKey(RSA.n, BigInteger.valueOf(65536)));
        keys.refuses(BR_ERR_X509_WEAK_PUBLIC_KEY, "exponent 2", rsaKey(RSA.n, BigInteger.TWO));
        keys.refuses(BR_ERR_X509_WEAK_PUBLIC_KEY, "exponent 1", rsaKey(RSA.n, BigInteger.ONE));
        keys.accepts("exponent 3", rsaKey(RSA.n, BigInteger.valueOf(3)));
        keys.accepts("exponent of eight bytes", rsaKey(RSA.n, BigInteger.ONE.shiftLeft(63).setBit(0)));
        Trial trial = Trial.of(X509Rules.DEFAULT);
        assertEquals(BR_ERR_X509_LIMIT_EXCEEDED, trial.verdict(rsaKey(RSA.n, BigInteger.ONE.shiftLeft(64).setBit(0))));
        new RuleTrial(X509Rules.FORM | X509Rules.KEYS).refuses(BR_ERR_X509_WEAK_PUBLIC_KEY, "exponent 0",
                leafKey(CorpusKey.Rsa.spki(RSA.n, BigInteger.ZERO)));
    }

    @ParameterizedTest
    @CsvSource({"1024, 1024, 0", "1024, 1025, 60", "1024, 0, 60", "2047, 0, 60", "2047, 2047, 0", "2047, 2048, 60",
        "2048a, 0, 0", "2048a, 2049, 60", "2048a, 3072, 60", "3072, 3072, 0", "1025, 1025, 0"})
    void keysHaveALeastLength(String name, int minRsaBits, int code) {
        CorpusKey key = CorpusKey.rsa(name);
        for (int rules : new int[] {X509Rules.DEFAULT, X509Rules.KEYS}) {
            Trial trial = Trial.of(rules).minRsaBits(minRsaBits).maxRsaBits(4096);
            assertEquals(code, trial.verdict(leafKey(key.spki())), "leaf");
            assertEquals(code, trial.verdict(interWithKey(key)), "CA");
        }
    }

    @Test
    void withoutTheRuleWholeBytesCount() {
        Trial lenient = Trial.of(X509Rules.LENIENT);
        assertEquals(BR_ERR_X509_WEAK_PUBLIC_KEY, lenient.verdict(leafKey(CorpusKey.rsa("1016").spki())));
        assertEquals(0, lenient.verdict(leafKey(CorpusKey.rsa("1024").spki())));
        assertEquals(0, lenient.minRsaBits(2048).verdict(leafKey(CorpusKey.rsa("2047").spki())));
        assertEquals(BR_ERR_X509_WEAK_PUBLIC_KEY, lenient.verdict(leafKey(CorpusKey.rsa("1024").spki())));
    }

    @Test
    void anchorsMayHaveAnyLength() {
        CorpusKey key = CorpusKey.rsa("1024");
        byte[] root = TablePki.root(key).signed(key);
        assertEquals(0, Trial.none(X509Rules.DEFAULT).trust(root).verdict(TablePki.leaf().signed(INTER_KEY),
                TablePki.ca(TablePki.ROOT_DN, key, TablePki.INTER_DN, INTER_KEY).signed(key)));
    }

    @Test
    void pointsAreOnTheirCurve() {
        for (int curve : new int[] {23, 24}) {
            CorpusKey.Ec key = CorpusKey.ec(curve, "a point");
            byte[] point = key.point(false);
            keys.accepts("good", leafKey(key.spki()));
            for (int at : new int[] {1, key.fieldLen(), key.fieldLen() + 1, point.length - 1}) {
                keys.refuses(BR_ERR_X509_WEAK_PUBLIC_KEY, "byte " + at,
                        leafKey(CorpusKey.Ec.spki(curve, Bytes.flip(point, at, 1))));
            }
            byte[] zero = Bytes.with(new byte[point.length], 0, 4);
            keys.refuses(BR_ERR_X509_WEAK_PUBLIC_KEY, "0, 0", leafKey(CorpusKey.Ec.spki(curve, zero)));
            byte[] beyond = point.clone();
            Arrays.fill(beyond, 1, beyond.length, (byte) 0xFF);
            keys.refuses(BR_ERR_X509_WEAK_PUBLIC_KEY, "beyond the prime", leafKey(CorpusKey.Ec.spki(curve, beyond)));
        }
    }

    @Test
    void pointsAreUncompressedAndOfTheirLength() {
        CorpusKey.Ec key = CorpusKey.ec(23, "a point");
        byte[] point = key.point(false);
        RuleTrial both = new RuleTrial(X509Rules.FORM | X509Rules.KEYS);
        byte[] p521 = CorpusKey.ec(25, "a point").point(false);
        both.refuses(BR_ERR_X509_INVALID_VALUE, "P-521 cut off", leafKey(CorpusKey.Ec.spki(25, Bytes.first(p521, 132))));
        both.accepts("P-521", leafKey(CorpusKey.Ec.spki(25, p521)));
        for (byte[] bad : List.of(key.point(true), Bytes.first(point, 64), Bytes.join(point, Bytes.of(0)),
                Bytes.with(point, 0, 6), Bytes.with(point, 0, 7), Bytes.of(0), new byte[0])) {
            both.refuses(BR_ERR_X509_INVALID_VALUE, bad.length + " bytes", leafKey(CorpusKey.Ec.spki(23, bad)));
        }
        assertEquals(BR_ERR_X509_WEAK_PUBLIC_KEY,
                Trial.of(X509Rules.KEYS).verdict(leafKey(CorpusKey.Ec.spki(23, key.point(true)))));
    }

    // ---- PURPOSE

    @Test
    void extendedKeyUsage() {
        RuleTrial rule = new RuleTrial(X509Rules.PURPOSE);
        for (int critical : RuleTrial.criticalities()) {
            for (String[] good : new String[][] {{SERVER_AUTH}, {CLIENT_AUTH, SERVER_AUTH}, {SERVER_AUTH, "1.2.3"},
                {ANY_PURPOSE}, {"1.2.3", ANY_PURPOSE}}) {
                rule.accepts(String.join(" ", good), leaf(purposes(TablePki.leaf(), critical, good)));
                rule.accepts("CA " + String.join(" ", good), inter(purposes(TablePki.inter(), critical, good)));
            }
        }
        rule.accepts("none in the leaf", leaf(TablePki.without(TablePki.leaf(), EXT_KEY_USAGE)));
        for (String[] bad : new String[][] {{CLIENT_AUTH}, {"1.2.3"}, {CLIENT_AUTH, "1.3.6.1.5.5.7.3"},
            {"1.3.6.1.5.5.7.3.1.1"}, {"2.5.29.37"}}) {
            rule.refuses(BR_ERR_X509_FORBIDDEN_KEY_USAGE, String.join(" ", bad),
                    leaf(purposes(TablePki.leaf(), NOT_CRITICAL, bad)));
            rule.refuses(BR_ERR_X509_FORBIDDEN_KEY_USAGE, "CA " + String.join(" ", bad),
                    inter(purposes(TablePki.inter(), NOT_CRITICAL, bad)));
            rule.isRefusedWithout(BR_ERR_X509_FORBIDDEN_KEY_USAGE, 57, "critical",
                    leaf(purposes(TablePki.leaf(), CRITICAL, bad)));
        }
        rule.refuses(BR_ERR_X509_INNER_TRUNC, "empty", leafWith(EXT_KEY_USAGE, NOT_CRITICAL, Der.sequence()));
        rule.refuses(BR_ERR_X509_INNER_TRUNC, "empty in a CA", interWith(EXT_KEY_USAGE, NOT_CRITICAL, Der.sequence()));
        rule.refuses(BR_ERR_X509_UNEXPECTED, "a number",
                leafWith(EXT_KEY_USAGE, NOT_CRITICAL, Der.sequence(Der.oid(SERVER_AUTH), Der.integer(1))));
        rule.refuses(BR_ERR_X509_UNEXPECTED, "no list", leafWith(EXT_KEY_USAGE, NOT_CRITICAL, Der.oid(SERVER_AUTH)));
    }

    private static CertSpec purposes(CertSpec spec, int critical, String... oids) {
        return TablePki.replace(spec, EXT_KEY_USAGE, TablePki.purposes(critical, oids));
    }

    // ---- PATH, and path lengths without it

    /** A leaf under CAs from the root downwards; s: self-issued. The first has a path length. */
    private static int path(int rules, String cas, int pathLen) {
        List<byte[]> chain = new ArrayList<>();
        byte[] issuerDn = TablePki.ROOT_DN;
        CorpusKey issuer = ROOT_KEY;
        for (int i = 0; i < cas.length(); i++) {
            CorpusKey key = CorpusKey.ec(23, "path " + i);
            byte[] dn = cas.charAt(i) == 's' ? issuerDn : TablePki.dn("Path " + i);
            CertSpec ca = TablePki.ca(issuerDn, issuer, dn, key);
            if (i == 0 && pathLen >= 0) {
                TablePki.replace(ca, TablePki.BASIC_CONSTRAINTS,
                        TablePki.basics(Der.bool(0xFF), Der.integer(pathLen)));
            }
            chain.add(0, ca.signed(issuer));
            issuerDn = dn;
            issuer = key;
        }
        chain.add(0, TablePki.leaf(issuerDn, issuer, TablePki.HOST_NAME).signed(issuer));
        return Trial.of(rules).verdict(chain);
    }

    @ParameterizedTest
    @CsvSource({"c, -1, true, true", "c, 0, true, true", "cc, 0, false, false", "cc, 1, true, true",
        "ccc, 1, false, false", "ccc, 2, true, true", "cs, 0, true, false", "css, 0, true, false",
        "csc, 0, false, false", "csc, 1, true, false", "ccs, 0, false, false", "ccs, 1, true, false",
        "ccccc, 4, true, true", "ccccc, 3, false, false", "cc, 65536, true, true"})
    void pathLengths(String cas, int pathLen, boolean valid, boolean validWithout) {
        for (int rules : new int[] {X509Rules.PATH, X509Rules.DEFAULT, X509Rules.STRICT}) {
            assertEquals(valid ? 0 : BR_ERR_X509_NOT_CA, path(rules, cas, pathLen));
            assertEquals(validWithout ? 0 : BR_ERR_X509_NOT_CA, path(rules & ~X509Rules.PATH, cas, pathLen));
        }
    }

    // ---- CA_LEAF

    @Test
    void aCaAsServer() {
        RuleTrial rule = new RuleTrial(X509Rules.CA_LEAF);
        CertSpec leaf = TablePki.replace(TablePki.leaf(), TablePki.BASIC_CONSTRAINTS, TablePki.CA_BASICS);
        rule.refuses(BR_ERR_X509_FORBIDDEN_KEY_USAGE, "a CA", leaf(leaf));
        CertSpec signer = TablePki.replace(leaf, TablePki.KEY_USAGE, TablePki.CA_USAGE);
        rule.accepts("whose key is for certificates alone: the handshake refuses it", leaf(signer));
    }

    // ---- NAMES

    @ParameterizedTest
    @ValueSource(strings = {"10.1.2.3", "2001:db8::1", "2001:DB8:0::0.0.0.1", "::ffff:10.1.2.3"})
    void addresses(String text) throws UnknownHostException {
        byte[] address = InetAddress.getByName(text).getAddress();
        if (text.startsWith("::ffff")) {
            address = Bytes.join(new byte[10], Bytes.of(0xFF, 0xFF), address);
        }
        CertSpec leaf = TablePki.leaf(TablePki.names(TablePki.dns("host.example"), Der.tlv(0x87, address)));
        RuleTrial rule = new RuleTrial(X509Rules.NAMES);
        rule.host = text;
        rule.isRefusedWithout(0, BR_ERR_X509_BAD_SERVER_NAME, "iPAddress", leaf(leaf));
        leaf = TablePki.leaf(TablePki.names(Der.tlv(0x87, Bytes.flip(address, 3, 1))));
        rule.isRefusedWithout(BR_ERR_X509_BAD_SERVER_NAME, BR_ERR_X509_BAD_SERVER_NAME, "another", leaf(leaf));
        int dot = text.indexOf('.');
        if (dot == 2) {
            rule.refuses(BR_ERR_X509_BAD_SERVER_NAME, "dNSName", leaf(TablePki.leaf(TablePki.names(TablePki.dns(text)))));
            rule.refuses(BR_ERR_X509_BAD_SERVER_NAME, "wildcard",
                    leaf(TablePki.leaf(TablePki.names(TablePki.dns("*" + text.substring(dot))))));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 5, 15, 17, 32, 255, 256, 300})
    void addressesOfAnotherLength(int len) {
        CertSpec leaf = TablePki.leaf(TablePki.names(TablePki.dns(HOST), Der.tlv(0x87, new byte[len])));
        assertEquals(BR_ERR_X509_INVALID_VALUE, Trial.of(X509Rules.NAMES).verdict(leaf(leaf)));
        assertEquals(0, Trial.of(X509Rules.STRICT & ~X509Rules.NAMES).verdict(leaf(leaf)));
    }

    @Test
    void wildcardsOverATopLevelDomain() {
        RuleTrial rule = new RuleTrial(X509Rules.NAMES);
        rule.host = "host.example";
        rule.refuses(BR_ERR_X509_BAD_SERVER_NAME, "*.example", leaf(TablePki.leaf(TablePki.names(TablePki.dns("*.example")))));
    }

    @Test
    void theCommonNameCountsWhereAskedFor() {
        CertSpec bare = TablePki.without(TablePki.leaf(), TablePki.SUBJECT_ALT_NAME);
        new RuleTrial(X509Rules.NAMES).refuses(BR_ERR_X509_BAD_SERVER_NAME, "no SAN", leaf(bare));
        int rules = X509Rules.DEFAULT | X509Rules.COMMON_NAME;
        assertEquals(0, Trial.of(rules).verdict(leaf(bare)));
        CertSpec other = TablePki.leaf(TablePki.names(TablePki.dns("other.example")));
        assertEquals(BR_ERR_X509_BAD_SERVER_NAME, Trial.of(rules).verdict(leaf(other)), "not beside a SAN");
        assertEquals(BR_ERR_X509_BAD_SERVER_NAME, Trial.of(X509Rules.LENIENT).verdict(leaf(other)));
        bare.subject = Der.name("2.5.4.3", Der.utf8("*.test.example"));
        assertEquals(0, Trial.of(rules).verdict(leaf(bare)));
        bare.subject = Der.name("2.5.4.3", Der.utf8("10.1.2.3"));
        assertEquals(BR_ERR_X509_BAD_SERVER_NAME, Trial.of(rules).host("10.1.2.3").verdict(leaf(bare)), "no address");
        bare.subject = Der.name("2.5.4.11", Der.utf8(HOST));
        assertEquals(BR_ERR_X509_BAD_SERVER_NAME, Trial.of(rules).verdict(leaf(bare)), "another attribute");
        bare.subject = Der.name("2.5.4.3", Der.utf8("x"), "2.5.4.3", Der.utf8(HOST), "2.5.4.3", Der.utf8("y"));
        assertEquals(0, Trial.of(rules).verdict(leaf(bare)), "one of several");
    }
}
