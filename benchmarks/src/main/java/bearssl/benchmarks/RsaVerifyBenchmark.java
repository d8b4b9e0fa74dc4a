package bearssl.benchmarks;

import bearssl.base.Workspace;
import bearssl.hash.HashFunction;
import bearssl.rsa.Pkcs1;
import bearssl.rsa.RsaI15;
import bearssl.rsa.RsaPublicKey;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.params.RSAKeyParameters;
import org.bouncycastle.crypto.signers.RSADigestSigner;

/** An RSA-2048 signature with SHA-256 verified (PKCS#1 v1.5, exponent 65537) over a message of 64 bytes, hashing included. */
public class RsaVerifyBenchmark extends Suite {
    private static final byte[] VALID = {1};
    private static final byte[] INVALID = {0};

    private final byte[] message = Inputs.bytes(64, 7);
    private final KeyPair pair;
    private final byte[] signature;

    public RsaVerifyBenchmark() {
        try {
            pair = Inputs.rsa2048();
            Signature signer = Signature.getInstance("SHA256withRSA");
            signer.initSign(pair.getPrivate());
            signer.update(message);
            signature = signer.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    Contender create(String name) throws Exception {
        RSAPublicKey key = (RSAPublicKey) pair.getPublic();
        switch (name) {
            case SMALL:
                RsaPublicKey ours = new RsaPublicKey();
                ours.set(Inputs.modulusAndExponent(key), 0, 256, 256, 3);
                Workspace ws = Inputs.workspace();
                MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
                return () -> Pkcs1.verify(RsaI15.INSTANCE, ours, signature, 0, signature.length, HashFunction.SHA256,
                        sha256.digest(message), 0, ws) ? VALID : INVALID;
            case BOUNCY_CASTLE:
                RSADigestSigner bc = new RSADigestSigner(new SHA256Digest());
                bc.init(false, new RSAKeyParameters(false, key.getModulus(), key.getPublicExponent()));
                return () -> {
                    bc.update(message, 0, message.length);
                    return bc.verifySignature(signature) ? VALID : INVALID;
                };
            default:
                Signature jdk = Signature.getInstance("SHA256withRSA");
                jdk.initVerify(key);
                return () -> {
                    try {
                        jdk.update(message);
                        return jdk.verify(signature) ? VALID : INVALID;
                    } catch (GeneralSecurityException e) {
                        throw new IllegalStateException(e);
                    }
                };
        }
    }
}
