package bearssl.x509;

import bearssl.base.Codec;
import bearssl.ec.EcPublicKey;
import bearssl.rsa.RsaPublicKey;
import bearssl.tls.BrErr;
import bearssl.tls.X509Engine;

/**
 * Makes a {@link TrustAnchor} record of a certificate that comes in pieces: its subject, key and name constraints, and
 * whether it is a CA's. Its signature and dates are not judged: who gives it here trusts it.
 *
 * <p>{@link X509Rules#FORM} refuses what could not be honoured (an unknown critical extension, a CA whose key usage
 * forbids to sign certificates) and {@link X509Rules#WEB} what a root of the public web must not be.
 *
 * <p>CT: nothing is secret here. Scratch: none.
 */
public final class AnchorDecoder extends CertificateDecoder {
    private final RsaPublicKey rsa = new RsaPublicKey();
    private final EcPublicKey ec = new EcPublicKey();

    private byte[] record;
    private int start;
    private int limit;
    private int end;
    private int result;

    /**
     * Makes a decoder.
     *
     * @param maxModulusLen longest RSA modulus in bytes
     * @param rules         a sum of {@link X509Rules}
     */
    public AnchorDecoder(int maxModulusLen, int rules) {
        super(rules, new CertificateNames(rules & ~X509Rules.CONSTRAINTS, 0), maxModulusLen, 0);
    }

    /**
     * Starts a certificate.
     *
     * @param length its length in bytes, or {@link DerTokenizer#ONE_ELEMENT} if that is not known, as in PEM
     * @param dst    destination of the record
     * @param off    first index written
     * @param room   bytes that may be written; the length of the certificate and 64 more always suffice
     */
    public void start(int length, byte[] dst, int off, int room) {
        record = dst;
        start = off;
        limit = off + room;
        end = 0;
        result = 0;
        startCertificate(length, ANCHOR);
    }

    /**
     * Takes in the next bytes.
     *
     * @param buf source, left unchanged
     * @param off its first byte
     * @param len number of bytes
     */
    public void append(byte[] buf, int off, int len) {
        if (result == 0) {
            result = take(buf, off, len);
        } else if (result == DerWalker.DONE && len > 0) {
            result = -BrErr.BR_ERR_X509_EXTRA_ELEMENT;
        }
    }

    /**
     * Ends the certificate.
     *
     * @return length of the record; or minus a {@code BR_ERR_X509_*} code, that of the first problem, or minus
     *     {@link BrErr#BR_ERR_LIMIT_EXCEEDED} if there was no room
     */
    public int end() {
        byte[] dst = record;
        record = null;
        if (result != DerWalker.DONE || end == 0) { // 0: there were no bytes at all
            return result < 0 ? result : -BrErr.BR_ERR_X509_TRUNCATED;
        }
        Codec.putBe32(dst, start, end - start);
        dst[start + TrustAnchor.FLAGS_OFF] = (byte) (extensions.isCa ? TrustAnchor.CA : 0);
        return end - start;
    }

    void startTbs() {
        // the signature is not judged
    }

    void tbsBytes(byte[] buf, int off, int len) {
        // see startTbs
    }

    void startSubject() {
        // its hash is enough
    }

    void subjectBytes(byte[] buf, int off, int len) {
        // see startSubject
    }

    int dateKnown(long time, boolean isEnd) {
        return 0;
    }

    int namesKnown() {
        return 0;
    }

    int keyKnown() {
        spki.view(rsa, ec);
        if (spki.keyType() == X509Engine.KEYTYPE_RSA) {
            return put(0, rsa.array(), rsa.modulusOff(), rsa.modulusLen(), rsa.exponentOff(), rsa.exponentLen());
        }
        return put(ec.curve(), ec.array(), ec.off(), ec.len(), 0, 0);
    }

    private int put(int curve, byte[] b, int off, int len, int exponentOff, int exponentLen) {
        int at = start + TrustAnchor.KEY_OFF;
        if (limit - at < len + exponentLen) {
            return -BrErr.BR_ERR_LIMIT_EXCEEDED;
        }
        if (len == 0 || has(X509Rules.WEB) && curve == 0 && b[off] > 0) {
            return -BrErr.BR_ERR_X509_WEAK_PUBLIC_KEY; // CA/Browser Forum, 6.1.5: whole bytes
        }
        record[start + TrustAnchor.CURVE_OFF] = (byte) curve;
        Codec.putU16(record, start + TrustAnchor.LEN_OFF, len);
        Codec.putU16(record, start + TrustAnchor.EXPONENT_OFF, exponentLen);
        System.arraycopy(hashed, SUBJECT, record, start + TrustAnchor.DN_OFF, TrustAnchor.DN_LEN);
        System.arraycopy(b, off, record, at, len);
        System.arraycopy(b, exponentOff, record, at + len, exponentLen);
        end = at + len + exponentLen;
        return 0;
    }

    int constraintBytes() {
        if (!extensions.isAnchorConstraints()) {
            return 0;
        }
        if (limit - end < der.len()) {
            return -BrErr.BR_ERR_LIMIT_EXCEEDED;
        }
        System.arraycopy(der.array(), der.off(), record, end, der.len());
        end += der.len();
        return 0;
    }

    int tbsKnown() {
        return 0;
    }

    int innerKnown() {
        return 0;
    }

    int algorithmKnown() {
        return 0;
    }

    int signature(int event) {
        if (event == DerTokenizer.OPEN) {
            der.bits();
        }
        return event == DerTokenizer.BITS && der.unusedBits() != 0 ? -BrErr.BR_ERR_X509_PARTIAL_BYTE : 0;
    }
}
