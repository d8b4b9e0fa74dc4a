package bearssl.benchmarks;

import org.openjdk.jmh.annotations.Param;

/** AES-128-GCM as a record uses it: 13 bytes of additional data, a new nonce each time, tag behind the ciphertext. */
public class GcmSealBenchmark extends Suite {
    @Param({"16", "64", "256", "1024"})
    public int size = 1024;

    @Override
    protected Contender create(Implementation by) throws Exception {
        return by.gcmSeal(Inputs.bytes(16, 3), Inputs.bytes(size, 4), Inputs.bytes(13, 5));
    }
}
