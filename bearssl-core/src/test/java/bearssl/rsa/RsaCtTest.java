package bearssl.rsa;

import bearssl.base.Workspace;
import bearssl.bigint.I15;
import bearssl.cttrace.CtCheck;
import bearssl.cttrace.Subject;
import bearssl.hash.Sha256;
import bearssl.rand.HmacDrbg;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The premaster secret and the padding around it leave no trace in RSA encryption. */
class RsaCtTest {
    @ParameterizedTest
    @ValueSource(classes = {Encrypt65537.class, EncryptLongExponent.class, EncryptWide.class,
        Pad.class, Decode.class, Multiply.class})
    void leavesTheSameTraceForAnySecret(Class<? extends Subject> subject) {
        CtCheck.of(subject).eventBudget(60_000_000L).assertConstant();
    }

    /** RSA with a secret x below a 528-bit modulus that starts with 80: x starts with 00, as a type-2 block does. */
    public static class Encrypt65537 implements Subject {
        private final byte[] array = new byte[66 + 66];
        private final RsaPublicKey key = new RsaPublicKey();
        private final byte[] x = new byte[66];
        private final Workspace ws = RsaVectors.workspace(engine(), 528);

        RsaPublic engine() {
            return RsaI15.INSTANCE;
        }

        byte[] exponent() {
            return new byte[] {1, 0, 1};
        }

        @Override
        public int secretLength() {
            return 65;
        }

        @Override
        public void prepare(byte[] secret) {
            for (int i = 0; i < 66; i++) {
                array[i] = (byte) (0x80 + 7 * i * i);
            }
            array[65] |= 1;
            byte[] e = exponent();
            System.arraycopy(e, 0, array, 66, e.length);
            key.set(array, 0, 66, 66, e.length);
            System.arraycopy(secret, 0, x, 1, 65);
        }

        @Override
        public void run() {
            if (!engine().modPow(x, 0, 66, key, ws)) {
                throw new IllegalStateException("refused");
            }
        }
    }

    /** The same with set bits inside the exponent: these take another way through the multiplication. */
    public static final class EncryptLongExponent extends Encrypt65537 {
        @Override
        byte[] exponent() {
            return new byte[] {(byte) 0xA7, 0x35};
        }
    }

    /** The engine on 28-bit limbs. */
    public static final class EncryptWide extends Encrypt65537 {
        @Override
        RsaPublic engine() {
            return RsaI28.INSTANCE;
        }
    }

    /** Padding, with the generator's seed and the message both secret. */
    public static final class Pad implements Subject {
        private final HmacDrbg rng = new HmacDrbg(Sha256.INSTANCE);
        private final Workspace ws =
                new Workspace(64 + HmacDrbg.SCRATCH_BYTES, 0, HmacDrbg.SCRATCH_INTS);
        private final byte[] block = new byte[96];
        private byte[] premaster;

        @Override
        public int secretLength() {
            return HmacDrbg.SEED_LEN;
        }

        @Override
        public void prepare(byte[] secret) {
            rng.update(secret, 0, secret.length, ws);
            premaster = secret;
        }

        @Override
        public void run() {
            if (!Pkcs1.padType2(block, 0, 96, premaster, 0, 48, rng, ws)) {
                throw new IllegalStateException("refused");
            }
        }
    }

    /** Decoding with comparison, reduction, and back, of a number on either side of the modulus. */
    public static final class Decode implements Subject {
        private final short[] w = new short[4 * I15.limbs(32)];
        private final byte[] bytes = new byte[40];

        @Override
        public int secretLength() {
            return 40;
        }

        @Override
        public void prepare(byte[] secret) {
            System.arraycopy(secret, 0, bytes, 0, 40);
        }

        @Override
        public void run() {
            int n = I15.limbs(32);
            byte[] mod = new byte[32];
            mod[0] = (byte) 0x9A;
            mod[31] = 1;
            I15.decode(w, 0, n, mod, 0, 32);
            I15.decodeBelow(w, n, bytes, 0, 32, 0, n);
            I15.decodeBelow(w, n, bytes, 0, 40, 0, n);
            I15.decodeReduce(w, n, bytes, 0, 40, 0, n);
            I15.toMontgomery(w, n, 0, n);
            I15.encode(bytes, 0, 34, w, n, n);
        }
    }

    /** Multiplication of two secrets, one of them also as bytes above the modulus. */
    public static final class Multiply implements Subject {
        private final short[] w = new short[4 * I15.limbs(32)];
        private final byte[] bytes = new byte[64];
        private int m0i;

        @Override
        public int secretLength() {
            return 64;
        }

        @Override
        public void prepare(byte[] secret) {
            int n = I15.limbs(32);
            byte[] mod = new byte[32];
            mod[0] = (byte) 0x9A;
            mod[31] = 77;
            I15.decode(w, 0, n, mod, 0, 32);
            m0i = I15.ninv15(w[0]);
            I15.decodeReduce(w, n, secret, 0, 32, 0, n);
            I15.decodeReduce(w, 2 * n, secret, 32, 32, 0, n);
            System.arraycopy(secret, 0, bytes, 0, 64);
        }

        @Override
        public void run() {
            int n = I15.limbs(32);
            I15.montMul(w, 3 * n, n, 2 * n, 0, n, m0i);
            I15.montMulBytes(w, n, bytes, 0, 32, 3 * n, 0, n, m0i);
        }
    }
}
