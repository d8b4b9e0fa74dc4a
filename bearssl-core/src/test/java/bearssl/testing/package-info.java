/**
 * Test support shared by all modules through the test jar of bearssl-core.
 *
 * <ul>
 * <li>{@link bearssl.testing.Vectors} finds test vectors, {@link bearssl.testing.Peers} finds
 *     programs to talk to. When something is missing the test is skipped with the reason; on a CI
 *     machine (environment {@code CI=true}) it fails.
 * <li>{@link bearssl.testing.Ci} makes that difference, for anything else a machine may lack.
 * <li>{@link bearssl.testing.ClassFileRules}, {@link bearssl.testing.ConstrainedCompile},
 *     {@link bearssl.testing.DependencyDirection} and {@link bearssl.testing.ModuleDescriptor} are
 *     gates: each module has tests that hold its own {@link bearssl.testing.ModuleFiles} to them,
 *     and the tests in this package show that each gate can fail.
 * <li>{@link bearssl.testing.ScriptedServer} is a TLS server that does what a test tells it, wrong
 *     things above all; {@link bearssl.testing.Flight} and {@link bearssl.testing.ServerRecord} are
 *     what it sends, {@link bearssl.testing.RecordedServer} plays it back.
 * <li>{@link bearssl.testing.Mutation} changes one thing about what it says;
 *     {@link bearssl.testing.ReferenceClient} has an opinion on what has to come of it.
 * </ul>
 */
package bearssl.testing;
