package bearssl.benchmarks;

/** An RSA-2048 signature with SHA-256 made (PKCS#1 v1.5) over a message of 64 bytes, hashing included. */
public class RsaSignBenchmark extends Suite {
    @Override
    protected Contender create(Implementation by) throws Exception {
        return by.rsaSign(Inputs.rsaKey(), Inputs.bytes(64, 8));
    }
}
