package bearssl.benchmarks;

import bearssl.base.Workspace;
import bearssl.hash.HashFunction;
import bearssl.rsa.Pkcs1Sign;
import bearssl.rsa.RsaI15Private;
import bearssl.rsa.RsaPrivate;
import bearssl.rsa.RsaPrivateKey;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.RSAPrivateCrtKey;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.params.RSAPrivateCrtKeyParameters;
import org.bouncycastle.crypto.signers.RSADigestSigner;

/** An RSA-2048 signature with SHA-256 made (PKCS#1 v1.5) over a message of 64 bytes, hashing included. */
public class RsaSignBenchmark extends Suite {
    private final byte[] message = Inputs.bytes(64, 8);
    private final RSAPrivateCrtKey key;

    public RsaSignBenchmark() {
        try {
            key = (RSAPrivateCrtKey) Inputs.rsa2048().getPrivate();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private RsaPrivateKey ours() {
        byte[] numbers = new byte[5 * 128 + 3];
        Inputs.put(key.getPrimeP(), numbers, 0, 128);
        Inputs.put(key.getPrimeQ(), numbers, 128, 128);
        Inputs.put(key.getPrimeExponentP(), numbers, 256, 128);
        Inputs.put(key.getPrimeExponentQ(), numbers, 384, 128);
        Inputs.put(key.getCrtCoefficient(), numbers, 512, 128);
        Inputs.put(key.getPublicExponent(), numbers, 640, 3);
        RsaPrivateKey view = new RsaPrivateKey();
        view.set(numbers, 0, 2048, 128, 128, 3);
        return view;
    }

    @Override
    Contender create(String name) throws Exception {
        switch (name) {
            case SMALL:
                RsaPrivate rsa = RsaI15Private.INSTANCE;
                RsaPrivateKey view = ours();
                // what a workspace made for it has
                Workspace ws = new Workspace(rsa.scratchBytes(view), rsa.scratchShorts(view), 0);
                MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
                byte[] signature = new byte[256];
                return () -> {
                    Pkcs1Sign.sign(rsa, view, HashFunction.SHA256, sha256.digest(message), 0, signature, 0, ws);
                    return signature;
                };
            case BOUNCY_CASTLE:
                RSADigestSigner bc = new RSADigestSigner(new SHA256Digest());
                bc.init(true, new RSAPrivateCrtKeyParameters(key.getModulus(), key.getPublicExponent(),
                        key.getPrivateExponent(), key.getPrimeP(), key.getPrimeQ(), key.getPrimeExponentP(),
                        key.getPrimeExponentQ(), key.getCrtCoefficient()));
                return () -> {
                    bc.update(message, 0, message.length);
                    try {
                        return bc.generateSignature();
                    } catch (CryptoException e) {
                        throw new IllegalStateException(e);
                    }
                };
            default:
                Signature jdk = Signature.getInstance("SHA256withRSA");
                jdk.initSign(key);
                return () -> {
                    try {
                        jdk.update(message);
                        return jdk.sign();
                    } catch (GeneralSecurityException e) {
                        throw new IllegalStateException(e);
                    }
                };
        }
    }
}
