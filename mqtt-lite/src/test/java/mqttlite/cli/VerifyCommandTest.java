package mqttlite.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bearssl.testing.TestCertificates;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.x509.GeneralName;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerifyCommandTest {
    private static final KeyPair KEY = TestCertificates.rsa2048();
    private static final TestPki PKI = new TestPki("Test CA", 3);

    @TempDir
    static Path folder;

    private static String root;
    private static String chain;

    @BeforeAll
    static void write() throws Exception {
        root = PKI.rootFile(folder);
        chain = TestPki.chainFile(folder.resolve("chain.pem"), PKI.chain(KEY));
    }

    private static Cli.Result verify(String... more) {
        List<String> args = new ArrayList<>(List.of("verify", "-time", "2026-06-01"));
        args.addAll(List.of(more));
        return Cli.run(args.toArray(new String[0]));
    }

    private static String last(Cli.Result r) {
        String[] lines = r.out().split("\n");
        return lines[lines.length - 1];
    }

    @Test
    void printsTheCertificatesAndTheVerdict() {
        Cli.Result r = verify("-CA", root, "-sni", "localhost", chain).exits(0);
        String[] lines = r.out().split("\n");
        assertEquals("certificate 0", lines[0]);
        assertEquals("  subject    CN=localhost", lines[1]);
        assertEquals("  issuer     CN=Test CA 2, O=Test", lines[2]);
        assertEquals("  valid      2025-01-01T00:00:00Z to 2035-01-01T00:00:00Z", lines[4]);
        assertEquals("  key        RSA, 2048 bits", lines[5]);
        assertEquals("  names      DNS:localhost, IP:127.0.0.1", lines[7]);
        assertTrue(r.out().contains("certificate 2\n  subject    CN=Test CA 1, O=Test\n"), r.out());
        assertFalse(r.out().contains("modulus"));
        assertEquals("valid", last(r));
        assertEquals("", r.err());
        assertFalse(r.out().contains("not checked"), r.out());
    }

    @Test
    void textAddsTheNumbers() {
        Cli.Result r = verify("-CA", root, "-text", chain).exits(0);
        assertTrue(r.out().contains("  exponent   010001\n"), r.out());
        assertTrue(r.out().matches("(?s).*\n  modulus    [0-9a-f]{512}\n.*"), r.out());
        assertTrue(r.out().matches("(?s).*\n  point      04[0-9a-f]{128}\n.*"), r.out());
        assertTrue(r.out().contains("name         not checked, as there is no -sni\n"), r.out());
    }

    @Test
    void quietSaysNothing() {
        Cli.Result good = verify("-q", "-CA", root, chain).exits(0);
        Cli.Result bad = verify("-q", chain).exits(1);
        assertEquals("", good.out() + good.err() + bad.out() + bad.err());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "-sni example.com           | 56 BR_ERR_X509_BAD_SERVER_NAME certificate 0 (CN=localhost) is not for 'example.com'",
        "-time 2040-01-01           | 54 BR_ERR_X509_EXPIRED certificate 0 (CN=localhost) expired on 2035-01-01T00:00:00Z",
        "-time 1                    | 54 BR_ERR_X509_EXPIRED certificate 0 (CN=localhost) is not valid before 2025",
        "-max-rsa 2040              | 50 BR_ERR_X509_LIMIT_EXCEEDED",
        "-max-rsa 1024 -min-rsa 512 | 50 BR_ERR_X509_LIMIT_EXCEEDED",
        "-min-rsa 2049              | 60 BR_ERR_X509_WEAK_PUBLIC_KEY",
        "-hashes sha512             | 49 BR_ERR_X509_UNSUPPORTED",
    })
    void refusalsHaveTheirCause(String options, String verdict) {
        List<String> args = new ArrayList<>(List.of("verify", "-CA", root));
        args.addAll(List.of(options.split(" ")));
        if (!options.contains("-time")) {
            args.addAll(List.of("-time", "2026-06-01T00:00:00Z"));
        }
        args.add(chain);
        Cli.Result r = Cli.run(args.toArray(new String[0])).exits(1);
        assertTrue(last(r).startsWith("not valid: error=" + verdict), r.out());
        assertTrue(last(r).contains("; "), r.out());
        assertEquals("", r.err());
    }

    @Test
    void theChainMayLieInSeveralFilesOfBothForms() throws Exception {
        KeyStore store = PKI.chain(KEY);
        List<String> args = new ArrayList<>(List.of("--CA=" + root));
        for (int i = 0; i < 3; i++) {
            byte[] der = store.getCertificateChain("server")[i].getEncoded();
            args.add(Files.write(folder.resolve("c" + i + ".der"), der).toString());
        }
        assertEquals("valid", last(verify(args.toArray(new String[0])).exits(0)));
        args.set(1, args.get(2));
        assertTrue(last(verify(args.toArray(new String[0])).exits(1)).startsWith("not valid: error="), "order matters");
    }

    @Test
    void withoutCaNobodyIsTrusted() {
        assertTrue(last(verify(chain).exits(1)).startsWith("not valid: error=62 BR_ERR_X509_NOT_TRUSTED the chain ends "
                + "in certificate 2 (CN=Test CA 1, O=Test), whose issuer (CN=Test CA 0, O=Test) is no trusted CA; "));
    }

    @Test
    void aCaThatCannotBeAnAnchorIsNamed() throws Exception {
        KeyPair key = TestPki.ed25519();
        String file = TestPki.pemFile(folder.resolve("ed.pem"),
                TestPki.sign("CN=Ed", key, "CN=Ed", key, true, TestPki.FROM, TestPki.TO));
        verify("-CA", file, chain).exits(1).says("warning: " + file + ": certificate 0 (CN=Ed) can be no anchor: "
                + "error=49 BR_ERR_X509_UNSUPPORTED");
        assertEquals("", verify("-q", "-CA", file, chain).exits(1).err());
    }

    @Test
    void namesBeyondAsciiAreComparedAsUtf8() throws Exception {
        byte[] name = "\u00E4.example".getBytes(java.nio.charset.StandardCharsets.UTF_8);
        String latin = new String(name, java.nio.charset.StandardCharsets.ISO_8859_1);
        KeyStore store = PKI.chain(KEY, PKI.leaf(KEY, "CN=x", TestPki.FROM, TestPki.TO, new GeneralName(
                GeneralName.dNSName, "plain.example")));
        String file = TestPki.chainFile(folder.resolve("utf8.pem"), store);
        assertTrue(last(verify("-CA", root, "-sni", "\u00E4.example", file).exits(1)).contains("'" + latin + "'"));
    }

    @Test
    void whatACertificateSaysCannotForgeTheVerdict() throws Exception {
        KeyStore store = PKI.chain(KEY, PKI.leaf(KEY, "CN=a\nvalid", TestPki.FROM, TestPki.TO,
                new GeneralName(GeneralName.dNSName, "b\nvalid")));
        Cli.Result r = verify(TestPki.chainFile(folder.resolve("forged.pem"), store)).exits(1);
        assertTrue(r.out().lines().noneMatch("valid"::equals), r.out());
        assertTrue(r.out().contains("CN=a\\0avalid"), r.out());
    }

    @Test
    void somethingElseThanCertificatesIsPrintedAsWell() throws Exception {
        String file = Files.write(folder.resolve("odd.der"), new byte[] {0x30, 3, 2, 1, 1}).toString();
        Cli.Result r = verify(file).exits(1);
        assertTrue(r.out().startsWith("certificate 0\n  subject    ?\n"), r.out());
        assertTrue(last(r).startsWith("not valid: error="), r.out());
    }

    @Test
    void filesThatCannotBeReadAreNamed() throws Exception {
        verify(folder.resolve("none").toString()).failsWith("3001 CLI_CANNOT_READ");
        String text = Files.writeString(folder.resolve("text"), "hello").toString();
        verify(text).failsWith("3004 CLI_BAD_FILE").says("holds nothing in PEM or DER");
        verify("-CA", text, chain).failsWith("3004 CLI_BAD_FILE").says(text);
        String cut = Files.writeString(folder.resolve("cut"), "-----BEGIN CERTIFICATE-----\nMIIB\n").toString();
        verify(cut).failsWith("3004 CLI_BAD_FILE").says("no END line");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "-q                      | FILE is missing",
        "-sni                    | -sni needs a value",
        "-strict maybe x         | -strict: 'maybe' is neither yes nor no",
        "-hashes md4 x           | -hashes: unknown hash 'md4'",
        "-min-rsa 100 x          | -min-rsa: '100' is not a whole number from 512 to 16384",
        "-time yesterday x       | -time: 'yesterday' is no time",
        "-sni= x                 | unknown option -sni=",
        "--sni= x                | -sni: the name is empty",
        "-batch x                | 'x' is no option",
        "-batch -sni a           | -batch and -sni exclude each other",
        "-batch -q               | -batch and -q exclude each other",
        "-batch -time 2026-01-01 | -batch and -time exclude each other",
        "-cafile x y             | unknown option -cafile",
    })
    void wrongUsage(String options, String message) {
        List<String> args = new ArrayList<>(List.of("verify"));
        args.addAll(List.of(options.split(" ")));
        Cli.run(args.toArray(new String[0])).exits(2).says(message);
    }
}
