package bearssl.testing;

import bearssl.ec.EcCurve;
import bearssl.ec.EcP256M15;
import bearssl.ec.EcPrivateKey;
import bearssl.tls.ClientAuth;
import bearssl.tls.EcClientAuth;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.interfaces.ECPrivateKey;

/** What this library signs with, from a key store. */
public final class OurClientAuth {
    private OurClientAuth() {
    }

    /** The chain and key of {@link TestCertificates#chain}, a key on P-256. */
    public static ClientAuth of(KeyStore keys) {
        return ec(scalar(keys), chain(keys));
    }

    /** The same from their bytes. */
    public static ClientAuth ec(byte[] scalar, byte[][] chain) {
        EcPrivateKey key = new EcPrivateKey();
        key.set(EcCurve.SECP256R1, scalar, 0, scalar.length);
        return new EcClientAuth(EcP256M15.INSTANCE, key, chain);
    }

    /** The private key's 32 bytes. */
    public static byte[] scalar(KeyStore keys) {
        try {
            return JdkTls12.unsigned(((ECPrivateKey) keys.getKey("server", TestCertificates.PASSWORD)).getS(), 32);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The certificates in DER, leaf first. */
    public static byte[][] chain(KeyStore keys) {
        try {
            Certificate[] certificates = keys.getCertificateChain("server");
            byte[][] chain = new byte[certificates.length][];
            for (int i = 0; i < chain.length; i++) {
                chain[i] = certificates[i].getEncoded();
            }
            return chain;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
