package bearssl.x509;

import bearssl.tls.BrErr;
import bearssl.tls.X509Engine;

/**
 * Reads the extensions of a certificate: what they say of its use is judged here, names go to {@link CertificateNames}.
 *
 * <p>BearSSL knows basicConstraints, keyUsage, subjectAltName and critical certificatePolicies, passes over eight
 * others even if they are critical, and refuses any other critical one. {@link X509Rules} add to that.
 * Source: RFC 5280, section 4.2.
 */
final class ExtensionDecoder {
    // The last byte of 2.5.29.n, or 0x80 and that of 1.3.6.1.5.5.7.1.n
    private static final int SUBJECT_DIRECTORY_ATTRIBUTES = 9;
    private static final int SUBJECT_KEY_ID = 14;
    private static final int KEY_USAGE = 15;
    private static final int SUBJECT_ALT_NAME = 17;
    private static final int ISSUER_ALT_NAME = 18;
    private static final int BASIC_CONSTRAINTS = 19;
    private static final int NAME_CONSTRAINTS = 30;
    private static final int CRL_DISTRIBUTION_POINTS = 31;
    private static final int CERTIFICATE_POLICIES = 32;
    private static final int AUTHORITY_KEY_ID = 35;
    private static final int POLICY_CONSTRAINTS = 36;
    private static final int EXT_KEY_USAGE = 37;
    private static final int FRESHEST_CRL = 46;
    private static final int AUTHORITY_INFO_ACCESS = 0x81;
    private static final int SUBJECT_INFO_ACCESS = 0x8B;

    // keyUsage (RFC 5280, 4.2.1.3), in its first byte
    private static final int SIGN = 0xC0; // digitalSignature, nonRepudiation
    private static final int KEYX = 0x38; // keyEncipherment, dataEncipherment, keyAgreement
    private static final int CERT_SIGN = 0x04;

    private static final int ANY_PURPOSE = 2; // in Oids.PURPOSES
    private static final int MAX_EXTENSIONS = 16;
    private static final int KEY_ID_LEN = 20; // of it, that much is compared

    final CertificateNames names;
    /** Whether the subject is empty. */
    boolean isNameless;
    /** CAs below this certificate, for its path length. */
    int below;
    /** cA of basicConstraints. */
    boolean isCa;

    private final int rules;
    private final DerTokenizer der;
    private final DerWalker walker;
    private final int[] seen = new int[MAX_EXTENSIONS]; // hashes of the identifiers so far
    private final byte[] keyId; // subjectKeyIdentifier, null without WEB

    private int role;
    private int count;
    private int id;
    private boolean critical;
    private int usage; // first byte of keyUsage, all bits without that extension
    private boolean hasUsage;
    private boolean hasPurpose;
    private boolean mayServe; // extKeyUsage allows TLS servers
    private boolean hasKeyId;
    private boolean hasAuthorityId;
    private boolean isBasicCritical;

    ExtensionDecoder(int rules, DerTokenizer der, DerWalker walker, CertificateNames names) {
        this.rules = rules;
        this.der = der;
        this.walker = walker;
        this.names = names;
        keyId = has(X509Rules.WEB) ? new byte[KEY_ID_LEN] : null;
    }

    private boolean has(int rule) {
        return (rules & rule) != 0;
    }

    void startCertificate(int newRole) {
        role = newRole;
        count = 0;
        isCa = false;
        usage = 0xFF;
        hasUsage = false;
        hasPurpose = false;
        mayServe = false;
        hasKeyId = false;
        hasAuthorityId = false;
        isBasicCritical = true;
    }

    // CAs that may come below, or minus a code.
    private int pathLen(int max) {
        if (max < 0 && max != DerWalker.HUGE) {
            return max;
        }
        if (role == CertificateDecoder.ISSUER && max < below) {
            return -BrErr.BR_ERR_X509_NOT_CA;
        }
        return has(X509Rules.FORM) && !isCa ? -BrErr.BR_ERR_X509_INVALID_VALUE : 0;
    }

    /** What the leaf's key may be used for. @return a sum of {@code X509Engine.USAGE_} constants */
    int usages() {
        return ((usage & KEYX) != 0 ? X509Engine.USAGE_KEYX : 0)
                | ((usage & SIGN) != 0 ? X509Engine.USAGE_SIGN : 0);
    }

    // ---- events, from CertificateDecoder

    int stream(int action, int event) {
        switch (action) {
            case CertificateGrammar.EXTENSION:
                critical &= event != DerTokenizer.TAG;
                return 0;
            case CertificateGrammar.EXTENSION_VALUE:
                return event == DerTokenizer.OPEN ? open() : 0;
            case CertificateGrammar.BASIC:
                isCa &= event != DerTokenizer.OPEN; // each of them has to say so
                return event == DerTokenizer.CLOSE && role == CertificateDecoder.ISSUER && !isCa
                        ? -BrErr.BR_ERR_X509_NOT_CA : 0;
            case CertificateGrammar.CONSTRAINTS:
                return constraints(event);
            case CertificateGrammar.PERMITTED:
            case CertificateGrammar.EXCLUDED:
                if (event == DerTokenizer.OPEN && names.constraints != null) {
                    names.constraints.startSubtrees(action == CertificateGrammar.EXCLUDED);
                    // RFC 5280, 4.2.1.10: "GeneralSubtrees ::= SEQUENCE SIZE (1..MAX) OF GeneralSubtree"
                    return der.length() == 0 ? -BrErr.BR_ERR_X509_INVALID_VALUE : 0;
                }
                return 0;
            default:
                return 0; // an extension that only has to be well-formed
        }
    }

    /** An event of NameConstraints, of a CA in the chain or of an anchor. */
    int constraints(int event) {
        if (names.constraints == null || event == DerTokenizer.TAG) {
            return 0;
        }
        if (event == DerTokenizer.OPEN) {
            names.constraints.startConstraints();
            return 0;
        }
        return names.constraints.end();
    }

    int anyTag(int action, int tag) {
        switch (action) {
            case CertificateGrammar.CA:
                if ((tag & ~DerTokenizer.CONSTRUCTED) == DerTokenizer.BOOLEAN) {
                    return der.expect(DerTokenizer.BOOLEAN);
                }
                if (isLenientAnchor()) {
                    der.skipRest(); // of the SEQUENCE
                    return 0;
                }
                return role == CertificateDecoder.LEAF ? -BrErr.BR_ERR_X509_UNEXPECTED : -BrErr.BR_ERR_X509_NOT_CA;
            case CertificateGrammar.OTHER_VALUE:
                if (DirectoryString.isString(tag & ~DerTokenizer.CONSTRUCTED)) {
                    return der.expect(tag & ~DerTokenizer.CONSTRUCTED);
                }
                walker.skip();
                return 0;
            case CertificateGrammar.OTHER_NAME:
                return otherName(tag);
            case CertificateGrammar.DISTANCE:
                // RFC 5280, 4.2.1.10: "the minimum MUST be zero, and maximum MUST be absent."
                return -BrErr.BR_ERR_X509_INVALID_VALUE;
            default:
                return 0;
        }
    }

    // RFC 5280, 4.2.1.6, GeneralName: of the forms that the grammar does not name, 3 to 5 are constructed, 7 and 8 not.
    private int otherName(int tag) {
        if (has(X509Rules.FORM) && tag != 0x87 && tag != 0x88 && (tag < 0xA3 || tag > 0xA5)) {
            return -BrErr.BR_ERR_X509_UNEXPECTED;
        }
        boolean keeps = names.constraints != null;
        boolean isKept = tag == 0x80 + NameConstraints.IP ? keeps || has(X509Rules.NAMES)
                : keeps && tag == 0xA0 + NameConstraints.DIRECTORY;
        if (!isKept) {
            walker.skip();
        }
        return 0;
    }

    // Contents are in walker.pad.
    int gathered(int action) {
        byte[] pad = walker.pad;
        int len = walker.padLen();
        int tag = der.tag();
        switch (action) {
            case CertificateGrammar.EXTENSION_ID:
                return identified(pad, len);
            case CertificateGrammar.CRITICAL:
                critical = pad[0] != 0;
                return bool(pad, len);
            case CertificateGrammar.CA:
                if (tag != DerTokenizer.BOOLEAN) {
                    return 0;
                }
                isCa = pad[0] != 0;
                if (isLenientAnchor()) {
                    der.skipRest();
                }
                return isCa || len != 1 || role != CertificateDecoder.ISSUER ? bool(pad, len) : -BrErr.BR_ERR_X509_NOT_CA;
            case CertificateGrammar.PATH_LEN:
                return pathLen(walker.integer());
            case CertificateGrammar.KEY_USAGE:
                return keyUsage(pad, len);
            case CertificateGrammar.NAME:
            case CertificateGrammar.OTHER_NAME:
                return names.add(tag, pad, len);
            case CertificateGrammar.FOREIGN:
                names.addOther();
                return 0;
            case CertificateGrammar.OTHER_VALUE:
                return DirectoryString.isString(tag) && DirectoryString.toBytes(tag, pad, len) < -1
                        ? -BrErr.BR_ERR_X509_INNER_TRUNC : 0;
            case CertificateGrammar.QUALIFIER:
                if (!has(X509Rules.FORM)) {
                    der.skipRest();
                }
                return Oids.find(Oids.CPS, pad, 0, len) == 0 && critical ? -BrErr.BR_ERR_X509_CRITICAL_EXTENSION : 0;
            case CertificateGrammar.PURPOSE:
                return purpose(Oids.find(Oids.PURPOSES, pad, 0, len));
            case CertificateGrammar.KEY_ID:
                return keyId(pad, len);
            case CertificateGrammar.AUTHORITY_NAME:
                return role == CertificateDecoder.ANCHOR && has(X509Rules.WEB) ? -BrErr.BR_ERR_X509_INVALID_VALUE : 0;
            default:
                return names.constraints == null ? 0 : names.constraints.base(tag, pad, len);
        }
    }

    private int bool(byte[] pad, int len) {
        // X.690, 11.1: "all eight bits shall be one if the boolean value is TRUE"
        return len != 1 || has(X509Rules.FORM) && pad[0] != 0 && pad[0] != -1 ? -BrErr.BR_ERR_X509_BAD_BOOLEAN : 0;
    }

    // RFC 5280, 4.2: "A certificate MUST NOT include more than one instance of a particular extension."
    private int identified(byte[] pad, int len) {
        id = Oids.extension(pad, len);
        if (!has(X509Rules.FORM)) {
            return 0;
        }
        if (count == MAX_EXTENSIONS) {
            return -BrErr.BR_ERR_X509_LIMIT_EXCEEDED;
        }
        // FNV-1a: two different ones that collide among 16 have to be looked for.
        int hash = 0x811C9DC5;
        for (int i = 0; i < len && i < DerWalker.PAD_LEN; i++) {
            hash = (hash ^ pad[i] & 0xFF) * 0x01000193;
        }
        for (int i = 0; i < count; i++) {
            if (seen[i] == hash) {
                return -BrErr.BR_ERR_X509_INVALID_VALUE;
            }
        }
        seen[count++] = hash;
        return 0;
    }

    // BearSSL reads no more than the CA flag then.
    private boolean isLenientAnchor() {
        return role == CertificateDecoder.ANCHOR && !has(X509Rules.FORM);
    }

    // ---- values

    // The value opens: is it read, passed over, or too much?
    private int open() {
        boolean form = has(X509Rules.FORM);
        if (isLenientAnchor()) {
            boolean isKept = id == NAME_CONSTRAINTS && has(X509Rules.CONSTRAINTS);
            return id == BASIC_CONSTRAINTS ? enter(CertificateGrammar.CA_FLAG) : isKept ? 0 : pass();
        }
        switch (id) {
            case BASIC_CONSTRAINTS:
                isBasicCritical = critical;
                return role == CertificateDecoder.ISSUER || has(X509Rules.FORM | X509Rules.CA_LEAF)
                        ? enter(CertificateGrammar.BASIC_CONSTRAINTS) : pass();
            case KEY_USAGE:
                return enter(CertificateGrammar.KEY_USAGES);
            case SUBJECT_ALT_NAME:
                return alternativeNames();
            case CERTIFICATE_POLICIES:
                return critical || form ? enter(CertificateGrammar.POLICIES) : pass();
            case AUTHORITY_KEY_ID:
                return informative(CertificateGrammar.AUTHORITY_KEY_ID);
            case SUBJECT_KEY_ID:
                return informative(CertificateGrammar.SUBJECT_KEY_ID);
            case AUTHORITY_INFO_ACCESS:
            case SUBJECT_INFO_ACCESS:
                return informative(CertificateGrammar.INFORMATION_ACCESS);
            case FRESHEST_CRL:
            case SUBJECT_DIRECTORY_ATTRIBUTES:
                return informative(CertificateGrammar.WELL_FORMED);
            case ISSUER_ALT_NAME:
            case CRL_DISTRIBUTION_POINTS:
                return form ? enter(CertificateGrammar.WELL_FORMED) : pass();
            case EXT_KEY_USAGE:
                return has(X509Rules.PURPOSE) ? purposes() : unknown();
            case NAME_CONSTRAINTS:
                return has(X509Rules.CONSTRAINTS) ? nameConstraints() : unknown();
            case POLICY_CONSTRAINTS:
                // RFC 5280, 4.2.1.11: "Conforming CAs MUST mark this extension as critical."
                return has(X509Rules.WEB) && !critical ? -BrErr.BR_ERR_X509_INVALID_VALUE : unknown();
            default:
                return unknown();
        }
    }

    private int enter(String grammar) {
        walker.enter(grammar);
        return 0;
    }

    private int pass() {
        der.skipRest();
        return 0;
    }

    private int unknown() {
        return critical ? -BrErr.BR_ERR_X509_CRITICAL_EXTENSION : pass();
    }

    // RFC 5280, 4.2.1.1, 4.2.1.2, 4.2.1.8, 4.2.1.15, 4.2.2: "MUST mark this extension as non-critical"
    private int informative(String grammar) {
        if (critical && has(X509Rules.WEB)) {
            return -BrErr.BR_ERR_X509_CRITICAL_EXTENSION;
        }
        return has(X509Rules.FORM) ? enter(grammar) : pass();
    }

    private int keyUsage(byte[] pad, int len) {
        if (len == 0) {
            return -BrErr.BR_ERR_X509_INNER_TRUNC;
        }
        int unused = pad[0] & 0xFF;
        if (unused > 7) {
            return -BrErr.BR_ERR_X509_UNEXPECTED;
        }
        if (len == 1) {
            return -BrErr.BR_ERR_X509_FORBIDDEN_KEY_USAGE;
        }
        usage = len == 2 ? (pad[1] & 0xFF) >> unused << unused : pad[1] & 0xFF;
        hasUsage = true;
        return role == CertificateDecoder.ISSUER && (usage & CERT_SIGN) == 0 ? -BrErr.BR_ERR_X509_FORBIDDEN_KEY_USAGE : 0;
    }

    private int alternativeNames() {
        if (role == CertificateDecoder.LEAF) {
            names.startAlternatives();
            // RFC 5280, 4.2.1.6: critical if the subject is empty; if it is not, "SHOULD mark ... as non-critical"
            if (has(X509Rules.WEB) && critical != isNameless) {
                return -BrErr.BR_ERR_X509_INVALID_VALUE;
            }
        } else if (names.constraints == null || role == CertificateDecoder.ANCHOR) {
            return pass();
        }
        return enter(CertificateGrammar.ALTERNATIVE_NAMES);
    }

    private int purposes() {
        // CA/Browser Forum, 7.1.2.1.2: extKeyUsage of a root "MUST NOT" be present
        if (role == CertificateDecoder.ANCHOR) {
            return has(X509Rules.WEB) ? -BrErr.BR_ERR_X509_INVALID_VALUE : pass();
        }
        hasPurpose = true;
        return enter(CertificateGrammar.PURPOSES);
    }

    // RFC 5280, 4.2.1.12; CA/Browser Forum, 7.1.2.7.10: anyExtendedKeyUsage "MUST NOT" be in a server's certificate.
    private int purpose(int number) {
        mayServe |= number != 0;
        return number == ANY_PURPOSE && has(X509Rules.WEB) && role == CertificateDecoder.LEAF
                ? -BrErr.BR_ERR_X509_FORBIDDEN_KEY_USAGE : 0;
    }

    private int nameConstraints() {
        switch (role) {
            case CertificateDecoder.LEAF:
                // RFC 5280, 4.2.1.10: "MUST be used only in a CA certificate"
                return -BrErr.BR_ERR_X509_CRITICAL_EXTENSION;
            case CertificateDecoder.ISSUER:
                return enter(CertificateGrammar.NAME_CONSTRAINTS);
            default:
                return 0; // the bytes go into the anchor
        }
    }

    /** Whether the value at hand is an anchor's name constraints. */
    boolean isAnchorConstraints() {
        return role == CertificateDecoder.ANCHOR && id == NAME_CONSTRAINTS;
    }

    // Of the subject; or of the issuer, within authorityKeyIdentifier.
    private int keyId(byte[] pad, int len) {
        if (id == AUTHORITY_KEY_ID) {
            hasAuthorityId = true;
        } else {
            hasKeyId = true;
        }
        if (keyId == null || role != CertificateDecoder.ANCHOR) {
            return 0;
        }
        // In a root both are its own.
        int n = len < KEY_ID_LEN ? len : KEY_ID_LEN;
        int diff = 0;
        for (int i = 0; i < n; i++) {
            diff |= keyId[i] ^ pad[i];
            keyId[i] = pad[i];
        }
        return hasKeyId && hasAuthorityId && diff != 0 ? -BrErr.BR_ERR_X509_INVALID_VALUE : 0;
    }

    // ---- the whole

    /** The TBSCertificate has ended. @return 0 or minus a code */
    int end() {
        boolean idle = role == CertificateDecoder.ANCHOR && isCa && (usage & CERT_SIGN) == 0;
        if (hasPurpose && !mayServe || idle) {
            return -BrErr.BR_ERR_X509_FORBIDDEN_KEY_USAGE;
        }
        if (role == CertificateDecoder.LEAF && isCa && has(X509Rules.CA_LEAF) && usages() != 0) {
            return -BrErr.BR_ERR_X509_FORBIDDEN_KEY_USAGE;
        }
        if (!has(X509Rules.WEB)) {
            return 0;
        }
        // RFC 5280, 4.2.1.9: "If the cA boolean is not asserted, then the keyCertSign bit ... MUST NOT be asserted."
        if (!isCa && hasUsage && (usage & CERT_SIGN) != 0) {
            return -BrErr.BR_ERR_X509_FORBIDDEN_KEY_USAGE;
        }
        // RFC 5280, 4.2.1.9: critical in CAs; 4.2.1.1, 4.2.1.2: key identifiers.
        boolean lacksId = role != CertificateDecoder.ANCHOR && !hasAuthorityId || role != CertificateDecoder.LEAF && !hasKeyId;
        if (isCa && !isBasicCritical || lacksId) {
            return -BrErr.BR_ERR_X509_INVALID_VALUE;
        }
        return role == CertificateDecoder.LEAF && !isCa ? names.end() : 0;
    }
}
