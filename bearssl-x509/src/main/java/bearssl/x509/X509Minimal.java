package bearssl.x509;

import bearssl.base.Ct;
import bearssl.base.Workspace;
import bearssl.ec.EcPublicKey;
import bearssl.ec.EcdsaVerify;
import bearssl.ec.EcVerifyCurve;
import bearssl.hash.HashFunction;
import bearssl.rsa.Pkcs1;
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
    // In hashed: the issuer of the certificate read last, and the digest of its TBSCertificate.
    private static final int AWAITED = MORE;
    private static final int DIGEST = AWAITED + TrustAnchor.DN_LEN;
    private static final int MAX_DIGEST_LEN = 64;
    private static final int COUNTED = -1;
    private static final int PREFIX_OFF = 128; // in key
    private static final int PREFIX_ROOM = DerWalker.PAD_LEN - PREFIX_OFF;
    private static final int MAX_ECDSA_LEN = 139; // P-521: a SEQUENCE of two integers of 66 bytes and a zero
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
    private final HashFunction[] hashes;
    private final RsaPublic rsa;
    private final EcVerifyCurve[] curves;
    // With FORM the algorithm inside says which hash function counts, without it all run until the one outside is known.
    private final int[] states;
    private final byte[] sig;

    private Workspace ws;
    private int firstHash; // those that run, up to lastHash
    private int lastHash;
    private int prefixLen; // bytes of the TBSCertificate that wait for the algorithm, COUNTED when none do
    private int leafType;
    private int sigLen;
    private int sigAlgorithm;
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
     * Makes an engine of the given parts; {@link X509Default}, {@link X509Rsa} and {@link X509Full} name the usual ones.
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
        super(rules, new CertificateNames(rules, NAMES_ROOM), maxRsaBits / 8, TrustAnchor.DN_LEN + MAX_DIGEST_LEN);
        this.anchors = anchors;
        this.clock = clock;
        this.hashes = hashes;
        this.rsa = rsa;
        this.curves = curves;
        names = extensions.names;
        int maxLen = maxRsaBits / 8;
        sig = new byte[maxLen < MAX_ECDSA_LEN ? MAX_ECDSA_LEN : maxLen];
        leafKey = new byte[key.length];
        int all = 0;
        int most = 0;
        for (int i = 0; i < hashes.length; i++) {
            int n = hashes[i].stateWords();
            all += n;
            most = n > most ? n : most;
        }
        states = new int[has(X509Rules.FORM) ? most : all];
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
        int most = rsa == null ? 0 : sig.length;
        for (int i = 0; i < curves.length; i++) {
            int n = EcdsaVerify.scratchBytes(curves[i]);
            most = n > most ? n : most;
        }
        return most;
    }

    public int scratchShorts() {
        int most = rsa == null ? 0 : rsa.scratchShorts(8 * sig.length);
        for (int i = 0; i < curves.length; i++) {
            int n = curves[i].scratchShorts();
            most = n > most ? n : most;
        }
        return most;
    }

    public int scratchInts() {
        int most = 0;
        for (int i = 0; i < curves.length; i++) {
            int n = curves[i].scratchInts();
            most = n > most ? n : most;
        }
        return most;
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
        if (ws.freeBytes() < scratchBytes() || ws.freeShorts() < scratchShorts() || ws.freeInts() < scratchInts()) {
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
        if (has(X509Rules.FORM)) {
            prefixLen = 0;
            return;
        }
        prefixLen = COUNTED;
        runHashes(0, hashes.length);
    }

    private void runHashes(int first, int last) {
        firstHash = first;
        lastHash = last;
        int at = 0;
        for (int i = first; i < last; i++) {
            hashes[i].init(states, at);
            at += hashes[i].stateWords();
        }
    }

    void tbsBytes(byte[] buf, int off, int len) {
        if (prefixLen != COUNTED) {
            // Behind what is gathered meanwhile: both are short, or refused.
            int room = PREFIX_ROOM - prefixLen;
            if (room > 0) {
                System.arraycopy(buf, off, key, PREFIX_OFF + prefixLen, len < room ? len : room);
            }
            prefixLen += len;
            return;
        }
        int at = 0;
        for (int i = firstHash; i < lastHash; i++) {
            hashes[i].update(states, at, buf, off, len);
            at += hashes[i].stateWords();
        }
    }

    int innerKnown() {
        int len = prefixLen;
        if (len > PREFIX_ROOM) {
            return -BrErr.BR_ERR_X509_LIMIT_EXCEEDED; // a serial number beyond all measure
        }
        prefixLen = COUNTED;
        int i = algorithm == 0 ? hashes.length : hash(Oids.signatureHash(algorithm));
        runHashes(i, i < hashes.length ? i + 1 : i);
        tbsBytes(key, PREFIX_OFF, len);
        return 0;
    }

    // Index of a hash function, hashes.length if it is not there.
    private int hash(int id) {
        int i = 0;
        while (i < hashes.length && hashes[i].id() != id) {
            i++;
        }
        return i;
    }

    int dateKnown(long time, boolean isEnd) {
        long now = clock.time();
        if (now == X509Clock.UNKNOWN) {
            return -BrErr.BR_ERR_X509_TIME_UNKNOWN;
        }
        if (isEnd) {
            return now > time ? -BrErr.BR_ERR_X509_EXPIRED : 0;
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
        return role == LEAF ? 0 : verify(type, rsaKey, ecKey);
    }

    // SP 800-56B, 6.4.1.1 and SP 800-56A, 5.6.2.3, as far as a public key shows it.
    private boolean isSound(int keyType, RsaPublicKey rsaKey, EcPublicKey ecKey) {
        if (keyType == KEYTYPE_EC) {
            EcVerifyCurve curve = curve(ecKey.curve());
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
        int at = 0;
        sigAlgorithm = algorithm;
        for (int i = firstHash; i < lastHash && algorithm != 0; i++) {
            if (hashes[i].id() == Oids.signatureHash(algorithm)) {
                hashes[i].finish(states, at, hashed, DIGEST);
                return 0;
            }
            at += hashes[i].stateWords();
        }
        return -BrErr.BR_ERR_X509_UNSUPPORTED;
    }

    int signature(int event) {
        switch (event) {
            case DerTokenizer.OPEN:
                der.bits();
                return 0;
            case DerTokenizer.BITS:
                sigLen = 0;
                if (der.unusedBits() != 0) {
                    return -BrErr.BR_ERR_X509_PARTIAL_BYTE;
                }
                return der.left() > sig.length ? -BrErr.BR_ERR_X509_LIMIT_EXCEEDED : 0;
            case DerTokenizer.BYTES:
                System.arraycopy(der.array(), der.off(), sig, sigLen, der.len());
                sigLen += der.len();
                return 0;
            default:
                return 0;
        }
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
            int result = verify(anchor.keyType(), anchor.rsaKey(), anchor.ecKey());
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

    // ---- signatures

    private EcVerifyCurve curve(int namedCurve) {
        for (int i = 0; i < curves.length; i++) {
            if (curves[i].namedCurve() == namedCurve) {
                return curves[i];
            }
        }
        return null;
    }

    // Verifies sig over digest. Returns 0 or minus a code.
    private int verify(int keyType, RsaPublicKey rsaKey, EcPublicKey ecKey) {
        boolean isRsa = Oids.isRsaSignature(sigAlgorithm);
        if (isRsa != (keyType == KEYTYPE_RSA)) {
            return -BrErr.BR_ERR_X509_WRONG_KEY_TYPE;
        }
        int hashId = Oids.signatureHash(sigAlgorithm);
        boolean valid;
        if (isRsa) {
            if (rsa == null) {
                return -BrErr.BR_ERR_X509_UNSUPPORTED;
            }
            if (rsaKey.modulusLen() > sig.length) {
                return -BrErr.BR_ERR_X509_LIMIT_EXCEEDED;
            }
            valid = Pkcs1.verify(rsa, rsaKey, sig, 0, sigLen, hashId, hashed, DIGEST, ws);
        } else {
            EcVerifyCurve curve = curve(ecKey.curve());
            if (curve == null) {
                return -BrErr.BR_ERR_X509_UNSUPPORTED;
            }
            valid = EcdsaVerify.verify(curve, ecKey, hashed, DIGEST, hashes[hash(hashId)].digestLength(), sig, 0, sigLen, ws);
        }
        return valid ? 0 : -BrErr.BR_ERR_X509_BAD_SIGNATURE;
    }
}
