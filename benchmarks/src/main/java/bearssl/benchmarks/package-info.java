/**
 * The same operations by this library, by others, and by BearSSL in C. Start at {@link bearssl.benchmarks.Suite}, which JMH
 * runs, and {@link bearssl.benchmarks.Implementation}, which a class that joins in implements; then
 * {@code bearssl.benchmarks.run}, which times all of them in turn and whole programs of {@code bearssl.benchmarks.client}
 * besides, and {@code bearssl.benchmarks.page}, which makes docs/benchmarks of the numbers.
 */
package bearssl.benchmarks;
