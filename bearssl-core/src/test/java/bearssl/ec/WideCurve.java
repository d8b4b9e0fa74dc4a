package bearssl.ec;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.util.HexFormat;

/** The curves for verification beside models of them: affine BigInteger arithmetic over the JDK's parameters. */
enum WideCurve {
    P384("secp384r1", "P-384", EcP384I15.INSTANCE),
    P521("secp521r1", "P-521", EcP521I15.INSTANCE);

    /** Infinity is null. */
    final ECPoint g;
    final BigInteger p;
    final BigInteger b;
    final BigInteger n;
    final int len;
    final String jdkName;
    final String nistName;
    final EcVerifyCurve curve;
    final int shorts;
    final int ecdsaBytes;

    WideCurve(String jdkName, String nistName, EcVerifyCurve curve) {
        this.jdkName = jdkName;
        this.nistName = nistName;
        this.curve = curve;
        shorts = curve.scratchShorts();
        ecdsaBytes = EcdsaVerify.scratchBytes(curve);
        try {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
            parameters.init(new ECGenParameterSpec(jdkName));
            ECParameterSpec spec = parameters.getParameterSpec(ECParameterSpec.class);
            g = spec.getGenerator();
            p = ((ECFieldFp) spec.getCurve().getField()).getP();
            b = spec.getCurve().getB();
            n = spec.getOrder();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
        len = (p.bitLength() + 7) / 8;
    }

    byte[] fixed(BigInteger v) {
        return HexFormat.of().parseHex(String.format("%0" + 2 * len + "x", v));
    }

    byte[] encoded(ECPoint a) {
        return encoded(a.getAffineX(), a.getAffineY());
    }

    byte[] encoded(BigInteger x, BigInteger y) {
        byte[] e = new byte[1 + 2 * len];
        e[0] = 4;
        System.arraycopy(fixed(x), 0, e, 1, len);
        System.arraycopy(fixed(y), 0, e, 1 + len, len);
        return e;
    }

    ECPoint negated(ECPoint a) {
        return a == null ? null : new ECPoint(a.getAffineX(), p.subtract(a.getAffineY()));
    }

    ECPoint add(ECPoint a, ECPoint c) {
        if (a == null || c == null) {
            return a == null ? c : a;
        }
        BigInteger ax = a.getAffineX();
        BigInteger ay = a.getAffineY();
        BigInteger slope;
        if (!ax.equals(c.getAffineX())) {
            slope = c.getAffineY().subtract(ay).multiply(c.getAffineX().subtract(ax).modInverse(p));
        } else if (ay.equals(c.getAffineY())) {
            BigInteger three = BigInteger.valueOf(3);
            slope = three.multiply(ax.multiply(ax)).subtract(three).multiply(ay.add(ay).modInverse(p));
        } else {
            return null;
        }
        BigInteger x = slope.multiply(slope).subtract(ax).subtract(c.getAffineX()).mod(p);
        return new ECPoint(x, slope.multiply(ax.subtract(x)).subtract(ay).mod(p));
    }

    /** For any scalar, negative ones too. */
    ECPoint multiply(BigInteger scalar, ECPoint a) {
        BigInteger k = scalar.mod(n);
        boolean negative = k.shiftLeft(1).compareTo(n) > 0;
        BigInteger magnitude = negative ? n.subtract(k) : k;
        ECPoint sum = null;
        for (int i = magnitude.bitLength() - 1; i >= 0; i--) {
            sum = add(sum, sum);
            if (magnitude.testBit(i)) {
                sum = add(sum, a);
            }
        }
        return negative ? negated(sum) : sum;
    }

    /** A root of v, if p = 3 modulo 4 and it has one; else something else. */
    BigInteger root(BigInteger v) {
        return v.modPow(p.add(BigInteger.ONE).shiftRight(2), p);
    }
}
