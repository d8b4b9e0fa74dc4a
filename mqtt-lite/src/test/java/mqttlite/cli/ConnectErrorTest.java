package mqttlite.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bearssl.tls.stream.ConnectError;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Field;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each error of connecting that can occur, reached; docs/ERRORS.md says why the others cannot. */
class ConnectErrorTest {
    @TempDir
    Path folder;

    private static int deadPort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    private static Cli.Result withoutMemory() {
        OutputStream out = new OutputStream() {
            @Override
            public void write(int b) {
                throw new OutOfMemoryError();
            }
        };
        return Cli.run(InputStream.nullInputStream(), out, new ByteArrayOutputStream(), "explain", "1");
    }

    private String certificateWithoutKey() throws Exception {
        Certificate cert = bearssl.testing.TestCertificates.chain(bearssl.testing.TestCertificates.p256(), 1)
                .getCertificate("server");
        String pem = "-----BEGIN CERTIFICATE-----\n" + Base64.getMimeEncoder().encodeToString(cert.getEncoded())
                + "\n-----END CERTIFICATE-----\n";
        return Files.writeString(folder.resolve("cert.pem"), pem).toString();
    }

    @Test
    void isReachedOrCannotOccur() throws Exception {
        String port = Integer.toString(deadPort());
        String cert = certificateWithoutKey();
        Map<Integer, Supplier<Cli.Result>> stories = new LinkedHashMap<>();
        stories.put(ConnectError.ERR_OOM, ConnectErrorTest::withoutMemory);
        stories.put(ConnectError.ERR_CANT_RESOLVE_IP, () -> Cli.run("client", "host.invalid:8883", "--insecure"));
        stories.put(ConnectError.ERR_TCP_CONNECT, () -> Cli.run("client", "127.0.0.1:" + port, "--insecure"));
        stories.put(ConnectError.ERR_MISSING_EC_KEY,
                () -> Cli.run("client", "127.0.0.1:" + port, "--insecure", "--cert", cert));
        List<Integer> without = new ArrayList<>();
        for (Field f : ConnectError.class.getFields()) {
            int code = f.getInt(null);
            assertEquals(f.getName(), ConnectError.name(code));
            if (stories.containsKey(code)) {
                stories.get(code).get().failsWith(code + " " + f.getName());
            } else {
                without.add(code);
                assertEquals(false, AbsentCodes.why(code) == null, "reason of " + code);
            }
        }
        assertEquals(List.of(ConnectError.ERR_MISSING_CA), without);
    }
}
