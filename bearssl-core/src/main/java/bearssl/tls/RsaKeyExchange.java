package bearssl.tls;

import bearssl.base.Codec;
import bearssl.base.Workspace;
import bearssl.rsa.Pkcs1;
import bearssl.rsa.RsaPublic;
import bearssl.rsa.RsaPublicKey;

/**
 * RSA key transport (RFC 5246, section 7.4.7.1): the premaster secret is encrypted for the key in the certificate.
 * It has no forward secrecy: who gets the server's key later can read what was recorded before.
 */
public final class RsaKeyExchange extends KeyExchange {
    private static final int PREMASTER_LEN = 48;
    private static final int TLS12 = 0x0303;

    private final RsaPublic rsa;

    /** Makes the exchange on an implementation of RSA. @param rsa the public operation */
    public RsaKeyExchange(RsaPublic rsa) {
        this.rsa = rsa;
    }

    boolean expectsServerKeyExchange() {
        return false;
    }

    int group(int i) {
        return 0;
    }

    int readServerKeyExchange(byte[] buf, int off, int len, HandshakeContext hs) {
        return BrErr.BR_ERR_UNEXPECTED; // the handshake does not ask for it
    }

    int clientKeyExchangeLen(HandshakeContext hs) {
        return 2 + hs.x509.rsaKey().modulusLen();
    }

    int writeClientKeyExchange(byte[] dst, int off, HandshakeContext hs) {
        RsaPublicKey key = hs.x509.rsaKey();
        int keyLen = key.modulusLen();
        Workspace ws = hs.ws;
        int premaster = hs.frame + HandshakeContext.SHARED;
        hs.rng.generate(ws.bytes, premaster, PREMASTER_LEN, ws);
        // RFC 5246, 7.4.7.1: the version here is the latest one offered, not the negotiated one; both are 1.2.
        Codec.putU16(ws.bytes, premaster, TLS12);
        Codec.putU16(dst, off, keyLen);
        boolean encrypted = Pkcs1.padType2(dst, off + 2, keyLen, ws.bytes, premaster, PREMASTER_LEN, hs.rng, ws)
                && rsa.modPow(dst, off + 2, keyLen, key, ws);
        // An even modulus or exponent, or one below 3. Nothing is sent of a block that is not encrypted.
        return encrypted ? BrErr.BR_ERR_OK : hs.error(BrErr.BR_ERR_X509_WEAK_PUBLIC_KEY, 8 * keyLen, 0);
    }

    int premasterOff() {
        return HandshakeContext.SHARED;
    }

    int premasterLen() {
        return PREMASTER_LEN;
    }
}
