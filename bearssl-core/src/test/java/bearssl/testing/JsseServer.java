package bearssl.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/** A TLS 1.2 echo server of the JDK on a loopback port, on a thread of its own; one connection after another. */
public final class JsseServer implements AutoCloseable {
    private final SSLServerSocket listener;
    private final Thread thread;
    private volatile IOException lastFailure;

    /**
     * Starts it.
     *
     * @param keys  key store with the server's chain, see {@link TestCertificates}
     * @param suite the one suite to allow
     */
    public JsseServer(KeyStore keys, String suite) {
        try {
            KeyManagerFactory managers = KeyManagerFactory.getInstance("PKIX");
            managers.init(keys, TestCertificates.PASSWORD);
            SSLContext context = SSLContext.getInstance("TLSv1.2");
            context.init(managers.getKeyManagers(), null, new SecureRandom());
            listener = (SSLServerSocket) context.getServerSocketFactory()
                    .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
        listener.setEnabledProtocols(new String[] {"TLSv1.2"});
        listener.setEnabledCipherSuites(new String[] {suite});
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

    private void serve() {
        byte[] buf = new byte[16384];
        while (!listener.isClosed()) {
            try (SSLSocket socket = (SSLSocket) listener.accept()) {
                lastFailure = null;
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
