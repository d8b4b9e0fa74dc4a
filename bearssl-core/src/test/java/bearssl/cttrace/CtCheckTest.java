package bearssl.cttrace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bearssl.cttrace.controls.AesControl;
import bearssl.cttrace.controls.CompareControl;
import bearssl.cttrace.controls.PowerControl;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The controls: leaks of every kind are caught, and code without them passes. */
class CtCheckTest {
    @ParameterizedTest
    @ValueSource(classes = {AesControl.Arithmetic.class, CompareControl.Masked.class,
        PowerControl.Masked.class, CompareControl.CountsRuns.class,
        CompareControl.ShiftDistance.class})
    void constantTimeCodePasses(Class<? extends Subject> control) {
        CtCheck.Report r = CtCheck.of(control).run();
        assertTrue(r.isConstant(), r.toString());
        assertTrue(r.foreignCalls().isEmpty(), r.foreignCalls().toString());
        assertTrue(r.events() > 1 && r.runs() > 12, r.toString());
    }

    @ParameterizedTest
    @ValueSource(classes = {AesControl.Table.class, CompareControl.EarlyExit.class,
        CompareControl.Ternary.class, CompareControl.Dispatch.class, CompareControl.Thrower.class,
        CompareControl.Escape.class, CompareControl.Switch.class, CompareControl.LongDivision.class,
        CompareControl.LongStore.class, CompareControl.CopyLength.class,
        CompareControl.NewArray.class, PowerControl.SquareAndMultiply.class})
    void leaksAreFound(Class<? extends Subject> control) {
        CtCheck.Report r = CtCheck.of(control).run();
        assertFalse(r.isConstant(), r.toString());
        assertThrows(AssertionError.class, () -> CtCheck.assertConstantTime(control));
    }

    @Test
    void leaksAreFoundWithTheFewestSecrets() {
        assertFalse(CtCheck.of(AesControl.Table.class).eventBudget(1).run().isConstant());
        assertFalse(CtCheck.of(CompareControl.EarlyExit.class).eventBudget(1).run().isConstant());
    }

    @Test
    void shiftDistancesCountWhenAskedFor() {
        CtCheck c = CtCheck.of(CompareControl.ShiftDistance.class).recordShifts();
        assertFalse(c.run().isConstant());
    }

    @Test
    void aLeakIsNamedByItsPlace() {
        String leaks = CtCheck.of(AesControl.Table.class).run().leaks().toString();
        assertTrue(leaks.contains("AesControl$Table.sbox:"), leaks);
        assertTrue(leaks.contains("load index"), leaks);
    }

    @Test
    void callsIntoTheJdkAreListedAndRefused() {
        CtCheck.Report r = CtCheck.of(CompareControl.JdkCall.class).run();
        assertTrue(r.isConstant(), r.toString());
        assertTrue(r.foreignCalls().toString().contains("calls java.util.Arrays.hashCode"));
        assertTrue(CtCheck.of(CompareControl.JdkCall.class)
                .allowForeign("java.util.Arrays.hashCode").run().foreignCalls().isEmpty());
        AssertionError e = assertThrows(AssertionError.class,
                () -> CtCheck.assertConstantTime(CompareControl.JdkCall.class));
        assertTrue(e.getMessage().contains("leaves the recorded classes"), e.getMessage());
    }

    /** Does nothing with its secret. */
    public static final class Outside implements Subject {
        @Override
        public int secretLength() {
            return 1;
        }

        @Override
        public void prepare(byte[] secret) {
            // nothing to keep
        }

        @Override
        public void run() {
            // nothing to do
        }
    }

    @Test
    void aSubjectThatChecksNothingIsRefused() {
        AssertionError e = assertThrows(AssertionError.class,
                () -> CtCheck.assertConstantTime(Outside.class));
        assertTrue(e.getMessage().contains("nothing was checked"), e.getMessage());
    }

    /** FIPS 197, C.1: neither the control nor its instrumented form computes something else. */
    @ParameterizedTest
    @ValueSource(classes = {AesControl.Table.class, AesControl.Arithmetic.class})
    void aesKnownAnswer(Class<? extends AesControl> control) throws Exception {
        AesControl aes = control.getDeclaredConstructor().newInstance();
        aes.in = HexFormat.of().parseHex("00112233445566778899aabbccddeeff");
        aes.prepare(HexFormat.of().parseHex("000102030405060708090a0b0c0d0e0f"));
        aes.run();
        assertEquals("69c4e0d86a7b0430d8cdb78070b4c55a", HexFormat.of().formatHex(aes.out));
    }
}
