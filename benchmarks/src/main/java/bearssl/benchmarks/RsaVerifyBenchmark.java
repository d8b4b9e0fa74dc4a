package bearssl.benchmarks;

import java.security.Signature;
import java.security.interfaces.RSAPublicKey;

/** An RSA-2048 signature with SHA-256 verified (PKCS#1 v1.5, exponent 65537), a message of 64 bytes hashed for it. */
public class RsaVerifyBenchmark extends Suite {
    @Override
    protected Contender create(Implementation by) throws Exception {
        byte[] message = Inputs.bytes(64, 7);
        Signature signer = Signature.getInstance("SHA256withRSA");
        signer.initSign(Inputs.rsaKey());
        signer.update(message);
        RSAPublicKey key = (RSAPublicKey) Inputs.certificate("server.pem").getPublicKey();
        return by.rsaVerify(key, message, signer.sign());
    }
}
