package mqttlite.interop;

import bearssl.testing.Peers;
import bearssl.testing.Pem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import mqttlite.testing.MosquittoProcess;

/** mosquitto: one process with a listener for each set-up. */
final class MosquittoPeer extends Peer {
    private final Map<Setup, Integer> ports = new HashMap<>();
    private MosquittoProcess process;

    MosquittoPeer(Path folder) {
        super("mosquitto", folder);
    }

    @Override
    Endpoint start(Setup setup) throws Exception {
        if (process == null) {
            Peers.require("mosquitto");
            Files.createDirectories(folder);
            String conf = configuration();
            process = new MosquittoProcess(folder, conf, ports.values().stream().mapToInt(i -> i).toArray());
        }
        int port = ports.get(setup);
        return new Endpoint() {
            @Override
            public int port() {
                return port;
            }

            @Override
            public String log() {
                return process.log();
            }

            @Override
            public void close() {
                // the others are still needed
            }
        };
    }

    private String configuration() throws IOException {
        Files.writeString(folder.resolve("ca.pem"), Pem.of(Pki.clientRoot()));
        StringBuilder conf = new StringBuilder("set_tcp_nodelay true\nper_listener_settings true\n");
        for (Setup setup : Setup.all()) {
            Path files = Pem.write(folder(setup), Pki.server(setup.suite(), setup.chain(), "localhost"));
            int port = freePort();
            ports.put(setup, port);
            conf.append("listener ").append(port)
                    .append(" 127.0.0.1\nallow_anonymous true\ntls_version tlsv1.2\nciphers ").append(setup.suite().openssl)
                    .append("\ncertfile ").append(files.resolve("chain.pem"))
                    .append("\nkeyfile ").append(files.resolve("key.pem")).append('\n');
            if (setup.asks()) {
                conf.append("require_certificate true\ncafile ").append(folder.resolve("ca.pem")).append('\n');
            }
        }
        return conf.toString();
    }

    @Override
    void talk(OurClient client, byte[] data) {
        client.publish(data);
    }

    @Override
    void stop() {
        if (process != null) {
            process.stop();
        }
    }
}
