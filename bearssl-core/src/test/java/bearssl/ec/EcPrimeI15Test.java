package bearssl.ec;

import static bearssl.ec.EcVectors.hex;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bearssl.base.Workspace;
import java.math.BigInteger;
import java.security.spec.ECPoint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class EcPrimeI15Test {
    private static final int FILL = 0x77;

    /** The sum, or null; nothing else may change, and the workspace is just large enough and left clean. */
    private static byte[] mulAdd(WideCurve c, byte[] a, BigInteger x, BigInteger y) {
        Workspace ws = new Workspace(0, c.shorts, 0);
        byte[] point = new byte[2 + a.length + 3];
        Arrays.fill(point, (byte) FILL);
        System.arraycopy(a, 0, point, 2, a.length);
        byte[] scalars = new byte[2 * c.len + 5];
        Arrays.fill(scalars, (byte) 0xFF);
        System.arraycopy(c.fixed(x), 0, scalars, 1, c.len);
        System.arraycopy(c.fixed(y), 0, scalars, c.len + 3, c.len);
        byte[] scalarsBefore = scalars.clone();
        boolean good = c.curve.mulAdd(point, 2, a.length, scalars, 1, scalars, c.len + 3, ws);
        assertArrayEquals(scalarsBefore, scalars);
        assertEquals(c.shorts, ws.highWaterShorts());
        assertEquals(c.shorts, ws.freeShorts());
        assertArrayEquals(new short[c.shorts], ws.shorts);
        assertEquals(FILL, point[0]);
        assertEquals(FILL, point[1]);
        for (int i = 2 + a.length; i < point.length; i++) {
            assertEquals(FILL, point[i]);
        }
        return good ? Arrays.copyOfRange(point, 2, 2 + a.length) : null;
    }

    private static void assertSum(WideCurve c, ECPoint expected, BigInteger base, BigInteger x, BigInteger y) {
        byte[] actual = mulAdd(c, c.encoded(c.multiply(base, c.g)), x.mod(c.n), y.mod(c.n));
        assertArrayEquals(expected == null ? null : c.encoded(expected), actual);
    }

    private static boolean isOnCurve(WideCurve c, byte[] point) {
        Workspace ws = new Workspace(0, c.shorts, 0);
        byte[] moved = new byte[point.length + 4];
        Arrays.fill(moved, (byte) FILL);
        System.arraycopy(point, 0, moved, 3, point.length);
        byte[] before = moved.clone();
        boolean good = c.curve.isOnCurve(moved, 3, point.length, ws);
        assertArrayEquals(before, moved);
        assertArrayEquals(new short[c.shorts], ws.shorts);
        return good;
    }

    @ParameterizedTest
    @CsvSource({"P384, 24, 48, 416", "P521, 25, 66, 560"})
    void namesAndSizes(WideCurve c, int named, int len, int shorts) {
        assertEquals(named, c.curve.namedCurve());
        assertEquals(len, c.curve.scalarLen());
        assertEquals(1 + 2 * len, c.curve.pointLen());
        assertEquals(shorts, c.curve.scratchShorts());
        assertEquals(0, c.curve.scratchInts());
        byte[] order = new byte[len + 2];
        c.curve.order(order, 1);
        assertEquals(c.n, new BigInteger(1, Arrays.copyOfRange(order, 1, len + 1)));
        assertEquals(0, order[0]);
        assertEquals(0, order[len + 1]);
    }

    /** A = G, -G, 2G, G/2, 3G, -3G: the sums meet doublings, cancellation and infinity on their way. */
    @ParameterizedTest
    @EnumSource
    void pointsRelatedToTheGenerator(WideCurve c) {
        int[] small = {0, 1, 2, 3, 6, -1};
        List<BigInteger> bases = new ArrayList<>();
        for (int base : new int[] {1, -1, 2, 3, -3}) {
            bases.add(BigInteger.valueOf(base));
        }
        bases.add(BigInteger.TWO.modInverse(c.n));
        for (BigInteger base : bases) {
            for (int x : small) {
                for (int y : small) {
                    BigInteger sum = base.multiply(BigInteger.valueOf(x)).add(BigInteger.valueOf(y));
                    assertSum(c, c.multiply(sum, c.g), base, BigInteger.valueOf(x), BigInteger.valueOf(y));
                }
            }
        }
    }

    /** Scalars in which the recoding has something to carry, at every place of the bits and at both ends. */
    @ParameterizedTest
    @EnumSource
    void edgeScalars(WideCurve c) {
        List<BigInteger> scalars = new ArrayList<>();
        for (int bit = 0; bit < c.n.bitLength(); bit += 41) {
            scalars.add(BigInteger.ONE.shiftLeft(bit));
            scalars.add(BigInteger.ONE.shiftLeft(bit).negate());
        }
        for (String pattern : new String[] {"249", "db6", "5", "3", "7", "b", "6"}) {
            scalars.add(new BigInteger(pattern.repeat(2 * c.len / pattern.length()), 16));
        }
        scalars.add(BigInteger.ONE.shiftLeft(c.n.bitLength() - 1).subtract(BigInteger.ONE));
        scalars.add(c.n.shiftRight(1));
        BigInteger base = BigInteger.valueOf(0x1234567);
        for (BigInteger k : scalars) {
            ECPoint product = c.multiply(k, c.g);
            assertSum(c, product, BigInteger.ONE, k, BigInteger.ZERO);
            assertSum(c, product, base, BigInteger.ZERO, k);
            assertSum(c, c.add(product, product), base, base.modInverse(c.n).multiply(k), k);
        }
    }

    @Property(tries = 40, edgeCases = EdgeCasesMode.NONE)
    void agreesWithTheModel(@ForAll WideCurve c, @ForAll("numbers") BigInteger base, @ForAll("numbers") BigInteger x,
            @ForAll("numbers") BigInteger y) {
        assertSum(c, c.multiply(base.multiply(x).add(y), c.g), base, x, y);
    }

    @Provide
    Arbitrary<BigInteger> numbers() {
        return Arbitraries.bigIntegers().between(BigInteger.ONE, BigInteger.ONE.shiftLeft(600)).withoutEdgeCases();
    }

    @ParameterizedTest
    @EnumSource
    void sumsThatCancelAreRefused(WideCurve c) {
        BigInteger x = new BigInteger("c6ef9c5d78ae012a011164acb397ce2088685d8f06bf9be0b283ab46476bee53", 16);
        assertSum(c, null, BigInteger.ONE, x, x.negate());
        assertSum(c, null, BigInteger.ONE.negate(), x, x);
        assertSum(c, null, x, BigInteger.ONE, x.negate());
        assertSum(c, null, x, BigInteger.ZERO, BigInteger.ZERO);
    }

    @ParameterizedTest
    @EnumSource
    void rejectsWhatIsNotAnUncompressedPoint(WideCurve c) {
        byte[] g = c.encoded(c.g);
        assertTrue(isOnCurve(c, g));
        List<byte[]> bad = new ArrayList<>();
        for (int first : new int[] {0x00, 0x02, 0x03, 0x05, 0x06, 0x07, 0x84, 0xFF}) {
            byte[] p = g.clone();
            p[0] = (byte) first;
            bad.add(p);
        }
        for (int len : new int[] {0, 1, 1 + c.len, g.length - 1, g.length + 1}) {
            bad.add(Arrays.copyOf(g, len));
        }
        byte[] zero = new byte[g.length];
        bad.add(zero.clone());
        zero[0] = 4;
        bad.add(zero);
        for (byte[] p : bad) {
            assertFalse(isOnCurve(c, p));
            assertNull(mulAdd(c, p, BigInteger.ONE, BigInteger.ONE));
        }
    }

    @ParameterizedTest
    @EnumSource
    void rejectsEveryFlippedBit(WideCurve c) {
        byte[] g = c.encoded(c.g);
        for (int bit = 0; bit < 8 * g.length; bit++) {
            byte[] p = g.clone();
            p[bit >> 3] ^= (byte) (1 << (bit & 7));
            assertFalse(isOnCurve(c, p), "bit " + bit);
            if (bit % 8 == 0) {
                assertNull(mulAdd(c, p, BigInteger.ONE, BigInteger.ZERO), "bit " + bit);
            }
        }
    }

    /** Small x, whose other form x + p still fits the bytes, and 0; and y + p, in P-521. */
    @ParameterizedTest
    @EnumSource
    void rejectsCoordinatesNotBelowThePrime(WideCurve c) {
        int found = 0;
        for (int i = 0; i < 8; i++) {
            BigInteger x = BigInteger.valueOf(i);
            BigInteger square = x.pow(3).subtract(x.multiply(BigInteger.valueOf(3))).add(c.b).mod(c.p);
            BigInteger y = c.root(square);
            boolean exists = y.modPow(BigInteger.TWO, c.p).equals(square);
            assertEquals(exists, isOnCurve(c, c.encoded(x, y)));
            assertEquals(exists, isOnCurve(c, c.encoded(x, c.p.subtract(y))));
            assertFalse(isOnCurve(c, c.encoded(x.add(c.p), y)));
            assertFalse(isOnCurve(c, c.encoded(x, BigInteger.ONE.shiftLeft(8 * c.len).subtract(BigInteger.ONE))));
            if (c == WideCurve.P521) {
                assertFalse(isOnCurve(c, c.encoded(x, y.add(c.p))));
            }
            found += exists ? 1 : 0;
        }
        assertTrue(found > 0);
    }

    @ParameterizedTest
    @EnumSource
    void cavpPublicKeyValidation(WideCurve c) {
        int applicable = 0;
        for (Map<String, String> k : EcVectors.cavp("ecdsa/PKV.rsp", "[" + c.nistName + "]")) {
            BigInteger x = new BigInteger(k.get("Qx"), 16);
            BigInteger y = new BigInteger(k.get("Qy"), 16);
            boolean valid = k.get("Result").startsWith("P");
            if (Math.max(x.bitLength(), y.bitLength()) <= 8 * c.len) {
                assertEquals(valid, isOnCurve(c, c.encoded(x, y)), k.toString());
                applicable++;
            } else {
                assertFalse(valid);
            }
        }
        assertTrue(applicable >= 8);
    }

    @ParameterizedTest
    @EnumSource
    void cavpKeyPairs(WideCurve c) {
        List<Map<String, String>> cases = EcVectors.cavp("ecdsa/KeyPair.rsp", "[" + c.nistName + "]");
        cases.removeIf(k -> !k.containsKey("d"));
        assertEquals(10, cases.size());
        byte[] g = c.encoded(c.g);
        for (Map<String, String> k : cases) {
            BigInteger d = new BigInteger(k.get("d"), 16);
            byte[] q = c.encoded(new BigInteger(k.get("Qx"), 16), new BigInteger(k.get("Qy"), 16));
            assertArrayEquals(q, mulAdd(c, g, d, BigInteger.ZERO));
            assertArrayEquals(q, mulAdd(c, g, BigInteger.ZERO, d));
        }
    }

    /** RFC 5903, 8.2: the initiator's key in the 384-bit group. */
    @Test
    void rfc5903PublicKey() {
        BigInteger i = new BigInteger("099F3C7034D4A2C699884D73A375A67F7624EF7C6B3C0F160647B67414DCE655"
                + "E35B538041E649EE3FAEF896783AB194", 16);
        byte[] gi = hex("04667842D7D180AC2CDE6F74F37551F55755C7645C20EF73E31634FE72B4C55EE6DE3AC808ACB4BDB4C88732AEE95F"
                + "41AA9482ED1FC0EEB9CAFC4984625CCFC23F65032149E0E144ADA024181535A0F38EEB9FCFF3C2C947DAE69B4C634573A81C");
        assertArrayEquals(gi, mulAdd(WideCurve.P384, WideCurve.P384.encoded(WideCurve.P384.g), i, BigInteger.ZERO));
    }
}
