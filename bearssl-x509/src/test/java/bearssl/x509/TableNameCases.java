package bearssl.x509;

import static bearssl.x509.TablePki.CRITICAL;
import static bearssl.x509.TablePki.HOST;
import static bearssl.x509.TablePki.NOT_CRITICAL;

import bearssl.testing.Bytes;

/** The rows about names and constraints on them. */
final class TableNameCases {
    private static final byte[] MAIL = Der.text(0x81, "device@other.example");

    private final TableCases cases;

    TableNameCases(TableCases cases) {
        this.cases = cases;
    }

    void add() {
        cases.rule("CONSTRAINTS");
        constraint("name in the permitted ones, critical", CRITICAL, 0, TablePki.dns("test.example"));
        constraint("name not in the permitted ones, critical", CRITICAL, 0, TablePki.dns("other.example"));
        constraint("name not in the permitted ones, not critical", NOT_CRITICAL, 0, TablePki.dns("other.example"));
        constraint("name excluded, not critical", NOT_CRITICAL, 1, TablePki.dns("test.example"));
        byte[] both = TablePki.names(TablePki.dns(HOST), TablePki.address(192, 0, 2, 1));
        byte[] network = TablePki.constraint(NOT_CRITICAL, 0, TablePki.address(198, 51, 100, 0, 255, 255, 255, 0));
        cases.under("address not in the permitted ones, not critical", HOST, TablePki.inter().with(network),
                TablePki.leaf(both));
        byte[] directory = TablePki.constraint(NOT_CRITICAL, 0, Der.explicit(4, TablePki.dn("another")));
        cases.inter("subject not in the permitted ones, not critical", TablePki.inter().with(directory));
        byte[] mail = TablePki.constraint(NOT_CRITICAL, 1, Der.text(0x81, "other.example"));
        cases.under("mail address excluded, not critical", HOST, TablePki.inter().with(mail),
                TablePki.leaf(TablePki.names(TablePki.dns(HOST), MAIL)));
        cases.root("name not in the ones that the anchor permits, critical",
                TablePki.root().with(TablePki.constraint(CRITICAL, 0, TablePki.dns("other.example"))));
        cases.root("name not in the ones that the anchor permits, not critical",
                TablePki.root().with(TablePki.constraint(NOT_CRITICAL, 0, TablePki.dns("other.example"))));
        cases.leaf("name constraints in a leaf, not critical",
                TablePki.leaf().with(TablePki.constraint(NOT_CRITICAL, 0, TablePki.dns("test.example"))));
        cases.rule("NAMES");
        names("iPAddress is the expected address", "192.0.2.1", TablePki.address(192, 0, 2, 1));
        names("iPAddress is the expected IPv6 address", "2001:db8::1",
                TablePki.address(0x20, 1, 0x0D, 0xB8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1));
        names("dNSName spells the expected address", "192.0.2.1", TablePki.dns("192.0.2.1"));
        names("wildcard over a top-level domain, `*.example`", "test.example", TablePki.dns("*.example"));
        names("dot at the end of the expected name", HOST + ".", TablePki.dns(HOST));
        names("iPAddress of five bytes beside the name", HOST, TablePki.dns(HOST), TablePki.address(1, 2, 3, 4, 5));
        cases.leaf("no alternative name, the common name fits",
                TablePki.without(TablePki.leaf(), TablePki.SUBJECT_ALT_NAME));
    }

    private void constraint(String what, int critical, int kind, byte[] generalName) {
        cases.inter(what, TablePki.inter().with(TablePki.constraint(critical, kind, generalName)));
    }

    private void names(String what, String host, byte[]... generalNames) {
        cases.leaf(what, host, TablePki.leaf(TablePki.names(Bytes.join(generalNames))));
    }
}
