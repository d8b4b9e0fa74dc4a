package bearssl.x509;

import bearssl.hash.HashFunction;
import bearssl.hash.Sha256;
import bearssl.tls.BrErr;

/**
 * Walks certificates, pushed in pieces of any size, one after another: what {@link X509Minimal} and
 * {@link AnchorDecoder} have in common. It judges the form of the fields, hashes the two names, and tells the subclass
 * what it has read in the order of the bytes; {@link ExtensionDecoder} reads the extensions.
 *
 * <p>Without {@link X509Rules} it takes and refuses what BearSSL takes and refuses, with the same codes.
 * Source: RFC 5280, section 4.1.
 */
abstract class CertificateDecoder extends DerHandler {
    /** What the certificate is: a server's own, one above it in the chain, or one that is to become an anchor. */
    static final int LEAF = 0;
    static final int ISSUER = 1;
    static final int ANCHOR = 2;

    /** Where the hashes lie. */
    static final int SUBJECT = 0;
    static final int ISSUER_NAME = TrustAnchor.DN_LEN;
    static final int MORE = 2 * TrustAnchor.DN_LEN;

    private static final int MAX_DEPTH = 14;
    private static final int SPKI_DEPTH = 2;
    private static final int VERSION_3 = 2;
    private static final int MAX_SERIAL_LEN = 20;
    private static final int UTC_TIME = 0x17;
    private static final int GENERALIZED_TIME = 0x18;
    private static final int NOWHERE = -1;

    private static final String TOO_SHORT;

    static { // not as a constant: docs/ARCHITECTURE.md, "No literal in a method"
        TOO_SHORT = "RSA keys of 2048 bits at least have to fit";
    }

    final int rules;
    final DerTokenizer der;
    final DerWalker walker;
    /** The key, or what the walker gathers: they never meet. */
    final byte[] key;
    final ExtensionDecoder extensions;
    final SpkiDecoder spki;
    /** Hashes: SHA-256 of the encoded subject and issuer of the certificate at hand, and what a subclass adds. */
    final byte[] hashed;

    private final HashFunction sha256;
    private final int[] dnState;

    int role;
    /** Number in {@link Oids#SIGNATURES} of the signature's algorithm, inside and then outside. */
    int algorithm;
    private int innerAlgorithm; // negative with a parameter
    private boolean hasParameter;
    private int version;
    private byte[] piece;
    private int tbsFrom; // first byte of the piece that is not hashed yet, NOWHERE outside
    private int dnFrom;
    private boolean inSubject;
    private boolean isCommonName;

    CertificateDecoder(int rules, CertificateNames names, int maxModulusLen, int moreHashed) {
        this.rules = rules;
        hashed = new byte[MORE + moreHashed];
        sha256 = Sha256.INSTANCE;
        dnState = new int[sha256.stateWords()];
        der = new DerTokenizer(MAX_DEPTH, has(X509Rules.FORM));
        key = new byte[SpkiDecoder.roomFor(maxModulusLen)];
        if (key.length < DerWalker.PAD_LEN) {
            throw new IllegalArgumentException(TOO_SHORT);
        }
        walker = new DerWalker(der, MAX_DEPTH, key, this);
        extensions = new ExtensionDecoder(rules, der, walker, names);
        spki = new SpkiDecoder(der, key, 0, has(X509Rules.FORM), true);
    }

    final boolean has(int rule) {
        return (rules & rule) != 0;
    }

    // ---- what a subclass does; ints returned are 0 or minus a code

    /** The TBSCertificate starts. */
    abstract void startTbs();

    /** The subject starts. */
    abstract void startSubject();

    /** Bytes of the TBSCertificate, as they come. */
    abstract void tbsBytes(byte[] buf, int off, int len);

    /** Bytes of the encoded subject, as they come. */
    abstract void subjectBytes(byte[] buf, int off, int len);

    /** Bytes of the name constraints of an anchor, as they come. */
    abstract int constraintBytes();

    /** A date has been read. */
    abstract int dateKnown(long time, boolean isEnd);

    /** Both names are in {@link #hashed}. */
    abstract int namesKnown();

    /** The key has been read, it is in {@link #spki}. */
    abstract int keyKnown();

    /** The TBSCertificate has ended. */
    abstract int tbsKnown();

    /** {@link #algorithm} inside is known; with {@link X509Rules#FORM} only. */
    abstract int innerKnown();

    /** {@link #algorithm} outside is known. */
    abstract int algorithmKnown();

    /** An event of the signature's BIT STRING. */
    abstract int signature(int event);

    // ---- pieces

    final void startCertificate(int length, int newRole) {
        role = newRole;
        version = 0;
        tbsFrom = NOWHERE;
        dnFrom = NOWHERE;
        extensions.startCertificate(newRole);
        walker.start(CertificateGrammar.CERTIFICATE, length);
    }

    /** Takes in a piece. @return 0, {@link DerWalker#DONE}, or minus a code */
    final int take(byte[] buf, int off, int len) {
        piece = buf;
        tbsFrom = tbsFrom == NOWHERE ? NOWHERE : off;
        dnFrom = dnFrom == NOWHERE ? NOWHERE : off;
        der.input(buf, off, len);
        int result = walker.run();
        if (result == DerWalker.DONE && der.pos() < off + len) {
            result = -BrErr.BR_ERR_X509_EXTRA_ELEMENT;
        }
        der.release();
        if (result == 0 && dnFrom != NOWHERE) {
            hashName(off + len);
        }
        if (result == 0 && tbsFrom != NOWHERE) {
            tbsBytes(buf, tbsFrom, off + len - tbsFrom);
        }
        piece = null;
        return result;
    }

    private void hashName(int end) {
        sha256.update(dnState, 0, piece, dnFrom, end - dnFrom);
        if (inSubject) {
            subjectBytes(piece, dnFrom, end - dnFrom);
        }
    }

    // ---- events

    final int event(int action, int event) {
        if (action == CertificateGrammar.SPKI) {
            return key(event);
        }
        if (action >= DerWalker.STREAM) {
            return stream(action, event);
        }
        return event == DerTokenizer.TAG ? anyTag(action) : gathered(action);
    }

    private int key(int event) {
        if (event == DerTokenizer.TAG && der.depth() == SPKI_DEPTH) {
            spki.start();
        }
        int result = spki.event(event);
        return result == SpkiDecoder.DONE ? keyKnown() : result;
    }

    private int stream(int action, int event) {
        switch (action) {
            case CertificateGrammar.TBS:
                return tbs(event);
            case CertificateGrammar.INNER:
            case CertificateGrammar.OUTER:
                return algorithm(action, event);
            case CertificateGrammar.ISSUER:
            case CertificateGrammar.SUBJECT:
                return name(action, event);
            case CertificateGrammar.RDN:
                return event == DerTokenizer.OPEN && der.length() == 0 ? -BrErr.BR_ERR_X509_BAD_DN : 0;
            case CertificateGrammar.UNIQUE_ID:
                return has(X509Rules.FORM) && version == 0 ? -BrErr.BR_ERR_X509_INVALID_VALUE : 0;
            case CertificateGrammar.SIGNATURE:
                return signature(event);
            case CertificateGrammar.EXTENSIONS:
                // RFC 5280, 4.1.2.9: "This field MUST only appear if the version is 3"
                return has(X509Rules.FORM) && (version != VERSION_3 || event == DerTokenizer.OPEN && der.length() == 0)
                        ? -BrErr.BR_ERR_X509_INVALID_VALUE : 0;
            default:
                return event == DerTokenizer.BYTES ? constraintBytes() : extensions.stream(action, event);
        }
    }

    private int tbs(int event) {
        if (event == DerTokenizer.TAG) {
            tbsFrom = der.pos() - 1;
            startTbs();
        }
        if (event != DerTokenizer.CLOSE) {
            return 0;
        }
        tbsBytes(piece, tbsFrom, der.pos() - tbsFrom);
        tbsFrom = NOWHERE;
        int result = extensions.end();
        return result < 0 ? result : tbsKnown();
    }

    private int algorithm(int action, int event) {
        if (event == DerTokenizer.TAG) {
            algorithm = 0;
            hasParameter = false;
            if (action == CertificateGrammar.INNER && !has(X509Rules.FORM)) {
                walker.skip();
            }
            return 0;
        }
        if (event != DerTokenizer.CLOSE || !has(X509Rules.FORM)) {
            return 0;
        }
        // RFC 4055, 5: with RSA "the parameters MUST be NULL. Implementations MUST accept the parameters being absent as
        // well as present." CA/Browser Forum, 7.1.3.2.1: only NULL. RFC 5758, 3.2: with ECDSA absent.
        boolean isRsa = Oids.isRsaSignature(algorithm);
        if (algorithm != 0 && hasParameter != isRsa && (hasParameter || has(X509Rules.WEB))) {
            return -BrErr.BR_ERR_X509_INVALID_VALUE;
        }
        int known = hasParameter ? -algorithm : algorithm;
        if (action == CertificateGrammar.INNER) {
            innerAlgorithm = known;
            tbsBytes(piece, tbsFrom, der.pos() - tbsFrom);
            tbsFrom = der.pos();
            return innerKnown();
        }
        // RFC 5280, 4.1.1.2: "MUST contain the same algorithm identifier as the signature field"
        return known == innerAlgorithm ? 0 : -BrErr.BR_ERR_X509_INVALID_VALUE;
    }

    private int name(int action, int event) {
        switch (event) {
            case DerTokenizer.TAG:
                sha256.init(dnState, 0);
                inSubject = action == CertificateGrammar.SUBJECT;
                dnFrom = der.pos() - 1;
                if (inSubject) {
                    startSubject();
                }
                return 0;
            case DerTokenizer.OPEN:
                // RFC 5280, 4.1.2.4: "The issuer field MUST contain a non-empty distinguished name (DN)." 4.1.2.6: so
                // must the subject of a CA.
                if (has(X509Rules.FORM) && der.length() == 0 && !(inSubject && role == LEAF)) {
                    return -BrErr.BR_ERR_X509_BAD_DN;
                }
                extensions.isNameless = der.length() == 0;
                if (inSubject && role == LEAF) {
                    walker.enter(CertificateGrammar.RDN_SEQUENCE);
                }
                return 0;
            case DerTokenizer.CLOSE:
                hashName(der.pos());
                sha256.finish(dnState, 0, hashed, inSubject ? SUBJECT : ISSUER_NAME);
                dnFrom = NOWHERE;
                return inSubject ? namesKnown() : 0;
            default:
                return 0;
        }
    }

    // Where the grammar takes any tag.
    private int anyTag(int action) {
        int tag = der.tag();
        int number = tag & ~DerTokenizer.CONSTRUCTED;
        switch (action) {
            case CertificateGrammar.NOT_BEFORE:
            case CertificateGrammar.NOT_AFTER:
                return number == UTC_TIME || number == GENERALIZED_TIME ? der.expect(number) : -BrErr.BR_ERR_X509_BAD_TIME;
            case CertificateGrammar.PARAMETER:
                if (hasParameter) {
                    return -BrErr.BR_ERR_X509_EXTRA_ELEMENT;
                }
                hasParameter = true;
                return algorithm == 0 ? 0 : der.expect(DerTokenizer.NULL);
            case CertificateGrammar.ATTRIBUTE:
                if (DirectoryString.isString(number)) {
                    return der.expect(number);
                }
                walker.skip();
                return 0;
            default:
                return extensions.anyTag(action, tag);
        }
    }

    // Contents are in walker.pad.
    private int gathered(int action) {
        switch (action) {
            case CertificateGrammar.VERSION:
                return version();
            case CertificateGrammar.SERIAL:
                return has(X509Rules.SERIAL) ? serial() : 0;
            case CertificateGrammar.INNER_ALGORITHM:
                algorithm = Oids.find(Oids.SIGNATURES, walker.pad, 0, walker.padLen());
                return 0;
            case CertificateGrammar.OUTER_ALGORITHM:
                algorithm = Oids.find(Oids.SIGNATURES, walker.pad, 0, walker.padLen());
                if (!has(X509Rules.FORM)) {
                    der.skipRest(); // of the parameters
                } else if (algorithm != innerAlgorithm && algorithm != -innerAlgorithm) {
                    return -BrErr.BR_ERR_X509_INVALID_VALUE;
                }
                return algorithmKnown();
            case CertificateGrammar.PARAMETER:
                return algorithm != 0 && walker.padLen() != 0 ? -BrErr.BR_ERR_X509_INVALID_VALUE : 0;
            case CertificateGrammar.NOT_BEFORE:
            case CertificateGrammar.NOT_AFTER:
                return date(action);
            case CertificateGrammar.ATTRIBUTE_TYPE:
                isCommonName = Oids.find(Oids.COMMON_NAME, walker.pad, 0, walker.padLen()) != 0;
                return 0;
            case CertificateGrammar.ATTRIBUTE:
                return attribute();
            default:
                return extensions.gathered(action);
        }
    }

    // RFC 5280, 4.1.2.1: v1 (0), v2 (1), v3 (2); DER leaves out the default, v1.
    private int version() {
        version = walker.integer();
        if (version > VERSION_3 || version == DerWalker.HUGE && has(X509Rules.FORM)) {
            return -BrErr.BR_ERR_X509_UNSUPPORTED;
        }
        if (version < 0 && version != DerWalker.HUGE) {
            return version;
        }
        return has(X509Rules.FORM) && (version == 0 || walker.padLen() != 1) ? -BrErr.BR_ERR_X509_INVALID_VALUE : 0;
    }

    // RFC 5280, 4.1.2.2: "The serial number MUST be a positive integer", "not ... longer than 20 octets".
    private int serial() {
        byte[] b = walker.pad;
        int len = walker.padLen();
        boolean isZero = len == 1 && b[0] == 0;
        boolean isPadded = len > 1 && b[0] == 0 && b[1] >= 0;
        boolean bad = len == 0 || len > MAX_SERIAL_LEN || b[0] < 0 || isPadded || isZero && has(X509Rules.WEB) && role != ANCHOR;
        return bad ? -BrErr.BR_ERR_X509_INVALID_VALUE : 0;
    }

    private int attribute() {
        if (!DirectoryString.isString(der.tag())) {
            return 0;
        }
        int len = DirectoryString.toBytes(der.tag(), walker.pad, walker.padLen());
        if (len < -1) {
            return len;
        }
        return isCommonName && len >= 0 ? extensions.names.commonName(walker.pad, len) : 0;
    }

    private int date(int action) {
        boolean fourDigits = der.tag() == GENERALIZED_TIME;
        int len = walker.padLen() < DerWalker.PAD_LEN ? walker.padLen() : DerWalker.PAD_LEN;
        long time = CertificateTime.parse(walker.pad, len, fourDigits, action == CertificateGrammar.NOT_AFTER);
        if (time < CertificateTime.FIRST) {
            return -CertificateTime.code(time);
        }
        return dateKnown(time, action == CertificateGrammar.NOT_AFTER);
    }
}
