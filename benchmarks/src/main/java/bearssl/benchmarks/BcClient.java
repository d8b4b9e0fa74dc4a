package bearssl.benchmarks;

import java.io.IOException;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.List;
import java.util.Vector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.params.RSAKeyParameters;
import org.bouncycastle.crypto.signers.RSADigestSigner;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.CipherSuite;
import org.bouncycastle.tls.DefaultTlsClient;
import org.bouncycastle.tls.NamedGroup;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.TlsAuthentication;
import org.bouncycastle.tls.TlsCredentials;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsServerCertificate;
import org.bouncycastle.tls.TlsSession;
import org.bouncycastle.tls.crypto.TlsCrypto;

/** What BouncyCastle asks a client. Of the chain, the CA's signature alone is verified: less than the others do. */
final class BcClient extends DefaultTlsClient {
    private final RSAKeyParameters ca;
    private TlsSession session;
    private boolean resumes;
    private boolean connected;

    BcClient(TlsCrypto crypto, PublicKey ca) {
        super(crypto);
        RSAPublicKey key = (RSAPublicKey) ca;
        this.ca = new RSAKeyParameters(false, key.getModulus(), key.getPublicExponent());
    }

    void start(boolean resumed) {
        resumes = resumed;
        connected = false;
    }

    boolean isConnected() {
        return connected;
    }

    boolean isResumed() {
        return context.getSecurityParametersConnection().isResumedSession();
    }

    @Override
    protected ProtocolVersion[] getSupportedVersions() {
        return ProtocolVersion.TLSv12.only();
    }

    @Override
    protected int[] getSupportedCipherSuites() {
        return new int[] {CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256};
    }

    @Override
    @SuppressWarnings("rawtypes")
    protected Vector getSupportedGroups(Vector roles) {
        return new Vector<>(List.of(NamedGroup.secp256r1));
    }

    @Override
    public TlsSession getSessionToResume() {
        return resumes ? session : null;
    }

    @Override
    public void notifyHandshakeComplete() throws IOException {
        super.notifyHandshakeComplete();
        session = context.getSession();
        connected = true;
    }

    @Override
    public TlsAuthentication getAuthentication() {
        return new TlsAuthentication() {
            @Override
            public void notifyServerCertificate(TlsServerCertificate server) throws IOException {
                Certificate leaf = Certificate.getInstance(server.getCertificate().getCertificateAt(0).getEncoded());
                byte[] signed = leaf.getTBSCertificate().getEncoded(ASN1Encoding.DER);
                RSADigestSigner signer = new RSADigestSigner(new SHA256Digest());
                signer.init(false, ca);
                signer.update(signed, 0, signed.length);
                if (!signer.verifySignature(leaf.getSignature().getOctets())) {
                    throw new TlsFatalAlert(AlertDescription.bad_certificate);
                }
            }

            @Override
            public TlsCredentials getClientCredentials(CertificateRequest request) {
                return null;
            }
        };
    }
}
