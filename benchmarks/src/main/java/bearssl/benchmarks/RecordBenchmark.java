package bearssl.benchmarks;

import org.openjdk.jmh.annotations.Param;

/** A message handed to an open connection and made a record, AES_128_GCM_SHA256. A server in memory has read the first. */
public class RecordBenchmark extends Suite {
    @Param({"16", "64", "256", "1024"})
    public int size = 256;

    @Override
    protected Contender create(Implementation by) throws Exception {
        return by.record(Inputs.bytes(size, 10));
    }
}
