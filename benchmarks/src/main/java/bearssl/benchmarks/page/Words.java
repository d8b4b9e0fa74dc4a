package bearssl.benchmarks.page;

/** What the page says whatever the numbers are. */
final class Words {
    static final String HEAD = """
            # Benchmarks

            Made by a program; do not edit. The first command takes ten minutes on two cores and writes this folder, the second an
            hour and more, and the third is JMH:

            ```
            mvn -q -B -ntp -Pbenchmark verify
            mvn -q -B -ntp -Pbenchmark -Dbenchmark.pass=full verify
            java -jar benchmarks/target/benchmarks.jar Ecdsa -prof gc
            ```
            """;

    static final String METHOD = """
            Operations: all contenders in one JVM in turn, the best of several short windows of each; BearSSL in C in a process
            beside it. Results are compared before a timing starts. Connections: medians, clients in turn, against a mosquitto on
            the same machine, TLS 1.2, ECDHE_RSA_WITH_AES_128_GCM_SHA256 on P-256, RSA-2048, one CA. Take ratios: numbers of
            another machine, or of this one on another day, differ. [results.tsv](results.tsv) has them all;
            [LIMITS.md](LIMITS.md) says why some targets are missed.

            *Ours, fast* and *ours, small* are two profiles of this library. *BearSSL C, small* is i15, m15, ct and ctmul32;
            *fast* is i62, ct64, ctmul64, and m64 or, where the library has none (0.6), m31. *JDK* is its providers, and for
            connections a loop of hardly any MQTT on its sockets. *BouncyCastle* is the lightweight API, which reads tables for AES
            and GHASH and takes variable time on curves, as ours and BearSSL do not.

            With `BEARSSL=folder` in the environment, BearSSL's sources in that folder are compiled with `cc -O2` and measured
            instead of the system's libbearssl. Debian's is compiled for size, which makes its ct64 more than twice as slow.
            """;

    private Words() {
    }
}
