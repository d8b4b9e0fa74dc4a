package bearssl.testing;

import bearssl.ec.EcCurve;
import bearssl.ec.EcP256M15;
import bearssl.ec.EcPrivateKey;
import bearssl.rsa.RsaI15Private;
import bearssl.rsa.RsaPrivateKey;
import bearssl.tls.ClientAuth;
import bearssl.tls.EcClientAuth;
import bearssl.tls.RsaClientAuth;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;

/** What this library signs with, from a key store. */
public final class OurClientAuth {
    private OurClientAuth() {
    }

    /** The chain and key of {@link TestCertificates#chain}, RSA or on P-256. */
    public static ClientAuth of(KeyStore keys) {
        return of(key(keys), chain(keys));
    }

    /** The same from their bytes, the key in PKCS#8. */
    public static ClientAuth of(byte[] key, byte[][] chain) {
        PrivateKey jdk = decode(key);
        return jdk instanceof ECPrivateKey ec ? ec(JdkTls12.unsigned(ec.getS(), 32), chain)
                : rsa(RsaKeys.of(jdk), chain);
    }

    private static PrivateKey decode(byte[] key) {
        PKCS8EncodedKeySpec spec = new PKCS8EncodedKeySpec(key);
        try {
            try {
                return KeyFactory.getInstance("EC").generatePrivate(spec);
            } catch (InvalidKeySpecException e) {
                return KeyFactory.getInstance("RSA").generatePrivate(spec);
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public static ClientAuth rsa(RsaPrivateKey key, byte[][] chain) {
        return new RsaClientAuth(RsaI15Private.INSTANCE, key, chain);
    }

    public static ClientAuth ec(byte[] scalar, byte[][] chain) {
        EcPrivateKey key = new EcPrivateKey();
        key.set(EcCurve.SECP256R1, scalar, 0, scalar.length);
        return new EcClientAuth(EcP256M15.INSTANCE, key, chain);
    }

    /** The private key in PKCS#8. */
    public static byte[] key(KeyStore keys) {
        try {
            return keys.getKey("server", TestCertificates.PASSWORD).getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The 32 bytes of a private key on P-256. */
    public static byte[] scalar(KeyStore keys) {
        return JdkTls12.unsigned(((ECPrivateKey) decode(key(keys))).getS(), 32);
    }

    /** An RSA key in our form. */
    public static RsaPrivateKey rsaKey(KeyStore keys) {
        return RsaKeys.of(decode(key(keys)));
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
