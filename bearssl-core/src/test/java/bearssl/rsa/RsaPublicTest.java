package bearssl.rsa;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bearssl.base.Workspace;
import java.math.BigInteger;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.util.Arrays;
import java.util.Random;
import javax.crypto.Cipher;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The RSA public operation against BigInteger and the JDK, its refusals, its scratch. */
abstract class RsaPublicTest {
    private final RsaPublic rsa;
    private final int minBits;
    private final int spare;

    /**
     * @param minBits shortest modulus
     * @param spare   bytes by which the longest modulus of a workspace may be longer than what was asked for
     */
    RsaPublicTest(RsaPublic rsa, int minBits, int spare) {
        this.rsa = rsa;
        this.minBits = minBits;
        this.spare = spare;
    }

    private Workspace workspace(int modulusBits) {
        return RsaVectors.workspace(rsa, modulusBits);
    }

    private void assertScratch(int bits, Workspace ws) {
        assertEquals(rsa.scratchShorts(bits), ws.highWaterShorts());
        assertEquals(rsa.scratchInts(bits), ws.highWaterInts());
        assertEquals(rsa.scratchLongs(bits), ws.highWaterLongs());
    }

    /** Runs the operation at an offset, checks the bytes around, and returns the result, null if refused. */
    private byte[] modPow(byte[] x, RsaPublicKey key, Workspace ws) {
        byte[] buf = new byte[3 + x.length + 2];
        Arrays.fill(buf, (byte) 0x77);
        System.arraycopy(x, 0, buf, 3, x.length);
        boolean done = rsa.modPow(buf, 3, x.length, key, ws);
        for (int i : new int[] {0, 1, 2, buf.length - 2, buf.length - 1}) {
            assertEquals(0x77, buf[i]);
        }
        assertTrue(RsaVectors.isClean(ws), "workspace wiped");
        return done ? Arrays.copyOfRange(buf, 3, 3 + x.length) : null;
    }

    private byte[] modPow(BigInteger x, BigInteger e, BigInteger n) {
        int len = (n.bitLength() + 7) / 8;
        return modPow(RsaVectors.bytes(x, len), RsaVectors.key(n, e), workspace(8 * len));
    }

    @Provide
    Arbitrary<Long> seeds() {
        return Arbitraries.longs().withoutEdgeCases();
    }

    @Property(tries = 300)
    void agreesWithBigInteger(@ForAll("seeds") long seed) {
        Random rnd = new Random(seed);
        int bits = rnd.nextInt(4) == 0 ? 512 + rnd.nextInt(1600) : minBits + rnd.nextInt(300);
        BigInteger n = new BigInteger(bits, rnd).setBit(bits - 1).setBit(0);
        BigInteger e = rnd.nextBoolean() && bits > 17 ? BigInteger.valueOf(65537) : BigInteger.valueOf(3);
        if (bits < 300 && rnd.nextInt(3) == 0) {
            e = new BigInteger(bits - 1, rnd).setBit(0).setBit(1);
        }
        BigInteger x = new BigInteger(bits + 8, rnd).mod(n);
        byte[] expected = RsaVectors.bytes(x.modPow(e, n), (bits + 7) / 8);
        assertArrayEquals(expected, modPow(x, e, n), "n=" + n + " e=" + e + " x=" + x);
    }

    @ParameterizedTest
    @ValueSource(ints = {1024, 1025, 2048, 4096})
    void agreesWithTheJdk(int bits) throws Exception {
        Random rnd = new Random(bits);
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(bits > 2048 ? 2048 : bits);
        RSAPublicKey jdk = (RSAPublicKey) generator.generateKeyPair().getPublic();
        BigInteger n = jdk.getModulus();
        if (bits > 2048) {
            // The public operation asks for no primes: a 4096-bit key without minutes of search.
            n = n.multiply(n.add(BigInteger.TWO));
        }
        BigInteger e = jdk.getPublicExponent();
        int len = (n.bitLength() + 7) / 8;
        byte[] x = RsaVectors.bytes(new BigInteger(n.bitLength() - 1, rnd), len);
        Cipher cipher = Cipher.getInstance("RSA/ECB/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(n, e)));
        assertArrayEquals(cipher.doFinal(x), modPow(x, RsaVectors.key(n, e), workspace(n.bitLength())));
    }

    /** The keys of RSA Laboratories: the public exponent, then the private one as if it were public, give x back. */
    @Test
    void takesAnExponentAsLongAsTheModulus() {
        BigInteger n = null;
        int keys = 0;
        for (RsaVectors.Item item : RsaVectors.rsaLabs("pkcs1v15crypt-vectors.txt")) {
            if (item.label().equals("Modulus:")) {
                n = new BigInteger(1, item.value());
            } else if (item.label().equals("Exponent:") && item.value().length > 3) {
                BigInteger x = new BigInteger(n.bitLength() - 1, new Random(keys));
                byte[] y = modPow(x, BigInteger.valueOf(65537), n);
                byte[] back = modPow(new BigInteger(1, y), new BigInteger(1, item.value()), n);
                assertArrayEquals(RsaVectors.bytes(x, y.length), back);
                keys++;
            }
        }
        assertEquals(15, keys);
    }

    @Test
    void takesTheExtremesOfX() {
        BigInteger n = BigInteger.ONE.shiftLeft(1024).subtract(BigInteger.ONE);
        BigInteger e = BigInteger.valueOf(65537);
        for (BigInteger x : new BigInteger[] {BigInteger.ZERO, BigInteger.ONE, n.subtract(BigInteger.ONE)}) {
            assertArrayEquals(RsaVectors.bytes(x, 128), modPow(x, e, n));
        }
    }

    @Test
    void refusesXNotBelowTheModulus() {
        BigInteger n = BigInteger.ONE.shiftLeft(1023).setBit(0);
        BigInteger e = BigInteger.valueOf(3);
        BigInteger allOnes = BigInteger.ONE.shiftLeft(1024).subtract(BigInteger.ONE);
        for (BigInteger x : new BigInteger[] {n, n.add(BigInteger.ONE), allOnes}) {
            assertEquals(null, modPow(x, e, n));
        }
    }

    @Test
    void refusesAnotherLengthThanTheModulus() {
        RsaPublicKey key = RsaVectors.key(BigInteger.ONE.shiftLeft(1023).setBit(0), BigInteger.valueOf(3));
        for (int len : new int[] {0, 1, 127, 129}) {
            assertEquals(null, modPow(new byte[len], key, workspace(2048)));
        }
    }

    @Test
    void refusesUnsoundKeys() {
        BigInteger n = BigInteger.ONE.shiftLeft(1023).setBit(0);
        BigInteger even = n.add(BigInteger.ONE);
        BigInteger two = BigInteger.TWO;
        BigInteger three = BigInteger.valueOf(3);
        assertEquals(null, modPow(two, three, even), "even modulus");
        for (BigInteger e : new BigInteger[] {BigInteger.ZERO, BigInteger.ONE, two, BigInteger.valueOf(65536),
                n, n.add(two), n.shiftLeft(8).setBit(0), n.subtract(BigInteger.ONE)}) {
            assertEquals(null, modPow(two, e, n), "e = " + e);
        }
        assertArrayEquals(RsaVectors.bytes(two.modPow(n.subtract(two), n), 128), modPow(two, n.subtract(two), n));
        RsaPublicKey unset = new RsaPublicKey();
        assertFalse(rsa.modPow(new byte[0], 0, 0, unset, workspace(1024)));
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 48, 1024, 1032, 1536, 2048, 3072, 4096})
    void servesTheDeclaredModulusAndNoLongerOne(int bits) {
        Workspace ws = workspace(bits);
        int len = bits / 8;
        // Some bits of the highest limb may be left over.
        assertTrue(rsa.maxModulusLen(ws) >= len && rsa.maxModulusLen(ws) <= len + spare);
        BigInteger n = BigInteger.ONE.shiftLeft(8 * rsa.maxModulusLen(ws)).subtract(BigInteger.ONE);
        BigInteger x = n.shiftRight(1);
        BigInteger e = BigInteger.valueOf(3);
        byte[] y = modPow(RsaVectors.bytes(x, rsa.maxModulusLen(ws)), RsaVectors.key(n, e), ws);
        assertArrayEquals(RsaVectors.bytes(x.modPow(e, n), rsa.maxModulusLen(ws)), y);
        assertScratch(bits, ws);
        BigInteger longer = n.shiftLeft(8).setBit(0);
        assertEquals(null, modPow(RsaVectors.bytes(x, rsa.maxModulusLen(ws) + 1), RsaVectors.key(longer, e), ws));
        assertScratch(bits, ws);
    }

    @Test
    void leavesTheKeyAndFramesBelowAlone() {
        BigInteger n = BigInteger.ONE.shiftLeft(1023).setBit(0);
        RsaPublicKey key = RsaVectors.key(n, BigInteger.valueOf(65537));
        byte[] before = key.array().clone();
        Workspace ws = new Workspace(0, 7 + rsa.scratchShorts(1024), 5 + rsa.scratchInts(1024),
                3 + rsa.scratchLongs(1024));
        Arrays.fill(ws.shorts, ws.pushShorts(7), 7, (short) 0x1234);
        Arrays.fill(ws.ints, ws.pushInts(5), 5, 0x1234);
        Arrays.fill(ws.longs, ws.pushLongs(3), 3, 0x1234);
        byte[] x = new byte[128];
        x[127] = 2;
        assertTrue(rsa.modPow(x, 0, 128, key, ws));
        assertArrayEquals(before, key.array());
        for (int i = 0; i < ws.shorts.length; i++) {
            assertEquals(i < 7 ? 0x1234 : 0, ws.shorts[i]);
        }
        for (int i = 0; i < ws.ints.length; i++) {
            assertEquals(i < 5 ? 0x1234 : 0, ws.ints[i]);
        }
        for (int i = 0; i < ws.longs.length; i++) {
            assertEquals(i < 3 ? 0x1234 : 0, ws.longs[i]);
        }
    }
}
