package bearssl.ec;

import static bearssl.ec.EcVectors.N;
import static bearssl.ec.EcVectors.fixed;
import static bearssl.ec.EcVectors.hex;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bearssl.base.Workspace;
import bearssl.ec.EcVectors.Wycheproof;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** With the small engine; {@link EcdsaVerifyP256WideTest} puts the fast one through the same. */
class EcdsaVerifyTest {
    /** RFC 6979, A.2.5. */
    private static final byte[] KEY = hex("0460FED4BA255A9D31C961EB74C6356D68C049B8923B61FA6CE669622E60F29FB6"
            + "7903FE1008B8BC99A41AE9E95628BC64F2F1B20C2D7E9F5177A3C294D4462299");
    private static final byte[] SAMPLE = hex("EFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716"
            + "F7CB1C942D657C41D436C7A1B6E29F65F3E900DBB9AFF4064DC4AB2F843ACDA8");

    private final Workspace ws = new Workspace(EcdsaVerify.scratchBytes(curve()), curve().scratchShorts(),
            curve().scratchInts(), curve().scratchLongs());

    EcCurve curve() {
        return EcP256M15.INSTANCE;
    }

    @AfterEach
    void scratchIsWiped() {
        assertEquals(ws.shorts.length, ws.freeShorts());
        assertArrayEquals(new byte[ws.bytes.length], ws.bytes);
        assertArrayEquals(new short[ws.shorts.length], ws.shorts);
        assertArrayEquals(new int[ws.ints.length], ws.ints);
        assertArrayEquals(new long[ws.longs.length], ws.longs);
    }

    private static byte[] hash(String algorithm, byte[] message) {
        try {
            return MessageDigest.getInstance(algorithm).digest(message);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] sampleHash() {
        return hash("SHA-256", "sample".getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] shifted(byte[] b, int off) {
        byte[] r = new byte[b.length + 2 * off];
        Arrays.fill(r, (byte) 0x99);
        System.arraycopy(b, 0, r, off, b.length);
        return r;
    }

    /** At offsets other than 0, and nothing of the caller's changes. */
    private boolean verify(boolean raw, byte[] point, byte[] hash, byte[] sig) {
        byte[] p = shifted(point, 1);
        byte[] h = shifted(hash, 2);
        byte[] s = shifted(sig, 3);
        EcPublicKey key = new EcPublicKey();
        key.set(EcCurve.SECP256R1, p, 1, point.length);
        boolean good = raw
                ? EcdsaVerify.verifyRaw(curve(), key, h, 2, hash.length, s, 3, sig.length, ws)
                : EcdsaVerify.verify(curve(), key, h, 2, hash.length, s, 3, sig.length, ws);
        assertArrayEquals(shifted(point, 1), p);
        assertArrayEquals(shifted(hash, 2), h);
        assertArrayEquals(shifted(sig, 3), s);
        return good;
    }

    private static byte[] raw(BigInteger r, BigInteger s) {
        byte[] sig = Arrays.copyOf(fixed(r), 64);
        System.arraycopy(fixed(s), 0, sig, 32, 32);
        return sig;
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "SHA-256, sample, EFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716,"
            + "F7CB1C942D657C41D436C7A1B6E29F65F3E900DBB9AFF4064DC4AB2F843ACDA8",
        "SHA-256, test, F1ABB023518351CD71D881567B1EA663ED3EFCF6C5132B354F28D3B0B7D38367,"
            + "019F4113742A2B14BD25926B49C649155F267E60D3814B4C0CC84250E46F0083"})
    void rfc6979(String algorithm, String message, String r, String s) {
        byte[] h = hash(algorithm, message.getBytes(StandardCharsets.US_ASCII));
        assertTrue(verify(true, KEY, h, hex(r + s)));
        h[31] ^= 1;
        assertFalse(verify(true, KEY, h, hex(r + s)));
    }

    @Test
    void scratchIsAsDeclared() {
        assertTrue(verify(true, KEY, sampleHash(), SAMPLE));
        assertEquals(EcdsaVerify.scratchBytes(curve()), ws.highWaterBytes());
        assertEquals(curve().scratchShorts(), ws.highWaterShorts());
        assertEquals(curve().scratchInts(), ws.highWaterInts());
        assertEquals(curve().scratchLongs(), ws.highWaterLongs());
        byte[] der = hex("3046" + "022100EFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716"
                + "022100F7CB1C942D657C41D436C7A1B6E29F65F3E900DBB9AFF4064DC4AB2F843ACDA8");
        assertTrue(verify(false, KEY, sampleHash(), der));
        assertEquals(EcdsaVerify.scratchBytes(curve()), ws.highWaterBytes());
        assertEquals(129, EcdsaVerify.scratchBytes(curve()));
    }

    @Test
    void rejectsAnyFlippedBitOfTheSignature() {
        for (int bit = 0; bit < 512; bit += 3) {
            byte[] sig = SAMPLE.clone();
            sig[bit >> 3] ^= (byte) (1 << (bit & 7));
            assertFalse(verify(true, KEY, sampleHash(), sig), "bit " + bit);
        }
    }

    @Test
    void rejectsNumbersOutOfRange() {
        BigInteger r = new BigInteger(1, Arrays.copyOf(SAMPLE, 32));
        BigInteger s = new BigInteger(1, Arrays.copyOfRange(SAMPLE, 32, 64));
        assertTrue(verify(true, KEY, sampleHash(), raw(r, s)));
        assertTrue(verify(true, KEY, sampleHash(), raw(r, N.subtract(s))), "the other s is valid too");
        BigInteger top = BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE);
        for (BigInteger bad : new BigInteger[] {BigInteger.ZERO, N, N.add(BigInteger.ONE), top}) {
            assertFalse(verify(true, KEY, sampleHash(), raw(bad, s)));
            assertFalse(verify(true, KEY, sampleHash(), raw(r, bad)));
            assertFalse(verify(true, KEY, sampleHash(), raw(bad, bad)));
        }
    }

    @Test
    void rejectsOtherLengths() {
        for (int len : new int[] {0, 1, 2, 32, 62, 63, 65, 66, 128}) {
            assertFalse(verify(true, KEY, sampleHash(), Arrays.copyOf(SAMPLE, len)));
        }
        // Both halves shortened to what they hold: BearSSL takes it.
        assertFalse(verify(true, KEY, sampleHash(), new byte[] {1, 1}));
    }

    @Test
    void rejectsKeysThatAreNotOnTheCurve() {
        for (int bit = 0; bit < 520; bit += 7) {
            byte[] p = KEY.clone();
            p[bit >> 3] ^= (byte) (1 << (bit & 7));
            assertFalse(verify(true, p, sampleHash(), SAMPLE));
        }
        assertFalse(verify(true, Arrays.copyOf(KEY, 64), sampleHash(), SAMPLE));
        assertFalse(verify(true, Arrays.copyOf(KEY, 66), sampleHash(), SAMPLE));
        assertFalse(verify(true, new byte[0], sampleHash(), SAMPLE));
    }

    @Test
    void rejectsAKeyOfAnotherCurveOrNone() {
        EcPublicKey key = new EcPublicKey();
        assertFalse(EcdsaVerify.verifyRaw(curve(), key, sampleHash(), 0, 32, SAMPLE, 0, 64, ws));
        key.set(24, KEY, 0, 65);
        assertFalse(EcdsaVerify.verifyRaw(curve(), key, sampleHash(), 0, 32, SAMPLE, 0, 64, ws));
        key.set(EcCurve.SECP256R1, KEY, 0, 65);
        assertTrue(EcdsaVerify.verifyRaw(curve(), key, sampleHash(), 0, 32, SAMPLE, 0, 64, ws));
    }

    /** A hash that is zero, or n, or above it, counts modulo n; only its first 32 bytes count. */
    @Test
    void hashIsReducedAndTruncated() {
        // r = x(u1*G + u2*Q) with hash 0: choose u2 = 1, so s = r = x(Q).
        BigInteger x = new BigInteger(1, Arrays.copyOfRange(KEY, 1, 33)).mod(N);
        assertTrue(verify(true, KEY, new byte[32], raw(x, x)));
        assertTrue(verify(true, KEY, new byte[0], raw(x, x)));
        assertTrue(verify(true, KEY, fixed(N), raw(x, x)));
        assertTrue(verify(true, KEY, shiftedHash(fixed(N)), raw(x, x)));
        assertFalse(verify(true, KEY, fixed(N.add(BigInteger.ONE)), raw(x, x)));
        byte[] longer = Arrays.copyOf(sampleHash(), 64);
        longer[63] = 1;
        assertTrue(verify(true, KEY, longer, SAMPLE));
    }

    private static byte[] shiftedHash(byte[] hash) {
        byte[] h = Arrays.copyOf(hash, 48);
        Arrays.fill(h, 32, 48, (byte) 0xFF);
        return h;
    }

    @RepeatedTest(20)
    void agreesWithTheJdk() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair pair = generator.generateKeyPair();
        ECPublicKey jdkKey = (ECPublicKey) pair.getPublic();
        byte[] point = new EcVectors.Affine(jdkKey.getW().getAffineX(), jdkKey.getW().getAffineY()).encoded();
        byte[] message = fixed(jdkKey.getW().getAffineX());
        for (String sha : new String[] {"1", "256", "384", "512"}) {
            byte[] h = hash("SHA-" + sha, message);
            assertTrue(verify(false, point, h, signed(pair, "SHA" + sha + "withECDSA", message)));
            byte[] raw = signed(pair, "SHA" + sha + "withECDSAinP1363Format", message);
            assertTrue(verify(true, point, h, raw));
            h[0] ^= 4;
            assertFalse(verify(true, point, h, raw));
        }
    }

    private static byte[] signed(KeyPair pair, String algorithm, byte[] message) throws Exception {
        Signature signer = Signature.getInstance(algorithm);
        signer.initSign(pair.getPrivate());
        signer.update(message);
        return signer.sign();
    }

    @ParameterizedTest
    @CsvSource({"ecdsa_secp256r1_sha256_test.json, 174, 310", "ecdsa_secp256r1_sha512_test.json, 243, 311",
        "ecdsa_secp256r1_sha256_p1363_test.json, 173, 89"})
    void wycheproof(String file, int valid, int invalid) {
        int accepted = 0;
        int refused = 0;
        for (Wycheproof t : EcVectors.wycheproof(file)) {
            byte[] point = hex(t.group().getAsJsonObject("publicKey").get("uncompressed").getAsString());
            byte[] h = hash(t.group().get("sha").getAsString(), t.bytes("msg"));
            boolean good = verify(file.contains("p1363"), point, h, t.bytes("sig"));
            assertEquals(t.text("result").equals("valid"), good, file + " tcId " + t.id());
            accepted += good ? 1 : 0;
            refused += good ? 0 : 1;
        }
        assertEquals(valid, accepted);
        assertEquals(invalid, refused);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SHA-1", "SHA-224", "SHA-256", "SHA-384", "SHA-512"})
    void cavpSigGenAndSigVer(String algorithm) {
        String section = "[P-256," + algorithm + "]";
        List<Map<String, String>> generated = EcVectors.cavp("ecdsa/SigGen.rsp", section);
        assertEquals(15, generated.size());
        for (Map<String, String> c : generated) {
            assertTrue(verifyCavp(c, algorithm), c.toString());
        }
        List<Map<String, String>> verified = EcVectors.cavp("ecdsa/SigVer.rsp", section);
        assertEquals(15, verified.size());
        int passed = 0;
        for (Map<String, String> c : verified) {
            boolean good = verifyCavp(c, algorithm);
            assertEquals(c.get("Result").startsWith("P"), good, c.toString());
            passed += good ? 1 : 0;
        }
        assertEquals(3, passed);
    }

    private boolean verifyCavp(Map<String, String> c, String algorithm) {
        return verify(true, EcVectors.point(c.get("Qx"), c.get("Qy")), hash(algorithm, hex(c.get("Msg"))),
                raw(new BigInteger(c.get("R"), 16), new BigInteger(c.get("S"), 16)));
    }
}
