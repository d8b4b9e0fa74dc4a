package mqttlite.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bearssl.testing.DocTable;
import bearssl.testing.Peers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import mqttlite.testing.MosquittoProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * docs/MOSQUITTO.md, done as it is written: its commands in a shell, in one folder, and what they print compared. The
 * port is another one, and a mosquitto that is started while one runs takes its place.
 */
class MosquittoGuideTest {
    private static final Path GUIDE = Path.of(System.getProperty("root.dir"), "docs", "MOSQUITTO.md");
    private static final String START = "mosquitto -c mosquitto.conf";

    @TempDir
    private Path folder;

    private final int port = MosquittoProcess.freePort();
    private final StringBuilder variables = new StringBuilder();
    private MosquittoProcess broker;

    /** The guide's shell blocks in order, each with the block of what it prints, or none. */
    private static List<String[]> steps() throws IOException {
        List<String[]> steps = new ArrayList<>();
        Matcher block = Pattern.compile("```(sh)?\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(GUIDE));
        while (block.find()) {
            if (block.group(1) != null) {
                steps.add(new String[] {block.group(2), ""});
            } else {
                steps.get(steps.size() - 1)[1] = block.group(2);
            }
        }
        return steps;
    }

    @Test
    void theGuide() throws Exception {
        Peers.require("openssl");
        Peers.require("mosquitto");
        installCommand();
        try {
            int starts = 0;
            for (String[] step : steps()) {
                boolean isStart = step[0].endsWith(START + "\n");
                String script = isStart ? step[0].substring(0, step[0].length() - START.length() - 1) : step[0];
                assertEquals(step[1], sh(script), step[0]);
                if (isStart) {
                    restart();
                    starts++;
                }
            }
            assertEquals(5, starts);
            assertEquals(5, commandsOf(steps().get(0)[0]));
            whatItSaysOfErrorsIsSo();
        } finally {
            if (broker != null) {
                broker.stop();
            }
        }
    }

    private static int commandsOf(String block) {
        return block.split("(?<!\\\\)\n").length;
    }

    /** {@code mqtt}, as a program that a shell finds. */
    private void installCommand() throws IOException {
        Path bin = Files.createDirectory(folder.resolve("bin"));
        String script = "#!/bin/sh\nexec " + System.getProperty("java.home") + "/bin/java -XX:TieredStopAtLevel=1"
                + " -Xmx16m -cp '" + System.getProperty("java.class.path") + "' mqttlite.cli.Main \"$@\"\n";
        assertTrue(Files.writeString(bin.resolve("mqtt"), script).toFile().setExecutable(true));
    }

    private String here(String text) {
        return text.replace("8883", Integer.toString(port));
    }

    /** Runs a script in the guide's folder. @return what it wrote to standard output */
    private String sh(String script) throws Exception {
        ProcessBuilder builder = new ProcessBuilder("sh", "-e", "-u", "-c", variables + here(script))
                .directory(folder.toFile()).redirectError(folder.resolve("errors").toFile());
        builder.environment().merge("PATH", folder.resolve("bin").toString(), (path, bin) -> bin + ":" + path);
        Process process = builder.start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String errors = Files.readString(folder.resolve("errors"));
        assertEquals(0, process.waitFor(), () -> script + ": " + errors);
        return out;
    }

    private void restart() throws IOException {
        if (broker != null) {
            broker.stop();
        }
        String conf = Files.readString(folder.resolve("mosquitto.conf"));
        assertTrue(conf.startsWith("listener " + port + "\n"), conf);
        String onLoopback = conf.replace("listener " + port, "listener " + port + " 127.0.0.1");
        broker = new MosquittoProcess(folder, onLoopback, port);
    }

    // ---- what goes wrong

    private Cli.Result pub(String... more) {
        String[] args = Arrays.copyOf(new String[] {"pub", "-h", "localhost", "-t", "a", "-m", "x", "-p", "" + port},
                9 + more.length);
        System.arraycopy(more, 0, args, 9, more.length);
        return Cli.run(args);
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    private void configure(String... lines) throws IOException {
        Files.writeString(folder.resolve("mosquitto.conf"), "listener " + port + "\n" + String.join("\n", lines) + "\n");
        restart();
    }

    private void whatItSaysOfErrorsIsSo() throws Exception {
        String ca = file("ca.pem");
        String other = new TestPki("Elsewhere", 1).rootFile(folder);
        String dead = Integer.toString(MosquittoProcess.freePort());
        tell(-1002, Cli.run("pub", "-h", "localhost", "-t", "a", "-m", "x", "-p", dead, "--tls"));
        tell(1, pub("--fingerprint", "1".repeat(40)));
        tell(54, pub("--cafile", ca, "--time", "2090-01-01"));
        tell(56, pub("--cafile", ca, "--servername", "broker.example"));
        tell(62, pub("--cafile", other));
        tell(62, pub("--tls"));
        configure("certfile broker.pem", "keyfile broker.key", "password_file passwords");
        tell(2005, pub("--cafile", ca));
        tell(2005, pub("--cafile", ca, "-u", "lamp", "-P", "wrong"));
        configure("certfile broker.pem", "keyfile broker.key", "cafile ca.pem", "require_certificate true");
        tell(296, pub("--cafile", ca));
        sh("openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout s.key -out s.pem -subj /CN=s");
        tell(304, pub("--cafile", ca, "--cert", file("s.pem"), "--key", file("s.key")));
        configure("allow_anonymous true");
        tell(31, pub("--cafile", ca));
    }

    /** The command ends with the code, and the guide has a row of it. */
    private static void tell(int code, Cli.Result r) {
        r.failsWith(code + " " + Codes.name(code));
        List<String> codes = DocTable.rows("MOSQUITTO.md", "## What goes wrong").stream()
                .map(row -> row.split("\\|")[1].trim()).collect(Collectors.toList());
        assertTrue(codes.contains(Integer.toString(code)), code + " is not among " + codes);
    }
}
