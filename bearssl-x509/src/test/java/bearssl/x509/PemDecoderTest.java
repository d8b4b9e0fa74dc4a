package bearssl.x509;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PemDecoderTest {
    private static byte[] ascii(String s) {
        return s.getBytes(StandardCharsets.US_ASCII);
    }

    private static String pem(String label, byte[] der) {
        return "-----BEGIN " + label + "-----\n" + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
                + "\n-----END " + label + "-----\n";
    }

    /** What a decoder says of a file in pieces of this size: "[label kind hex]..." and the final code. */
    private static String read(byte[] file, int piece) {
        PemDecoder pem = new PemDecoder();
        StringBuilder log = new StringBuilder();
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        for (int i = 0; i < file.length || i == 0; i += piece) {
            pem.input(file, i, Math.min(piece, file.length - i));
            int event;
            while ((event = pem.next()) != PemDecoder.MORE) {
                if (event < 0) {
                    assertEquals(event, pem.next());
                    assertEquals(event, pem.end());
                    return log + "" + event;
                }
                if (event == PemDecoder.BEGIN) {
                    log.append('[').append(new String(pem.label(), 0, pem.labelLen(), StandardCharsets.US_ASCII))
                            .append(' ').append(pem.kind()).append(' ');
                } else if (event == PemDecoder.DATA) {
                    assertTrue(pem.dataLen() >= 1 && pem.dataLen() <= 48);
                    data.write(pem.data(), 0, pem.dataLen());
                } else {
                    log.append(Base64.getEncoder().encodeToString(data.toByteArray())).append(']');
                    data.reset();
                }
            }
        }
        return log + "" + pem.end();
    }

    @Test
    void readsCertificatesAndKeysAmongText() {
        byte[] cert = TestCerts.cert(TestCerts.EC_SPKI);
        String file = "subject=CN = x\n- not a block\n--\n" + pem("CERTIFICATE", cert) + "\n"
                + pem("PUBLIC KEY", TestCerts.RSA_SPKI).replace("\n", "\r\n") + "trailing text";
        String expected = "[CERTIFICATE 1 " + Base64.getEncoder().encodeToString(cert) + "][PUBLIC KEY 2 "
                + Base64.getEncoder().encodeToString(TestCerts.RSA_SPKI) + "]0";
        for (int piece = 1; piece <= file.length() + 1; piece = piece < 70 ? piece + 1 : piece * 2) {
            assertEquals(expected, read(ascii(file), piece), "pieces of " + piece);
        }
    }

    @ParameterizedTest
    @CsvSource({"CERTIFICATE, 1", "X509 CERTIFICATE, 1", "PUBLIC KEY, 2", "PRIVATE KEY, 3", "RSA PRIVATE KEY, 4",
        "EC PRIVATE KEY, 5", "ENCRYPTED PRIVATE KEY, 6", "EC PARAMETERS, 7", "DH PARAMETERS, 0", "X509 CRL, 0"})
    void namesTheKinds(String label, int kind) {
        assertEquals("[" + label + " " + kind + " AQI=]0", read(ascii(pem(label, new byte[] {1, 2})), 7));
    }

    @ParameterizedTest
    @CsvSource({
        "-----BEGIN X-----|AQID|-----END X----- , [X 0 AQID]0",
        "-----BEGIN X-----|AQID|-----END X, [X 0 -5",
        "-----BEGIN X-----|AQID, [X 0 -5",
        "-----BEGIN X-----|AQID|-----END Y-----, [X 0 -3",
        "-----BEGIN X-----|AQID|-----END XY-----, [X 0 -3",
        "-----BEGIN X-----|AQID|-----BEGIN X-----, [X 0 -3",
        "-----BEGIN X-----|AQI|-----END X-----, [X 0 -2",
        "-----BEGIN X-----|AQI*|-----END X-----, [X 0 -2",
        "-----BEGIN X-----|AQJ=|-----END X-----, [X 0 -2",
        "-----BEGIN X-----|AR==|-----END X-----, [X 0 -2",
        "-----BEGIN X-----|AQ==AQID|-----END X-----, [X 0 -2",
        "-----BEGIN X-----|AQ=|-----END X-----, [X 0 -2",
        "-----BEGIN X-----|=|-----END X-----, [X 0 -2",
        "-----BEGIN X-----|AQ===|-----END X-----, [X 0 -2",
        "-----BEGIN X-----|Proc-Type: 4;ENCRYPTED|-----END X-----, [X 0 -4",
        "-----BEGIN X-----|Proc: 4;ENCRYPTED|-----END X-----, [X 0 -4",
        "-----BEGIN X----|AQID|-----END X-----, -1",
        "-----BEGIN 012345678901234567890123456789012-----, -1",
        "x-----BEGIN X-----|AQID|-----END X-----, 0",
        "-----BEGINX, 0",
        "-----BEGIN X, -5",
        "'', 0"})
    void reasons(String file, String log) {
        byte[] bytes = ascii(file.replace('|', '\n'));
        assertEquals(log, read(bytes, 1000));
        assertEquals(log, read(bytes, 1));
    }

    @Property(tries = 300)
    void anyBlockComesBack(@ForAll @Size(max = 400) byte[] der, @ForAll @IntRange(min = 1, max = 90) int piece) {
        assertEquals("[CERTIFICATE 1 " + Base64.getEncoder().encodeToString(der) + "]0",
                read(ascii(pem("CERTIFICATE", der)), piece));
    }

    @Property(tries = 1000)
    void mutationsNeverThrowAndSplitsDoNotMatter(@ForAll @Size(max = 80) byte[] der, @ForAll byte value,
            @ForAll @IntRange(min = 0, max = 200) int at, @ForAll @IntRange(min = 1, max = 90) int piece) {
        byte[] file = ascii(pem("CERTIFICATE", der));
        file[at % file.length] = value;
        assertEquals(read(file, 1000), read(file, piece));
    }

    @Test
    void wipeClearsWhatWasDecoded() {
        PemDecoder pem = new PemDecoder();
        byte[] file = ascii(pem("PRIVATE KEY", new byte[] {1, 2, 3, 4, 5, 6}));
        pem.input(file, 0, file.length);
        assertEquals(PemDecoder.BEGIN, pem.next());
        assertEquals(PemDecoder.DATA, pem.next());
        assertArrayEquals(new byte[] {1, 2, 3, 4, 5, 6}, Arrays.copyOf(pem.data(), pem.dataLen()));
        pem.wipe();
        assertArrayEquals(new byte[48], pem.data());
        pem.reset();
        assertEquals(0, pem.end());
    }
}
