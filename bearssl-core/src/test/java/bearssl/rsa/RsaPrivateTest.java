package bearssl.rsa;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bearssl.base.Workspace;
import bearssl.testing.RsaKeys;
import bearssl.testing.Vectors;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.math.BigInteger;
import java.security.interfaces.RSAPrivateCrtKey;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The RSA private operation: against BigInteger, with disturbed keys, its refusals, its scratch. */
abstract class RsaPrivateTest {
    static final BigInteger F4 = BigInteger.valueOf(65537);

    final RsaPrivate rsa;

    RsaPrivateTest(RsaPrivate rsa) {
        this.rsa = rsa;
    }

    /** A workspace for this key and nothing more. */
    Workspace workspace(RsaPrivateKey key) {
        return workspace(key, 0, 0, 0, 0);
    }

    private Workspace workspace(RsaPrivateKey key, int bytes, int shorts, int ints, int longs) {
        return new Workspace(bytes + rsa.scratchBytes(key), shorts + rsa.scratchShorts(key),
                ints + rsa.scratchInts(key), longs + rsa.scratchLongs(key));
    }

    /** Runs the operation at an offset, and returns the result; null if refused, with nothing written. */
    byte[] modPow(byte[] x, RsaPrivateKey key, Workspace ws) {
        byte[] buf = new byte[3 + x.length + 2];
        Arrays.fill(buf, (byte) 0x77);
        System.arraycopy(x, 0, buf, 3, x.length);
        byte[] before = buf.clone();
        byte[] keyBefore = key.array().clone();
        boolean done = rsa.modPow(buf, 3, x.length, key, ws);
        byte[] result = Arrays.copyOfRange(buf, 3, 3 + x.length);
        if (done) {
            System.arraycopy(x, 0, buf, 3, x.length);
        }
        assertArrayEquals(before, buf, "nothing but the result is written");
        assertArrayEquals(keyBefore, key.array());
        assertTrue(RsaVectors.isClean(ws), "workspace wiped");
        return done ? result : null;
    }

    static byte[] bytes(BigInteger x, RsaPrivateKey key) {
        return RsaKeys.unsigned(x, (key.modulusBits() + 7) / 8);
    }

    private void assertInverts(BigInteger p, BigInteger q, BigInteger e, BigInteger... values) {
        BigInteger n = p.multiply(q);
        BigInteger d = e.modInverse(p.subtract(BigInteger.ONE).multiply(q.subtract(BigInteger.ONE)));
        RsaPrivateKey key = RsaKeys.of(p, q, e);
        for (BigInteger x : values) {
            assertArrayEquals(bytes(x.modPow(d, n), key), modPow(bytes(x, key), key, workspace(key)),
                    "p=" + p + " q=" + q + " e=" + e + " x=" + x);
        }
    }

    @Provide
    Arbitrary<Long> seeds() {
        return Arbitraries.longs().withoutEdgeCases();
    }

    /** Primes of like and unlike lengths, either of them the greater. */
    @Property(tries = 60)
    void agreesWithBigInteger(@ForAll("seeds") long seed) {
        Random rnd = new Random(seed);
        BigInteger e = rnd.nextBoolean() ? F4 : BigInteger.valueOf(rnd.nextBoolean() ? 3 : 17);
        int bits = 64 + rnd.nextInt(150);
        BigInteger p = RsaKeys.prime(bits, e, rnd.nextLong());
        BigInteger q = RsaKeys.prime(Math.max(40, bits + rnd.nextInt(65) - 32), e, rnd.nextLong());
        BigInteger n = p.multiply(q);
        BigInteger random = new BigInteger(n.bitLength() + 64, rnd).mod(n);
        assertInverts(p, q, e, random, BigInteger.ZERO, BigInteger.ONE, n.subtract(BigInteger.ONE), p, q,
                n.subtract(p), q.multiply(BigInteger.TWO).mod(n));
    }

    @ParameterizedTest
    @CsvSource({
        "512, 512, 65537", "512, 512, 3", "520, 505, 65537", "505, 520, 65537", "480, 545, 17", "544, 480, 3",
        "1024, 1024, 65537", "1040, 1008, 65537", "1008, 1040, 3", "1536, 1536, 65537", "2048, 2048, 65537",
    })
    void invertsThePublicOperation(int pBits, int qBits, BigInteger e) {
        BigInteger p = RsaKeys.prime(pBits, e, pBits);
        BigInteger q = RsaKeys.prime(qBits, e, pBits + qBits);
        RsaPrivateKey key = RsaKeys.of(p, q, e);
        BigInteger n = p.multiply(q);
        byte[] x = bytes(new BigInteger(n.bitLength() - 1, new Random(1)), key);
        Workspace ws = workspace(key);
        byte[] y = modPow(x, key, ws);
        assertNotNull(y);
        assertEquals(rsa.scratchShorts(key), ws.highWaterShorts());
        assertEquals(rsa.scratchInts(key), ws.highWaterInts());
        assertEquals(rsa.scratchLongs(key), ws.highWaterLongs());
        assertEquals(rsa.scratchBytes(key), ws.highWaterBytes());
        assertTrue(RsaI15.INSTANCE.modPow(y, 0, y.length, RsaVectors.key(n, e), RsaVectors.workspace(n.bitLength())));
        assertArrayEquals(x, y);
        assertInverts(q, p, e, new BigInteger(1, x));
    }

    @Test
    void aLongPublicExponent() {
        BigInteger e = new BigInteger("D1C2A37F0B1E9953", 16);
        BigInteger p = RsaKeys.prime(512, e, 1);
        BigInteger q = RsaKeys.prime(512, e, 2);
        assertInverts(p, q, e, BigInteger.valueOf(1234567));
        e = new BigInteger(1000, new Random(3)).setBit(0);
        while (!e.gcd(p.subtract(BigInteger.ONE)).multiply(e.gcd(q.subtract(BigInteger.ONE))).equals(BigInteger.ONE)) {
            e = e.add(BigInteger.TWO);
        }
        assertInverts(p, q, e, BigInteger.valueOf(1234567));
    }

    @Test
    void refusesTooLittleScratch() {
        RsaPrivateKey key = RsaKeys.of(RsaKeys.prime(264, F4, 1), RsaKeys.prime(264, F4, 2), F4);
        byte[] x = bytes(BigInteger.TEN, key);
        assertNotNull(modPow(x, key, workspace(key)));
        assertNull(modPow(x, key, workspace(key, -1, 0, 0, 0)));
        assertTrue(rsa.scratchShorts(key) == 0 || modPow(x, key, workspace(key, 0, -1, 0, 0)) == null);
        assertTrue(rsa.scratchInts(key) == 0 || modPow(x, key, workspace(key, 0, 0, -1, 0)) == null);
        assertTrue(rsa.scratchLongs(key) == 0 || modPow(x, key, workspace(key, 0, 0, 0, -1)) == null);
    }

    /** The attack: a result that is right modulo one prime alone gives the other away. It does not leave. */
    @Test
    void aDisturbedKeyYieldsNothing() {
        RsaPrivateKey good = RsaKeys.of(RsaKeys.prime(264, F4, 1), RsaKeys.prime(260, F4, 2), F4);
        byte[] x = bytes(BigInteger.valueOf(31337), good);
        assertNotNull(modPow(x, good, workspace(good)));
        for (int i = good.pOff(); i < good.exponentOff() + good.exponentLen(); i++) {
            RsaPrivateKey key = RsaKeys.copy(good);
            key.array()[i] ^= (byte) (1 << i % 8);
            assertNull(modPow(x, key, workspace(key)), "byte " + (i - good.pOff()));
            Arrays.fill(key.array(), i, i + 1, (byte) 0);
            if (good.array()[i] != 0) {
                assertNull(modPow(x, key, workspace(key)), "byte " + (i - good.pOff()));
            }
        }
    }

    @Test
    void aKeyWithAnotherKeysNumbersYieldsNothing() {
        BigInteger p = RsaKeys.prime(264, F4, 1);
        BigInteger q = RsaKeys.prime(264, F4, 2);
        BigInteger r = RsaKeys.prime(264, F4, 3);
        BigInteger dp = F4.modInverse(p.subtract(BigInteger.ONE));
        BigInteger dq = F4.modInverse(q.subtract(BigInteger.ONE));
        BigInteger dr = F4.modInverse(r.subtract(BigInteger.ONE));
        BigInteger iq = q.modInverse(p);
        RsaPrivateKey[] keys = {
            RsaKeys.of(p, q, dr, dq, iq, F4), RsaKeys.of(p, q, dp, dr, iq, F4), RsaKeys.of(p, q, dq, dp, iq, F4),
            RsaKeys.of(p, q, dp, dq, r.modInverse(p), F4), RsaKeys.of(p, q, dp, dq, p.modInverse(q), F4),
            RsaKeys.of(p, q, dp, dq, BigInteger.ZERO, F4), RsaKeys.of(p, q, BigInteger.ZERO, dq, iq, F4),
            RsaKeys.of(r, q, dp, dq, iq, F4), RsaKeys.of(p, q, dp, dq, iq, BigInteger.valueOf(3)),
        };
        for (RsaPrivateKey key : keys) {
            assertNull(modPow(bytes(BigInteger.valueOf(31337), key), key, workspace(key)));
        }
    }

    @Test
    void refusesXNotBelowTheModulus() {
        BigInteger p = RsaKeys.prime(264, F4, 1);
        BigInteger q = RsaKeys.prime(261, F4, 2);
        BigInteger n = p.multiply(q);
        RsaPrivateKey key = RsaKeys.of(p, q, F4);
        Workspace ws = workspace(key);
        assertNotNull(modPow(bytes(n.subtract(BigInteger.ONE), key), key, ws));
        BigInteger allOnes = BigInteger.ONE.shiftLeft(8 * 66).subtract(BigInteger.ONE);
        for (BigInteger x : new BigInteger[] {n, n.add(BigInteger.ONE), n.add(p), allOnes}) {
            assertNull(modPow(bytes(x, key), key, ws));
        }
    }

    @Test
    void refusesOtherLengths() {
        RsaPrivateKey key = RsaKeys.of(RsaKeys.prime(264, F4, 1), RsaKeys.prime(264, F4, 2), F4);
        Workspace ws = workspace(key, 200, 2000, 2000, 2000);
        for (int len : new int[] {0, 1, 65, 67}) {
            assertNull(modPow(new byte[len], key, ws));
        }
        // lengths in the key that don't belong together
        for (int[] lens : new int[][] {{512, 33, 33, 3}, {537, 33, 33, 3}, {528, 32, 33, 3}, {528, 66, 0, 3},
                {528, 62, 4, 3}, {528, 4, 62, 3}, {528, 33, 33, 0}, {0, 0, 0, 0}}) {
            RsaPrivateKey other = RsaKeys.copy(key);
            other.set(key.array(), RsaKeys.OFF, lens[0], lens[1], lens[2], lens[3]);
            assertNull(modPow(new byte[(lens[0] + 7) / 8], other, ws), Arrays.toString(lens));
        }
        assertEquals(false, rsa.modPow(new byte[0], 0, 0, new RsaPrivateKey(), ws));
    }

    @Test
    void refusesEvenPrimesAndExponentsAndOne() {
        BigInteger p = RsaKeys.prime(264, F4, 1);
        BigInteger q = RsaKeys.prime(264, F4, 2);
        BigInteger d = BigInteger.TEN;
        BigInteger even = p.clearBit(0);
        RsaPrivateKey[] keys = {
            RsaKeys.of(even, q, d, d, d, F4), RsaKeys.of(q, even, d, d, d, F4),
            RsaKeys.of(p, q, d, d, d, F4.add(BigInteger.ONE)), RsaKeys.of(p, q, d, d, d, BigInteger.ONE),
        };
        for (RsaPrivateKey key : keys) {
            Workspace ws = workspace(key);
            assertNull(modPow(bytes(d, key), key, ws));
            assertEquals(0, ws.highWaterShorts() + ws.highWaterInts());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void degenerateNumbersThrowNothing(int value) {
        BigInteger v = BigInteger.valueOf(value);
        BigInteger p = RsaKeys.prime(264, F4, 1);
        RsaPrivateKey good = RsaKeys.of(p, RsaKeys.prime(264, F4, 2), F4);
        byte[] x = bytes(BigInteger.TEN, good);
        for (int off : new int[] {good.pOff(), good.qOff(), good.dpOff(), good.dqOff(), good.iqOff()}) {
            RsaPrivateKey key = RsaKeys.copy(good);
            System.arraycopy(RsaKeys.unsigned(v, 33), 0, key.array(), off, 33);
            assertNull(modPow(x, key, workspace(key)));
        }
    }

    @Test
    void leavesFramesBelowAlone() {
        RsaPrivateKey key = RsaKeys.of(RsaKeys.prime(264, F4, 1), RsaKeys.prime(264, F4, 2), F4);
        Workspace ws = workspace(key, 5, 7, 6, 4);
        Arrays.fill(ws.shorts, ws.pushShorts(7), 7, (short) 0x1234);
        Arrays.fill(ws.ints, ws.pushInts(6), 6, 0x1234);
        Arrays.fill(ws.longs, ws.pushLongs(4), 4, 0x1234);
        Arrays.fill(ws.bytes, ws.pushBytes(5), 5, (byte) 0x56);
        byte[] x = bytes(BigInteger.TEN, key);
        assertTrue(rsa.modPow(x, 0, 66, key, ws));
        for (int i = 0; i < ws.shorts.length; i++) {
            assertEquals(i < 7 ? 0x1234 : 0, ws.shorts[i]);
        }
        for (int i = 0; i < ws.ints.length; i++) {
            assertEquals(i < 6 ? 0x1234 : 0, ws.ints[i]);
        }
        for (int i = 0; i < ws.longs.length; i++) {
            assertEquals(i < 4 ? 0x1234 : 0, ws.longs[i]);
        }
        for (int i = 0; i < ws.bytes.length; i++) {
            assertEquals(i < 5 ? 0x56 : 0, ws.bytes[i]);
        }
    }

    @Test
    void allocatesNothing() {
        RsaPrivateKey key = RsaKeys.of(RsaKeys.prime(264, F4, 1), RsaKeys.prime(264, F4, 2), F4);
        Workspace ws = workspace(key);
        byte[] x = bytes(BigInteger.TEN, key);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 5 && least > 0; i++) {
            long before = threads.getThreadAllocatedBytes(thread);
            for (int k = 0; k < 100; k++) {
                rsa.modPow(x, 0, 66, key, ws);
            }
            least = Math.min(least, threads.getThreadAllocatedBytes(thread) - before);
        }
        assertEquals(0, least);
    }

    /** Wycheproof: keys and ciphertexts at the edges of Montgomery arithmetic, decrypted. */
    @Test
    void wycheproofDecryption() {
        int valid = 0;
        int invalid = 0;
        for (JsonElement g : Vectors.json("wycheproof/rsa_pkcs1_2048_test.json").getAsJsonArray("testGroups")) {
            JsonObject group = g.getAsJsonObject();
            RSAPrivateCrtKey jdk = RsaKeys.pkcs8(RsaVectors.hex(group.get("privateKeyPkcs8").getAsString()));
            RsaPrivateKey key = RsaKeys.of(jdk);
            for (JsonElement t : group.getAsJsonArray("tests")) {
                JsonObject test = t.getAsJsonObject();
                byte[] message = unpad(modPow(RsaVectors.hex(test.get("ct").getAsString()), key, workspace(key)));
                boolean isValid = test.get("result").getAsString().equals("valid");
                assertEquals(isValid, message != null, "tcId " + test.get("tcId"));
                if (isValid) {
                    assertArrayEquals(RsaVectors.hex(test.get("msg").getAsString()), message);
                }
                valid += isValid ? 1 : 0;
                invalid += isValid ? 0 : 1;
            }
        }
        assertEquals(42, valid);
        assertEquals(25, invalid);
    }

    // RFC 8017, 7.2.2, step 3
    private static byte[] unpad(byte[] block) {
        if (block == null || block[0] != 0 || block[1] != 2) {
            return null;
        }
        int zero = 2;
        while (zero < block.length && block[zero] != 0) {
            zero++;
        }
        return zero < 10 || zero == block.length ? null : Arrays.copyOfRange(block, zero + 1, block.length);
    }
}
