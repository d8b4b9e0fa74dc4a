package bearssl.benchmarks;

/** ECDH on P-256: the x-coordinate. Both sides have the same key, which does not matter for the time. */
public class EcdhBenchmark extends Suite {
    @Override
    protected Contender create(Implementation by) throws Exception {
        return by.ecdh(Inputs.POINT, Inputs.SCALAR);
    }
}
