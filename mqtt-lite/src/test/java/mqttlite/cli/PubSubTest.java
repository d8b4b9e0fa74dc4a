package mqttlite.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bearssl.testing.Peers;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** pub and sub against Debian's mosquitto. Retained messages stand in for a subscriber that has to be there first. */
class PubSubTest {
    @TempDir
    static Path folder;

    private static Mosquitto broker;

    @BeforeAll
    static void start() throws Exception {
        broker = new Mosquitto(folder, 4);
    }

    @AfterAll
    static void stop() throws InterruptedException {
        if (broker != null) {
            broker.stop();
        }
    }

    private static Cli.Result run(String command, int port, byte[] stdin, String... more) {
        List<String> args = new ArrayList<>(List.of(command, "-h", "127.0.0.1", "-p", Integer.toString(port)));
        args.addAll(List.of(more));
        return Cli.run(stdin, args.toArray(new String[0]));
    }

    private static Cli.Result pub(int port, String... more) {
        return run("pub", port, new byte[0], more);
    }

    private static Cli.Result sub(int port, String... more) {
        return run("sub", port, new byte[0], more);
    }

    // ---- plain

    @Test
    void aMessageThereAndBack() {
        pub(broker.plain, "-t", "plain/a", "-m", "hello", "-r", "-q", "1").exits(0);
        assertEquals("hello\n", sub(broker.plain, "-t", "plain/a", "-C", "1").exits(0).out());
        assertEquals("plain/a hello\n", sub(broker.plain, "-t", "plain/+", "-v", "-C", "1", "-q", "1").exits(0).out());
        assertEquals("hello", sub(broker.plain, "-t", "plain/a", "-N", "-C", "1").exits(0).out());
    }

    @Test
    void everyByteOfAFileArrivesUnchanged() throws Exception {
        byte[] payload = new byte[900];
        for (int i = 0; i < payload.length; i++) {
            payload[i] = (byte) (i * 7);
        }
        Path file = folder.resolve("payload");
        Files.write(file, payload);
        pub(broker.plain, "-t", "bin/a", "-f", file.toString(), "-r").exits(0);
        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        expected.write(payload);
        expected.write('\n');
        assertArrayEquals(expected.toByteArray(), sub(broker.plain, "-t", "bin/a", "-C", "1").exits(0).bytes());
    }

    @Test
    void anEmptyMessageClearsTheRetainedOne() {
        pub(broker.plain, "-t", "null/a", "-m", "x", "-r").exits(0);
        pub(broker.plain, "-t", "null/a", "-n", "-r").exits(0);
        pub(broker.plain, "-t", "null/b", "-m", "y", "-r").exits(0);
        assertEquals("null/b y\n", sub(broker.plain, "-t", "null/#", "-v", "-C", "1").exits(0).out());
    }

    @Test
    void linesOfStandardInputAreMessages() {
        byte[] stdin = "first\n\nthird, no line feed".getBytes(StandardCharsets.UTF_8);
        CompletableFuture<Cli.Result> sub = subscriber("lines", 3);
        run("pub", broker.plain, stdin, "-t", "lines", "-l", "-q", "1").exits(0);
        assertEquals("first\n\nthird, no line feed\n", Cli.await(sub).exits(0).out());
    }

    @Test
    void aLineOverTheLimitEndsWithItsCodeAfterThoseBefore() {
        byte[] stdin = ("short\n" + "x".repeat(3000) + "\nnever\n").getBytes(StandardCharsets.UTF_8);
        CompletableFuture<Cli.Result> sub = subscriber("longline", 1);
        run("pub", broker.plain, stdin, "-t", "longline", "-l", "-q", "1").failsWith("2040 MQTT_TOO_LARGE");
        assertEquals("short\n", Cli.await(sub).exits(0).out());
    }

    @Test
    void repeatedMessagesAllArrive() {
        CompletableFuture<Cli.Result> sub = subscriber("repeat", 300);
        pub(broker.plain, "-t", "repeat", "-m", "m", "--repeat", "300", "-q", "1").exits(0);
        assertEquals("m\n".repeat(300), Cli.await(sub).exits(0).out());
    }

    @Test
    void theLastMessageAtQos2IsReleasedAndTheNextIsLeftToTheBroker_MQTT_4_3_3_2() throws Exception {
        List<String> heard = new ArrayList<>();
        try (ScriptedBroker scripted = new ScriptedBroker(c -> {
            c.accept(false);
            c.grant(2);
            c.send(0x34, 6, 0, 1, 'a', 0, 1, 'x', 0x34, 6, 0, 1, 'a', 0, 2, 'y', 0x30, 4, 0, 1, 'a', 'z');
            heard.add(HexFormat.of().formatHex(c.packet()));
            c.send(0x62, 2, 0, 1);
            heard.add(HexFormat.of().formatHex(c.packet()));
            heard.add(HexFormat.of().formatHex(c.packet()));
            c.fallSilent();
        })) {
            Cli.Result r = sub(Integer.parseInt(scripted.port()), "-t", "a", "-q", "2", "-C", "1").exits(0);
            assertEquals("x\n", r.out());
            assertEquals(List.of(), scripted.failures);
        }
        assertEquals(List.of("50020001", "70020001", "e000"), heard);
    }

    @Test
    void topicsMayHoldWhatTheStandardAllows() {
        for (String topic : new String[] {"uni/\uD83D\uDE00", "uni/\uFEFFbom", "uni/ space", "uni/\u00E4\u0301", "$x/y"}) {
            pub(broker.plain, "-t", topic, "-m", "x", "-r").exits(0);
            if (!topic.startsWith("$")) {
                assertEquals(topic + " x\n", sub(broker.plain, "-t", topic, "-v", "-C", "1").exits(0).out());
            }
        }
    }

    @Test
    void severalFiltersInOneRun() {
        pub(broker.plain, "-t", "many/a", "-m", "1", "-r").exits(0);
        pub(broker.plain, "-t", "many/b", "-m", "2", "-r").exits(0);
        String out = sub(broker.plain, "-t", "many/a", "-t", "many/b", "-C", "2", "--info").exits(0)
                .says("subscribed to 'many/b' at QoS 0").out();
        assertEquals("1\n2\n", out.lines().sorted().collect(Collectors.joining("\n")) + "\n");
    }

    @Test
    void nothingIsAcknowledgedBeyondTheCount() {
        String[] session = {"-i", "count-session", "-c", "-t", "queue", "-q", "1"};
        sub(broker.plain, with(session, "-W", "1")).exits(27);
        String lines = IntStream.range(0, 10).mapToObj(i -> "m" + i + "\n").collect(Collectors.joining());
        run("pub", broker.plain, lines.getBytes(StandardCharsets.UTF_8), "-t", "queue", "-l", "-q", "1").exits(0);
        StringBuilder received = new StringBuilder();
        for (int i = 0; i < 5; i++) {
            received.append(sub(broker.plain, with(session, "-C", "2")).exits(0).out());
        }
        assertEquals(lines, received.toString());
    }

    @Test
    void oversizePacketsAreReportedAndDoNotComeBack() throws Exception {
        Peers.require("mosquitto_pub");
        String[] session = {"-i", "oversize-session", "-c", "-t", "over", "-q", "1"};
        sub(broker.plain, with(session, "-W", "1")).exits(27);
        mosquittoPub("-q", "1", "-t", "over", "-m", "y".repeat(5000));
        mosquittoPub("-q", "1", "-t", "over", "-m", "small");
        Cli.Result first = sub(broker.plain, with(session, "-C", "1")).exits(0);
        assertEquals("small\n", first.out());
        first.says("oversize: a packet of 5011 bytes on topic 'over' at QoS 1 exceeds 1024 and was dropped, acknowledged");
        mosquittoPub("-q", "1", "-t", "over", "-m", "next");
        Cli.Result second = sub(broker.plain, with(session, "-C", "1")).exits(0);
        assertEquals("next\n", second.out());
        assertFalse(second.err().contains("oversize"), second.err());
        mosquittoPub("-q", "0", "-t", "over", "-r", "-m", "z".repeat(2000));
        assertEquals("z".repeat(2000) + "\n", sub(broker.plain, "-t", "over", "-C", "1", "--max-packet", "4096").out());
    }

    private static String[] with(String[] some, String... more) {
        List<String> all = new ArrayList<>(List.of(some));
        all.addAll(List.of(more));
        return all.toArray(new String[0]);
    }

    private static void mosquittoPub(String... args) throws Exception {
        List<String> command = new ArrayList<>(List.of("mosquitto_pub", "-h", "127.0.0.1", "-p", "" + broker.plain));
        command.addAll(List.of(args));
        assertEquals(0, new ProcessBuilder(command).inheritIO().start().waitFor());
    }

    @Test
    void aRefusedSubscriptionOrUserEndsWithItsCode() {
        pub(broker.closed, "-t", "a", "-m", "x").failsWith("2005 MQTT_REFUSED_NOT_AUTHORIZED");
        sub(broker.closed, "-t", "a", "-u", "me", "-P", "wrong").exits(1).says("MQTT_REFUSED_");
    }

    @Test
    void theWillComesWhenTheConnectionIsCutOff() throws Exception {
        CompletableFuture<Cli.Result> watcher = subscriber("will/gone", 1);
        // The oversize policy "disconnect" cuts this subscriber off in the middle.
        CompletableFuture<Cli.Result> cut = Cli.start(() -> sub(broker.plain, "-t", "will/trigger",
                "--oversize", "disconnect", "--will-topic", "will/gone", "--will-payload", "bye", "--will-qos", "1"));
        pub(broker.plain, "-t", "will/trigger", "-m", "z".repeat(1500), "--max-packet", "4096", "-r").exits(0);
        Cli.await(cut).failsWith("2035 MQTT_RECEIVED_TOO_LARGE");
        assertEquals("bye\n", Cli.await(watcher).exits(0).out());
    }

    // A subscriber that is known to be there: its own retained first message has come back to another client.
    private static CompletableFuture<Cli.Result> subscriber(String topic, int count) {
        ReadySubscriber ready = new ReadySubscriber();
        CompletableFuture<Cli.Result> running = Cli.start(() -> ready.run("sub", "-h", "127.0.0.1",
                "-p", "" + broker.plain, "-t", topic, "-q", "1", "-C", "" + count, "--info"));
        ready.awaitSubscribed();
        return running;
    }

    // ---- TLS

    @Test
    void aBrokerTrustedByItsCa() throws Exception {
        String chain = Files.readString(broker.certificate("rsa"));
        Path ca = Files.writeString(folder.resolve("ca.pem"), chain.substring(chain.lastIndexOf("-----BEGIN")));
        pub(broker.rsa, "-t", "ca/a", "-m", "hello", "-r", "-q", "1", "--cafile", ca.toString()).exits(0);
        assertEquals("hello\n", sub(broker.rsa, "-t", "ca/a", "-C", "1", "--cafile", ca.toString()).exits(0).out());
        pub(broker.ec, "-t", "ca/a", "-m", "x", "--cafile", ca.toString()).failsWith("62 BR_ERR_X509_NOT_TRUSTED")
                .says("CN=localhost");
        pub(broker.rsa, "-t", "ca/a", "-m", "x", "--cafile", ca.toString(), "--servername", "elsewhere.example")
                .failsWith("56 BR_ERR_X509_BAD_SERVER_NAME");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--suites=ECDHE-RSA", "--suites=RSA", "--no-mfln", "--buffer=16384", "--buffer=512",
        "--servername="})
    void tlsWithAnRsaChainOfFour(String variant) {
        String pin = fingerprint("rsa");
        pub(broker.rsa, "-t", "tls/rsa", "-m", "secret", "-r", "-q", "1", "--fingerprint", pin, variant).exits(0);
        Cli.Result r = sub(broker.rsa, "-t", "tls/rsa", "-C", "1", "--fingerprint", pin, variant, "--info").exits(0);
        assertEquals("secret\n", r.out());
        r.says(variant.contains("=RSA") ? "TLS_RSA_WITH_AES_128_GCM_SHA256" : "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256")
                .says("extended master secret yes").says("fingerprint " + pin).says("info: handshake ")
                .says("info: memory in arrays: ");
        r.says(variant.equals("--no-mfln") || variant.equals("--buffer=16384") ? "not asked for" : "(agreed)");
    }

    @Test
    void tlsWithAnEcKey() {
        pub(broker.ec, "-t", "tls/ec", "-m", "secret", "-r", "--fingerprint", fingerprint("ec")).exits(0);
        assertEquals("secret\n", sub(broker.ec, "-t", "tls/ec", "-C", "1", "--insecure", "--info").exits(0)
                .says("TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256").out());
        pub(broker.ec, "-t", "a", "-m", "x", "--insecure", "--suites", "RSA,ECDHE-RSA")
                .failsWith("296 BR_ERR_RECV_FATAL_ALERT").says("handshake_failure");
    }

    private static String fingerprint(String name) {
        String out = Cli.run("fingerprint", broker.certificate(name).toString()).exits(0).out();
        return out.lines().filter(l -> l.startsWith("fingerprint ")).findFirst().orElseThrow().substring(17);
    }

    private static String spkiPin(String name) {
        String out = Cli.run("fingerprint", broker.certificate(name).toString()).exits(0).out();
        return out.lines().filter(l -> l.startsWith("pin-sha256")).findFirst().orElseThrow().substring(17);
    }

    @Test
    void theSecondSlotCountsToo() {
        pub(broker.rsa, "-t", "a", "-m", "x", "--fingerprint", fingerprint("ec"), "--fingerprint", fingerprint("rsa"))
                .exits(0);
        pub(broker.rsa, "-t", "a", "-m", "x", "--pin-sha256", spkiPin("ec"), "--pin-sha256", spkiPin("rsa")).exits(0);
    }

    @Test
    void aWrongPinShowsBothValues() {
        pub(broker.rsa, "-t", "a", "-m", "x", "--fingerprint", fingerprint("ec")).failsWith("1 BR_ERR_BAD_PARAM")
                .says(fingerprint("rsa")).says(fingerprint("ec"));
        pub(broker.rsa, "-t", "a", "-m", "x", "--pin-sha256", spkiPin("ec")).failsWith("1 BR_ERR_BAD_PARAM")
                .says(spkiPin("rsa")).says(spkiPin("ec"));
    }

    @Test
    void withoutTrustNobodyIsTrusted() {
        for (String option : new String[] {"--tls", "--no-mfln", "--suites=RSA"}) {
            pub(broker.rsa, "-t", "a", "-m", "x", option).failsWith("62 BR_ERR_X509_NOT_TRUSTED")
                    .says(fingerprint("rsa")).says("--fingerprint");
        }
    }

    @Test
    void learnsOnceAndPinsFromThenOn() throws Exception {
        Path file = folder.resolve("learned");
        pub(broker.rsa, "-t", "a", "-m", "x", "--learn", file.toString()).exits(0).says("learned");
        assertEquals(fingerprint("rsa") + "\n", Files.readString(file));
        assertEquals("", pub(broker.rsa, "-t", "a", "-m", "x", "--learn", file.toString()).exits(0).err());
        pub(broker.ec, "-t", "a", "-m", "x", "--learn", file.toString()).failsWith("1 BR_ERR_BAD_PARAM")
                .says("remove " + file);
        assertEquals(fingerprint("rsa") + "\n", Files.readString(file));
    }

    @Test
    void learnsNothingFromABrokerThatDoesNotAccept() throws Exception {
        Path file = folder.resolve("not-learned");
        pub(broker.rsa, "-t", "a", "-m", "x", "--learn", file.toString(), "-i", "a\uDC80").exits(2);
        pub(broker.plain, "-t", "a", "-m", "x", "--learn", file.toString()).failsWith("31 BR_ERR_IO");
        assertFalse(Files.exists(file));
        Path nowhere = folder.resolve("no/such/folder");
        pub(broker.rsa, "-t", "a", "-m", "x", "--learn", nowhere.toString()).failsWith("3002 CLI_CANNOT_WRITE");
    }

    @Test
    void plainAndTlsPortsMixedUpAreNamed() {
        pub(broker.rsa, "-t", "a", "-m", "x").exits(1).says("speaks TLS").says("--learn FILE");
        pub(broker.plain, "-t", "a", "-m", "x", "--insecure").failsWith("31 BR_ERR_IO").says("check that the port");
    }

    @Test
    void aThousandMessagesOverTls() {
        assertTrue(pub(broker.ec, "-t", "bulk", "-m", "x".repeat(900), "--insecure", "--repeat", "1000", "-q", "1")
                .exits(0).err().isEmpty());
    }
}
