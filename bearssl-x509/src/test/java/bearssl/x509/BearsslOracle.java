package bearssl.x509;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bearssl.testing.Peers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** BearSSL's own chain validation: {@code src/test/c/x509_oracle.c} in front of the machine's libbearssl. */
final class BearsslOracle {
    private static final Path SOURCE = Path.of("src/test/c/x509_oracle.c");
    private static final Path PROGRAM = Path.of("target/x509_oracle");

    private BearsslOracle() {
    }

    /**
     * Verdicts, one a line in the order of the cases: {@code ID 0 OK keyx,sign rsa:HEXN:HEXE} or
     * {@code ID 52 BR_ERR_X509_BAD_SIGNATURE}. Skips the test where there is no compiler or no libbearssl.
     *
     * @param lines cases as for {@code verify -batch}
     */
    static List<String> verdicts(List<String> lines) throws IOException, InterruptedException {
        Path program = Peers.compile(SOURCE, PROGRAM, "bearssl.h", "bearssl");
        Path folder = Files.createTempDirectory("oracle");
        Path in = folder.resolve("in");
        Path out = folder.resolve("out");
        try {
            Files.write(in, lines, StandardCharsets.UTF_8);
            Process process = new ProcessBuilder(program.toAbsolutePath().toString()).redirectInput(in.toFile())
                    .redirectOutput(out.toFile()).redirectError(ProcessBuilder.Redirect.INHERIT).start();
            int status = process.waitFor();
            List<String> verdicts = Files.readAllLines(out);
            assertEquals(lines.size(), verdicts.size(), "lines answered, exit status " + status);
            return verdicts;
        } finally {
            Files.deleteIfExists(in);
            Files.deleteIfExists(out);
            Files.delete(folder);
        }
    }
}
