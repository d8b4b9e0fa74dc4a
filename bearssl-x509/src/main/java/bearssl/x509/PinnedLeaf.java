package bearssl.x509;

import bearssl.base.Workspace;
import bearssl.ec.EcPublicKey;
import bearssl.rsa.RsaPublicKey;
import bearssl.tls.BrErr;
import bearssl.tls.X509Engine;

/**
 * What the pins have in common: it walks the first certificate, keeps its public key, and leaves the verdict to the
 * subclass. Nothing else of that certificate is looked at (no date, name or signature), later certificates are passed
 * over unread, and no signature is verified. So both usages are reported for the key.
 *
 * <p>Beside the codes of {@link DerTokenizer} and {@link SpkiDecoder}: {@link BrErr#BR_ERR_X509_TRUNCATED} for a
 * certificate that ends early or is empty, {@link BrErr#BR_ERR_X509_EMPTY_CHAIN} for none,
 * {@link BrErr#BR_ERR_X509_UNEXPECTED} and {@link BrErr#BR_ERR_X509_EXTRA_ELEMENT} for another structure than this:
 * <pre>
 *   Certificate ::= SEQUENCE { tbsCertificate SEQUENCE {
 *           version [0] OPTIONAL, serialNumber INTEGER, signature SEQUENCE, issuer SEQUENCE, validity SEQUENCE,
 *           subject SEQUENCE, subjectPublicKeyInfo SEQUENCE,
 *           issuerUniqueID [1] OPTIONAL, subjectUniqueID [2] OPTIONAL, extensions [3] OPTIONAL },
 *       signatureAlgorithm SEQUENCE, signatureValue BIT STRING }
 * </pre>
 */
abstract class PinnedLeaf implements X509Engine {
    private static final int MAX_DEPTH = 6; // Certificate, TBS, SPKI, BIT STRING, RSAPublicKey, INTEGER
    private static final int TBS_DEPTH = 2;

    // Where the reading stands: what the next tag is of.
    private static final int AT_CERTIFICATE = 0;
    private static final int AT_TBS = 1;
    private static final int AT_VERSION = 2;
    private static final int AT_SERIAL = 3;
    private static final int AT_SIGNATURE = 4;
    private static final int AT_ISSUER = 5;
    private static final int AT_VALIDITY = 6;
    private static final int AT_SUBJECT = 7;
    private static final int AT_SPKI = 8;
    private static final int IN_SPKI = 9;
    private static final int AT_OPTIONAL = 10;
    private static final int AT_SIGNATURE_ALGORITHM = 11;
    private static final int AT_SIGNATURE_VALUE = 12;
    private static final int CERTIFICATE_END = 13;
    private static final int DONE = 14;

    private static final int VERSION = 0xA0;
    private static final int ISSUER_UNIQUE_ID = 0x81;
    private static final int SUBJECT_UNIQUE_ID = 0x82;
    private static final int EXTENSIONS = 0xA3;

    private final DerTokenizer der;
    private final SpkiDecoder spki;
    private final RsaPublicKey rsa;
    private final EcPublicKey ec;

    private Workspace workspace;
    private int state;
    private boolean bareKey;
    private int lastOptional;
    private int spkiFrom; // in the piece at hand, first byte of the key that the subclass has not seen yet
    private int certs;
    private int error;

    PinnedLeaf(int maxModulusLen) {
        der = new DerTokenizer(MAX_DEPTH, true);
        spki = new SpkiDecoder(der, 1, maxModulusLen, true);
        rsa = new RsaPublicKey();
        ec = new EcPublicKey();
    }

    /** A chain starts. */
    abstract void begin();

    /** Sees the bytes of the SubjectPublicKeyInfo, in pieces. */
    abstract void spkiBytes(byte[] buf, int off, int len);

    /** Judges the key, which is read by now. @return {@link BrErr#BR_ERR_OK} or another code */
    abstract int verdict(Workspace ws);

    public final int scratchBytes() {
        return 0;
    }

    public final int scratchLongs() {
        return 0;
    }

    public final int scratchShorts() {
        return 0;
    }

    public final void startChain(String serverName, Workspace ws) {
        workspace = ws;
        certs = 0;
        error = BrErr.BR_ERR_OK;
        state = AT_CERTIFICATE;
        bareKey = false;
        begin();
    }

    public final void startCert(int length) {
        certs++;
        if (certs == 1) {
            der.reset(length);
            error = length == 0 ? BrErr.BR_ERR_X509_TRUNCATED : BrErr.BR_ERR_OK;
        }
    }

    /**
     * Starts, in the place of a certificate, a bare SubjectPublicKeyInfo ("BEGIN PUBLIC KEY"), to learn its pin: after
     * {@link #append}, {@link #endCert} and {@link #endChain} the subclass's {@code received} tells it.
     *
     * @param length its length in bytes
     */
    public final void startKey(int length) {
        startCert(length);
        state = AT_SPKI;
        bareKey = true;
    }

    public final void append(byte[] buf, int off, int len) {
        if (certs != 1 || error != BrErr.BR_ERR_OK) {
            return;
        }
        der.input(buf, off, len);
        spkiFrom = off;
        int result = 0;
        while (state != DONE && result >= 0) {
            int event = der.next();
            if (event == DerTokenizer.MORE) {
                break;
            }
            result = event < 0 ? event : event(event);
        }
        der.release();
        if (result < 0) {
            error = -result;
        } else if (state == IN_SPKI) {
            spkiBytes(buf, spkiFrom, off + len - spkiFrom);
        }
    }

    private int event(int event) {
        if (state == IN_SPKI) {
            return inSpki(event);
        }
        if (event == DerTokenizer.TAG) {
            return tag();
        }
        return event == DerTokenizer.CLOSE ? close() : 0;
    }

    private int inSpki(int event) {
        int result = spki.event(event);
        if (result == SpkiDecoder.DONE) {
            spkiBytes(der.array(), spkiFrom, der.pos() - spkiFrom);
            lastOptional = 0;
            state = bareKey ? DONE : AT_OPTIONAL;
            return bareKey && der.left() != 0 ? -BrErr.BR_ERR_X509_EXTRA_ELEMENT : 0;
        }
        return result;
    }

    private int tag() {
        switch (state) {
            case AT_CERTIFICATE:
            case AT_TBS:
                state++;
                return der.expect(DerTokenizer.SEQUENCE);
            case AT_VERSION:
                state = AT_SERIAL;
                if (der.tag() == VERSION) {
                    der.skip();
                    return 0;
                }
                return tag();
            case AT_SERIAL:
                return pass(DerTokenizer.INTEGER);
            case AT_SPKI:
                spkiFrom = der.pos() - 1;
                spki.start();
                state = IN_SPKI;
                return inSpki(DerTokenizer.TAG);
            case AT_OPTIONAL:
                return optional();
            case AT_SIGNATURE_VALUE:
                return pass(DerTokenizer.BIT_STRING);
            case CERTIFICATE_END:
                return -BrErr.BR_ERR_X509_EXTRA_ELEMENT;
            default:
                return pass(DerTokenizer.SEQUENCE);
        }
    }

    private int pass(int identifier) {
        state++;
        der.skip();
        return der.expect(identifier);
    }

    private int optional() {
        int tag = der.tag();
        if (tag != ISSUER_UNIQUE_ID && tag != SUBJECT_UNIQUE_ID && tag != EXTENSIONS || tag <= lastOptional) {
            return -BrErr.BR_ERR_X509_UNEXPECTED;
        }
        lastOptional = tag;
        der.skip();
        return 0;
    }

    private int close() {
        if (der.depth() == TBS_DEPTH) {
            return 0; // a child of the TBSCertificate
        }
        if (state == AT_OPTIONAL) {
            state = AT_SIGNATURE_ALGORITHM;
            return 0;
        }
        if (der.depth() != 0) {
            return state < AT_OPTIONAL ? -BrErr.BR_ERR_X509_INNER_TRUNC : 0;
        }
        if (state != CERTIFICATE_END) {
            return -BrErr.BR_ERR_X509_INNER_TRUNC;
        }
        state = DONE;
        return der.left() == 0 ? 0 : -BrErr.BR_ERR_X509_EXTRA_ELEMENT;
    }

    public final void endCert() {
        if (certs == 1 && error == BrErr.BR_ERR_OK && state != DONE) {
            error = BrErr.BR_ERR_X509_TRUNCATED;
        }
    }

    public final int endChain() {
        Workspace ws = workspace;
        workspace = null;
        if (certs == 0) {
            error = BrErr.BR_ERR_X509_EMPTY_CHAIN;
        }
        if (error != BrErr.BR_ERR_OK) {
            return error;
        }
        if (state != DONE) {
            return error = BrErr.BR_ERR_X509_TRUNCATED;
        }
        spki.view(rsa, ec);
        error = verdict(ws);
        return error;
    }

    public final int keyType() {
        return spki.keyType();
    }

    /** Both usages: a pin says nothing of what the key may be used for. */
    public final int keyUsages() {
        return USAGE_KEYX | USAGE_SIGN;
    }

    public final RsaPublicKey rsaKey() {
        return rsa;
    }

    public final EcPublicKey ecKey() {
        return ec;
    }
}
