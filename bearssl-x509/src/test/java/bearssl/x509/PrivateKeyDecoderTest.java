package bearssl.x509;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bearssl.ec.EcCurve;
import bearssl.ec.EcPrivateKey;
import bearssl.rsa.RsaPrivateKey;
import bearssl.testing.Bytes;
import bearssl.tls.BrErr;
import bearssl.tls.X509Engine;
import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Field;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PrivateKeyDecoderTest {
    private static final int ANY = PemDecoder.OTHER;
    private static final int PKCS8 = PemDecoder.PRIVATE_KEY;
    private static final int PKCS1 = PemDecoder.RSA_PRIVATE_KEY;
    private static final int SEC1 = PemDecoder.EC_PRIVATE_KEY;
    private static final BigInteger P256_ORDER =
            new BigInteger("FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551", 16);

    private final PrivateKeyDecoder decoder = new PrivateKeyDecoder(256);

    // ---- what was decoded, as numbers

    private static String number(byte[] b, int off, int len) {
        return new BigInteger(1, Arrays.copyOfRange(b, off, off + len)).toString(16);
    }

    private String key(int type) {
        if (type == X509Engine.KEYTYPE_EC) {
            EcPrivateKey k = decoder.ecKey();
            return "EC " + k.curve() + " " + k.len() + " " + number(k.array(), k.off(), k.len());
        }
        RsaPrivateKey k = decoder.rsaKey();
        byte[] b = k.array();
        return String.join(" ", "RSA", k.modulusBits() + "", number(b, k.pOff(), k.pLen()),
                number(b, k.qOff(), k.qLen()), number(b, k.dpOff(), k.pLen()), number(b, k.dqOff(), k.qLen()),
                number(b, k.iqOff(), k.pLen()), number(b, k.exponentOff(), k.exponentLen()));
    }

    private String decode(int form, byte[] der) {
        return decode(form, der, Integer.MAX_VALUE);
    }

    /** The key or the code, of bytes pushed in pieces. */
    private String decode(int form, byte[] der, int piece) {
        decoder.start(form);
        for (int i = 0; i < der.length; i += Math.min(piece, der.length - i)) {
            byte[] padded = new byte[der.length + 2];
            System.arraycopy(der, i, padded, 1, Math.min(piece, der.length - i));
            decoder.append(padded, 1, Math.min(piece, der.length - i));
        }
        return finished();
    }

    private String finished() {
        int type = decoder.end();
        if (type > 0) {
            String key = key(type);
            assertUsable(type);
            return key;
        }
        assertWiped();
        assertTrue(-type >= BrErr.BR_ERR_X509_INVALID_VALUE && -type <= BrErr.BR_ERR_X509_NOT_TRUSTED, type + "");
        assertEquals(type, decoder.end());
        return BrErr.name(-type).substring("BR_ERR_X509_".length());
    }

    /** What the class promises of every key. */
    private void assertUsable(int type) {
        String[] k = key(type).split(" ");
        if (type == X509Engine.KEYTYPE_EC) {
            assertEquals("23", k[1]);
            assertEquals("32", k[2]);
            BigInteger d = new BigInteger(k[3], 16);
            assertTrue(d.signum() > 0 && d.compareTo(P256_ORDER) < 0);
            return;
        }
        BigInteger[] v = Stream.of(k).skip(2).map(x -> new BigInteger(x, 16)).toArray(BigInteger[]::new);
        assertEquals(Integer.parseInt(k[1]), v[0].multiply(v[1]).bitLength());
        assertTrue(!v[0].equals(v[1]) && v[0].testBit(0) && v[1].testBit(0) && v[5].testBit(0));
        assertTrue(v[5].bitLength() >= 2 && v[5].bitLength() <= 64);
        for (int i = 2; i < 5; i++) {
            assertTrue(v[i].signum() > 0 && v[i].compareTo(v[i == 3 ? 1 : 0]) < 0);
        }
        RsaPrivateKey r = decoder.rsaKey();
        assertTrue(r.array()[r.pOff()] != 0 && r.array()[r.qOff()] != 0 && r.array()[r.exponentOff()] != 0);
    }

    private void assertWiped() {
        assertArrayEquals(new byte[held().length], held());
        assertEquals(0, decoder.rsaKey().pLen() + decoder.rsaKey().modulusBits() + decoder.ecKey().len());
    }

    /** All bytes that the decoder keeps, in whatever object it holds. */
    private byte[] held() {
        try {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            for (Object holder : new Object[] {decoder, field(decoder, "walker"), field(decoder, "der")}) {
                for (Field f : holder.getClass().getDeclaredFields()) {
                    f.setAccessible(true);
                    Object value = f.get(holder);
                    if (value instanceof byte[] bytes) {
                        all.writeBytes(bytes);
                    }
                }
            }
            return all.toByteArray();
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    private static Object field(Object holder, String name) throws ReflectiveOperationException {
        Field f = holder.getClass().getDeclaredField(name);
        f.setAccessible(true);
        return f.get(holder);
    }

    // ---- DER

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.replace(" ", ""));
    }

    private static byte[] element(int tag, byte[]... contents) {
        byte[] all = Bytes.join(contents);
        byte[] length = all.length < 0x80 ? Bytes.of(all.length)
                : all.length < 0x100 ? Bytes.of(0x81, all.length) : Bytes.of(0x82, all.length >> 8, all.length);
        return Bytes.join(Bytes.of(tag), length, all);
    }

    private static byte[] integer(BigInteger v) {
        return element(2, v.toByteArray());
    }

    private static byte[] pkcs1(int version, BigInteger... numbers) {
        byte[] der = integer(BigInteger.valueOf(version));
        for (BigInteger v : numbers) {
            der = Bytes.join(der, integer(v));
        }
        return element(0x30, der);
    }

    private static final BigInteger ONE = BigInteger.ONE;

    private static BigInteger[] numbers(BigInteger p, BigInteger q, BigInteger e) {
        BigInteger phi = p.subtract(ONE).multiply(q.subtract(ONE));
        BigInteger d = e.modInverse(phi);
        return new BigInteger[] {p.multiply(q), e, d, p, q, d.mod(p.subtract(ONE)), d.mod(q.subtract(ONE)),
            q.modInverse(p)};
    }

    private static BigInteger prime(int bits, BigInteger e, Random random) {
        for (;;) {
            // the two highest bits are set, so that a product has all its bits
            BigInteger p = new BigInteger(bits, random).setBit(bits - 1).setBit(bits - 2).nextProbablePrime();
            if (p.subtract(ONE).gcd(e).equals(ONE)) {
                return p;
            }
        }
    }

    // ---- keys that are good

    private static String expected(String pkcs8) throws GeneralSecurityException {
        byte[] der = TestKeys.der(pkcs8);
        try {
            RSAPrivateCrtKey k = (RSAPrivateCrtKey) KeyFactory.getInstance("RSA")
                    .generatePrivate(new PKCS8EncodedKeySpec(der));
            return text(new BigInteger[] {k.getModulus(), k.getPublicExponent(), null, k.getPrimeP(), k.getPrimeQ(),
                k.getPrimeExponentP(), k.getPrimeExponentQ(), k.getCrtCoefficient()});
        } catch (GeneralSecurityException e) {
            ECPrivateKey k = (ECPrivateKey) KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(der));
            return "EC " + EcCurve.SECP256R1 + " 32 " + k.getS().toString(16);
        }
    }

    private static String text(BigInteger[] n) {
        StringBuilder s = new StringBuilder("RSA " + n[0].bitLength());
        for (int i : new int[] {3, 4, 5, 6, 7, 1}) {
            s.append(' ').append(n[i].toString(16));
        }
        return s.toString();
    }

    @Test
    void readsWhatTheJdkReads() throws GeneralSecurityException {
        String rsa = expected(TestKeys.RSA_PKCS8);
        assertEquals(rsa, decode(PKCS8, TestKeys.der(TestKeys.RSA_PKCS8)));
        assertEquals(rsa, decode(PKCS1, TestKeys.der(TestKeys.RSA_PKCS1)));
        assertEquals(rsa, decode(ANY, TestKeys.der(TestKeys.RSA_PKCS8)));
        assertEquals(rsa, decode(ANY, TestKeys.der(TestKeys.RSA_PKCS1)));
        String ec = expected(TestKeys.EC_PKCS8);
        assertEquals(ec, decode(PKCS8, TestKeys.der(TestKeys.EC_PKCS8)));
        assertEquals(ec, decode(ANY, TestKeys.der(TestKeys.EC_PKCS8)));
        for (String pem : new String[] {TestKeys.EC_SEC1, TestKeys.EC_COMPRESSED, TestKeys.EC_NO_PUBLIC}) {
            assertEquals(ec, decode(SEC1, TestKeys.der(pem)));
            assertEquals(ec, decode(ANY, TestKeys.der(pem)));
        }
    }

    @Test
    void readsModuliOfAnyLengthFrom1024Bits() {
        assertTrue(decode(PKCS1, TestKeys.der(TestKeys.RSA_1024)).startsWith("RSA 1024 "));
        assertTrue(decode(PKCS1, TestKeys.der(TestKeys.RSA_1031)).startsWith("RSA 1031 "));
        assertEquals("WEAK_PUBLIC_KEY", decode(PKCS1, TestKeys.der(TestKeys.RSA_1016)));
    }

    @Test
    void attributesAndPublicKeyOfPkcs8ArePassedOver() throws GeneralSecurityException {
        byte[] der = TestKeys.der(TestKeys.EC_PKCS8);
        byte[] contents = Bytes.without(der, 3);
        byte[] attributes = element(0xA0, element(0x30, hex("06022A03 3100")));
        byte[] publicKey = element(0x81, hex("00 01"));
        String ec = expected(TestKeys.EC_PKCS8);
        assertEquals(ec, decode(PKCS8, element(0x30, contents, attributes)));
        contents[2] = 1;
        assertEquals(ec, decode(PKCS8, element(0x30, contents, publicKey)));
        assertEquals(ec, decode(PKCS8, element(0x30, contents, attributes, publicKey)));
        assertEquals("EXTRA_ELEMENT", decode(PKCS8, element(0x30, contents, publicKey, attributes)));
        assertEquals("EXTRA_ELEMENT", decode(PKCS8, element(0x30, contents, publicKey, publicKey)));
    }

    @Property(tries = 20)
    void readsAnyRsaKey(@ForAll Random random, @ForAll @IntRange(min = 512, max = 540) int pBits,
            @ForAll @IntRange(min = 512, max = 540) int qBits, @ForAll @IntRange(min = 2, max = 64) int eBits) {
        BigInteger e = new BigInteger(eBits, random).setBit(eBits - 1).setBit(0);
        BigInteger[] n = numbers(prime(pBits, e, random), prime(qBits, e, random), e);
        assertEquals(text(n), decode(ANY, pkcs1(0, n), 1 + random.nextInt(100)));
    }

    @Test
    void shortRemaindersAreFilledUp() {
        BigInteger e = BigInteger.valueOf(65537);
        BigInteger[] n = numbers(prime(512, e, new Random(1)), prime(513, e, new Random(2)), e);
        n[5] = BigInteger.valueOf(0x1235);
        n[6] = ONE;
        n[7] = BigInteger.TWO;
        assertEquals(text(n), decode(PKCS1, pkcs1(0, n)));
        RsaPrivateKey k = decoder.rsaKey();
        assertEquals(k.qOff() + k.qLen(), k.dpOff());
        assertEquals(k.dpOff() + k.pLen(), k.dqOff());
        assertEquals(k.dqOff() + k.qLen(), k.iqOff());
        assertEquals(k.iqOff() + k.pLen(), k.exponentOff());
    }

    @Test
    void scalarsUpToTheOrderAreTaken() {
        assertEquals("EC 23 32 1", decode(SEC1, sec1(ONE)));
        assertEquals("EC 23 32 " + P256_ORDER.subtract(ONE).toString(16), decode(SEC1, sec1(P256_ORDER.subtract(ONE))));
        assertEquals("INVALID_VALUE", decode(SEC1, sec1(BigInteger.ZERO)));
        assertEquals("INVALID_VALUE", decode(SEC1, sec1(P256_ORDER)));
        assertEquals("INVALID_VALUE", decode(SEC1, sec1(ONE.shiftLeft(256).subtract(ONE))));
    }

    private static byte[] sec1(BigInteger d) {
        byte[] scalar = new byte[32];
        byte[] digits = d.toByteArray();
        int n = Math.min(32, digits.length);
        System.arraycopy(digits, digits.length - n, scalar, 32 - n, n);
        return element(0x30, hex("020101"), element(4, scalar), hex("A00A 0608 2A8648CE3D030107"));
    }

    // ---- keys that are not

    static Stream<Arguments> refused() {
        byte[] ec1 = TestKeys.der(TestKeys.EC_SEC1);
        byte[] ec8 = TestKeys.der(TestKeys.EC_PKCS8);
        byte[] rsa8 = TestKeys.der(TestKeys.RSA_PKCS8);
        String scalar = "0420 0000000000000000000000000000000000000000000000000000000000000001";
        String curve = "A00A 0608 2A8648CE3D030107";
        return Stream.of(
                Arguments.of("Ed25519 (RFC 8410)", PKCS8, TestKeys.der(TestKeys.ED25519), "UNSUPPORTED"),
                Arguments.of("Ed25519 with public key", PKCS8, TestKeys.der(TestKeys.ED25519_V2), "UNSUPPORTED"),
                Arguments.of("X25519", PKCS8, TestKeys.der(TestKeys.X25519), "UNSUPPORTED"),
                Arguments.of("DSA", PKCS8, TestKeys.der(TestKeys.DSA_PKCS8), "UNSUPPORTED"),
                Arguments.of("RSA-PSS", PKCS8, TestKeys.der(TestKeys.RSA_PSS), "UNSUPPORTED"),
                Arguments.of("three primes", PKCS1, TestKeys.der(TestKeys.RSA_3_PRIMES), "UNSUPPORTED"),
                Arguments.of("P-384", SEC1, TestKeys.der(TestKeys.P384_SEC1), "UNSUPPORTED"),
                Arguments.of("P-384 in PKCS#8", PKCS8, TestKeys.der(TestKeys.P384_PKCS8), "UNSUPPORTED"),
                Arguments.of("explicit curve", SEC1, TestKeys.der(TestKeys.EC_EXPLICIT), "UNSUPPORTED"),
                Arguments.of("explicit in PKCS#8", PKCS8, TestKeys.der(TestKeys.EC_PKCS8_EXPLICIT), "UNSUPPORTED"),
                Arguments.of("encrypted", PKCS8, TestKeys.der(TestKeys.ENCRYPTED), "UNEXPECTED"),
                Arguments.of("certificate", ANY, TestCerts.cert(TestCerts.EC_SPKI), "UNEXPECTED"),
                Arguments.of("another form: PKCS#8", PKCS1, rsa8, "UNEXPECTED"),
                Arguments.of("another form: SEC 1", PKCS8, ec1, "UNEXPECTED"),
                Arguments.of("another form: PKCS#1", SEC1, TestKeys.der(TestKeys.RSA_PKCS1), "UNEXPECTED"),
                Arguments.of("SEC 1 in an RSA key", PKCS8, swapAlgorithm(ec8, rsa8), "UNEXPECTED"),
                Arguments.of("PKCS#1 in an EC key", PKCS8, swapAlgorithm(rsa8, ec8), "UNEXPECTED"),
                Arguments.of("PKCS#8 in PKCS#8", PKCS8, element(0x30, hex("020100"), algorithm(ec8), element(4, ec8)),
                        "UNEXPECTED"),
                Arguments.of("nothing", ANY, new byte[0], "TRUNCATED"),
                Arguments.of("no curve", SEC1, hex("3025 020101" + scalar), "UNSUPPORTED"),
                Arguments.of("empty", ANY, hex("3000"), "INNER_TRUNC"),
                Arguments.of("version only", ANY, hex("3003 020101"), "INNER_TRUNC"),
                Arguments.of("no version", ANY, hex("3022" + scalar), "UNEXPECTED"),
                Arguments.of("version 0", SEC1, hex("3031 020100" + scalar + curve), "UNSUPPORTED"),
                Arguments.of("version 2", SEC1, hex("3031 020102" + scalar + curve), "UNSUPPORTED"),
                Arguments.of("version of two bytes", SEC1, hex("3032 02020001" + scalar + curve), "UNSUPPORTED"),
                Arguments.of("PKCS#8 of version 2", PKCS8, Bytes.with(ec8, 5, 2), "UNSUPPORTED"),
                Arguments.of("negative version", PKCS8, Bytes.with(ec8, 5, -1), "UNSUPPORTED"),
                Arguments.of("short scalar", SEC1, hex("3012 020101 040101" + curve), "UNSUPPORTED"),
                Arguments.of("curve twice", SEC1, hex("303D 020101" + scalar + curve + curve), "UNEXPECTED"),
                Arguments.of("hybrid point", SEC1, Bytes.with(ec1, ec1.length - 65, 6), "INVALID_VALUE"),
                Arguments.of("compressed point too long", SEC1, Bytes.with(ec1, ec1.length - 65, 2), "INVALID_VALUE"),
                Arguments.of("unused bits", SEC1, Bytes.with(ec1, ec1.length - 66, 1), "PARTIAL_BYTE"),
                Arguments.of("trailing byte", SEC1, Bytes.join(ec1, new byte[1]), "EXTRA_ELEMENT"),
                Arguments.of("indefinite length", ANY, hex("3080 020101"), "INDEFINITE_LENGTH"),
                Arguments.of("long length", ANY, hex("308131 020101" + scalar + curve), "INVALID_VALUE"),
                Arguments.of("length of 2 GB", ANY, hex("30847FFFFFFF 020101" + scalar + curve), "TRUNCATED"),
                Arguments.of("inner length of 2 GB", ANY, hex("30847FFFFFFF 020101 04847FFFFFF0"), "UNSUPPORTED"),
                Arguments.of("parameters not NULL", PKCS8, Bytes.with(rsa8, 20, 4), "UNEXPECTED"));
    }

    private static byte[] algorithm(byte[] pkcs8) {
        int at = pkcs8[1] == (byte) 0x82 ? 7 : 6;
        return Arrays.copyOfRange(pkcs8, at, at + 2 + pkcs8[at + 1]);
    }

    private static byte[] swapAlgorithm(byte[] key, byte[] algorithm) {
        int at = key[1] == (byte) 0x82 ? 7 : 6;
        return element(0x30, hex("020100"), algorithm(algorithm), Bytes.without(key, at + algorithm(key).length));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void refused(String name, int form, byte[] der, String code) {
        assertEquals(code, decode(form, der));
        assertEquals(code, decode(form, der, 1));
    }

    @Test
    void numbersThatNoKeyHasAreRefused() {
        BigInteger e = BigInteger.valueOf(65537);
        BigInteger p = prime(512, e, new Random(3));
        BigInteger q = prime(512, e, new Random(4));
        BigInteger[] good = numbers(p, q, e);
        assertEquals(text(good), decode(PKCS1, pkcs1(0, good)));
        String[] places = {"modulus", "e", "d", "p", "q", "dp", "dq", "iq"};
        for (int i = 0; i < good.length; i++) {
            for (BigInteger wrong : new BigInteger[] {BigInteger.ZERO, good[i].flipBit(0), ONE.shiftLeft(1028)}) {
                if (i == 7 && wrong.equals(good[i].flipBit(0))) {
                    continue; // iq may be even
                }
                BigInteger[] n = good.clone();
                n[i] = wrong;
                String code = decode(PKCS1, pkcs1(0, n));
                assertTrue(code.equals("INVALID_VALUE") || code.equals("LIMIT_EXCEEDED"), places[i] + ": " + code);
            }
            BigInteger[] n = good.clone();
            n[i] = n[i].negate();
            assertEquals("OVERFLOW", decode(PKCS1, pkcs1(0, n)), places[i]);
            byte[] missing = pkcs1(0, Arrays.copyOf(good, i));
            assertEquals("INNER_TRUNC", decode(PKCS1, missing), places[i]);
        }
        for (int i : new int[] {0, 3, 4}) {
            BigInteger[] n = good.clone();
            n[i] = n[i].flipBit(40);
            assertEquals("INVALID_VALUE", decode(PKCS1, pkcs1(0, n)), "p*q = n: " + places[i]);
        }
        BigInteger[] tooLarge = {null, null, null, null, null, p, q, p};
        for (int i = 5; i < 8; i++) {
            BigInteger[] n = good.clone();
            n[i] = tooLarge[i];
            assertEquals("INVALID_VALUE", decode(PKCS1, pkcs1(0, n)), places[i]);
            n[i] = tooLarge[i].subtract(BigInteger.TWO);
            assertEquals(text(n), decode(PKCS1, pkcs1(0, n)), places[i]);
        }
        assertEquals("EXTRA_ELEMENT", decode(PKCS1, pkcs1(0, Stream.concat(Stream.of(good), Stream.of(ONE))
                .toArray(BigInteger[]::new))));
        BigInteger[] n = good.clone();
        n[1] = ONE;
        assertEquals("INVALID_VALUE", decode(PKCS1, pkcs1(0, n)));
        n[1] = ONE.shiftLeft(64).setBit(0);
        assertEquals("LIMIT_EXCEEDED", decode(PKCS1, pkcs1(0, n)));
    }

    @Test
    void squaresAndUnlikePrimesAreRefused() {
        BigInteger e = BigInteger.valueOf(65537);
        BigInteger p = prime(512, e, new Random(5));
        BigInteger[] square = {p.multiply(p), e, ONE, p, p, ONE, ONE, ONE};
        assertEquals("INVALID_VALUE", decode(PKCS1, pkcs1(0, square)));
        for (int more : new int[] {40, 200}) {
            BigInteger[] n = numbers(prime(512 + more, e, new Random(6)), prime(512 - more, e, new Random(7)), e);
            assertEquals("UNSUPPORTED", decode(PKCS1, pkcs1(0, n)));
        }
    }

    @Test
    void moduliBeyondTheLimitAreRefused() {
        byte[] rsa2048 = TestKeys.der(TestKeys.RSA_PKCS8);
        PrivateKeyDecoder small = new PrivateKeyDecoder(255);
        small.start(PKCS8);
        small.append(rsa2048, 0, rsa2048.length);
        assertEquals(-BrErr.BR_ERR_X509_LIMIT_EXCEEDED, small.end());
        PrivateKeyDecoder smallest = new PrivateKeyDecoder(128);
        byte[] rsa1024 = TestKeys.der(TestKeys.RSA_1024);
        smallest.start(PKCS1);
        smallest.append(rsa1024, 0, rsa1024.length);
        assertEquals(X509Engine.KEYTYPE_RSA, smallest.end());
        byte[] ec = TestKeys.der(TestKeys.EC_PKCS8);
        smallest.start(PKCS8);
        smallest.append(ec, 0, ec.length);
        assertEquals(X509Engine.KEYTYPE_EC, smallest.end());
    }

    @Test
    void withoutRoomForRsaOnlyEcKeysAreTaken() {
        for (int len : new int[] {0, 1, 100, 127}) {
            PrivateKeyDecoder ecOnly = new PrivateKeyDecoder(len);
            for (String pem : new String[] {TestKeys.RSA_PKCS8, TestKeys.EC_PKCS8, TestKeys.RSA_1024, TestKeys.EC_SEC1}) {
                byte[] der = TestKeys.der(pem);
                ecOnly.start(ANY);
                ecOnly.append(der, 0, der.length);
                assertEquals(pem.contains("MII") ? -BrErr.BR_ERR_X509_LIMIT_EXCEEDED : X509Engine.KEYTYPE_EC, ecOnly.end());
            }
        }
    }

    // ---- any bytes

    private static final byte[][] FIXTURES = Stream.of(TestKeys.RSA_1024, TestKeys.EC_SEC1, TestKeys.EC_PKCS8,
            TestKeys.EC_COMPRESSED, TestKeys.RSA_PKCS8).map(TestKeys::der).toArray(byte[][]::new);

    @Test
    void splitsDoNotMatter() {
        for (byte[] der : FIXTURES) {
            String whole = decode(ANY, der);
            assertTrue(whole.length() > 20, whole);
            for (int at = 0; at <= der.length; at++) {
                decoder.start(ANY);
                decoder.append(der, 0, at);
                decoder.append(der, at, der.length - at);
                assertEquals(whole, finished());
            }
            for (int piece = 1; piece < 70; piece++) {
                assertEquals(whole, decode(ANY, der, piece));
            }
        }
    }

    @Test
    void truncatedAnywhereIsTruncated() {
        for (byte[] der : FIXTURES) {
            for (int len = 0; len < der.length; len++) {
                assertEquals("TRUNCATED", decode(ANY, Arrays.copyOf(der, len)), len + " of " + der.length);
            }
        }
    }

    @Test
    void anyByteFlippedIsAKeyThatKeepsThePromisesOrACode() {
        int refused = 0;
        for (byte[] der : FIXTURES) {
            for (int i = 0; i < der.length; i++) {
                for (int mask : new int[] {1, 0x80, 0xFF}) {
                    byte[] wrong = Bytes.flip(der, i, mask);
                    refused += decode(ANY, wrong).indexOf(' ') < 0 ? 1 : 0;
                }
            }
        }
        assertTrue(refused > 1000, refused + "");
    }

    @Property(tries = 10000)
    void mutationsAreKeysThatKeepThePromisesOrCodes(@ForAll @IntRange(min = 0, max = 4) int fixture,
            @ForAll @IntRange(min = 0, max = 1300) int at, @ForAll byte value,
            @ForAll @IntRange(min = 0, max = 60) int from, @ForAll byte second,
            @ForAll @IntRange(min = 1, max = 1300) int piece) {
        byte[] der = FIXTURES[fixture].clone();
        der[at % der.length] = value;
        der[from % der.length] = second;
        assertEquals(decode(ANY, der), decode(ANY, der, piece));
    }

    // ---- the object itself

    @Test
    void wipeLeavesNothing() {
        for (byte[] der : FIXTURES) {
            for (int len = 0; len <= der.length; len++) {
                decoder.start(ANY);
                decoder.append(der, 0, len);
                if (len == der.length) {
                    assertTrue(decoder.end() > 0);
                }
                decoder.wipe();
                assertWiped();
                assertEquals(-BrErr.BR_ERR_X509_TRUNCATED, decoder.end());
                decoder.append(der, len, der.length - len);
                assertWiped();
            }
        }
    }

    @Test
    void theNextKeyStartsClean() {
        decode(PKCS8, TestKeys.der(TestKeys.EC_PKCS8));
        assertEquals("UNSUPPORTED",
                decode(SEC1, hex("3025 020101 0420 0000000000000000000000000000000000000000000000000000000000000001")));
    }

    @Test
    void pemAndKeyAllocateNothing() {
        byte[] file = (TestKeys.RSA_PKCS8 + TestKeys.EC_SEC1 + TestKeys.ED25519).getBytes(StandardCharsets.US_ASCII);
        PemDecoder pem = new PemDecoder();
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        readPem(pem, file);
        long least = Long.MAX_VALUE;
        for (int window = 0; window < 5 && least > 0; window++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 20; i++) {
                readPem(pem, file);
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertEquals(0, least);
    }

    /** Streams a file of keys through both decoders in small pieces. */
    private void readPem(PemDecoder pem, byte[] file) {
        int keys = 0;
        int errors = 0;
        pem.reset();
        for (int off = 0; off < file.length; off += 10) {
            pem.input(file, off, Math.min(10, file.length - off));
            int event;
            while ((event = pem.next()) > 0) {
                if (event == PemDecoder.BEGIN) {
                    decoder.start(pem.kind());
                } else if (event == PemDecoder.DATA) {
                    decoder.append(pem.data(), 0, pem.dataLen());
                } else {
                    int result = decoder.end();
                    keys += result > 0 ? 1 : 0;
                    errors += result == -BrErr.BR_ERR_X509_UNSUPPORTED ? 1 : 0;
                }
            }
            if (event < 0) {
                throw new AssertionError("PEM: " + event);
            }
        }
        if (keys != 2 || errors != 1) {
            throw new AssertionError(keys + " keys, " + errors + " unsupported");
        }
    }
}
