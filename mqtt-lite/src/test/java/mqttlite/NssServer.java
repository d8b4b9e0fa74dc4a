package mqttlite;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bearssl.testing.Peers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * {@code selfserv} of NSS with TLS 1.2 and a key of its own: it answers a request by a line or two and 16 KB behind
 * them. Without the program the test is skipped.
 */
public final class NssServer extends SecludedServer {
    /** Makes key and certificate, starts it and waits until it listens. @param folder for its database */
    public NssServer(Path folder) throws IOException, InterruptedException {
        super(database(folder), List.of(Peers.require("selfserv").toString(), "-d", "sql:.", "-n", "localhost", "-p", PORT,
                "-V", "tls1.2:tls1.2", "-g", "1", "-v"), "About to call accept");
    }

    private static Path database(Path folder) throws IOException, InterruptedException {
        byte[] noise = new byte[64]; // a key for tests need not be secret
        Arrays.fill(noise, (byte) 'x');
        Files.write(folder.resolve("noise"), noise);
        certutil(folder, "-N", "--empty-password");
        certutil(folder, "-S", "-n", "localhost", "-s", "CN=localhost", "-x", "-t", "C,,", "-z", "noise");
        return folder;
    }

    private static void certutil(Path folder, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(Peers.require("certutil").toString(), "-d", "sql:."));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), () -> command + ": " + said);
    }
}
