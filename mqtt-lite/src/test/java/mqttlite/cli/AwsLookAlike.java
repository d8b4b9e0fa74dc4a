package mqttlite.cli;

import bearssl.testing.TestCertificates;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x509.GeneralName;

/**
 * What AWS IoT Core looks like to a device, in front of a broker without TLS: TLS 1.2 alone, chains of RSA and of EC
 * keys up to roots that are cross-signed, as Amazon's are; the endpoint's name has to be asked for. On one port, as on
 * 8883, a certificate is demanded; on the other, as on 443, an application protocol says whether there is one.
 * {@link AwsPolicy} stands behind both.
 */
final class AwsLookAlike implements AutoCloseable {
    static final String ENDPOINT = "a1b2c3d4e5f6g7-ats.iot.eu-central-1.amazonaws.com";

    private static final String WITH_CERTIFICATE = "x-amzn-mqtt-ca";
    private static final String WITH_PASSWORD = "mqtt";
    private static final String O = ",O=Amazon,C=US";
    private static final KeyPair RSA_ROOT = TestCertificates.rsa(2048);
    private static final KeyPair EC_ROOT = TestCertificates.p256();
    private static final KeyPair DEVICES_CA = TestCertificates.rsa2048();
    private static final String[] SUITES = {
        "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256", "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
    };

    private final int broker;
    private final SSLServerSocket certificates;
    private final SSLServerSocket protocols;
    private final Set<String> inactive = ConcurrentHashMap.newKeySet();

    /** @param broker port of a broker without TLS */
    AwsLookAlike(int broker) throws Exception {
        this.broker = broker;
        KeyStore keys = KeyStore.getInstance("PKCS12");
        keys.load(null, TestCertificates.PASSWORD);
        // one key for both, as RSA keys take their time
        addChain(keys, "rsa", RSA_ROOT, "CN=Amazon Root CA 1", TestCertificates.rsa2048(), TestCertificates.rsa2048());
        addChain(keys, "ec", EC_ROOT, "CN=Amazon Root CA 3", TestCertificates.p256(), TestCertificates.p256());
        KeyManagerFactory managers = KeyManagerFactory.getInstance("PKIX");
        managers.init(keys, TestCertificates.PASSWORD);
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, TestCertificates.PASSWORD);
        trusted.setCertificateEntry("ca", devicesCa());
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLSv1.2");
        context.init(managers.getKeyManagers(), trust.getTrustManagers(), null);
        certificates = listen(context);
        certificates.setNeedClientAuth(true);
        protocols = listen(context);
        protocols.setWantClientAuth(true);
        start(() -> accept(certificates));
        start(() -> accept(protocols));
    }

    private static void addChain(KeyStore keys, String alias, KeyPair root, String rootName, KeyPair middle, KeyPair leaf)
            throws Exception {
        KeyPair starfield = TestCertificates.rsa2048();
        String middleName = "CN=Amazon " + alias + " M01" + O;
        String starfieldName = "CN=Starfield Services Root Certificate Authority - G2,O=Starfield Technologies,C=US";
        X509Certificate[] chain = {
            sign("CN=*.iot.eu-central-1.amazonaws.com", leaf, middleName, middle, false,
                    new GeneralName(GeneralName.dNSName, "*.iot.eu-central-1.amazonaws.com")),
            sign(middleName, middle, rootName + O, root, true),
            sign(rootName + O, root, starfieldName, starfield, true),
            sign(starfieldName, starfield, "OU=Starfield Class 2 Certification Authority,C=US", starfield, true),
        };
        keys.setKeyEntry(alias, leaf.getPrivate(), TestCertificates.PASSWORD, chain);
    }

    private static X509Certificate sign(String subject, KeyPair key, String issuer, KeyPair signer, boolean isCa,
            GeneralName... names) {
        return TestPki.sign(subject, key, issuer, signer, isCa, TestPki.FROM, TestPki.TO, names);
    }

    /** Writes AmazonRootCA1.pem and AmazonRootCA3.pem, as they are to be fetched. */
    static void writeRoots(Path folder) throws Exception {
        String one = "CN=Amazon Root CA 1" + O;
        String three = "CN=Amazon Root CA 3" + O;
        TestPki.pemFile(folder.resolve("AmazonRootCA1.pem"), sign(one, RSA_ROOT, one, RSA_ROOT, true));
        TestPki.pemFile(folder.resolve("AmazonRootCA3.pem"), sign(three, EC_ROOT, three, EC_ROOT, true));
    }

    private static X509Certificate devicesCa() {
        String name = "OU=Amazon Web Services O\\=Amazon.com Inc. L\\=Seattle ST\\=Washington C\\=US";
        return sign(name, DEVICES_CA, name, DEVICES_CA, true);
    }

    /** Writes what certifies devices: devices.pem and devices.key. */
    static void writeDevicesCa(Path folder) throws Exception {
        TestPki.pemFile(folder.resolve("devices.pem"), devicesCa());
        PrivateKeys.pkcs8(folder.resolve("devices.key"), DEVICES_CA.getPrivate());
    }

    private static SSLServerSocket listen(SSLContext context) throws IOException {
        SSLServerSocket listener = (SSLServerSocket) context.getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        listener.setEnabledProtocols(new String[] {"TLSv1.2"});
        listener.setEnabledCipherSuites(SUITES);
        SSLParameters parameters = listener.getSSLParameters();
        parameters.setUseCipherSuitesOrder(true);
        parameters.setSNIMatchers(List.of(SNIHostName.createSNIMatcher(Pattern.quote(ENDPOINT))));
        listener.setSSLParameters(parameters);
        return listener;
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "aws-look-alike");
        thread.setDaemon(true);
        thread.start();
    }

    /** The port that is 8883 at AWS. */
    int port() {
        return certificates.getLocalPort();
    }

    /** The port that is 443 at AWS. */
    int alpnPort() {
        return protocols.getLocalPort();
    }

    /** The certificate of this thing is not active any more. */
    void deactivate(String thing) {
        inactive.add(thing);
    }

    /** It is again. */
    void activate(String thing) {
        inactive.remove(thing);
    }

    private void accept(SSLServerSocket listener) {
        while (!listener.isClosed()) {
            try {
                SSLSocket socket = (SSLSocket) listener.accept();
                start(() -> serve(socket, listener == protocols));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void serve(SSLSocket socket, boolean byProtocol) {
        try (socket) {
            socket.setSoTimeout(20_000);
            if (byProtocol) {
                socket.setHandshakeApplicationProtocolSelector((s, offered) -> offered.contains(WITH_CERTIFICATE)
                        ? WITH_CERTIFICATE : offered.contains(WITH_PASSWORD) ? WITH_PASSWORD : null);
            }
            socket.startHandshake();
            String thing = thing(socket);
            boolean isNamed = !((ExtendedSSLSession) socket.getSession()).getRequestedServerNames().isEmpty();
            boolean isKnown = thing == null ? WITH_PASSWORD.equals(socket.getApplicationProtocol())
                    : !byProtocol || WITH_CERTIFICATE.equals(socket.getApplicationProtocol());
            if (isNamed && isKnown && !inactive.contains(String.valueOf(thing))) {
                try (Socket behind = new Socket(InetAddress.getLoopbackAddress(), broker)) {
                    new AwsPolicy(thing, socket, behind).forward();
                }
            } else {
                socket.getInputStream().read(new byte[1024]); // CONNECT, lest its arrival resets the connection
            }
        } catch (IOException e) {
            return; // the device sees it, and says more
        }
    }

    private static String thing(SSLSocket socket) {
        try {
            return socket.getSession().getPeerPrincipal().getName().replaceFirst("^CN=", "");
        } catch (SSLPeerUnverifiedException e) {
            return null;
        }
    }

    @Override
    public void close() throws IOException {
        certificates.close();
        protocols.close();
    }
}
