/**
 * A trace test for constant time: what a run of our bytecode shows must not depend on secrets.
 *
 * <p>A class loader rewrites our classes so that a run is reduced to a hash over every branch
 * decision, switch value, array index and length, operand of an int or long division,
 * {@code System.arraycopy} position, method entry, throw and catch. The same public inputs with
 * all-zero, all-one, random and single-bit secrets must give the same hash. When they don't, the
 * hashes that are kept for each place in the code name the leaking {@code class.method:line}
(line 0 unless built with {@code -Dmain.debuglevel=lines,source}, which the library jars are not).
 *
 * <p>To check something, describe it as a {@link bearssl.cttrace.Subject}: a static nested class
 * of a test (which gives it access to its package), with a constructor without parameters.
 * <pre>{@code
 * class CtTest {
 *     static final class EqualBytes implements Subject {
 *         private final byte[] expected = new byte[16];
 *         private final byte[] received = new byte[16];
 *
 *         public int secretLength() {
 *             return 16;
 *         }
 *
 *         public void prepare(byte[] secret) {            // not recorded
 *             System.arraycopy(secret, 0, expected, 0, 16);
 *         }
 *
 *         public void run() {                             // recorded
 *             Ct.equal(expected, 0, received, 0, 16);
 *         }
 *     }
 *
 *     @Test
 *     void equalRunsInConstantTime() {
 *         CtCheck.assertConstantTime(EqualBytes.class);
 *     }
 * }
 * }</pre>
 *
 * <p><b>What it does not see.</b> What a JIT compiler makes of the bytecode; instructions whose
 * time depends on their operands (multiplication on small processors, {@code lcmp} and long shifts
 * where an int is the widest register; {@link bearssl.cttrace.CtCheck#recordShifts()} covers shift
 * distances); caches below the level of an index; secrets that were not tried. A call that leaves
 * our classes is not looked into, so a check fails when one is made that was not allowed by name.
 * It is a test, then, not a proof. {@code CtCheckTest} holds the controls that show that it can
 * fail: an AES with a table, an early-exit compare and eleven others.
 *
 * <p>Reading order: {@code Subject}, {@code CtCheck}, {@code Instrumenter}, {@code Trace}.
 */
package bearssl.cttrace;
