package bearssl.benchmarks;

import org.openjdk.jmh.annotations.Param;

/** SHA-256 of a message. */
public class Sha256Benchmark extends Suite {
    @Param({"64", "1024"})
    public int size = 1024;

    @Override
    protected Contender create(Implementation by) throws Exception {
        return by.sha256(Inputs.bytes(size, 1));
    }
}
