package mqttlite.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bearssl.testing.TestCertificates;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.junit.jupiter.api.Test;

class CertificateFieldsTest {
    private static X509Certificate leaf(KeyPair key) throws Exception {
        return (X509Certificate) TestCertificates.chain(key, 2).getCertificate("server");
    }

    @Test
    void saysWhatTheJdkReads() throws Exception {
        X509Certificate certificate = leaf(TestCertificates.rsa2048());
        CertificateFields fields = new CertificateFields(certificate.getEncoded());
        assertEquals("CN=localhost", fields.subject);
        assertEquals("O=A name that takes some room, CN=Test CA 1", fields.issuer);
        assertEquals(certificate.getNotBefore().getTime() / 1000, fields.notBefore);
        assertEquals(certificate.getNotAfter().getTime() / 1000, fields.notAfter);
        assertEquals(certificate.getSerialNumber(), new java.math.BigInteger(fields.serial, 16));
        assertEquals("RSA, 2048 bits", fields.key);
        assertEquals("RSA with SHA-256", fields.signature);
        assertEquals(List.of("DNS:localhost", "IP:127.0.0.1"), fields.names);
        assertEquals("exponent   010001", fields.keyNumbers.get(1));
        assertEquals(false, fields.isSelfIssued);
    }

    @Test
    void curvesAreNamed() throws Exception {
        for (String[] curve : new String[][] {{"secp256r1", "EC, P-256"}, {"secp384r1", "EC, P-384"},
            {"secp521r1", "EC, P-521"}}) {
            CertificateFields fields = new CertificateFields(leaf(TestCertificates.ec(curve[0])).getEncoded());
            assertEquals(curve[1], fields.key);
            assertTrue(fields.keyNumbers.get(0).startsWith("point      04"), fields.keyNumbers.get(0));
        }
    }

    @Test
    void namesCannotForgeLines() throws Exception {
        byte[] name = new X500NameBuilder().addRDN(BCStyle.C, "DE").addMultiValuedRDN(
                new ASN1ObjectIdentifier[] {BCStyle.O, new ASN1ObjectIdentifier("1.2.3")},
                new String[] {"a\nvalid\u202E, O=b\\", "\u00E4\u0085"}).build().getEncoded();
        KeyPair key = TestCertificates.p256();
        X500Principal principal = new X500Principal(name);
        CertificateFields fields = new CertificateFields(
                TestCertificates.certificate(principal, key, principal, key, true).getEncoded());
        // A SET in DER is sorted, hence the other order.
        assertEquals("C=DE, 1.2.3=\u00E4\\c2\\85+O=a\\0avalid\\e2\\80\\ae\\, O=b\\\\", fields.subject);
        assertTrue(fields.isSelfIssued);
    }

    @Test
    void whateverTheBytesAreNothingIsThrown() throws Exception {
        byte[] der = leaf(TestCertificates.p256()).getEncoded();
        Random random = new Random(1);
        for (int i = 0; i <= der.length; i++) {
            new CertificateFields(Arrays.copyOf(der, i)).namesText();
        }
        int readable = 0;
        for (int i = 0; i < 5_000; i++) {
            byte[] mutated = der.clone();
            for (int k = random.nextInt(4); k >= 0; k--) {
                mutated[random.nextInt(mutated.length)] = (byte) random.nextInt();
            }
            CertificateFields fields = new CertificateFields(mutated);
            String all = fields.subject + fields.issuer + fields.namesText() + fields.key + fields.signature;
            readable += fields.subject.equals("CN=localhost") ? 1 : 0;
            assertTrue(all.chars().noneMatch(Character::isISOControl), all);
        }
        assertTrue(readable > 500);
        assertEquals("?", new CertificateFields(new byte[0]).subject);
    }
}
