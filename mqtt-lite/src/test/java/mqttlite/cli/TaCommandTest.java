package mqttlite.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bearssl.base.Workspace;
import bearssl.testing.TestCertificates;
import bearssl.tls.BrErr;
import bearssl.x509.AnchorList;
import bearssl.x509.X509Clock;
import bearssl.x509.X509Default;
import bearssl.x509.X509Minimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.Certificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TaCommandTest {
    private static final KeyPair KEY = TestCertificates.p256();
    private static final TestPki EC = new TestPki("EC root", 1);
    private static final TestPki RSA = new TestPki("RSA root", 2, TestCertificates.rsa2048());

    @TempDir
    Path folder;

    private static int judge(byte[] packed, KeyStore chain) throws Exception {
        X509Clock clock = new X509Clock();
        clock.set(UtcTime.parse("2026-06-01T00:00:00Z"));
        X509Minimal x509 = X509Default.create(new AnchorList(packed, 0, packed.length), clock);
        x509.startChain("localhost", new Workspace(x509.scratchBytes(), x509.scratchShorts(), x509.scratchInts()));
        for (Certificate c : chain.getCertificateChain("server")) {
            byte[] der = c.getEncoded();
            x509.startCert(der.length);
            x509.append(der, 0, der.length);
            x509.endCert();
        }
        return x509.endChain();
    }

    @Test
    void thePrintedJavaCompilesAndValidatesChains() throws Exception {
        String source = Cli.run("ta", "--package", "com.example", "--class", "Roots", EC.rootFile(folder),
                RSA.rootFile(folder)).exits(0).says("2 anchors, ").out();
        assertTrue(source.contains("    // CN=EC root 0, O=Test; EC, P-256; certificate until 2035-01-01T00:00:00Z\n"),
                source);
        Class<?> roots = SourceCompiler.compile(folder, "com.example.Roots", source);
        byte[] packed = (byte[]) roots.getMethod("create").invoke(null);
        assertEquals(packed.length, roots.getField("LENGTH").getInt(null));
        assertEquals(BrErr.BR_ERR_OK, judge(packed, EC.chain(KEY)));
        assertEquals(BrErr.BR_ERR_OK, judge(packed, RSA.chain(KEY)));
        assertEquals(BrErr.BR_ERR_X509_NOT_TRUSTED, judge(packed, new TestPki("Other", 1).chain(KEY)));
    }

    @Test
    void theFileHoldsTheSameBytes() throws Exception {
        String java = Cli.run("ta", EC.rootFile(folder), RSA.rootFile(folder)).exits(0).out();
        Class<?> made = SourceCompiler.compile(folder, "TrustAnchors", java);
        Path file = folder.resolve("anchors");
        Cli.Result r = Cli.run("ta", "--out", file.toString(), EC.rootFile(folder), RSA.rootFile(folder)).exits(0);
        assertEquals("", r.out());
        assertArrayEquals((byte[]) made.getMethod("create").invoke(null), Files.readAllBytes(file));
        // A packed list may go in again, and nothing is there twice.
        Path again = folder.resolve("again");
        Cli.run("ta", "--out", again.toString(), file.toString(), RSA.rootFile(folder), file.toString()).exits(0)
                .says("2 anchors");
        assertArrayEquals(Files.readAllBytes(file), Files.readAllBytes(again));
    }

    @Test
    void hundredsOfAnchorsFitAClass() throws Exception {
        StringBuilder pem = new StringBuilder();
        for (int i = 0; i < 240; i++) {
            pem.append(TestPki.pem(TestPki.sign("CN=" + i, TestCertificates.rsa2048(), "CN=" + i, KEY, true,
                    TestPki.FROM, TestPki.TO)));
        }
        String bundle = Files.writeString(folder.resolve("bundle"), pem).toString();
        String source = Cli.run("ta", "--class", "Many", bundle).exits(0).says("240 anchors").out();
        byte[] packed = (byte[]) SourceCompiler.compile(folder, "Many", source).getMethod("create").invoke(null);
        assertTrue(packed.length > 65536);
        assertEquals(240, new AnchorList(packed, 0, packed.length).count());
    }

    @Test
    void whatCannotBeAnAnchorIsLeftOutUnlessItIsAll() throws Exception {
        KeyPair key = TestPki.ed25519();
        String ed = TestPki.pemFile(folder.resolve("ed.pem"),
                TestPki.sign("CN=Ed", key, "CN=Ed", key, true, TestPki.FROM, TestPki.TO));
        Cli.Result r = Cli.run("ta", ed, EC.rootFile(folder)).exits(0).says("warning: " + ed).says("1 anchor, ");
        assertTrue(r.out().contains("EC root") && !r.out().contains("CN=Ed"), r.out());
        assertEquals("", Cli.run("ta", ed).failsWith("3004 CLI_BAD_FILE").says("BR_ERR_X509_UNSUPPORTED").out());
    }

    @Test
    void mistakesAreNamed() throws Exception {
        String root = EC.rootFile(folder);
        Cli.run("ta").exits(2).says("FILE is missing");
        Cli.run("ta", "--class", "1a", root).exits(2).says("--class: '1a' is no name of a Java class");
        Cli.run("ta", "--class", "a.b", root).exits(2);
        Cli.run("ta", "--package", "a.int", root).exits(2).says("--package: 'a.int'");
        Cli.run("ta", "--out", "x", "--class", "A", root).exits(2).says("--out writes a packed list");
        Cli.run("ta", "--out", folder.toString(), root).failsWith("3002 CLI_CANNOT_WRITE").says(folder.toString());
        Cli.run("ta", folder.resolve("none").toString()).failsWith("3001 CLI_CANNOT_READ");
    }
}
