package bearssl.benchmarks;

import bearssl.tls.X509Engine;
import bearssl.x509.AnchorDecoder;
import bearssl.x509.AnchorList;
import bearssl.x509.TrustStore;
import bearssl.x509.X509Clock;
import bearssl.x509.X509Rules;
import java.util.Arrays;
import java.util.Base64;
import java.util.function.BiFunction;

/** Chain validation of this library, up to one CA. */
final class OurTrust {
    private static final int RECORD_ROOM = 64;

    private OurTrust() {
    }

    /** Makes an engine that trusts a CA. @param pem one certificate */
    static X509Engine of(byte[] pem, BiFunction<TrustStore, X509Clock, X509Engine> validator) {
        byte[] der = der(pem);
        byte[] packed = new byte[AnchorList.HEADER_LEN + der.length + RECORD_ROOM];
        AnchorList.writeHeader(packed, 0);
        AnchorDecoder decoder = new AnchorDecoder(256, X509Rules.DEFAULT);
        decoder.start(der.length, packed, AnchorList.HEADER_LEN, packed.length - AnchorList.HEADER_LEN);
        decoder.append(der, 0, der.length);
        int len = AnchorList.HEADER_LEN + decoder.end();
        X509Clock clock = new X509Clock();
        clock.set(System.currentTimeMillis() / 1000);
        return validator.apply(new AnchorList(packed, 0, len), clock);
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
