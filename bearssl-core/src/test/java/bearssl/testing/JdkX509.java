package bearssl.testing;

import bearssl.base.Workspace;
import bearssl.ec.EcPublicKey;
import bearssl.rsa.RsaPublicKey;
import bearssl.tls.BrErr;
import bearssl.tls.X509Engine;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;

/** An X.509 engine for tests of the TLS engine: takes the first certificate's key, by the JDK, and trusts anything. */
public final class JdkX509 implements X509Engine {
    private final ByteArrayOutputStream leaf = new ByteArrayOutputStream();
    private final RsaPublicKey rsa = new RsaPublicKey();
    private final EcPublicKey ec = new EcPublicKey();
    private int keyType;
    private int certificates;
    private int verdict = BrErr.BR_ERR_OK;
    private int usages = USAGE_KEYX | USAGE_SIGN;

    /** What {@link #endChain} says instead of OK. */
    public JdkX509 verdict(int code) {
        verdict = code;
        return this;
    }

    public JdkX509 usages(int mask) {
        usages = mask;
        return this;
    }

    public int certificates() {
        return certificates;
    }

    @Override
    public int scratchBytes() {
        return 0;
    }

    @Override
    public int scratchShorts() {
        return 0;
    }

    @Override
    public int scratchInts() {
        return 0;
    }

    @Override
    public int scratchLongs() {
        return 0;
    }

    @Override
    public void startChain(String serverName, Workspace ws) {
        leaf.reset();
        certificates = 0;
    }

    @Override
    public void startCert(int length) {
        certificates++;
    }

    @Override
    public void append(byte[] buf, int off, int len) {
        if (certificates == 1) {
            leaf.write(buf, off, len);
        }
    }

    @Override
    public void endCert() {
        // the chain is judged at its end
    }

    @Override
    public int endChain() {
        if (verdict != BrErr.BR_ERR_OK) {
            return verdict;
        }
        PublicKey key;
        try {
            key = CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(leaf.toByteArray())).getPublicKey();
        } catch (CertificateException e) {
            return BrErr.BR_ERR_X509_INVALID_VALUE;
        }
        if (key instanceof RSAPublicKey) {
            byte[] n = ((RSAPublicKey) key).getModulus().toByteArray();
            byte[] e = ((RSAPublicKey) key).getPublicExponent().toByteArray();
            byte[] both = new byte[n.length + e.length];
            System.arraycopy(n, 0, both, 0, n.length);
            System.arraycopy(e, 0, both, n.length, e.length);
            rsa.set(both, 0, n.length, n.length, e.length);
            keyType = KEYTYPE_RSA;
            return BrErr.BR_ERR_OK;
        }
        ECPublicKey ecKey = (ECPublicKey) key;
        int bits = ecKey.getParams().getCurve().getField().getFieldSize();
        int len = (bits + 7) / 8;
        byte[] point = Bytes.join(Bytes.of(4), JdkTls12.unsigned(ecKey.getW().getAffineX(), len),
                JdkTls12.unsigned(ecKey.getW().getAffineY(), len));
        ec.set(bits == 256 ? 23 : bits == 384 ? 24 : 25, point, 0, point.length);
        keyType = KEYTYPE_EC;
        return BrErr.BR_ERR_OK;
    }

    @Override
    public int keyType() {
        return keyType;
    }

    @Override
    public int keyUsages() {
        return usages;
    }

    @Override
    public RsaPublicKey rsaKey() {
        return rsa;
    }

    @Override
    public EcPublicKey ecKey() {
        return ec;
    }
}
