package bearssl.x509;

import bearssl.ec.EcPublicKey;
import bearssl.rsa.RsaPublicKey;
import bearssl.tls.BrErr;

/**
 * Decodes a public key by itself, a SubjectPublicKeyInfo whose DER is pushed in pieces of any size, and keeps it in an
 * array of its own: RSA, or a point on P-256 or P-384. It is strict, see {@code SpkiDecoder}; that a point lies on its
 * curve is not checked.
 *
 * <p>Codes: {@link BrErr#BR_ERR_X509_UNSUPPORTED} for other algorithms and curves,
 * {@link BrErr#BR_ERR_X509_LIMIT_EXCEEDED} for a modulus longer than asked for,
 * {@link BrErr#BR_ERR_X509_WEAK_PUBLIC_KEY} for one under 1024 bits, {@link BrErr#BR_ERR_X509_INVALID_VALUE},
 * {@link BrErr#BR_ERR_X509_OVERFLOW} for negative numbers, {@link BrErr#BR_ERR_X509_PARTIAL_BYTE},
 * {@link BrErr#BR_ERR_X509_TRUNCATED}, {@link BrErr#BR_ERR_X509_EXTRA_ELEMENT}, and those of {@link DerTokenizer}.
 *
 * <p>CT: nothing is secret here. Scratch: none. Source: RFC 5280, 4.1.2.7.
 */
public final class PublicKeyDecoder {
    private static final int MIN_MODULUS_LEN = 128;

    private final DerTokenizer der = new DerTokenizer(4, true);
    private final RsaPublicKey rsa = new RsaPublicKey();
    private final EcPublicKey ec = new EcPublicKey();
    private final SpkiDecoder spki;
    private int result;

    /** Makes a decoder. @param maxModulusLen longest RSA modulus in bytes, 256 for 2048 bits */
    public PublicKeyDecoder(int maxModulusLen) {
        spki = new SpkiDecoder(der, MIN_MODULUS_LEN, maxModulusLen, true);
        start();
    }

    /** Starts a key. */
    public void start() {
        der.reset(DerTokenizer.ONE_ELEMENT);
        spki.start();
        result = 0;
    }

    /** Takes in the next bytes. @param buf source, left unchanged @param off its first byte @param len their number */
    public void append(byte[] buf, int off, int len) {
        der.input(buf, off, len);
        while (result == 0) {
            int event = der.next();
            if (event <= DerTokenizer.MORE) {
                result = event;
                break;
            }
            result = spki.event(event);
        }
        if (result > 0 && der.pos() < off + len) {
            result = -BrErr.BR_ERR_X509_EXTRA_ELEMENT;
        }
        der.release();
    }

    /**
     * Ends the key.
     *
     * @return its type, {@code X509Engine.KEYTYPE_RSA} or {@code KEYTYPE_EC}; or minus a {@code BR_ERR_X509_*} code
     */
    public int end() {
        if (result <= 0) {
            return result < 0 ? result : -BrErr.BR_ERR_X509_TRUNCATED;
        }
        spki.view(rsa, ec);
        return spki.keyType();
    }

    /** The key if it is RSA. @return a view on this decoder's array, good until {@link #start} */
    public RsaPublicKey rsaKey() {
        return rsa;
    }

    /** The key if it is EC. @return a view on this decoder's array, good until {@link #start} */
    public EcPublicKey ecKey() {
        return ec;
    }
}
