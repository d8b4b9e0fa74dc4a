package bearssl.testing;

import bearssl.rsa.RsaPrivateKey;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Random;

/** RSA private keys in the form of our API, from primes or from the JDK's. */
public final class RsaKeys {
    /** Where the numbers begin in the array. */
    public static final int OFF = 3;

    private RsaKeys() {
    }

    /** A number p of just so many bits with gcd(p-1, e) = 1, the same for the same seed; surely a prime. */
    public static BigInteger prime(int bits, BigInteger e, long seed) {
        Random rnd = new Random(seed);
        BigInteger p;
        do {
            p = BigInteger.probablePrime(bits, rnd);
        } while (!e.gcd(p.subtract(BigInteger.ONE)).equals(BigInteger.ONE));
        return p;
    }

    /** A key whose exponents and coefficient follow from the primes. */
    public static RsaPrivateKey of(BigInteger p, BigInteger q, BigInteger e) {
        BigInteger dp = e.modInverse(p.subtract(BigInteger.ONE));
        BigInteger dq = e.modInverse(q.subtract(BigInteger.ONE));
        return of(p, q, dp, dq, q.modInverse(p), e);
    }

    /** A key of these numbers, in an array with other bytes around them. */
    public static RsaPrivateKey of(BigInteger p, BigInteger q, BigInteger dp, BigInteger dq, BigInteger iq,
            BigInteger e) {
        int pLen = length(p);
        int qLen = length(q);
        int eLen = length(e);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {-1, -1, -1});
        out.writeBytes(unsigned(p, pLen));
        out.writeBytes(unsigned(q, qLen));
        out.writeBytes(unsigned(dp, pLen));
        out.writeBytes(unsigned(dq, qLen));
        out.writeBytes(unsigned(iq, pLen));
        out.writeBytes(unsigned(e, eLen));
        out.write(-1);
        RsaPrivateKey key = new RsaPrivateKey();
        key.set(out.toByteArray(), OFF, p.multiply(q).bitLength(), pLen, qLen, eLen);
        return key;
    }

    /** The JDK's key. */
    public static RsaPrivateKey of(PrivateKey jdk) {
        RSAPrivateCrtKey k = (RSAPrivateCrtKey) jdk;
        return of(k.getPrimeP(), k.getPrimeQ(), k.getPrimeExponentP(), k.getPrimeExponentQ(), k.getCrtCoefficient(),
                k.getPublicExponent());
    }

    /** The key that follows from the primes, for the JDK. */
    public static RSAPrivateCrtKey jdk(BigInteger p, BigInteger q, BigInteger e) {
        BigInteger p1 = p.subtract(BigInteger.ONE);
        BigInteger q1 = q.subtract(BigInteger.ONE);
        try {
            return (RSAPrivateCrtKey) KeyFactory.getInstance("RSA").generatePrivate(new RSAPrivateCrtKeySpec(
                    p.multiply(q), e, e.modInverse(p1.multiply(q1)), p, q, e.modInverse(p1), e.modInverse(q1),
                    q.modInverse(p)));
        } catch (GeneralSecurityException x) {
            throw new IllegalStateException(x);
        }
    }

    /** The same with its public half. */
    public static KeyPair pair(BigInteger p, BigInteger q, BigInteger e) {
        try {
            return new KeyPair(KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(p.multiply(q), e)),
                    jdk(p, q, e));
        } catch (GeneralSecurityException x) {
            throw new IllegalStateException(x);
        }
    }

    /** A key in PKCS#8. */
    public static RSAPrivateCrtKey pkcs8(byte[] der) {
        try {
            return (RSAPrivateCrtKey) KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(der));
        } catch (GeneralSecurityException x) {
            throw new IllegalStateException(x);
        }
    }

    /** The same key with its numbers elsewhere, so that one may change. */
    public static RsaPrivateKey copy(RsaPrivateKey key) {
        RsaPrivateKey copy = new RsaPrivateKey();
        copy.set(key.array().clone(), key.pOff(), key.modulusBits(), key.pLen(), key.qLen(), key.exponentLen());
        return copy;
    }

    /** The number in just as many bytes. */
    public static byte[] unsigned(BigInteger v, int len) {
        byte[] in = v.toByteArray();
        byte[] out = new byte[len];
        int n = Math.min(len, in.length);
        System.arraycopy(in, in.length - n, out, len - n, n);
        return out;
    }

    private static int length(BigInteger v) {
        return (v.bitLength() + 7) / 8;
    }
}
