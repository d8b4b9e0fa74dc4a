package mqttlite.interop;

import bearssl.testing.Peers;
import bearssl.testing.Pem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * RabbitMQ with its MQTT plugin, so TLS of Erlang. One node with one listener, which takes its set-up from the name
 * that the client asks for; on loopback, with a port mapper of its own.
 */
final class RabbitPeer extends Peer {
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);
    private static final String HOST = "127.0.0.1";

    private int port;
    private Process mapper;
    private Process node;

    RabbitPeer(Path folder) {
        super("RabbitMQ", folder);
    }

    private static String host(Setup setup) {
        return (setup + ".localhost").replaceAll("[^A-Za-z0-9.]", "");
    }

    /** The node takes seconds of its own to start, most of which it waits. */
    @Override
    void prepare() throws Exception {
        if (Peers.find("rabbitmq-server") == null) {
            return;
        }
        Files.createDirectories(folder);
        int mapperPort = freePort();
        port = freePort();
        Files.writeString(folder.resolve("advanced.config"), configuration());
        Files.writeString(folder.resolve("rabbitmq.conf"), "");
        Files.writeString(folder.resolve("enabled_plugins"), "[rabbitmq_mqtt].");
        Files.writeString(folder.resolve("env"), "");
        mapper = new ProcessBuilder(Peers.require("epmd").toString(), "-address", HOST, "-port",
                Integer.toString(mapperPort)).redirectErrorStream(true)
                .redirectOutput(folder.resolve("epmd.log").toFile()).start();
        ProcessBuilder builder = new ProcessBuilder(script().toString()).redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile());
        builder.environment().putAll(environment(mapperPort));
        node = builder.start();
    }

    private Map<String, String> environment(int mapperPort) throws IOException {
        return Map.ofEntries(
                Map.entry("HOME", folder.toString()), // for the cookie
                Map.entry("ERL_EPMD_ADDRESS", HOST),
                Map.entry("ERL_EPMD_PORT", Integer.toString(mapperPort)),
                Map.entry("RABBITMQ_CONF_ENV_FILE", folder.resolve("env").toString()),
                Map.entry("RABBITMQ_NODENAME", "interop@localhost"),
                Map.entry("RABBITMQ_DIST_PORT", Integer.toString(freePort())),
                Map.entry("RABBITMQ_MNESIA_BASE", folder.resolve("mnesia").toString()),
                Map.entry("RABBITMQ_LOG_BASE", folder.resolve("logs").toString()),
                Map.entry("RABBITMQ_LOGS", "-"),
                Map.entry("RABBITMQ_PID_FILE", folder.resolve("pid").toString()),
                Map.entry("RABBITMQ_CONFIG_FILE", folder.resolve("rabbitmq.conf").toString()),
                Map.entry("RABBITMQ_ADVANCED_CONFIG_FILE", folder.resolve("advanced.config").toString()),
                Map.entry("RABBITMQ_ENABLED_PLUGINS_FILE", folder.resolve("enabled_plugins").toString()),
                Map.entry("RABBITMQ_ALLOW_INPUT", "true"), // the node is this process, without a shell around it
                Map.entry("RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS",
                        "-start_epmd false -noinput -kernel inet_dist_use_interface {127,0,0,1}"));
    }

    @Override
    Endpoint start(Setup setup) throws Exception {
        Peers.require("rabbitmq-server");
        awaitReady();
        return new Endpoint() {
            @Override
            public int port() {
                return port;
            }

            @Override
            public String host() {
                return RabbitPeer.host(setup);
            }

            @Override
            public String log() throws IOException {
                return RabbitPeer.this.log();
            }

            @Override
            public void close() {
                // the others are still needed
            }
        };
    }

    private void awaitReady() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE;
        while (!log().contains("Server startup complete")) {
            if (System.nanoTime() > deadline || node.waitFor(20, TimeUnit.MILLISECONDS)) {
                throw new AssertionError("RabbitMQ does not start: " + log());
            }
        }
    }

    /** The start script itself: Debian's wrapper would change to another user and fixed folders. */
    private static Path script() throws IOException {
        try (DirectoryStream<Path> versions =
                Files.newDirectoryStream(Path.of("/usr/lib/rabbitmq/lib"), "rabbitmq_server-*")) {
            return versions.iterator().next().resolve("sbin/rabbitmq-server");
        }
    }

    private String configuration() throws IOException {
        StringBuilder hosts = new StringBuilder();
        Path first = null;
        for (Setup setup : Setup.all()) {
            Path files = Pem.write(folder(setup), Pki.server(setup.suite(), setup.chain(), host(setup)));
            // the certificates behind the server's own are looked for among those trusted
            String issuers = setup.chain() > 1 ? Files.readString(files.resolve("issuers.pem")) : "";
            Files.writeString(files.resolve("ca.pem"), issuers + Pem.of(Pki.clientRoot()));
            hosts.append(hosts.length() == 0 ? "" : ",\n  ").append("{\"").append(host(setup)).append("\", [")
                    .append(files(files))
                    .append(setup.asks() ? ", {verify, verify_peer}, {fail_if_no_peer_cert, true}" : "").append("]}");
            first = first == null ? files : first;
        }
        return "[{rabbit, [{tcp_listeners, []}, {loopback_users, []}, "
                + "{ssl_options, [{versions, ['tlsv1.2']}, {ciphers, [" + suites() + "]}, "
                + files(first) + ", {sni_hosts, [\n  " + hosts + "]}]}]},\n"
                + "{rabbitmq_mqtt, [{allow_anonymous, true}, {tcp_listeners, []}, {ssl_listeners, [{\"" + HOST + "\", "
                + port + "}]}, {tcp_listen_options, [{nodelay, true}]}]}].\n";
    }

    private static String suites() {
        return Arrays.stream(Suite.values()).map(s -> "\"" + s.openssl + "\"").collect(Collectors.joining(", "));
    }

    private static String files(Path files) {
        return "{certfile, \"" + files.resolve("leaf.pem") + "\"}, {keyfile, \"" + files.resolve("key.pem")
                + "\"}, {cacertfile, \"" + files.resolve("ca.pem") + "\"}";
    }

    private String log() throws IOException {
        return Files.readString(folder.resolve("log"), StandardCharsets.ISO_8859_1);
    }

    /** Names cannot have ciphers of their own: Erlang 25 takes no such option with them. */
    @Override
    boolean takesAllSuites() {
        return true;
    }

    /** Erlang 25 does not. */
    @Override
    boolean bindsMasterSecret() {
        return false;
    }

    @Override
    void talk(OurClient client, byte[] data) {
        client.publish(data);
    }

    @Override
    void stop() {
        end(node);
        end(mapper);
    }
}
