package bearssl.testing;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.SecureRandomSpi;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.Arrays;
import java.util.Random;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** What a TLS 1.2 server needs of cryptography, all of it the JDK's: independent of the code under test. */
final class JdkTls12 {
    private JdkTls12() {
    }

    /** PRF of RFC 5246, section 5, with SHA-256. */
    static byte[] prf(byte[] secret, String label, byte[] seed, int len) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            byte[] labelled = Bytes.join(label.getBytes(StandardCharsets.US_ASCII), seed);
            byte[] a = labelled;
            byte[] result = new byte[0];
            while (result.length < len) {
                a = mac.doFinal(a);
                result = Bytes.join(result, mac.doFinal(Bytes.join(a, labelled)));
            }
            return Arrays.copyOf(result, len);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static byte[] sha256(byte[] data) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(data);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** AES-128-GCM in one of {@link Cipher}'s modes. */
    static byte[] gcm(int mode, byte[] key, byte[] nonce, byte[] additional, byte[] data) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, nonce));
            cipher.updateAAD(additional);
            return cipher.doFinal(data);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Signs with a hash in TLS numbers: 2 SHA-1, 4 SHA-256, 5 SHA-384, 6 SHA-512. */
    static byte[] sign(PrivateKey key, int hash, byte[] data, SecureRandom random) {
        String digest = hash == 2 ? "SHA1" : hash == 5 ? "SHA384" : hash == 6 ? "SHA512" : "SHA256";
        try {
            Signature signer = Signature.getInstance(digest + (isRsa(key) ? "withRSA" : "withECDSA"));
            signer.initSign(key, random);
            signer.update(data);
            return signer.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static boolean isRsa(PrivateKey key) {
        return key.getAlgorithm().equals("RSA");
    }

    static byte[] rsaDecrypt(PrivateKey key, byte[] encrypted) {
        try {
            Cipher cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding");
            cipher.init(Cipher.DECRYPT_MODE, key);
            return cipher.doFinal(encrypted);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static KeyPair p256(SecureRandom random) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"), random);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Uncompressed encoding of a P-256 key. */
    static byte[] point(KeyPair pair) {
        ECPoint w = ((ECPublicKey) pair.getPublic()).getW();
        return Bytes.join(new byte[] {4}, unsigned(w.getAffineX(), 32), unsigned(w.getAffineY(), 32));
    }

    /** The x-coordinate that both sides share. */
    static byte[] agree(KeyPair own, byte[] point) {
        try {
            AlgorithmParameters p256 = AlgorithmParameters.getInstance("EC");
            p256.init(new ECGenParameterSpec("secp256r1"));
            ECPoint w = new ECPoint(new BigInteger(1, Arrays.copyOfRange(point, 1, 33)),
                    new BigInteger(1, Arrays.copyOfRange(point, 33, 65)));
            KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
            agreement.init(own.getPrivate());
            agreement.doPhase(KeyFactory.getInstance("EC").generatePublic(
                    new ECPublicKeySpec(w, p256.getParameterSpec(ECParameterSpec.class))), true);
            return agreement.generateSecret();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static byte[] unsigned(BigInteger v, int len) {
        byte[] result = new byte[len];
        for (int i = 0; i < len; i++) {
            result[len - 1 - i] = v.shiftRight(8 * i).byteValue();
        }
        return result;
    }

    /** A generator that gives the same bytes for the same seed, for tests that replay. */
    static SecureRandom deterministic(long seed) {
        return new Deterministic(seed);
    }

    private static final class Deterministic extends SecureRandom {
        private static final long serialVersionUID = 1;

        Deterministic(long seed) {
            super(new Replayed(seed), null);
        }
    }

    private static final class Replayed extends SecureRandomSpi {
        private static final long serialVersionUID = 1;

        private final transient Random random;

        Replayed(long seed) {
            random = new Random(seed);
        }

        @Override
        protected void engineSetSeed(byte[] seed) {
            // only the first seed counts
        }

        @Override
        protected void engineNextBytes(byte[] bytes) {
            random.nextBytes(bytes);
        }

        @Override
        protected byte[] engineGenerateSeed(int len) {
            byte[] bytes = new byte[len];
            random.nextBytes(bytes);
            return bytes;
        }
    }
}
