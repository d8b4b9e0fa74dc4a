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

    /** A list of one anchor. A device finds such a list in its flash, and needs no decoder. */
    public static AnchorList anchors(X509Certificate ca) {
        byte[] certificate;
        try {
            certificate = ca.getEncoded();
        } catch (CertificateEncodingException e) {
            throw new IllegalArgumentException(e);
        }
        byte[] list = new byte[AnchorList.HEADER_LEN + certificate.length + MOST_MORE];
        AnchorList.writeHeader(list, 0);
        AnchorDecoder decoder = new AnchorDecoder(LONGEST_MODULUS, X509Rules.DEFAULT);
        decoder.start(certificate.length, list, AnchorList.HEADER_LEN, list.length - AnchorList.HEADER_LEN);
        decoder.append(certificate, 0, certificate.length);
        int len = decoder.end();
        if (len < 0) {
            throw new IllegalArgumentException("error " + -len);
        }
        return new AnchorList(Arrays.copyOf(list, AnchorList.HEADER_LEN + len), 0, AnchorList.HEADER_LEN + len);
    }

    /** A clock that has been set. */
    public static X509Clock now() {
        X509Clock clock = new X509Clock();
        clock.set(System.currentTimeMillis() / 1000);
        return clock;
    }
}
