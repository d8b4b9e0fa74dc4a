package bearssl.benchmarks;

import org.openjdk.jmh.annotations.Param;

/** HMAC-SHA-256 of a message under a key that is set. */
public class HmacSha256Benchmark extends Suite {
    @Param({"64", "1024"})
    public int size = 1024;

    @Override
    protected Contender create(Implementation by) throws Exception {
        return by.hmac(Inputs.bytes(32, 2), Inputs.bytes(size, 1));
    }
}
