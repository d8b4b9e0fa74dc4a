package bearssl.cttrace.controls;

import bearssl.cttrace.Subject;

/** 7 to a secret 16-bit exponent, modulo a 16-bit prime. */
public abstract class PowerControl implements Subject {
    static final int P = 65521;

    int exponent;
    int result;

    @Override
    public int secretLength() {
        return 2;
    }

    @Override
    public void prepare(byte[] s) {
        exponent = (s[0] & 0xFF) << 8 | s[1] & 0xFF;
    }

    /** Multiplies where the exponent has a one, and divides what is secret. */
    public static final class SquareAndMultiply extends PowerControl {
        @Override
        public void run() {
            long r = 1;
            for (int i = 15; i >= 0; i--) {
                r = r * r % P;
                if ((exponent >>> i & 1) != 0) {
                    r = r * 7 % P;
                }
            }
            result = (int) r;
        }
    }

    /** Always multiplies, by shift and add, and selects by masks. */
    public static final class Masked extends PowerControl {
        private static int multiply(int a, int b) {
            int r = 0;
            for (int i = 15; i >= 0; i--) {
                r = reduce(r << 1);
                r = reduce(r + (a & -(b >>> i & 1)));
            }
            return r;
        }

        private static int reduce(int x) {
            int d = x - P;
            return d + (P & d >> 31);
        }

        @Override
        public void run() {
            int r = 1;
            for (int i = 15; i >= 0; i--) {
                r = multiply(r, r);
                int t = multiply(r, 7);
                r ^= (r ^ t) & -(exponent >>> i & 1);
            }
            result = r;
        }
    }
}
