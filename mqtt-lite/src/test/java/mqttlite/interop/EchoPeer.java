package mqttlite.interop;

import bearssl.testing.Peers;
import bearssl.testing.Pem;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A TLS library of the machine, behind an echo server of ours: {@code src/test/c/echo_*.c}. */
final class EchoPeer extends Peer {
    private final String program;
    private final String header;
    private final String[] libraries;

    /** @param program its name, also that of the C file @param header of the libraries that it is linked with */
    EchoPeer(String name, Path folder, String program, String header, String... libraries) {
        super(name, folder);
        this.program = program;
        this.header = header;
        this.libraries = libraries;
    }

    @Override
    Endpoint start(Setup setup) throws Exception {
        Path source = Path.of("src/test/c", program + ".c");
        Path compiled = Peers.compile(source, Path.of("target", program), header, libraries);
        Path files = Pem.write(folder(setup), Pki.server(setup.suite(), setup.chain(), "localhost"));
        List<String> command = new ArrayList<>(List.of(compiled.toAbsolutePath().toString(),
                Integer.toHexString(setup.suite().number), "chain.pem", "key.pem"));
        if (setup.asks()) {
            Files.writeString(files.resolve("ca.pem"), Pem.of(Pki.clientRoot()));
            command.add("ca.pem");
        }
        Path log = files.resolve("log");
        Process process = new ProcessBuilder(command).directory(files.toFile()).redirectError(log.toFile()).start();
        String port = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))
                .readLine();
        if (port == null) {
            throw new AssertionError(command + ": " + Files.readString(log));
        }
        return new Running(Integer.parseInt(port), process, log);
    }

    private record Running(int port, Process process, Path file) implements Endpoint {
        @Override
        public String log() throws IOException {
            return Files.readString(file);
        }

        @Override
        public void close() {
            end(process);
        }
    }
}
