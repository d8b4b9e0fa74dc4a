package bearssl.x509;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bearssl.testing.Bytes;
import bearssl.tls.BrErr;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class AnchorDecoderTest {
    private static final byte[] RSA = TestCerts.cert(TestCerts.RSA_SPKI);
    private static final byte[] EC = TestCerts.cert(TestCerts.EC_SPKI);

    private final AnchorDecoder decoder = new AnchorDecoder(256, 0);
    private final byte[] records = new byte[4000];

    private int decode(byte[] der, int announced, int piece) {
        decoder.start(announced, records, 0, records.length);
        for (int i = 0; i < der.length; i += Math.min(piece, der.length - i)) {
            decoder.append(der, i, Math.min(piece, der.length - i));
        }
        return decoder.end();
    }

    @Test
    void theLengthNeedNotBeAnnounced() {
        for (byte[] der : new byte[][] {RSA, EC}) {
            int len = decode(der, der.length, der.length);
            assertTrue(len > 0);
            byte[] expected = Arrays.copyOf(records, len);
            for (int piece = 1; piece <= der.length; piece++) {
                assertEquals(len, decode(der, DerTokenizer.ONE_ELEMENT, piece));
                assertArrayEquals(expected, Arrays.copyOf(records, len));
                byte[] longer = Bytes.join(der, new byte[1]);
                assertEquals(-BrErr.BR_ERR_X509_EXTRA_ELEMENT, decode(longer, DerTokenizer.ONE_ELEMENT, piece));
                byte[] cut = Arrays.copyOf(der, piece - 1);
                assertEquals(-BrErr.BR_ERR_X509_TRUNCATED, decode(cut, DerTokenizer.ONE_ELEMENT, 16));
            }
        }
    }

    @Test
    void aPemBundleBecomesAnchorsWithoutAllocation() {
        byte[] file = (pem(RSA) + "text\n" + TestKeys.EC_SEC1 + pem(EC)).getBytes(StandardCharsets.US_ASCII);
        int rsaLen = decode(RSA, RSA.length, 100);
        byte[] expected = Arrays.copyOf(records, rsaLen);
        int ecLen = decode(EC, EC.length, 100);
        expected = Bytes.join(expected, Arrays.copyOf(records, ecLen));
        PemDecoder pem = new PemDecoder();
        assertEquals(expected.length, readPem(pem, file));
        assertArrayEquals(expected, Arrays.copyOf(records, expected.length));

        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int window = 0; window < 5 && least > 0; window++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 20; i++) {
                readPem(pem, file);
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertEquals(0, least);
    }

    private static String pem(byte[] der) {
        return "-----BEGIN CERTIFICATE-----\n" + Base64.getMimeEncoder().encodeToString(der)
                + "\n-----END CERTIFICATE-----\n";
    }

    /** Makes records of the certificates in a file that comes in small pieces. @return their length */
    private int readPem(PemDecoder pem, byte[] file) {
        int len = 0;
        pem.reset();
        for (int off = 0; off < file.length; off += 10) {
            pem.input(file, off, Math.min(10, file.length - off));
            int event;
            while ((event = pem.next()) > 0) {
                if (pem.kind() != PemDecoder.CERTIFICATE) {
                    continue;
                }
                if (event == PemDecoder.BEGIN) {
                    decoder.start(DerTokenizer.ONE_ELEMENT, records, len, records.length - len);
                } else if (event == PemDecoder.DATA) {
                    decoder.append(pem.data(), 0, pem.dataLen());
                } else {
                    len += decoder.end();
                }
            }
        }
        return len;
    }
}
