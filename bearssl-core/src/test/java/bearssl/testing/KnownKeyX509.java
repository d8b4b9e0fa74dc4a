package bearssl.testing;

import bearssl.base.Workspace;
import bearssl.ec.EcPublicKey;
import bearssl.rsa.RsaPublicKey;
import bearssl.tls.BrErr;
import bearssl.tls.X509Engine;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;

/** An X.509 engine for tests that ignores the certificates and knows the server's key beforehand. Allocates nothing. */
public final class KnownKeyX509 implements X509Engine {
    private final RsaPublicKey rsa = new RsaPublicKey();
    private final EcPublicKey ec = new EcPublicKey();
    private final int keyType;
    private int usages = USAGE_KEYX | USAGE_SIGN;

    public KnownKeyX509(PublicKey key) {
        if (key instanceof RSAPublicKey) {
            keyType = KEYTYPE_RSA;
            byte[] n = ((RSAPublicKey) key).getModulus().toByteArray();
            byte[] e = ((RSAPublicKey) key).getPublicExponent().toByteArray();
            rsa.set(Bytes.join(n, e), 0, n.length, n.length, e.length);
        } else {
            keyType = KEYTYPE_EC;
            byte[] x = JdkTls12.unsigned(((ECPublicKey) key).getW().getAffineX(), 32);
            byte[] y = JdkTls12.unsigned(((ECPublicKey) key).getW().getAffineY(), 32);
            ec.set(23, Bytes.join(Bytes.of(4), x, y), 0, 65);
        }
    }

    public KnownKeyX509 usages(int mask) {
        usages = mask;
        return this;
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
        // nothing to keep
    }

    @Override
    public void startCert(int length) {
        // not looked at
    }

    @Override
    public void append(byte[] buf, int off, int len) {
        // not looked at
    }

    @Override
    public void endCert() {
        // not looked at
    }

    @Override
    public int endChain() {
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
