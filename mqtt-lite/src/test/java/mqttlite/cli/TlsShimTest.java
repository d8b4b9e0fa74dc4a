package mqttlite.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bearssl.testing.TestCertificates;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The shim as its runner sees it: a process with flags, an exit code and a connection. */
@Timeout(120)
class TlsShimTest {
    private static final KeyStore KEYS = TestCertificates.chain(TestCertificates.p256(), 1);
    private static SSLServerSocket listener;

    @TempDir
    static Path folder;

    /** What is trusted does not matter here. */
    private static final class Anybody implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {
            assertTrue(chain.length > 0);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {
            throw new IllegalStateException("a server asks clients");
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    @BeforeAll
    static void listen() throws Exception {
        KeyManagerFactory managers = KeyManagerFactory.getInstance("PKIX");
        managers.init(KEYS, TestCertificates.PASSWORD);
        SSLContext context = SSLContext.getInstance("TLSv1.2");
        context.init(managers.getKeyManagers(), new TrustManager[] {new Anybody()}, new SecureRandom());
        listener = (SSLServerSocket) context.getServerSocketFactory()
                .createServerSocket(0, 5, InetAddress.getLoopbackAddress());
        listener.setEnabledProtocols(new String[] {"TLSv1.2"});
        listener.setWantClientAuth(true);
        StringBuilder pem = new StringBuilder();
        pem.append(pem("CERTIFICATE", KEYS.getCertificate("server").getEncoded()));
        pem.append(pem("PRIVATE KEY", KEYS.getKey("server", TestCertificates.PASSWORD).getEncoded()));
        Files.writeString(folder.resolve("client.pem"), pem);
    }

    private static String pem(String label, byte[] der) {
        return "-----BEGIN " + label + "-----\n" + Base64.getMimeEncoder().encodeToString(der) + "\n-----END " + label
                + "-----\n";
    }

    @AfterAll
    static void close() throws IOException {
        listener.close();
    }

    private static Process shim(String... flags) throws IOException {
        List<String> command = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/java",
                "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), TlsShim.class.getName()));
        command.addAll(List.of(flags));
        return new ProcessBuilder(command).start();
    }

    private static Process connecting(String... flags) throws IOException {
        List<String> all = new ArrayList<>(List.of("-port", Integer.toString(listener.getLocalPort())));
        all.addAll(List.of(flags));
        return shim(all.toArray(new String[0]));
    }

    private static void exits(int code, Process process, String said) throws Exception {
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        assertEquals(code, process.exitValue(), err);
        assertTrue(err.contains(said), err);
    }

    private static void talk(SSLSocket socket, int len) throws IOException {
        byte[] data = new byte[len];
        for (int i = 0; i < len; i++) {
            data[i] = (byte) i;
        }
        socket.getOutputStream().write(data);
        byte[] back = socket.getInputStream().readNBytes(len);
        for (int i = 0; i < len; i++) {
            back[i] ^= (byte) 0xFF;
        }
        assertTrue(Arrays.equals(data, back));
    }

    @Test
    void sendsBackEachByteXor255() throws Exception {
        Process process = connecting("-read-size", "7", "-host-name", "broker.example");
        try (SSLSocket socket = (SSLSocket) listener.accept()) {
            talk(socket, 1000);
            talk(socket, 1);
        }
        exits(0, process, "");
    }

    @Test
    void resumesAsOftenAsItIsTold() throws Exception {
        Process process = connecting("-resume-count", "2");
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            try (SSLSocket socket = (SSLSocket) listener.accept()) {
                talk(socket, 20);
                ids.add(Arrays.toString(socket.getSession().getId()));
            }
        }
        exits(0, process, "");
        assertEquals(1, ids.stream().distinct().count());
    }

    @Test
    void writesFirst() throws Exception {
        Process process = connecting("-shim-writes-first");
        try (SSLSocket socket = (SSLSocket) listener.accept()) {
            assertEquals("hello", new String(socket.getInputStream().readNBytes(5), StandardCharsets.US_ASCII));
        }
        exits(0, process, "");
    }

    @Test
    void shutsDown() throws Exception {
        Process process = connecting("-shim-shuts-down", "-check-close-notify");
        try (SSLSocket socket = (SSLSocket) listener.accept()) {
            assertEquals(-1, socket.getInputStream().read());
        }
        exits(0, process, "");
    }

    @Test
    void toldToItTellsACutFromAnEnd() throws Exception {
        for (String flag : new String[] {"-ipv6", "-check-close-notify"}) {
            // A relay that cuts: the server's close_notify never arrives.
            try (CuttingRelay relay = new CuttingRelay(listener.getLocalPort())) {
                Process process = shim("-port", Integer.toString(relay.port()), flag);
                try (SSLSocket socket = (SSLSocket) listener.accept()) {
                    talk(socket, 10);
                    relay.cut();
                }
                exits(flag.equals("-ipv6") ? 0 : 1, process, flag.equals("-ipv6") ? "" : "BR_ERR_IO");
            }
        }
    }

    @Test
    void showsACertificate() throws Exception {
        String file = folder.resolve("client.pem").toString();
        Process process = connecting("-cert-file", file, "-key-file", file);
        try (SSLSocket socket = (SSLSocket) listener.accept()) {
            talk(socket, 10);
            assertEquals(KEYS.getCertificate("server"), socket.getSession().getPeerCertificates()[0]);
        }
        exits(0, process, "");
    }

    @Test
    void aRefusalIsOneLine() throws Exception {
        try (LoopbackServer server = new LoopbackServer(LoopbackServer.answering("HTTP/1.1 400 \r\n".getBytes()))) {
            exits(1, shim("-port", Integer.toString(server.port())), ":BR_ERR_UNSUPPORTED_VERSION: (3, alert 70 sent)");
        }
    }

    @ParameterizedTest
    @CsvSource({"-frobnicate", "-server", "-min-version 772", "-max-version 770", "-port", "-port x", "-resume-count -1"})
    void whatItDoesNotDoIs89(String flags) throws Exception {
        exits(89, shim(flags.split(" ")), "-");
    }

    @Test
    void thereIsNoHandshaker() throws Exception {
        Process process = shim("-is-handshaker-supported");
        try (InputStream out = process.getInputStream()) {
            assertEquals("No", new String(out.readAllBytes(), StandardCharsets.US_ASCII).trim());
        }
        exits(0, process, "");
    }
}
