package bearssl.tls;

import static bearssl.testing.ScriptedServer.CERTIFICATE;
import static bearssl.testing.ScriptedServer.CERTIFICATE_REQUEST;
import static bearssl.testing.ScriptedServer.EXTENDED_MASTER_SECRET;
import static bearssl.testing.ScriptedServer.FINISHED;
import static bearssl.testing.ScriptedServer.MAX_FRAGMENT_LENGTH;
import static bearssl.testing.ScriptedServer.RECORD_SIZE_LIMIT;
import static bearssl.testing.ScriptedServer.RENEGOTIATION_INFO;
import static bearssl.testing.ScriptedServer.SERVER_HELLO;
import static bearssl.testing.ScriptedServer.SERVER_HELLO_DONE;
import static bearssl.testing.ScriptedServer.SERVER_KEY_EXCHANGE;
import static bearssl.testing.ScriptedServer.SERVER_NAME;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import bearssl.base.Workspace;
import bearssl.ec.EcP256M15;
import bearssl.hash.Sha256;
import bearssl.rand.HmacDrbg;
import bearssl.testing.Bytes;
import bearssl.testing.DocTable;
import bearssl.testing.Flight;
import bearssl.testing.KnownKeyX509;
import bearssl.testing.OurClientAuth;
import bearssl.testing.ScriptedServer;
import bearssl.testing.ServerRecord;
import bearssl.testing.TestCertificates;
import bearssl.tls.stream.ErrorText;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each error of the engine reached, told to the server by its alert and to people by a sentence that fits its two
 * values. The codes that judge certificates are bearssl-x509's, those that cannot occur a table of docs/ERRORS.md.
 */
class EveryErrorTest extends ResumingClient {
    private static final int NONE = -1;
    private static final int FIRST_OF_X509 = 33;

    /** How a code comes about. */
    private record Story(int code, int alert, String text, Consumer<EveryErrorTest> happens) {
        @Override
        public String toString() {
            return code + " " + text;
        }
    }

    private static final List<Story> STORIES = new ArrayList<>();

    private static void story(int code, int alert, String text, Consumer<EveryErrorTest> happens) {
        STORIES.add(new Story(code, alert, text, happens));
    }

    /** A handshake that this change to ServerHello ends. */
    private static void hello(int code, int alert, String text, Consumer<ScriptedServer.Hello> change) {
        story(code, alert, text, t -> t.server.onHello(change));
    }

    /** A handshake that this change to the server's first flight ends. */
    private static void flight(int code, int alert, String text, Consumer<Flight> change) {
        story(code, alert, text, t -> t.server.requestCertificate().onFlight(1, change));
    }

    private static void lastFlight(int code, int alert, String text, Consumer<Flight> change) {
        story(code, alert, text, t -> t.server.onFlight(2, change));
    }

    private static void keyExchange(int code, int alert, String text, Consumer<ScriptedServer.KeyExchangeParams> change) {
        story(code, alert, text, t -> t.server.onKeyExchange(change));
    }

    /** An open session that these records end. */
    private static void data(int code, int alert, String text, ServerRecord... records) {
        story(code, alert, text, t -> t.whenOpen(records));
    }

    private static ServerRecord bytes(int n) {
        return ServerRecord.applicationData(new byte[n]);
    }

    private static ServerRecord[] times(int n, ServerRecord r) {
        ServerRecord[] all = new ServerRecord[n];
        java.util.Arrays.fill(all, r);
        return all;
    }

    private static Consumer<Flight> before(int message, ServerRecord... records) {
        return f -> {
            for (ServerRecord r : records) {
                f.before(message, r);
            }
        };
    }

    private static PublicKey rsa(BigInteger modulus, BigInteger exponent) {
        try {
            return KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(modulus, exponent));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static {
        calls();
        records();
        unexpected();
        hellos();
        resumptions();
        keys();
        ends();
    }

    private static void calls() {
        story(0, 0, "no error", t -> t.whenOpen(ServerRecord.alert(1, 0)));
        story(1, NONE, "the server's key matches no pin, or a parameter is wrong", t -> t.resets(null));
        story(2, NONE, "the call does not fit the state, or the workspace serves another connection", t -> {
            Workspace busy = PROFILE.newWorkspace();
            busy.acquire(t);
            t.resets(busy);
        });
        story(8, NONE, "the generator has no seed", t -> {
            t.begin(new HmacDrbg(Sha256.INSTANCE));
            assertEquals(-8, t.tls.reset(t.name, t.ws, t.x509));
        });
    }

    private static void records() {
        flight(3, 70, "the server does not speak TLS on this port but HTTP",
                before(SERVER_HELLO, ServerRecord.raw("HTTP/1.1 400 Bad Request".getBytes())));
        flight(3, 70, "the server does not speak TLS on this port: it answered in plain text",
                before(SERVER_HELLO, ServerRecord.raw("SSH-2.0-OpenSSH_9.2\r\n".getBytes())));
        flight(3, 70, "the server does not speak TLS on this port: it may be the plain MQTT port",
                before(SERVER_HELLO, ServerRecord.raw(Bytes.of(0x20, 2, 0, 1, 0x20))));
        flight(4, 70, "a record has version 0x0301, but 0x0303 was negotiated",
                f -> f.record(CERTIFICATE).version(0x0301));
        flight(5, 22, "a record of 16385 bytes arrived, the standard allows 16384",
                f -> f.record(CERTIFICATE).length(16385));
        data(5, 22, "a record of 20000 bytes arrived, the standard allows 16384", bytes(1).length(20024));
        data(5, 20, "a record of 23 bytes arrived, it takes at least 24", bytes(1).length(23));
        story(6, 22, "a record of 2080 bytes arrived and 1024 fit: the server ignored max_fragment_length", t -> {
            t.server.ignoreMaxFragment();
            t.whenOpen(bytes(2080));
        });
        data(6, 22, "a record of 1025 bytes arrived and 1024 fit: the server agreed to max_fragment_length and broke it",
                bytes(1025).whole());
        story(6, 22, "a record of 1025 bytes arrived and 1024 fit: the server agreed to record_size_limit and broke it",
                t -> {
                    t.server.recordSizeLimit(4096);
                    t.whenOpen(bytes(1025).whole());
                });
        story(6, 22, "a record of 1025 bytes arrived and 1024 fit: the server was not asked for a max_fragment_length",
                t -> {
                    t.offerMaxFragment = false;
                    t.whenOpen(bytes(1025));
                });
        data(7, 20, "a record failed its authentication", bytes(5).onWire(w -> Bytes.flip(w, -1, 1)));
        flight(9, 10, "a record has type 80, which TLS 1.2 does not define",
                before(CERTIFICATE, ServerRecord.of(80, new byte[4])));
        lastFlight(12, 47, "ChangeCipherSpec has the value 2, not 1",
                f -> f.record(Flight.CCS).payload(Bytes.of(2)));
        lastFlight(12, 50, "ChangeCipherSpec is not of one byte", f -> f.record(Flight.CCS).payload(Bytes.of(1, 1)));
        flight(13, 47, "an alert has level 3, there are 1 and 2", before(CERTIFICATE, ServerRecord.alert(3, 40)));
        lastFlight(13, 50, "an alert ended after its first byte",
                before(Flight.CCS, ServerRecord.of(ServerRecord.ALERT, Bytes.of(2))));
    }

    private static void unexpected() {
        flight(10, 10, "the server sent Certificate while the client was waiting for ServerHello",
                f -> f.drop(SERVER_HELLO));
        flight(10, 10, "the server sent ServerHello while the client was waiting for the server's Certificate",
                f -> f.duplicate(SERVER_HELLO));
        flight(10, 10, "the server sent CertificateStatus while the client was waiting for ServerKeyExchange",
                before(SERVER_KEY_EXCHANGE, ServerRecord.handshake(22, new byte[9])));
        flight(10, 10, "the server sent ServerKeyExchange while the client was waiting for CertificateRequest or "
                + "ServerHelloDone", f -> f.duplicate(SERVER_KEY_EXCHANGE));
        flight(10, 10, "the server sent CertificateRequest while the client was waiting for ServerHelloDone",
                f -> f.duplicate(CERTIFICATE_REQUEST));
        flight(10, 10, "the server sent ChangeCipherSpec while the client was waiting for the server's Certificate",
                before(CERTIFICATE, ServerRecord.changeCipherSpec()));
        flight(10, 10, "the server sent application data while the client was waiting for the server's Certificate",
                before(CERTIFICATE, bytes(1)));
        lastFlight(10, 10, "the server sent Finished while the client was waiting for the server's ChangeCipherSpec",
                f -> f.drop(Flight.CCS));
        lastFlight(10, 10, "the server sent NewSessionTicket while the client was waiting for the server's Finished",
                before(FINISHED, ServerRecord.handshake(4, new byte[9])));
        data(10, 10, "the server sent a message of type 99 where it does not belong",
                ServerRecord.handshake(99, new byte[9]));
        data(10, 10, "the server sent ChangeCipherSpec where it does not belong", ServerRecord.changeCipherSpec());
        flight(10, 10, "the server sent 33 empty records in a row",
                before(CERTIFICATE, times(33, ServerRecord.of(ServerRecord.HANDSHAKE, new byte[0]))));
        data(10, 10, "the server sent 33 empty records in a row",
                times(33, ServerRecord.of(ServerRecord.ALERT, new byte[0])));
        flight(10, 10, "the server sent 33 HelloRequests in a row",
                before(CERTIFICATE, times(33, ServerRecord.helloRequest())));
        data(10, 10, "the server sent 5 warnings in a row", times(5, ServerRecord.alert(1, 90)));
    }

    private static void hellos() {
        hello(3, 70, "the server offers TLS 1.1 only", h -> h.version = 0x0302);
        hello(3, 70, "the server offers SSL 3.0 only", h -> h.version = 0x0300);
        hello(3, 70, "the server wants TLS 1.3 only", h -> h.version = 0x0304);
        hello(3, 70, "the server answered with version 0xFEFD, which is none of TLS", h -> h.version = 0xFEFD);
        hello(3, 47, "the server answered TLS 1.1 though it speaks TLS 1.2: something between alters the handshake", h -> {
            h.version = 0x0302;
            System.arraycopy(Bytes.of('D', 'O', 'W', 'N', 'G', 'R', 'D', 0), 0, h.random, 24, 8);
        });
        flight(14, 50, "a handshake message is malformed", f -> f.editBody(SERVER_HELLO, b -> Bytes.first(b, 20)));
        hello(15, 50, "the server's session id has 33 bytes, 32 are allowed", h -> h.sessionId = new byte[33]);
        hello(16, 47, "the server chose cipher suite 0xC030, which was not offered", h -> h.suite = 0xC030);
        hello(16, 47, "the server wants TLS 1.3 only: it chose cipher suite 0x1301", h -> h.suite = 0x1301);
        hello(17, 47, "the server chose compression method 1, only null (0) was offered", h -> h.compression = 1);
        hello(18, 47, "the server answered max_fragment_length code 4 to a request for code 2",
                h -> h.replace(MAX_FRAGMENT_LENGTH, 4));
        hello(18, 50, "the server's answer to max_fragment_length has 2 bytes, not one",
                h -> h.replace(MAX_FRAGMENT_LENGTH, 2, 2));
        hello(18, 47, "the server answered record_size_limit 63, the least is 64", h -> {
            h.drop(MAX_FRAGMENT_LENGTH);
            h.extension(RECORD_SIZE_LIMIT, 0, 63);
        });
        hello(18, 47, "the server answered record_size_limit 16384 and max_fragment_length 1024, which exclude each other",
                h -> h.extension(RECORD_SIZE_LIMIT, 64, 1));
        hello(19, 40, "the server's renegotiation_info is wrong", h -> h.replace(RENEGOTIATION_INFO, 1, 0));
        hello(20, 110, "the server sent extension 35, twice or without having been asked", h -> h.extension(35));
        hello(20, 47, "the server sent extension 23, twice or without having been asked",
                h -> h.extension(EXTENDED_MASTER_SECRET));
        hello(20, 110, "the server wants TLS 1.3 only: it sent the extension supported_versions",
                h -> h.extension(43, 3, 4));
        story(20, 47, "the server chose an application protocol that was not offered", t -> {
            t.protocols = new String[] {"mqtt"};
            t.server.onHello(h -> h.extension(16, 0, 3, 2, 'h', '2'));
        });
        hello(21, 50, "the server's answer to server_name is malformed", h -> h.replace(SERVER_NAME, 0));
        flight(22, 50, "ServerHelloDone is not empty", f -> f.editBody(SERVER_HELLO_DONE, b -> new byte[1]));
        flight(23, 50, "a message of the server has 16777215 bytes, 102400 are served",
                f -> f.edit(CERTIFICATE, m -> Bytes.join(Bytes.of(11, 0xFF, 0xFF, 0xFF), new byte[8])));
        flight(23, 50, "a message of the server has 513 bytes, 512 are served",
                f -> f.editBody(SERVER_KEY_EXCHANGE, b -> new byte[513]));
        lastFlight(24, 51, "Finished does not match the handshake: it was altered on the way",
                f -> f.editBody(FINISHED, b -> Bytes.flip(b, 0, 1)));
        lastFlight(24, 50, "Finished has 13 bytes, not 12", f -> f.editBody(FINISHED, b -> new byte[13]));
    }

    private static void resumptions() {
        story(25, 47, "the server resumed a session with cipher suite 0x009C, which had 0xC02F", t -> {
            t.firstConnection();
            t.server.onHello(h -> h.suite = 0x009C);
        });
        story(25, 40, "the server resumed a session without its extended master secret", t -> {
            t.firstConnection();
            t.server.onHello(h -> h.drop(EXTENDED_MASTER_SECRET));
        });
        story(25, 40, "the server resumed a session with extended master secret, which had none", t -> {
            t.server.ignoreExtendedMasterSecret();
            t.firstConnection();
            t.server.onHello(h -> h.extension(EXTENDED_MASTER_SECRET));
        });
    }

    private static void keys() {
        RSAPublicKey key = (RSAPublicKey) TestCertificates.rsa2048().getPublic();
        BigInteger modulus = key.getModulus();
        story(23, 40, "the server's RSA key has 3072 bits, the workspace serves 2048",
                t -> t.x509 = new KnownKeyX509(rsa(modulus.shiftLeft(1024), key.getPublicExponent())));
        story(23, 40, "the public exponent of the server's RSA key has 72 bits, 64 are served",
                t -> t.x509 = new KnownKeyX509(rsa(modulus, BigInteger.ONE.shiftLeft(66).setBit(0))));
        keyExchange(26, 47, "the server uses curve 29, this client 23", k -> k.curve = 29);
        keyExchange(26, 47, "the server's point has 33 bytes, 65 belong there", k -> k.point = Bytes.first(k.point, 33));
        keyExchange(26, 47, "the server signed with algorithm 0x0201, 0x0401 was offered", k -> k.hash = 2);
        keyExchange(26, 47, BrErr.cause(26), k -> k.curveType = 1);
        story(26, 80, BrErr.cause(26), t -> {
            byte[] order = new byte[32];
            EcP256M15.INSTANCE.order(order, 0);
            t.auth = OurClientAuth.ec(order, ScriptedServer.chainOf(ScriptedServer.ecKey(), 1).toArray(new byte[0][]));
            t.server.requestCertificate();
        });
        keyExchange(27, 51, "the signature in ServerKeyExchange is wrong", k -> k.onSignature = s -> Bytes.flip(s, 9, 1));
        story(28, 47, "the server's certificate does not allow its key to sign, which ECDHE takes",
                t -> t.x509 = new KnownKeyX509(key).usages(X509Engine.USAGE_KEYX));
        story(28, 47, "the server's certificate does not allow to encrypt to its key, which RSA key exchange takes", t -> {
            t.server = ScriptedServer.rsa();
            t.x509 = new KnownKeyX509(key).usages(X509Engine.USAGE_SIGN);
        });
        story(51, 47, "the server's key is EC, but it chose a suite for RSA keys",
                t -> t.x509 = new KnownKeyX509(ScriptedServer.ecKey().getPublic()));
        story(51, 47, "the server's key is RSA, but it chose a suite for EC keys", t -> {
            t.server = ScriptedServer.ecdheEcdsa();
            t.x509 = new KnownKeyX509(key);
        });
        story(60, 71, "the server's RSA key has 512 bits, the least is 1024",
                t -> t.x509 = new KnownKeyX509(TestCertificates.rsa(512).getPublic()));
        story(60, 71, "a public key is too short or malformed", t -> {
            t.server = ScriptedServer.rsa();
            t.x509 = new KnownKeyX509(rsa(modulus.clearBit(0), key.getPublicExponent()));
        });
    }

    private static void ends() {
        story(31, NONE, "the connection broke off while waiting for ServerHello", t -> t.server.endAt(0));
        story(31, NONE, "the connection broke off while waiting for ServerHello, of which 9 bytes had come",
                t -> t.server.endAt(14));
        story(31, NONE, "the connection broke off or ended without close_notify", t -> {
            t.server.endWhenDrained();
            t.whenOpen();
        });
        story(256, 0, BrErr.cause(256),
                t -> t.server.onFlight(1, before(CERTIFICATE, ServerRecord.alert(1, 0))));
        for (int alert = 0; alert < 256; alert++) {
            int n = alert;
            story(256 + n, NONE, BrErr.cause(256 + n), t -> {
                t.server = ScriptedServer.rsa();
                t.server.onFlight(1, before(SERVER_HELLO, ServerRecord.alert(2, n)));
            });
        }
    }

    // ---- what stories are made of

    private void begin(HmacDrbg rng) {
        ws = profile.newWorkspace(x509, auth);
        tls = new TlsClient(profile, rng, new byte[600], new byte[600]);
        io = new TlsIo(tls, server);
    }

    private void resets(Workspace space) {
        begin(generator());
        int r = tls.reset(name, space, x509);
        assertEquals(-tls.error(), r);
        assertFalse(tls.error() == 0);
    }

    private void whenOpen(ServerRecord... records) {
        opens();
        for (ServerRecord r : records) {
            server.send(r);
        }
        byte[] data = new byte[10];
        while (io.read(data, 0, 10) >= 0) {
            assertEquals(0, data[0]);
        }
    }

    static List<Story> stories() {
        return STORIES;
    }

    @ParameterizedTest
    @MethodSource("stories")
    void isReachedAndTold(Story story) {
        story.happens.accept(this);
        if (tls == null || tls.state() == TlsClient.CLOSED && server.received().isEmpty() && tls.error() == 0) {
            start();
            handshake();
        }
        assertEquals(story.code, tls.error());
        assertEquals(story.alert, tls.alertSent(), "alert");
        assertEquals(TlsClient.CLOSED, tls.state());
        List<Integer> told = server.alerts();
        assertEquals(story.alert, told.isEmpty() ? NONE : told.get(told.size() - 1) & 0xFF, "alert as the server got it");
        assertEquals(story.text, ErrorText.cause(tls));
        assertNotNull(ErrorText.remedy(tls));
    }

    // ---- nothing is missing

    /** Numbers in the first column of the table of codes that do not occur: 29, or 11, 30, 61, or 512 + n. */
    static Set<Integer> absent() {
        Set<Integer> codes = new TreeSet<>();
        for (String row : DocTable.rows("ERRORS.md", "## Numbers that do not occur")) {
            Matcher m = Pattern.compile("-?\\d+").matcher(row.split("\\|")[1]);
            while (m.find()) {
                codes.add(Integer.valueOf(m.group()));
            }
        }
        return codes;
    }

    @Test
    void everyCodeHasAStoryOrAReasonWhyNot() {
        Set<Integer> reached = new TreeSet<>();
        STORIES.forEach(s -> reached.add(s.code));
        Set<Integer> absent = absent();
        for (int code = 0; code < FIRST_OF_X509; code++) {
            assertEquals(absent.contains(code), !reached.contains(code), "story of " + code);
        }
        for (int code = 0; code < 1024; code++) {
            boolean isAbsent = absent.contains(code) || code >= 512 && code < 768 && absent.contains(512);
            boolean isOfX509 = code >= FIRST_OF_X509 && code < 256;
            if (BrErr.name(code) != null && !isOfX509) {
                assertEquals(isAbsent, !reached.contains(code), "story of " + code);
            }
        }
    }
}
