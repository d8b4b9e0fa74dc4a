package bearssl.benchmarks;

import bearssl.ec.EcCurve;
import bearssl.ec.EcP256M15;
import bearssl.ec.EcPrivateKey;
import bearssl.ec.EcdsaSign;
import bearssl.hash.Sha256;
import java.util.Arrays;

/** An ECDSA signature on P-256 with SHA-256 verified, DER decoding included, hashing not. */
public class EcdsaVerifyBenchmark extends Suite {
    private static final int MAX_DER = 72;

    @Override
    protected Contender create(Implementation by) throws Exception {
        byte[] digest = Inputs.bytes(32, 8);
        EcPrivateKey key = new EcPrivateKey();
        key.set(EcCurve.SECP256R1, Inputs.SCALAR, 0, 32);
        byte[] der = new byte[MAX_DER];
        int len = EcdsaSign.sign(EcP256M15.INSTANCE, Sha256.INSTANCE, key, digest, 0, der, 0, Engines.workspace());
        return by.ecdsaVerify(Inputs.POINT, digest, Arrays.copyOf(der, len));
    }
}
