package bearssl.benchmarks.client;

import java.io.ByteArrayInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Makes clients of one contender, which share what connections of one program share. */
final class Clients {
    /** Contenders besides those of {@link OurClient}. */
    static final String JSSE = "jdk";
    static final String PAHO = "paho";
    static final String HIVEMQ = "hivemq";
    static final String TCP = "tcp";

    private final String contender;
    private final int port;
    private final boolean resumes;
    private final OurClient.Shared ours;
    private final TrustManagerFactory trust;
    private final SSLContext context;

    /**
     * Makes what is shared.
     *
     * @param contender one of the above, or a profile of this library
     * @param port      the broker's
     * @param caFile    certificate of its CA in PEM
     * @param resumes   whether a client's second connection resumes the first one's session
     */
    Clients(String contender, int port, String caFile, boolean resumes) throws IOException, GeneralSecurityException {
        this.contender = contender;
        this.port = port;
        this.resumes = resumes;
        byte[] ca;
        try (FileInputStream in = new FileInputStream(caFile)) { // fewer classes than java.nio.file
            ca = in.readAllBytes();
        }
        boolean jdk = contender.equals(JSSE) || contender.equals(PAHO) || contender.equals(HIVEMQ);
        ours = jdk || contender.equals(TCP) ? null : new OurClient.Shared(contender, ca);
        trust = jdk ? trust(ca) : null;
        context = jdk ? SSLContext.getInstance("TLSv1.2") : null;
        if (jdk) {
            context.init(null, trust.getTrustManagers(), null);
        }
    }

    private static TrustManagerFactory trust(byte[] ca) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        store.setCertificateEntry("ca",
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(ca)));
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory;
    }

    /** Makes one that is not connected. */
    Client create() throws Exception {
        switch (contender) {
            case JSSE:
                return new JsseClient(context, port, resumes);
            case PAHO:
                return new PahoClient(context, "ssl://localhost:".concat(Integer.toString(port)));
            case HIVEMQ:
                return new HivemqClient(trust, port);
            case TCP:
                return new TcpClient(port);
            default:
                return new OurClient(ours, port, resumes);
        }
    }
}
