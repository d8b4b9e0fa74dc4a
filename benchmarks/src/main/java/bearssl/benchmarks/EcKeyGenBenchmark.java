package bearssl.benchmarks;

import bearssl.base.Workspace;
import bearssl.ec.EcP256M15;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;

/**
 * The public point of a P-256 scalar: what making a key costs beyond random bytes. The JDK has no such call for a scalar
 * that is given.
 */
public class EcKeyGenBenchmark extends Suite {
    @Override
    Contender create(String name) {
        switch (name) {
            case SMALL:
                byte[] scalar = Inputs.fixed(Inputs.SCALAR, 32);
                byte[] point = new byte[65];
                Workspace ws = Inputs.workspace();
                return () -> {
                    EcP256M15.INSTANCE.mulGen(point, 0, scalar, 0, ws);
                    return point;
                };
            case BOUNCY_CASTLE:
                X9ECParameters curve = CustomNamedCurves.getByName("secp256r1");
                FixedPointCombMultiplier comb = new FixedPointCombMultiplier();
                return () -> comb.multiply(curve.getG(), Inputs.SCALAR).getEncoded(false);
            default:
                return null;
        }
    }
}
