package bearssl.benchmarks;

/** The public point of a P-256 scalar: what making a key costs beyond random bytes, which the JDK draws besides. */
public class EcKeyGenBenchmark extends Suite {
    @Override
    protected Contender create(Implementation by) throws Exception {
        return by.ecKeyGen(Inputs.SCALAR);
    }
}
