package bearssl.ec;

import static bearssl.ec.EcVectors.N;
import static bearssl.ec.EcVectors.fixed;
import static org.junit.jupiter.api.Assertions.assertFalse;

import bearssl.base.Workspace;
import bearssl.cttrace.CtCheck;
import bearssl.cttrace.Subject;
import java.math.BigInteger;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Scalar multiplication leaves one trace for all scalars and all valid points. */
class EcP256M15CtTest {
    // A scalar in 1..n-1: 1 for all zeros, n-1 for all ones, single bits as they are.
    private static byte[] scalar(byte[] secret, int off) {
        BigInteger v = new BigInteger(1, Arrays.copyOfRange(secret, off, off + 32));
        BigInteger last = N.subtract(BigInteger.ONE);
        if (v.bitCount() == 256) {
            return fixed(last);
        }
        return fixed(v.bitCount() == 1 ? v : v.mod(last).add(BigInteger.ONE));
    }

    static final class Mul implements Subject {
        private final Workspace ws = new Workspace(0, EcP256M15.SCRATCH_SHORTS, EcP256M15.SCRATCH_INTS);
        private final byte[] point = new byte[65];
        private byte[] k;

        @Override
        public int secretLength() {
            return 64;
        }

        @Override
        public void prepare(byte[] secret) {
            EcP256M15.INSTANCE.mulGen(point, 0, scalar(secret, 32), 0, ws);
            k = scalar(secret, 0);
        }

        @Override
        public void run() {
            EcP256M15.INSTANCE.mul(point, 0, 65, k, 0, ws);
        }
    }

    static final class MulGen implements Subject {
        private final Workspace ws = new Workspace(0, EcP256M15.SCRATCH_SHORTS, EcP256M15.SCRATCH_INTS);
        private final byte[] point = new byte[65];
        private byte[] k;

        @Override
        public int secretLength() {
            return 32;
        }

        @Override
        public void prepare(byte[] secret) {
            k = scalar(secret, 0);
        }

        @Override
        public void run() {
            EcP256M15.INSTANCE.mulGen(point, 0, k, 0, ws);
        }
    }

    /** The control: verification skips zero digits, which the same check must see. */
    static final class MulAdd implements Subject {
        private final Workspace ws = new Workspace(0, EcP256M15.SCRATCH_SHORTS, EcP256M15.SCRATCH_INTS);
        private final byte[] point = new byte[65];
        private byte[] k;

        @Override
        public int secretLength() {
            return 32;
        }

        @Override
        public void prepare(byte[] secret) {
            EcP256M15.INSTANCE.mulGen(point, 0, fixed(BigInteger.valueOf(5)), 0, ws);
            k = scalar(secret, 0);
        }

        @Override
        public void run() {
            EcP256M15.INSTANCE.mulAdd(point, 0, 65, k, 0, k, 0, ws);
        }
    }

    // At least the twelve secrets that any check tries.
    private static final long EVENTS = 100_000_000L;

    // Constants are strings, read at public indices.
    private static CtCheck check(Class<? extends Subject> subject) {
        return CtCheck.of(subject).allowForeign("java.lang.String.charAt");
    }

    @Test
    void mulHidesScalarAndPoint() {
        check(Mul.class).recordShifts().eventBudget(EVENTS).assertConstant();
    }

    @Test
    void mulGenHidesTheScalar() {
        check(MulGen.class).recordShifts().eventBudget(EVENTS).assertConstant();
    }

    @Test
    void mulAddIsForPublicDataOnly() {
        assertFalse(check(MulAdd.class).eventBudget(1).run().isConstant());
    }
}
