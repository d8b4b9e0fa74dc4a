package bearssl.testing;

import bearssl.base.Workspace;
import bearssl.ec.EcPublicKey;
import bearssl.rsa.RsaPublicKey;
import bearssl.tls.X509Engine;

/** An X.509 engine for connections that bring no certificate: it fails when it is asked anything. */
public final class UnaskedX509 implements X509Engine {
    private static IllegalStateException asked() {
        return new IllegalStateException("a resumed session has no certificate");
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
        throw asked();
    }

    @Override
    public void startCert(int length) {
        throw asked();
    }

    @Override
    public void append(byte[] buf, int off, int len) {
        throw asked();
    }

    @Override
    public void endCert() {
        throw asked();
    }

    @Override
    public int endChain() {
        throw asked();
    }

    @Override
    public int keyType() {
        throw asked();
    }

    @Override
    public int keyUsages() {
        throw asked();
    }

    @Override
    public RsaPublicKey rsaKey() {
        throw asked();
    }

    @Override
    public EcPublicKey ecKey() {
        throw asked();
    }
}
