package bearssl.benchmarks;

import bearssl.base.Workspace;
import bearssl.ec.EcCurve;
import bearssl.ec.EcP256M15;
import bearssl.ec.EcPublicKey;
import bearssl.ec.EcdsaVerify;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.Signature;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;

/** An ECDSA signature on P-256 with SHA-256 verified, DER decoding included, hashing not. */
public class EcdsaVerifyBenchmark extends Suite {
    private static final byte[] VALID = {1};
    private static final byte[] INVALID = {0};

    private final byte[] message = Inputs.bytes(64, 8);
    private final byte[] point = new byte[65];
    private final byte[] digest;
    private final KeyPair pair;
    private final byte[] signature;

    public EcdsaVerifyBenchmark() {
        EcP256M15.INSTANCE.mulGen(point, 0, Inputs.fixed(Inputs.SCALAR, 32), 0, Inputs.workspace());
        try {
            digest = MessageDigest.getInstance("SHA-256").digest(message);
            pair = Inputs.p256(point);
            Signature signer = Signature.getInstance("SHA256withECDSA");
            signer.initSign(pair.getPrivate());
            signer.update(message);
            signature = signer.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    Contender create(String name) throws Exception {
        switch (name) {
            case SMALL:
                EcPublicKey key = new EcPublicKey();
                key.set(EcCurve.SECP256R1, point, 0, point.length);
                Workspace ws = Inputs.workspace();
                return () -> EcdsaVerify.verify(EcP256M15.INSTANCE, key, digest, 0, digest.length, signature, 0,
                        signature.length, ws) ? VALID : INVALID;
            case BOUNCY_CASTLE:
                X9ECParameters curve = CustomNamedCurves.getByName("secp256r1");
                ECDomainParameters domain = new ECDomainParameters(curve);
                ECDSASigner bc = new ECDSASigner();
                bc.init(false, new ECPublicKeyParameters(curve.getCurve().decodePoint(point), domain));
                return () -> {
                    try {
                        BigInteger[] rs = StandardDSAEncoding.INSTANCE.decode(domain.getN(), signature);
                        return bc.verifySignature(digest, rs[0], rs[1]) ? VALID : INVALID;
                    } catch (IOException e) {
                        throw new IllegalStateException(e);
                    }
                };
            default:
                Signature jdk = Signature.getInstance("NONEwithECDSA");
                jdk.initVerify(pair.getPublic());
                return () -> {
                    try {
                        jdk.update(digest);
                        return jdk.verify(signature) ? VALID : INVALID;
                    } catch (GeneralSecurityException e) {
                        throw new IllegalStateException(e);
                    }
                };
        }
    }
}
