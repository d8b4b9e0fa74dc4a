package mqttlite.demo;

import bearssl.x509.AnchorDecoder;
import bearssl.x509.AnchorList;
import bearssl.x509.X509Clock;
import bearssl.x509.X509Rules;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Arrays;

/** What trust in a CA is made of: its name and key, and the time. */
public final class CaTrust {
    private static final int MOST_MORE = 64; // that an anchor is longer than its certificate

    private static final int LONGEST_MODULUS = 4096 / 8;

    private CaTrust() {
    }

    /** A list of anchors. A device finds such a list in its flash, and needs no decoder. */
    public static AnchorList anchors(X509Certificate... cas) {
        byte[] list = new byte[AnchorList.HEADER_LEN];
        AnchorList.writeHeader(list, 0);
        AnchorDecoder decoder = new AnchorDecoder(LONGEST_MODULUS, X509Rules.DEFAULT);
        for (X509Certificate ca : cas) {
            byte[] certificate = encoded(ca);
            int end = list.length;
            list = Arrays.copyOf(list, end + certificate.length + MOST_MORE);
            decoder.start(certificate.length, list, end, list.length - end);
            decoder.append(certificate, 0, certificate.length);
            int len = decoder.end();
            if (len < 0) {
                throw new IllegalArgumentException("error " + -len);
            }
            list = Arrays.copyOf(list, end + len);
        }
        return new AnchorList(list, 0, list.length);
    }

    private static byte[] encoded(X509Certificate ca) {
        try {
            return ca.getEncoded();
        } catch (CertificateEncodingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** A clock that has been set. */
    public static X509Clock now() {
        X509Clock clock = new X509Clock();
        clock.set(System.currentTimeMillis() / 1000);
        return clock;
    }
}
