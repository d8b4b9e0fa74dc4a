package bearssl.x509;

import static bearssl.tls.BrErr.BR_ERR_X509_CRITICAL_EXTENSION;
import static bearssl.tls.BrErr.BR_ERR_X509_EXTRA_ELEMENT;
import static bearssl.tls.BrErr.BR_ERR_X509_INVALID_VALUE;
import static bearssl.tls.BrErr.BR_ERR_X509_LIMIT_EXCEEDED;
import static bearssl.tls.BrErr.BR_ERR_X509_NOT_TRUSTED;
import static bearssl.x509.TablePki.CRITICAL;
import static bearssl.x509.TablePki.HOST;
import static bearssl.x509.TablePki.NAME_CONSTRAINTS;
import static bearssl.x509.TablePki.NOT_CRITICAL;
import static bearssl.x509.TablePki.dns;
import static bearssl.x509.TablePki.names;
import static org.junit.jupiter.api.Assertions.assertEquals;

import bearssl.testing.Bytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Name constraints of CAs and anchors over the names of what is below them. */
class NameConstraintsTest {
    private static final int PERMITTED = 0;
    private static final int EXCLUDED = 1;
    private static final byte[] XX = Der.name("2.5.4.6", Der.text(0x13, "XX"));

    private static byte[] subtrees(int kind, byte[]... generalNames) {
        List<byte[]> list = new ArrayList<>();
        for (byte[] name : generalNames) {
            list.add(Der.sequence(name));
        }
        return Der.explicit(kind, list.toArray(new byte[0][]));
    }

    private static byte[] constraints(int critical, byte[]... subtrees) {
        return CertSpec.extension(NAME_CONSTRAINTS, critical, Der.sequence(subtrees));
    }

    private static byte[] directory(byte[] name) {
        return Der.tlv(0xA4, name);
    }

    private static byte[] ip(int... bytes) {
        return Der.tlv(0x87, Bytes.of(bytes));
    }

    /** Verdict of a chain whose CA, or whose anchor, has these constraints: the same, critical or not. */
    private static int verdict(int rules, CertSpec leaf, String host, byte[]... subtrees) {
        byte[] signed = leaf.signed(TablePki.INTER_KEY);
        int[] codes = new int[3];
        for (int i = 0; i < 2; i++) {
            byte[] extension = constraints(i == 0 ? CRITICAL : NOT_CRITICAL, subtrees);
            codes[i] = Trial.of(rules).host(host).verdict(signed,
                    TablePki.inter().with(extension).signed(TablePki.ROOT_KEY));
        }
        byte[] root = TablePki.root().with(constraints(CRITICAL, subtrees)).signed(TablePki.ROOT_KEY);
        codes[2] = Trial.none(rules).host(host).trust(root).verdict(signed, TablePki.inter().signed(TablePki.ROOT_KEY));
        assertEquals(codes[0], codes[1], "not critical");
        assertEquals(codes[0], codes[2], "in the anchor");
        return codes[0];
    }

    private static int verdict(CertSpec leaf, byte[]... subtrees) {
        return verdict(X509Rules.DEFAULT, leaf, HOST, subtrees);
    }

    private static CertSpec leaf(byte[]... generalNames) {
        return TablePki.leaf(names(generalNames));
    }

    @Test
    void withoutTheRuleCriticalOnesAreUnknownAndOthersPassedOver() {
        byte[] leaf = TablePki.leaf().signed(TablePki.INTER_KEY);
        byte[] excluded = subtrees(EXCLUDED, dns(HOST));
        int rules = X509Rules.DEFAULT & ~X509Rules.CONSTRAINTS;
        assertEquals(BR_ERR_X509_CRITICAL_EXTENSION, Trial.of(rules).verdict(leaf,
                TablePki.inter().with(constraints(CRITICAL, excluded)).signed(TablePki.ROOT_KEY)));
        assertEquals(0, Trial.of(rules).verdict(leaf,
                TablePki.inter().with(constraints(NOT_CRITICAL, excluded)).signed(TablePki.ROOT_KEY)));
        assertEquals(BR_ERR_X509_CRITICAL_EXTENSION,
                Trial.anchorCode(rules, TablePki.root().with(constraints(CRITICAL, excluded)).signed(TablePki.ROOT_KEY)));
        assertEquals(0, Trial.none(rules)
                .trust(TablePki.root().with(constraints(NOT_CRITICAL, excluded)).signed(TablePki.ROOT_KEY))
                .verdict(leaf, TablePki.inter().signed(TablePki.ROOT_KEY)));
    }

    @ParameterizedTest
    @CsvSource({
        "host.test.example, host.test.example, true",
        "host.test.example, HOST.Test.Example, true",
        "host.test.example, test.example, true",
        "host.test.example, example, true",
        "host.test.example, '', true",
        "host.test.example, .test.example, true",
        "host.test.example, .host.test.example, false",
        "host.test.example, st.example, false",
        "host.test.example, t.example, false",
        "host.test.example, other.example, false",
        "host.test.example, a.host.test.example, false",
        "*.test.example, test.example, true",
        "*.test.example, .test.example, true",
        "*.test.example, example, true"})
    void dnsSubtreesHoldNamesWithMoreLabels(String name, String base, boolean holds) {
        int in = verdict(leaf(dns(name)), subtrees(PERMITTED, dns(base)));
        int out = verdict(leaf(dns(name)), subtrees(EXCLUDED, dns(base)));
        assertEquals(holds ? 0 : BR_ERR_X509_NOT_TRUSTED, in);
        assertEquals(holds ? BR_ERR_X509_NOT_TRUSTED : 0, out);
    }

    @ParameterizedTest
    @CsvSource({
        "bad.test.example, true",
        "BAD.Test.example, true",
        "a.bad.test.example, false",
        ".bad.test.example, false",
        "bad.other.example, false"})
    void aWildcardCouldStandForWhatIsExcluded(String base, boolean excluded) {
        CertSpec leaf = leaf(dns("*.test.example"));
        assertEquals(excluded ? BR_ERR_X509_NOT_TRUSTED : 0, verdict(leaf, subtrees(EXCLUDED, dns(base))));
        assertEquals(BR_ERR_X509_NOT_TRUSTED, verdict(leaf, subtrees(PERMITTED, dns(base))));
    }

    @Test
    void everyNameHasToBePermittedAndNoneExcluded() {
        CertSpec leaf = leaf(dns(HOST), dns("also.other.example"));
        assertEquals(BR_ERR_X509_NOT_TRUSTED, verdict(leaf, subtrees(PERMITTED, dns("test.example"))));
        assertEquals(0, verdict(leaf, subtrees(PERMITTED, dns("test.example"), dns("other.example"))));
        assertEquals(BR_ERR_X509_NOT_TRUSTED, verdict(leaf, subtrees(EXCLUDED, dns("x.example"), dns("other.example"))));
        assertEquals(BR_ERR_X509_NOT_TRUSTED, verdict(leaf, subtrees(PERMITTED, dns("example")),
                subtrees(EXCLUDED, dns("other.example"))));
    }

    @ParameterizedTest
    @CsvSource({
        "10.1.2.3, 10.1.0.0, 255.255.0.0, true",
        "10.1.2.3, 10.2.0.0, 255.255.0.0, false",
        "10.1.2.3, 0.0.0.0, 0.0.0.0, true",
        "10.1.2.3, 10.1.2.3, 255.255.255.255, true",
        "10.1.2.3, 10.1.2.2, 255.255.255.255, false",
        "10.1.2.3, 10.1.9.9, 255.255.0.0, true"})
    void addressSubtreesHoldAddressesUnderTheMask(String address, String base, String mask, boolean holds) {
        CertSpec leaf = leaf(ip(parts(address)));
        int[] both = IntStream.concat(IntStream.of(parts(base)),
                IntStream.of(parts(mask))).toArray();
        assertEquals(holds ? 0 : BR_ERR_X509_NOT_TRUSTED,
                verdict(X509Rules.DEFAULT, leaf, address, subtrees(PERMITTED, ip(both))));
        assertEquals(holds ? BR_ERR_X509_NOT_TRUSTED : 0,
                verdict(X509Rules.DEFAULT, leaf, address, subtrees(EXCLUDED, ip(both))));
    }

    private static int[] parts(String dotted) {
        return Arrays.stream(dotted.split("\\.")).mapToInt(Integer::parseInt).toArray();
    }

    @Test
    void addressesOfTheOtherLengthAreInNoSubtree() {
        CertSpec leaf = leaf(dns(HOST), ip(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1));
        assertEquals(BR_ERR_X509_NOT_TRUSTED, verdict(leaf, subtrees(PERMITTED, ip(0, 0, 0, 0, 0, 0, 0, 0))));
        assertEquals(0, verdict(leaf, subtrees(EXCLUDED, ip(0, 0, 0, 0, 0, 0, 0, 0))));
        assertEquals(0, verdict(leaf, subtrees(PERMITTED, ip(new int[32]))));
        assertEquals(BR_ERR_X509_NOT_TRUSTED, verdict(leaf, subtrees(EXCLUDED, ip(new int[32]))));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 4, 7, 9, 16, 31, 33})
    void anAddressWithoutItsMaskIsRefused(int len) {
        assertEquals(BR_ERR_X509_INVALID_VALUE, verdict(leaf(dns(HOST)), subtrees(EXCLUDED, ip(new int[len]))));
    }

    @Test
    void addressesCountWithoutTheRuleForNames() {
        int rules = X509Rules.DEFAULT & ~X509Rules.NAMES;
        CertSpec leaf = leaf(dns(HOST), ip(10, 1, 2, 3));
        assertEquals(0, verdict(rules, leaf, HOST, subtrees(PERMITTED, ip(10, 0, 0, 0, 255, 0, 0, 0))));
        assertEquals(BR_ERR_X509_NOT_TRUSTED,
                verdict(rules, leaf, HOST, subtrees(EXCLUDED, ip(10, 0, 0, 0, 255, 0, 0, 0))));
    }

    @Test
    void directorySubtreesHoldNamesThatStartWithTheirs() {
        byte[] c = Der.name("2.5.4.6", Der.text(0x13, "XX"));
        byte[] co = Der.name("2.5.4.6", Der.text(0x13, "XX"), "2.5.4.10", Der.utf8("Table"));
        byte[] other = Der.name("2.5.4.6", Der.text(0x13, "YY"));
        byte[] longer = Der.name("2.5.4.6", Der.text(0x13, "XX"), "2.5.4.10", Der.utf8("Table"), "2.5.4.3",
                Der.utf8(HOST), "2.5.4.3", Der.utf8("more"));
        for (byte[] base : List.of(c, co, Der.sequence(), TablePki.LEAF_DN)) {
            assertEquals(base == TablePki.LEAF_DN ? BR_ERR_X509_NOT_TRUSTED : 0, directoryVerdict(PERMITTED, base));
            assertEquals(BR_ERR_X509_NOT_TRUSTED, directoryVerdict(EXCLUDED, base));
        }
        for (byte[] base : List.of(other, longer)) {
            assertEquals(BR_ERR_X509_NOT_TRUSTED, directoryVerdict(PERMITTED, base));
            assertEquals(0, directoryVerdict(EXCLUDED, base));
        }
    }

    // In the anchor they are for the CA's name, too.
    private static int directoryVerdict(int kind, byte[] base) {
        byte[] root = TablePki.root().with(constraints(CRITICAL, subtrees(kind, directory(base))))
                .signed(TablePki.ROOT_KEY);
        return Trial.none(X509Rules.DEFAULT).trust(root).verdict(TablePki.leaf().signed(TablePki.INTER_KEY),
                TablePki.inter().signed(TablePki.ROOT_KEY));
    }

    @Test
    void directoryNamesAmongTheAlternativeNamesCount() {
        byte[] yy = Der.name("2.5.4.6", Der.text(0x13, "YY"));
        CertSpec leaf = leaf(dns(HOST), directory(yy));
        assertEquals(BR_ERR_X509_NOT_TRUSTED, verdict(leaf, subtrees(EXCLUDED, directory(yy))));
        byte[] root = TablePki.root().with(constraints(CRITICAL, subtrees(PERMITTED, directory(yy), directory(XX))))
                .signed(TablePki.ROOT_KEY);
        assertEquals(0, Trial.none(X509Rules.DEFAULT).trust(root).verdict(leaf.signed(TablePki.INTER_KEY),
                TablePki.inter().signed(TablePki.ROOT_KEY)));
    }

    @Test
    void anEmptySubjectIsInNoSubtreeAndNeedsNone() {
        CertSpec leaf = TablePki.leaf();
        leaf.subject = Der.sequence();
        byte[] inter = TablePki.inter().with(constraints(CRITICAL, subtrees(PERMITTED, directory(XX))))
                .signed(TablePki.ROOT_KEY);
        assertEquals(0, Trial.of(X509Rules.DEFAULT).verdict(leaf.signed(TablePki.INTER_KEY), inter));
    }

    // ---- the common name, where it counts

    private static final int BY_COMMON_NAME = X509Rules.DEFAULT | X509Rules.COMMON_NAME;

    @Test
    void aCommonNameThatCountsIsConstrained() {
        CertSpec leaf = TablePki.without(TablePki.leaf(), TablePki.SUBJECT_ALT_NAME);
        assertEquals(0, verdict(BY_COMMON_NAME, leaf, HOST, subtrees(PERMITTED, dns("test.example"))));
        assertEquals(0, verdict(BY_COMMON_NAME, leaf, HOST, subtrees(EXCLUDED, dns("x.example"))));
        assertEquals(BR_ERR_X509_NOT_TRUSTED,
                verdict(BY_COMMON_NAME, leaf, HOST, subtrees(PERMITTED, dns("x.example"))));
        assertEquals(BR_ERR_X509_NOT_TRUSTED,
                verdict(BY_COMMON_NAME, leaf, HOST, subtrees(EXCLUDED, dns("test.example"))));
        assertEquals(BR_ERR_X509_NOT_TRUSTED,
                verdict(BY_COMMON_NAME, leaf, HOST, subtrees(EXCLUDED, directory(TablePki.LEAF_DN))));
    }

    @Test
    void aCommonNameThatIsNotTheServersIsNoDnsName() {
        CertSpec leaf = TablePki.leaf();
        leaf.subject = TablePki.dn("A broker, in the cellar");
        assertEquals(0, verdict(BY_COMMON_NAME, leaf, HOST, subtrees(PERMITTED, dns("test.example"))));
    }

    @Test
    void commonNamesOfAnyLengthLeaveTheOtherNamesWhole() {
        for (int len = 0; len < 256; len += len < 100 ? 9 : 3) {
            CertSpec leaf = TablePki.leaf();
            String prefix = "x".repeat(len);
            leaf.subject = Der.name("2.5.4.6", Der.text(0x13, "XX"), "2.5.4.3", Der.utf8(HOST), "2.5.4.3",
                    Der.utf8(prefix), "2.5.4.10", Der.utf8("y"));
            int code = verdict(BY_COMMON_NAME, leaf, HOST, subtrees(EXCLUDED, directory(XX)));
            assertEquals(leaf.subject.length < 256 ? BR_ERR_X509_NOT_TRUSTED : BR_ERR_X509_LIMIT_EXCEEDED, code,
                    "length " + len);
        }
    }

    // ---- what cannot be judged

    @Test
    void constraintsThatSayNothingAreRefused() {
        assertEquals(BR_ERR_X509_INVALID_VALUE, verdict(leaf(dns(HOST))));
        assertEquals(BR_ERR_X509_INVALID_VALUE, verdict(leaf(dns(HOST)), subtrees(PERMITTED)));
        assertEquals(BR_ERR_X509_INVALID_VALUE, verdict(leaf(dns(HOST)), subtrees(EXCLUDED)));
        assertEquals(BR_ERR_X509_INVALID_VALUE, verdict(leaf(dns(HOST)), subtrees(PERMITTED), subtrees(EXCLUDED)));
        assertEquals(BR_ERR_X509_INVALID_VALUE,
                verdict(leaf(dns(HOST)), subtrees(PERMITTED, dns(HOST)), subtrees(EXCLUDED)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"*.test.example", "test.example.", "test..example", "..example", ".", "te st", "\u00e9.example"})
    void aDnsSubtreeThatIsNoNameIsRefused(String base) {
        assertEquals(BR_ERR_X509_INVALID_VALUE, verdict(leaf(dns(HOST)), subtrees(EXCLUDED, dns(base))));
        assertEquals(BR_ERR_X509_INVALID_VALUE, verdict(leaf(dns(HOST)), subtrees(PERMITTED, dns(base), dns(HOST))));
    }

    @Test
    void distancesAreRefused() {
        byte[] withMinimum = Der.explicit(PERMITTED, Der.sequence(dns(HOST), Der.tlv(0x80, Bytes.of(0))));
        byte[] withMaximum = Der.explicit(PERMITTED, Der.sequence(dns(HOST), Der.tlv(0x81, Bytes.of(1))));
        assertEquals(BR_ERR_X509_INVALID_VALUE, verdict(leaf(dns(HOST)), withMinimum));
        assertEquals(BR_ERR_X509_INVALID_VALUE, verdict(leaf(dns(HOST)), withMaximum));
    }

    @Test
    void otherFormsAreRefusedWhereSuchNamesAreBelow() {
        byte[] mail = Der.text(0x81, "someone@test.example");
        byte[] uri = Der.text(0x86, "mqtts://test.example");
        byte[] id = Der.tlv(0x88, Bytes.of(0x2A, 3));
        byte[] foreign = Der.explicit(0, Der.oid("1.2.3"), Der.explicit(0, Der.utf8("x")));
        for (byte[] base : List.of(mail, uri, id, foreign)) {
            for (int kind : new int[] {PERMITTED, EXCLUDED}) {
                assertEquals(0, verdict(leaf(dns(HOST)), subtrees(kind, base)));
                for (byte[] name : List.of(foreign, mail)) {
                    byte[] san = name == foreign ? names(foreign, dns(HOST)) : names(name, dns(HOST));
                    assertEquals(BR_ERR_X509_CRITICAL_EXTENSION,
                            verdict(TablePki.leaf(san), subtrees(kind, base)));
                }
                assertEquals(BR_ERR_X509_CRITICAL_EXTENSION, verdict(leaf(dns(HOST), uri), subtrees(kind, base)));
                assertEquals(BR_ERR_X509_CRITICAL_EXTENSION, verdict(leaf(dns(HOST), id), subtrees(kind, base)));
            }
        }
    }

    @Test
    void namesThatAreNoDnsNamesAreRefusedUnderDnsConstraints() {
        for (String odd : List.of("test.example.", "*", "f*.test.example", "a..b", "", "x\u0000.example",
                "l".repeat(64) + ".example", "l".repeat(256), "l".repeat(300))) {
            assertEquals(BR_ERR_X509_LIMIT_EXCEEDED,
                    verdict(leaf(dns(HOST), dns(odd)), subtrees(EXCLUDED, dns("x.example"))), odd);
            assertEquals(0, verdict(leaf(dns(HOST), dns(odd)), subtrees(EXCLUDED, Der.text(0x81, "x.example"))), odd);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 239, 240, 241, 250, 251, 252, 253, 254, 255, 256, 257, 263, 264, 265, 300, 600})
    void aDirectoryNameTooLongToKeepIsRefused(int len) {
        byte[] name = Der.name("2.5.4.6", Der.text(0x13, "YY"), "2.5.4.10", Der.utf8("z".repeat(len)));
        byte[] yy = Der.name("2.5.4.6", Der.text(0x13, "YY"));
        int expected = name.length > 255 ? BR_ERR_X509_LIMIT_EXCEEDED : BR_ERR_X509_NOT_TRUSTED;
        assertEquals(expected, verdict(leaf(dns(HOST), directory(name)), subtrees(EXCLUDED, directory(yy))));
        CertSpec leaf = TablePki.leaf();
        leaf.subject = name;
        assertEquals(expected, verdict(leaf, subtrees(EXCLUDED, directory(yy))));
    }

    @Test
    void namesBeyondTheRoomAreRefusedUnderConstraints() {
        // 384 bytes: for each name two more than its length, the CA's own subject included
        int refused = 0;
        for (int n = 0; n < 40; n++) {
            byte[][] all = new byte[n + 1][];
            Arrays.fill(all, dns("n123456789.test.example"));
            all[n] = dns(HOST);
            CertSpec leaf = leaf(all);
            assertEquals(0, Trial.of(X509Rules.DEFAULT).verdict(leaf.signed(TablePki.INTER_KEY),
                    TablePki.inter().signed(TablePki.ROOT_KEY)), "without constraints");
            boolean fits = 2 + TablePki.LEAF_DN.length + 25 * n + 2 + HOST.length() + 2 + TablePki.INTER_DN.length <= 384;
            int code = Trial.of(X509Rules.DEFAULT).verdict(leaf.signed(TablePki.INTER_KEY), TablePki.inter()
                    .with(constraints(CRITICAL, subtrees(PERMITTED, dns("test.example")))).signed(TablePki.ROOT_KEY));
            assertEquals(fits ? 0 : BR_ERR_X509_LIMIT_EXCEEDED, code, n + " names");
            refused += fits ? 0 : 1;
        }
        assertEquals(true, refused > 10);
    }

    // ---- whose names

    private static final byte[] UPPER_DN = Der.name("2.5.4.6", Der.text(0x13, "YY"), "2.5.4.3", Der.utf8("Upper"));
    private static final CorpusKey UPPER_KEY = CorpusKey.ec(23, "table upper");

    private static int threeHigh(CertSpec inter, byte[]... ofUpper) {
        CertSpec upper = TablePki.ca(TablePki.ROOT_DN, TablePki.ROOT_KEY, UPPER_DN, UPPER_KEY).with(ofUpper);
        inter.issuer = UPPER_DN;
        return Trial.of(X509Rules.DEFAULT).verdict(TablePki.leaf().signed(TablePki.INTER_KEY),
                inter.signed(UPPER_KEY), upper.signed(TablePki.ROOT_KEY));
    }

    @Test
    void namesOfCasBelowCountAndTheirOwnDoNot() {
        byte[] noTable = constraints(CRITICAL, subtrees(EXCLUDED, directory(TablePki.INTER_DN)));
        assertEquals(0, threeHigh(TablePki.inter()));
        assertEquals(BR_ERR_X509_NOT_TRUSTED, threeHigh(TablePki.inter(), noTable));
        assertEquals(0, threeHigh(TablePki.inter(), constraints(CRITICAL, subtrees(EXCLUDED, directory(UPPER_DN)))));
        assertEquals(BR_ERR_X509_NOT_TRUSTED, threeHigh(TablePki.inter().with(names(dns("ca.bad.example"))),
                constraints(CRITICAL, subtrees(EXCLUDED, dns("bad.example")))));
        assertEquals(0, threeHigh(TablePki.inter(), names(dns("ca.bad.example")),
                constraints(CRITICAL, subtrees(EXCLUDED, dns("bad.example")))));
    }

    @Test
    void constraintsOfSeveralCasAllHold() {
        byte[] test = constraints(CRITICAL, subtrees(PERMITTED, dns("test.example")));
        byte[] other = constraints(CRITICAL, subtrees(PERMITTED, dns("other.example")));
        assertEquals(0, threeHigh(TablePki.inter().with(test), test));
        assertEquals(BR_ERR_X509_NOT_TRUSTED, threeHigh(TablePki.inter().with(test), other));
        assertEquals(BR_ERR_X509_NOT_TRUSTED, threeHigh(TablePki.inter().with(other), test));
    }

    @Test
    void namesOfSelfIssuedCasAreExempt() {
        byte[] exclusion = constraints(CRITICAL, subtrees(EXCLUDED, directory(TablePki.INTER_DN), dns("bad.example")));
        CertSpec upper = TablePki.ca(TablePki.ROOT_DN, TablePki.ROOT_KEY, TablePki.INTER_DN, UPPER_KEY).with(exclusion);
        CertSpec selfIssued = TablePki.ca(TablePki.INTER_DN, UPPER_KEY, TablePki.INTER_DN, TablePki.INTER_KEY)
                .with(names(dns("ca.bad.example")));
        assertEquals(0, Trial.of(X509Rules.DEFAULT).verdict(TablePki.leaf().signed(TablePki.INTER_KEY),
                selfIssued.signed(UPPER_KEY), upper.signed(TablePki.ROOT_KEY)));
        // the leaf is not, whatever it issued to itself
        CertSpec leaf = TablePki.leaf(TablePki.INTER_DN, UPPER_KEY, names(dns(HOST)));
        leaf.subject = TablePki.INTER_DN;
        assertEquals(BR_ERR_X509_NOT_TRUSTED, Trial.of(X509Rules.DEFAULT).verdict(leaf.signed(UPPER_KEY),
                upper.signed(TablePki.ROOT_KEY)));
    }

    @Test
    void malformedConstraintsOfAnAnchorRefuseItsChains() {
        byte[] good = TablePki.root().with(constraints(CRITICAL, subtrees(PERMITTED, dns(HOST))))
                .signed(TablePki.ROOT_KEY);
        byte[] record = Trial.anchor(X509Rules.DEFAULT, good);
        byte[] leaf = TablePki.leaf().signed(TablePki.INTER_KEY);
        byte[] inter = TablePki.inter().signed(TablePki.ROOT_KEY);
        assertEquals(0, Trial.none(X509Rules.DEFAULT).trustRecord(record).verdict(leaf, inter));
        int from = TrustAnchor.KEY_OFF + 65;
        for (int i = from; i < record.length; i++) {
            byte[] cut = Bytes.first(record, i);
            cut[3] = (byte) cut.length;
            int code = Trial.none(X509Rules.DEFAULT).trustRecord(cut).verdict(leaf, inter);
            assertEquals(i == from, code == 0, "cut at " + i);
        }
        byte[] more = Bytes.join(record, Bytes.of(5, 0));
        more[3] += 2;
        assertEquals(BR_ERR_X509_EXTRA_ELEMENT,
                Trial.none(X509Rules.DEFAULT).trustRecord(more).verdict(leaf, inter));
    }

    @Test
    void anchorsKeepThemWithoutTheRuleForForm() {
        int rules = X509Rules.DEFAULT & ~X509Rules.FORM;
        assertEquals(BR_ERR_X509_NOT_TRUSTED, verdict(rules, leaf(dns(HOST)), HOST, subtrees(EXCLUDED, dns(HOST))));
        assertEquals(0, verdict(rules, leaf(dns(HOST)), HOST, subtrees(PERMITTED, dns(HOST))));
    }

    @Test
    void inAServersCertificateTheyAreRefused() {
        for (int critical : new int[] {CRITICAL, NOT_CRITICAL}) {
            CertSpec leaf = TablePki.leaf().with(constraints(critical, subtrees(PERMITTED, dns(HOST))));
            assertEquals(BR_ERR_X509_CRITICAL_EXTENSION, Trial.of(X509Rules.DEFAULT)
                    .verdict(leaf.signed(TablePki.INTER_KEY), TablePki.inter().signed(TablePki.ROOT_KEY)));
        }
    }
}
