package bearssl.testing;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.SecureRandomSpi;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * What a TLS 1.2 server needs of cryptography, all of it the JDK's: independent of the code under test. What is done
 * with public keys is remembered, because servers with the same seed ask for the same.
 */
final class JdkTls12 {
    private static final int MOST = 2000;
    private static final Map<Question, Object> ANSWERS = new HashMap<>();

    private JdkTls12() {
    }

    private record Question(String what, Object key, ByteBuffer input) {
    }

    private interface Answer {
        Object find() throws GeneralSecurityException;
    }

    private static synchronized Object remembered(String what, Object key, byte[] input, Answer answer) {
        if (ANSWERS.size() >= MOST) {
            ANSWERS.clear();
        }
        return ANSWERS.computeIfAbsent(new Question(what, key, ByteBuffer.wrap(input)), q -> {
            try {
                return answer.find();
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        });
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

    private static Signature signature(Key key, int hash) throws GeneralSecurityException {
        String digest = hash == 2 ? "SHA1" : hash == 5 ? "SHA384" : hash == 6 ? "SHA512" : "SHA256";
        return Signature.getInstance(digest + (isRsa(key) ? "withRSA" : "withECDSA"));
    }

    /** Signs with a hash in TLS numbers: 2 SHA-1, 4 SHA-256, 5 SHA-384, 6 SHA-512. Always the same signature. */
    static byte[] sign(PrivateKey key, int hash, byte[] data) {
        return (byte[]) remembered("sign " + hash, key, data, () -> {
            Signature signer = signature(key, hash);
            signer.initSign(key, deterministic(Arrays.hashCode(data)));
            signer.update(data);
            return signer.sign();
        });
    }

    /** Whether a signature is right, and if it is of ECDSA in DER to the letter. */
    static boolean verifies(PublicKey key, int hash, byte[] data, byte[] signature) {
        byte[] input = Bytes.join(Bytes.u16(data.length), data, signature);
        return (boolean) remembered("verify " + hash, key, input, () -> {
            Signature verifier = signature(key, hash);
            verifier.initVerify(key);
            verifier.update(data);
            try {
                return verifier.verify(signature) && (isRsa(key) || isDer(signature));
            } catch (SignatureException e) {
                return false;
            }
        });
    }

    // Two positive numbers in their shortest form; the JDK takes others, too.
    private static boolean isDer(byte[] signature) {
        int rLen = signature[3];
        int sOff = 6 + rLen;
        if (signature.length > 72 || rLen < 1 || sOff > signature.length) {
            return false;
        }
        byte[] numbers = Bytes.join(integer(Arrays.copyOfRange(signature, 4, 4 + rLen)),
                integer(Bytes.without(signature, sOff)));
        return Arrays.equals(signature, Bytes.join(Bytes.of(0x30), Bytes.vector8(numbers)));
    }

    private static byte[] integer(byte[] b) {
        return Bytes.join(Bytes.of(2), Bytes.vector8(new BigInteger(1, b).toByteArray()));
    }

    static boolean isRsa(Key key) {
        return key.getAlgorithm().equals("RSA");
    }

    static byte[] rsaDecrypt(PrivateKey key, byte[] encrypted) {
        return (byte[]) remembered("decrypt", key, encrypted, () -> {
            Cipher cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding");
            cipher.init(Cipher.DECRYPT_MODE, key);
            return cipher.doFinal(encrypted);
        });
    }

    static KeyPair p256(SecureRandom random) {
        long seed = random.nextLong();
        return (KeyPair) remembered("P-256", seed, new byte[0], () -> {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"), deterministic(seed));
            return generator.generateKeyPair();
        });
    }

    /** Uncompressed encoding of a P-256 key. */
    static byte[] point(KeyPair pair) {
        ECPoint w = ((ECPublicKey) pair.getPublic()).getW();
        return Bytes.join(new byte[] {4}, unsigned(w.getAffineX(), 32), unsigned(w.getAffineY(), 32));
    }

    /** The x-coordinate that both sides share. */
    static byte[] agree(KeyPair own, byte[] point) {
        return (byte[]) remembered("ECDH", own.getPrivate(), point, () -> {
            AlgorithmParameters p256 = AlgorithmParameters.getInstance("EC");
            p256.init(new ECGenParameterSpec("secp256r1"));
            ECPoint w = new ECPoint(new BigInteger(1, Arrays.copyOfRange(point, 1, 33)),
                    new BigInteger(1, Arrays.copyOfRange(point, 33, 65)));
            KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
            agreement.init(own.getPrivate());
            agreement.doPhase(KeyFactory.getInstance("EC").generatePublic(
                    new ECPublicKeySpec(w, p256.getParameterSpec(ECParameterSpec.class))), true);
            return agreement.generateSecret();
        });
    }

    /** Whether this is an uncompressed point of P-256: y^2 = x^3 - 3x + b (SEC 2, section 2.4.2). */
    static boolean isOnP256(byte[] point) {
        BigInteger p = new BigInteger("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff", 16);
        BigInteger b = new BigInteger("5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b", 16);
        if (point.length != 65 || point[0] != 4) {
            return false;
        }
        BigInteger x = new BigInteger(1, Arrays.copyOfRange(point, 1, 33));
        BigInteger y = new BigInteger(1, Arrays.copyOfRange(point, 33, 65));
        BigInteger right = x.multiply(x).subtract(BigInteger.valueOf(3)).multiply(x).add(b);
        return x.compareTo(p) < 0 && y.compareTo(p) < 0 && y.multiply(y).subtract(right).mod(p).signum() == 0;
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
