package bearssl.ec;

import static bearssl.ec.EcVectors.N;
import static bearssl.ec.EcVectors.fixed;
import static org.junit.jupiter.api.Assertions.assertFalse;

import bearssl.base.Workspace;
import bearssl.cttrace.CtCheck;
import bearssl.cttrace.Subject;
import bearssl.hash.Sha256;
import java.math.BigInteger;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A signature leaves one trace for all keys and all hashes. */
class EcdsaSignCtTest {
    static class Raw implements Subject {
        final byte[] sig = new byte[72];
        final byte[] scalar = new byte[32];
        final byte[] hash = new byte[32];
        final EcPrivateKey key = new EcPrivateKey();
        final Workspace ws = new Workspace(EcdsaSign.scratchBytes(curve(), Sha256.INSTANCE),
                EcdsaSign.scratchShorts(curve()), EcdsaSign.scratchInts(curve(), Sha256.INSTANCE),
                curve().scratchLongs());

        EcCurve curve() {
            return EcP256M15.INSTANCE;
        }

        @Override
        public int secretLength() {
            return 64;
        }

        // The key in 1..n-1: 1 for all zeros, n-1 for all ones, single bits as they are; the hash as it comes.
        @Override
        public void prepare(byte[] secret) {
            BigInteger v = new BigInteger(1, Arrays.copyOf(secret, 32));
            BigInteger last = N.subtract(BigInteger.ONE);
            byte[] x = fixed(v.bitCount() == 256 ? last : v.bitCount() == 1 ? v : v.mod(last).add(BigInteger.ONE));
            System.arraycopy(x, 0, scalar, 0, 32);
            System.arraycopy(secret, 32, hash, 0, 32);
            key.set(EcCurve.SECP256R1, scalar, 0, 32);
        }

        @Override
        public void run() {
            EcdsaSign.signRaw(curve(), Sha256.INSTANCE, key, hash, 0, sig, 0, ws);
        }
    }

    static final class RawWide extends Raw {
        @Override
        EcCurve curve() {
            return EcP256Wide.INSTANCE;
        }
    }

    /** The control: DER shows where r and s begin. */
    static final class Der extends Raw {
        @Override
        public void run() {
            EcdsaSign.sign(curve(), Sha256.INSTANCE, key, hash, 0, sig, 0, ws);
        }
    }

    // Twice the twelve secrets that any check tries.
    private static final long EVENTS = 200_000_000L;

    // Constants are strings, read at public indices.
    private static CtCheck check(Class<? extends Subject> subject) {
        return CtCheck.of(subject).allowForeign("java.lang.String.charAt").eventBudget(EVENTS);
    }

    @ParameterizedTest
    @ValueSource(classes = {Raw.class, RawWide.class})
    void hidesKeyAndHash(Class<? extends Subject> subject) {
        check(subject).recordShifts().assertConstant();
    }

    @Test
    void derShowsTheLengthsOfItsIntegers() {
        assertFalse(check(Der.class).run().isConstant());
    }
}
