package bearssl.benchmarks;

import bearssl.ec.EcP256M15;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;

/** Fixed inputs: bytes from a seeded generator, a P-256 key, and a server's RSA-2048 key with certificate and CA. */
public final class Inputs {
    /** A P-256 scalar with a middling number of bits set. */
    static final byte[] SCALAR =
            fixed(new BigInteger("5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B", 16), 32);
    /** Its public point. */
    static final byte[] POINT = new byte[65];

    /** The CA's certificate, the server's for localhost, and the server's key, which protect nothing: PEM files. */
    public static final String[] PKI = {"ca.pem", "server.pem", "server.key"};

    private static final byte[] VALID = {1};
    private static final byte[] INVALID = {0};

    static {
        EcP256M15.INSTANCE.mulGen(POINT, 0, SCALAR, 0, Engines.workspace());
    }

    private Inputs() {
    }

    static byte[] bytes(int len, int seed) {
        byte[] b = new byte[len];
        new Random(seed).nextBytes(b);
        return b;
    }

    static byte[] verdict(boolean valid) {
        return valid ? VALID : INVALID;
    }

    static void put(BigInteger v, byte[] dst, int off, int len) {
        byte[] b = v.toByteArray(); // with a sign bit, so a byte 0 in front may have to go
        int n = Math.min(b.length, len);
        Arrays.fill(dst, off, off + len - n, (byte) 0);
        System.arraycopy(b, b.length - n, dst, off + len - n, n);
    }

    static byte[] fixed(BigInteger v, int len) {
        byte[] b = new byte[len];
        put(v, b, 0, len);
        return b;
    }

    // ---- keys for JCA

    private static ECParameterSpec p256() throws GeneralSecurityException {
        AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
        parameters.init(new ECGenParameterSpec("secp256r1"));
        return parameters.getParameterSpec(ECParameterSpec.class);
    }

    static KeyPair p256(byte[] point, byte[] scalar) throws GeneralSecurityException {
        KeyFactory factory = KeyFactory.getInstance("EC");
        ECPoint w = new ECPoint(new BigInteger(1, point, 1, 32), new BigInteger(1, point, 33, 32));
        return new KeyPair(factory.generatePublic(new ECPublicKeySpec(w, p256())),
                factory.generatePrivate(new ECPrivateKeySpec(new BigInteger(1, scalar), p256())));
    }

    static byte[] point(ECPublicKey key) {
        byte[] point = new byte[65];
        point[0] = 4;
        put(key.getW().getAffineX(), point, 1, 32);
        put(key.getW().getAffineY(), point, 33, 32);
        return point;
    }

    /** A file of {@link #PKI}. */
    public static byte[] pki(String file) {
        try (InputStream in = Inputs.class.getResourceAsStream("pki/" + file)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static X509Certificate certificate(String file) throws GeneralSecurityException {
        return (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(pki(file)));
    }

    static RSAPrivateCrtKey rsaKey() throws GeneralSecurityException {
        String pem = new String(pki("server.key"), StandardCharsets.US_ASCII).replaceAll("-----.*-----", "");
        return (RSAPrivateCrtKey) KeyFactory.getInstance("RSA")
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(pem)));
    }
}
