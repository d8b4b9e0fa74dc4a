package mqttlite.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bearssl.testing.TestCertificates;
import bearssl.x509.PemDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PemFileTest {
    // Source: openssl ecparam -name prime256v1 -genkey
    static final String EC_WITH_PARAMETERS = """
            -----BEGIN EC PARAMETERS-----
            BggqhkjOPQMBBw==
            -----END EC PARAMETERS-----
            -----BEGIN EC PRIVATE KEY-----
            MHcCAQEEIFn6qlGw0fXftb68z50wrpDtimbi5fw150P9rD88gqiuoAoGCCqGSM49
            AwEHoUQDQgAEuIuHxaDwBtiUT8oxteRlc47UgT9P6+pArM+EIxyBDsdCxfhDTG0L
            huhEgslmla2KmDUfr+wao5ibxA5RUjDCBg==
            -----END EC PRIVATE KEY-----
            """;
    static final String EC_SPKI_SHA256 = "15AA9D909EEF30FF7A8DF1E80B13F61A71D2C3E710C59BE1F33B98653473C95F";
    // The form of: openssl ec -aes128; the contents are not looked at.
    static final String TRADITIONAL = """
            -----BEGIN EC PRIVATE KEY-----
            Proc-Type: 4,ENCRYPTED
            DEK-Info: AES-128-CBC,5B5B0F2B6C2C0E3D6B0E0E9CF2D8F1AA

            AQIDBAUG
            -----END EC PRIVATE KEY-----
            """;
    private static final byte[] CERT = cert(TestCertificates.p256());

    @TempDir
    Path folder;

    private static byte[] cert(KeyPair key) {
        try {
            KeyStore store = TestCertificates.chain(key, 1);
            return store.getCertificate("server").getEncoded();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static String pem(String label, byte[] der) {
        return "-----BEGIN " + label + "-----\n" + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
                + "\n-----END " + label + "-----\n";
    }

    private static PemFile of(String text) throws Failure {
        return of(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static PemFile of(byte[] bytes) throws Failure {
        return PemFile.of("f", bytes);
    }

    private static String summary(PemFile file) {
        return file.blocks().stream().map(b -> b.line + " " + b.label + " " + b.kind + " " + b.der.length)
                .collect(Collectors.joining(", "));
    }

    private static void fails(String text, String... parts) {
        fails(() -> of(text), parts);
    }

    private static void fails(org.junit.jupiter.api.function.Executable action, String... parts) {
        String message = assertThrows(Failure.class, action).getMessage();
        for (String part : parts) {
            assertTrue(message.contains(part), () -> "'" + part + "' expected in: " + message);
        }
        assertTrue(message.startsWith("error=3004 CLI_BAD_FILE f"), message);
    }

    @Test
    void blocksComeInOrderWithTheirLines() throws Failure {
        String crl = "-----BEGIN X509 CRL-----\nnot: looked=at\n=abcd\n-----END X509 CRL-----\n";
        String text = "0 s:text before\n" + EC_WITH_PARAMETERS + "text\n" + crl + pem("CERTIFICATE", CERT) + TRADITIONAL
                + pem("RSA PUBLIC KEY", new byte[] {1, 2, 3}) + "after";
        int certLines = pem("CERTIFICATE", CERT).split("\n").length;
        String expected = "2 EC PARAMETERS 7 10, 5 EC PRIVATE KEY 5 121, 11 X509 CRL 0 0, 15 CERTIFICATE 1 "
                + CERT.length + ", " + (15 + certLines) + " EC PRIVATE KEY 6 0, " + (21 + certLines)
                + " RSA PUBLIC KEY 0 3";
        assertEquals(expected, summary(of(text)));
        assertEquals(expected, summary(of(text.replace("\n", "\r\n"))));
        assertEquals(expected, summary(of(text.replace("\n", "\r"))));
        assertEquals(expected, summary(of("\u00EF\u00BB\u00BF" + text)));
        assertEquals(1, of(text).certificates().size());
        assertArrayEquals(CERT, of(text).requireCertificates().get(0));
        assertEquals(5, of(text).requirePrivateKey().line);
    }

    @Test
    void certificatesKeepTheirOrder() throws Failure {
        byte[] other = cert(TestCertificates.rsa2048());
        List<byte[]> found = of(pem("X509 CERTIFICATE", other) + pem("CERTIFICATE", CERT)).requireCertificates();
        assertArrayEquals(other, found.get(0));
        assertArrayEquals(CERT, found.get(1));
    }

    @ParameterizedTest
    @CsvSource({
        "CERTIFICATE, 1", "PUBLIC KEY, 2", "PRIVATE KEY, 3", "RSA PRIVATE KEY, 4", "EC PRIVATE KEY, 5",
        "ENCRYPTED PRIVATE KEY, 6", "RSA PUBLIC KEY, 0", "PKCS12, 0", "PKCS7, 0", "CERTIFICATE REQUEST, 0",
        "X509 CRL, 0"})
    void derIsRecognised(String label, int kind) throws Failure {
        byte[] der = switch (label) {
            case "CERTIFICATE" -> CERT;
            case "PUBLIC KEY" -> TestCertificates.p256().getPublic().getEncoded();
            case "PRIVATE KEY" -> TestCertificates.rsa2048().getPrivate().getEncoded();
            case "RSA PRIVATE KEY" -> hex("30 06 020100 020111");
            case "EC PRIVATE KEY" -> hex("30 06 020101 0401AA");
            case "ENCRYPTED PRIVATE KEY" -> hex("30 09 3004 06022A03 0401AA");
            case "RSA PUBLIC KEY" -> hex("30 07 02020101 020103");
            case "PKCS12" -> hex("30 05 020103 3000");
            case "PKCS7" -> hex("30 06 06022A03 A000");
            case "CERTIFICATE REQUEST" -> hex("30 10 3009 020100 3000 3000 A000 3000 030100");
            default -> hex("30 0E 3007 020101 3000 3000 1700 3000 0300");
        };
        assertEquals("0 " + label + " " + kind + " " + der.length, summary(of(der)));
    }

    private static byte[] hex(String text) {
        return java.util.HexFormat.of().parseHex(text.replace(" ", ""));
    }

    @Test
    void derOfVersion1IsACertificate() throws Failure {
        assertEquals(PemDecoder.CERTIFICATE,
                of(hex("30 12 300D 020105 3000 3000 3000 3000 3000 3000 0300")).blocks().get(0).kind);
    }

    @Test
    void derCutAnywhereIsStillABlock() throws Failure {
        for (byte[] der : new byte[][] {CERT, TestCertificates.rsa2048().getPrivate().getEncoded()}) {
            for (int len = 1; len < der.length; len++) {
                assertEquals(len, of(Arrays.copyOf(der, len)).blocks().get(0).der.length);
            }
        }
    }

    @Test
    void unusableKeysAreNamed() {
        String header = "-----BEGIN X PRIVATE KEY-----\n-----END X PRIVATE KEY-----\n";
        fails(() -> of("text\n" + header.replace("X", "ENCRYPTED")).requirePrivateKey(), "f, line 2: ",
                "(ENCRYPTED PRIVATE KEY) is encrypted; decrypt it with: openssl pkey -in f -out ");
        fails(() -> of(TRADITIONAL).requirePrivateKey(), "f, line 1: ", "(EC PRIVATE KEY) is encrypted",
                "openssl pkey -in f");
        fails(() -> of(hex("30 09 3004 06022A03 0401AA")).requirePrivateKey(), "f: ", "openssl pkey -in f -inform DER");
        fails(() -> of(header.replace("X", "OPENSSH")).requirePrivateKey(), "OPENSSH PRIVATE KEY", "ssh-keygen -p");
        fails(() -> of(header.replace("X", "DSA")).requirePrivateKey(), "DSA PRIVATE KEY", "use an RSA or P-256 key");
        fails(() -> of(hex("30 05 020103 3000")).requirePrivateKey(), "PKCS12", "openssl pkcs12 -in f");
        fails(() -> of(pem("CERTIFICATE", CERT)).requirePrivateKey(), "holds no private key but CERTIFICATE");
        fails(() -> of(EC_WITH_PARAMETERS + EC_WITH_PARAMETERS).requirePrivateKey(), "f, line 12: a second private key",
                "line 4");
    }

    @ParameterizedTest
    @CsvSource({
        "CERTIFICATE REQUEST, the certificate that the CA made of it",
        "NEW CERTIFICATE REQUEST, the certificate that the CA made of it",
        "X509 CRL, list of revoked certificates",
        "PKCS7, openssl pkcs7 -in f -print_certs",
        "PKCS #7 SIGNED DATA, openssl pkcs7 -in f -print_certs",
        "CMS, openssl pkcs7 -in f -print_certs",
        "TRUSTED CERTIFICATE, openssl x509 -in f -out",
        "EC PARAMETERS, holds no certificate but EC PARAMETERS",
        "ENCRYPTED PRIVATE KEY, holds no certificate but ENCRYPTED PRIVATE KEY"})
    void whatIsNoCertificateIsNamed(String label, String part) {
        fails(() -> of(pem(label, new byte[] {1})).requireCertificates(), label, part);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "-----BEGIN CERTIFICATE-----|AQID                              | line 2: the block has no END line (block CERTIFICATE from line 1)",
        "-----BEGIN CERTIFICATE-----|AQ!D                              | line 2: the line is not base64",
        "-----BEGIN CERTIFICATE-----|AQID|-----END X-----              | line 3: the END line does not repeat the label",
        "-----BEGIN CERTIFICATE-----|AQID|-----BEGIN CERTIFICATE-----  | line 3: the END line does not repeat the label",
        "-----BEGIN CERTIFICATE-----|AQID|Proc-Type: 4                 | line 3: ",
        "-----BEGIN CERTIFICATE-----|Key: value                        | line 2: the line is neither base64",
        "-----BEGIN CERTIFICATE----|AQID                               | line 1: the BEGIN line",
        "-----BEGIN CERTIFICATE                                        | line 1: the BEGIN line",
        "-----BEGIN X-----|AQID                                        | line 2: the block has no END line (block X from line 1)",
        "-----BEGIN X-----|AQID|-----END Y-----                        | line 3: the END line does not repeat the label",
        "-----BEGIN X-----|AQID|-----BEGIN X-----                      | line 3: the END line does not repeat the label"})
    void malformedPemIsNamed(String text) {
        int split = text.lastIndexOf('|');
        fails(text.substring(0, split).trim().replace('|', '\n') + "\n", text.substring(split + 1).trim());
    }

    @Test
    void whatIsNeitherIsNamed() {
        fails("", "f: is empty");
        fails("hello", "f: holds nothing in PEM or DER");
        fails("\u00FF\u00FE-\u0000", "f: is text in UTF-16");
    }

    @Test
    void readsFromDisk() throws Exception {
        Path file = Files.write(folder.resolve("c.der"), CERT);
        assertArrayEquals(CERT, PemFile.read(file.toString()).requireCertificates().get(0));
        assertTrue(assertThrows(Failure.class, () -> PemFile.read(folder.resolve("none").toString())).getMessage()
                .startsWith("error=3001 CLI_CANNOT_READ "));
    }

    @Property(tries = 2000)
    void mutationsEndInBlocksOrAFailure(@ForAll @IntRange(min = 0, max = 2000) int at, @ForAll byte value,
            @ForAll boolean isPem) {
        byte[] bytes = isPem ? (EC_WITH_PARAMETERS + TRADITIONAL).getBytes(StandardCharsets.US_ASCII) : CERT.clone();
        bytes[at % bytes.length] = value;
        try {
            assertTrue(of(bytes).blocks().size() >= 1);
        } catch (Failure e) {
            assertTrue(e.getMessage().startsWith("error=3004 CLI_BAD_FILE f"), e.getMessage());
        }
    }
}
