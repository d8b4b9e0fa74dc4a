package bearssl.x509;

import bearssl.testing.Bytes;
import java.util.Arrays;

/**
 * The chain that the cases of docs/X509.md start from, which everybody accepts: leaf, one CA, and the root's
 * certificate as anchor, with all that the public web asks for.
 */
final class TablePki {
    static final String HOST = "host.test.example";

    static final String SUBJECT_KEY_ID = "2.5.29.14";
    static final String KEY_USAGE = "2.5.29.15";
    static final String SUBJECT_ALT_NAME = "2.5.29.17";
    static final String BASIC_CONSTRAINTS = "2.5.29.19";
    static final String NAME_CONSTRAINTS = "2.5.29.30";
    static final String POLICIES = "2.5.29.32";
    static final String AUTHORITY_KEY_ID = "2.5.29.35";
    static final String POLICY_CONSTRAINTS = "2.5.29.36";
    static final String EXT_KEY_USAGE = "2.5.29.37";
    static final String INFORMATION_ACCESS = "1.3.6.1.5.5.7.1.1";
    static final String SERVER_AUTH = "1.3.6.1.5.5.7.3.1";
    static final String CLIENT_AUTH = "1.3.6.1.5.5.7.3.2";
    static final String ANY_PURPOSE = "2.5.29.37.0";

    static final int CRITICAL = 0xFF;
    static final int NOT_CRITICAL = -1;

    static final CorpusKey ROOT_KEY = CorpusKey.ec(23, "table root");
    static final CorpusKey INTER_KEY = CorpusKey.ec(23, "table ca");
    static final CorpusKey LEAF_KEY = CorpusKey.ec(23, "table leaf");

    static final byte[] ROOT_DN = dn("Table Root");
    static final byte[] INTER_DN = dn("Table CA");
    static final byte[] LEAF_DN = dn(HOST);

    static final byte[] CA_BASICS = basics(Der.bool(0xFF));
    static final byte[] CA_USAGE = CertSpec.extension(KEY_USAGE, CRITICAL, Der.bits(1, Bytes.of(0x06)));

    static final byte[] HOST_NAME = names(dns(HOST));
    static final byte[] ROOT = root().signed(ROOT_KEY);
    static final byte[] INTER = inter().signed(ROOT_KEY);

    private TablePki() {
    }

    static byte[] dn(String commonName) {
        return Der.name("2.5.4.6", Der.text(0x13, "XX"), "2.5.4.10", Der.utf8("Table"), "2.5.4.3",
                Der.utf8(commonName));
    }

    static byte[] basics(byte[]... content) {
        return CertSpec.extension(BASIC_CONSTRAINTS, CRITICAL, Der.sequence(content));
    }

    static byte[] names(byte[]... generalNames) {
        return CertSpec.extension(SUBJECT_ALT_NAME, NOT_CRITICAL, Der.sequence(generalNames));
    }

    static byte[] dns(String name) {
        return Der.text(0x82, name);
    }

    static byte[] address(int... bytes) {
        return Der.tlv(0x87, Bytes.of(bytes));
    }

    static byte[] purposes(int critical, String... oids) {
        byte[] list = new byte[0];
        for (String oid : oids) {
            list = Bytes.join(list, Der.oid(oid));
        }
        return CertSpec.extension(EXT_KEY_USAGE, critical, Der.sequence(list));
    }

    /** Name constraints with one subtree. @param kind 0 permitted, 1 excluded */
    static byte[] constraint(int critical, int kind, byte[] generalName) {
        return CertSpec.extension(NAME_CONSTRAINTS, critical,
                Der.sequence(Der.explicit(kind, Der.sequence(generalName))));
    }

    static byte[] keyId(CorpusKey key) {
        return CorpusKey.digest(CorpusKey.SHA1, key.spki());
    }

    static byte[] subjectKeyId(CorpusKey key) {
        return CertSpec.extension(SUBJECT_KEY_ID, NOT_CRITICAL, Der.octets(keyId(key)));
    }

    static byte[] authorityKeyId(CorpusKey key, byte[]... more) {
        return CertSpec.extension(AUTHORITY_KEY_ID, NOT_CRITICAL,
                Der.sequence(Der.tlv(0x80, keyId(key)), Bytes.join(more)));
    }

    static CertSpec root() {
        return root(ROOT_KEY);
    }

    static CertSpec root(CorpusKey key) {
        return new CertSpec(ROOT_DN, ROOT_DN, key.spki()).with(CA_BASICS, CA_USAGE, subjectKeyId(key));
    }

    static CertSpec inter() {
        return ca(ROOT_DN, ROOT_KEY, INTER_DN, INTER_KEY);
    }

    static CertSpec ca(byte[] issuer, CorpusKey issuerKey, byte[] subject, CorpusKey key) {
        return new CertSpec(issuer, subject, key.spki()).with(CA_BASICS, CA_USAGE, subjectKeyId(key),
                authorityKeyId(issuerKey));
    }

    static CertSpec leaf() {
        return leaf(HOST_NAME);
    }

    static CertSpec leaf(byte[] alternativeNames) {
        return leaf(INTER_DN, INTER_KEY, alternativeNames);
    }

    static CertSpec leaf(byte[] issuer, CorpusKey issuerKey, byte[] alternativeNames) {
        return new CertSpec(issuer, LEAF_DN, LEAF_KEY.spki()).with(usage(0x80), purposes(NOT_CRITICAL, SERVER_AUTH),
                authorityKeyId(issuerKey), alternativeNames);
    }

    /** keyUsage of one byte. */
    static byte[] usage(int bits) {
        return CertSpec.extension(KEY_USAGE, CRITICAL, Der.bits(Integer.numberOfTrailingZeros(bits), Bytes.of(bits)));
    }

    /** The same without an extension. */
    static CertSpec without(CertSpec spec, String oid) {
        byte[] id = Der.oid(oid);
        spec.extensions.removeIf(e -> startsWith(e, 2, id) || startsWith(e, 3, id));
        return spec;
    }

    /** The same with another value of an extension. */
    static CertSpec replace(CertSpec spec, String oid, byte[] extension) {
        return without(spec, oid).with(extension);
    }

    static CertSpec with(CertSpec spec, byte[] key) {
        spec.spki = key;
        return spec;
    }

    private static boolean startsWith(byte[] b, int off, byte[] start) {
        return b.length >= off + start.length && Arrays.equals(b, off, off + start.length, start, 0, start.length);
    }
}
