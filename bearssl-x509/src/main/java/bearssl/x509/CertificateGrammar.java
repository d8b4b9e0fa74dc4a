package bearssl.x509;

/**
 * The structures of RFC 5280 as grammars of {@link DerWalker}, and the actions in them.
 *
 * <p>Source: RFC 5280, section 4.1, and 4.2 for the extensions; RFC 5480, RFC 3279 for keys (see {@link SpkiDecoder}).
 */
final class CertificateGrammar {
    // Gathered. Not 0x28 and 0x29: those are the parentheses.
    static final char VERSION = 0x01;
    static final char SERIAL = 0x02;
    static final char INNER_ALGORITHM = 0x03;
    static final char NOT_BEFORE = 0x04;
    static final char NOT_AFTER = 0x05;
    static final char PARAMETER = 0x06;
    static final char EXTENSION_ID = 0x07;
    static final char CRITICAL = 0x08;
    static final char CA = 0x09;
    static final char PATH_LEN = 0x0A;
    static final char KEY_USAGE = 0x0B;
    static final char ATTRIBUTE_TYPE = 0x0C;
    static final char ATTRIBUTE = 0x0D;
    static final char OTHER_VALUE = 0x0E;
    static final char NAME = 0x0F;
    static final char OTHER_NAME = 0x10;
    static final char QUALIFIER = 0x11;
    static final char PURPOSE = 0x12;
    static final char KEY_ID = 0x13;
    static final char AUTHORITY_NAME = 0x14;
    static final char BASE = 0x15;
    static final char DISTANCE = 0x16;
    static final char OUTER_ALGORITHM = 0x17;
    static final char FOREIGN = 0x18;

    // In pieces, or with children.
    static final char TBS = 0x40;
    static final char ISSUER = 0x41;
    static final char SUBJECT = 0x42;
    static final char UNIQUE_ID = 0x43;
    static final char EXTENSION = 0x44;
    static final char EXTENSION_VALUE = 0x45;
    static final char SIGNATURE = 0x46;
    static final char RDN = 0x47;
    static final char CONSTRAINTS = 0x48;
    static final char PERMITTED = 0x49;
    static final char EXCLUDED = 0x4A;
    static final char INNER = 0x4B;
    static final char OUTER = 0x4C;
    static final char BASIC = 0x4D;
    static final char EXTENSIONS = 0x4E;

    // With all that is in them.
    static final char SPKI = 0x60;
    static final char ANYTHING = 0x61;

    private static final char SEQUENCE = DerTokenizer.SEQUENCE;
    private static final char SET = DerTokenizer.SET;
    private static final char BOOLEAN = DerTokenizer.BOOLEAN;
    private static final char INTEGER = DerTokenizer.INTEGER;
    private static final char BIT_STRING = DerTokenizer.BIT_STRING;
    private static final char OCTET_STRING = DerTokenizer.OCTET_STRING;
    private static final char OID = DerTokenizer.OID;
    private static final char CONTEXT_0 = 0xA0; // constructed
    private static final char CONTEXT_1 = 0xA1;
    private static final char CONTEXT_3 = 0xA3;
    private static final char PRIMITIVE_0 = 0x80;
    private static final char PRIMITIVE_1 = 0x81;
    private static final char PRIMITIVE_2 = 0x82;
    private static final char PRIMITIVE_6 = 0x86;
    private static final char NEVER = 0x100; // no tag: what stands there is BR_ERR_X509_UNEXPECTED, not EXTRA_ELEMENT
    private static final char NONE = DerWalker.NONE;

    /** A certificate. The walk stops where an extension's value opens: the handler enters its grammar. */
    static final String CERTIFICATE;
    /** Name, from within its SEQUENCE. */
    static final String RDN_SEQUENCE;
    static final String BASIC_CONSTRAINTS;
    /** As far as BearSSL looks into it when it makes an anchor of a certificate. */
    static final String CA_FLAG;
    static final String KEY_USAGES;
    static final String ALTERNATIVE_NAMES;
    static final String POLICIES;
    static final String PURPOSES;
    static final String AUTHORITY_KEY_ID;
    static final String SUBJECT_KEY_ID;
    static final String INFORMATION_ACCESS;
    static final String NAME_CONSTRAINTS;
    /** Any one element, constructed: DER as far as tags and lengths go. */
    static final String WELL_FORMED;

    static { // not as constants: docs/ARCHITECTURE.md, "No literal in a method"
        CERTIFICATE = "" + SEQUENCE + NONE + "("
                + SEQUENCE + TBS + "("
                + "?" + CONTEXT_0 + NONE + "(" + INTEGER + VERSION + ")"
                + INTEGER + SERIAL
                + SEQUENCE + INNER + "(" + OID + INNER_ALGORITHM + "*" + "." + PARAMETER + ")"
                + SEQUENCE + ISSUER
                + SEQUENCE + NONE + "(" + "." + NOT_BEFORE + "." + NOT_AFTER + ")"
                + SEQUENCE + SUBJECT
                + SEQUENCE + SPKI
                + "~" + PRIMITIVE_1 + UNIQUE_ID
                + "~" + PRIMITIVE_2 + UNIQUE_ID
                + "?" + CONTEXT_3 + NONE + "("
                + SEQUENCE + EXTENSIONS + "("
                + "*" + SEQUENCE + EXTENSION + "("
                + OID + EXTENSION_ID + "?" + BOOLEAN + CRITICAL + OCTET_STRING + EXTENSION_VALUE
                + ")" + ")" + ")" + ")"
                + SEQUENCE + OUTER + "(" + OID + OUTER_ALGORITHM + "*" + "." + PARAMETER + ")"
                + BIT_STRING + SIGNATURE
                + ")";
        RDN_SEQUENCE = "" + "*" + SET + RDN + "("
                + "*" + SEQUENCE + NONE + "(" + OID + ATTRIBUTE_TYPE + "." + ATTRIBUTE + ")" + ")";
        BASIC_CONSTRAINTS = "" + SEQUENCE + BASIC + "(" + "?" + "." + CA + "?" + INTEGER + PATH_LEN + "?" + NEVER + NONE
                + ")";
        CA_FLAG = "" + SEQUENCE + NONE + "(" + "?" + "." + CA + "*" + "." + NONE + ")";
        KEY_USAGES = "" + BIT_STRING + KEY_USAGE;
        ALTERNATIVE_NAMES = "" + SEQUENCE + NONE + "("
                + "*" + CONTEXT_0 + FOREIGN + "(" + OID + NONE + CONTEXT_0 + NONE + "(" + "." + OTHER_VALUE + ")" + ")"
                + "*" + PRIMITIVE_1 + NAME
                + "*" + PRIMITIVE_2 + NAME
                + "*" + PRIMITIVE_6 + NAME
                + "*" + "." + OTHER_NAME
                + ")";
        POLICIES = "" + SEQUENCE + NONE + "("
                + "*" + SEQUENCE + NONE + "(" + OID + NONE
                + "?" + SEQUENCE + NONE + "(" + "*" + SEQUENCE + NONE + "(" + OID + QUALIFIER + "*" + "." + NONE
                + ")" + ")" + ")" + ")";
        PURPOSES = "" + SEQUENCE + NONE + "(" + OID + PURPOSE + "*" + OID + PURPOSE + ")";
        AUTHORITY_KEY_ID = "" + SEQUENCE + NONE + "(" + "?" + PRIMITIVE_0 + KEY_ID
                + "?" + CONTEXT_1 + AUTHORITY_NAME + "?" + PRIMITIVE_2 + AUTHORITY_NAME + ")";
        SUBJECT_KEY_ID = "" + OCTET_STRING + KEY_ID;
        INFORMATION_ACCESS = "" + SEQUENCE + NONE + "("
                + SEQUENCE + NONE + "(" + OID + NONE + "." + NONE + ")"
                + "*" + SEQUENCE + NONE + "(" + OID + NONE + "." + NONE + ")" + ")";
        NAME_CONSTRAINTS = "" + SEQUENCE + CONSTRAINTS + "("
                + "?" + CONTEXT_0 + PERMITTED + "("
                + "*" + SEQUENCE + NONE + "(" + "." + BASE + "*" + "." + DISTANCE + ")" + ")"
                + "?" + CONTEXT_1 + EXCLUDED + "("
                + "*" + SEQUENCE + NONE + "(" + "." + BASE + "*" + "." + DISTANCE + ")" + ")" + ")";
        WELL_FORMED = "" + "." + ANYTHING;
    }

    private CertificateGrammar() {
    }
}
