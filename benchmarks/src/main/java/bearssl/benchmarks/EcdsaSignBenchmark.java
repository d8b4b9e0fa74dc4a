package bearssl.benchmarks;

/** A deterministic ECDSA signature of a SHA-256 hash on P-256, in raw form. The JDK draws its nonces at random. */
public class EcdsaSignBenchmark extends Suite {
    @Override
    protected Contender create(Implementation by) throws Exception {
        return by.ecdsaSign(Inputs.SCALAR, Inputs.bytes(32, 9));
    }
}
