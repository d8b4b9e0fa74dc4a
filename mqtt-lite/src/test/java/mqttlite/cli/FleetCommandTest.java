package mqttlite.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bearssl.testing.TestCa;
import bearssl.testing.TestCertificates;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import mqttlite.testing.MosquittoProcess;
import mqttlite.testing.TlsMosquitto;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** fleet against Debian's mosquitto. */
@Timeout(60)
class FleetCommandTest {
    @TempDir
    static Path folder;

    private static TlsMosquitto broker;
    private static int plain;
    private static int closed; // needs a user name

    @BeforeAll
    static void start() throws Exception {
        plain = MosquittoProcess.freePort();
        closed = MosquittoProcess.freePort();
        broker = new TlsMosquitto(folder, "listener " + plain + " 127.0.0.1\nallow_anonymous true\n"
                + "listener " + closed + " 127.0.0.1\nallow_anonymous false\n", "per_listener_settings true\n");
    }

    @AfterAll
    static void stop() {
        if (broker != null) {
            broker.close();
        }
    }

    private static String[] args(int port, String... more) {
        List<String> args = new ArrayList<>(List.of("fleet", "-h", "localhost", "-p", Integer.toString(port)));
        args.addAll(List.of(more));
        return args.toArray(new String[0]);
    }

    private static Cli.Result tls(String... more) {
        List<String> args = new ArrayList<>(List.of(more));
        args.addAll(0, List.of("--cafile", folder.resolve("ca.pem").toString()));
        return Cli.run(args(broker.port, args.toArray(new String[0])));
    }

    @ParameterizedTest
    @CsvSource({"0, 64", "1, 16", "2, 700"})
    void eachMessageComesBack(String qos, String payload) throws Exception {
        String out = tls("--connections", "30", "--rate", "300", "--duration", "1", "-q", qos, "--payload", payload,
                "-t", "back", "-i", "back-").exits(0).out();
        assertTrue(out.startsWith("members: 30\nconnected: 30\n"), out);
        assertTrue(out.contains("messages: out 300, in 300, missing 0, skipped 0, strangers 0 in "), out);
        assertTrue(out.contains("\nlatencies: 300\n") && out.contains("\np99.9: "), out);
        assertTrue(broker.process().log().contains("as back-29 "));
    }

    @Test
    void aLineASecondTellsHowItGoes() {
        Cli.Result result = tls("--connections", "5", "--duration", "2", "--rate", "50");
        assertTrue(result.exits(0).err().startsWith("1 s: connected 5, connecting 0, waiting 0, given up 0; attempts/s "),
                result.err());
        assertTrue(result.err().contains("; ms p50 "), result.err());
    }

    @Test
    void theWarmUpIsNotCounted() {
        String log = folder.resolve("warm").toString();
        String out = tls("--connections", "5", "--duration", "1", "--warm-up", "1", "--rate", "100", "--log", log).exits(0)
                .out();
        assertTrue(out.contains("messages: out 200, in 200, "), out);
        String counted = out.replaceFirst("(?s).*\nlatencies: (\\d+)\n.*", "$1");
        assertEquals(100, Integer.parseInt(counted), 5);
        assertTrue(Cli.run("fleet", "--merge", log).exits(0).out().contains("\nlatencies: " + counted + "\n"), counted);
    }

    @Test
    void logsOfTwoMachinesAreMerged() throws Exception {
        List<CompletableFuture<Cli.Result>> machines = new ArrayList<>();
        List<String> logs = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            String log = folder.resolve("log" + i).toString();
            logs.add(log);
            String first = Integer.toString(20 * i);
            machines.add(Cli.start(() -> tls("--connections", "20", "--first", first, "--rate", "100", "--duration", "1",
                    "--log", log, "-i", "merged-")));
        }
        for (CompletableFuture<Cli.Result> machine : machines) {
            assertTrue(Cli.await(machine).exits(0).out().contains("messages: out 100, in 100, "));
        }
        String merged = Cli.run("fleet", "--merge", logs.get(0), logs.get(1)).exits(0).out();
        assertTrue(merged.startsWith("logs: 2, intervals: ") && merged.contains("\nlatencies: 200\n"), merged);
        String log = broker.process().log();
        assertTrue(log.contains("as merged-00 ") && log.contains("as merged-39 "));
    }

    @Test
    void aFileThatIsNoLogIsRefused() throws Exception {
        String file = Files.writeString(folder.resolve("no-log"), "hello\n").toString();
        Cli.run("fleet", "--merge", file).failsWith("3004 CLI_BAD_FILE");
        Cli.run("fleet", "--merge", file + "x").failsWith("3001 CLI_CANNOT_READ");
        tls("--connections", "1", "--log", folder + "/none/log").failsWith("3002 CLI_CANNOT_WRITE");
    }

    @Test
    void learnsAKeyByTheFirstConnection() throws Exception {
        String pin = folder.resolve("pin").toString();
        for (int i = 0; i < 2; i++) {
            String out = Cli.run(args(broker.port, "--learn", pin, "--connections", "5", "--rate", "5", "--duration", "1"))
                    .exits(0).out();
            assertTrue(out.contains("messages: out 5, in 5, "), out);
        }
    }

    @Test
    void speaksPlainMqttWithoutTlsOptions() {
        String out = Cli.run("fleet", "localhost", "-p", Integer.toString(plain), "--connections", "10", "--rate", "50",
                "--duration", "1").exits(0).out();
        assertTrue(out.contains("messages: out 50, in 50, "), out);
    }

    @Test
    void whatWillNotPassEndsItWithOneLine() throws Exception {
        String stranger = TestPki.pemFile(folder.resolve("stranger.pem"),
                new TestCa("Stranger", TestCertificates.p256()).root());
        List<Cli.Result> results = List.of(
                Cli.run(args(MosquittoProcess.freePort(), "--connections", "5")).failsWith("-1002 ERR_TCP_CONNECT"),
                Cli.run(args(broker.port, "--connections", "5", "--cafile", stranger))
                        .failsWith("62 BR_ERR_X509_NOT_TRUSTED"),
                Cli.run(args(closed, "--connections", "5")).failsWith("2005 MQTT_REFUSED_NOT_AUTHORIZED"));
        for (Cli.Result result : results) {
            assertEquals(1, result.err().lines().count(), result.err());
            assertEquals("", result.out());
        }
    }

    @Test
    void aRefusedSubscriptionEndsIt() throws Exception {
        try (LoopbackServer server = new LoopbackServer(socket -> {
            socket.getInputStream().read(new byte[2000]);
            socket.getOutputStream().write(new byte[] {0x20, 2, 0, 0});
            byte[] subscribe = new byte[2000];
            socket.getInputStream().read(subscribe);
            socket.getOutputStream().write(new byte[] {(byte) 0x90, 3, subscribe[2], subscribe[3], (byte) 0x80});
            LoopbackServer.silent().of(socket);
        })) {
            Cli.run(args(server.port(), "--connections", "3", "--duration", "1"))
                    .failsWith("2037 MQTT_SUBSCRIPTION_REFUSED").says("subscription to 'fleet/");
        }
    }

    @ParameterizedTest
    @CsvSource({"--conections 5, did you mean --connections?", "-q 0, --connections N is missing",
        "--connections 0, --connections: '0' is not a whole number from 1", "--connections 1 --payload 15, from 16",
        "--connections 1 -t a/#, -t: ", "--connections 1 --rate x, --rate: 'x'", "--merge, --merge needs the FILEs",
        "--connections 1 a b, 'a' is no option", "--connections 1 -W 5, unknown option -W"})
    void wrongUsage(String args, String says) {
        Cli.Result result = Cli.run(("fleet " + args).split(" ")).exits(2).says(says);
        assertEquals(1, result.err().lines().count(), result.err());
    }

    @Test
    void aSignalEndsItInOrder() throws Exception {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx32m", "-Xshare:auto", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"),
                "mqttlite.cli.Main"));
        command.addAll(List.of(args(broker.port, "--cafile", folder.resolve("ca.pem").toString(), "--connections", "5",
                "-i", "signal-")));
        Process fleet = new ProcessBuilder(command).start();
        try (BufferedReader err = fleet.errorReader()) {
            assertTrue(err.readLine().startsWith("1 s: connected "));
            fleet.toHandle().destroy();
            String out = new String(fleet.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(fleet.waitFor(20, TimeUnit.SECONDS));
            assertTrue(out.startsWith("members: 5\n") && out.contains("\nmax: "), out);
        } finally {
            fleet.destroyForcibly();
        }
        assertFalse(broker.process().log().contains("Client signal-0 closed its connection"));
    }
}
