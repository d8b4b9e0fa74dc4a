package bearssl.benchmarks;

import bearssl.base.Workspace;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.util.Random;

/** Fixed inputs: bytes from a seeded generator, and keys that do not change between runs where the time depends on them. */
final class Inputs {
    /** A P-256 scalar with a middling number of bits set. */
    static final BigInteger SCALAR =
            new BigInteger("5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B", 16);

    private Inputs() {
    }

    static byte[] bytes(int len, int seed) {
        byte[] b = new byte[len];
        new Random(seed).nextBytes(b);
        return b;
    }

    static Workspace workspace() {
        return new Workspace(1024, 1024, 256);
    }

    /** An RSA-2048 key pair. Fresh ones are as good as fixed ones: the public operation takes the same time for all. */
    static KeyPair rsa2048() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048, new SecureRandom());
        return generator.generateKeyPair();
    }

    /** Modulus of 256 bytes, then the exponent of 3. */
    static byte[] modulusAndExponent(RSAPublicKey key) {
        byte[] both = new byte[259];
        put(key.getModulus(), both, 0, 256);
        put(key.getPublicExponent(), both, 256, 3);
        return both;
    }

    static void put(BigInteger v, byte[] dst, int off, int len) {
        for (int i = 0; i < len; i++) {
            dst[off + len - 1 - i] = v.shiftRight(8 * i).byteValue();
        }
    }

    static byte[] fixed(BigInteger v, int len) {
        byte[] b = new byte[len];
        put(v, b, 0, len);
        return b;
    }

    static ECParameterSpec p256() throws GeneralSecurityException {
        AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
        parameters.init(new ECGenParameterSpec("secp256r1"));
        return parameters.getParameterSpec(ECParameterSpec.class);
    }

    /** The key pair of {@link #SCALAR}. @param point {@code 04 || X || Y} of its public key */
    static KeyPair p256(byte[] point) throws GeneralSecurityException {
        KeyFactory factory = KeyFactory.getInstance("EC");
        ECPoint w = new ECPoint(new BigInteger(1, point, 1, 32), new BigInteger(1, point, 33, 32));
        return new KeyPair(factory.generatePublic(new ECPublicKeySpec(w, p256())),
                factory.generatePrivate(new ECPrivateKeySpec(SCALAR, p256())));
    }
}
