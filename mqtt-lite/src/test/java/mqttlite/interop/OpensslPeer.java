package mqttlite.interop;

import bearssl.testing.OpensslServer;
import bearssl.testing.Pem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** {@code openssl s_server}, which answers each line reversed. */
final class OpensslPeer extends Peer {
    OpensslPeer(Path folder) {
        super("OpenSSL", folder);
    }

    @Override
    Endpoint start(Setup setup) throws Exception {
        Path files = folder(setup);
        Pem.write(files, Pki.server(setup.suite(), setup.chain(), "localhost"));
        List<String> options = new ArrayList<>(List.of("-rev", "-cipher", setup.suite().openssl));
        if (setup.asks()) {
            Files.writeString(files.resolve("ca.pem"), Pem.of(Pki.clientRoot()));
            options.addAll(List.of("-Verify", "5", "-verify_return_error", "-CAfile", "ca.pem"));
        }
        OpensslServer server = new OpensslServer(files, options.toArray(new String[0]));
        return new Endpoint() {
            @Override
            public int port() {
                return server.port();
            }

            @Override
            public String log() throws IOException {
                return server.log();
            }

            @Override
            public void close() {
                server.close();
            }
        };
    }

    @Override
    void talk(OurClient client, byte[] data) {
        byte[] line = Arrays.copyOf(data, data.length + 1);
        line[data.length] = '\n';
        byte[] reversed = line.clone();
        for (int i = 0; i < data.length; i++) {
            reversed[i] = data[data.length - 1 - i];
        }
        client.exchange(line, reversed);
    }
}
