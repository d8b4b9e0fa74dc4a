package bearssl.benchmarks;

import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Param;

/** Both ends of a handshake in memory, ECDHE_RSA on P-256, and a byte there and back; the server is always the JDK's. */
@Fork(value = 1, jvmArgsAppend = Jsse.P256)
public class HandshakeBenchmark extends Suite {
    @Param({"false", "true"})
    public boolean resumed;

    @Override
    protected Contender create(Implementation by) throws Exception {
        return by.handshake(resumed);
    }
}
