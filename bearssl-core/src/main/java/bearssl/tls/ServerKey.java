package bearssl.tls;

import bearssl.rsa.RsaPublicKey;

/** Judges the key of a certificate that has been found valid: does it fit the suite, and can it be served? */
final class ServerKey {
    /** Shortest RSA key: below it neither padding nor signature is worth anything. */
    private static final int MIN_RSA_LEN = 1024 / 8;
    /** Longest public exponent, as in OpenSSL: one as long as the modulus would take a slow JVM seconds. */
    private static final int MAX_EXPONENT_LEN = 8;

    private ServerKey() {
    }

    /** Checks the key that the X.509 engine yields against the chosen suite. @return a {@code BR_ERR_*} code */
    static int check(HandshakeContext hs) {
        int type = hs.x509.keyType();
        int wanted = CipherSuite.keyType(hs.suite);
        if (type != wanted) {
            hs.alert = Alert.ILLEGAL_PARAMETER;
            return hs.error(BrErr.BR_ERR_X509_WRONG_KEY_TYPE, type, wanted);
        }
        int usage = CipherSuite.keyUsage(hs.suite);
        if ((hs.x509.keyUsages() & usage) == 0) {
            return hs.error(BrErr.BR_ERR_WRONG_KEY_USAGE, hs.x509.keyUsages(), usage);
        }
        if (type == X509Engine.KEYTYPE_RSA) {
            return checkRsa(hs.x509.rsaKey(), hs);
        }
        // RFC 8422, 5.1.1: the groups offered are those of the certificate's key, too.
        int curve = hs.x509.ecKey().curve();
        int i = 0;
        while (hs.exchange.group(i) != 0 && hs.exchange.group(i) != curve) {
            i++;
        }
        return hs.exchange.group(i) != 0 ? BrErr.BR_ERR_OK
                : hs.error(BrErr.BR_ERR_INVALID_ALGORITHM, curve, hs.exchange.group(0));
    }

    private static int checkRsa(RsaPublicKey key, HandshakeContext hs) {
        int len = key.modulusLen();
        // Not what happens to be free: P-256's scratch would let a longer key pass whose signature has no room.
        int max = hs.profile.maxRsaLen();
        if (len > max) {
            return hs.error(BrErr.BR_ERR_LIMIT_EXCEEDED, 8 * len, 8 * max);
        }
        if (key.exponentLen() > MAX_EXPONENT_LEN) {
            return hs.error(BrErr.BR_ERR_LIMIT_EXCEEDED, 8 * key.exponentLen(), 8 * MAX_EXPONENT_LEN);
        }
        return len >= MIN_RSA_LEN ? BrErr.BR_ERR_OK
                : hs.error(BrErr.BR_ERR_X509_WEAK_PUBLIC_KEY, 8 * len, 8 * MIN_RSA_LEN);
    }
}
