package bearssl.x509;

import bearssl.testing.Bytes;

/** The chain that most cases of the corpus start from: leaf, one CA, and the root's certificate as anchor. */
final class CorpusPki {
    static final String HOST = "host.example";
    static final String NOW = "2025-06-15T12:00:00Z";

    static final CorpusKey ROOT_KEY = CorpusKey.ec(23, "root");
    static final CorpusKey INTER_KEY = CorpusKey.ec(23, "inter");
    static final CorpusKey LEAF_KEY = CorpusKey.ec(23, "leaf");

    static final byte[] ROOT_DN = dn("Corpus Root");
    static final byte[] INTER_DN = dn("Corpus CA");
    static final byte[] LEAF_DN = dn(HOST);

    static final String BASIC_CONSTRAINTS = "2.5.29.19";
    static final String KEY_USAGE = "2.5.29.15";
    static final String SUBJECT_ALT_NAME = "2.5.29.17";
    static final String POLICIES = "2.5.29.32";
    static final String EXT_KEY_USAGE = "2.5.29.37";

    static final byte[] CA_TRUE = CertSpec.extension(BASIC_CONSTRAINTS, 0xFF, Der.sequence(Der.bool(0xFF)));
    static final byte[] CERT_SIGN = CertSpec.extension(KEY_USAGE, 0xFF, Der.bits(1, Bytes.of(0x06)));
    static final byte[] SAN_HOST = CertSpec.extension(SUBJECT_ALT_NAME, -1, Der.sequence(Der.text(0x82, HOST)));

    static final byte[] ROOT = root(ROOT_KEY).signed(ROOT_KEY);
    static final byte[] INTER = inter(INTER_KEY).signed(ROOT_KEY);

    private CorpusPki() {
    }

    static byte[] dn(String commonName) {
        return Der.name("2.5.4.6", Der.text(0x13, "XX"), "2.5.4.10", Der.utf8("Corpus"), "2.5.4.3",
                Der.utf8(commonName));
    }

    static CertSpec root(CorpusKey key) {
        return new CertSpec(ROOT_DN, ROOT_DN, key.spki()).with(CA_TRUE, CERT_SIGN);
    }

    static CertSpec inter(CorpusKey key) {
        return new CertSpec(ROOT_DN, INTER_DN, key.spki()).with(CA_TRUE, CERT_SIGN);
    }

    /** With nothing but a subject. */
    static CertSpec bareLeaf() {
        return new CertSpec(INTER_DN, LEAF_DN, LEAF_KEY.spki());
    }

    static CertSpec leaf() {
        return bareLeaf().with(CertSpec.extension(KEY_USAGE, 0xFF, Der.bits(5, Bytes.of(0xA0))), SAN_HOST);
    }

    /** Name, time and anchor. */
    static BatchCase frame(BatchCase c) {
        return c.sni(HOST).time(NOW).ca(ROOT);
    }

    /** A case about the leaf, which the usual CA signs. */
    static void leafCase(CaseSink sink, String label, CertSpec leaf) {
        sink.add(label, c -> frame(c).cert(leaf.signed(INTER_KEY)).cert(INTER));
    }

    /** A case about the CA in the middle, which the usual root signs; its key is {@link #INTER_KEY} or it says 52. */
    static void interCase(CaseSink sink, String label, CertSpec inter) {
        sink.add(label, c -> frame(c).cert(leaf().signed(INTER_KEY)).cert(inter.signed(ROOT_KEY)));
    }
}
