package bearssl.x509;

import bearssl.tls.BrErr;

/**
 * What the names in a chain say: whether the leaf is for the expected server, and, with
 * {@link X509Rules#CONSTRAINTS}, which names the constraints of issuers are for.
 */
final class CertificateNames {
    private static final int MAX_COMMON_NAME_LEN = 64; // RFC 5280, appendix A.1: ub-common-name

    final HostName host = new HostName();
    /** Null without that rule. */
    final NameConstraints constraints;

    private final int rules;
    private final byte[] commonName; // of the leaf, to be found again among its other names; null without WEB

    private boolean isLeaf;
    private boolean found;
    private int commonNameLen; // 0 once found again, or if there is none
    private boolean hasVariant; // found again, but for case

    CertificateNames(int rules, int room) {
        this.rules = rules;
        constraints = (rules & X509Rules.CONSTRAINTS) == 0 ? null : new NameConstraints(room);
        commonName = (rules & X509Rules.WEB) == 0 ? null : new byte[MAX_COMMON_NAME_LEN];
    }

    void startChain(String serverName) {
        host.start(serverName, (rules & X509Rules.NAMES) != 0, (rules & X509Rules.WEB) != 0);
        found = false;
        commonNameLen = 0;
        hasVariant = false;
        if (constraints != null) {
            constraints.startChain();
        }
    }

    void startCertificate(boolean leaf) {
        isLeaf = leaf;
        if (constraints != null) {
            constraints.startCertificate();
        }
    }

    /** Takes in a common name of the leaf. @return 0 or minus a code */
    int commonName(byte[] b, int len) {
        boolean counts = (rules & X509Rules.NAMES) == 0 || (rules & X509Rules.COMMON_NAME) != 0;
        int from = mark(b, len);
        if (counts && host.matches(b, from, len - from)) {
            found = true;
            keep(NameConstraints.DNS, b, len);
        }
        if (commonName != null) {
            if (len > MAX_COMMON_NAME_LEN) {
                return -BrErr.BR_ERR_X509_INVALID_VALUE;
            }
            System.arraycopy(b, 0, commonName, 0, len);
            commonNameLen = len;
        }
        return 0;
    }

    // BearSSL passes over byte order marks at the start of a name.
    private int mark(byte[] b, int len) {
        int i = 0;
        while ((rules & X509Rules.NAMES) == 0 && len - i >= 3
                && b[i] == (byte) 0xEF && b[i + 1] == (byte) 0xBB && b[i + 2] == (byte) 0xBF) {
            i += 3;
        }
        return i;
    }

    /** A subjectAltName starts: what the common name said does not count. */
    void startAlternatives() {
        found = false;
    }

    /** Takes in a GeneralName. @param tag its identifier byte @return 0 or minus a code */
    int add(int tag, byte[] b, int len) {
        int form = tag & 0x1F;
        boolean isDns = tag == 0x80 + NameConstraints.DNS;
        boolean isAddress = tag == 0x80 + NameConstraints.IP && (rules & X509Rules.NAMES) != 0;
        // RFC 5280, 4.2.1.6: "the octet string MUST contain exactly four octets", sixteen for IPv6
        if (isAddress && len != 4 && len != 16) {
            return -BrErr.BR_ERR_X509_INVALID_VALUE;
        }
        if (len >= DerWalker.PAD_LEN) {
            return keep(form, b, -1); // no server's
        }
        if (isDns) {
            // of CAs too, for the constraints above them
            int from = mark(b, len);
            found |= isLeaf && host.matches(b, from, len - from);
            boolean web = (rules & X509Rules.WEB) != 0;
            boolean bad = !isDnsName(b, len > 2 && b[0] == '*' && b[1] == '.' ? 2 : 0, len, !web);
            if (bad && web) {
                return -BrErr.BR_ERR_X509_INVALID_VALUE;
            }
            repeats(b, len); // only the leaf's may, and it comes first
            return keep(form, b, bad ? -1 : len);
        }
        found |= isAddress && isLeaf && host.isAddress(b, 0, len);
        return keep(form, b, len);
    }

    // A negative length: it cannot be kept.
    private int keep(int form, byte[] b, int len) {
        if (constraints == null) {
            return 0;
        }
        if (form != NameConstraints.DNS && form != NameConstraints.IP && form != NameConstraints.DIRECTORY) {
            constraints.addOther();
        } else if (len < 0) {
            constraints.addUnknown();
        } else {
            constraints.add(form, b, 0, len);
        }
        return 0;
    }

    /** Takes in a GeneralName of a form that is never a server's. */
    void addOther() {
        if (constraints != null) {
            constraints.addOther();
        }
    }

    private void repeats(byte[] b, int len) {
        if (len != commonNameLen) {
            return;
        }
        boolean exact = true;
        for (int i = 0; i < len; i++) {
            if (HostName.lower(b[i]) != HostName.lower(commonName[i])) {
                return;
            }
            exact &= b[i] == commonName[i];
        }
        hasVariant = true;
        commonNameLen = exact ? 0 : len;
    }

    /**
     * The leaf has ended. CA/Browser Forum, 7.1.4.3: a common name is a "character-for-character copy" of an
     * alternative name. Refused is one that could be taken for another: the same in other letters, or internationalised
     * and no copy. What else a private CA writes there does no harm, as it does not count.
     *
     * @return 0 or minus a code
     */
    int end() {
        for (int i = 0; i < commonNameLen; i++) {
            boolean isEncoded = i + 3 < commonNameLen && commonName[i] == 'x' && commonName[i + 1] == 'n'
                    && commonName[i + 2] == '-' && commonName[i + 3] == '-';
            if (hasVariant || isEncoded || commonName[i] < 0) {
                return -BrErr.BR_ERR_X509_INVALID_VALUE;
            }
        }
        return 0;
    }

    /** Whether the leaf is for the expected server. */
    boolean isExpected() {
        return found;
    }

    /** Whether b[from...len) is a name: RFC 5890, 2.3.1: letters, digits, hyphen, in labels of 1 to 63. */
    static boolean isDnsName(byte[] b, int from, int len, boolean underscores) {
        int label = 0;
        for (int i = from; i < len; i++) {
            int c = HostName.lower(b[i]);
            if (c == '.' && label > 0) {
                label = 0;
                continue;
            }
            boolean plain = c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' || c == '_' && underscores;
            if (!plain || ++label > 63) {
                return false;
            }
        }
        return label > 0;
    }
}
