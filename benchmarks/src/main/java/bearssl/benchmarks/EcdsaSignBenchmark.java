package bearssl.benchmarks;

import bearssl.base.Workspace;
import bearssl.ec.EcCurve;
import bearssl.ec.EcP256M15;
import bearssl.ec.EcPrivateKey;
import bearssl.ec.EcdsaSign;
import bearssl.hash.Sha256;
import java.math.BigInteger;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;

/** A deterministic ECDSA signature of a SHA-256 hash on P-256, in raw form. The JDK draws its nonces at random. */
public class EcdsaSignBenchmark extends Suite {
    private final byte[] digest = Inputs.bytes(32, 9);

    @Override
    Contender create(String name) {
        switch (name) {
            case SMALL:
                EcPrivateKey key = new EcPrivateKey();
                key.set(EcCurve.SECP256R1, Inputs.fixed(Inputs.SCALAR, 32), 0, 32);
                byte[] signature = new byte[64];
                Workspace ws = Inputs.workspace();
                return () -> {
                    EcdsaSign.signRaw(EcP256M15.INSTANCE, Sha256.INSTANCE, key, digest, 0, signature, 0, ws);
                    return signature;
                };
            case BOUNCY_CASTLE:
                X9ECParameters curve = CustomNamedCurves.getByName("secp256r1");
                ECDSASigner bc = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
                bc.init(true, new ECPrivateKeyParameters(Inputs.SCALAR, new ECDomainParameters(curve)));
                return () -> {
                    BigInteger[] rs = bc.generateSignature(digest);
                    byte[] raw = new byte[64];
                    System.arraycopy(Inputs.fixed(rs[0], 32), 0, raw, 0, 32);
                    System.arraycopy(Inputs.fixed(rs[1], 32), 0, raw, 32, 32);
                    return raw;
                };
            default:
                return null;
        }
    }
}
