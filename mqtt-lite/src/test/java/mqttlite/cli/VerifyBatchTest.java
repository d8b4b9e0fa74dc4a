package mqttlite.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bearssl.testing.TestCertificates;
import bearssl.testing.Vectors;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class VerifyBatchTest {
    private static final KeyPair RSA = TestCertificates.rsa2048();
    private static final KeyPair EC = TestCertificates.p256();
    private static final TestPki PKI = new TestPki("Batch CA", 3);
    private static final String TIME = " time=2026-06-01T00:00:00Z";

    private static Cli.Result batch(String text, String... more) {
        List<String> args = new ArrayList<>(List.of("verify", "-batch"));
        args.addAll(List.of(more));
        return Cli.run(text.getBytes(StandardCharsets.ISO_8859_1), args.toArray(new String[0]));
    }

    private static String base64(byte[] b) {
        return Base64.getEncoder().encodeToString(b);
    }

    private static String ca() throws Exception {
        return " ca=" + base64(PKI.root().getEncoded());
    }

    private static String certs(KeyStore store) throws Exception {
        StringBuilder s = new StringBuilder();
        for (Certificate c : store.getCertificateChain("server")) {
            s.append(" cert=").append(base64(c.getEncoded()));
        }
        return s.toString();
    }

    private static String key(Certificate c) {
        RSAPublicKey key = (RSAPublicKey) c.getPublicKey();
        return "rsa:" + key.getModulus().toString(16) + ":010001";
    }

    // ---- verdicts

    @Test
    void aVerdictForEachLineInTheirOrder() throws Exception {
        KeyStore rsa = PKI.chain(RSA);
        KeyStore ec = PKI.chain(EC);
        byte[] spki = EC.getPublic().getEncoded();
        String point = Hex.of(spki, spki.length - 65, 65);
        String good = ca() + TIME + certs(rsa);
        Cli.Result r = batch("id=1" + good + "\n"
                + "id=2 sni=localhost" + good + "\n"
                + "id=3 sni=%6Cocalhos%74" + ca() + TIME + certs(ec) + "\n"
                + "id=4 sni=example.com" + good + "\n"
                + "id=5" + TIME + certs(rsa) + "\n"
                + "id=6" + ca() + TIME + "\n"
                + "id=7" + ca() + TIME + " cert=\n"
                + "id=8" + ca() + " time=2040-01-01T00:00:00Z" + certs(rsa) + "\n"
                + "id=9 sni=" + good + "\n"
                + "id=10 sni= strict=no" + good).exits(0);
        String rsaKey = key(rsa.getCertificate("server"));
        assertEquals("1 0 OK keyx,sign " + rsaKey + "\n"
                + "2 0 OK keyx,sign " + rsaKey + "\n"
                + "3 0 OK keyx,sign ec:23:" + point + "\n"
                + "4 56 BR_ERR_X509_BAD_SERVER_NAME\n"
                + "5 62 BR_ERR_X509_NOT_TRUSTED\n"
                + "6 35 BR_ERR_X509_EMPTY_CHAIN\n"
                + "7 34 BR_ERR_X509_TRUNCATED\n"
                + "8 54 BR_ERR_X509_EXPIRED\n"
                + "9 56 BR_ERR_X509_BAD_SERVER_NAME\n"
                + "10 0 OK keyx,sign " + rsaKey + "\n", r.out());
        assertEquals("", r.err());
    }

    @Test
    void anchorsMayBeNamesAndKeys() throws Exception {
        KeyStore chain = PKI.chain(RSA);
        X509Certificate lowest = (X509Certificate) chain.getCertificateChain("server")[2]; // with an RSA key
        String dn = base64(lowest.getSubjectX500Principal().getEncoded());
        RSAPublicKey key = (RSAPublicKey) lowest.getPublicKey();
        String rsa = "rsa:000" + key.getModulus().toString(16).toUpperCase(java.util.Locale.ROOT) + ":10001";
        byte[] spki = PKI.root().getPublicKey().getEncoded();
        String ec = "ec:23:" + Hex.of(spki, spki.length - 65, 65);
        String rootDn = base64(PKI.root().getSubjectX500Principal().getEncoded());
        X509Certificate leaf = (X509Certificate) chain.getCertificate("server");
        String leafDn = base64(leaf.getSubjectX500Principal().getEncoded());
        String ok = " 0 OK keyx,sign " + key(leaf) + "\n";
        assertEquals("1" + ok + "2" + ok + "3 62 BR_ERR_X509_NOT_TRUSTED\n4" + ok + "5 62 BR_ERR_X509_NOT_TRUSTED\n",
                batch("id=1 anchor=ca:" + dn + ":" + rsa + TIME + certs(chain) + "\n"
                        + "id=2 anchor=ca:" + rootDn + ":" + ec + TIME + certs(chain) + "\n"
                        + "id=3 anchor=ee:" + rootDn + ":" + ec + TIME + certs(chain) + "\n"
                        + "id=4 anchor=ee:" + leafDn + ":" + key(leaf) + TIME + certs(chain) + "\n"
                        + "id=5 anchor=ca:" + leafDn + ":" + key(leaf) + TIME + certs(chain) + "\n").exits(0).out());
    }

    @Test
    void oddAnchorsAreTakenAndHelpNobody() throws Exception {
        String dn = base64(PKI.root().getSubjectX500Principal().getEncoded());
        for (String anchor : new String[] {"rsa:00:00", "rsa:0:1", "rsa:" + "F".repeat(200_000) + ":3", "ec:23:00",
            "ec:24:04", "ec:99:0405", "rsa:" + "F".repeat(8192) + ":3"}) {
            assertEquals("x 62 BR_ERR_X509_NOT_TRUSTED\n", batch("id=x anchor=ca:MAA=:" + anchor + TIME
                    + certs(PKI.chain(RSA)) + "\n").exits(0).out());
            String verdict = batch("id=x strict=no anchor=ca:" + dn + ":" + anchor + TIME + certs(PKI.chain(RSA))
                    + "\n").exits(0).out();
            assertTrue(verdict.matches("x (49|50|51|52|60|62) BR_ERR_X509_[A-Z_]+\n"), verdict);
        }
    }

    @Test
    void theOptionSaysItForLinesThatDoNot() throws Exception {
        String line = "id=x sni=" + ca() + TIME + certs(PKI.chain(RSA)) + "\n";
        assertTrue(batch(line).exits(0).out().startsWith("x 56 "));
        assertTrue(batch(line, "-strict", "no").exits(0).out().startsWith("x 0 OK "));
        assertFalse(batch(line, "--strict=yes").exits(0).out().startsWith("x 0 OK "));
        String lax = "id=x strict=no sni=" + ca() + TIME + certs(PKI.chain(RSA)) + "\n";
        assertTrue(batch(lax, "--strict=yes").exits(0).out().startsWith("x 0 OK "));
    }

    @Test
    void aCaThatCannotBeAnAnchorIsNone() throws Exception {
        assertEquals("x 62 BR_ERR_X509_NOT_TRUSTED\ny 62 BR_ERR_X509_NOT_TRUSTED\n",
                batch("id=x ca= ca=MAA=" + TIME + certs(PKI.chain(RSA)) + "\nid=y ca=AAAA" + TIME
                        + certs(PKI.chain(RSA)) + "\n").exits(0).out());
    }

    // ---- lines

    @Test
    void linesThatAreNoCaseAreNamedAndTheRunGoesOn() throws Exception {
        Cli.Result r = batch("\nhello\nid=a cert=!\n   \nid=b nope=1\nid=\u00E4\u0000 x\nid=c\r\n").exits(3);
        assertEquals("- error the line does not begin with id=TOKEN\n"
                + "a error cert: not base64\n"
                + "b error nope: unknown key\n"
                + "\u00E4\u0000 error 'x' is no key=value\n"
                + "c 35 BR_ERR_X509_EMPTY_CHAIN\n", new String(r.bytes(), StandardCharsets.ISO_8859_1));
        assertEquals("", r.err());
    }

    @Test
    void nothingInNothingOut() {
        assertEquals("", batch("").exits(0).out());
    }

    @Test
    void aChainOfAHundredCertificatesInOneLine() throws Exception {
        X509Certificate[] chain = new X509Certificate[100];
        String padding = "x".repeat(30_000);
        for (int i = 0; i < chain.length; i++) {
            chain[i] = TestPki.sign("CN=" + i, i == 0 ? RSA : EC, "CN=" + (i + 1), EC, i > 0, TestPki.FROM, TestPki.TO,
                    new org.bouncycastle.asn1.x509.GeneralName(6, padding));
        }
        StringBuilder line = new StringBuilder("id=long").append(TIME);
        line.append(" ca=").append(base64(TestPki.sign("CN=100", EC, "CN=100", EC, true, TestPki.FROM, TestPki.TO)
                .getEncoded()));
        for (X509Certificate c : chain) {
            line.append(" cert=").append(base64(c.getEncoded()));
        }
        assertTrue(line.length() > 4_000_000);
        assertTrue(batch(line + " strict=no\nid=next\n").exits(0).out().startsWith("long 0 OK keyx,sign rsa:"));
        assertEquals("long 50 BR_ERR_X509_LIMIT_EXCEEDED\n", batch(line.toString()).exits(0).out());
    }

    @Test
    void whoAsksCaseByCaseIsAnswered() throws Exception {
        PipedOutputStream ask = new PipedOutputStream();
        PipedInputStream answers = new PipedInputStream();
        InputStream in = new PipedInputStream(ask);
        OutputStream out = new PipedOutputStream(answers);
        CompletableFuture<Cli.Result> running = Cli.start(
                () -> Cli.run(in, out, new ByteArrayOutputStream(), "verify", "-batch"));
        for (String id : new String[] {"a", "b", "c"}) {
            ask.write(("id=" + id + "\n").getBytes(StandardCharsets.US_ASCII));
            ask.flush();
            StringBuilder answer = new StringBuilder();
            for (int c = answers.read(); c != '\n'; c = answers.read()) {
                answer.append((char) c);
            }
            assertEquals(id + " 35 BR_ERR_X509_EMPTY_CHAIN", answer.toString());
        }
        ask.close();
        Cli.await(running).exits(0);
    }

    @Test
    void standardInputThatCannotBeRead() {
        Cli.run(new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("Is a directory");
            }
        }, "verify", "-batch").failsWith("3001 CLI_CANNOT_READ").says("standard input: Is a directory");
    }

    // ---- x509-limbo

    private static String line(JsonObject c, String strict) {
        StringBuilder s = new StringBuilder("id=" + c.get("id").getAsString() + " time="
                + c.get("effective_time").getAsString() + strict);
        if (c.get("peer_name").isJsonObject()) {
            s.append(" sni=");
            for (byte b : c.getAsJsonObject("peer_name").get("value").getAsString().getBytes(StandardCharsets.UTF_8)) {
                s.append(String.format("%%%02X", b & 0xFF));
            }
        }
        c.getAsJsonArray("trusted").forEach(cert -> s.append(" ca=").append(cert.getAsString()));
        s.append(" cert=").append(c.get("leaf").getAsString());
        for (JsonElement i : c.getAsJsonArray("chain_order")) {
            s.append(" cert=").append(c.getAsJsonArray("intermediates").get(i.getAsInt()).getAsString());
        }
        return s.append('\n').toString();
    }

    @Test
    void everyCoreCaseOfLimboIsRightInEachMode() {
        List<JsonObject> cases = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (JsonElement element : Vectors.json("x509/limbo-dev.json").getAsJsonArray("cases")) {
            for (String strict : new String[] {" strict=no", "", " strict=yes"}) {
                cases.add(element.getAsJsonObject());
                text.append(line(element.getAsJsonObject(), strict));
            }
        }
        String[] verdicts = batch(text.toString()).exits(0).out().split("\n");
        assertEquals(cases.size(), verdicts.length);
        int core = 0;
        int refused = 0; // of the stricter ones, with strict=yes
        for (int i = 0; i < verdicts.length; i++) {
            JsonObject c = cases.get(i);
            String[] words = verdicts[i].split(" ");
            assertEquals(c.get("id").getAsString(), words[0]);
            boolean isValid = words[1].equals("0");
            if (c.get("scope").getAsString().equals("core")) {
                core++;
                assertEquals(c.get("expected_result").getAsString().equals("SUCCESS"), isValid, verdicts[i]);
            } else if (c.get("scope").getAsString().equals("stricter") && i % 3 == 2) {
                refused += isValid ? 0 : 1;
            }
        }
        assertEquals(3 * 57, core);
        assertTrue(refused >= 30, refused + " refused");
    }
}
