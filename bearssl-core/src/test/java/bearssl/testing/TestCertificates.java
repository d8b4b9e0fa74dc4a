package bearssl.testing;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.security.spec.RSAPrivateKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Date;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Keys and certificates made on the spot for test servers. RSA keys are made once: they take long. */
public final class TestCertificates {
    public static final char[] PASSWORD = "changeit".toCharArray();

    private static final KeyPair RSA_2048 = rsa(2048);
    private static final KeyPair RSA_CA = rsa(2048);

    private TestCertificates() {
    }

    public static KeyPair rsa2048() {
        return RSA_2048;
    }

    public static KeyPair rsa(int bits) {
        return rsa(bits, new SecureRandom());
    }

    /** The same key at each run, for tests that replay. */
    public static KeyPair rsa2048(long seed) {
        return rsa(2048, JdkTls12.deterministic(seed));
    }

    /** The same key at each run, for tests that replay. */
    public static KeyPair p256(long seed) {
        return JdkTls12.p256(JdkTls12.deterministic(seed));
    }

    private static KeyPair rsa(int bits, SecureRandom random) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits, random);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A key of 4096 bits, the product of eight primes (RFC 8017, section 3.1): made in a moment. */
    public static KeyPair rsa4096() {
        SecureRandom random = new SecureRandom();
        BigInteger e = RSAKeyGenParameterSpec.F4;
        BigInteger n = BigInteger.ONE;
        BigInteger phi = BigInteger.ONE;
        while (n.bitLength() < 4096) {
            // from 15/16 of 2^512 up: eight of them have 4096 bits
            BigInteger p = new BigInteger(508, random).add(BigInteger.valueOf(15).shiftLeft(508)).nextProbablePrime();
            if (!p.mod(e).equals(BigInteger.ONE)) {
                n = n.multiply(p);
                phi = phi.multiply(p.subtract(BigInteger.ONE));
            }
        }
        try {
            KeyFactory factory = KeyFactory.getInstance("RSA");
            return new KeyPair(factory.generatePublic(new RSAPublicKeySpec(n, e)),
                    factory.generatePrivate(new RSAPrivateKeySpec(n, e.modInverse(phi))));
        } catch (GeneralSecurityException x) {
            throw new IllegalStateException(x);
        }
    }

    public static KeyPair p256() {
        return ec("secp256r1");
    }

    public static KeyPair ec(String curve) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(curve));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A key store whose only entry is a chain of {@code length} certificates, leaf first, all but the leaf RSA CAs. */
    public static KeyStore chain(KeyPair leaf, int length) {
        try {
            X509Certificate[] chain = new X509Certificate[length];
            for (int i = length - 1; i >= 0; i--) {
                boolean isTop = i == length - 1;
                KeyPair subject = i == 0 ? leaf : RSA_CA;
                KeyPair issuer = isTop ? subject : RSA_CA;
                chain[i] = certificate(name(i), subject, isTop ? name(i) : name(i + 1), issuer, i > 0);
            }
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, PASSWORD);
            store.setKeyEntry("server", leaf.getPrivate(), PASSWORD, chain);
            return store;
        } catch (GeneralSecurityException | java.io.IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static X500Principal name(int depth) {
        return new X500Principal(depth == 0 ? "CN=localhost" : "CN=Test CA " + depth + ", O=A name that takes some room");
    }

    /** A key store with a leaf that an intermediate has signed with this hash; both names are of localhost's chain. */
    public static KeyStore signedWith(String hash, KeyPair leaf, KeyPair signer) {
        try {
            X509Certificate[] chain = {
                certificate(name(0), leaf, name(1), signer, false, hash),
                certificate(name(1), signer, name(1), signer, true, hash),
            };
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, PASSWORD);
            store.setKeyEntry("server", leaf.getPrivate(), PASSWORD, chain);
            return store;
        } catch (GeneralSecurityException | java.io.IOException e) {
            throw new IllegalStateException(e);
        }
    }

    public static X509Certificate certificate(X500Principal subject, KeyPair key, X500Principal issuer, KeyPair signer,
            boolean isCa) {
        return certificate(subject, key, issuer, signer, isCa, "SHA256");
    }

    private static X509Certificate certificate(X500Principal subject, KeyPair key, X500Principal issuer, KeyPair signer,
            boolean isCa, String hash) {
        try {
            long now = System.currentTimeMillis();
            JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(issuer,
                    BigInteger.valueOf(now), new Date(now - 3_600_000), new Date(now + 86_400_000), subject,
                    key.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(isCa));
            if (!isCa) {
                builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(new GeneralName[] {
                    new GeneralName(GeneralName.dNSName, "localhost"),
                    new GeneralName(GeneralName.iPAddress, "127.0.0.1"),
                }));
            }
            String algorithm = signer.getPrivate().getAlgorithm().equals("RSA") ? "withRSA" : "withECDSA";
            return new JcaX509CertificateConverter().getCertificate(
                    builder.build(new JcaContentSignerBuilder(hash + algorithm).build(signer.getPrivate())));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
