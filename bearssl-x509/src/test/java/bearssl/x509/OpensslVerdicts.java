package bearssl.x509;

import bearssl.testing.Peers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * What {@code openssl verify} says to a chain as a TLS client would: purpose, name, and the security level that Debian
 * has (and OpenSSL itself from 3.2 on).
 */
final class OpensslVerdicts {
    private static final String LEVEL = "2";

    private final Path program = Peers.require("openssl");
    private final Path folder;

    /** @param folder for its files */
    OpensslVerdicts(Path folder) {
        this.folder = folder;
    }

    /** What {@code openssl version} prints. */
    String version() throws IOException, InterruptedException {
        return run(List.of("version"));
    }

    /** @return {@code accepts}, or {@code refuses} and why */
    String verdict(TableCase c) throws IOException, InterruptedException {
        Files.writeString(folder.resolve("root.pem"), pem(List.of(c.root())));
        Files.writeString(folder.resolve("leaf.pem"), pem(c.chain().subList(0, 1)));
        Files.writeString(folder.resolve("issuers.pem"), pem(c.chain().subList(1, c.chain().size())));
        boolean isAddress = c.host().indexOf(':') >= 0 || c.host().endsWith(".1");
        List<String> command = new ArrayList<>(List.of("verify", "-no-CApath", "-no-CAstore", "-CAfile", "root.pem",
                "-untrusted", "issuers.pem", "-purpose", "sslserver", "-auth_level", LEVEL, "-attime",
                Long.toString(Instant.parse(TableCase.TIME).getEpochSecond()),
                isAddress ? "-verify_ip" : "-verify_hostname", c.host(), "leaf.pem"));
        String said = run(command);
        return said.contains("leaf.pem: OK") ? "accepts" : "refuses: " + said.replace('\n', ' ');
    }

    private String run(List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(arguments);
        command.add(0, program.toString());
        Process process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }

    private static String pem(List<byte[]> certificates) {
        StringBuilder s = new StringBuilder();
        for (byte[] c : certificates) {
            s.append("-----BEGIN CERTIFICATE-----\n").append(Base64.getMimeEncoder().encodeToString(c))
                    .append("\n-----END CERTIFICATE-----\n");
        }
        return s.toString();
    }
}
