package mqttlite.interop;

import bearssl.testing.JsseServer;
import bearssl.testing.TestCertificates;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.Provider;

/** A provider of TLS for Java, in this process. */
final class JssePeer extends Peer {
    private final Provider provider;

    JssePeer(String name, Path folder, Provider provider) {
        super(name, folder);
        this.provider = provider;
    }

    @Override
    Endpoint start(Setup setup) throws Exception {
        KeyStore clients = null;
        if (setup.asks()) {
            clients = KeyStore.getInstance("PKCS12");
            clients.load(null, TestCertificates.PASSWORD);
            clients.setCertificateEntry("root", Pki.clientRoot());
        }
        JsseServer server = new JsseServer(provider, Pki.server(setup.suite(), setup.chain(), "localhost"),
                setup.suite().fullName(), clients);
        return new Endpoint() {
            @Override
            public int port() {
                return server.port();
            }

            @Override
            public String log() {
                return String.valueOf(server.lastFailure());
            }

            @Override
            public void close() {
                server.close();
            }
        };
    }
}
