package bearssl.ec;

import static bearssl.ec.EcVectors.G;
import static bearssl.ec.EcVectors.N;
import static bearssl.ec.EcVectors.P;
import static bearssl.ec.EcVectors.fixed;
import static bearssl.ec.EcVectors.hex;
import static bearssl.ec.EcVectors.multiply;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import bearssl.base.Workspace;
import bearssl.ec.EcVectors.Affine;
import bearssl.ec.EcVectors.Wycheproof;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.crypto.KeyAgreement;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterTry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** The small engine; {@link EcP256WideTest} puts the fast one through the same. */
class EcP256M15Test {
    private static final String SPKI = "3059301306072a8648ce3d020106082a8648ce3d030107034200";

    private final Workspace ws = new Workspace(0, curve().scratchShorts(), curve().scratchInts(),
            curve().scratchLongs());

    EcCurve curve() {
        return EcP256M15.INSTANCE;
    }

    /** Every operation takes what is declared, and leaves nothing behind. */
    @AfterEach
    @AfterTry
    void scratchIsAsDeclaredAndWiped() {
        if (ws.highWaterInts() + ws.highWaterLongs() > 0) {
            assertEquals(curve().scratchShorts(), ws.highWaterShorts());
            assertEquals(curve().scratchInts(), ws.highWaterInts());
            assertEquals(curve().scratchLongs(), ws.highWaterLongs());
        }
        assertEquals(ws.shorts.length, ws.freeShorts());
        assertEquals(ws.longs.length, ws.freeLongs());
        assertArrayEquals(new long[ws.longs.length], ws.longs);
        assertArrayEquals(new short[ws.shorts.length], ws.shorts);
        assertArrayEquals(new int[ws.ints.length], ws.ints);
    }

    /** The product, or null; point and scalar lie at odd offsets, and their surroundings must survive. */
    private byte[] mul(byte[] point, byte[] scalar) {
        byte[] buf = new byte[3 + point.length + 2];
        Arrays.fill(buf, (byte) 0x77);
        System.arraycopy(point, 0, buf, 3, point.length);
        byte[] k = new byte[1 + 32 + 1];
        Arrays.fill(k, (byte) 0xFF);
        System.arraycopy(scalar, 0, k, 1, 32);
        byte[] kBefore = k.clone();
        byte[] before = buf.clone();
        boolean isOnCurve = curve().isOnCurve(buf, 3, point.length, ws);
        assertArrayEquals(before, buf);
        boolean good = curve().mul(buf, 3, point.length, k, 1, ws);
        assertArrayEquals(kBefore, k);
        // A product of a good point is infinity for the scalars 0 and n alone.
        assertEquals(good || new BigInteger(1, scalar).mod(N).signum() == 0, isOnCurve);
        return outcome(buf, 3, point.length, 2, good);
    }

    private static byte[] outcome(byte[] buf, int off, int len, int after, boolean good) {
        for (int i = 0; i < off; i++) {
            assertEquals(0x77, buf[i]);
        }
        for (int i = 0; i < after; i++) {
            assertEquals(0x77, buf[off + len + i]);
        }
        byte[] result = Arrays.copyOfRange(buf, off, off + len);
        if (!good) {
            assertArrayEquals(new byte[len], result, "a refused point is wiped");
            return null;
        }
        return result;
    }

    private byte[] mulGen(BigInteger scalar) {
        byte[] buf = new byte[68];
        Arrays.fill(buf, (byte) 0x77);
        curve().mulGen(buf, 2, fixed(scalar), 0, ws);
        return outcome(buf, 2, 65, 1, true);
    }

    private byte[] mulAdd(Affine a, BigInteger x, BigInteger y) {
        byte[] buf = new byte[68];
        Arrays.fill(buf, (byte) 0x77);
        System.arraycopy(a.encoded(), 0, buf, 2, 65);
        byte[] scalars = new byte[70];
        System.arraycopy(fixed(x), 0, scalars, 1, 32);
        System.arraycopy(fixed(y), 0, scalars, 35, 32);
        boolean good = curve().mulAdd(buf, 2, 65, scalars, 1, scalars, 35, ws);
        return outcome(buf, 2, 65, 1, good);
    }

    private static void assertPoint(Affine expected, byte[] actual) {
        if (expected == null) {
            assertEquals(null, actual);
        } else {
            assertArrayEquals(expected.encoded(), actual);
        }
    }

    private static List<BigInteger> edgeScalars() {
        List<BigInteger> all = new ArrayList<>();
        for (int i = 1; i <= 20; i++) {
            all.add(BigInteger.valueOf(i));
            all.add(N.subtract(BigInteger.valueOf(i)));
        }
        for (int bit = 0; bit < 256; bit += 17) {
            all.add(BigInteger.ONE.shiftLeft(bit));
            all.add(N.subtract(BigInteger.ONE.shiftLeft(bit)).abs());
        }
        all.add(N.shiftRight(1));
        all.add(N.shiftRight(1).add(BigInteger.ONE));
        all.add(BigInteger.ONE.shiftLeft(255).subtract(BigInteger.ONE));
        all.add(new BigInteger("249".repeat(21), 16));      // bits 001001...
        all.add(new BigInteger("db6".repeat(21), 16));      // bits 110110...
        return all;
    }

    @Test
    void namesAndSizes() {
        assertEquals(23, curve().namedCurve());
        assertEquals(65, curve().pointLen());
        assertEquals(32, curve().scalarLen());
        byte[] order = new byte[34];
        curve().order(order, 1);
        assertEquals(N, new BigInteger(1, Arrays.copyOfRange(order, 1, 33)));
        assertEquals(0, order[33]);
    }

    @Test
    void scratch() {
        assertEquals(520, curve().scratchShorts());
        assertEquals(40, curve().scratchInts());
        assertEquals(0, curve().scratchLongs());
    }

    @Test
    void edgeScalarsOfTheGeneratorAndOfAnotherPoint() {
        Affine other = multiply(BigInteger.valueOf(0x1234567), G);
        for (BigInteger k : edgeScalars()) {
            assertPoint(multiply(k, G), mulGen(k));
            assertPoint(multiply(k, G), mul(G.encoded(), fixed(k)));
            assertPoint(multiply(k, other), mul(other.encoded(), fixed(k)));
        }
    }

    @Test
    void scalarZeroAndTheOrderGiveInfinityWhichIsRefused() {
        assertEquals(null, mul(G.encoded(), new byte[32]));
        assertEquals(null, mul(G.encoded(), fixed(N)));
    }

    @Provide
    Arbitrary<BigInteger> scalars() {
        return Arbitraries.oneOf(Arbitraries.bigIntegers().between(BigInteger.ONE, N.subtract(BigInteger.ONE)),
                Arbitraries.of(edgeScalars()));
    }

    @Property(tries = 50, edgeCases = EdgeCasesMode.NONE)
    void mulAgreesWithTheModel(@ForAll("scalars") BigInteger base, @ForAll("scalars") BigInteger k) {
        byte[] p = mulGen(base);
        assertPoint(multiply(base, G), p);
        assertPoint(multiply(base.multiply(k).mod(N), G), mul(p, fixed(k)));
    }

    @Property(tries = 50, edgeCases = EdgeCasesMode.NONE)
    void mulAddAgreesWithTheModel(@ForAll("scalars") BigInteger base, @ForAll("scalars") BigInteger x,
            @ForAll("scalars") BigInteger y) {
        Affine a = multiply(base, G);
        assertPoint(multiply(base.multiply(x).add(y).mod(N), G), mulAdd(a, x, y));
    }

    /** A = G, -G, 2G, G/2, 3G, -3G: the sums meet doublings, cancellation and infinity on their way. */
    @Test
    void mulAddWithPointsRelatedToTheGenerator() {
        BigInteger three = BigInteger.valueOf(3);
        BigInteger[] small = {BigInteger.ZERO, BigInteger.ONE, BigInteger.TWO, three, BigInteger.valueOf(7),
            BigInteger.valueOf(8), N.subtract(BigInteger.ONE), N.subtract(BigInteger.TWO),
            BigInteger.ONE.shiftLeft(128)};
        BigInteger[] bases = {BigInteger.ONE, N.subtract(BigInteger.ONE), BigInteger.TWO, BigInteger.TWO.modInverse(N),
            three, N.subtract(three)};
        for (BigInteger base : bases) {
            Affine a = multiply(base, G);
            for (BigInteger x : small) {
                for (BigInteger y : small) {
                    assertPoint(multiply(base.multiply(x).add(y).mod(N), G), mulAdd(a, x, y));
                }
            }
        }
    }

    @Test
    void mulAddThatCancelsIsRefused() {
        BigInteger x = new BigInteger("c6ef9c5d78ae012a011164acb397ce2088685d8f06bf9be0b283ab46476bee53", 16);
        assertEquals(null, mulAdd(G, x, N.subtract(x)));
        assertEquals(null, mulAdd(G.negated(), x, x));
        assertEquals(null, mulAdd(multiply(x, G), BigInteger.ONE, N.subtract(x)));
        assertEquals(null, mulAdd(G, BigInteger.ZERO, BigInteger.ZERO));
    }

    @RepeatedTest(20)
    void ecdhAgreesWithTheJdk() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair mine = generator.generateKeyPair();
        KeyPair theirs = generator.generateKeyPair();
        KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
        agreement.init(mine.getPrivate());
        agreement.doPhase(theirs.getPublic(), true);
        BigInteger d = ((ECPrivateKey) mine.getPrivate()).getS();
        assertPoint(affine(mine), mulGen(d));
        byte[] shared = mul(affine(theirs).encoded(), fixed(d));
        assertArrayEquals(agreement.generateSecret(), Arrays.copyOfRange(shared, 1, 33));
    }

    private static Affine affine(KeyPair pair) {
        ECPublicKey key = (ECPublicKey) pair.getPublic();
        return new Affine(key.getW().getAffineX(), key.getW().getAffineY());
    }

    /** RFC 5903, 8.1. */
    @Test
    void rfc5903KeyExchange() {
        BigInteger i = new BigInteger("C88F01F510D9AC3F70A292DAA2316DE544E9AAB8AFE84049C62A9C57862D1433", 16);
        BigInteger r = new BigInteger("C6EF9C5D78AE012A011164ACB397CE2088685D8F06BF9BE0B283AB46476BEE53", 16);
        byte[] gi = hex("04DAD0B65394221CF9B051E1FECA5787D098DFE637FC90B9EF945D0C3772581180"
                + "5271A0461CDB8252D61F1C456FA3E59AB1F45B33ACCF5F58389E0577B8990BB3");
        byte[] gr = hex("04D12DFB5289C8D4F81208B70270398C342296970A0BCCB74C736FC7554494BF63"
                + "56FBF3CA366CC23E8157854C13C58D6AAC23F046ADA30F8353E74F33039872AB");
        byte[] x = hex("D6840F6B42F6EDAFD13116E0E12565202FEF8E9ECE7DCE03812464D04B9442DE");
        assertArrayEquals(gi, mulGen(i));
        assertArrayEquals(gr, mulGen(r));
        assertArrayEquals(x, Arrays.copyOfRange(mul(gr, fixed(i)), 1, 33));
        assertArrayEquals(x, Arrays.copyOfRange(mul(gi, fixed(r)), 1, 33));
    }

    @Test
    void rejectsWhatIsNotAnUncompressedPointOfTheCurve() {
        byte[] one = fixed(BigInteger.ONE);
        byte[] g = G.encoded();
        assertArrayEquals(g, mul(g, one));
        for (int first : new int[] {0x00, 0x02, 0x03, 0x05, 0x06, 0x07, 0x84, 0xFF}) {
            byte[] p = g.clone();
            p[0] = (byte) first;
            assertEquals(null, mul(p, one));
        }
        assertEquals(null, mul(new byte[1], one));
        assertEquals(null, mul(new byte[0], one));
        assertEquals(null, mul(Arrays.copyOf(g, 64), one));
        assertEquals(null, mul(Arrays.copyOf(g, 66), one));
        assertEquals(null, mul(hex("036B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296"), one));
        byte[] zero = new byte[65];
        zero[0] = 4;
        assertEquals(null, mul(zero, one));
    }

    @Test
    void rejectsEveryFlippedBit() {
        for (int bit = 0; bit < 65 * 8; bit++) {
            byte[] p = G.encoded();
            p[bit >> 3] ^= (byte) (1 << (bit & 7));
            assertEquals(null, mul(p, fixed(BigInteger.TWO)));
            assertFalse(curve().mulAdd(p, 0, 65, fixed(BigInteger.TWO), 0, fixed(BigInteger.ONE), 0, ws));
        }
    }

    /** The curve has points with x = 0 and with small x and y, whose second form x + p or y + p still fits 32 bytes. */
    @Test
    void rejectsCoordinatesNotBelowThePrime() {
        // x = 0: y^2 = b; p = 3 mod 4
        BigInteger root = EcVectors.B.modPow(P.add(BigInteger.ONE).shiftRight(2), P);
        Affine a = new Affine(BigInteger.ZERO, root);
        BigInteger k = new BigInteger("123456789abcdef", 16);
        assertPoint(multiply(k, a), mul(a.encoded(), fixed(k)));
        assertEquals(null, mul(new Affine(P, root).encoded(), fixed(k)));
        // x = 5, whose y^2 is a square
        BigInteger x = BigInteger.valueOf(5);
        BigInteger y = x.pow(3).subtract(x.multiply(BigInteger.valueOf(3))).add(EcVectors.B).mod(P)
                .modPow(P.add(BigInteger.ONE).shiftRight(2), P);
        Affine five = new Affine(x, y);
        assertPoint(multiply(k, five), mul(five.encoded(), fixed(k)));
        assertEquals(null, mul(new Affine(x.add(P), y).encoded(), fixed(k)));
    }

    @Test
    void wycheproofEcPoint() {
        int accepted = 0;
        for (Wycheproof t : EcVectors.wycheproof("ecdh_secp256r1_ecpoint_test.json")) {
            accepted += ecdh(t, t.bytes("public"));
        }
        assertEquals(330, accepted);
    }

    /** The cases whose key starts with the usual header; the others test a decoder of keys. */
    @Test
    void wycheproofEcdh() {
        int accepted = 0;
        int applicable = 0;
        for (Wycheproof t : EcVectors.wycheproof("ecdh_secp256r1_test.json")) {
            if (t.text("public").startsWith(SPKI)) {
                applicable++;
                accepted += ecdh(t, hex(t.text("public").substring(SPKI.length())));
            }
        }
        assertEquals(350, applicable);
        assertEquals(330, accepted);
    }

    // "acceptable" are a compressed point, one with two bytes more, one off the curve: refused.
    private int ecdh(Wycheproof t, byte[] point) {
        byte[] product = mul(point, fixed(new BigInteger(1, t.bytes("private"))));
        assertEquals(t.text("result").equals("valid"), product != null, "tcId " + t.id());
        if (product == null) {
            return 0;
        }
        assertArrayEquals(t.bytes("shared"), Arrays.copyOfRange(product, 1, 33), "tcId " + t.id());
        return 1;
    }

    @Test
    void cavpPublicKeyValidation() {
        List<Map<String, String>> cases = EcVectors.cavp("ecdsa/PKV.rsp", "[P-256]");
        assertEquals(12, cases.size());
        for (Map<String, String> c : cases) {
            byte[] p = EcVectors.point(c.get("Qx"), c.get("Qy"));
            assertEquals(c.get("Result").startsWith("P"), mul(p, fixed(BigInteger.ONE)) != null, c.toString());
        }
    }

    @Test
    void cavpKeyPairs() {
        List<Map<String, String>> cases = EcVectors.cavp("ecdsa/KeyPair.rsp", "[P-256]");
        cases.removeIf(c -> !c.containsKey("d"));
        assertEquals(10, cases.size());
        for (Map<String, String> c : cases) {
            assertArrayEquals(EcVectors.point(c.get("Qx"), c.get("Qy")), mulGen(new BigInteger(c.get("d"), 16)));
        }
    }

    @Test
    void cavpKeyAgreementValidity() {
        int passed = 0;
        int failed = 0;
        for (String role : new String[] {"init", "resp"}) {
            String file = "ecdh/KASValidityTest_ECCStaticUnified_NOKC_ZZOnly_" + role + ".fax";
            for (Map<String, String> c : EcVectors.cavp(file, "[EC - SHA256]")) {
                byte[] product = mul(EcVectors.point(c.get("QsCAVSx"), c.get("QsCAVSy")),
                        fixed(new BigInteger(c.get("dsIUT"), 16)));
                boolean same = product != null && Arrays.equals(hex(c.get("Z")), Arrays.copyOfRange(product, 1, 33));
                assertEquals(c.get("Result").startsWith("P"), same, c.toString());
                passed += same ? 1 : 0;
                failed += same ? 0 : 1;
            }
        }
        assertEquals(36, passed);
        assertEquals(24, failed);
    }
}
