package bearssl.cttrace.controls;

import bearssl.cttrace.Subject;
import java.util.Arrays;

/** A secret of 32 bytes against a public value, compared (and otherwise used) in several ways. */
public abstract class CompareControl implements Subject {
    final byte[] secret = new byte[32];
    final byte[] other = new byte[32];
    int result;

    @Override
    public int secretLength() {
        return 32;
    }

    @Override
    public void prepare(byte[] s) {
        System.arraycopy(s, 0, secret, 0, 32);
    }

    int difference() {
        int d = 0;
        for (int i = 0; i < 32; i++) {
            d |= secret[i] ^ other[i];
        }
        return d;
    }

    /** Constant time. */
    public static final class Masked extends CompareControl {
        @Override
        public void run() {
            result = difference() - 1 >>> 31;
        }
    }

    /** Ends at the first difference. */
    public static final class EarlyExit extends CompareControl {
        @Override
        public void run() {
            for (int i = 0; i < 32; i++) {
                if (secret[i] != other[i]) {
                    return;
                }
            }
            result = 1;
        }
    }

    /** Has no branch in the source; javac makes one. */
    public static final class Ternary extends CompareControl {
        @Override
        public void run() {
            result = difference() == 0 ? 1 : 0;
        }
    }

    /** A call into the JDK: not recorded, so it must be listed. */
    public static final class JdkCall extends CompareControl {
        @Override
        public void run() {
            result = Arrays.hashCode(secret);
        }
    }

    /** The secret chooses the implementation of a virtual call. */
    public static final class Dispatch extends CompareControl {
        private Step chosen;

        private abstract static class Step {
            abstract int of(int x);
        }

        private static final class PlusOne extends Step {
            @Override
            int of(int x) {
                return x + 1;
            }
        }

        private static final class PlusTwo extends Step {
            @Override
            int of(int x) {
                return x + 2;
            }
        }

        @Override
        public void prepare(byte[] s) {
            Step[] steps = {new PlusOne(), new PlusTwo()};
            chosen = steps[s[0] & 1];
        }

        @Override
        public void run() {
            result = chosen.of(3);
        }
    }

    /** An exception, caught, for some secrets. */
    public static final class Thrower extends CompareControl {
        @Override
        public void run() {
            try {
                other[difference() - 1 >> 31 & 64] = 5;
            } catch (ArrayIndexOutOfBoundsException e) {
                result = 1;
            }
        }
    }

    /** An exception that leaves run, for some secrets. */
    public static final class Escape extends CompareControl {
        @Override
        public void run() {
            result = 5 / (secret[0] & 1);
        }
    }

    /** A switch on the secret. */
    public static final class Switch extends CompareControl {
        @Override
        public void run() {
            switch (secret[0] & 3) {
                case 0:
                case 1:
                    result = 1;
                    break;
                default:
                    result = 1;
            }
        }
    }

    /** A long division with a secret operand. */
    public static final class LongDivision extends CompareControl {
        @Override
        public void run() {
            long a = 1L << 40 | secret[0];
            result = (int) (a % 1000003L);
        }
    }

    /** A store into a long array at a secret index. */
    public static final class LongStore extends CompareControl {
        private final long[] longs = new long[256];

        @Override
        public void run() {
            longs[secret[0] & 0xFF] = 5L;
        }
    }

    /** A copy of secret length. */
    public static final class CopyLength extends CompareControl {
        @Override
        public void run() {
            System.arraycopy(secret, 0, other, 0, secret[0] & 31);
        }
    }

    /** An array of secret length. */
    public static final class NewArray extends CompareControl {
        @Override
        public void run() {
            result = new byte[secret[0] & 31].hashCode() & 0;
        }
    }

    /** A shift by a secret distance: seen when asked for. */
    public static final class ShiftDistance extends CompareControl {
        @Override
        public void run() {
            result = 1 << secret[0];
        }
    }

    /** State in a field that grows from run to run: equal when each run has a new instance. */
    public static final class CountsRuns extends CompareControl {
        private int runs;

        @Override
        public void run() {
            runs++;
            for (int i = 0; i < runs; i++) {
                result += difference();
            }
        }
    }
}
