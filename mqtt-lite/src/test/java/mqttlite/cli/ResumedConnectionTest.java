package mqttlite.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bearssl.testing.Bytes;
import bearssl.testing.OpensslServer;
import bearssl.testing.TestCertificates;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** --session and --reconnect, against the JDK's TLS, OpenSSL's and mosquitto's. */
class ResumedConnectionTest {
    private interface Session {
        void run(SSLSocket tls, Socket tcp) throws Exception;
    }

    /** Says a line and ends in order. */
    private static final Session GREETS = (tls, tcp) -> {
        tls.getOutputStream().write("hello\n".getBytes(StandardCharsets.US_ASCII));
        tls.close();
    };

    private static final KeyPair KEY = TestCertificates.rsa2048();

    @TempDir
    Path folder;

    private static LoopbackServer server(Session session) throws Exception {
        return server(TestCertificates.chain(KEY, 1), session);
    }

    private static LoopbackServer server(KeyStore keys, Session session) throws Exception {
        KeyManagerFactory managers = KeyManagerFactory.getInstance("PKIX");
        managers.init(keys, TestCertificates.PASSWORD);
        SSLContext context = SSLContext.getInstance("TLSv1.2");
        context.init(managers.getKeyManagers(), null, null);
        return new LoopbackServer(tcp -> {
            SSLSocket tls = (SSLSocket) context.getSocketFactory().createSocket(tcp, null, tcp.getPort(), false);
            tls.setUseClientMode(false);
            session.run(tls, tcp);
        });
    }

    private Path file() {
        return folder.resolve("session");
    }

    private Cli.Result client(int port, String... more) {
        List<String> args = new ArrayList<>(List.of("client", "localhost:" + port, "--info", "--session",
                file().toString()));
        args.addAll(Arrays.asList(more));
        return Cli.run(args.toArray(new String[0]));
    }

    private Cli.Result client(LoopbackServer server, String... more) {
        return client(server.port(), more);
    }

    // ---- --session

    @Test
    void theNextRunResumes() throws Exception {
        try (LoopbackServer server = server(GREETS)) {
            assertEquals("hello\n", client(server, "--insecure").exits(0).says("session new").says("server key").out());
            byte[] kept = Files.readAllBytes(file());
            Cli.Result r = client(server, "--insecure").exits(0).says(", session resumed");
            assertEquals("hello\n", r.out());
            assertFalse(r.err().contains("server key"), r.err());
            assertArrayEquals(kept, Files.readAllBytes(file()));
        }
    }

    @Test
    void sessionMeansTls() throws Exception {
        try (LoopbackServer server = server(GREETS)) {
            Cli.run("pub", "-h", "127.0.0.1", "-p", server.portText(), "-t", "a", "-m", "x", "--session",
                    file().toString()).failsWith("62 BR_ERR_X509_NOT_TRUSTED");
            Cli.run("client", "localhost:" + server.port(), "--session=").exits(2);
        }
    }

    @Test
    void aChangedPinNeverResumesAnOldVerdict() throws Exception {
        String pin = Cli.run("fingerprint", folder(KEY)).out().replaceAll("(?s).*\nfingerprint +([^\n]*)\n.*", "$1");
        String other = pin.replace(pin.charAt(0), pin.charAt(0) == 'A' ? 'B' : 'A');
        try (LoopbackServer server = server(GREETS)) {
            client(server, "--insecure").exits(0).says("session new");
            client(server, "--fingerprint", pin).exits(0).says("session new");
            client(server, "--fingerprint", pin).exits(0).says("session resumed");
            client(server, "--fingerprint", pin, "--fingerprint", other).exits(0).says("session new");
            client(server, "--insecure").exits(0).says("session new");
            client(server, "--fingerprint", other).failsWith("1 BR_ERR_BAD_PARAM");
            assertFalse(Files.exists(file()), "a fatal alert, ours");
            client(server, "--insecure").exits(0).says("session new");
            client(server).failsWith("62 BR_ERR_X509_NOT_TRUSTED");
            assertFalse(Files.exists(file()));
        }
    }

    private String folder(KeyPair key) throws Exception {
        return TestPki.chainFile(folder.resolve("server.pem"), TestCertificates.chain(key, 1));
    }

    @Test
    void otherCasNeverResumeAnOldVerdict() throws Exception {
        TestPki pki = new TestPki("good", 1);
        String good = pki.rootFile(folder);
        String bad = new TestPki("bad", 1).rootFile(folder);
        try (LoopbackServer server = server(pki.chain(TestCertificates.p256()), GREETS)) {
            client(server, "--cafile", good).exits(0).says("session new");
            client(server, "--cafile", good).exits(0).says("session resumed");
            client(server, "--cafile", good, "--strict", "no").exits(0).says("session new");
            client(server, "--cafile", good).exits(0).says("session new");
            client(server, "--cafile", good, "--cafile", bad).exits(0).says("session new");
            client(server, "--cafile", good).exits(0).says("session new");
            client(server, "--cafile", good, "--servername", "127.0.0.1").exits(0).says("session new");
            client(server, "--cafile", bad).failsWith("62 BR_ERR_X509_NOT_TRUSTED");
            assertFalse(Files.exists(file()));
        }
    }

    @Test
    void aLearnedKeyAndItsSessionAreKeptTogether() throws Exception {
        String pins = folder.resolve("pins").toString();
        try (LoopbackServer server = server(GREETS)) {
            client(server, "--learn", pins).exits(0).says("session new").says("learned");
            Cli.Result r = client(server, "--learn", pins).exits(0).says("session resumed");
            assertFalse(r.err().contains("learned"), r.err());
            String pin = Files.readString(Path.of(pins)).trim();
            client(server, "--fingerprint", pin).exits(0).says("session resumed");
            Files.delete(Path.of(pins));
            client(server, "--learn", pins).exits(0).says("session new").says("learned");
        }
    }

    @Test
    void anotherBufferIsAnotherSession() throws Exception {
        try (LoopbackServer server = server(GREETS)) {
            client(server, "--insecure").exits(0);
            client(server, "--insecure", "--buffer", "512").exits(0).says("session new").says("length 512 (agreed)");
            client(server, "--insecure", "--no-mfln").exits(0).says("session new");
            client(server, "--insecure", "--no-mfln").exits(0).says("session resumed");
        }
    }

    @Test
    void aDamagedFileIsNamedOrOfNoAccount() throws Exception {
        try (LoopbackServer server = server(GREETS)) {
            client(server, "--insecure").exits(0);
            byte[] kept = Files.readAllBytes(file());
            for (int i = 0; i < kept.length; i += 9) {
                Files.write(file(), Bytes.flip(kept, i, 4));
                client(server, "--insecure").exits(0).says("session new");
            }
            Files.write(file(), kept);
            client(server, "--insecure").exits(0).says("session resumed");
            Files.write(file(), Bytes.first(kept, 127));
            client(server, "--insecure").failsWith("3004 CLI_BAD_FILE").says(file().toString());
            assertEquals(127, Files.size(file()));
        }
    }

    @Test
    void aViolationOnTheOpenConnectionRemovesTheFile() throws Exception {
        try (LoopbackServer server = server(GREETS);
                LoopbackServer hostile = server((tls, tcp) -> {
                    tls.startHandshake();
                    tcp.getOutputStream().write(new byte[] {23, 3, 3, 0, 30});
                    tcp.getOutputStream().write(new byte[30]);
                    LoopbackServer.silent().of(tcp);
                })) {
            client(server, "--insecure").exits(0);
            assertTrue(Files.exists(file()));
            client(hostile, "--insecure").failsWith("7 BR_ERR_BAD_MAC");
            assertFalse(Files.exists(file()));
        }
    }

    @Test
    void aTruncationLeavesTheFile() throws Exception {
        try (LoopbackServer server = server((tls, tcp) -> {
            tls.startHandshake();
            tcp.shutdownOutput();
            LoopbackServer.silent().of(tcp);
        })) {
            client(server, "--insecure").failsWith("31 BR_ERR_IO").says("session new");
            client(server, "--insecure").failsWith("31 BR_ERR_IO").says("session resumed");
            assertTrue(Files.exists(file()));
        }
    }

    @Test
    void aServerThatCannotBeReachedLeavesTheFile() throws Exception {
        int port;
        try (LoopbackServer server = server(GREETS)) {
            client(server, "--insecure").exits(0);
            port = server.port();
        }
        byte[] kept = Files.readAllBytes(file());
        client(port, "--insecure").failsWith("-1002 ERR_TCP_CONNECT");
        assertArrayEquals(kept, Files.readAllBytes(file()));
    }

    @Test
    void pubAndSubResumeAtMosquitto() throws Exception {
        Mosquitto broker = new Mosquitto(folder, 3);
        try {
            String[] tls = {"-h", "127.0.0.1", "-p", Integer.toString(broker.rsa), "--insecure", "--info", "--session",
                file().toString(), "-t", "resumed", "-q", "1"};
            Cli.run(join("pub", tls, "-r", "-m", "first")).exits(0).says("session new");
            Cli.run(join("pub", tls, "-r", "-m", "second")).exits(0).says("session resumed");
            assertEquals("second\n", Cli.run(join("sub", tls, "-C", "1")).exits(0).says("session resumed").out());
        } finally {
            broker.stop();
        }
    }

    private static String[] join(String command, String[] middle, String... last) {
        List<String> all = new ArrayList<>(List.of(command));
        all.addAll(List.of(middle));
        all.addAll(List.of(last));
        return all.toArray(new String[0]);
    }

    // ---- --reconnect

    private static final Session ECHOES_A_LINE = (tls, tcp) -> {
        byte[] line = new byte[5];
        if (tls.getInputStream().readNBytes(line, 0, 5) == 5) {
            tls.getOutputStream().write(line);
        }
        tls.close();
    };

    @Test
    void reconnectResumesTheFirstSessionAndTalksOnTheSecond() throws Exception {
        try (LoopbackServer server = server(ECHOES_A_LINE)) {
            Cli.Result r = Cli.run("data\n".getBytes(StandardCharsets.US_ASCII), "client", "localhost:" + server.port(),
                    "--insecure", "--reconnect").exits(0);
            assertEquals("data\n", r.out());
            assertEquals("session=new\nsession=resumed\n", r.err());
        }
    }

    @Test
    void reconnectWithAFileResumesTwice() throws Exception {
        try (LoopbackServer server = server(GREETS)) {
            client(server, "--insecure").exits(0);
            client(server, "--insecure", "--reconnect").exits(0).says("session=resumed\nsession=resumed\n");
        }
    }

    @Test
    void reconnectLearnsOnce() throws Exception {
        Path pins = folder.resolve("pins");
        try (LoopbackServer server = server(ECHOES_A_LINE)) {
            Cli.Result r = Cli.run("data\n".getBytes(StandardCharsets.US_ASCII), "client", "localhost:" + server.port(),
                    "--learn", pins.toString(), "--reconnect").exits(0);
            assertEquals("learned the server's key, kept in " + pins + "\nsession=new\nsession=resumed\n", r.err());
        }
    }

    @Test
    void reconnectShowsWhetherAServerResumes() throws Exception {
        byte[] get = "GET / HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        try (OpensslServer server = new OpensslServer(folder, TestCertificates.chain(KEY, 1), "-www")) {
            Cli.Result r = Cli.run(get, "client", "localhost:" + server.port(), "--insecure", "--reconnect").exits(0);
            assertEquals("session=new\nsession=resumed\n", r.err());
            assertTrue(r.out().contains("Reused, TLSv1.2"), r.out());
        }
        try (OpensslServer server =
                new OpensslServer(folder, TestCertificates.chain(KEY, 1), "-www", "-no_cache")) {
            Cli.Result r = Cli.run(get, "client", "localhost:" + server.port(), "--insecure", "--reconnect").exits(0);
            assertEquals("session=new\nsession=new\n", r.err());
            assertTrue(r.out().contains("New, TLSv1.2"), r.out());
        }
    }
}
