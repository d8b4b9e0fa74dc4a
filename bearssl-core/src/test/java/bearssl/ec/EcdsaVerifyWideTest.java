package bearssl.ec;

import static bearssl.ec.EcVectors.hex;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bearssl.base.Workspace;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** ECDSA over the curves that only verify. */
class EcdsaVerifyWideTest {
    private static final String[] HASHES = {"SHA-1", "SHA-224", "SHA-256", "SHA-384", "SHA-512"};
    private static final Map<WideCurve, KeyPair> KEYS = new HashMap<>();

    private static KeyPair key(WideCurve c) throws Exception {
        if (!KEYS.containsKey(c)) {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(c.jdkName));
            KEYS.put(c, generator.generateKeyPair());
        }
        return KEYS.get(c);
    }

    private static byte[] point(KeyPair pair, WideCurve c) {
        return c.encoded(((ECPublicKey) pair.getPublic()).getW());
    }

    /** At offsets other than 0; nothing of the caller's changes; the workspace is just large enough and left clean. */
    private static boolean verify(WideCurve c, boolean raw, byte[] point, byte[] hash, byte[] sig) {
        Workspace ws = new Workspace(c.ecdsaBytes, c.shorts, 0);
        byte[] p = shifted(point, 1);
        byte[] h = shifted(hash, 2);
        byte[] s = shifted(sig, 3);
        EcPublicKey key = new EcPublicKey();
        key.set(c.curve.namedCurve(), p, 1, point.length);
        boolean good = raw
                ? EcdsaVerify.verifyRaw(c.curve, key, h, 2, hash.length, s, 3, sig.length, ws)
                : EcdsaVerify.verify(c.curve, key, h, 2, hash.length, s, 3, sig.length, ws);
        assertArrayEquals(shifted(point, 1), p);
        assertArrayEquals(shifted(hash, 2), h);
        assertArrayEquals(shifted(sig, 3), s);
        assertArrayEquals(new byte[c.ecdsaBytes], ws.bytes);
        assertArrayEquals(new short[c.shorts], ws.shorts);
        if (good) {
            assertEquals(c.ecdsaBytes, ws.highWaterBytes());
            assertEquals(c.shorts, ws.highWaterShorts());
        }
        return good;
    }

    private static byte[] shifted(byte[] b, int off) {
        byte[] r = new byte[b.length + 2 * off];
        Arrays.fill(r, (byte) 0x99);
        System.arraycopy(b, 0, r, off, b.length);
        return r;
    }

    private static byte[] raw(WideCurve c, BigInteger r, BigInteger s) {
        byte[] sig = Arrays.copyOf(c.fixed(r), 2 * c.len);
        System.arraycopy(c.fixed(s), 0, sig, c.len, c.len);
        return sig;
    }

    private static byte[] signed(KeyPair pair, String algorithm, byte[] message) throws Exception {
        Signature signer = Signature.getInstance(algorithm);
        signer.initSign(pair.getPrivate());
        signer.update(message);
        return signer.sign();
    }

    /** P-384 and the digest of SHA-384 fit the scratch that an ECDHE handshake has: 288 bytes, 520 shorts. */
    @Test
    void p384FitsTheOrdinaryWorkspace() {
        assertEquals(193, WideCurve.P384.ecdsaBytes);
        assertEquals(265, WideCurve.P521.ecdsaBytes);
        assertTrue(WideCurve.P384.ecdsaBytes + 48 <= 288);
        assertTrue(WideCurve.P384.shorts <= EcP256M15.SCRATCH_SHORTS);
    }

    @Property(tries = 40, edgeCases = EdgeCasesMode.NONE)
    void agreesWithTheJdk(@ForAll WideCurve c, @ForAll @IntRange(max = 4) int h, @ForAll @Size(max = 64) byte[] message)
            throws Exception {
        KeyPair pair = key(c);
        byte[] digest = MessageDigest.getInstance(HASHES[h]).digest(message);
        String algorithm = HASHES[h].replace("-", "") + "withECDSA";
        assertTrue(verify(c, false, point(pair, c), digest, signed(pair, algorithm, message)));
        byte[] raw = signed(pair, algorithm + "inP1363Format", message);
        assertTrue(verify(c, true, point(pair, c), digest, raw));
        digest[h] ^= 4;
        assertFalse(verify(c, true, point(pair, c), digest, raw));
    }

    @ParameterizedTest
    @CsvSource({"P384, SHA-1, 0", "P384, SHA-224, 0", "P384, SHA-256, 0", "P384, SHA-384, 15", "P384, SHA-512, 15",
        "P521, SHA-1, 0", "P521, SHA-224, 0", "P521, SHA-256, 0", "P521, SHA-384, 15", "P521, SHA-512, 15"})
    void cavpSigGenAndSigVer(WideCurve c, String algorithm, int generatedOnes) throws Exception {
        String section = "[" + c.nistName + "," + algorithm + "]";
        List<Map<String, String>> generated = EcVectors.cavp("ecdsa/SigGen.rsp", section);
        assertEquals(15, generated.size());
        for (Map<String, String> v : generated.subList(0, generatedOnes)) {
            assertTrue(verifyCavp(c, v, algorithm), v.toString());
        }
        List<Map<String, String>> verified = EcVectors.cavp("ecdsa/SigVer.rsp", section);
        assertEquals(15, verified.size());
        int passed = 0;
        for (Map<String, String> v : verified) {
            boolean good = verifyCavp(c, v, algorithm);
            assertEquals(v.get("Result").startsWith("P"), good, v.toString());
            passed += good ? 1 : 0;
        }
        assertEquals(3, passed);
    }

    private static boolean verifyCavp(WideCurve c, Map<String, String> v, String algorithm) throws Exception {
        byte[] digest = MessageDigest.getInstance(algorithm).digest(hex(v.get("Msg")));
        BigInteger x = new BigInteger(v.get("Qx"), 16);
        BigInteger y = new BigInteger(v.get("Qy"), 16);
        return verify(c, true, c.encoded(x, y), digest, raw(c, new BigInteger(v.get("R"), 16),
                new BigInteger(v.get("S"), 16)));
    }

    @ParameterizedTest
    @EnumSource
    void rejectsNumbersOutOfRange(WideCurve c) throws Exception {
        byte[] hash = new byte[48];
        byte[] key = c.encoded(c.g);
        // Private key 1, nonce 1: r = x(G), s = hash + r = r for hash 0.
        BigInteger r = c.g.getAffineX().mod(c.n);
        assertTrue(verify(c, true, key, hash, raw(c, r, r)));
        assertTrue(verify(c, true, key, hash, raw(c, r, c.n.subtract(r))), "the other s is valid too");
        BigInteger top = BigInteger.ONE.shiftLeft(8 * c.len).subtract(BigInteger.ONE);
        List<BigInteger> all = new ArrayList<>(List.of(BigInteger.ZERO, c.n, c.n.add(BigInteger.ONE), top));
        if (r.add(c.n).compareTo(top) < 0) {
            all.add(r.add(c.n));
        }
        for (BigInteger bad : all) {
            assertFalse(verify(c, true, key, hash, raw(c, bad, r)));
            assertFalse(verify(c, true, key, hash, raw(c, r, bad)));
            assertFalse(verify(c, true, key, hash, raw(c, bad, bad)));
        }
        for (int len : new int[] {0, 1, 2, c.len, 2 * c.len - 2, 2 * c.len - 1, 2 * c.len + 1, 2 * c.len + 2}) {
            assertFalse(verify(c, true, key, hash, Arrays.copyOf(raw(c, r, r), len)));
        }
    }

    /** The sum's x may be n or more; then r is x - n. Chance would not find such a point: x = n + 1, n + 2, ... do. */
    @ParameterizedTest
    @EnumSource
    void theXCoordinateIsReduced(WideCurve c) {
        BigInteger x = c.n;
        BigInteger y;
        do {
            x = x.add(BigInteger.ONE);
            y = c.root(x.pow(3).subtract(x.multiply(BigInteger.valueOf(3))).add(c.b).mod(c.p));
        } while (!c.curve.isOnCurve(c.encoded(x, y), 0, 1 + 2 * c.len, new Workspace(0, c.shorts, 0)));
        // Hash 0 and u2 = 1: the sum is the key itself.
        BigInteger r = x.subtract(c.n);
        assertTrue(verify(c, true, c.encoded(x, y), new byte[32], raw(c, r, r)));
        assertFalse(verify(c, true, c.encoded(x, y), new byte[32], raw(c, r.add(BigInteger.ONE), r)));
    }

    /** P-384: the first 48 bytes count, modulo n. P-521: all 64 of SHA-512. */
    @Test
    void hashesAreTruncatedToTheOrder() throws Exception {
        KeyPair pair = key(WideCurve.P384);
        byte[] message = {1, 2, 3};
        byte[] digest = MessageDigest.getInstance("SHA-512").digest(message);
        byte[] sig = signed(pair, "SHA512withECDSA", message);
        byte[] changed = digest.clone();
        changed[48] ^= 1;
        assertTrue(verify(WideCurve.P384, false, point(pair, WideCurve.P384), changed, sig));
        changed[47] ^= 1;
        assertFalse(verify(WideCurve.P384, false, point(pair, WideCurve.P384), changed, sig));
        byte[] key = WideCurve.P384.encoded(WideCurve.P384.g);
        BigInteger r = WideCurve.P384.g.getAffineX().mod(WideCurve.P384.n);
        byte[] order = WideCurve.P384.fixed(WideCurve.P384.n);
        assertTrue(verify(WideCurve.P384, true, key, order, raw(WideCurve.P384, r, r)), "n counts as 0");
        assertTrue(verify(WideCurve.P384, true, key, new byte[0], raw(WideCurve.P384, r, r)));

        KeyPair longer = key(WideCurve.P521);
        byte[] longerSig = signed(longer, "SHA512withECDSA", message);
        assertTrue(verify(WideCurve.P521, false, point(longer, WideCurve.P521), digest, longerSig));
        digest[63] ^= 1;
        assertFalse(verify(WideCurve.P521, false, point(longer, WideCurve.P521), digest, longerSig));
    }

    @ParameterizedTest
    @EnumSource
    void rejectsKeysOffTheCurveAndOfOthers(WideCurve c) throws Exception {
        KeyPair pair = key(c);
        byte[] digest = MessageDigest.getInstance("SHA-384").digest();
        byte[] sig = signed(pair, "SHA384withECDSA", new byte[0]);
        byte[] key = point(pair, c);
        assertTrue(verify(c, false, key, digest, sig));
        for (int bit = 0; bit < 8 * key.length; bit += 61) {
            byte[] bad = key.clone();
            bad[bit >> 3] ^= (byte) (1 << (bit & 7));
            assertFalse(verify(c, false, bad, digest, sig));
        }
        assertFalse(verify(c, false, Arrays.copyOf(key, key.length - 1), digest, sig));
        assertFalse(verify(c, false, new byte[0], digest, sig));
        Workspace ws = new Workspace(c.ecdsaBytes, c.shorts, 0);
        EcPublicKey other = new EcPublicKey();
        assertFalse(EcdsaVerify.verify(c.curve, other, digest, 0, 48, sig, 0, sig.length, ws));
        other.set(EcCurve.SECP256R1, key, 0, key.length);
        assertFalse(EcdsaVerify.verify(c.curve, other, digest, 0, 48, sig, 0, sig.length, ws));
    }

    @ParameterizedTest
    @EnumSource
    void rejectsFlippedBitsOfTheSignature(WideCurve c) throws Exception {
        KeyPair pair = key(c);
        byte[] digest = MessageDigest.getInstance("SHA-384").digest();
        byte[] sig = signed(pair, "SHA384withECDSA", new byte[0]);
        for (int bit = 0; bit < 8 * sig.length; bit += 17) {
            byte[] bad = sig.clone();
            bad[bit >> 3] ^= (byte) (1 << (bit & 7));
            assertFalse(verify(c, false, point(pair, c), digest, bad), "bit " + bit);
        }
    }
}
