package mqttlite.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import mqttlite.NssServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** NSS knows record_size_limit and not max_fragment_length: only so does a small buffer take what it sends. */
class NssServerTest {
    private static final byte[] REQUEST = "GET / HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static NssServer server;

    @TempDir
    static Path folder;

    @BeforeAll
    static void start() throws Exception {
        server = new NssServer(folder);
    }

    @AfterAll
    static void stop() throws Exception {
        if (server != null) {
            server.close();
        }
    }

    private static Cli.Result client(String... options) {
        String[] args = new String[4 + options.length];
        args[0] = "client";
        args[1] = "127.0.0.1:" + server.port();
        args[2] = "--insecure";
        args[3] = "--info";
        System.arraycopy(options, 0, args, 4, options.length);
        return Cli.run(REQUEST, args);
    }

    @ParameterizedTest
    @ValueSource(ints = {512, 1500, 16384})
    void itsRecordsFitAnyBuffer(int buffer) {
        Cli.Result r = client("--buffer", Integer.toString(buffer)).exits(0).says("maximum fragment length " + buffer
                + " (agreed as record size limit; the server's is 16384)");
        assertTrue(r.bytes().length > 16384, () -> "received " + r.bytes().length);
    }

    @Test
    void unaskedTheyDoNot() {
        client("--no-mfln").failsWith("6 BR_ERR_TOO_LARGE").says("maximum fragment length not asked for")
                .says("a record of 16384 bytes arrived and 1024 fit");
    }
}
