package bearssl.x509;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bearssl.base.Workspace;
import bearssl.testing.TestCa;
import bearssl.testing.TestCertificates;
import bearssl.tls.BrErr;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two CAs of one name: the key decides, and a chain of the other one is not trusted, whatever its kind of key. */
class NamesakeTest {
    private static final KeyPair OTHER_RSA = TestCertificates.rsa(2048);

    @ParameterizedTest
    @CsvSource({"RSA, RSA", "RSA, EC", "EC, RSA", "EC, EC"})
    void theChainOfANamesakeIsNotTrusted(String trusted, String other) throws Exception {
        TestCa ours = new TestCa("One", trusted.equals("RSA") ? TestCertificates.rsa2048() : TestCertificates.p256());
        TestCa theirs = new TestCa("One", other.equals("RSA") ? OTHER_RSA : TestCertificates.p256());
        assertEquals(BrErr.BR_ERR_OK, verdict(ours.root(), ours));
        assertEquals(BrErr.BR_ERR_X509_NOT_TRUSTED, verdict(ours.root(), theirs));
    }

    private static int verdict(X509Certificate root, TestCa ca) throws Exception {
        byte[] der = root.getEncoded();
        byte[] anchors = new byte[AnchorList.HEADER_LEN + der.length + 64];
        AnchorList.writeHeader(anchors, 0);
        AnchorDecoder decoder = new AnchorDecoder(256, X509Rules.DEFAULT);
        decoder.start(der.length, anchors, AnchorList.HEADER_LEN, anchors.length - AnchorList.HEADER_LEN);
        decoder.append(der, 0, der.length);
        X509Clock clock = new X509Clock();
        clock.set(System.currentTimeMillis() / 1000);
        X509Minimal x509 =
                X509Default.create(new AnchorList(anchors, 0, AnchorList.HEADER_LEN + decoder.end()), clock);
        x509.startChain("localhost",
                new Workspace(x509.scratchBytes(), x509.scratchShorts(), x509.scratchInts()));
        KeyStore server = ca.server(TestCertificates.rsa2048());
        for (Certificate certificate : server.getCertificateChain("server")) {
            byte[] bytes = certificate.getEncoded();
            x509.startCert(bytes.length);
            x509.append(bytes, 0, bytes.length);
            x509.endCert();
        }
        return x509.endChain();
    }
}
