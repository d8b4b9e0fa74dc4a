package mqttlite.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bearssl.tls.ClientAuth;
import bearssl.tls.TlsIo;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import mqttlite.MqttClient;
import mqttlite.MqttConnect;
import mqttlite.MqttListener;

/** What a run of {@code probe} has printed. */
final class Probe {
    private final Cli.Result result;

    private Probe(Cli.Result result) {
        this.result = result;
    }

    /** Runs it. */
    static Probe of(int port, String... options) {
        String[] args = new String[2 + options.length];
        args[0] = "probe";
        args[1] = "localhost:" + port;
        System.arraycopy(options, 0, args, 2, options.length);
        return new Probe(Cli.run(args));
    }

    /** Runs it and expects that a suite works. */
    static Probe works(int port, String... options) {
        Probe probe = of(port, options);
        probe.result.exits(0);
        assertEquals("", probe.result.err());
        return probe;
    }

    Cli.Result result() {
        return result;
    }

    /** The keys of all lines. */
    List<String> keys() {
        return result.out().lines().filter(line -> !line.startsWith(" ") && line.length() > 0)
                .map(line -> line.substring(0, line.indexOf(':'))).collect(Collectors.toList());
    }

    /** All values of a key. */
    List<String> values(String key) {
        return result.out().lines().filter(line -> line.startsWith(key + ": "))
                .map(line -> line.substring(key.length() + 2)).collect(Collectors.toList());
    }

    /** The only value of a key. */
    String value(String key) {
        List<String> values = values(key);
        assertEquals(1, values.size(), () -> key + ": " + result.out());
        return values.get(0);
    }

    /** A key has a value, one of several maybe, that begins so. */
    Probe tells(String key, String start) {
        assertTrue(values(key).stream().anyMatch(v -> v.startsWith(start)),
                () -> key + ": " + start + " expected in: " + result.out());
        return this;
    }

    /** A key has no value. */
    Probe omits(String key) {
        assertEquals(List.of(), values(key), result::out);
        return this;
    }

    // ---- what it prints to be used

    /** The words of a command that it printed, as a shell would split them, without {@code mqtt}. */
    String[] command(String key, String... more) throws Exception {
        Process shell = new ProcessBuilder("sh", "-c", "mqtt() { printf '%s\\0' \"$@\"; }; " + value(key)).start();
        String words = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, shell.waitFor());
        List<String> all = new ArrayList<>(Arrays.asList(words.split("\0")));
        all.addAll(List.of(more));
        return all.toArray(new String[0]);
    }

    String java() {
        String out = result.out();
        int start = out.indexOf("\njava:\n");
        assertTrue(start > 0, out);
        return out.substring(start + 7);
    }

    /** Compiles the Java source and connects by it. @param auth for a method that wants one, else null */
    TlsIo connect(Path folder, ClientAuth auth) throws Exception {
        Class<?> broker = SourceCompiler.compile(Files.createDirectories(folder), "Broker", java());
        Method connect = auth == null ? broker.getDeclaredMethod("connect")
                : broker.getDeclaredMethod("connect", ClientAuth.class);
        connect.setAccessible(true);
        TlsIo io = (TlsIo) (auth == null ? connect.invoke(null) : connect.invoke(null, auth));
        assertNotNull(io);
        return io;
    }

    /** Logs in to a broker over a connection, and ends it. */
    static void logIn(TlsIo io) {
        MqttClient mqtt = new MqttClient(new byte[1024], new byte[1024], new MqttListener() { });
        int r = mqtt.connect(io, new MqttConnect("probe-test"), 0);
        while (r >= 0 && mqtt.state() == MqttClient.CONNECTING) {
            r = mqtt.poll(0);
        }
        assertEquals(MqttClient.CONNECTED, mqtt.state());
        mqtt.disconnect();
        io.close();
    }
}
