package bearssl.x509;

import bearssl.base.Ct;
import bearssl.base.Workspace;
import bearssl.ec.EcPublicKey;
import bearssl.ec.EcVerifyCurve;
import bearssl.hash.HashFunction;
import bearssl.rsa.RsaPublic;
import bearssl.rsa.RsaPublicKey;
import bearssl.tls.BrErr;
import bearssl.tls.X509Engine;

/**
 * Validates a chain of certificates up to a trust anchor, as BearSSL's "minimal" engine does: leaf first and in order,
 * in pieces of any size, nothing held but two keys, a signature and hashes. It stops at the first anchor; what comes
 * behind is not read.
 *
 * <p>For each certificate, in the order of its bytes: dates; for the leaf its names, for the others that their subject
 * is the issuer below and that their key verifies the signature below; extensions; then whether an anchor's key
 * verifies its own. The first problem is the verdict. {@link X509Rules} say how strictly; docs/X509.md compares them
 * with others.
 *
 * <p>Not done: revocation, policies beyond "any" (a critical policyConstraints is refused), RSA-PSS.
 *
 * <p>CT: nothing is secret here. Scratch: what the signatures take, within {@link #append}, {@link #endCert}.
 * Source: RFC 5280, section 6; RFC 9525 for names.
 */
public final class X509Minimal extends CertificateDecoder implements X509Engine {
    private static final int AWAITED = MORE; // in hashed: the issuer of the certificate read last
    private static final int MIN_RSA_BITS = 2048;
    private static final int MAX_EXPONENT_LEN = 8; // one as long as the modulus would take a slow JVM seconds
    private static final int MAX_CERTS = 10; // a signature each: neither is a chain without end to be paid for
    private static final int BEARSSL_MIN_RSA_BITS = 1024;
    private static final int NAMES_ROOM = 384;

    private final TrustStore anchors;
    private final X509Clock clock;
    private final CertificateNames names;
    private final byte[] leafKey;
    private final RsaPublicKey leafRsa = new RsaPublicKey();
    private final EcPublicKey leafEc = new EcPublicKey();
    private final TrustAnchor anchor = new TrustAnchor(); // also its views, for the key of the issuer at hand
    private final CertificateSignature signature;

    private Workspace ws;
    private int leafType;
    private int minRsaBits;
    private boolean mayBeNameless;
    private int certs;
    private int errorCert;
    private boolean isRead; // the certificate at hand, to its end
    private boolean isSelfIssued;
    private int intermediates; // CAs so far that count for a path length
    private long latest; // start of validity so far
    private int error;
    private int pending; // why the anchor of that name could not be tried
    private int usages;

    /**
     * Makes an engine of the given parts; {@link X509Default}, {@link X509Rsa} and {@link X509Full} name the usual
     * ones.
     *
     * @param anchors    whom to trust
     * @param clock      what time it is
     * @param maxRsaBits longest RSA key or signature, 2048 to 4096; the workspace has to serve it, too
     * @param rules      a sum of {@link X509Rules}
     * @param hashes     hash functions of signatures
     * @param rsa        the RSA operation, null to refuse RSA signatures
     * @param curves     curves of ECDSA signatures, none to refuse them
     */
    public X509Minimal(TrustStore anchors, X509Clock clock, int maxRsaBits, int rules, HashFunction[] hashes,
            RsaPublic rsa, EcVerifyCurve[] curves) {
        super(rules, new CertificateNames(rules, NAMES_ROOM), maxRsaBits / 8, TrustAnchor.DN_LEN);
        this.anchors = anchors;
        this.clock = clock;
        names = extensions.names;
        leafKey = new byte[key.length];
        signature = new CertificateSignature(hashes, rsa, curves, maxRsaBits / 8, has(X509Rules.FORM), key);
        minRsaBits(has(X509Rules.KEYS) ? MIN_RSA_BITS : BEARSSL_MIN_RSA_BITS);
    }

    /**
     * Sets the shortest RSA key to accept, in the leaf and in every CA of the chain.
     *
     * @param bits 2048 by default; without {@link X509Rules#KEYS} 1024, and only whole bytes count
     * @return this engine
     */
    public X509Minimal minRsaBits(int bits) {
        minRsaBits = bits;
        spki.minModulusLen((bits + 7) / 8);
        return this;
    }

    /**
     * Allows chains to be validated without an expected name: any server with a certificate of these CAs passes.
     *
     * @param on true to allow it; false, the default, refuses with {@link BrErr#BR_ERR_X509_BAD_SERVER_NAME}
     * @return this engine
     */
    public X509Minimal acceptNoName(boolean on) {
        mayBeNameless = on;
        return this;
    }

    /** Where the verdict was reached. @return index of a certificate in the chain, 0 for the leaf */
    public int errorCert() {
        return errorCert;
    }

    // ---- X509Engine

    public int scratchBytes() {
        return signature.scratchBytes();
    }

    public int scratchShorts() {
        return signature.scratchShorts();
    }

    public int scratchInts() {
        return signature.scratchInts();
    }

    public int scratchLongs() {
        return signature.scratchLongs();
    }

    public void startChain(String serverName, Workspace workspace) {
        ws = workspace;
        certs = 0;
        errorCert = 0;
        intermediates = 0;
        latest = X509Clock.UNKNOWN;
        error = BrErr.BR_ERR_OK;
        pending = BrErr.BR_ERR_X509_NOT_TRUSTED;
        names.startChain(serverName);
        if (ws.freeBytes() < scratchBytes() || ws.freeShorts() < scratchShorts() || ws.freeInts() < scratchInts()
                || ws.freeLongs() < scratchLongs()) {
            error = BrErr.BR_ERR_BAD_STATE;
        }
    }

    public void startCert(int length) {
        if (error != BrErr.BR_ERR_OK) {
            return;
        }
        errorCert = certs;
        isRead = false;
        if (length == 0) {
            error = BrErr.BR_ERR_X509_TRUNCATED;
            return;
        }
        if (certs == MAX_CERTS && has(X509Rules.FORM)) {
            error = BrErr.BR_ERR_X509_LIMIT_EXCEEDED;
            return;
        }
        extensions.below = intermediates;
        startCertificate(length, certs == 0 ? LEAF : ISSUER);
    }

    public void append(byte[] buf, int off, int len) {
        if (error != BrErr.BR_ERR_OK || isRead) {
            return;
        }
        int result = take(buf, off, len);
        if (result == DerWalker.DONE) {
            isRead = true;
            result = certificateKnown();
        }
        if (result < 0) {
            error = -result;
        }
    }

    public void endCert() {
        certs++;
        if (error == BrErr.BR_ERR_OK && !isRead) {
            error = BrErr.BR_ERR_X509_TRUNCATED;
        }
    }

    public int endChain() {
        ws = null;
        names.host.release();
        walker.release();
        if (error == BrErr.BR_ERR_OK) {
            error = certs == 0 ? BrErr.BR_ERR_X509_EMPTY_CHAIN : pending;
        }
        if (error != BrErr.BR_ERR_X509_OK) {
            return error;
        }
        clock.floor(latest);
        return BrErr.BR_ERR_OK;
    }

    public int keyType() {
        return leafType;
    }

    public int keyUsages() {
        return usages;
    }

    public RsaPublicKey rsaKey() {
        return leafRsa;
    }

    public EcPublicKey ecKey() {
        return leafEc;
    }

    // ---- the certificate at hand, in the order of its bytes

    void startTbs() {
        names.startCertificate(role == LEAF);
        signature.start();
    }

    void tbsBytes(byte[] buf, int off, int len) {
        signature.update(buf, off, len);
    }

    int innerKnown() {
        return signature.innerKnown(algorithm);
    }

    int dateKnown(long time, boolean isEnd) {
        long now = clock.time();
        if (now == X509Clock.UNKNOWN) {
            return -BrErr.BR_ERR_X509_TIME_UNKNOWN;
        }
        if (isEnd) {
            // of all that begins in the chain, too: with a floor alone that may be later
            return (now > latest ? now : latest) > time ? -BrErr.BR_ERR_X509_EXPIRED : 0;
        }
        latest = time > latest ? time : latest;
        return now < time && !clock.isFloorOnly() ? -BrErr.BR_ERR_X509_EXPIRED : 0;
    }

    void startSubject() {
        if (names.constraints != null) {
            names.constraints.startName(NameConstraints.DIRECTORY);
        }
    }

    void subjectBytes(byte[] buf, int off, int len) {
        if (names.constraints != null) {
            names.constraints.append(buf, off, len);
        }
    }

    int namesKnown() {
        if (names.constraints != null) {
            names.constraints.endName();
            // RFC 5280, 4.2.1.10: "when the certificate includes a non-empty subject field"
            if (extensions.isNameless) {
                names.constraints.dropMine();
            }
        }
        if (role == ISSUER && !isSubject(AWAITED)) {
            return -BrErr.BR_ERR_X509_DN_MISMATCH;
        }
        System.arraycopy(hashed, ISSUER_NAME, hashed, AWAITED, TrustAnchor.DN_LEN);
        isSelfIssued = isSubject(ISSUER_NAME);
        return 0;
    }

    private boolean isSubject(int off) {
        return Ct.equal(hashed, SUBJECT, hashed, off, TrustAnchor.DN_LEN) != 0;
    }

    int keyKnown() {
        RsaPublicKey rsaKey = role == LEAF ? leafRsa : anchor.rsaKey();
        EcPublicKey ecKey = role == LEAF ? leafEc : anchor.ecKey();
        int type = spki.keyType();
        if (role == LEAF) {
            leafType = type;
            spki.copy(leafKey, rsaKey, ecKey);
        } else {
            spki.view(rsaKey, ecKey);
        }
        if (has(X509Rules.KEYS)) {
            if (type == KEYTYPE_RSA && rsaKey.exponentLen() > MAX_EXPONENT_LEN) {
                return -BrErr.BR_ERR_X509_LIMIT_EXCEEDED;
            }
            if (!isSound(type, rsaKey, ecKey)) {
                return -BrErr.BR_ERR_X509_WEAK_PUBLIC_KEY;
            }
        }
        return role == LEAF ? 0 : signature.verify(type, rsaKey, ecKey, ws);
    }

    // SP 800-56B, 6.4.1.1 and SP 800-56A, 5.6.2.3, as far as a public key shows it.
    private boolean isSound(int keyType, RsaPublicKey rsaKey, EcPublicKey ecKey) {
        if (keyType == KEYTYPE_EC) {
            EcVerifyCurve curve = signature.curve(ecKey.curve());
            return curve == null || curve.isOnCurve(ecKey.array(), ecKey.off(), ecKey.len(), ws);
        }
        byte[] b = rsaKey.array();
        int len = rsaKey.modulusLen();
        int eLen = rsaKey.exponentLen();
        if (len == 0 || eLen == 0) {
            return false;
        }
        int bits = 8 * len;
        for (int top = b[rsaKey.modulusOff()] & 0xFF; top < 0x80; top <<= 1) {
            bits--;
        }
        int n = b[rsaKey.modulusOff() + len - 1];
        int e = b[rsaKey.exponentOff() + eLen - 1];
        // CA/Browser Forum, 6.1.5: "the modulus size, in bits, is evenly divisible by 8"
        return (n & e & 1) != 0 && (eLen > 1 || e != 1) && bits >= minRsaBits
                && ((bits & 7) == 0 || !has(X509Rules.WEB));
    }

    int tbsKnown() {
        if (role == ISSUER) {
            return extensions.isCa ? 0 : -BrErr.BR_ERR_X509_NOT_CA;
        }
        usages = extensions.usages();
        boolean free = names.host.isEmpty() && (mayBeNameless || !has(X509Rules.NAMES));
        if (!free && !names.isExpected()) {
            return -BrErr.BR_ERR_X509_BAD_SERVER_NAME;
        }
        if (!isAnchor()) {
            return 0;
        }
        latest = X509Clock.UNKNOWN; // no signature vouches for this date
        return -BrErr.BR_ERR_X509_OK;
    }

    // Direct trust: a server's own name and key.
    private boolean isAnchor() {
        for (int i = 0; anchors.find(hashed, SUBJECT, i, anchor); i++) {
            if (!anchor.isCa() && anchor.isKey(leafType, leafRsa, leafEc)) {
                return true;
            }
        }
        return false;
    }

    int algorithmKnown() {
        return signature.algorithmKnown(algorithm);
    }

    int signature(int event) {
        return signature.event(event, der);
    }

    // The certificate has been read to its end: does an anchor vouch for it?
    private int certificateKnown() {
        if (role == ISSUER && !isSelfIssued || !has(X509Rules.PATH) && role == ISSUER) {
            intermediates++;
        }
        if (role == ISSUER && isSelfIssued && names.constraints != null) {
            names.constraints.dropMine();
        }
        for (int i = 0; anchors.find(hashed, AWAITED, i, anchor); i++) {
            if (!anchor.isCa()) {
                continue;
            }
            int result = signature.verify(anchor.keyType(), anchor.rsaKey(), anchor.ecKey(), ws);
            if (result == 0) {
                return constraintsOfAnchor();
            }
            boolean isOther = result == -BrErr.BR_ERR_X509_BAD_SIGNATURE || result == -BrErr.BR_ERR_X509_WRONG_KEY_TYPE;
            if (!isOther && has(X509Rules.FORM)) {
                pending = -result;
            }
        }
        return 0;
    }

    private int constraintsOfAnchor() {
        int len = anchor.constraintsLen();
        if (len > 0 && names.constraints != null) {
            names.constraints.startCertificate();
            walker.start(CertificateGrammar.NAME_CONSTRAINTS, len);
            der.input(anchor.array(), anchor.constraintsOff(), len);
            int result = walker.run();
            der.release();
            if (result != DerWalker.DONE) {
                return result < 0 ? result : -BrErr.BR_ERR_X509_TRUNCATED;
            }
        }
        return -BrErr.BR_ERR_X509_OK;
    }

    int constraintBytes() {
        return 0;
    }
}
