package bearssl.x509;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.Set;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.HandshakeCompletedListener;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/** What the JDK says to a chain: PKIX without revocation, and the endpoint check of HTTPS. */
final class JsseVerdicts {
    private JsseVerdicts() {
    }

    /** @return {@code accepts}, or {@code refuses} and why */
    static String verdict(TableCase c) {
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            X509Certificate root = certificate(factory, c.root());
            X509Certificate[] chain = new X509Certificate[c.chain().size()];
            for (int i = 0; i < chain.length; i++) {
                chain[i] = certificate(factory, c.chain().get(i));
            }
            PKIXBuilderParameters parameters =
                    new PKIXBuilderParameters(Set.of(new TrustAnchor(root, null)), new X509CertSelector());
            parameters.setRevocationEnabled(false);
            parameters.setDate(Date.from(Instant.parse(TableCase.TIME)));
            TrustManagerFactory managers = TrustManagerFactory.getInstance("PKIX");
            managers.init(new CertPathTrustManagerParameters(parameters));
            String kind = chain[0].getPublicKey().getAlgorithm().equals("EC") ? "ECDHE_ECDSA" : "ECDHE_RSA";
            ((X509ExtendedTrustManager) managers.getTrustManagers()[0]).checkServerTrusted(chain, kind,
                    new Connection(c.host()));
            return "accepts";
        } catch (GeneralSecurityException e) {
            Throwable cause = e;
            while (cause.getCause() != null) {
                cause = cause.getCause();
            }
            return "refuses: " + cause.getMessage();
        }
    }

    private static X509Certificate certificate(CertificateFactory factory, byte[] der) throws GeneralSecurityException {
        return (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der));
    }

    /** A connection in its handshake, as far as the trust manager asks for it. */
    private static final class Connection extends SSLSocket {
        private final SSLSession session;

        Connection(String host) {
            session = (SSLSession) Proxy.newProxyInstance(JsseVerdicts.class.getClassLoader(),
                    new Class<?>[] {SSLSession.class},
                    (proxy, method, args) -> switch (method.getName()) {
                        case "getPeerHost" -> host;
                        case "getProtocol" -> "TLSv1.2";
                        default -> throw new UnsupportedOperationException(method.getName());
                    });
        }

        @Override
        public boolean isConnected() {
            return true;
        }

        @Override
        public SSLSession getHandshakeSession() {
            return session;
        }

        @Override
        public SSLSession getSession() {
            return session;
        }

        @Override
        public SSLParameters getSSLParameters() {
            SSLParameters parameters = new SSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            return parameters;
        }

        @Override
        public String[] getSupportedCipherSuites() {
            return new String[0];
        }

        @Override
        public String[] getEnabledCipherSuites() {
            return new String[0];
        }

        @Override
        public void setEnabledCipherSuites(String[] suites) {
            throw new UnsupportedOperationException();
        }

        @Override
        public String[] getSupportedProtocols() {
            return new String[0];
        }

        @Override
        public String[] getEnabledProtocols() {
            return new String[0];
        }

        @Override
        public void setEnabledProtocols(String[] protocols) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void addHandshakeCompletedListener(HandshakeCompletedListener listener) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void removeHandshakeCompletedListener(HandshakeCompletedListener listener) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void startHandshake() throws IOException {
            throw new IOException("no connection");
        }

        @Override
        public void setUseClientMode(boolean mode) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean getUseClientMode() {
            return true;
        }

        @Override
        public void setNeedClientAuth(boolean need) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean getNeedClientAuth() {
            return false;
        }

        @Override
        public void setWantClientAuth(boolean want) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean getWantClientAuth() {
            return false;
        }

        @Override
        public void setEnableSessionCreation(boolean flag) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean getEnableSessionCreation() {
            return true;
        }
    }
}
