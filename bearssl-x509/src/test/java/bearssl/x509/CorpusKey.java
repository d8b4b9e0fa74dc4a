package bearssl.x509;

import bearssl.testing.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.math.ec.ECPoint;

/**
 * A key that signs certificates of the corpus, always with the same signature. RSA is done here so that keys and
 * paddings may be what no provider makes.
 */
abstract class CorpusKey {
    /** Hash functions by BearSSL's numbers, 2 to 6. */
    static final String[] HASHES = {"", "", "SHA-1", "SHA-224", "SHA-256", "SHA-384", "SHA-512"};
    static final int SHA1 = 2;
    static final int SHA256 = 4;

    private static final Map<String, BigInteger[]> PRIMES = primes();
    private static final Map<String, CorpusKey> MADE = new HashMap<>();

    /** SubjectPublicKeyInfo. */
    abstract byte[] spki();

    /** Token of {@code anchor=} behind the name: {@code rsa:N:E} or {@code ec:CURVE:POINT}. */
    abstract String anchor();

    /** AlgorithmIdentifier of a signature. */
    abstract byte[] algorithm(int hash);

    /** Signature of a digest as it stands in the BIT STRING. */
    abstract byte[] signDigest(int hash, byte[] digest);

    byte[] sign(int hash, byte[] message) {
        return signDigest(hash, digest(hash, message));
    }

    static byte[] digest(int hash, byte[] message) {
        try {
            return MessageDigest.getInstance(HASHES[hash]).digest(message);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** Key with the primes of this name and e = 65537. */
    static Rsa rsa(String name) {
        return rsa(name, BigInteger.valueOf(65537));
    }

    static Rsa rsa(String name, BigInteger e) {
        BigInteger[] pq = PRIMES.get(name);
        return (Rsa) MADE.computeIfAbsent(name + " " + e, k -> new Rsa(pq[0], pq[1], e));
    }

    /** @param curve 23, 24 or 25 */
    static Ec ec(int curve, String seed) {
        return (Ec) MADE.computeIfAbsent(seed + " " + curve, k -> new Ec(curve, seed));
    }

    private static Map<String, BigInteger[]> primes() {
        Map<String, BigInteger[]> result = new TreeMap<>();
        try (InputStream in = CorpusKey.class.getResourceAsStream("corpus-rsa.txt")) {
            new String(in.readAllBytes(), StandardCharsets.US_ASCII).lines().filter(l -> !l.startsWith("#"))
                    .map(l -> l.split(" "))
                    .forEach(f -> result.put(f[0], new BigInteger[] {new BigInteger(f[1], 16),
                        new BigInteger(f[2], 16)}));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return result;
    }

    /** RSA with PKCS #1 version 1.5. */
    static final class Rsa extends CorpusKey {
        private static final int[] SIGNATURE = {0, 0, 5, 14, 11, 12, 13};
        private static final String[] DIGEST = {"", "", "1.3.14.3.2.26", "2.16.840.1.101.3.4.2.4",
            "2.16.840.1.101.3.4.2.1", "2.16.840.1.101.3.4.2.2", "2.16.840.1.101.3.4.2.3"};

        final BigInteger n;
        final BigInteger e;
        private final BigInteger p;
        private final BigInteger q;
        private final BigInteger d;

        Rsa(BigInteger p, BigInteger q, BigInteger e) {
            this.p = p;
            this.q = q;
            this.e = e;
            n = p.multiply(q);
            BigInteger phi = p.subtract(BigInteger.ONE).multiply(q.subtract(BigInteger.ONE));
            d = e.modInverse(phi);
        }

        static byte[] spki(byte[] n, byte[] e) {
            return Der.sequence(Der.sequence(Der.oid("1.2.840.113549.1.1.1"), Der.nothing()),
                    Der.bits(0, Der.sequence(Der.tlv(0x02, n), Der.tlv(0x02, e))));
        }

        static byte[] spki(BigInteger n, BigInteger e) {
            return spki(n.toByteArray(), e.toByteArray());
        }

        @Override
        byte[] spki() {
            return spki(n, e);
        }

        @Override
        String anchor() {
            return "rsa:" + hex(n) + ":" + hex(e);
        }

        static String hex(BigInteger v) {
            String s = v.toString(16);
            return s.length() % 2 == 0 ? s : "0" + s;
        }

        @Override
        byte[] algorithm(int hash) {
            return Der.sequence(Der.oid("1.2.840.113549.1.1." + SIGNATURE[hash]), Der.nothing());
        }

        int len() {
            return (n.bitLength() + 7) / 8;
        }

        @Override
        byte[] signDigest(int hash, byte[] digest) {
            return raw(padded(digestInfo(hash, true, digest)));
        }

        static byte[] digestInfo(int hash, boolean withNull, byte[] digest) {
            byte[] oid = Der.oid(DIGEST[hash]);
            return Der.sequence(withNull ? Der.sequence(oid, Der.nothing()) : Der.sequence(oid), Der.octets(digest));
        }

        byte[] padded(byte[] digestInfo) {
            byte[] ff = new byte[len() - 3 - digestInfo.length];
            Arrays.fill(ff, (byte) 0xFF);
            return Bytes.join(Bytes.of(0, 1), ff, Bytes.of(0), digestInfo);
        }

        /** The private operation on a padded message. */
        byte[] raw(byte[] padded) {
            BigInteger m = new BigInteger(1, padded).mod(n);
            BigInteger a = m.modPow(d.mod(p.subtract(BigInteger.ONE)), p);
            BigInteger b = m.modPow(d.mod(q.subtract(BigInteger.ONE)), q);
            BigInteger s = a.subtract(b).multiply(q.modInverse(p)).mod(p).multiply(q).add(b);
            return fixed(s, len());
        }
    }

    static byte[] fixed(BigInteger v, int len) {
        byte[] b = v.toByteArray();
        byte[] result = new byte[len];
        int skip = Math.max(0, b.length - len);
        System.arraycopy(b, skip, result, len - b.length + skip, b.length - skip);
        return result;
    }

    /** ECDSA with the nonces of RFC 6979. */
    static final class Ec extends CorpusKey {
        private static final String[] CURVES = {"P-256", "P-384", "P-521"};
        private static final String[] CURVE_OIDS = {"1.2.840.10045.3.1.7", "1.3.132.0.34", "1.3.132.0.35"};
        private static final String[] SIGNATURE = {"", "", "1", "3.1", "3.2", "3.3", "3.4"};

        final int curve;
        final ECDomainParameters domain;
        private final BigInteger d;
        private final ECPoint point;

        Ec(int curve, String seed) {
            this.curve = curve;
            X9ECParameters x9 = CustomNamedCurves.getByName(CURVES[curve - 23]);
            domain = new ECDomainParameters(x9);
            d = new BigInteger(1, digest(6, seed.getBytes(StandardCharsets.UTF_8)))
                    .mod(domain.getN().subtract(BigInteger.ONE)).add(BigInteger.ONE);
            point = domain.getG().multiply(d).normalize();
        }

        int fieldLen() {
            return (domain.getCurve().getFieldSize() + 7) / 8;
        }

        byte[] point(boolean compressed) {
            return point.getEncoded(compressed);
        }

        static byte[] spki(int curve, byte[] point) {
            return Der.sequence(Der.sequence(Der.oid("1.2.840.10045.2.1"), Der.oid(CURVE_OIDS[curve - 23])),
                    Der.bits(0, point));
        }

        @Override
        byte[] spki() {
            return spki(curve, point(false));
        }

        @Override
        String anchor() {
            return "ec:" + curve + ":" + HexFormat.of().formatHex(point(false));
        }

        @Override
        byte[] algorithm(int hash) {
            return Der.sequence(Der.oid("1.2.840.10045.4." + SIGNATURE[hash]));
        }

        /** The two numbers of a signature. */
        BigInteger[] numbers(byte[] digest) {
            ECDSASigner signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
            signer.init(true, new ECPrivateKeyParameters(d, domain));
            return signer.generateSignature(digest);
        }

        @Override
        byte[] signDigest(int hash, byte[] digest) {
            BigInteger[] rs = numbers(digest);
            return Der.sequence(Der.integer(rs[0]), Der.integer(rs[1]));
        }
    }
}
