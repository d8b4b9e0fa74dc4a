package mqttlite.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bearssl.testing.TestCertificates;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;

/** The bare client against the JDK's TLS. */
class ClientCommandTest {
    private interface Session {
        void run(SSLSocket tls, Socket tcp) throws Exception;
    }

    private static LoopbackServer server(Session session) throws Exception {
        return server(TestCertificates.rsa2048(), session);
    }

    private static LoopbackServer server(KeyPair key, Session session) throws Exception {
        KeyManagerFactory managers = KeyManagerFactory.getInstance("PKIX");
        managers.init(TestCertificates.chain(key, 1), TestCertificates.PASSWORD);
        SSLContext context = SSLContext.getInstance("TLSv1.2");
        context.init(managers.getKeyManagers(), null, null);
        return new LoopbackServer(tcp -> {
            SSLSocket tls = (SSLSocket) context.getSocketFactory().createSocket(tcp, null, tcp.getPort(), false);
            tls.setUseClientMode(false);
            session.run(tls, tcp);
        });
    }

    private static String to(LoopbackServer server) {
        return "127.0.0.1:" + server.port();
    }

    private static final byte[] LINES = ("short\n" + "x".repeat(5000) + "\n" + "y".repeat(20_000) + "\n")
            .getBytes(StandardCharsets.US_ASCII);

    /** Echoes as many bytes as are expected, then closes with close_notify and waits for the client's. */
    private static Session echo(int count, AtomicReference<String> end) {
        return (tls, tcp) -> {
            InputStream in = tls.getInputStream();
            byte[] buf = new byte[700];
            int have = 0;
            while (have < count) {
                int n = in.read(buf);
                tls.getOutputStream().write(buf, 0, n);
                have += n;
            }
            tls.shutdownOutput();
            end.set(in.read() < 0 ? "close_notify" : "data");
        };
    }

    @Test
    void sendsLongLinesPrintsWhatComesAndEndsWithTheServer() throws Exception {
        AtomicReference<String> end = new AtomicReference<>();
        try (LoopbackServer server = server(echo(LINES.length, end))) {
            Cli.Result r = Cli.run(LINES, "client", to(server), "--insecure").exits(0);
            assertEquals(new String(LINES, StandardCharsets.US_ASCII), r.out());
            assertEquals("", r.err());
        }
    }

    @Test
    void doesNotEndBecauseStandardInputIsOpen() throws Exception {
        InputStream open = new InputStream() {
            private int sent;

            @Override
            public int read() throws IOException {
                return sent++ < 3 ? 'a' : waitForEver();
            }

            @Override
            public int read(byte[] b, int off, int len) throws IOException {
                b[off] = (byte) read();
                return 1;
            }

            private int waitForEver() throws IOException {
                try {
                    Thread.sleep(Long.MAX_VALUE);
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
                return -1;
            }
        };
        try (LoopbackServer server = server(echo(3, new AtomicReference<>()))) {
            assertEquals("aaa", Cli.run(open, "client", to(server), "--insecure").exits(0).out());
        }
    }

    @Test
    void doesNotEndBecauseStandardInputIsAtItsEnd() throws Exception {
        try (LoopbackServer server = server((tls, tcp) -> {
            tls.startHandshake();
            for (int i = 0; i < 3; i++) {
                tls.getOutputStream().write("tick\n".getBytes(StandardCharsets.US_ASCII));
                assertEquals(0, tcp.getInputStream().available());
            }
            tls.close();
        })) {
            assertEquals("tick\ntick\ntick\n", Cli.run("client", to(server), "--insecure").exits(0).out());
        }
    }

    @Test
    void anEndWithoutCloseNotifyIsErrorThirtyOneAfterTheData() throws Exception {
        try (LoopbackServer server = server((tls, tcp) -> {
            tls.getOutputStream().write('x');
            tcp.shutdownOutput();
            LoopbackServer.silent().of(tcp);
        })) {
            Cli.Result r = Cli.run("client", to(server), "--insecure").failsWith("31 BR_ERR_IO");
            assertEquals("x", r.out());
        }
    }

    @Test
    void withoutTrustNothingIsSent() throws Exception {
        ByteArrayOutputStream received = new ByteArrayOutputStream();
        try (LoopbackServer server = server((tls, tcp) -> tls.getInputStream().transferTo(received))) {
            Cli.run(LINES, "client", to(server)).failsWith("62 BR_ERR_X509_NOT_TRUSTED").says("fingerprint ");
        }
        assertEquals(0, received.size());
    }

    @Test
    void theTimeLimitEndsIt() throws Exception {
        try (LoopbackServer server = server((tls, tcp) -> LoopbackServer.silent().of(tls))) {
            Cli.run("client", to(server), "--insecure", "-W", "1").exits(27).says("exchanging data");
        }
    }

    @Test
    void aRecordThatDoesNotFitIsExplained() throws Exception {
        try (LoopbackServer server = server((tls, tcp) -> {
            tls.getOutputStream().write(new byte[5000]);
            LoopbackServer.silent().of(tls);
        })) {
            Cli.run("client", to(server), "--insecure", "--no-mfln").failsWith("6 BR_ERR_TOO_LARGE")
                    .says("5000 bytes arrived and 1024 fit: the server was not asked").says("--buffer 16384");
        }
    }

    @Test
    void aKeyThatIsTooLongIsExplainedAndServedOnRequest() throws Exception {
        try (LoopbackServer server = server(TestCertificates.rsa(3072), (tls, tcp) -> {
            tls.startHandshake();
            tls.close();
        })) {
            Cli.run("client", to(server), "--insecure").failsWith("23 BR_ERR_LIMIT_EXCEEDED")
                    .says("has 3072 bits, the workspace serves 2048").says("--max-rsa 3072");
            Cli.run("client", to(server), "--insecure", "--max-rsa", "3072").exits(0);
        }
    }

    @Test
    void infoStaysOutOfStandardOutput() throws Exception {
        try (LoopbackServer server = server((tls, tcp) -> tls.close())) {
            Cli.Result r = Cli.run("client", to(server), "--insecure", "--info");
            assertTrue(r.err().contains("info: TLS_ECDHE_RSA") || r.exit() != 0, r.err());
            assertEquals("", r.out());
        }
    }
}
