package bearssl.x509;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bearssl.base.Workspace;
import bearssl.hash.Sha1;
import bearssl.hash.Sha256;
import bearssl.tls.BrErr;
import bearssl.tls.X509Engine;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openjdk.jol.info.GraphLayout;

class PinTest {
    private static final String RSA_V2 = "C1 1E 35 95 2B F3 3B 05 FA C9 4C 04 60 4D 0E C3 C5 A9 94 12";
    private static final String RSA_V1 = "60 89 F0 7E 58 0D F0 40 FE 09 B5 6D 7D 03 00 EE DD 63 6D 96";
    private static final String COLLISION_V2 = "9B A7 0B 06 00 E6 4C F8 71 B0 B4 81 8E 66 1F 05 AC C1 2A 76";
    private static final String RSA_SSH = "04 98 53 66 A9 6C 7F C1 26 29 C4 A8 FD B0 87 FF 4D CD 1B 2D";
    private static final String EC_V2 = "DD A6 46 67 A8 A2 C9 11 86 FB 2C F6 81 95 99 F5 8C FF 5F 5E";

    private static final byte[] RSA_CERT = TestCerts.cert(TestCerts.RSA_SPKI);
    private static final byte[] EC_CERT = TestCerts.cert(TestCerts.EC_SPKI);

    private final Workspace ws = new Workspace(0, 0, Sha1.INSTANCE.stateWords());
    private final X509Fingerprint x509 = new X509Fingerprint(Sha1.INSTANCE);
    private final X509SpkiPin spkiPin = new X509SpkiPin(Sha256.INSTANCE);

    private static byte[] fp(String text) {
        byte[] b = new byte[20];
        assertEquals(PinText.OK, PinText.parseFingerprint(text, b, 0));
        return b;
    }

    private int run(X509Engine engine, byte[]... certs) {
        engine.startChain("ignored.example", ws);
        for (byte[] c : certs) {
            engine.startCert(c.length);
            engine.append(c, 0, c.length);
            engine.endCert();
        }
        return engine.endChain();
    }

    private String received() {
        byte[] b = new byte[22];
        assertTrue(x509.received(b, 1));
        return HexFormat.ofDelimiter(" ").withUpperCase().formatHex(b, 1, 21);
    }

    @Test
    void goldenRsaFingerprint() {
        assertTrue(x509.pin(1, fp(RSA_V2), 0));
        assertEquals(BrErr.BR_ERR_OK, run(x509, RSA_CERT));
        assertEquals(RSA_V2, received());
        assertEquals(X509Engine.KEYTYPE_RSA, x509.keyType());
        assertEquals(X509Engine.USAGE_KEYX | X509Engine.USAGE_SIGN, x509.keyUsages());
        RSAPublicKey key = (RSAPublicKey) TestCerts.key("RSA", TestCerts.RSA_SPKI);
        assertEquals(key.getModulus(), new BigInteger(1, Arrays.copyOfRange(x509.rsaKey().array(),
                x509.rsaKey().modulusOff(), x509.rsaKey().modulusOff() + x509.rsaKey().modulusLen())));
        assertEquals(key.getPublicExponent(), new BigInteger(1, Arrays.copyOfRange(x509.rsaKey().array(),
                x509.rsaKey().exponentOff(), x509.rsaKey().exponentOff() + x509.rsaKey().exponentLen())));
    }

    @Test
    void goldenEcFingerprint() {
        assertTrue(x509.pin(0, fp(EC_V2), 0));
        assertEquals(BrErr.BR_ERR_OK, run(x509, EC_CERT));
        assertEquals(X509Engine.KEYTYPE_EC, x509.keyType());
        assertEquals(23, x509.ecKey().curve());
        assertEquals(65, x509.ecKey().len());
        byte[] point = Arrays.copyOfRange(TestCerts.EC_SPKI, TestCerts.EC_SPKI.length - 65, TestCerts.EC_SPKI.length);
        assertArrayEquals(point, Arrays.copyOfRange(x509.ecKey().array(), x509.ecKey().off(), x509.ecKey().off() + 65));
    }

    @Test
    void p384HasATagOfItsOwn() throws Exception {
        ECPublicKey key = (ECPublicKey) TestCerts.ec("secp384r1").getPublic();
        byte[] spki = key.getEncoded();
        MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
        sha1.update(new byte[] {0, 0, 0, 19});
        sha1.update("ecdsa-sha2-nistp384".getBytes(StandardCharsets.US_ASCII));
        sha1.update(new byte[] {0, 0, 0, 97});
        sha1.update(spki, spki.length - 97, 97);
        x509.pin(0, sha1.digest(), 0);
        assertEquals(BrErr.BR_ERR_OK, run(x509, TestCerts.cert(spki)));
        assertEquals(24, x509.ecKey().curve());
    }

    @ParameterizedTest
    @ValueSource(strings = {RSA_V1, RSA_SSH, COLLISION_V2, EC_V2})
    void neitherLegacyNorSshFingerprintMatches(String pin) {
        x509.pin(0, fp(pin), 0);
        assertEquals(BrErr.BR_ERR_BAD_PARAM, run(x509, RSA_CERT));
    }

    /** Moving the first byte of the modulus to the end of the exponent: the same v1, so v1 is no pin. */
    @Test
    void collidingKeyOfVersion1IsRefused() {
        RSAPublicKey key = (RSAPublicKey) TestCerts.key("RSA", TestCerts.RSA_SPKI);
        byte[] n = key.getModulus().toByteArray(); // 00 AC ...
        PublicKey other = TestCerts.rsa(new BigInteger(1, Arrays.copyOfRange(n, 2, n.length)),
                key.getPublicExponent().shiftLeft(8).or(BigInteger.valueOf(n[1] & 0xFF)));
        x509.pin(0, fp(RSA_V2), 0);
        assertEquals(BrErr.BR_ERR_BAD_PARAM, run(x509, TestCerts.cert(other.getEncoded())));
        assertEquals(COLLISION_V2, received());
        byte[] legacy = new byte[20];
        KeyFingerprint.computeLegacy(Sha1.INSTANCE, ws.ints, 0, x509.rsaKey(), legacy, 0);
        assertArrayEquals(fp(RSA_V1), legacy);
    }

    @Test
    void bareKeyHasTheFingerprintOfItsCertificate() {
        for (byte[] spki : new byte[][] {TestCerts.RSA_SPKI, TestCerts.EC_SPKI}) {
            x509.startChain(null, ws);
            x509.startKey(spki.length);
            x509.append(spki, 0, spki.length);
            x509.endCert();
            assertEquals(BrErr.BR_ERR_X509_NOT_TRUSTED, x509.endChain());
            assertEquals(spki == TestCerts.RSA_SPKI ? RSA_V2 : EC_V2, received());
        }
    }

    @Test
    void bareKeyWithTrailingByteIsRefused() {
        byte[] spki = Arrays.copyOf(TestCerts.EC_SPKI, TestCerts.EC_SPKI.length + 1);
        x509.startChain(null, ws);
        x509.startKey(spki.length);
        x509.append(spki, 0, spki.length);
        x509.endCert();
        assertEquals(BrErr.BR_ERR_X509_EXTRA_ELEMENT, x509.endChain());
        assertFalse(x509.received(new byte[20], 0));
    }

    @Test
    void nothingConfiguredMeansRefuse() {
        assertEquals(BrErr.BR_ERR_X509_NOT_TRUSTED, run(x509, RSA_CERT));
        assertEquals(BrErr.BR_ERR_X509_NOT_TRUSTED, run(spkiPin, RSA_CERT));
        assertEquals(RSA_V2, received());
    }

    @Test
    void mismatchReportsBothValues() {
        x509.pin(0, fp(RSA_SSH), 0);
        x509.pin(1, fp(EC_V2), 0);
        assertEquals(BrErr.BR_ERR_BAD_PARAM, run(x509, RSA_CERT));
        assertEquals(RSA_V2, received());
        byte[] b = new byte[20];
        assertTrue(x509.expected(0, b, 0));
        assertArrayEquals(fp(RSA_SSH), b);
        assertTrue(x509.expected(1, b, 0));
        assertArrayEquals(fp(EC_V2), b);
        x509.clear(1);
        assertFalse(x509.expected(1, b, 0));
    }

    @Test
    void eitherSlotMatches() {
        x509.pin(0, fp(EC_V2), 0);
        x509.pin(1, fp(RSA_V2), 0);
        assertEquals(BrErr.BR_ERR_OK, run(x509, RSA_CERT));
        assertEquals(BrErr.BR_ERR_OK, run(x509, EC_CERT));
        x509.clear(0);
        assertEquals(BrErr.BR_ERR_BAD_PARAM, run(x509, EC_CERT));
    }

    @Test
    void learningIsForOneChainAndStoresOnlyWhenTold() {
        x509.learnOnce();
        assertEquals(BrErr.BR_ERR_OK, run(x509, RSA_CERT));
        assertTrue(x509.learned());
        assertFalse(x509.isPinned(0) || x509.isPinned(1));
        assertEquals(BrErr.BR_ERR_X509_NOT_TRUSTED, run(x509, RSA_CERT));
        assertFalse(x509.learned());
        x509.learnOnce();
        assertEquals(BrErr.BR_ERR_OK, run(x509, RSA_CERT));
        assertTrue(x509.pinReceived(0));
        assertEquals(BrErr.BR_ERR_OK, run(x509, RSA_CERT));
        assertFalse(x509.learned());
        assertEquals(BrErr.BR_ERR_BAD_PARAM, run(x509, EC_CERT));
    }

    /** Tasmota accepts every key while either slot says "learn" or "any". */
    @Test
    void aPinOutranksLearningAndAcceptAny() {
        x509.pin(0, fp(EC_V2), 0);
        x509.learnOnce();
        assertEquals(BrErr.BR_ERR_BAD_PARAM, run(x509, RSA_CERT));
        assertFalse(x509.learned());
        x509.acceptAny(true);
        assertEquals(BrErr.BR_ERR_BAD_PARAM, run(x509, RSA_CERT));
        x509.learnOnce();
        assertEquals(BrErr.BR_ERR_OK, run(x509, EC_CERT));
        assertFalse(x509.learned());
        x509.clear(0);
        assertEquals(BrErr.BR_ERR_OK, run(x509, RSA_CERT));
        x509.acceptAny(false);
        assertEquals(BrErr.BR_ERR_X509_NOT_TRUSTED, run(x509, RSA_CERT));
    }

    @Test
    void permitToLearnIsSpentByAChainThatFails() {
        x509.learnOnce();
        assertEquals(BrErr.BR_ERR_X509_EMPTY_CHAIN, run(x509));
        assertEquals(BrErr.BR_ERR_X509_NOT_TRUSTED, run(x509, RSA_CERT));
    }

    @Test
    void marksAreNoPins() {
        byte[] ff = new byte[32];
        Arrays.fill(ff, (byte) 0xFF);
        assertFalse(x509.pin(0, new byte[20], 0));
        assertFalse(x509.pin(0, ff, 0));
        assertFalse(spkiPin.addPin(new byte[32], 0));
        assertFalse(spkiPin.addPin(ff, 0));
        assertFalse(x509.isPinned(0));
        assertThrows(IllegalArgumentException.class, () -> x509.pin(2, ff, 0));
        assertThrows(IllegalArgumentException.class, () -> x509.isPinned(-1));
    }

    @Test
    void unknownKeyTypesAreRefusedInEveryMode() {
        byte[] ed25519 = TestCerts.cert(TestCerts.pair("Ed25519", 0).getPublic().getEncoded());
        byte[] dsa = TestCerts.cert(TestCerts.pair("DSA", 1024).getPublic().getEncoded());
        byte[] p521 = TestCerts.cert(TestCerts.ec("secp521r1").getPublic().getEncoded());
        for (byte[] cert : new byte[][] {ed25519, dsa, p521}) {
            x509.acceptAny(true);
            x509.learnOnce();
            assertEquals(BrErr.BR_ERR_X509_UNSUPPORTED, run(x509, cert));
            assertFalse(x509.received(new byte[20], 0));
            assertFalse(x509.learned());
            assertFalse(x509.pinReceived(0));
        }
    }

    @Test
    void rsaKeyBeyondTheLimitIsRefusedByName() {
        byte[] big = TestCerts.cert(TestCerts.rsa(4096, 1).getEncoded());
        byte[] over = TestCerts.cert(TestCerts.rsa(2049, 2).getEncoded());
        x509.acceptAny(true);
        assertEquals(BrErr.BR_ERR_X509_LIMIT_EXCEEDED, run(x509, big));
        assertEquals(BrErr.BR_ERR_X509_LIMIT_EXCEEDED, run(x509, over));
        X509Fingerprint large = new X509Fingerprint(Sha1.INSTANCE, X509Fingerprint.RSA_4096);
        large.acceptAny(true);
        assertEquals(BrErr.BR_ERR_OK, run(large, big));
        assertEquals(512, large.rsaKey().modulusLen());
    }

    @Test
    void laterCertificatesAreNotRead() {
        x509.pin(0, fp(RSA_V2), 0);
        assertEquals(BrErr.BR_ERR_OK, run(x509, RSA_CERT, new byte[] {1, 2, 3}, EC_CERT, new byte[0]));
        assertEquals(BrErr.BR_ERR_BAD_PARAM, run(x509, EC_CERT, RSA_CERT));
    }

    @Test
    void emptyChainAndEmptyCertificate() {
        x509.acceptAny(true);
        assertEquals(BrErr.BR_ERR_X509_EMPTY_CHAIN, run(x509));
        assertEquals(BrErr.BR_ERR_X509_TRUNCATED, run(x509, new byte[0]));
    }

    @Test
    void spkiPinIsThatOfCurl() throws Exception {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(TestCerts.RSA_SPKI);
        byte[] pin = new byte[32];
        String text = "sha256//" + Base64.getEncoder().encodeToString(digest);
        assertEquals(PinText.OK, PinText.parseSpki(text, pin, 0));
        assertTrue(spkiPin.addPin(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20,
            21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32}, 0));
        assertEquals(BrErr.BR_ERR_BAD_PARAM, run(spkiPin, RSA_CERT));
        assertTrue(spkiPin.addPin(pin, 0));
        assertFalse(spkiPin.addPin(pin, 0));
        assertEquals(2, spkiPin.count());
        assertEquals(BrErr.BR_ERR_OK, run(spkiPin, RSA_CERT));
        assertEquals(BrErr.BR_ERR_BAD_PARAM, run(spkiPin, EC_CERT));
        byte[] received = new byte[32];
        assertTrue(spkiPin.received(received, 0));
        assertArrayEquals(MessageDigest.getInstance("SHA-256").digest(TestCerts.EC_SPKI), received);
        assertTrue(spkiPin.expected(1, received, 0));
        assertArrayEquals(digest, received);
        assertFalse(spkiPin.expected(2, received, 0));
        spkiPin.clear();
        assertEquals(BrErr.BR_ERR_X509_NOT_TRUSTED, run(spkiPin, RSA_CERT));
    }

    @Test
    void splitAtEveryByteGivesTheSame() {
        byte[] whole = new byte[32];
        for (byte[] cert : new byte[][] {RSA_CERT, EC_CERT}) {
            run(spkiPin, cert);
            assertTrue(spkiPin.received(whole, 0));
            String expected = cert == RSA_CERT ? RSA_V2 : EC_V2;
            x509.pin(0, fp(expected), 0);
            for (int cut = 0; cut <= cert.length; cut++) {
                assertEquals(BrErr.BR_ERR_OK, split(x509, cert, cut));
                split(spkiPin, cert, cut);
                byte[] digest = new byte[32];
                assertTrue(spkiPin.received(digest, 0));
                assertArrayEquals(whole, digest);
            }
            x509.startChain(null, ws);
            x509.startCert(cert.length);
            for (int i = 0; i < cert.length; i++) {
                x509.append(new byte[] {0, cert[i], 0}, 1, 1);
            }
            x509.endCert();
            assertEquals(BrErr.BR_ERR_OK, x509.endChain());
        }
    }

    private int split(X509Engine engine, byte[] cert, int cut) {
        engine.startChain(null, ws);
        engine.startCert(cert.length);
        engine.append(Arrays.copyOf(cert, cut), 0, cut);
        engine.append(cert, cut, cert.length - cut);
        engine.endCert();
        return engine.endChain();
    }

    @Test
    void cutAtEveryByteIsRefused() {
        x509.acceptAny(true);
        for (byte[] cert : new byte[][] {RSA_CERT, EC_CERT}) {
            for (int n = 0; n < cert.length; n++) {
                byte[] cut = Arrays.copyOf(cert, n);
                int announced = run(x509, cut);
                assertTrue(announced == (n == 0 ? BrErr.BR_ERR_X509_TRUNCATED : BrErr.BR_ERR_X509_INNER_TRUNC),
                        n + ": " + announced);
                x509.startChain(null, ws);
                x509.startCert(cert.length);
                x509.append(cut, 0, n);
                x509.endCert();
                assertEquals(BrErr.BR_ERR_X509_TRUNCATED, x509.endChain());
                x509.startChain(null, ws);
                x509.startCert(cert.length);
                x509.append(cut, 0, n);
                assertEquals(BrErr.BR_ERR_X509_TRUNCATED, x509.endChain());
            }
            assertEquals(BrErr.BR_ERR_X509_EXTRA_ELEMENT, run(x509, Arrays.copyOf(cert, cert.length + 1)));
        }
    }

    @Test
    void aFlippedBitInTheFirst64BytesNeverThrows() {
        x509.acceptAny(true);
        for (byte[] cert : new byte[][] {RSA_CERT, EC_CERT}) {
            for (int bit = 0; bit < 64 * 8; bit++) {
                byte[] bad = cert.clone();
                bad[bit / 8] ^= (byte) (1 << bit % 8);
                int code = run(x509, bad);
                assertTrue(code == 0 || code >= BrErr.BR_ERR_X509_INVALID_VALUE && code <= 62, bit + ": " + code);
            }
        }
    }

    @Test
    void aFlippedBitInTheKeyNeverMatches() {
        x509.pin(0, fp(RSA_V2), 0);
        spkiPin.addPin(fpSpki(TestCerts.RSA_SPKI), 0);
        int at = indexOf(RSA_CERT, TestCerts.RSA_SPKI);
        for (int i = 0; i < TestCerts.RSA_SPKI.length; i++) {
            byte[] bad = RSA_CERT.clone();
            bad[at + i] ^= (byte) (1 << i % 8);
            assertTrue(run(x509, bad) != 0, "byte " + i);
            assertTrue(run(spkiPin, bad) != 0, "byte " + i);
        }
    }

    private static byte[] fpSpki(byte[] spki) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(spki);
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static int indexOf(byte[] in, byte[] what) {
        for (int i = 0; i + what.length <= in.length; i++) {
            if (Arrays.equals(in, i, i + what.length, what, 0, what.length)) {
                return i;
            }
        }
        throw new AssertionError("not found");
    }

    @Property(tries = 3000)
    void mutatedCertificatesNeverThrowAndNeverMatchWithAnotherKey(@ForAll boolean rsa,
            @ForAll @Size(min = 1, max = 6) int[] places, @ForAll @IntRange(min = 0, max = 255) int value,
            @ForAll @IntRange(min = 1, max = 300) int piece) {
        byte[] bad = (rsa ? RSA_CERT : EC_CERT).clone();
        for (int p : places) {
            bad[(p & 0x7FFFFFFF) % bad.length] = (byte) (value + p);
        }
        Workspace w = new Workspace(0, 0, Sha1.INSTANCE.stateWords());
        X509Fingerprint engine = new X509Fingerprint(Sha1.INSTANCE);
        engine.pin(0, fp(rsa ? RSA_V2 : EC_V2), 0);
        engine.startChain(null, w);
        engine.startCert(bad.length);
        for (int i = 0; i < bad.length; i += piece) {
            engine.append(bad, i, Math.min(piece, bad.length - i));
        }
        engine.endCert();
        int code = engine.endChain();
        boolean sameKey = code == 0;
        assertTrue(code >= 0 && code <= 62);
        if (sameKey) {
            byte[] b = new byte[20];
            assertTrue(engine.received(b, 0));
            assertArrayEquals(fp(rsa ? RSA_V2 : EC_V2), b);
        }
    }

    @Property(tries = 1000)
    void anyBytesNeverThrow(@ForAll @Size(max = 200) byte[] junk) {
        Workspace w = new Workspace(0, 0, Sha1.INSTANCE.stateWords());
        X509Fingerprint engine = new X509Fingerprint(Sha1.INSTANCE);
        engine.acceptAny(true);
        engine.startChain(null, w);
        engine.startCert(junk.length);
        engine.append(junk, 0, junk.length);
        engine.endCert();
        assertTrue(engine.endChain() != 0);
    }

    @ParameterizedTest
    @CsvSource({
        // what replaces the algorithm or key of the P-256 certificate, expected code
        "30 13 06 07 2A 86 48 CE 3D 02 01, 30 13 06 07 2A 86 48 CE 3D 02 02, 49", // another algorithm
        "06 08 2A 86 48 CE 3D 03 01 07, 06 08 2A 86 48 CE 3D 03 01 08, 49", // another curve
        "06 08 2A 86 48 CE 3D 03 01 07, 04 08 2A 86 48 CE 3D 03 01 07, 41", // no identifier for the curve
        "03 42 00 04, 03 42 01 04, 44", // unused bits
        "03 42 00 04, 03 42 00 02, 33", // compressed
        "03 42 00 04, 03 81 42 00, 33", // length not in its shortest form
        "03 42 00 04, 23 42 00 04, 43", // a constructed BIT STRING
        "03 42 00 04, 03 41 00 04, 33", // a short point
        "30 59 30 13, 10 59 30 13, 42", // a primitive SEQUENCE
        "30 59 30 13, 30 80 30 13, 39", // indefinite length
        "30 59 30 13, 70 59 30 13, 37", // application class
        "30 59 30 13, 3F 59 30 13, 38", // tag of several bytes
        "30 59 30 13, 30 59 30 7F, 36", // longer than its container
    })
    void malformedKeyHasItsCode(String from, String to, int code) {
        byte[] cert = EC_CERT.clone();
        byte[] now = HexFormat.ofDelimiter(" ").parseHex(to);
        System.arraycopy(now, 0, cert, indexOf(cert, HexFormat.ofDelimiter(" ").parseHex(from)), now.length);
        x509.acceptAny(true);
        assertEquals(code, run(x509, cert));
    }

    @Test
    void paddedAndNegativeModuliAreRefused() {
        x509.acceptAny(true);
        int at = indexOf(RSA_CERT, new byte[] {0x02, (byte) 0x82, 0x01, 0x01, 0x00});
        byte[] padded = RSA_CERT.clone();
        padded[at + 5] = 1; // 00 01: nine zero bits
        assertEquals(BrErr.BR_ERR_X509_INVALID_VALUE, run(x509, padded));
        byte[] negative = RSA_CERT.clone();
        negative[at + 4] = -1;
        assertEquals(BrErr.BR_ERR_X509_OVERFLOW, run(x509, negative));
    }

    @Test
    void retainedSizes() {
        long fingerprint = GraphLayout.parseInstance(new X509Fingerprint(Sha1.INSTANCE)).totalSize()
                - GraphLayout.parseInstance(Sha1.INSTANCE).totalSize();
        long spki = GraphLayout.parseInstance(new X509SpkiPin(Sha256.INSTANCE)).totalSize()
                - GraphLayout.parseInstance(Sha256.INSTANCE).totalSize();
        assertTrue(fingerprint <= 700, "X509Fingerprint " + fingerprint);
        assertTrue(spki <= 880, "X509SpkiPin " + spki);
    }

    @Test
    void aSpentEngineKeepsNothingOfTheCallersAlive() {
        long before = GraphLayout.parseInstance(x509).totalSize();
        feed(x509);
        assertEquals(before, GraphLayout.parseInstance(x509).totalSize());
    }

    @Test
    void nothingIsAllocatedAfterConstruction() {
        x509.pin(0, fp(RSA_V2), 0);
        ThreadMXBean mx = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long id = Thread.currentThread().getId();
        long best = Long.MAX_VALUE;
        for (int round = 0; round < 6; round++) {
            long before = mx.getThreadAllocatedBytes(id);
            for (int i = 0; i < 200; i++) {
                feed(x509);
                feed(spkiPin);
            }
            best = Math.min(best, mx.getThreadAllocatedBytes(id) - before);
        }
        assertEquals(0, best);
    }

    private void feed(X509Engine engine) {
        engine.startChain(null, ws);
        engine.startCert(RSA_CERT.length);
        for (int i = 0; i < RSA_CERT.length; i += 100) {
            engine.append(RSA_CERT, i, RSA_CERT.length - i < 100 ? RSA_CERT.length - i : 100);
        }
        engine.endCert();
        engine.endChain();
    }
}
