package bearssl.ec;

import static bearssl.ec.EcVectors.G;
import static bearssl.ec.EcVectors.N;
import static bearssl.ec.EcVectors.fixed;
import static bearssl.ec.EcVectors.hex;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bearssl.base.Workspace;
import bearssl.hash.HashFunction;
import bearssl.hash.Sha1;
import bearssl.hash.Sha224;
import bearssl.hash.Sha256;
import bearssl.hash.Sha384;
import bearssl.hash.Sha512;
import bearssl.ec.EcVectors.Affine;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** With the small engine; {@link EcdsaSignP256WideTest} puts the fast one through the same. */
class EcdsaSignTest {
    private static final byte[] RFC_KEY = hex("C9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721");
    private static final List<HashFunction> HASHES = List.of(Sha1.INSTANCE, Sha224.INSTANCE, Sha256.INSTANCE,
            Sha384.INSTANCE, Sha512.INSTANCE);

    private static HashFunction function(String name) {
        return HASHES.get(List.of("SHA-1", "SHA-224", "SHA-256", "SHA-384", "SHA-512").indexOf(name));
    }

    EcCurve curve() {
        return EcP256M15.INSTANCE;
    }

    private Workspace workspace(HashFunction hf) {
        return new Workspace(EcdsaSign.scratchBytes(curve(), hf), EcdsaSign.scratchShorts(curve()),
                EcdsaSign.scratchInts(curve(), hf), curve().scratchLongs());
    }

    /** At offsets other than 0, between guards; nothing of the caller's changes, and the scratch is left wiped. */
    private byte[] sign(boolean raw, HashFunction hf, byte[] scalar, byte[] hash) {
        Workspace ws = workspace(hf);
        byte[] s = shifted(scalar, 1);
        byte[] h = shifted(hash, 2);
        byte[] dst = new byte[80];
        Arrays.fill(dst, (byte) 0x55);
        EcPrivateKey key = new EcPrivateKey();
        key.set(EcCurve.SECP256R1, s, 1, scalar.length);
        int len = raw ? EcdsaSign.signRaw(curve(), hf, key, h, 2, dst, 3, ws)
                : EcdsaSign.sign(curve(), hf, key, h, 2, dst, 3, ws);
        assertArrayEquals(shifted(scalar, 1), s);
        assertArrayEquals(shifted(hash, 2), h);
        for (int i = 0; i < dst.length; i++) {
            assertTrue(i >= 3 && i < 3 + len || dst[i] == 0x55, "index " + i);
        }
        assertArrayEquals(new byte[ws.bytes.length], ws.bytes);
        assertArrayEquals(new short[ws.shorts.length], ws.shorts);
        assertArrayEquals(new int[ws.ints.length], ws.ints);
        assertArrayEquals(new long[ws.longs.length], ws.longs);
        return Arrays.copyOfRange(dst, 3, 3 + len);
    }

    private static byte[] shifted(byte[] b, int off) {
        byte[] r = new byte[b.length + 2 * off];
        Arrays.fill(r, (byte) 0x99);
        System.arraycopy(b, 0, r, off, b.length);
        return r;
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "SHA-1,   sample, 61340C88C3AAEBEB4F6D667F672CA9759A6CCAA9FA8811313039EE4A35471D32,"
            + "6D7F147DAC089441BB2E2FE8F7A3FA264B9C475098FDCF6E00D7C996E1B8B7EB",
        "SHA-224, sample, 53B2FFF5D1752B2C689DF257C04C40A587FABABB3F6FC2702F1343AF7CA9AA3F,"
            + "B9AFB64FDC03DC1A131C7D2386D11E349F070AA432A4ACC918BEA988BF75C74C",
        "SHA-256, sample, EFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716,"
            + "F7CB1C942D657C41D436C7A1B6E29F65F3E900DBB9AFF4064DC4AB2F843ACDA8",
        "SHA-384, sample, 0EAFEA039B20E9B42309FB1D89E213057CBF973DC0CFC8F129EDDDC800EF7719,"
            + "4861F0491E6998B9455193E34E7B0D284DDD7149A74B95B9261F13ABDE940954",
        "SHA-512, sample, 8496A60B5E9B47C825488827E0495B0E3FA109EC4568FD3F8D1097678EB97F00,"
            + "2362AB1ADBE2B8ADF9CB9EDAB740EA6049C028114F2460F96554F61FAE3302FE",
        "SHA-1,   test, 0CBCC86FD6ABD1D99E703E1EC50069EE5C0B4BA4B9AC60E409E8EC5910D81A89,"
            + "01B9D7B73DFAA60D5651EC4591A0136F87653E0FD780C3B1BC872FFDEAE479B1",
        "SHA-224, test, C37EDB6F0AE79D47C3C27E962FA269BB4F441770357E114EE511F662EC34A692,"
            + "C820053A05791E521FCAAD6042D40AEA1D6B1A540138558F47D0719800E18F2D",
        "SHA-256, test, F1ABB023518351CD71D881567B1EA663ED3EFCF6C5132B354F28D3B0B7D38367,"
            + "019F4113742A2B14BD25926B49C649155F267E60D3814B4C0CC84250E46F0083",
        "SHA-384, test, 83910E8B48BB0C74244EBDF7F07A1C5413D61472BD941EF3920E623FBCCEBEB6,"
            + "8DDBEC54CF8CD5874883841D712142A56A8D0F218F5003CB0296B6B509619F2C",
        "SHA-512, test, 461D93F31B6540894788FD206C07CFA0CC35F46FA3C91816FFF1040AD1581A04,"
            + "39AF9F15DE0DB8D97E72719C74820D304CE5226E32DEDAE67519E840D1194E55"})
    void rfc6979A25(String algorithm, String message, String r, String s) throws Exception {
        byte[] hash = MessageDigest.getInstance(algorithm).digest(message.getBytes(StandardCharsets.US_ASCII));
        assertArrayEquals(hex(r + s), sign(true, function(algorithm), RFC_KEY, hash));
    }

    // ---- against other implementations

    @Provide
    Arbitrary<BigInteger> scalars() {
        BigInteger last = N.subtract(BigInteger.ONE);
        return Arbitraries.oneOf(Arbitraries.bigIntegers().between(BigInteger.ONE, last),
                Arbitraries.integers().between(0, 255).map(BigInteger.ONE::shiftLeft),
                Arbitraries.of(last, last.subtract(BigInteger.ONE)));
    }

    @Provide
    Arbitrary<byte[]> hashes() {
        Arbitrary<BigInteger> edges = Arbitraries.of(BigInteger.ZERO, BigInteger.ONE, N.subtract(BigInteger.ONE), N,
                N.add(BigInteger.ONE), BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE));
        // as long as the longest, the rest of an edge being zero
        return Arbitraries.oneOf(Arbitraries.bytes().array(byte[].class).ofSize(64),
                edges.map(v -> Arrays.copyOf(fixed(v), 64)));
    }

    @Property(tries = 60)
    void isWhatTheModelSays(@ForAll("scalars") BigInteger x, @ForAll("hashes") byte[] any,
            @ForAll @IntRange(max = 4) int which) {
        HashFunction hf = HASHES.get(which);
        byte[] hash = Arrays.copyOf(any, hf.digestLength());
        byte[] expected = new Rfc6979(N, k -> EcVectors.multiply(k, G).x()).sign(hf.id(), x, hash);
        assertArrayEquals(expected, sign(true, hf, fixed(x), hash));
        byte[] der = sign(false, hf, fixed(x), hash);
        byte[] raw = new byte[64];
        assertTrue(EcdsaAsn1.toRaw(der, 0, der.length, raw, 0, 32));
        assertArrayEquals(expected, raw);
    }

    @Property(tries = 60)
    void oursAndTheJdkVerifyIt(@ForAll("scalars") BigInteger x, @ForAll("hashes") byte[] any) throws Exception {
        byte[] hash = Arrays.copyOf(any, 32);
        byte[] der = sign(false, Sha256.INSTANCE, fixed(x), hash);
        Affine q = EcVectors.multiply(x, G);
        EcPublicKey key = new EcPublicKey();
        key.set(EcCurve.SECP256R1, q.encoded(), 0, 65);
        Workspace ws = new Workspace(EcdsaVerify.scratchBytes(curve()), curve().scratchShorts(), curve().scratchInts(),
                curve().scratchLongs());
        assertTrue(EcdsaVerify.verify(curve(), key, hash, 0, 32, der, 0, der.length, ws));
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        ECPublicKey model = (ECPublicKey) generator.generateKeyPair().getPublic();
        Signature verifier = Signature.getInstance("NONEwithECDSA");
        verifier.initVerify(KeyFactory.getInstance("EC").generatePublic(
                new ECPublicKeySpec(new ECPoint(q.x(), q.y()), model.getParams())));
        verifier.update(hash);
        assertTrue(verifier.verify(der));
    }

    // ---- candidates that fail

    /**
     * Half of the candidates are not below this order, and every other one that is has r = 0, or every third s = 0: the
     * signature is that of the first that will do.
     */
    @Property(tries = 200)
    void drawsUntilAnonceIsSuitable(@ForAll @Size(32) byte[] hash, @ForAll @IntRange(min = 1) int secret) {
        BigInteger n = BigInteger.ONE.shiftLeft(31).nextProbablePrime();
        BigInteger x = BigInteger.valueOf(secret);
        // s = (z + r*x)/k is 0 for r = -z/x
        BigInteger z = new BigInteger(1, Arrays.copyOf(hash, 4));
        BigInteger bad = z.negate().multiply(x.modInverse(n)).mod(n);
        ScriptedCurve curve = new ScriptedCurve(n, k -> switch (k.intValue() % 6) {
            case 0, 2, 4 -> n;
            case 3 -> bad;
            default -> k.shiftRight(1);
        });
        byte[] expected = new Rfc6979(n, curve.coordinate()).sign(HashFunction.SHA256, x, hash);
        EcPrivateKey key = new EcPrivateKey();
        key.set(curve.namedCurve(), ScriptedCurve.fixed(x), 0, 4);
        Workspace ws = new Workspace(EcdsaSign.scratchBytes(curve, Sha256.INSTANCE), EcdsaSign.scratchShorts(curve),
                EcdsaSign.scratchInts(curve, Sha256.INSTANCE));
        byte[] raw = new byte[8];
        assertEquals(8, EcdsaSign.signRaw(curve, Sha256.INSTANCE, key, hash, 0, raw, 0, ws));
        assertArrayEquals(expected, raw);
    }

    // ---- what it is given

    @Test
    void refusesScalarsOutOfRange() {
        BigInteger top = BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE);
        for (BigInteger bad : List.of(BigInteger.ZERO, N, N.add(BigInteger.ONE), top)) {
            assertEquals(0, sign(true, Sha256.INSTANCE, fixed(bad), new byte[32]).length);
            assertEquals(0, sign(false, Sha256.INSTANCE, fixed(bad), new byte[32]).length);
        }
    }

    @Test
    void refusesKeysOfAnotherCurveOrLengthOrNone() {
        Workspace ws = workspace(Sha256.INSTANCE);
        EcPrivateKey key = new EcPrivateKey();
        byte[] dst = new byte[72];
        assertEquals(0, EcdsaSign.sign(curve(), Sha256.INSTANCE, key, new byte[32], 0, dst, 0, ws));
        key.set(EcCurve.SECP384R1, RFC_KEY, 0, 32);
        assertEquals(0, EcdsaSign.sign(curve(), Sha256.INSTANCE, key, new byte[32], 0, dst, 0, ws));
        for (int len = 0; len < 64; len++) {
            key.set(EcCurve.SECP256R1, new byte[64], 0, len);
            assertEquals(0, EcdsaSign.sign(curve(), Sha256.INSTANCE, key, new byte[32], 0, dst, 0, ws),
                    "len " + len);
        }
        assertArrayEquals(new byte[72], dst);
        assertEquals(0, ws.highWaterShorts());
    }

    @Test
    void mayOverwriteTheHash() throws Exception {
        byte[] buf = Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest("sample".getBytes()), 72);
        byte[] expected = sign(false, Sha256.INSTANCE, RFC_KEY, Arrays.copyOf(buf, 32));
        EcPrivateKey key = new EcPrivateKey();
        key.set(EcCurve.SECP256R1, RFC_KEY, 0, 32);
        int len = EcdsaSign.sign(curve(), Sha256.INSTANCE, key, buf, 0, buf, 0, workspace(Sha256.INSTANCE));
        assertArrayEquals(expected, Arrays.copyOf(buf, len));
    }

    /** As in a handshake: inside the frames of others, the hash in one of them. */
    @Test
    void signsInsideTheWorkspace() {
        Workspace ws = new Workspace(400, 800, 200, 1000);
        int frame = ws.pushBytes(100);
        ws.pushShorts(10);
        ws.pushInts(10);
        ws.pushLongs(10);
        ws.bytes[frame + 5] = 1;
        EcPrivateKey key = new EcPrivateKey();
        key.set(EcCurve.SECP256R1, RFC_KEY, 0, 32);
        byte[] raw = new byte[64];
        EcdsaSign.signRaw(curve(), Sha256.INSTANCE, key, ws.bytes, frame, raw, 0, ws);
        byte[] hash = new byte[32];
        hash[5] = 1;
        assertArrayEquals(sign(true, Sha256.INSTANCE, RFC_KEY, hash), raw);
    }

    static List<HashFunction> hashFunctions() {
        return HASHES;
    }

    @ParameterizedTest
    @MethodSource("hashFunctions")
    void scratchIsAsDeclared(HashFunction hf) {
        Workspace ws = workspace(hf);
        EcPrivateKey key = new EcPrivateKey();
        key.set(EcCurve.SECP256R1, RFC_KEY, 0, 32);
        EcdsaSign.sign(curve(), hf, key, new byte[64], 0, new byte[72], 0, ws);
        assertEquals(ws.bytes.length, ws.highWaterBytes());
        assertEquals(ws.shorts.length, ws.highWaterShorts());
        assertEquals(ws.ints.length, ws.highWaterInts());
        assertEquals(ws.longs.length, ws.highWaterLongs());
        assertEquals(curve().scratchShorts(), EcdsaSign.scratchShorts(curve()));
    }

    @Test
    void scratchWithSha256IsAsTheJavadocSays() {
        assertEquals(225, EcdsaSign.scratchBytes(curve(), Sha256.INSTANCE));
        assertEquals(78, EcdsaSign.scratchInts(curve(), Sha256.INSTANCE));
    }
}
