package bearssl.ec;

import bearssl.hash.HashFunction;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Deterministic ECDSA by the letter of RFC 6979, in BigIntegers and with the JDK's HMAC.
 *
 * @param n          order, of whole bytes
 * @param coordinate the X coordinate of k times the generator
 */
record Rfc6979(BigInteger n, UnaryOperator<BigInteger> coordinate) {
    private byte[] octets(BigInteger v) {
        byte[] b = v.toByteArray();
        int len = n.bitLength() / 8;
        byte[] all = new byte[len + b.length];
        System.arraycopy(b, 0, all, len, b.length);
        return Arrays.copyOfRange(all, all.length - len, all.length);
    }

    private BigInteger integer(byte[] b) {
        return new BigInteger(1, Arrays.copyOf(b, Math.min(b.length, n.bitLength() / 8)));
    }

    private static byte[] hmac(int hash, byte[] key, byte[]... parts) {
        String name = switch (hash) {
            case HashFunction.SHA1 -> "HmacSHA1";
            case HashFunction.SHA224 -> "HmacSHA224";
            case HashFunction.SHA256 -> "HmacSHA256";
            case HashFunction.SHA384 -> "HmacSHA384";
            default -> "HmacSHA512";
        };
        try {
            Mac mac = Mac.getInstance(name);
            mac.init(new SecretKeySpec(key, name));
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The raw signature. */
    byte[] sign(int hf, BigInteger x, byte[] hash) {
        byte[] v = new byte[hash.length];
        Arrays.fill(v, (byte) 1);
        byte[] k = new byte[hash.length];
        byte[] seed = ByteBuffer.allocate(n.bitLength() / 4).put(octets(x)).put(octets(integer(hash).mod(n))).array();
        k = hmac(hf, k, v, new byte[] {0}, seed);
        v = hmac(hf, k, v);
        k = hmac(hf, k, v, new byte[] {1}, seed);
        v = hmac(hf, k, v);
        while (true) {
            byte[] t = new byte[0];
            while (8 * t.length < n.bitLength()) {
                v = hmac(hf, k, v);
                t = ByteBuffer.allocate(t.length + v.length).put(t).put(v).array();
            }
            BigInteger nonce = integer(t);
            if (nonce.signum() > 0 && nonce.compareTo(n) < 0) {
                BigInteger r = coordinate.apply(nonce).mod(n);
                BigInteger s = nonce.modInverse(n).multiply(integer(hash).add(r.multiply(x))).mod(n);
                if (r.signum() > 0 && s.signum() > 0) {
                    return ByteBuffer.allocate(n.bitLength() / 4).put(octets(r)).put(octets(s)).array();
                }
            }
            k = hmac(hf, k, v, new byte[] {0});
            v = hmac(hf, k, v);
        }
    }
}
