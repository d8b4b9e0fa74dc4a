package bearssl.ec;

import static bearssl.ec.EcVectors.N;
import static bearssl.ec.EcVectors.fixed;
import static org.junit.jupiter.api.Assertions.assertFalse;

import bearssl.base.Workspace;
import bearssl.cttrace.CtCheck;
import bearssl.cttrace.Subject;
import java.math.BigInteger;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Scalar multiplication leaves one trace for all scalars and all valid points, by either engine. */
class EcP256CtTest {
    // A scalar in 1..n-1: 1 for all zeros, n-1 for all ones, single bits as they are.
    private static byte[] scalar(byte[] secret, int off) {
        BigInteger v = new BigInteger(1, Arrays.copyOfRange(secret, off, off + 32));
        BigInteger last = N.subtract(BigInteger.ONE);
        if (v.bitCount() == 256) {
            return fixed(last);
        }
        return fixed(v.bitCount() == 1 ? v : v.mod(last).add(BigInteger.ONE));
    }

    private static Workspace workspace(EcCurve curve) {
        return new Workspace(0, curve.scratchShorts(), curve.scratchInts(), curve.scratchLongs());
    }

    static class Mul implements Subject {
        private final Workspace ws = workspace(curve());
        private final byte[] point = new byte[65];
        private byte[] k;

        EcCurve curve() {
            return EcP256M15.INSTANCE;
        }

        @Override
        public int secretLength() {
            return 64;
        }

        @Override
        public void prepare(byte[] secret) {
            curve().mulGen(point, 0, scalar(secret, 32), 0, ws);
            k = scalar(secret, 0);
        }

        @Override
        public void run() {
            curve().mul(point, 0, 65, k, 0, ws);
        }
    }

    static class MulGen implements Subject {
        private final Workspace ws = workspace(curve());
        private final byte[] point = new byte[65];
        private byte[] k;

        EcCurve curve() {
            return EcP256M15.INSTANCE;
        }

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
            curve().mulGen(point, 0, k, 0, ws);
        }
    }

    /** The control: verification skips zero digits, which the same check must see. */
    static class MulAdd implements Subject {
        private final Workspace ws = workspace(curve());
        private final byte[] point = new byte[65];
        private byte[] k;

        EcCurve curve() {
            return EcP256M15.INSTANCE;
        }

        @Override
        public int secretLength() {
            return 32;
        }

        @Override
        public void prepare(byte[] secret) {
            curve().mulGen(point, 0, fixed(BigInteger.valueOf(5)), 0, ws);
            k = scalar(secret, 0);
        }

        @Override
        public void run() {
            curve().mulAdd(point, 0, 65, k, 0, k, 0, ws);
        }
    }

    static final class MulWide extends Mul {
        @Override
        EcCurve curve() {
            return EcP256Wide.INSTANCE;
        }
    }

    static final class MulGenWide extends MulGen {
        @Override
        EcCurve curve() {
            return EcP256Wide.INSTANCE;
        }
    }

    static final class MulAddWide extends MulAdd {
        @Override
        EcCurve curve() {
            return EcP256Wide.INSTANCE;
        }
    }

    // At least the twelve secrets that any check tries.
    private static final long EVENTS = 100_000_000L;

    // Constants are strings, read at public indices.
    private static CtCheck check(Class<? extends Subject> subject) {
        return CtCheck.of(subject).allowForeign("java.lang.String.charAt");
    }

    @ParameterizedTest
    @ValueSource(classes = {Mul.class, MulWide.class})
    void mulHidesScalarAndPoint(Class<? extends Subject> subject) {
        check(subject).recordShifts().eventBudget(EVENTS).assertConstant();
    }

    @ParameterizedTest
    @ValueSource(classes = {MulGen.class, MulGenWide.class})
    void mulGenHidesTheScalar(Class<? extends Subject> subject) {
        check(subject).recordShifts().eventBudget(EVENTS).assertConstant();
    }

    @ParameterizedTest
    @ValueSource(classes = {MulAdd.class, MulAddWide.class})
    void mulAddIsForPublicDataOnly(Class<? extends Subject> subject) {
        assertFalse(check(subject).eventBudget(1).run().isConstant());
    }
}
