package bearssl.x509;

/**
 * What chain validation asks for beyond BearSSL's "minimal" engine, as bits to be added. docs/X509.md has the table
 * that compares each with BearSSL, Go, OpenSSL and JSSE.
 */
public final class X509Rules {
    /** BearSSL's laxness, for comparison: none of the rules. */
    public static final int LENIENT = 0;

    /**
     * Encoding and structure: shortest lengths and integers, booleans 00 and FF, no extension twice, signature
     * algorithms inside and outside equal, extensions in version 3 only, known extensions well-formed whether critical
     * or not, an issuer name that is not empty, at most ten certificates up to the anchor.
     */
    public static final int FORM = 0x01;
    /** Serial numbers of 1 to 20 bytes that are not negative (RFC 5280, 4.1.2.2). */
    public static final int SERIAL = 0x02;
    /** Keys: points uncompressed and on their curve; RSA modulus and exponent odd, exponent from 3 to 8 bytes. */
    public static final int KEYS = 0x04;
    /** extKeyUsage, critical or not, has to allow TLS servers (serverAuth or any), in the leaf and in each CA. */
    public static final int PURPOSE = 0x08;
    /** Name constraints, critical or not, are processed for DNS names, addresses and directory names. */
    public static final int CONSTRAINTS = 0x10;
    /**
     * Names: addresses match iPAddress and nothing else, a wildcard stands for one label and not in front of a
     * top-level domain, a trailing dot of the expected name is ignored, the common name does not count.
     */
    public static final int NAMES = 0x20;
    /** The path length counts only CAs that are not self-issued (RFC 5280, 4.2.1.9): the one rule that is laxer. */
    public static final int PATH = 0x40;
    /** A CA whose key may be used for TLS is no server. */
    public static final int CA_LEAF = 0x80;
    /**
     * The profile of the public web (RFC 5280 to the letter, CA/Browser Forum): key identifiers, criticality, zero
     * serial numbers, common names that repeat an alternative name, names in LDH form, the anchors' own certificates.
     * With {@link #FORM} only.
     */
    public static final int WEB = 0x100;

    /** The common name counts where there is no subjectAltName: for old private CAs. Weakens {@link #NAMES}. */
    public static final int COMMON_NAME = 0x200;

    /** Safe, and works with private CAs: what clients should use. */
    public static final int DEFAULT = FORM | SERIAL | KEYS | PURPOSE | CONSTRAINTS | NAMES | PATH;
    /** All of them. */
    public static final int STRICT = DEFAULT | CA_LEAF | WEB;

    private X509Rules() {
    }
}
