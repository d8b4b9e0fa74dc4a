package bearssl.x509;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;

/** Chains that one rule refuses and all the others together do not. */
final class RuleTrial {
    private final int rule;
    /** The expected name. */
    String host = TablePki.HOST;

    RuleTrial(int rule) {
        this.rule = rule;
    }

    /** The rule alone gives this code; with all but it the chain is valid. */
    void refuses(int code, String what, byte[]... chain) {
        assertEquals(Trial.text(code), text(rule, chain), what + ", by the rule alone");
        int others = X509Rules.STRICT & ~rule;
        others = (others & X509Rules.FORM) == 0 ? others & ~X509Rules.WEB : others; // WEB rests on FORM
        assertEquals(Trial.text(0), text(others, chain), what + ", by all others");
        assertEquals(Trial.text(code), text(X509Rules.DEFAULT | rule, chain), what + ", with the rule");
    }

    private String text(int rules, byte[]... chain) {
        return Trial.text(Trial.of(rules).host(host).verdict(chain));
    }

    void accepts(String what, byte[]... chain) {
        assertEquals(Trial.text(0), text(X509Rules.DEFAULT | rule, chain), what);
    }

    /** Everybody refuses it, with this code by the rule. */
    void isRefusedWithout(int code, int codeWithout, String what, byte[]... chain) {
        assertEquals(Trial.text(code), text(X509Rules.DEFAULT | rule, chain), what);
        assertEquals(Trial.text(codeWithout), text((X509Rules.DEFAULT | rule) & ~rule, chain), what + ", without");
    }

    // ---- the usual chain with another leaf or CA

    static byte[][] leaf(CertSpec leaf) {
        return new byte[][] {leaf.signed(TablePki.INTER_KEY), TablePki.INTER};
    }

    static byte[][] inter(CertSpec inter) {
        return under(inter, TablePki.leaf());
    }

    static byte[][] under(CertSpec inter, CertSpec leaf) {
        return new byte[][] {leaf.signed(TablePki.INTER_KEY), inter.signed(TablePki.ROOT_KEY)};
    }

    /** A leaf with this extension in place of the one with its identifier. */
    static byte[][] leafWith(String oid, int critical, byte[]... value) {
        return leaf(TablePki.replace(TablePki.leaf(), oid, CertSpec.extension(oid, critical, value)));
    }

    /** A CA with it. */
    static byte[][] interWith(String oid, int critical, byte[]... value) {
        return inter(TablePki.replace(TablePki.inter(), oid, CertSpec.extension(oid, critical, value)));
    }

    /** Leaf and CA with a key in place of theirs; the leaf is then signed by that key. */
    static byte[][] interWithKey(CorpusKey key) {
        CertSpec leaf = TablePki.leaf(TablePki.INTER_DN, key, TablePki.HOST_NAME);
        return new byte[][] {leaf.signed(key), TablePki.ca(TablePki.ROOT_DN, TablePki.ROOT_KEY, TablePki.INTER_DN, key)
                .signed(TablePki.ROOT_KEY)};
    }

    static List<Integer> criticalities() {
        return List.of(TablePki.CRITICAL, TablePki.NOT_CRITICAL);
    }
}
