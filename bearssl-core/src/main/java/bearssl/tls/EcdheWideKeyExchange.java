package bearssl.tls;

import bearssl.ec.EcCurve;
import bearssl.ec.EcVerifyCurve;
import bearssl.hash.HashFunction;
import bearssl.rsa.RsaPublic;

/**
 * {@link EcdheKeyExchange} for servers that sign with other hash functions, or with EC keys on other curves.
 *
 * <p>RFC 8422, 5.1.1 has one list for the groups of key exchange and for the curves of certificates, so such a curve
 * has to be offered though it cannot exchange keys. It stands behind the one that can. OpenSSL 3.0 and JSSE serve a
 * P-384 certificate only if P-384 is in the list, and then exchange keys on the first group; GnuTLS 3.7 and wolfSSL 5.5
 * serve it anyway. But a server that follows an order of its own may choose the curve for the exchange, with whatever
 * certificate: mbed TLS 2.28 does. That ends with {@code BR_ERR_INVALID_ALGORITHM}, so name a curve only where a server
 * needs it.
 */
public final class EcdheWideKeyExchange extends EcdheKeyExchange {
    private final HashFunction[] hashes;
    private final EcVerifyCurve[] keyCurves;

    /**
     * Makes the exchange.
     *
     * @param curve     the one group for key exchange, with points of at most 65 bytes
     * @param rsa       verifies the signatures of RSA keys
     * @param hashes    hash functions of the signatures, most wanted first; kept, not copied
     * @param keyCurves further curves of certificates' keys; may be empty; kept, not copied
     */
    public EcdheWideKeyExchange(EcCurve curve, RsaPublic rsa, HashFunction[] hashes, EcVerifyCurve[] keyCurves) {
        super(curve, rsa, hashes[0]);
        this.hashes = hashes;
        this.keyCurves = keyCurves;
    }

    int group(int i) {
        return i == 0 ? super.group(0) : i <= keyCurves.length ? keyCurves[i - 1].namedCurve() : 0;
    }

    int hash(int i) {
        return i < hashes.length ? hashes[i].id() : 0;
    }

    HashFunction signatureHash(int id) {
        for (int i = 0; i < hashes.length; i++) {
            if (hashes[i].id() == id) {
                return hashes[i];
            }
        }
        return null;
    }

    EcVerifyCurve keyCurve(int named) {
        for (int i = 0; i < keyCurves.length; i++) {
            if (keyCurves[i].namedCurve() == named) {
                return keyCurves[i];
            }
        }
        return super.keyCurve(named);
    }
}
