package bearssl.x509;

import bearssl.tls.BrErr;

/**
 * The names in the certificates read so far, and whether the constraints of an issuer above them allow these
 * (RFC 5280, section 4.2.1.10). Leaf first means that names come before the constraints on them: they are kept, as far
 * as there is room. Where constraints come that would need what was not kept, the chain is refused:
 * {@link BrErr#BR_ERR_X509_LIMIT_EXCEEDED}.
 *
 * <p>DNS names, addresses and directory names are judged. A constraint on another form (mail, URI) is refused when a
 * certificate below holds a subjectAltName of a form that is not kept, {@link BrErr#BR_ERR_X509_CRITICAL_EXTENSION}.
 *
 * <p>Each name is kept as a byte of flags and its tag in GeneralName, a byte of length, and its bytes.
 */
final class NameConstraints {
    /** Tags of GeneralName: dNSName, directoryName, iPAddress. */
    static final int DNS = 2;
    static final int DIRECTORY = 4;
    static final int IP = 7;

    private static final int TAG = 0x1F;
    private static final int PERMITTED = 0x80; // flag of a name: one of the permitted subtrees holds it
    private static final int MAX_NAME_LEN = 0xFF;
    private static final int NONE = -1;

    private final byte[] names;

    private int end;
    private int mine; // names from here on are of the certificate being read: its own constraints are not for them
    private int open; // first byte of the name that is being added in pieces, NONE if there is none or it does not fit
    private boolean incomplete;
    private boolean hasOther;
    private boolean excluding;
    private int permittedForms; // bit n: the constraints at hand have a permitted subtree for tag n
    private boolean isEmpty;

    /** @param room bytes for names and their two bytes of header each */
    NameConstraints(int room) {
        names = new byte[room];
    }

    /** A chain starts. */
    void startChain() {
        end = 0;
        mine = 0;
        open = NONE;
        incomplete = false;
        hasOther = false;
    }

    /** A certificate starts: the names so far are below it. */
    void startCertificate() {
        mine = end;
    }

    /** Forgets the names of the certificate being read: it is self-issued and no leaf, or they are empty. */
    void dropMine() {
        end = mine;
    }

    // ---- names

    /** Starts a name. */
    void startName(int tag) {
        open = end + 2 <= names.length ? end : NONE;
        if (open != NONE) {
            names[end] = (byte) tag;
            end += 2;
        }
    }

    /** Adds bytes to the name that was started. */
    void append(byte[] b, int off, int len) {
        if (open == NONE) {
            return;
        }
        if (end + len > names.length || end + len - open - 2 > MAX_NAME_LEN) {
            end = open;
            open = NONE;
            return;
        }
        System.arraycopy(b, off, names, end, len);
        end += len;
    }

    /** Ends the name that was started. */
    void endName() {
        if (open == NONE) {
            incomplete = true;
        } else {
            names[open + 1] = (byte) (end - open - 2);
            open = NONE;
        }
    }

    /** Adds a name that is there whole, in front of one that is being added in pieces. */
    void add(int tag, byte[] b, int off, int len) {
        int size = 2 + len;
        if (len > MAX_NAME_LEN || end + size > names.length) {
            incomplete = true;
            return;
        }
        int at = end;
        if (open != NONE) {
            at = open;
            open += size;
        }
        System.arraycopy(names, at, names, at + size, end - at);
        names[at] = (byte) tag;
        names[at + 1] = (byte) len;
        System.arraycopy(b, off, names, at + 2, len);
        end += size;
    }

    /** Notes that a name of a form that is kept went by and was not kept. */
    void addUnknown() {
        incomplete = true;
    }

    /** Notes that a name of a form that is not kept went by. */
    void addOther() {
        hasOther = true;
    }

    // ---- constraints

    /** Constraints start. */
    void startConstraints() {
        permittedForms = 0;
        isEmpty = true;
        for (int i = 0; i < mine; i += 2 + (names[i + 1] & 0xFF)) {
            names[i] &= TAG;
        }
    }

    /** Permitted or excluded subtrees start. */
    void startSubtrees(boolean excluded) {
        excluding = excluded;
        isEmpty = false;
    }

    /** A subtree: a GeneralName. @return 0, or minus a code: a name below is excluded, or this cannot be judged */
    int base(int generalName, byte[] b, int len) {
        int tag = generalName & TAG;
        if (tag != DNS && tag != IP && tag != DIRECTORY) {
            return hasOther ? -BrErr.BR_ERR_X509_CRITICAL_EXTENSION : 0;
        }
        // An iPAddress here is an address and a mask (RFC 5280, 4.2.1.10).
        if (tag == IP && len != 8 && len != 32) {
            return -BrErr.BR_ERR_X509_INVALID_VALUE;
        }
        if (incomplete || len > MAX_NAME_LEN) {
            return -BrErr.BR_ERR_X509_LIMIT_EXCEEDED;
        }
        int dot = len > 0 && b[0] == '.' ? 1 : 0;
        if (tag == DNS && len > 0 && !CertificateNames.isDnsName(b, dot, len, true)) {
            return -BrErr.BR_ERR_X509_INVALID_VALUE; // nothing would be in it
        }
        if (!excluding) {
            permittedForms |= 1 << tag;
        }
        for (int i = 0; i < mine; i += 2 + (names[i + 1] & 0xFF)) {
            if ((names[i] & TAG) != tag || !holds(tag, b, len, i + 2, names[i + 1] & 0xFF)) {
                continue;
            }
            if (excluding) {
                return -BrErr.BR_ERR_X509_NOT_TRUSTED;
            }
            names[i] |= PERMITTED;
        }
        return 0;
    }

    /** The constraints have ended. @return 0, or minus a code: a name below is in none of the permitted subtrees */
    int end() {
        for (int i = 0; i < mine; i += 2 + (names[i + 1] & 0xFF)) {
            if ((names[i] & PERMITTED) == 0 && (permittedForms >> (names[i] & TAG) & 1) != 0) {
                return -BrErr.BR_ERR_X509_NOT_TRUSTED;
            }
        }
        return isEmpty ? -BrErr.BR_ERR_X509_INVALID_VALUE : 0;
    }

    private boolean holds(int tag, byte[] base, int baseLen, int off, int len) {
        switch (tag) {
            case DNS:
                return holdsDns(base, baseLen, off, len);
            case IP:
                return holdsAddress(base, baseLen, off, len);
            default:
                return holdsDirectory(base, baseLen, off, len);
        }
    }

    // "Any DNS name that can be constructed by simply adding zero or more labels to the left-hand side of the name
    // satisfies the name constraint." With a dot in front, one or more (as OpenSSL and Go take it).
    private boolean holdsDns(byte[] base, int baseLen, int off, int len) {
        if (baseLen <= len && endsWith(names, off + len, base, baseLen, baseLen)) {
            return baseLen == 0 || baseLen == len || base[0] == '.' || names[off + len - baseLen - 1] == '.';
        }
        // A wildcard may come to stand for what is excluded.
        boolean wildcard = len > 1 && names[off] == '*' && names[off + 1] == '.';
        if (!excluding || !wildcard || baseLen < len) {
            return false;
        }
        int label = baseLen - (len - 1); // length of the label that the asterisk would stand for
        for (int i = 0; i < label; i++) {
            if (base[i] == '.') {
                return false;
            }
        }
        return endsWith(names, off + len, base, baseLen, len - 1);
    }

    // Whether the last n bytes before a[aEnd] and b[bEnd] are equal but for case.
    private static boolean endsWith(byte[] a, int aEnd, byte[] b, int bEnd, int n) {
        for (int i = 1; i <= n; i++) {
            if (HostName.lower(a[aEnd - i]) != HostName.lower(b[bEnd - i])) {
                return false;
            }
        }
        return true;
    }

    private boolean holdsAddress(byte[] base, int baseLen, int off, int len) {
        if (baseLen != 2 * len) {
            return false;
        }
        for (int i = 0; i < len; i++) {
            if (((names[off + i] ^ base[i]) & base[len + i]) != 0) {
                return false;
            }
        }
        return true;
    }

    // A directory name holds those that start with its RDNs; both are there as SEQUENCE, the DER of their contents is
    // compared byte by byte.
    private boolean holdsDirectory(byte[] base, int baseLen, int off, int len) {
        int from = headerLen(base, 0, baseLen);
        int at = headerLen(names, off, len);
        if (baseLen - from > len - at) {
            return false;
        }
        for (int i = from; i < baseLen; i++) {
            if (base[i] != names[off + at + i - from]) {
                return false;
            }
        }
        return true;
    }

    // Bytes of tag and length, at most as many as there are.
    private static int headerLen(byte[] b, int off, int len) {
        int n = len < 2 || b[off + 1] >= 0 ? 2 : 2 + (b[off + 1] & 0x7F);
        return n < len ? n : len;
    }
}
