package bearssl.testing;

import bearssl.base.Workspace;
import bearssl.tls.ClientAuth;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.List;

/** A client's chain and key from a key store, signing with the JDK. */
public final class JdkClientAuth implements ClientAuth {
    // DigestInfo of SHA-256 up to the digest (RFC 8017, 9.2, note 1)
    private static final byte[] DIGEST_INFO = java.util.HexFormat.of()
            .parseHex("3031300d060960864801650304020105000420");

    private final PrivateKey key;
    private final List<byte[]> chain = new ArrayList<>();
    private boolean broken;

    public JdkClientAuth(KeyStore keys) {
        try {
            key = (PrivateKey) keys.getKey("server", TestCertificates.PASSWORD);
            for (Certificate certificate : keys.getCertificateChain("server")) {
                chain.add(certificate.getEncoded());
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** From now on no signature can be made. */
    public JdkClientAuth broken() {
        broken = true;
        return this;
    }

    @Override
    public int signature() {
        return key.getAlgorithm().equals("RSA") ? RSA : ECDSA;
    }

    @Override
    public int certificates() {
        return chain.size();
    }

    @Override
    public int certificateLen(int index) {
        return chain.get(index).length;
    }

    @Override
    public void certificateBytes(int index, int from, byte[] dst, int off, int len) {
        System.arraycopy(chain.get(index), from, dst, off, len);
    }

    @Override
    public int maxSignatureLen() {
        return 512;
    }

    @Override
    public int sign(byte[] hash, int hashOff, byte[] dst, int off, Workspace ws) {
        if (broken) {
            return 0;
        }
        try {
            Signature signer = Signature.getInstance(signature() == RSA ? "NONEwithRSA" : "NONEwithECDSA");
            signer.initSign(key);
            if (signature() == RSA) {
                signer.update(DIGEST_INFO);
            }
            signer.update(hash, hashOff, 32);
            byte[] signature = signer.sign();
            System.arraycopy(signature, 0, dst, off, signature.length);
            return signature.length;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
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
}
