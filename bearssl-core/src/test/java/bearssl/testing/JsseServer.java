package bearssl.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/**
 * A TLS 1.2 echo server of the JDK, or of another provider, on a loopback port, on a thread of its own; one connection
 * after another.
 */
public final class JsseServer implements AutoCloseable {
    private final SSLServerSocket listener;
    private final Thread thread;
    private final KeyStore clients;
    private volatile IOException lastFailure;
    private volatile X509Certificate[] lastPeer;

    /**
     * Starts it.
     *
     * @param keys  key store with the server's chain, see {@link TestCertificates}
     * @param suite the one suite to allow
     */
    public JsseServer(KeyStore keys, String suite) {
        this(keys, suite, null);
    }

    /**
     * Starts one that demands a client certificate.
     *
     * @param clients   key store with the CAs that may certify clients, null to demand none
     * @param protocols application protocols to choose from, none for no answer
     */
    public JsseServer(KeyStore keys, String suite, KeyStore clients, String... protocols) {
        this(theJdk(), keys, suite, clients, protocols);
    }

    private static Provider theJdk() {
        try {
            return SSLContext.getInstance("TLSv1.2").getProvider();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Starts one of another provider.
     *
     * @param provider implements TLS
     */
    public JsseServer(Provider provider, KeyStore keys, String suite, KeyStore clients, String... protocols) {
        this.clients = clients;
        try {
            KeyManagerFactory managers = KeyManagerFactory.getInstance("PKIX", provider);
            managers.init(keys, TestCertificates.PASSWORD);
            SSLContext context = SSLContext.getInstance("TLSv1.2", provider);
            TrustManager[] trust = null;
            if (clients != null) {
                TrustManagerFactory trusted = TrustManagerFactory.getInstance("PKIX", provider);
                trusted.init(clients);
                trust = trusted.getTrustManagers();
            }
            context.init(managers.getKeyManagers(), trust, new SecureRandom());
            listener = (SSLServerSocket) context.getServerSocketFactory()
                    .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
        listener.setNeedClientAuth(clients != null);
        listener.setEnabledProtocols(new String[] {"TLSv1.2"});
        listener.setEnabledCipherSuites(new String[] {suite});
        // Before the first accept, which makes its socket of these settings and then waits.
        SSLParameters parameters = listener.getSSLParameters();
        parameters.setApplicationProtocols(protocols);
        listener.setSSLParameters(parameters);
        thread = new Thread(this::serve, "jsse-server");
        thread.setDaemon(true);
        thread.start();
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** Why the last connection failed on the server's side, as JSSE says it; null if it did not. */
    public IOException lastFailure() {
        return lastFailure;
    }

    /** The chain with which the last client authenticated itself. */
    public X509Certificate[] lastPeer() {
        return lastPeer;
    }

    private void serve() {
        byte[] buf = new byte[16384];
        while (!listener.isClosed()) {
            try (SSLSocket socket = (SSLSocket) listener.accept()) {
                lastFailure = null;
                socket.setTcpNoDelay(true);
                socket.startHandshake();
                lastPeer = clients == null ? null : (X509Certificate[]) socket.getSession().getPeerCertificates();
                InputStream in = socket.getInputStream();
                OutputStream out = socket.getOutputStream();
                int n = in.read(buf);
                while (n > 0) {
                    out.write(buf, 0, n);
                    n = in.read(buf);
                }
            } catch (IOException e) {
                lastFailure = e;
            }
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
