package bearssl.benchmarks;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;

/**
 * The JDK's TLS, set up for what this library does: TLS 1.2, ECDHE_RSA_WITH_AES_128_GCM_SHA256, a CA and the name
 * localhost. P-256 is a matter of the JVM's flag {@link #P256}.
 */
public final class Jsse {
    /** Without it the JDK agrees on X25519. */
    public static final String P256 = "-Djdk.tls.namedGroups=secp256r1";

    private static final char[] PASSWORD = {};
    private static final String HOST = "localhost";
    private static final int ANY_PORT = 8883; // half of the name under which a session is kept

    private Jsse() {
    }

    /** A context of a client. @throws GeneralSecurityException if there is no such provider */
    static SSLContext client() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        store.setCertificateEntry("ca", Inputs.certificate("ca.pem"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLSv1.2");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    static SSLContext server() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        store.setKeyEntry("server", Inputs.rsaKey(), PASSWORD,
                new Certificate[] {Inputs.certificate("server.pem")});
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLSv1.2");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    /** An engine of a client, ready for its handshake. */
    static SSLEngine clientEngine(SSLContext context) {
        SSLEngine engine = context.createSSLEngine(HOST, ANY_PORT);
        engine.setUseClientMode(true);
        engine.setSSLParameters(parameters());
        return engine;
    }

    private static SSLParameters parameters() {
        SSLParameters parameters = new SSLParameters(
                new String[] {"TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"}, new String[] {"TLSv1.2"});
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        return parameters;
    }
}
