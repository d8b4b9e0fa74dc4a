package bearssl.x509;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Date;
import java.util.Random;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Keys and certificates made on the spot. */
final class TestCerts {
    /** The golden RSA key (2048 bits, e = 65537) of the fingerprint's vectors. */
    static final byte[] RSA_SPKI = Base64.getDecoder().decode(""
            + "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEArDp4b5SJqGUNMNc+sqzW"
            + "MjNqWEZEb4CxDCHhfIJ7wkG4e4ZziCZ3+zGk1DcT4G0mMxPFUARnQiW7yEKqHBm/"
            + "VUghD/Hj7+YhAoOqmENS67Oz3qcrfUwK8GrOQUxKF3VCLXHR9cro+NwANqd4RSFz"
            + "OnNopHxqL+tDML835MvqLR1pcr1cbjllASFpVQ0K14zjykkqS0pofbJWhe3ciLc/"
            + "V9S3XKM2qfiZE1Pk1f0HzwviKqfoDFFBbMsiaNulbJgQBeGA9QL+7ZnerRZJYEKl"
            + "c5xPJ1M0hcOQytO3CKiPdcdtMiiBxYuk5xqRWYA/UJ5sOpMu26gmK/dMr46f/4xf"
            + "8wIDAQAB");
    /** The golden P-256 key. */
    static final byte[] EC_SPKI = Base64.getDecoder().decode(""
            + "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEQqSV/YWBO6cRqmEF1mwfa8YUP4FL"
            + "BhzBPsAg+AhSOiK5Ml6EHBcvVEUh4+ckm5qJGoU0V9G6j1tysLuGZRntmw==");

    static final KeyPair SIGNER = ec("secp256r1");

    private TestCerts() {
    }

    static KeyPair ec(String curve) {
        try {
            KeyPairGenerator g = KeyPairGenerator.getInstance("EC");
            g.initialize(new ECGenParameterSpec(curve));
            return g.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    static KeyPair pair(String algorithm, int bits) {
        try {
            KeyPairGenerator g = KeyPairGenerator.getInstance(algorithm);
            if (bits != 0) {
                g.initialize(bits);
            }
            return g.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** An odd number of so many bits in the place of a modulus: for whoever reads keys without computing. */
    static PublicKey rsa(int bits, long seed) {
        BigInteger n = new BigInteger(bits, new Random(seed)).setBit(bits - 1).setBit(0);
        return rsa(n, BigInteger.valueOf(65537));
    }

    static PublicKey rsa(BigInteger n, BigInteger e) {
        try {
            return KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(n, e));
        } catch (GeneralSecurityException x) {
            throw new AssertionError(x);
        }
    }

    static PublicKey key(String algorithm, byte[] spki) {
        try {
            return KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(spki));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** A certificate for this SubjectPublicKeyInfo, signed by {@link #SIGNER}. */
    static byte[] cert(byte[] spki) {
        try {
            X509v3CertificateBuilder b = new X509v3CertificateBuilder(new X500Name("CN=Test CA"), BigInteger.TEN,
                    new Date(1_700_000_000_000L), new Date(2_000_000_000_000L), new X500Name("CN=broker.example"),
                    SubjectPublicKeyInfo.getInstance(spki));
            return b.build(new JcaContentSignerBuilder("SHA256withECDSA").build(SIGNER.getPrivate())).getEncoded();
        } catch (OperatorCreationException e) {
            throw new AssertionError(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
