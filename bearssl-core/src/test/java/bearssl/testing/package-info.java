/**
 * Test support shared by all modules through the test jar of bearssl-core.
 *
 * <ul>
 * <li>{@link bearssl.testing.Vectors} finds test vectors, {@link bearssl.testing.Peers} finds programs to talk to. When
 *     something is missing the test is skipped with the reason; on a CI machine (environment {@code CI=true}) it fails.
 * <li>{@link bearssl.testing.Ci} makes that difference, for anything else that a machine may lack.
 * </ul>
 */
package bearssl.testing;
