package bearssl.x509;

import static bearssl.x509.TablePki.CRITICAL;
import static bearssl.x509.TablePki.HOST;
import static bearssl.x509.TablePki.NOT_CRITICAL;

import bearssl.testing.Bytes;
import java.util.ArrayList;
import java.util.List;

/** The rows of the table in docs/X509.md about form, serial numbers, purposes, CAs, and what no rule changes. */
final class TableCases {
    private final List<TableCase> all = new ArrayList<>();
    private String rule;

    private TableCases() {
    }

    /** In the order of the document. */
    static List<TableCase> all() {
        TableCases cases = new TableCases();
        cases.always();
        TableKeyCases keys = new TableKeyCases(cases);
        cases.form();
        cases.extensions();
        keys.form();
        cases.anchors();
        cases.serial();
        keys.keys();
        cases.purpose();
        new TableNameCases(cases).add();
        cases.authorities();
        cases.web();
        cases.webAnchors();
        return cases.all;
    }

    void rule(String name) {
        rule = name;
    }

    void add(String what, String host, byte[] root, List<byte[]> chain) {
        all.add(new TableCase(rule, what, host, root, chain));
    }

    /** A leaf that the usual CA signs. */
    void leaf(String what, CertSpec leaf) {
        leaf(what, HOST, leaf);
    }

    void leaf(String what, String host, CertSpec leaf) {
        under(what, host, TablePki.inter(), leaf);
    }

    /** A CA that the usual root signs, and a leaf that the usual key of a CA signs. */
    void under(String what, String host, CertSpec inter, CertSpec leaf) {
        add(what, host, TablePki.ROOT,
                List.of(leaf.signed(TablePki.INTER_KEY), inter.signed(TablePki.ROOT_KEY)));
    }

    void inter(String what, CertSpec inter) {
        under(what, HOST, inter, TablePki.leaf());
    }

    /** A root that signs itself. */
    void root(String what, CertSpec root) {
        add(what, HOST, root.signed(TablePki.ROOT_KEY),
                List.of(TablePki.leaf().signed(TablePki.INTER_KEY), TablePki.INTER));
    }

    private static byte[] unknown(String oid, int critical) {
        return CertSpec.extension(oid, critical, Der.nothing());
    }

    private void always() {
        rule("-");
        leaf("nothing: a good chain", TablePki.leaf());
        byte[] low = TablePki.dn("Table Lower CA");
        CorpusKey lowKey = CorpusKey.ec(23, "table lower");
        byte[] leaf = TablePki.leaf(low, lowKey, TablePki.HOST_NAME).signed(lowKey);
        byte[] lower = TablePki.ca(TablePki.INTER_DN, TablePki.INTER_KEY, low, lowKey).signed(TablePki.INTER_KEY);
        byte[] inter = TablePki.INTER;
        add("certificates sent in another order", HOST, TablePki.ROOT,
                List.of(leaf, inter, lower));
        leaf("unknown critical extension", TablePki.leaf().with(unknown("1.2.3.4", CRITICAL)));
        leaf("wildcard within a label, `h*.test.example`",
                TablePki.leaf(TablePki.names(TablePki.dns("h*.test.example"))));
        inter("CA without basicConstraints", TablePki.without(TablePki.inter(), TablePki.BASIC_CONSTRAINTS));
        inter("CA whose key usage is not to sign certificates",
                TablePki.replace(TablePki.inter(), TablePki.KEY_USAGE, TablePki.usage(0x80)));
        rule("hashes");
        add("signature with SHA-1", HOST, TablePki.ROOT,
                List.of(TablePki.leaf().signed(TablePki.INTER_KEY, CorpusKey.SHA1),
                        TablePki.INTER));
    }

    private void form() {
        rule("FORM");
        CertSpec spec = TablePki.leaf();
        spec.serial = Bytes.of(0x02, 0x81, 0x02, 0x12, 0x34);
        leaf("length not in its shortest form", spec);
        spec = TablePki.leaf();
        spec.version = Der.explicit(0, Der.tlv(0x02, Bytes.of(0, 2)));
        leaf("version number with a leading zero", spec);
        leaf("BOOLEAN that is neither 00 nor FF", TablePki.leaf().with(
                CertSpec.extension(TablePki.POLICIES, 1, Der.sequence(Der.sequence(Der.oid("2.5.29.32.0"))))));
        leaf("subjectAltName twice", TablePki.leaf().with(TablePki.HOST_NAME));
        leaf("an unknown extension twice", TablePki.leaf().with(
                unknown("1.2.3.4", NOT_CRITICAL), unknown("1.2.3.4", NOT_CRITICAL)));
        spec = TablePki.leaf();
        spec.innerAlgorithm = TablePki.INTER_KEY.algorithm(5);
        leaf("another signature algorithm inside than outside", spec);
        spec = TablePki.leaf();
        spec.outerAlgorithm = Der.sequence(Der.oid("1.2.840.10045.4.3.2"), Der.nothing());
        spec.innerAlgorithm = spec.outerAlgorithm;
        leaf("parameters of ECDSA: NULL", spec);
        spec = TablePki.leaf();
        spec.version = new byte[0];
        leaf("extensions in version 1", spec);
        spec = TablePki.leaf();
        spec.version = Der.explicit(0, Der.integer(1));
        leaf("extensions in version 2", spec);
    }

    private void extensions() {
        leaf("authorityInfoAccess without content",
                TablePki.leaf().with(CertSpec.extension(TablePki.INFORMATION_ACCESS, NOT_CRITICAL, Der.sequence())));
        leaf("policies that are none, not critical", TablePki.leaf().with(
                CertSpec.extension(TablePki.POLICIES, NOT_CRITICAL, Der.sequence(Der.integer(1)))));
        leaf("basicConstraints of the leaf are a number",
                TablePki.leaf().with(CertSpec.extension(TablePki.BASIC_CONSTRAINTS, NOT_CRITICAL, Der.integer(1))));
        leaf("path length of a leaf", TablePki.leaf().with(TablePki.basics(Der.integer(0))));
        CertSpec nameless = TablePki.inter();
        nameless.subject = Der.sequence();
        under("CA without a name", HOST, nameless,
                TablePki.leaf(Der.sequence(), TablePki.INTER_KEY, TablePki.HOST_NAME));
        CertSpec spec = TablePki.leaf();
        for (int i = 0; i < 13; i++) {
            spec.with(unknown("1.2.3." + i, NOT_CRITICAL));
        }
        leaf("seventeen extensions", spec);
        add("eleven certificates below the anchor", HOST, TablePki.ROOT, longChain(11));
    }

    private void rsaWithoutParameters() {
        CorpusKey key = CorpusKey.rsa("2048a");
        byte[] sha256WithRsa = Der.sequence(Der.oid("1.2.840.113549.1.1.11"));
        CertSpec leaf = TablePki.leaf(TablePki.INTER_DN, key, TablePki.HOST_NAME);
        leaf.innerAlgorithm = sha256WithRsa;
        leaf.outerAlgorithm = sha256WithRsa;
        add("parameters of an RSA signature missing", HOST, TablePki.ROOT,
                List.of(leaf.signed(key), TablePki.ca(TablePki.ROOT_DN, TablePki.ROOT_KEY, TablePki.INTER_DN, key)
                        .signed(TablePki.ROOT_KEY)));
    }

    static List<byte[]> longChain(int length) {
        List<byte[]> chain = new ArrayList<>();
        CorpusKey issuerKey = TablePki.ROOT_KEY;
        byte[] issuer = TablePki.ROOT_DN;
        for (int i = length - 1; i > 0; i--) {
            CorpusKey key = CorpusKey.ec(23, "table " + i);
            byte[] name = TablePki.dn("Table CA " + i);
            chain.add(0, TablePki.ca(issuer, issuerKey, name, key).signed(issuerKey));
            issuer = name;
            issuerKey = key;
        }
        chain.add(0, TablePki.leaf(issuer, issuerKey, TablePki.HOST_NAME).signed(issuerKey));
        return chain;
    }

    private void anchors() {
        root("unknown critical extension in the anchor's certificate",
                TablePki.root().with(unknown("1.2.3.4", CRITICAL)));
        root("anchor whose key usage is not to sign certificates",
                TablePki.replace(TablePki.root(), TablePki.KEY_USAGE, TablePki.usage(0x80)));
    }

    private void serial() {
        rule("SERIAL");
        CertSpec spec = TablePki.leaf();
        spec.serial = Der.integer(-2);
        leaf("serial number negative", spec);
        spec = TablePki.leaf();
        spec.serial = Der.tlv(0x02, Bytes.of(1), new byte[20]);
        leaf("serial number of 21 bytes", spec);
        spec = TablePki.leaf();
        spec.serial = Der.tlv(0x02, Bytes.of(0, 1));
        leaf("serial number with a leading zero", spec);
    }

    private void purpose() {
        rule("PURPOSE");
        leaf("extKeyUsage: TLS servers, critical", purposes(CRITICAL, TablePki.SERVER_AUTH));
        leaf("extKeyUsage: TLS clients alone", purposes(NOT_CRITICAL, TablePki.CLIENT_AUTH));
        leaf("extKeyUsage: nothing", purposes(NOT_CRITICAL));
        inter("extKeyUsage of a CA: TLS clients alone",
                TablePki.inter().with(TablePki.purposes(NOT_CRITICAL, TablePki.CLIENT_AUTH)));
    }

    private static CertSpec purposes(int critical, String... oids) {
        return TablePki.replace(TablePki.leaf(), TablePki.EXT_KEY_USAGE, TablePki.purposes(critical, oids));
    }

    private void authorities() {
        rule("PATH");
        CorpusKey newKey = CorpusKey.ec(23, "table renewed");
        CertSpec first = TablePki.replace(TablePki.inter(), TablePki.BASIC_CONSTRAINTS,
                TablePki.basics(Der.bool(0xFF), Der.integer(0)));
        CertSpec renewed = TablePki.replace(
                TablePki.ca(TablePki.INTER_DN, TablePki.INTER_KEY, TablePki.INTER_DN, newKey),
                TablePki.BASIC_CONSTRAINTS, TablePki.basics(Der.bool(0xFF), Der.integer(0)));
        add("path of length 0 with a self-issued CA in it", HOST, TablePki.ROOT,
                List.of(TablePki.leaf(TablePki.INTER_DN, newKey, TablePki.HOST_NAME).signed(newKey),
                        renewed.signed(TablePki.INTER_KEY), first.signed(TablePki.ROOT_KEY)));
        rule("CA_LEAF");
        leaf("CA as a server", TablePki.replace(TablePki.leaf(), TablePki.KEY_USAGE, TablePki.usage(0x84))
                .with(TablePki.CA_BASICS, TablePki.subjectKeyId(TablePki.LEAF_KEY)));
    }

    private void web() {
        rule("WEB");
        rsaWithoutParameters();
        leaf("leaf without authorityKeyIdentifier", TablePki.without(TablePki.leaf(), TablePki.AUTHORITY_KEY_ID));
        inter("CA without subjectKeyIdentifier", TablePki.without(TablePki.inter(), TablePki.SUBJECT_KEY_ID));
        leaf("authorityKeyIdentifier critical", TablePki.replace(TablePki.leaf(), TablePki.AUTHORITY_KEY_ID,
                CertSpec.extension(TablePki.AUTHORITY_KEY_ID, CRITICAL,
                        Der.sequence(Der.tlv(0x80, TablePki.keyId(TablePki.INTER_KEY))))));
        byte[] ocsp = Der.sequence(Der.sequence(Der.oid("1.3.6.1.5.5.7.48.1"), Der.text(0x86, "http://ca.example")));
        leaf("authorityInfoAccess critical",
                TablePki.leaf().with(CertSpec.extension(TablePki.INFORMATION_ACCESS, CRITICAL, ocsp)));
        CertSpec nameless = TablePki.leaf();
        nameless.subject = Der.sequence();
        leaf("subjectAltName not critical, and no subject", nameless);
        leaf("subjectAltName critical beside a subject", TablePki.replace(TablePki.leaf(), TablePki.SUBJECT_ALT_NAME,
                CertSpec.extension(TablePki.SUBJECT_ALT_NAME, CRITICAL, Der.sequence(TablePki.dns(HOST)))));
        inter("policyConstraints not critical", TablePki.inter().with(CertSpec.extension(TablePki.POLICY_CONSTRAINTS,
                NOT_CRITICAL, Der.sequence(Der.tlv(0x81, Bytes.of(0))))));
        leaf("extKeyUsage: any", purposes(NOT_CRITICAL, TablePki.ANY_PURPOSE));
        inter("basicConstraints of a CA not critical", TablePki.replace(TablePki.inter(), TablePki.BASIC_CONSTRAINTS,
                CertSpec.extension(TablePki.BASIC_CONSTRAINTS, NOT_CRITICAL, Der.sequence(Der.bool(0xFF)))));
        leaf("leaf that is no CA and may sign certificates",
                TablePki.replace(TablePki.leaf(), TablePki.KEY_USAGE, TablePki.usage(0x84)));
        CertSpec zero = TablePki.leaf();
        zero.serial = Der.integer(0);
        leaf("serial number zero", zero);
        CertSpec shouting = TablePki.leaf();
        shouting.subject = TablePki.dn("HOST.test.example");
        leaf("common name repeats an alternative name in capitals", shouting);
        CertSpec encoded = TablePki.leaf();
        encoded.subject = TablePki.dn("xn--hst-sna.test.example");
        leaf("common name internationalised and no alternative name", encoded);
        leaf("dNSName with an underscore", "a_b.test.example",
                TablePki.leaf(TablePki.names(TablePki.dns("a_b.test.example"))));
        leaf("wildcard over a registry, `*.co.uk`", "test.co.uk",
                TablePki.leaf(TablePki.names(TablePki.dns("*.co.uk"))));
        leaf("RSA modulus of 2050 bits", TablePki.with(TablePki.leaf(), TableKeyCases.rsa(2050)));
    }

    private void webAnchors() {
        byte[] issuerAndSerial = Bytes.join(Der.tlv(0xA1, Der.explicit(4, TablePki.ROOT_DN)),
                Der.tlv(0x82, Bytes.of(0x01, 0x23, 0x45, 0x67)));
        root("anchor with its issuer and serial number in authorityKeyIdentifier",
                TablePki.root().with(TablePki.authorityKeyId(TablePki.ROOT_KEY, issuerAndSerial)));
        root("anchor whose two key identifiers differ",
                TablePki.root().with(TablePki.authorityKeyId(TablePki.LEAF_KEY)));
        root("anchor with extKeyUsage", TablePki.root().with(TablePki.purposes(NOT_CRITICAL, TablePki.SERVER_AUTH)));
    }
}
