package bearssl.benchmarks;

import bearssl.x509.AnchorDecoder;
import bearssl.x509.AnchorList;
import bearssl.x509.X509Clock;
import bearssl.x509.X509Rules;
import java.util.Arrays;
import java.util.Base64;

/** What chain validation of this library takes: one CA, and the time. */
public final class OurTrust {
    private static final int RECORD_ROOM = 64;

    private OurTrust() {
    }

    /** A list of one CA. @param pem its certificate */
    static AnchorList anchors(byte[] pem) {
        byte[] packed = packed(pem);
        return new AnchorList(packed, 0, packed.length);
    }

    /** The bytes of a list of one CA. @param pem its certificate */
    public static byte[] packed(byte[] pem) {
        byte[] der = der(pem);
        byte[] packed = new byte[AnchorList.HEADER_LEN + der.length + RECORD_ROOM];
        AnchorList.writeHeader(packed, 0);
        AnchorDecoder decoder = new AnchorDecoder(256, X509Rules.DEFAULT);
        decoder.start(der.length, packed, AnchorList.HEADER_LEN, packed.length - AnchorList.HEADER_LEN);
        decoder.append(der, 0, der.length);
        return Arrays.copyOf(packed, AnchorList.HEADER_LEN + decoder.end());
    }

    static X509Clock clock() {
        X509Clock clock = new X509Clock();
        clock.set(System.currentTimeMillis() / 1000);
        return clock;
    }

    // What is between the lines with dashes.
    private static byte[] der(byte[] pem) {
        int start = 0;
        while (pem[start] != '\n') {
            start++;
        }
        int end = pem.length - 1;
        while (pem[end - 1] != '\n' || pem[end] != '-') {
            end--;
        }
        return Base64.getMimeDecoder().decode(Arrays.copyOfRange(pem, start + 1, end));
    }
}
