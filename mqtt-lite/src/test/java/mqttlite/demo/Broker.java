package mqttlite.demo;

import bearssl.testing.TestCertificates;
import io.moquette.broker.Server;
import io.moquette.broker.config.IConfig;
import io.moquette.broker.config.MemoryConfig;
import io.moquette.broker.security.PermitAllAuthorizatorPolicy;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;

/** Moquette in this process: TLS 1.2 on a free loopback port, one user. */
final class Broker implements AutoCloseable {
    static final String USER = "device";
    static final String PASSWORD = "only for this demo";

    private static final List<String> SUITES =
            List.of("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", "TLS_RSA_WITH_AES_128_GCM_SHA256");

    /** Length of the certificates it sends. */
    int chainBytes;

    private final Server server = new Server();
    private final int port = freePort();

    Broker(KeyStore keys) throws IOException, GeneralSecurityException {
        SslContext ssl = tls(keys);
        for (Certificate c : keys.getCertificateChain("server")) {
            chainBytes += c.getEncoded().length;
        }
        byte[] password = PASSWORD.getBytes(StandardCharsets.US_ASCII);
        server.startServer(new MemoryConfig(settings(port)), List.of(), () -> ssl,
                (client, user, given) -> USER.equals(user) && Arrays.equals(password, given),
                new PermitAllAuthorizatorPolicy());
    }

    private static SslContext tls(KeyStore keys) throws IOException, GeneralSecurityException {
        KeyManagerFactory managers = KeyManagerFactory.getInstance("PKIX");
        managers.init(keys, TestCertificates.PASSWORD);
        return SslContextBuilder.forServer(managers).sslProvider(SslProvider.JDK).protocols("TLSv1.2")
                .ciphers(SUITES).build();
    }

    private static Properties settings(int port) {
        Properties p = new Properties();
        p.setProperty(IConfig.HOST_PROPERTY_NAME, "127.0.0.1");
        p.setProperty(IConfig.PORT_PROPERTY_NAME, "disabled");
        p.setProperty(IConfig.WEB_SOCKET_PORT_PROPERTY_NAME, "disabled");
        p.setProperty(IConfig.SSL_PORT_PROPERTY_NAME, Integer.toString(port));
        p.setProperty(IConfig.ALLOW_ANONYMOUS_PROPERTY_NAME, "false");
        p.setProperty(IConfig.PERSISTENCE_ENABLED_PROPERTY_NAME, "false");
        p.setProperty(IConfig.ENABLE_TELEMETRY_NAME, "false");
        p.setProperty(IConfig.BUFFER_FLUSH_MS_PROPERTY_NAME, "0"); // answers leave at once
        // Moquette wants a key store's path to switch TLS on; the keys come from memory
        p.setProperty(IConfig.JKS_PATH_PROPERTY_NAME, "none");
        return p;
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    String name() {
        return "Moquette " + Server.MOQUETTE_VERSION;
    }

    int port() {
        return port;
    }

    /**
     * Waits until the broker's own idea of a client is that it is connected. Moquette drops a connection whose first
     * packet is faster than its bookkeeping for the CONNACK that it has sent.
     */
    void awaitReady(String clientId) throws Deviation {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (server.listConnectedClients().stream().noneMatch(c -> clientId.equals(c.getClientID()))) {
            Deviation.unless(System.nanoTime() < deadline, "the broker does not know " + clientId);
            Thread.yield();
        }
    }

    @Override
    public void close() {
        server.stopServer();
    }
}
