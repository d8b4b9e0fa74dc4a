package mqttlite;

import bearssl.testing.Peers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code gnutls-serv} as an echo server with TLS 1.2. Without the program the test is skipped. */
final class GnutlsServer extends SecludedServer {
    /**
     * Starts it and waits until it listens.
     *
     * @param folder  of {@link OpensslPki#server(String, String, List)}
     * @param options more of its options
     */
    GnutlsServer(Path folder, String... options) throws IOException, InterruptedException {
        super(folder, command(options), "port " + PORT + "...done");
    }

    private static List<String> command(String... options) {
        List<String> command = new ArrayList<>(List.of(Peers.require("gnutls-serv").toString(), "--echo", "--port", PORT,
                "--x509certfile", "chain.pem", "--x509keyfile", "key.pem", "--priority",
                "NORMAL:-VERS-ALL:+VERS-TLS1.2"));
        command.addAll(List.of(options));
        return command;
    }
}
