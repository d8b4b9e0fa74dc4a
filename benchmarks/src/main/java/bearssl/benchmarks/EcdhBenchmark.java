package bearssl.benchmarks;

import bearssl.base.Workspace;
import bearssl.ec.EcP256M15;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.Arrays;
import javax.crypto.KeyAgreement;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.agreement.ECDHBasicAgreement;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;

/** ECDH on P-256 with the peer's point given as bytes or key: the x-coordinate. BouncyCastle's takes variable time. */
public class EcdhBenchmark extends Suite {
    @Override
    Contender create(String name) throws Exception {
        byte[] scalar = Inputs.fixed(Inputs.SCALAR, 32);
        byte[] peer = new byte[65];
        Workspace ws = Inputs.workspace();
        EcP256M15.INSTANCE.mulGen(peer, 0, scalar, 0, ws); // both sides have the same key: no matter for the time
        switch (name) {
            case SMALL:
                byte[] point = new byte[65];
                byte[] x = new byte[32];
                return () -> {
                    System.arraycopy(peer, 0, point, 0, 65);
                    EcP256M15.INSTANCE.mul(point, 0, 65, scalar, 0, ws);
                    System.arraycopy(point, 1, x, 0, 32);
                    return x;
                };
            case BOUNCY_CASTLE:
                X9ECParameters curve = CustomNamedCurves.getByName("secp256r1");
                ECDomainParameters domain = new ECDomainParameters(curve);
                ECDHBasicAgreement bc = new ECDHBasicAgreement();
                bc.init(new ECPrivateKeyParameters(Inputs.SCALAR, domain));
                ECPublicKeyParameters key = new ECPublicKeyParameters(curve.getCurve().decodePoint(peer), domain);
                return () -> {
                    BigInteger shared = bc.calculateAgreement(key);
                    return Inputs.fixed(shared, 32);
                };
            default:
                KeyPair pair = Inputs.p256(Arrays.copyOf(peer, 65));
                KeyAgreement jdk = KeyAgreement.getInstance("ECDH");
                return () -> {
                    try {
                        jdk.init(pair.getPrivate());
                        jdk.doPhase(pair.getPublic(), true);
                        return jdk.generateSecret();
                    } catch (GeneralSecurityException e) {
                        throw new IllegalStateException(e);
                    }
                };
        }
    }
}
