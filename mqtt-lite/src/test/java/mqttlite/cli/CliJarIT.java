package mqttlite.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bearssl.testing.TestCertificates;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The packed jar as users run it: a process of its own, 16 MB of heap, the C locale. */
class CliJarIT {
    private static final Path JAR = Path.of("target", "mqtt-lite-cli.jar");
    private static final byte[] CONNACK = {0x20, 2, 0, 0};

    @TempDir
    Path folder;

    private Process start(byte[]... args) throws IOException {
        // Through a script, so that arguments are bytes and not what this JVM's locale makes of characters.
        ArrayList<byte[]> lines = new ArrayList<>();
        StringBuilder head = new StringBuilder("#!/bin/sh\nexec '").append(Path.of(System.getProperty("java.home"),
                "bin", "java")).append("' -Xmx16m -jar '").append(JAR.toAbsolutePath()).append("'");
        lines.add(head.toString().getBytes(StandardCharsets.UTF_8));
        for (byte[] arg : args) {
            lines.add(" '".getBytes(StandardCharsets.UTF_8));
            lines.add(arg);
            lines.add("'".getBytes(StandardCharsets.UTF_8));
        }
        Path script = folder.resolve("run");
        try (OutputStream out = Files.newOutputStream(script)) {
            for (byte[] part : lines) {
                out.write(part);
            }
        }
        ProcessBuilder builder = new ProcessBuilder("/bin/sh", script.toString());
        builder.environment().put("LC_ALL", "C");
        builder.redirectError(folder.resolve("err").toFile());
        return builder.start();
    }

    private Process start(String... args) throws IOException {
        List<byte[]> bytes = new ArrayList<>();
        for (String arg : args) {
            bytes.add(arg.getBytes(StandardCharsets.UTF_8));
        }
        return start(bytes.toArray(new byte[0][]));
    }

    private int end(Process process) throws InterruptedException {
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), "the process did not end");
        return process.exitValue();
    }

    private String err() throws IOException {
        return Files.readString(folder.resolve("err"));
    }

    @Test
    void explainsAndHelps() throws Exception {
        Process p = start("explain", "-1002");
        String out = new String(p.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, end(p));
        assertTrue(out.contains("ERR_TCP_CONNECT"), out);
        assertEquals(0, end(start("--help")));
        assertEquals(2, end(start("no-such-command")));
        assertEquals(1, err().lines().count(), err());
    }

    @Test
    void bringsHistogramsWithIt() throws Exception {
        String log = Files.writeString(folder.resolve("log"), "#[Histogram log format version 1.3]\n").toString();
        assertEquals(1, end(start("fleet", "--merge", log)));
        assertTrue(err().startsWith("error=3004 CLI_BAD_FILE " + log + ": holds no latencies"), err());
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void topicAndPayloadArriveAsTyped() throws Exception {
        String topic = "\u00E4/\uD83D\uDE00/\uFEFF";
        byte[] payload = {(byte) 0xFF, (byte) 0xC3, '?', 'x'};
        byte[][] received = new byte[1][];
        try (LoopbackServer server = new LoopbackServer(socket -> {
            InputStream in = socket.getInputStream();
            in.read(new byte[2000]);
            socket.getOutputStream().write(CONNACK);
            received[0] = in.readAllBytes();
        })) {
            assertEquals(0, end(start("pub".getBytes(), "-h".getBytes(), "127.0.0.1".getBytes(), "-p".getBytes(),
                    server.portText().getBytes(), "-t".getBytes(), topic.getBytes(StandardCharsets.UTF_8),
                    "-m".getBytes(), payload)), err());
        }
        byte[] name = topic.getBytes(StandardCharsets.UTF_8);
        byte[] expected = new byte[4 + name.length + payload.length + 2];
        expected[0] = 0x30;
        expected[1] = (byte) (2 + name.length + payload.length);
        expected[3] = (byte) name.length;
        System.arraycopy(name, 0, expected, 4, name.length);
        System.arraycopy(payload, 0, expected, 4 + name.length, payload.length);
        expected[expected.length - 2] = (byte) 0xE0; // DISCONNECT
        assertArrayEquals(expected, received[0]);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aTopicThatIsNoUtf8IsWrongUsage() throws Exception {
        assertEquals(2, end(start("pub".getBytes(), "-t".getBytes(), new byte[] {'a', (byte) 0xFF}, "-n".getBytes())));
    }

    @Test
    void aReaderThatGoesAwayIsOneLine() throws Exception {
        try (LoopbackServer server = new LoopbackServer(socket -> {
            InputStream in = socket.getInputStream();
            in.read(new byte[2000]);
            socket.getOutputStream().write(CONNACK);
            byte[] subscribe = new byte[2000];
            in.read(subscribe);
            socket.getOutputStream().write(new byte[] {(byte) 0x90, 3, subscribe[2], subscribe[3], 0});
            while (true) {
                socket.getOutputStream().write(new byte[] {0x30, 4, 0, 1, 'b', 'x'});
            }
        })) {
            Process p = start("sub", "-h", "127.0.0.1", "-p", server.portText(), "-t", "b");
            assertEquals('x', p.getInputStream().read());
            p.getInputStream().close();
            assertEquals(1, end(p));
        }
        assertTrue(err().startsWith("error=3002 CLI_CANNOT_WRITE "), err());
        assertEquals(1, err().lines().count(), err());
    }

    @Test
    void judgesLinesWithLittleMemory() throws Exception {
        KeyPair key = TestCertificates.p256();
        String ca = Base64.getEncoder().encodeToString(TestPki.sign("CN=ca", key, "CN=ca", key, true, TestPki.FROM,
                TestPki.TO).getEncoded());
        String leaf = Base64.getEncoder().encodeToString(TestPki.sign("CN=leaf", key, "CN=ca", key, false, TestPki.FROM,
                TestPki.TO).getEncoded());
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 100; i++) {
            lines.append("id=").append(i).append(" time=2026-06-01T00:00:00Z cert=").append(leaf).append(" ca=").append(ca)
                    .append(" cert=").append("A".repeat(10_000)).append('\n');
        }
        Process p = start("verify", "-batch");
        try (OutputStream in = p.getOutputStream()) {
            in.write(lines.append("id=x\nnonsense").toString().getBytes(StandardCharsets.US_ASCII));
        }
        List<String> verdicts = new String(p.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).lines().toList();
        assertEquals(3, end(p), err());
        assertEquals(102, verdicts.size());
        assertTrue(verdicts.get(99).startsWith("99 0 OK keyx,sign ec:23:04"), verdicts.get(99));
        assertEquals("x 35 BR_ERR_X509_EMPTY_CHAIN", verdicts.get(100));
        assertEquals("- error the line does not begin with id=TOKEN", verdicts.get(101));
    }

    @Test
    void aHugeFileNeedsNoMemory() throws Exception {
        Path huge = folder.resolve("huge");
        try (java.io.RandomAccessFile file = new java.io.RandomAccessFile(huge.toFile(), "rw")) {
            file.setLength(1L << 32); // sparse
        }
        assertEquals(1, end(start("pub", "-t", "a", "-f", huge.toString())));
        assertTrue(err().startsWith("error=2040 MQTT_TOO_LARGE "), err());
        assertFalse(err().contains("\tat "), err());
    }
}
