package bearssl.rsa;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bearssl.base.Workspace;
import bearssl.bigint.I15;
import bearssl.bigint.I15Crt;
import bearssl.cttrace.CtCheck;
import bearssl.cttrace.Subject;
import bearssl.hash.HashFunction;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The private key and what is done with it leave no trace: p, q, dp, dq, iq, the input and the result. */
class RsaPrivateCtTest {
    private static final BigInteger E = BigInteger.valueOf(65537);

    @ParameterizedTest
    @ValueSource(classes = {RealKey.class, UnlikePrimes.class, PShorterThanQ.class, WideWindow.class, Sign.class,
        AnyNumbers.class, Power.class, Difference.class, WideLimbs.class, WideLimbsShortP.class, WideLimbsLongP.class})
    void leavesTheSameTraceForAnySecret(Class<? extends Subject> subject) {
        CtCheck.of(subject).eventBudget(25_000_000L).assertConstant();
    }

    /** A control: that modPow of I15 leaks its exponent is seen. */
    @Test
    void theCheckSeesAnExponent() {
        assertFalse(CtCheck.of(PublicPower.class).run().isConstant());
    }

    /** What the trace test does not look at: a real key signs, any numbers don't. */
    @Test
    void theSubjectsDoWhatTheySay() {
        for (RealKey subject : new RealKey[] {new RealKey(), new UnlikePrimes(), new PShorterThanQ(), new WideWindow(),
            new WideLimbs(), new WideLimbsShortP(), new WideLimbsLongP(), new Sign()}) {
            subject.prepare(new byte[16]);
            subject.run();
            assertTrue(subject.done);
        }
        AnyNumbers any = new AnyNumbers();
        any.prepare(new byte[any.secretLength()]);
        any.run();
        assertFalse(any.done);
    }

    /** A whole operation, with primes and input grown from the secret: the check at the end succeeds. */
    public static class RealKey implements Subject {
        final RsaPrivateKey key = new RsaPrivateKey();
        byte[] x;
        Workspace ws;
        boolean done;

        int pBits() {
            return 96;
        }

        int qBits() {
            return 96;
        }

        int numbers() {
            return 11;
        }

        @Override
        public int secretLength() {
            return 16;
        }

        @Override
        public void prepare(byte[] secret) {
            Random rnd = new Random(new BigInteger(secret).hashCode());
            BigInteger p = prime(pBits(), rnd);
            BigInteger q = prime(qBits(), rnd);
            int pLen = (pBits() + 7) / 8;
            int qLen = (qBits() + 7) / 8;
            byte[] array = new byte[3 * pLen + 2 * qLen + 3];
            int at = put(array, 0, p, pLen);
            at = put(array, at, q, qLen);
            at = put(array, at, E.modInverse(p.subtract(BigInteger.ONE)), pLen);
            at = put(array, at, E.modInverse(q.subtract(BigInteger.ONE)), qLen);
            at = put(array, at, q.modInverse(p), pLen);
            put(array, at, E, 3);
            key.set(array, 0, p.multiply(q).bitLength(), pLen, qLen, 3);
            int len = (key.modulusBits() + 7) / 8;
            x = new byte[len];
            put(x, 0, new BigInteger(p.multiply(q).bitLength() + 64, rnd).mod(p.multiply(q)), len);
            ws = workspace(Math.max(pLen, qLen));
        }

        // The two highest bits are ones, so that the product has as many bits as p and q together.
        private static BigInteger prime(int bits, Random rnd) {
            BigInteger p;
            do {
                p = new BigInteger(bits, rnd).setBit(bits - 1).setBit(bits - 2).setBit(0);
            } while (!p.isProbablePrime(40) || p.mod(E).equals(BigInteger.ONE));
            return p;
        }

        static int put(byte[] array, int at, BigInteger v, int len) {
            byte[] b = v.toByteArray();
            int n = Math.min(len, b.length);
            System.arraycopy(b, b.length - n, array, at + len - n, n);
            return at + len;
        }

        RsaPrivate engine() {
            return RsaI15Private.INSTANCE;
        }

        Workspace workspace(int primeLen) {
            return new Workspace(x.length, numbers() * I15.limbs(primeLen), 0);
        }

        @Override
        public void run() {
            done = engine().modPow(x, 0, x.length, key, ws);
        }
    }

    /** The second prime is shorter. */
    public static final class UnlikePrimes extends RealKey {
        @Override
        int pBits() {
            return 107;
        }

        @Override
        int qBits() {
            return 77;
        }
    }

    /** The first prime is shorter: s2 has to be reduced. */
    public static final class PShorterThanQ extends RealKey {
        @Override
        int pBits() {
            return 77;
        }

        @Override
        int qBits() {
            return 107;
        }
    }

    /** Windows of four bits. */
    public static final class WideWindow extends RealKey {
        @Override
        int numbers() {
            return 20;
        }
    }

    /** The engine on 28-bit limbs. */
    public static class WideLimbs extends RealKey {
        @Override
        RsaPrivate engine() {
            return RsaI28Private.INSTANCE;
        }

        @Override
        Workspace workspace(int primeLen) {
            return new Workspace(x.length, 0, engine().scratchInts(key), engine().scratchLongs(key));
        }
    }

    /** The same, the first prime shorter. */
    public static final class WideLimbsShortP extends WideLimbs {
        @Override
        int pBits() {
            return 77;
        }

        @Override
        int qBits() {
            return 107;
        }
    }

    /** The same, the first prime longer, and two more limbs. */
    public static final class WideLimbsLongP extends WideLimbs {
        @Override
        int pBits() {
            return 130;
        }
    }

    /** A signature over a secret hash. */
    public static final class Sign extends RealKey {
        @Override
        int pBits() {
            return 248;
        }

        @Override
        int qBits() {
            return 248;
        }

        @Override
        public void run() {
            done = Pkcs1Sign.sign(RsaI15Private.INSTANCE, key, HashFunction.SHA256, x, 3, x, 0, ws) == 62;
        }
    }

    /** Odd numbers with the highest bit set, for p and q, and any others: the check at the end fails for each. */
    public static final class AnyNumbers implements Subject {
        private static final int LEN = 12;
        private final RsaPrivateKey key = new RsaPrivateKey();
        private final byte[] x = new byte[2 * LEN];
        private final Workspace ws = new Workspace(2 * LEN, 11 * I15.limbs(LEN), 0);
        boolean done;

        @Override
        public int secretLength() {
            return 5 * LEN + 2 * LEN;
        }

        @Override
        public void prepare(byte[] secret) {
            byte[] array = Arrays.copyOf(secret, 5 * LEN + 1);
            array[0] |= (byte) 0xC0;
            array[LEN - 1] |= 1;
            array[LEN] |= (byte) 0xC0;
            array[2 * LEN - 1] |= 1;
            array[5 * LEN] = 3;
            key.set(array, 0, 16 * LEN, LEN, LEN, 1);
            System.arraycopy(secret, 5 * LEN, x, 0, 2 * LEN);
            x[0] = (byte) (x[0] & 0x7F | 1); // below the modulus, and not zero, which any key takes to zero
        }

        @Override
        public void run() {
            done = RsaI15Private.INSTANCE.modPow(x, 0, 2 * LEN, key, ws);
        }
    }

    /** A power: base, exponent and modulus are all secret. */
    public static final class Power implements Subject {
        private static final int LEN = 9;
        private final int n = I15.limbs(LEN);
        private final short[] w = new short[(2 + I15Crt.powerScratch(5)) * n];
        private byte[] secret;

        @Override
        public int secretLength() {
            return 3 * LEN;
        }

        @Override
        public void prepare(byte[] bytes) {
            secret = bytes;
            secret[0] |= (byte) 0x80;
            secret[LEN - 1] |= 1;
        }

        @Override
        public void run() {
            I15.decode(w, 0, n, secret, 0, LEN);
            int m0i = I15.ninv15(w[0]);
            for (int window = 1; window <= 5; window++) {
                I15.decodeReduce(w, n, secret, LEN, LEN, 0, n);
                I15Crt.modPow(w, n, secret, 2 * LEN, LEN, 0, n, m0i, 2 * n, window);
            }
        }
    }

    /** The difference of two secrets modulo a third, and their product. */
    public static final class Difference implements Subject {
        private static final int LEN = 9;
        private final int n = I15.limbs(LEN);
        private final short[] w = new short[5 * n];
        private byte[] secret;

        @Override
        public int secretLength() {
            return 3 * LEN;
        }

        @Override
        public void prepare(byte[] bytes) {
            secret = bytes;
            secret[0] |= (byte) 0x80;
            secret[LEN - 1] |= 1;
        }

        @Override
        public void run() {
            I15.decode(w, 0, n, secret, 0, LEN);
            I15.decodeReduce(w, n, secret, LEN, LEN, 0, n);
            I15.decodeReduce(w, 2 * n, secret, 2 * LEN, LEN, 0, n);
            I15Crt.subtract(w, n, 2 * n, 0, n);
            I15.toMontgomery(w, n, 0, n);
            I15Crt.multiplyAdd(w, 3 * n, n, 2 * n, n);
        }
    }

    /** A secret exponent where a public one is asked for. */
    public static final class PublicPower implements Subject {
        private final byte[] e = new byte[2];

        @Override
        public int secretLength() {
            return 2;
        }

        @Override
        public void prepare(byte[] secret) {
            e[0] = secret[0];
            e[1] = (byte) (secret[1] | 1);
        }

        @Override
        public void run() {
            byte[] m = {(byte) 0x91, 0x23, 0x45, 0x67, 0x01};
            short[] w = new short[12];
            I15.decode(w, 0, 3, m, 0, 5);
            I15.modPow(w, 3, e, 0, 2, e, 0, 2, 0, 3, I15.ninv15(w[0]), 6);
        }
    }
}
